"""Tables are nothing but the folded journal: whatever was done, in whatever order, rebuilding gives the same rows."""

import random
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.duplicates import subject_pair
from core.domain.entries import OffReason
from core.domain.events import Evidence, Outcome, Step
from core.domain.findings import Refusal
from core.domain.harm import Harm
from core.domain.hazards import Trigger
from core.domain.helping import Out
from core.domain.ids import HelperId, HouseholdId, LinkId, PersonId, PlaceCode, ShelterId, VehicleId
from core.domain.orders import RESPONSE_LEVELS
from core.domain.people import Mobility, Role
from core.domain.plans import Mode, Move, Replan, Route
from core.domain.relief import Cause, Group, Onward
from core.domain.rooms import Bed
from core.domain.situation import ReportKind
from core.domain.supplies import ITEMS
from core.exchange.shelter_rules import return_rules
from core.operations import field, links, register, rooms
from core.operations.closing import close_incident
from core.operations.closures import close_link, open_link
from core.operations.drills import set_clock, set_replay
from core.operations.duty import hand_over, note_duty
from core.operations.files import import_drafts, people_of
from core.operations.helping import come_back, drop_out, lock_pair, send_squad, sortie, unlock_pair
from core.operations.institutions import count_heads, edit_institution, explain, move_heads
from core.operations.orders import decline, lift, order, set_level
from core.operations.people import add_person, reveal
from core.operations.plans import adopt_replan, told
from core.operations.relief import decline_relief, order_relief
from core.operations.returning import note_peak, order_return, return_home, sign_inspection, went_back
from core.operations.rules import set_rule
from core.operations.shelters import add_shelter, close_shelter, count_stock, open_shelter, tick, untick
from core.operations.situation import report_upward
from core.operations.undo import void
from core.operations.vehicles import break_down, drive_again
from core.store.database import Store, open_store
from core.store.helping import absences
from core.store.people import card_codes_taken, helpers, people
from core.store.shelters import persons_inside, ticks
from core.store.standings import standings
from tests.core.planning.hand_plans import EMPTY
from tests.factories import make_file, minute, surroundings, write_pack

OPERATORS = ("张值班", "李值班", "")


class Desk:
    """Somebody who presses every key there is. A refusal is an answer like any other."""

    def __init__(self, store: Store, draws: random.Random, keys: "Keys | None" = None) -> None:
        self.store, self.draws, self.n = store, draws, 0
        self._keys = KEYS if keys is None else keys

    def press(self) -> None:
        self.n += 1
        with suppress(Refusal):
            self.draws.choice(self._keys)(
                self, {"at": minute(self.draws.randint(-60, 60)), "operator": self.operator()}
            )

    def operator(self) -> str:
        return self.draws.choice(OPERATORS)

    def person(self) -> PersonId:
        rows = self.store.connection.execute("select id from people order by id").fetchall()
        return PersonId(self.draws.choice(rows)[0])

    def helper(self) -> HelperId:
        rows = self.store.connection.execute("select id from helpers order by id").fetchall()
        return HelperId(self.draws.choice(rows)[0])

    def persons(self) -> tuple[PersonId, ...]:
        return tuple({self.person() for _ in range(self.draws.randint(1, 3))})

    def shelter(self) -> str:
        return self.draws.choice(("S1", "S2"))

    def places(self) -> tuple[PlaceCode, ...]:
        return tuple(PlaceCode(code) for code in self.draws.sample(("P1", "P2", "P3"), self.draws.randint(1, 3)))

    def link(self) -> LinkId:
        return LinkId(f"L{self.draws.randint(1, 8)}")

    def level(self) -> Trigger:
        return self.draws.choice((Trigger.PREPARE, Trigger.GO))


def _onward(desk: Desk) -> tuple[Onward, ...]:
    person = desk.person()
    return (Onward(Group(HouseholdId(f"H{desk.draws.randint(1, 4)}"), (person,)), ShelterId(desk.shelter())),)


def _close_shelter(desk: Desk, said: dict[str, Any]) -> None:
    shelter = ShelterId(desk.shelter())
    people, onward = len(persons_inside(desk.store, shelter)), _onward(desk)
    close_shelter(desk.store, shelter=shelter, people=people, onward=onward, **said)


def _untick(desk: Desk, said: dict[str, Any]) -> None:
    """Untick something; where nothing is ticked it is ticked first."""
    done = ticks(desk.store).get(ShelterId("S1"), {})
    if not done:
        tick(desk.store, shelter=ShelterId("S1"), item="plates", who="示老师", **said)
    else:
        untick(desk.store, shelter=ShelterId("S1"), item=desk.draws.choice(sorted(done)), **said)


def _lets_home(desk: Desk, said: dict[str, Any]) -> None:
    """What the gate still lacks is done first, so that some get home."""
    place = PlaceCode(desk.draws.choice(("P1", "P2", "P3")))
    late = {**said, "at": said["at"] + timedelta(days=2)}
    for role in [signer.role for signer in return_rules().signers]:
        sign_inspection(desk.store, place=place, role=role, name="示查验", clear=True, **late)
    with suppress(Refusal):
        order_return(desk.store, places=(place,), **late)
    return_home(desk.store, persons=desk.persons(), household=desk.n % 2 > 0, **late)


def _import(desk: Desk, said: dict[str, Any]) -> None:
    class Row:
        household, name, place, mobility = HouseholdId("H9"), f"曾示{desk.n}", PlaceCode("P1"), Mobility.WALKS
        hazards = needs = ledger = ()
        id_number = phone = birth = sex = address = ""

    made = people_of([Row()], desk.store.around.draw, card_codes_taken(desk.store))
    desk.store.record(import_drafts("people", made, **said))


def _adopt(desk: Desk, said: dict[str, Any]) -> None:
    """A plan that sends everybody to one shelter; now and then somebody gave way for another."""
    move = Move(
        HouseholdId("H1"), (), PlaceCode("P1"), ShelterId(desk.shelter()), Mode.WALK, minute(0), minute(9), None,
        Route((), 9.0, 500.0),
    )  # fmt: skip
    plan = replace(EMPTY, revision=desk.store.journal.revision, moves=(move,))
    gave_way = (HouseholdId("H2"),) if desk.n % 2 else ()
    adopt_replan(desk.store, replan=Replan(plan, (), gave_way, 0, ()), **said)


def _void(desk: Desk, said: dict[str, Any]) -> None:
    void(desk.store, event=desk.draws.choice(list(desk.store.journal.all())[-6:]).id, **said)


def _close(desk: Desk, said: dict[str, Any]) -> None:
    start = desk.draws.randint(0, 90)
    until = minute(start + desk.draws.randint(0, 60)) if desk.draws.random() < 0.5 else None
    close_link(desk.store, link=desk.link(), start=minute(start), until=until, source="桥上说的", **said)


def _inside(desk: Desk) -> tuple[PersonId, str]:
    """Somebody who is in a shelter."""
    stands = standings(desk.store)
    known = [(one, claim) for one in sorted(stands) for claim in stands[one].claims]
    there = [(one, claim.place or "") for one, claim in known if claim.class_ == "moved"]
    if not there:
        person = desk.person()
        field.check_in(desk.store, persons=(person,), place="S1", at=minute(0), operator="")
        return person, "S1"
    person, place = desk.draws.choice(there)
    if place not in ("S1", "S2"):
        field.check_in(desk.store, persons=(person,), place="S1", at=minute(0), operator="")
    return person, place if place in ("S1", "S2") else "S1"


def _bed(desk: Desk, said: dict[str, Any]) -> None:
    person, place = _inside(desk)
    rooms.give_beds(desk.store, shelter=place, beds={person: Bed(f"{place}-01", desk.draws.randint(1, 9))}, **said)


def _step_out(desk: Desk, said: dict[str, Any]) -> None:
    person, place = _inside(desk)
    rooms.step_out(desk.store, persons=(person,), shelter=place, back_by=minute(300), **said)


def _put_back(desk: Desk, said: dict[str, Any]) -> None:
    if desk.draws.random() < 0.5:
        register.take_off(desk.store, person=desk.person(), reason="moved_away", **said)
    gone = desk.store.connection.execute("select id from people where off != '' order by id").fetchall()
    register.put_back(desk.store, person=desk.draws.choice(gone)[0] if gone else desk.person(), **said)


def _part(desk: Desk, said: dict[str, Any]) -> None:
    """Undo a link of somebody; where nobody is linked two are linked first."""
    linked = desk.store.connection.execute(
        "select subject from facts where kind = 'linked' order by subject"
    ).fetchall()
    if not linked:
        links.link(desk.store, one=desk.person(), other=desk.person(), **said)
    else:
        one, other = subject_pair(desk.draws.choice(linked)[0])
        links.unlink(desk.store, one=one, other=other, **said)


def _helper(desk: Desk) -> HelperId:
    rows = desk.store.connection.execute("select id from helpers order by id").fetchall()
    return HelperId(desk.draws.choice(rows)[0])


def _lock(desk: Desk, said: dict[str, Any]) -> None:
    household, role = HouseholdId(f"H{desk.draws.randint(1, 4)}"), desk.draws.choice(list(Role))
    lock_pair(desk.store, household=household, helper=_helper(desk), role=role, **said)


def _lock_first(store: Store, role: Role) -> None:
    """H1 and one of those who are not out, a different one for each part."""
    able = [helper for helper in sorted(helpers(store)) if helper not in absences(store)]
    mine = able[list(Role).index(role)]
    lock_pair(store, household=HouseholdId("H1"), helper=mine, role=role, at=minute(0), operator="")


def _out(desk: Desk) -> str:
    """Somebody who went out; where nobody did, a helper who then does."""
    gone = desk.store.connection.execute("select responder from sorties order by responder").fetchall()
    return str(desk.draws.choice(gone)[0]) if gone else str(_helper(desk))


VAN, CAR = VehicleId("C1"), VehicleId("C2")
NO_FIGURES = {
    "total": {}, "towns": {}, "places": {}, "desks_heard": 1, "desks": 1, "differences": 0, "revision": 0
}  # fmt: skip
Keys = tuple[Callable[[Desk, dict[str, Any]], object], ...]
KEYS: Keys = (
    lambda d, s: field.call(
        d.store, person=d.person(), outcome=d.draws.choice(list(Outcome)), to=d.draws.choice("AB"), note="记一句", **s
    ),
    lambda d, s: field.step(d.store, person=d.person(), step=d.draws.choice(list(Step)), **s),
    lambda d, s: field.check_in(d.store, persons=d.persons(), place=d.shelter(), housed=d.draws.random() < 0.5, **s),
    lambda d, s: field.leave(d.store, persons=d.persons(), **s),
    lambda d, s: field.leave(d.store, persons=d.persons(), to=d.shelter(), **s),
    lambda d, s: field.check_in(d.store, persons=d.persons(), place=d.draws.choice(("relatives", "host")), **s),
    _bed,
    _step_out,
    lambda d, s: field.refuse(d.store, persons=d.persons(), reason="舍不得羊", **s),
    lambda d, s: note_duty(d.store, text=f"第 {d.n} 件事", **s),
    lambda d, s: hand_over(d.store, to="王接班", open_items={"refused": d.n}, **s),
    lambda d, s: close_incident(d.store, erase_at=minute(9000), confirm=d.store.incident.title, **s),
    lambda d, s: field.unreachable(d.store, persons=d.persons(), evidence=Evidence.HEARSAY, **s),
    lambda d, s: field.away(d.store, persons=d.persons(), **s),
    lambda d, s: order(d.store, places=d.places(), level=d.level(), **s),
    lambda d, s: lift(d.store, places=d.places(), **s),
    lambda d, s: decline(d.store, places=d.places(), level=d.level(), reason="雨要停了", **s),
    lambda d, s: set_level(
        d.store, level=d.draws.choice(RESPONSE_LEVELS), scope=d.draws.choice(("全区", "练习镇")), issuer="指挥部", **s
    ),
    _close,
    lambda d, s: open_link(d.store, link=d.link(), **s),
    lambda d, s: open_shelter(d.store, shelter=ShelterId(d.shelter()), **s),
    _close_shelter,
    lambda d, s: add_shelter(d.store, name=f"示村委会{d.n}", place=d.places()[0], beds=d.draws.randint(1, 60), **s),
    lambda d, s: count_stock(
        d.store, shelter=ShelterId(d.shelter()), item=d.draws.choice(ITEMS), amount=d.draws.randint(0, 900), **s
    ),
    lambda d, s: tick(d.store, shelter=ShelterId(d.shelter()), item=d.draws.choice(("water", "desk")), **s),
    _untick,
    lambda d, s: order_relief(d.store, shelter=ShelterId(d.shelter()), onward=_onward(d), **s),
    lambda d, s: decline_relief(
        d.store, shelter=ShelterId(d.shelter()), cause=d.draws.choice(list(Cause)), reason="车没到", **s
    ),
    lambda d, s: note_peak(d.store, place=d.places()[0], peak=minute(-90), **s),
    lambda d, s: sign_inspection(
        d.store,
        place=d.places()[0],
        role=d.draws.choice([signer.role for signer in return_rules().signers]),
        name="示查验",
        clear=d.draws.random() < 0.7,
        **s,
    ),
    lambda d, s: went_back(d.store, persons=d.persons(), send=_helper(d) if d.n % 2 else None, note="回去喂羊", **s),
    _lets_home,
    lambda d, s: add_person(d.store, name=f"过路{d.n}", place=d.draws.choice(("S1", "S2", "P3")), **s),
    lambda d, s: reveal(d.store, person=d.person(), field="phone", **s),
    lambda d, s: set_clock(d.store, **s),
    lambda d, s: set_replay(d.store, name="23-7", options={}, **s),
    lambda d, s: told(d.store, household=HouseholdId("H1"), **s),
    lambda d, s: register.edit(d.store, person=d.person(), field="phone", text=f"6984{d.n % 10000:04d}", **s),
    lambda d, s: register.edit(d.store, person=d.person(), field="hazards", text=d.draws.choice(("危房", "")), **s),
    lambda d, s: register.edit(d.store, person=d.person(), field="household", text=d.draws.choice(("H1", "H2")), **s),
    lambda d, s: register.edit(d.store, person=d.person(), field="name", text="曾示新", **s),
    lambda d, s: register.edit_helper(d.store, helper=d.helper(), field="phone", text="69840000", **s),
    lambda d, s: register.enter_person(d.store, fields={"name": "新来示", "place": "P2", "household": "H3"}, **s),
    lambda d, s: register.take_off(d.store, person=d.person(), reason=d.draws.choice(list(OffReason)), **s),
    lambda d, s: register.take_helper_off(d.store, helper=d.helper(), reason="moved_away", **s),
    _put_back,
    lambda d, s: register.confirm(d.store, persons=(d.person(), d.helper()), what=("phone", "entry"), **s),
    lambda d, s: links.link(d.store, one=d.person(), other=d.person(), **s),
    lambda d, s: links.differ(d.store, one=d.person(), other=d.person(), **s),
    _part,
    lambda d, s: count_heads(d.store, institution="I1", heads=d.draws.randint(9, 30), cannot_walk=d.n % 9, **s),
    lambda d, s: move_heads(d.store, institution="I1", moved=d.draws.randint(0, 9), **s),
    lambda d, s: explain(d.store, institution="I1", reason="在高处", **s),
    lambda d, s: edit_institution(d.store, institution="I1", field="capacity", text="40", **s),
    _import,
    _lock,
    lambda d, s: unlock_pair(
        d.store, household=HouseholdId(f"H{d.draws.randint(1, 4)}"), role=d.draws.choice(list(Role)), **s
    ),
    lambda d, s: drop_out(d.store, helper=_helper(d), reason="脚崴了", **s),
    lambda d, s: come_back(d.store, helper=_helper(d), **s),
    lambda d, s: break_down(d.store, vehicle=d.draws.choice((VAN, CAR)), note="水泡了", **s),
    lambda d, s: drive_again(d.store, vehicle=d.draws.choice((VAN, CAR)), **s),
    lambda d, s: field.harm(d.store, persons=d.persons(), harm=d.draws.choice(list(Harm)), note="崴了脚", **s),
    lambda d, s: sortie(d.store, responder=_helper(d), state=Out.OUT, place="P1", **s),
    lambda d, s: sortie(d.store, responder=_out(d), state=d.draws.choice(list(Out)), **s),
    lambda d, s: send_squad(d.store, name=f"示例队{d.n}", heads=d.draws.randint(1, 30), place="S1", **s),
    lambda d, s: set_rule(d.store, rule="answer", scope="go", value=d.draws.choice((3, 8, None)), source="镇里定", **s),
    lambda d, s: report_upward(
        d.store,
        scope=d.draws.choice(("*", "练习镇")),
        kind=d.draws.choice(list(ReportKind)),
        figures=NO_FIGURES,
        text="稿",
        spoken="念",
        **s,
    ),
    _void,
    _void,
    _void,
)
# Those plans are made by nobody who computes: no check would pass them.
WITH_PLANS: Keys = (*KEYS, _adopt)


def _every_rebuild_is_the_same(path: Path, seed: int, presses: int) -> None:
    with closing(open_store(path, surroundings(seed % 97))) as store:
        desk = Desk(store, random.Random(seed), WITH_PLANS)
        for n in range(presses):
            desk.press()
            if n % 10 == 9 or n == presses - 1:
                incremental = store.dump()
                store.rebuild()
                assert store.dump() == incremental, f"seed {seed}, press {n}"


@pytest.fixture(scope="module")
def with_a_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three villages with a care home beside the register, and a van."""
    folder = tmp_path_factory.mktemp("home")
    table = "id,name,place,kind,heads,cannot_walk\nI1,示例敬老院,甲村,care_home,20,8\n"
    plates = "id,shelter,plate,beds\nS1-01,S1,应急安置室一,9\nS2-01,S2,应急安置室一,9\n"
    fleet = "id,kind,seats,wheelchair,stretcher,depot,from,until,driver\nC1,van,6,1,0,n2,,,\nC2,car,3,0,0,n2,,,\n"
    tables = {"institutions.csv": table, "rooms.csv": plates, "fleet.csv": fleet}
    make_file(folder / "home.daolian", pack=write_pack(folder / "pack", tables))
    return folder / "home.daolian"


@pytest.fixture
def drill_path(tmp_path: Path, with_a_home: Path) -> Path:
    path = tmp_path / "三村.daolian"
    copyfile(with_a_home, path)
    return path


@settings(max_examples=16)
@given(seed=st.integers(0, 10**9))
def test_tables_are_the_fold_of_the_journal(drill_path: Path, with_a_home: Path, seed: int) -> None:
    copyfile(with_a_home, drill_path)
    _every_rebuild_is_the_same(drill_path, seed, 40)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(40))
def test_tables_are_the_fold_of_a_long_night(drill_path: Path, seed: int) -> None:
    _every_rebuild_is_the_same(drill_path, seed, 400)


@pytest.mark.parametrize("key", WITH_PLANS)
def test_no_key_is_always_refused(drill: Store, key: Callable[[Desk, dict[str, Any]], object]) -> None:
    """So that the random nights above really do press everything; only what needs a plan has nothing to say here."""
    desk = Desk(drill, random.Random(4))
    for person in people(drill):
        field.call(drill, person=person, outcome=Outcome.ANSWERED, at=minute(0), operator="")
    order(drill, places=(PlaceCode("P1"),), level=Trigger.GO, at=minute(0), operator="")
    close_link(drill, link=LinkId("L1"), start=minute(-90), at=minute(0), operator="")
    drop_out(drill, helper=_helper(desk), reason="", at=minute(0), operator="")
    break_down(drill, vehicle=CAR, at=minute(0), operator="")
    sortie(drill, responder=_helper(desk), state=Out.OUT, at=minute(0), operator="")
    for role in Role:
        _lock_first(drill, role)
    before = drill.journal.revision
    for _ in range(60):
        with suppress(Refusal):
            key(desk, {"at": minute(1), "operator": ""})
            break
    needs_a_plan = "told" in key.__code__.co_names
    assert (drill.journal.revision > before) != needs_a_plan
