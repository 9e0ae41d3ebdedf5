"""A laptop is lost: what it wrote before is kept, what its key signs afterwards counts nowhere, in whatever order the
sticks come round; and who said so, and when, stands in the file."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.domain.events import Draft, Event, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import PersonId
from core.operations.bundles import make_bundle, merge
from core.operations.enrolment import Laptop, enrol, revoke
from core.operations.field import check_in
from core.queries.desks import data_from, desks
from core.store.bundle_format import Bundle
from core.store.chain import chain_findings
from core.store.database import Store
from core.store.device import Surroundings
from core.store.merging import Aside, quarantined
from desktop.surroundings import seeded_bytes
from tests.desks.simulator import _copy, laptop_of, template
from tests.factories import T0, minute

TOWNSHIP = laptop_of(99).key


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return template(tmp_path_factory.mktemp("revoking"))


class Desks:
    """The duty room 0, islands 1 and 2 of which 2 is lost, and island 3 that hears of it all."""

    def __init__(self, connection: Any) -> None:
        self.stores = [self._desk(connection, number) for number in range(4)]
        self.people = [PersonId(row[0]) for row in connection.execute("select id from people order by id")]

    def _desk(self, connection: Any, number: int) -> Store:
        around = Surroundings(lambda: T0, seeded_bytes(500 + number), laptop_of(number))
        store = Store(Path(f"desk-{number}"), _copy(connection), around, None)
        store.journal.start(around.device, (0, 0))
        return store

    def arrives(self, desk: int, person: int, place: str) -> Event:
        said = {"at": minute(person), "operator": ""}
        return check_in(self.stores[desk], persons=(self.people[person],), place=place, **said).events[-1]

    def carry(self, one: int, other: int) -> None:
        merge(self.stores[other], [make_bundle(self.stores[one], {})[0]])

    def revoke(self, by: int) -> Any:
        lost = self.stores[2].around.device.id
        return revoke(
            self.stores[by], device=lost, township=TOWNSHIP, at=minute(50), operator="张值班", note="掉河里了"
        )


def _story(connection: Any) -> tuple[Desks, list[Event], list[Bundle]]:
    """Islands 1 and 3 have more of the lost laptop than the duty room had when it revoked it; a thief writes on, also
    beside what was kept."""
    told = Desks(connection)
    first = told.arrives(2, 0, "S1")
    thief = told._desk(told.stores[2].connection, 2)  # a copy of its disk, one entry long
    second = told.arrives(2, 1, "S1")
    told.carry(2, 0)
    third = told.arrives(2, 2, "S1")
    told.carry(2, 1)
    done = told.revoke(0)
    assert (done.kept, done.aside) == (2, 0)
    fourth = told.arrives(2, 3, "S1")
    forged = check_in(thief, persons=(told.people[4],), place="S2", at=minute(1), operator="").events[-1]
    bundles = [make_bundle(store, {})[0] for store in (*told.stores[:3], thief)]
    return told, [first, second, third, fourth, forged], bundles


def _arrived(store: Store) -> set[str]:
    return {event.id for event in store.journal.of_kind(Kind.ARRIVED)}


@pytest.mark.parametrize("seed", range(8))
def test_in_any_order_the_same_entries_count(beginning: Any, seed: int) -> None:
    told, events, bundles = _story(beginning)
    draws = random.Random(seed)
    for store in (told.stores[0], told.stores[1], told.stores[3]):
        parts = [replace(one, events=(event,)) for one in bundles for event in one.events]
        draws.shuffle(parts)
        while parts:
            size = draws.randint(1, 5)
            merge(store, parts[:size])
            parts = parts[size:]
        assert _arrived(store) == {events[0].id, events[1].id}
        aside = {held.event: held.reason for held in quarantined(store)}
        assert aside == dict.fromkeys([event.id for event in events[2:]], Aside.REVOKED)
        assert [finding for finding in chain_findings(store.connection) if finding.error] == []
        dump = store.dump()
        store.rebuild()
        assert store.dump() == dump
    assert told.stores[0].dump() == told.stores[1].dump() == told.stores[3].dump()


def test_a_desk_that_holds_more_of_it_says_so_and_that_counts_everywhere(beginning: Any) -> None:
    told, events, bundles = _story(beginning)
    wider = told.revoke(1)  # island 1 had the third entry, and nobody had told it yet
    assert wider.kept == 3
    for store in (told.stores[0], told.stores[1], told.stores[3]):
        merge(store, [*bundles, make_bundle(told.stores[1], {})[0]])
        assert _arrived(store) == {event.id for event in events[:3]}
    assert told.stores[0].dump() == told.stores[1].dump() == told.stores[3].dump()


def test_the_page_says_who_and_when_and_nothing_more_is_sealed_for_it(beginning: Any) -> None:
    told, _, _ = _story(beginning)
    (lost,) = [row for row in desks(told.stores[0]) if row.revoked_at is not None]
    assert (lost.revoked_by, lost.revoked_at, lost.events) == ("张值班", minute(50), 2)
    assert len(lost.words) == 6
    assert data_from(told.stores[0]).desks == data_from(told.stores[1]).desks - 1


def test_the_lost_laptop_itself_is_told_and_keeps_what_it_wrote(beginning: Any) -> None:
    told, events, _ = _story(beginning)
    told.carry(0, 2)
    assert {event.id for event in events[:4]} <= _arrived(told.stores[2])
    with pytest.raises(Refusal) as said:
        told.arrives(2, 4, "S1")
    assert said.value.rule == Rule.DESK_REVOKED


def test_only_the_township_may_and_a_revoked_key_is_not_enrolled_again(beginning: Any) -> None:
    told, _, _ = _story(beginning)
    store, lost = told.stores[0], told.stores[2].around.device
    said = {"at": minute(60), "operator": ""}
    with pytest.raises(Refusal) as again:
        enrol(store, laptops=[Laptop(lost.public, "又来")], township=TOWNSHIP, **said)
    assert again.value.rule == Rule.DESK_REVOKED
    with pytest.raises(Refusal) as other:
        revoke(told.stores[3], device=lost.id, township=laptop_of(98).key, **said)
    assert other.value.rule == Rule.NOT_THE_TOWNSHIP
    with pytest.raises(Refusal) as oneself:
        revoke(store, device=store.around.device.id, township=TOWNSHIP, **said)
    assert oneself.value.rule == Rule.NOT_ONESELF


def test_a_revocation_without_the_seal_is_kept_aside(beginning: Any) -> None:
    told, _, _ = _story(beginning)
    store = told.stores[3]
    told.carry(2, 1)
    before = store.dump()
    forging = told._desk(beginning, 1)
    revoke_event = told.stores[0].journal.of_kind(Kind.REVOKED)[0]
    draft = Draft(
        Kind.REVOKED,
        f"desk/{told.stores[0].around.device.id}",
        minute(9),
        values={"kept": [], "seal": revoke_event.values["seal"]},
    )
    forging.record([draft])
    merge(store, [make_bundle(forging, {})[0]])
    assert [held.reason for held in quarantined(store)] == [Aside.OTHER_TOWNSHIP]
    assert store.dump() == before
