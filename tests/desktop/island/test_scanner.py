"""Told by the times of the keys alone: a scanner's burst is one code, a hand's keys are keys, wherever the focus is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.island.keyboard import Keyboard
from desktop.island.scanner import FEWEST, GAP_MS, Burst

CODE = "4QLAE8"


def typed(burst: Burst, text: str, gaps: list[int], start: int = 1000) -> int:
    at = start
    for character, gap in zip(text, gaps, strict=True):
        at += gap
        burst.key(character, at)
    return at


@given(st.text("23456789ABCDEF", min_size=FEWEST, max_size=40), st.data())
def test_fast_keys_and_enter_are_a_scan(code: str, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.integers(1, GAP_MS), min_size=len(code), max_size=len(code)))
    burst = Burst()
    at = typed(burst, code, gaps)
    assert burst.end(at + 10) == code
    assert burst.end(at + 20) == ""


@given(st.text("abcdef0123", min_size=1, max_size=12), st.data())
def test_a_hand_is_never_a_scanner(text: str, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.integers(GAP_MS + 1, 2000), min_size=len(text), max_size=len(text)))
    burst = Burst()
    at = typed(burst, text, gaps)
    assert burst.end(at + 5) == ""


@given(st.text("ab", min_size=1, max_size=5), st.integers(GAP_MS + 1, 5000))
def test_what_a_hand_had_typed_before_is_not_of_the_code(before: str, pause: int) -> None:
    burst = Burst()
    at = typed(burst, before, [200] * len(before))
    at = typed(burst, CODE, [pause, *[12] * (len(CODE) - 1)], at)
    assert burst.end(at + 8) == CODE


def test_a_clock_that_goes_back_is_no_scanner() -> None:
    burst = Burst()
    typed(burst, "ABCD", [10, -50, 10, -50])
    assert burst.end(900) == ""


class Verbs(QWidget):
    """A card: keys are verbs here."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.done.append(event.text())


def strike(widget: QWidget, text: str, at: int, gap: int) -> int:
    for character in text:
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character.upper()))
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, character)
        at += gap
        event.setTimestamp(at)
        QApplication.sendEvent(widget, event)
    return at


@pytest.fixture
def keyboard(qapp: QApplication) -> Keyboard:
    return Keyboard()


def test_over_a_card_a_burst_does_nothing_of_its_own(qtbot: QtBot, keyboard: Keyboard) -> None:
    card, codes = Verbs(), list[str]()
    qtbot.addWidget(card)
    keyboard.watch(card)
    keyboard.scanned.connect(codes.append)
    strike(card, CODE + "\r", 1000, 9)
    assert (card.done, codes) == ([], [CODE])
    strike(card, "2", 5000, 0)  # a hand's key acts, once no scanner has followed it
    qtbot.waitUntil(lambda: card.done == ["2"])
    strike(card, "e\r", 9000, 150)
    assert (card.done, codes) == (["2", "e", "\r"], [CODE])


def test_in_a_field_what_was_half_typed_stays(qtbot: QtBot, keyboard: Keyboard) -> None:
    field, codes = QLineEdit(), list[str]()
    qtbot.addWidget(field)
    keyboard.watch(field)
    keyboard.scanned.connect(codes.append)
    at = strike(field, "zl", 1000, 180)
    strike(field, CODE + "\r", at + 400, 9)
    assert (field.text(), codes) == ("zl", [CODE])


def test_keys_without_a_time_of_their_own_are_a_hands(qtbot: QtBot, keyboard: Keyboard) -> None:
    card = Verbs()
    qtbot.addWidget(card)
    keyboard.watch(card)
    qtbot.keyClicks(card, "12")
    assert card.done == ["1", "2"]
