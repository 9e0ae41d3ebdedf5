"""Tables folded from the journal: each is a pure function of the events of its subjects, whatever order they came in.

`apply` refolds the subjects that new events name; `rebuild` empties every projection and folds the whole journal.
Both give the same rows: `verify` proves it by comparing canonical dumps.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import cbor2

from core.collecting import no_collection
from core.domain.events import Event, Kind
from core.domain.hazards import Trigger
from core.domain.heads import effective_chain, speaking
from core.domain.heard import heard
from core.domain.in_force import (
    Events,
    last_said,
    standing_absence,
    standing_door,
    standing_level,
    standing_lock,
    standing_order,
    standing_sortie,
)
from core.domain.situation import ReportKind
from core.domain.standing import Standing, fold_person
from core.store.codec import encoder
from core.store.connections import wide_cache
from core.store.journal import Journal, millis
from core.store.migrations import PROJECTION_TABLES
from core.store.register import RegisterFold
from core.store.settling import SETTLED_TABLES, Row, settle_rows
from core.store.table_imports import RowsTold, TableFold


class Projector:
    """Folds events into the projection tables of one connection. The caller holds the transaction."""

    def __init__(self, connection: Any, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal
        self._register = RegisterFold(connection, journal)
        self._tables = TableFold(connection, journal)
        self._folds: dict[str, Callable[[str, Events], None]] = {
            "person": self._person,
            "place": self._place,
            "level": self._level,
            "link": self._link,
            "shelter": self._shelter,
            "plan": self._plan,
            "household": self._household,
            "helper": self._helper,
            "lock": self._lock,
            "vehicle": self._facts,
            "storm": self._state,
            "clock": self._state,
            "operator": self._operator,
            "register": self._facts,
            "same": self._facts,
            "confirmed": self._facts,
            "institution": self._facts,
            "responder": self._responder,
            "rule": self._rule,
            "situation": self._situation,
            "site": self._facts,
            "stock": self._facts,
            "checklist": self._facts,
            "relief": self._facts,
            "spared": self._facts,
            "return": self._facts,
        }

    def apply(self, events: Iterable[Event], rows_written: RowsTold | None = None) -> None:
        """Bring the tables up to date after events were appended; see `TableFold.apply`."""
        new = list(events)
        touched = self._journal.of_subjects(
            dict.fromkeys(event.subject for event in new if event.subject.split("/", 1)[0] in self._folds),
            {bytes.fromhex(event.id): event for event in new},
        )
        self._persons({subject: held for subject, held in touched.items() if subject.startswith("person/")})
        for subject, held in touched.items():
            if not subject.startswith("person/"):
                self._folds[subject.split("/", 1)[0]](subject, held)
        self._register.apply(new)
        self._tables.apply(new, rows_written)

    def rebuild(self) -> None:
        """Fold the journal from its first event: every projection is then what this gives, and nothing else."""
        with no_collection(), wide_cache(self._connection):
            self._fold_all()

    def _fold_all(self) -> None:
        for table in PROJECTION_TABLES:
            if table not in SETTLED_TABLES:
                self._connection.execute(f"delete from {table}")
        register: list[Event] = []
        standings: list[Row] = []
        for subject, events in self._journal.by_subject():
            stream = subject.split("/", 1)[0]
            if stream == "person" and subject != stream:
                standings.append(_standing_row(subject, events))
            elif fold := self._folds.get(stream):
                fold(subject, events)
            if stream == "register":
                register.extend(events.values())
        settle_rows(self._connection, "standings", "person, class, place, body", standings)
        self._register.refold(register)
        self._tables.refold()

    def _facts(self, subject: str, events: Events) -> None:
        """The live heads of a stream as they are: what they amount to is decided where they are read."""
        if "/" not in subject:  # the imports: see RegisterFold
            return
        self._connection.execute("delete from facts where subject = ?", (subject,))
        self._connection.executemany(
            "insert into facts (subject, event, kind, at, operator, said, blob) values (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    subject,
                    bytes.fromhex(event.id),
                    event.kind,
                    millis(event.at),
                    event.operator,
                    json.dumps(event.values, ensure_ascii=False, sort_keys=True),
                    bytes.fromhex(event.pii[0]) if event.pii else None,
                )
                for event in speaking(events)
            ],
        )

    def _person(self, subject: str, events: Events) -> None:
        self._persons({subject: events})

    def _persons(self, by_subject: Mapping[str, Events]) -> None:
        self._connection.executemany(
            "insert or replace into standings (person, class, place, body) values (?, ?, ?, ?)",
            [_standing_row(subject, events) for subject, events in by_subject.items()],
        )

    def _place(self, subject: str, events: Events) -> None:
        place = _id(subject)
        self._connection.execute("delete from orders where place = ?", (place,))
        declined = [event for event in speaking(events) if event.kind == Kind.DECLINED]
        standing = standing_order(events)
        if standing is None and not declined:
            return
        event = standing or declined[0]
        self._connection.execute(
            "insert into orders (place, level, at, operator, event, declined, declined_at)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (
                place,
                standing.values["level"] if standing else Trigger.NONE,
                millis(event.at),
                event.operator,
                bytes.fromhex(event.id),
                declined[0].values["level"] if declined else "",
                millis(declined[0].at) if declined else None,
            ),
        )

    def _level(self, subject: str, events: Events) -> None:
        self._connection.execute("delete from levels where scope = ?", (_id(subject),))
        event = standing_level(events)
        if event is not None:
            self._connection.execute(
                "insert into levels (scope, level, issuer, at, event) values (?, ?, ?, ?, ?)",
                (
                    _id(subject),
                    event.values["level"],
                    self._issuer(event),
                    millis(event.at),
                    bytes.fromhex(event.id),
                ),
            )

    def _issuer(self, event: Event) -> str:
        """Who gave the level: text, so it lives in a blob; empty once erased."""
        said = self._journal.personal(event.pii[0]) if event.pii else None
        return str(said["issuer"]) if said else ""

    def _link(self, subject: str, events: Events) -> None:
        link = _id(subject)
        self._connection.execute("delete from link_changes where link = ?", (link,))
        changes = (Kind.LINK_CLOSED, Kind.LINK_OPENED)
        for n, event in enumerate(e for e in effective_chain(events) if e.kind in changes):
            opened = event.kind == Kind.LINK_OPENED
            self._connection.execute(
                "insert into link_changes (link, n, start, until, opened, source, event) values (?, ?, ?, ?, ?, ?, ?)",
                (
                    link,
                    n,
                    event.values["from"],
                    event.values.get("until"),
                    int(opened),
                    event.values.get("kind", ""),
                    bytes.fromhex(event.id),
                ),
            )

    def _shelter(self, subject: str, events: Events) -> None:
        self._connection.execute("delete from openings where shelter = ?", (_id(subject),))
        event, contested = standing_door(events)
        if event is not None:
            is_open = event.kind == Kind.SHELTER_OPENED
            self._connection.execute(
                "insert into openings (shelter, open, at, event, contested) values (?, ?, ?, ?, ?)",
                (_id(subject), int(is_open), millis(event.at), bytes.fromhex(event.id), int(contested)),
            )

    def _plan(self, _subject: str, events: Events) -> None:
        self._connection.execute("delete from plans")
        current = last_said(events, Kind.PLAN_ADOPTED)
        for event in [event for event in effective_chain(events) if event.kind == Kind.PLAN_ADOPTED]:
            self._connection.execute(
                "insert into plans (event, hash, at, operator, reason, link, gave_way, current)"
                " values (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    bytes.fromhex(event.id),
                    bytes.fromhex(event.values["plan"]),
                    millis(event.at),
                    event.operator,
                    event.values.get("reason", ""),
                    event.values.get("link"),
                    json.dumps(event.values.get("gave_way", []), ensure_ascii=False),
                    int(event in current),
                ),
            )

    def _household(self, subject: str, events: Events) -> None:
        self._connection.execute("delete from told where household = ?", (_id(subject),))
        self._connection.executemany(
            "insert into told (household, plan, n, at, event, live) values (?, ?, ?, ?, ?, ?)",
            [
                (_id(subject), bytes.fromhex(one.plan), n, millis(one.at), bytes.fromhex(one.event), int(one.live))
                for n, one in enumerate(heard(events))
            ],
        )

    def _helper(self, subject: str, events: Events) -> None:
        self._connection.execute("delete from absences where helper = ?", (_id(subject),))
        event = standing_absence(events)
        if event is not None:
            self._connection.execute(
                "insert into absences (helper, at, operator, event) values (?, ?, ?, ?)",
                (_id(subject), millis(event.at), event.operator, bytes.fromhex(event.id)),
            )

    def _lock(self, subject: str, events: Events) -> None:
        household, role = _id(subject).rsplit("/", 1)
        self._connection.execute("delete from locks where household = ? and role = ?", (household, role))
        event, contested = standing_lock(events)
        if event is not None:
            self._connection.execute(
                "insert into locks (household, role, helper, at, operator, contested, event)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                (
                    household,
                    role,
                    event.values["helper"],
                    millis(event.at),
                    event.operator,
                    int(contested),
                    bytes.fromhex(event.id),
                ),
            )

    def _responder(self, subject: str, events: Events) -> None:
        self._connection.execute("delete from sorties where responder = ?", (_id(subject),))
        event, contested = standing_sortie(events)
        if event is None:
            return
        named = next((said for one in effective_chain(events) if (said := self._said(one)).get("name")), {})
        self._connection.execute(
            "insert into sorties (responder, state, at, place, heads, operator, event, evidence, contested, name)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                _id(subject),
                event.values["state"],
                millis(event.at),
                event.place,
                int(event.values.get("heads", 1)),
                event.operator,
                bytes.fromhex(event.id),
                event.evidence,
                int(contested),
                str(named.get("name", "")),
            ),
        )

    def _rule(self, subject: str, events: Events) -> None:
        rule, scope = _id(subject).split("/", 1)
        self._connection.execute("delete from rule_changes where rule = ? and scope = ?", (rule, scope))
        for event in last_said(events, Kind.RULE_SET):
            self._connection.execute(
                "insert into rule_changes (rule, scope, value, source, confirmed, at, operator, event)"
                " values (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    rule,
                    scope,
                    event.values.get("value"),
                    str(self._said(event).get("source", "")),
                    int(bool(event.values.get("confirmed"))),
                    millis(event.at),
                    event.operator,
                    bytes.fromhex(event.id),
                ),
            )

    def _situation(self, subject: str, events: Events) -> None:
        self._connection.execute("delete from reports where scope = ?", (_id(subject),))
        made = [
            event
            for event in effective_chain(events)
            if event.kind == Kind.REPORTED and event.values.get("report") in set(ReportKind)
        ]
        self._connection.executemany(
            "insert into reports (scope, n, event, kind, at, operator, body, blob) values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    _id(subject),
                    n,
                    bytes.fromhex(event.id),
                    event.values["report"],
                    millis(event.at),
                    event.operator,
                    json.dumps(event.values, ensure_ascii=False, sort_keys=True),
                    bytes.fromhex(event.pii[0]) if event.pii else None,
                )
                for n, event in enumerate(made)
            ],
        )

    def _said(self, event: Event) -> Mapping[str, Any]:
        """The words of an event; none once they are erased, or while they have not come."""
        return (self._journal.personal(event.pii[0]) if event.pii else None) or {}

    def _state(self, subject: str, events: Events) -> None:
        self._connection.execute("delete from state where key = ?", (subject,))
        for event in last_said(events, Kind.REPLAY_SET, Kind.CLOCK_SET):
            self._connection.execute(
                "insert into state (key, value, event) values (?, ?, ?)",
                (subject, json.dumps(event.values, ensure_ascii=False, sort_keys=True), bytes.fromhex(event.id)),
            )

    def _operator(self, subject: str, events: Events) -> None:
        for event in last_said(events, Kind.OPERATOR_NAMED):
            named = self._journal.personal(event.pii[0]) if event.pii else None
            self._connection.execute(
                "insert or replace into operators (id, name) values (?, ?)",
                (_id(subject), str(named["name"]) if named else ""),
            )


_plain = encoder(Standing)


def _standing_row(subject: str, events: Events) -> Row:
    standing = fold_person(events)
    return (_id(subject), standing.class_, standing.place, cbor2.dumps(_plain(standing)))


def _id(subject: str) -> str:
    return subject.split("/", 1)[1] if "/" in subject else subject
