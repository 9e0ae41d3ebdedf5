"""The heads of the figures stand whole in their columns, also at the largest text."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.reports.table import FigureTable

BESIDE = (
    "另计",
    "现在各点",
    "同时最多",
    "累计人",
    "人次",
    "行动不便",
    "在医院",
    "受伤",
    "送医",
    "死亡",
    "单位已转",
    "在外救援",
)


@pytest.fixture(params=[scale for _, scale in theme.TEXT_SIZES])
def sized(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    theme.apply(qapp, theme.NIGHT, request.param)
    yield request.param
    theme.apply(qapp, theme.NIGHT, 1.0)


def test_every_head_has_the_room_it_asks_for_and_nothing_lies_beyond_the_edge(qtbot: QtBot, sized: float) -> None:
    table = FigureTable("另计", BESIDE, 60)
    qtbot.addWidget(table)
    table.resize(970, 120)
    table.show()
    header = table.horizontalHeader()
    assert all(table.columnWidth(n) >= header.sectionSizeHint(n) for n in range(1, len(BESIDE)))
    assert header.length() <= table.viewport().width()
