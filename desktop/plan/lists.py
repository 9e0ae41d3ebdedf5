"""The right side in words: what holds the plan back, whom to tell, who leaves next."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.domain.plans import ShortfallRule, UncoveredRule
from core.queries.plan_rows import ClosedDoorRow, PlanBoard, TellRow
from core.queries.rows import MoveRow
from desktop import phrases, road_words
from desktop.pairing_words import remedy_words
from desktop.plan.lines import Line, LineKind
from desktop.plan.reading import (
    RoadName,
    Snag,
    SnagGroup,
    SnagPlace,
    TellGroup,
    departures,
    legs,
    tell_groups,
)
from desktop.plan.words import cause, percent, shortfall_cure, uncovered_cure, way
from desktop.reasons_words import why_lines
from desktop.tell_words import made_way

translate = QCoreApplication.translate
NAMES_A_LINE = 6
PLACES_NAMED = 3
DEPARTURES_SHOWN = 100

Links = Mapping[str, RoadName]


def snag_lines(groups: Sequence[SnagGroup], opened: frozenset[str], before: int = 0) -> tuple[Line, ...]:
    """One line a group; an opened one shows its villages and names under it. Numbered on from `before`."""
    out: list[Line] = []
    for number, group in enumerate(groups, before + 1):
        out.append(_snag(group, number))
        if group.key in opened:
            out.extend(_snag_details(group))
    return tuple(out)


def _snag(group: SnagGroup, number: int) -> Line:
    cap = str(number) if number <= 9 else ""
    title, second, right, right_second = {
        Snag.SHORTFALL: _shortfall,
        Snag.UNCOVERED: _uncovered,
        Snag.FULL: _full,
        Snag.UNKNOWN: _unknown,
        Snag.NOT_ORDERED: _not_ordered,
    }[group.snag](group)
    return Line(
        key=group.key,
        kind=LineKind.SNAG,
        title=title,
        second=second,
        right=right,
        right_second=right_second,
        cap=cap,
        group=group.key,
    )


def _named(places: tuple[SnagPlace, ...]) -> str:
    names = "、".join(place.place_name for place in places[:PLACES_NAMED])
    if len(places) > PLACES_NAMED:
        return translate("Plan", "{names}等 {n} 村").format(names=names, n=len(places))
    return names


def _shortfall(group: SnagGroup) -> tuple[str, str, str, str]:
    title = translate("Plan", "{h} 户 {p} 人排不上：{why}").format(
        h=group.households, p=group.persons, why=phrases.shortfall(ShortfallRule(group.rule))
    )
    second = shortfall_cure(group.rule) if group.door is None else door_words(group.door)
    return title, second, "", _named(group.places)


def door_words(door: ClosedDoorRow) -> str:
    """某岛 20:00 才开门，东方红路 19:58 就断。解：早些开门."""
    text = translate("Plan", "{name} {opens} 才开门，{road} {closes} 就断。解：早些开门")
    road = road_words.short_road(door.road)
    return text.format(name=door.shelter_name, opens=phrases.hm(door.opens), road=road, closes=phrases.hm(door.closes))


def _uncovered(group: SnagGroup) -> tuple[str, str, str, str]:
    title = translate("Plan", "{h} 户缺 {role} 角：{why}").format(
        h=group.households, role=group.role, why=phrases.uncovered(UncoveredRule(group.rule))
    )
    cure = uncovered_cure(group.rule)
    if group.remedy is not None:
        cure = translate("Plan", "解：{words}").format(words=remedy_words(group.remedy))
    return title, cure, "", _named(group.places)


def _full(group: SnagGroup) -> tuple[str, str, str, str]:
    if group.shelter is None:
        return "", "", "", ""
    shelter = group.shelter.shelter
    title = translate("Plan", "{name} {share}").format(name=shelter.name, share=percent(group.share))
    free = shelter.capacity - group.persons
    second = translate("Plan", "解：再开邻岛分流，或腾床")
    right = translate("Plan", "{time} 到顶").format(time=phrases.hm(group.filled_at)) if group.filled_at else ""
    return title, second, right, full_words(free)


def full_words(free: int) -> str:
    if free < 0:
        return translate("Plan", "超 {n} 床").format(n=-free)
    return translate("Plan", "余 {n} 床").format(n=free) if free else translate("Plan", "满")


def _unknown(group: SnagGroup) -> tuple[str, str, str, str]:
    title, cure = {
        "step_free_unknown": (
            translate("Plan", "{n} 人走不了，去的岛有没有台阶没登记"),
            translate("Plan", "解：问清有没有台阶，登记后重算"),
        ),
        "power_unknown": (
            translate("Plan", "{n} 人要用电，去的岛能供几时没登记"),
            translate("Plan", "解：问清能供几时电，登记后重算"),
        ),
    }[group.rule]
    names = "、".join(place.place_name for place in group.places[:PLACES_NAMED])
    if len(group.places) > PLACES_NAMED:
        names = translate("Plan", "{names}等 {n} 岛").format(names=names, n=len(group.places))
    return title.format(n=group.persons), cure, "", names


def _not_ordered(group: SnagGroup) -> tuple[str, str, str, str]:
    title = translate("Plan", "已触发、未下令 {n} 村").format(n=len(group.places))
    return title, translate("Plan", "方案已替它们留床留路；下令才算应转"), "", _named(group.places)


def _snag_details(group: SnagGroup) -> list[Line]:
    out = []
    for place in group.places:
        head = translate("Plan", "{town} {place}").format(town=place.town, place=place.place_name).strip()
        if not place.heads:
            out.append(Line(f"{group.key}/{head}", LineKind.DETAIL, head, group=group.key))
        for start in range(0, len(place.heads), NAMES_A_LINE):
            names = "、".join(place.heads[start : start + NAMES_A_LINE])
            count = _count(place.households, place.persons) if start == 0 else ""
            out.append(
                Line(
                    key=f"{group.key}/{place.town}/{place.place_name}/{start}",
                    kind=LineKind.DETAIL,
                    title=head if start == 0 else "　",
                    second=names,
                    right=count,
                    group=group.key,
                    household=place.ids[start],
                )
            )
    return out


def _count(households: int, persons: int) -> str:
    if persons:
        return translate("Plan", "{h} 户 {p} 人").format(h=households, p=persons)
    return translate("Plan", "{h} 户").format(h=households)


# -- whom to tell ----------------------------------------------------------------------------------------------------


def tell_lines(board: PlanBoard, opened: frozenset[str], links: Links) -> tuple[Line, ...]:
    """One line a call to make; an opened one shows its households, their ways and why."""
    out: list[Line] = []
    for group in tell_groups(board):
        out.append(_tell(group))
        if group.key in opened:
            for row in group.rows:
                out.extend(_tell_details(group, row, board, links))
    return tuple(out)


def _tell(group: TellGroup) -> Line:
    helper = group.helper
    first = group.rows[0]
    if helper is not None:
        title = translate("Plan", "{name} {role}").format(name=helper.name, role=helper.role.value)
        second = helper.phone
    else:
        title = translate("Plan", "{name} 户").format(name=first.head)
        second = translate("Plan", "{place} · 没有责任人").format(place=first.place_name)
    return Line(
        key=group.key,
        kind=LineKind.TELL,
        title=title,
        second=second,
        middle=translate("Plan", "{n} 户").format(n=len(group.rows)),
        middle_second=_news(group)[0],
        right_second=_news(group)[1],
        ticked=group.told,
        strong=not group.told,
        group=group.key,
        household=str(first.household),
    )


def _news(group: TellGroup) -> tuple[str, str]:
    """What to say, and below it what it was before and for whom somebody was moved."""
    way = tuple(dict.fromkeys(words for row in group.rows for words in made_way(row)))
    if group.shelters is not None and all(group.shelters):
        before, after = group.shelters
        was = translate("Plan", "原去 {before}").format(before=before)
        return translate("Plan", "改去 {after}").format(after=after), " · ".join((was, *way))
    parts = []
    for kind, households in group.novelties:
        word = phrases.novelty(kind)
        single = len(group.rows) == 1 or households == len(group.rows)
        parts.append(word if single else translate("Plan", "{what} {n} 户").format(what=word, n=households))
    return " · ".join(parts), " · ".join(way)


def _tell_details(group: TellGroup, row: TellRow, board: PlanBoard, links: Links) -> list[Line]:
    def line(part: str, title: str, second: str = "", right: str = "", symbol: str = "") -> Line:
        return Line(
            key=f"{group.key}/{row.household}/{part}",
            kind=LineKind.DETAIL,
            title=title,
            second=second,
            right=right,
            symbol=symbol,
            group=group.key,
            household=str(row.household),
        )

    told = translate("Plan", "{time} 已告知").format(time=phrases.hm(row.told_at)) if row.told_at else ""
    head = translate("Plan", "{name} 户").format(name=row.head)
    where = translate("Plan", "{place} · {n} 人").format(place=row.place_name, n=row.persons)
    out = [line("head", head, where, told, "arrived" if row.told_at else "circle")]
    if row.move is not None:
        for part, label, words in move_words(row.move, links):
            out.append(line(part, label, words))
    out.append(line("why", translate("Plan", "为什么"), why_words(row, board)))
    if row.move is not None and row.move.reasons is not None:
        for part, label, words in why_lines(row.move.reasons, row.move.shelter_name):
            out.append(line(part, label, words))
    return out


def move_words(move: MoveRow, links: Links) -> list[tuple[str, str, str]]:
    """When and where to, the way, the second way: (part, label, words)."""
    going = translate("Plan", "{depart} 走，{arrive} 到 {shelter}，{mode}").format(
        depart=phrases.hm(move.depart),
        arrive=phrases.hm_near(move.arrive, move.depart),
        shelter=move.shelter_name,
        mode=phrases.mode(move.mode),
    )
    if move.deadline is not None:
        going = translate("Plan", "{going}；最晚 {time}").format(going=going, time=phrases.hm(move.deadline))
    first = way(legs(move.route, links), move.route.minutes, move.route.access_m)
    if move.rides:
        second = translate("Plan", "随车走，没有另找")
    elif move.second is None:
        second = translate("Plan", "没有第二条路")
    else:
        second = way(legs(move.second, links), move.second.minutes, move.second.access_m)
        if move.second_shares:
            names = "、".join(dict.fromkeys(_road(link, links) for link in move.second_shares))
            second = translate("Plan", "{way}；与头一条同走 {roads}").format(way=second, roads=names)
    return [
        ("going", translate("Plan", "怎么走"), going),
        ("route", translate("Plan", "路一"), first),
        ("second", translate("Plan", "路二"), second),
    ]


def _road(link: str, links: Links) -> str:
    known = links.get(link)
    if known is not None and known.label is not None:
        return road_words.short_road(known.label)
    return known.name if known and known.name else translate("Plan", "村道")


def why_words(row: TellRow, board: PlanBoard) -> str:
    """Why this household must hear something: the cause, then what followed for it."""
    parts = []
    if why := cause(board):
        parts.append(why)
    if row.before_shelter and row.after_shelter and row.before_shelter != row.after_shelter:
        parts.append(translate("Plan", "原去 {before}").format(before=row.before_shelter))
    parts.extend(phrases.novelty(kind) for kind in row.novelties)
    parts.extend(made_way(row))
    helper = row.helper
    if helper is not None:
        parts.extend(phrases.soft_rule(rule) for rule in helper.broken)
    return "；".join(parts)


# -- who leaves next -------------------------------------------------------------------------------------------------


def departure_lines(board: PlanBoard, now: datetime, opened: frozenset[str], links: Links) -> tuple[Line, ...]:
    """All households of the plan in the order of leaving, those still to leave first."""
    out: list[Line] = []
    moves = departures(board, now)
    for move in moves[:DEPARTURES_SHOWN]:
        key = f"move/{move.household}"
        out.append(_departure(move, key, now))
        if key in opened:
            out.extend(
                Line(f"{key}/{part}", LineKind.DETAIL, label, words, group=key, household=str(move.household))
                for part, label, words in (*move_words(move, links), *_why_of(move))
            )
    if len(moves) > DEPARTURES_SHOWN:
        rest = translate("Plan", "其余 {n} 户更晚走，在台账里按户看").format(n=len(moves) - DEPARTURES_SHOWN)
        out.append(Line("move/rest", LineKind.DETAIL, rest))
    return tuple(out)


def _why_of(move: MoveRow) -> tuple[tuple[str, str, str], ...]:
    return why_lines(move.reasons, move.shelter_name) if move.reasons is not None else ()


def _departure(move: MoveRow, key: str, now: datetime) -> Line:
    helper = translate("Plan", "{name} {role}").format(name=move.helper.name, role="A") if move.helper else ""
    left = phrases.left(move.deadline, now) if move.deadline else translate("Plan", "路不断")
    return Line(
        key=key,
        kind=LineKind.TELL,
        title=translate("Plan", "{time} {name} 户").format(time=phrases.hm(move.depart), name=move.head),
        second=" · ".join(part for part in (move.place_name, helper) if part),
        middle=translate("Plan", "{n} 人").format(n=len(move.persons)),
        middle_second=translate("Plan", "{shelter} {time} 到").format(
            shelter=move.shelter_name, time=phrases.hm_near(move.arrive, now)
        ),
        right=left,
        group=key,
        household=str(move.household),
    )
