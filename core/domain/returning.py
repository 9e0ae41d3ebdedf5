"""返回门: nobody goes home before the warning is lifted, the lag has passed and the inspection after rain is signed.

What a place lacks is a pure function of what was recorded about it and of the hour. Signatures and return orders name
the move orders that they knew of: an order that another desk gave meanwhile makes them void without any clock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.hazards import Trigger
from core.domain.ids import EventId, HouseholdId, PersonId, PlaceCode
from core.domain.orders import RESPONSE_LEVELS, Party, ResponseLevel
from core.domain.people import Person
from core.domain.standing import Home, Standing


@dataclass(frozen=True, slots=True)
class Signer:
    """Who has to sign the inspection: a role with its name in both languages, and where that comes from."""

    role: str
    name: str
    name_en: str
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ReturnRules:
    """The numbers of the gate: hours after the peak, the lowest response level that holds it shut, who signs."""

    lag: timedelta
    holding_level: str
    signers: tuple[Signer, ...]
    source: str
    confirmed: bool

    def holds(self, level: str) -> bool:
        """Whether a response level keeps people from going home. One that the rules do not know does."""
        if level == RESPONSE_LEVELS[-1]:
            return False
        if level not in RESPONSE_LEVELS:
            return True
        return RESPONSE_LEVELS.index(level) >= RESPONSE_LEVELS.index(self.holding_level)


@dataclass(frozen=True, slots=True)
class Signature:
    """One live word of one role: `clear` False says that something was found. `orders` are the move orders known."""

    role: str
    clear: bool
    orders: frozenset[EventId]
    name: str
    at: datetime
    operator: str


@dataclass(frozen=True, slots=True)
class ReturnOrder:
    orders: frozenset[EventId]
    at: datetime
    operator: str


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What was recorded about one place that bears on going home.

    `ordered` are all move orders that were given and not taken back; `level` the one in force; `lifted_at` when the
    last of them was lifted; `response` the response levels over the place; `peaks` what was noted as the peak of rain.
    """

    place: PlaceCode
    ordered: frozenset[EventId] = frozenset()
    level: Trigger = Trigger.NONE
    lifted_at: datetime | None = None
    response: tuple[ResponseLevel, ...] = ()
    peaks: tuple[datetime, ...] = ()
    signatures: tuple[Signature, ...] = ()
    returns: tuple[ReturnOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate of one place at one moment.

    `needed` is False where no order was ever given: then only a response level can hold it shut. `holding` are the
    levels that do. `lag_until` is None while nothing says from when it counts; it has passed where `lag_passed`.
    `signed` are the valid signatures; `unsigned` the roles without one; `unclear` those who found something.
    """

    place: PlaceCode
    needed: bool
    level: Trigger
    holding: tuple[ResponseLevel, ...]
    lag_from: datetime | None
    lag_until: datetime | None
    lag_passed: bool
    signed: tuple[Signature, ...]
    unsigned: tuple[Signer, ...]
    unclear: tuple[Signature, ...]
    ordered_by: ReturnOrder | None

    @property
    def lifted(self) -> bool:
        return self.level is Trigger.NONE and not self.holding

    @property
    def inspected(self) -> bool:
        return not self.unsigned and not self.unclear

    @property
    def open(self) -> bool:
        """Whether a return may be ordered."""
        return self.lifted and self.lag_passed and self.inspected

    @property
    def returning(self) -> bool:
        """Whether people may be recorded as gone home: the gate is open and the return ordered, where one is needed."""
        return self.open and (not self.needed or self.ordered_by is not None)


def gate_of(facts: PlaceFacts, rules: ReturnRules, at: datetime) -> Gate:
    """The gate at one moment. The lag counts from the latest peak noted, without one from the lifting: never earlier.

    Of several desks the worse word of one role counts. Where no order was ever given neither lag nor inspection is
    asked for.
    """
    needed = bool(facts.ordered)
    valid = [one for one in facts.signatures if one.orders >= facts.ordered]
    unclear = tuple(one for one in facts.signatures if not one.clear)
    refused = {one.role for one in unclear}
    signed = tuple(one for one in valid if one.clear and one.role not in refused)
    roles = {one.role for one in signed} | refused
    started = max(facts.peaks, default=facts.lifted_at)
    until = started + rules.lag if started is not None else None
    orders = [one for one in facts.returns if one.orders >= facts.ordered]
    return Gate(
        place=facts.place,
        needed=needed,
        level=facts.level,
        holding=tuple(one for one in facts.response if rules.holds(one.level)),
        lag_from=started,
        lag_until=until if needed else None,
        lag_passed=not needed or (until is not None and until <= at),
        signed=signed,
        unsigned=tuple(one for one in rules.signers if one.role not in roles) if needed else (),
        unclear=unclear if needed else (),
        ordered_by=min(orders, key=lambda one: (one.at, one.operator), default=None),
    )


def with_went_back(
    parties: Iterable[Party], people: Mapping[PersonId, Person], standings: Mapping[PersonId, Standing]
) -> tuple[Party, ...]:
    """Who is due, and beside them whoever went home against the gate: he is at risk again under GO, whatever is ordered
    there now, until he is back in a shelter or let home. In household order."""
    found = list(parties)
    back: dict[tuple[HouseholdId, PlaceCode], list[PersonId]] = {}
    for person, stands in standings.items():
        someone = people.get(person)
        if stands.home is Home.WENT_BACK and someone is not None and not someone.beyond_register:
            back.setdefault((someone.household, someone.place), []).append(person)
    for n, party in enumerate(found):
        more = back.pop((party.household, party.place), [])
        if more:
            found[n] = replace(party, members=tuple(sorted({*party.members, *more})))
    found += [Party(home, place, tuple(sorted(who)), Trigger.GO) for (home, place), who in back.items()]
    return tuple(sorted(found, key=lambda party: (party.household, party.place)))
