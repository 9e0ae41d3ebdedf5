"""The report upward: every figure from the standings of the roll, each with the persons behind it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.domain.hazards import Trigger
from core.domain.ids import HouseholdId, PersonId, PlaceCode, ShelterId
from core.domain.orders import ResponseLevel
from core.domain.people import Person
from core.domain.places import Shelter, ShelterKind
from core.domain.situation import WHOLE, Due, Figure, next_report
from core.domain.standing import Class, Standing
from core.domain.stays import InHouse, in_house
from core.queries.desks import data_from
from core.queries.harmed import harmed_rows
from core.queries.names import shelters, town_names
from core.queries.night import Night, night
from core.queries.reconciliation import differences
from core.queries.responders import responder_rows
from core.queries.roads import closure_rows
from core.queries.rules import calling_book, reporting_book
from core.queries.situation_rows import HouseLine, InstitutionLine, PlaceLine, Situation, TownLine
from core.store.database import Store
from core.store.institutions import institution_entries
from core.store.orders import orders_in_force, response_levels
from core.store.reports import reports
from core.store.stays import every_stay

_CLASS = {
    Class.MOVED: Figure.MOVED,
    Class.NOT_MOVED: Figure.NOT_MOVED,
    Class.REFUSED: Figure.REFUSED,
    Class.UNREACHABLE: Figure.UNREACHABLE,
    Class.AWAY: Figure.AWAY,
}
_HOW = {
    ShelterKind.RELATIVES: Figure.RELATIVES,
    ShelterKind.HOST: Figure.HOSTED,
    ShelterKind.HOSPITAL: Figure.IN_HOSPITAL,
}


def situation(store: Store, scope: str | None, at: datetime) -> Situation:
    """The situation of a town (None: the whole district) as it is known at a time."""
    known, rooms = night(store, at), shelters(store)
    whole = scope or WHOLE
    count = _Count(known, rooms, scope)
    for person in known.people.values():
        count.take(person)
    houses, figures = _houses(store, known, rooms, count, at)
    institutions = _institutions(store, known, scope)
    out = responder_rows(store, scope, at)
    harmed = tuple(row for row in harmed_rows(store, known, at) if row.person in count.town_of)
    towns = _towns(store, known, count, institutions)
    total = _total(count, figures, institutions)
    total[Figure.OUT] = sum(row.heads for row in out if row.state != "back")
    total[Figure.OUT_SILENT] = sum(row.heads for row in out if row.silent)
    total[Figure.VILLAGES] = sum(town.figures[Figure.VILLAGES] for town in towns)
    made = tuple(replace(one, operator=store.operator_name(one.operator)) for one in reports(store, whole))
    level = _level(store, scope)
    rules, desks = reporting_book(store), data_from(store)
    return Situation(
        scope=whole,
        at=at,
        revision=known.revision,
        title=store.incident.title,
        district=store.incident.district,
        drill=store.incident.drill,
        sample=store.incident.sample,
        level=level,
        desks_heard=desks.heard,
        desks=desks.desks,
        oldest=desks.oldest,
        total=total,
        towns=towns,
        houses=houses,
        peak_at=figures.peak_at,
        harmed=harmed,
        out=out,
        institutions=institutions,
        differences=differences(store, known, count.behind, total, houses, institutions, harmed, out),
        roads_closed=sum(row.now for row in closure_rows(store, at)),
        made=made,
        due=report_clock(store, scope, at),
        written_min=int(rules.number("written")),
        silence_min=int(calling_book(store).number("helper")),
        behind={figure: tuple(persons) for figure, persons in count.behind.items()},
        town_of=count.town_of,
        place_of=count.place_of,
        gone=count.gone,
    )


def report_clock(store: Store, scope: str | None, at: datetime) -> Due | None:
    """Which report of a scope is due next, without counting anything."""
    made = [(one.kind, one.at) for one in reports(store, scope or WHOLE)]
    known = night(store, at)
    began, level = _began(store, known, scope), _named(_level(store, scope))
    return next_report(made, began, level, reporting_book(store), at)


def kind_of(rooms: Mapping[ShelterId, Shelter], place: str | None) -> ShelterKind | None:
    """What kind of place somebody is in: by the table, or by a code that is a kind itself (a hospital, relatives, a
    host home that no table lists); None for a shelter of another desk that this file's table lacks."""
    room = rooms.get(ShelterId(place or ""))
    if room is not None:
        return room.kind
    return ShelterKind(place) if place in set(ShelterKind) else None


def is_shelter(rooms: Mapping[ShelterId, Shelter], place: str | None) -> bool:
    """Whether a place counts as in house (集中安置): relatives, host homes and hospitals do not."""
    return bool(place) and kind_of(rooms, place) not in _HOW


@dataclass
class _Count:
    """Persons by figure, each under one town and one village."""

    known: Night
    rooms: dict[ShelterId, Shelter]
    scope: str | None
    behind: dict[Figure, list[PersonId]] = field(default_factory=dict)
    town_of: dict[PersonId, str] = field(default_factory=dict)
    place_of: dict[PersonId, PlaceCode] = field(default_factory=dict)
    gone: Counter[Figure] = field(default_factory=Counter)
    people: list[PersonId] = field(default_factory=list)

    def take(self, person: Person) -> None:
        stands = self.known.standing(person.id)
        due = person.id in self.known.due
        if not due and person.id not in self.known.standings:
            return
        place = person.place if person.place in self.known.places else PlaceCode("")
        room = self.rooms.get(ShelterId(stands.place or ""))
        town = self.known.town(person) or (room.town if room else "")
        if self.scope is not None and town != self.scope:
            return
        self.town_of[person.id], self.place_of[person.id] = town, place
        self.people.append(person.id)
        if due:
            self._put(Figure.DUE, person)
            self._put(_CLASS[stands.class_], person)
            if person.mobility.needs_help:
                self._put(Figure.FRAIL, person)
        if stands.to_reconcile:
            self._put(Figure.TO_RECONCILE, person)
        if person.beyond_register and stands.class_ is Class.MOVED:
            self._put(Figure.BEYOND, person)
        self._placed(person, stands)
        self._harmed(person, stands, due=due)

    def _placed(self, person: Person, stands: Standing) -> None:
        if any(claim.class_ is Class.MOVED and is_shelter(self.rooms, claim.place) for claim in stands.claims):
            self._put(Figure.IN_HOUSE, person)
        if stands.class_ is Class.MOVED:
            kind = kind_of(self.rooms, stands.place)
            self._put(Figure.TOGETHER if kind is None else _HOW.get(kind, Figure.TOGETHER), person)

    def _harmed(self, person: Person, stands: Standing, *, due: bool) -> None:
        harm = stands.harm
        if harm is None:
            return
        self._put(Figure(str(harm.harm)), person)
        if stands.dead and due:
            self.gone[_CLASS[stands.class_]] += 1

    def _put(self, figure: Figure, person: Person) -> None:
        self.behind.setdefault(figure, []).append(person.id)

    def by_line(self) -> dict[tuple[str, PlaceCode], Counter[Figure]]:
        """The figures of each village, under its town."""
        found: dict[tuple[str, PlaceCode], Counter[Figure]] = {}
        for person in self.people:
            found.setdefault((self.town_of[person], self.place_of[person]), Counter())
        for figure, named in self.behind.items():
            for person in named:
                found[self.town_of[person], self.place_of[person]][figure] += 1
        homes: dict[tuple[str, PlaceCode], set[HouseholdId]] = {}
        for person in self.behind.get(Figure.DUE, ()):
            line = (self.town_of[person], self.place_of[person])
            homes.setdefault(line, set()).add(self.known.people[person].household)
        for line, there in homes.items():
            found[line][Figure.HOUSEHOLDS] = len(there)
        return found

    def in_all(self) -> dict[Figure, int]:
        due = self.behind.get(Figure.DUE, ())
        homes = {self.known.people[person].household for person in due}
        return {**{figure: len(named) for figure, named in self.behind.items()}, Figure.HOUSEHOLDS: len(homes)}


_SHOWN = tuple(
    figure
    for figure in Figure
    if figure not in (Figure.PEAK, Figure.PLACED, Figure.VISITS, Figure.OUT, Figure.OUT_SILENT)
)


def _filled(figures: Mapping[Figure, int]) -> dict[Figure, int]:
    return {figure: figures.get(figure, 0) for figure in _SHOWN}


def _total(count: _Count, figures: InHouse, institutions: tuple[InstitutionLine, ...]) -> dict[Figure, int]:
    return {
        **_filled(count.in_all()),
        Figure.PEAK: figures.peak,
        Figure.PLACED: figures.persons,
        Figure.VISITS: figures.visits,
        Figure.INSTITUTION_HEADS: sum(one.heads for one in institutions),
        Figure.INSTITUTION_MOVED: sum(one.moved for one in institutions),
    }


def _towns(
    store: Store, known: Night, count: _Count, institutions: tuple[InstitutionLine, ...]
) -> tuple[TownLine, ...]:
    """Towns in the order of the places table, with every village that is ordered or has anybody to count."""
    by_line = count.by_line()
    for code in known.levels:
        place = known.places.get(code)
        if place is not None and count.scope in (None, place.town):
            by_line.setdefault((place.town, code), Counter())
    order = {town: n for n, town in enumerate(town_names(store))}
    rank = {code: n for n, code in enumerate(known.places)}
    lines: dict[str, list[PlaceLine]] = {}
    for (town, code), counted in sorted(
        by_line.items(), key=lambda line: (order.get(line[0][0], len(order)), rank.get(line[0][1], len(rank)))
    ):
        figures = _filled(counted)
        if code not in known.levels and not any(figures.values()):
            continue
        there = [one for one in institutions if one.town == town and one.place_name == _name(known, code)]
        figures[Figure.VILLAGES] = int(code in known.levels)
        figures[Figure.INSTITUTION_HEADS] = sum(one.heads for one in there)
        figures[Figure.INSTITUTION_MOVED] = sum(one.moved for one in there)
        line = PlaceLine(code, _name(known, code), known.levels.get(code, Trigger.NONE), figures)
        lines.setdefault(town, []).append(line)
    return tuple(TownLine(town, _sum(here), tuple(here)) for town, here in lines.items())


def _sum(lines: list[PlaceLine]) -> dict[Figure, int]:
    return {figure: sum(line.figures[figure] for line in lines) for figure in _SHOWN}


def _name(known: Night, code: PlaceCode) -> str:
    place = known.places.get(code)
    return place.name if place else ""


def _houses(
    store: Store, known: Night, rooms: dict[ShelterId, Shelter], count: _Count, at: datetime
) -> tuple[tuple[HouseLine, ...], InHouse]:
    """One line for each place that ever took somebody of the scope in, and the figures of all shelters together."""
    there = set(count.people)
    past = at if known is not night(store) else None
    mine = [stay for stay in every_stay(store, past) if stay.person in there]
    stays = in_house(mine)
    together = in_house(stay for stay in mine if is_shelter(rooms, stay.place))[WHOLE]
    inside: Counter[str] = Counter()
    disputed: Counter[str] = Counter()
    for person in count.people:
        stands = known.standing(person)
        for place in {claim.place for claim in stands.claims if claim.class_ is Class.MOVED and claim.place}:
            inside[place] += 1
            disputed[place] += stands.to_reconcile
    lines = []
    for code in sorted({*inside, *stays} - {WHOLE}, key=lambda one: _shelter_order(rooms, one)):
        room, figures = rooms.get(ShelterId(code)), stays.get(code, InHouse())
        lines.append(
            HouseLine(
                shelter=code,
                name=room.name if room else "",
                town=room.town if room else "",
                kind=kind_of(rooms, code),
                capacity=room.capacity if room else None,
                inside=inside[code],
                disputed=disputed[code],
                peak=figures.peak,
                peak_at=figures.peak_at,
                persons=figures.persons,
                visits=figures.visits,
            )
        )
    return tuple(lines), together


def _shelter_order(rooms: dict[ShelterId, Shelter], code: str) -> tuple[int, str]:
    order = {str(ident): n for n, ident in enumerate(rooms)}
    return (order.get(code, len(order)), code)


def _institutions(store: Store, known: Night, scope: str | None) -> tuple[InstitutionLine, ...]:
    """Those in ordered villages: their heads are to be moved beside the register."""
    lines = []
    for entry in institution_entries(store).values():
        place = known.places.get(entry.now.place)
        if place is None or place.code not in known.levels or scope not in (None, place.town):
            continue
        now = entry.now
        lines.append(
            InstitutionLine(
                now.id, now.name, now.kind, place.name, place.town, now.heads, now.cannot_walk, entry.moved_heads,
                bool(entry.counts),
            )
        )  # fmt: skip
    return tuple(lines)


def _level(store: Store, scope: str | None) -> ResponseLevel | None:
    """The highest response level that holds for the scope."""
    mine = (scope, store.incident.district, "全区")
    return next((level for level in response_levels(store) if scope is None or level.scope in mine), None)


def _named(level: ResponseLevel | None) -> str:
    return level.level if level is not None else WHOLE


def _began(store: Store, known: Night, scope: str | None) -> datetime | None:
    """Since when there is something to report: the earliest order in force, or the response level where that is
    earlier. None where there is neither."""
    ordered = [
        order.at
        for place, order in orders_in_force(store).items()
        if place in known.levels and (scope is None or (place in known.places and known.places[place].town == scope))
    ]
    level = _level(store, scope)
    called = [level.at] if level is not None and level.level != "解除" else []
    return min([*ordered, *called], default=None)
