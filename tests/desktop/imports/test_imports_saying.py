"""What stands under the list of an import."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from core.domain.findings import Finding
from core.exchange.office.problems import Odd
from desktop.imports.model import ImportsShown, Taken
from desktop.imports.saying import outcome


def test_a_list_of_which_nobody_will_be_due_says_so_before_and_after(qtbot: QtBot) -> None:
    plain = ImportsShown(loaded=True, rows_in=3, new=3)
    without = replace(plain, nobody_due=Finding(Odd.NO_HAZARDS, "名单.xlsx"))
    taken = replace(without, taken=Taken("people", new=3, changed=0, left=0))
    assert "不会列入应转" not in outcome(plain)
    assert all("不会列入应转" in outcome(state) for state in (without, taken))
    assert "不会列入应转" not in outcome(replace(without, working=0.5))
