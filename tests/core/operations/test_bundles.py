"""Sticks between desks: union, quarantine, enrolment, and what is held of whom."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.events import Draft, Kind, Outcome
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.domain.ids import DeviceId, PlaceCode
from core.operations.bundles import make_bundle, merge
from core.operations.enrolment import Laptop, laptop
from core.operations.field import call, check_in
from core.operations.orders import order
from core.operations.people import add_person
from core.operations.undo import void
from core.queries.desks import data_from, desks
from core.queries.night import night
from core.queries.verification import verify
from core.store.bundle_format import Bundle, plain_vector, vector_from
from core.store.database import Store, open_store
from core.store.device import Surroundings, device_card, device_from_key
from core.store.holdings import vector_of
from core.store.merging import Aside, quarantined
from core.store.sealing import _receiving, receiving_public
from desktop.surroundings import seeded_bytes
from tests.core.operations.desk_pair import Two, enrolled
from tests.factories import OFFICER, T0, minute, surroundings, who

OTHER = Ed25519PrivateKey.from_private_bytes(b"O" * 32)


def test_a_joined_desk_is_the_same_incident_with_a_key_of_its_own(two: Two) -> None:
    assert two.island.incident == two.duty.incident
    assert two.island.dump() == two.duty.dump()
    (event,) = check_in(two.island, persons=(who(two.island, "H1/赵示甲"),), place="S1", at=T0, operator="").events
    assert (event.device, event.epoch, event.seq) == (two.island.around.device.id, 1, 1)
    assert desks(two.island)[0].name == "岛上"
    assert len(desks(two.island)) == 3  # who made the file, the duty room, this one
    assert verify(two.island) == ()


def test_desks_that_hold_the_same_events_have_the_same_tables(two: Two) -> None:
    one, other = who(two.duty, "H1/赵示甲"), who(two.duty, "H3/孙拟乙")
    order(two.duty, places=(PlaceCode("P1"),), level=Trigger.GO, at=minute(1), operator=OFFICER)
    call(two.duty, person=one, outcome=Outcome.ANSWERED, at=minute(2), operator=OFFICER, note="说马上走")
    check_in(two.island, persons=(one, other), place="S1", at=minute(-900), operator="岛上的人")
    add_person(two.island, name="过路人", place="S1", at=minute(4), operator="岛上的人")
    assert two.carry(two.duty, two.island).known == 0
    merged = two.carry(two.island, two.duty)
    assert (merged.known, merged.aside) == (0, ())
    assert two.duty.dump() == two.island.dump()
    assert two.duty.operator_name(two.duty.journal.of_kind(Kind.ARRIVED)[0].operator) == "岛上的人"
    assert who(two.duty, "过路人")
    assert verify(two.duty) == verify(two.island) == ()


def test_a_desk_whose_clock_is_ahead_is_heard_at_once(two: Two) -> None:
    """Asked as the window asks, for the time it is here: what came with the stick is known since it came."""
    person = who(two.duty, "H1/赵示甲")
    check_in(two.duty, persons=(person,), place="S2", at=T0, operator="")
    check_in(two.island, persons=(person,), place="S1", at=minute(26 * 60), operator="")
    assert not night(two.duty, two.duty.around.now()).standing(person).to_reconcile
    two.carry(two.island, two.duty)
    assert night(two.duty, two.duty.around.now()).standing(person).to_reconcile
    assert not night(two.duty, two.duty.around.now() - timedelta(minutes=1)).standing(person).to_reconcile


def test_a_stick_read_twice_is_one_stick(two: Two) -> None:
    check_in(two.island, persons=(who(two.island, "H1/赵示甲"),), place="S1", at=T0, operator="")
    first = two.carry(two.island, two.duty, all_of_it=True)
    dump = two.duty.dump()
    second = two.carry(two.island, two.duty, all_of_it=True)
    assert first.new == 1
    assert (second.new, second.known) == (0, two.island.journal.revision)
    assert two.duty.dump() == dump


def test_a_cut_stick_brings_its_part_and_the_next_one_the_rest(two: Two) -> None:
    """Events without their words, effects without their causes; then the words and the causes."""
    person = who(two.island, "H1/赵示甲")
    add_person(two.island, name="过路人", place="S2", at=T0, operator="甲")
    void(two.island, event=two.island.journal.of_kind(Kind.ARRIVED)[-1].id, at=T0, operator="甲")
    call(two.island, person=person, outcome=Outcome.NONE, at=T0, operator="甲", note="没人接")
    check_in(two.island, persons=(person,), place="S1", at=minute(5), operator="甲")
    bundle, _ = make_bundle(two.island, vector_of(two.duty))
    half = replace(bundle, events=tuple(reversed(bundle.events[2:])), blobs=())
    merge(two.duty, [half])
    assert two.duty.dump() != two.island.dump()
    assert {finding.rule for finding in verify(two.duty)} <= {"sequence_gap", "chain_broken", "after_missing"}
    assert not any(finding.error for finding in verify(two.duty))
    here = next(row for row in desks(two.duty) if row.device == two.island.around.device.id)
    assert here.missing == 2
    merge(two.duty, [bundle])
    assert two.duty.dump() == two.island.dump()
    assert verify(two.duty) == ()


def test_words_that_come_after_their_event_are_taken_in(two: Two) -> None:
    add_person(two.island, name="过路人", place="S1", at=T0, operator="甲")
    bundle, _ = make_bundle(two.island, vector_of(two.duty))
    merge(two.duty, [replace(bundle, blobs=())])
    with pytest.raises(Refusal):
        who(two.duty, "过路人")
    merge(two.duty, [replace(bundle, events=())])
    assert who(two.duty, "过路人")
    assert two.duty.dump() == two.island.dump()


def test_a_blob_that_no_event_names_is_not_kept(two: Two) -> None:
    bundle, _ = make_bundle(two.island, None)
    before = two.duty.connection.execute("select count(*) from blobs").fetchone()
    merge(two.duty, [replace(bundle, blobs=(*bundle.blobs, b"whatever somebody put on the stick"))])
    assert two.duty.connection.execute("select count(*) from blobs").fetchone() == before


# -- who counts --------------------------------------------------------------------------------------------------------


@pytest.fixture
def stranger(drill_bytes: bytes, tmp_path: Path) -> Iterator[Store]:
    """A copy of the file on a laptop that nobody enrolled."""
    path = tmp_path / "抄走.daolian"
    path.write_bytes(drill_bytes)
    with closing(open_store(path, surroundings(66))) as store:
        yield store


def test_entries_of_an_unknown_laptop_wait_until_it_is_enrolled(two: Two, stranger: Store) -> None:
    person = who(stranger, "H1/赵示甲")
    check_in(stranger, persons=(person,), place="S1", at=T0, operator="外人")
    bundle, _ = make_bundle(stranger, None)
    merged = merge(two.duty, [bundle])
    assert (merged.new, {held.reason for held in merged.aside}) == (0, {Aside.UNKNOWN_DEVICE})
    assert two.duty.journal.of_subject(f"person/{person}") == ()
    assert len(quarantined(two.duty)) == 2  # the operator's name and the arrival
    assert merge(two.duty, [bundle]).aside == ()  # nothing new is put aside
    done = enrolled(two.duty, stranger.around.device.public)
    assert done.released == 2
    assert quarantined(two.duty) == ()
    assert two.duty.journal.of_subject(f"person/{person}")[0].place == "S1"
    assert two.duty.operator_name(two.duty.journal.of_subject(f"person/{person}")[0].operator) == "外人"
    two.carry(two.duty, two.island)
    assert two.island.dump() == two.duty.dump()


def test_an_enrolment_reaches_other_desks_with_the_entries_it_lets_in(two: Two, stranger: Store) -> None:
    """The duty room enrols; a desk hears of the entries first, of the enrolment later."""
    check_in(stranger, persons=(who(stranger, "H1/赵示甲"),), place="S1", at=T0, operator="")
    theirs, _ = make_bundle(stranger, None)
    merge(two.island, [theirs])
    assert len(quarantined(two.island)) == 1
    enrolled(two.duty, stranger.around.device.public)
    merge(two.duty, [theirs])
    two.carry(two.duty, two.island)
    assert quarantined(two.island) == ()
    assert two.island.dump() == two.duty.dump()


def _changed(bundle: Bundle, at: int, change: Callable[[bytes, bytes], tuple[bytes, bytes]]) -> Bundle:
    events = list(bundle.events)
    events[at] = change(*events[at])
    return replace(bundle, events=tuple(events))


def _signed_by_another(raw: bytes, _signature: bytes) -> tuple[bytes, bytes]:
    return raw, OTHER.sign(raw)


def _changed_and_not_signed(raw: bytes, signature: bytes) -> tuple[bytes, bytes]:
    return cbor2.dumps({**cbor2.loads(raw), "site": "S2"}, canonical=True), signature


def _of_another_incident(raw: bytes, signature: bytes) -> tuple[bytes, bytes]:
    return cbor2.dumps({**cbor2.loads(raw), "inc": bytes(16)}, canonical=True), signature


def _no_event_at_all(_raw: bytes, signature: bytes) -> tuple[bytes, bytes]:
    return b"\x80", signature


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_signed_by_another, Aside.BAD_SIGNATURE),
        (_changed_and_not_signed, Aside.BAD_SIGNATURE),
        (_of_another_incident, Aside.OTHER_INCIDENT),
        (_no_event_at_all, Aside.UNREADABLE),
    ],
)
def test_what_cannot_be_trusted_is_kept_aside_and_the_rest_comes_in(
    two: Two, change: Callable[[bytes, bytes], tuple[bytes, bytes]], reason: Aside
) -> None:
    for person in ("H1/赵示甲", "H3/孙拟乙"):
        check_in(two.island, persons=(who(two.island, person),), place="S1", at=T0, operator="")
    bundle, _ = make_bundle(two.island, vector_of(two.duty))
    merged = merge(two.duty, [_changed(bundle, 0, change)])
    assert (merged.new, [held.reason for held in merged.aside]) == (1, [reason])
    two.carry(two.island, two.duty, all_of_it=True)  # the true one comes with the next stick
    assert two.duty.dump() == two.island.dump()


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "stepped", "val": {"step": "flown"}},
        {"kind": "called", "val": {}},
        {"kind": "ordered", "val": {"level": 3}},
        {"kind": "voided", "val": {"event": None}},
        {"kind": "imported", "subj": "register", "val": {"table": "people", "ids": ["a"]}},
        {"kind": 7},
        {"val": [1]},
        {"seq": -1},
        {"seq": 1 << 70},
        {"at": 1 << 62},
        {"wall": -(1 << 60)},
    ],
)
def test_an_entry_signed_by_a_desk_that_says_nothing_sensible_is_kept_aside(two: Two, said: dict[str, Any]) -> None:
    check_in(two.island, persons=(who(two.island, "H1/赵示甲"),), place="S1", at=T0, operator="")
    bundle, _ = make_bundle(two.island, vector_of(two.duty))
    raw = cbor2.dumps({**cbor2.loads(bundle.events[0][0]), **said}, canonical=True)
    forged = replace(bundle, events=((raw, two.island.around.device.key.sign(raw)),))
    before = two.duty.dump()
    assert [held.reason for held in merge(two.duty, [forged]).aside] == [Aside.UNREADABLE]
    assert two.duty.dump() == before


def test_a_kind_of_a_newer_version_is_kept_relayed_and_changes_nothing(two: Two) -> None:
    person = who(two.island, "H1/赵示甲")
    newer = Draft("teleported", f"person/{person}", T0, values={"to": "S9"})  # type: ignore[arg-type]
    two.island.record([newer])
    dump = two.duty.dump()
    two.carry(two.island, two.duty)
    (kept,) = two.duty.journal.of_subject(f"person/{person}")
    assert kept.kind == "teleported"
    assert two.duty.dump() != dump  # it is the last thing heard of him
    bundle, _ = make_bundle(two.duty, None)
    assert kept.signature in {signature for _, signature in bundle.events}


def test_an_enrolment_under_another_key_counts_nowhere(two: Two, stranger: Store) -> None:
    with pytest.raises(Refusal) as said:
        enrolled(two.duty, stranger.around.device.public, key=OTHER)
    assert said.value.rule == Rule.NOT_THE_TOWNSHIP
    forged = two.island.around.device
    enrolled(stranger, forged.public, key=OTHER)
    merged = merge(two.duty, [make_bundle(stranger, None)[0]])
    assert merged.new == 0
    assert {held.reason for held in merged.aside} == {Aside.UNKNOWN_DEVICE}
    assert stranger.around.device.id not in {row.device for row in desks(two.duty)}


def test_enrolling_twice_is_once(two: Two) -> None:
    again = enrolled(two.duty, two.island.around.device.public)
    assert (again.devices, again.changes.events) == ((), ())
    assert set(again.known) >= {two.duty.around.device.id, two.island.around.device.id}


def test_a_card_with_one_wrong_digit_is_no_card() -> None:
    card = device_card(device_from_key(b"1" * 32, "").public)
    assert laptop(f"{card}=清水点") == Laptop(device_from_key(b"1" * 32, "").public, "清水点")
    for at in range(0, len(card), 5):
        wrong = card[:at] + ("0" if card[at] != "0" else "1") + card[at + 1 :]
        with pytest.raises(Refusal) as said:
            laptop(wrong)
        assert said.value.rule == Rule.NOT_A_DEVICE


@pytest.mark.parametrize("seed", range(20))
def test_the_key_to_receive_with_is_the_one_that_others_compute(seed: int) -> None:
    device = device_from_key(seeded_bytes(seed)(32), "")
    assert _receiving(device.key).public_key().public_bytes_raw() == receiving_public(device.public)


# -- what is held ------------------------------------------------------------------------------------------------------


def test_a_vector_names_what_is_held_and_comes_back_from_its_plain_form(two: Two) -> None:
    check_in(two.island, persons=(who(two.island, "H1/赵示甲"),), place="S1", at=T0, operator="")
    vector = vector_of(two.island)
    assert vector[two.island.around.device.id, 1][0] == 1
    assert vector_from(plain_vector(vector)) == vector
    with pytest.raises(Refusal) as said:
        vector_from({"a": 1})
    assert said.value.rule == Rule.NOT_A_VECTOR


def test_what_is_held_of_whom_and_how_old_it_is(two: Two) -> None:
    assert (data_from(two.duty).heard, data_from(two.duty).desks) == (2, 3)  # who made the file, and this one
    check_in(two.island, persons=(who(two.island, "H1/赵示甲"),), place="S1", at=minute(-99999), operator="")
    two.carry(two.island, two.duty)
    row = next(row for row in desks(two.duty) if row.device == two.island.around.device.id)
    assert (row.events, row.missing, row.forked, row.epochs) == (1, 0, False, 1)
    assert row.received_at == row.met_at == two.duty.around.now()
    assert row.has_of_ours == vector_of(two.island)[two.duty.around.device.id, 1][0]
    assert data_from(two.duty).heard == 3


def test_a_vector_that_nobody_signed_is_not_believed(two: Two) -> None:
    bundle, _ = make_bundle(two.island, None)
    device = DeviceId(two.island.around.device.id)
    merge(two.duty, [replace(bundle, vector={(device, 1): (99, two.duty.journal.of_kind(Kind.CREATED)[0].id)})])
    row = next(row for row in desks(two.duty) if row.device == device)
    assert (row.missing, row.has_of_ours) == (0, None)


def test_tables_that_differ_are_named(two: Two) -> None:
    bundle, _ = make_bundle(two.island, None)
    assert merge(two.duty, [bundle]).differing == ()
    assert merge(two.duty, [replace(bundle, digests={**bundle.digests, "shelters": bytes(32)})]).differing == (
        "shelters",
    )


def test_this_laptops_own_entries_that_come_back_begin_an_epoch(two: Two, drill_bytes: bytes, tmp_path: Path) -> None:
    """The file is lost, an old copy put back on a laptop that remembers nothing; a peer's stick brings it all back."""
    person = who(two.duty, "H1/赵示甲")
    check_in(two.duty, persons=(person,), place="S1", at=T0, operator="")
    bundle, _ = make_bundle(two.duty, None)
    (tmp_path / "旧.daolian").write_bytes(drill_bytes)
    around = Surroundings(two.duty.around.now, seeded_bytes(77), two.duty.around.device)
    with closing(open_store(tmp_path / "旧.daolian", around)) as old:
        merge(old, [bundle])
        (event,) = check_in(old, persons=(person,), place="S2", at=T0, operator="").events
        assert (event.epoch, event.seq) == (2, 1)
        assert not any(finding.error for finding in verify(old))
