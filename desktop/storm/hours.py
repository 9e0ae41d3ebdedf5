"""The twin of the plots for reading: one row an hour."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.queries.storm import RainSeries
from desktop import phrases

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex


class HourTable(QAbstractTableModel):
    """The twin of the plots: one row an hour."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, ...], ...] = ()

    def show_series(self, series: RainSeries | None, at: Any) -> None:
        rows = _hour_rows(series, at) if series is not None else ()
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            translate("Storm", "到"),
            translate("Storm", "毫米/时"),
            translate("Storm", "3 时"),
            translate("Storm", "累计"),
            translate("Storm", "来自"),
        )[section]


def _hour_rows(series: RainSeries, at: Any) -> tuple[tuple[str, ...], ...]:
    sums, total = dict(series.sums3h), dict(series.total)
    seen, ahead = translate("Storm", "观测"), translate("Storm", "预报")
    return tuple(
        (
            phrases.day_hm(end),
            f"{mm:.1f}",
            f"{sums.get(end, 0.0):.1f}",
            f"{total.get(end, 0.0):.1f}",
            ahead if end > at else seen,
        )
        for end, mm, _forecast in series.hourly
    )
