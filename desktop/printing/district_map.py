"""全图: the whole district on one sheet, then each town under order on a sheet of its own, near enough to read."""

from collections.abc import Sequence

from core.queries.paper_rows import PaperCase, VillagePaper, Way
from desktop.printing.atlas import inset, legend, legs_of, lon_lat, metres
from desktop.printing.booklet import Piece, bind
from desktop.printing.marks import LEAST_SIZE, Document, Page, Point
from desktop.printing.paper_map import Country, PaperMap, Spot, Trace, country, way_on
from desktop.printing.sheet import LANDSCAPE_A4, Sheet
from desktop.printing.typeface import Typeface

TITLE = "避险转移全图"
_NEAR = 0.5  # a town that fills more of the district than this is read well enough on the first sheet
_LEAST_M = 2500.0
_INSET = (46.0, 36.0)


def district_map(face: Typeface, case: PaperCase) -> Document:
    """Only with a base map (`papers` sees to that): without one there are no pages."""
    if case.base is None:
        return bind(face, case.stamp, "map", TITLE, LANDSCAPE_A4, [])
    land = country(case.base)
    west, south, east, north = land.ground.extent
    pages = [_page(face, case, land, "", case.villages, [(west, south), (east, north)])]
    for town in dict.fromkeys(village.place.town for village in case.villages):
        villages = [village for village in case.villages if village.place.town == town]
        focus = _focus(land, villages)
        if focus and _is_near(land, focus):
            pages.append(_page(face, case, land, town, villages, focus))
    return bind(face, case.stamp, "map", TITLE, LANDSCAPE_A4, [Piece(TITLE, tuple(pages))])


def _focus(land: Country, villages: Sequence[VillagePaper]) -> list[Point]:
    """What must be in sight: the villages, where they go, and the ways there."""
    traces = _ways(land, villages)
    placed = [at for village in villages if (at := metres(land, village.place)) is not None]
    return placed + [point for way in traces for point in (*way.points, *(tuple(leg[-1]) for leg in way.legs))]


def _is_near(land: Country, focus: Sequence[Point]) -> bool:
    west, south, east, north = land.ground.extent
    xs, ys = [x for x, _ in focus], [y for _, y in focus]
    return max((max(xs) - min(xs)) / (east - west), (max(ys) - min(ys)) / (north - south)) < _NEAR


def _ways(land: Country, villages: Sequence[VillagePaper]) -> tuple[Trace, ...]:
    """Every first way once."""
    found: dict[Way, Trace] = {}
    for village in villages:
        start = metres(land, village.place)
        for leg in legs_of(village.households):
            end = land.ground.projection.point(*lon_lat(leg.shelter))
            found[leg.way] = way_on(land, leg.way.route, start, end, True)
    return tuple(found.values())


def _page(
    face: Typeface,
    case: PaperCase,
    land: Country,
    town: str,
    villages: Sequence[VillagePaper],
    focus: Sequence[Point],
) -> Page:
    """One sheet: the district where `town` is empty, else that town with a small map of where it lies."""
    sheet = Sheet(face, LANDSCAPE_A4)
    y = _head(sheet, case, town)
    height = sheet.floor - y - 9
    chart = PaperMap(sheet, land, (sheet.left, y, sheet.inner, height), focus, least_m=_LEAST_M)
    chart.ground()
    chart.ways(_ways(land, villages), thin=not town)
    chart.scale_bar()
    if town:
        inset(sheet, chart, land, (sheet.left + 1.5, y + 1.5, *_INSET))
    chart.closures(case.closures)
    chart.spots(_spots(case, land, villages, "village" if town else "other"))
    chart.frame()
    y += height + 5
    kinds = (("village", "要转移的村"), ("shelter", "安全岛")) if town else (("other", "村"), ("shelter", "安全岛"))
    legend(sheet, y, kinds, second=False)
    if case.base is not None and case.base.credits:
        sheet.fit(sheet.right - 120, y, case.base.credits[0], 120, LEAST_SIZE, align="right", name=True)
    return sheet.page()


def _head(sheet: Sheet, case: PaperCase, town: str) -> float:
    y = sheet.top + 5.6
    after = sheet.text(sheet.left, y, TITLE, 16, bold=True)
    sheet.fit(after + 5, y, f"{case.stamp.title} {town}".strip(), 120, 13, name=True)
    rows = [row for row in case.tallies if town in ("", row.town)]
    ordered = sum(row.places for row in rows if row.level.rank > 0)  # also villages where nobody is registered
    closed = sum(closure.now for closure in case.closures)
    said = f"已下令 {ordered} 村" if ordered else "没有下令，按方案画"
    said += "" if town else f"，断路 {closed} 处"
    sheet.text(sheet.right, y, said, 12, align="right")
    return y + 3


def _spots(case: PaperCase, land: Country, villages: Sequence[VillagePaper], kind: str) -> list[Spot]:
    point = land.ground.projection.point
    spots = [Spot(*point(*lon_lat(paper.shelter)), paper.shelter.name, "shelter") for paper in case.shelters]
    for village in villages:
        at = metres(land, village.place)
        if at is not None:
            spots.append(Spot(*at, village.place.name, kind))
    return spots
