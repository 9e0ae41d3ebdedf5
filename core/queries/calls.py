"""叫应: one row for every household and every village that has to be called, the longest without an answer on top."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.domain.calling import CallingRules, Ladder, Rung, Try, ladder, rung_of
from core.domain.events import Outcome
from core.domain.harm import Harm
from core.domain.hazards import Trigger
from core.domain.ids import HelperId, HouseholdId, PersonId, PlaceCode
from core.domain.orders import Completion, Order
from core.domain.people import Helper, Person, Role
from core.domain.standing import Class, Home
from core.queries.call_rows import CallBoard, CallGroup, CallRow, RungRow, SilentRow
from core.queries.masking import mask_phone
from core.queries.names import shelters
from core.queries.night import Night, night
from core.queries.roll import roll_row
from core.queries.rows import Look, RollRow
from core.queries.rules import calling_book
from core.store.calls import CallLog, Heard, call_log, call_log_at
from core.store.database import Store
from core.store.helping import absences
from core.store.orders import completions, orders_in_force
from core.store.people import households

SETTLED = (Class.MOVED, Class.AWAY)


def settled(row: RollRow) -> bool:
    """Whom nobody has to be called about any more: safe, away, or dead."""
    return row.class_ in SETTLED or row.harm is Harm.DEAD or row.going_to is not None


def call_board(store: Store, scope: str | None, at: datetime) -> CallBoard:
    """Whom to call in a town (or the district) as it is known at a time."""
    known = night(store, at)
    rules = calling_book(store)
    log = call_log(store) if known is night(store) else call_log_at(store, at)
    orders = orders_in_force(store)
    done = {
        place: replace(said, operator=store.operator_name(said.operator)) for place, said in completions(store).items()
    }
    about = _About(
        store, known, rules, log, at, {place: _ordered_at(orders, place, at) for place in known.levels}, done
    )
    parties = [party for party in known.parties.values() if _in_scope(known, party.place, scope)]
    rows = [about.household_row(party.household, party.members, party.level) for party in parties]
    by_place: dict[PlaceCode, list[CallRow]] = {}
    for row in rows:
        by_place.setdefault(row.place, []).append(row)
    villages = [
        about.village_row(place, by_place.get(place, []))
        for place, level in known.levels.items()
        if level is not Trigger.NONE and _in_scope(known, place, scope)
    ]
    everything = sorted((row for row in (*villages, *rows) if _to_call(row)), key=_order)
    return CallBoard(tuple(everything), about.silent(villages), rules, known.revision, at)


def call_number(store: Store, household: HouseholdId | None, place: PlaceCode, to: str, at: datetime) -> str:
    """The whole number behind one line of the ladder, for the call that is being made; empty where there is none."""
    known = night(store, at)
    about = _About(store, known, calling_book(store), CallLog(), at, {})
    contacts = about.contacts_of(household) if household is not None else about.contacts_of_village(place)
    return next((contact.phone for contact in contacts if contact.to == to), "")


@dataclass(frozen=True, slots=True)
class _Contact:
    rung: Rung
    to: str
    name: str = ""
    phone: str = ""
    houses: int = 0


@dataclass
class _About:
    """What every row is made from."""

    store: Store
    known: Night
    rules: CallingRules
    log: CallLog
    at: datetime
    ordered: dict[PlaceCode, datetime]
    done: dict[PlaceCode, Completion] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rooms = shelters(self.store)
        self._homes = households(self.store)
        self._streets: dict[PlaceCode, list[HouseholdId]] = {}
        for home, members in self._homes.items():
            self._streets.setdefault(members[0].place, []).append(home)
        self._at = {home: n for street in self._streets.values() for n, home in enumerate(street)}
        self._helpers: dict[PlaceCode, list[Helper]] = {}
        out = absences(self.store)
        for helper in (one for one in self.known.helpers.values() if one.id not in out):
            self._helpers.setdefault(helper.place, []).append(helper)
        self._load: dict[HelperId, int] = {}
        for pairing in self.known.pairings.values():
            self._load[pairing.helper] = self._load.get(pairing.helper, 0) + 1

    # -- households --------------------------------------------------------------------------------------------------

    def household_row(self, household: HouseholdId, persons: Iterable[PersonId], level: Trigger) -> CallRow:
        known = self.known
        members = [roll_row(known, self._rooms, known.people[person], self.at) for person in persons]
        to_move = [row for row in members if not settled(row)]
        members.sort(key=lambda row: (settled(row), not row.mobility.cannot_walk, -(row.age or 0), row.person))
        contacts = self.contacts_of(household)
        rungs = tuple(contact.rung for contact in contacts)
        tries = [_on_rungs(self.log.of_person(row.person), contacts) for row in to_move]
        ladders = [(ladder(one, rungs, level, self.rules), one) for one in tries]
        stands, made = min(ladders, key=lambda one: _least_answered(one[0], self.at), default=(_NOBODY_LEFT, ()))
        first = members[0]
        move = known.moves.get(household)
        return CallRow(
            ident=f"household/{household}",
            household=household,
            place=first.place,
            place_name=first.place_name,
            town=first.town,
            level=level,
            group=_group(stands, to_move, self.at),
            exposed=any(row.look is Look.EXPOSED for row in to_move),
            unreachable=any(row.class_ is Class.UNREACHABLE for row in to_move),
            stands=stands,
            rungs=tuple(_rung_row(contact, stands, made) for contact in contacts),
            since=self._since(stands, first.place),
            ordered_at=self.ordered.get(first.place, self.at),
            members=tuple(members),
            households=1 if to_move else 0,
            persons=len(to_move),
            mode=move.mode if move else None,
            deadline=move.deadline if move else None,
            went_back=max((row.since for row in to_move if row.home is Home.WENT_BACK and row.since), default=None),
            talks=max((self.log.talks_with(row.person) for row in to_move), key=len, default=()),
        )

    def contacts_of(self, household: HouseholdId) -> tuple[_Contact, ...]:
        """A and B of the plan (else the household itself), the nearest neighbour with a phone, the door, the radio."""
        found = []
        for role, rung in ((Role.PRIMARY, Rung.A), (Role.DEPUTY, Rung.B)):
            pairing = self.known.pairings.get((household, role))
            helper = self.known.helpers.get(pairing.helper) if pairing else None
            if helper is not None:
                found.append(_Contact(rung, str(rung), helper.name, helper.phone))
        own = next((member for member in self._homes.get(household, ()) if member.phone), None)
        if not found and own is not None:
            found.append(_Contact(Rung.A, "self", own.name, own.phone))
        neighbour = self._neighbour(household)
        if neighbour is not None:
            found.append(neighbour)
        return (*found, _Contact(Rung.DOOR, "door"), _Contact(Rung.RADIO, "radio"))

    def _neighbour(self, household: HouseholdId) -> _Contact | None:
        """The nearest household of the village by number that has a phone and has not left yet."""
        members = self._homes.get(household, ())
        street = self._streets.get(members[0].place, []) if members else []
        here = self._at.get(household, 0)
        for gap in range(1, len(street)):
            for at in (here - gap, here + gap):
                person = self._at_home(street[at]) if 0 <= at < len(street) else None
                if person is not None:
                    return _Contact(Rung.NEIGHBOUR, "neighbour", person.name, person.phone, gap - 1)
        return None

    def _at_home(self, household: HouseholdId) -> Person | None:
        return next(
            (
                member
                for member in self._homes[household]
                if member.phone and self.known.standing(member.id).class_ not in SETTLED
            ),
            None,
        )

    # -- villages ----------------------------------------------------------------------------------------------------

    def village_row(self, place: PlaceCode, rows: list[CallRow]) -> CallRow:
        contacts = self.contacts_of_village(place)
        level = self.known.levels[place]
        tries = self.log.of_village(place)
        stands = ladder(tries, (contact.rung for contact in contacts), level, self.rules)
        named = self.known.places.get(place)
        return CallRow(
            ident=f"village/{place}",
            household=None,
            place=place,
            place_name=named.name if named else place,
            town=named.town if named else "",
            level=level,
            group=_group_of(stands, self.at) if any(row.persons for row in rows) else CallGroup.ANSWERED,
            exposed=False,
            unreachable=False,
            stands=stands,
            rungs=tuple(_rung_row(contact, stands, tries) for contact in contacts),
            since=self._since(stands, place),
            ordered_at=self.ordered.get(place, self.at),
            households=sum(row.households for row in rows),
            persons=sum(row.persons for row in rows),
            deadline=min((row.deadline for row in rows if row.deadline and row.persons), default=None),
            done=self.done.get(place),
        )

    def contacts_of_village(self, place: PlaceCode) -> tuple[_Contact, ...]:
        """The register names no village head: the two helpers of the village who go to most doors stand for him."""
        there = sorted(
            self._helpers.get(place, ()), key=lambda one: (-self._load.get(one.id, 0), not one.night, one.id)
        )
        found = [
            _Contact(rung, str(rung), one.name, one.phone)
            for rung, one in zip((Rung.A, Rung.B), [one for one in there if one.phone], strict=False)
        ]
        return (*found, _Contact(Rung.DOOR, "door"), _Contact(Rung.RADIO, "radio"))

    def _since(self, stands: Ladder, place: PlaceCode) -> datetime:
        """Since when nobody has answered; since the order where only a time is known that is still to come: whom a
        clock ahead has called in vain stands no lower for it."""
        ordered = self.ordered.get(place, self.at)
        since = stands.since(ordered)
        return since if since <= self.at else ordered

    def silent(self, villages: list[CallRow]) -> tuple[SilentRow, ...]:
        """Villages with people still to move from which nothing was heard for longer than the rule allows."""
        heard: dict[PlaceCode, list[Heard]] = {}
        wanted = {row.place for row in villages if row.persons}
        for person in self.known.people.values():
            if person.place in wanted:
                one = self.log.last_heard(f"person/{person.id}", self.at)
                if one is not None:
                    heard.setdefault(person.place, []).append(one)
        found = []
        for row in villages:
            if row.place not in wanted:
                continue
            own = self.log.last_heard(f"village/{row.place}", self.at)
            last = max((*heard.get(row.place, ()), *((own,) if own else ())), key=lambda one: one.at, default=None)
            since = max(last.at, row.ordered_at) if last is not None else row.ordered_at
            if self.at - since >= self.rules.minutes("silence"):
                found.append(SilentRow(row.place, row.place_name, row.town, since, last, row.persons))
        return tuple(sorted(found, key=lambda one: (one.since, one.place)))


_NOBODY_LEFT = Ladder(None, settled=True)


def _on_rungs(tries: tuple[Try, ...], contacts: tuple[_Contact, ...]) -> tuple[Try, ...]:
    """A household without helpers is called itself: its own phone then stands on the first rung."""
    if not any(contact.to == "self" for contact in contacts):
        return tries
    return tuple(Try("A", one.outcome, one.at, one.operator) if one.to == "self" else one for one in tries)


def _rung_row(contact: _Contact, stands: Ladder, made: tuple[Try, ...]) -> RungRow:
    """A message that is carried stands where it was given, though it is no silence."""
    spoke = stands.answered
    carried = (spoke,) if spoke is not None and not stands.settled and spoke.outcome is Outcome.RELAYED else ()
    since = made[len(made) - stands.tries :]
    tried = tuple(one for one in (*carried, *since) if rung_of(one.to) is contact.rung)
    return RungRow(contact.rung, contact.to, contact.name, mask_phone(contact.phone), tried, contact.houses)


def _least_answered(stands: Ladder, at: datetime) -> tuple[bool, int, float]:
    """Of several members the one who decides: nobody spoke, furthest up the ladder, longest ago."""
    rung = list(Rung).index(stands.rung) if stands.rung is not None else -1
    return (stands.settled, -rung, stands.since(at).timestamp())


def _group(stands: Ladder, to_move: list[RollRow], at: datetime) -> CallGroup:
    if to_move and all(row.class_ is Class.REFUSED for row in to_move):
        return CallGroup.REFUSED
    back = stands.last is None and any(row.home is Home.WENT_BACK for row in to_move)
    if back or any(row.look is Look.EXPOSED for row in to_move):
        return CallGroup.DUE  # nobody is on it: no redial is worth waiting for
    return _group_of(stands, at)


def _group_of(stands: Ladder, at: datetime) -> CallGroup:
    if stands.settled:
        return CallGroup.ANSWERED
    if stands.last is None:
        return CallGroup.UNCALLED
    return CallGroup.WAITING if stands.waits(at) else CallGroup.DUE


def _to_call(row: CallRow) -> bool:
    """Whoever is all safe or away needs no call; a village where nobody is left stands there until a second name has
    said that it is done."""
    return row.persons > 0 or (row.household is None and (row.done is None or not row.done.second))


def _order(row: CallRow) -> tuple[object, ...]:
    """Groups in their order; 有险无人 first, then who went home against the gate, a village before its households, then
    the longest without an answer, the nearest deadline, those who cannot walk."""
    first = row.first
    return (
        list(CallGroup).index(row.group),
        not row.exposed,
        row.went_back is None,
        row.group is CallGroup.UNCALLED and row.household is not None,
        row.since.timestamp(),
        row.deadline.timestamp() if row.deadline else float("inf"),
        row.level is not Trigger.GO,
        first is None or not first.mobility.cannot_walk,
        row.place,
        row.ident,
    )


def _in_scope(known: Night, place: PlaceCode, scope: str | None) -> bool:
    named = known.places.get(place)
    return scope is None or (named is not None and named.town == scope)


def _ordered_at(orders: dict[PlaceCode, Order], place: PlaceCode, at: datetime) -> datetime:
    order = orders.get(place)
    return min(order.at, at) if order is not None else at
