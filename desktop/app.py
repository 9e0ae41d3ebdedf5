"""The composition root: build, wire, show, close; no decisions. Heavy modules load after the first paint."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from core.resources import resource
from desktop import i18n, logs, theme
from desktop.desk import Desk
from desktop.settings import LANGUAGE, OPERATOR, PALETTE, SHELTER, Settings
from desktop.shell.loading import hold_collector
from desktop.shell.screens import built
from desktop.shell.window import MainWindow
from desktop.tasks import Tasks
from desktop.theme import NIGHT, PALETTES


def application(settings: Settings) -> QApplication:
    """The one QApplication, dressed and speaking the chosen language."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("another kind of Qt application is already running")
    app.setApplicationName("daolian")
    app.setApplicationDisplayName("")
    app.setStyle("Fusion")
    translators = i18n.install(app, i18n.language(str(settings.get(LANGUAGE))), _translations())
    app.setProperty("translators", list(translators))
    palette = PALETTES.get(str(settings.get(PALETTE)), NIGHT)
    theme.apply(app, palette, settings.text_scale())
    return app


def build(
    open_store: Callable[[], Any],
    settings: Settings,
    *,
    drill: bool,
    scope: str | None = None,
    at: datetime | None = None,
    replay: tuple[datetime, datetime] | None = None,
    credits_: tuple[str, ...] = (),
    only: tuple[str, ...] | None = None,
) -> MainWindow:
    """Desk and window over a file; `open_store` runs on the store thread. The caller shows the window.

    `only` names the screens to have, None for all that are built.
    """
    hold_collector()
    tasks = Tasks(open_store)
    desk = Desk(
        tasks,
        drill=drill,
        operator=str(settings.get(OPERATOR)),
        scope=scope,
        palette=PALETTES.get(str(settings.get(PALETTE)), NIGHT),
        shelter=str(settings.get(SHELTER)),
        at=at or (replay[0] if replay else None),
        replay=replay,
    )
    screens = built() if only is None else tuple(screen for screen in built() if screen.id in only)
    window = MainWindow(desk, settings, screens)
    window.credits = credits_
    window.ask_shift = drill and not settings.given(OPERATOR)
    desk.setParent(window)
    tasks.setParent(window)
    return window


def run(
    open_store: Callable[[], Any],
    *,
    drill: bool,
    scope: str | None = None,
    at: datetime | None = None,
    replay: tuple[datetime, datetime] | None = None,
    credits_: tuple[str, ...] = (),
    settings_folder: Path | None = None,
    log_folder: Path | None = None,
    exit_after: float | None = None,
) -> int:
    """Open the window on a file and live until it is closed; the process's exit code.

    `scope` is the town at first (None: the whole district), `at` where a drill's clock stands, `replay` start and end
    of its storm, `exit_after` seconds after which it closes by itself (for a trial run).
    """
    logs.configure(log_folder)
    # The store thread answers in Python: at the usual 5 ms turns the window waits too long for the interpreter.
    sys.setswitchinterval(0.0005)
    settings = Settings(settings_folder)
    app = application(settings)
    window = build(open_store, settings, drill=drill, scope=scope, at=at, replay=replay, credits_=credits_)
    watchdog = logs.Watchdog(parent=window)
    window.ask_shift |= not drill  # the name and the PIN, at every start of a real desk
    window.show()
    watchdog.start()
    if exit_after is not None:
        QTimer.singleShot(round(exit_after * 1000), window.close)
    code = app.exec()
    watchdog.stop()
    window.desk.tasks.close()
    return code


def has_display() -> bool:
    """Whether a window can be opened here at all."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"))


def _translations() -> Path:

    return resource("i18n")
