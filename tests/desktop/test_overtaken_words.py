"""What the screens say of entries that are known to be missing."""

from dataclasses import replace

from core.domain.ids import DeviceId, PersonId
from core.queries.desks import DeskRow
from core.queries.situation_rows import Broken, Difference
from core.store.missing import Missing
from desktop.desks import saying
from desktop.printing.situation_text import difference
from desktop.reports import saying as reports_saying

DEVICE = DeviceId("ab" * 8)
ROW = DeskRow(DEVICE, "乙台", False, True, 8, 1, 0, False, None, None, None, None)


def test_a_desk_says_which_entries_are_missing_and_whom_they_may_be_about() -> None:
    gaps = (Missing(DEVICE, 1, 6, 6), Missing(DEVICE, 1, 9, 12))
    row = replace(ROW, missing=5, gaps=gaps, overtaken=4)
    assert saying.held(row) == "8 条，还缺 5 条（6、9–12）"
    assert saying.newest(row, None) == "4 人可能有后来的没收到"
    assert saying.held(ROW) == "8 条"


def test_a_report_says_how_many_may_be_elsewhere() -> None:
    found = Difference(Broken.MISSING, "乙台", 13, 8, (PersonId("a"), PersonId("b")))
    assert difference(found) == "乙台有 13 条记录，这里只收到 8 条，差 5 条没带到，2 人可能有后来的记录。"
    assert reports_saying.difference(found)[1] == "有 13 条记录，只收到 8 条，差 5 条；2 人可能有后来的记录没收到"
    assert difference(replace(found, persons=())) == "乙台有 13 条记录，这里只收到 8 条，差 5 条没带到。"
