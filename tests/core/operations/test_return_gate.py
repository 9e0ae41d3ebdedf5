"""Going home: refused with what lacks, recorded by household once the gate is open, and seen when it is not."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.domain.events import Draft, Kind, Outcome
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import EventId, HelperId, PlaceCode
from core.domain.orders import RESPONSE_LEVELS
from core.domain.standing import Class, Home
from core.operations.field import check_in, refuse
from core.operations.orders import lift, order, set_level
from core.operations.returning import note_peak, order_return, return_home, sign_inspection, went_back
from core.operations.undo import void
from core.queries.call_rows import CallGroup
from core.queries.calls import call_board
from core.queries.conflicts import conflicts
from core.queries.night import night
from core.queries.returning import gate, gate_board, gate_people
from core.queries.roll import roll
from core.queries.verification import verify
from core.store.database import Store
from core.store.people import helpers
from core.store.standings import standing_of
from tests.factories import OFFICER, minute, people_of_house, who
from tests.second_desk import meet, second_desk

P1, P2 = PlaceCode("P1"), PlaceCode("P2")
LIFTED = minute(600)
LATER = LIFTED + timedelta(hours=15)


@pytest.fixture
def moved(drill: Store) -> Store:
    """甲村 is ordered away and everybody of it is in a shelter."""
    order(drill, places=(P1,), level=Trigger.GO, at=minute(0), operator=OFFICER)
    for house in ("H1", "H2"):
        check_in(drill, persons=people_of_house(drill, house), place="S1", at=minute(60), operator=OFFICER)
    return drill


def sign(store: Store, at: datetime = LIFTED, place: PlaceCode = P1) -> None:
    for role in ("village_head", "geo_watcher"):
        sign_inspection(store, place=place, role=role, name="示查验", clear=True, at=at, operator=OFFICER)


def ready(store: Store) -> None:
    lift(store, places=(P1,), at=LIFTED, operator=OFFICER)
    sign(store)


def refused(caught: pytest.ExceptionInfo[Refusal]) -> dict[str, object]:
    assert caught.value.rule == Rule.GATE_SHUT
    return caught.value.facts


def test_each_condition_is_named_until_none_lacks(moved: Store) -> None:
    somebody = people_of_house(moved, "H1")[:1]

    def tried(at: datetime) -> dict[str, object]:
        before = moved.journal.revision
        with pytest.raises(Refusal) as caught:
            return_home(moved, persons=somebody, at=at, operator=OFFICER)
        assert moved.journal.revision == before
        return refused(caught)

    facts = tried(minute(500))
    assert (facts["name"], facts["order"], facts["lag_unknown"]) == ("甲村", "go", True)
    assert facts["unsigned"] == ["village_head", "geo_watcher"]
    lift(moved, places=(P1,), at=LIFTED, operator=OFFICER)
    facts = tried(LIFTED)
    assert (facts["order"], facts["lag_until"]) == ("none", LATER)
    facts = tried(LATER)
    assert (facts["lag_until"], facts["unsigned"]) == (None, ["village_head", "geo_watcher"])
    sign(moved)
    facts = tried(LATER)
    assert (facts["unsigned"], facts["not_ordered"]) == ([], True)
    with pytest.raises(Refusal) as caught:
        order_return(moved, places=(P1,), at=LATER - timedelta(minutes=1), operator=OFFICER)
    assert refused(caught)["lag_until"] == LATER
    order_return(moved, places=(P1,), at=LATER, operator=OFFICER)
    return_home(moved, persons=somebody, at=LATER, operator=OFFICER)
    stands = standing_of(moved, somebody[0])
    assert (stands.class_, stands.home, stands.steps, stands.called) == (Class.NOT_MOVED, Home.RETURNED, (), ())


def test_a_household_goes_home_with_whoever_of_it_is_in_a_shelter(moved: Store) -> None:
    ready(moved)
    order_return(moved, places=(P1,), at=LATER, operator=OFFICER)
    home = people_of_house(moved, "H1")
    return_home(moved, persons=home[:1], household=True, at=LATER, operator=OFFICER)
    assert {standing_of(moved, person).home for person in home} == {Home.RETURNED}
    row = next(row for row in gate_board(moved, None, LATER) if row.gate.place == P1)
    assert (row.returned, row.households, row.went_back) == (len(home), 1, 0)
    assert {one.household for one in gate_people(moved, P1, LATER).households} == {"H2"}
    assert len(night(moved).due) == 0


def test_a_response_level_holds_the_gate_and_something_found_too(moved: Store) -> None:
    ready(moved)
    set_level(moved, level="二级", scope="全区", issuer="指挥部", at=LIFTED, operator=OFFICER)
    with pytest.raises(Refusal) as caught:
        order_return(moved, places=(P1,), at=LATER, operator=OFFICER)
    assert refused(caught)["levels"] == [("二级", "全区")]
    set_level(moved, level=RESPONSE_LEVELS[-1], scope="全区", issuer="指挥部", at=LATER, operator=OFFICER)
    sign_inspection(
        moved, place=P1, role="geo_watcher", name="示群测", clear=False, note="后坡有缝", at=LATER, operator=OFFICER
    )
    with pytest.raises(Refusal) as caught:
        order_return(moved, places=(P1,), at=LATER, operator=OFFICER)
    assert refused(caught)["unclear"] == ["geo_watcher"]
    sign(moved, LATER)
    assert order_return(moved, places=(P1,), at=LATER, operator=OFFICER).events


def test_a_lifting_by_a_clock_that_is_behind_does_not_let_the_lag_pass(moved: Store) -> None:
    """It is said to be earlier than the order: nobody knows when it was, until a peak is noted."""
    lift(moved, places=(P1,), at=LIFTED - timedelta(days=3650), operator=OFFICER)
    sign(moved)
    with pytest.raises(Refusal) as caught:
        order_return(moved, places=(P1,), at=LIFTED, operator=OFFICER)
    assert refused(caught)["lag_unknown"]
    note_peak(moved, place=P1, peak=minute(30), at=LIFTED, operator=OFFICER)
    assert order_return(moved, places=(P1,), at=LATER, operator=OFFICER).events


def test_a_new_order_shuts_the_gate_again_also_where_another_desk_gave_it(moved: Store, other: Store) -> None:
    ready(moved)
    note_peak(moved, place=P1, peak=minute(30), at=LIFTED, operator=OFFICER)
    early = minute(30) + timedelta(hours=15)
    order_return(moved, places=(P1,), at=early, operator=OFFICER)
    assert gate(moved, P1, early).returning
    order(other, places=(P1,), level=Trigger.GO, at=early - timedelta(days=400), operator="钟不对的点")
    lift(other, places=(P1,), at=early - timedelta(days=400), operator="钟不对的点")
    meet(moved, other)
    for desk in (moved, other):
        shut = gate(desk, P1, LATER + timedelta(days=9))
        assert (shut.lifted, shut.lag_passed, len(shut.unsigned), shut.ordered_by) == (True, True, 2, None)


_CANNOT_BE: tuple[tuple[Callable[..., object], dict[str, object], str], ...] = (
    (sign_inspection, {"role": "邻居", "name": "示某", "clear": True}, Rule.UNKNOWN_SIGNER),
    (sign_inspection, {"role": "village_head", "name": "  ", "clear": True}, Rule.BAD_FIELD),
    (note_peak, {"peak": minute(2)}, Rule.BAD_TIME),
)


@pytest.mark.parametrize(("operation", "facts", "rule"), _CANNOT_BE)
def test_what_cannot_be_is_refused(
    moved: Store, operation: Callable[..., object], facts: dict[str, object], rule: str
) -> None:
    with pytest.raises(Refusal) as caught:
        operation(moved, place=P1, at=minute(1), operator=OFFICER, **facts)
    assert caught.value.rule == rule


# -- 擅自返回 ---------------------------------------------------------------------------------------------------------


def a_helper(store: Store) -> HelperId:
    return min(helpers(store))


def test_who_went_back_is_at_risk_again_and_somebody_is_on_the_way_to_him(moved: Store) -> None:
    one = who(moved, "H1/赵示甲")
    changes = went_back(moved, persons=(one,), send=a_helper(moved), note="喂羊", at=minute(90), operator=OFFICER)
    assert [event.kind for event in changes.events] == [Kind.WENT_BACK, Kind.CALLED]
    stands = standing_of(moved, one)
    assert (stands.class_, stands.home, stands.place) == (Class.NOT_MOVED, Home.WENT_BACK, None)
    row = next(row for row in roll(moved, None, minute(91)).rows if row.person == one)
    assert (row.class_, row.home, row.last_outcome) == (Class.NOT_MOVED, Home.WENT_BACK, Outcome.SENT)
    listed = next(row for row in call_board(moved, None, minute(91)).rows if row.household == "H1")
    assert [member.person for member in listed.members if member.home is Home.WENT_BACK] == [one]
    assert listed.stands.last is not None
    assert (listed.stands.last.outcome, listed.persons) == (Outcome.SENT, 1)
    check_in(moved, persons=(one,), place="S1", at=minute(120), operator=OFFICER)
    assert standing_of(moved, one).home is Home.NO


def test_calls_before_he_went_back_say_nothing_of_now(moved: Store) -> None:
    one = who(moved, "H2/钱例乙")
    went_back(moved, persons=(one,), at=minute(90), operator=OFFICER)
    listed = next(row for row in call_board(moved, None, minute(91)).rows if row.household == "H2")
    assert (listed.stands.last, listed.persons, listed.went_back) == (None, 1, minute(90))
    assert listed.group is CallGroup.DUE
    assert call_board(moved, None, minute(91)).rows[0].household == "H2"  # before the village itself


def test_he_stays_on_the_roll_when_the_order_is_lifted_and_when_he_refuses_again(moved: Store) -> None:
    one = who(moved, "H1/赵示甲")
    went_back(moved, persons=(one,), at=minute(90), operator=OFFICER)
    lift(moved, places=(P1,), at=minute(100), operator=OFFICER)
    assert set(night(moved).due) == {one}
    refuse(moved, persons=(one,), at=minute(110), operator=OFFICER, reason="不走")
    assert set(night(moved).due) == {one}
    sign(moved)
    order_return(moved, places=(P1,), at=LATER, operator=OFFICER)
    return_home(moved, persons=(one,), at=LATER, operator=OFFICER)
    assert set(night(moved).due) == set()
    assert [finding for finding in verify(moved) if finding.error] == []


def test_it_can_be_taken_back(moved: Store) -> None:
    one = who(moved, "H1/赵示甲")
    before = standing_of(moved, one)
    event = went_back(moved, persons=(one,), at=minute(90), operator=OFFICER).events[-1]
    void(moved, event=EventId(event.id), at=minute(91), operator=OFFICER)
    assert standing_of(moved, one) == before


@pytest.fixture
def other(moved: Store, tmp_path: Path) -> Iterator[Store]:
    """A second laptop, which has heard of everything so far."""
    with second_desk(moved, tmp_path / "岛") as store:
        yield store


def test_two_desks_that_say_different_things_are_one_card_and_the_worse_is_shown(moved: Store, other: Store) -> None:
    one = who(moved, "H1/赵示甲")
    went_back(moved, persons=(one,), at=minute(90), operator=OFFICER)
    check_in(other, persons=(one,), place="S2", at=minute(95), operator="另一位")
    meet(moved, other)
    assert moved.dump() == other.dump()
    stands = standing_of(moved, one)
    assert (stands.class_, stands.home, stands.to_reconcile) == (Class.NOT_MOVED, Home.WENT_BACK, True)
    card = next(card for card in conflicts(moved) if card.person == one)
    assert len(card.claims) == 2


def test_a_return_that_nobody_ordered_is_found(moved: Store) -> None:
    """As an older or a foreign program may write it: the operation itself would refuse."""
    one = who(moved, "H1/赵示甲")
    moved.record([Draft(Kind.RETURNED, f"person/{one}", minute(90), OFFICER)])
    (finding,) = verify(moved)
    assert (finding.rule, finding.facts, finding.error) == ("returned_unordered", {"person": one, "place": P1}, False)
