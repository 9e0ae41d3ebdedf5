"""From rows to files: all or none, the reasons for what is left out, a printer, and what is on single papers."""

import errno
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.findings import Refusal, Rule
from core.queries.paper_rows import PaperCase
from core.queries.papers import Selection
from desktop.printing.atlas import legs_of
from desktop.printing.district_map import district_map
from desktop.printing.marks import Document, Words
from desktop.printing.papers import PAPERS, chosen
from desktop.printing.press import on_printer
from desktop.printing.typeface import Typeface
from desktop.printing.work import print_papers, rare_characters, send_papers, write_all
from tests.desktop.printing.nights import LATER, NOWHERE, Night, case_of, new_night
from tests.desktop.printing.reading import page_texts, whole_words


def silent(_share: float) -> None:
    """Nobody watches."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_all_papers_of_a_night_come_out(case: PaperCase, empty: Path) -> None:
    shares: list[float] = []
    printed = print_papers(case, PAPERS, empty, shares.append)
    assert printed.left_out == ()
    assert names(empty) == sorted(f"{paper.file}.pdf" for paper in PAPERS)
    assert [name[:2] for name in names(empty)] == [f"{number:02d}" for number in range(1, len(PAPERS) + 1)]
    assert [file.pages for file in printed.files] == [
        len(page_texts((empty / file.file).read_bytes())) for file in printed.files
    ]
    assert shares == sorted(shares)
    assert [(odd.rule, odd.facts["character"]) for odd in printed.findings] == [("no_glyph", "U+31350")]


def test_what_cannot_be_printed_is_said_with_its_reason(tmp_path_factory: pytest.TempPathFactory, empty: Path) -> None:
    case = case_of(new_night(tmp_path_factory.mktemp("unplanned"), planned=False))
    printed = print_papers(case, PAPERS, empty, silent)
    assert dict(printed.left_out) == {
        "tasks": "no_plan",
        "expected": "no_plan",
        "calls": "nobody_due",
        "tallies": "nobody_due",
    }
    assert {file.paper for file in printed.files} == {paper.id for paper in PAPERS} - set(dict(printed.left_out))


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        (errno.ENOSPC, Rule.DISK_FULL),
        (errno.EDQUOT, Rule.DISK_FULL),
        (errno.EROFS, Rule.FOLDER_NOT_WRITABLE),
        (errno.EACCES, Rule.FOLDER_NOT_WRITABLE),
    ],
)
def test_a_disk_that_fails_half_way_leaves_nothing(
    empty: Path, monkeypatch: pytest.MonkeyPatch, code: int, rule: str
) -> None:
    synced: list[int] = []

    def fails_at_the_second(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError(code, "as the system says it")

    monkeypatch.setattr(os, "fsync", fails_at_the_second)
    with pytest.raises(Refusal) as refused:
        write_all(empty, {"一.pdf": b"1", "二.pdf": b"2", "三.pdf": b"3"})
    assert (refused.value.rule, refused.value.facts) == (rule, {"folder": str(empty)})
    assert names(empty) == []


def test_a_folder_that_is_gone_is_one_refusal(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        write_all(tmp_path / "没有", {"一.pdf": b"1"})
    assert refused.value.rule == Rule.FOLDER_NOT_WRITABLE


def test_papers_are_chosen_by_name(case: PaperCase) -> None:
    assert [paper.id for paper in chosen("tags, cards")] == ["cards", "tags"]
    assert chosen(None) == PAPERS
    with pytest.raises(Refusal) as refused:
        chosen("cards,kards")
    assert (refused.value.rule, refused.value.facts["paper"]) == (Rule.UNKNOWN_PAPER, "kards")


def test_the_same_pages_go_to_a_printer(
    documents: dict[str, Document], face: Typeface, case: PaperCase, tmp_path: Path
) -> None:
    """A printer that writes into a file: the same words on as many pages, turned as they are meant."""
    for paper in ("forms", "cards"):
        path = tmp_path / f"{paper}.pdf"
        on_printer([documents[paper]], face, str(path), silent)
        texts = page_texts(path.read_bytes())
        assert len(texts) == len(documents[paper].pages)
        assert "到岛登记表" in texts[0] or "防灾避险明白卡" in texts[0]
    sent = send_papers(case, chosen("tallies"), str(tmp_path / "sent.pdf"), silent)
    assert (sent.printer, sent.pages) == (str(tmp_path / "sent.pdf"), 1)


def test_rare_characters_are_findings_by_code_point(face: Typeface) -> None:
    face.missing.clear()
    face.missing.update({NOWHERE: 3})
    (odd,) = rare_characters(face)
    assert (odd.rule, odd.facts) == ("no_glyph", {"character": "U+31350", "count": 3})
    face.missing.clear()


# -- what is on single papers ------------------------------------------------------------------------------------------


def test_a_task_sheet_has_each_household_once_with_the_second_way(
    documents: dict[str, Document], case: PaperCase
) -> None:
    document = documents["tasks"]
    for sheet in case.helpers:
        text = "\n".join(whole_words(page) for page in document.pages if page.piece == sheet.helper.name)
        assert sheet.helper.phone in text.replace("\n", "")
        heads = re.findall(r"^\d+\n(.+) 户$", text, re.MULTILINE)
        assert heads == [row.head.name for row in sheet.visits if row.waiting]
        for row in sheet.visits:
            if not row.waiting:
                assert f"不用再去：{row.head.name} 户" in text
            elif row.second is not None:
                assert "路断了走" in text
        assert [f"\n{step}\n" in text for step in "叫应户门车达"] == [bool(heads)] * 6
    bedridden = next(s for s in case.helpers if any(m.name == "孙拟乙" for r in s.visits for m in r.members))
    said = "".join(whole_words(page) for page in document.pages if page.piece == bedridden.helper.name)
    assert "要抬（两人、担架）" in said


def test_a_way_over_a_road_that_has_closed_says_so(documents: dict[str, Document], case: PaperCase) -> None:
    """The plan is older than the closure: nobody is sent over 河路 without a word."""
    over = [row for row in case.households if row.way is not None and "L8" in row.way.route.links]
    assert over
    for row in case.households:
        for way in (row.way, row.second):
            if way is not None:
                assert tuple(road.name for road in way.closed) == (("河路",) if "L8" in way.route.links else ())
    for row in over:
        card = "".join(whole_words(page) for page in documents["cards"].pages if page.piece == row.household)
        assert card.replace("\n", "").count("【河路 已断，不要走】") == 3


def test_the_call_sheet_leaves_out_who_has_arrived(documents: dict[str, Document], case: PaperCase) -> None:
    text = "\n".join(whole_words(page) for page in documents["calls"].pages)
    assert "李虚甲" not in text
    assert f"{len(case.calls)} 人没有落实" in text
    assert {line.row.name for line in case.calls} >= {"赵示甲", "孙拟甲", "吴虚丙"}


def test_the_tally_adds_up_and_is_read_out(documents: dict[str, Document], case: PaperCase) -> None:
    text = "\n".join(whole_words(page) for page in documents["tallies"].pages)
    due = sum(row.due for row in case.tallies)
    assert due == 9
    assert f"应转 {due}，已转 1，未转 {due - 1}，拒转 0，失联 0，外出 0" in text.replace("\n", "")
    assert "来自" in text


def test_the_response_card_marks_what_nobody_signed_for(documents: dict[str, Document]) -> None:
    text = "\n".join(whole_words(page) for page in documents["response"].pages)
    assert "现在：练习镇 一级响应，30日 12:00 起，区防指" in text
    assert text.count("待核") >= 5
    assert "已确认" in text
    assert "来源：练习值" in text


def test_the_expected_list_counts_needs_and_names_the_hour(documents: dict[str, Document], case: PaperCase) -> None:
    text = "\n".join(whole_words(page) for page in documents["expected"].pages)
    coming = sum(len(row.moving) for paper in case.shelters for row in paper.coming)
    assert sum(map(int, re.findall(r"还要来 \d+ 户 (\d+) 人", text))) == coming
    assert "卧床 1" in text
    assert "能住 6 人（待核）" in text


def test_the_atlas_has_a_page_for_each_village_and_closes_the_road(
    documents: dict[str, Document], case: PaperCase
) -> None:
    document = documents["atlas"]
    assert document.pieces == len(case.villages) == 4
    text = {page.piece: whole_words(page) for page in document.pages}
    assert "画不出图" in text["丁村"]
    assert "断 30日 12:10" in "".join(text.values())
    for village in ("甲村", "乙村", "丙村"):
        assert "北" in text[village]
        assert "公里" in text[village]
    legs = legs_of(case.villages[0].households)
    assert sum(leg.households for leg in legs) == 2


def test_the_district_map_counts_every_ordered_village_and_brings_a_small_town_near(
    case: PaperCase, documents: dict[str, Document], face: Typeface
) -> None:
    whole, near = documents["map"].pages
    assert "已下令 4 村，断路 1 处" in whole_words(whole)  # 丁村 too, which has no place on it
    assert "要转移的村" not in whole_words(whole)
    assert "练习镇" in whole_words(near)
    assert "已下令 4 村" in whole_words(near)
    for village in ("甲村", "乙村", "丙村", "要转移的村"):
        assert village in whole_words(near)
    unplaced = [village for village in case.villages if village.place.position is None]
    assert len(district_map(face, replace(case, villages=tuple(unplaced))).pages) == 1


def test_a_selection_prints_one_household_one_island_one_helper(night: Night, face: Typeface) -> None:
    one = case_of(night, Selection(household=case_of(night).households[0].household))
    assert [row.household for row in one.households] == ["H1"]
    island = case_of(night, Selection(shelter=case_of(night).shelters[0].shelter.id))
    assert len(island.shelters) == 1
    helper = case_of(night).helpers[0].helper.helper
    assert [sheet.helper.helper for sheet in case_of(night, Selection(helper=helper)).helpers] == [helper]
    with pytest.raises(Refusal):
        case_of(night, Selection(town="没有镇"))


def test_an_earlier_time_prints_what_was_known_then(night: Night) -> None:
    before = case_of(night, at=LATER.replace(hour=3))
    assert (before.calls, before.tallies) == ((), ())


def test_blank_forms_hold_no_name(documents: dict[str, Document], case: PaperCase) -> None:
    text = "\n".join(whole_words(page) for page in documents["forms"].pages)
    known = {member.name for row in case.households for member in row.members}
    assert [name for name in known if name in text] == []
    assert [m.text for m in documents["forms"].pages[1].marks if isinstance(m, Words)].count("24") == 1
