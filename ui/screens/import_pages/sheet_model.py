"""A sheet of a list as Qt's views want it: as it was typed, our columns on top, what was understood in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from trainer_app.formats import figures_text
from trainer_app.importing.labels import field_label
from trainer_app.lists.scripts import column_letters
from trainer_app.texts import _
from ui import style

if TYPE_CHECKING:
    from trainer_app.importing.shown import ShownSheet

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_SURE = 0.8  # certainty below which a column is shown with a question mark


class SheetModel(QAbstractTableModel):
    """Its columns are those of the table that `at_row` belongs to: a sheet may hold several."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: ShownSheet | None = None
        self._at_row = 0
        self._bold = QFont()
        self._bold.setBold(True)
        self._italic = QFont()
        self._italic.setItalic(True)
        self._colours: dict[str, QBrush] = {}

    def show_sheet(self, sheet: ShownSheet | None, at_row: int = 0) -> None:
        """Show another sheet, or the same one read anew."""
        self.beginResetModel()
        self.sheet, self._at_row = sheet, at_row
        theme = style.colours()
        self._colours = {
            "refused": QBrush(QColor(theme.error[0])), "unsure": QBrush(QColor(theme.warning[0])),
            "heading": QBrush(QColor(theme.button)), "course": QBrush(QColor(theme.info[0])),
            "muted": QBrush(QColor(theme.muted)), "accent": QBrush(QColor(theme.accent)),
        }  # fmt: skip
        self.endResetModel()

    def go_to_row(self, row: int) -> None:
        """The columns are those of the table of this row from now on."""
        if self.sheet is None:
            return
        before, self._at_row = self.sheet.table(self._at_row), row
        if self.sheet.table(row) is not before:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(self.columnCount() - 1, 0))

    @property
    def at_row(self) -> int:
        return self._at_row

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() or self.sheet is None else self.sheet.height

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() or self.sheet is None else self.sheet.width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.sheet is None or not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return figures_text(self.sheet.typed(row, column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.about(row, column)
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._ground(row, column)
        what = self.sheet.role(row)
        if role == Qt.ItemDataRole.ForegroundRole and what == "skipped":
            return self._colours["muted"]
        if role == Qt.ItemDataRole.FontRole and what in ("heading", "skipped"):
            return self._bold if what == "heading" else self._italic
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.sheet is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return section + 1
            return self.sheet.skipped.get(section) if role == Qt.ItemDataRole.ToolTipRole else None
        shown = self.sheet.column(self._at_row, section)
        if role == Qt.ItemDataRole.DisplayRole:
            text = field_text(shown.field, shown.certainty) if shown is not None else field_text(None, 0)
            return f"{text}\n{column_letters(section)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return _("Click, or press Enter, to say what this column is")
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colours["accent" if shown and shown.field else "muted"]
        return self._bold if role == Qt.ItemDataRole.FontRole and shown and shown.field else None

    def about(self, row: int, column: int) -> str:
        """What is to be said of a cell: what was typed, what was understood, and why a row is left out."""
        sheet = self.sheet
        if sheet is None or not (0 <= row < sheet.height):
            return ""
        typed, value = figures_text(sheet.typed(row, column)), sheet.value(row, column)
        where = sheet.cell(row, column)
        if sheet.role(row) == "skipped":
            return _("{cell}: this row is left out: {reason}.").format(cell=where, reason=sheet.skipped[row])
        if sheet.role(row) in ("heading", "course"):
            kind = _("a heading") if sheet.role(row) == "heading" else _("what is said of the course")
            return _("{cell}: {kind}.").format(cell=where, kind=kind)
        if value is None or value.mark is None:
            return f"{where}: {typed}" if typed else ""
        told = figures_text(sheet.told(row, column)) or _("nothing")
        return _("{cell}: “{typed}” is understood as {told}. {note}").format(
            cell=where, typed=typed, told=told, note=value.note
        )

    def _ground(self, row: int, column: int) -> QBrush | None:
        assert self.sheet is not None
        what = self.sheet.role(row)
        if what in ("heading", "course"):
            return self._colours[what]
        value = self.sheet.value(row, column)
        return self._colours[value.mark] if value is not None and value.mark in ("refused", "unsure") else None


def field_text(field: str | None, certainty: float) -> str:
    """What stands on top of a column."""
    if not field:
        return _("not taken")
    return field_label(field) if certainty >= _SURE else _("{field} ?").format(field=field_label(field))
