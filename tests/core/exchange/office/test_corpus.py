"""Every odd file of the corpus: what becomes of each of its rows, and that none is ever lost."""

from datetime import date

import pytest

from core.domain.findings import Refusal, Rule
from core.exchange.cells import Ground
from core.exchange.datum import Datum
from core.exchange.office.containers import source_of
from core.exchange.office.fields import Context
from core.exchange.office.place_words import PlaceFinder, PlaceName
from core.exchange.office.problems import Odd
from core.exchange.office.reading import read_source
from core.exchange.office.verdicts import Reading, Verdict
from core.exchange.outline import Outline
from core.exchange.places import index_places
from core.exchange.table_readers import Known
from tests.office_cases import PLACES, Case
from tests.office_corpus import CASES

OUTLINE = Outline((((115.4, 39.8), (116.3, 39.8), (116.3, 40.2), (115.4, 40.2)),))
CONTEXT = Context(
    Known(
        ground=Ground(Datum.WGS84, OUTLINE),
        places=index_places(PLACES),
        stations=frozenset({"G1"}),
        nodes=frozenset({"n1"}),
        links=frozenset({"L1"}),
        households=frozenset({"J-1"}),
    ),
    PlaceFinder(PlaceName(*place) for place in PLACES),
    date(2023, 7, 30),
    {"stations": {"示例站": ("G1",)}},
)
TOLD = frozenset((Odd.NO_HAZARDS,))  # said of nearly every file here


def read(case: Case) -> Reading:
    return read_source(case.table, source_of(f"{case.name}.xlsx", case.data()), CONTEXT)


def told(reading: Reading) -> list[str]:
    about = [f"file {finding.rule}" for finding in reading.findings if finding.rule not in TOLD]
    rows = []
    for row in reading.rows:
        rules = [note.rule for note in row.notes]
        if row.kind in (Verdict.REPEATED, Verdict.LEFT_OUT):
            rules = rules[:1]
        rows.append(" ".join((str(row.row.line), row.kind.value, *sorted(rules))))
    return [*about, *rows]


@pytest.mark.parametrize("case", [case for case in CASES if not case.refused], ids=lambda case: case.name)
def test_every_row_has_its_verdict(case: Case) -> None:
    reading = read(case)
    assert sorted(told(reading)) == sorted(case.expected)
    assert reading.rows_in == sum(reading.count(kind) for kind in Verdict)
    for row in reading.rows:
        assert (row.value is not None) or not row.kind.taken
        assert row.kind is Verdict.ACCEPTED or row.why is not None
    taken = [row.value for row in reading.rows if row.kind.taken]
    for value, line in zip(taken, case.register, strict=False):
        fields = (value.household, value.name, value.place, value.mobility, value.id_number, value.phone, value.birth)
        assert " ".join(fields).startswith(line)
        assert case.table == "people"
    assert not case.register or len(case.register) == len(taken)


@pytest.mark.parametrize("case", [case for case in CASES if case.refused], ids=lambda case: case.name)
def test_what_cannot_be_read_is_one_refusal_that_says_why(case: Case) -> None:
    with pytest.raises(Refusal) as refusal:
        read(case)
    assert refusal.value.rule == Rule.IMPORT_ERRORS
    assert refusal.value.facts["first"] == case.refused == refusal.value.findings[0].rule
    assert refusal.value.findings[0].error


def test_the_corpus_is_large_enough_and_its_names_differ() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60
    assert max(len(case.data()) for case in CASES if case.refused != "too_large_inside") < 40_000
