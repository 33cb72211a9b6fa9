"""The rows of a grid that is typed into: values, texts not understood yet, problems, a blank line at the end."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from trainer_app.errors import UserError
from trainer_app.texts import _
from ui import style, values
from ui.rows import NATIVE, Column, Index

Edit = tuple[str, str, Any]
"""One cell's new value: (row id, column key, value; None is blank)."""

PROBLEM = Qt.ItemDataRole.UserRole + 1
_NO_PARENT = QModelIndex()
_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _FIXED | Qt.ItemFlag.ItemIsEditable


class GridRows(QAbstractTableModel):
    """What is typed becomes a value at once; what is not understood stays as typed, with the sentence that says why."""

    wrote = Signal(object)
    """Cells that have new values: a list of Edit."""
    misread = Signal(str, str, str)
    """Row id, column key and text of a cell that was not understood."""

    def __init__(self, columns: Sequence[Column], new_id: Callable[[], str] | None = None, row_title: str = "") -> None:
        """With `new_id` rows can be added; it gives the id of each new row. `row_title` is a key of the rows."""
        super().__init__()
        self.columns = list(columns)
        self._new_id = new_id
        self._row_title = row_title
        self._rows: list[dict[str, Any]] = []
        self._texts: dict[tuple[str, str], str] = {}
        self._problems: dict[tuple[str, str], str] = {}

    # -- given

    def set_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show these rows. Rows with text that is not understood stay, even if they are in no database yet."""
        given = {row["id"] for row in rows}
        unread = {row_id for row_id, _key in self._texts}
        kept = [row for row in self._rows if row["id"] not in given and row["id"] in unread]
        new = [dict(row) for row in rows] + kept
        same = [row["id"] for row in new] == [row["id"] for row in self._rows]
        if same:
            self._rows = new
            self._tell(range(len(new)))
        else:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()

    def set_problem(self, row_id: str, key: str, sentence: str | None) -> None:
        """Mark a cell with what is wrong with it; None takes the mark away."""
        if sentence:
            self._problems[(row_id, key)] = sentence
        else:
            self._problems.pop((row_id, key), None)
        line = self.line_of(row_id)
        if line >= 0:
            self._tell([line])

    # -- asked

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows as they stand; cells that are not understood have their last value."""
        return [dict(row) for row in self._rows]

    @property
    def count(self) -> int:
        """How many rows there are, without the blank line."""
        return len(self._rows)

    @property
    def unread(self) -> dict[tuple[str, str], str]:
        """What was typed and is not understood, by (row id, column key)."""
        return dict(self._texts)

    def id_of(self, line: int) -> str:
        """The id of the row on a line; "" for the blank line."""
        return self._rows[line]["id"] if line < len(self._rows) else ""

    def line_of(self, row_id: str) -> int:
        """The line of a row; -1 if it is not here."""
        return next((line for line, row in enumerate(self._rows) if row["id"] == row_id), -1)

    def value(self, line: int, section: int) -> Any:
        """The value of a cell."""
        return self._rows[line].get(self.columns[section].key) if line < len(self._rows) else None

    def text(self, line: int, section: int) -> str:
        """A cell as it stands in an editor."""
        column = self.columns[section]
        typed = self._texts.get((self.id_of(line), column.key))
        return typed if typed is not None else values.editable(column.kind, self.value(line, section), column.choices)

    def problem(self, line: int, section: int) -> str:
        """What is wrong with a cell; "" if nothing is."""
        return self._problems.get((self.id_of(line), self.columns[section].key), "")

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows) + (self._new_id is not None)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITABLE if self.columns[index.column()].editable else _FIXED

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, section = index.row(), index.column()
        if line < 0:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            typed = self._texts.get((self.id_of(line), column.key))
            return typed if typed is not None else column.seen(self.value(line, section))
        if role == Qt.ItemDataRole.EditRole:
            return self.text(line, section)
        if role == NATIVE:
            return self.value(line, section)
        if role in (PROBLEM, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.problem(line, section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        if role in (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole) and column.tone is not None:
            tone = column.tone(self.value(line, section))
            return tone and QColor(getattr(style.colours(), tone)[role == Qt.ItemDataRole.ForegroundRole])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            if section == len(self._rows):
                return "+"
            return self._rows[section].get(self._row_title) or values.shown("integer", section + 1)
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        return (column.hint or column.title) if role == Qt.ItemDataRole.ToolTipRole else None

    # -- written

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.EditRole and str(value) != self.text(index.row(), index.column()):
            self.write_texts(index.row(), index.column(), [[str(value)]])
        return True

    def write_texts(self, line: int, section: int, block: Sequence[Sequence[str]]) -> None:
        """Type a block of texts, its first cell here; rows are added where there are none."""
        cells = [
            (line + down, section + right, text)
            for down, texts in enumerate(block)
            for right, text in enumerate(texts)
            if section + right < len(self.columns)
        ]
        self._write([(at, column, *self._read(column, text)) for at, column, text in cells])

    def write_values(self, cells: Sequence[tuple[int, int, Any]]) -> None:
        """Set cells to values: (line, section, value)."""
        self._write([(line, section, value, None) for line, section, value in cells])

    def _read(self, section: int, text: str) -> tuple[Any, tuple[str, str] | None]:
        """The value, or (text, sentence) of what is not understood."""
        column = self.columns[section]
        try:
            return values.read(column.kind, text, column.choices), None
        except UserError as error:
            return None, (text, str(error))

    def _write(self, cells: Sequence[tuple[int, int, Any, tuple[str, str] | None]]) -> None:
        edits: list[Edit] = []
        touched = set()
        for line, section, value, unread in cells:
            column = self.columns[section]
            if not column.editable or (line >= len(self._rows) and not self._add_rows(line, value, unread)):
                continue
            row = self._rows[line]
            place = (row["id"], column.key)
            touched.add(line)
            self._problems.pop(place, None)
            had_text = self._texts.pop(place, None) is not None
            if unread is not None:
                self._texts[place], self._problems[place] = unread
                self.misread.emit(*place, unread[0])
                continue
            wrong = column.check(value) if column.check is not None and value is not None else None
            if wrong:
                self._problems[place] = wrong
            if had_text or row.get(column.key) != value:
                row[column.key] = value
                edits.append((*place, value))
        self._tell(sorted(touched))
        if edits:
            self.wrote.emit(edits)

    def _add_rows(self, line: int, value: Any, unread: tuple[str, str] | None) -> bool:
        """Make the row of a line past the last, for something that is worth a row; whether there is one now."""
        if self._new_id is None or (value is None and unread is None):
            return False
        first = len(self._rows)
        # The blank line becomes the first of them, and a new blank line comes after the last.
        self.beginInsertRows(QModelIndex(), first + 1, line + 1)
        for _line in range(first, line + 1):
            self._rows.append({"id": self._new_id()})
        self.endInsertRows()
        return True

    def _tell(self, lines: Sequence[int]) -> None:
        if lines and self.columns:
            self.dataChanged.emit(self.index(lines[0], 0), self.index(lines[-1], len(self.columns) - 1))


def said(sentence: str, title: str) -> str:
    """A cell's problem as the line under the grid says it."""
    return _("{column}: {problem}").format(column=title, problem=sentence)
