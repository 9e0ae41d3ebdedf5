"""The real clock, random bytes and this laptop's key; or, for a drill that must repeat, seeded ones."""

import hashlib
import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from core.store.device import Surroundings, device_from_key, load_device


def asked_profile() -> Path | None:
    """The folder that `DAOLIAN_PROFILE` names, if it does."""
    chosen = os.environ.get("DAOLIAN_PROFILE")
    return Path(chosen) if chosen else None


def profile_folder() -> Path:
    """Where this user's device key and notes live; `DAOLIAN_PROFILE` overrides it."""
    chosen = asked_profile()
    if chosen is not None:
        return chosen
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", Path.home())) / "Daolian"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "daolian"


def real_surroundings() -> Surroundings:
    """This laptop: its clock, its random bytes, the device key of its user."""
    device = load_device(profile_folder(), platform.node()[:24] or "desk", os.urandom)
    return Surroundings(lambda: datetime.now(UTC), os.urandom, device)


def seeded_surroundings(seed: int, now: Callable[[], datetime]) -> Surroundings:
    """Everything from a seed, for drills only: same seed, same ids, same key."""
    draw = seeded_bytes(seed)
    return Surroundings(now, draw, device_from_key(draw(32), f"seed-{seed}"))


def seeded_bytes(seed: int) -> Callable[[int], bytes]:
    """A reproducible stream of bytes: SHAKE-256 over the seed and a counter."""
    counter = iter(range(1 << 62))

    def draw(count: int) -> bytes:
        return hashlib.shake_256(f"daolian {seed} {next(counter)}".encode()).digest(count)

    return draw
