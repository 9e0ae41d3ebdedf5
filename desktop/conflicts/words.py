"""A card to reconcile in words: who says what, how it is known, by which clock, and what to ask next."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.events import ClockTrust
from core.domain.standing import Class
from core.queries.conflicts import Ask, AskRow, ClaimRow, ConflictCard
from desktop import phrases
from desktop.conflicts.model import HERE, HOW, NUMBERED, ConflictsShown

translate = QCoreApplication.translate


def name(card: ConflictCard) -> str:
    return card.name or translate("Conflicts", "姓名不详")


def about(card: ConflictCard) -> str:
    """大沟村 · 户 妙-0061 · 轮椅 · 卡 4QLAE8."""
    moves = phrases.mobility(card.mobility) if card.mobility is not None else ""
    parts = (card.place_name, card.household, moves, phrases.trigger_short(card.level))
    return " · ".join(part for part in parts if part)


def said(claim: ClaimRow) -> str:
    """在 王平村中心小学, or the class that needs no place."""
    place = phrases.at_place(claim.place, claim.place_name)
    if claim.class_ is Class.MOVED and place:
        return translate("Conflicts", "在 {place}").format(place=place)
    word = phrases.standing(claim.class_)
    return f"{word} · {place}" if place else word


def known_by(claim: ClaimRow, now: datetime | None) -> str:
    """20:14 · 刷卡 · 乙台 冯拟子."""
    time = phrases.hm_near(claim.at, now) if now is not None else phrases.hm(claim.at)
    how = phrases.evidence(claim.evidence) or translate("Conflicts", "没记怎么知道的")
    who = " ".join(part for part in (claim.desk, claim.operator) if part)
    return " · ".join(part for part in (time, how, who) if part)


def clock(claim: ClaimRow) -> str:
    """How far the time may be believed: it never decides."""
    return {
        ClockTrust.REPLAY.value: translate("Conflicts", "时间按演练钟"),
        ClockTrust.DEVICE.value: translate("Conflicts", "时间按那台的钟，钟可能不准"),
        ClockTrust.OPERATOR.value: translate("Conflicts", "时间是手填的"),
    }.get(claim.trust, "")


def beside(claim: ClaimRow) -> str:
    """What else was said: where from, and the note."""
    came = translate("Conflicts", "说从 {place} 来").format(place=claim.came_from_name) if claim.came_from_name else ""
    return " · ".join(part for part in (came, claim.note) if part)


def ask(row: AskRow) -> str:
    return {
        Ask.THERE: translate("Conflicts", "问 {name}：人在不在眼前").format(name=phrases.at_place(row.place, row.name)),
        Ask.HIM: translate("Conflicts", "打本人 {name}").format(name=row.name),
        Ask.DOOR: translate("Conflicts", "派人看他家门"),
    }[row.ask]


def asks(card: ConflictCard) -> str:
    return "；".join(ask(row) for row in card.asks)


def one_line(card: ConflictCard, now: datetime | None) -> tuple[str, str]:
    """The two claims of a card in the queue, left and right."""
    short = [f"{said(claim)} {known_by(claim, now)}" for claim in card.claims[:2]]
    more = translate("Conflicts", "还有 {n} 种说法").format(n=len(card.claims) - 2) if len(card.claims) > 2 else ""
    return (short[0] if short else "", " · ".join(part for part in (*short[1:], more) if part))


def title(state: ConflictsShown) -> str:
    if not state.loaded:
        return translate("Conflicts", "待核")
    if not state.cards:
        return translate("Conflicts", "待核 0 · 各点说的都一致")
    return translate("Conflicts", "待核 {n}").format(n=len(state.cards))


def more(state: ConflictsShown) -> str:
    """What the nine numbers leave out."""
    left = len(state.cards) - NUMBERED
    return translate("Conflicts", "后面还有 {n} 张，定了前面的就上来").format(n=left) if left > 0 else ""


def prompt(state: ConflictsShown) -> str:
    """What the digits mean now."""
    card = state.card
    if card is None:
        return translate("Conflicts", "总数里只算一次；问到本人再定，不猜")
    if not state.claim:
        return translate("Conflicts", "问到了：哪一条是真的？")
    claim = _chosen(state, card)
    return translate("Conflicts", "定为「{claim}」，怎么问到的？").format(claim=claim)


def hows() -> tuple[str, ...]:
    """The ways to find out, in the order of their digits."""
    return tuple(phrases.evidence(evidence.value) for evidence in HOW)


def _chosen(state: ConflictsShown, card: ConflictCard) -> str:
    if state.claim == HERE:
        return translate("Conflicts", "在 {place}").format(place=state.here_name)
    return said(card.claims[state.claim - 1])
