"""The end of an incident: written out to be meant, erased when its time has come, here and wherever it is heard."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.events import Kind
from core.domain.findings import Refusal, Rule
from core.domain.harm import Harm
from core.domain.hazards import Trigger
from core.domain.ids import PlaceCode, ShelterId
from core.domain.relief import Cause
from core.domain.situation import ReportKind
from core.operations.bundles import merge_bundles, write_bundle
from core.operations.closing import close_incident, erase_incident
from core.operations.enrolment import Laptop, enrol, join
from core.operations.field import check_in, harm, refuse
from core.operations.helping import send_squad
from core.operations.imports import import_table
from core.operations.orders import lift, order, set_level
from core.operations.people import add_person
from core.operations.plans import adopt_plan
from core.operations.relief import decline_relief
from core.operations.rooms import step_out
from core.operations.rules import set_rule
from core.operations.shelters import add_shelter
from core.operations.situation import report_upward
from core.operations.undo import void
from core.operations.unfinished import keep
from core.planning.planner import make_plan
from core.queries.ending import ending_row
from core.queries.planning_case import planning_case
from core.queries.verification import verify
from core.store.backups import write_backup
from core.store.database import Store, open_store
from core.store.device import Surroundings
from core.store.erasing import is_erased
from core.store.migrations import STEPS, _incident_key
from core.store.plans import standing_plan
from tests.core.store.test_projections import NO_FIGURES
from tests.factories import T0, Clock, laptop, make_file, minute, people_of_house, write_pack

TOWNSHIP = Ed25519PrivateKey.from_private_bytes(b"T" * 32)
TITLE = "三村练习"
MONTH = T0 + timedelta(days=30)
FLEET = "id,kind,seats,wheelchair,stretcher,depot,from,until,driver\nV1,bus,30,0,0,n1,,,程示司机\n"
SAID = "她的药在床头第二格"


@dataclass
class Desk:
    """A laptop that remembers, and its file."""

    store: Store
    around: Surroundings
    clock: Clock


def _laptop(folder: Path, seed: int) -> tuple[Surroundings, Clock]:
    around, clock = laptop(folder / f"profile-{seed}", seed), Clock()
    return Surroundings(clock, around.draw, around.device), clock


@pytest.fixture
def duty(tmp_path: Path) -> Iterator[Desk]:
    """A plain file (so that its bytes can be read) with all that names people: notes, unknown persons, drivers."""
    around, clock = _laptop(tmp_path, 1)
    folder = tmp_path / "duty"
    folder.mkdir()
    pack = write_pack(tmp_path / "pack", {"fleet.csv": FLEET})
    make_file(folder / "值班.daolian", pack=pack, around=around)
    with closing(open_store(folder / "值班.daolian", around)) as store:
        order(store, places=(PlaceCode("P1"),), level=Trigger.GO, at=T0, operator="张示值班")
        (tmp_path / "车.csv").write_text(FLEET.replace("V1", "V2").replace("程示司机", "吕样司机"), encoding="utf-8")
        import_table(store, table="fleet", source=tmp_path / "车.csv", datum="wgs84", dry_run=False, at=T0, operator="")
        (tmp_path / "车.csv").unlink()
        adopt_plan(
            store, plan=make_plan(planning_case(store, minute(0)), lambda _: None, lambda: False), at=T0, operator=""
        )
        check_in(store, persons=people_of_house(store, "H1"), place="S1", at=T0, operator="李示签到", note=SAID)  # type: ignore[arg-type]
        refuse(store, persons=people_of_house(store, "H2")[:1], at=T0, operator="", note="要守着牛")
        add_person(
            store, name="游样客", place=PlaceCode("P1"), phone="19900070001", at=T0, operator="李示签到"
        )  # fmt: skip
        set_level(store, level="一级", scope="全区", issuer="指挥部值班室老示", at=T0, operator="")
        harm(store, persons=people_of_house(store, "H3")[:1], harm=Harm.INJURED, at=T0, operator="", note="摔在示例沟")
        send_squad(store, name="示例救援一队", heads=6, at=T0, operator="")
        set_rule(store, rule="first", scope="*", value=20, source="示例镇防指八号文", at=T0, operator="")
        report_upward(
            store, scope="*", kind=ReportKind.FIRST, figures=NO_FIGURES, text="示例文字稿", spoken="示例念稿", at=T0,
            operator="",
        )  # fmt: skip
        _night_of_an_island(store)
        yield Desk(store, around, clock)


def _night_of_an_island(store: Store) -> None:
    """What is named or written at the door of an island: a shelter of the night, guests, what is half typed."""
    add_shelter(store, name="欧阳示家老院", place=PlaceCode("P1"), beds=9, at=minute(5), operator="")
    decline_relief(store, shelter=ShelterId("S1"), cause=Cause.FULL, reason="样车都在沟口", at=minute(5), operator="")
    guests = people_of_house(store, "H1")
    step_out(store, persons=guests[:1], shelter="S1", at=minute(5), operator="", note="回示例家喂羊")
    keep(store, key="island", what={"stranger": ["半拟名字", "女 40"]})


def personal_words(store: Store) -> set[bytes]:
    """Every name, number and free text that stands in the tables, as the bytes they would be found by."""
    words = {SAID, "要守着牛", "指挥部值班室老示", "程示司机", "吕样司机", "19900070001"}
    words |= {"摔在示例沟", "示例救援一队", "示例镇防指八号文", "示例文字稿", "示例念稿"}
    words |= {"欧阳示家老院", "样车都在沟口", "回示例家喂羊", "半拟名字"}
    words |= {row[0] for row in store.connection.execute("select name from people union select name from helpers")}
    words |= {row[0] for row in store.connection.execute("select name from operators")}
    words |= {row[0] for row in store.connection.execute("select reading from people")}
    words |= {row[0] for row in store.connection.execute("select birth from people")}
    return {word.encode() for word in words if len(word) > 3}


def found(folder: Path, words: set[bytes]) -> set[tuple[str, str]]:
    """(file, word) wherever a word stands in the raw bytes of anything in a folder."""
    sought = re.compile(b"|".join(re.escape(word) for word in sorted(words)))
    return {
        (path.name, match.decode())
        for path in folder.rglob("*")
        if path.is_file()
        for match in sought.findall(path.read_bytes())
    }


def end(desk: Desk) -> Any:
    close_incident(desk.store, erase_at=MONTH, confirm=TITLE, at=T0, operator="张示值班")
    desk.clock.now = MONTH + timedelta(hours=1)
    return erase_incident(desk.store, confirm=f" {TITLE} ", at=desk.clock.now, operator="张示值班")


def test_nothing_personal_is_left_in_a_byte_of_the_file_or_its_backups(duty: Desk, tmp_path: Path) -> None:
    words = personal_words(duty.store)
    stick = tmp_path / "stick"
    stick.mkdir()
    write_backup(duty.store, stick)
    folder = duty.store.path.parent
    assert len(found(folder, words)) > 10
    assert "半拟名字" in {word for _, word in found(folder, words)}
    assert found(stick, words)
    done = end(duty)
    assert done.blobs > 10
    assert (len(done.swept.removed), done.swept.missed, done.swept.clean) == (1, (), True)
    assert found(folder, words) == set()
    assert list(stick.iterdir()) == []
    duty.store.connection.execute("pragma wal_checkpoint(truncate)")
    assert found(folder, words) == set()


def test_the_chain_and_the_tables_still_hold(duty: Desk) -> None:
    events = [event.id for event in duty.store.journal.all()]
    standing = duty.store.connection.execute("select person, class, place from standings order by person").fetchall()
    end(duty)
    assert [finding for finding in verify(duty.store) if finding.error] == []
    assert [event.id for event in duty.store.journal.all()][: len(events)] == events
    assert duty.store.connection.execute("select person, class, place from standings order by person").fetchall() == (
        standing
    )
    for table in ("people", "helpers", "search_keys"):
        assert duty.store.db[table].count == 0
    assert standing_plan(duty.store) is not None  # ids and times: what was decided can still be looked into


def test_whoever_is_not_meant_to_erase_does_not(duty: Desk) -> None:
    def refused(do: Any, **said: Any) -> str:
        before = duty.store.journal.revision
        with pytest.raises(Refusal) as caught:
            do(duty.store, at=duty.clock.now, operator="", **said)
        assert duty.store.journal.revision == before
        return caught.value.rule

    assert refused(erase_incident, confirm=TITLE) == Rule.NOT_CLOSED_YET
    assert refused(close_incident, confirm="是", erase_at=MONTH) == Rule.CONFIRM_DIFFERS
    assert refused(close_incident, confirm=TITLE, erase_at=T0 - timedelta(days=1)) == Rule.EMPTY_INTERVAL
    (closed,) = close_incident(duty.store, erase_at=MONTH, confirm=TITLE, at=T0, operator="").events
    assert refused(erase_incident, confirm=TITLE) == Rule.TOO_EARLY_TO_ERASE
    duty.clock.now = MONTH
    assert refused(erase_incident, confirm="三村") == Rule.CONFIRM_DIFFERS
    void(duty.store, event=closed.id, at=MONTH, operator="")
    assert refused(erase_incident, confirm=TITLE) == Rule.NOT_CLOSED_YET
    end(duty)
    assert refused(erase_incident, confirm=TITLE) == Rule.INCIDENT_ERASED
    assert refused(close_incident, confirm=TITLE, erase_at=MONTH) == Rule.INCIDENT_ERASED


def test_a_file_that_was_erased_takes_no_text_any_more(duty: Desk) -> None:
    end(duty)
    with pytest.raises(Refusal) as caught:
        set_level(duty.store, level="二级", scope="全区", issuer="老示", at=MONTH, operator="")
    assert caught.value.rule == Rule.INCIDENT_ERASED
    (event,) = lift(duty.store, places=(PlaceCode("P1"),), at=MONTH, operator="").events
    assert event.kind == Kind.LIFTED
    lift_again = order(duty.store, places=(PlaceCode("P1"),), level=Trigger.GO, at=MONTH, operator="王示夜班")
    assert not any(duty.store.operator_name(one.operator) == "王示夜班" for one in lift_again.events)
    assert [finding for finding in verify(duty.store) if finding.error] == []


def test_what_cannot_be_reached_is_listed(duty: Desk, tmp_path: Path) -> None:
    other, _ = _laptop(tmp_path, 2)
    enrol(duty.store, laptops=[Laptop(other.device.public, "岛上")], township=TOWNSHIP, at=T0, operator="")
    gone = tmp_path / "gone"
    gone.mkdir()
    write_backup(duty.store, gone)
    gone.rename(tmp_path / "pocket")
    left = ending_row(duty.store)
    assert [(name, met) for _, name, met in left.unreached.desks] == [("岛上", None)]
    assert left.unreached.backup_places == (gone,)
    assert left.open.inside == 3
    done = end(duty)
    assert done.swept.missed == (gone,)
    assert [device for device, _, _ in ending_row(duty.store).unreached.desks] == [other.device.id]


# -- other desks -------------------------------------------------------------------------------------------------------


@pytest.fixture
def island(duty: Desk, tmp_path: Path) -> Iterator[Desk]:
    around, clock = _laptop(tmp_path, 2)
    enrol(duty.store, laptops=[Laptop(around.device.public, "岛上")], township=TOWNSHIP, at=T0, operator="")
    write_bundle(duty.store, tmp_path / "first.b")
    folder = tmp_path / "island"
    folder.mkdir()
    join(tmp_path / "first.b", folder / "岛.daolian", around, plain=True, passphrase=None)
    with closing(open_store(folder / "岛.daolian", around)) as store:
        _night_of_an_island(store)
        yield Desk(store, around, clock)


def _carry(source: Store, target: Store, folder: Path) -> Any:
    out = folder / f"{source.around.device.id}-{source.journal.revision}.b"
    write_bundle(source, out)
    return merge_bundles(target, [out])


def test_a_peer_erases_at_its_next_merge_and_both_are_equal(duty: Desk, island: Desk, tmp_path: Path) -> None:
    words = personal_words(island.store)
    add_person(island.store, name="岛示上的人", place=PlaceCode("P1"), at=T0, operator="岛示签到员")
    end(duty)
    merged = _carry(duty.store, island.store, tmp_path)
    assert merged.changes.touches(Kind.INCIDENT_ERASED)
    assert is_erased(island.store)
    assert found(island.store.path.parent, words | {"岛示上的人".encode()}) == set()
    # What the peer had written meanwhile comes in without its names, and its own entry says that it has erased.
    _carry(island.store, duty.store, tmp_path)
    assert duty.store.dump() == island.store.dump()
    assert ending_row(duty.store).unreached.desks == ()
    assert [finding for finding in verify(island.store) if finding.error] == []


def test_names_that_come_after_the_end_are_not_kept(duty: Desk, island: Desk, tmp_path: Path) -> None:
    add_person(island.store, name="岛示上的人", place=PlaceCode("P1"), at=T0, operator="岛示签到员")
    write_bundle(island.store, tmp_path / "late.b")
    end(duty)
    merge_bundles(duty.store, [tmp_path / "late.b"])
    duty.store.connection.execute("pragma wal_checkpoint(truncate)")
    assert found(duty.store.path.parent, {"岛示上的人".encode(), "岛示签到员".encode()}) == set()
    assert [finding for finding in verify(duty.store) if finding.error] == []


def test_two_desks_that_set_different_times_wait_for_the_later(duty: Desk, island: Desk, tmp_path: Path) -> None:
    later: datetime = MONTH + timedelta(days=60)
    close_incident(duty.store, erase_at=MONTH, confirm=TITLE, at=T0, operator="")
    close_incident(island.store, erase_at=later, confirm=TITLE, at=T0, operator="")
    _carry(island.store, duty.store, tmp_path)
    assert ending_row(duty.store).erase_at == later


# -- files of an older version -----------------------------------------------------------------------------------------


def test_a_file_of_before_is_sealed_when_it_is_opened(duty: Desk, tmp_path: Path) -> None:
    words, dump, connection = {SAID.encode()}, duty.store.dump(), duty.store.connection
    connection.execute("begin immediate")
    for digest, raw in list(duty.store.journal.blobs.all()):
        connection.execute("update blobs set bytes = ? where hash = ?", (raw, digest))
    connection.execute("alter table blobs drop column sealed")
    connection.execute("drop table incident_key")
    connection.execute("drop table table_bases")
    connection.execute("alter table devices drop column kept")
    connection.execute("alter table openings drop column contested")
    for table in ("sorties", "rule_changes", "reports", "unfinished"):  # of the steps that came after it
        connection.execute(f"drop table {table}")
    connection.execute(f"pragma user_version = {STEPS.index(_incident_key)}")
    connection.execute("commit")
    connection.execute("pragma wal_checkpoint(truncate)")
    before = tmp_path / "before" / "旧.daolian"
    before.parent.mkdir()
    before.write_bytes(duty.store.path.read_bytes())
    assert found(before.parent, words)
    with closing(open_store(before, duty.around)) as store:
        assert store.dump() == dump
        assert verify(store) == ()
        store.connection.execute("vacuum")
    assert found(before.parent, words) == set()
