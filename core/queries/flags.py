"""What is to be looked at in the register: old phones and entries, helpers who left, possible duplicates, conflicts."""

from collections.abc import Callable
from datetime import datetime, timedelta

from core.domain.freshness import Flag, is_old, season_start
from core.domain.people import Person, Role
from core.queries.duplicates import in_open_pair
from core.queries.night import Night
from core.queries.timing import BEIJING
from core.store.database import Store
from core.store.people import confirmations, entered_at, entries, helper_entries, linked_with, register_stamp
from core.store.standards import fresh_rules

_ANY = frozenset[Flag]()
_PHONE = frozenset((Flag.PHONE_UNCONFIRMED,))


def register_flags(store: Store, known: Night, at: datetime) -> Callable[[Person], frozenset[Flag]]:
    """A function that says the flags of one person at `at`: everything it needs is read once."""
    rules, local = fresh_rules(), at.astimezone(BEIJING)
    since = season_start(rules, local)
    said, entered = confirmations(store), entered_at(store)
    phones, checked = said["phone"], said["entry"]
    gone = {one for one, entry in helper_entries(store).items() if entry.off}
    doubled, everything = in_open_pair(store), entries(store)
    odd = doubled | _in_conflict(store)

    old = at - timedelta(days=rules.entry_days)

    def flags(person: Person) -> frozenset[Flag]:
        found = []
        if person.id not in known.entries and person.id not in odd and not gone and len(person.ledger) < 2:
            last = checked.get(person.id) or entered.get(person.id)
            phone = phones.get(person.id)
            if last is not None and last >= old:  # nearly everybody: nothing but his phone may be old
                return _ANY if not person.phone or (phone is not None and phone >= since) else _PHONE
        group = linked_with(store, person.id) if person.id in known.entries else (person.id,)
        if person.phone and not any(phones.get(one) is not None and phones[one] >= since for one in group):
            found.append(Flag.PHONE_UNCONFIRMED)
        heard = [when for one in group for when in (checked.get(one), phones.get(one), entered.get(one)) if when]
        if is_old(max(heard, default=None), rules.entry_days, at):
            found.append(Flag.ENTRY_OLD)
        if gone and any(
            pairing is not None and pairing.helper in gone
            for pairing in (known.pairings.get((person.household, role)) for role in Role)
        ):
            found.append(Flag.HELPER_GONE)
        if len(group) > 1 or len(person.ledger) > 1:
            found.append(Flag.SEVERAL_LEDGERS)
        if any(one in doubled for one in group):
            found.append(Flag.DUPLICATE)
        if any(everything[one].conflicts for one in group if one in everything):
            found.append(Flag.CONFLICT)
        return frozenset(found) if found else _ANY

    return flags


def _in_conflict(store: Store) -> frozenset[str]:
    return store.memo(
        "entries in conflict",
        register_stamp(store)[0],
        lambda: frozenset(one for one, entry in entries(store).items() if entry.conflicts),
    )
