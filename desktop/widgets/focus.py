"""Who has the keys: an answer that arrives late never takes them from where somebody is typing."""

from PySide6.QtWidgets import QApplication, QWidget


def may_take_keys(view: QWidget) -> bool:
    """Whether a view that has something new to show may give itself the keys: it is seen, and they are its own
    already or nobody's."""
    held = QApplication.focusWidget()
    free = held is None or held is view.window() or not held.isVisible()
    return view.isVisible() and (free or held is view or view.isAncestorOf(held))  # type: ignore[arg-type]
