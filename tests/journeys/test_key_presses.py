"""How many keys to the right card, for everybody of the generated register: at most 8 for 95 of 100."""

import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from core.domain.people import Person
from core.queries.door import at_the_door
from core.queries.names import places
from core.store.database import Store, open_store
from core.store.people import people
from core.store.readings import initials, reading
from tests.factories import surroundings
from tests.journeys.conftest import GO_AT

ENTER, ALT_DIGIT = 1, 2
MOST = 8


def presses(store: Store, somebody: Person, scope: str | None) -> int:
    """What an officer types who hears a name: the initials, then the birth year's two digits if that is not enough,
    then the village; and the key that picks the line, `Enter` for the first and `Alt` with a digit for another."""
    village = places(store)[somebody.place].name
    tried = initials(reading(somebody.name))
    for more in ("", somebody.birth[2:4], f" {initials(reading(village))[:3]}"):
        tried += more
        hits = at_the_door(store, tried, "", scope, GO_AT)
        at = next((n for n, hit in enumerate(hits) if hit.row.household == somebody.household), None)
        if at is not None:
            return len(tried) + (ENTER if at == 0 else ALT_DIGIT)
    return 99


@pytest.mark.parametrize(("scoped", "every"), [(True, 5), (False, 1)])
def test_eight_keys_to_the_right_card(
    first_drill: Path, scoped: bool, every: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole register without a town chosen, which is the harder; a fifth of it at a desk of their own town."""
    counts: Counter[int] = Counter()
    with closing(open_store(first_drill, surroundings(5), write=False)) as store, store.reading():
        for somebody in list(people(store).values())[::every]:
            counts[presses(store, somebody, places(store)[somebody.place].town if scoped else None)] += 1
    total = counts.total()
    with capsys.disabled():
        where = "desk of his own town" if scoped else "no town chosen"
        said = ", ".join(f"{n} keys {counts[n]}" for n in sorted(counts))
        sys.stdout.write(f"\nkeys to the right card, {where}: {said}\n")
    assert sum(n for keys, n in counts.items() if keys <= MOST) >= 0.95 * total


def test_the_other_keys_to_a_card_are_as_short(first_drill: Path) -> None:
    """Tail of the id and card code: four and six characters and Enter, whatever the name."""
    with closing(open_store(first_drill, surroundings(5), write=False)) as store, store.reading():
        somebodies = list(people(store).values())[::60]
        for somebody in somebodies:
            town = places(store)[somebody.place].town
            by_tail = at_the_door(store, somebody.id_number[-4:], "", town, GO_AT)
            assert any(hit.row.person == somebody.id for hit in by_tail)
            (by_card,) = at_the_door(store, somebody.card.lower(), "", town, GO_AT)
            assert (by_card.row.person, by_card.card) == (somebody.id, True)
