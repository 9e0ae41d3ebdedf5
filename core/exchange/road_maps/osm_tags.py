"""What the tags of one OpenStreetMap way mean for moving people, by the definitions of the OSM wiki.

Read: Key:highway, Key:access (with foot, motor_vehicle, motorcar, bus, psv, vehicle), Key:motorroad, Key:oneway (with
junction and oneway:foot), Key:maxspeed, Key:maxwidth, Key:maxheight, Key:width, Key:tracktype, Key:smoothness,
Key:sac_scale, Key:bridge, Key:tunnel, Key:ford, Key:name, Key:ref; on nodes Key:ford and Key:barrier (with access and
locked). Not read: conditional and per-direction forms (`…:conditional`, `…:forward`), turn restrictions, maxweight,
lanes, sidewalk; maxheight of a bar that is only a node.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from core.exchange.road_maps.lines import Facts
from core.exchange.road_maps.problems import RoadProblem
from core.exchange.roads import Crossing

WALKERS = ("walk", "carried")
MOTORS = ("car", "bus")
MODES = (*WALKERS, *MOTORS)

# Key:highway, with the wiki's worldwide default access. A dirt track carries a car only where tracktype says it is
# firm (see `_track`); a stretcher does not go down steps.
CLASS_MODES: dict[str, tuple[str, ...]] = {
    "motorway": MOTORS,
    "motorway_link": MOTORS,
    "busway": ("bus",),
    **dict.fromkeys(("trunk", "primary", "secondary", "tertiary"), MODES),
    **dict.fromkeys(("trunk_link", "primary_link", "secondary_link", "tertiary_link"), MODES),
    **dict.fromkeys(("unclassified", "residential", "living_street", "service", "road"), MODES),
    **dict.fromkeys(("track", "path", "footway", "bridleway", "cycleway", "pedestrian", "corridor"), WALKERS),
    "steps": ("walk",),
}

# Key:access: values that keep the public out. A gate that nobody has opened must not be part of a plan.
SHUT = frozenset({"no", "private", "military", "use_sidepath"})
OPENED = frozenset({"yes", "designated", "permissive", "official"})
FOOT_KEYS = ("foot", "access")
CAR_KEYS = ("motorcar", "motor_vehicle", "vehicle", "access")
BUS_KEYS = ("bus", "psv", "motor_vehicle", "vehicle", "access")

FIRM_TRACKS = frozenset({"grade1", "grade2"})  # Key:tracktype: solid, mostly solid
TOO_ROUGH = frozenset({"very_bad", "horrible", "very_horrible", "impassable"})  # Key:smoothness: no ordinary car
HIKES = frozenset({"mountain_hiking", "demanding_mountain_hiking"})  # Key:sac_scale T2, T3: no stretcher
CLIMBS = frozenset({"alpine_hiking", "demanding_alpine_hiking", "difficult_alpine_hiking"})  # T4 and up: no road

# Widest vehicles of GB 1589-2016: a bus 2.55 m. `width` is the carriageway and leaves no room to spare.
BUS_MAXWIDTH_M, CAR_MAXWIDTH_M = 2.55, 2.0
BUS_WIDTH_M, CAR_WIDTH_M = 3.0, 2.2
# A bar over a village road, a culvert under the railway: coaches are 3.2 to 3.5 m high.
BUS_MAXHEIGHT_M, CAR_MAXHEIGHT_M = 3.5, 2.0
_NO_HEIGHT = frozenset({"default", "none", "below_default", "no_sign", "unsigned"})

# Key:barrier on a node: what no vehicle passes.
VEHICLE_BARRIERS = frozenset(
    {"bollard", "block", "cycle_barrier", "debris", "jersey_barrier", "kissing_gate", "log", "motorcycle_barrier"}
    | {"stile", "turnstile", "full-height_turnstile", "wicket_gate"}
)

_NUMBER = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)\s*(.*)")
_SPEED_UNITS = {"": 1.0, "km/h": 1.0, "kmh": 1.0, "kph": 1.0, "mph": 1.609344, "knots": 1.852}
_LENGTH_UNITS = {"": 1.0, "m": 1.0, "cm": 0.01}
_SPEED_WORDS = frozenset({"none", "signals", "variable", "walk"})  # known, and no figure in them
_NUMBERED_ROAD = re.compile(r"[GS]\d")


@dataclass(frozen=True, slots=True)
class WayUse:
    """A way as road: `backward` says that its one direction runs against the order of its points."""

    facts: Facts
    backward: bool = False


Unread = Counter[tuple[str, str]]


def read_way(tags: Mapping[str, str], unread: Unread, source: str = "osm") -> WayUse | str:
    """What a way with a `highway` tag is, or the rule why it is no road. Values nobody understands go to `unread`."""
    modes = modes_of(tags, unread)
    if modes is None:
        return RoadProblem.NOT_A_ROAD
    if not modes:
        return RoadProblem.CLOSED_TO_ALL
    oneway, backward = direction_of(tags, modes)
    speed = speed_of(tags, unread) if set(MOTORS) & set(modes) else None
    every = () if modes == MODES else modes
    facts = Facts(name_of(tags), source, every, oneway, speed, None, crossing_of(tags))
    return WayUse(facts, backward)


def modes_of(tags: Mapping[str, str], unread: Unread) -> tuple[str, ...] | None:
    """Who may use a way, in the order walk, carried, car, bus; None where it is no road at all."""
    by_class = CLASS_MODES.get(tags.get("highway", ""))
    if by_class is None or tags.get("sac_scale") in CLIMBS or tags.get("ford") == "boat":
        return None
    modes = set(by_class)
    _track(tags, modes)
    _motorroad(tags, modes)
    _access(tags, modes, FOOT_KEYS, WALKERS if tags.get("highway") != "steps" else ("walk",), ("foot",))
    _access(tags, modes, CAR_KEYS, ("car",), ("motorcar", "motor_vehicle"))
    _access(tags, modes, BUS_KEYS, ("bus",), ("bus", "psv"))
    _ground(tags, modes)
    _room(tags, modes, unread)
    return tuple(mode for mode in MODES if mode in modes)


def _track(tags: Mapping[str, str], modes: set[str]) -> None:
    if tags.get("highway") == "track" and tags.get("tracktype") in FIRM_TRACKS:
        modes.add("car")


def _motorroad(tags: Mapping[str, str], modes: set[str]) -> None:
    if tags.get("motorroad") == "yes":
        modes.difference_update(WALKERS)


def _access(
    tags: Mapping[str, str], modes: set[str], keys: tuple[str, ...], whom: tuple[str, ...], opening: tuple[str, ...]
) -> None:
    """Key:access: the most specific key decides; only a key that names the mode opens what the class keeps shut."""
    key = next((key for key in keys if key in tags), None)
    if key is None:
        return
    if tags[key] in SHUT:
        modes.difference_update(whom)
    elif key in opening and tags[key] in OPENED:
        modes.update(whom)


def _ground(tags: Mapping[str, str], modes: set[str]) -> None:
    if tags.get("smoothness") in TOO_ROUGH:
        modes.difference_update(MOTORS)
    if tags.get("sac_scale") in HIKES:
        modes.discard("carried")


def _room(tags: Mapping[str, str], modes: set[str], unread: Unread) -> None:
    limit, road = (_measure(tags, key, _LENGTH_UNITS, unread) for key in ("maxwidth", "width"))
    height = None if tags.get("maxheight") in _NO_HEIGHT else _measure(tags, "maxheight", _LENGTH_UNITS, unread)
    for mode, least in (("bus", BUS_MAXHEIGHT_M), ("car", CAR_MAXHEIGHT_M)):
        if height is not None and height < least:
            modes.discard(mode)
    for mode, least_limit, least_road in (("bus", BUS_MAXWIDTH_M, BUS_WIDTH_M), ("car", CAR_MAXWIDTH_M, CAR_WIDTH_M)):
        if (limit is not None and limit < least_limit) or (road is not None and road < least_road):
            modes.discard(mode)


def direction_of(tags: Mapping[str, str], modes: tuple[str, ...]) -> tuple[bool, bool]:
    """(one-way, against the points) by Key:oneway. A road for walkers alone heeds only `oneway:foot`; on a road with
    vehicles the direction is theirs alone, and who is on foot may go both ways."""
    if not set(MOTORS) & set(modes):
        return one_direction(tags.get("oneway:foot", "no")) or (False, False)
    implied = tags.get("junction") in ("roundabout", "circular") or tags.get("highway") == "motorway"
    return one_direction(tags.get("oneway", "yes" if implied else "no")) or (implied, False)


def one_direction(value: str) -> tuple[bool, bool] | None:
    """A value of Key:oneway as (one-way, against the points); None where it says neither. `alternating` (by lights) and
    `reversible` (by the hour) are open both ways to whoever is waved through."""
    word = value.strip().lower()
    if word in ("yes", "true", "1"):
        return True, False
    if word in ("-1", "reverse"):
        return True, True
    return (False, False) if word in ("no", "false", "0", "alternating", "reversible") else None


def speed_of(tags: Mapping[str, str], unread: Unread) -> float | None:
    """Key:maxspeed in km/h; None without a figure (`none`, `CN:urban`)."""
    value = tags.get("maxspeed", "").strip()
    if value in _SPEED_WORDS or ":" in value:
        return None
    speed = _measure(tags, "maxspeed", _SPEED_UNITS, unread)
    return speed or None


def crossing_of(tags: Mapping[str, str]) -> str:
    """Key:bridge, Key:ford and Key:tunnel as crossings. `bridge=low_water_crossing` is under water in a flood, a
    `building_passage` is no tunnel."""
    bridge, tunnel = tags.get("bridge", "no"), tags.get("tunnel", "no")
    low = is_ford(tags) or bridge == "low_water_crossing"
    found = []
    if bridge not in ("no", "low_water_crossing"):
        found.append(Crossing.BRIDGE)
    if low:
        found.append(Crossing.LOW_WATER)
    if tunnel not in ("no", "building_passage", "culvert"):
        found.append(Crossing.TUNNEL)
    return "|".join(found)


def is_ford(tags: Mapping[str, str]) -> bool:
    """Key:ford, on a way or a node; `highway=ford` is its older form."""
    return tags.get("ford", "no") != "no" or tags.get("highway") == "ford"


def stops_vehicles(tags: Mapping[str, str]) -> bool:
    """Key:barrier on a node of a way."""
    if "barrier" not in tags:
        return False
    access = next((tags[key] for key in CAR_KEYS if key in tags), None)
    if access in SHUT or (tags.get("locked") == "yes" and access not in OPENED):
        return True  # a gate of somebody's own, or one with a lock
    return tags["barrier"] in VEHICLE_BARRIERS and tags.get("motor_vehicle") not in OPENED


def name_of(tags: Mapping[str, str]) -> str:
    """Key:name; national and provincial roads begin with their number (Key:ref), by which people know them."""
    name, ref = tags.get("name", "").strip(), tags.get("ref", "").split(";")[0].strip()
    if name and ref and _NUMBERED_ROAD.match(ref) and ref not in name:
        return f"{ref} {name}"
    return name or ref


def _measure(tags: Mapping[str, str], key: str, units: Mapping[str, float], unread: Unread) -> float | None:
    value = tags.get(key, "").strip()
    if not value:
        return None
    found = _NUMBER.fullmatch(value)
    unit = units.get(found[2].strip().lower()) if found else None
    if found is None or unit is None:
        unread[key, value] += 1
        return None
    return float(found[1]) * unit
