"""Verbs without stick or cable: frames as pictures and back, an arrival as it is told over a radio."""

import contextlib
import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

from core.domain.findings import Refusal, Rule
from core.exchange.frames import Progress
from core.operations.bundles import make_bundle
from core.operations.radio import hear, radio_form
from core.queries.names import find_person
from core.store.stick import write_to_stick
from desktop.commands.desks import vector_named
from desktop.commands.opening import entry_time, opened
from desktop.commands.results import local
from desktop.desks.camera import Camera, Seen, read_camera
from desktop.desks.picture_frames import read_pictures, write_pictures


def run_frames(arguments: Namespace) -> dict[str, Any]:
    """`show FILE` writes frames into a folder, `read PICTURES` makes the bundle that is in them, `camera` the one that
    a camera (or a film) sees."""
    if arguments.action != "show":
        paths = [Path(name) for name in arguments.paths]
        raw = read_pictures(paths) if arguments.action == "read" else _watched(arguments.paths)
        write_to_stick(Path(arguments.out), raw, lambda _back: None)
        return {"file": arguments.out, "bytes": len(raw)}
    if len(arguments.paths) != 1:
        raise Refusal(Rule.NO_SUCH_FILE, {"file": " ".join(arguments.paths[1:])})
    arguments.file = arguments.paths[0]
    with opened(arguments, write=False) as store:
        known = vector_named(store, arguments.known) if arguments.known else {}
        bundle, raw = make_bundle(store, known)
        pictures = write_pictures(raw, Path(arguments.out))
        return {"folder": arguments.out, "frames": len(pictures), "events": len(bundle.events), "bytes": len(raw)}


def _watched(named: list[str]) -> bytes:
    """The bundle that a camera sees, told frame by frame on standard error; Ctrl+C ends it."""
    if len(named) > 1:
        raise Refusal(Rule.NO_SUCH_FILE, {"file": " ".join(named[1:])})
    told = Progress(0, 0)

    def tell(seen: Seen) -> None:
        nonlocal told
        before, told = told, seen.progress
        if told != before and sys.stderr.isatty():  # for whoever holds the camera
            sys.stderr.write(f"{told.have}/{told.need}\n")

    source = Camera(named[0] if named else "0")
    raw = None
    try:
        with contextlib.suppress(KeyboardInterrupt):
            raw = read_camera(source, tell, lambda: True)
    finally:
        source.close()
    if raw is None:
        raise Refusal(Rule.FRAMES_MISSING, {"have": told.have, "need": told.need or "?"})
    return raw


def run_tell(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=False) as store:
        person = find_person(store, arguments.person)
        return {"person": person, "form": radio_form(store, person)}


def run_hear(arguments: Namespace) -> dict[str, Any]:
    with opened(arguments, write=True) as store:
        at: datetime
        at, trust = entry_time(store, arguments.at)
        changes = hear(store, text=" ".join(arguments.groups), at=at, operator=arguments.by, trust=trust)
        event = changes.events[-1]
        return {"event": event.id, "person": event.subject.removeprefix("person/"), "place": event.place,
                "at": local(event.at)}  # fmt: skip
