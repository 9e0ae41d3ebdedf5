"""A card to reconcile in words: who says what, how it is known, by which clock, and what to ask next."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.events import ClockTrust
from core.domain.standing import Class
from core.queries.bed_cards import BedCard, Card
from core.queries.conflicts import Ask, AskRow, ClaimRow, ConflictCard
from desktop import phrases
from desktop.conflicts.model import HERE, HOW, NUMBERED, ConflictsShown

translate = QCoreApplication.translate


def name(card: Card) -> str:
    if isinstance(card, BedCard):
        return "、".join(one or translate("Conflicts", "姓名不详") for one in card.names)
    return card.name or translate("Conflicts", "姓名不详")


def about(card: Card) -> str:
    """大沟村 · 户 妙-0061 · 轮椅 · 卡 4QLAE8; of a bed where it stands."""
    if isinstance(card, BedCard):
        what = (
            translate("Conflicts", "一张床给了 {n} 人") if card.shared else translate("Conflicts", "一人给了 {n} 张床")
        )
        return f"{card.shelter_name} · {what.format(n=card.answers)}"
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


def bed(plate: tuple[str, int, int]) -> str:
    """应急安置室二 4 号床; a room without a plate goes by its number."""
    room, number, place = plate
    called = room or translate("Conflicts", "{n} 室").format(n=number)
    return translate("Conflicts", "{room} {bed} 号床").format(room=called, bed=place)


def answers(card: BedCard) -> tuple[str, ...]:
    """What each digit says of a bed."""
    if card.shared:
        where = bed(card.plates[0])
        return tuple(translate("Conflicts", "{name} 睡 {bed}").format(name=one, bed=where) for one in card.names)
    return tuple(translate("Conflicts", "睡 {bed}").format(bed=bed(plate)) for plate in card.plates)


def asks(card: Card) -> str:
    if isinstance(card, BedCard):
        look = translate("Conflicts", "问 {name}：谁真的睡在那张床").format(name=card.shelter_name)
        rest = translate("Conflicts", "定了以后，别的人当场排空床")
        return f"{look}；{rest}" if card.shared else look
    return "；".join(ask(row) for row in card.asks)


def one_line(card: Card, now: datetime | None) -> tuple[str, str]:
    """The two claims of a card in the queue, left and right."""
    if isinstance(card, BedCard):
        first, *others = answers(card)
        return first, " · ".join(others)
    short = [f"{said(claim)} {known_by(claim, now)}" for claim in card.claims[:2]]
    more = translate("Conflicts", "还有 {n} 种说法").format(n=len(card.claims) - 2) if len(card.claims) > 2 else ""
    return (short[0] if short else "", " · ".join(part for part in (*short[1:], more) if part))


def title(state: ConflictsShown) -> str:
    if not state.loaded:
        return translate("Conflicts", "待核")
    if not state.cards:
        return translate("Conflicts", "待核 0 · 各点说的都一致")
    return translate("Conflicts", "待核 {n}").format(n=len(state.cards))


def more(state: ConflictsShown, shown: int = NUMBERED) -> str:
    """How many cards are not among those `shown`."""
    left = len(state.cards) - shown
    return translate("Conflicts", "后面还有 {n} 张，定了前面的就上来").format(n=left) if left > 0 else ""


def prompt(state: ConflictsShown) -> str:
    """What the digits mean now."""
    card = state.card
    if card is None:
        return translate("Conflicts", "总数里只算一次；问到本人再定，不猜")
    if isinstance(card, BedCard):
        who = translate("Conflicts", "看了：这张床是谁的？")
        return who if card.shared else translate("Conflicts", "看了：他睡哪张床？")
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
