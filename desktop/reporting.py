"""Making a report upward, the same from the screen and from the command line: facts, words, the event, the files."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from core.domain.entries import refuse
from core.domain.events import Changes, ClockTrust
from core.domain.findings import Refusal
from core.domain.situation import Figure, ReportKind
from core.operations.helping import MOST_IN_A_SQUAD, send_squad
from core.operations.situation import report_upward
from core.queries.behind import rows_of
from core.queries.names import find_place, find_shelter
from core.queries.papers import stamp
from core.queries.situation import situation
from core.queries.situation_rows import Situation
from core.store.database import Store
from desktop.printing.situation_files import Upward
from desktop.printing.situation_text import report_text, spoken_text


def prepared(
    store: Store, *, scope: str | None, kind: ReportKind | None, at: datetime, operator: str, remark: str = ""
) -> Upward:
    """The situation with the words that would go up now; `kind` None takes the next one by the clock. The `remark` of
    a final report stands in its words; its list names everybody who is not settled, not only whom nobody reached."""
    stands = situation(store, scope, at)
    chosen = kind or stands.kind
    left = tuple(dict.fromkeys(one for persons in stands.unsettled.values() for one in persons))
    lost = left if chosen is ReportKind.FINAL else stands.behind.get(Figure.UNREACHABLE, ())
    return Upward(
        situation=stands,
        stamp=stamp(store, at),
        kind=chosen,
        text=report_text(stands, chosen, operator, remark.strip()),
        spoken=spoken_text(stands, chosen, operator),
        lost=rows_of(store, lost, at),
    )


def sent(
    store: Store,
    *,
    scope: str | None,
    kind: ReportKind | None,
    at: datetime,
    operator: str,
    remark: str = "",
    trust: ClockTrust | None = None,
) -> tuple[Changes, Upward]:
    """Record the report as it stands at this moment, and what it was. Refusal: NO_REPORT_DUE, FINAL_UNSETTLED."""
    upward = prepared(store, scope=scope, kind=kind, at=at, operator=operator, remark=remark)
    changes = report_upward(
        store,
        scope=upward.situation.scope,
        kind=upward.kind,
        figures=figures_of(upward.situation),
        text=upward.text,
        spoken=upward.spoken,
        at=at,
        operator=operator,
        unsettled=_plain(upward.situation.unsettled_counts),
        remark=remark,
        trust=trust,
    )
    return changes, upward


def squad_out(store: Store, *, text: str, at: datetime, operator: str) -> Changes:
    """Send a squad as it was typed: its name, how many they are, and where to if it is known (`示例队 12 涧沟村`).

    Refusal: BAD_FIELD, UNKNOWN_PLACE, AMBIGUOUS_PLACE.
    """
    name, _, rest = text.strip().partition(" ")
    heads, _, where = rest.strip().partition(" ")
    if not heads.isascii() or not heads.isdigit():
        raise refuse("heads", heads, "not_whole", most=MOST_IN_A_SQUAD)
    place = spot(store, where.strip()) if where.strip() else None
    return send_squad(store, name=name, heads=int(heads), place=place, at=at, operator=operator)


def spot(store: Store, text: str) -> str:
    """The code of a shelter or a village, by code or name. Refusal(UNKNOWN_PLACE) or (AMBIGUOUS_PLACE)."""
    with suppress(Refusal):
        return str(find_shelter(store, text))
    return str(find_place(store, text))


def figures_of(stands: Situation) -> dict[str, Any]:
    """What the event of a report holds: figures and codes only."""
    return {
        "total": _plain(stands.total),
        "towns": {town.town: _plain(town.figures) for town in stands.towns},
        "places": {
            str(line.place): _plain(line.figures) for town in stands.towns for line in town.places if line.place
        },
        "desks_heard": stands.desks_heard,
        "desks": stands.desks,
        "differences": len(stands.differences),
        "revision": stands.revision,
    }


def _plain(figures: dict[Figure, int]) -> dict[str, int]:
    return {str(figure): count for figure, count in figures.items()}
