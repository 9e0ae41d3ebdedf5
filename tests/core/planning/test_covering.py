"""Whether more doors could be covered, by passing helpers on and by dealing everybody anew: the two always agree."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.helping import Lock
from core.domain.ids import EventId
from core.domain.people import Mobility, Role
from core.planning.assignment import _Work
from core.planning.case import Case, CaseMember, CaseParty
from core.planning.effort import Effort
from core.planning.network import build_network
from core.planning.pairing.covering import more_can_be_covered
from core.planning.pairing.doors import Doorsteps, doors_of
from core.planning.pairing.handing_out import Pairs
from core.planning.pairing.offers import Group
from core.planning.pairing.relaxed_flow import deal
from core.planning.prepared import Roads
from core.planning.reach import Reach
from core.planning.travel import Travel
from tests.core.planning.test_pairing_brute_force import ROADS
from tests.core.planning.villages import AT, case, helper, link, never, node, nothing, place, shelter

SPOTS = {"u": (0, 0), "v": (600, 0), "w": (600, 700)}


def drawn(rnd: Random) -> Case:
    """Three villages with a dozen households, few helpers, some of one house, some with hands for two."""
    helpers = [
        helper(
            f"z{i}",
            rnd.choice("uvw"),
            carries=rnd.choice([0, 1, 2, 2, 3]),
            max_load=rnd.randint(0, 3),
            car_seats=rnd.choice([0, 0, 4]),
            night=rnd.random() < 0.85,
            household=rnd.choice([None, None, "k", "l"]),
        )
        for i in range(rnd.randint(1, 7))
    ]
    kinds = [Mobility.WALKS, Mobility.WALKS, Mobility.BEDRIDDEN]
    parties = []
    for i in range(rnd.randint(1, 12)):
        members = tuple(CaseMember(f"p{i}{n}", rnd.choice(kinds)) for n in range(rnd.choice([1, 1, 2, 3])))
        parties.append(CaseParty(f"h{i:02}", rnd.choice("uvw"), members))
    wanted = [(p.household, rnd.choice(helpers).id) for p in parties for _ in range(2) if rnd.random() < 0.7]
    locks = [(p.household, role, rnd.choice(helpers).id) for p in parties for role in Role if rnd.random() < 0.1]
    return case(
        [node(name, *at) for name, at in SPOTS.items()],
        [link(name, *sorted(ends), minutes) for ends, (name, minutes) in ROADS.items()],
        [place(name, *at) for name, at in SPOTS.items()],
        [shelter("s", 0, 0, 99)],
        parties,
        helpers=tuple(helpers),
        kept_pairings=tuple(sorted(set(wanted))),
        locks=tuple(Lock(household, role, who, AT, "", EventId("00")) for household, role, who in locks),
        night=rnd.random() < 0.5,
    )


def anew(work: _Work, pairs: Pairs) -> bool:
    """The same by dealing all helpers out afresh, as if nobody knew anybody."""
    groups = [Group(each.step, each.carried, each.doors, each.kept) for each in work.groups(work.locked)]
    dealt = deal(work.steps, groups, work.spare(work.locked), changes_first=False)
    without = sum(not pair for pair in pairs), sum(len(pair) < 2 for pair in pairs)
    return (dealt.uncovered_a, dealt.uncovered_b) < without


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_passing_on_finds_what_dealing_anew_finds(seed: int) -> None:
    rnd = Random(seed)
    night = drawn(rnd)
    effort = Effort(nothing, never, 10**9, 1e9)
    travel = Travel(night, Roads(build_network(night)), effort)
    steps = Doorsteps(night, Reach(night, travel, effort))
    doors = doors_of(steps, {p.household: rnd.choice([None, None, 3.0, 12.0]) for p in night.parties})
    work = _Work(steps, doors)
    for pairs in (work.locked, work.held(), work.solve(work.held()).pairs, work.solve(work.locked).pairs):
        groups, spare = work.groups(work.locked), work.spare(work.locked)
        assert more_can_be_covered(steps, groups, spare, pairs) is anew(work, pairs)
