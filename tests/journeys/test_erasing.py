"""The incident is over: closed on one laptop, erased there after thirty days, and obeyed by a second laptop that still
holds every name. Both say so on the screen, and what no erasure reaches."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtWidgets import QFileDialog

from core.operations.bundles import merge_bundles, write_bundle
from core.operations.enrolment import Laptop, enrol, join
from core.queries.verification import verify
from core.store.chain import chain_findings
from core.store.database import open_store
from core.store.erasing import ending_of
from core.store.people import people
from desktop.surroundings import seeded_surroundings
from tests.journeys.conftest import GO_AT, NAME, PASSPHRASE, SitDown
from tests.journeys.officer import Officer

MINE, OTHER = 3, 5  # which laptops
TOWNSHIP = Ed25519PrivateKey.from_private_bytes(b"T" * 32)


def told(officer: Officer) -> list[str]:
    return [line.words for line in officer.window.views["duty"].lines.lines]


def write_out(officer: Officer, keys: str) -> None:
    """The name of the incident, written out after a key."""
    view = officer.window.views["duty"]
    officer.press(keys)
    officer.until(view.entry.isVisible)
    view.entry.field.setText(officer.window.shell.row.title)
    officer.press("Return")
    officer.until(lambda: not view.entry.isVisible())
    officer.until_at_rest()


def to_duty(officer: Officer) -> None:
    officer.screen("duty", "Ctrl+J")
    officer.until(lambda: told(officer))


def test_closed_erased_and_obeyed_by_a_second_laptop(
    real_file: Path, sit_down: SitDown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, theirs = tmp_path / "stick", tmp_path / "theirs.daolian"
    stick.mkdir()
    other = seeded_surroundings(OTHER, lambda: GO_AT)
    with closing(open_store(real_file, seeded_surroundings(MINE, lambda: GO_AT), passphrase=PASSPHRASE)) as store:
        enrol(store, laptops=[Laptop(other.device.public, "乙台")], township=TOWNSHIP, at=GO_AT, operator=NAME)
        name = max((one.name for one in people(store).values()), key=len)
    with sit_down(real_file, PASSPHRASE) as officer:
        to_duty(officer)
        write_out(officer, "Shift+X")
        officer.until(lambda: any("到期抹去个人信息" in words for words in told(officer)))
    with closing(open_store(real_file, seeded_surroundings(MINE, lambda: GO_AT), passphrase=PASSPHRASE)) as store:
        erase_at = ending_of(store).erase_at
        write_bundle(store, tmp_path / "first.dlb")
        join(tmp_path / "first.dlb", theirs, other, plain=False, passphrase=PASSPHRASE)

    assert erase_at is not None
    later = erase_at + timedelta(hours=1)

    # A month later: it is an open item of the hand-over, and Enter asks for the name.
    with sit_down(real_file, PASSPHRASE, now=later) as officer:
        to_duty(officer)
        view = officer.window.views["duty"]
        at = next(n for n, line in enumerate(view.lines.lines) if "到期该抹去" in line.text)
        while view.list.currentIndex().row() != at:
            officer.press("Down")
        write_out(officer, "Return")
        officer.until(lambda: any("个人信息已抹去" in words for words in told(officer)))
        line = next(words for words in told(officer) if "个人信息已抹去" in words)
        assert "别的台" in line
        assert "U 盘" in line
        officer.press("Shift+X")  # asked once more it says that it is done
        officer.until(lambda: "已抹去" in officer.window.notice.text())
        officer.screen("people", "F7")
        officer.until(lambda: not any(row.name for row in officer.state("people").rows))
    with closing(open_store(real_file, seeded_surroundings(MINE, lambda: later), passphrase=PASSPHRASE)) as store:
        write_bundle(store, stick / "after.dlb", known={})
        assert not list(chain_findings(store.connection))
        assert not [one for one in verify(store) if one.error]

    # The second laptop still shows every name; it merges the stick and obeys.
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(stick))
    with sit_down(theirs, PASSPHRASE, now=later, seed=OTHER) as officer:
        officer.screen("people", "F7")
        officer.until(lambda: any(row.name == name for row in officer.state("people").rows) or officer.state("people"))
        officer.screen("desks", "Ctrl+D")
        officer.press("F")
        officer.until(lambda: "已抹去" in officer.window.notice.text())
        assert "不能恢复" in officer.window.notice.text()
        to_duty(officer)
        officer.until(lambda: any("个人信息已抹去" in words for words in told(officer)))
        officer.screen("people", "F7")
        officer.until(lambda: not any(row.name for row in officer.state("people").rows))
    with closing(open_store(theirs, other, passphrase=PASSPHRASE)) as store:
        assert not any(one.name for one in people(store).values())
        assert not list(chain_findings(store.connection))
        assert not [one for one in verify(store) if one.error]
        write_bundle(store, tmp_path / "back.dlb", known={})
    with closing(open_store(real_file, seeded_surroundings(MINE, lambda: later), passphrase=PASSPHRASE)) as store:
        assert merge_bundles(store, [tmp_path / "back.dlb"]).swept is None
        assert store.dump() == store.dump()
