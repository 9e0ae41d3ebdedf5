"""The return gate's page in words: its places, its households, its verbs."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.standing import Home
from core.queries.returning import GatePeople, GateRow, Returner
from core.queries.rows import RollRow
from desktop import gate_words, phrases
from desktop.shelters.entries import Entry, EntryKind
from desktop.shelters.gate_model import GatesShown

translate = QCoreApplication.translate


def title(gate: GateRow | None) -> str:
    if gate is None:
        return translate("Shelters", "返回门")
    return translate("Shelters", "返回门 · {name}").format(name=gate.name)


def places(state: GatesShown, now: datetime | None) -> tuple[Entry, ...]:
    if now is None:
        return ()
    return tuple(_place(row) for row in state.rows)


def _place(row: GateRow) -> Entry:
    gate = row.gate
    if gate.returning:
        right, symbol = translate("Shelters", "可以回"), "arrived"
    elif gate.open:
        right, symbol = translate("Shelters", "门已开，等返回令"), "contacted"
    else:
        lacking = sum(not holds for holds in (gate.lifted, gate.lag_passed, gate.inspected))
        right, symbol = translate("Shelters", "还缺 {n} 条").format(n=lacking), "circle"
    parts = [translate("Shelters", "在外 {h} 户 {n} 人").format(h=row.households, n=row.away)]
    if row.returned:
        parts.append(translate("Shelters", "已回 {n}").format(n=row.returned))
    if row.went_back:
        parts.append(translate("Shelters", "擅自返回 {n}").format(n=row.went_back))
        symbol = "go"
    return Entry(
        key=f"gate/{gate.place}",
        kind=EntryKind.PARTY,
        title=row.name,
        second=" · ".join(parts),
        right=right,
        right_second=row.town,
        symbol=symbol,
        ident=gate.place,
    )


def households(people: GatePeople | None, now: datetime) -> tuple[Entry, ...]:
    """Each household with its members below it."""
    if people is None:
        return ()
    out: list[Entry] = []
    for one in people.households:
        out.append(_household(one))
        out.extend(_member(row, now) for row in one.members)
    return tuple(out)


def _household(one: Returner) -> Entry:
    head = one.members[0]
    right = translate("Shelters", "A {name}").format(name=one.helper_name) if one.helper_name else ""
    return Entry(
        key=f"home/{one.household}",
        kind=EntryKind.PARTY,
        title=translate("Shelters", "{name} 户 {n} 人").format(
            name=head.name or translate("Shelters", "姓名不详"), n=len(one.members)
        ),
        second=translate("Shelters", "户 {id}").format(id=one.household),
        right=right,
        symbol="go" if one.went_back else "arrived",
        ident=one.household,
    )


def _member(row: RollRow, now: datetime) -> Entry:
    if row.home is Home.WENT_BACK:
        time = phrases.hm_near(row.since, now) if row.since else ""
        right, symbol = translate("Shelters", "擅自返回 {time}").format(time=time).strip(), "go"
    else:
        right, symbol = row.at_name, "arrived"
    age = str(row.age) if row.age is not None else ""
    return Entry(
        key=f"one/{row.person}",
        kind=EntryKind.PERSON,
        title=row.name or translate("Shelters", "姓名不详"),
        second=" ".join(part for part in (row.sex, age) if part),
        right=right,
        symbol=symbol,
        ident=row.person,
    )


def nothing(inside: bool) -> str:
    if inside:
        return translate("Shelters", "这个村没有人在外面了")
    return translate("Shelters", "还没有人离村，返回门没有要管的")


def doubt(gate: GateRow) -> str:
    """What the rules rest on: 待核 while nobody has confirmed them."""
    hours = gate.rules.lag.total_seconds() / 3600
    words = translate("Shelters", "滞后 {n:g} 时、从{level}起不准回").format(n=hours, level=gate.rules.holding_level)
    return words if gate.rules.confirmed else translate("Shelters", "{words}、谁签字：都待核").format(words=words)


def verbs(state: GatesShown, inside: bool) -> dict[str, str]:
    """Digit -> what it does now."""
    row, signer = state.row, state.signer
    if row is None or signer is None:
        return {}
    if inside:
        return {"5": translate("Shelters", "擅自返回，派 A 角去（⏎ 返回到家）")}
    found = {
        "1": translate("Shelters", "{who} 签字").format(who=gate_words.signer(signer.role)),
        "2": translate("Shelters", "复查有险情"),
        "3": translate("Shelters", "记雨强峰值"),
        "4": translate("Shelters", "下返回令"),
    }
    if not row.gate.needed:
        return {}
    return found


def peak(row: GateRow) -> tuple[str, str]:
    """What stands in the field at first, and where it comes from."""
    if row.recorded_peak is None:
        return "", translate("Shelters", "没有雨情记录；写成 07-31 10:00")
    return phrases.month_day_hm(row.recorded_peak), translate("Shelters", "雨情记录里雨最大的一小时")


def moment(text: str, now: datetime) -> datetime | None:
    """07-31 10:00 of this year, else of the last; None for anything else."""
    local = phrases.local(now)
    for year in (local.year, local.year - 1):
        try:
            at = datetime.strptime(f"{year}-{text.strip()}", "%Y-%m-%d %H:%M").replace(tzinfo=local.tzinfo)
        except ValueError:
            return None
        if at <= local:
            return at
    return None
