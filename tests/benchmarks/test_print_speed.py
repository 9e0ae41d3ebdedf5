"""2,000 household cards, each in three copies, as PDF: budget 10 s (design section 8), in CPU time.

Run with `pytest tests/benchmarks --benchmark-only`. The peer is what no print can do without: the same count of blank
pages by the same QPdfWriter. Nothing here passes or fails by the clock.
"""

import itertools
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from time import process_time

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from pytest_benchmark.fixture import BenchmarkFixture

from core.domain.hazards import Trigger
from core.operations.orders import order
from core.operations.plans import adopt_plan
from core.planning.planner import make_plan
from core.queries.names import places
from core.queries.paper_rows import PaperCase
from core.queries.papers import paper_case
from core.queries.planning_case import planning_case
from desktop.printing.household_card import household_cards
from desktop.printing.papers import PAPERS
from desktop.printing.press import press
from desktop.printing.typeface import Typeface
from tests.desktop import factories

CARDS = 2000


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> PaperCase:
    """The built-in district with half of its towns ordered and planned."""
    path = factories.new_night(tmp_path_factory.mktemp("print") / "night.daolian")
    with closing(factories.open_night(path)) as store:
        codes = tuple(place.code for place in places(store).values())
        at: datetime = factories.NOW
        order(store, places=codes, level=Trigger.GO, at=at, operator=factories.OFFICER)
        plan = make_plan(planning_case(store, at), lambda _share: None, lambda: False)
        adopt_plan(store, plan=plan, at=at, operator=factories.OFFICER)
        return paper_case(store, at)


@pytest.fixture(scope="module")
def cards(case: PaperCase) -> PaperCase:
    """Exactly 2,000 households, the same ones again where the district has fewer."""
    return replace(case, households=tuple(itertools.islice(itertools.cycle(case.households), CARDS)))


@pytest.fixture
def face(qapp: object) -> Typeface:
    return Typeface()


def say(line: str) -> None:
    """Value, peer and ratio, beside the figures that pytest-benchmark keeps."""
    sys.stderr.write(f"\n{line}\n")


def blank_pages(count: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    painter = QPainter(writer)
    for _ in range(count - 1):
        writer.newPage()
    painter.end()
    return bytes(buffer.data().data())


def test_two_thousand_cards(benchmark: BenchmarkFixture, face: Typeface, cards: PaperCase) -> None:
    taken: list[float] = []

    def print_them() -> tuple[int, int]:
        began = process_time()
        document = household_cards(face, cards)
        (pdf,) = press([document], face, lambda _share: None)
        taken.append(process_time() - began)
        return len(document.pages), len(pdf)

    pages, size = benchmark.pedantic(print_them, rounds=3, iterations=1)
    began = process_time()
    blank = len(blank_pages(pages))
    peer = process_time() - began
    value = sorted(taken)[1]
    benchmark.extra_info.update(cards=CARDS, pages=pages, cpu_s=round(value, 2), peer_blank_s=round(peer, 2))
    say(
        f"{CARDS} cards, {pages} pages: {value:.1f} s CPU (budget 10 s), {size / 1e6:.1f} MB;"
        f" peer {pages} blank pages: {peer:.2f} s, {blank / 1e6:.1f} MB; ratio {value / peer:.1f}"
    )


@pytest.mark.parametrize("paper", [paper.id for paper in PAPERS])
def test_each_paper_of_the_district(benchmark: BenchmarkFixture, face: Typeface, case: PaperCase, paper: str) -> None:
    chosen = next(one for one in PAPERS if one.id == paper)
    taken: list[float] = []

    def print_it() -> tuple[int, int]:
        began = process_time()
        document = chosen.lay_out(face, case)
        (pdf,) = press([document], face, lambda _share: None)
        taken.append(process_time() - began)
        return len(document.pages), len(pdf)

    pages, size = benchmark.pedantic(print_it, rounds=1, iterations=1)
    benchmark.extra_info.update(pages=pages, cpu_s=round(taken[0], 2), megabytes=round(size / 1e6, 2))
    say(f"{paper}: {pages} pages, {taken[0]:.1f} s CPU, {size / 1e6:.1f} MB")
