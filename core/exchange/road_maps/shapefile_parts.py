"""The files that a Shapefile is made of, and the encoding of its texts ("ESRI Shapefile Technical Description", 1998).

Offices hand on the .shp alone, or leave out what they hold for a leftover; and what Chinese programs write is GBK,
whether a .cpg says so or not.
"""

from pathlib import Path

from core.domain.findings import Finding
from core.exchange.road_maps.problems import RoadProblem, refused_source

_LOOKED_AT = 4 << 20  # bytes of texts from which the encoding is told
_HEADER = 32
_LANGUAGE = 29  # byte of the dBASE header that names a code page; 0 and 0x57 (the system's) name none
_NO_LANGUAGE = (0x00, 0x57)


def check_parts(path: Path) -> list[Finding]:
    """What is missing beside the .shp and can be done without. Refusal(IMPORT_ERRORS) without the .shx, or
    with a .dbf that was cut."""
    if part_of(path, ".shx") is None:
        raise refused_source(path.name, RoadProblem.PART_MISSING, part=path.with_suffix(".shx").name)
    table = part_of(path, ".dbf")
    if table is None:
        facts = {"part": path.with_suffix(".dbf").name}
        return [Finding(RoadProblem.NO_COLUMNS, path.name, facts=facts)]
    if _is_cut(table):
        raise refused_source(path.name, RoadProblem.BROKEN_MAP, format="DBF", detail=table.name)
    return []


def _is_cut(table: Path) -> bool:
    """Whether a table is shorter than its head says; of such a one GDAL would leave out columns without a word."""
    with table.open("rb") as file:
        head = file.read(_HEADER)
    if len(head) < _HEADER:
        return True
    rows, begin, size = (int.from_bytes(head[at:to], "little") for at, to in ((4, 8), (8, 10), (10, 12)))
    return table.stat().st_size < begin + rows * size


def part_of(path: Path, ending: str) -> Path | None:
    """The file beside the .shp with that ending, in small letters or capitals."""
    return next((each for end in (ending, ending.upper()) if (each := path.with_suffix(end)).is_file()), None)


def encoding_of(path: Path) -> str | None:
    """The encoding of the columns, where neither a .cpg nor the table itself says; None where one does."""
    table = part_of(path, ".dbf")
    if table is None or part_of(path, ".cpg") is not None:
        return None
    with table.open("rb") as file:
        header = file.read(_HEADER)
        if len(header) < _HEADER or header[_LANGUAGE] not in _NO_LANGUAGE:
            return None
        begin, size = int.from_bytes(header[8:10], "little"), int.from_bytes(header[10:12], "little")
        file.seek(begin)
        rows = file.read(_LOOKED_AT)
    whole = rows[: len(rows) // size * size] if size else rows
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return "GB18030"
    return "UTF-8"
