"""Keeping a half-typed entry over lock, screen change and restart. It changes nothing that anybody else is shown."""

from typing import Any

from core.store.database import Store
from core.store.unfinished import keep_unfinished


def keep(store: Store, *, key: str, what: dict[str, Any] | None) -> None:
    """Keep what was typed so far on one form, or forget it with None."""
    keep_unfinished(store, key, what)
