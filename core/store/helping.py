"""Helpers who are out, and pairs that are locked: the projection, or the fold as it was at an earlier revision."""

from core.domain.events import Event
from core.domain.helping import Absence, Lock
from core.domain.ids import EventId, HelperId, HouseholdId
from core.domain.in_force import standing_absence, standing_lock
from core.domain.people import Role
from core.store.database import Store
from core.store.journal import Until, moment, within


def absences(store: Store, until: Until | None = None) -> dict[HelperId, Absence]:
    """Helpers who are out, by id; with `until` as this file knew it at that revision."""
    if until is not None:
        streams = said_until(store, "helper/", until)
        said = {HelperId(name): standing_absence(events) for name, events in streams.items()}
        return {one: Absence(one, event.at, event.operator, event.id) for one, event in said.items() if event}
    rows = store.connection.execute("select helper, at, operator, event from absences order by helper")
    return {
        HelperId(helper): Absence(HelperId(helper), moment(at), operator, EventId(event.hex()))
        for helper, at, operator, event in rows
    }


def locks(store: Store, until: Until | None = None) -> dict[tuple[HouseholdId, Role], Lock]:
    """Locked pairs by household and part; with `until` as this file knew it at that revision."""
    if until is not None:
        return _locks_at(store, until)
    rows = store.connection.execute(
        "select household, role, helper, at, operator, event, contested from locks order by household, role"
    )
    return {
        (HouseholdId(household), Role(role)): Lock(
            HouseholdId(household),
            Role(role),
            HelperId(helper),
            moment(at),
            operator,
            EventId(event.hex()),
            bool(contested),
        )
        for household, role, helper, at, operator, event, contested in rows
    }


def _locks_at(store: Store, until: Until) -> dict[tuple[HouseholdId, Role], Lock]:
    found = {}
    for name, events in sorted(said_until(store, "lock/", until).items()):
        household, role = name.rsplit("/", 1)
        event, contested = standing_lock(events)
        if event is not None:
            key = (HouseholdId(household), Role(role))
            helper = HelperId(event.values["helper"])
            found[key] = Lock(*key, helper, event.at, event.operator, event.id, contested)
    return found


def said_until(store: Store, prefix: str, until: Until) -> dict[str, dict[EventId, Event]]:
    """Events recorded up to a revision, by what follows the prefix of their subject; used for vehicles, too."""
    rows = store.connection.execute(
        "select subject, n from events where subject >= ? and subject < ?", (prefix, prefix + "\U0010ffff")
    ).fetchall()
    subjects = dict.fromkeys((subject,) for subject, n in rows if within(until, n))
    last = {event.id for event in store.journal.all(until=until)} if subjects else set()
    return {
        subject.removeprefix(prefix): {e.id: e for e in store.journal.of_subject(subject) if e.id in last}
        for (subject,) in subjects
    }
