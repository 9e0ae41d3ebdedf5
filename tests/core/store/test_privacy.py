"""Personal data stand in erasable blobs: not in the events, and never in a log."""

import logging
import random
from pathlib import Path

import pytest

from core.store.database import Store
from core.store.people import people
from tests.core.store.test_projections import Desk
from tests.factories import make_file, open_again, pack_text, write_pack

SECRETS = ("1101090012340341", "19900010012", "甲村南坡三号")


@pytest.fixture
def with_secrets(tmp_path: Path) -> Path:
    header, first, *rest = pack_text("people.csv").splitlines()
    rows = [f"{header},id_number,phone,address", f"{first},{','.join(SECRETS)}", *(f"{row},,," for row in rest)]
    pack = write_pack(tmp_path / "pack", {"people.csv": "\n".join(rows) + "\n"})
    make_file(tmp_path / "夜.daolian", pack=pack)
    return tmp_path / "夜.daolian"


def test_no_event_holds_a_name_a_number_an_address_or_a_note(with_secrets: Path) -> None:
    with open_again(with_secrets) as store:
        desk = Desk(store, random.Random(11))
        for _ in range(150):
            desk.press()
        words = {word for table in ("people", "helpers", "operators") for (word,) in _names(store, table)}
        words |= {*SECRETS, "记一句", "舍不得羊", "雨要停了", "桥上说的"}
        assert len(words) > 20
        for event in store.connection.execute("select subject, bytes from events"):
            raw = event[0].encode() + event[1]
            for word in words - {""}:
                assert word.encode() not in raw, (word, event[0])


def _names(store: Store, table: str) -> list[tuple[str]]:
    return [(row["name"],) for row in store.db[table].rows]


def test_no_log_line_names_anybody(
    with_secrets: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    from desktop.cli import main

    caplog.set_level(logging.DEBUG)
    with open_again(with_secrets) as store:
        desk = Desk(store, random.Random(12))
        for _ in range(60):
            desk.press()
        person = min(people(store))  # whoever the night left on the list
        words = {word for table in ("people", "helpers", "operators") for (word,) in _names(store, table)} - {""}
    for verb in (["roll"], ["check-in", person, "S1"], ["check-in", "H1/没有", "S1"], ["order", "甲村"], ["verify"]):
        main([verb[0], str(with_secrets), *verb[1:], "--json"])
    capsys.readouterr()
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert not [word for word in (*words, *SECRETS) if word in said]
