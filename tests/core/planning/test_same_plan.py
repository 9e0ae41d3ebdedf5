"""The same case gives the same plan: again, and in another process whose sets and dictionaries are in another order."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

from core.planning.planner import make_plan
from core.planning.replan import replan
from tests.core.planning.drawn_cases import changed_case, drawn_case
from tests.core.planning.villages import never, nothing

_SEEDS = range(12)
_ROOT = Path(__file__).parents[3]


def prints() -> str:
    """One digest of the plans and replans of some drawn nights, without how long they took."""
    digest = hashlib.sha256()
    for seed in _SEEDS:
        rnd = Random(seed)
        drawn = drawn_case(rnd)
        plan = make_plan(drawn, nothing, never)
        later = replan(changed_case(rnd, drawn, plan), nothing, never).plan
        for each in (plan, later):
            digest.update(repr(replace(each, seconds=0.0)).encode())
    return digest.hexdigest()


def test_again() -> None:
    assert prints() == prints()


def test_in_another_process() -> None:
    code = "from tests.core.planning.test_same_plan import prints; print(prints())"
    for hash_seed in ("1", "2"):
        there = os.environ | {"PYTHONHASHSEED": hash_seed}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=_ROOT, env=there, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == prints()
