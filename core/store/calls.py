"""Every call about a person or to a village, in causal order, and when each was last heard of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.domain.calling import Try
from core.domain.events import Event, Kind, Outcome
from core.domain.heads import effective_chain
from core.domain.ids import EventId, PersonId, PlaceCode
from core.domain.refusing import Reason, Remedy, Talk
from core.store.database import Store
from core.store.holdings import came_before
from core.store.journal import parse_event
from core.store.people import aliases
from core.store.standings import person_events

_NO_NEWS = (Kind.UNREACHABLE, Kind.VOIDED, Kind.REVEALED)
_HOME_AGAIN = (Kind.RETURNED, Kind.WENT_BACK)  # calls before it were about another way out of the house
_KNOWN_OUTCOMES = frozenset(Outcome)


@dataclass(frozen=True, slots=True)
class Heard:
    """The newest entry in which something was heard: when, what kind, through whom if it was a call, how known."""

    at: datetime
    kind: str
    to: str
    evidence: str | None


@dataclass
class CallLog:
    """Calls, refusals and news by subject, a linked person under the id he counts by; brought up to date with what was
    recorded since it was last asked."""

    revision: int = 0
    alias: dict[PersonId, PersonId] = field(default_factory=dict)
    tries: dict[str, tuple[Try, ...]] = field(default_factory=dict)
    heard: dict[str, tuple[Heard, ...]] = field(default_factory=dict)
    talks: dict[str, tuple[Talk, ...]] = field(default_factory=dict)

    def of_person(self, person: PersonId) -> tuple[Try, ...]:
        return self.tries.get(f"person/{person}", ())

    def of_village(self, place: PlaceCode) -> tuple[Try, ...]:
        return self.tries.get(f"village/{place}", ())

    def talks_with(self, person: PersonId) -> tuple[Talk, ...]:
        """Every refusal of one person, first to last: its length is the round."""
        return self.talks.get(f"person/{person}", ())

    def last_heard(self, subject: str, now: datetime) -> Heard | None:
        """The latest news that is not said to be still to come: a clock that runs ahead must not hide a silence."""
        return max((one for one in self.heard.get(subject, ()) if one.at <= now), key=lambda one: one.at, default=None)

    def fold(self, subject: str, events: Mapping[EventId, Event]) -> None:
        chain = effective_chain(events)
        home = max((n for n, event in enumerate(chain) if event.kind in _HOME_AGAIN), default=-1)
        calls = [event for event in chain[home + 1 :] if event.kind == Kind.CALLED and _outcome(event) is not None]
        self.tries[subject] = tuple(_try(event) for event in calls)
        talks = tuple(_talk(event) for event in chain if event.kind == Kind.REFUSED)
        if talks or subject in self.talks:
            self.talks[subject] = talks
        self.heard[subject] = tuple(_heard(event) for event in chain if _is_news(event))


def call_log(store: Store) -> CallLog:
    """The calls of this file; only subjects with new entries are folded again."""
    log: CallLog = store.memo("calls", None, CallLog)
    revision, alias = store.journal.revision, aliases(store)
    if log.alias != alias:  # two entries became one person, or no longer are: everything is read again
        log.revision, log.alias = 0, dict(alias)
        for known in (log.tries, log.heard, log.talks):
            known.clear()
    if log.revision == 0:
        for subject, events in _by_subject(store, None).items():
            log.fold(subject, events)
    elif log.revision < revision:
        rows = store.connection.execute(
            "select distinct subject from events where n > ? and (subject like 'person/%' or subject like 'village/%')",
            (log.revision,),
        )
        for subject in {_counted(alias, subject) for (subject,) in rows.fetchall()}:
            stream, _, one = subject.partition("/")
            said = person_events(store, PersonId(one)) if stream == "person" else store.journal.of_subject(subject)
            log.fold(subject, {event.id: event for event in said})
    log.revision = revision
    return log


def call_log_at(store: Store, at: datetime) -> CallLog:
    """The calls that were known of at a time."""
    log = CallLog(store.journal.revision)
    for subject, events in _by_subject(store, at).items():
        log.fold(subject, events)
    return log


def _by_subject(store: Store, at: datetime | None) -> dict[str, dict[EventId, Event]]:
    rows = store.connection.execute(
        "select subject, bytes, signature from events where subject like 'person/%' or subject like 'village/%'"
        " order by n"
    )
    came = came_before(store, at) if at is not None else frozenset[EventId]()
    found: dict[str, dict[EventId, Event]] = {}
    alias = aliases(store)
    for subject, raw, signature in rows:
        event = parse_event(raw, signature)
        if at is not None and event.at > at and event.id not in came:
            continue
        found.setdefault(_counted(alias, subject), {})[event.id] = event
    return found


def _counted(alias: Mapping[PersonId, PersonId], subject: str) -> str:
    """A stream under the id that its person counts by."""
    stream, _, one = subject.partition("/")
    return f"person/{alias.get(PersonId(one), one)}" if stream == "person" else subject


def _outcome(event: Event) -> Outcome | None:
    """How a call ended; None for an outcome that only a newer version knows."""
    said = event.values.get("outcome")
    return Outcome(said) if said in _KNOWN_OUTCOMES else None


def _try(event: Event) -> Try:
    return Try(str(event.values.get("to", "self")), Outcome(event.values["outcome"]), event.at, event.operator)


def _talk(event: Event) -> Talk:
    why, remedy = event.values.get("why"), event.values.get("remedy")
    return Talk(
        event.at,
        event.operator,
        Reason(why) if why in set(Reason) else None,
        Remedy(remedy) if remedy in set(Remedy) else None,
    )


def _is_news(event: Event) -> bool:
    if event.kind == Kind.CALLED:
        outcome = _outcome(event)
        return outcome is not None and outcome.spoken
    return event.kind not in _NO_NEWS


def _heard(event: Event) -> Heard:
    to = str(event.values.get("to", "")) if event.kind == Kind.CALLED else ""
    return Heard(event.at, event.kind, to, event.evidence)
