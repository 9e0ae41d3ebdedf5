"""The hub as one line among the desks: an exchange by one key, any trouble in one sentence, no password kept."""

import os
from contextlib import closing
from datetime import UTC
from pathlib import Path

import psycopg
import pytest

from core.domain.findings import Refusal, Rule
from core.operations.hub import push
from core.queries.ending import unreached
from core.store.database import open_store
from core.store.device import Device, Surroundings
from core.store.hub import connected, hub_address
from core.store.hub_notes import HubNote, note_hub, noted_hub
from desktop.settings import HUB_ADDRESS
from desktop.surroundings import seeded_surroundings
from tests.journeys.conftest import GO_AT, SitDown, first_drill, first_night, night_file, sit_down  # noqa: F401 - fixtures
from tests.journeys.test_sticks import ISLAND, arrive, at_the_page, island_file  # noqa: F401 - fixtures

SECRET = "七上八下"


@pytest.fixture
def guarded(database: str, server: str) -> str:
    """The DSN of a hub that asks for a password."""
    with connected(database) as hub:
        hub.init()
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("drop role if exists guarded")
        connection.execute(f"create role guarded login superuser password '{SECRET}'")
    return database.replace("user=hub", "user=guarded")


def test_one_key_exchanges_with_the_hub_and_no_password_is_kept(
    night_file: Path,  # noqa: F811
    island_file: Path,  # noqa: F811
    guarded: str,
    database: str,
    sit_down: SitDown,  # noqa: F811
    tmp_path: Path,
) -> None:
    arrive(island_file, ISLAND, 9)
    arrive(night_file, seeded_surroundings(3, lambda: GO_AT.astimezone(UTC)), 2)
    with closing(open_store(island_file, ISLAND)) as store, connected(database) as hub:
        push(store, hub)
    with sit_down(night_file) as officer:
        at_the_page(officer)
        view = officer.window.views["desks"]
        assert officer.state("desks").hub is None
        officer.press("U")
        view.entry.field.setText("user=hub password=x")
        officer.press("Return")
        officer.until(lambda: "口令不写在地址里" in view.entry.refusal())
        view.entry.field.setText(f"host={tmp_path} user=hub")
        officer.press("Return")  # nobody is there
        officer.until(lambda: "连不上区里的库" in view.notice.text())
        officer.press("Shift+U")
        view.entry.field.setText(guarded)
        officer.press("Return")
        officer.until(lambda: view.entry.ident == "hub_password")
        view.entry.field.setText("不是这个")
        officer.press("Return")
        officer.until(lambda: "没让进" in view.entry.refusal())
        view.entry.field.setText(SECRET)
        officer.press("Return")
        officer.until(lambda: officer.state("desks").hub.note is not None)
        officer.until_at_rest()
        note = officer.state("desks").hub.note
        assert (note.taken > 0, note.given > 0, officer.state("desks").hub.going) == (True, True, False)
        assert next(row for row in officer.state("desks").board.rows if row.name == "妙峰山岛").missing == 0
        assert "换过" in officer.state("desks").told
        rows = len(officer.state("desks").board.rows)
        officer.press(*["Down"] * rows)
        officer.until(lambda: officer.state("desks").on_hub)
        officer.press("Return")
        officer.until(lambda: officer.state("desks").hub.note.given == 0)
        assert officer.window.settings.get(HUB_ADDRESS) == guarded
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("10.0.0.5/daolian", "postgresql://10.0.0.5/daolian"),
        (" host=10.0.0.5 dbname=daolian ", "host=10.0.0.5 dbname=daolian"),
        ("postgresql://desk@hub/daolian", "postgresql://desk@hub/daolian"),
        ("postgresql://desk:secret@hub/daolian", None),
        ("host=hub passwort", None),
        ("", None),
    ],
)
def test_an_address_bears_no_password_and_what_is_wrong_with_it_is_not_told_word_for_word(
    typed: str, address: str | None
) -> None:
    if address is not None:
        assert hub_address(typed) == address
        return
    with pytest.raises(Refusal) as refused:
        hub_address(typed)
    assert (refused.value.rule, refused.value.facts) == (Rule.HUB_ADDRESS, {})


def test_what_was_put_into_the_hub_is_named_where_an_erasure_does_not_reach(
    night_file: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    around = Surroundings(
        ISLAND.now, os.urandom, Device(ISLAND.device.id, "甲台", ISLAND.device.key, tmp_path / "notes")
    )
    with closing(open_store(night_file, around, write=False)) as store:
        assert unreached(store).hub is None
        note = HubNote("10.0.0.5/daolian", around.now(), 3, 4)
        note_hub(around.device, store.incident.id, note)
        assert noted_hub(around.device, store.incident.id) == note
        assert unreached(store).hub == note
        (tmp_path / "notes" / f"{store.incident.id}.hub").write_text("{", encoding="utf-8")
        assert unreached(store).hub is None
