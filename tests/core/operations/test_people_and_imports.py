"""People found on the spot, and tables brought into a file that exists: every row is taken or explained."""

from pathlib import Path

import pytest

from core.domain.cards import is_card_code
from core.domain.events import Kind
from core.domain.findings import Refusal, Rule
from core.domain.ids import PersonId
from core.domain.people import Mobility
from core.domain.places import Shelter
from core.domain.standing import Class
from core.operations.imports import Imported, import_table
from core.operations.people import add_person, reveal
from core.store.database import Store
from core.store.people import helpers, people
from core.store.reference import read_rows
from core.store.standings import standing_of
from tests.factories import THREE_VILLAGES, minute, who


def test_somebody_at_the_door_is_taken_in_and_checked_in(drill: Store) -> None:
    changes = add_person(
        drill, name="", place="S1", at=minute(1), operator="张值班", mobility=Mobility.WHEELCHAIR, note="红衣服"
    )
    assert [e.kind for e in changes.events] == [Kind.OPERATOR_NAMED, Kind.PERSON_ADDED, Kind.ARRIVED]
    person = people(drill)[PersonId(changes.events[1].subject.split("/")[1])]
    assert person.beyond_register
    assert is_card_code(person.card)
    assert (standing_of(drill, person.id).class_, standing_of(drill, person.id).place) == (Class.MOVED, "S1")


def test_somebody_found_in_a_village_is_not_in_a_shelter(drill: Store) -> None:
    changes = add_person(drill, name="过路人", place="P1", at=minute(1), operator="")
    person = people(drill)[PersonId(changes.events[0].subject.split("/")[1])]
    assert (person.place, standing_of(drill, person.id).class_) == ("P1", Class.NOT_MOVED)


def test_a_place_nobody_knows_is_refused(drill: Store) -> None:
    with pytest.raises(Refusal) as caught:
        add_person(drill, name="过路人", place="X", at=minute(1), operator="")
    assert caught.value.rule == Rule.UNKNOWN_PLACE
    assert len(people(drill)) == 13


def test_who_looks_at_a_number_is_recorded_without_the_number(drill: Store) -> None:
    (event,) = reveal(drill, person=who(drill, "H1/赵示甲"), field="phone", at=minute(1), operator="").events
    assert (event.kind, event.values) == (Kind.REVEALED, {"field": "phone"})
    with pytest.raises(Refusal):
        reveal(drill, person=PersonId("x"), field="phone", at=minute(1), operator="")


def bring(store: Store, table: str, source: Path, *, dry_run: bool = False, datum: str = "wgs84") -> Imported:
    done = import_table(
        store, table=table, source=source, datum=datum, dry_run=dry_run, at=minute(0), operator="张值班"
    )
    assert done.rows_in == done.accepted + len(done.explained)
    return done


def csv(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "来的表.csv"
    path.write_text(text, encoding="utf-8")
    return path


PEOPLE = "household,name,place,mobility,hazards\n"


def test_new_people_come_in_with_cards_of_their_own(drill: Store, tmp_path: Path) -> None:
    done = bring(drill, "people", csv(tmp_path, PEOPLE + "H7,曾示甲,甲村,walks,山洪\nH7,曾示乙,练习镇/甲村,slow,\n"))
    assert (done.accepted, done.explained) == (2, ())
    assert len({person.card for person in people(drill).values()}) == 15
    assert who(drill, "H7/曾示甲")


def test_people_who_are_in_the_register_already_are_explained_not_doubled(drill: Store) -> None:
    done = bring(drill, "people", THREE_VILLAGES / "people.csv")
    assert (done.accepted, len(done.explained), done.changes) == (0, 13, None)
    assert {finding.rule for finding in done.explained} == {"already_in_register"}
    assert bring(drill, "helpers", THREE_VILLAGES / "helpers.csv").accepted == 0
    assert (len(people(drill)), len(helpers(drill))) == (13, 3)


def test_the_same_line_twice_in_one_table_is_one_person(drill: Store, tmp_path: Path) -> None:
    done = bring(drill, "people", csv(tmp_path, PEOPLE + "H7,曾示甲,甲村,walks,\n" * 2))
    assert (done.accepted, len(done.explained)) == (1, 1)


def test_bad_rows_are_explained_with_line_and_column_and_good_ones_taken(drill: Store, tmp_path: Path) -> None:
    rows = "H7,曾示甲,甲村,walks,\nH8,曾示乙,无名村,walks,\nH9,曾示丙,甲村,flies,\n"
    done = bring(drill, "people", csv(tmp_path, PEOPLE + rows))
    assert done.accepted == 1
    assert [(finding.line, finding.column) for finding in done.explained] == [(3, "place"), (4, "mobility")]


def test_a_dry_run_says_the_same_and_changes_nothing(drill: Store, tmp_path: Path) -> None:
    table = csv(tmp_path, PEOPLE + "H7,曾示甲,甲村,walks,\nH8,曾示乙,无名村,walks,\n")
    revision, dump = drill.journal.revision, drill.dump()
    dry = bring(drill, "people", table, dry_run=True)
    assert (drill.journal.revision, drill.dump()) == (revision, dump)
    wet = bring(drill, "people", table)
    assert (dry.accepted, dry.explained) == (wet.accepted, wet.explained)


def test_a_row_of_a_known_key_replaces_the_old_one(drill: Store, tmp_path: Path) -> None:
    text = "id,name,town,kind,lon,lat,capacity\nS1,岛一小学,练习镇,safety_island,116.02,39.98,60\n"
    done = bring(drill, "shelters", csv(tmp_path, text))
    assert done.changes is not None
    assert done.changes.tables == {"shelters"}
    assert {s.id: s.capacity for s in read_rows(drill.connection, "shelters", Shelter)} == {"S1": 60, "S2": 8}


def test_rain_of_a_station_nobody_knows_is_explained(drill: Store, tmp_path: Path) -> None:
    done = bring(drill, "rain", csv(tmp_path, "station,time,mm\nX1,2023-07-30T13:00,12\n"))
    assert (done.accepted, [finding.rule for finding in done.explained]) == (0, ["unknown_station"])


@pytest.mark.parametrize(
    ("table", "text", "datum", "rule"),
    [
        ("kings", PEOPLE, "wgs84", Rule.UNKNOWN_TABLE),
        ("people", None, "wgs84", Rule.NO_SUCH_FILE),
        ("people", PEOPLE, "mercator", Rule.BAD_OPTION),
        ("people", "household,name\nH7,曾示甲\n", "wgs84", Rule.IMPORT_ERRORS),
    ],
)
def test_what_is_no_table_is_refused_whole(
    drill: Store, tmp_path: Path, table: str, text: str | None, datum: str, rule: str
) -> None:
    source = csv(tmp_path, text) if text is not None else tmp_path / "没有.csv"
    revision = drill.journal.revision
    with pytest.raises(Refusal) as caught:
        bring(drill, table, source, datum=datum)
    assert caught.value.rule == rule
    assert drill.journal.revision == revision
