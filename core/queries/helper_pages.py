"""One helper's page: his households in the order in which he goes to them, with times; what he can carry; where he is
lacking. And the list of all helpers."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.events import Kind
from core.domain.helping import Sortie
from core.domain.ids import HelperId, HouseholdId, PersonId
from core.domain.people import Helper, Role
from core.domain.plans import Mode, Move, Pairing
from core.domain.standing import Class
from core.queries.masking import mask_phone
from core.queries.names import household_head, links, places, shelters
from core.queries.night import Night, night
from core.queries.pairing import calls_after
from core.queries.pairing_rows import CallRow
from core.queries.people import revealed
from core.store.database import Store
from core.store.helping import absences, locks
from core.store.helping_out import sorties
from core.store.people import confirmations, helper_entries
from core.store.plans import plan_before
from core.store.standards import fresh_rules

_ONE_NIGHT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class HelperListRow:
    """One helper in the list. `primary` and `deputy` count households; `out` is since when he has dropped out, `off`
    why he is not on the list any more, `due` whether his own household has to move."""

    helper: Helper
    phone: str
    place_name: str
    town: str
    primary: int
    deputy: int
    out: datetime | None
    off: str
    due: bool
    phone_confirmed: datetime | None
    sortie: Sortie | None = None  # that he is out there, or was


@dataclass(frozen=True, slots=True)
class Visit:
    """One household that he goes to. `depart` is when the plan has it leave, `last` its last safe departure; `leave`
    and `reach` are when he has to set out for this door and be there, one door after the other (`in_turn`). `roads` are
    the names of the way to the shelter. `waiting` are members who are neither safe nor away, `carried` those of them
    who cannot walk. `partner` has the other part, with his masked phone.
    """

    household: HouseholdId
    role: Role
    head: str
    place_name: str
    persons: int
    waiting: int
    carried: int
    minutes: float
    leave: datetime | None
    reach: datetime | None
    depart: datetime | None
    last: datetime | None
    mode: Mode | None
    shelter_name: str
    roads: tuple[str, ...]
    partner: str
    partner_phone: str
    locked: bool
    unplaced: bool = False  # its village is not on the map: no plan can give it times


@dataclass(frozen=True, slots=True)
class HelperPage:
    row: HelperListRow
    visits: tuple[Visit, ...]
    over_load: bool
    door_minutes: int
    late: bool  # he would have had to set out already: one after the other he does not reach all doors in time
    calls: tuple[CallRow, ...] = ()  # whom to call, in order, after he dropped out
    former: tuple[tuple[HouseholdId, Role], ...] = ()  # doors that others took over while he was out

    @property
    def next_call(self) -> CallRow | None:
        """The first call that is still to be made."""
        return next((call for call in self.calls if call.is_call and call.done is None), None)


def helper_list(store: Store, scope: str | None, at: datetime) -> tuple[HelperListRow, ...]:
    """Helpers of a town or the district: those who are missing at doors first, then by load."""
    known = night(store, at)
    counts = _counts(known, frozenset(absences(store)))
    rows = [_row(store, known, one, counts) for one in helper_entries(store)]
    rows = [row for row in rows if scope is None or row.town == scope]
    return tuple(sorted(rows, key=_needed_first))


def _needed_first(row: HelperListRow) -> tuple[bool, int, str, str]:
    doors = row.primary + row.deputy
    return (not (doors and (row.out or row.off)), -doors, row.place_name, row.helper.id)


def _pairs(known: Night, out: Collection[HelperId]) -> tuple[Pairing, ...]:
    """Who goes to each door now; for helpers who are out, the doors that the plan gave them."""
    plan = known.adopted.plan if known.adopted else None
    left = tuple(pairing for pairing in (plan.pairings if plan else ()) if pairing.helper in out)
    return (*known.pairings.values(), *left)


def _counts(known: Night, out: Collection[HelperId]) -> dict[HelperId, dict[Role, int]]:
    counts: dict[HelperId, dict[Role, int]] = {}
    for pairing in _pairs(known, out):
        of = counts.setdefault(pairing.helper, dict.fromkeys(Role, 0))
        of[pairing.role] += 1
    return counts


def _row(store: Store, known: Night, one: HelperId, counts: dict[HelperId, dict[Role, int]]) -> HelperListRow:
    entry = helper_entries(store)[one]
    helper = entry.helper
    place = places(store).get(helper.place)
    absence = absences(store).get(one)
    doors = counts.get(one, {})
    return HelperListRow(
        helper=helper,
        phone=mask_phone(helper.phone),
        place_name=place.name if place else "",
        town=place.town if place else "",
        primary=doors.get(Role.PRIMARY, 0),
        deputy=doors.get(Role.DEPUTY, 0),
        out=absence.at if absence else None,
        off=entry.off,
        due=helper.household is not None and helper.household in known.parties,
        phone_confirmed=confirmations(store)["phone"].get(one),
        sortie=sorties(store).get(str(one)),
    )


def helper_page(store: Store, helper: HelperId, at: datetime) -> HelperPage | None:
    """One helper with his households in the order of their last safe departure, then of their planned one."""
    if helper not in helper_entries(store):
        return None
    known = night(store, at)
    out = frozenset(absences(store))
    row = _row(store, known, helper, _counts(known, out))
    visits = [
        _visit(store, known, pairing.household, pairing.role, pairing)
        for pairing in _pairs(known, out)
        if pairing.helper == helper
    ]
    visits.sort(key=_in_order)
    turns = in_turn(tuple(visits), fresh_rules().door_minutes)
    mine = [visit for visit in turns if visit.role is Role.PRIMARY and visit.waiting and visit.leave is not None]
    late = any(visit.leave < at for visit in mine if visit.leave is not None)
    return HelperPage(
        row,
        turns,
        row.primary + row.deputy > row.helper.max_load,
        fresh_rules().door_minutes,
        late,
        calls_after(store, helper),
        () if row.out is not None or row.off else _former(store, known, helper, at),
    )


def _former(store: Store, known: Night, helper: HelperId, at: datetime) -> tuple[tuple[HouseholdId, Role], ...]:
    """The doors that were his when he last dropped out, within a day, and to which somebody else goes now."""
    mine = store.journal.of_subject(f"helper/{helper}")
    gone = [event for event in mine if event.kind == Kind.HELPER_OUT and at - event.at <= _ONE_NIGHT]
    before = plan_before(store, store.journal.revision_of(gone[-1].id)) if gone else None
    going = {(household, pairing.helper) for (household, _), pairing in known.pairings.items()}
    due = {household for household, _ in known.pairings}
    return tuple(
        (pairing.household, pairing.role)
        for pairing in (before.pairings if before else ())
        if pairing.helper == helper and pairing.household in due and (pairing.household, helper) not in going
    )


def in_turn(visits: tuple[Visit, ...], door_minutes: int) -> tuple[Visit, ...]:
    """The latest times at which one helper can still be at every door of his part before its household leaves.

    He needs `door_minutes` at each door and comes by his own home from one to the next: what lies between doors is not
    known, and by way of home it is certainly no longer. B's doors, and households without a plan, stand by themselves.
    """
    out: list[Visit] = []
    after: datetime | None = None  # when he must be on his way to the door that follows
    for visit in reversed(visits):
        if visit.depart is None or not visit.waiting:
            out.append(visit)
            continue
        reach = visit.depart - timedelta(minutes=door_minutes)
        in_row = visit.role is Role.PRIMARY
        if in_row and after is not None:
            reach = min(reach, after - timedelta(minutes=door_minutes + visit.minutes))
        leave = reach - timedelta(minutes=visit.minutes)
        out.append(replace(visit, reach=reach, leave=leave))
        after = leave if in_row else after
    return tuple(reversed(out))


def _in_order(visit: Visit) -> tuple[bool, bool, float, float, str, str]:
    """A's doors before B's, whoever still waits before who is gone, the nearest last departure first."""
    last = visit.last.timestamp() if visit.last else float("inf")
    leave = visit.depart.timestamp() if visit.depart else float("inf")
    return (visit.role is Role.DEPUTY, not visit.waiting, last, leave, visit.household, visit.role.value)


def _visit(store: Store, known: Night, home: HouseholdId, role: Role, pairing: Pairing) -> Visit:
    head = household_head(store, home)
    party, move = known.parties.get(home), known.moves.get(home)
    members = [known.people[one] for one in party.members] if party else []
    waiting = [one for one in members if known.standing(one.id).class_ not in (Class.MOVED, Class.AWAY)]
    other = known.pairings.get((home, Role.DEPUTY if role is Role.PRIMARY else Role.PRIMARY))
    partner = known.helpers.get(other.helper) if other else None
    place = places(store).get(head.place) if head else None
    sent = next((known.onward[one.id].to for one in waiting if one.id in known.onward), None)
    goal = sent or (move.shelter if move else None)
    room = shelters(store).get(goal) if goal else None
    return Visit(
        household=home,
        role=role,
        head=head.name if head else "",
        place_name=place.name if place else "",
        persons=len(members),
        waiting=len(waiting),
        carried=sum(one.mobility.cannot_walk for one in waiting),
        minutes=pairing.minutes,
        leave=None,
        reach=None,
        depart=move.depart if move else None,
        last=move.deadline if move else None,
        mode=move.mode if move else None,
        shelter_name=room.name if room else "",
        roads=_road_names(store, move) if move and move.shelter == goal else (),
        partner=partner.name if partner else "",
        partner_phone=mask_phone(partner.phone) if partner else "",
        locked=(home, role) in locks(store),
        unplaced=place is not None and place.position is None,
    )


def _road_names(store: Store, move: Move) -> tuple[str, ...]:
    """The roads of a route by name, each once; empty for unnamed ones."""
    known = links(store)
    return tuple(dict.fromkeys(known[link].name for link in move.route.links if link in known))


def full_phone(store: Store, person: PersonId) -> str:
    """The phone of a helper or somebody of the register in full, for the 20 seconds after the asking was recorded."""
    helper = helper_entries(store).get(HelperId(person))
    return helper.helper.phone if helper is not None else revealed(store, person, "phone")
