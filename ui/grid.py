"""The grid that is typed, pasted and filled like Excel: participants, attendance, anything in rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui import style
from ui.grid_editor import Suggestion
from ui.grid_rows import Edit as Edit
from ui.grid_rows import GridRows, said
from ui.grid_view import GridView
from ui.rows import Column

TYPING_MS = 120


class EditableTable(QWidget):
    """Typing replaces, F2 edits, Enter goes down, Tab right; Enter after Tabs goes to where the Tabs began.

    Ctrl+C, X, V, D as in Excel, Delete clears, Alt+Down shows the answers. In "mark" columns Space toggles the
    whole selection between the first two choices, and a letter sets the choice that begins with it. What is pasted
    past the last row makes rows.
    """

    edited = Signal(str, str, object)
    """One cell has a new value: row id, column key, value (None is blank)."""
    block_edited = Signal(object)
    """Several cells have, by one paste, fill or clearing: a list of Edit. None of them is also told by `edited`."""
    misread = Signal(str, str, str)
    """Row id, column key and text that was not understood; it stays in the cell, marked, and is no edit."""
    typing = Signal(str, str, str)
    """Row id ("" on the blank line), column key, text so far: of columns that suggest. Answer with `offer`."""
    chosen = Signal(str, str, str)
    """Row id ("" on the blank line), column key, id of the suggestion that was chosen."""
    current_changed = Signal(str, str)
    """Row id and column key of the cell where the person is."""

    def __init__(
        self,
        columns: Sequence[Column],
        new_id: Callable[[], str] | None = None,
        row_title: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`new_id` gives the id of each row that is added; without it no row can be.

        `row_title` is the key of the value that stands in front of each row, and stays when the columns are scrolled
        (the name in an attendance list); "" numbers them.
        """
        super().__init__(parent)
        self.rows = GridRows(columns, new_id, row_title)
        self.view = GridView(self.rows)
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.hide()
        self._later: list[dict[str, Any]] | None = None
        self._typed: tuple[str, str, str] = ("", "", "")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(lambda: self.typing.emit(*self._typed))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addWidget(self._told)
        self.setFocusProxy(self.view)
        self.rows.wrote.connect(self._wrote)
        self.rows.misread.connect(self.misread)
        self.rows.dataChanged.connect(self._tell_problem)
        self.view.editor.typing.connect(self._typing)
        self.view.editor.chosen.connect(self._chosen)
        self.view.editor.closeEditor.connect(self._editor_closed)
        self.view.selectionModel().currentChanged.connect(self._current_changed)

    def set_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show rows (mappings with "id"). Never disturbs typing: while a cell is open they wait until it is closed."""
        if self.view.editor.is_open:
            self._later = [dict(row) for row in rows]
            return
        current = self.view.currentIndex()
        row_id = self.rows.id_of(current.row()) if current.isValid() else ""
        empty = self.rows.count == 0
        self.rows.set_rows(rows)
        if empty:
            self.view.fit_columns()
        line = self.rows.line_of(row_id)
        if line < 0:  # the blank line, or a row that came back under another id
            line = current.row()
        if current.isValid() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.rows.index(min(line, self.rows.rowCount() - 1), current.column()))

    def set_problem(self, row_id: str, key: str, sentence: str | None) -> None:
        """Mark a cell with what is wrong with it; None takes the mark away."""
        self.rows.set_problem(row_id, key, sentence)

    def offer(self, row_id: str, key: str, suggestions: Sequence[Suggestion]) -> None:
        """Show what is known already under the cell that is typed into; Down and Enter choose."""
        self.view.editor.offer(row_id, key, suggestions)

    def go(self, row_id: str, key: str) -> None:
        """Go to a cell; "" is the blank line."""
        line = self.rows.line_of(row_id) if row_id else self.rows.rowCount() - 1
        keys = [column.key for column in self.rows.columns]
        if line >= 0:
            self.view.setCurrentIndex(self.rows.index(line, keys.index(key)))
            self.view.setFocus()

    def fill_column(self, key: str, value: Any) -> None:
        """Set one column of every row, as one block."""
        section = [column.key for column in self.rows.columns].index(key)
        self.rows.write_values([(line, section, value) for line in range(self.rows.count)])

    def selected_ids(self) -> list[str]:
        """The ids of the rows in which a cell is selected, from top to bottom."""
        lines = sorted({index.row() for index in self.view.selectedIndexes()})
        return [self.rows.id_of(line) for line in lines if self.rows.id_of(line)]

    def _wrote(self, edits: list[Edit]) -> None:
        if self._later is not None:  # read before this was typed
            self._later = _with_edits(self._later, edits)
        if len(edits) == 1:
            self.edited.emit(*edits[0])
        else:
            self.block_edited.emit(edits)

    def _typing(self, index: QModelIndex, text: str) -> None:
        self._typed = (self.rows.id_of(index.row()), self.rows.columns[index.column()].key, text)
        self._pause.start()

    def _chosen(self, index: QModelIndex, suggestion: str) -> None:
        self._pause.stop()
        self.chosen.emit(self.rows.id_of(index.row()), self.rows.columns[index.column()].key, suggestion)

    def _editor_closed(self) -> None:
        self._pause.stop()
        if self._later is not None:
            QTimer.singleShot(0, self, self._set_later)

    def _set_later(self) -> None:
        rows, self._later = self._later, None
        if rows is not None:
            self.set_rows(rows)

    def _current_changed(self, index: QModelIndex) -> None:
        self._tell_problem()
        if index.isValid():
            self.current_changed.emit(self.rows.id_of(index.row()), self.rows.columns[index.column()].key)

    def _tell_problem(self) -> None:
        index = self.view.currentIndex()
        problem = self.rows.problem(index.row(), index.column()) if index.isValid() else ""
        if problem:
            ground, text = style.colours().error
            self._told.setStyleSheet(f"background: {ground}; color: {text}; padding: 4px;")
            self._told.setText(said(problem, self.rows.columns[index.column()].title))
        self._told.setVisible(bool(problem))


def _with_edits(rows: Sequence[dict[str, Any]], edits: Sequence[Edit]) -> list[dict[str, Any]]:
    """The rows with what was typed since they were read, also into rows that were none yet."""
    by_id = {row["id"]: row for row in rows}
    for row_id, key, value in edits:
        by_id.setdefault(row_id, {"id": row_id})[key] = value
    return list(by_id.values())
