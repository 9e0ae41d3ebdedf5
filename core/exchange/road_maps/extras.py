"""Packages that only some map formats need; installed with the extra `maps`."""

from importlib import import_module
from pathlib import Path
from typing import Any

from core.exchange.road_maps.problems import RoadProblem, refused_source

EXTRA = "maps"


def extra(package: str, source: Path) -> Any:
    """The package, imported now. Refusal(IMPORT_ERRORS) with the extra to install where it is not there."""
    try:
        return import_module(package)
    except ImportError:
        raise refused_source(source.name, RoadProblem.MISSING_EXTRA, extra=EXTRA, package=package) from None
