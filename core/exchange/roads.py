"""Roads of a pack: nodes, links, closures, the fleet, and how fast people move on them."""

from collections.abc import Container
from enum import StrEnum

from core.domain.ids import LinkId, NodeId, VehicleId
from core.domain.plans import Mode
from core.domain.roads import Closure, ClosureKind, Delay, Link, Node, SpeedFactor, Vehicle
from core.exchange.cells import Ground, Problem, Row
from core.exchange.tables import Shape

NODES = Shape("road_nodes", ("node", "lon", "lat"))
LINKS = Shape(
    "road_links",
    ("link", "from_node", "to_node", "length_m"),
    (
        "name",
        "via_lon_lat",
        "geometry_source",
        "modes",
        "oneway",
        "speed_kmh",
        "walk_s",
        "drive_s",
        "capacity_pph",
        "crossing",
    ),
)
CLOSURES = Shape("closures", ("link", "from", "until", "kind", "modes", "source"))
FLEET = Shape("fleet", ("id", "kind", "seats", "wheelchair", "stretcher", "depot", "from", "until", "driver"), ())
SPEEDS = Shape("speeds", ("mobility", "light", "rain", "factor"), ("source",))
DELAYS = Shape("delays", ("mobility", "light", "minutes"), ("source",))

# No road of a district is longer or takes longer, nobody is slower or runs ten times as fast as others walk: such
# figures are slips of the pen. A factor of 0 has everybody safe at once; longer times would not fit the planner's sums.
LONGEST_M = 1_000_000.0
SLOWEST_KMH = 1.0
_WEEK_S, _WEEK_MIN = 7 * 24 * 3600.0, 7 * 24 * 60.0
_SMALLEST_FACTOR, _LARGEST_FACTOR = 0.1, 100.0

# Roads to a shelter may run outside the district for a stretch.
ROAD_MARGIN_KM = 20.0


class Crossing(StrEnum):
    BRIDGE = "bridge"
    LOW_WATER = "low_water"
    GULLY = "gully"
    CLIFF = "cliff"
    TUNNEL = "tunnel"


class Moving(StrEnum):
    """Whose factor a row of speeds or delays is; `car` is the driving of a private car."""

    WALKS = "walks"
    SLOW = "slow"
    WHEELCHAIR = "wheelchair"
    BEDRIDDEN = "bedridden"
    CAR = "car"
    BUS = "bus"
    ANY = "*"


class Light(StrEnum):
    DAY = "day"
    NIGHT = "night"
    ANY = "*"


class Wetness(StrEnum):
    DRY = "dry"
    RAIN = "rain"
    ANY = "*"


def node(row: Row, ground: Ground) -> Node:
    return Node(NodeId(row.needed("node")), row.needed_position(ground, ROAD_MARGIN_KM))


def link(row: Row, ground: Ground, nodes: Container[str] | None) -> Link:
    row.needed("from_node")
    row.needed("to_node")
    length, walk, drive = figures(row)
    return Link(
        id=LinkId(row.needed("link")),
        from_node=NodeId(row.known("from_node", nodes, Problem.UNKNOWN_NODE)),
        to_node=NodeId(row.known("to_node", nodes, Problem.UNKNOWN_NODE)),
        length_m=length if row.needed("length_m") and length is not None else 0.0,
        name=row.text("name"),
        via=row.polyline("via_lon_lat", ground.datum),
        geometry_source=row.text("geometry_source"),
        modes=_modes(row),
        oneway=row.flag("oneway") or False,
        speed_kmh=speed(row),
        walk_s=walk,
        drive_s=drive,
        capacity_pph=row.number("capacity_pph"),
        crossing="|".join(row.several("crossing", Crossing)),
    )


def figures(row: Row) -> tuple[float | None, float | None, float | None]:
    """Columns length_m, walk_s and drive_s; None for an empty cell, and with a finding for one that cannot be."""
    return (
        row.number("length_m", maximum=LONGEST_M),
        row.number("walk_s", maximum=_WEEK_S),
        row.number("drive_s", maximum=_WEEK_S),
    )


def speed(row: Row) -> float | None:
    """Column speed_kmh; None for an empty cell, and with a finding for what is no speed of a vehicle."""
    return row.number("speed_kmh", minimum=SLOWEST_KMH)


def closure(row: Row, links: frozenset[str] | None) -> Closure:
    row.needed("link")
    start, end = row.needed_time("from"), row.time("until")
    if end is not None and end <= start:
        row.complain(Problem.EMPTY_INTERVAL, "until", value=row.text("until"))
    return Closure(
        link=LinkId(row.known("link", links, Problem.UNKNOWN_LINK)),
        start=start,
        end=end,
        kind=row.one_of("kind", ClosureKind) or ClosureKind.OBSERVED,
        modes=_modes(row),
        source=row.text("source"),
    )


def vehicle(row: Row, nodes: frozenset[str] | None) -> Vehicle:
    start, end = row.time("from"), row.time("until")
    if start is not None and end is not None and end <= start:
        row.complain(Problem.EMPTY_INTERVAL, "until", value=row.text("until"))
    depot = row.known("depot", nodes, Problem.UNKNOWN_NODE)
    return Vehicle(
        id=VehicleId(row.needed("id")),
        kind=row.needed("kind"),
        seats=row.needed_whole("seats"),
        wheelchair=row.whole("wheelchair") or 0,
        stretcher=row.whole("stretcher") or 0,
        depot=NodeId(depot) if depot else None,
        start=start,
        end=end,
        driver=row.text("driver"),
    )


def speed_factor(row: Row) -> SpeedFactor:
    for column in ("mobility", "light", "rain"):
        row.needed(column)
    return SpeedFactor(
        str(row.one_of("mobility", Moving)),
        str(row.one_of("light", Light)),
        str(row.one_of("rain", Wetness)),
        row.needed_number("factor", minimum=_SMALLEST_FACTOR, maximum=_LARGEST_FACTOR),
    )


def delay(row: Row) -> Delay:
    for column in ("mobility", "light"):
        row.needed(column)
    minutes = row.needed_number("minutes", maximum=_WEEK_MIN)
    return Delay(str(row.one_of("mobility", Moving)), str(row.one_of("light", Light)), minutes)


def _modes(row: Row) -> tuple[str, ...]:
    return tuple(mode.value for mode in row.several("modes", Mode))
