"""The map as a picture, for the `map` verb and the demo: the same drawing as the screen, without a window."""

import os
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication

from core.domain.findings import Refusal, Rule
from core.queries.map import map_base, map_state
from core.queries.names import town_names
from core.store.database import Store
from desktop import i18n, phrases
from desktop.commands.opening import opened, time_of
from desktop.theme import PALETTES

SIZE = (1366, 768)


def run_map(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=False) as store:
        if arguments.town is not None and arguments.town not in town_names(store):
            raise Refusal(Rule.UNKNOWN_PLACE, {"place": arguments.town})
        path = Path(arguments.out)
        if not path.parent.is_dir():
            raise Refusal(Rule.NOT_A_FOLDER, {"folder": str(path.parent)})
        draw_map(store, time_of(store, arguments.at), path, scope=arguments.town, palette=arguments.palette)
        return {"out": str(path), "width": SIZE[0], "height": SIZE[1], "size": path.stat().st_size}


def draw_map(store: Store, at: datetime, path: Path, *, scope: str | None, palette: str = "night") -> None:
    """Draw the map at one minute into a PNG of 1366 x 768."""
    base, state = map_base(store), map_state(store, scope, at)
    _ensure_application()
    from desktop.map.picture import render_map

    image = render_map(
        base,
        state,
        size=SIZE,
        palette=PALETTES[palette],
        extent=scope or "district",
        title=store.incident.title,
        drill=store.incident.drill,
        clock_text=phrases.month_day_hm(at),
    )
    if not image.save(str(path), "PNG"):  # type: ignore[call-overload]
        raise Refusal(Rule.DISK_FULL, {"file": str(path)})


def _ensure_application() -> QGuiApplication:
    """Drawing text needs a QGuiApplication; without a display the offscreen platform does."""
    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY") and os.name != "nt":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made = QGuiApplication([])
    i18n.speak()
    return made
