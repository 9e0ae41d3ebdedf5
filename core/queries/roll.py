"""The roll: where everybody due stands, who is not accounted for, most endangered first."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from core.domain.counting import counting_class
from core.domain.events import Outcome, Step
from core.domain.freshness import Flag
from core.domain.hazards import Trigger
from core.domain.ids import PersonId, ShelterId
from core.domain.people import Person, Role
from core.domain.places import Place, Shelter, ShelterKind
from core.domain.scattered import is_scattered
from core.domain.standing import Class, Home, Standing
from core.queries.desks import data_from
from core.queries.flags import register_flags
from core.queries.masking import mask_phone
from core.queries.names import institutions, shelters
from core.queries.night import Night, night
from core.queries.rows import HelperRow, Look, Roll, RollGroup, RollRow, Totals
from core.queries.timing import BEIJING, age
from core.store.database import Store
from core.store.institutions import institution_entries

GRACE = timedelta(minutes=30)  # after a planned departure without a last safe one, before somebody is overdue
_SILENT = tuple(outcome for outcome in Outcome if outcome.silent)


def roll(store: Store, scope: str | None, at: datetime) -> Roll:
    """Everybody due in a town (or the district), and those beyond the register who are in a shelter of it, or were
    found in a village of it that has to go."""
    known, rooms = night(store, at), shelters(store)
    rows = [
        roll_row(known, rooms, person, at) for person in _on_the_roll(known) if in_scope(known, rooms, person, scope)
    ]
    return Roll(totals(rows), tuple(sorted(rows, key=_most_endangered)), known.revision)


def register(store: Store, scope: str | None, at: datetime) -> tuple[RollRow, ...]:
    """Everybody of the register in a town (or the district), by village and household."""
    known, rooms = night(store, at), shelters(store)
    flags_of = register_flags(store, known, at)
    day = at.astimezone(BEIJING).date()
    kept = store.memo(f"register rows {scope}", None, _Kept)
    rows: dict[PersonId, tuple[_Quiet, RollRow]] = {}
    fresh = []
    for person in known.people.values():
        if not in_scope(known, rooms, person, scope):
            continue
        size, flags = known.sizes.get(person.household, 1), flags_of(person)
        quiet = (person, known.places.get(person.place), size, flags, day)
        last = kept.rows.get(person.id)
        if person.id in known.due or person.id in known.standings or last is None or not _as_before(last[0], quiet):
            last = (quiet, roll_row(known, rooms, person, at, flags))
            fresh.append(last[1])
        rows[person.id] = last
    kept.order(rows, fresh)
    return tuple([rows[person][1] for person in kept.ids])


_Quiet = tuple[Person, Place | None, int, frozenset[Flag], date]


def _as_before(old: _Quiet, now: _Quiet) -> bool:
    """Whether all is the same that the row of somebody shows who is not due and of whom nothing was recorded."""
    return old[0] is now[0] and old[1] is now[1] and old[2:] == now[2:]


class _Kept:
    """The rows of the last answer and their order: most people of a large register are as they were."""

    def __init__(self) -> None:
        self.rows: dict[PersonId, tuple[_Quiet, RollRow]] = {}
        self.ids: list[PersonId] = []

    def order(self, rows: dict[PersonId, tuple["_Quiet", RollRow]], fresh: list[RollRow]) -> None:
        """Take the rows of a new answer; sort again only where somebody came, went or belongs elsewhere."""
        same = rows.keys() == self.rows.keys() and all(
            _by_village(self.rows[row.person][1]) == _by_village(row) for row in fresh
        )
        self.rows = rows
        if not same:
            self.ids = sorted(rows, key=lambda person: _by_village(rows[person][1]))


def _by_village(row: RollRow) -> tuple[str, str, int, str]:
    return (row.place, row.household, -(row.age or 0), row.person)


def _on_the_roll(known: Night) -> Iterable[Person]:
    """Whoever is due, and beside them who is beyond the register, once something was said of him or where he was found
    everybody has to go: nobody else speaks for him."""
    for person in known.people.values():
        found_there = known.levels.get(person.place) is Trigger.GO
        if person.id in known.due or (person.beyond_register and (person.id in known.standings or found_there)):
            yield person


def in_scope(known: Night, rooms: dict[ShelterId, Shelter], person: Person, scope: str | None) -> bool:
    """A person belongs to the town of his village; one beyond the register to the town of his shelter."""
    if scope is None:
        return True
    if person.beyond_register:
        room = rooms.get(ShelterId(known.standing(person.id).place or ""))
        return (room.town if room else known.town(person)) == scope
    return known.town(person) == scope


def totals(rows: Iterable[RollRow]) -> Totals:
    """The figures of the incident bar, from the same rows that stand behind them."""
    due = [row for row in rows if not row.beyond_register]
    beyond = [row for row in rows if row.beyond_register]
    by_class = {class_: sum(row.class_ is class_ for row in due) for class_ in Class}
    return Totals(
        due=len(due),
        moved=by_class[Class.MOVED],
        not_moved=by_class[Class.NOT_MOVED],
        refused=by_class[Class.REFUSED],
        unreachable=by_class[Class.UNREACHABLE],
        away=by_class[Class.AWAY],
        to_reconcile=sum(row.to_reconcile for row in due),
        exposed=sum(row.look is Look.EXPOSED for row in due),
        beyond=sum(row.class_ is Class.MOVED for row in beyond),
        due_households=len({row.household for row in due}),
        overtaken=sum(row.overtaken for row in due),
    )


def roll_row(
    known: Night, rooms: dict[ShelterId, Shelter], person: Person, at: datetime, flags: frozenset[Flag] = frozenset()
) -> RollRow:
    """One line of the roll, or of the register, which also says what is to be looked at (`flags`)."""
    stands = known.standing(person.id)
    level = known.due.get(person.id, Trigger.NONE)
    move = known.moves.get(person.household) if level is not Trigger.NONE else None
    exposed = is_exposed(known, person, level, stands)
    place = known.places.get(person.place)
    room = rooms.get(ShelterId(stands.place or ""))
    onward = known.onward.get(person.id)
    goal = onward.to if onward else (move.shelter if move else None)
    planned = rooms.get(goal) if goal else None
    return RollRow(
        person=person.id,
        card=person.card,
        name=person.name,
        sex=person.sex,
        age=age(person.birth, at),
        mobility=person.mobility,
        needs=person.needs,
        hazards=person.hazards,
        household=person.household,
        household_size=known.sizes.get(person.household, 1),
        place=person.place,
        place_name=place.name if place else "",
        town=place.town if place else (room.town if room else ""),
        level=level,
        class_=stands.class_,
        look=_look(person, stands, exposed=exposed),
        group=_group(stands, move.deadline if move else None, move.depart if move else None, at, exposed=exposed),
        to_reconcile=stands.to_reconcile,
        claims=stands.claims,
        steps=stands.steps,
        next_step=next_step(stands),
        tries=stands.tries,
        last_at=stands.last_at,
        last_kind=stands.last_kind,
        last_outcome=max(stands.called, key=lambda entry: entry[2])[1] if stands.called else None,
        helper=helper_row(known, person, Role.PRIMARY, stands),
        deputy=helper_row(known, person, Role.DEPUTY, stands),
        at_place=stands.place,
        at_name=room.name if room else "",
        shelter=goal,
        shelter_name=planned.name if planned else str(goal or ""),  # one that another desk took back has no name
        depart=move.depart if move else None,
        arrive=move.arrive if move and move.shelter == goal else None,  # the plan's time is that of its own shelter
        deadline=move.deadline if move else None,
        beyond_register=person.beyond_register,
        last_event=stands.last_event,
        since=stands.since,
        entries=known.entries.get(person.id, 1),
        ledgers=person.ledger,
        counting=counting_class(person.hazards, known.counting),
        flags=flags,
        harm=stands.harm.harm if stands.harm is not None else None,
        going_to=stands.going_to,
        going_to_name=sent.name if (sent := rooms.get(ShelterId(stands.going_to or ""))) else "",
        **_sleeps(known, stands),
        home=stands.home,
        overtaken=person.id in known.overtaken,
    )


def _sleeps(known: Night, stands: Standing) -> dict[str, Any]:
    """His room and bed, and since when he is out, of somebody beyond doubt in a shelter."""
    claim = stands.claim_at(stands.place)
    if claim is None or stands.to_reconcile:
        return {}
    room = known.rooms.get(claim.room or "")
    return {
        "room": claim.room,
        "room_name": room.plate if room else "",
        "room_number": room.number if room else 0,
        "bed": claim.bed,
        "out_since": claim.out.since if claim.out else None,
        "back_by": claim.out.back_by if claim.out else None,
    }


def is_exposed(known: Night, person: Person, level: Trigger, stands: Standing) -> bool:
    """有险无人: under GO, not safe, A and B both without an answer (or not there at all), nobody else on the way."""
    if level is not Trigger.GO or stands.class_ not in (Class.NOT_MOVED, Class.UNREACHABLE) or known.adopted is None:
        return False
    if (
        stands.dead
        or stands.going_to is not None
        or any(step in stands.steps for step in (Step.REACHED, Step.OUT, Step.ABOARD))
    ):
        return False
    outcomes = {whom: outcome for whom, outcome, _ in stands.called}
    if any(outcome not in _SILENT for outcome in outcomes.values()):
        return False
    paired = [role for role in Role if (person.household, role) in known.pairings]
    return all(outcomes.get(str(role)) in _SILENT for role in paired)


def next_step(stands: Standing) -> Step | None:
    """The step after the last recorded one; None once housed or where steps make no sense."""
    if stands.class_ in (Class.AWAY, Class.REFUSED):
        return None
    last = max((list(Step).index(done) for done in stands.steps), default=-1)
    return list(Step)[last + 1] if last + 1 < len(Step) else None


def helper_row(known: Night, person: Person, role: Role, stands: Standing) -> HelperRow | None:
    """Who is to go to this person's door in one role, with the last call to him about this person."""
    pairing = known.pairings.get((person.household, role))
    helper = known.helpers.get(pairing.helper) if pairing else None
    if pairing is None or helper is None:
        return None
    called = next((entry for entry in stands.called if entry[0] == str(role)), None)
    place = known.places.get(helper.place)
    return HelperRow(
        helper=helper.id,
        role=role,
        name=helper.name,
        phone=mask_phone(helper.phone),
        minutes=pairing.minutes,
        broken=pairing.broken,
        outcome=called[1] if called else None,
        called_at=called[2] if called else None,
        age=helper.age,
        carries=helper.carries,
        car_seats=helper.car_seats,
        place=place.name if place else "",
    )


def _look(person: Person, stands: Standing, *, exposed: bool) -> Look:
    if exposed:
        return Look.EXPOSED
    if stands.to_reconcile:
        return Look.TO_RECONCILE
    if stands.class_ is Class.MOVED:
        return Look.BEYOND if person.beyond_register else Look.ARRIVED
    if stands.class_ is not Class.NOT_MOVED:
        return {Class.REFUSED: Look.REFUSED, Class.UNREACHABLE: Look.UNREACHABLE, Class.AWAY: Look.AWAY}[stands.class_]
    if stands.going_to is not None or Step.OUT in stands.steps or Step.ABOARD in stands.steps:
        return Look.ON_THE_WAY
    if Step.ANSWERED in stands.steps or Step.REACHED in stands.steps:
        return Look.CONTACTED
    return Look.UNCONTACTED


def _group(
    stands: Standing, deadline: datetime | None, depart: datetime | None, at: datetime, *, exposed: bool
) -> RollGroup:
    if exposed:
        return RollGroup.EXPOSED
    settled = {
        Class.UNREACHABLE: RollGroup.UNREACHABLE,
        Class.REFUSED: RollGroup.REFUSED,
        Class.MOVED: RollGroup.MOVED,
        Class.AWAY: RollGroup.AWAY,
    }
    if stands.class_ in settled:
        return settled[stands.class_]
    if stands.going_to is not None:
        return RollGroup.REST  # sent on from one shelter to the next: he was spoken with, and has left his home
    if not any(step in stands.steps for step in (Step.ANSWERED, Step.REACHED, Step.OUT, Step.ABOARD)):
        return RollGroup.UNANSWERED  # called without an answer, or not called yet: nobody has spoken for him
    last = deadline or (depart + GRACE if depart else None)
    if last is not None and last < at and Step.OUT not in stands.steps:
        return RollGroup.OVERDUE
    return RollGroup.REST


def _most_endangered(row: RollRow) -> tuple[Any, ...]:
    """Fixed order of groups, inside a group who went home against the gate, then the nearest deadline, those who cannot
    walk before others."""
    order = list(RollGroup).index(row.group)
    deadline = row.deadline.timestamp() if row.deadline else float("inf")
    return (
        order,
        row.home is not Home.WENT_BACK,
        deadline,
        row.level is not Trigger.GO,
        not row.mobility.needs_help,
        row.place,
        row.household,
        row.person,
    )


def class_lists(known: Night, scope_of: Iterable[PersonId] | None = None) -> dict[str, list[PersonId]]:
    """Disjoint lists of ids by class, and beside them who is to be reconciled and who is beyond the register."""
    due = sorted(known.due if scope_of is None else (person for person in scope_of if person in known.due))
    lists: dict[str, list[PersonId]] = {"due": due}
    for class_ in Class:
        lists[str(class_)] = [person for person in due if known.standing(person).class_ is class_]
    lists["to_reconcile"] = [person for person in due if known.standing(person).to_reconcile]
    lists["overtaken"] = [person for person in due if person in known.overtaken]
    lists["beyond_register"] = sorted(
        person.id
        for person in known.people.values()
        if person.beyond_register and known.standing(person.id).class_ is Class.MOVED
    )
    return lists


def hosted(rooms: dict[ShelterId, Shelter], place: str | None) -> bool:
    """Whether a place is a home that takes people in, counted apart from shelters (安全户、投亲)."""
    room = rooms.get(ShelterId(place or ""))
    return is_scattered(place) or (room is not None and room.kind in (ShelterKind.HOST, ShelterKind.RELATIVES))


def roll_report(store: Store, at: datetime | None) -> dict[str, Any]:
    """Where everyone stands, as the command line prints it: totals, the lists behind them, and where they are."""
    known, rooms = night(store, at), shelters(store)
    lists = class_lists(known)
    report: dict[str, Any] = {name: len(ids) for name, ids in lists.items()}
    report["by_town"] = _by(known, lambda person: known.town(person))
    report["by_place"] = _by(known, lambda person: person.place)
    inside: dict[str, dict[str, Any]] = {}
    for person in known.people.values():
        stands = known.standing(person.id)
        for place in sorted({claim.place for claim in stands.claims if claim.class_ is Class.MOVED and claim.place}):
            row = inside.setdefault(place, {"name": _name(rooms, place), "inside": 0, "to_reconcile": 0, "persons": []})
            row["to_reconcile" if stands.to_reconcile else "inside"] += 1
            row["persons"].append(person.id)
    report["by_shelter"] = dict(sorted(inside.items()))
    ordered = [one for place, there in institutions(store).items() if place in known.levels for one in there]
    report["institutions"] = {
        "ordered": len(ordered),
        "heads": sum(one.heads for one in ordered),
        "cannot_walk": sum(one.cannot_walk for one in ordered),
        "moved": sum(institution_entries(store)[one.id].moved_heads for one in ordered),
    }
    report["lists"] = lists
    return report


def stated(store: Store, at: datetime | None) -> dict[str, Any]:
    """`1,187 人已核实, 17 人待核, 数据来自 3/4 个点` as facts: never one blended number. Whoever two desks claim
    counts once, as to be reconciled; whoever may have been entered again since, by an entry that is missing, is neither
    (`overtaken`)."""
    known, desks = night(store, at), data_from(store)
    safe = {person for person, stands in known.standings.items() if stands.class_ in (Class.MOVED, Class.AWAY)}
    certain = {person for person in safe if not known.standings[person].to_reconcile}
    return {
        "verified": len(certain - known.overtaken.keys()),
        "overtaken": sum(not known.standing(person).to_reconcile for person in known.overtaken),
        "to_reconcile": sum(stands.to_reconcile for stands in known.standings.values()),
        "desks_heard": desks.heard,
        "desks": desks.desks,
        "oldest": desks.oldest,
    }


def _name(rooms: dict[ShelterId, Shelter], place: str) -> str:
    """A shelter's name; its id where another desk has one that this file's table lacks."""
    room = rooms.get(ShelterId(place))
    return room.name if room else place


def _by(known: Night, key: Any) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for person_id in known.due:
        row = out.setdefault(key(known.people[person_id]), {"due": 0, **{str(class_): 0 for class_ in Class}})
        row["due"] += 1
        row[str(known.standing(person_id).class_)] += 1
    return dict(sorted(out.items()))
