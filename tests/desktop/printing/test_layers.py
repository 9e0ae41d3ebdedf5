"""Pages that share layers: the same picture, the same words, a third of the bytes."""

import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.printing.layers import composed
from desktop.printing.marks import Box, Document, Page
from desktop.printing.press import press, stacked
from desktop.printing.sheet import A5, Sheet
from desktop.printing.typeface import Typeface
from tests.desktop.printing.reading import page_texts, picture


def silent(_share: float) -> None:
    """Nobody watches."""


def unshared(document: Document) -> Document:
    """The same pages, each drawn on its own."""
    pages = tuple(Page((page.marks,), page.piece, page.number, page.count) for page in document.pages)
    return Document(document.paper, document.title, document.width, document.height, pages, document.pieces)


def test_the_copies_of_a_card_are_drawn_once(documents: dict[str, Document]) -> None:
    document = documents["cards"]
    drawn, pages = stacked(document)
    assert len(pages) == len(document.pages)
    assert len(drawn) < len(document.pages)
    for stack, page in zip(pages, document.pages, strict=True):
        assert [mark for layer in stack for mark in drawn[layer]] == list(page.marks)


def test_shared_pages_look_and_read_like_pages_drawn_one_by_one(
    documents: dict[str, Document], pdfs: dict[str, bytes], face: Typeface
) -> None:
    (alone,) = press([unshared(documents["cards"])], face, silent)
    assert page_texts(alone) == page_texts(pdfs["cards"])
    assert len(pdfs["cards"]) < len(alone)
    for number in range(len(documents["cards"].pages)):
        one, other = picture(alone, number, 60), picture(pdfs["cards"], number, 60)
        assert np.abs(one.astype(int) - other.astype(int)).max() <= 2


@pytest.mark.parametrize("paper", ["villages", "forms", "atlas"])
def test_the_word_across_the_page_is_drawn_once(documents: dict[str, Document], paper: str) -> None:
    document = documents[paper]
    drawn, pages = stacked(document)
    assert len(drawn) == len(document.pages) + 1
    for stack, page in zip(pages, document.pages, strict=True):
        assert [mark for layer in stack for mark in drawn[layer]] == list(page.marks)


@pytest.mark.parametrize("paper", ["handover", "tallies"])
def test_a_single_page_is_drawn_whole(documents: dict[str, Document], paper: str) -> None:
    assert stacked(documents[paper]) == ([documents[paper].pages[0].marks], [])


@given(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True), min_size=5, max_size=12))
def test_any_stack_of_layers_comes_out_in_its_order(face: Typeface, stacks: list[list[int]]) -> None:
    layers = []
    for number in range(4):
        sheet = Sheet(face, A5)
        sheet.text(20, 30 + 15 * number, f"第{number}层", 14, bold=bool(number % 2))
        sheet.marks.append(Box(20 + 20 * number, 120, 30, 30, 0, 60 * number))
        layers.append(tuple(sheet.marks))
    pages = tuple(Page(tuple(layers[number] for number in stack)) for stack in stacks)
    (pdf,) = press([Document("x", "x", *A5, pages, 1)], face, silent)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == len(stacks)
    document.close()
    for number, (stack, text) in enumerate(zip(stacks, page_texts(pdf), strict=True)):
        assert sorted(text.split("\n")) == sorted(f"第{layer}层" for layer in stack)
        if number == 0:
            top = stack[-1]
            grey = picture(pdf, 0, 50)
            assert abs(int(grey[round(135 / 25.4 * 50), round((25 + 20 * top) / 25.4 * 50)]) - 60 * top) <= 1


def test_nothing_to_stack_is_no_page(face: Typeface) -> None:
    sheet = Sheet(face, A5)
    sheet.text(20, 30, "一", 14)
    (pdf,) = press([Document("x", "x", *A5, (sheet.page(),), 1)], face, silent)
    assert page_texts(composed(pdf, [[0], [0], [0]])) == ["一", "一", "一"]
