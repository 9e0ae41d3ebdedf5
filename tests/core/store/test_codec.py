"""Values to plain lists and back, through CBOR and through the reference tables: what goes in comes out."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.hazards import RainInterval, Station, Threshold
from core.domain.people import Helper, Institution, Person
from core.domain.places import Place, Shelter, Town
from core.domain.plans import Move, Pairing, Route
from core.domain.roads import Closure, Delay, Link, Node, SpeedFactor, Vehicle
from core.domain.standing import Standing
from core.store.codec import encoder, from_plain, to_plain
from core.store.database import Store
from core.store.reference import KINDS, read_rows, row_key, write_rows

WHOLE = (Town, Place, Shelter, Node, Link, Station, RainInterval, Institution, SpeedFactor, Delay, Threshold, Closure)
WHOLE += (Vehicle, Person, Helper, Standing, Route, Move, Pairing)

_ZONE = st.sampled_from([timezone(timedelta(hours=8)), UTC])
st.register_type_strategy(
    datetime,
    st.datetimes(datetime(1980, 1, 1), datetime(2090, 1, 1), timezones=_ZONE),  # noqa: DTZ001
)
st.register_type_strategy(float, st.floats(-1e9, 1e9))
st.register_type_strategy(int, st.integers(-(2**62), 2**62))


@pytest.mark.parametrize("kind", WHOLE, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_a_value_survives_cbor(kind: type[Any], data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    assert from_plain(kind, cbor2.loads(cbor2.dumps(to_plain(value)))) == value


@pytest.mark.parametrize("table", KINDS)
def test_a_reference_table_survives_the_file(drill: Store, table: str) -> None:
    @given(rows=st.lists(st.from_type(KINDS[table]), max_size=4, unique_by=lambda row: row_key(table, row)))
    def survives(rows: list[Any]) -> None:
        drill.db[table].delete_where()
        assert write_rows(drill.connection, table, rows) == len(rows)
        assert list(read_rows(drill.connection, table, KINDS[table])) == rows

    survives()


def test_a_row_of_a_known_key_replaces_the_old_one_in_its_place(drill: Store) -> None:
    first, second, third = read_rows(drill.connection, "places", Place)
    changed = replace(second, name="改了名")
    write_rows(drill.connection, "places", [changed])
    assert read_rows(drill.connection, "places", Place) == (first, changed, third)


@dataclass(frozen=True)
class Old:
    name: str


@dataclass(frozen=True)
class New:
    name: str
    rooms: int = 4


def test_fields_that_a_newer_version_added_take_their_default_and_missing_ones_are_noticed() -> None:
    assert from_plain(New, to_plain(Old("岛"))) == New("岛", 4)
    assert from_plain(Old, to_plain(New("岛", 9))) == Old("岛")
    with pytest.raises(ValueError, match="Old"):
        from_plain(Old, [])


def test_a_type_that_could_be_read_two_ways_is_refused() -> None:
    with pytest.raises(TypeError):
        encoder(int | str)


def test_a_moment_means_the_same_in_every_zone() -> None:
    beijing = datetime(2023, 7, 30, 20, tzinfo=timezone(timedelta(hours=8)))
    assert encoder(datetime)(beijing) == "2023-07-30T12:00:00+00:00"
    assert from_plain(datetime, to_plain(beijing)) == beijing
