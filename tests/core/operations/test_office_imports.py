"""Lists brought into a file again and again: a second time changes nothing, a corrected one what was corrected."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.domain.events import Kind
from core.domain.findings import Refusal, Rule
from core.domain.people import Hazard, Mobility
from core.exchange.office.people_rows import TO_ASK
from core.exchange.office.problems import Odd
from core.exchange.office.verdicts import RowId, Verdict
from core.operations.exports import PERSONAL, export_table
from core.operations.imports import Imported, import_table
from core.resources import resource
from core.store.database import Store, open_store
from core.store.people import helpers, ids_by_key, people
from core.store.reference import KINDS, read_rows
from tests.factories import make_file, minute, open_again, surroundings, who
from tests.office_files import xlsx

Bring = Callable[..., Imported]
HEAD = ("户编号", "姓名", "村", "行动能力", "隐患类型", "证件号", "电话", "备注")


@pytest.fixture
def bring(drill: Store, tmp_path: Path) -> Bring:
    """Import rows under a header as an office's workbook."""

    def _bring(table: str, *rows: tuple[Any, ...], mends: Any = None, dry_run: bool = False) -> Imported:
        path = tmp_path / "名册.xlsx"
        path.write_bytes(xlsx(rows))
        done = import_table(
            drill,
            table=table,
            source=path,
            datum="wgs84",
            dry_run=dry_run,
            at=minute(0),
            operator="张值班",
            mends=mends,
        )
        assert done.rows_in == done.accepted + len(done.explained)
        assert done.accepted == done.new + done.changed
        return done

    return _bring


LIST = (
    HEAD,
    ("H7", "曾示甲", "甲村", "能走", "山洪", "", "1990000077", ""),
    ("H7", "曾示乙", "甲村委会", "", "", "", "", "怕黑"),
    ("H8", "周示丙", "无名村", "轮椅", "", "", "", ""),
)


def test_a_second_time_changes_nothing_and_says_so_row_by_row(drill: Store, bring: Bring) -> None:
    first = bring("people", *LIST)
    assert (first.new, first.changed, len(first.explained)) == (2, 0, 1)
    revision, dump = drill.journal.revision, drill.dump()
    again = bring("people", *LIST)
    assert [note.rule for note in again.explained] == [Odd.IN_REGISTER, Odd.IN_REGISTER, "unknown_place"]
    assert (again.accepted, again.changes, drill.journal.revision, drill.dump()) == (0, None, revision, dump)


def test_a_corrected_list_changes_only_what_was_corrected(drill: Store, bring: Bring) -> None:
    bring("people", *LIST)
    before = people(drill)[who(drill, "H7/曾示甲")]
    others = {ident: person for ident, person in people(drill).items() if ident != before.id}
    done = bring("people", HEAD, ("H7", "曾示甲", "甲村", "拄拐", "地灾", "", "1990000088", ""), LIST[2])
    assert (done.new, done.changed) == (0, 1)
    after = people(drill)[before.id]
    hazards = (Hazard.FLASH_FLOOD, Hazard.LANDSLIDE)  # one office does not know what another has found: lists grow
    assert after == replace(before, mobility=Mobility.SLOW, hazards=hazards, phone="1990000088")
    assert {ident: person for ident, person in people(drill).items() if ident != before.id} == others
    assert ids_by_key(drill, "0088", exact=True, limit=9) == (("0088", before.id),)
    assert ids_by_key(drill, "0077", exact=True, limit=9) == ()
    assert done.changes is not None
    edits = {event.subject: event.kind for event in done.changes.events}
    fields = ("mobility", "hazards", "phone")
    assert edits == {f"register/{before.id}/{field}": Kind.FIELD_EDITED for field in fields}


def test_an_empty_cell_forgets_nothing(drill: Store, bring: Bring) -> None:
    bring("people", *LIST)
    done = bring("people", HEAD, ("H7", "曾示甲", "甲村", "轮椅", "", "", "", ""))
    assert [note.rule for note in done.remarks] == [Odd.KEPT]
    person = people(drill)[who(drill, "H7/曾示甲")]
    assert (person.phone, person.hazards, person.mobility) == ("1990000077", (Hazard.FLASH_FLOOD,), Mobility.WHEELCHAIR)


def test_unknown_mobility_stays_marked_until_somebody_says_it(drill: Store, bring: Bring) -> None:
    bring("people", *LIST)
    person = people(drill)[who(drill, "H7/曾示乙")]
    assert (person.mobility, person.needs) == (Mobility.WALKS, (TO_ASK, "备注：怕黑"))
    bring("people", HEAD, ("H7", "曾示乙", "甲村", "卧床", "", "", "", "怕黑"))
    person = people(drill)[who(drill, "H7/曾示乙")]
    assert (person.mobility, person.needs) == (Mobility.BEDRIDDEN, ("备注：怕黑",))
    assert bring("people", *LIST).accepted == 0  # the old list does not know it, and does not take it back


def test_a_rebuilt_file_is_the_same(drill: Store, bring: Bring) -> None:
    bring("people", *LIST)
    bring("people", HEAD, ("H7", "曾示甲", "甲村", "拄拐", "地灾", "", "1990000088", ""))
    bring("helpers", ("姓名", "村", "电话"), ("赵示戊", "甲村", "1990000099"))
    dump = drill.dump()
    drill.rebuild()
    assert drill.dump() == dump


def test_what_somebody_typed_in_takes_a_row_in(drill: Store, bring: Bring) -> None:
    mended = bring("people", *LIST, mends={RowId(0, 4): {"place": "练习镇/甲村"}})
    assert (mended.new, mended.explained) == (3, ())
    assert people(drill)[who(drill, "H8/周示丙")].mobility is Mobility.WHEELCHAIR


def test_somebody_known_by_his_number_is_found_under_another_household(drill: Store, bring: Bring) -> None:
    number = "110109195705064523"
    bring("people", HEAD, ("H7", "曾示甲", "甲村", "能走", "", number, "", ""))
    rows = (("户主", "姓名", "村", "身份证号"), ("曾示甲", "曾示甲", "甲村", number), ("曾示甲", "曾示丁", "甲村", ""))
    done = bring("people", *rows)
    assert (done.new, done.changed) == (1, 0)
    assert people(drill)[who(drill, "H7/曾示丁")].household == "H7"
    assert bring("people", *rows).accepted == 0


def test_one_name_three_times_is_three_people_and_stays_three(drill: Store, bring: Bring) -> None:
    rows = [(f"H{n}", "王秀英", "甲村", "能走", "", "", "", "") for n in (21, 22, 23)]
    assert bring("people", HEAD, *rows).new == 3
    assert bring("people", HEAD, *reversed(rows)).accepted == 0
    assert bring("people", HEAD, ("H24", "王秀英", "甲村", "能走", "", "", "", "")).new == 1


def test_an_id_number_that_is_somebody_elses_is_said_and_taken_as_new(drill: Store, bring: Bring) -> None:
    number = "110109195705064523"
    bring("people", HEAD, ("H7", "曾示甲", "甲村", "能走", "", number, "", ""))
    done = bring("people", HEAD, ("H9", "钱示戊", "甲村", "能走", "", number, "", ""))
    assert done.new == 1
    assert Odd.ID_ELSEWHERE in {note.rule for note in done.remarks}


def test_helpers_are_found_by_name_and_village_and_keep_what_is_not_said(drill: Store, bring: Bring) -> None:
    done = bring("helpers", ("责任人", "村", "联系电话"), ("赵示戊", "甲村", "1990000099"))
    assert (done.new, {note.rule for note in done.remarks}) == (
        1, {Odd.AGE_UNKNOWN, Odd.CARRIES_UNKNOWN, Odd.MAX_LOAD_UNKNOWN},
    )  # fmt: skip
    (helper,) = [helper for helper in helpers(drill).values() if helper.name == "赵示戊"]
    assert (helper.age, helper.carries, helper.max_load) == (None, 0, 5)
    assert bring("helpers", ("姓名", "村", "年龄", "电话"), ("赵示戊", "甲村", 44, "")).changed == 1
    assert helpers(drill)[helper.id] == replace(helper, age=44)
    assert bring("helpers", ("姓名", "村", "年龄"), ("赵示戊", "甲村", 44)).accepted == 0


def test_a_shelter_keeps_what_a_shorter_list_does_not_say(drill: Store, bring: Bring) -> None:
    before = {shelter.id: shelter for shelter in read_rows(drill.connection, "shelters", KINDS["shelters"])}
    row = before["S1"]
    head = ("名称", "类型", "经度", "纬度", "容纳人数")
    cells = (row.name, row.kind.value, row.position.lon, row.position.lat, 61)
    assert bring("shelters", head, cells).changed == 1
    after = {shelter.id: shelter for shelter in read_rows(drill.connection, "shelters", KINDS["shelters"])}
    assert after == before | {"S1": replace(row, capacity=61)}
    assert [note.rule for note in bring("shelters", head, cells).explained] == [Odd.IN_FILE]


def test_a_dry_run_writes_nothing(drill: Store, bring: Bring) -> None:
    dump = drill.dump()
    done = bring("people", *LIST, dry_run=True)
    assert (done.new, done.changes, drill.dump()) == (2, None, dump)
    assert done.comparison.count(Verdict.SET_ASIDE) == 1


# -- out and in again -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_every_table_comes_back_as_it_went_out(tmp_path: Path, ending: str) -> None:
    """Out of the built-in district and into a file that has nothing but its map: the same values."""
    full, bare = tmp_path / "全.daolian", tmp_path / "空.daolian"
    make_file(full, pack=resource("mentougou"))
    pack = tmp_path / "pack"
    pack.mkdir()
    for part in resource("mentougou").iterdir():
        rows = part.read_text(encoding="utf-8").splitlines() if part.suffix == ".csv" else []
        keep = part.suffix == ".toml" or part.stem in ("places", "outline", "stations", "road_nodes", "road_links")
        if keep:
            (pack / part.name).write_bytes(part.read_bytes())
        elif rows:
            (pack / part.name).write_text(rows[0] + "\n", encoding="utf-8")
    make_file(bare, pack=pack)
    with closing(open_store(full, surroundings(2))) as ours, closing(open_store(bare, surroundings(3))) as other:
        for table in (*KINDS, "people", "helpers"):
            out = tmp_path / f"{table}.{ending}"
            count, _ = export_table(ours, table=table, out=out, name="表", at=minute(0), operator="张值班")
            done = import_table(
                other, table=table, source=out, datum="wgs84", dry_run=False, at=minute(0), operator="张值班"
            )
            assert done.rows_in == count
            assert {note.rule for note in done.explained} <= {Odd.IN_FILE}, table
            assert values(other, table) == values(ours, table)
            assert import_table(
                ours, table=table, source=out, datum="wgs84", dry_run=False, at=minute(0), operator=""
            ).accepted == 0  # fmt: skip


def values(store: Store, table: str) -> Any:
    """The values of a table without what is drawn at random."""
    if table == "people":
        return sorted(map(repr, (replace(person, id="", card="") for person in people(store).values())))  # type: ignore[arg-type]
    if table == "helpers":
        return sorted(map(repr, (replace(helper, id="") for helper in helpers(store).values())))  # type: ignore[arg-type]
    return sorted(map(repr, read_rows(store.connection, table, KINDS[table])))


def test_who_takes_names_out_is_recorded_without_a_name(drill: Store, tmp_path: Path) -> None:
    for table in (*KINDS, "people", "helpers"):
        before = drill.journal.revision
        _, changes = export_table(
            drill, table=table, out=tmp_path / f"{table}.csv", name="表", at=minute(1), operator="张值班"
        )
        exported = [event for event in changes.events if event.kind == Kind.EXPORTED]
        assert bool(exported) == (table in PERSONAL)
        assert (drill.journal.revision > before) == (table in PERSONAL)
        for event in exported:
            assert set(event.values) == {"table", "rows", "format"}
            assert event.pii == ()


def test_what_cannot_be_written_is_refused_and_the_old_file_stays(drill: Store, tmp_path: Path) -> None:
    for out, rule in ((tmp_path / "a.pdf", Rule.BAD_OPTION), (tmp_path / "没有" / "a.xlsx", Rule.NOT_A_FOLDER)):
        with pytest.raises(Refusal) as refusal:
            export_table(drill, table="places", out=out, name="表", at=minute(1), operator="")
        assert refusal.value.rule == rule
        assert not out.exists()


def test_a_cell_that_looks_like_a_formula_is_text(drill: Store, bring: Bring, tmp_path: Path) -> None:
    bring(
        "people",
        HEAD,
        ("H7", "曾示甲", "甲村", "能走", "", "", "", "=1+1"),
        ("H8", "@示乙", "甲村", "能走", "", "", "", ""),
    )
    for ending in ("csv", "xlsx"):
        out = tmp_path / f"出.{ending}"
        export_table(drill, table="people", out=out, name="表", at=minute(1), operator="")
        if ending == "csv":
            cells = [cell for line in out.read_text("utf-8-sig").splitlines() for cell in line.split(",")]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
            assert "'@示乙" in cells
        done = import_table(drill, table="people", source=out, datum="wgs84", dry_run=True, at=minute(2), operator="")
        assert done.accepted == 0


def test_the_file_opens_again_with_helpers_of_unknown_age(drill_path: Path, tmp_path: Path) -> None:
    source = tmp_path / "责任人.xlsx"
    source.write_bytes(xlsx([("姓名", "村"), ("赵示戊", "甲村")]))
    with open_again(drill_path) as store:
        import_table(store, table="helpers", source=source, datum="wgs84", dry_run=False, at=minute(0), operator="")
    with open_again(drill_path, write=False) as store:
        assert [helper.age for helper in helpers(store).values() if helper.name == "赵示戊"] == [None]
