"""The whole night of 23·7 on the built-in district, without a window: rain, orders, plans, arrivals, closing roads.

A drill played by a seeded duty officer. Each hour: what the rain has triggered is ordered, who is newly due is planned
and called, who was planned to arrive is checked in but for a seeded share, and where a road closes, the plan follows.
"""

import json
import random
import time
from argparse import Namespace
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core.domain.events import Evidence, Outcome, Step
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, LinkId, PersonId
from core.domain.plans import Move, Plan, Replan, Shortfall, ShortfallRule
from core.domain.standing import Class
from core.exchange.packs import read_pack
from core.operations.closures import close_link
from core.operations.drills import set_clock, set_replay
from core.operations.field import away, call, check_in, refuse, step, unreachable
from core.operations.files import new_file
from core.operations.orders import order, set_level
from core.operations.plans import adopt_plan, adopt_replan
from core.planning.planner import make_plan
from core.planning.prepared import PreparedRoads
from core.planning.replan import least_change
from core.queries.night import Night, night
from core.queries.planning_case import planning_case
from core.queries.rain import triggered
from core.queries.roads import closures_known
from core.queries.roll import class_lists, roll_report
from core.queries.shelters import shelter_board
from core.queries.timing import BEIJING
from core.queries.verification import verify
from core.resources import resource
from core.store.database import Store, open_store
from core.store.people import helpers
from desktop.commands.planning import never, silent
from desktop.commands.results import finding_result, local, plan_result
from desktop.surroundings import seeded_surroundings

START = datetime(2023, 7, 29, 20, tzinfo=BEIJING)
END = datetime(2023, 8, 1, 8, tzinfo=BEIJING)
PICTURES = {
    datetime(2023, 7, 30, 12, tzinfo=BEIJING): "map-1-rain.png",
    datetime(2023, 7, 30, 18, tzinfo=BEIJING): "map-2-orders.png",
    datetime(2023, 7, 30, 21, tzinfo=BEIJING): "map-3-closed.png",
    datetime(2023, 7, 31, 12, tzinfo=BEIJING): "map-4-flood.png",
}
# Roads that the drill cuts by hand: G109 first, then two more, each with another way left for those behind it.
CUTS = {
    datetime(2023, 7, 30, 18, tzinfo=BEIJING): LinkId("11"),
    datetime(2023, 7, 30, 20, tzinfo=BEIJING): LinkId("152"),
    datetime(2023, 7, 30, 23, tzinfo=BEIJING): LinkId("69"),
}
OFFICER = "演练值班员"
LATE = timedelta(hours=2)
FOUND_AFTER = timedelta(hours=4)
LED_OUT = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Share of households that, when their hour comes, do not simply arrive."""

    refuses: float = 0.02
    no_answer: float = 0.02
    away: float = 0.01
    late: float = 0.06


@dataclass
class Actors:
    """What the seeded households have decided; drawn once each, in plan order."""

    rng: random.Random
    behaviour: Behaviour = field(default_factory=Behaviour)
    mood: dict[HouseholdId, str] = field(default_factory=dict)
    left: dict[HouseholdId, datetime] = field(default_factory=dict)

    def decide(self, household: HouseholdId) -> str:
        if household not in self.mood:
            share = self.rng.random()
            for mood in ("refuses", "no_answer", "away", "late"):
                share -= getattr(self.behaviour, mood)
                if share < 0:
                    break
            else:
                mood = "comes"
            self.mood[household] = mood
        return self.mood[household]


def run_demo(arguments: Namespace) -> dict[str, Any]:
    """Live the night into a folder; returns the summary."""
    began = time.perf_counter()
    out = _empty_folder(Path(arguments.out))
    clock = [START]
    around = seeded_surroundings(arguments.seed, lambda: clock[0])
    path = out / "night.daolian"
    new_file(
        path,
        read_pack(resource("mentougou")),
        around,
        drill=True,
        plain=True,
        passphrase=None,
        sample=True,
        at=START,
        operator=OFFICER,
    )
    store = open_store(path, around)
    try:
        summary = _live(store, clock, Actors(random.Random(arguments.seed)), out, pictures=not arguments.no_pictures)  # noqa: S311
    finally:
        store.close()
    summary["seconds"] = round(time.perf_counter() - began, 2)
    _write(out / "summary.json", summary)
    return summary


def _empty_folder(out: Path) -> Path:
    if out.exists() and not out.is_dir():
        raise Refusal(Rule.NOT_A_FOLDER, {"folder": str(out)})
    if out.is_dir() and any(out.iterdir()):
        raise Refusal(Rule.DIR_NOT_EMPTY, {"folder": str(out)})
    out.mkdir(parents=True, exist_ok=True)
    return out


def _live(store: Store, clock: list[datetime], actors: Actors, out: Path, *, pictures: bool) -> dict[str, Any]:
    set_replay(store, name="23-7", options={}, at=START, operator=OFFICER)
    set_level(store, level="一级", scope="全区", issuer="区防汛抗旱指挥部", at=START, operator=OFFICER)
    steps, largest, seen = [], None, set[tuple[LinkId, datetime]]()
    roads = PreparedRoads()
    now = START
    while now <= END:
        clock[0] = now
        with store.transaction():  # an hour of entries goes to the disk at once: nobody waits for one of them here
            set_clock(store, at=now, operator=OFFICER)
            _arrivals(store, actors, now)
            _order_what_triggered(store, now)
        adopted = _plan_the_newly_due(store, now, roads)
        replans = _close_roads(store, now, seen, roads)
        with store.transaction():
            _call_helpers(store, actors, now)
            _leave_doors(store, actors, now)
        if adopted is not None and (largest is None or len(adopted.moves) > len(largest.moves)):
            largest = adopted
        steps.append(_step(store, now, replans))
        if pictures and now in PICTURES:
            _picture(store, now, out / PICTURES[now])
        now += timedelta(hours=1)
    final = night(store).adopted
    violations = [finding_result(finding) for finding in verify(store)]
    if largest is not None:
        _write(out / "plan.json", plan_result(largest, helpers(store), seconds=False))
    _write(out / "roll.json", {"at": local(END), **roll_report(store, None)})
    return {
        "steps": steps,
        "shortfall": [
            {"household": s.household, "persons": len(s.persons), "rule": s.rule.value}
            for s in (final.plan.shortfall if final else ())
        ],
        "violations": violations,
    }


def _order_what_triggered(store: Store, now: datetime) -> None:
    levels = night(store).levels
    proposed = {
        place: level
        for place, level in triggered(store, now).items()
        if level.rank > levels.get(place, Trigger.NONE).rank
    }
    for level in (Trigger.PREPARE, Trigger.GO):
        places = tuple(place for place, wanted in proposed.items() if wanted is level)
        if places:
            order(store, places=places, level=level, at=now, operator=OFFICER)


def _plan_the_newly_due(store: Store, now: datetime, roads: PreparedRoads) -> Plan | None:
    """Plan whoever is due and not yet in the standing plan; the others keep what they were told."""
    known = night(store)
    waiting = {p for p in known.due if known.standing(p).class_ not in (Class.MOVED, Class.AWAY)}
    planned = _planned(known.adopted.plan) if known.adopted else set()
    if not waiting - planned:
        return None
    case = planning_case(store, now, ordered_only=True)
    if known.adopted is None:
        plan = make_plan(case, silent, never, roads)
        adopt_plan(store, plan=plan, at=now, operator=OFFICER, reason="order")
        return plan
    answer = least_change(case, silent, never, roads)
    adopt_replan(store, replan=answer, at=now, operator=OFFICER, reason="order")
    return answer.plan


def _planned(plan: Plan) -> set[PersonId]:
    served = {person for move in plan.moves for person in move.persons}
    return served | {person for short in plan.shortfall for person in short.persons}


def _close_roads(
    store: Store, now: datetime, seen: set[tuple[LinkId, datetime]], roads: PreparedRoads
) -> list[dict[str, Any]]:
    """Close what the drill cuts at this hour, take note of what the storm's own timeline reports, and follow both."""
    replans = []
    for closure in closures_known(store, now):
        if (closure.link, closure.start) not in seen:
            seen.add((closure.link, closure.start))
            replans.append(_follow(store, closure.link, now, roads))
    if now in CUTS:
        close_link(store, link=CUTS[now], start=now, at=now, operator=OFFICER, source="演练断路")
        seen.add((CUTS[now], now))
        replans.append(_follow(store, CUTS[now], now, roads))
    return [entry for entry in replans if entry is not None]


def _follow(store: Store, link: LinkId, now: datetime, roads: PreparedRoads) -> dict[str, Any] | None:
    if night(store).adopted is None:
        return None
    case = planning_case(store, now, ordered_only=True)
    answer: Replan = least_change(case, silent, never, roads)  # nobody is there to choose between two plans
    adopt_replan(store, replan=answer, link=link, at=now, operator=OFFICER, reason="closure")
    return {"link": link, "changed": len({*answer.touched, *answer.moved_for_them}), "kept": answer.kept}


def _call_helpers(store: Store, actors: Actors, now: datetime) -> None:
    """A角 is called once for every household that the plan newly holds; who stays silent is tried at B角."""
    known = night(store)
    plan = known.adopted.plan if known.adopted else None
    parties: list[Move | Shortfall] = [*plan.moves, *plan.shortfall] if plan else []
    for party in parties:
        waiting = tuple(p for p in party.persons if known.standing(p).tries == 0 and p in known.due)
        if not waiting:
            continue
        silent_house = actors.decide(party.household) == "no_answer"
        outcome = Outcome.NONE if silent_house else Outcome.ANSWERED
        call(store, person=waiting[0], also=waiting[1:], to="A", outcome=outcome, at=now, operator=OFFICER)
        if silent_house:
            call(store, person=waiting[0], also=waiting[1:], to="B", outcome=Outcome.OFF, at=now, operator=OFFICER)


def _leave_doors(store: Store, actors: Actors, now: datetime) -> None:
    """Whoever was to leave by now has left, if he decided to come: the plan never assumes it, an entry says it."""
    known = night(store)
    for move in known.adopted.plan.moves if known.adopted else ():
        if move.depart > now or actors.decide(move.household) not in ("comes", "late"):
            continue
        if actors.mood[move.household] == "late" and now < move.depart + LATE:
            continue
        going = tuple(p for p in move.persons if known.standing(p).steps[-1:] == (Step.ANSWERED,) and p in known.due)
        if going:
            left = max(move.depart, now - timedelta(hours=1))
            actors.left[move.household] = left
            for step_ in (Step.REACHED, Step.OUT):
                step(store, person=going[0], also=going[1:], step=step_, at=left, operator=OFFICER)


def _arrivals(store: Store, actors: Actors, now: datetime) -> None:
    """Check in whoever has left and had time to arrive; write down who refuses, is away or cannot be reached."""
    known = night(store)
    for move in sorted(known.adopted.plan.moves if known.adopted else (), key=lambda m: (m.arrive, m.household)):
        waiting = tuple(p for p in move.persons if p in known.due and known.standing(p).class_ is Class.NOT_MOVED)
        mood = actors.decide(move.household)
        if not waiting or move.depart > now:
            continue
        if mood == "refuses":
            refuse(store, persons=waiting, at=now, operator=OFFICER, evidence=Evidence.SEEN)
        elif mood == "away":
            away(store, persons=waiting, at=now, operator=OFFICER, evidence=Evidence.PHONE_HELPER)
        elif mood == "no_answer":
            unreachable(store, persons=waiting, at=now, operator=OFFICER)
        elif move.household in actors.left:
            arrive = max(move.depart, actors.left[move.household]) + (move.arrive - move.depart)
            if arrive <= now:
                # Dated within the hour just lived: an earlier date would change what the last step has said.
                noted = max(arrive, now - timedelta(minutes=59))
                check_in(store, persons=waiting, place=move.shelter, at=noted, operator=OFFICER)
    _led_out_by_helpers(store, actors, now)
    _found_after_all(store, now)


def _led_out_by_helpers(store: Store, actors: Actors, now: datetime) -> None:
    """Villages that are not on the map have no planned way; their helpers bring them to an island of the town, and
    the desk writes down who came."""
    known = night(store)
    called = (
        {short: _answered_long_ago(known, short, now) for short in known.adopted.plan.shortfall}
        if known.adopted
        else {}
    )
    if not any(called.values()):
        return
    board = shelter_board(store, None, now)
    free = {row.shelter.id: row.free - row.coming for row in board}
    for short, persons in called.items():
        if not persons or actors.decide(short.household) != "comes":
            continue
        town = known.places[short.place].town
        near = sorted(board, key=lambda row: row.shelter.town != town)
        island = next((row.shelter.id for row in near if free[row.shelter.id] >= len(persons)), None)
        if island is not None:
            free[island] -= len(persons)
            check_in(store, persons=persons, place=island, at=now, operator=OFFICER, evidence=Evidence.SLIP)


def _answered_long_ago(known: Night, short: Shortfall, now: datetime) -> tuple[PersonId, ...]:
    """Who is due in a household off the map that has answered its helper long enough ago; nobody of any other."""
    standing = {p: known.standing(p) for p in short.persons if p in known.due}
    answered = [stands.last_at for stands in standing.values() if stands.steps[-1:] == (Step.ANSWERED,)]
    if short.rule is not ShortfallRule.NO_POSITION or len(answered) < len(standing) or not answered:
        return ()
    return tuple(standing) if min(filter(None, answered)) <= now - LED_OUT else ()


def _found_after_all(store: Store, now: datetime) -> None:
    """Half of those whom nobody could reach turn up at the shelter some hours later, by themselves."""
    known = night(store)
    for move in known.adopted.plan.moves if known.adopted else ():
        lost = tuple(
            p
            for p in move.persons
            if known.standing(p).class_ is Class.UNREACHABLE and (known.standing(p).since or now) <= now - FOUND_AFTER
        )
        if lost and int(lost[0][:2], 16) % 2:
            check_in(store, persons=lost, place=move.shelter, at=now, operator=OFFICER)


def _step(store: Store, now: datetime, replans: list[dict[str, Any]]) -> dict[str, Any]:
    known = night(store)
    ordered = Counter(known.levels.values())
    lists = class_lists(known)
    return {
        "time": local(now),
        "prepare": ordered[Trigger.PREPARE],
        "go": ordered[Trigger.GO],
        **{name: len(ids) for name, ids in lists.items()},
        "replans": replans,
    }


def _picture(store: Store, now: datetime, path: Path) -> None:
    from desktop.commands.pictures import draw_map

    draw_map(store, now, path, scope=None)


def _write(path: Path, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
