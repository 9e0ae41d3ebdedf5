"""Rain, triggers and proposals as the storm screen and the `storm` verb ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from core.domain.events import Kind
from core.domain.hazards import PlaceStorm, Threshold, Trigger
from core.domain.ids import PlaceCode
from core.queries.map import place_rows
from core.queries.map_rows import PlaceRow
from core.queries.names import places
from core.queries.rain import first_crossings, next_crossings, place_storms, replay, storm_input
from core.queries.roads import closure_rows
from core.queries.storm_rows import ProposalRow, StormBoard, StormRow
from core.store.database import Store
from core.store.orders import declined
from core.store.reference import read_rows
from core.storm.replay import Replay
from core.storm.situation import hourly_series, series_at, situation_at


@dataclass(frozen=True, slots=True)
class RainSeries:
    """Series for one place, town or the district. `hourly` is (end, mm, ahead); `marks` (time, kind, label)."""

    label: str
    start: datetime
    end: datetime
    hourly: tuple[tuple[datetime, float, bool], ...]
    sums3h: tuple[tuple[datetime, float], ...]
    total: tuple[tuple[datetime, float], ...]
    prepare3h: float | None
    go3h: float | None
    marks: tuple[tuple[datetime, str, str], ...]


def storm_report(store: Store, at: datetime) -> dict[str, Any]:
    """What the `storm` verb prints: every place with sums, level and reason, and the closures known.

    Raises Refusal(OUTSIDE_STORM) where `at` lies outside the record."""
    storm = storm_input(store)
    situation = situation_at(storm, at)
    known = places(store)
    running = replay(store)
    return {
        "at": at,
        "start": storm.start,
        "end": storm.end,
        "replay": running.name if running else None,
        "marks": running.mark if running else None,
        "places": [_report_row(known[row.place].name, known[row.place].town, row) for row in situation],
        "towns": _town_totals(store, situation),
        "closures": [
            {
                "link": row.closure.link,
                "name": row.link.name,
                "from": row.closure.start,
                "until": row.closure.end,
                "kind": row.closure.kind,
                "source": row.closure.source,
                "closed": row.now,
            }
            for row in closure_rows(store, at)
        ],
    }


def _report_row(name: str, town: str, row: PlaceStorm) -> dict[str, Any]:
    return {
        "place": row.place,
        "name": name,
        "town": town,
        "sums_mm": {f"h{hours}": round(mm, 2) for hours, mm in zip((1, 3, 6, 24), row.sums_mm, strict=True)},
        "total_mm": round(row.total_mm, 2),
        "antecedent_mm": round(row.antecedent_mm, 2),
        "soil": row.soil,
        "level": row.level,
        "since": row.since,
        "reason": [
            {
                "level": breach.level,
                "hours": breach.hours,
                "sum_mm": round(breach.sum_mm, 2),
                "threshold_mm": breach.threshold_mm,
            }
            for breach in row.breaches
        ],
        "threshold_source": row.source,
        "confirmed": row.confirmed,
        "lower_bound": row.lower_bound,
        "silent": [station for station, _ in row.silent],
        "gauges": {station: round(weight, 3) for station, weight in row.gauges},
    }


def _town_totals(store: Store, situation: tuple[PlaceStorm, ...]) -> dict[str, float]:
    """Mean total over the places of each town."""
    known = places(store)
    sums: dict[str, list[float]] = {}
    for row in situation:
        sums.setdefault(known[row.place].town, []).append(row.total_mm)
    return {town: round(sum(values) / len(values), 2) for town, values in sums.items()}


def storm_board(store: Store, scope: str | None, at: datetime) -> StormBoard | None:
    """The storm screen at a minute; None where there is no rain record or `at` lies outside it."""
    storm, storms = storm_input(store), place_storms(store, at)
    if storm.start is None or storm.end is None or not storms:
        return None
    rows = place_rows(store, scope, at)
    running = replay(store)
    thresholds = read_rows(store.connection, "thresholds", Threshold)
    return StormBoard(
        at=at,
        start=storm.start,
        end=storm.end,
        rows=_storm_rows(store, rows, at),
        proposals=_proposals(store, rows),
        places=rows,
        district_mean_mm=_district_mean(store, at),
        displayed_mean_mm=_shown_mean(running, at) if running else None,
        unconfirmed=sum(not threshold.confirmed for threshold in thresholds),
        marks=running.mark if running else "",
    )


def _storm_rows(store: Store, rows: tuple[PlaceRow, ...], at: datetime) -> tuple[StormRow, ...]:
    """Places of one town with the same sums, soil and limits on one line; not yet ordered and nearest to GO on top."""
    groups: dict[tuple[Any, ...], list[PlaceRow]] = {}
    for row in rows:
        if row.storm is not None:
            sums = tuple(round(mm, 1) for mm in row.storm.sums_mm)
            key = (row.place.town, row.storm.level, row.storm.soil, sums, row.storm.limits, row.ordered)
            groups.setdefault(key, []).append(row)
    ahead = next_crossings(store, at)
    out = [_storm_row(group, ahead) for group in groups.values()]
    return tuple(sorted(out, key=_nearest_to_go))


def _storm_row(group: list[PlaceRow], ahead: Mapping[PlaceCode, Mapping[Trigger, datetime]]) -> StormRow:
    storm = group[0].storm
    if storm is None:
        raise ValueError(group[0].place.code)
    following = {Trigger.NONE: Trigger.PREPARE, Trigger.PREPARE: Trigger.GO, Trigger.GO: None}[storm.level]
    when = ahead.get(group[0].place.code, {}).get(following) if following else None
    return StormRow(group[0].place.town, tuple(group), storm, following, when)


def _nearest_to_go(row: StormRow) -> tuple[Any, ...]:
    ordered = all(place.ordered.rank >= row.storm.level.rank for place in row.places)
    share = max((_share(row.storm, level) for level in (Trigger.GO,)), default=0.0)
    return (ordered, -row.storm.level.rank, -share, row.town)


def _share(storm: PlaceStorm, level: Trigger) -> float:
    """How near the sums are to a level's thresholds: 1 where one is reached."""
    limits = dict(storm.limits).get(level, (None,) * 4)
    return max((mm / limit for mm, limit in zip(storm.sums_mm, limits, strict=True) if limit), default=0.0)


def _proposals(store: Store, rows: tuple[PlaceRow, ...]) -> tuple[ProposalRow, ...]:
    """Per town and level: places that reached it, are not ordered at it and were not decided against at it."""
    against = declined(store)
    groups: dict[tuple[str, Trigger], list[PlaceRow]] = {}
    for row in rows:
        level = row.storm.level if row.storm else Trigger.NONE
        refused = against.get(row.place.code)
        if level.rank > row.ordered.rank and not (refused and refused[0].rank >= level.rank):
            groups.setdefault((row.place.town, level), []).append(row)
    found = [_proposal(town, level, group) for (town, level), group in groups.items()]
    return tuple(sorted(found, key=lambda item: (-item.level.rank, -item.people, item.town)))


def _proposal(town: str, level: Trigger, group: list[PlaceRow]) -> ProposalRow:
    firsts = [row.first_go if level is Trigger.GO else row.first_prepare for row in group]
    worst = max(group, key=lambda row: _share(row.storm, level) if row.storm else 0.0)
    return ProposalRow(
        town=town,
        level=level,
        places=tuple(group),
        since=min((when for when in firsts if when is not None), default=None),
        breaches=worst.storm.breaches if worst.storm else (),
        households=sum(row.homes_go if level is Trigger.GO else row.homes_prepare for row in group),
        people=sum(row.would_go if level is Trigger.GO else row.would_prepare for row in group),
        bedridden=sum(row.bedridden for row in group),
    )


def _district_mean(store: Store, at: datetime) -> float:
    """Rain of the district since its start, mm, interpolated inside the hour."""
    curve = _running_total(hourly_series(storm_input(store), None), storm_input(store).start or at)
    return _at(curve, at)


def _shown_mean(running: Replay, at: datetime) -> float:
    """What the duty screen showed of it, frozen figures included."""
    return _at(running.mean, at)


def _at(curve: tuple[tuple[datetime, float], ...], at: datetime) -> float:
    for (earlier, before), (later, after) in pairwise(curve):
        if earlier <= at <= later:
            return before + (after - before) * ((at - earlier) / (later - earlier))
    return curve[-1][1] if curve and at > curve[-1][0] else 0.0


def rain_series(store: Store, subject: str | None, at: datetime) -> RainSeries | None:
    """Series of a place (code), a town (name) or the district (None); None where there is no rain record."""
    storm = storm_input(store)
    if storm.start is None or storm.end is None:
        return None
    place = _subject_place(store, subject)
    limits = _limits3h(store, place, at)
    marks = _marks(store, place, at)
    label = places(store)[place].name if place and subject == place else (subject or store.incident.district)
    return RainSeries(
        label=label,
        start=storm.start,
        end=storm.end,
        hourly=tuple((end, mm, end > at) for end, mm in hourly_series(storm, place)),
        sums3h=tuple(series_at(storm, place, 3)),
        total=_running_total(hourly_series(storm, place), storm.start),
        prepare3h=limits.get(Trigger.PREPARE),
        go3h=limits.get(Trigger.GO),
        marks=marks,
    )


def _subject_place(store: Store, subject: str | None) -> PlaceCode | None:
    """A place as it is; a town by its first place, whose rain is the town's."""
    if subject is None:
        return None
    if PlaceCode(subject) in places(store):
        return PlaceCode(subject)
    return next((code for code, place in places(store).items() if place.town == subject), None)


def _limits3h(store: Store, place: PlaceCode | None, at: datetime) -> dict[Trigger, float]:
    row = place_storms(store, at).get(place) if place else None
    if row is None:
        return {}
    return {level: limits[1] for level, limits in row.limits if limits[1] is not None}


def _marks(store: Store, place: PlaceCode | None, at: datetime) -> tuple[tuple[datetime, str, str], ...]:
    """First triggers of the place (or of any place) and closures, for the time bar."""
    crossings = first_crossings(store, at)
    chosen = [crossings.get(place, {})] if place else list(crossings.values())
    marks: list[tuple[datetime, str, str]] = []
    for level in (Trigger.PREPARE, Trigger.GO):
        times = [levels[level] for levels in chosen if level in levels]
        if times:
            marks.append((min(times), str(level), ""))
    closed = [(row.closure.start, "closed", row.link.name or row.link.id) for row in closure_rows(store, at)]
    opened = [(e.at, "opened", e.subject.removeprefix("link/")) for e in store.journal.of_kind(Kind.LINK_OPENED)]
    return tuple(sorted([*marks, *closed, *opened]))


def _running_total(hourly: Any, start: datetime) -> tuple[tuple[datetime, float], ...]:
    total, out = 0.0, [(start, 0.0)]
    for end, mm in hourly:
        total += mm
        out.append((end, total))
    return tuple(out)
