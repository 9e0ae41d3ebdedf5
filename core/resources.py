"""Where files under `resources/` are, from source and from a frozen bundle alike."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """Path of one file or folder under `resources/`."""
    return ROOT.joinpath(*parts)
