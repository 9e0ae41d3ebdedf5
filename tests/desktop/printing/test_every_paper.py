"""What holds for every paper: margins, size of type, foot, pages, the drill's word, and the text of the PDF."""

import re

import pytest

from core.queries.paper_rows import PaperCase
from desktop.printing.marks import LEAST_SIZE, Document, Slant, Words
from desktop.printing.papers import PAPERS
from desktop.printing.sheet import FOOT, Sheet
from desktop.printing.typeface import Typeface
from tests.desktop.printing.nights import NOWHERE, Night, case_of, new_night
from tests.desktop.printing.reading import outside, page_texts, picture, whole_words

IDS = [paper.id for paper in PAPERS]
PRINTER_MARGIN = 5.0  # what common printers cannot reach
NUMBERS = ("19900010001", "1990001003", "1990001004", "1990001006", "1990001008", "1990001009")


@pytest.mark.parametrize("paper", IDS)
def test_nothing_stands_outside_the_margins(documents: dict[str, Document], face: Typeface, paper: str) -> None:
    assert outside(documents[paper], face, PRINTER_MARGIN) == []


@pytest.mark.parametrize("paper", IDS)
def test_no_type_is_under_nine_points(documents: dict[str, Document], paper: str) -> None:
    sizes = {m.size for page in documents[paper].pages for m in page.marks if isinstance(m, Words)}
    assert min(sizes) >= LEAST_SIZE


@pytest.mark.parametrize("paper", IDS)
def test_every_page_says_when_which_state_and_which_page(
    documents: dict[str, Document], pdfs: dict[str, bytes], case: PaperCase, paper: str
) -> None:
    texts, pages = page_texts(pdfs[paper]), documents[paper].pages
    assert len(texts) == len(pages) > 0
    for at, (text, page) in enumerate(zip(texts, pages, strict=True), start=1):
        assert "07-30 12:10" in text
        assert len(case.stamp.words) == 8
        assert " ".join(case.stamp.words) in text
        assert f"第 {page.number} 页 共 {page.count} 页" in text
        if len(pages) != page.count and paper != "cards":  # a card is handed out alone
            assert f"册 {at}/{len(pages)}" in text
        assert "示意数据" in text


@pytest.mark.parametrize("paper", IDS)
def test_pages_of_a_piece_are_numbered_through(documents: dict[str, Document], paper: str) -> None:
    at = 0
    pages = documents[paper].pages
    pieces = 0
    while at < len(pages):
        count = pages[at].count
        assert [page.number for page in pages[at : at + count]] == list(range(1, count + 1))
        assert {page.piece for page in pages[at : at + count]} == {pages[at].piece}
        at, pieces = at + count, pieces + 1
    assert pieces == documents[paper].pieces


@pytest.mark.parametrize("paper", IDS)
def test_the_body_does_not_run_into_the_foot(documents: dict[str, Document], face: Typeface, paper: str) -> None:
    document = documents[paper]
    foot = Sheet(face, (document.width, document.height)).bottom - FOOT
    for page in document.pages:
        words = [mark for mark in page.marks if isinstance(mark, Words) and not isinstance(mark, Slant)]
        below = [mark.text for mark in words if mark.y > foot + 1.2]
        assert len(below) == 4, below  # the note, the desks, the state, the page
        assert not [mark.text for mark in words if foot + 0.6 < mark.y <= foot + 1.2]


@pytest.mark.parametrize("paper", [paper for paper in IDS if paper not in ("atlas", "map", "tasks")])
def test_no_line_of_words_stands_on_another(documents: dict[str, Document], face: Typeface, paper: str) -> None:
    """Papers without maps: on a crowded map the last words may."""
    for page in documents[paper].pages:
        boxes = []
        for mark in page.marks:
            if isinstance(mark, Words):
                right = mark.x + face.width(mark.text, mark.size, mark.bold)
                boxes.append((mark.x, mark.y - mark.size * 0.24, right, mark.y, mark.text))
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert apart, (one[4], other[4])


@pytest.mark.parametrize("paper", IDS)
def test_a_drill_says_so_across_the_page_and_lightly(
    documents: dict[str, Document], pdfs: dict[str, bytes], paper: str
) -> None:
    for page in documents[paper].pages:
        across = [mark for mark in page.marks if isinstance(mark, Slant)]
        assert {mark.text for mark in across} == {"演练"}
        assert page.marks.index(across[-1]) == len(across) - 1, "under everything else"
    grey = picture(pdfs[paper], 0, 60)
    light = ((grey > 215) & (grey < 245)).mean()
    assert 0.01 < light < 0.3


def test_a_real_print_has_no_drill_on_it(tmp_path_factory: pytest.TempPathFactory, face: Typeface) -> None:
    real = case_of(new_night(tmp_path_factory.mktemp("real"), drill=False))
    for paper in PAPERS:
        for page in paper.lay_out(face, real).pages:
            assert not [mark for mark in page.marks if isinstance(mark, Slant)]
            assert "演练" not in whole_words(page)
            assert "示意数据" not in whole_words(page)
            assert "待核" in whole_words(page)


@pytest.mark.parametrize("paper", IDS)
def test_the_text_of_the_pdf_is_what_was_laid_out(
    documents: dict[str, Document], pdfs: dict[str, bytes], paper: str
) -> None:
    """Every word can be copied and found; only the order is the reader's own."""
    for text, page in zip(page_texts(pdfs[paper]), documents[paper].pages, strict=True):
        bare = re.sub(r"\s", "", text)
        for mark in page.marks:
            if isinstance(mark, Words) and NOWHERE not in mark.text:
                assert re.sub(r"\s", "", mark.text) in bare, mark.text


@pytest.mark.parametrize("paper", IDS)
def test_numbers_in_full_stand_only_where_they_are_rung(pdfs: dict[str, bytes], paper: str) -> None:
    said = "".join(page_texts(pdfs[paper]))
    bare = re.sub(r"\s", "", said)
    there = [number for number in NUMBERS if number in bare]
    if paper == "calls":
        assert there == [number for number in NUMBERS if number != "1990001008"]  # he has arrived
    elif paper == "tasks":
        assert len(there) >= len(NUMBERS) - 1
    else:
        assert there == []
    if paper == "villages":
        assert "199****0001" in said


def test_the_whole_register_is_asked_for_by_name(night: Night) -> None:
    from core.queries.papers import Selection

    assert "H5" not in {row.household for row in case_of(night).households}
    assert "H5" in {row.household for row in case_of(night, Selection(everyone=True)).households}
