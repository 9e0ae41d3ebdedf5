"""How long 60,000 rows of a township's list take to become verdicts, and how much memory that needs at most.

    python -m pytest tests/benchmarks/test_import_speed.py --benchmark-only -s

Peer: calamine's bare reading of the same file into lists of cells. Bound: 5 s of processor time for the whole reading,
which no test asserts. The memory is the peak of a process of its own over what that process needs before it reads.
"""

import csv
import io
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from core.exchange.office.comparing import Fate, compare_people
from core.exchange.office.containers import open_source
from core.exchange.office.fields import Context
from core.exchange.office.place_words import PlaceFinder, PlaceName
from core.exchange.office.reading import read_source
from core.exchange.office.verdicts import Reading
from core.exchange.places import index_places
from core.exchange.table_readers import Known
from core.resources import resource

ROWS = 60_000
BOUND_S = 5.0
ROUNDS = 3
HEAD = (
    "户编号",
    "姓名",
    "乡镇",
    "村",
    "能否自理",
    "隐患类型",
    "身份证号",
    "联系电话",
    "出生日期",
    "性别",
    "家庭住址",
    "特殊需求",
)
WORDS = {"walks": "能自理", "slow": "拄拐", "wheelchair": "轮椅", "bedridden": "卧床"}


def write_list(path: Path) -> None:
    """The built-in register again and again, each round with households and id numbers of its own."""
    from core.exchange.packs import read_pack  # what only the making of the file needs is no part of the memory
    from tests.office_files import xlsx

    pack = read_pack(resource("mentougou"))
    places = {place.code: place for place in pack.places}
    rows: list[tuple[Any, ...]] = [HEAD]
    for turn in range(1 + ROWS // len(pack.people)):
        for person in pack.people:
            place = places[person.place]
            number = person.id_number
            if len(number) == 18:
                number = f"{number[:14]}{(int(number[14:17]) + turn) % 1000:03d}{number[17]}"
            rows.append(
                (
                    f"{person.household}-{turn}",
                    person.name,
                    place.town,
                    place.name,
                    WORDS[person.mobility],
                    "、".join(person.hazards),
                    number,
                    person.phone,
                    person.birth,
                    person.sex,
                    person.address,
                    "、".join(person.needs),
                )
            )
    path.write_bytes(xlsx(rows[: ROWS + 1]))


def context() -> Context:
    with resource("mentougou", "places.csv").open(encoding="utf-8") as rows:
        places = [(row["code"], row["town"], row["name"]) for row in csv.DictReader(rows)]
    finder = PlaceFinder(PlaceName(*place) for place in places)
    return Context(Known(places=index_places(places)), finder, date(2023, 7, 30))


def read(path: Path, around: Context) -> Reading:
    return read_source("people", open_source(path), around)


def say(line: str) -> None:
    print(f"\n{line}")  # noqa: T201 - a benchmark says what it measured


def seconds(work: Any) -> float:
    """Median processor time of a few runs."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("list") / "名册.xlsx"
    write_list(path)
    return path


@pytest.mark.benchmark(group="import")
def test_sixty_thousand_rows(benchmark: Any, sheet: Path) -> None:
    around = context()
    reading = benchmark.pedantic(read, (sheet, around), rounds=1, iterations=1)
    assert reading.rows_in == ROWS

    def bare() -> None:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sheet.read_bytes()))
        book.get_sheet_by_index(0).to_python()

    ours, peer = seconds(lambda: read(sheet, around)), seconds(bare)
    say(f"{ROWS:,} rows x {len(HEAD)} columns read and judged: {ours:.2f} s CPU, bound {BOUND_S:.0f} s")
    say(f"calamine's bare reading: {peer:.2f} s, ratio {ours / peer:.1f}")


@pytest.mark.benchmark(group="import")
def test_a_register_of_sixty_thousand_asked_which_of_them_are_new(benchmark: Any, sheet: Path) -> None:
    from core.operations.files import people_of
    from desktop.surroundings import seeded_bytes

    reading = read(sheet, context())
    rows = [row.value for row in reading.rows if row.kind.taken]
    register = people_of(rows, seeded_bytes(1), set())
    comparison = benchmark.pedantic(compare_people, (reading, register), rounds=1, iterations=1)
    assert comparison.count(Fate.SAME) == len(rows)
    again = seconds(lambda: compare_people(reading, register))
    say(f"{len(rows):,} rows compared with a register of as many: {again:.2f} s CPU")


MEASURED = """
import sys
from pathlib import Path
from tests.benchmarks.test_import_speed import context, read

def peak():
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024

around = context()
before = peak()
read(Path(sys.argv[1]), around)
print(before, peak())
"""


@pytest.mark.benchmark(group="import")
def test_memory(benchmark: Any, sheet: Path) -> None:
    top = Path(__file__).resolve().parents[2]

    def run() -> str:
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, str(sheet)], cwd=top, check=True, capture_output=True, text=True
        )
        return done.stdout

    before, peak = map(int, benchmark.pedantic(run, rounds=1, iterations=1).split())
    size = sheet.stat().st_size / 1e6
    say(f"peak memory: {peak - before} MB over the {before} MB before reading (a file of {size:.1f} MB)")
