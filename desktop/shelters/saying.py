"""The shelter screen in words: title, chain, list, panel."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from core.domain.places import Place
from core.queries.map_rows import ShelterRow
from desktop import phrases
from desktop.shelters import relief_words, supply_words
from desktop.shelters.model import SheltersShown, in_use
from desktop.shelters.relief_words import Offer
from desktop.shelters.strip import Island, Town
from desktop.shelters.table import Cells

translate = QCoreApplication.translate
CROWDED = 0.9
DASH = "–"


def town_short(name: str) -> str:
    """王平镇 stays, 大台街道 is 大台: the label over a narrow group."""
    return name.removesuffix("街道")


# -- title and chain ---------------------------------------------------------------------------------------------------


def title(state: SheltersShown) -> str:
    """27 岛（候选校，未确认）· 开 4 · 在岛 419 = 名册 331 + 扩面 88 · 可住 1458，空 1039."""
    rows = state.rows
    inside, beyond = sum(row.inside for row in rows), sum(row.beyond for row in rows)
    opened = [row for row in rows if row.open]
    unconfirmed = sum(not row.shelter.confirmed for row in rows)
    if unconfirmed == len(rows):
        count = translate("Shelters", "{n} 岛（候选，未确认）").format(n=len(rows))
    elif unconfirmed:
        count = translate("Shelters", "{n} 岛（{m} 岛未确认）").format(n=len(rows), m=unconfirmed)
    else:
        count = translate("Shelters", "{n} 岛").format(n=len(rows))
    parts = [
        translate("Shelters", "沿永定河自上而下") if len(state.links) > 1 else "",
        count,
        translate("Shelters", "开 {n}").format(n=len(opened)),
        translate("Shelters", "在岛 {all} = 名册 {known} + 扩面 {beyond}").format(
            all=inside, known=inside - beyond, beyond=beyond
        ),
    ]
    if opened:
        parts.append(
            translate("Shelters", "开着的可住 {n}，空 {free}").format(
                n=sum(row.shelter.capacity for row in opened), free=sum(row.free for row in opened)
            )
        )
    return " · ".join(part for part in parts if part)


def towns(state: SheltersShown) -> tuple[Town, ...]:
    return tuple(
        Town(town_short(link.town), tuple(_island(row, state) for row in link.rows), link.side) for link in state.links
    )


def _island(row: ShelterRow, state: SheltersShown) -> Island:
    shelter = row.shelter
    share = row.inside / shelter.capacity if shelter.capacity else 0.0
    if row.open or row.inside:
        words = translate("Shelters", "{n}/{all}").format(n=row.inside, all=shelter.capacity)
        look = "open"
    elif row.coming:
        words = translate("Shelters", "待开 {n}").format(n=row.coming)
        look = "proposed"
    else:
        words, look = translate("Shelters", "未开"), "shut"
    rank = (0 if shelter.id == state.chosen else 1) * 10_000_000
    rank += (0 if shelter.town == state.scope else 1) * 1_000_000 - row.inside - row.coming
    return Island(shelter.id, short_name(shelter.name, shelter.town), look, min(1.0, share), words, rank)


def short_name(name: str, town: str) -> str:
    """The name without its town: 妙峰山民族学校 under 妙峰山镇 is 民族学校; 王平村中心小学 is 王平村小学."""
    stem = town.removesuffix("镇").removesuffix("街道").removesuffix("地区")
    short = name.replace("中心小学", "小学")
    rest = short.removeprefix(stem)
    return short if len(rest) < 4 or rest.startswith(("村", "第")) else rest


# -- list -----------------------------------------------------------------------------------------------------------


def listed(state: SheltersShown, all_rows: bool) -> tuple[ShelterRow, ...]:
    """Those in use and the chosen town's; with `all_rows` everybody. The chosen one always."""
    return tuple(
        row
        for row in state.rows
        if all_rows or in_use(row) or row.shelter.town == state.scope or row.shelter.id == state.chosen
    )


def columns(rows: tuple[ShelterRow, ...]) -> tuple[tuple[str, float], ...]:
    """Heads and design widths; supplies only where the data has them."""
    heads = [
        (translate("Shelters", "安全岛 · 状态"), 0.0),
        (translate("Shelters", "实住 ■  再到 ▨  空 □"), 190.0),
        (translate("Shelters", "空床"), 60.0),
        (translate("Shelters", "路上"), 54.0),
        (translate("Shelters", "下一批"), 78.0),
    ]
    heads.extend((supply_words.item(name), 62.0) for name in supply_words.items_known(rows))
    return tuple(heads)


def cells(state: SheltersShown, rows: tuple[ShelterRow, ...]) -> tuple[Cells, ...]:
    items = supply_words.items_known(state.rows)
    return tuple(_cells(row, state, items) for row in rows)


def _cells(row: ShelterRow, state: SheltersShown, items: tuple[str, ...]) -> Cells:
    shelter = row.shelter
    now = state.now
    texts = [
        shelter.name,
        translate("Shelters", "{inside} / 再到 {coming} / {all}").format(
            inside=row.inside, coming=row.coming, all=shelter.capacity
        ),
        str(row.free) if row.free else translate("Shelters", "满"),
        str(row.on_the_way) if row.coming else DASH,
        phrases.hm_near(row.next_arrival, now) if row.next_arrival and now else DASH,
    ]
    lefts = supply_words.lefts(row, now) if now is not None else {}
    short = frozenset(len(texts) + n for n, name in enumerate(items) if name in lefts and lefts[name].short)
    texts += [supply_words.short_form(lefts.get(name)) for name in items]
    after = (row.inside + row.coming) / shelter.capacity if shelter.capacity else 1.0
    return Cells(
        ident=shelter.id,
        second=status(row, state),
        texts=tuple(texts),
        inside=row.inside,
        coming=row.coming,
        capacity=shelter.capacity,
        crowded=after >= CROWDED and in_use(row),
        quiet=not in_use(row),
        short=short,
    )


def status(row: ShelterRow, state: SheltersShown) -> str:
    """Town where it is not the chosen one, then open since when, or what is needed to open."""
    parts = [] if row.shelter.town == state.scope else [town_short(row.shelter.town)]
    if row.open and row.opened_at is not None:
        parts.append(translate("Shelters", "已开 {time}").format(time=phrases.hm(row.opened_at)))
    elif row.open:
        parts.append(translate("Shelters", "有人在，没记开岛"))
    elif row.contested:
        parts.append(translate("Shelters", "一台说关了，一台说开着"))
    else:
        parts.append(translate("Shelters", "未开"))
        if row.shelter.opens_after_min:
            parts.append(translate("Shelters", "开要 {n} 分").format(n=row.shelter.opens_after_min))
    if row.onward_in:
        parts.append(translate("Shelters", "转来 {n}").format(n=row.onward_in))
    if row.onward_out:
        parts.append(translate("Shelters", "要转走 {n}").format(n=row.onward_out))
    if row.open and row.last_arrival is not None:
        parts.append(translate("Shelters", "末到 {time}").format(time=phrases.hm(row.last_arrival)))
    return " · ".join(parts)


def foot(state: SheltersShown, shown: int) -> str:
    rest = len(state.rows) - shown
    unconfirmed = sum(not row.shelter.confirmed for row in state.rows)
    parts = [translate("Shelters", "其余 {n} 岛未开").format(n=rest)] if rest else []
    if unconfirmed:
        parts.append(translate("Shelters", "{n} 岛容量待核").format(n=unconfirmed))
    if any(supply_words.unconfirmed(row) for row in state.rows):
        parts.append(translate("Shelters", "还够几时 = 存量 ÷ 用量，待核"))
    return " · ".join(parts)


TWIN_WIDTHS = (110.0, 120.0, 76.0, 76.0, 76.0, 76.0, 76.0, 76.0, 76.0, 90.0, 90.0)


def twin_heads() -> tuple[str, ...]:
    return (
        translate("Shelters", "安全岛"),
        translate("Shelters", "镇街"),
        translate("Shelters", "状态"),
        translate("Shelters", "可住"),
        translate("Shelters", "在岛"),
        translate("Shelters", "再到"),
        translate("Shelters", "路上"),
        translate("Shelters", "空床"),
        translate("Shelters", "扩面"),
        translate("Shelters", "待核"),
        translate("Shelters", "峰值"),
        translate("Shelters", "人次"),
    )


def twin_rows(state: SheltersShown) -> tuple[Cells, ...]:
    """Everything the chain and the list draw, as plain text, in river order."""
    out = []
    for link in state.links:
        for row in link.rows:
            look = (
                translate("Shelters", "开")
                if row.open
                else translate("Shelters", "待开")
                if row.coming
                else translate("Shelters", "未开")
            )
            figures = (
                row.shelter.capacity,
                row.inside,
                row.coming,
                row.on_the_way,
                row.free,
                row.beyond,
                row.disputed,
                row.peak,
                row.visits,
            )
            texts = (row.shelter.name, row.shelter.town, look, *(str(figure) for figure in figures))
            ident = row.shelter.id
            out.append(Cells(ident, "", texts, row.inside, row.coming, row.shelter.capacity, False, not in_use(row)))
    return tuple(out)


# -- what is proposed ------------------------------------------------------------------------------------------------


def offer(state: SheltersShown) -> Offer | None:
    """An island to be relieved, else one that the plan needs opened; what else waits stands in its last line."""
    if state.now is None:
        return None
    wanted = state.wanted
    if state.relief:
        names = "、".join(row.row.shelter.name for row in state.relief[1:3])
        also = translate("Shelters", "还有 {names} 也要分流").format(names=names) if names else ""
        if wanted and not also:
            also = translate("Shelters", "还有 {name} 要开").format(name=wanted[0].shelter.name)
        return relief_words.offer(state.relief[0], also)
    if not wanted:
        return None
    return Offer(
        wanted_title(wanted[0]),
        wanted_words(wanted[0], state.now),
        " · ".join(part for part in (supply_words.lacking(wanted[0]), also_wanted(wanted)) if part),
        translate("Shelters", "开 {name}").format(name=wanted[0].shelter.name),
        relief=False,
    )


def nothing_proposed(state: SheltersShown) -> str:
    """Why there is nothing to pick or to decline: no island is over its line, or what is proposed is to open one."""
    if state.wanted:
        text = translate("Shelters", "没有要分流的：没有岛满到要分；现在提议的是开 {name}，Shift+O 照办")
        return text.format(name=state.wanted[0].shelter.name)
    return translate("Shelters", "没有提议：没有岛满到要分流，也没有岛要开；有了会出现在下面")


def meant(place: Place | None) -> str:
    """Which village is meant by what was typed."""
    if place is None:
        return translate("Shelters", "没有这个村")
    return translate("Shelters", "→ {town} {name}").format(town=place.town, name=place.name)


def wanted_title(row: ShelterRow) -> str:
    return translate("Shelters", "{name} 还没开，方案送来 {n} 人").format(name=row.shelter.name, n=row.coming)


def wanted_words(row: ShelterRow, now: datetime) -> str:
    if row.next_arrival is None:
        return translate("Shelters", "先开门再叫人出门")
    parts = [translate("Shelters", "最早 {time} 到").format(time=phrases.hm(row.next_arrival))]
    if row.shelter.opens_after_min:
        latest = row.next_arrival - timedelta(minutes=row.shelter.opens_after_min)
        parts.append(
            translate("Shelters", "开门要 {n} 分，{time} 前要动手，{left}").format(
                n=row.shelter.opens_after_min, time=phrases.hm(latest), left=phrases.left(latest, now)
            )
        )
    else:
        parts.append(phrases.left(row.next_arrival, now))
    return " · ".join(parts)


def also_wanted(rows: tuple[ShelterRow, ...]) -> str:
    if len(rows) < 2:
        return ""
    names = "、".join(row.shelter.name for row in rows[1:4])
    if len(rows) > 4:
        return translate("Shelters", "还有 {names} 等 {n} 岛也要开").format(names=names, n=len(rows) - 1)
    return translate("Shelters", "还有 {names} 也要开").format(names=names)
