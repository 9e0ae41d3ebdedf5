"""Options of a replay, as typed on the command line."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from core.domain.findings import Refusal, Rule

KNOWN = ("scale", "as_displayed", "embedded_cell", "ensemble")
MAX_SCALE = 3.0


class EmbeddedCell(StrEnum):
    """Short bursts that a town's areal hour hides: `yes` on the whole eastern front, `qianlingshan` with the 111.8 mm/h
    of the 千灵山 side on top."""

    NO = "no"
    YES = "yes"
    QIANLINGSHAN = "qianlingshan"


@dataclass(frozen=True, slots=True)
class ReplayOptions:
    """`scale` 1 is what the met network measured, 1.105 meets the published district mean of 538 mm over all networks.

    `ensemble` is the seed of a variant (totals +-15 %, +-2 h per zone), None for the storm as reconstructed.
    """

    scale: float = 1.0
    as_displayed: bool = False
    embedded_cell: EmbeddedCell = EmbeddedCell.NO
    ensemble: int | None = None


def read_options(options: Mapping[str, str]) -> ReplayOptions:
    """Raises Refusal(BAD_OPTION) with option, value and what is allowed."""
    for name, value in options.items():
        if name not in KNOWN:
            _bad(name, value, KNOWN)
    return ReplayOptions(
        scale=_scale(options.get("scale", "1")),
        as_displayed=_flag(options.get("as_displayed", "no")),
        embedded_cell=_cell(options.get("embedded_cell", "no")),
        ensemble=_seed(options.get("ensemble", "")),
    )


def _bad(name: str, value: str, allowed: tuple[str, ...]) -> NoReturn:
    raise Refusal(Rule.BAD_OPTION, {"option": name, "value": value, "allowed": list(allowed)})


def _scale(value: str) -> float:
    try:
        scale = float(value)
    except ValueError:
        scale = math.nan
    if not 0 < scale <= MAX_SCALE:
        _bad("scale", value, (f"0 < scale <= {MAX_SCALE:g}",))
    return scale


def _flag(value: str) -> bool:
    if value.lower() in ("yes", "1", "true"):
        return True
    if value.lower() in ("no", "0", "false"):
        return False
    return _bad("as_displayed", value, ("yes", "no"))


def _cell(value: str) -> EmbeddedCell:
    plain = {"1": "yes", "true": "yes", "0": "no", "false": "no"}.get(value.lower(), value.lower())
    if plain not in tuple(EmbeddedCell):
        _bad("embedded_cell", value, tuple(EmbeddedCell))
    return EmbeddedCell(plain)


def _seed(value: str) -> int | None:
    if value in ("", "no"):
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        _bad("ensemble", value, ("0…999999999", "no"))
    return int(value)
