"""Along the island chain: which islands are to be relieved, why, who would go on and to which one.

What is proposed follows from the heads, the beds, the backup power and the roads as they are known; nothing is ordered
here, and an order that stands already is counted as carried out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.ids import HouseholdId, PersonId, ShelterId
from core.domain.people import Person
from core.domain.relief import Cause, Group, Relief, ReliefRules, Target, persons_over, relief
from core.domain.standing import Class
from core.domain.supplies import Left, heads_to_feed, left
from core.exchange.shelter_rules import relief_rules, supply_rules
from core.planning.shelter_roads import Drive, barred_within, cut_off_at
from core.queries.island_roads import shelter_roads
from core.queries.map_rows import ShelterRow
from core.queries.night import Night, night
from core.queries.roads import closures_known
from core.queries.shelters import shelter_board
from core.store.database import Store
from core.store.orders import openings
from core.store.rooms import rooms as rooms_of
from core.store.rooms import sleepers_of, taken_beds
from core.store.shelters import spared


@dataclass(frozen=True, slots=True)
class NextIsland:
    """What an island of the chain has free. `drive` is None where no road leads there; `rooms` None without any."""

    row: ShelterRow
    drive: Drive | None
    beds: int
    rooms: int | None
    power_hours: float | None
    water_hours: float | None


@dataclass(frozen=True, slots=True)
class ReliefRow:
    """One island that is to be relieved. `until` is when its power ends or its last road closes.

    `before` and `after` are persons in and to come, `share` of its beds before. `names` are what to call the households
    by, also those that no island takes; `taken` how many persons each island would get; `dry_road` says that the way
    goes by no road that is to close soon.
    """

    row: ShelterRow
    cause: Cause
    until: datetime | None
    before: int
    proposed: Relief
    names: tuple[tuple[HouseholdId, str], ...]
    targets: tuple[NextIsland, ...]
    taken: tuple[tuple[ShelterId, int], ...]
    dry_road: bool
    confirmed: bool

    @property
    def after(self) -> int:
        return self.before - self.proposed.persons

    @property
    def share(self) -> float:
        return self.before / self.row.shelter.capacity if self.row.shelter.capacity else 1.0


def next_islands(store: Store, shelter: str, at: datetime) -> tuple[NextIsland, ...]:
    """The other islands by the time of the way there, those without a road last."""
    board = _Board(store, at)
    origin = ShelterId(shelter)
    drives, _ = board.drives(origin)
    found = [board.next_island(row, drives.get(row.shelter.id)) for row in board.rows if row.shelter.id != origin]
    return tuple(sorted(found, key=_nearest))


def _nearest(island: NextIsland) -> tuple[float, str]:
    return (island.drive.minutes if island.drive else float("inf"), island.row.shelter.id)


def relief_board(store: Store, scope: str | None, at: datetime) -> tuple[ReliefRow, ...]:
    """Islands to be relieved, those of the town (`scope`) first, then the worst cause, then the fullest: a neighbour's
    holds the town's people too. Those that somebody decided to leave are left out."""
    board = _Board(store, at)
    passed_over = spared(store)
    found = []
    for row in board.rows:
        cause, until = board.cause(row)
        said = passed_over.get(row.shelter.id)
        if cause is None:
            continue
        if said is not None and said.inside >= row.inside and _rank(Cause(said.cause)) <= _rank(cause):
            continue
        proposal = board.proposal(row, cause, until)
        if proposal is not None:
            found.append(proposal)

    def order(one: ReliefRow) -> tuple[bool, int, float, str]:
        foreign = scope is not None and one.row.shelter.town != scope
        return (foreign, _rank(one.cause), -one.share, one.row.shelter.id)

    return tuple(sorted(found, key=order))


def closing_proposal(store: Store, shelter: str, at: datetime) -> ReliefRow | None:
    """Where everybody in a shelter would go if it closed now; None for one that nobody is in."""
    board = _Board(store, at)
    row = next((row for row in board.rows if row.shelter.id == shelter), None)
    return board.proposal(row, Cause.CLOSING, None) if row is not None else None


def _rank(cause: Cause) -> int:
    return list(Cause).index(cause)


class _Board:
    """Everything a proposal is made from, read once."""

    def __init__(self, store: Store, at: datetime) -> None:
        self._store, self._at = store, at
        self._known: Night = night(store, at)
        self.rows = shelter_board(store, None, at)
        self._rules: ReliefRules = relief_rules()
        self._supplies = supply_rules()
        self._closures = closures_known(store, at)
        self._onward = self._known.onward
        self._doors = openings(store)
        self._causes: dict[ShelterId, tuple[Cause | None, datetime | None]] = {}
        self._roads = shelter_roads(store)

    # -- what an island has ------------------------------------------------------------------------------------------

    def next_island(self, row: ShelterRow, drive: Drive | None) -> NextIsland:
        hours = {one.item: one.hours for one in self._left(row)}
        rooms = self._empty_rooms(row)
        return NextIsland(row, drive, row.unpromised, rooms, hours.get("power_hours"), hours.get("water_l"))

    def _empty_rooms(self, row: ShelterRow) -> int | None:
        """Rooms that nobody has a bed in, and no more than the free beds fill: whoever is still to come takes some."""
        known = rooms_of(self._store).get(row.shelter.id, ())
        if not known:
            return None
        taken = taken_beds(sleepers_of(self._known.standings, row.shelter.id))
        empty = sorted((one.beds for one in known if one.id not in taken), reverse=True)
        filled, count = 0, 0
        for size in empty:
            filled += size
            count += filled <= row.unpromised
        return count

    def _left(self, row: ShelterRow) -> tuple[Left, ...]:
        heads = heads_to_feed(row.inside, row.arrivals, self._at, self._supplies.soon)
        return tuple(left(stock, heads, self._at, self._supplies) for stock in row.stocks)

    def drives(self, origin: ShelterId) -> tuple[dict[ShelterId, Drive], bool]:
        """Ways to the other islands, and whether they keep to roads that are not to close soon."""
        soon = barred_within(self._closures, self._at, self._at + self._rules.look_ahead)
        dry = self._roads.drives(origin, soon)
        if dry:
            return dry, True
        return self._roads.drives(origin, barred_within(self._closures, self._at, self._at)), False

    # -- why ---------------------------------------------------------------------------------------------------------

    def cause(self, row: ShelterRow) -> tuple[Cause | None, datetime | None]:
        """Why an island with people in it is to be relieved, and until when; None while it need not be."""
        if row.shelter.id not in self._causes:
            self._causes[row.shelter.id] = self._cause(row)
        return self._causes[row.shelter.id]

    def _cause(self, row: ShelterRow) -> tuple[Cause | None, datetime | None]:
        if row.inside - row.onward_out <= 0:
            return None, None
        ahead = self._at + self._rules.look_ahead
        cut = cut_off_at(self._roads, row.shelter.id, self._closures, self._at, ahead)
        if cut is not None:
            return Cause.ROAD_CLOSES, cut
        power = next((one for one in self._left(row) if one.item == "power_hours" and one.counted), None)
        if power is not None and power.hours is not None and timedelta(hours=power.hours) <= self._rules.look_ahead:
            return Cause.POWER_ENDS, self._at + timedelta(hours=power.hours)
        door = self._doors.get(row.shelter.id)
        if door is not None and not door.open:
            return Cause.CLOSING, None
        over = persons_over(row.shelter.capacity, row.load, self._rules)
        return (Cause.FULL, None) if over else (None, None)

    # -- who goes where ----------------------------------------------------------------------------------------------

    def proposal(self, row: ShelterRow, cause: Cause, until: datetime | None) -> ReliefRow | None:
        shelter, load = row.shelter, row.load
        drives, dry = self.drives(shelter.id)
        minutes = (
            (until - self._at) / timedelta(minutes=1) if until is not None and cause is Cause.ROAD_CLOSES else None
        )
        targets = [
            self._target(other, drives[other.shelter.id])
            for other in self.rows
            if other.shelter.id in drives
            and (minutes is None or drives[other.shelter.id].minutes <= minutes)
            and self._takes_people(other)
        ]
        groups = self._groups(shelter.id, with_coming=cause is not Cause.CLOSING)
        if not groups:
            return None
        over = persons_over(shelter.capacity, load, self._rules) if cause is Cause.FULL else None
        proposed = relief(groups, over, targets, self._rules)
        taken: dict[ShelterId, int] = {}
        for one in proposed.onward:
            taken[one.to] = taken.get(one.to, 0) + len(one.group.persons)
        by_id = {other.shelter.id: other for other in self.rows}
        return ReliefRow(
            row=row,
            cause=cause,
            until=until,
            before=load,
            proposed=proposed,
            names=tuple(
                (group.household, self._name(group))
                for group in (*(one.group for one in proposed.onward), *proposed.unplaced)
            ),
            targets=tuple(self.next_island(by_id[to], drives.get(to)) for to in proposed.targets),
            taken=tuple((to, taken[to]) for to in proposed.targets),
            dry_road=dry,
            confirmed=self._rules.confirmed,
        )

    def _target(self, row: ShelterRow, drive: Drive) -> Target:
        return Target(
            shelter=row.shelter.id,
            capacity=row.shelter.capacity,
            inside=row.inside - row.onward_out,
            coming=row.coming + row.onward_in,
            metres=drive.metres,
            minutes=drive.minutes,
            opens_min=0 if row.open else row.shelter.opens_after_min,
            step_free=row.shelter.step_free,
            added=row.added,
        )

    def _takes_people(self, row: ShelterRow) -> bool:
        """Not one that was closed by hand, nor one that has to be relieved itself."""
        door = self._doors.get(row.shelter.id)
        if door is not None and not door.open:
            return False
        return self.cause(row)[0] is None

    def _groups(self, shelter: ShelterId, *, with_coming: bool) -> list[Group]:
        """Households inside, whoever is disputed left alone; and those still to come who have not set out."""
        inside: dict[HouseholdId, list[PersonId]] = {}
        for person, stands in self._known.standings.items():
            someone = self._known.people.get(person)
            if someone is None or person in self._onward or stands.to_reconcile:
                continue
            if stands.class_ is Class.MOVED and stands.place == shelter:
                inside.setdefault(_home(someone), []).append(person)
        groups = [self._group(home, persons, came=True) for home, persons in inside.items()]
        if with_coming:
            for move in self._known.moves.values():
                waiting = [person for person in move.persons if self._not_set_out(person)]
                if move.shelter == shelter and waiting and move.household not in inside:
                    groups.append(self._group(move.household, waiting, came=False))
        return groups

    def _not_set_out(self, person: PersonId) -> bool:
        stands = self._known.standing(person)
        return (
            person in self._known.due
            and person not in self._onward
            and stands.class_ not in (Class.MOVED, Class.AWAY)
            and not {"out", "aboard"} & set(stands.steps)
        )

    def _group(self, home: HouseholdId, persons: list[PersonId], *, came: bool) -> Group:
        people, standing = self._known.people, self._known.standing
        since = [at for person in persons if (at := standing(person).since) is not None]
        return Group(
            home,
            tuple(sorted(persons)),
            sum(people[person].mobility.cannot_walk for person in persons),
            max(since, default=self._at) if came else None,
        )

    def _name(self, group: Group) -> str:
        return next((someone.name for person in group.persons if (someone := self._known.people[person]).name), "")


def _home(person: Person) -> HouseholdId:
    """His household; somebody beyond the register is one of his own."""
    return person.household or HouseholdId(f"~{person.id}")
