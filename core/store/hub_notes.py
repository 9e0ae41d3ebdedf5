"""What this laptop remembers of the district's hub: which one, when it last exchanged, how much went each way. In the
profile, beside the notes of backups; never a password."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.domain.ids import IncidentId
from core.store.device import Device


@dataclass(frozen=True, slots=True)
class HubNote:
    """The last exchange about an incident: `where` names host and database, `given` and `taken` entries that were new
    to the one or the other side."""

    where: str
    at: datetime
    given: int
    taken: int


def noted_hub(device: Device, incident: IncidentId) -> HubNote | None:
    """The last exchange with a hub; None before the first, and for a seeded device."""
    path = _path(device, incident)
    if path is None or not path.is_file():
        return None
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return HubNote(str(said["where"]), datetime.fromisoformat(said["at"]), int(said["given"]), int(said["taken"]))
    except (ValueError, TypeError, KeyError):  # a torn note: the next exchange writes another
        return None


def note_hub(device: Device, incident: IncidentId, note: HubNote) -> None:
    path = _path(device, incident)
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".hub-new")
    said = {"where": note.where, "at": note.at.isoformat(), "given": note.given, "taken": note.taken}
    aside.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    aside.replace(path)


def _path(device: Device, incident: IncidentId) -> Path | None:
    return None if device.memory is None else device.memory / f"{incident}.hub"
