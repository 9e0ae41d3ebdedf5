"""The report to the district is one key: figures from the roll, words, files, and every figure opens to its names."""

from contextlib import closing
from pathlib import Path

from core.domain.events import Evidence
from core.domain.harm import Harm
from core.domain.helping import Out
from core.domain.ids import PlaceCode
from core.domain.situation import Figure, ReportKind
from core.operations.field import check_in, harm, unreachable
from core.operations.helping import send_squad
from core.operations.orders import complete
from core.queries.situation import situation
from core.queries.verification import verify
from core.store.database import open_store
from core.store.reports import report_text, reports
from desktop.prints_folder import reports_folder
from desktop.reports.model import BESIDE
from desktop.surroundings import seeded_surroundings
from tests.journeys.conftest import FIRST_TOWN, GO_AT, NAME, SitDown


def make_busy(path: Path) -> PlaceCode:
    """Some came, one is in a hospital, one died, one cannot be reached, a squad is out, a village says it is done."""
    with closing(open_store(path, seeded_surroundings(2, lambda: GO_AT))) as store:
        stands = situation(store, FIRST_TOWN, GO_AT)
        due = stands.behind[Figure.DUE]
        said = {"at": GO_AT, "operator": "李拟丙"}
        shelter = store.connection.execute("select key from shelters order by n limit 1").fetchone()[0]
        check_in(store, persons=due[:40], place=shelter, **said)
        unreachable(store, persons=due[41:42], evidence=Evidence.HEARSAY, **said)
        harm(store, persons=due[42:43], harm=Harm.HOSPITAL, note="区医院", **said)
        harm(store, persons=due[43:44], harm=Harm.DEAD, **said)
        send_squad(store, name="示例救援队", heads=12, **said)
        done = store.connection.execute("select place from people where id = ?", (due[60],)).fetchone()[0]
        complete(store, places=(PlaceCode(done),), **said)
        return PlaceCode(done)


def test_a_report_goes_up_with_one_key(sit_down: SitDown, night_file: Path) -> None:
    make_busy(night_file)
    with sit_down(night_file) as officer:
        view = officer.screen("reports", "F10")
        model = officer.window.models["reports"]
        assert model.state.kind is ReportKind.FIRST
        assert model.fact.startswith("首报")
        total = model.state.situation.total
        assert total[Figure.DUE] == officer.figure("due")
        assert total[Figure.MOVED] == officer.figure("moved") == 41

        officer.until(lambda: len(model.names.rows) == total[Figure.DUE])
        officer.press("Right", "Right", "Right", "Right")
        officer.until(lambda: model.names.cell.figure is Figure.UNREACHABLE and len(model.names.rows) == 1)
        officer.press("K")
        officer.until(lambda: model.names.cell.difference == 0 and model.names.rows)
        officer.press("V")
        assert "应转人数" in view.text.toPlainText()

        officer.press("N")
        officer.type("team 6")
        officer.press("Return")
        officer.until(lambda: model.state.situation.total[Figure.OUT] == 18)
        view.beside.setFocus()
        view.beside.go(0, 1 + BESIDE.index(Figure.OUT))
        officer.until(lambda: {row.name for row in model.names.rows} == {"team", "示例救援队"})
        team = next(row.ident for row in model.names.rows if row.name == "team")
        view.panel.names.select_row(view.panel.names.row_of(f"responder/{team}"))
        officer.press("S")
        officer.until(lambda: {row.name: row.out for row in model.names.rows}["team"] is Out.SAFE)
        officer.press("B")
        officer.until(lambda: model.state.situation.total[Figure.OUT] == 12)

        officer.press("Return")
        officer.until(lambda: "存了 4 个文件" in view.panel.notice.text())
        officer.until(lambda: model.state.situation is not None and len(model.state.situation.made) == 1)
        assert model.state.kind is ReportKind.NEXT
        assert model.fact.startswith("续报")

        left = len(set().union(*map(set, model.state.situation.unsettled.values())))
        view.table.setFocus()
        officer.press("3")  # the final one, while almost everybody is still at home
        officer.until(lambda: model.state.kind is ReportKind.FINAL)
        officer.press("Return")
        officer.until(lambda: model.names.cell.unsettled and len(model.names.rows) == left)
        officer.press("Return")
        assert view.panel.entry.refusal()
        officer.type("rain is over")
        officer.press("Return")
        officer.until(lambda: len(model.state.situation.made) == 2)
        officer.until(lambda: len(list(reports_folder().iterdir())) == 8)
        assert not view.panel.entry.isVisible()
    names = sorted(path.suffix for path in reports_folder().iterdir())
    assert names == [".pdf"] * 2 + [".txt"] * 4 + [".xlsx"] * 2
    with closing(open_store(night_file, seeded_surroundings(4, lambda: GO_AT), write=False)) as store:
        made, final = reports(store, FIRST_TOWN)
        assert "rain is over" in report_text(store, final)[0]
        assert (made.kind, store.operator_name(made.operator)) == (ReportKind.FIRST, NAME)
        assert made.total["due"] == total[Figure.DUE]
        assert report_text(store, made)[0].startswith("【演练】")
        assert [odd for odd in verify(store) if odd.error] == []
