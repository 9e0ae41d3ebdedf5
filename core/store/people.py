"""The register read back: persons, helpers, operators, search keys."""

from core.domain.ids import HelperId, HouseholdId, PersonId
from core.domain.people import Helper, Person
from core.store.database import Store
from core.store.register import HELPER_COLUMNS, PERSON_COLUMNS, helper_from_row, person_from_row


def register_stamp(store: Store) -> int:
    """Changes whenever the register does: the revision of its newest event."""
    row = store.connection.execute("select max(n) from events where subject = 'register' or subject like 'register/%'")
    return int(row.fetchone()[0] or 0)


def people(store: Store) -> dict[PersonId, Person]:
    """Everybody of the register and beyond it, by id, in id order; kept until the register changes."""
    return store.memo("people", register_stamp(store), lambda: _read_people(store))


def _read_people(store: Store) -> dict[PersonId, Person]:
    rows = store.connection.execute(f"select {PERSON_COLUMNS} from people order by id")
    return {person.id: person for person in map(person_from_row, rows)}


def households(store: Store) -> dict[HouseholdId, tuple[Person, ...]]:
    """Members of each household of the register, eldest first by birth; people beyond the register left out."""
    return store.memo("households", register_stamp(store), lambda: _read_households(store))


def _read_households(store: Store) -> dict[HouseholdId, tuple[Person, ...]]:
    grouped: dict[HouseholdId, list[Person]] = {}
    for person in people(store).values():
        if not person.beyond_register:
            grouped.setdefault(person.household, []).append(person)
    return {
        household: tuple(sorted(members, key=lambda member: (member.birth or "9999", member.id)))
        for household, members in sorted(grouped.items())
    }


def helpers(store: Store) -> dict[HelperId, Helper]:
    """All helpers by id, kept until the register changes."""
    return store.memo("helpers", register_stamp(store), lambda: _read_helpers(store))


def _read_helpers(store: Store) -> dict[HelperId, Helper]:
    rows = store.connection.execute(f"select {HELPER_COLUMNS} from helpers order by id")
    return {helper.id: helper for helper in map(helper_from_row, rows)}


def readings(store: Store) -> dict[PersonId, str]:
    """Pinyin syllables by person."""
    return store.memo(
        "readings", register_stamp(store), lambda: dict(store.connection.execute("select id, reading from people"))
    )


def card_codes_taken(store: Store) -> set[str]:
    return {row[0] for row in store.connection.execute("select card from people")}


def ids_by_key(store: Store, key: str, *, exact: bool, limit: int) -> tuple[tuple[str, PersonId], ...]:
    """(key, person) of search keys that are `key`, or begin with it; exact ones first, ties by id."""
    if exact:
        rows = store.connection.execute(
            "select key, id from search_keys where key = ? order by id limit ?", (key, limit)
        )
    else:
        rows = store.connection.execute(
            "select key, id from search_keys where key >= ? and key < ? order by key, id limit ?",
            (key, key + "\U0010ffff", limit),
        )
    return tuple((found, PersonId(person)) for found, person in rows)
