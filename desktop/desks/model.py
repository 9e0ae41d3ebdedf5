"""The page of the desks: what is held from whom, bundles in and out, who may write here at all."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from core.domain.events import Changes
from core.domain.findings import Refusal, Rule
from core.domain.ids import DeviceId
from core.operations.bundles import Merged, Parcel, parcel, take_parcel
from core.operations.enrolment import enrol, laptop, revoke
from core.operations.lan import Met
from core.operations.radio import hear
from core.queries.desk_board import DeskBoard, desk_board
from core.queries.desks import DeskRow
from core.store.bundle_format import read_head
from core.store.device import load_township
from desktop import phrases
from desktop.desk import Desk
from desktop.desks import saying
from desktop.desks.camera_work import CameraWork
from desktop.desks.hub_line import HubLine
from desktop.desks.hub_row import HUB, HubRow
from desktop.desks.lan_work import LanWork
from desktop.desks.picture_frames import Drawing, Squares, drawing, read_pictures
from desktop.desks.watching import FolderWatch, Found
from desktop.settings import CAMERA, EXCHANGE_FOLDER, HUB_ADDRESS, TAKE_AT_ONCE, Settings
from desktop.surroundings import profile_folder

translate = QCoreApplication.translate
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Arrival:
    """A bundle that lies in a folder: waiting, taken in (`merged`), refused, or of another incident."""

    found: Found
    state: str = "waiting"
    new: int = 0
    aside: int = 0
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class DesksShown:
    """`folder` is watched and written to; without one, the first stick of `sticks`. `written` is what was last written
    and read back. `addresses` are where this desk waits on a cable or hotspot, none while it does not; `told` is what
    came of the last exchange there. `hub` is the district's, where an address is set: it stands below the desks."""

    board: DeskBoard | None = None
    at: datetime | None = None
    chosen: DeviceId | None = None
    folder: Path | None = None
    sticks: tuple[Path, ...] = ()
    at_once: bool = True
    arrivals: tuple[Arrival, ...] = ()
    written: str = ""
    writing: bool = False
    addresses: tuple[str, ...] = ()
    told: str = ""
    hub: HubRow | None = None

    @property
    def on_hub(self) -> bool:
        return self.hub is not None and self.chosen == HUB

    @property
    def row(self) -> DeskRow | None:
        """The desk that is chosen; None on the hub's line."""
        if self.on_hub:
            return None
        rows = self.board.rows if self.board else ()
        return next((row for row in rows if row.device == self.chosen), rows[0] if rows else None)

    @property
    def target(self) -> Path | None:
        return self.sticks[0] if self.sticks else self.folder


class DesksModel(QObject):
    shown = Signal(object)  # DesksShown
    fact_changed = Signal(str)
    refused = Signal(object)  # Refusal, beside what was typed or pressed
    frames_drawn = Signal(object)  # (the first frames as squares, how many there will be, how many are enough)
    more_drawn = Signal(object)
    done = Signal(str)  # what was typed for this has been taken
    setting_chosen = Signal(object, object)  # Setting, value
    camera_over = Signal()  # it looks no longer: whole, stopped or refused

    def __init__(
        self,
        desk: Desk,
        watch: FolderWatch | None = None,
        lan: LanWork | None = None,
        camera: CameraWork | None = None,
        hub: HubLine | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._drawing: Drawing | None = None  # what is shown as codes
        self._drawing_more = False
        self.desk = desk
        self.fact = ""
        self.state = DesksShown()
        self.watch = watch or FolderWatch(parent=self)
        self.watch.looked.connect(self._plugged, Qt.ConnectionType.QueuedConnection)
        self.watch.found.connect(self._found, Qt.ConnectionType.QueuedConnection)
        self.lan = lan or LanWork(desk.tasks, parent=self)
        self.lan.waiting.connect(lambda where: self._say(addresses=where))
        self.lan.met.connect(self._met)
        self.lan.refused.connect(self._turned_away)
        self.lan.failed.connect(self.refused)
        self.camera = camera or CameraWork(parent=self)
        self.camera.whole.connect(lambda raw: self._caught(raw, translate("Desks", "摄像头")))
        self.camera.failed.connect(self._camera_failed)
        self.which_camera = str(CAMERA.default)
        self.hub = hub or HubLine(desk.tasks, parent=self)
        self.hub.shown.connect(lambda row: self._say(hub=row))
        self.hub.told.connect(self._hub_told)
        self.hub.refused.connect(self.refused)
        self.hub.done.connect(self.done)
        self.hub.address_chosen.connect(lambda address: self.setting_chosen.emit(HUB_ADDRESS, address))
        self._asked = False
        desk.changed.connect(self._on_changed)
        desk.moment.connect(lambda _at: self._ask_again())

    def restore(self, settings: Settings) -> None:
        """What was chosen before; from now on folders are looked at."""
        folder = str(settings.get(EXCHANGE_FOLDER))
        self._say(folder=Path(folder) if folder else None, at_once=bool(settings.get(TAKE_AT_ONCE)))
        self.hub.restore(str(settings.get(HUB_ADDRESS)))
        self.which_camera = str(settings.get(CAMERA))
        self.watch.watch(self.state.folder)
        self.watch.start()

    def close(self) -> None:
        self.watch.close()
        self.lan.close()
        self.camera.close()
        self.hub.close()

    # -- what is shown -----------------------------------------------------------------------------------------------

    def ask(self) -> None:
        self._asked = True
        self.desk.read(desk_board, self._show, key="desks", at=self.desk.at())

    def choose(self, device: DeviceId) -> None:
        if device != self.state.chosen:
            self._say(chosen=device, written="")

    def select(self, subject: str) -> None:
        """`desk/ID` from elsewhere."""
        kind, _, ident = subject.partition("/")
        if kind == "desk":
            self.choose(DeviceId(ident))

    def _ask_again(self) -> None:
        if self._asked:  # nobody has looked at the page yet
            self.ask()

    def _on_changed(self, _changes: Changes) -> None:
        self._ask_again()

    def _show(self, board: DeskBoard) -> None:
        self._say(board=board, at=self.desk.at())
        self.hub.show_note(board.hub)

    def _say(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.shown.emit(self.state)

    # -- bundles in --------------------------------------------------------------------------------------------------

    def watch_folder(self, folder: Path) -> None:
        self.setting_chosen.emit(EXCHANGE_FOLDER, str(folder))
        self.watch.watch(folder)
        self._say(folder=folder, written="")

    def turn_at_once(self) -> None:
        """Take bundles in as they are found, or only when asked."""
        self.setting_chosen.emit(TAKE_AT_ONCE, not self.state.at_once)
        self._say(at_once=not self.state.at_once)
        if self.state.at_once:
            self.take_waiting()

    def _plugged(self, plugged: tuple[Path, ...]) -> None:
        if plugged != self.state.sticks:
            self._say(sticks=plugged)

    def _found(self, found: Found) -> None:
        others = [one for one in self.state.arrivals if one.found.path != found.path]
        self._say(arrivals=(Arrival(found), *others)[:SHOWN])
        if self.state.at_once:
            self._take(found)

    def take_waiting(self) -> None:
        """Take in every bundle that waits."""
        for one in self.state.arrivals:
            if one.state == "waiting":
                self._take(one.found)

    def _take(self, found: Found) -> None:
        def refuse(refusal: Refusal) -> None:
            other = refusal.rule == Rule.OTHER_INCIDENT
            self._mark(found, state="other" if other else "refused", refusal=refusal)
            if not other:  # what is about another night is no trouble of this one
                self.desk.say(saying.not_taken(found, refusal))

        def opened(raw: bytes) -> None:
            self._merge(raw, found, refuse)

        self.watch.read(found.path, opened, refuse)

    def _merge(self, raw: bytes, found: Found, refuse: Callable[[Refusal], None]) -> None:
        merged: list[Merged] = []

        def work(store: Any) -> Changes:
            merged.append(take_parcel(store, raw=raw, path=found.path.name))
            return merged[0].changes

        def taken(_changes: Changes) -> None:
            self._mark(found, state="merged", new=merged[0].new, aside=len(merged[0].aside))
            if merged[0].new or merged[0].aside:
                self.desk.say(saying.taken(merged[0], found, self.state.board))

        self.desk.tasks.write(work, refused=refuse, then=taken)  # also while another time is looked at: it is no entry

    def _mark(self, found: Found, **changes: Any) -> None:
        self._say(arrivals=tuple(replace(one, **changes) if one.found == found else one for one in self.state.arrivals))

    # -- bundles out -------------------------------------------------------------------------------------------------

    def write(self) -> None:
        """For the desk that is selected, or for all of them from one's own row; on the hub's line the exchange."""
        if self.state.on_hub:
            self.hub.exchange()
            return
        target, row = self.state.target, self.state.row
        if target is None:
            self.refused.emit(Refusal(Rule.NO_STICK, {}))
            return
        desk = row.device if row is not None and not row.this and row.revoked_at is None else None
        self._say(writing=True, written="")

        def refuse(refusal: Refusal) -> None:
            self._say(writing=False)
            self.refused.emit(refusal)

        def packed(made: Parcel) -> None:
            self.watch.write(target / made.name, made.raw, lambda path: self._written(made, path), refuse)

        self.desk.read(parcel, packed, key="parcel", refused=refuse, desk=desk)

    def _written(self, made: Parcel, path: Path) -> None:
        self._say(writing=False, written=saying.written(made, path, self.state.board))

    def show_frames(self) -> None:
        """What the selected desk lacks (or all desks), as square codes on this screen."""
        row = self.state.row
        desk = row.device if row is not None and not row.this and row.revoked_at is None else None

        def packed(made: Parcel) -> None:
            def first() -> tuple[Drawing, Squares]:
                begun = drawing(made.raw)
                return begun, begun.some()

            self.watch.work(first, self._begun, self.refused.emit)

        self.desk.read(parcel, packed, key="parcel", refused=self.refused.emit, desk=desk)

    def _begun(self, begun: tuple[Drawing, Squares]) -> None:
        self._drawing, frames = begun
        self.frames_drawn.emit((frames, self._drawing.count, self._drawing.needed))

    def draw_more(self) -> None:
        """The next few frames, while the ones before are shown; between them the thread looks after sticks."""
        begun = self._drawing
        if begun is None or self._drawing_more:
            return
        self._drawing_more = True

        def more(frames: Squares) -> None:
            self._drawing_more = False
            if begun is self._drawing:
                self.more_drawn.emit(frames)

        self.watch.work(begun.some, more, self.refused.emit)

    def read_frames(self, paths: tuple[Path, ...]) -> None:
        """Take in the bundle that was photographed from another desk's screen."""
        shown = translate("Desks", "照片")
        self.watch.work(lambda: read_pictures(paths), lambda raw: self._caught(raw, shown), self.refused.emit)

    def look(self) -> None:
        """Read codes off another screen with the camera, until the bundle is whole or `look_away`."""
        self.camera.start(self.which_camera)

    def look_with(self, number: int) -> None:
        """Another camera, by its number from 0; it is the one from now on."""
        self.which_camera = str(number)
        self.setting_chosen.emit(CAMERA, self.which_camera)
        self.look()

    def look_away(self) -> None:
        self.camera.stop()

    def _camera_failed(self, refusal: Refusal) -> None:
        self.camera_over.emit()
        self.refused.emit(refusal)

    def _caught(self, raw: bytes, by: str) -> None:
        """A bundle that came as pictures of codes."""
        self.camera_over.emit()
        head = read_head(raw)
        if head is None:
            self.refused.emit(Refusal(Rule.NOT_A_BUNDLE, {"file": ""}))
            return
        found = Found(Path(by), len(raw), 0, head)
        self._say(arrivals=(Arrival(found), *self.state.arrivals)[:SHOWN])

        def refuse(refusal: Refusal) -> None:
            self._mark(found, state="refused", refusal=refusal)
            self.refused.emit(refusal)

        self._merge(raw, found, refuse)

    # -- cable and hotspot -------------------------------------------------------------------------------------------

    def turn_lan(self) -> None:
        """Wait for another desk on a cable or hotspot, or wait no longer."""
        if self.lan.going:
            self.lan.stop()
        else:
            self._say(told="")
            self.lan.start()

    def call(self, address: str) -> None:
        """Exchange with the desk that waits at an address."""
        self.lan.call(address)

    def _met(self, met: Met) -> None:
        told = saying.exchanged(met, self.state.board)
        self._say(told=told)
        self.desk.say(told)
        self.done.emit("call")

    def _hub_told(self, told: str) -> None:
        self._say(told=told)
        self.desk.say(told)

    def _turned_away(self, refusal: Refusal) -> None:
        self._say(told=phrases.refusal(refusal))

    def hear(self, text: str) -> None:
        """Record an arrival that was told over a radio."""
        self.desk.write(hear, refused=self.refused.emit, then=lambda _changes: self.done.emit("hear"), text=text)

    # -- who may write here ------------------------------------------------------------------------------------------

    def enrol(self, text: str) -> None:
        """A laptop's card as typed or scanned, `=name` behind it."""

        def work(store: Any, at: datetime, operator: str) -> Changes:
            key = load_township(profile_folder(), store.around.draw)
            return enrol(store, laptops=[laptop(text)], township=key, at=at, operator=operator).changes

        self.desk.write(work, refused=self.refused.emit, then=lambda _changes: self.done.emit("enrol"))

    def revoke(self, typed: str) -> None:
        """Take the selected laptop out of service; its name typed out says that it is meant."""
        row = self.state.row
        if row is None or typed.strip() != row.name:
            self.refused.emit(Refusal(Rule.NAME_NOT_TYPED, {"name": row.name if row else ""}))
            return

        def work(store: Any, at: datetime, operator: str) -> Changes:
            key = load_township(profile_folder(), store.around.draw)
            return revoke(store, device=row.device, township=key, at=at, operator=operator).changes

        self.desk.write(work, refused=self.refused.emit, then=lambda _changes: self.done.emit("revoke"))
