"""防灾避险明白卡: three copies, the fields of the form, what is unknown left to the pen, the code read back."""

import re

import pytest

from core.domain.cards import is_card_code
from core.queries.paper_rows import HouseholdPaper, PaperCase
from desktop.printing.codes import spaced, spoken
from desktop.printing.household_card import COPIES, household_cards
from desktop.printing.marks import Code, Document, Page, Stroke, Words
from desktop.printing.typeface import Typeface
from tests.desktop.printing.nights import LONG, RARE, case_of, new_night
from tests.desktop.printing.reading import codes_on, page_texts, whole_words

FORM = (
    "户主", "人数", "房屋类别", "住址", "灾害类型", "灾害规模", "与本户位置关系", "诱发因素", "预警信号",
    "发布人、电话", "监测人、电话", "救护单位、负责人、电话", "安置点负责人、电话", "发放单位负责人、电话",
    "单位盖章", "户主签名", "日期", "注意",
)  # fmt: skip


def pages_of(document: Document, household: str) -> list[Page]:
    return [page for page in document.pages if page.piece == household]


def row_of(case: PaperCase, household: str) -> HouseholdPaper:
    return next(row for row in case.households if row.household == household)


def blank_after(page: Page, label: str) -> bool:
    """Whether a line to write on begins right of a label, a little under its base line."""
    word = next(mark for mark in page.marks if isinstance(mark, Words) and mark.text.startswith(label))
    return any(
        isinstance(mark, Stroke)
        and len(mark.points) == 2
        and 0 < mark.points[0][1] - word.y < 1.5
        and mark.points[0][0] > word.x
        and mark.points[1][0] - mark.points[0][0] > 10
        for mark in page.marks
    )


def test_each_household_has_three_copies_with_the_same_words(documents: dict[str, Document], case: PaperCase) -> None:
    document = documents["cards"]
    assert document.pieces == len(case.households)
    for row in case.households:
        pages = pages_of(document, row.household)
        each = len(pages) // 3
        texts = ["\n".join(whole_words(page) for page in pages[n * each : (n + 1) * each]) for n in range(3)]
        assert len(pages) == 3 * each
        for copy, text in zip(COPIES, texts, strict=True):
            assert [other for other in COPIES if f"\n{other}\n" in text] == [copy]
        bare = [re.sub(r"存户|存村|存发放单位|第 \d+ 页|册 \d+/\d+| ", "", text) for text in texts]
        assert bare[0] == bare[1] == bare[2]


def test_it_has_every_field_of_the_form(documents: dict[str, Document], case: PaperCase) -> None:
    for row in case.households:
        text = "".join(whole_words(page) for page in pages_of(documents["cards"], row.household))
        assert [label for label in FORM if label not in text] == []


def test_what_the_register_knows_is_on_the_card(pdfs: dict[str, bytes], case: PaperCase) -> None:
    row = row_of(case, "H1")
    text = page_texts(pdfs["cards"])[0]
    bare = re.sub(r"\s", "", text)
    assert row.helper is not None
    assert row.deputy is not None
    assert row.shelter is not None
    for said in (row.helper.name, row.helper.phone, row.deputy.name, row.deputy.phone, row.shelter.name, "甲村1号"):
        assert said in bare
    assert f"赵{RARE}丙" in bare
    for member in row.members:
        assert f"{member.card[:5]}-{member.card[5:]}" in bare
    assert "山洪" in bare
    assert "慢行、助听" in bare
    assert ("待核" in bare) == (not row.shelter.confirmed)
    assert re.search(r"30日12:\d\d", bare)


@pytest.mark.parametrize("label", ["房屋类别", "灾害规模", "诱发因素", "预警信号", "监测人", "单位盖章", "户主签名"])
def test_what_nobody_knows_is_a_line_to_write_on(documents: dict[str, Document], label: str) -> None:
    page = pages_of(documents["cards"], "H1")[0]
    assert blank_after(page, label)


def test_without_a_plan_helpers_and_ways_are_lines(tmp_path_factory: pytest.TempPathFactory, face: Typeface) -> None:
    case = case_of(new_night(tmp_path_factory.mktemp("unplanned"), planned=False))
    assert (case.choice, case.planned, len(case.households)) == ("at_risk", False, 5)
    document = household_cards(face, case)
    for label in ("责任人 A", "B 角", "去哪里", "几点走", "撤离路线"):
        assert blank_after(document.pages[0], label)


def test_a_household_without_a_way_is_told_what_to_do(documents: dict[str, Document], case: PaperCase) -> None:
    row = row_of(case, "H6")
    assert row.rule is not None
    text = whole_words(pages_of(documents["cards"], "H6")[0])
    assert "方案没排上：本村在图上没有位置" in text
    assert "听到信号马上走，跟责任人上高处" in text


def test_a_long_name_and_address_are_not_cut(documents: dict[str, Document]) -> None:
    text = "".join(whole_words(page) for page in pages_of(documents["cards"], "H2"))
    assert text.count(LONG) >= 3 * 1
    assert "…" not in text
    joined = text.replace("\n", "")
    assert "甲村一条很长很长的胡同最里边靠山的那个院子西厢房2号" in joined


def test_its_body_is_twelve_points_or_more(documents: dict[str, Document]) -> None:
    """Under it stand only the foot and the spelling for the radio."""
    for page in documents["cards"].pages:
        small = [mark.text for mark in page.marks if isinstance(mark, Words) and mark.size < 12]
        assert len(small) <= 6, small


def test_a_scanner_reads_the_code_of_the_head_of_the_household(
    documents: dict[str, Document], pdfs: dict[str, bytes], case: PaperCase
) -> None:
    for number, page in enumerate(documents["cards"].pages):
        if any(isinstance(mark, Code) for mark in page.marks):
            assert codes_on(pdfs["cards"], number) == [row_of(case, page.piece).head.card]


def test_a_scanner_reads_every_tag(documents: dict[str, Document], pdfs: dict[str, bytes], case: PaperCase) -> None:
    moving = [m.card for row in case.households for m in row.members if m.person in row.moving]
    read = [code for number in range(len(documents["tags"].pages)) for code in codes_on(pdfs["tags"], number, 200)]
    assert sorted(read) == sorted(moving)
    assert all(is_card_code(code) for code in read)


@pytest.mark.parametrize(
    ("code", "shown", "said"),
    [
        ("4QLAE8", "4QLAE-8", "四 Quebec Lima Alfa Echo，八"),
        ("279XY3", "279XY-3", "两 拐 勾 X-ray Yankee，三"),
    ],
)
def test_the_code_is_said_over_a_radio(code: str, shown: str, said: str) -> None:
    assert (spaced(code), spoken(code)) == (shown, said)
