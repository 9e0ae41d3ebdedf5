"""One import taken back as a whole: who came with it, what it corrected, and what somebody has touched since."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.domain.entries import OffReason
from core.domain.findings import Refusal, Rule
from core.operations import field
from core.operations.import_undo import TakenBack, imports_made, take_back_import
from core.operations.imports import Imported, import_table
from core.operations.register import edit
from core.operations.undo import void
from core.store.database import Store
from core.store.people import entries, helpers, people
from tests.factories import minute, who
from tests.office_files import xlsx
from tests.second_desk import meet, second_desk

HEAD = ("户编号", "姓名", "村", "行动能力", "电话")
LIST = (
    HEAD,
    ("H7", "曾示甲", "甲村", "能走", "1990000077"),
    ("H7", "曾示乙", "甲村", "", ""),
    ("H8", "周示丙", "甲村", "轮椅", ""),
)
AFTER = {"at": minute(5), "operator": "张值班"}
Bring = Callable[..., Imported]


@pytest.fixture
def bring(drill: Store, tmp_path: Path) -> Bring:
    def _bring(table: str, *rows: tuple[Any, ...]) -> Imported:
        path = tmp_path / "名册.xlsx"
        path.write_bytes(xlsx(rows))
        said = {"datum": "wgs84", "dry_run": False, "at": minute(0), "operator": "张值班"}
        return import_table(drill, table=table, source=path, **said)  # type: ignore[arg-type]

    return _bring


def back(store: Store, number: int = 0) -> TakenBack:
    return take_back_import(store, batch=imports_made(store)[number].batch, **AFTER)  # type: ignore[arg-type]


def rebuilt_alike(store: Store) -> bool:
    before = store.dump()
    store.rebuild()
    return bool(store.dump() == before)


def test_an_import_is_taken_back_whole_and_can_be_made_again(drill: Store, bring: Bring) -> None:
    before = people(drill)
    bring("people", *LIST)
    done = back(drill)
    assert (done.removed, done.reverted, done.stays) == (3, 0, ())
    assert people(drill) == before
    gone = [entry for entry in entries(drill).values() if entry.off]
    assert {entry.off for entry in gone} == {OffReason.IMPORT_UNDONE}
    assert imports_made(drill)[0].taken_back
    with pytest.raises(Refusal) as again:
        back(drill)
    assert again.value.rule == Rule.ALREADY_VOID
    assert bring("people", *LIST).new == 3
    assert rebuilt_alike(drill)


def test_what_it_corrected_is_as_it_was(drill: Store, bring: Bring) -> None:
    bring("people", *LIST)
    before = people(drill)
    bring("people", HEAD, ("H7", "曾示甲", "甲村", "卧床", "1990000088"))
    assert people(drill) != before
    done = back(drill)
    assert (done.removed, done.reverted) == (0, 2)
    assert people(drill) == before
    assert rebuilt_alike(drill)


def test_what_somebody_touched_since_stays_and_is_named(drill: Store, bring: Bring) -> None:
    bring("people", *LIST)
    bring("people", HEAD, ("H7", "曾示甲", "甲村", "卧床", "1990000088"))
    bring("people", HEAD, ("H9", "吴示丁", "甲村", "能走", ""), ("H9", "吴示戊", "甲村", "能走", ""))
    edit(drill, person=who(drill, "H7/曾示甲"), field="phone", text="69840099", **AFTER)  # type: ignore[arg-type]
    edited = back(drill, 1)
    assert [(one.name, one.field) for one in edited.stays] == [("曾示甲", "phone")]
    now = people(drill)[who(drill, "H7/曾示甲")]
    assert (now.phone, now.mobility) == ("69840099", "walks")
    field.refuse(drill, persons=(who(drill, "H9/吴示丁"),), **AFTER)  # type: ignore[arg-type]
    done = back(drill, 0)
    assert (done.removed, [one.name for one in done.stays]) == (1, ["吴示丁"])
    assert {person.name for person in people(drill).values() if person.household == "H9"} == {"吴示丁"}


def test_who_came_with_it_and_was_seen_at_another_desk_stays_on_the_list(
    drill: Store, bring: Bring, tmp_path: Path
) -> None:
    bring("people", *LIST)
    seen = who(drill, "H7/曾示甲")
    with second_desk(drill, tmp_path) as island:
        field.check_in(island, persons=(seen,), place="S2", at=minute(4), operator="")
        assert back(drill).removed == 3
        meet(drill, island)
        for store in (drill, island):
            assert [one for one, entry in entries(store).items() if entry.conflicts == ("off",)] == [seen]
            assert seen in people(store)
    assert rebuilt_alike(drill)


def test_taking_back_can_itself_be_taken_back(drill: Store, bring: Bring) -> None:
    bring("people", *LIST)
    with_them = people(drill)
    for event in reversed(back(drill).changes.events):
        void(drill, event=event.id, **AFTER)  # type: ignore[arg-type]
    assert people(drill) == with_them
    assert not imports_made(drill)[0].taken_back


def test_helpers_too_and_tables_of_the_map_never(drill: Store, bring: Bring) -> None:
    before = helpers(drill)
    bring("helpers", ("姓名", "村", "年龄", "能抬几人", "最多几户"), ("冯示一", "甲村", 40, 1, 3))
    assert len(helpers(drill)) == len(before) + 1
    assert back(drill).removed == 1
    assert helpers(drill) == before
    with pytest.raises(Refusal) as unknown:
        take_back_import(drill, batch="0000", **AFTER)  # type: ignore[arg-type]
    assert unknown.value.rule == Rule.UNKNOWN_IMPORT
