"""Verbs about helpers and the pairing: helper, pair, pairing."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from core.domain.findings import Refusal, Rule
from core.domain.ids import HelperId
from core.domain.people import Role
from core.operations.helping import come_back, drop_out, give_back, lock_pair, unlock_pair
from core.operations.plans import adopt_replan
from core.planning.effort import Effort
from core.planning.pairing.explaining import explain
from core.planning.replan import least_change
from core.queries.helper_pages import helper_page
from core.queries.night import night
from core.queries.pairing import (
    calls_after,
    change_rows,
    explained_case,
    find_helper,
    find_household,
    pairing_board,
    reason_rows,
)
from core.queries.pairing_rows import UncoveredPair
from core.queries.planning_case import case_of_change
from core.store.database import Store
from core.store.people import helpers
from desktop import i18n, phrases
from desktop.commands.opening import entry_time, opened
from desktop.commands.planning import never, silent
from desktop.commands.results import plain, replan_result
from desktop.pairing_words import call_words, figure_words, lines, reason_words, remedy_words

_STEPS, _SECONDS = 2_000_000, 60.0


def run_helper(arguments: Namespace) -> dict[str, Any]:
    """A helper drops out or comes back; the plan follows at once, and the calls to make are the answer."""
    with opened(arguments, write=True) as store:
        helper = find_helper(store, arguments.helper)
        at, trust = entry_time(store, arguments.at)
        said: dict[str, Any] = {"helper": helper, "at": at, "operator": arguments.by, "trust": trust}
        with store.transaction():
            if arguments.back:
                changes = come_back(store, note=arguments.note, **said)
                page = helper_page(store, helper, at) if arguments.give_back else None
                if page is not None and page.former:
                    give_back(store, doors=page.former, **said)
            else:
                changes = drop_out(store, reason=arguments.note, **said)
            answer = _follow(store, helper, at, arguments.by)
        calls = calls_after(store, helper)
        result = {"event": changes.events[-1].id, "kind": changes.events[-1].kind, "helper": helper, **answer}
        if arguments.json:
            return {**result, "calls": plain(calls)}
        i18n.speak()
        return {**result, "calls": lines([call_words(row) for row in calls])}


def _follow(store: Store, helper: HelperId, at: datetime, operator: str) -> dict[str, Any]:
    """The standing plan with other helpers at the doors concerned, adopted; nothing without a plan."""
    if night(store).adopted is None:
        return {"changed": [], "kept": 0, "to_tell": [], "fresh": None}
    answer = least_change(case_of_change(store, at), silent, never)
    adopt_replan(store, replan=answer, helper=helper, at=at, operator=operator, reason="helper")
    return replan_result(answer, helpers(store))


def run_pair(arguments: Namespace) -> dict[str, Any]:
    """Lock a helper to a door, or unlock it; the next plan or replan follows it."""
    with opened(arguments, write=True) as store:
        household = find_household(store, arguments.household)
        role = Role(arguments.role.upper())
        at, trust = entry_time(store, arguments.at)
        said: dict[str, Any] = {"household": household, "role": role, "at": at, "operator": arguments.by}
        if arguments.unlock:
            changes = unlock_pair(store, trust=trust, **said)
        else:
            changes = lock_pair(store, helper=find_helper(store, arguments.helper), trust=trust, **said)
        event = changes.events[-1]
        return {"event": event.id, "kind": event.kind, "household": household, "role": role.value}


def run_pairing(arguments: Namespace) -> dict[str, Any]:
    """How good the standing plan's pairing is, who is without a helper and what would help; or why one pair is."""
    with opened(arguments, write=False) as store:
        board = pairing_board(store)
        if board is None:
            raise Refusal(Rule.NO_PLAN, {})
        if arguments.why is not None:
            return _why(store, arguments)
        if arguments.json:
            return {**plain(board), "changes": plain(change_rows(store))}
        i18n.speak()
        return {
            "plan": board.version,
            "proved": board.proved,
            "figures": lines([figure_words(figure) for figure in board.levels]),
            "uncovered": lines([_without(row) for row in board.uncovered]),
            "remedies": lines([remedy_words(row) for row in board.remedies]),
            "locks": len(board.locks),
            "out": len(board.out),
        }


def _without(row: UncoveredPair) -> str:
    """苇子水 赵示甲 A 无人能抬 B 无人能抬."""
    missing = " ".join(f"{role.value} {phrases.uncovered(rule)}" for role, rule in row.missing)
    return f"{row.place_name} {row.head} {missing}"


def _why(store: Store, arguments: Namespace) -> dict[str, Any]:
    household = find_household(store, arguments.why)
    asked = explained_case(store)
    if asked is None:
        raise Refusal(Rule.NO_PLAN, {})
    effort = Effort(silent, never, _STEPS, _SECONDS)
    rows = reason_rows(store, explain(*asked, (household,), effort))
    if arguments.json:
        return {"household": household, "pairs": plain(rows)}
    i18n.speak()
    return {"household": household, **{row.role.value: lines(reason_words(row)) for row in rows}}
