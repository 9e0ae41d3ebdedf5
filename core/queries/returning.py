"""The return gates: what each place lacks, who is away from it, who was let home, who went back unasked."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import HelperId, HouseholdId, PersonId, PlaceCode
from core.domain.people import Role
from core.domain.returning import Gate, ReturnRules, gate_of
from core.domain.standing import Class, Home
from core.exchange.shelter_rules import return_rules
from core.queries.names import shelters
from core.queries.night import Night, night
from core.queries.rain import storm_input
from core.queries.roll import roll_row
from core.queries.rows import RollRow
from core.store.database import Store
from core.store.returning import facts_of
from core.storm.situation import hourly_series


@dataclass(frozen=True, slots=True)
class GateRow:
    """One place that people are away from, or have come back to. Persons, except `households` (still away).

    `recorded_peak` is the wettest hour that the rain record of the file has for it, by its end; None without a record.
    """

    gate: Gate
    name: str
    town: str
    away: int
    households: int
    returned: int
    went_back: int
    recorded_peak: datetime | None
    rules: ReturnRules


@dataclass(frozen=True, slots=True)
class Returner:
    """A household that could go home, or went: its members in a shelter or back against the gate, and who would be
    sent after them."""

    household: HouseholdId
    members: tuple[RollRow, ...]
    helper: HelperId | None
    helper_name: str

    @property
    def went_back(self) -> bool:
        return any(row.home is Home.WENT_BACK for row in self.members)


@dataclass(frozen=True, slots=True)
class GatePeople:
    place: PlaceCode
    households: tuple[Returner, ...]


def gate_board(store: Store, scope: str | None, at: datetime) -> tuple[GateRow, ...]:
    """Places whose people are in a shelter or back home, of a town or the district: whoever went back unasked first,
    then the gates that are open, then those of most people."""
    known = night(store, at)
    away: dict[PlaceCode, list[PersonId]] = {}
    home: dict[PlaceCode, list[PersonId]] = {}
    for person, stands in known.standings.items():
        someone = known.people.get(person)
        if someone is None or not someone.place:
            continue
        if stands.class_ is Class.MOVED:
            away.setdefault(someone.place, []).append(person)
        elif stands.home is not Home.NO:
            home.setdefault(someone.place, []).append(person)
    rows = []
    for code in {*away, *home}:
        place = known.places.get(code)
        if place is None or (scope is not None and place.town != scope):
            continue
        back = [person for person in home.get(code, ()) if known.standing(person).home is Home.WENT_BACK]
        rows.append(
            GateRow(
                gate=gate(store, code, at),
                name=place.name,
                town=place.town,
                away=len(away.get(code, ())),
                households=len({known.people[person].household for person in away.get(code, ())}),
                returned=len(home.get(code, ())) - len(back),
                went_back=len(back),
                recorded_peak=recorded_peak(store, code, at),
                rules=return_rules(),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.went_back, not row.gate.open, -row.away, row.gate.place)))


def gate(store: Store, place: PlaceCode, at: datetime) -> Gate:
    """The gate of one place at one moment, by all that is recorded now."""
    return gate_of(facts_of(store, place), return_rules(), at)


def recorded_peak(store: Store, place: PlaceCode, at: datetime) -> datetime | None:
    """The end of the wettest hour of a place in the rain record up to `at`; the later of equal ones. A proposal for the
    officer: what counts is what somebody notes."""
    storm = storm_input(store)
    if storm.start is None or place not in storm.model.index:
        return None
    fallen = store.memo(f"hours {place}", id(storm), lambda: hourly_series(storm, place))
    past = [(mm, end) for end, mm in fallen if end <= at and mm > 0]
    return max(past)[1] if past else None


def gate_people(store: Store, place: str, at: datetime) -> GatePeople:
    """Whoever of a place is in a shelter or went back, household by household; who went back first."""
    known, rooms = night(store, at), shelters(store)
    found: dict[HouseholdId, list[RollRow]] = {}
    for person, stands in known.standings.items():
        someone = known.people.get(person)
        if someone is None or someone.place != place:
            continue
        if stands.class_ is Class.MOVED or stands.home is Home.WENT_BACK:
            found.setdefault(someone.household, []).append(roll_row(known, rooms, someone, at))
    households = [_returner(known, home, rows) for home, rows in found.items()]
    households.sort(key=lambda one: (not one.went_back, one.household))
    return GatePeople(PlaceCode(place), tuple(households))


def helper_after(known: Night, household: HouseholdId) -> tuple[HelperId | None, str]:
    """Who is sent after a household: its A, else its B."""
    for role in (Role.PRIMARY, Role.DEPUTY):
        pairing = known.pairings.get((household, role))
        helper = known.helpers.get(pairing.helper) if pairing else None
        if helper is not None:
            return helper.id, helper.name
    return None, ""


def _returner(known: Night, home: HouseholdId, rows: list[RollRow]) -> Returner:
    helper, name = helper_after(known, home)
    return Returner(home, tuple(sorted(rows, key=lambda row: (-(row.age or 0), row.person))), helper, name)
