"""The register by hand: fields with who and when, somebody new, taken off and put back, confirmed; a file of before."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core.domain.entries import OffReason
from core.domain.events import Kind
from core.domain.findings import Refusal, Rule
from core.domain.freshness import Flag
from core.domain.hazards import Trigger
from core.domain.ids import EventId, HelperId, HouseholdId, PersonId, PlaceCode
from core.domain.people import Role
from core.operations import field, register
from core.operations.helping import drop_out, lock_pair
from core.operations.institutions import count_heads, explain, move_heads
from core.operations.orders import order
from core.operations.people import reveal
from core.operations.plans import adopt_plan
from core.operations.undo import void
from core.planning.planner import make_plan
from core.queries.entries import entry_row, field_history
from core.queries.helper_pages import Visit, full_phone, helper_list, helper_page, in_turn
from core.queries.history import recent
from core.queries.institutions import institution_board, institution_row
from core.queries.people import person_card, search, taken_off
from core.queries.planning_case import planning_case
from core.queries.review import FieldCard, review, review_count
from core.queries.roll import register as everybody
from core.queries.verification import verify
from core.store.blobs import Blobs
from core.store.database import Store, open_store
from core.store.driver import dbapi2
from core.store.migrations import STEPS, steps_done
from core.store.people import entries, helpers, households, people
from tests.factories import make_file, minute, surroundings, who, write_pack

SAID: dict[str, Any] = {"at": minute(0), "operator": "张值班"}


def refused(rule: str, operation: Any, store: Store, **facts: Any) -> Refusal:
    before = store.journal.revision
    with pytest.raises(Refusal) as said:
        operation(store, **facts, **SAID)
    assert said.value.rule == rule
    assert store.journal.revision == before
    return said.value


# -- fields ----------------------------------------------------------------------------------------------------------


def test_a_field_says_who_changed_it_and_when_and_the_undo_brings_the_old_one_back(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    (edited,) = [e for e in register.edit(drill, person=person, field="phone", text="010-69840000", **SAID).events
                 if e.kind == Kind.FIELD_EDITED]  # fmt: skip
    assert people(drill)[person].phone == "01069840000"
    assert [hit.id for hit in search(drill, "9840000") if hit.kind == "person"] == []
    assert [hit.id for hit in search(drill, "0000") if hit.kind == "person"] == [person]
    (edit,) = entry_row(drill, person).edits
    assert (edit.field, edit.value, edit.operator, edit.at) == ("phone", "010****0000", "张值班", minute(0))
    assert recent(drill)[0].kind == Kind.FIELD_EDITED
    register.edit(drill, person=person, field="phone", text="69840001", at=minute(5), operator="李值班")
    assert [(e.operator, e.live) for e in field_history(drill, person, "phone")] == [
        ("张值班", False),
        ("李值班", True),
    ]
    with pytest.raises(Refusal) as late:
        void(drill, event=edited.id, **SAID)
    assert late.value.rule == Rule.NOT_THE_LAST
    void(drill, event=recent(drill)[0].event, **SAID)
    assert people(drill)[person].phone == "01069840000"
    (needs,) = register.edit(drill, person=person, field="needs", text="氧气", **SAID).events
    void(drill, event=needs.id, **SAID)
    assert people(drill)[person].needs == ()


def test_no_value_stands_in_the_journal(drill: Store) -> None:
    register.edit(drill, person=who(drill, "H1/赵示甲"), field="address", text="桥头第三家", **SAID)
    raw = b"".join(row[0] for row in drill.connection.execute("select bytes from events"))
    assert "桥头".encode() not in raw


def test_a_household_brings_its_village_and_a_new_one_is_founded_only_when_asked(drill: Store) -> None:
    person = who(drill, "H1/赵示丙")
    refused(Rule.UNKNOWN_HOUSEHOLD, register.edit, drill, person=person, field="household", text="H77")
    register.edit(drill, person=person, field="household", text="H4", **SAID)
    assert (people(drill)[person].household, people(drill)[person].place) == ("H4", "P3")
    assert [member.id for member in households(drill)[HouseholdId("H4")]].count(person) == 1
    register.edit(drill, person=person, field="household", text="H77", new_household=True, **SAID)
    assert [member.id for member in households(drill)[HouseholdId("H77")]] == [person]
    refused(Rule.UNKNOWN_PLACE, register.edit, drill, person=person, field="place", text="P9")
    refused(Rule.UNKNOWN_FIELD, register.edit, drill, person=person, field="card", text="X")
    refused(Rule.UNKNOWN_PERSON, register.edit, drill, person=PersonId("0" * 32), field="name", text="X")


def test_an_edit_changes_who_is_due(drill: Store) -> None:
    order(drill, places=(PlaceCode("P1"),), level=Trigger.PREPARE, **SAID)
    person = who(drill, "H2/钱例甲")

    def due() -> bool:
        return bool(next(row for row in everybody(drill, None, minute(1)) if row.person == person).level.rank)

    assert not due()
    register.edit(drill, person=person, field="mobility", text="bedridden", **SAID)
    assert due()


def test_a_plan_made_before_the_register_changed_is_named_not_judged(drill: Store) -> None:
    order(drill, places=(PlaceCode("P1"),), level=Trigger.GO, **SAID)
    plan = make_plan(planning_case(drill, minute(0)), lambda _share: None, lambda: False)
    adopt_plan(drill, plan=plan, **SAID)
    assert verify(drill) == ()
    register.edit(drill, person=who(drill, "H1/赵示甲"), field="phone", text="69840000", **SAID)
    assert verify(drill) == ()  # no plan depends on a phone
    register.take_off(drill, person=who(drill, "H1/赵示甲"), reason="died", **SAID)
    assert [finding.rule for finding in verify(drill)] == ["plan_older_than_register"]


def test_which_of_two_values_is_right_is_said_once(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    # Two desks that did not know of each other: both name no head before them.
    for phone in ("69840001", "69840002"):
        draft = register.field_edit(drill, person, "phone", phone, minute(1), "张值班")
        drill.record([type(draft)(**{**{n: getattr(draft, n) for n in draft.__slots__}, "after": ()})])
    assert entries(drill)[person].conflicts == ("phone",)
    assert review_count(drill, None) == 1
    (card,) = review(drill, None).cards
    assert isinstance(card, FieldCard)
    assert sorted(edit.value for edit in card.values) == ["698****0001"[:3] + "****0001", "698****0002"]
    flags = next(row for row in everybody(drill, None, minute(1)) if row.person == person).flags
    assert Flag.CONFLICT in flags
    right = next(edit for edit in card.values if edit.value.endswith("0002"))
    refused(Rule.UNKNOWN_EVENT, register.settle, drill, entry=person, field="name", event=right.event)
    refused(Rule.UNKNOWN_EVENT, register.settle, drill, entry=person, field="phone", event=EventId("0" * 32))
    register.settle(drill, entry=person, field="phone", event=right.event, **SAID)
    assert people(drill)[person].phone == "69840002"
    assert review(drill, None).cards == ()


# -- somebody new, taken off, put back -------------------------------------------------------------------------------


def test_somebody_is_entered_into_the_register_and_is_due_like_everybody(drill: Store) -> None:
    said = {"name": "新来示", "place": "P1", "household": "H1", "hazards": "山洪", "birth": "1950", "mobility": "slow"}
    (added,) = [e for e in register.enter_person(drill, fields=said, **SAID).events if e.kind == Kind.PERSON_ADDED]
    person = PersonId(added.values["id"])
    assert not people(drill)[person].beyond_register
    assert person in [member.id for member in households(drill)[HouseholdId("H1")]]
    order(drill, places=(PlaceCode("P1"),), level=Trigger.GO, **SAID)
    assert next(row for row in everybody(drill, None, minute(1)) if row.person == person).level is Trigger.GO
    register.edit(drill, person=person, field="phone", text="69840000", **SAID)
    with pytest.raises(Refusal) as late:
        void(drill, event=added.id, **SAID)
    assert late.value.rule == Rule.NOT_THE_LAST
    void(drill, event=recent(drill)[0].event, **SAID)
    void(drill, event=added.id, **SAID)
    assert person not in entries(drill)


def test_without_a_household_he_founds_one(drill: Store) -> None:
    added = register.enter_person(drill, fields={"name": "新来示", "place": "P1", "household": ""}, **SAID).events[-1]
    person = people(drill)[PersonId(added.values["id"])]
    assert person.household == f"新-{person.card}"


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"name": "", "place": "P1"}, Rule.BAD_FIELD),
        ({"name": "新来示"}, Rule.BAD_FIELD),
        ({"name": "新来示", "place": "P9"}, Rule.UNKNOWN_PLACE),
        ({"name": "新来示", "place": "P1", "household": "H99"}, Rule.UNKNOWN_HOUSEHOLD),
        ({"name": "新来示", "place": "P1", "mobility": ""}, Rule.BAD_FIELD),
        ({"name": "新来示", "place": "P1", "height": "170"}, Rule.UNKNOWN_FIELD),
    ],
)
def test_who_cannot_be_entered(drill: Store, fields: dict[str, str], rule: str) -> None:
    refused(rule, register.enter_person, drill, fields=fields)


def test_off_the_list_with_a_reason_and_back(drill: Store) -> None:
    order(drill, places=(PlaceCode("P1"),), level=Trigger.GO, **SAID)
    person = who(drill, "H1/赵示甲")
    refused(Rule.BAD_FIELD, register.take_off, drill, person=person, reason="tired")
    refused(Rule.NOT_OFF, register.put_back, drill, person=person)
    register.take_off(drill, person=person, reason=OffReason.DIED, note="村里来电", **SAID)
    assert person not in people(drill)
    assert person in entries(drill)
    assert [row.person for row in taken_off(drill, None, minute(1))] == [person]
    card = person_card(drill, person, minute(1))
    assert card is not None
    assert card.entries[0].off == "died"
    refused(Rule.ALREADY_OFF, register.take_off, drill, person=person, reason="died")
    register.put_back(drill, person=person, **SAID)
    assert person in people(drill)
    (off,) = register.take_off(drill, person=person, reason="moved_away", **SAID).events
    void(drill, event=off.id, **SAID)
    assert person in people(drill)


def test_nobody_vanishes_from_a_shelter(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    field.check_in(drill, persons=(person,), place="S1", **SAID)
    refused(Rule.STILL_INSIDE, register.take_off, drill, person=person, reason="moved_away")


# -- grown old -------------------------------------------------------------------------------------------------------


def flags_of(store: Store, person: PersonId, at: Any) -> frozenset[Flag]:
    return next(row for row in everybody(store, None, at) if row.person == person).flags


def test_a_phone_is_confirmed_for_a_season_and_an_entry_for_a_year(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    assert flags_of(drill, person, minute(1)) == frozenset()  # no phone, entered today
    register.edit(drill, person=person, field="phone", text="69840000", **SAID)
    assert flags_of(drill, person, minute(1)) == frozenset()
    next_year = minute(0) + timedelta(days=340)  # after the next first of June
    assert flags_of(drill, person, next_year) == {Flag.PHONE_UNCONFIRMED}
    later = minute(0) + timedelta(days=370)
    assert flags_of(drill, person, later) == {Flag.PHONE_UNCONFIRMED, Flag.ENTRY_OLD}
    register.confirm(drill, persons=(person,), what=("phone", "entry"), at=later, operator="张值班")
    assert flags_of(drill, person, later) == frozenset()
    refused(Rule.UNKNOWN_FIELD, register.confirm, drill, persons=(person,), what=("shoes",))
    refused(Rule.UNKNOWN_PERSON, register.confirm, drill, persons=("x",), what=("phone",))


# -- helpers ---------------------------------------------------------------------------------------------------------


def planned(store: Store) -> HelperId:
    order(store, places=(PlaceCode("P1"), PlaceCode("P3")), level=Trigger.GO, **SAID)
    plan = make_plan(planning_case(store, minute(0)), lambda _share: None, lambda: False)
    adopt_plan(store, plan=plan, **SAID)
    return next(pairing.helper for pairing in plan.pairings if pairing.role is Role.PRIMARY)


def test_a_helper_who_left_is_seen_at_his_doors(drill: Store) -> None:
    helper = planned(drill)
    page = helper_page(drill, helper, minute(1))
    assert page is not None
    home = page.visits[0].household
    register.take_helper_off(drill, helper=helper, reason="moved_away", **SAID)
    assert helper not in helpers(drill)
    at_his_door = [row for row in everybody(drill, None, minute(1)) if row.household == home]
    assert all(Flag.HELPER_GONE in row.flags for row in at_his_door)
    assert helper_list(drill, None, minute(1))[0].off == "moved_away"
    register.put_back(drill, person=helper, **SAID)
    assert helper in helpers(drill)


def test_a_helpers_page(drill: Store) -> None:
    helper = planned(drill)
    page = helper_page(drill, helper, minute(0))
    assert page is not None
    assert page.row.primary + page.row.deputy == len(page.visits)
    for visit in page.visits:
        assert visit.depart is not None
        assert visit.leave is not None
        assert visit.reach is not None
        assert visit.leave <= visit.reach <= visit.depart
        assert visit.roads
    drop_out(drill, helper=helper, reason="摔了", **SAID)
    out = helper_page(drill, helper, minute(1))
    assert out is not None
    assert out.row.out == minute(0)
    assert helper_list(drill, None, minute(1))[0].helper.id == helper  # missing at doors: first
    assert helper_page(drill, HelperId("x"), minute(1)) is None


def test_a_lock_is_shown_at_the_door(drill: Store) -> None:
    helper = planned(drill)
    page = helper_page(drill, helper, minute(0))
    assert page is not None
    visit = page.visits[0]
    lock_pair(drill, household=visit.household, helper=helper, role=visit.role, **SAID)
    again = helper_page(drill, helper, minute(0))
    assert again is not None
    assert [v.locked for v in again.visits if (v.household, v.role) == (visit.household, visit.role)] == [True]


def test_a_helpers_phone_is_shown_after_the_asking_was_recorded(drill: Store) -> None:
    helper = next(iter(helpers(drill)))
    register.edit_helper(drill, helper=helper, field="phone", text="69840000", **SAID)
    reveal(drill, person=PersonId(helper), field="phone", **SAID)
    assert full_phone(drill, PersonId(helper)) == "69840000"
    assert list(drill.journal.of_kind(Kind.REVEALED))[-1].subject == f"shown/{helper}"
    for name, text in (("phone", "1"), ("age", "x"), ("carries", "3"), ("night", "perhaps"), ("name", "")):
        refused(Rule.BAD_FIELD, register.edit_helper, drill, helper=helper, field=name, text=text)
    refused(Rule.UNKNOWN_FIELD, register.edit_helper, drill, helper=helper, field="height", text="1")
    refused(Rule.UNKNOWN_HOUSEHOLD, register.edit_helper, drill, helper=helper, field="household", text="H99")
    register.edit_helper(drill, helper=helper, field="night", text="no", **SAID)
    register.edit_helper(drill, helper=helper, field="household", text="", **SAID)
    assert (helpers(drill)[helper].night, helpers(drill)[helper].household) == (False, None)


def visit(n: int, depart: float | None, minutes: float, role: Role = Role.PRIMARY, waiting: int = 1) -> Visit:
    at = minute(depart) if depart is not None else None
    return Visit(
        HouseholdId(f"H{n}"), role, "", "", 1, waiting, 0, minutes, None, None, at, None, None, "", (), "", "", False
    )


def test_doors_are_taken_one_after_the_other() -> None:
    """By hand: 5 minutes a door, by way of home. H3 at 60 is reached at 55 and left for at 51; H2 at 60 must be done by
    then: reached at 51 - 5 - 3 = 43, left for at 40; H1 at 30 has time enough of its own: 25 and 23."""
    visits = (visit(1, 30, 2), visit(2, 60, 3), visit(3, 60, 4))
    turns = in_turn(visits, 5)
    assert [(t.leave, t.reach) for t in turns] == [
        (minute(23), minute(25)),
        (minute(40), minute(43)),
        (minute(51), minute(55)),
    ]


def test_doors_that_wait_for_nobody_take_no_time() -> None:
    turns = in_turn((visit(1, 60, 2), visit(2, 60, 2, waiting=0), visit(3, None, 2), visit(4, 60, 2, Role.DEPUTY)), 5)
    assert [t.reach for t in turns] == [minute(55), None, None, minute(55)]


# -- institutions ----------------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Store]:
    table = "id,name,place,kind,heads,cannot_walk,capacity\nI1,示例敬老院,甲村,care_home,20,8,25\n"
    make_file(tmp_path / "院.daolian", pack=write_pack(tmp_path / "pack", {"institutions.csv": table}))
    with closing(open_store(tmp_path / "院.daolian", surroundings(7))) as store:
        yield store


def test_heads_are_counted_moved_and_explained(home: Store) -> None:
    row = institution_row(home, "I1", minute(1))
    assert (row.institution.heads, row.institution.capacity, row.counted_at) == (20, 25, None)
    assert row.flags == {Flag.HEADS_UNCOUNTED, Flag.ANSWER_DUE}
    count_heads(home, institution="I1", heads=26, cannot_walk=9, **SAID)
    explain(home, institution="I1", reason="在高处", **SAID)
    move_heads(home, institution="I1", moved=26, at=minute(9), operator="李值班")
    row = institution_row(home, "I1", minute(10))
    assert (row.institution.heads, row.institution.cannot_walk, row.moved, row.counted_by) == (26, 9, 26, "张值班")
    assert row.over_capacity
    assert row.flags == frozenset()
    assert institution_board(home, None, minute(10)).moved == 26
    assert institution_board(home, "别的镇", minute(10)).rows == ()
    year = minute(0) + timedelta(days=366)
    assert institution_row(home, "I1", year).flags == {Flag.HEADS_UNCOUNTED, Flag.ANSWER_DUE}
    raw = b"".join(bytes_[0] for bytes_ in home.connection.execute("select bytes from events"))
    assert "在高处".encode() not in raw


def test_heads_that_cannot_be(home: Store) -> None:
    refused(Rule.UNKNOWN_INSTITUTION, count_heads, home, institution="I9", heads=1, cannot_walk=0)
    refused(Rule.BAD_FIELD, count_heads, home, institution="I1", heads=3, cannot_walk=4)
    refused(Rule.BAD_FIELD, move_heads, home, institution="I1", moved=21)
    refused(Rule.BAD_FIELD, explain, home, institution="I1", reason=" ")


# -- a file of before ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [True, False])
def test_a_file_of_the_first_version_is_brought_up_to_date(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "旧.daolian"
    make_file(path)
    with closing(dbapi2.connect(str(path))) as before:
        later = ("entries", "facts", "absences", "locks", "merges", "quarantine", "sorties", "rule_changes", "reports")
        for table in (*later, "unfinished", "table_bases"):
            before.execute(f"drop table {table}")
        for table in ("people", "helpers"):
            for column in ("off", "conflicts"):
                before.execute(f"alter table {table} drop column {column}")
        before.execute("alter table devices drop column kept")
        before.execute("alter table openings drop column contested")
        for column in ("sex", "day", "staff_of"):
            before.execute(f"alter table helpers drop column {column}")
        for digest, raw in list(Blobs(before).all()):
            before.execute("update blobs set bytes = ? where hash = ?", (raw, digest))
        before.execute("alter table blobs drop column sealed")
        before.execute("drop table incident_key")
        before.execute("pragma user_version = 1")
        before.commit()
    with closing(open_store(path, surroundings(3), write=write)) as store:
        assert steps_done(store.connection) == len(STEPS)
        assert len(people(store)) == 13
        assert entry_row(store, who(store, "H1/赵示甲")).entered_at is not None
        assert verify(store) == ()
