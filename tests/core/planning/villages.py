"""Small districts drawn by hand or at random, on a plain measured in metres from a corner at 116 E, 40 N."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from core.domain.pairing import PairRule, SoftRule
from core.domain.people import Helper, Mobility
from core.domain.places import Place, Position, Shelter, ShelterKind
from core.domain.plans import Objective
from core.domain.roads import Closure, Link, Node
from core.planning.case import Case, CaseMember, CaseParty

AT = datetime(2023, 7, 30, 12, 0, tzinfo=UTC)
AGES = (PairRule(SoftRule.AGE, carry=False, helper_age_to=65), PairRule(SoftRule.AGE, carry=True, helper_age_to=60))
_DEGREE_M = math.pi / 180 * 6_371_008.8


def nothing(_: float) -> None:
    """A listener to progress that does not listen."""


def never() -> bool:
    return False


def spot(x_m: float, y_m: float) -> Position:
    return Position(116 + x_m / (_DEGREE_M * math.cos(math.radians(40))), 40 + y_m / _DEGREE_M)


def node(name: str, x_m: float, y_m: float) -> Node:
    return Node(name, spot(x_m, y_m))


def link(name: str, start: str, end: str, minutes: float, **more: Any) -> Link:
    """A road that takes so many minutes on foot and a quarter of that by car."""
    return Link(name, start, end, minutes * 64.2, walk_s=minutes * 60, drive_s=minutes * 15, **more)


def place(code: str, x_m: float, y_m: float, town: str = "镇") -> Place:
    return Place(code, town, code, "village", spot(x_m, y_m))


def shelter(name: str, x_m: float, y_m: float, capacity: int, **more: Any) -> Shelter:
    return Shelter(name, name, "镇", ShelterKind.SAFETY_ISLAND, spot(x_m, y_m), capacity, **more)


def party(household: str, code: str, *mobility: Mobility, joins: str | None = None) -> CaseParty:
    members = tuple(CaseMember(f"{household}{code}-{i}", m) for i, m in enumerate(mobility))
    return CaseParty(household, code, members, joins)


def walkers(household: str, code: str, count: int) -> CaseParty:
    return party(household, code, *[Mobility.WALKS] * count)


def helper(name: str, code: str, **more: Any) -> Helper:
    facts = {"age": 40, "carries": 1, "max_load": 5, **more}
    return Helper(name, name, code, **facts)


def closed(road: str, start_min: float, end_min: float | None = None, **more: Any) -> Closure:
    end = None if end_min is None else AT + timedelta(minutes=end_min)
    return Closure(road, AT + timedelta(minutes=start_min), end, **more)


def case(
    nodes: Sequence[Node] = (),
    links: Sequence[Link] = (),
    places: Sequence[Place] = (),
    shelters: Sequence[Shelter] = (),
    parties: Sequence[CaseParty] = (),
    **more: Any,
) -> Case:
    facts: dict[str, Any] = {
        "at": AT,
        "revision": 7,
        "objective": Objective.EXPOSURE,
        "closures": (),
        "inside": (),
        "helpers": (),
        "due_households": frozenset(p.household for p in parties),
        "pair_rules": AGES,
        **more,
    }
    return Case(
        nodes=tuple(nodes),
        links=tuple(links),
        places=tuple(places),
        shelters=tuple(shelters),
        parties=tuple(parties),
        **facts,
    )


def after(minutes: float) -> datetime:
    return AT + timedelta(minutes=minutes)


def random_roads(rnd: Random, count: int, extra: int) -> tuple[list[Node], list[Link]]:
    """A connected network of `count` crossings with whole minutes per road; some one-way, some parallel."""
    nodes = [node(f"n{i}", 3000 * (i % 3), 3000 * (i // 3)) for i in range(count)]
    links = [link(f"t{i}", f"n{rnd.randrange(i)}", f"n{i}", rnd.randint(1, 9)) for i in range(1, count)]
    for i in range(extra):
        a, b = rnd.sample(range(count), 2)
        links.append(link(f"x{i}", f"n{a}", f"n{b}", rnd.randint(1, 9), oneway=rnd.random() < 0.3))
    return nodes, links


def random_closures(rnd: Random, links: Sequence[Link], count: int, reopening: bool) -> list[Closure]:
    """Closures at whole minutes, several per link, overlapping or not."""
    found = []
    for _ in range(count):
        start = rnd.randint(-5, 40)
        end = start + rnd.randint(1, 25) if reopening and rnd.random() < 0.7 else None
        found.append(closed(rnd.choice(links).id, start, end))
    return found


def random_case(rnd: Random, **more: Any) -> Case:
    """Villages and shelters at crossings and along roads, households of all kinds, helpers, closures, tight beds."""
    nodes, links = random_roads(rnd, rnd.randint(3, 7), rnd.randint(0, 4))
    where = {n.id: n.position for n in nodes}

    def along() -> Position:
        road, share = rnd.choice(links), rnd.choice([0.0, 0.25, 0.5, 1.0])
        a, b = where[road.from_node], where[road.to_node]
        return Position(a.lon + (b.lon - a.lon) * share, a.lat + (b.lat - a.lat) * share + rnd.choice([0, 0, 0.002]))

    places = [
        Place(f"v{i}", rnd.choice(["甲", "乙"]), f"v{i}", "village", along() if rnd.random() < 0.9 else None)
        for i in range(rnd.randint(1, 4))
    ]
    shelters = [
        Shelter(
            f"s{i}",
            f"s{i}",
            "甲",
            ShelterKind.HALL,
            along(),
            rnd.randint(0, 12),
            opens_after_min=rnd.choice([0, 0, 15]),
        )
        for i in range(rnd.randint(1, 3))
    ]
    kinds = [Mobility.WALKS] * 6 + [Mobility.SLOW, Mobility.WHEELCHAIR, Mobility.BEDRIDDEN]
    parties = [
        party(
            f"h{i}",
            rnd.choice(places).code,
            *[rnd.choice(kinds) for _ in range(rnd.randint(1, 4))],
            joins=rnd.choice([None, None, None, shelters[0].id]),
        )
        for i in range(rnd.randint(0, 8))
    ]
    helpers = [
        helper(
            f"z{i}",
            rnd.choice(places).code,
            age=rnd.randint(25, 70),
            carries=rnd.randint(0, 2),
            max_load=rnd.randint(0, 3),
            car_seats=rnd.choice([0, 0, 4]),
            night=rnd.random() < 0.8,
            household=rnd.choice([None, None, "h0", "k1", "k2"]),
        )
        for i in range(rnd.randint(0, 7))
    ]
    facts: dict[str, Any] = {
        "closures": tuple(random_closures(rnd, links, rnd.randint(0, 5), reopening=rnd.random() < 0.5)),
        "inside": tuple((s.id, rnd.randint(0, 3)) for s in shelters if rnd.random() < 0.3),
        "helpers": tuple(helpers),
        "night": rnd.random() < 0.5,
        "objective": rnd.choice(list(Objective)),
        **more,
    }
    return case(nodes, links, places, shelters, parties, **facts)
