"""Rounds of buses beside CP-SAT, and beside their own bound.

    python -m pytest tests/benchmarks/test_vehicle_rounds.py --benchmark-only -s

Bus evacuation problems drawn by seed (5 to 75 loads): the last arrival of ours (a fixed number of moves, under 5 s of
work for the largest) never later than CP-SAT's after 30 s with 2 workers; the ratio to the proven bound is shown, with
seconds of this process (what counts on a busy machine) and by the wall.

CP-SAT is in no environment of this program. `DAOLIAN_CPSAT_PYTHON` may name a Python that has OR-Tools with pandas;
else a virtual environment is made in a temporary folder; where that fails, ours is printed alone.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import pytest

from core.planning.effort import Effort
from core.planning.timeline import MINUTE
from core.planning.vehicles.solve import Rounds, solve_rounds
from tests.core.planning.vehicles.drawn_rounds import SIZES, Instance, bus_evacuation, rounds_of

_PEER = Path(__file__).with_name("cpsat_peer.py")
_PEER_SECONDS, _PEER_WORKERS = 30, 2
_SEEDS = range(5)
_MOVES = 450_000


@pytest.fixture(scope="module")
def peer_python(tmp_path_factory: pytest.TempPathFactory) -> str | None:
    """A Python with CP-SAT, None where there is none and none can be made."""
    named = os.environ.get("DAOLIAN_CPSAT_PYTHON")
    if named:
        return named
    folder = tmp_path_factory.mktemp("cpsat")
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
        python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
        install = [str(python), "-m", "pip", "install", "--quiet", "ortools"]
        subprocess.run(install, check=True, capture_output=True, timeout=600)
        subprocess.run([str(python), "-c", "import ortools.sat.python.cp_model"], check=True, capture_output=True)
    except (OSError, subprocess.SubprocessError) as error:
        sys.stdout.write(f"\nno CP-SAT here ({type(error).__name__}): ours alone\n")
        return None
    return str(python)


def peer(python: str | None, instance: Instance) -> dict[str, Any]:
    if python is None:
        return {"value": None, "status": "NOT RUN"}
    task = json.dumps({**instance, "seconds": _PEER_SECONDS, "workers": _PEER_WORKERS})
    done = subprocess.run([python, _PEER], input=task, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def solved(instance: Instance) -> Rounds:
    return solve_rounds(rounds_of(instance), Effort(lambda _: None, lambda: False, 10**9, 3600.0), _MOVES)


@pytest.mark.parametrize("size", SIZES)
def test_rounds_beside_cpsat(benchmark: Any, size: str, peer_python: str | None) -> None:
    drawn = [bus_evacuation(size, seed) for seed in _SEEDS]
    each: list[tuple[Rounds, dict[str, Any]]] = []

    work: list[float] = []

    def ours() -> list[Rounds]:
        found = []
        for instance in drawn:
            begin = process_time()
            found.append(solved(instance))
            work.append(process_time() - begin)
        return found

    answers = benchmark.pedantic(ours, rounds=1)
    seconds = benchmark.stats.stats.total / len(drawn)
    for instance, rounds in zip(drawn, answers, strict=True):
        other = peer(peer_python, instance)
        each.append((rounds, other))
        said = "-" if other["value"] is None else str(other["value"])
        value, bound = rounds.value.last // MINUTE, rounds.bound / MINUTE
        proven = ", proven" if rounds.proven else ""
        line = f"{size:>3} loads: ours {value} min, bound {bound:.0f} ({1 + rounds.gap:.3f}{proven}), CP-SAT {said}"
        sys.stdout.write(f"\n{line} {other['status'].lower()}")
    ratios = [1 + rounds.gap for rounds, _ in each]
    took = f"{median(work):.1f} s of work in the middle, {max(work):.1f} s at most, {seconds:.1f} s each by the wall"
    sys.stdout.write(f"\n{size:>3} loads: {took}; value over bound {median(ratios):.3f} in the middle\n")
    benchmark.extra_info.update(value_over_bound=median(ratios), seconds_each=seconds, work_each=median(work))
    for rounds, other in each:
        assert rounds.value.unsafe == 0
        assert other["value"] is None or rounds.value.last <= other["value"] * MINUTE
