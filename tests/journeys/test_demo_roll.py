"""The night of 23·7 as the demo lives it: at every step the totals are lists, and the file says the same afterwards."""

import json
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from core.queries.roll import roll_report
from core.queries.timing import BEIJING
from core.store.database import open_store
from desktop.cli import main
from tests.factories import surroundings

FIGURES = ("due", "moved", "not_moved", "refused", "unreachable", "away", "to_reconcile")


@pytest.mark.long
def test_the_roll_of_the_file_at_every_step_is_what_the_demo_said(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["demo", "--out", str(out), "--no-pictures", "--json"]) == 0
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["violations"] == []
    with closing(open_store(out / "night.daolian", surroundings(), write=False)) as store:
        for step in summary["steps"]:
            report = roll_report(store, datetime.fromisoformat(step["time"]).replace(tzinfo=BEIJING))
            assert {name: report[name] for name in FIGURES} == {name: step[name] for name in FIGURES}, step["time"]
            together = [person for name in FIGURES[1:6] for person in report["lists"][name]]
            assert sorted(together) == report["lists"]["due"]
