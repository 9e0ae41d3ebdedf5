"""Supplies and the conversion checklist in words: hours left, what is short, what still has to be done."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.checklists import ChecklistItem
from core.domain.supplies import ITEMS, Left, heads_to_feed, left
from core.exchange.shelter_rules import conversion_checklist, supply_rules
from core.queries.map_rows import ShelterRow
from desktop import gate_words, phrases
from desktop.shelters.entries import Entry, EntryKind

translate = QCoreApplication.translate
DASH = "–"
COUNTED = ("water_l", "power_hours", "meals", "blankets")  # the order in which they are asked for


def item(name: str) -> str:
    return {
        "water_l": translate("Shelters", "水"),
        "meals": translate("Shelters", "饭"),
        "power_hours": translate("Shelters", "电"),
        "blankets": translate("Shelters", "被褥"),
    }.get(name, name)


def counted(name: str) -> str:
    """What is asked for when it is counted, with its unit."""
    return {
        "water_l": translate("Shelters", "水还有几升"),
        "meals": translate("Shelters", "饭还有几份"),
        "power_hours": translate("Shelters", "备电还能撑几小时"),
        "blankets": translate("Shelters", "被褥有几床"),
    }.get(name, name)


def lefts(row: ShelterRow, now: datetime) -> dict[str, Left]:
    """What is left of each item by now; nothing for what nobody has counted and no table has."""
    rules = supply_rules()
    heads = heads_to_feed(row.inside, row.arrivals, now, rules.soon)
    return {stock.item: left(stock, heads, now, rules) for stock in row.stocks}


def items_known(rows: tuple[ShelterRow, ...]) -> tuple[str, ...]:
    """Items that any shelter has a figure for."""
    known = {stock.item for row in rows for stock in row.stocks}
    return tuple(name for name in ITEMS if name in known)


def short_form(one: Left | None) -> str:
    """31时; of what is not used up the amount; a dash for what nobody knows."""
    if one is None:
        return DASH
    if one.hours is None:
        if one.item == "blankets":
            return f"{one.amount:.0f}"
        return translate("Shelters", "{n:.0f}升").format(n=one.amount) if one.item == "water_l" else f"{one.amount:.0f}"
    return translate("Shelters", "{n:.0f}时").format(n=int(one.hours))


def line(row: ShelterRow, now: datetime) -> str:
    """水 31时 · 电 9时 · 14:00 点过: the panel's line, with the oldest count."""
    found = lefts(row, now)
    there = [found[name] for name in COUNTED if name in found]
    parts = [f"{item(one.item)} {short_form(one)}" for one in there]
    counts = [one.since for one in there if one.counted and one.since is not None]
    if counts:
        parts.append(translate("Shelters", "{time} 点过").format(time=phrases.hm(min(counts))))
    if any(one.disputed for one in there):
        parts.append(translate("Shelters", "各台点的不一样，取少的"))
    return " · ".join(parts)


def any_short(row: ShelterRow, now: datetime) -> bool:
    return any(one.short for one in lefts(row, now).values())


def unconfirmed(row: ShelterRow) -> bool:
    """Whether hours that stand there rest on a rate that nobody has confirmed."""
    rules = supply_rules()
    return any(not rules.confirmed(stock.item) for stock in row.stocks)


# -- checklist --------------------------------------------------------------------------------------------------------


def checklist_title(row: ShelterRow) -> str:
    return translate("Shelters", "转换清单 {done} / {all}").format(
        done=len(_done(row)), all=len(conversion_checklist())
    )


def checklist(row: ShelterRow) -> tuple[Entry, ...]:
    """Undone first, in the table's order: what lacks is what one looks for."""
    done = {tick.item: tick for tick in row.ticks}
    items = sorted(conversion_checklist(), key=lambda one: one.item in done)
    out = []
    for one in items:
        tick = done.get(one.item)
        if tick is None:
            right = translate("Shelters", "{n} 分").format(n=one.minutes)
            if not one.confirmed:
                right += translate("Shelters", " 待核")
        else:
            right = " ".join(part for part in (phrases.hm(tick.at), tick.who) if part)
        symbol = "circle" if tick is None else "arrived"
        out.append(Entry(f"item/{one.item}", EntryKind.CHECK, _name(one), right=right, symbol=symbol, ident=one.item))
    return tuple(out)


def lacking(row: ShelterRow) -> str:
    """转换清单还差 4 项、50 分：翻牌…; empty where nothing lacks."""
    done = _done(row)
    open_items = [one for one in conversion_checklist() if one.item not in done]
    if not open_items:
        return ""
    first = "、".join(_name(one).split("：")[0].split(" (")[0] for one in open_items[:3])
    return translate("Shelters", "转换清单还差 {n} 项、约 {minutes} 分：{first}…").format(
        n=len(open_items), minutes=sum(one.minutes for one in open_items), first=first
    )


def _done(row: ShelterRow) -> set[str]:
    known = {one.item for one in conversion_checklist()}
    return {tick.item for tick in row.ticks} & known


def _name(one: ChecklistItem) -> str:
    return gate_words.in_language(one.name, one.name_en)
