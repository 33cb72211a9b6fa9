"""The cells of a grid and its keys: moving, typing over, marking, filling, copying and pasting as Excel has them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView

from trainer_app.texts import _
from ui import clipboard, style, values
from ui.column_widths import ColumnWidths
from ui.filters import fold
from ui.grid_editor import ARROWS, ENTERS, TABS, CellEditor
from ui.grid_rows import Edit as Edit
from ui.grid_rows import GridRows
from ui.rows import Column


class GridView(QTableView):
    """The cells and the keys."""

    def __init__(self, rows: GridRows) -> None:
        super().__init__()
        self._rows = rows
        self._tabs_began: int | None = None
        self.setModel(rows)
        self.editor = CellEditor(self, rows)
        self.editor.moved.connect(self._moved_out)
        self.setItemDelegate(self.editor)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(False)
        self.setAccessibleName(_("Grid"))
        self.doubleClicked.connect(self._double_clicked)
        header = self.horizontalHeader()
        header.setHighlightSections(True)
        header.setResizeContentsPrecision(30)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        self._widths = ColumnWidths(self, rows.columns, typed=True)
        self._fit()

    def fit_columns(self) -> None:
        """Columns as wide as they are told, or as their content, or as there is room."""
        self._widths.fit()

    def setCurrentIndex(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Go to a cell and select it alone, also while somebody still holds Ctrl down."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clipboard_key(event) or self._fill_key(event) or self._move_key(event) or self._edit_key(event):
            event.accept()
            return
        if event.key() in ARROWS:
            self._tabs_began = None
        super().keyPressEvent(event)

    def mousePressEvent(self, event: Any) -> None:
        self._tabs_began = None
        super().mousePressEvent(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        return False  # Tab moves in the grid; Ctrl+Tab and F6 leave it

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths.share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    # -- keys

    def _clipboard_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self._copy()
            self._clear()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            return False
        return True

    def _fill_key(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        control = modifiers == Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Space and control:
            self._select_whole(column=True)
        elif key == Qt.Key.Key_Space and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self._select_whole(column=False)
        elif key == Qt.Key.Key_D and control:
            self._fill_down()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear()
        elif self._column().kind == "mark" and event.text() and not control:
            return self._mark(event.text())
        else:
            return False
        return True

    def _move_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if (key == Qt.Key.Key_Tab and event.modifiers() & Qt.KeyboardModifier.ControlModifier) or key == Qt.Key.Key_F6:
            super().focusNextPrevChild(not shifted)
        elif key in ENTERS or key in TABS:
            self._move(key, shifted or key == Qt.Key.Key_Backtab)
        else:
            return False
        return True

    def _edit_key(self, event: QKeyEvent) -> bool:
        index = self.currentIndex()
        if not index.isValid() or not self._column().editable:
            return False
        if event.key() == Qt.Key.Key_F2:
            self._open(index, replaces=False)
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._show_choices(index)
        elif event.text() and event.text().isprintable() and not _is_command(event):
            self._open(index, replaces=True, first=event.text())
        else:
            return False
        return True

    def inputMethodEvent(self, event: Any) -> None:
        """Scripts that are typed through an input method begin like any letter."""
        index = self.currentIndex()
        if index.isValid() and self._column().editable and self._column().kind != "mark":
            self._open(index, replaces=True, first=event.commitString() or "")
        else:
            super().inputMethodEvent(event)

    # -- moving

    def _move(self, key: int, back: bool) -> None:
        """As in Excel: Tab to the next cell, over the end to the next row; Enter down, to where the Tabs began."""
        index = self.currentIndex()
        if not index.isValid():
            return
        line, section = index.row(), index.column()
        if key in TABS:
            if self._tabs_began is None:
                self._tabs_began = section
            line, section = self._beside(line, section, -1 if back else 1)
        else:
            if self._tabs_began is not None and not back:
                section = self._tabs_began
            self._tabs_began = None
            line += -1 if back else 1
        if 0 <= line < self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(line, section))

    def _moved_out(self, key: int, back: bool) -> None:
        if key in ENTERS or key in TABS:
            self._move(key, back)
            return
        mirrored = -1 if self.isRightToLeft() else 1
        down, right = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -mirrored),
            Qt.Key.Key_Right: (0, mirrored),
        }[Qt.Key(key)]
        self._tabs_began = None
        to = self._rows.index(self.currentIndex().row() + down, self.currentIndex().column() + right)
        if to.isValid():
            self.setCurrentIndex(to)

    def _beside(self, line: int, section: int, step: int) -> tuple[int, int]:
        """The next cell that can be typed into, over the end of the row."""
        columns = self._rows.columns
        while True:
            section += step
            if not 0 <= section < len(columns):
                line, section = line + step, (0 if step > 0 else len(columns) - 1)
                if not 0 <= line < self._rows.rowCount():
                    return line, section
            if columns[section].editable and not self.isColumnHidden(section):
                return line, section

    def _select_whole(self, *, column: bool) -> None:
        index = self.currentIndex()
        last_line, last_section = self._rows.count - 1, len(self._rows.columns) - 1
        if not index.isValid() or last_line < 0:
            return
        first = self._rows.index(0 if column else index.row(), index.column() if column else 0)
        last = self._rows.index(last_line if column else index.row(), index.column() if column else last_section)
        self.selectionModel().select(QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # -- writing

    def _column(self) -> Column:
        return self._rows.columns[max(self.currentIndex().column(), 0)]

    def _selected(self) -> list[tuple[int, int]]:
        parts = self.selectionModel().selection()
        return sorted(
            {
                (line, section)
                for part in (parts.at(number) for number in range(parts.count()))
                for line in range(part.top(), part.bottom() + 1)
                for section in range(part.left(), part.right() + 1)
            }
        )

    def _open(self, index: QModelIndex, *, replaces: bool, first: str = "") -> None:
        self.editor.replaces = replaces
        self.edit(index)
        if replaces:
            self.editor.begin(first)

    def _double_clicked(self, index: QModelIndex) -> None:
        column = self._rows.columns[index.column()]
        if column.kind == "mark" and column.editable:
            self._mark(" ")
        elif column.editable:
            self._open(index, replaces=False)

    def _mark(self, letter: str) -> bool:
        """Space: the other of the first two choices, for the whole selection; a letter: the choice it begins."""
        column, index = self._column(), self.currentIndex()
        first, second = column.choices[0][0], column.choices[1][0]
        if letter == " ":
            value: Any = second if self._rows.value(index.row(), index.column()) == first else first
        else:
            wanted = fold(letter)
            found = [value for value, label in column.choices if fold(label).startswith(wanted)]
            found += [value for value, _label in column.choices if fold(value).startswith(wanted)]
            if not found or not wanted:
                return False
            value = found[0]
        self._write_marks(value)
        return True

    def _write_marks(self, value: Any) -> None:
        kinds = self._rows.columns
        cells = [(line, section, value) for line, section in self._selected() if kinds[section].kind == "mark"]
        self._rows.write_values([cell for cell in cells if cell[0] < self._rows.count])

    def _clear(self) -> None:
        self._rows.write_values([(line, section, None) for line, section in self._selected()])

    def _fill_down(self) -> None:
        by_section: dict[int, list[int]] = {}
        for line, section in self._selected():
            by_section.setdefault(section, []).append(line)
        self._rows.write_values(
            [
                (line, section, self._rows.value(lines[0], section))
                for section, lines in by_section.items()
                for line in lines[1:]
            ]
        )

    def _copy(self) -> None:
        cells = self._selected()
        if not cells:
            return
        lines = sorted({line for line, _section in cells})
        sections = sorted({section for _line, section in cells})
        columns = self._rows.columns
        block = [[self._rows.text(line, section) for section in sections] for line in lines]
        clipboard.copy(block, [columns[section].kind not in (*values.NUMBERS, "date") for section in sections])

    def _paste(self) -> None:
        """From the first selected cell on; one cell fills the selection."""
        block, cells = clipboard.paste(), self._selected()
        if not block or not cells:
            return
        line, section = min(at for at, _section in cells), min(at for _line, at in cells)
        if len(block) == 1 and len(block[0]) == 1 and len(cells) > 1:
            wide = max(at for _line, at in cells) - section + 1
            tall = max(at for at, _section in cells) - line + 1
            block = [[block[0][0]] * wide] * tall
        self._rows.write_texts(line, section, block)

    def _show_choices(self, index: QModelIndex) -> None:
        column = self._column()
        choices = values.yes_no() if column.kind == "yes_no" else column.choices
        if not choices:
            return
        menu = QMenu(self)
        for _value, label in choices:
            menu.addAction(label)
        chosen = menu.exec(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
        if chosen is not None:
            self._rows.setData(index, chosen.text())
        menu.deleteLater()

    def _header_menu(self, at: QPoint) -> None:
        section = self.horizontalHeader().logicalIndexAt(at)
        if section < 0 or self._rows.columns[section].fill is None:
            return
        value, label = self._rows.columns[section].fill or (None, "")
        menu = QMenu(self)
        menu.addAction(label)
        if menu.exec(self.horizontalHeader().viewport().mapToGlobal(at)) is not None:
            self._rows.write_values([(line, section, value) for line in range(self._rows.count)])
        menu.deleteLater()

    def _fit(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(style.line_height(self))


def _is_command(event: QKeyEvent) -> bool:
    modifiers = event.modifiers()
    altgr = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    if modifiers & altgr == altgr:
        return False
    return bool(modifiers & altgr)
