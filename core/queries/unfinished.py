"""A half-typed entry, for the screen that it was typed on."""

from typing import Any

from core.store.database import Store
from core.store.unfinished import unfinished


def half_typed(store: Store, form: str) -> dict[str, Any] | None:
    """What was kept of one form; None where nothing was."""
    return unfinished(store, form)
