"""Totals of the report that do not come out, each with its two figures and who stands behind the difference.

None of them is put right here, and none is hidden: a person asks, and says what is so.
"""

from collections.abc import Iterator, Mapping, Sequence

from core.domain.ids import PersonId
from core.domain.situation import CLASSES, Figure
from core.domain.standing import Class
from core.queries.desks import desks
from core.queries.night import Night
from core.queries.situation_rows import Broken, Difference, HarmedRow, HouseLine, InstitutionLine, OutRow
from core.store.database import Store
from core.store.institutions import institution_entries
from core.store.orders import completions


def differences(
    store: Store,
    known: Night,
    behind: Mapping[Figure, Sequence[PersonId]],
    total: Mapping[Figure, int],
    houses: Sequence[HouseLine],
    institutions: Sequence[InstitutionLine],
    harmed: Sequence[HarmedRow],
    out: Sequence[OutRow],
) -> tuple[Difference, ...]:
    """Everything that does not reconcile among the persons, shelters, named lists and responders of a scope."""
    return (
        *_classes(total),
        *_placed(known, behind, houses),
        *_completed(store, known, behind.get(Figure.DUE, ())),
        *_heads(store, institutions),
        *_contested(harmed, out),
        *_missing(store, known),
    )


def _classes(total: Mapping[Figure, int]) -> Iterator[Difference]:
    right = sum(total[one] for one in CLASSES)
    if total[Figure.DUE] != right:
        yield Difference(Broken.CLASSES, "", total[Figure.DUE], right)


def _placed(
    known: Night, behind: Mapping[Figure, Sequence[PersonId]], houses: Sequence[HouseLine]
) -> Iterator[Difference]:
    """Whoever two shelters claim stands in both of their figures and once among the persons."""
    placed = behind.get(Figure.IN_HOUSE, ())
    left = sum(house.inside for house in houses if house.together)
    if left == len(placed):
        return
    twice = [
        person
        for person in placed
        if len({claim.place for claim in known.standing(person).claims if claim.class_ is Class.MOVED}) > 1
    ]
    yield Difference(Broken.PLACED, "", left, len(placed), tuple(twice))


def _completed(store: Store, known: Night, due: Sequence[PersonId]) -> Iterator[Difference]:
    """A village that somebody says is all moved, with people who are neither safe nor away nor dead."""
    for place in completions(store):
        there = [one for one in due if known.people[one].place == place]
        left = [
            one
            for one in there
            if known.standing(one).class_ not in (Class.MOVED, Class.AWAY) and not known.standing(one).dead
        ]
        if left:
            named = known.places.get(place)
            where = named.name if named else str(place)
            yield Difference(Broken.COMPLETED, where, len(there), len(there) - len(left), tuple(left))


def _heads(store: Store, institutions: Sequence[InstitutionLine]) -> Iterator[Difference]:
    entries = institution_entries(store)
    for line in institutions:
        counted = [int(said.values["heads"]) for said in entries[line.institution].counts]
        if len(set(counted)) > 1:
            yield Difference(Broken.HEADS, line.name, max(counted), min(counted))
        elif line.moved > line.heads:
            yield Difference(Broken.HEADS, line.name, line.moved, line.heads)


def _contested(harmed: Sequence[HarmedRow], out: Sequence[OutRow]) -> Iterator[Difference]:
    for row in harmed:
        if row.contested:
            yield Difference(Broken.HARM, row.name, 1, 0, (row.person,))
    for one in out:
        if one.contested:
            yield Difference(Broken.OUT, one.name, one.heads, 0)


def _missing(store: Store, known: Night) -> Iterator[Difference]:
    """Entries that are not here, with those whom they may be about; then whom none of these numbers accounts for."""
    lacking = [desk for desk in desks(store) if desk.missing > 0]
    for desk in lacking:
        about = tuple(sorted(person for person, by in known.overtaken.items() if desk.device in by))
        yield Difference(Broken.MISSING, desk.name, desk.events + desk.missing, desk.events, about)
    named = {desk.device for desk in lacking}
    unheard = tuple(sorted(person for person, by in known.overtaken.items() if named.isdisjoint(by)))
    if unheard:
        yield Difference(Broken.UNHEARD, "", len(unheard), 0, unheard)
