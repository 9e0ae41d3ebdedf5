"""Everything that is printed, asked for once: one value, cut into pages by another process.

Whom it names: a selection says so, else everybody who is due or in the standing plan, else (before any order or plan)
every household of the register in which somebody is tagged with a hazard.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.events import Kind
from core.domain.findings import Refusal, Rule
from core.domain.hazards import Threshold, Trigger
from core.domain.ids import HelperId, HouseholdId, PlaceCode, ShelterId
from core.domain.people import Helper, Person, Role
from core.domain.plans import Move, UncoveredRule
from core.domain.standing import Class
from core.domain.trips import driver_of
from core.exchange.shelter_rules import conversion_checklist
from core.queries.duty import hand_over_page
from core.queries.incident import NOT_NEWS
from core.queries.map import map_base
from core.queries.names import institutions, places, shelters, town_names
from core.queries.night import Night, night
from core.queries.paper_rows import (
    CallLine,
    Contact,
    ConversionPaper,
    HelperSheet,
    HouseholdPaper,
    Member,
    PaperCase,
    Ride,
    ShelterPaper,
    Stamp,
    VillagePaper,
)
from core.queries.plan_limits import fleet
from core.queries.roads import closure_rows
from core.queries.roll import roll
from core.queries.rows import RollGroup
from core.queries.shelters import inside_counts, shelter_board
from core.queries.tallies import tallies
from core.queries.timing import age
from core.queries.ways import Ways
from core.store.anchor import anchor
from core.store.database import Store
from core.store.orders import orders_in_force, response_levels
from core.store.people import households
from core.store.reference import read_rows
from core.storm.measures import response_measures

SETTLED = (RollGroup.MOVED, RollGroup.AWAY)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of the file is printed; empty fields do not narrow. `everyone` takes the whole register."""

    town: str | None = None
    place: PlaceCode | None = None
    household: HouseholdId | None = None
    shelter: ShelterId | None = None
    helper: HelperId | None = None
    everyone: bool = False
    with_map: bool = True


ALL = Selection()


def paper_case(store: Store, at: datetime, selection: Selection = ALL) -> PaperCase:
    """All that can be printed of a selection at one minute. Refusal(UNKNOWN_PLACE) for a town the file lacks."""
    if selection.town is not None and selection.town not in town_names(store):
        raise Refusal(Rule.UNKNOWN_PLACE, {"place": selection.town})
    known = night(store, at)
    choice, chosen = _chosen(store, known, selection)
    papers = _Papers(store, known, at)
    rows = [row for household in chosen if _selected(row := papers.household(household), selection)]
    rows.sort(key=lambda row: (row.place, row.household))
    return PaperCase(
        stamp=stamp(store, at),
        choice=choice,
        households=tuple(rows),
        villages=_villages(store, known, rows),
        helpers=_helper_sheets(rows, selection.helper),
        shelters=_shelters(store, known, rows, selection.shelter),
        calls=tuple(papers.calls(at, selection)),
        tallies=tallies(store, known, selection.town),
        levels=response_levels(store),
        measures=response_measures(),
        thresholds=read_rows(store.connection, "thresholds", Threshold),
        closures=closure_rows(store, at),
        planned=known.adopted is not None,
        base=map_base(store) if selection.with_map else None,
        places=known.places,
        duty=hand_over_page(store, selection.town, at),
        conversions=_conversions(store, at, selection),
    )


def stamp(store: Store, at: datetime) -> Stamp:
    """Which state of which file a page shows."""
    desks = store.connection.execute("select count(*) from devices").fetchone()[0]
    heard = store.connection.execute("select count(distinct device) from events").fetchone()[0]
    news = [event.at for event in store.journal.latest(1, [kind for kind in Kind if kind not in NOT_NEWS])]
    newest = store.connection.execute("select id from events order by n desc limit 1").fetchone()
    return Stamp(
        title=store.incident.title,
        district=store.incident.district,
        drill=store.incident.drill,
        sample=store.incident.sample,
        at=at,
        revision=store.journal.revision,
        head=newest[0].hex()[:8] if newest else "",
        heard=news[0] if news else None,
        desks=max(int(desks), int(heard), 1),
        desks_heard=int(heard),
        device=store.around.device.name,
        words=anchor(store),
    )


def _chosen(store: Store, known: Night, selection: Selection) -> tuple[str, list[HouseholdId]]:
    everybody = households(store)
    if selection.household is not None:
        return "household", [selection.household] if selection.household in everybody else []
    if selection.everyone:
        return "everyone", list(everybody)
    due = [h for h in everybody if h in known.parties or h in known.moves or h in known.shortfall]
    if due:
        return "due", due
    return "at_risk", [h for h, members in everybody.items() if any(member.hazards for member in members)]


def _selected(row: HouseholdPaper, selection: Selection) -> bool:
    """Whether a household belongs to the town, place, shelter and helper asked for."""
    helpers = {contact.helper for contact in (row.helper, row.deputy) if contact}
    return (
        (selection.town is None or row.town == selection.town)
        and (selection.place is None or row.place == selection.place)
        and (selection.shelter is None or row.goes_to(selection.shelter))
        and (selection.helper is None or selection.helper in helpers)
    )


class _Papers:
    """Rows of one night; what many of them share (ways, contacts) is made once."""

    def __init__(self, store: Store, known: Night, at: datetime) -> None:
        self._known = known
        self._at = at
        self._members = households(store)
        self._rooms = shelters(store)
        self._fleet = fleet(store)
        self._store = store
        self._contacts: dict[HelperId, Contact] = {}
        self._ways = Ways(store, closure_rows(store, at))
        plan = known.adopted.plan if known.adopted else None
        self._uncovered: defaultdict[HouseholdId, list[tuple[Role, UncoveredRule]]] = defaultdict(list)
        for item in plan.uncovered if plan else ():
            self._uncovered[item.household].append((item.role, item.rule))

    def household(self, household: HouseholdId) -> HouseholdPaper:
        known = self._known
        members = self._members[household]
        head = members[0]
        place, move, short = known.places.get(head.place), known.moves.get(household), known.shortfall.get(household)
        party = known.parties.get(household)
        sent = {member.id: known.onward[member.id].to for member in members if member.id in known.onward}
        ordered = next((to for person, to in sent.items() if known.standing(person).class_ is not Class.MOVED), None)
        resent = ordered is not None and (move is None or move.shelter != ordered)
        goal = ordered or (move.shelter if move else None)
        told = None if resent else move  # what the plan says of its own shelter holds for no other one
        moving = {*(party.members if party else ()), *(move.persons if move else ()), *(short.persons if short else ())}
        return HouseholdPaper(
            household=household,
            place=head.place,
            place_name=place.name if place else "",
            town=place.town if place else "",
            address=head.address,
            members=tuple(self._member(member) for member in members),
            level=known.levels.get(head.place, Trigger.NONE),
            due=party is not None,
            moving=tuple(member.id for member in members if member.id in moving),
            shelter=self._rooms.get(goal) if goal else None,
            rule=short.rule if short else None,
            mode=told.mode if told else None,
            depart=move.depart if move else None,
            arrive=told.arrive if told else None,
            deadline=told.deadline if told else None,
            way=self._ways.of(told.route) if told else None,
            second=self._ways.of(told.second) if told and told.second else None,
            second_shares=told.second_shares if told else (),
            ride=self._ride(told) if told else None,
            helper=self._paired(household, Role.PRIMARY),
            deputy=self._paired(household, Role.DEPUTY),
            uncovered=tuple(self._uncovered.get(household, ())),
            onward=tuple(sent.items()),
            resent=resent,
        )

    def _member(self, person: Person) -> Member:
        stands = self._known.standing(person.id)
        return Member(
            person=person.id,
            card=person.card,
            name=person.name,
            sex=person.sex,
            age=age(person.birth, self._at),
            mobility=person.mobility,
            needs=person.needs,
            hazards=person.hazards,
            phone=person.phone,
            class_=stands.class_,
            to_reconcile=stands.to_reconcile,
            overtaken=person.id in self._known.overtaken,
        )

    def _paired(self, household: HouseholdId, role: Role) -> Contact | None:
        pairing = self._known.pairings.get((household, role))
        helper = self._known.helpers.get(pairing.helper) if pairing else None
        return self.contact(helper) if helper else None

    def contact(self, helper: Helper) -> Contact:
        if helper.id not in self._contacts:
            place = self._known.places.get(helper.place)
            self._contacts[helper.id] = Contact(
                helper=helper.id,
                name=helper.name,
                phone=helper.phone,
                place_name=place.name if place else "",
                age=helper.age,
                carries=helper.carries,
                car_seats=helper.car_seats,
                night=helper.night,
            )
        return self._contacts[helper.id]

    def _ride(self, move: Move) -> Ride | None:
        if move.vehicle is None:
            return None
        driver = driver_of(move.vehicle)
        if driver is not None:
            helper = self._known.helpers.get(driver)
            return Ride(kind="car", driver=helper.name if helper else "", trip=move.trip, own=True)
        car = self._fleet.get(move.vehicle)
        if car is None:
            return None
        boards = move.boards
        return Ride(
            kind=car.kind,
            driver=car.driver,
            trip=move.trip,
            walk_minutes=boards.walk.minutes if boards else None,
            leaves=boards.at if boards else None,
        )

    def calls(self, at: datetime, selection: Selection) -> Iterable[CallLine]:
        """Everybody due who is neither in safety nor away, most endangered first."""
        for row in roll(self._store, selection.town, at).rows:
            if row.group in SETTLED or row.beyond_register or not _called_for(row.place, row.household, selection):
                continue
            yield CallLine(
                row=row,
                helper=self._paired(row.household, Role.PRIMARY),
                deputy=self._paired(row.household, Role.DEPUTY),
                phone=self._known.people[row.person].phone,
            )


def _called_for(place: PlaceCode, household: HouseholdId, selection: Selection) -> bool:
    return selection.place in (None, place) and selection.household in (None, household)


def _villages(store: Store, known: Night, rows: list[HouseholdPaper]) -> tuple[VillagePaper, ...]:
    orders, beside = orders_in_force(store), institutions(store)
    by_place: defaultdict[PlaceCode, list[HouseholdPaper]] = defaultdict(list)
    for row in rows:
        by_place[row.place].append(row)
    return tuple(
        VillagePaper(
            place=place,
            level=known.levels.get(code, Trigger.NONE),
            ordered_at=orders[code].at if code in orders else None,
            households=tuple(by_place[code]),
            institutions=beside.get(code, ()),
        )
        for code, place in places(store).items()
        if code in by_place
    )


def _helper_sheets(rows: list[HouseholdPaper], only: HelperId | None) -> tuple[HelperSheet, ...]:
    """By village of the helper; whoever the plan could not serve is visited first, then by departure."""
    visits: defaultdict[Contact, list[HouseholdPaper]] = defaultdict(list)
    stands_by: defaultdict[Contact, list[HouseholdPaper]] = defaultdict(list)
    for row in sorted(rows, key=visiting_order):
        if row.helper is not None:
            visits[row.helper].append(row)
        if row.deputy is not None:
            stands_by[row.deputy].append(row)
    everybody = sorted({*visits, *stands_by}, key=lambda contact: (contact.place_name, contact.name, contact.helper))
    return tuple(
        HelperSheet(contact, tuple(visits[contact]), tuple(stands_by[contact]))
        for contact in everybody
        if only in (None, contact.helper)
    )


def visiting_order(row: HouseholdPaper) -> tuple[float, float, int, str]:
    """Without a way first, then the earliest to leave, at one time those who move hardest."""
    leave = row.depart.timestamp() if row.depart else 0.0
    deadline = row.deadline.timestamp() if row.deadline else float("inf")
    return (leave, deadline, -list(type(row.hardest)).index(row.hardest), row.household)


def _shelters(
    store: Store, known: Night, rows: list[HouseholdPaper], only: ShelterId | None
) -> tuple[ShelterPaper, ...]:
    """Shelters to which somebody is still to come, in the pack's order, households by arrival."""
    inside: Counter[ShelterId] = inside_counts(known)
    coming: defaultdict[ShelterId, list[HouseholdPaper]] = defaultdict(list)
    for row in rows:
        goals = [row.shelter.id] if row.shelter is not None else []
        for goal in dict.fromkeys([*goals, *(to for _, to in row.onward)]):
            if row.expected_at(goal):
                coming[goal].append(row)
    return tuple(
        ShelterPaper(shelter, inside[code], tuple(sorted(coming[code], key=_arrival)))
        for code, shelter in shelters(store).items()
        if code in coming and only in (None, code)
    )


def _conversions(store: Store, at: datetime, selection: Selection) -> tuple[ConversionPaper, ...]:
    """The shelter asked for; else those in use or that the plan wants opened, before anything is in use all of them;
    of the town asked for."""
    rows = [row for row in shelter_board(store, None, at) if selection.town in (None, row.shelter.town)]
    if selection.shelter is not None:
        rows = [row for row in rows if row.shelter.id == selection.shelter]
    else:
        rows = [row for row in rows if row.open or row.inside or row.coming] or rows
    items = conversion_checklist()
    return tuple(
        ConversionPaper(
            row.shelter,
            items,
            tuple(replace(tick, operator=store.operator_name(tick.operator)) for tick in row.ticks),
        )
        for row in rows
    )


def _arrival(row: HouseholdPaper) -> tuple[float, str]:
    return (row.arrive.timestamp() if row.arrive else float("inf"), row.household)
