"""The register on the GUI thread: what an arrow key costs in the panel, and a new answer in a list of 100,000.

The bound is the 50 ms that nothing on the GUI thread may take; the peer of the panel is making its labels anew.
"""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from core.domain.hazards import Trigger
from core.domain.ids import PlaceCode
from core.operations.links import link
from core.operations.orders import order
from core.operations.plans import adopt_plan
from core.operations.register import edit
from core.planning.planner import make_plan
from core.queries.duplicates import open_pairs
from core.queries.people import person_card, register
from core.queries.planning_case import planning_case
from core.queries.rows import PersonCard
from core.store.database import Store
from core.store.people import people
from desktop import theme
from desktop.people.panel import PersonPanel, lines_of
from desktop.people.shown import PeopleShown, Wanted, arrange, compare
from desktop.people.table import PeopleTable
from desktop.widgets.lines import LineColumn
from tests.benchmarks.test_desk_speed import NOW, store  # noqa: F401 - the same encrypted file of 100,000 people
from tests.desktop.factories import new_night, open_night


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[PersonCard]]:
    """Cards of forty people of a planned town: what forty arrow keys show."""
    path = new_night(tmp_path_factory.mktemp("panel") / "night.daolian")
    with closing(open_night(path)) as night:
        plan = make_plan(planning_case(night, NOW, ordered_only=True), lambda _share: None, lambda: False)
        adopt_plan(night, plan=plan, at=NOW, operator="")
        rows = register(night, "王平镇", NOW)[:40]
        yield [card for row in rows if (card := person_card(night, row.person, NOW)) is not None]


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    theme.apply(qapp, theme.NIGHT, 1.0)
    return qapp


def shown(app: QApplication) -> None:
    """Lay out and paint what changed, as the event loop does."""
    QCoreApplication.sendPostedEvents()
    app.processEvents()


def test_an_arrow_key_in_the_panel(benchmark: Any, dressed: QApplication, cards: list[PersonCard]) -> None:
    panel = PersonPanel()
    panel.resize(350, 600)
    panel.show()
    for card in cards:  # every widget is there
        panel.show_card(card, NOW)
    turn = iter(cards * 1000)

    def press() -> None:
        panel.show_card(next(turn), NOW)
        shown(dressed)

    benchmark(press)
    panel.close()
    panel.deleteLater()


def test_making_the_labels_anew_is_the_peer(benchmark: Any, dressed: QApplication, cards: list[PersonCard]) -> None:
    panel = PersonPanel()
    panel.resize(350, 600)
    panel.show()
    turn = iter(cards * 1000)

    def press() -> None:
        column = LineColumn()
        column.show_lines(lines_of(next(turn), NOW, {}))
        panel._scroll.setWidget(column)
        shown(dressed)

    benchmark(press)
    panel.close()
    panel.deleteLater()


def test_a_new_answer_in_the_list(benchmark: Any, dressed: QApplication, store: Store) -> None:  # noqa: F811
    """One edited entry among 100,000: the comparison is made off the GUI thread, the table takes it."""
    everybody = register(store, None, NOW)
    table = PeopleTable()
    table.show_people(PeopleShown(rows=everybody, compared=compare((), everybody)))

    def answer() -> tuple[tuple[PeopleShown], dict[str, Any]]:
        now = (*table.people[:-1], table.people[0])
        return (PeopleShown(rows=now, compared=compare(table.people, now)),), {}

    benchmark.pedantic(table.show_people, setup=answer, rounds=9)


def test_the_list_after_one_edit_on_the_store_thread(benchmark: Any, store: Store) -> None:  # noqa: F811
    register(store, None, NOW)
    person = next(iter(people(store)))

    def once() -> None:
        edit(store, person=person, field="phone", text="69840000", at=NOW, operator="值班员")
        arrange(register(store, None, NOW), Wanted(), NOW)

    benchmark.pedantic(once, rounds=5)


def test_the_queue_of_pairs_after_one_link(benchmark: Any, store: Store) -> None:  # noqa: F811
    pairs = iter(open_pairs(store).found)

    def once() -> None:
        one, other = next(pairs).pair
        link(store, one=one, other=other, at=NOW, operator="值班员")
        open_pairs(store)

    benchmark.pedantic(once, rounds=5)


def test_an_order_makes_nobody_wait_for_the_register(benchmark: Any, store: Store) -> None:  # noqa: F811
    """The night after an order: the whole register is behind it."""
    code = PlaceCode("110109005001")

    def once() -> None:
        order(store, places=(code,), level=Trigger.GO, at=NOW, operator="值班员")
        person_card(store, next(iter(people(store))), NOW)

    benchmark.pedantic(once, rounds=5)
