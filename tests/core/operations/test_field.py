"""What happens at doors and shelters, and what is refused there."""

import pytest

from core.domain.events import ClockTrust, Evidence, Kind, Outcome, Step
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import PersonId, PlaceCode
from core.domain.standing import Class
from core.operations.field import away, call, check_in, leave, refuse, step, unreachable
from core.operations.orders import order
from core.store.database import Store
from core.store.standings import standing_of
from tests.factories import OFFICER, minute, people_of_house, who

NOBODY = PersonId("0" * 32)


def class_of(store: Store, person: PersonId) -> Class:
    return standing_of(store, person).class_


def test_a_household_is_checked_in_all_at_once(drill: Store) -> None:
    family = people_of_house(drill, "H1")
    changes = check_in(drill, persons=family, place="S1", at=minute(20), operator="新来的", evidence=Evidence.CARD)
    assert [event.kind for event in changes.events] == [Kind.OPERATOR_NAMED, *[Kind.ARRIVED] * 3]
    assert {class_of(drill, person) for person in family} == {Class.MOVED}
    assert standing_of(drill, family[0]).evidence == "card"
    assert changes.revision == drill.journal.revision


def test_one_unknown_among_many_writes_nothing_at_all(drill: Store) -> None:
    revision, dump = drill.journal.revision, drill.dump()
    with pytest.raises(Refusal) as caught:
        check_in(drill, persons=(*people_of_house(drill, "H1"), NOBODY), place="S1", at=minute(1), operator="新来的")
    assert (caught.value.rule, caught.value.facts) == (Rule.UNKNOWN_PERSON, {"person": NOBODY})
    assert (drill.journal.revision, drill.dump()) == (revision, dump)


@pytest.mark.parametrize("shelter", ["S9", "P1", ""])
def test_a_shelter_must_be_one(drill: Store, shelter: str) -> None:
    persons = people_of_house(drill, "H1")
    with pytest.raises(Refusal) as caught:
        check_in(drill, persons=persons, place=shelter, at=minute(1), operator=OFFICER)
    assert caught.value.rule == Rule.UNKNOWN_SHELTER
    with pytest.raises(Refusal):
        check_in(drill, persons=persons, place="S1", moved_from=shelter, at=minute(1), operator=OFFICER)


@pytest.mark.parametrize("operation", [leave, refuse, unreachable, away])
def test_nothing_is_recorded_of_somebody_unknown(drill: Store, operation: object) -> None:
    with pytest.raises(Refusal) as caught:
        operation(drill, persons=(NOBODY,), at=minute(1), operator=OFFICER)  # type: ignore[operator]
    assert caught.value.rule == Rule.UNKNOWN_PERSON
    with pytest.raises(Refusal):
        call(drill, person=NOBODY, outcome=Outcome.NONE, at=minute(1), operator=OFFICER)


def test_a_full_shelter_still_takes_whoever_stands_at_the_door(drill: Store) -> None:
    everybody = tuple(p for h in ("H1", "H2", "H3", "H4") for p in people_of_house(drill, h))
    check_in(drill, persons=everybody, place="S1", at=minute(1), operator=OFFICER)  # 12 people, 6 beds
    assert all(class_of(drill, person) is Class.MOVED for person in everybody)


def test_moving_on_to_another_shelter_is_no_conflict(drill: Store) -> None:
    (person, *_) = people_of_house(drill, "H1")
    check_in(drill, persons=(person,), place="S1", at=minute(1), operator=OFFICER)
    check_in(drill, persons=(person,), place="S2", moved_from="S1", at=minute(60), operator=OFFICER)
    standing = standing_of(drill, person)
    assert (standing.place, standing.to_reconcile) == ("S2", False)


def test_refusing_leaving_away_and_unreachable_are_classes_of_their_own(drill: Store) -> None:
    one, two, three = people_of_house(drill, "H1")
    refuse(drill, persons=(one,), at=minute(1), operator=OFFICER, reason="舍不得羊")
    away(drill, persons=(two,), at=minute(1), operator=OFFICER)
    unreachable(drill, persons=(three,), at=minute(1), operator=OFFICER)
    assert [class_of(drill, p) for p in (one, two, three)] == [Class.REFUSED, Class.AWAY, Class.UNREACHABLE]
    check_in(drill, persons=(one,), place="S1", at=minute(9), operator=OFFICER)
    leave(drill, persons=(one,), at=minute(10), operator=OFFICER)
    assert class_of(drill, one) is Class.NOT_MOVED
    (refused,) = drill.journal.of_kind(Kind.REFUSED)
    assert drill.journal.personal(refused.pii[0]) == {"note": "舍不得羊"}


def test_steps_follow_one_another(drill: Store) -> None:
    (person, *_) = people_of_house(drill, "H1")
    with pytest.raises(Refusal) as caught:
        step(drill, person=person, step=Step.OUT, at=minute(1), operator=OFFICER)
    assert caught.value.facts["next"] is Step.CALLED
    call(drill, person=person, outcome=Outcome.ANSWERED, to="A", at=minute(1), operator=OFFICER)
    for cell in (Step.REACHED, Step.OUT, Step.ABOARD):
        step(drill, person=person, step=cell, at=minute(2), operator=OFFICER)
    for wrong in (Step.ABOARD, Step.ARRIVED, Step.CALLED):
        with pytest.raises(Refusal) as caught:
            step(drill, person=person, step=wrong, at=minute(3), operator=OFFICER)
        assert caught.value.rule == Rule.STEP_OUT_OF_ORDER
    check_in(drill, persons=(person,), place="S1", at=minute(9), operator=OFFICER)
    step(drill, person=person, step=Step.HOUSED, at=minute(10), operator=OFFICER)
    assert standing_of(drill, person).steps == tuple(Step)


def test_a_drill_runs_on_the_replays_clock_and_a_real_file_on_the_laptops(drill: Store, real: Store) -> None:
    for store, trust in ((drill, ClockTrust.REPLAY), (real, ClockTrust.DEVICE)):
        person = who(store, "H1/赵示甲")
        assert leave(store, persons=(person,), at=minute(1), operator="").events[0].trust == trust
        said = leave(store, persons=(person,), at=minute(1), operator="", trust=ClockTrust.OPERATOR)
        assert said.events[0].trust == ClockTrust.OPERATOR


def test_what_changed_is_said_once(drill: Store) -> None:
    person = who(drill, "H1/赵示甲")
    changes = refuse(drill, persons=(person,), at=minute(1), operator="")
    assert changes.subjects == {f"person/{person}"}
    assert changes.touches(Kind.REFUSED)
    assert not changes.touches(Kind.ARRIVED, Kind.ORDERED)


def test_a_call_to_a_helper_is_about_everybody_of_the_household_who_is_due(drill: Store) -> None:
    order(drill, places=(PlaceCode("P1"),), level=Trigger.GO, at=minute(0), operator=OFFICER)
    first, safe, other = people_of_house(drill, "H1")
    check_in(drill, persons=(safe,), place="S1", at=minute(1), operator=OFFICER)
    changes = call(drill, person=first, to="A", outcome=Outcome.NONE, household=True, at=minute(2), operator=OFFICER)
    assert [event.subject for event in changes.events] == [f"person/{first}", f"person/{other}"]
