"""A night of desks apart, from one seed: wrong clocks, lost, cut, repeated and reordered bundles, copies put back,
cloned laptops, desks that ask 从哪个点过来的? and desks that do not.

All of it is the product's own: each desk is a `Store` in memory, entries are made by the operations, bundles are bytes.
The simulator knows the truth: where each person really was after each entry that survives. A last-write-wins peer reads
the same surviving entries by their clocks, for comparison.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from core.domain.events import Changes, ClockTrust, Evidence, Kind, Outcome
from core.domain.harm import HOSPITAL_PLACE, Harm
from core.domain.ids import EventId, PersonId
from core.domain.rooms import Bed
from core.domain.standing import Class, Standing
from core.operations import field as doors
from core.operations.bundles import make_bundle, merge
from core.operations.enrolment import Laptop, enrol
from core.operations.reconciling import resolve
from core.operations.returning import went_back
from core.operations.rooms import give_beds, step_out
from core.operations.undo import void
from core.queries.conflicts import conflicts
from core.store.bundle_format import Bundle, Vector, pack, unpack
from core.store.chain import chain_findings
from core.store.database import Store
from core.store.device import Device, Surroundings, device_from_key
from core.store.driver import dbapi2
from core.store.missing import overtaken
from core.store.rooms import beds_said
from core.store.standings import standings
from desktop.surroundings import seeded_bytes
from tests.factories import T0, make_file, write_pack

SHELTERS = ("S1", "S2", "S3", "S4")
DESKS = 6
HOME = ""
Also = Sequence[tuple[Callable[["Night"], None], int]]
_TABLE = "id,name,town,kind,lon,lat,capacity,rooms\n" + "".join(
    f"{code},岛{code},练习镇,safety_island,116.0{n},39.96,60,3\n" for n, code in enumerate(SHELTERS, 1)
)


def laptop_of(number: int) -> Device:
    return device_from_key(seeded_bytes(9000 + number)(32), f"点{number}")


def template(folder: Path) -> Any:
    """A connection in memory that holds a new drill with every desk enrolled: what all of them begin with."""
    path = folder / "夜.daolian"
    founder = Surroundings(lambda: T0, seeded_bytes(1), laptop_of(0))
    make_file(path, pack=write_pack(folder / "pack", {"shelters.csv": _TABLE}), around=founder)
    connection = dbapi2.connect(":memory:", isolation_level=None)
    source = dbapi2.connect(str(path))
    source.backup(connection)
    source.close()
    store = Store(path, connection, founder, None)
    store.journal.start(founder.device, (0, 0))
    laptops = [Laptop(laptop_of(n).public, f"点{n}") for n in range(1, DESKS)]
    enrol(store, laptops=laptops, township=laptop_of(99).key, at=T0, operator="")
    return connection


def _copy(connection: Any) -> Any:
    made = dbapi2.connect(":memory:", isolation_level=None)
    connection.backup(made)
    return made


@dataclass
class Desk:
    """One laptop: where it stands ("" for the duty room), how wrong its clock is, how often it asks."""

    number: int
    shelter: str
    store: Store
    asks: float
    slips: float
    saved: Any = None
    written: tuple[int, int] = (0, 0)  # what the laptop remembers of its own entries
    met: dict[int, Vector] = field(default_factory=dict)


@dataclass
class Result:
    """What came of a seed. `silent` should be empty; `peer_wrong` counts people whom last-write-wins misplaces. `told`
    are those shown where a later entry, lost for good with the laptop that wrote it, had them elsewhere, and marked as
    perhaps overtaken; `marked` are all who bear that mark."""

    people: int
    entries: int
    flagged: int
    silent: list[str]
    unequal: list[str]
    errors: list[str]
    unsettled: list[str]
    peer_wrong: int
    told: list[str] = field(default_factory=list)
    marked: int = 0


class Night:
    """Runs one seed; `result` judges it. `also` is what happens beside people coming and going, with its weights."""

    def __init__(self, connection: Any, seed: int, also: Also = ()) -> None:
        self.also = also
        self.draws = random.Random(seed)
        self.hour = 0.0
        self.losing = self.draws.random() < 0.4  # copies are put back: then one laptop at a shelter
        self.draw = seeded_bytes(seed)
        self.beginning = connection
        count = self.draws.randint(3, DESKS)
        spots = ["", *SHELTERS] if self.losing else ["", *self.draws.choices(SHELTERS[:3], k=DESKS)]
        self.desks: list[Desk] = []
        for number in range(min(count, len(spots))):
            self.desks.append(self._desk(number, spots[number], _copy(connection), laptop_of(number)))
        everybody = [PersonId(row[0]) for row in connection.execute("select id from people order by id")]
        self.people = everybody[: self.draws.randint(2, 6)]
        self.where: dict[PersonId, str] = {}
        self.slip: dict[PersonId, EventId] = {}
        self.told: list[tuple[EventId, PersonId, str, datetime]] = []  # entry -> where he truly is, and its clock
        self.slept: dict[EventId, Bed | None] = {}  # the entries that gave him a bed, or took it away
        self.sticks: list[bytes] = []

    def _desk(self, number: int, shelter: str, connection: Any, device: Device) -> Desk:
        off = timedelta(hours=self.draws.choice((0, 0, 0, -8, 26, -87600, 17520, self.draws.uniform(-87600, 17520))))
        around = Surroundings(lambda: T0 + timedelta(hours=self.hour) + off, self.draw, device)
        store = Store(Path(f"desk-{number}"), connection, around, None)
        store.journal.start(device, (0, 0))
        asks, slips = self.draws.choice((0.0, 0.9, 1.0)), self.draws.choice((0.0, 0.0, 0.7))
        return Desk(number, shelter, store, asks, slips, self.beginning if self.losing else None)

    # -- what happens --------------------------------------------------------------------------------------------------

    def run(self) -> None:
        happenings: list[tuple[Callable[[], None], int]] = [
            (self._arrives, 30), (self._leaves, 5), (self._rings, 4), (self._is_called, 5), (self._gets_a_bed, 3),
            (self._is_hurt, 2), (self._mistake, 3), (self._goes_back, 3), (self._writes, 14), (self._merges, 12),
            (self._loses, 2), (self._clones, 1),
            *((partial(also, self), weight) for also, weight in self.also),
            (self._saves, 2 if self.losing else 0), (self._puts_back, 6 if self.losing else 0),
        ]  # fmt: skip
        what, weights = zip(*happenings, strict=True)
        for happening in self.draws.choices(what, weights, k=self.draws.randint(16, 40)):
            self.hour += self.draws.expovariate(4)
            happening()

    def _note(self, changes: Changes, person: PersonId, place: str, *, slip: bool = False) -> None:
        for event in changes.events:
            if event.subject == f"person/{person}":
                self.told.append((event.id, person, place, event.at))
                if event.kind != Kind.STEPPED_OUT:
                    room = event.values.get("room")
                    self.slept[event.id] = Bed(room, event.values["bed"]) if room is not None else None
                if slip:
                    self.slip[person] = event.id
        self.where[person] = place

    def said(self, desk: Desk) -> dict[str, Any]:
        return {"at": desk.store.around.now(), "operator": "", "trust": ClockTrust.DEVICE}

    def _arrives(self) -> None:
        desk = self.draws.choice([desk for desk in self.desks if desk.shelter])
        person = self.draws.choice(self.people)
        before = self.where.get(person, HOME)
        if before == desk.shelter:
            return
        asked = before if before in SHELTERS and self.draws.random() < desk.asks else None
        slip = self.slip.get(person) if self.draws.random() < desk.slips else None
        changes = doors.check_in(
            desk.store, persons=(person,), place=desk.shelter, moved_from=asked, slip=slip, **self.said(desk)
        )
        self._note(changes, person, desk.shelter, slip=True)

    def _leaves(self) -> None:
        person = self.draws.choice(self.people)
        desk = self._desk_at(self.where.get(person, HOME))
        if desk is not None:
            self._note(doors.leave(desk.store, persons=(person,), place=desk.shelter, **self.said(desk)), person, HOME)
            self.slip.pop(person, None)

    def _rings(self) -> None:
        """He rings the duty room and says where he is."""
        person = self.draws.choice(self.people)
        if (place := self.where.get(person, HOME)) in SHELTERS:
            said = self.said(self.desks[0])
            changes = doors.check_in(
                self.desks[0].store, persons=(person,), place=place, evidence=Evidence.PHONE_SELF, **said
            )
            self._note(changes, person, place)

    def _goes_back(self) -> None:
        """Somebody goes home without being let, and the shelter that he left hears of it."""
        person = self.draws.choice(self.people)
        desk = self._desk_at(self.where.get(person, HOME))
        if desk is not None:
            self._note(went_back(desk.store, persons=(person,), **self.said(desk)), person, HOME)
            self.slip.pop(person, None)

    def _is_called(self) -> None:
        desk, person = self.draws.choice(self.desks), self.draws.choice(self.people)
        outcome = self.draws.choice(list(Outcome))
        doors.call(desk.store, person=person, outcome=outcome, note="说一句", **self.said(desk))

    def _gets_a_bed(self) -> None:
        person = self.draws.choice(self.people)
        desk = self._desk_at(self.where.get(person, HOME))
        if desk is None:
            return
        said = self.said(desk)
        knows = standings(desk.store).get(person)
        if knows is None or knows.claim_at(desk.shelter) is None or self.draws.random() < 0.4:
            changes = doors.check_in(desk.store, persons=(person,), place=desk.shelter, housed=True, **said)
        elif self.draws.random() < 0.7:
            bed = Bed(f"{desk.shelter}-{self.draws.randint(1, 3):02d}", 1 + self.people.index(person))
            changes = give_beds(desk.store, shelter=desk.shelter, beds={person: bed}, **said)
        else:
            changes = step_out(desk.store, persons=(person,), shelter=desk.shelter, **said)
        self._note(changes, person, desk.shelter)

    def _is_hurt(self) -> None:
        """Hurt, or taken to a hospital that a desk writes down: where he is then is what that desk says."""
        desk, person = self.draws.choice(self.desks), self.draws.choice(self.people)
        harm = self.draws.choice((Harm.INJURED, Harm.INJURED, Harm.HOSPITAL, Harm.NONE))
        changes = doors.harm(desk.store, persons=(person,), harm=harm, note="崴了脚", **self.said(desk))
        if harm is Harm.HOSPITAL:
            self._note(changes, person, HOSPITAL_PLACE)
            self.slip.pop(person, None)

    def _mistake(self) -> None:
        """The wrong shelter is typed and taken back at once."""
        desk, person = self.draws.choice(self.desks), self.draws.choice(self.people)
        wrong = doors.check_in(desk.store, persons=(person,), place=self.draws.choice(SHELTERS), **self.said(desk))
        void(desk.store, event=wrong.events[-1].id, at=desk.store.around.now(), operator="")

    def _desk_at(self, place: str) -> Desk | None:
        there = [desk for desk in self.desks if place and desk.shelter == place]
        return self.draws.choice(there) if there else None

    # -- sticks and laptops --------------------------------------------------------------------------------------------

    def _writes(self) -> None:
        desk = self.draws.choice(self.desks)
        known = self.draws.choice([None, {}, *desk.met.values()])
        bundle, raw = make_bundle(desk.store, known)
        if self.draws.random() < 0.4:
            raw = self._cut(desk, bundle)
        self.sticks.append(raw)

    def _cut(self, desk: Desk, bundle: Bundle) -> bytes:
        """A part of a bundle, in another order."""
        events = [event for event in bundle.events if self.draws.random() < 0.7]
        blobs = [blob for blob in bundle.blobs if self.draws.random() < 0.7]
        self.draws.shuffle(events)
        self.draws.shuffle(blobs)
        part = replace(bundle, events=tuple(events), blobs=tuple(blobs))
        return pack(part, desk.store.around.device.key.sign, None, self.draw)

    def _merges(self) -> None:
        if self.sticks:
            desk = self.draws.choice(self.desks)
            self.merge(desk, self.draws.choices(self.sticks, k=self.draws.randint(1, 3)))

    def merge(self, desk: Desk, sticks: list[bytes]) -> None:
        read = [unpack(raw, desk.store.around.device.key, "") for raw in sticks]
        merge(desk.store, read)
        for bundle in read:
            desk.met[int(bundle.sender, 16)] = bundle.vector

    def _loses(self) -> None:
        if self.sticks:
            self.sticks.pop(self.draws.randrange(len(self.sticks)))

    def _saves(self) -> None:
        desk = self.draws.choice(self.desks)
        desk.saved = _copy(desk.store.connection)

    def _puts_back(self) -> None:
        """An older copy is put back; the laptop remembers having written more, so a new epoch begins."""
        saved = [desk for desk in self.desks if desk.saved is not None]
        if not saved:
            return
        desk = self.draws.choice(saved)
        desk.written = max(desk.written, desk.store.journal.position)
        store = Store(desk.store.path, _copy(desk.saved), desk.store.around, None)
        store.journal.start(store.around.device, desk.written)
        desk.store = store

    def _clones(self) -> None:
        """A disk is copied with the user's profile: two laptops with one key, both go on."""
        desk = self.draws.choice(self.desks)
        if self.losing or len(self.desks) > DESKS:
            return
        self.desks.append(self._desk(desk.number, desk.shelter, _copy(desk.store.connection), desk.store.around.device))

    # -- what came of it -----------------------------------------------------------------------------------------------

    def exchange(self) -> None:
        """Everybody meets: every stick that was not lost, and all that each desk holds."""
        last = [make_bundle(desk.store, {})[1] for desk in self.desks]
        for desk in self.desks:
            sticks = [*last, *self.sticks]
            self.draws.shuffle(sticks)
            while sticks:
                size = self.draws.randint(1, len(sticks))
                self.merge(desk, sticks[:size])
                sticks = sticks[size:]
        if self.sticks:  # what only an old stick had is everybody's now; nobody has more
            self.sticks = []

    def truth(self, held: set[bytes]) -> dict[PersonId, str]:
        return {p: place for event, p, place, _ in self.told if bytes.fromhex(event) in held}

    def beds(self, held: set[bytes]) -> dict[PersonId, Bed | None]:
        return {
            p: self.slept[event] for event, p, _, _ in self.told if bytes.fromhex(event) in held and event in self.slept
        }

    def peer(self, held: set[bytes]) -> dict[PersonId, str]:
        """Where last-write-wins puts people: the entry of the latest clock, ties by id."""
        last: dict[PersonId, tuple[datetime, EventId, str]] = {}
        for event, person, place, at in self.told:
            if bytes.fromhex(event) in held and (person not in last or (at, event) > last[person][:2]):
                last[person] = (at, event, place)
        return {person: place for person, (_, _, place) in last.items()}

    def result(self) -> Result:
        self.exchange()
        first = self.desks[0].store
        held = {row[0] for row in first.connection.execute("select id from events")}
        truth, peer, stands = self.truth(held), self.peer(held), standings(first)
        flagged = {person for person, standing in stands.items() if standing.to_reconcile}
        wrong = [p for p, place in truth.items() if p not in flagged and place_of(stands[p]) != place]
        marked = overtaken(first, stands)
        told = [p for p in wrong if p in marked]
        silent = [p for p in wrong if p not in marked]
        beds = self.beds(held)
        beds_wrong = [
            p
            for p, bed in beds.items()
            if bed is not None and p not in {*flagged, *marked, *wrong} and bed not in beds_said(stands[p], truth[p])
        ]
        dump = first.dump()
        first.rebuild()
        unequal = [*self._unequal(dump), *self._unequal(first.dump())]
        cards = {card.person: card for card in conflicts(first)}
        uncarded = [person for person in flagged if person not in cards or len(cards[person].claims) < 2]
        self._settle(flagged, truth)
        stands = standings(self.desks[-1].store)
        unsettled = [p for p in flagged if stands[p].to_reconcile or place_of(stands[p]) != truth.get(p, HOME)]
        last = self.draws.choice(self.desks).store
        errors = [str(finding) for finding in chain_findings(last.connection) if finding.error]
        return Result(
            people=len(truth),
            entries=len(held),
            flagged=len(flagged),
            silent=[*silent, *(f"bed of {p}" for p in beds_wrong)],
            unequal=[*unequal, *self._unequal(first.dump())],
            errors=errors,
            unsettled=[*uncarded, *unsettled],
            told=told,
            marked=len(marked),
            peer_wrong=sum(peer[person] != place for person, place in truth.items()),
        )

    def _unequal(self, dump: str) -> list[str]:
        """Desks whose tables are not these."""
        return [f"desk {n}" for n, desk in enumerate(self.desks) if desk.store.dump() != dump]

    def _settle(self, flagged: set[PersonId], truth: dict[PersonId, str]) -> None:
        """The duty room rings round: each card is settled by one entry, and everybody hears of it."""
        desk = self.desks[0]
        for person in sorted(flagged):
            said = {**self.said(desk), "evidence": Evidence.PHONE_SELF}
            claims = standings(desk.store)[person].claims
            if (place := truth.get(person, HOME)) == HOSPITAL_PLACE:
                resolve(desk.store, person=person, keep=next(c.event for c in claims if c.place == place), **said)
            elif place:
                resolve(desk.store, person=person, place=place, **said)
            else:
                home = next((claim.event for claim in claims if claim.class_ is Class.NOT_MOVED), None)
                if home is not None:
                    resolve(desk.store, person=person, keep=home, **said)
                else:
                    doors.leave(desk.store, persons=(person,), **self.said(desk))
        for other in self.desks[1:]:
            self.merge(other, [make_bundle(desk.store, {})[1]])


def place_of(standing: Standing) -> str:
    return (standing.place or HOME) if standing.class_ is Class.MOVED else HOME
