"""How long plans take: a town, the built-in district, a large district; and a replan beside its full plan.

    python -m pytest tests/benchmarks/test_planning_speed.py --benchmark-only

Budgets (2 cores, medians): town 0.5 s, large district 5 s, built-in district well under 1 s, replan a quarter of that.
"""

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from core.domain.people import Mobility
from core.domain.places import Place, Position, Shelter, ShelterKind
from core.domain.roads import Link, Node, SpeedFactor
from core.planning.case import Case, CaseParty
from core.planning.checks import violations
from core.planning.planner import make_plan
from core.planning.replan import replan
from tests.core.planning.villages import case, closed, helper, never, node, nothing, party

_PACK = Path(__file__).parents[2] / "resources" / "mentougou"
_SPEEDS = (
    SpeedFactor("slow", "*", "*", 1.4),
    SpeedFactor("wheelchair", "*", "*", 1.6),
    SpeedFactor("bedridden", "*", "*", 2.0),
)


def households(rnd: Random, places: list[Place], persons: int) -> list[CaseParty]:
    found: list[CaseParty] = []
    left = persons
    while left > 0:
        size = min(left, rnd.choice([1, 1, 2, 2, 2, 3, 3, 4, 5]))
        members = [rnd.choices(list(Mobility), [80, 15, 3, 2])[0] for _ in range(size)]
        found.append(party(f"h{len(found):05}", rnd.choice(places).code, *members))
        left -= size
    return found


def helpers(rnd: Random, places: list[Place], count: int) -> tuple[Any, ...]:
    return tuple(
        helper(
            f"z{i:04}",
            rnd.choice(places).code,
            age=rnd.randint(25, 66),
            carries=rnd.randint(0, 2),
            max_load=rnd.randint(2, 6),
            car_seats=rnd.choice([0, 0, 4]),
            night=rnd.random() < 0.85,
        )
        for i in range(count)
    )


def grid(places: int, persons: int, shelters: int, nodes: int) -> Case:
    """Villages along a grid of valleys with few ways across, beds for 1.2 times the people."""
    rnd = Random(5)
    width = round(nodes**0.5)
    spots = [node(f"n{i:05}", 400 * (i % width) + rnd.uniform(-90, 90), 400 * (i // width)) for i in range(nodes)]
    links = []
    for i in range(nodes):
        for j in (i + 1, i + width):
            if j < nodes and (j != i + 1 or j % width) and (j == i + 1 or rnd.random() < 0.35 or i % width == 0):
                links.append(Link(f"l{len(links):05}", spots[i].id, spots[j].id, rnd.uniform(400, 700)))
    beds = round(persons * 1.2 / shelters) + 1
    villages = [Place(f"p{i:03}", f"t{i % 13}", "", "village", rnd.choice(spots).position) for i in range(places)]
    halls = [
        Shelter(f"s{i:03}", "", "", ShelterKind.SAFETY_ISLAND, rnd.choice(spots).position, beds)
        for i in range(shelters)
    ]
    closures = tuple(closed(rnd.choice(links).id, rnd.uniform(0, 400)) for _ in range(12))
    return case(
        spots,
        links,
        villages,
        halls,
        households(rnd, villages, persons),
        closures=closures,
        helpers=helpers(rnd, villages, persons // 6),
        speeds=_SPEEDS,
    )


def built_in(persons: int) -> Case:
    """The built-in district with a drawn register; ten roads close on the way."""
    rnd = Random(6)

    def rows(name: str) -> list[dict[str, str]]:
        with (_PACK / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def spot(row: dict[str, str]) -> Position:
        return Position(float(row["lon"]), float(row["lat"]))

    places = [
        Place(r["code"], r["town"], r["name"], r["kind"], spot(r) if r["lon"] else None) for r in rows("places.csv")
    ]
    links = [
        Link(
            r["link"],
            r["from_node"],
            r["to_node"],
            float(r["length_m"]),
            via=tuple(Position(*map(float, p.split(","))) for p in (r.get("via_lon_lat") or "").split()),
        )
        for r in rows("road_links.csv")
    ]
    shelters = [
        Shelter(
            r["id"],
            r["name"],
            r["town"],
            ShelterKind.SAFETY_ISLAND,
            spot(r),
            int(r["capacity"]) // 3,
            opens_after_min=int(r["opens_after_min"] or 0),
        )
        for r in rows("shelters.csv")
    ]
    placed = [p for p in places if p.position is not None]
    closures = tuple(closed(rnd.choice(links).id, rnd.uniform(-60, 240)) for _ in range(10))
    return case(
        [Node(r["node"], spot(r)) for r in rows("road_nodes.csv")],
        links,
        places,
        shelters,
        households(rnd, placed, persons),
        closures=closures,
        helpers=helpers(rnd, placed, 900),
        speeds=_SPEEDS,
    )


CASES = {
    "town": lambda: grid(25, 1_500, 12, 600),
    "built-in": lambda: built_in(3_000),
    "large": lambda: grid(300, 20_000, 200, 15_000),
}


@pytest.mark.parametrize("name", CASES)
def test_plan(benchmark: Any, name: str) -> None:
    drawn = CASES[name]()
    plan = benchmark.pedantic(make_plan, (drawn, nothing, never), rounds=5)
    benchmark.extra_info.update(due=plan.due, served=plan.served, gap=plan.gap, steps=plan.steps)
    assert violations(drawn, plan) == ()
    assert plan.gap <= 0.005


@pytest.mark.parametrize("name", CASES)
def test_replan_after_one_closure(benchmark: Any, name: str) -> None:
    drawn = CASES[name]()
    standing = make_plan(drawn, nothing, never)
    used = Counter(link for move in standing.moves for link in move.route.links)
    road = sorted(used, key=lambda link: (-used[link], link))[len(used) // 4]
    changed = replace(drawn, standing=standing, closures=(*drawn.closures, closed(road, 0)))
    answer = benchmark.pedantic(replan, (changed, nothing, never), rounds=5)
    benchmark.extra_info.update(touched=len(answer.touched), moved=len(answer.moved_for_them), kept=answer.kept)
    assert violations(changed, answer.plan) == ()
