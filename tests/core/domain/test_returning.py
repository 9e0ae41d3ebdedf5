"""The return gate: what it lacks, by table; and that nothing but all three conditions opens it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.hazards import Trigger
from core.domain.ids import EventId, HouseholdId, PersonId, PlaceCode
from core.domain.orders import Party, ResponseLevel
from core.domain.people import Mobility, Person
from core.domain.returning import PlaceFacts, ReturnOrder, ReturnRules, Signature, Signer, gate_of, with_went_back
from core.domain.standing import Class, Home, Standing
from core.exchange.shelter_rules import return_rules
from tests.factories import minute

P1 = PlaceCode("P1")
FIRST, SECOND = EventId("1" * 32), EventId("2" * 32)
RULES = ReturnRules(
    timedelta(hours=15),
    "四级",
    (Signer("head", "村长", "head", "", False), Signer("watcher", "群测员", "watcher", "", False)),
    "",
    False,
)


def signed(role: str, *orders: EventId, clear: bool = True) -> Signature:
    return Signature(role, clear, frozenset(orders), "示某", minute(0), "")


BOTH = (signed("head", FIRST), signed("watcher", FIRST))
LIFTED = PlaceFacts(P1, frozenset({FIRST}), Trigger.NONE, minute(0))
LATER = minute(15 * 60)


@pytest.mark.parametrize(
    ("facts", "hours", "lacks"),
    [
        (PlaceFacts(P1), 0, ""),
        (PlaceFacts(P1, response=(ResponseLevel("二级", "全区", "", minute(0)),)), 99, "lifted"),
        (PlaceFacts(P1, response=(ResponseLevel("解除", "全区", "", minute(0)),)), 0, ""),
        (PlaceFacts(P1, frozenset({FIRST}), Trigger.GO), 99, "lifted lag inspected"),
        (PlaceFacts(P1, frozenset({FIRST}), Trigger.GO, signatures=BOTH, peaks=(minute(0),)), 99, "lifted"),
        (PlaceFacts(P1, frozenset({FIRST}), Trigger.NONE, minute(0)), 14.9, "lag inspected"),
        (PlaceFacts(P1, frozenset({FIRST}), Trigger.NONE, minute(0)), 15, "inspected"),
        (PlaceFacts(P1, frozenset({FIRST}), Trigger.NONE, minute(0), signatures=BOTH[:1]), 15, "inspected"),
        (PlaceFacts(P1, frozenset({FIRST}), Trigger.NONE, minute(0), signatures=BOTH), 15, ""),
        (PlaceFacts(P1, frozenset({FIRST}), Trigger.NONE, minute(600), peaks=(minute(0),), signatures=BOTH), 15, ""),
        (
            PlaceFacts(P1, frozenset({FIRST}), Trigger.NONE, minute(0), peaks=(minute(0), minute(60)), signatures=BOTH),
            15,
            "lag",
        ),
        (PlaceFacts(P1, frozenset({FIRST, SECOND}), Trigger.NONE, minute(0), signatures=BOTH), 15, "inspected"),
        (
            PlaceFacts(
                P1, frozenset({FIRST}), Trigger.NONE, minute(0), signatures=(*BOTH, signed("head", FIRST, clear=False))
            ),
            15,
            "inspected",
        ),
    ],
    ids=[
        "never ordered: there is no gate",
        "but a response level holds it shut",
        "not once it is lifted",
        "all three",
        "only the order, however long ago the peak",
        "six minutes early",
        "the lag is over at the minute",
        "one of two signatures",
        "all that is asked for",
        "the lag counts from the peak, not from the lifting",
        "from the later of two peaks",
        "signatures that did not know of a later order",
        "two desks: one found something",
    ],
)
def test_what_the_gate_lacks(facts: PlaceFacts, hours: float, lacks: str) -> None:
    gate = gate_of(facts, RULES, minute(hours * 60))
    conditions = {"lifted": gate.lifted, "lag": gate.lag_passed, "inspected": gate.inspected}
    assert " ".join(name for name, there in conditions.items() if not there) == lacks
    assert gate.open == (lacks == "")


def test_a_return_is_ordered_before_anybody_returns_and_a_new_move_order_ends_it() -> None:
    ready = PlaceFacts(P1, frozenset({FIRST}), Trigger.NONE, minute(0), signatures=BOTH)
    assert not gate_of(ready, RULES, LATER).returning
    ordered = PlaceFacts(
        P1,
        frozenset({FIRST}),
        Trigger.NONE,
        minute(0),
        signatures=BOTH,
        returns=(ReturnOrder(frozenset({FIRST}), minute(0), "甲"),),
    )
    assert gate_of(ordered, RULES, LATER).returning
    again = PlaceFacts(
        P1, frozenset({FIRST, SECOND}), Trigger.NONE, minute(0), signatures=BOTH, returns=ordered.returns
    )
    assert gate_of(again, RULES, LATER).ordered_by is None
    assert gate_of(PlaceFacts(P1), RULES, minute(0)).returning  # nobody was ordered away: nobody is held


@given(
    ordered=st.frozensets(st.sampled_from((FIRST, SECOND)), min_size=1),
    level=st.sampled_from(Trigger),
    lifted=st.none() | st.integers(0, 2000),
    peaks=st.lists(st.integers(0, 2000), max_size=2),
    signatures=st.lists(
        st.tuples(st.sampled_from(("head", "watcher")), st.frozensets(st.sampled_from((FIRST, SECOND))), st.booleans()),
        max_size=4,
    ),
    response=st.lists(st.sampled_from(("四级", "一级+", "解除", "特级")), max_size=2),
    at=st.integers(0, 4000),
)
def test_it_is_open_only_where_nothing_at_all_lacks(
    ordered: frozenset[EventId],
    level: Trigger,
    lifted: int | None,
    peaks: list[int],
    signatures: list[tuple[str, frozenset[EventId], bool]],
    response: list[str],
    at: int,
) -> None:
    facts = PlaceFacts(
        P1,
        ordered,
        level,
        minute(lifted) if lifted is not None else None,
        tuple(ResponseLevel(one, "全区", "", minute(0)) for one in response),
        tuple(map(minute, peaks)),
        tuple(signed(role, *known, clear=clear) for role, known, clear in signatures),
    )
    starts = [*peaks, *([lifted] if lifted is not None and not peaks else [])]
    meant = (
        level is Trigger.NONE
        and all(one == "解除" for one in response)
        and bool(starts)
        and max(starts) + 900 <= at
        and all(clear for _, _, clear in signatures)
        and {role for role, known, _ in signatures if known >= ordered} == {"head", "watcher"}
    )
    assert gate_of(facts, RULES, minute(at)).open == meant


def someone(ident: str, household: str, *, beyond: bool = False) -> Person:
    return Person(PersonId(ident), "", HouseholdId(household), "示某", P1, Mobility.WALKS, beyond_register=beyond)


def test_who_went_back_is_due_whatever_is_ordered() -> None:
    people = {
        one.id: one
        for one in (someone("a", "H1"), someone("b", "H1"), someone("c", "H2"), someone("d", "", beyond=True))
    }
    back = Standing(Class.NOT_MOVED, home=Home.WENT_BACK)
    standings = {
        PersonId("a"): back,
        PersonId("c"): back,
        PersonId("d"): back,
        PersonId("b"): Standing(home=Home.RETURNED),
    }
    assert with_went_back((), people, standings) == (
        Party(HouseholdId("H1"), P1, (PersonId("a"),), Trigger.GO),
        Party(HouseholdId("H2"), P1, (PersonId("c"),), Trigger.GO),
    )
    standing = Party(HouseholdId("H1"), P1, (PersonId("b"),), Trigger.PREPARE)
    assert with_went_back((standing,), people, standings)[0].members == (PersonId("a"), PersonId("b"))


def test_the_shipped_rules_name_their_source_and_wait_for_somebody_to_confirm_them() -> None:
    rules = return_rules()
    assert (rules.lag, rules.confirmed) == (timedelta(hours=15), False)
    assert {signer.role for signer in rules.signers} == {"village_head", "geo_watcher"}
    assert rules.source
    assert all(signer.source and signer.name and signer.name_en for signer in rules.signers)
