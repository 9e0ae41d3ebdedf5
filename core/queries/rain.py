"""The rain record of a file, and what it says of each place at a minute."""

from collections.abc import Mapping
from datetime import datetime

from core.domain.hazards import PlaceStorm, RainInterval, Station, Threshold, Trigger
from core.domain.ids import PlaceCode
from core.domain.places import Town
from core.queries.names import places
from core.store.database import Store
from core.store.drills import replay_choice
from core.store.reference import read_rows
from core.storm.rain import rain_record
from core.storm.replay import Replay, load_replay
from core.storm.situation import StormInput, first_triggers, situation_at


def replay(store: Store) -> Replay | None:
    """The storm that runs in this drill, kept until another one is chosen."""
    choice = replay_choice(store)
    stamp = (choice[0], tuple(sorted(choice[1].items()))) if choice else None
    return store.memo("replay", stamp, lambda: load_replay(*choice) if choice else None)


def storm_input(store: Store) -> StormInput:
    """Everything the situation depends on, prepared once; its record is empty while nothing has been reported."""
    running = replay(store)
    stamp = (store.tables_stamp, replay_choice(store) and repr(replay_choice(store)))
    return store.memo("storm input", stamp, lambda: _storm_input(store, running))


def _storm_input(store: Store, running: Replay | None) -> StormInput:
    stations = read_rows(store.connection, "stations", Station)
    intervals = read_rows(store.connection, "rain", RainInterval)
    if running is not None:
        stations, intervals = running.stations, running.intervals
    return StormInput(
        places=tuple(places(store).values()),
        rain=rain_record(intervals, stations),
        thresholds=read_rows(store.connection, "thresholds", Threshold),
        towns=read_rows(store.connection, "towns", Town),
        town_gauges=running.town_gauges if running is not None else (),
    )


def rain_start(store: Store) -> datetime | None:
    return storm_input(store).start


def rain_end(store: Store) -> datetime | None:
    return storm_input(store).end


def place_storms(store: Store, at: datetime) -> dict[PlaceCode, PlaceStorm]:
    """The situation of every place; empty where `at` lies outside the record, or there is none."""
    storm = storm_input(store)
    if storm.start is None or storm.end is None or not storm.start <= at <= storm.end:
        return {}
    return store.memo(
        f"place storms {at:%Y%m%d%H%M}", id(storm), lambda: {row.place: row for row in situation_at(storm, at)}
    )


def place_storm(store: Store, place: PlaceCode, at: datetime) -> PlaceStorm | None:
    return place_storms(store, at).get(place)


def triggered(store: Store, at: datetime) -> dict[PlaceCode, Trigger]:
    """Places that the rain puts at PREPARE or GO at `at`."""
    return {code: row.level for code, row in place_storms(store, at).items() if row.level is not Trigger.NONE}


def first_crossings(store: Store, at: datetime) -> Mapping[PlaceCode, Mapping[Trigger, datetime]]:
    """When each place first reached each level, as far as known at `at`."""
    storm = storm_input(store)
    if storm.start is None or storm.end is None or at < storm.start:
        return {}
    end = storm.end
    whole: Mapping[PlaceCode, Mapping[Trigger, datetime]] = store.memo(
        "first crossings", id(storm), lambda: first_triggers(storm, end)
    )
    return {place: {level: when for level, when in levels.items() if when <= at} for place, levels in whole.items()}


def next_crossings(store: Store, at: datetime) -> Mapping[PlaceCode, Mapping[Trigger, datetime]]:
    """When the record (a replay's own future, or a forecast) takes each place to each level after `at`."""
    storm = storm_input(store)
    if storm.start is None or storm.end is None:
        return {}
    end = storm.end
    whole: Mapping[PlaceCode, Mapping[Trigger, datetime]] = store.memo(
        "first crossings", id(storm), lambda: first_triggers(storm, end)
    )
    return {place: {level: when for level, when in levels.items() if when > at} for place, levels in whole.items()}
