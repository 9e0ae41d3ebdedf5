"""What stands where a list would be when nobody is in it: one line, and the keys of the list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class EmptyList(QLabel):
    """Takes the focus over from the list that it stands for: a hidden list would leave its keys to nobody, and the key
    that the line names would do nothing. The owner filters its key events as it does those of the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "source")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def stand_for(self, table: QWidget, nobody: bool, text: str) -> None:
        """Say `text` instead of `table` while `nobody` is in it; whichever of the two had the keys passes them on."""
        self.setText(text)
        held = table.hasFocus() or self.hasFocus()
        self.setVisible(nobody)
        table.setVisible(not nobody)
        if held:
            self.focus_list(table)

    def focus_list(self, table: QWidget) -> None:
        """The keys to the list, or to this in its place."""
        (self if table.isHidden() else table).setFocus(Qt.FocusReason.ShortcutFocusReason)
