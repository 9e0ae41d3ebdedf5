"""What else happens in a simulated night beside people coming and going: tables, shelters, relief, a lost laptop.

None of it changes where anybody truly is; all of it travels with the sticks, and must be the same everywhere at last.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.domain.events import Draft, Kind
from core.domain.ids import HouseholdId, ShelterId
from core.domain.relief import Cause, Group, Onward
from core.exchange.people import PersonRow
from core.operations.enrolment import revoke
from core.operations.files import import_drafts, people_of
from core.operations.relief import decline_relief, order_relief
from core.operations.shelters import add_shelter, close_shelter, open_shelter
from core.store.people import card_codes_taken, people
from core.store.shelters import all_shelters, persons_inside
from core.store.table_imports import SUBJECT, put_parts
from tests.desks.simulator import SHELTERS, laptop_of

if TYPE_CHECKING:
    from tests.desks.simulator import Desk, Night


def imports_shelters(night: "Night") -> None:
    """A desk imports the table of shelters with other capacities; two may do so apart."""
    desk = night.draws.choice(night.desks)
    known = [all_shelters(desk.store)[ShelterId(one)] for one in SHELTERS]
    rows = [replace(shelter, capacity=night.draws.randint(20, 90)) for shelter in night.draws.sample(known, 2)]
    with desk.store.transaction():
        parts = {"shelters": put_parts(desk.store.journal, "shelters", rows)}
        values = {"table": "shelters", "rows": len(rows), "parts": parts}
        said = night.said(desk)
        desk.store.record([Draft(Kind.IMPORTED, SUBJECT, said["at"], "", values=values)], tables=("shelters",))


def imports_people(night: "Night") -> None:
    """A household of another ledger."""
    desk = night.draws.choice(night.desks)
    someone = people(desk.store)[night.people[0]]
    home = HouseholdId(f"新-{night.draws.randint(1, 999):03d}")
    row = PersonRow(home, "示例新", someone.place, someone.mobility, someone.hazards)
    rows = people_of([row], night.draw, card_codes_taken(desk.store))
    desk.store.record(import_drafts("people", rows, night.said(desk)["at"], ""))


def turns_a_shelter(night: "Night") -> None:
    """Opened, closed with people in it, added on the spot."""
    desk = night.draws.choice(night.desks)
    shelter, said = ShelterId(night.draws.choice(SHELTERS)), night.said(desk)
    what = night.draws.choice(("open", "close", "close", "add"))
    if what == "open":
        open_shelter(desk.store, shelter=shelter, **said)
    elif what == "close":
        close_shelter(desk.store, shelter=shelter, people=len(persons_inside(desk.store, shelter)), **said)
    else:
        place = people(desk.store)[night.people[0]].place
        add_shelter(desk.store, name="示例大棚", place=place, beds=30, **said)


def is_relieved(night: "Night") -> None:
    """A household is ordered on to another shelter, or it is decided that nobody is."""
    desk, person = night.draws.choice(night.desks), night.draws.choice(night.people)
    origin, to = (ShelterId(one) for one in night.draws.sample(SHELTERS, 2))
    said = night.said(desk)
    if night.draws.random() < 0.3:
        decline_relief(desk.store, shelter=origin, cause=Cause.FULL, reason="路还通", **said)
        return
    group = Group(people(desk.store)[person].household, (person,))
    order_relief(desk.store, shelter=origin, onward=(Onward(group, to),), **said)


def loses_a_laptop(night: "Night") -> None:
    """A laptop is lost for good and the duty room takes it out of service: what nobody has of it counts no more."""
    others = [desk for desk in night.desks if _can_be_lost(night, desk)]
    if not others or len({desk.shelter for desk in night.desks}) < 3:
        return
    lost, duty = night.draws.choice(others), night.desks[0]
    said: dict[str, Any] = night.said(duty)
    revoke(duty.store, device=lost.store.around.device.id, township=laptop_of(99).key, at=said["at"], operator="")
    night.desks.remove(lost)


def _can_be_lost(night: "Night", desk: "Desk") -> bool:
    """Not the duty room's, and none of a pair with one key."""
    return desk.number != 0 and sum(other.number == desk.number for other in night.desks) == 1


ALSO = (
    (imports_shelters, 2),
    (imports_people, 1),
    (turns_a_shelter, 3),
    (is_relieved, 2),
    (loses_a_laptop, 1),
)
