"""What the map knows: ground, state, selection; and its verbs: at a door, on a road."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.domain.critical import CriticalRoad
from core.domain.events import Changes, Kind, Outcome, Step
from core.domain.hazards import Trigger
from core.domain.ids import EventId, HouseholdId, LinkId, PersonId, PlaceCode
from core.domain.refusing import Reason
from core.domain.standing import Class
from core.operations import closures, orders, plans, undo
from core.queries.map import map_base, map_state
from core.queries.map_rows import ClosureRow, MapState
from core.queries.people import household_card, person_card
from core.queries.plan import plan_board
from core.queries.plan_rows import PlanBoard
from core.queries.roll import roll
from core.queries.rows import MoveRow, PersonCard, Roll, RollRow
from desktop import field_verbs
from desktop.critical_roads import CriticalRoads
from desktop.desk import Desk
from desktop.map.loading import Loader
from desktop.map.subject import (
    HouseholdSubject,
    LinkSubject,
    MapShown,
    PlaceSubject,
    ReplanNews,
    Selection,
    ShelterSubject,
    Subject,
    Way,
)
from desktop.pace import Pace
from desktop.replanning import Replanning
from desktop.timebar.model import TimeModel

if TYPE_CHECKING:
    from desktop.map.ground import Ground
    from desktop.map.scene import Scene

translate = QCoreApplication.translate
# Acts that change nothing the map shows.
_QUIET = frozenset(
    {
        Kind.CLOCK_SET,
        Kind.LEVEL_SET,
        Kind.OPERATOR_NAMED,
        Kind.REVEALED,
        Kind.EXPORTED,
        Kind.PRINTED,
        Kind.DECLINED,
    }
)


ROADS_WALKED = 60  # as many as lie around the middle of the map


class MapModel(QObject):
    ground_ready = Signal(object)  # Ground, once a file
    scene_changed = Signal(object)  # Scene, whenever anything on the map is different
    focus_wanted = Signal(float, float)  # metres of the selected thing, to be brought into view
    shown = Signal(object)  # MapShown: the side panel
    refused = Signal(object)
    fact_changed = Signal(str)

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
        self.critical_shown = False
        self._critical = critical
        self.time = TimeModel(desk, "map-rain", self)
        self.ground: Ground | None = None
        self._walk: tuple[LinkId, ...] = ()
        self._at = 0
        self.scene: Scene | None = None
        self.map_state: MapState | None = None
        self.state = MapShown(None, None, desk.at(), False)
        self.fact = ""
        self._news: ReplanNews | None = None
        self._news_link: str | None = None
        self._undo: EventId | None = None
        self._way: Way | None = None
        self._loader = Loader(self)
        self._loader.ground_ready.connect(self._take_ground)
        self._loader.scene_ready.connect(self._take_scene)
        desk.changed.connect(self._on_changed)
        self._pace = Pace(self._ask, self)
        desk.moment.connect(lambda _at: self._pace.wish())
        desk.looking.connect(lambda _at: self._ask())
        desk.scope_changed.connect(lambda _scope: self._ask())
        replanning.started.connect(lambda _why: self._show_subject())
        replanning.finished.connect(lambda _plan: self._on_replanned())
        replanning.refused.connect(self.refused)
        replanning.stopped.connect(self._show_subject)
        replanning.failed.connect(lambda _why: self._show_subject())
        if critical is not None:
            critical.found.connect(lambda _roads: self._on_critical())
        desk.read(map_base, self._loader.prepare, key="map-base")
        self._ask()
        self.time.ask()

    def close(self) -> None:
        """End the loading thread; call before the model goes."""
        self._loader.close()

    def watch(self, watched: bool) -> None:
        """Whether the map is in front: a hidden one follows a running clock more slowly."""
        self._pace.watch(watched)
        self.time.watch(watched)

    # -- selecting ---------------------------------------------------------------------------------------------------

    def select(self, subject: str) -> None:
        """`person/…`, `household/…`, `place/…`, `shelter/…` or `link/…`; empty for nothing."""
        kind, _, ident = subject.partition("/")
        selection = Selection(kind, ident) if ident else None
        if selection != self.state.selection:
            self._undo = None
        self._way = None
        self.state = MapShown(selection, None, self.desk.at(), self.desk.looking_at is not None)
        if selection is not None:
            self.desk.select(selection.kind, selection.id)
        self.time.show_subject(ident if kind == "place" else self.desk.scope)
        self._ask_subject()
        self._draw(bring=True)
        self.shown.emit(self.state)

    def order(self, place: PlaceCode, level: Trigger) -> None:
        """Order one village by hand: where no gauge reports, somebody still has to decide."""
        self.desk.write(orders.order, refused=self.refused.emit, places=(place,), level=level)

    def walk_roads(self, step: int, x: float, y: float) -> None:
        """Choose the next road of a walk: along the routes of a chosen household, else by distance from (x, y)."""
        subject, chosen = self.state.subject, self.state.selection
        if not (chosen and chosen.kind == "link" and chosen.id in self._walk):
            move = subject.card.move if isinstance(subject, HouseholdSubject) else None
            routes = (move.route, move.second) if move else ()
            along = tuple(dict.fromkeys(link for route in routes if route for link in route.links))
            self._walk = along or (self.ground.links_near(x, y, ROADS_WALKED) if self.ground else ())
            self._at = -1 if step > 0 else 0
        if self._walk:
            self._at = (self._at + step) % len(self._walk)
            self.select(f"link/{self._walk[self._at]}")

    def clear(self) -> None:
        self.select("")

    # -- verbs at a door ---------------------------------------------------------------------------------------------

    def do_next(self, row: RollRow, step: Step) -> None:
        """The same step for every member of the household who stands at it."""
        for member in (one for one in self._members(row) if one.next_step is step):
            field_verbs.reached(self.desk, member, step, self.refused.emit)

    def called(self, row: RollRow, to: str, outcome: Outcome) -> None:
        field_verbs.called(self.desk, row, to, outcome, self.refused.emit)

    def arrived(self, row: RollRow, housed: bool = False) -> None:
        field_verbs.arrived(self.desk, self._not_moved(row), self.refused.emit, housed=housed)

    def refuse(self, row: RollRow, why: Reason) -> None:
        field_verbs.refused_to_move(self.desk, self._not_moved(row), self.refused.emit, why=why)

    def out_of_reach(self, row: RollRow) -> None:
        field_verbs.out_of_reach(self.desk, self._not_moved(row), self.refused.emit)

    def away(self, row: RollRow) -> None:
        field_verbs.away(self.desk, self._not_moved(row), self.refused.emit)

    def told(self, household: HouseholdId) -> None:
        self.desk.write(plans.told, refused=self.refused.emit, household=household)

    # -- verbs on a road ---------------------------------------------------------------------------------------------

    def close_link(self, link: LinkId, start: datetime, source: str = "") -> None:
        """Record the closure, then answer it: only those it touches get a new way."""
        self.desk.write(
            closures.close_link,
            refused=self.refused.emit,
            then=lambda changes: self._closed(link, changes),
            link=link,
            start=start,
            source=source,
        )

    def open_link(self, link: LinkId) -> None:
        self.desk.write(
            closures.open_link, refused=self.refused.emit, then=lambda _changes: self._reopened(link), link=link
        )

    def undo_closure(self, link: LinkId, event: EventId) -> None:
        """Take the closure back as if it had not been recorded, and plan again without it."""
        self._undo = None
        self.desk.write(undo.void, refused=self.refused.emit, then=lambda _changes: self._reopened(link), event=event)

    def replan(self) -> None:
        self.replanning.replan(translate("Map", "图上重算"))

    def _closed(self, link: LinkId, changes: Changes) -> None:
        self._undo = next((event.id for event in changes.events if event.kind == Kind.LINK_CLOSED), None)
        self._news, self._news_link = None, link
        if self._critical is not None:
            self._critical.answer(link, translate("Map", "断路"))
        else:
            self.replanning.replan(translate("Map", "断路"), link)

    def _reopened(self, link: LinkId) -> None:
        self._news, self._news_link = None, link
        self.replanning.replan(translate("Map", "恢复通行"), link)

    def _on_replanned(self) -> None:
        self.desk.read(plan_board, self._take_news, key="map-news", at=self.desk.at())

    def _take_news(self, board: PlanBoard | None) -> None:
        if board is not None:
            self._news = ReplanNews(board.changed, board.kept, board.tell)
        self._ask_subject()

    # -- roads whose closing hurts most ------------------------------------------------------------------------------

    @property
    def critical_roads(self) -> tuple[CriticalRoad, ...]:
        return self._critical.roads if self._critical is not None else ()

    def toggle_critical(self) -> None:
        """Mark them on the map, or no longer."""
        self.critical_shown = not self.critical_shown
        self._draw()

    def _on_critical(self) -> None:
        if self.critical_shown:
            self._draw()
        self._show_subject()

    # -- asking ------------------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if changes.tables:
            self.desk.read(map_base, self._loader.prepare, key="map-base")
        if changes.tables or changes.kinds - _QUIET:
            self._ask()

    def _ask(self) -> None:
        at = self.desk.at()
        self.desk.read(map_state, self._take_state, key="map-state", scope=self.desk.scope, at=at)
        self._ask_subject()

    def _take_state(self, state: MapState) -> None:
        self.map_state = state
        if self.ground is not None:
            self._loader.resolve(self.ground, state)
        closed = sum(1 for row in state.closures if row.now)
        fact = translate("Map", "断路 {n}").format(n=closed) if closed else ""
        if fact != self.fact:
            self.fact = fact
            self.fact_changed.emit(fact)
        if self.state.selection is not None and self.state.selection.kind in ("place", "shelter", "link"):
            self._show_subject()

    def _take_ground(self, ground: "Ground") -> None:
        self.ground = ground
        self.ground_ready.emit(ground)
        if self.map_state is not None:
            self._loader.resolve(ground, self.map_state)

    def _take_scene(self, scene: "Scene") -> None:
        self.scene = scene
        self._draw()

    def _draw(self, bring: bool = False) -> None:
        if self.scene is None:
            return
        from desktop.map.scene import mark_critical, select

        self.scene = select(self.scene, self.state.selection, self._way)
        self.scene = mark_critical(self.scene, self.critical_roads if self.critical_shown else ())
        self.scene_changed.emit(self.scene)
        if bring and self.scene.selected_xy is not None:
            self.focus_wanted.emit(*self.scene.selected_xy)

    # -- the selected subject ----------------------------------------------------------------------------------------

    def _ask_subject(self) -> None:
        selection, at = self.state.selection, self.desk.at()
        if selection is None:
            return
        ident = selection.id
        if selection.kind == "person":
            self._read(person_card, self._take_card, person_id=PersonId(ident), at=at)
        elif selection.kind == "household":
            self._read(household_card, self._take_card, household=HouseholdId(ident), at=at)
        elif selection.kind == "place":
            self._read(roll, lambda answer: self._take_roll(ident, answer), scope=None, at=at)
        else:
            self._read(plan_board, lambda board: self._take_board(selection, board), at=at)

    def _read(self, query: Callable[..., object], then: Callable[..., None], **facts: Any) -> None:
        self.desk.read(query, then, key="map-subject", **facts)

    def _take_card(self, card: PersonCard | None) -> None:
        selection = self.state.selection
        if card is None or selection is None:
            return
        before = self._way
        self._way = self._way_of(card)
        closed = self._closed_on(card.move)
        self.state = replace(self.state, selection=Selection("household", card.row.household))
        self._publish(HouseholdSubject(card, closed))
        if self._way != before:
            self._draw(bring=before is None)

    def _take_roll(self, place: str, answer: Roll) -> None:
        rows = tuple(row for row in answer.rows if row.place == place and row.class_ is not Class.MOVED)
        self._waiting = rows
        self._show_subject()

    def _take_board(self, selection: Selection, board: PlanBoard | None) -> None:
        moves = board.moves if board else ()
        if selection.kind == "link":
            self._users = tuple(move for move in moves if selection.id in move.route.links)
        else:
            self._users = tuple(move for move in moves if move.shelter == selection.id)
        self._show_subject()

    _waiting: tuple[RollRow, ...] = ()
    _users: tuple[MoveRow, ...] = ()

    def _show_subject(self) -> None:
        """Say again what the panel shows of a place, a link or a shelter, from the newest state."""
        selection, state = self.state.selection, self.map_state
        if selection is None or state is None:
            return
        if selection.kind == "place":
            row = next((row for row in state.places if row.place.code == selection.id), None)
            mine = tuple(one for one in self._waiting if one.place == selection.id)
            self._publish(PlaceSubject(row, mine) if row else None)
        elif selection.kind == "shelter":
            shelter = next((row for row in state.shelters if row.shelter.id == selection.id), None)
            moves = tuple(move for move in self._users if move.shelter == selection.id)
            self._publish(ShelterSubject(shelter, moves) if shelter else None)
        elif selection.kind == "link":
            self._publish(self._link_subject(LinkId(selection.id), state))

    def _link_subject(self, link: LinkId, state: MapState) -> Subject | None:
        if self.ground is None or link not in self.ground.index:
            return None
        return LinkSubject(
            link=self.ground.base.links[self.ground.index[link]],
            road=self.ground.base.labels.of(link),
            closures=tuple(row for row in state.closures if row.link.id == link),
            users=tuple(move for move in self._users if link in move.route.links),
            news=self._news if self._news_link == link else None,
            undo=self._undo if self._news_link == link else None,
            computing=self.replanning.running,
            critical=self._critical.road(link) if self._critical is not None else None,
        )

    def _publish(self, subject: Subject | None) -> None:
        self.state = replace(self.state, subject=subject, at=self.desk.at(), looking=self.desk.looking_at is not None)
        self.shown.emit(self.state)

    def _way_of(self, card: PersonCard) -> Way:
        row, move = card.row, card.move
        state = self.map_state
        start = end = None
        if state is not None:
            start = next((one.place.position for one in state.places if one.place.code == row.place), None)
        if state is not None and move is not None:
            end = next((one.shelter.position for one in state.shelters if one.shelter.id == move.shelter), None)
        label = translate("Map", "{name} 户").format(name=row.name)
        return Way(label, row.level, start, end, move.route if move else None, move.second if move else None)

    def _closed_on(self, move: MoveRow | None) -> tuple[ClosureRow, ...]:
        if move is None or self.map_state is None:
            return ()
        links = set(move.route.links) | set(move.second.links if move.second else ())
        return tuple(row for row in self.map_state.closures if row.link.id in links)

    def _members(self, row: RollRow) -> tuple[RollRow, ...]:
        subject = self.state.subject
        if isinstance(subject, HouseholdSubject) and subject.card.row.household == row.household:
            return subject.card.members
        return (row,)

    def _not_moved(self, row: RollRow) -> tuple[RollRow, ...]:
        return tuple(one for one in self._members(row) if one.class_ is not Class.MOVED) or (row,)
