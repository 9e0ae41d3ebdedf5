"""Verbs of the night: storm, order, level, plan, close, open, roll."""

from argparse import Namespace
from typing import Any

from core.domain.findings import Refusal, Rule
from core.domain.hazards import Trigger
from core.operations.drills import set_clock, set_replay
from core.operations.orders import complete, lift, order, set_level
from core.queries.names import find_places
from core.queries.night import night
from core.queries.rain import rain_start
from core.queries.roll import class_lists, roll_report, stated
from core.queries.storm import storm_report
from core.store.database import Store
from core.store.orders import completions
from desktop.commands.opening import entry_time, opened, parse_time, time_of
from desktop.commands.results import local, plain


def run_storm(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=arguments.replay is not None) as store:
        if arguments.replay is None:
            return _report(store, arguments.at)
        with store.transaction():  # a time outside the storm must not leave the storm behind
            options = dict(_option(text) for text in arguments.option)
            set_replay(store, name=arguments.replay, options=options, at=time_of(store, None), operator=arguments.by)
            start = rain_start(store)
            if start is not None:
                set_clock(store, at=start, operator=arguments.by)
            return _report(store, arguments.at)


def _report(store: Store, at: str | None) -> dict[str, Any]:
    result: dict[str, Any] = plain(storm_report(store, time_of(store, at)))
    return result


def _option(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Refusal(Rule.BAD_OPTION, {"option": text, "value": ""})
    return name, value


def run_order(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        places = find_places(store, tuple(arguments.places))
        at, trust = entry_time(store, arguments.at)
        if arguments.lift:
            changes = lift(store, places=places, at=at, operator=arguments.by, note=arguments.note, trust=trust)
        elif arguments.done:
            changes = complete(store, places=places, at=at, operator=arguments.by, note=arguments.note, trust=trust)
        else:
            changes = order(
                store,
                places=places,
                level=Trigger(arguments.level),
                at=at,
                operator=arguments.by,
                note=arguments.note,
                trust=trust,
            )
        known, done = night(store), completions(store)
        return {
            "places": list(places),
            "done": [place for place in places if place in done],
            "to_second": [place for place in places if place in done and not done[place].second],
            "due": len(known.due),
            "events": [event.id for event in changes.events],
            "lists": {"due": class_lists(known)["due"]},
        }


def run_level(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        at, trust = entry_time(store, arguments.at)
        changes = set_level(
            store,
            level=arguments.level,
            scope=arguments.scope,
            issuer=arguments.issuer,
            at=at,
            operator=arguments.by,
            trust=trust,
        )
        return {
            "level": arguments.level,
            "scope": arguments.scope,
            "issuer": arguments.issuer,
            "events": [event.id for event in changes.events],
        }


def run_roll(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=False) as store:
        at = parse_time(arguments.at) if arguments.at else None
        report: dict[str, Any] = plain(
            {
                "at": local(at),
                **roll_report(store, at),
                "stated": stated(store, at),
                "revision": store.journal.revision,
            }
        )
        return report
