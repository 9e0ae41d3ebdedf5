"""What the storm screen knows, and its verbs: order, do not order, play the drill clock."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.domain.events import Changes, Kind
from core.domain.hazards import Trigger
from core.domain.ids import PlaceCode
from core.operations import orders
from core.queries.storm import storm_board
from core.queries.storm_rows import StormBoard
from core.storm.warnings import warning_table
from desktop.desk import Desk
from desktop.pace import Pace
from desktop.storm.reading import StormShown, key_of
from desktop.timebar.model import TimeModel

translate = QCoreApplication.translate
_TOUCHING = (
    Kind.ORDERED,
    Kind.LIFTED,
    Kind.DECLINED,
    Kind.REPLAY_SET,
    Kind.IMPORTED,
    Kind.ARRIVED,
    Kind.LEFT,
    Kind.VOIDED,
    Kind.PERSON_ADDED,
)


class StormModel(QObject):
    shown = Signal(object)  # StormShown
    refused = Signal(object)
    fact_changed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.time = TimeModel(desk, "storm-rain", self)
        self.state = StormShown(at=desk.at(), warnings=warning_table())
        self.fact = ""
        self._wish = ""
        desk.changed.connect(self._on_changed)
        self._pace = Pace(self.ask, self)
        desk.moment.connect(lambda _at: self._pace.wish())
        desk.looking.connect(lambda _at: self.ask())
        desk.scope_changed.connect(lambda _scope: self.ask())
        self.ask()
        self.time.ask()

    def ask(self) -> None:
        self.desk.read(storm_board, self._take, key="storm", scope=self.desk.scope, at=self.desk.at())

    def watch(self, watched: bool) -> None:
        """Whether the screen is in front: a hidden one follows a running clock more slowly."""
        self._pace.watch(watched)
        self.time.watch(watched)

    # -- choosing ----------------------------------------------------------------------------------------------------

    def choose_chip(self, chip: str) -> None:
        self._show(replace(self.state, chip=chip))

    def choose(self, key: str) -> None:
        """Select a line of the table: plots, time bar and panel follow."""
        if key != self.state.chosen:
            self._show(replace(self.state, chosen=key))

    def select(self, subject: str) -> None:
        """`place/…` selects the line that the place stands in; `filter/…` a chip."""
        kind, _, ident = subject.partition("/")
        if kind == "filter":
            self.choose_chip(ident)
        elif kind == "place":
            self._wish = ident
            self._grant()

    # -- verbs -------------------------------------------------------------------------------------------------------

    def order(self, places: tuple[PlaceCode, ...], level: Trigger) -> None:
        """A person orders; the trigger only proposed it."""
        self.desk.write(orders.order, refused=self.refused.emit, places=places, level=level)

    def decline(self, places: tuple[PlaceCode, ...], level: Trigger, reason: str) -> None:
        self.desk.write(orders.decline, refused=self.refused.emit, places=places, level=level, reason=reason)

    def see_map(self) -> None:
        row = self.state.row
        if row is not None:
            self.desk.ask("map", f"place/{row.places[0].place.code}")

    # -- answers -----------------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if changes.tables or changes.touches(*_TOUCHING):
            self.ask()

    def _take(self, board: StormBoard | None) -> None:
        self._show(
            replace(self.state, loaded=True, board=board, at=self.desk.at(), looking=self.desk.looking_at is not None)
        )
        self._grant()
        waiting = sum(len(proposal.places) for proposal in board.proposals) if board else 0
        fact = translate("Storm", "待下令 {n} 村").format(n=waiting) if waiting else ""
        if fact != self.fact:
            self.fact = fact
            self.fact_changed.emit(fact)

    def _grant(self) -> None:
        """Select the place asked for once the board is there."""
        board = self.state.board
        if not self._wish or board is None:
            return
        for row in board.rows:
            if any(place.place.code == self._wish for place in row.places):
                self._wish = ""
                self._show(replace(self.state, chip="all", chosen=key_of(row)))
                return

    def _show(self, state: StormShown) -> None:
        self.state = state
        row = state.row
        if row is not None:
            self.time.show_subject(row.places[0].place.code, row.town)
        self.shown.emit(state)
