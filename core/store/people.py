"""The register read back: entries as ledgers hold them, persons as they are counted, helpers, search keys.

An *entry* is one line of one ledger with an id and a card of its own. A *person* is one entry, or several that were
linked as one: he goes by the id of the leading one, and is what every count, plan and roll is made of.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.domain.counting import as_one, leading_entry
from core.domain.duplicates import Links, Pair, Verdict, links_of, subject_pair, verdict_of
from core.domain.events import Kind
from core.domain.ids import HelperId, HouseholdId, PersonId
from core.domain.people import Helper, Person
from core.store.database import Store
from core.store.journal import moment
from core.store.register import HELPER_COLUMNS, PERSON_COLUMNS, helper_from_row, person_from_row
from core.store.standards import counting_order

_REGISTER, _PAIRS = ("register", "register0"), ("same/", "same0")
_SAYS = {Kind.LINKED: Verdict.SAME, Kind.DIFFERED: Verdict.DIFFERENT, Kind.UNLINKED: Verdict.OPEN}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register. `off` is why it was taken off the list, empty while it stands on it; `conflicts` names
    fields (and `off`) on which desks contradict each other."""

    person: Person
    off: str = ""
    conflicts: tuple[str, ...] = ()


Stamp = tuple[int, int]


def register_stamp(store: Store) -> tuple[Stamp, int]:
    """Changes whenever the register does: that of the entries, and the revision of the newest decision on a pair."""
    return (_entries_stamp(store), _pairs_stamp(store))


def _entries_stamp(store: Store) -> Stamp:
    """The revisions of the register's newest event, and of the newest one about anybody who was taken off it or back:
    that may keep him on it."""
    return (_newest(store, *_REGISTER), _gone(store).newest)


@dataclass
class _Gone:
    """Entries that somebody took off the list, or back, and the newest event about any of them as persons."""

    register: int = -1
    revision: int = 0
    ids: frozenset[str] = frozenset()
    newest: int = 0


def _gone(store: Store) -> _Gone:
    kept: _Gone = store.memo("gone from the list", None, _Gone)
    register, revision = _newest(store, *_REGISTER), store.journal.revision
    if kept.register != register:
        rows = store.connection.execute(
            "select distinct subject from events where kind in (?, ?) and subject >= ? and subject < ?",
            (Kind.TAKEN_OFF, Kind.VOIDED, *_REGISTER),
        )
        kept.ids = frozenset(subject[9:] for (subject,) in rows if subject.count("/") == 1)
        kept.register, kept.revision = register, 0
    if kept.ids and kept.revision < revision:
        kept.newest = max(_said_of_gone(store, kept).values(), default=kept.newest)
    kept.revision = revision
    return kept


def _said_of_gone(store: Store, kept: _Gone) -> dict[str, int]:
    """Whoever of them something new was said of, with the newest event's revision."""
    subject = "+subject" if kept.revision else "subject"  # of a few new events the index would read all persons
    rows = store.connection.execute(
        f"select subject, max(n) from events where n > ? and {subject} >= 'person/' and {subject} < 'person0'"
        " group by subject",
        (kept.revision,),
    )
    return {subject[7:]: n for subject, n in rows if subject[7:] in kept.ids}


def _pairs_stamp(store: Store) -> int:
    """Changes with every decision on a pair: asked at each check-in, so apart from the rest of the register."""
    return _newest(store, *_PAIRS)


def _newest(store: Store, low: str, high: str) -> int:
    row = store.connection.execute("select max(n) from events where subject >= ? and subject < ?", (low, high))
    return int(row.fetchone()[0] or 0)


def entries(store: Store) -> dict[PersonId, Entry]:
    """Every entry by id, in id order, those taken off the list included; kept until the register changes."""
    stamp = _entries_stamp(store)
    return store.renewed("entries", stamp, lambda: _read_entries(store), lambda old, known: _renew(store, old, known))


_ENTRY_SQL = f"select {PERSON_COLUMNS}, off, conflicts from people"


def _entry(row: tuple[Any, ...]) -> Entry:
    return Entry(person_from_row(row[:-2]), row[-2], tuple(row[-1].split("|")) if row[-1] else ())


def _read_entries(store: Store) -> dict[PersonId, Entry]:
    read = map(_entry, store.connection.execute(f"{_ENTRY_SQL} order by id"))
    return {entry.person.id: entry for entry in read}


def _renew(store: Store, old: Stamp, known: dict[PersonId, Entry]) -> dict[PersonId, Entry] | None:
    """The entries with those read again that events since `old` are about; None after an import."""
    rows = store.connection.execute(
        "select distinct subject from events where n > ? and subject >= 'register' and subject < 'register0'",
        (old[0],),
    ).fetchall()
    if any(subject == "register" for (subject,) in rows):
        return None
    touched = {subject.split("/")[1] for (subject,) in rows}
    gone = _gone(store)
    if gone.newest > old[1]:
        touched |= _said_of_gone(store, replace(gone, revision=old[1])).keys()
    fresh = dict(known)
    for one in sorted(map(PersonId, touched)):
        row = store.connection.execute(f"{_ENTRY_SQL} where id = ?", (one,)).fetchone()
        if row is not None:
            fresh[one] = _entry(row)
        else:
            fresh.pop(one, None)
    return fresh if fresh.keys() == known.keys() else dict(sorted(fresh.items()))


def entered_at(store: Store) -> dict[PersonId, datetime]:
    """When each entry was imported or added."""
    last = store.connection.execute(
        "select max(n) from events where kind in (?, ?)", (Kind.IMPORTED, Kind.PERSON_ADDED)
    ).fetchone()[0]
    return store.memo(
        "entered at",
        last,
        lambda: {PersonId(one): moment(at) for one, at in store.connection.execute("select id, at from entries")},
    )


def confirmations(store: Store) -> dict[str, dict[str, datetime]]:
    """By `phone` and `entry`: when entries (or helpers) were last confirmed or edited. An edit of a phone confirms
    both, any other edit the entry."""
    stamp = store.connection.execute(
        "select max(n) from events where subject >= 'confirmed/' and subject < 'confirmed0'"
    ).fetchone()[0]
    return store.memo("confirmations", (stamp, _newest(store, *_REGISTER)), lambda: _read_confirmations(store))


def _read_confirmations(store: Store) -> dict[str, dict[str, datetime]]:
    said: dict[str, dict[str, datetime]] = {"phone": {}, "entry": {}}
    rows = store.connection.execute(
        "select subject, at from facts where (subject >= 'confirmed/' and subject < 'confirmed0')"
        " or (subject >= 'register/' and subject < 'register0' and kind = ?)",
        (Kind.FIELD_EDITED,),
    )
    for subject, at in rows:
        stream, one, about = subject.split("/")
        when = moment(at)
        for what in said:
            if about == what or (what == "entry" and stream == "register"):
                said[what][one] = max(said[what].get(one, when), when)
    return said


def has_edits(store: Store, one: str) -> bool:
    """Whether any field of an entry was changed and still is."""
    rows = store.connection.execute(
        "select 1 from facts where subject > ? and subject < ? limit 1", (f"register/{one}/", f"register/{one}0")
    )
    return rows.fetchone() is not None


def verdicts(store: Store) -> dict[Pair, Verdict]:
    """What was decided about pairs of entries, by pair in order; pairs that were opened again are left out."""
    return store.memo("verdicts", _pairs_stamp(store), lambda: _read_verdicts(store))


def _read_verdicts(store: Store) -> dict[Pair, Verdict]:
    said: dict[Pair, list[Verdict]] = {}
    rows = store.connection.execute(
        "select subject, kind from facts where subject >= 'same/' and subject < 'same0' order by subject, event"
    )
    for subject, kind in rows:
        said.setdefault(subject_pair(subject), []).append(_SAYS[Kind(kind)])
    read = {pair: verdict_of(heads) for pair, heads in said.items()}
    return {pair: verdict for pair, verdict in read.items() if verdict is not Verdict.OPEN}


def links(store: Store) -> Links:
    """Which entries are one person."""
    return store.memo("links of entries", _pairs_stamp(store), lambda: links_of(verdicts(store)))


def linked_with(store: Store, one: PersonId) -> tuple[PersonId, ...]:
    """All entry ids of the person that an entry belongs to, in id order; alone it is just that one."""
    by_entry = store.memo(
        "group of entry",
        _pairs_stamp(store),
        lambda: {member: group for group in links(store).groups for member in group},
    )
    return by_entry.get(one, (one,))


@dataclass(frozen=True, slots=True)
class _Counted:
    """Persons by id, and the id under which each linked entry counts."""

    people: dict[PersonId, Person]
    alias: dict[PersonId, PersonId]


def _counted(store: Store) -> _Counted:
    return store.memo("counted", register_stamp(store), lambda: _count(entries(store), links(store)))


def _count(known: Mapping[PersonId, Entry], linked: Links) -> _Counted:
    listed = {one: entry.person for one, entry in known.items() if not entry.off}
    groups = [(ids, [listed[one] for one in ids if one in listed]) for ids in linked.groups]
    groups = [(ids, there) for ids, there in groups if there]
    if not groups:
        return _Counted(listed, {})
    homes = {entry.household for _, group in groups for entry in group}
    sizes: dict[HouseholdId, int] = {}
    for person in listed.values():
        if person.household in homes:
            sizes[person.household] = sizes.get(person.household, 0) + 1
    alias: dict[PersonId, PersonId] = {}
    for ids, group in groups:
        leading = leading_entry(group, counting_order(), lambda home: sizes.get(home, 0))
        for one in ids:  # what was said under an entry that is off the list is said of him all the same
            if one != leading.id:
                alias[one] = leading.id
                listed.pop(one, None)
        listed[leading.id] = as_one(leading, group)
    return _Counted(listed, alias)


def people(store: Store) -> dict[PersonId, Person]:
    """Everybody of the register and beyond it who counts, by id, in id order: whoever was taken off the list is not
    among them, and entries that were linked are one person. Kept until the register changes."""
    return _counted(store).people


def counted_as(store: Store, one: PersonId) -> PersonId:
    """The id under which an entry counts: its own, or that of the leading entry it is linked with."""
    return _counted(store).alias.get(one, one)


def aliases(store: Store) -> dict[PersonId, PersonId]:
    """Entries that count under another id, and that id."""
    return _counted(store).alias


def households(store: Store) -> dict[HouseholdId, tuple[Person, ...]]:
    """Members of each household of the register, eldest first by birth; people beyond the register left out."""
    known = people(store)
    kept = store.renewed(
        "households",
        register_stamp(store),
        lambda: (known, _group_households(known.values())),
        lambda _stamp, old: (known, _regroup(old[1], old[0], known)),
    )
    return kept[1]


def _group_households(everybody: Iterable[Person]) -> dict[HouseholdId, tuple[Person, ...]]:
    grouped: dict[HouseholdId, list[Person]] = {}
    for person in everybody:
        if not person.beyond_register:
            grouped.setdefault(person.household, []).append(person)
    return {
        household: tuple(sorted(members, key=lambda member: (member.birth or "9999", member.id)))
        for household, members in sorted(grouped.items())
    }


def _regroup(
    grouped: dict[HouseholdId, tuple[Person, ...]], old: dict[PersonId, Person], now: dict[PersonId, Person]
) -> dict[HouseholdId, tuple[Person, ...]]:
    """The households with those grouped again of which a member came, went or changed."""
    gone = [person for one, person in old.items() if now.get(one) is not person]
    come = [person for one, person in now.items() if old.get(one) is not person]
    touched = {person.household for person in (*gone, *come)}
    away = {person.id for person in gone}
    stay = [member for home in touched for member in grouped.get(home, ()) if member.id not in away]
    fresh = {home: members for home, members in grouped.items() if home not in touched}
    return dict(sorted({**fresh, **_group_households([*stay, *come])}.items()))


@dataclass(frozen=True, slots=True)
class HelperEntry:
    """One helper. `off` is why he was taken off the list, empty while he stands on it."""

    helper: Helper
    off: str = ""
    conflicts: tuple[str, ...] = ()


def helper_entries(store: Store) -> dict[HelperId, HelperEntry]:
    """All helpers by id, those who left included; kept until the register changes."""
    return store.memo("helper entries", _newest(store, *_REGISTER), lambda: _read_helpers(store))


def _read_helpers(store: Store) -> dict[HelperId, HelperEntry]:
    rows = store.connection.execute(f"select {HELPER_COLUMNS}, off, conflicts from helpers order by id")
    read = [HelperEntry(helper_from_row(row[:-2]), row[-2], tuple(filter(None, row[-1].split("|")))) for row in rows]
    return {entry.helper.id: entry for entry in read}


def helpers(store: Store) -> dict[HelperId, Helper]:
    """The helpers who are still there, by id."""
    return store.memo(
        "helpers",
        _newest(store, *_REGISTER),
        lambda: {one: entry.helper for one, entry in helper_entries(store).items() if not entry.off},
    )


def reading_of(store: Store, entry: PersonId) -> str:
    """Pinyin syllables of an entry's name."""
    row = store.connection.execute("select reading from people where id = ?", (entry,)).fetchone()
    return str(row[0]) if row else ""


def card_codes_taken(store: Store) -> set[str]:
    return {row[0] for row in store.connection.execute("select card from people")}


def ids_by_key(store: Store, key: str, *, exact: bool, limit: int) -> tuple[tuple[str, PersonId], ...]:
    """(key, entry) of search keys that are `key`, or begin with it; exact ones first, ties by id."""
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
