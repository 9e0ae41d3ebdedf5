"""The screens that are built: id -> lazily imported model and view. A screen whose module is missing is left out."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a screen lives; `plans` for those that share the one planner; `heavy` is imported before it."""

    id: str
    package: str
    model: str
    view: str
    plans: bool = False
    heavy: tuple[str, ...] = ()

    @property
    def built(self) -> bool:
        return all(find_spec(f"{self.package}.{part}") is not None for part in ("model", "view"))

    @property
    def modules(self) -> tuple[str, ...]:
        """What has to be imported before it can be shown, in order."""
        return (*self.heavy, f"{self.package}.model", f"{self.package}.view")

    def make_model(self, desk: Desk, planner: Callable[[], Any], critical: Callable[[], Any]) -> QObject:
        kind = getattr(import_module(f"{self.package}.model"), self.model)
        made: QObject = kind(desk, planner(), critical()) if self.plans else kind(desk)
        return made

    def make_view(self, model: QObject) -> QWidget:
        made: QWidget = getattr(import_module(f"{self.package}.view"), self.view)(model)
        return made


UNDER = {"island": "shelters"}  # screens without a place of their own in the navigation
SCREENS = (
    Screen("map", "desktop.map", "MapModel", "MapView", plans=True, heavy=("pyqtgraph", "desktop.map.canvas")),
    Screen("calls", "desktop.calls", "CallsModel", "CallsView"),
    Screen("roll", "desktop.roll", "RollModel", "RollView"),
    Screen("shelters", "desktop.shelters", "SheltersModel", "SheltersView"),
    Screen("plan", "desktop.plan", "PlanModel", "PlanView", plans=True),
    Screen("people", "desktop.people", "PeopleModel", "PeopleView", plans=True),
    Screen("storm", "desktop.storm", "StormModel", "StormView"),
    Screen("desks", "desktop.desks", "DesksModel", "DesksView"),  # opened from the bar
    Screen("reports", "desktop.reports", "ReportsModel", "ReportsView"),
    Screen("island", "desktop.island", "IslandModel", "IslandView"),  # F5 on a laptop that serves an island
    Screen("duty", "desktop.duty", "DutyModel", "DutyView"),  # opened by its own key from anywhere
    Screen("roads", "desktop.roads", "RoadsModel", "RoadsView"),  # opened from the imports
    Screen("imports", "desktop.imports", "ImportsModel", "ImportsView"),  # opened from the register
)


def built() -> tuple[Screen, ...]:
    return tuple(screen for screen in SCREENS if screen.built)
