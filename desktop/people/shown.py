"""What stands in the list of the register: filtered, counted, ordered and compared on the store thread."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from core.domain.freshness import Flag
from core.domain.hazards import Trigger
from core.domain.people import Mobility
from core.queries import people as people_queries
from core.queries.institutions import institution_board
from core.queries.review import review_count
from core.queries.rows import RollRow

FILTERS = ("all", "bedridden", "wheelchair", "slow", "no_deputy", "to_reconcile")
FLAGGED = ("phone_unconfirmed", "entry_old", "helper_gone", "several_ledgers", "off")


@dataclass(frozen=True, slots=True)
class PeopleShown:
    """`rows` after filter and order; counts for the chips; the figures of the whole register of the scope."""

    rows: tuple[RollRow, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    chosen: str = "all"
    order: str = "household"
    words: str = ""
    persons: int = 0
    households: int = 0
    places: int = 0
    matched_households: int = 0
    at: datetime | None = None
    loaded: bool = False
    review: int = 0  # cards that wait for somebody's word
    uncounted: int = 0  # institutions without a head count this season
    compared: "Compared | None" = None


@dataclass(frozen=True, slots=True)
class Held:
    """The rows on screen, for the store thread to compare with; says nothing of them where a question is told apart
    from another by its words."""

    rows: tuple[RollRow, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Compared:
    """How `rows` differ from those of `before`: comparing a hundred thousand is nothing for the GUI thread."""

    before: tuple[RollRow, ...] = field(repr=False)
    same_people: bool
    changed: tuple[int, ...]
    places: dict[str, int] = field(repr=False)  # row of a person, and the first row of a household


def compare(before: tuple[RollRow, ...], now: tuple[RollRow, ...]) -> Compared:
    same = len(before) == len(now) and all(
        old is new or old.person == new.person for old, new in zip(before, now, strict=True)
    )
    changed: tuple[int, ...] = ()
    if same:
        pairs = enumerate(zip(before, now, strict=True))
        changed = tuple(at for at, (old, new) in pairs if old is not new and old != new)
    places: dict[str, int] = {}
    for at, row in enumerate(now):
        places.setdefault(row.household, at)
        places[row.person] = at
    return Compared(before, same, changed, places)


@dataclass(frozen=True, slots=True)
class Wanted:
    chosen: str = "all"
    order: str = "household"
    words: str = ""


def kind_of(subject: str) -> tuple[str, str]:
    """`person/…`, `household/…`, `filter/…`; a bare id is a person's when it is 32 hex digits, else a household's."""
    kind, sep, ident = subject.partition("/")
    if sep:
        return kind, ident
    bare = len(subject) == 32 and all(digit in "0123456789abcdef" for digit in subject)
    return ("person" if bare else "household"), subject


def arrange(everybody: tuple[RollRow, ...], wanted: Wanted, at: datetime, off: tuple[RollRow, ...] = ()) -> PeopleShown:
    """Words first, then counts of what is left, then the chosen kind. `off` are those taken off the list."""
    said = [row for row in everybody if _says(row, wanted.words)] if wanted.words else list(everybody)
    gone = [row for row in off if _says(row, wanted.words)]
    counts = _counts(said) | {"off": len(gone)}
    rows = gone if wanted.chosen == "off" else [row for row in said if _IS[wanted.chosen](row)]
    if wanted.order == "name":
        rows.sort(key=lambda row: (row.name, row.place_name, row.person))
    return PeopleShown(
        rows=tuple(rows),
        counts=counts,
        chosen=wanted.chosen,
        order=wanted.order,
        words=wanted.words,
        persons=len(everybody),
        households=len({row.household for row in everybody}),
        places=len({row.place for row in everybody}),
        matched_households=len({row.household for row in said}),
        at=at,
        loaded=True,
    )


def _counts(rows: list[RollRow]) -> dict[str, int]:
    """How many of each chip, in one walk: most people of a large register have nothing to be looked at."""
    counts = dict.fromkeys((*FILTERS, *FLAGGED), 0)
    counts["all"] = len(rows)
    for row in rows:
        if row.mobility is not Mobility.WALKS:
            counts[row.mobility.value] += 1
        if row.flags or row.to_reconcile:
            for name in _LOOKED_AT:
                counts[name] += _IS[name](row)
        if row.level is not Trigger.NONE:
            counts["no_deputy"] += _IS["no_deputy"](row)
    return counts


def _says(row: RollRow, words: str) -> bool:
    return not words or any(
        words in text for text in (row.name, row.place_name, row.town, str(row.household), row.card, *row.ledgers)
    )


_LOOKED_AT = ("to_reconcile", *FLAGGED)
_OPEN = frozenset((Flag.DUPLICATE, Flag.CONFLICT))
_IS: dict[str, Callable[[RollRow], bool]] = {
    "all": lambda _row: True,
    "bedridden": lambda row: row.mobility is Mobility.BEDRIDDEN,
    "wheelchair": lambda row: row.mobility is Mobility.WHEELCHAIR,
    "slow": lambda row: row.mobility is Mobility.SLOW,
    "no_deputy": lambda row: bool(row.level.rank) and row.deputy is None and not row.beyond_register,
    "to_reconcile": lambda row: row.to_reconcile or not _OPEN.isdisjoint(row.flags),
    "phone_unconfirmed": lambda row: Flag.PHONE_UNCONFIRMED in row.flags,
    "entry_old": lambda row: Flag.ENTRY_OLD in row.flags,
    "helper_gone": lambda row: Flag.HELPER_GONE in row.flags,
    "several_ledgers": lambda row: Flag.SEVERAL_LEDGERS in row.flags,
    "off": lambda row: Flag.OFF in row.flags,
}


def ask_people(store: Any, scope: str | None, wanted: Wanted, at: datetime, held: Held) -> PeopleShown:
    everybody = people_queries.register(store, scope, at)
    state = arrange(everybody, wanted, at, people_queries.taken_off(store, scope, at))
    return replace(
        state,
        review=review_count(store, scope),
        uncounted=institution_board(store, scope, at).uncounted,
        compared=compare(held.rows, state.rows),
    )
