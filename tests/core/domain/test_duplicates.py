"""One person in several ledgers: which pairs the rules name, and what decisions amount to."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.duplicates import (
    PAIRS_OF_A_GROUP,
    Links,
    Match,
    Pair,
    Verdict,
    candidates,
    id_body,
    links_of,
    matches_of,
    pair_of,
    pair_subject,
    subject_pair,
    verdict_of,
)
from core.domain.ids import HouseholdId, PersonId, PlaceCode
from core.domain.people import Mobility, Person


def entry(number: int, name: str = "王示英", **fields: str) -> Person:
    made = Person(
        id=PersonId(f"{number:032x}"),
        card=f"C{number}",
        household=HouseholdId(fields.pop("household", f"H{number}")),
        name=name,
        place=PlaceCode(fields.pop("place", "P1")),
        mobility=Mobility.WALKS,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


# what two entries say -> the rules that name the pair
PAIRS: dict[str, tuple[Person, Person, tuple[Match, ...]]] = {
    "the same id": (entry(1, "甲", id_number="110109195001011234"), entry(2, "乙", id_number="110109195001011234"),
                    (Match.SAME_ID,)),
    "the old form of the same id": (entry(1, "甲", id_number="110109500101123"),
                                    entry(2, "乙", id_number="110109195001011234"), (Match.SAME_ID,)),
    "a small x": (entry(1, "甲", id_number="99999919500101001x"), entry(2, "乙", id_number="99999919500101001X"),
                  (Match.SAME_ID,)),
    "other ids": (entry(1, "甲", id_number="110109195001011234"), entry(2, "乙", id_number="110109195001021234"), ()),
    "no ids": (entry(1, "甲"), entry(2, "乙"), ()),
    "name, birth and village": (entry(1, birth="1950-03-01"), entry(2, birth="1950-03-01"),
                                (Match.SAME_NAME_BIRTH_PLACE,)),
    "name, year and village": (entry(1, birth="1950"), entry(2, birth="1950-03-01"), (Match.SAME_NAME_BIRTH_PLACE,)),
    "name and another day": (entry(1, birth="1950-03-01"), entry(2, birth="1950-03-02"), ()),
    "name and village only": (entry(1), entry(2), ()),
    "another village": (entry(1, birth="1950-03-01"), entry(2, birth="1950-03-01", place="P2"), ()),
    "name and household": (entry(1, household="H1"), entry(2, household="H1"), (Match.SAME_NAME_HOUSEHOLD,)),
    "household only": (entry(1, "甲", household="H1"), entry(2, "乙", household="H1"), ()),
    "nobody's household": (entry(1, household=""), entry(2, household=""), ()),
    "name and phone": (entry(1, phone="1990001234"), entry(2, phone="1990001234"), (Match.SAME_NAME_PHONE,)),
    "the family's phone": (entry(1, "甲", phone="1990001234"), entry(2, "乙", phone="1990001234"), ()),
    "a name with a dot": (entry(1, "买买提·示甲", phone="1990001234"), entry(2, "买买提‧ 示甲", phone="1990001234"),
                          (Match.SAME_NAME_PHONE,)),
    "several rules": (entry(1, birth="1950-03-01", phone="1990001234"),
                      entry(2, birth="1950-03-01", phone="1990001234"),
                      (Match.SAME_NAME_BIRTH_PLACE, Match.SAME_NAME_PHONE)),
}  # fmt: skip


@pytest.mark.parametrize("kind", PAIRS)
def test_which_rules_name_a_pair(kind: str) -> None:
    one, other, matches = PAIRS[kind]
    found = candidates([one, other], {})
    assert [item.matches for item in found.found] == ([matches] if matches else [])
    assert matches_of(one, other) == matches_of(other, one) == matches


def test_three_of_one_name_in_one_village_are_three_people() -> None:
    """Not even shown as a pair: nothing but a common name speaks for it."""
    assert candidates([entry(n, "王秀英") for n in range(3)], {}).found == ()
    born = [entry(n, "王秀英", birth=f"{1940 + n}-05-05") for n in range(3)]
    assert candidates(born, {}).found == ()


@st.composite
def ledgers(draw: st.DrawFn) -> list[Person]:
    few = st.sampled_from
    return [
        entry(
            n,
            draw(few(["王示英", "王 示英", "李示", ""])),
            household=draw(few(["", "H1", "H2"])),
            place=draw(few(["P1", "P2"])),
            birth=draw(few(["", "1950", "1950-03-01", "1950-03-02"])),
            phone=draw(few(["", "1990001234", "1990001235"])),
            id_number=draw(few(["", "", "110109500101123", "110109195001011234", "护照1"])),
        )
        for n in range(draw(st.integers(0, 5)))
    ]


@given(ledgers(), st.randoms(use_true_random=False))
def test_grouping_finds_what_comparing_everybody_finds(everybody: list[Person], draws: random.Random) -> None:
    decided = {
        pair_of(one.id, other.id): draws.choice(list(Verdict))
        for one, other in combinations(everybody, 2)
        if draws.random() < 0.3
    }
    shuffled = list(everybody)
    draws.shuffle(shuffled)
    found = candidates(shuffled, decided)
    brute = {
        pair_of(one.id, other.id): matches_of(one, other)
        for one, other in combinations(everybody, 2)
        if matches_of(one, other)
        and decided.get(pair_of(one.id, other.id), Verdict.OPEN) in (Verdict.OPEN, Verdict.CONFLICT)
    }
    assert {item.pair: item.matches for item in found.found} == brute
    assert found == candidates(everybody, decided)


def test_a_large_group_comes_up_bit_by_bit_and_whole() -> None:
    everybody = [entry(n, birth="1950-01-01") for n in range(9)]
    decided: dict[Pair, Verdict] = {}
    rounds = 0
    while (found := candidates(everybody, decided)).found:
        assert len(found.found) <= PAIRS_OF_A_GROUP
        assert len(found.found) + found.waiting == 36 - len(decided)
        decided |= dict.fromkeys((item.pair for item in found.found), Verdict.DIFFERENT)
        rounds += 1
    assert (len(decided), rounds) == (36, 3)


def p(number: int) -> PersonId:
    return PersonId(f"{number:032x}")


def said(*facts: tuple[int, int, Verdict]) -> dict[Pair, Verdict]:
    return {pair_of(p(one), p(other)): verdict for one, other, verdict in facts}


SAME, DIFFERENT, CONFLICT = Verdict.SAME, Verdict.DIFFERENT, Verdict.CONFLICT

DECISIONS: dict[str, tuple[dict[Pair, Verdict], Links]] = {
    "nothing": ({}, Links()),
    "one link": (said((2, 1, SAME)), Links(((p(1), p(2)),))),
    "a link of a link": (said((1, 2, SAME), (3, 2, SAME)), Links(((p(1), p(2), p(3)),))),
    "two people": (said((1, 2, DIFFERENT)), Links()),
    "two desks differ": (said((1, 2, CONFLICT)), Links((), ((p(1), p(2)),))),
    "a contradiction through a third": (
        said((1, 2, SAME), (2, 3, SAME), (1, 3, DIFFERENT), (4, 5, SAME)),
        Links(((p(4), p(5)),), ((p(1), p(2)), (p(1), p(3)), (p(2), p(3)))),
    ),
    "different from a linked one": (said((1, 2, SAME), (1, 3, DIFFERENT)), Links(((p(1), p(2)),))),
}


@pytest.mark.parametrize("kind", DECISIONS)
def test_what_decisions_amount_to(kind: str) -> None:
    decided, links = DECISIONS[kind]
    assert links_of(decided) == links


PAIR_NUMBERS = st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1])
FACTS = st.dictionaries(PAIR_NUMBERS, st.sampled_from([SAME, DIFFERENT, CONFLICT]), max_size=12)


@given(FACTS, st.randoms(use_true_random=False))
def test_links_are_groups_of_their_own_whatever_the_order(
    facts: dict[tuple[int, int], Verdict], draws: random.Random
) -> None:
    decided = said(*((one, other, verdict) for (one, other), verdict in facts.items()))
    links = links_of(decided)
    shuffled = list(decided.items())
    draws.shuffle(shuffled)
    assert links_of(dict(shuffled)) == links
    members = [one for group in links.groups for one in group]
    assert len(members) == len(set(members))
    together = {pair_of(one, other) for group in links.groups for one, other in combinations(group, 2)}
    assert not [pair for pair in together if decided.get(pair) in (DIFFERENT, CONFLICT)]
    settled = {pair for pair, verdict in decided.items() if verdict is SAME} - set(links.conflicts)
    assert settled <= together
    assert {pair for pair, verdict in decided.items() if verdict is CONFLICT} <= set(links.conflicts)


@pytest.mark.parametrize(
    ("heads", "verdict"),
    [
        ([], Verdict.OPEN),
        ([SAME], SAME),
        ([SAME, SAME], SAME),
        ([DIFFERENT], DIFFERENT),
        ([SAME, DIFFERENT], CONFLICT),
        ([SAME, Verdict.OPEN], CONFLICT),
        ([Verdict.OPEN], Verdict.OPEN),
    ],
)
def test_heads_that_agree_are_one_verdict(heads: list[Verdict], verdict: Verdict) -> None:
    assert verdict_of(heads) is verdict


def test_subjects_name_pairs_either_way() -> None:
    assert subject_pair(pair_subject(pair_of(p(9), p(2)))) == (p(2), p(9))


@pytest.mark.parametrize(
    ("number", "body"),
    [
        ("110109195001011234", "11010919500101123"),
        ("110109500101123", "11010919500101123"),
        (" 99999919500101001x ", "99999919500101001"),
        ("E12345678", "E12345678"),
        ("", ""),
    ],
)
def test_bodies_of_id_numbers(number: str, body: str) -> None:
    assert id_body(number) == body
