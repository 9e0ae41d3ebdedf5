"""What is done at each response level: rows with their source, for the office's card. Nothing here gives an order."""

import csv
from dataclasses import dataclass
from pathlib import Path

from core.resources import resource


@dataclass(frozen=True, slots=True)
class ResponseMeasure:
    """`mark` is `reported` (read in a published notice) or `background` (not read anywhere yet)."""

    level: str
    measure: str
    mark: str
    source: str


def response_measures(path: Path | None = None) -> tuple[ResponseMeasure, ...]:
    """Rows of resources/standards/response_measures.csv, lowest level first."""
    path = path or resource("standards", "response_measures.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            ResponseMeasure(row["level"], row["measure"], row["mark"], row["source"]) for row in csv.DictReader(file)
        )
