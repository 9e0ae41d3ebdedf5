"""Verbs of the shelters: shelters, shelter, new-shelter, relieve."""

import contextlib
from argparse import Namespace
from datetime import datetime
from typing import Any

from core.domain.events import Changes, Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import ShelterId
from core.domain.places import ShelterKind
from core.domain.supplies import heads_to_feed, left
from core.exchange.shelter_rules import conversion_checklist, supply_rules
from core.operations import shelters as doors
from core.operations.relief import decline_relief, order_relief
from core.queries.map_rows import ShelterRow
from core.queries.names import find_place, find_shelter
from core.queries.relief import NextIsland, ReliefRow, closing_proposal, next_islands, relief_board
from core.queries.shelters import shelter_board
from core.store.database import Store
from core.store.shelters import persons_inside
from desktop.commands.opening import entry_time, opened, time_of
from desktop.commands.results import local, plain


def run_shelters(arguments: Namespace) -> dict[str, Any]:
    """Every shelter, and what is proposed along the chain."""
    with opened(arguments, write=False) as store:
        at = time_of(store, arguments.at)
        return {
            "at": local(at),
            "shelters": [_row(row, at) for row in shelter_board(store, None, at)],
            "relief": [_relief(row) for row in relief_board(store, None, at)],
        }


def run_shelter(arguments: Namespace) -> dict[str, Any]:
    """One shelter: what is said by the options is recorded, all or nothing, then it is shown."""
    said = (arguments.open, arguments.close, arguments.stock, arguments.tick, arguments.untick)
    with opened(arguments, write=any(said)) as store:
        shelter = find_shelter(store, arguments.shelter)
        at, trust = entry_time(store, arguments.at)
        told: dict[str, Any] = {"shelter": shelter, "at": at, "operator": arguments.by, "trust": trust}
        events: list[str] = []
        with store.transaction() if any(said) else contextlib.nullcontext():
            for text in arguments.stock:
                item, amount = _stock(text)
                events += _ids(doors.count_stock(store, item=item, amount=amount, **told))
            for item in arguments.tick:
                events += _ids(doors.tick(store, item=item, who=arguments.who, **told))
            for item in arguments.untick:
                events += _ids(doors.untick(store, item=item, **told))
            if arguments.open:
                events += _ids(doors.open_shelter(store, **told))
            if arguments.close:
                events += _ids(_close(store, shelter, at, arguments.people, told))
        at = time_of(store, arguments.at)
        row = next(row for row in shelter_board(store, None, at) if row.shelter.id == shelter)
        return {
            "events": events,
            **_row(row, at),
            "persons": list(persons_inside(store, shelter)),
            "next": [_next(island) for island in next_islands(store, shelter, at)],
        }


def _close(store: Store, shelter: ShelterId, at: datetime, people: int | None, told: dict[str, Any]) -> Changes:
    """With people in it: where they go next is ordered with the closing."""
    proposal = closing_proposal(store, shelter, at) if people else None
    onward = proposal.proposed.onward if proposal else ()
    return doors.close_shelter(store, people=people, onward=onward, **told)


def run_new_shelter(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        at, trust = entry_time(store, arguments.at)
        changes = doors.add_shelter(
            store,
            name=arguments.name,
            place=find_place(store, arguments.place),
            beds=arguments.beds,
            kind=ShelterKind(arguments.kind),
            at=at,
            operator=arguments.by,
            trust=trust,
        )
        shelter = changes.events[-1].subject.removeprefix("shelter/")
        row = next(row for row in shelter_board(store, None, at) if row.shelter.id == shelter)
        return {"events": _ids(changes), **_row(row, at)}


def run_relieve(arguments: Namespace) -> dict[str, Any]:
    """What is proposed for one shelter; with `--accept` it is ordered, with `--decline` the reason is recorded."""
    writes = arguments.accept or arguments.decline is not None
    with opened(arguments, write=writes) as store:
        shelter = find_shelter(store, arguments.shelter)
        at, trust = entry_time(store, arguments.at)
        asked = time_of(store, arguments.at) if not writes else at
        found = next((row for row in relief_board(store, None, asked) if row.row.shelter.id == shelter), None)
        proposal = closing_proposal(store, shelter, asked) if arguments.all else found
        told: dict[str, Any] = {"shelter": shelter, "at": at, "operator": arguments.by, "trust": trust}
        events: list[str] = []
        if writes and proposal is None:
            raise Refusal(Rule.NOTHING_TO_RELIEVE, {"shelter": shelter, "name": arguments.shelter})
        if proposal is not None and arguments.accept:
            events = _ids(order_relief(store, onward=proposal.proposed.onward, **told))
        elif proposal is not None and arguments.decline is not None:
            events = _ids(decline_relief(store, cause=proposal.cause, reason=arguments.decline, **told))
        return {
            "events": events,
            "shelter": shelter,
            "proposal": _relief(proposal) if proposal else None,
            "next": [_next(island) for island in next_islands(store, shelter, asked)],
        }


def _stock(text: str) -> tuple[str, float]:
    item, equals, amount = text.partition("=")
    try:
        return item, float(amount if equals else "")
    except ValueError:
        raise Refusal(Rule.BAD_OPTION, {"option": "--stock", "value": text}) from None


def _row(row: ShelterRow, at: datetime) -> dict[str, Any]:
    shelter, rules = row.shelter, supply_rules()
    heads = heads_to_feed(row.inside, row.arrivals, at, rules.soon)
    done = {tick.item: tick for tick in row.ticks}
    return {
        "id": shelter.id,
        "name": shelter.name,
        "town": shelter.town,
        "kind": shelter.kind.value,
        "open": row.open,
        "added": row.added,
        "capacity": shelter.capacity,
        "inside": row.inside,
        "coming": row.coming,
        "onward_in": row.onward_in,
        "onward_out": row.onward_out,
        "free": row.free,
        "supplies": [
            {
                "item": one.item,
                "amount": round(one.amount, 1),
                "hours": None if one.hours is None else round(one.hours, 1),
                "short": one.short,
                "counted_at": local(one.since) if one.counted else None,
                "disputed": one.disputed,
                "confirmed": one.confirmed,
            }
            for one in (left(stock, heads, at, rules) for stock in row.stocks)
        ],
        "checklist": [
            {
                "item": item.item,
                "name": item.name,
                "done": item.item in done,
                "at": local(done[item.item].at) if item.item in done else None,
                "minutes": item.minutes,
                "confirmed": item.confirmed,
            }
            for item in conversion_checklist()
        ],
        "checklist_lacks": [item.item for item in conversion_checklist() if item.item not in done],
    }


def _next(island: NextIsland) -> dict[str, Any]:
    return {
        "id": island.row.shelter.id,
        "name": island.row.shelter.name,
        "open": island.row.open,
        "metres": round(island.drive.metres) if island.drive else None,
        "minutes": round(island.drive.minutes, 1) if island.drive else None,
        "beds": island.beds,
        "rooms": island.rooms,
        "power_hours": island.power_hours,
        "water_hours": island.water_hours,
    }


def _relief(row: ReliefRow) -> dict[str, Any]:
    names = dict(row.names)
    return {
        "shelter": row.row.shelter.id,
        "name": row.row.shelter.name,
        "cause": row.cause.value,
        "until": local(row.until),
        "before": row.before,
        "after": row.after,
        "capacity": row.row.shelter.capacity,
        "persons": row.proposed.persons,
        "households": [
            {
                "household": one.group.household,
                "name": names.get(one.group.household, ""),
                "persons": list(one.group.persons),
                "to": one.to,
            }
            for one in row.proposed.onward
        ],
        "unplaced": [{"household": one.household, "persons": len(one.persons)} for one in row.proposed.unplaced],
        "taken": plain(dict(row.taken)),
        "dry_road": row.dry_road,
        "confirmed": row.confirmed,
    }


def _ids(changes: Changes) -> list[str]:
    return [str(event.id) for event in changes.events if event.kind != Kind.OPERATOR_NAMED]
