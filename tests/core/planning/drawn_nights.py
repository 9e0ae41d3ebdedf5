"""Whole nights drawn by seed: planned, changed, planned anew and replanned, and replanned again after another change,
and once more after people have decided this and that by themselves; every plan is verified.

    python -m tests.core.planning.drawn_nights FIRST END     prints what any of the seeds FIRST to END - 1 breaks

A night takes about a fifth of a second.
"""

import sys
from collections.abc import Iterator
from random import Random
from time import process_time

from core.planning.checks import violations
from core.planning.planner import make_plan
from core.planning.replan import replan
from tests.core.planning.drawn_cases import case_taken_in_hand, changed_case, drawn_case
from tests.core.planning.villages import never, nothing

_TOLD_EVERY = 250


def breaches(seed: int) -> Iterator[str]:
    """Every rule that a plan of this night breaks, with which plan it is."""
    rnd = Random(seed)
    drawn = drawn_case(rnd)
    plan = make_plan(drawn, nothing, never)
    yield from (f"plan: {finding}" for finding in violations(drawn, plan))
    later = changed_case(rnd, drawn, plan)
    yield from (f"later plan: {finding}" for finding in violations(later, make_plan(later, nothing, never)))
    standing = replan(later, nothing, never).plan
    yield from (f"replan: {finding}" for finding in violations(later, standing))
    again = changed_case(rnd, later, standing)
    second = replan(again, nothing, never).plan
    yield from (f"second replan: {finding}" for finding in violations(again, second))
    taken = case_taken_in_hand(rnd, again, second)
    yield from (f"taken in hand: {finding}" for finding in violations(taken, replan(taken, nothing, never).plan))
    yield from (f"fresh, in hand: {finding}" for finding in violations(taken, make_plan(taken, nothing, never)))


def main(first: int, end: int) -> int:
    """How many nights break a rule."""
    broken, begun = 0, process_time()
    for seed in range(first, end):
        found = list(breaches(seed))
        broken += bool(found)
        for each in found:
            _say(f"seed {seed}, {each}")
        if (seed + 1 - first) % _TOLD_EVERY == 0 or seed + 1 == end:
            work = process_time() - begun
            _say(f"{seed + 1 - first} nights, {broken} with a violation, {work:.0f} s of work")
    return broken


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]), int(sys.argv[2])) else 0)
