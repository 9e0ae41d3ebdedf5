"""What the plan screen knows: the standing plan, the work in hand, and the verbs 重算, 停, 已告知."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QTimer, Signal

from core.domain.comparing import USUAL_SHARE
from core.domain.critical import CriticalRoad
from core.domain.events import Changes, Kind
from core.domain.findings import Refusal
from core.domain.ids import EventId, VehicleId
from core.domain.plans import Replan
from core.domain.reasons import Remedy
from core.operations import plans, vehicles
from core.queries import map as map_query
from core.queries import plan as plan_query
from core.queries.map_rows import ClosureRow, MapBase
from core.queries.pairing import change_rows
from core.queries.pairing_rows import PairChangeRow
from core.queries.plan_limits import remedy_rows
from core.queries.plan_rows import PlanBoard, RemedyRow
from core.queries.roads import closure_rows
from desktop.critical_roads import CriticalRoads
from desktop.desk import Desk
from desktop.plan.offer import THRESHOLDS, Offer, offer_of
from desktop.plan.reading import RoadName, RoadNames, TellGroup, untold_households
from desktop.replanning import Replanning

translate = QCoreApplication.translate

SHOW_WORK_AFTER_MS = 300
TICK_MS = 100

_SHOWN_KINDS = (
    Kind.PLAN_ADOPTED,
    Kind.TOLD,
    Kind.LINK_CLOSED,
    Kind.LINK_OPENED,
    Kind.ORDERED,
    Kind.LIFTED,
    Kind.ARRIVED,
    Kind.LEFT,
    Kind.REFUSED,
    Kind.AWAY,
    Kind.PERSON_ADDED,
    Kind.FIELD_EDITED,
    Kind.SHELTER_OPENED,
    Kind.SHELTER_CLOSED,
    Kind.IMPORTED,
    Kind.REPLAY_SET,
    Kind.VOIDED,
    Kind.HELPER_OUT,
    Kind.HELPER_BACK,
    Kind.VEHICLE_OUT,
    Kind.VEHICLE_BACK,
    Kind.PAIR_LOCKED,
    Kind.PAIR_UNLOCKED,
)
_PLAN_INPUTS = (*plans.PLAN_INPUTS, Kind.VOIDED)  # an offer made before one of them is overtaken
_ROAD_KINDS = (Kind.LINK_CLOSED, Kind.LINK_OPENED, Kind.REPLAY_SET, Kind.IMPORTED, Kind.VOIDED)


@dataclass(frozen=True, slots=True)
class PlanShown:
    """One state of the screen. `board` None with `loaded` True means that no plan has been made.

    `offer` is a fresh plan that is better than the adopted one by `threshold` per cent; `critical` the roads whose
    closing would hurt most, while `searching` says that they are being looked for. `pairs` is what the pairing changed
    against the plan before, None until somebody asks. `comparing` says that a fresh plan is being made beside the
    adopted one, to see whether it is worth an offer.
    """

    loaded: bool = False
    board: PlanBoard | None = None
    now: datetime | None = None
    scope: str | None = None
    closures: tuple[ClosureRow, ...] = ()
    offer: Offer | None = None
    threshold: int = round(USUAL_SHARE * 100)
    critical: tuple[CriticalRoad, ...] = ()
    searching: bool = False
    pairs: tuple[PairChangeRow, ...] | None = None
    comparing: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """A plan being computed: `seconds` so far, `share` from 0 to 1."""

    seconds: float
    share: float


class PlanModel(QObject):
    """Re-asks when a change touches the plan; shares one planner with the map."""

    shown = Signal(object)
    fact_changed = Signal(str)
    picked = Signal(str)  # household to show, asked for from elsewhere
    working = Signal(object)  # Work, or None when nothing is computed
    refused = Signal(object)  # Refusal to show beside the control
    failed = Signal(str)
    threshold_chosen = Signal(int)  # per cent, to be kept as a preference

    def __init__(
        self,
        desk: Desk,
        replanning: Replanning,
        critical: CriticalRoads | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.replanning = replanning
        self._critical = critical
        self.state = PlanShown(now=desk.at(), scope=desk.scope)
        if replanning.worth_telling is not None:
            self.state = replace(self.state, threshold=round(replanning.worth_telling * 100))
        self.links: Mapping[str, RoadName] = {}
        self._advice: tuple[str, tuple[RemedyRow, ...], bool] = ("", (), False)
        self._share = 0.0
        self._since = QElapsedTimer()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._tell_work)
        desk.changed.connect(self._on_changed)
        desk.moment.connect(self._on_moment)
        desk.looking.connect(lambda _: self._ask())
        desk.scope_changed.connect(self._on_scope)
        replanning.started.connect(self._begin)
        replanning.progress.connect(self._on_progress)
        replanning.finished.connect(self._on_finished)
        replanning.stopped.connect(self._end)
        replanning.refused.connect(self._on_refused)
        replanning.failed.connect(self._on_failed)
        replanning.comparing.connect(self._on_comparing)
        replanning.offered.connect(self._on_offered)
        if critical is not None:
            critical.found.connect(self._on_critical)
            critical.advised.connect(self._on_advised)
            critical.progress.connect(lambda _share: self._on_searching())
            self.state = replace(self.state, critical=critical.roads)
        desk.read(map_query.map_base, self._take_base, key="plan-links")
        self._ask()
        self._ask_roads()

    # -- what is shown -----------------------------------------------------------------------------------------------

    @property
    def fact(self) -> str:
        """The line under 方案 in the navigation."""
        if not self.state.loaded:
            return ""
        board = self.state.board
        if board is None:
            return translate("Plan", "还没有")
        if board.no_door or board.no_bed:
            nowhere = {*board.no_door, *board.no_bed}
            return translate("Plan", "{n} 户要重排").format(n=len(nowhere))
        if board.stale:
            return translate("Plan", "登记已变")
        return translate("Plan", "待告知 {n}").format(n=untold_households(board))

    def _ask(self) -> None:
        self.desk.read(plan_query.plan_board, self._take, key="plan-board", at=self.desk.at())

    def _ask_roads(self) -> None:
        self.desk.read(closure_rows, self._take_roads, key="plan-roads", at=self.desk.at())

    def _take(self, board: PlanBoard | None) -> None:
        if board is None or self._advice[0] != board.event:
            self._advice = ("" if board is None else board.event, (), False)
        compared, before = self.state.pairs is not None, self.state.board
        if compared and (board is None or before is None or before.event != board.event):
            self.state = replace(self.state, pairs=None)
            self.compare_pairs()
        self._show(replace(self.state, loaded=True, board=self._advised(board), now=self.desk.at()))

    def compare_pairs(self) -> None:
        """What the standing plan's pairing changed against the plan before it."""
        if self.state.pairs is None:
            self.desk.read(change_rows, self._take_pairs, key="plan-pairs", urgent=True)

    def _take_pairs(self, rows: tuple[PairChangeRow, ...]) -> None:
        self._show(replace(self.state, pairs=rows))

    def _advised(self, board: PlanBoard | None) -> PlanBoard | None:
        """The board with what was found since: a plan is shown first, what would help it a little later."""
        _, rows, stopped = self._advice
        if board is None or not (rows or stopped):
            return board
        return replace(board, remedies=rows, remedies_stopped=stopped)

    def _take_base(self, base: MapBase) -> None:
        self.links = RoadNames(base.links, base.labels)
        self._show(self.state)

    def _take_roads(self, closures: tuple[ClosureRow, ...]) -> None:
        self._show(replace(self.state, closures=closures))

    def _show(self, state: PlanShown) -> None:
        self.state = state
        self.shown.emit(state)
        self.fact_changed.emit(self.fact)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_SHOWN_KINDS) or changes.tables:
            self._ask()
        if changes.touches(*_ROAD_KINDS):
            self._ask_roads()
        if changes.touches(*_PLAN_INPUTS) and self.state.offer is not None:
            self._show(replace(self.state, offer=None))

    def _on_moment(self, _: datetime) -> None:
        """A later minute moves the now line only; nothing else in the board depends on it."""
        self._show(replace(self.state, now=self.desk.at()))

    def _on_scope(self, scope: str | None) -> None:
        self._show(replace(self.state, scope=scope))

    def select(self, subject: str) -> None:
        """`household/…` from the command box or the map."""
        kind, _, ident = subject.partition("/")
        if kind == "household":
            self.picked.emit(ident)

    # -- computing ---------------------------------------------------------------------------------------------------

    def recompute(self) -> None:
        """Bring the plan up to date with all that has changed since: only whom that touches moves. A whole plan where
        none stands."""
        if not self.running:
            self.replanning.replan(translate("Plan", "值班员重算"))

    def plan_afresh(self) -> None:
        """A whole plan, whoever has to be told then; the standing one stays until the new one is adopted."""
        if not self.running:
            self.replanning.plan_afresh(translate("Plan", "整份重排"))

    def vehicle_out(self, vehicle: str) -> None:
        """X on a trip: this vehicle cannot drive; whoever was to ride in it is planned anew at once. X on one that
        broke down: it drives again."""
        board = self.state.board
        back = board is not None and any(row.vehicle == vehicle for row in board.broken)
        reason = translate("Plan", "{vehicle} 又能开了") if back else translate("Plan", "{vehicle} 坏了")
        one = VehicleId(vehicle)
        self.desk.write(
            vehicles.drive_again if back else vehicles.break_down,
            refused=self._refuse,
            then=lambda _changes: self.replanning.replan(reason.format(vehicle=vehicle), vehicle=one),
            vehicle=one,
        )

    def stop(self) -> bool:
        """Stop the computation; False when there was none. The standing plan stays."""
        if not self.running:
            return False
        self.replanning.stop()
        return True

    @property
    def running(self) -> bool:
        return self.replanning.running

    def _begin(self, _reason: str = "") -> None:
        """Also hears the map's replans: the planner is one."""
        self._share = 0.0
        self._since.start()
        self._tick.start()

    def _end(self) -> None:
        self._tick.stop()
        self.working.emit(None)

    def _on_progress(self, share: float) -> None:
        self._share = share

    def _on_finished(self, _: object) -> None:
        self._end()
        self._ask()

    def _on_refused(self, refusal: Refusal) -> None:
        self._end()
        self.refused.emit(refusal)

    def _on_failed(self, why: str) -> None:
        self._end()
        self.failed.emit(why)

    def _tell_work(self) -> None:
        elapsed = self._since.elapsed()
        if self.running and elapsed >= SHOW_WORK_AFTER_MS:
            self.working.emit(Work(elapsed / 1000, self._share))

    # -- the fresh plan and the critical roads -----------------------------------------------------------------------

    def _on_offered(self, replan: Replan) -> None:
        """A fresh plan is better by the threshold: both stand on the screen until one is chosen or overtaken."""
        self._show(replace(self.state, offer=offer_of(replan)))

    def _on_comparing(self, comparing: bool) -> None:
        self._show(replace(self.state, comparing=comparing))

    def adopt_fresh(self) -> None:
        """F: the fresh plan becomes the standing one, at its price in people to tell."""
        if self.state.offer is not None and not self.running:
            self.replanning.adopt_fresh()

    def next_threshold(self) -> None:
        """The next of 1, 2, 5, 10 per cent; it holds from the next replan on."""
        at = THRESHOLDS.index(self.state.threshold) if self.state.threshold in THRESHOLDS else -1
        threshold = THRESHOLDS[(at + 1) % len(THRESHOLDS)]
        self.replanning.worth_telling = threshold / 100
        self.threshold_chosen.emit(threshold)
        self._show(replace(self.state, threshold=threshold))

    def _on_critical(self, roads: tuple[CriticalRoad, ...]) -> None:
        self._show(replace(self.state, critical=roads, searching=self._searching))

    def _on_advised(self, advice: tuple[tuple[Remedy, ...], bool]) -> None:
        if self.state.board is not None:
            remedies, stopped = advice
            take = partial(self._take_advice, self.state.board.event, stopped)
            self.desk.read(remedy_rows, take, key="plan-advice", remedies=remedies)

    def _take_advice(self, event: EventId, stopped: bool, rows: tuple[RemedyRow, ...]) -> None:
        board = self.state.board
        if board is not None and board.event == event:
            self._advice = (event, rows, stopped)
            self._show(replace(self.state, board=self._advised(board)))

    def _on_searching(self) -> None:
        if not self.state.searching:
            self._show(replace(self.state, searching=True))

    @property
    def _searching(self) -> bool:
        return self._critical is not None and self._critical.searching

    # -- telling -----------------------------------------------------------------------------------------------------

    def told(self, group: TellGroup) -> None:
        """Everybody of one call knows now: one entry for all of the helper's households, one undo."""
        if group.untold:
            self.told_household(group.untold[0], tuple(group.untold[1:]))

    def told_household(self, household: str, also: tuple[str, ...] = ()) -> None:
        self.desk.write(plans.told, household=household, also=also, refused=self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        self.refused.emit(refusal)

    def open_household(self, household: str) -> None:
        """Go to a household's names."""
        self.desk.ask("people", f"household/{household}")

    def see_map(self, household: str) -> None:
        self.desk.ask("map", f"household/{household}")

    def see_road(self, link: str) -> None:
        self.desk.ask("map", f"link/{link}")

    def open_roll(self) -> None:
        self.desk.ask("roll")
