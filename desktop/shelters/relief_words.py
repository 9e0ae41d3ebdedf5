"""What is proposed along the chain in words: why, who goes where, what is free there, who could not be placed."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.domain.ids import ShelterId
from core.domain.relief import Cause, Onward
from core.queries.map_rows import ShelterRow
from core.queries.relief import NextIsland, ReliefRow
from desktop import phrases
from desktop.shelters.entries import Entry, EntryKind

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal as the box shows it: what it is, reasons, and what its button does."""

    title: str
    words: str
    more: str
    button: str
    relief: bool


def offer(row: ReliefRow, also: str) -> Offer:
    name = row.row.shelter.name
    lines = [_what(row), _reasons(row)]
    count = len(row.proposed.onward)
    button = (
        translate("Shelters", "下令：{h} 户 {n} 人分流").format(h=count, n=row.proposed.persons)
        if count
        else translate("Shelters", "没有岛可去")
    )
    return Offer(title(row, name), lines[0], " · ".join(part for part in (lines[1], also) if part), button, True)


def title(row: ReliefRow, name: str) -> str:
    share = f"{row.share:.0%}"
    texts = {
        Cause.FULL: translate("Shelters", "{name} 到 {share}，建议分流"),
        Cause.POWER_ENDS: translate("Shelters", "{name} 备电 {time} 用完，建议全岛转走"),
        Cause.ROAD_CLOSES: translate("Shelters", "{name} 出路 {time} 全断，建议全岛转走"),
        Cause.CLOSING: translate("Shelters", "{name} 已关，里面还有人，建议转走"),
    }
    return texts[row.cause].format(name=name, share=share, time=phrases.hm(row.until) if row.until else "")


def _what(row: ReliefRow) -> str:
    """19 户 61 人 → 军庄中学 6.2 公里 12 分 · 空 263."""
    if not row.proposed.onward:
        return translate("Shelters", "没有路通、又有空床的岛：报区里，先把能上楼的上楼")
    words = translate("Shelters", "{h} 户 {n} 人").format(h=len(row.proposed.onward), n=row.proposed.persons)
    taken = dict(row.taken)
    goals = [
        translate("Shelters", "{name} {n} 人（{way}）").format(
            name=island.row.shelter.name, n=taken.get(island.row.shelter.id, 0), way=way(island)
        )
        for island in row.targets
    ]
    return f"{words} → " + "、".join(goals)


def way(island: NextIsland) -> str:
    """6.2 公里 12 分; 未开 40 分 where it has to open first."""
    parts = []
    if island.drive is not None:
        parts.append(
            translate("Shelters", "{km:.1f} 公里 {n:.0f} 分").format(
                km=island.drive.metres / 1000, n=island.drive.minutes
            )
        )
    else:
        parts.append(translate("Shelters", "路不通"))
    if not island.row.open:
        parts.append(translate("Shelters", "还没开"))
    return " ".join(parts)


def _reasons(row: ReliefRow) -> str:
    parts = [
        translate("Shelters", "本岛 {before} → {after}").format(before=row.before, after=row.after),
        translate("Shelters", "不走要断的路") if row.dry_road else translate("Shelters", "路上有要断的路，赶早"),
    ]
    coming = sum(len(one.group.persons) for one in row.proposed.onward if one.group.since is None)
    if coming:
        parts.append(translate("Shelters", "{n} 人还没出发").format(n=coming))
    if row.proposed.unplaced:
        left = sum(len(one.persons) for one in row.proposed.unplaced)
        parts.append(translate("Shelters", "{n} 人没有岛收得下").format(n=left))
    if not row.confirmed:
        parts.append(translate("Shelters", "门槛待核"))
    return " · ".join(parts)


def households(row: ReliefRow, left_out: frozenset[str]) -> tuple[Entry, ...]:
    """The households of a proposal, each with where it would go; those left out are not ticked."""
    names, shelters = dict(row.names), {island.row.shelter.id: island.row.shelter.name for island in row.targets}
    return tuple(_household(one, names.get(one.group.household, ""), shelters, left_out) for one in row.proposed.onward)


def _household(one: Onward, name: str, shelters: dict[ShelterId, str], left_out: frozenset[str]) -> Entry:
    home = one.group.household
    parts = [translate("Shelters", "{n} 人").format(n=len(one.group.persons))]
    if one.group.cannot_walk:
        parts.append(translate("Shelters", "{n} 人走不了").format(n=one.group.cannot_walk))
    if one.group.since is None:
        parts.append(translate("Shelters", "还没出发"))
    return Entry(
        key=f"onward/{home}",
        kind=EntryKind.CHECK,
        title=_call(name),
        second=" · ".join(parts),
        right="→ " + shelters.get(one.to, one.to),
        symbol="circle" if home in left_out else "arrived",
        ident=home,
    )


def _call(name: str) -> str:
    return translate("Shelters", "{name} 户").format(name=name or translate("Shelters", "姓名不详"))


def next_islands(islands: tuple[NextIsland, ...], many: int = 3) -> tuple[Entry, ...]:
    """What the nearest islands of the chain have free."""
    if not islands:
        return ()
    out = [
        Entry(
            "head/next",
            EntryKind.HEAD,
            translate("Shelters", "岛链：下一岛有什么"),
            right=translate("Shelters", "按路程"),
        )
    ]
    for island in islands[:many]:
        free = [translate("Shelters", "空床 {n}").format(n=island.beds)]
        if island.rooms is not None:
            free.append(translate("Shelters", "空室 {n}").format(n=island.rooms))
        if island.power_hours is not None:
            free.append(translate("Shelters", "电 {n:.0f}时").format(n=island.power_hours))
        if island.water_hours is not None:
            free.append(translate("Shelters", "水 {n:.0f}时").format(n=island.water_hours))
        out.append(
            Entry(
                key=f"next/{island.row.shelter.id}",
                kind=EntryKind.PARTY,
                title=island.row.shelter.name,
                second=" · ".join(free),
                right=way(island),
                right_second=island.row.shelter.town,
                symbol="on_the_way" if island.drive is not None else "closed",
                ident=f"shelter/{island.row.shelter.id}",
            )
        )
    return tuple(out)


def closing_words(row: ShelterRow) -> str:
    """What closing with people in it asks for."""
    return translate("Shelters", "{name} 里还有 {n} 人。关岛不动名单，人要另外安置。真的关，就把人数打一遍：").format(
        name=row.shelter.name, n=row.inside
    )


def closing_names(row: ReliefRow | None) -> tuple[Entry, ...]:
    """Who is in and where each household would go; who cannot be placed first."""
    if row is None:
        return ()
    names = dict(row.names)
    left = [
        Entry(
            f"left/{group.household}",
            EntryKind.CHECK,
            _call(names.get(group.household, "")),
            translate("Shelters", "{n} 人").format(n=len(group.persons)),
            translate("Shelters", "没有岛收得下"),
            symbol="unreachable",
        )
        for group in row.proposed.unplaced
    ]
    return (*left, *households(row, frozenset()))
