"""One night printed once for all tests that look at its pages."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.queries.paper_rows import PaperCase, Stamp
from desktop.printing.marks import Document
from desktop.printing.papers import PAPERS
from desktop.printing.press import press
from desktop.printing.typeface import Typeface
from tests.desktop.printing.nights import Night, case_of, new_night


@pytest.fixture(scope="session")
def face(qapp: QApplication) -> Typeface:
    return Typeface()


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    return new_night(tmp_path_factory.mktemp("printed"))


@pytest.fixture(scope="session")
def case(night: Night) -> PaperCase:
    return case_of(night)


@pytest.fixture(scope="session")
def stamp(case: PaperCase) -> Stamp:
    return case.stamp


@pytest.fixture(scope="session")
def documents(case: PaperCase, face: Typeface) -> dict[str, Document]:
    """Every paper of the night, by id."""
    return {paper.id: paper.lay_out(face, case) for paper in PAPERS}


@pytest.fixture(scope="session")
def pdfs(documents: dict[str, Document], face: Typeface) -> dict[str, bytes]:
    """The same as PDF."""
    made = press(documents.values(), face, lambda _share: None)
    return dict(zip(documents, made, strict=True))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "出"
    folder.mkdir()
    return folder
