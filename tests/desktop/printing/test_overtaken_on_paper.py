"""Papers say of whom entries may be missing, as the roll does: whoever holds the list asks before he ticks."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.queries.paper_rows import HouseholdPaper, PaperCase
from desktop.printing import words
from desktop.printing.call_list import call_lists
from desktop.printing.expected_list import expected_lists
from desktop.printing.marks import Document
from desktop.printing.typeface import Typeface
from desktop.printing.village_list import village_lists
from tests.desktop.printing.reading import whole_words


def _late(household: HouseholdPaper) -> HouseholdPaper:
    return replace(household, members=tuple(replace(one, overtaken=True) for one in household.members))


@pytest.fixture
def late(case: PaperCase) -> PaperCase:
    """The night, with entries about everybody missing."""
    return replace(
        case,
        villages=tuple(replace(one, households=tuple(map(_late, one.households))) for one in case.villages),
        shelters=tuple(replace(one, coming=tuple(map(_late, one.coming))) for one in case.shelters),
        calls=tuple(replace(one, row=replace(one.row, overtaken=True)) for one in case.calls),
    )


@pytest.mark.parametrize("paper", [expected_lists, village_lists, call_lists])
def test_the_mark_stands_on_paper(
    face: Typeface, case: PaperCase, late: PaperCase, paper: Callable[[Typeface, PaperCase], Document]
) -> None:
    def said(of: PaperCase) -> int:
        return sum("".join(whole_words(page).split()).count("没收到") for page in paper(face, of).pages)

    assert said(case) == 0
    assert said(late) > 0
    assert "没收到" in words.OVERTAKEN
