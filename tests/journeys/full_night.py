"""A night in full swing: everything that a screen can have to say is there at once, by two laptops."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from core.domain.events import Evidence, Outcome
from core.domain.harm import Harm
from core.domain.ids import PersonId, ShelterId
from core.domain.refusing import Reason, Remedy
from core.operations.bundles import merge_bundles, write_bundle
from core.operations.drills import set_clock
from core.operations.duty import hand_over, note_duty
from core.operations.enrolment import Laptop, enrol, join
from core.operations.field import away, call, call_village, check_in, harm, refuse, unreachable
from core.operations.helping import send_squad
from core.operations.rooms import give_beds, step_out
from core.operations.shelters import count_stock, open_shelter
from core.queries.night import night
from core.queries.rooms import propose
from core.store.database import Store, open_store
from core.store.people import households
from desktop.island.beds import arrive
from tests.factories import surroundings
from tests.journeys.conftest import GO_AT, NAME
from tests.journeys.two_desks import TOWNSHIP

LATER = GO_AT + timedelta(minutes=25)
LONG_NOTE = (
    "韭园村支书来电：村口漫水桥水已过膝，车不能过，人从后山走；要两副担架、四个壮劳力，21 点前到；"
    "后山有一段塌方，带铁锹和照明；卧床的老人先抬，家属跟着，药和证件随身。"
)
ISLAND, OTHER = ShelterId("SI-26"), ShelterId("SI-23")


def fill(file: Path, folder: Path) -> None:
    """Live the night on two laptops and merge the second one's stick into `file`."""
    folder.mkdir()
    mine, other = surroundings(11), surroundings(12)
    with closing(open_store(file, mine)) as duty:
        enrol(
            duty,
            laptops=[Laptop(other.device.public, "妙峰山学校台")],
            township=TOWNSHIP,
            at=GO_AT,
            operator=NAME,
        )
        for shelter in (ISLAND, OTHER):
            open_shelter(duty, shelter=shelter, at=GO_AT, operator=NAME)
        write_bundle(duty, folder / "first.b")
        join(folder / "first.b", folder / "岛.daolian", other, plain=True, passphrase=None)
        with closing(open_store(folder / "岛.daolian", other)) as island:
            disputed = _apart(duty, island)
            write_bundle(island, folder / "back.b")
        merge_bundles(duty, [folder / "back.b"])
        _calls(duty, disputed)
        _notes(duty)
        set_clock(duty, at=LATER, operator=NAME)


def _homes(store: Store) -> list[tuple[PersonId, ...]]:
    """The households that are due, the same in every run."""
    known, homes = night(store), households(store)
    names = sorted({known.people[one].household for one in known.due})
    return [tuple(person.id for person in homes[name]) for name in names]


def _apart(duty: Store, island: Store) -> set[PersonId]:
    """Both desks take people in without knowing of each other: people in two places, two beds, and one bed for two."""
    homes = [home for home in _homes(duty) if len(home) >= 2]
    when, how = {"at": GO_AT + timedelta(minutes=20), "operator": "岛上的人"}, {"evidence": Evidence.CARD}
    for home in homes[:2]:
        check_in(duty, persons=home, place=OTHER, at=GO_AT, operator=NAME)
        check_in(island, persons=home, place=ISLAND, **when, **how)
    first, second, third, gone = homes[2:6]
    for store, home in ((duty, first), (island, second)):  # the same beds are free on both
        arrive(store, persons=home, place=ISLAND, housed=True, at=GO_AT, operator=NAME)
    for store in (duty, island):
        arrive(store, persons=third, place=ISLAND, at=GO_AT, operator=NAME)
    beds = {row.person: row.bed for row in propose(duty, ISLAND, third, GO_AT, None)}
    give_beds(duty, shelter=ISLAND, beds=beds, at=GO_AT, operator=NAME)
    beds = {row.person: row.bed for row in propose(island, ISLAND, third, GO_AT, None)}
    give_beds(island, shelter=ISLAND, beds=beds, at=GO_AT, operator="岛上的人")
    arrive(duty, persons=gone, place=ISLAND, housed=True, at=GO_AT, operator=NAME)
    step_out(duty, persons=gone[:1], shelter=ISLAND, at=GO_AT, operator=NAME, back_by=GO_AT + timedelta(hours=2))
    count_stock(duty, shelter=ISLAND, item="water_l", amount=40, at=GO_AT, operator=NAME)
    return {one for home in homes[:6] for one in home}


def _calls(duty: Store, disputed: set[PersonId]) -> None:
    """Every kind of household on the calls and on the roll."""
    homes = [home for home in _homes(duty) if not disputed & set(home)]
    when = {"at": GO_AT + timedelta(minutes=4), "operator": NAME}
    for home in homes[:4]:
        for to, outcome in (("A", Outcome.NONE), ("A", Outcome.WRONG), ("B", Outcome.OFF), ("B", Outcome.NONE)):
            call(duty, person=home[0], outcome=outcome, to=to, household=True, **when)
    for home in homes[4:6]:
        call(duty, person=home[0], outcome=Outcome.ANSWERED, to="A", household=True, **when)
    for home in homes[6:9]:
        for _ in range(2):
            refuse(
                duty,
                persons=home,
                reason="牛还在圈里，等雨小一点再说",
                why=Reason.STOCK,
                remedy=Remedy.STOCK_PLACE,
                **when,
            )
    unreachable(duty, persons=homes[9], **when)
    away(duty, persons=homes[10], **when)
    harm(duty, persons=homes[11][:1], harm=Harm.HOSPITAL, **when)
    harm(duty, persons=homes[12][:1], harm=Harm.INJURED, **when)
    place = night(duty).people[homes[0][0]].place
    call_village(duty, place=place, outcome=Outcome.NONE, to="A", **when)
    send_squad(duty, name="蓝天救援队门头沟分队", heads=12, place=place, **when)


def _notes(duty: Store) -> None:
    """Two shifts have gone; each left words."""
    note_duty(duty, text=LONG_NOTE, at=GO_AT, operator=NAME)
    hand_over(duty, to="冯拟子", open_items={"unanswered": 40}, at=GO_AT + timedelta(minutes=22), operator=NAME)
    note_duty(duty, text="区里来电催首报。", at=LATER, operator="冯拟子")
