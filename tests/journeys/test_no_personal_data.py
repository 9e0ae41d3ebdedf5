"""What the night leaves behind outside the register says nothing about anybody: the log, and every journal event."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.store.database import Store, open_store
from core.store.people import helpers, people
from desktop.surroundings import seeded_surroundings
from tests.journeys.conftest import GO_AT, NAME, SitDown
from tests.journeys.officer import Officer

REASON = "dengerzihuilai"
STRANGER = "qiongshiren"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """Everything that any part of the program says to its log, down to the last detail."""
    path = tmp_path / "everything.log"
    root, handler = logging.getLogger(), logging.FileHandler(path, encoding="utf-8")
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield path
    root.setLevel(level)
    root.removeHandler(handler)
    handler.close()


def the_night(officer: Officer) -> None:
    """A call, a refusal with its reason, an arrival, fields shown, a stranger taken in."""
    roll = officer.screen("roll", "F4")
    officer.press("7")
    officer.until(lambda: officer.state("roll").chosen == "all" and roll.current() is not None)
    officer.until_at_rest()
    row = roll.current()
    officer.press("H", "2")
    officer.until(lambda: officer.window.shell.acts)
    officer.command(f"{row.card} j {REASON}")
    officer.press("Return")
    officer.until(lambda: officer.figure("refused") == 1)
    officer.command(f"{row.card} d")
    officer.press("Return")
    officer.until(lambda: officer.figure("moved") == 1)
    officer.command(row.card)
    officer.press("Return")
    officer.until(lambda: officer.window.front == "people" and officer.window.models["people"].card is not None)
    officer.until_at_rest()
    shown: list[str] = []
    officer.window.models["people"].revealed.connect(lambda _field, text: shown.append(text))
    officer.press("Shift+1", "Shift+2", "Shift+3")
    officer.until(lambda: len(shown) == 3)
    assert any(shown)
    officer.screen("shelters", "F5")
    officer.press("O")
    officer.until(lambda: any(room.open for room in officer.state("shelters").rows))
    officer.command(STRANGER)
    officer.press("Return")
    officer.until(lambda: officer.window.shell.row.totals.beyond == 1)


def personal(store: Store) -> set[bytes]:
    """Names, phones, id numbers and addresses of everybody in the register, and of the helpers."""
    values = {text for person in people(store).values() for text in (person.name, person.phone)}
    values |= {text for person in people(store).values() for text in (person.id_number, person.address)}
    values |= {text for helper in helpers(store).values() for text in (helper.name, helper.phone)}
    return {text.encode() for text in values if text}


def found(values: Iterable[bytes], raw: bytes) -> set[bytes]:
    """Which of the values stand anywhere in some bytes."""
    by_length: dict[int, set[bytes]] = defaultdict(set)
    for value in values:
        by_length[len(value)].add(value)
    return {
        raw[start : start + length]
        for length, some in by_length.items()
        for start in range(len(raw) - length + 1)
        if raw[start : start + length] in some
    }


def test_the_search_for_personal_data_finds_them_where_they_are() -> None:
    assert found({"赵示甲".encode(), b"19900000012"}, "户主赵示甲，电话19900000012。".encode()) == {
        "赵示甲".encode(),
        b"19900000012",
    }


def test_neither_log_nor_journal_names_anybody(night_file: Path, sit_down: SitDown, log_file: Path) -> None:
    with sit_down(night_file) as officer:
        the_night(officer)
    around = seeded_surroundings(9, lambda: GO_AT)
    with closing(open_store(night_file, around, write=False)) as store:
        secrets = personal(store) | {text.encode() for text in (STRANGER, REASON, NAME)}
        events = [bytes(row[0]) for row in store.connection.execute("select bytes from events")]
    assert len(secrets) > 10_000
    assert len(events) > 20
    assert {value.decode() for value in found(secrets, b"\n".join(events))} == set()
    said = log_file.read_bytes()
    assert {value.decode() for value in found(secrets, said)} == set()
