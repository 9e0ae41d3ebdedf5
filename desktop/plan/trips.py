"""What the vehicles do, in words: each round with when it leaves, where it stops, whom it takes where."""

from PySide6.QtCore import QCoreApplication

from core.queries.plan_rows import BrokenRow, PlanBoard, StopRow, TripRow
from desktop import keys, phrases
from desktop.plan.lines import Line, LineKind
from desktop.plan.lists import Links
from desktop.plan.reading import road_legs
from desktop.plan.remedies import vehicle_words
from desktop.plan.words import stretches

translate = QCoreApplication.translate
OWN_CAR = "car"  # a helper's own, not one of the fleet


def trip_lines(board: PlanBoard, opened: frozenset[str], links: Links) -> tuple[Line, ...]:
    """What broke down, then one line a round in the order of leaving; an opened one shows its stops and roads."""
    out: list[Line] = [_broken(row) for row in board.broken]
    for trip in board.trips:
        key = f"{OWN_CAR if trip.own else 'trip'}/{trip.vehicle}/{trip.number}"
        out.append(_trip(key, trip))
        if key in opened:
            out.extend(_details(key, trip, links))
    return tuple(out)


def _broken(row: BrokenRow) -> Line:
    key = f"broken/{row.vehicle}"
    return Line(
        key=key,
        kind=LineKind.TELL,
        title=row.vehicle,
        second=" · ".join(part for part in (vehicle_words(row.kind), row.driver) if part),
        middle_second=translate("Plan", "{time} 坏了").format(time=phrases.hm(row.since)),
        right_second=translate("Plan", "{key} 又能开了").format(key=keys.hint("vehicle_out")),
        group=key,
    )


def _trip(key: str, trip: TripRow) -> Line:
    return Line(
        key=key,
        kind=LineKind.TELL,
        title=_title(trip),
        second=_second(trip),
        middle=translate("Plan", "{n} 人").format(n=trip.persons),
        middle_second=" → ".join((*(stop.place_name for stop in trip.stops), trip.shelter_name)),
        right_second=translate("Plan", "{leave} 出车，{arrive} 到").format(
            leave=phrases.hm(trip.leave), arrive=phrases.hm(trip.arrive)
        ),
        group=key,
    )


def _title(trip: TripRow) -> str:
    if trip.own:
        return translate("Plan", "{driver}的车 第 {n} 趟").format(driver=trip.driver, n=trip.number)
    return translate("Plan", "{vehicle} 第 {n} 趟").format(vehicle=trip.vehicle, n=trip.number)


def _second(trip: TripRow) -> str:
    if trip.own:
        return translate("Plan", "责任人自己的车")
    return " · ".join(part for part in (vehicle_words(trip.kind), trip.driver) if part)


def _details(key: str, trip: TripRow, links: Links) -> list[Line]:
    out = [
        Line(f"{key}/{number}", LineKind.DETAIL, stop.place_name, _stop(stop), group=key)
        for number, stop in enumerate(trip.stops)
    ]
    roads = stretches(road_legs(trip.links, links))
    if roads:
        out.append(Line(f"{key}/roads", LineKind.DETAIL, translate("Plan", "走法"), roads, group=key))
    return out


def _stop(stop: StopRow) -> str:
    words = translate("Plan", "{arrive} 到，{leave} 开，上 {n} 人").format(
        arrive=phrases.hm(stop.arrive), leave=phrases.hm(stop.leave), n=stop.persons
    )
    return translate("Plan", "{words}；车进不去，走到车边").format(words=words) if stop.on_foot else words
