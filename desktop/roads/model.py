"""The road screen: a map read in the worker process, shown as what it would make of the network, taken in or put back.

Nothing is written before the officer has seen what is replaced and says so.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.domain.events import Changes, Event, Kind
from core.domain.findings import Refusal, Rule
from core.exchange.datum import Datum
from core.exchange.road_maps.formats import CSV, OSM_PBF, OSM_XML, format_of
from core.exchange.road_maps.problems import RoadProblem
from core.operations.road_known import RoadsKnown, roads_known
from core.operations.road_taking import RoadsPacked, RoadsTold, take_roads
from core.operations.undo import void
from desktop.desk import Desk
from desktop.road_work import RoadMapRead, RoadWish, read_map, standing_roads

if TYPE_CHECKING:
    from core.domain.ids import EventId

KEY = "road-map"
FINDINGS, EXPLAINED, PARTS = LISTS = ("findings", "explained", "parts")
_OF_OSM = (OSM_XML, OSM_PBF)


@dataclass(frozen=True, slots=True)
class RoadsShown:
    """`datum` is empty until somebody has said it; `reading` and `writing` are shares done, None at rest. `before` are
    the file's nodes and links, `planned` the households of the standing plan. `layers` are those of which the officer
    has to say which one holds the roads. `told` is what the map would make of the network, or has made of it once it is
    `taken`; `put_back` says that the former roads are there again."""

    path: Path | None = None
    kind: str = ""
    datum: str = ""
    replaces: bool = False
    layers: tuple[str, ...] = ()
    reading: float | None = None
    writing: float | None = None
    told: RoadsTold | None = None
    planned: int = 0
    chosen: str = FINDINGS
    refusal: Refusal | None = None
    ready: bool = False
    taken: bool = False
    put_back: bool = False

    @property
    def busy(self) -> bool:
        return self.reading is not None or self.writing is not None

    @property
    def is_table(self) -> bool:
        """Whether it may be added to the network as well as replace it."""
        return self.kind == CSV


class RoadsModel(QObject):
    shown = Signal(object)  # RoadsShown
    fact_changed = Signal(str)
    refused = Signal(object)  # Refusal: said beside the list, the screen stays as it is
    _rows_written = Signal(int)  # from the store's thread

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.fact = ""
        self.state = RoadsShown()
        self._packed: RoadsPacked | None = None
        self._known: RoadsKnown | None = None
        self._layer: tuple[str, ...] = ()
        self._taken: EventId | None = None  # the entry that brought these roads
        self._back: EventId | None = None  # the entry that took it back
        self._stopping = threading.Event()
        self._rows_written.connect(self._has_written)
        desk.changed.connect(self._on_changed)

    # -- which map, and in which coordinates -------------------------------------------------------------------------

    def select(self, subject: str) -> None:
        """`file/PATH`: open a map (dropped on the window)."""
        kind, _, ident = subject.partition("/")
        if kind == "file" and ident:
            self.open_file(Path(ident))

    def open_file(self, path: Path) -> None:
        """A map, or a folder with the two tables. Its coordinates are to be said; of OSM everybody knows them."""
        self.stop()
        self._packed, self._layer = None, ()
        try:
            kind = format_of(path)
        except Refusal as refusal:
            self._say(RoadsShown(path=path, refusal=refusal))
            return
        self._say(RoadsShown(path=path, kind=kind, datum=Datum.WGS84.value if kind in _OF_OSM else ""))
        self.read()

    def choose_datum(self, datum: str) -> None:
        """These coordinates are in that datum; those of OSM are in WGS84 by its own rule."""
        if self.state.path is None or self.state.busy or self.state.kind in _OF_OSM or datum == self.state.datum:
            return
        self._say(replace(self.state, datum=datum))
        self.read()

    def choose_layer(self, name: str) -> None:
        if name in self.state.layers and not self.state.busy:
            self._layer = (name,)
            self.read()

    def add_or_replace(self) -> None:
        """A pair of tables adds to the network, or stands for all of it."""
        if self.state.is_table and not self.state.busy:
            self._say(replace(self.state, replaces=not self.state.replaces))
            self.read()

    # -- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the map from its beginning, as soon as it is known in which coordinates."""
        if self.state.path is None or self.state.busy or not self.state.kind:
            return
        self._packed, self._taken, self._back = None, None, None
        now = replace(self.state, told=None, refusal=None, ready=False, taken=False, put_back=False)
        if not self.state.datum:
            self._say(now)
            return
        self._say(replace(now, reading=0.0, layers=()))
        adds = self.state.is_table and not self.state.replaces
        # Bound here and not passed as a fact: what is asked for does not depend on it, the answer does.
        self.desk.read(partial(_what_is_known, adds=adds), self._read_with, key="roads-known", urgent=True)

    def _read_with(self, known: tuple[RoadsKnown, Any]) -> None:
        if self.state.path is None or self.state.reading is None:
            return
        self._known = known[0]
        wish = RoadWish(self.state.path, self.state.datum, self._layer, self.state.replaces, *known)
        self.desk.compute(read_map, wish, self._has_read, key=KEY, failed=self._failed, progress=self._has_come)

    def _has_come(self, share: float) -> None:
        if self.state.reading is not None:
            self._say(replace(self.state, reading=share))

    def _failed(self, _why: str) -> None:
        self._say(replace(self.state, reading=None, refusal=Refusal("import_failed", {})))

    def _has_read(self, read: RoadMapRead) -> None:
        now = replace(self.state, reading=None)
        if read.packed is None:
            self._say(replace(now, refusal=read.refusal, layers=_layers(read.refusal)))
            return
        told = read.packed.told
        self._packed = read.packed
        lists = {FINDINGS: len(told.findings), EXPLAINED: told.explained_count, PARTS: len(told.parts)}
        chosen = next((name for name in LISTS if lists[name]), FINDINGS)
        planned = len(self._known.ways) if self._known is not None else 0
        ready = bool(told.links or told.nodes)
        self._say(replace(now, told=told, planned=planned, chosen=chosen, ready=ready))

    def choose_list(self, name: str) -> None:
        if name in LISTS:
            self._say(replace(self.state, chosen=name))

    def next_list(self) -> None:
        self.choose_list(LISTS[(LISTS.index(self.state.chosen) + 1) % len(LISTS)])

    def stop(self) -> None:
        """End the reading, or the writing: then nothing of it is in the file."""
        if self.state.reading is not None:
            self.desk.stop(KEY)
            self._say(replace(self.state, reading=None, refusal=Refusal(Rule.IMPORT_STOPPED, {})))
        self._stopping.set()

    # -- taking in, putting back -------------------------------------------------------------------------------------

    def take(self) -> None:
        """Make the map that was read the file's network."""
        if self._packed is None or not self.state.ready or self.state.busy:
            return
        self._stopping.clear()
        self._say(replace(self.state, writing=0.0, ready=False))
        self.desk.write(
            partial(take_roads, packed=self._packed, progress=self._while_writing),
            refused=self._not_taken,
            then=self._has_taken,
        )

    def _while_writing(self, _what: str, rows: int) -> None:
        """On the store's thread. What is raised here takes back all that was written."""
        if self._stopping.is_set():
            raise Refusal(Rule.IMPORT_STOPPED, {})
        self._rows_written.emit(rows)

    def _has_written(self, rows: int) -> None:
        if self.state.writing is not None and self.state.told is not None:
            whole = max(1, self.state.told.nodes + self.state.told.links)
            self._say(replace(self.state, writing=min(1.0, rows / whole)))

    def _not_taken(self, refusal: Refusal) -> None:
        self._say(replace(self.state, writing=None, ready=refusal.rule != Rule.ROADS_CHANGED))
        self.refused.emit(refusal)

    def _has_taken(self, changes: Changes) -> None:
        self._packed = None  # the file has it now
        self._taken = next((event.id for event in changes.events if event.kind == Kind.IMPORTED), None)
        self._say(replace(self.state, writing=None, taken=True))

    def put_back(self) -> None:
        """The former roads in the place of these."""
        if self._taken is not None and self.state.taken and not self.state.put_back:
            self.desk.write(void, refused=self.refused.emit, event=self._taken)

    def _on_changed(self, changes: Changes) -> None:
        """The import was taken back, here or by Ctrl+Z, or comes again."""
        for event in changes.events:
            if event.kind == Kind.VOIDED and self._taken is not None:
                self._taken_back(event)

    def _taken_back(self, event: Event) -> None:
        target = event.values.get("event")
        if target == self._taken:
            self._back = event.id
            self._say(replace(self.state, put_back=True))
        elif target == self._back:
            self._back = None
            self._say(replace(self.state, put_back=False))

    def _say(self, state: RoadsShown) -> None:
        self.state = state
        self.shown.emit(state)


def _what_is_known(store: Any, *, adds: bool) -> tuple[RoadsKnown, Any]:
    return roads_known(store), standing_roads(store) if adds else ((), ())


def _layers(refusal: Refusal | None) -> tuple[str, ...]:
    """Layers of which somebody has to say which one holds the roads, out of `name (features)`."""
    if refusal is None or refusal.facts.get("first") != RoadProblem.WHICH_LAYER:
        return ()
    return tuple(str(layer).rpartition(" (")[0] for layer in refusal.facts.get("facts", {}).get("layers", ()))
