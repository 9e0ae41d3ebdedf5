"""The duty log, and the page on which one shift tells the next what is open: to be read in ninety seconds."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.calling import Try
from core.domain.events import Event, Kind, Outcome
from core.domain.ids import PersonId, PlaceCode
from core.domain.situation import WHOLE, Due, Report
from core.queries.bed_cards import bed_cards
from core.queries.calls import call_board
from core.queries.conflicts import conflicts
from core.queries.desk_board import put_aside
from core.queries.desks import desks
from core.queries.ending import EndingRow, ending_row
from core.queries.history import history_rows
from core.queries.night import night
from core.queries.roll import roll
from core.queries.rows import HistoryRow, RollGroup, RollRow
from core.queries.situation import report_clock
from core.queries.telling import to_tell
from core.store.anchor import anchor
from core.store.backups import backups_of, noted_backups
from core.store.calls import call_log
from core.store.database import Store
from core.store.erasing import ending_of, is_erased
from core.store.helping import absences
from core.store.reports import reports

LOGGED = (
    Kind.DUTY_NOTED,
    Kind.HANDED_OVER,
    Kind.CREATED,
    Kind.ORDERED,
    Kind.LIFTED,
    Kind.DECLINED,
    Kind.COMPLETED,
    Kind.LEVEL_SET,
    Kind.LINK_CLOSED,
    Kind.LINK_OPENED,
    Kind.SHELTER_OPENED,
    Kind.SHELTER_CLOSED,
    Kind.SHELTER_ADDED,
    Kind.PLAN_ADOPTED,
    Kind.HELPER_OUT,
    Kind.HELPER_BACK,
    Kind.VEHICLE_OUT,
    Kind.VEHICLE_BACK,
    Kind.HARMED,
    Kind.SORTIE,
    Kind.REPORTED,
    Kind.RULE_SET,
    Kind.RELIEF_DECLINED,
    Kind.INSPECTED,
    Kind.RETURN_ORDERED,
    Kind.ENROLLED,
    Kind.REVOKED,
    Kind.EXPORTED,
    Kind.PRINTED,
    Kind.INCIDENT_CLOSED,
    Kind.INCIDENT_ERASED,
)
"""What writes itself into the log. Calls and check-ins stand on their own screens: there are hundreds of them."""

STALE = timedelta(minutes=60)  # after which a desk that has not been heard is an open item
NAMED = 5  # names of an item on the page; the figure says how many there are


class Open(StrEnum):
    """What one shift has to tell the next, the gravest first."""

    EXPOSED = "exposed"
    UNREACHABLE = "unreachable"
    UNANSWERED = "unanswered"
    REFUSED = "refused"
    OVERDUE = "overdue"
    ON_THE_WAY = "on_the_way"
    SILENT_VILLAGES = "silent_villages"
    TO_RECONCILE = "to_reconcile"
    BEDS_APART = "beds_apart"
    BROKEN_PAIRS = "broken_pairs"
    NOT_TOLD = "not_told"
    STALE_DESKS = "stale_desks"
    PUT_ASIDE = "put_aside"
    ERASURE_DUE = "erasure_due"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """How many of a kind are open, with the names of the first; `since` is the oldest of them where that is known."""

    kind: Open
    count: int
    names: tuple[str, ...] = ()
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """The page of a hand-over. `last` is when the shift was last handed over, `notes` what was noted since, newest
    first; `backup` when this laptop's newest backup was written (None: there is none), `backup_there` whether its place
    is there; `report` is the last report upward that stands (None: nothing was reported), `report_due` the next one;
    `words` the head of the chain; `calls` how many calls ended how since the last hand-over, a call about a household
    counted once; `ending` how the end of the incident stands, once it has been closed."""

    at: datetime
    operator_since: datetime | None
    items: tuple[OpenItem, ...]
    notes: tuple[HistoryRow, ...]
    backup: datetime | None
    backup_there: bool
    last_print: datetime | None
    report: Report | None
    report_due: Due | None
    words: tuple[str, ...]
    calls: tuple[tuple[Outcome, int], ...] = ()
    ending: EndingRow | None = None

    @property
    def counts(self) -> dict[str, int]:
        return {item.kind.value: item.count for item in self.items if item.count}


def duty_log(store: Store, limit: int = 200) -> tuple[HistoryRow, ...]:
    """The newest entries of the log, newest first by when they were recorded here."""
    return history_rows(store, store.journal.latest(limit, LOGGED))


def hand_over_page(store: Store, scope: str | None, at: datetime) -> HandOver:
    """Everything open at a time, for a town or the whole district."""
    last = _last_hand_over(store)
    logged = [event for event in store.journal.latest(60, LOGGED) if event.kind != Kind.PRINTED]
    fresh = [event for event in logged if last is None or event.at >= last.at]
    backup, there = _backup(store)
    printed = store.journal.latest(1, (Kind.PRINTED,))
    return HandOver(
        at=at,
        operator_since=last.at if last else None,
        items=tuple(item for item in _items(store, scope, at) if item.count),
        notes=history_rows(store, fresh[:20]),
        backup=backup,
        backup_there=there,
        last_print=printed[0].at if printed else None,
        report=_last_report(store, scope),
        report_due=report_clock(store, scope, at),
        words=anchor(store),
        calls=_calls(store, scope, at, last.at if last else None),
        ending=ending_row(store) if ending_of(store).closed_at is not None else None,
    )


def _calls(store: Store, scope: str | None, at: datetime, since: datetime | None) -> tuple[tuple[Outcome, int], ...]:
    """How calls about people and to villages ended, in the order of the outcomes; none that nobody made."""
    known, log = night(store), call_log(store)
    made: set[tuple[str, Try]] = set()
    for subject, tries in log.tries.items():
        stream, _, one = subject.partition("/")
        person = known.people.get(PersonId(one)) if stream == "person" else None
        place = known.places.get(person.place if person else PlaceCode(one))
        if scope is None or (place is not None and place.town == scope):
            about = f"household/{person.household}" if person else subject
            made |= {(about, said) for said in tries if said.at <= at and (since is None or said.at >= since)}
    counts = Counter(said.outcome for _, said in made)
    return tuple((outcome, counts[outcome]) for outcome in Outcome if counts[outcome])


def _last_hand_over(store: Store) -> Event | None:
    found = store.journal.latest(1, (Kind.HANDED_OVER,))
    return found[0] if found else None


def _last_report(store: Store, scope: str | None) -> Report | None:
    """The newest report on a town or on the whole, with the name of who made it."""
    made = reports(store, scope or WHOLE)
    if not made:
        return None
    last = max(made, key=lambda report: report.at)
    return replace(last, operator=store.operator_name(last.operator))


def _items(store: Store, scope: str | None, at: datetime) -> list[OpenItem]:
    rows = roll(store, scope, at).rows
    items = [_of_people(kind, [row for row in rows if row.group is group]) for kind, group in _BY_GROUP.items()]
    villages = call_board(store, scope, at).silent
    items.append(
        OpenItem(
            Open.SILENT_VILLAGES,
            len(villages),
            tuple(row.place_name for row in villages[:NAMED]),
            min((row.since for row in villages), default=None),
        )
    )
    cards = conflicts(store, scope)
    items.append(OpenItem(Open.TO_RECONCILE, len(cards), tuple(card.name for card in cards[:NAMED])))
    beds = bed_cards(store, scope)
    items.append(OpenItem(Open.BEDS_APART, len(beds), tuple("/".join(card.names) for card in beds[:NAMED])))
    return [*items, *_of_the_plan(store), *_of_the_desks(store), _of_the_end(store)]


def _of_people(kind: Open, rows: list[RollRow]) -> OpenItem:
    since = [row.last_at for row in rows if row.last_at is not None]
    return OpenItem(kind, len(rows), tuple(row.name for row in rows[:NAMED]), min(since, default=None))


def _of_the_plan(store: Store) -> list[OpenItem]:
    """Doors that lack a helper or whose helper cannot come, and households whose helper was not told of the plan."""
    known = night(store)
    if known.adopted is None:
        return []
    out = absences(store)
    lacking = {item.household for item in known.adopted.plan.uncovered}
    lacking |= {pair.household for pair in known.adopted.plan.pairings if pair.helper in out}
    untold = [row.telling.household for row in to_tell(store, known.adopted) if row.told_at is None]
    return [
        OpenItem(Open.BROKEN_PAIRS, len(lacking), tuple(sorted(lacking)[:NAMED])),
        OpenItem(Open.NOT_TOLD, len(untold), tuple(untold[:NAMED]), known.adopted.at if untold else None),
    ]


def _of_the_desks(store: Store) -> list[OpenItem]:
    """Desks that have not been heard for an hour, the one heard longest ago first; entries that are kept apart."""
    others = [row for row in desks(store) if not row.this and row.enrolled and row.revoked_at is None]
    now = store.around.now()
    stale = [row for row in others if row.received_at is None or now - row.received_at > STALE]
    stale.sort(key=lambda row: (row.received_at is not None, row.received_at, row.device))
    heard = [row.received_at for row in stale if row.received_at is not None]
    names = tuple(row.name or row.device for row in stale[:NAMED])
    aside = put_aside(store)
    whose = tuple(dict.fromkeys(row.name or row.device for row in aside))[:NAMED]
    kept = OpenItem(Open.PUT_ASIDE, sum(row.count for row in aside), whose)
    return [OpenItem(Open.STALE_DESKS, len(stale), names, min(heard, default=None)), kept]


def _of_the_end(store: Store) -> OpenItem:
    """Personal data of a closed incident whose time has come."""
    ending = ending_of(store)
    due = ending.erase_at is not None and store.around.now() >= ending.erase_at and not is_erased(store)
    return OpenItem(Open.ERASURE_DUE, int(due), (), ending.erase_at if due else None)


def _backup(store: Store) -> tuple[datetime | None, bool]:
    """When this laptop's newest backup was written, and whether the place where it lies is there now."""
    noted = noted_backups(store.around.device, store.incident.id)
    for row in noted:
        found = backups_of(store, row.folder)
        if found:
            return found[0].at, True
    return (noted[0].at, False) if noted else (None, False)


_BY_GROUP = {
    Open.EXPOSED: RollGroup.EXPOSED,
    Open.UNREACHABLE: RollGroup.UNREACHABLE,
    Open.UNANSWERED: RollGroup.UNANSWERED,
    Open.REFUSED: RollGroup.REFUSED,
    Open.OVERDUE: RollGroup.OVERDUE,
    Open.ON_THE_WAY: RollGroup.REST,
}
