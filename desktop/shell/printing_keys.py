"""The keys that print, and the line that says how far it is. Printing itself is loaded at the first print."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject

from core.domain.findings import Refusal
from desktop import phrases
from desktop.desk import Desk
from desktop.prints_folder import prints_folder
from desktop.widgets.notice import Notice

translate = QCoreApplication.translate


def wish_of(screen: str, model: Any, scope: str | None) -> Any:
    """What a screen would have printed: the selected household's card, the selected island's list, else its town's.

    None where nothing is selected yet.
    """
    from core.queries.papers import Selection
    from desktop.printing.wish import Wish

    if screen == "people":
        card = model.card
        return Wish(("cards",), Selection(household=card.row.household, with_map=False)) if card is not None else None
    if screen == "shelters":
        island = model.state.chosen
        return Wish(("expected", "conversion"), Selection(shelter=island, with_map=False)) if island else None
    town = Selection(town=scope, with_map=screen in ("map", "plan"))
    papers = {
        "roll": "calls", "plan": "tasks", "storm": "response", "map": "map", "duty": "handover", "reports": "tallies",
    }.get(screen)  # fmt: skip
    return Wish((papers,), Selection() if screen == "map" else town) if papers else None


class PrintingKeys(QObject):
    """Ctrl+P, F12, and what may follow a print. `front` says which screen is in front, and its model."""

    def __init__(self, desk: Desk, notice: Notice, front: Callable[[], tuple[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._notice = notice
        self._front = front
        self._made: Any = None

    def install(self, key: Callable[[str, Callable[[], object]], None]) -> None:
        key("print", self.print_screen)
        key("print_lists", self.print_book)
        key("open_print", self.open_last)
        key("send_print", self.send_last)

    @property
    def printing(self) -> Any:
        """`desktop.printing.printing.Printing`, made at the first print."""
        if self._made is None:
            from desktop.printing.printing import Printing

            self._made = Printing(self._desk, prints_folder(), self)
            self._made.started.connect(lambda: self._progress(0.0))
            self._made.progressed.connect(self._progress)
            self._made.finished.connect(self._finished)
            self._made.refused.connect(self._refused)
            self._made.failed.connect(lambda why: self._notice.say(phrases.failure(why)))
        return self._made

    def print_screen(self) -> None:
        wish = wish_of(*self._front(), self._desk.scope)
        if wish is None:
            self._notice.say(translate("Prints", "先选一户、一岛，再按 Ctrl+P"))
            return
        self._begin(wish)

    def print_book(self) -> None:
        from core.queries.papers import Selection
        from desktop.printing.wish import BOOK, Wish

        self._begin(Wish(BOOK, Selection(town=self._desk.scope)))

    def _begin(self, wish: Any) -> None:
        if self.printing.running:
            self._notice.say(translate("Prints", "上一份还在印，等它印完"))
            return
        self.printing.print(wish)

    def open_last(self) -> None:
        if self._made is None or not self._made.open_last():
            self._notice.say(translate("Prints", "还没有印过；Ctrl+P 印这一屏，F12 印纸册"))

    def send_last(self) -> None:
        from desktop.shell.prints import default_printer

        printer = default_printer()
        if not printer:
            self._notice.say(translate("Prints", "没有打印机，只存 PDF"))
        elif self._made is None or not self._made.send(printer):
            self._notice.say(translate("Prints", "还没有印过；Ctrl+P 印这一屏，F12 印纸册"))

    def close(self) -> None:
        if self._made is not None:
            self._made.close()

    def _progress(self, share: float) -> None:
        from desktop.shell.prints import running

        self._notice.say(running(share))

    def _finished(self, printed: Any) -> None:
        from desktop.shell.prints import default_printer, done

        self._notice.say(done(printed, default_printer()))

    def _refused(self, refusal: Refusal) -> None:
        self._notice.say(phrases.refusal(refusal))
