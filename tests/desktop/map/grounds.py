"""A small district by hand: a square, a main road along its middle, a side road, three villages, one shelter."""

from datetime import UTC, datetime, timedelta

import numpy as np

from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, LinkId, NodeId, PersonId, PlaceCode, ShelterId
from core.domain.places import Place, Position, Shelter, ShelterKind
from core.domain.road_labels import RoadLabel
from core.domain.roads import Closure, ClosureKind, Link
from core.queries.map_rows import ClosureRow, MapBase, MapState, PersonDot, PlaceRow, ShelterRow
from core.queries.road_labels import RoadLabels
from core.queries.rows import Look

AT = datetime(2023, 7, 30, 12, 12, tzinfo=UTC)
NODES = {"a": (115.80, 40.00), "b": (116.00, 40.00), "c": (116.20, 40.00), "d": (116.00, 40.10)}


def link(ident: str, start: str, end: str, name: str = "") -> Link:
    return Link(LinkId(ident), NodeId(start), NodeId(end), 17_000.0, name)


LINKS = (link("1", "a", "b", "G109"), link("2", "b", "c", "G109"), link("3", "d", "b", "大沟路"))


def base(links: tuple[Link, ...] = LINKS) -> MapBase:
    return MapBase(
        title="三村",
        outline=(((115.7, 39.9), (116.3, 39.9), (116.3, 40.2), (115.7, 40.2)),),
        towns=(("甲镇", Position(115.9, 40.02)), ("乙镇", None)),
        river=(("永定河", ((115.7, 40.05), (116.3, 39.95))),),
        streams=((20.0, ((115.8, 40.1), (115.9, 40.15))),),
        relief=None,
        links=links,
        lines=tuple((NODES[one.from_node], NODES[one.to_node]) for one in links),
        labels=RoadLabels({one.id: one for one in links}, (), ()),
        sample=True,
        credits=("© OpenStreetMap contributors", "GeoNames"),
    )


def place(code: str, where: tuple[float, float] | None, level: Trigger, exposed: int = 0, kind: str = "") -> PlaceRow:
    position = Position(*where) if where else None
    made = Place(PlaceCode(code), "甲镇", f"{code}村", "village", position, kind)
    return PlaceRow(made, None, level, AT, (), 10, 25, 20, 6, 1, 8, 2, 6, 2, 1, 0, 0, 0, exposed)


def shelter(ident: str, where: tuple[float, float], inside: int, opened: bool = True) -> ShelterRow:
    made = Shelter(ShelterId(ident), f"{ident}学校", "甲镇", ShelterKind.SAFETY_ISLAND, Position(*where), 100, 10, 2.0)
    return ShelterRow(made, inside, 10, 2, 0, 0, opened, AT, None, None, inside, 0)


def closure(one: Link, hours: float, kind: ClosureKind = ClosureKind.OBSERVED) -> ClosureRow:
    made = Closure(one.id, AT + timedelta(hours=hours), None, kind, (), "村里报")
    return ClosureRow(made, one, hours <= 0, None, RoadLabel(one.id, one.name))


def dots(code: str, sizes: tuple[int, ...], look: Look = Look.UNCONTACTED) -> tuple[PersonDot, ...]:
    return tuple(
        PersonDot(PersonId(f"{code}-{home}-{member}"), HouseholdId(f"{code}-{home}"), PlaceCode(code), look)
        for home, size in enumerate(sizes)
        for member in range(size)
    )


def state() -> MapState:
    return MapState(
        at=AT,
        revision=1,
        places=(
            place("大沟", (116.0, 40.09), Trigger.GO, exposed=2),
            place("上游", (115.85, 40.005), Trigger.PREPARE, kind="interpolated"),
            place("下游", (116.15, 40.005), Trigger.NONE),
            place("无点", None, Trigger.GO),
        ),
        shelters=(shelter("甲", (116.1, 40.003), 40), shelter("乙", (116.18, 40.01), 0, opened=False)),
        closures=(closure(LINKS[1], -1.0), closure(LINKS[0], 2.0, ClosureKind.FORECAST)),
        people=dots("大沟", (3, 1, 2)) + dots("上游", (2, 2), Look.ARRIVED) + dots("无点", (4,)),
    )


def many_links(count: int, seed: int = 1) -> MapBase:
    """A synthetic network over the same square: `count` crooked links of seven points, one in ten with a name."""
    draw = np.random.default_rng(seed)
    starts = draw.uniform((115.7, 39.9), (116.3, 40.2), (count, 2))
    steps = draw.normal(0.0, 0.0009, (count, 6, 2)).cumsum(axis=1)
    lines = np.concatenate([starts[:, None, :], starts[:, None, :] + steps], axis=1)
    links = tuple(
        Link(LinkId(str(n)), NodeId(f"{n}a"), NodeId(f"{n}b"), 600.0, f"G{n % 7 + 100}" if n % 10 == 0 else "")
        for n in range(count)
    )
    made = base(())
    return MapBase(
        made.title,
        made.outline,
        made.towns,
        made.river,
        made.streams,
        None,
        links,
        tuple(tuple((float(x), float(y)) for x, y in line) for line in lines),
        RoadLabels({one.id: one for one in links}, (), ()),
        True,
        made.credits,
    )


def many_people(places: int, people: int, seed: int = 1) -> MapState:
    """`people` persons in households of three over `places` villages."""
    draw = np.random.default_rng(seed)
    spots = draw.uniform((115.72, 39.92), (116.28, 40.18), (places, 2)).tolist()
    levels = (Trigger.GO, Trigger.PREPARE, Trigger.NONE)
    looks = (Look.UNCONTACTED, Look.CONTACTED, Look.ON_THE_WAY, Look.REFUSED, Look.UNREACHABLE)
    each = people // places
    rows = tuple(place(f"{n:04d}", (x, y), levels[n % 3], kind="") for n, (x, y) in enumerate(spots))
    crowd = tuple(
        PersonDot(PersonId(f"{n}-{k}"), HouseholdId(f"{n}-{k // 3}"), PlaceCode(f"{n:04d}"), looks[(n + k) % 5])
        for n in range(places)
        for k in range(each)
    )
    islands = tuple(shelter(f"岛{n}", (x + 0.002, y + 0.002), n % 90) for n, (x, y) in enumerate(spots[:60]))
    return MapState(AT, 1, rows, islands, (), crowd)
