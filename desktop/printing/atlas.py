"""转移图册: a page for each village: its ways to its shelters, closed roads, meeting point, whom to ring there."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.ids import LinkId, ShelterId
from core.domain.places import Place, Shelter
from core.queries.paper_rows import HouseholdPaper, PaperCase, VillagePaper, Way
from desktop.printing import words
from desktop.printing.booklet import Piece, bind
from desktop.printing.flow import Flow
from desktop.printing.marks import Document, Stroke
from desktop.printing.paper_map import Country, PaperMap, Spot, Trace, country, symbol, way_on
from desktop.printing.sheet import A4, Sheet, leading
from desktop.printing.typeface import Typeface

TITLE = "转移图册"
UNPLACED = "本村在图上没有位置，画不出图：先给村落点，再印这一页。"
_MAP_HEIGHT = 138.0
_INSET = (46.0, 36.0)


@dataclass(frozen=True, slots=True)
class Leg:
    """All households of a village that go the same way to the same shelter."""

    shelter: Shelter
    way: Way
    second: Way | None
    households: int
    persons: int


def atlas(face: Typeface, case: PaperCase) -> Document:
    """Only with a base map (`papers` sees to that): without one there are no pages."""
    if case.base is None:
        return bind(face, case.stamp, "atlas", TITLE, A4, [])
    land = country(case.base)
    pieces = [_village(face, case, land, village) for village in case.villages]
    return bind(face, case.stamp, "atlas", TITLE, A4, pieces)


def legs_of(rows: Sequence[HouseholdPaper]) -> tuple[Leg, ...]:
    """The ways of a village, the most used first."""
    found: dict[tuple[ShelterId, tuple[LinkId, ...]], list[HouseholdPaper]] = {}
    for row in rows:
        if row.shelter is not None and row.way is not None:
            found.setdefault((row.shelter.id, row.way.route.links), []).append(row)
    legs = [
        Leg(
            shelter=same[0].shelter,
            way=same[0].way,
            second=next((row.second for row in same if row.second is not None), None),
            households=len(same),
            persons=sum(len(row.moving) for row in same),
        )
        for same in found.values()
        if same[0].shelter is not None and same[0].way is not None
    ]
    return tuple(sorted(legs, key=lambda leg: (-leg.persons, leg.shelter.id, leg.way.length_m)))


def _village(face: Typeface, case: PaperCase, land: Country, village: VillagePaper) -> Piece:
    legs = legs_of(village.households)
    flow = Flow(face, A4, lambda sheet, again: _head(sheet, village, again))
    if village.place.position is not None:
        _map(flow, case, land, village, legs)
    else:
        flow.y = flow.sheet.para(
            flow.sheet.left,
            flow.y,
            UNPLACED,
            flow.sheet.inner,
            13,
            bold=True,
        )
    _table(flow, village, legs)
    return flow.piece(village.place.name)


def _head(sheet: Sheet, village: VillagePaper, again: bool) -> float:
    y = sheet.top + 6
    after = sheet.text(sheet.left, y, TITLE + ("（续）" if again else ""), 17, bold=True)
    sheet.fit(after + 5, y, f"{village.place.town} {village.place.name}", 88, 17, bold=True, name=True)
    sheet.text(sheet.right, y, words.TRIGGER[village.level], 13, bold=True, align="right")
    y += 6.4
    moving = sum(len(row.moving) for row in village.households)
    sheet.text(sheet.left, y, f"{len(village.households)} 户，转移 {moving} 人", 12)
    third = sheet.inner / 3
    sheet.field(sheet.left + third, y, "集合点", "", third - 4, 12)
    sheet.field(sheet.left + 2 * third, y, "村负责人", "", third, 12)
    return y + 4 if not again else y + 8


def _map(flow: Flow, case: PaperCase, land: Country, village: VillagePaper, legs: Sequence[Leg]) -> None:
    sheet, top = flow.sheet, flow.y
    start = metres(land, village.place)
    traces = _traces(land, legs, start)
    ends = {leg.shelter.id: (leg.shelter, land.ground.projection.point(*lon_lat(leg.shelter))) for leg in legs}
    focus = [*([start] if start else []), *(point for _, point in ends.values())]
    focus += [point for way in traces if way.first for point in way.points]
    chart = PaperMap(sheet, land, (sheet.left, top, sheet.inner, _MAP_HEIGHT), focus, least_m=2500)
    chart.ground()
    chart.ways(traces)
    chart.scale_bar()
    inset(sheet, chart, land, (sheet.left + 1.5, top + 1.5, *_INSET))
    chart.closures(case.closures)
    spots = [Spot(*point, shelter.name, "shelter") for shelter, point in ends.values()]
    if start:
        spots.append(Spot(*start, village.place.name, "village"))
    spots += _others(case, land, {village.place.code})
    chart.spots(spots)
    chart.frame()
    flow.y = top + _MAP_HEIGHT + 5
    legend(sheet, flow.y, (("village", "本村"), ("shelter", "安全岛"), ("other", "别的村")))
    flow.y += 8


def _others(case: PaperCase, land: Country, but: set[str]) -> list[Spot]:
    """Every other placed village, named where there is room."""
    return [
        Spot(*land.ground.projection.point(place.position.lon, place.position.lat), place.name, "other")
        for code, place in case.places.items()
        if place.position is not None and code not in but
    ]


def _traces(land: Country, legs: Sequence[Leg], start: tuple[float, float] | None) -> list[Trace]:
    out = []
    for leg in legs:
        end = land.ground.projection.point(*lon_lat(leg.shelter))
        out.append(way_on(land, leg.way.route, start, end, True))
        if leg.second is not None:
            out.append(way_on(land, leg.second.route, start, end, False))
    return out


def metres(land: Country, place: Place) -> tuple[float, float] | None:
    """Where a village is on the ground; None for one without a position."""
    return land.ground.projection.point(place.position.lon, place.position.lat) if place.position else None


def lon_lat(shelter: Shelter) -> tuple[float, float]:
    """Where a shelter is, in degrees."""
    return shelter.position.lon, shelter.position.lat


def inset(sheet: Sheet, chart: PaperMap, land: Country, box: tuple[float, float, float, float]) -> None:
    """Where in the district the page lies."""
    x, y, width, height = box
    sheet.box(x, y, width, height, line=0, fill=255)
    west, south, east, north = land.ground.extent
    small = PaperMap(sheet, land, box, [(west, south), (east, north)])
    small.outline_only()
    west, south, east, north = chart.extent
    (x1, y1), (x2, y2) = small.at(west, north), small.at(east, south)
    x1, x2 = max(x + 0.5, x1), min(x + width - 0.5, x2)
    y1, y2 = max(y + 0.5, y1), min(y + height - 0.5, y2)
    if x2 > x1 and y2 > y1:
        sheet.box(x1, y1, x2 - x1, y2 - y1, line=0.6)
    small.frame()
    chart.keep_free(x, y, width, height)


def legend(sheet: Sheet, y: float, kinds: Sequence[tuple[str, str]], *, second: bool = True) -> None:
    """What the symbols and lines mean; `kinds` are those of the symbols with their words, `second` ways as well."""
    x, step = sheet.left, 3.0
    for kind, name in kinds:
        symbol(sheet, x + 2, y - 1.2, kind)
        x = sheet.text(x + 5.2, y, name, 10) + step
    ways = (("首选路", 1.1, ()), ("第二条路", 0.8, (3.0, 1.6)), ("步行", 0.6, (0.7, 1.3)))
    for name, width, dash in ways if second else (ways[0], ways[2]):
        sheet.marks.append(Stroke(((x, y - 1.2), (x + 9, y - 1.2)), width, 0, dash))
        x = sheet.text(x + 10.2, y, name, 10) + step
    sheet.box(x, y - 2.9, 3.4, 3.4, line=0.45)
    sheet.rule(x + 0.6, y - 2.3, x + 2.8, y - 0.1, 0.6)
    sheet.rule(x + 0.6, y - 0.1, x + 2.8, y - 2.3, 0.6)
    x = sheet.text(x + 4.4, y, "断路", 10) + step
    sheet.marks.append(Stroke(((x, y - 1.2), (x + 7, y - 1.2)), 1.5, 205))
    sheet.text(x + 8, y, "河", 10)


def _table(flow: Flow, village: VillagePaper, legs: Sequence[Leg]) -> None:
    """Each shelter with its ways in words, and a line for whoever answers there."""
    by_shelter: dict[ShelterId, list[Leg]] = {}
    for leg in legs:
        by_shelter.setdefault(leg.shelter.id, []).append(leg)
    for among in by_shelter.values():
        _shelter(flow, village, among)
    left_out: dict[str, int] = {}
    for row in village.households:
        if row.shelter is None:
            why = words.SHORTFALL[row.rule] if row.rule else "没有方案"
            left_out[why] = left_out.get(why, 0) + 1
    for why, count in left_out.items():
        flow.need(7)
        flow.y = flow.sheet.para(
            flow.sheet.left,
            flow.y,
            f"没排上路线 {count} 户：{why}。由责任人先带到高处。",
            flow.sheet.inner,
            12,
            bold=True,
        )


def _shelter(flow: Flow, village: VillagePaper, legs: Sequence[Leg]) -> None:
    shelter, home = legs[0].shelter, village.place.name
    ways: dict[str, int] = {}
    for leg in legs:
        text = f"首选 {words.way_in_short(leg.way, shelter.name, home)}"
        ways[text] = ways.get(text, 0) + leg.households
    seconds = dict.fromkeys(words.way_in_short(leg.second, shelter.name, home) for leg in legs if leg.second)
    said = [f"{text}（{count} 户）" if len(ways) > 1 else text for text, count in ways.items()]
    said += [f"路断了走 {text}" for text in seconds] or ["路断了：没有第二条路，就近上高处等人接"]
    lines = [line for text in said for line in flow.sheet.lines(text, flow.sheet.inner, 10.5)]
    flow.need(leading(13) + leading(10.5) * min(len(lines), 3))
    sheet = flow.sheet
    confirmed = "" if shelter.confirmed else "（待核）"
    counts = f"{sum(leg.households for leg in legs)} 户 {sum(leg.persons for leg in legs)} 人"
    sheet.fit(sheet.left, flow.y, f"{shelter.name}{confirmed} · {counts}", 108, 13, bold=True)
    sheet.field(sheet.left + 112, flow.y, "负责人、电话", "", sheet.inner - 112, 11)
    flow.y += leading(13)
    for line in lines:
        flow.need(leading(10.5))
        flow.sheet.text(flow.sheet.left, flow.y, line, 10.5)
        flow.y += leading(10.5)
    flow.y += 1.5
