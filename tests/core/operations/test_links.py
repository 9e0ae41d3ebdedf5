"""Two entries, one person: counted once everywhere, wherever he was checked in; undone as if it had never been."""

import random
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.duplicates import Match, Verdict
from core.domain.entries import Field
from core.domain.events import Changes, Outcome, Step
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, PersonId, PlaceCode
from core.domain.people import Hazard
from core.domain.standing import Class
from core.operations import field, links, register
from core.operations.institutions import count_heads, explain, move_heads
from core.operations.orders import order
from core.operations.people import add_person
from core.operations.undo import void
from core.queries.duplicates import open_pairs
from core.queries.night import night
from core.queries.people import person_card, search
from core.queries.roll import roll, roll_report
from core.queries.shelters import inside_counts
from core.queries.verification import verify
from core.store.database import Store, open_store
from core.store.people import counted_as, entries, households, linked_with, people, verdicts
from core.store.standings import standing_of
from tests.core.store.forks import bring
from tests.factories import make_file, minute, pack_text, surroundings, who, write_pack

SAID: dict[str, Any] = {"at": minute(0), "operator": ""}
# One old man in two ledgers, with his family and alone; three women of one name; a traveller.
EXTRA = (
    "H6,赵示甲,甲村,slow,危房,1950-03-01,男\n"
    "H7,王秀英,甲村,walks,山洪,,女\nH8,王秀英,甲村,walks,山洪,,女\nH9,王秀英,甲村,walks,山洪,,女\n"
)


@pytest.fixture(scope="module")
def twice_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("twice")
    pack = write_pack(folder / "pack", {
        "people.csv": pack_text("people.csv") + EXTRA,
        "institutions.csv": "id,name,place,kind,heads,cannot_walk\nI1,示例敬老院,甲村,care_home,20,8\n",
    })  # fmt: skip
    make_file(folder / "twice.daolian", pack=pack)
    return folder / "twice.daolian"


@pytest.fixture
def twice(tmp_path: Path, twice_file: Path) -> Iterator[Store]:
    path = tmp_path / "twice.daolian"
    copyfile(twice_file, path)
    with closing(open_store(path, surroundings(7))) as store:
        yield store


def old_man(store: Store) -> tuple[PersonId, PersonId]:
    return who(store, "H1/赵示甲"), who(store, "H6/赵示甲")


def test_the_pair_is_found_and_three_of_one_name_are_not(twice: Store) -> None:
    found = open_pairs(twice)
    assert [(set(item.pair), item.matches) for item in found.found] == [
        (set(old_man(twice)), (Match.SAME_NAME_BIRTH_PLACE,))
    ]


def test_a_linked_person_counts_once_everywhere(twice: Store) -> None:
    order(twice, places=(PlaceCode("P1"),), level=Trigger.GO, **SAID)
    before = roll_report(twice, None)
    one, other = old_man(twice)
    links.link(twice, one=one, other=other, **SAID)
    known = night(twice)
    leading = counted_as(twice, one)
    assert counted_as(twice, other) == leading
    assert leading == one  # with his family, though 危房 stands before 山洪 in the order of counting classes
    absorbed = other
    report = roll_report(twice, None)
    assert report["due"] == before["due"] - 1
    assert absorbed not in known.people
    assert absorbed not in known.due
    assert len(roll(twice, None, minute(1)).rows) == report["due"]
    assert sum(len(members) for members in households(twice).values()) == len(known.people) == sum(known.sizes.values())
    assert open_pairs(twice).found == ()
    person = people(twice)[leading]
    assert [str(hazard) for hazard in person.hazards] == ["山洪", "危房"]
    assert [hit.id for hit in search(twice, "赵示甲") if hit.kind == "person"] == [leading]
    assert who(twice, "赵示甲") == leading
    assert {who(twice, entry.person.card) for entry in (entries(twice)[one], entries(twice)[other])} == {leading}
    row = next(row for row in roll(twice, None, minute(1)).rows if row.person == leading)
    assert (row.entries, row.counting) == (2, Hazard.UNSAFE_HOUSE)
    assert verify(twice) == ()


def test_either_card_checks_in_the_same_person(twice: Store) -> None:
    one, other = old_man(twice)
    links.link(twice, one=one, other=other, **SAID)
    for entry, place in ((one, "S1"), (other, "S2"), (one, "S1")):
        field.check_in(twice, persons=(entry,), place=place, **SAID)
        for name in (one, other):
            stands = standing_of(twice, name)
            assert (stands.class_, stands.place, stands.to_reconcile) == (Class.MOVED, place, False)
        assert dict(inside_counts(night(twice))) == {place: 1}
    (left,) = field.leave(twice, persons=(other,), **SAID).events
    assert standing_of(twice, one).class_ is Class.NOT_MOVED
    void(twice, event=left.id, **SAID)
    assert standing_of(twice, one).place == "S1"


def test_what_was_claimed_apart_is_open_until_somebody_says(twice: Store) -> None:
    one, other = old_man(twice)
    field.check_in(twice, persons=(one,), place="S1", **SAID)
    field.unreachable(twice, persons=(other,), at=minute(5), operator="")
    links.link(twice, one=one, other=other, **SAID)
    stands = standing_of(twice, one)
    assert (stands.class_, stands.to_reconcile, len(stands.claims)) == (Class.UNREACHABLE, True, 2)
    assert roll_report(twice, None)["by_shelter"]["S1"]["to_reconcile"] == 1
    field.check_in(twice, persons=(other,), place="S2", at=minute(9), operator="")
    assert (standing_of(twice, one).place, standing_of(twice, one).to_reconcile) == ("S2", False)
    links.unlink(twice, one=one, other=other, **SAID)
    assert (standing_of(twice, one).place, standing_of(twice, other).place) == ("S1", "S2")


def test_a_traveller_who_is_in_the_register_after_all(twice: Store) -> None:
    order(twice, places=(PlaceCode("P1"),), level=Trigger.GO, **SAID)
    (added, _arrived) = add_person(twice, name="赵示甲", place="S2", **SAID).events[-2:]
    traveller, mine = PersonId(added.values["id"]), who(twice, "H1/赵示甲")
    assert roll_report(twice, None)["beyond_register"] == 1
    links.link(twice, one=mine, other=traveller, **SAID)
    report = roll_report(twice, None)
    assert (report["beyond_register"], report["moved"]) == (0, 1)
    assert counted_as(twice, traveller) == mine
    card = person_card(twice, traveller, minute(1))
    assert card is not None
    assert card.row.person == mine


def state(store: Store) -> Any:
    """All that screens are cut from, without the order in which it was told."""
    known = night(store)
    return replace(known, revision=0), roll_report(store, None), open_pairs(store)


PRESSES = (
    lambda s, d, p: field.check_in(s, persons=(p,), place=d.choice(("S1", "S2")), **at(d)),
    lambda s, d, p: field.leave(s, persons=(p,), **at(d)),
    lambda s, d, p: field.refuse(s, persons=(p,), **at(d)),
    lambda s, d, p: field.unreachable(s, persons=(p,), **at(d)),
    lambda s, d, p: field.call(s, person=p, to=d.choice("AB"), outcome=d.choice(list(Outcome)), **at(d)),
    lambda s, d, p: field.step(s, person=p, step=d.choice(list(Step)), **at(d)),
    lambda s, d, p: void(s, event=d.choice(list(s.journal.all())[-5:]).id, **at(d)),
)


def at(draws: random.Random) -> dict[str, Any]:
    return {"at": minute(draws.randint(-30, 30)), "operator": ""}


@settings(max_examples=25)
@given(seed=st.integers(0, 10**9))
def test_link_then_unlink_is_as_if_never_linked(tmp_path: Path, twice_file: Path, seed: int) -> None:
    draws = random.Random(seed)
    path = tmp_path / f"{seed}.daolian"
    copyfile(twice_file, path)
    with closing(open_store(path, surroundings(7))) as store:
        pair = old_man(store)
        order(store, places=(PlaceCode("P1"),), level=Trigger.GO, **SAID)
        for _ in range(draws.randint(0, 8)):
            with suppress(Refusal):
                draws.choice(PRESSES)(store, draws, draws.choice(pair))
        never = state(store)
        links.link(store, one=pair[0], other=pair[1], **SAID)
        assert state(store) != never
        if draws.random() < 0.5:
            links.unlink(store, one=pair[0], other=pair[1], **SAID)
        else:
            void(store, event=list(store.journal.all())[-1].id, **SAID)
        assert state(store) == never
        incremental = store.dump()
        store.rebuild()
        assert store.dump() == incremental
    path.unlink()


ON_PAIRS = (links.link, links.link, links.differ, links.unlink)
ON_THE_REGISTER = (
    lambda s, d, p: register.edit(s, person=p, field="phone", text=d.choice(("69840000", "")), **at(d)),
    lambda s, d, p: register.edit(s, person=p, field="hazards", text=d.choice(("危房", "")), **at(d)),
    lambda s, d, p: register.edit(s, person=p, field="household", text="H2", **at(d)),
    lambda s, d, p: register.take_off(s, person=p, reason="died", **at(d)),
    lambda s, d, p: register.put_back(s, person=p, **at(d)),
    lambda s, d, p: register.confirm(s, persons=(p,), what=("phone",), **at(d)),
    lambda s, d, _p: register.enter_person(s, fields={"name": "新示", "place": "P2"}, **at(d)),
    lambda s, d, _p: count_heads(s, institution="I1", heads=d.randint(5, 9), cannot_walk=2, **at(d)),
    lambda s, d, _p: move_heads(s, institution="I1", moved=d.randint(0, 5), **at(d)),
    lambda s, d, _p: explain(s, institution="I1", reason="在高处", **at(d)),
)


def busy(store: Store, draws: random.Random, presses: int) -> None:
    """A desk that works on the register and on the night at once."""
    known = [PersonId(row[0]) for row in store.connection.execute("select id from people order by id")]
    for _ in range(presses):
        with suppress(Refusal):
            press: Any = draws.choice((*PRESSES, *ON_PAIRS, *ON_PAIRS, *ON_THE_REGISTER))
            if press in ON_PAIRS:
                one, other = draws.sample(known, 2)
                press(store, one=one, other=other, **at(draws))
            else:
                press(store, draws, draws.choice(known))


@settings(max_examples=15)
@given(seed=st.integers(0, 10**9))
def test_whatever_order_events_arrive_in(tmp_path: Path, twice_file: Path, seed: int) -> None:
    """Two desks part, work, and meet: each takes the other's events in an order of its own and knows the same."""
    draws = random.Random(seed)
    paths = [tmp_path / f"{seed}-{n}.daolian" for n in range(3)]
    for path in paths:
        copyfile(twice_file, path)
    with (
        closing(open_store(paths[0], surroundings(7))) as one,
        closing(open_store(paths[1], surroundings(8))) as other,
        closing(open_store(paths[2], surroundings(9))) as third,
    ):
        busy(one, draws, 14)
        busy(other, draws, 14)
        bring(third, [other, one], draws)
        parted = one.dump()
        bring(one, [other], draws)
        bring(other, [one], draws)
        assert one.dump() == other.dump() == third.dump()
        assert state(one) == state(other) == state(third)
        assert parted
        together = third.dump()
        third.rebuild()
        assert third.dump() == together
    for path in paths:
        path.unlink()


def two_desks(tmp_path: Path, twice_file: Path) -> tuple[Store, Store]:
    paths = [tmp_path / f"desk{n}.daolian" for n in (1, 2)]
    for path in paths:
        copyfile(twice_file, path)
    return open_store(paths[0], surroundings(7)), open_store(paths[1], surroundings(8))


def test_two_desks_that_decide_differently_are_a_conflict(tmp_path: Path, twice_file: Path) -> None:
    one, other = two_desks(tmp_path, twice_file)
    with closing(one), closing(other):
        pair = old_man(one)
        links.link(one, one=pair[0], other=pair[1], **SAID)
        links.differ(other, one=pair[0], other=pair[1], **SAID)
        bring(one, [other], random.Random(1))
        assert list(verdicts(one).values()) == [Verdict.CONFLICT]
        assert set(pair) <= set(people(one))  # until it is settled both count: nobody is lost to a wrong link
        assert [item.pair for item in open_pairs(one).found] == [tuple(sorted(pair))]
        links.link(one, one=pair[1], other=pair[0], **SAID)  # somebody asked him
        assert linked_with(one, pair[0]) == tuple(sorted(pair))
        assert open_pairs(one).found == ()


def test_two_desks_and_one_field(tmp_path: Path, twice_file: Path) -> None:
    one, other = two_desks(tmp_path, twice_file)
    with closing(one), closing(other):
        person = who(one, "H2/钱例甲")
        register.edit(one, person=person, field="phone", text="69840001", **SAID)
        register.edit(one, person=person, field="needs", text="氧气", **SAID)
        register.edit(other, person=person, field="phone", text="69840002", **SAID)
        register.edit(other, person=person, field="address", text="3号", **SAID)
        bring(one, [other], random.Random(1))
        bring(other, [one], random.Random(2))
        merged = people(one)[person]
        assert people(other)[person] == merged
        assert (merged.needs, merged.address) == (("氧气",), "3号")  # other fields merge
        conflicts = one.connection.execute("select conflicts from people where id = ?", (person,)).fetchone()[0]
        assert conflicts == "phone"
        register.edit(one, person=person, field="phone", text="69840002", **SAID)
        bring(other, [one], random.Random(3))
        assert people(one)[person].phone == people(other)[person].phone == "69840002"


def test_one_desk_takes_off_whom_the_other_put_back(tmp_path: Path, twice_file: Path) -> None:
    """Off the list only where every live head says so: nobody drops out by a race."""
    one, other = two_desks(tmp_path, twice_file)
    with closing(one), closing(other):
        person = who(one, "H2/钱例甲")
        register.take_off(one, person=person, reason="moved_away", **SAID)
        bring(other, [one], random.Random(1))
        assert person not in people(other)
        register.put_back(other, person=person, **SAID)
        register.take_off(one, person=who(one, "H2/钱例乙"), reason="died", **SAID)
        bring(one, [other], random.Random(2))
        assert person in people(one)


@pytest.mark.parametrize("gone", [0, 1])
def test_one_desk_takes_an_entry_off_while_the_other_links_it_and_checks_him_in(
    tmp_path: Path, twice_file: Path, gone: int
) -> None:
    """What was said of him stays his, under whichever of his entries it was said and whichever is left."""
    one, other = two_desks(tmp_path, twice_file)
    with closing(one), closing(other):
        pair = sorted(old_man(one))
        off, left = pair[gone], pair[1 - gone]
        register.take_off(one, person=off, reason="entered_wrongly", **SAID)
        links.link(other, one=off, other=left, **SAID)
        field.check_in(other, persons=(left,), place="S1", **SAID)
        for store, by in ((one, other), (other, one)):
            bring(store, [by], random.Random(1))
        for store in (one, other):
            assert off not in people(store)
            assert counted_as(store, off) == left
            assert night(store).standing(left).place == "S1"
            assert inside_counts(night(store))["S1"] == 1


def test_refusals(twice: Store) -> None:
    one, other = old_man(twice)
    third = who(twice, "H7/王秀英")

    def refused(rule: str, operation: Any, first: PersonId, second: PersonId) -> None:
        before = twice.journal.revision
        with pytest.raises(Refusal) as said:
            operation(twice, one=first, other=second, **SAID)
        assert said.value.rule == rule
        assert twice.journal.revision == before

    refused(Rule.ONE_AND_THE_SAME, links.link, one, one)
    refused(Rule.UNKNOWN_PERSON, links.link, one, PersonId("x"))
    refused(Rule.NOT_LINKED, links.unlink, one, other)
    links.link(twice, one=one, other=other, **SAID)
    refused(Rule.ALREADY_DECIDED, links.link, other, one)
    links.differ(twice, one=one, other=third, **SAID)
    refused(Rule.ALREADY_DECIDED, links.differ, third, one)
    refused(Rule.LINK_CONTRADICTS, links.link, other, third)
    links.unlink(twice, one=one, other=third, **SAID)
    links.link(twice, one=other, other=third, **SAID)
    refused(Rule.LINK_CONTRADICTS, links.differ, one, third)


def events_of(changes: Changes) -> list[str]:
    return [event.kind for event in changes.events]


def test_edits_of_a_linked_person(twice: Store) -> None:
    """What entries give together is said of all of them; the rest of the one that was edited."""
    one, other = old_man(twice)
    links.link(twice, one=one, other=other, **SAID)
    changes = register.edit(twice, person=one, field=Field.MOBILITY, text="walks", **SAID)
    assert events_of(changes) == ["field_edited"] * 2
    assert str(people(twice)[counted_as(twice, one)].mobility) == "walks"
    assert len(register.edit(twice, person=one, field=Field.PHONE, text="69840000", **SAID).events) == 1
    assert people(twice)[counted_as(twice, one)].phone == "69840000"


def test_a_household_left_empty_is_gone_from_the_count(twice: Store) -> None:
    one, other = old_man(twice)
    homes = set(households(twice))
    links.link(twice, one=one, other=other, **SAID)
    assert homes - set(households(twice)) == {HouseholdId("H6")}
    links.unlink(twice, one=one, other=other, **SAID)
    assert set(households(twice)) == homes
