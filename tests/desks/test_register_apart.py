"""Nights in which desks apart also take people off the register, put them back, link, take in and take back.

All hold the same at last, whatever order the sticks came in, and whoever is in a shelter by any desk's word counts.
"""

from contextlib import suppress
from typing import Any

import pytest

from core.domain.events import Kind
from core.domain.findings import Refusal
from core.domain.ids import PersonId
from core.domain.standing import Class
from core.operations import field, links, register
from core.operations.people import add_person
from core.operations.undo import void
from core.queries.roll import roll_report
from core.store.people import counted_as, entries, people
from core.store.standings import standings
from tests.desks.happenings import imports_people
from tests.desks.simulator import SHELTERS, Night, template


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return template(tmp_path_factory.mktemp("register"))


def _somebody(night: Night) -> tuple[Any, PersonId, dict[str, Any]]:
    desk = night.draws.choice(night.desks)
    said = {name: value for name, value in night.said(desk).items() if name in ("at", "operator")}
    return desk.store, night.draws.choice([*night.people, *list(entries(desk.store))[:6]]), said


def takes_off(night: Night) -> None:
    store, person, said = _somebody(night)
    with suppress(Refusal):
        register.take_off(store, person=person, reason=night.draws.choice(("moved_away", "died")), **said)


def puts_back(night: Night) -> None:
    store, person, said = _somebody(night)
    with suppress(Refusal):
        register.put_back(store, person=person, **said)


def links_or_parts(night: Night) -> None:
    store, person, said = _somebody(night)
    other = night.draws.choice(list(entries(store)))
    with suppress(Refusal):
        night.draws.choice((links.link, links.link, links.unlink, links.differ))(store, one=person, other=other, **said)


def takes_in(night: Night) -> None:
    store, _, said = _somebody(night)
    place = next(iter(people(store).values())).place
    add_person(store, name="过路人", place=night.draws.choice(("S1", "S2", place)), **said)


def moves_a_stranger(night: Night) -> None:
    store, _, said = _somebody(night)
    strangers = [one for one, entry in entries(store).items() if entry.person.beyond_register]
    if strangers:
        person = night.draws.choice(strangers)
        if night.draws.random() < 0.6:
            field.check_in(store, persons=(person,), place=night.draws.choice(SHELTERS), **said)
        else:
            night.draws.choice((field.leave, field.refuse))(store, persons=(person,), **said)


def takes_back(night: Night) -> None:
    store, _, said = _somebody(night)
    mine = [one for one in store.journal.of_kind(Kind.PERSON_ADDED) if one.device == store.around.device.id]
    if mine:
        with suppress(Refusal):
            void(store, event=night.draws.choice(mine).id, **said)


ALSO = (
    (takes_off, 6),
    (puts_back, 3),
    (links_or_parts, 4),
    (takes_in, 3),
    (moves_a_stranger, 6),
    (takes_back, 4),
    (imports_people, 1),
)


@pytest.mark.parametrize("seed", range(16))
def test_all_hold_the_same_and_nobody_in_a_shelter_is_left_out(beginning: Any, seed: int) -> None:
    night = Night(beginning, seed, ALSO)
    night.run()
    for desk in night.desks:
        people(desk.store), entries(desk.store)  # what is kept has to be renewed by what comes
    night.exchange()
    stores = [desk.store for desk in night.desks]
    assert len({store.dump() for store in stores}) == 1
    counted = [sorted(people(store)) for store in stores]
    assert all(one == counted[0] for one in counted)
    first = stores[0]
    first.rebuild()
    assert first.dump() == stores[-1].dump()
    assert sorted(people(first)) == counted[0]
    inside = {
        person
        for person, stands in standings(first).items()
        if any(claim.class_ is Class.MOVED for claim in stands.claims)
    }
    known = set(first.connection.execute("select id from entries").fetchall())
    lost = {person for person in inside if (person,) in known and counted_as(first, person) not in people(first)}
    assert lost == set()
    by_shelter = roll_report(first, None)["by_shelter"]
    listed = {person for place in by_shelter.values() for person in place["persons"]}
    assert {counted_as(first, person) for person in inside if (person,) in known} <= listed
