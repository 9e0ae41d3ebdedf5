"""The standing plan as facts for the plan screen, and for whoever is told of it."""

from datetime import datetime

from core.domain.events import Event, Kind
from core.domain.heads import voided
from core.domain.ids import EventId, HouseholdId, PlaceCode, ShelterId
from core.domain.people import Role
from core.domain.plans import ClosedDoor, Move, Pairing, Plan, Shortfall, Uncovered
from core.domain.reasons import Reasons
from core.domain.tight_shelters import tight_shelters
from core.planning.making_way import made_way_for
from core.queries.masking import mask_phone
from core.queries.names import household_head, places, shelters
from core.queries.night import Night, night
from core.queries.pairing_remedies import pair_remedy_rows
from core.queries.plan_limits import broken_rows, cut_row, load_rows, reasons_row, remedy_rows, trip_rows
from core.queries.plan_rows import ClosedDoorRow, PlanBoard, ShortfallRow, TellRow, UncoveredRow
from core.queries.road_labels import road_labels
from core.queries.roads import closures_known
from core.queries.roll import helper_row
from core.queries.rows import HelperRow, MoveRow
from core.queries.shelters import beds_taken, shelter_board, still_sent
from core.queries.telling import ToTell, before_of, to_tell
from core.store.database import Store
from core.store.orders import openings
from core.store.plans import Adopted, known_to_plan
from core.store.telling import knowledge_stamp

CHANGES_INPUT = (
    Kind.ORDERED,
    Kind.LIFTED,
    Kind.LINK_CLOSED,
    Kind.LINK_OPENED,
    Kind.IMPORTED,
    Kind.REPLAY_SET,
    Kind.HELPER_OUT,
    Kind.HELPER_BACK,
    Kind.VEHICLE_OUT,
    Kind.VEHICLE_BACK,
    Kind.PAIR_LOCKED,
    Kind.PAIR_UNLOCKED,
)
_ABOUT_INPUT = ("place/", "link/", "helper/", "vehicle/", "lock/", "tables")


def plan_board(store: Store, at: datetime) -> PlanBoard | None:
    """The plan in force with its figures, its bound, whom it leaves out and whom to tell; None before the first."""
    known = night(store)
    adopted = known.adopted
    if adopted is None:
        return None
    plan = adopted.plan
    place_names = {code: place.name for code, place in places(store).items()}
    tell, no_door, no_bed = tell_rows(store, known, adopted), _no_door(store, known), _no_bed(store, known)
    return PlanBoard(
        version=adopted.version,
        event=adopted.event,
        at=plan.at,
        adopted_at=adopted.at,
        operator=store.operator_name(adopted.operator),
        reason=adopted.reason,
        due=plan.due,
        due_households=len(plan.moves) + len(plan.shortfall),
        served=plan.served,
        served_households=len(plan.moves),
        clearance_s=plan.clearance_s,
        clearance_bound_s=plan.clearance_bound_s,
        exposure=plan.exposure,
        exposure_bound=plan.exposure_bound,
        whole_household_loss=plan.whole_household_loss,
        gap=plan.gap,
        objective=str(plan.objective),
        stopped=plan.stopped,
        seconds=plan.seconds,
        curve=arrival_curve(plan),
        moves=tuple(move_row(store, known, move) for move in plan.moves),
        shortfall=tuple(_shortfall_row(store, known, item) for item in plan.shortfall),
        uncovered=tuple(_uncovered_row(store, known, item) for item in plan.uncovered),
        tell=tell,
        kept=len(plan.moves) - sum(row.move is not None for row in tell),
        changed=len(tell),
        changed_link=road_labels(store).of(adopted.link) if adopted.link else None,
        changed_link_open=adopted.link is not None and not _shut(store, adopted),
        shelters=shelter_board(store, None, at),
        not_ordered=tuple(place_names.get(code, code) for code in plan.not_ordered),
        stale=_stale(store, adopted) or bool(no_door) or bool(no_bed),
        no_door=no_door,
        no_bed=no_bed,
        served_bound=plan.served_bound,
        served_bound_any=plan.served_bound_any,
        together_loss=plan.together_loss,
        shared_cars_loss=plan.shared_cars_loss,
        bound_curve=plan.bound_curve,
        tight=tight_shelters(plan),
        loads=load_rows(store, plan),
        cut=cut_row(store, plan.cut),
        remedies=remedy_rows(store, plan.remedies),
        remedies_stopped=plan.remedies_stopped,
        trips=trip_rows(store, plan.trips),
        findings=plan.findings,
        broken=broken_rows(store),
        pair_remedies=pair_remedy_rows(known, plan.pair_remedies),
    )


def _no_door(store: Store, known: Night) -> tuple[HouseholdId, ...]:
    """Households with somebody still to go to a shelter that is closed by hand or, by another desk, taken back."""
    there, doors = shelters(store), openings(store)
    shut = {shelter for shelter, door in doors.items() if not door.open}
    return tuple(
        household
        for household, move in known.moves.items()
        if (move.shelter not in there or move.shelter in shut) and still_sent(known, move)
    )


def _no_bed(store: Store, known: Night) -> tuple[HouseholdId, ...]:
    """Households with somebody still to go to a shelter that others have filled meanwhile: beyond the beds that are
    left, the last to arrive."""
    left = {shelter.id: shelter.capacity for shelter in shelters(store).values()}
    for shelter, taken in beds_taken(known).items():
        left[shelter] = left.get(shelter, 0) - taken
    found = []
    for move in sorted(known.moves.values(), key=lambda move: (move.arrive, move.household)):
        coming = len(still_sent(known, move))
        if coming and move.shelter in left:
            left[move.shelter] -= coming
            if left[move.shelter] < 0:
                found.append(move.household)
    return tuple(found)


def _stale(store: Store, adopted: Adopted) -> bool:
    """Whether its input is another since it was adopted. What came and was taken back since then leaves it the same;
    what it knew and has been taken back does not."""
    since = list(store.journal.all(since=store.journal.revision_of(adopted.event)))
    newer, gone = {event.id for event in since}, voided(since)
    return any(_changes_input(event, newer) for event in since if event.id not in gone)


def _changes_input(event: Event, newer: set[EventId]) -> bool:
    if event.kind == Kind.VOIDED:
        return event.subject.startswith(_ABOUT_INPUT) and event.values["event"] not in newer
    return event.kind in CHANGES_INPUT


def _shut(store: Store, adopted: Adopted) -> bool:
    """Whether the road that a plan answers was closed, or about to be, as the plan knew it."""
    until = known_to_plan(store, adopted)
    closures = closures_known(store, adopted.plan.at, adopted.plan.revision if until is None else until)
    return any(one.link == adopted.link and (one.end is None or one.end > adopted.plan.at) for one in closures)


def arrival_curve(plan: Plan) -> tuple[tuple[float, int], ...]:
    """(minutes after the plan's start, persons arrived by then), one step for each arrival time."""
    by_minute: dict[float, int] = {}
    for move in plan.moves:
        minute = (move.arrive - plan.at).total_seconds() / 60
        by_minute[minute] = by_minute.get(minute, 0) + len(move.persons)
    curve, total = [(0.0, 0)], 0
    for minute in sorted(by_minute):
        total += by_minute[minute]
        curve.append((minute, total))
    return tuple(curve)


def _reasons(store: Store, known: Night, move: Move) -> Reasons | None:
    """Why this move, by household and village; looked up once for each adopted plan."""
    if known.adopted is None:
        return None
    plan = known.adopted.plan
    by_party = store.memo(
        "plan-reasons", known.adopted.event, lambda: {(why.household, why.place): why for why in plan.reasons}
    )
    return by_party.get((move.household, move.place))


def move_row(store: Store, known: Night, move: Move) -> MoveRow:
    """One household's way, with names."""
    place, room = known.places.get(move.place), shelters(store).get(move.shelter)
    helper, deputy = pair_rows(known, move.household)
    return MoveRow(
        household=move.household,
        persons=move.persons,
        head=_head_name(store, move.household),
        place=move.place,
        place_name=place.name if place else "",
        town=place.town if place else "",
        shelter=move.shelter,
        shelter_name=room.name if room else move.shelter,
        mode=move.mode,
        depart=move.depart,
        arrive=move.arrive,
        deadline=move.deadline,
        route=move.route,
        second=move.second,
        second_shares=move.second_shares,
        helper=helper,
        deputy=deputy,
        reasons=reasons_row(store, _reasons(store, known, move), rides=move.trip > 0),
        rides=move.trip > 0,
    )


def pair_rows(known: Night, household: HouseholdId) -> tuple[HelperRow | None, HelperRow | None]:
    """A and B of one household, with the last calls about its members."""
    party = known.parties.get(household)
    member = known.people.get(party.members[0]) if party else None
    if member is not None:
        stands = known.standing(member.id)
        return helper_row(known, member, Role.PRIMARY, stands), helper_row(known, member, Role.DEPUTY, stands)
    return _bare(known, household, Role.PRIMARY), _bare(known, household, Role.DEPUTY)


def _bare(known: Night, household: HouseholdId, role: Role) -> HelperRow | None:
    pairing: Pairing | None = known.pairings.get((household, role))
    helper = known.helpers.get(pairing.helper) if pairing else None
    if pairing is None or helper is None:
        return None
    return HelperRow(helper.id, role, helper.name, mask_phone(helper.phone), pairing.minutes, pairing.broken)


def tell_rows(store: Store, known: Night, adopted: Adopted) -> tuple[TellRow, ...]:
    """Whom to tell what the plan changed for them, in the order it names them."""
    waiting = to_tell(store, adopted)
    if not waiting:
        return ()
    stamp = (adopted.event, knowledge_stamp(store))
    earlier = store.memo("known-shelters", stamp, lambda: _known_shelters(store, waiting))
    others = store.memo("made way for", stamp, lambda: _made_way_for(store, adopted, waiting))
    rooms = shelters(store)
    rows = []
    for item in waiting:
        household = item.telling.household
        move = known.moves.get(household)
        short = known.shortfall.get(household)
        helper, _ = pair_rows(known, household)
        old = rooms.get(earlier[household]) if household in earlier else None
        new = rooms.get(move.shelter) if move else None
        place = _place_of(store, household)
        rows.append(
            TellRow(
                household=household,
                head=_head_name(store, household),
                place_name=known.places[place].name if place in known.places else "",
                persons=len(move.persons) if move else (len(short.persons) if short else 0),
                helper=helper,
                novelties=tuple(str(item) for item in item.telling.novelties),
                move=move_row(store, known, move) if move else None,
                before_shelter=old.name if old else "",
                after_shelter=new.name if new else "",
                told_at=item.told_at,
                gave_way=household in others,
                made_way_for=tuple(_head_name(store, one) for one in others.get(household, ())),
            )
        )
    return tuple(rows)


def standing_tell(store: Store) -> tuple[TellRow, ...]:
    """Whom to tell what the standing plan changed for them; empty without a plan."""
    known = night(store)
    return tell_rows(store, known, known.adopted) if known.adopted else ()


def _known_shelters(store: Store, waiting: tuple[ToTell, ...]) -> dict[HouseholdId, ShelterId]:
    """Where each household was to go as it knew it."""
    plans = before_of(store, waiting)
    sent = {(event, move.household): move.shelter for event, plan in plans.items() if plan for move in plan.moves}
    knew = ((row.telling.household, row.before) for row in waiting if row.before is not None)
    return {household: sent[event, household] for household, event in knew if (event, household) in sent}


def _made_way_for(
    store: Store, adopted: Adopted, waiting: tuple[ToTell, ...]
) -> dict[HouseholdId, tuple[HouseholdId, ...]]:
    plans = before_of(store, waiting)
    knew = {
        row.telling.household: plan
        for row in waiting
        if row.before is not None and (plan := plans.get(row.before)) is not None
    }
    return made_way_for(adopted.gave_way, knew, adopted.plan)


def _place_of(store: Store, household: HouseholdId) -> PlaceCode:
    head = household_head(store, household)
    return head.place if head else PlaceCode("")


def _head_name(store: Store, household: HouseholdId) -> str:
    head = household_head(store, household)
    return head.name if head else household


def _shortfall_row(store: Store, known: Night, item: Shortfall) -> ShortfallRow:
    place = known.places.get(item.place)
    return ShortfallRow(
        item.household,
        _head_name(store, item.household),
        place.name if place else "",
        place.town if place else "",
        len(item.persons),
        item.rule,
        None if item.door is None else _closed_door_row(store, item.door),
    )


def _closed_door_row(store: Store, door: ClosedDoor) -> ClosedDoorRow:
    room = shelters(store).get(door.shelter)
    return ClosedDoorRow(room.name if room else door.shelter, door.opens, road_labels(store).of(door.link), door.closes)


def _uncovered_row(store: Store, known: Night, item: Uncovered) -> UncoveredRow:
    place = known.places.get(_place_of(store, item.household))
    return UncoveredRow(
        item.household,
        _head_name(store, item.household),
        place.name if place else "",
        place.town if place else "",
        item.role,
        item.rule,
    )
