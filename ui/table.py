"""The one list: sorted, filtered, with the columns the person wants; many selected, copied, pasted, exported."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from trainer_app.texts import _, ngettext
from ui import clipboard, values
from ui.column_widths import ColumnWidths
from ui.dialogs.columns import ColumnsDialog
from ui.filter_header import FilterHeader
from ui.rows import Column as Column
from ui.rows import Row, Rows
from ui.state import State
from ui.table_view import TableView
from ui.table_views import SavedViews

PAUSE_MS = 150

Export = Callable[[list[Column], list[Row]], object]


class RecordTable(QWidget):
    """A list of records. It is given rows and never queries.

    Keys: Enter opens, Ctrl+F finds, Ctrl+Shift+L filters per column, Ctrl+C and Ctrl+V to and from Excel, Ctrl+A all.
    """

    opened = Signal(str)
    """The id of the record that was opened (Enter, double click)."""
    selection_changed = Signal(object)
    """The ids that are selected."""
    pasted = Signal(object)
    """Cells pasted from elsewhere, list[list[str]]; for the screen to take in."""
    narrowed = Signal(str)
    """The quick filter's text while more records exist than rows were given: query for it."""

    def __init__(self, name: str, columns: Sequence[Column], state: State, parent: QWidget | None = None) -> None:
        """`name` is what the person's columns and views are remembered under."""
        super().__init__(parent)
        self._name, self._state = name, state
        self._total = 0
        self._export: Export | None = None
        self._actions: list[tuple[QAction, str, QPushButton]] = []
        self.rows = Rows(columns)
        self.view = TableView(self)
        self.view.setModel(self.rows)
        self.header = FilterHeader(self.view)
        self.view.setHorizontalHeader(self.header)
        self.widths = ColumnWidths(self.view, self.rows.columns)
        self.quick = QLineEdit()
        self._count = QLabel()
        self._views = SavedViews(name, state, self.view_state, self.restore)
        self._menu_button = QPushButton(_("List"))
        self._bar = QHBoxLayout()
        self._lay_out()
        self._connect()
        self.restore(state.get(f"tables/{name}") or {})

    # -- for screens

    def set_rows(self, rows: Sequence[Row], total: int | None = None) -> None:
        """Show rows (mappings with "id"); `total` is how many records there are if these are not all.

        What was selected and where the person was stays.
        """
        self._total = len(rows) if total is None else total
        self._keep(lambda: self.rows.set_rows(rows))
        self._warm.start()
        self.widths.fit()

    def selected_ids(self) -> list[str]:
        """The ids of the selected records, from top to bottom."""
        return [self.rows.row(line)["id"] for line in self.view.selected_lines()]

    def select(self, ids: Sequence[str]) -> None:
        """Select these records, and go to the first of them."""
        selection = self.view.selectionModel()
        selection.clear()
        flags = QItemSelectionModel.SelectionFlag
        lines = [line for line in map(self.rows.line_of, ids) if line >= 0]
        for line in reversed(lines):
            index = self.rows.index(line, self._first_column())
            selection.setCurrentIndex(index, flags.Select | flags.Rows)

    def add_action(self, text: str, act: Callable[[list[str]], object], keys: str = "", needs: str = "some") -> QAction:
        """A button over the list and a line in its menu; `act(ids)` gets the selected ids.

        `needs` is what must be selected: none, one or some.
        """
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: act(self.selected_ids()))
        self.addAction(action)
        button = QPushButton(text)
        button.clicked.connect(action.trigger)
        action.visibleChanged.connect(lambda: button.setVisible(action.isVisible()))
        self._bar.insertWidget(len(self._actions), button)
        self._actions.append((action, needs, button))
        self._selection_changed()
        return action

    def set_export(self, export: Export) -> None:
        """Offer to export what is seen: `export(columns, rows)` gets both in the order seen."""
        self._export = export

    def seen(self) -> tuple[list[Column], list[Row]]:
        """The columns and rows as they are on the screen, in that order."""
        columns = [self.rows.columns[section] for section in self._visual() if not self.header.isSectionHidden(section)]
        return columns, [self.rows.row(line) for line in range(self.rows.rowCount())]

    def view_state(self) -> dict[str, Any]:
        """Columns, order, widths, sorting and filters, as `restore` takes them."""
        keys = [column.key for column in self.rows.columns]
        return {
            "columns": [[keys[section], not self.header.isSectionHidden(section)] for section in self._visual()],
            "widths": {
                key: self.header.sectionSize(at) for at, key in enumerate(keys) if not self.header.isSectionHidden(at)
            }
            if self.widths.by_hand
            else {},
            "sort": list(self.rows.sorted_by) if self.rows.sorted_by else None,
            "filters": dict(self.rows.filters),
            "quick": self.rows.quick,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take up a view; columns that it does not know keep their place."""
        keys = [column.key for column in self.rows.columns]
        start = [[column.key, column.shown] for column in self.rows.columns]
        self._choose_columns([(key, shown) for key, shown in state.get("columns", start) if key in keys])
        widths = state.get("widths", {})
        for key, width in widths.items():
            if key in keys:
                self.header.resizeSection(keys.index(key), int(width))
        self.widths.by_hand = bool(widths)
        self.widths.share()
        sort = state.get("sort")
        filters = {key: text for key, text in state.get("filters", {}).items() if key in keys}
        self.rows.arrange(quick=state.get("quick", ""), by_column=filters, sort=tuple(sort) if sort else None)
        self.quick.setText(self.rows.quick)
        if sort and sort[0] in keys:
            order = Qt.SortOrder.DescendingOrder if sort[1] else Qt.SortOrder.AscendingOrder
            self.header.blockSignals(True)
            self.header.setSortIndicator(keys.index(sort[0]), order)
            self.header.blockSignals(False)
        if filters:
            self.show_filters()
        self._show_count()

    def narrow(self, filters: Mapping[str, str]) -> None:
        """Show the rows that meet these filters (text by the column's key); none shows all."""
        wanted = {key: text for key, text in filters.items() if text}
        self._keep(lambda: self.rows.arrange(quick="", by_column=wanted))
        self.quick.clear()
        if wanted:
            self.show_filters()
        else:
            self.header.hide_filters()

    def show_filters(self) -> None:
        """Put a filter under each title, and go to that of the current column."""
        titles = [column.title for column in self.rows.columns]
        keys = [column.key for column in self.rows.columns]
        self.header.show_filters(titles, {keys.index(key): text for key, text in self.rows.filters.items()})
        self.header.focus_filter(max(self.view.currentIndex().column(), self._first_column()))

    # -- parts

    def _lay_out(self) -> None:
        self.quick.setPlaceholderText(_("Find in this list (Ctrl+F)"))
        self.quick.setAccessibleName(_("Find in this list"))
        self.quick.setClearButtonEnabled(True)
        self._bar.addWidget(self.quick, 1)
        self._bar.addWidget(self._count)
        self._bar.addWidget(self._menu_button)
        self._menu = QMenu(self)
        self._menu_button.setMenu(self._menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._bar)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self._pause = _timer(self, self._filter_quickly)
        self._warm = QTimer(self)
        self._warm.setInterval(0)
        self._warm.timeout.connect(lambda: None if self.rows.prepare() else self._warm.stop())
        self._remember = _timer(self, lambda: self._state.set(f"tables/{self._name}", self.view_state()))
        self.quick.textEdited.connect(self._pause.start)
        self.quick.textChanged.connect(lambda text: None if text else self._pause.start())
        self.quick.returnPressed.connect(self._from_filter_to_list)
        self.header.filtered.connect(self._filter_columns)
        self.header.sortIndicatorChanged.connect(self._sort)
        self.header.sectionMoved.connect(self._remember.start)
        self.widths.set_by_hand.connect(self._remember.start)
        self.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        for part in (self.header, self.view):
            part.customContextMenuRequested.connect(partial(self._show_menu, part))
        self.view.line_opened.connect(lambda line: self.opened.emit(self.rows.row(line)["id"]))
        self.view.copy_wanted.connect(self.copy)
        self.view.paste_wanted.connect(self.paste)
        self.view.resized.connect(self.widths.share)
        self.view.selectionModel().selectionChanged.connect(self._selection_changed)
        self._menu.aboutToShow.connect(self._fill_menu)
        for keys, act in (("Ctrl+F", self._find), ("Ctrl+Shift+L", self._toggle_filters)):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)

    def _find(self) -> None:
        self.quick.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.quick.selectAll()

    def _toggle_filters(self) -> None:
        if self.header.is_filtering:
            self.header.hide_filters()
            self.view.setFocus()
        else:
            self.show_filters()

    def _from_filter_to_list(self) -> None:
        self._filter_quickly()
        if self.rows.rowCount():
            self.view.setCurrentIndex(self.rows.index(0, self._first_column()))
            self.view.setFocus()

    def _filter_quickly(self) -> None:
        self._pause.stop()
        text = self.quick.text()
        self._keep(lambda: self.rows.arrange(quick=text))
        if self._total > len(self.rows.rows):
            self.narrowed.emit(text)

    def _filter_columns(self, texts: dict[int, str]) -> None:
        by_column = {self.rows.columns[number].key: text for number, text in texts.items()}
        self._keep(lambda: self.rows.arrange(by_column=by_column))

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        self._keep(lambda: self.rows.sort(section, order))
        self._remember.start()

    def _keep(self, change: Callable[[], None]) -> None:
        """Change what is shown, and leave the person where they were."""
        selected = self.selected_ids()
        current = self.view.currentIndex()
        column = current.column() if current.isValid() else self._first_column()
        current_id = self.rows.row(current.row())["id"] if current.isValid() else None
        change()
        flags = QItemSelectionModel.SelectionFlag
        selection = self.view.selectionModel()
        lines = {row: line for line, row in enumerate(self.rows.row(n)["id"] for n in range(self.rows.rowCount()))}
        selection.select(self.view.selection_of(lines[one] for one in selected if one in lines), flags.Select)
        if current_id in lines:
            selection.setCurrentIndex(self.rows.index(lines[current_id], column), flags.NoUpdate)
        self._show_count()
        self._selection_changed()

    def _show_count(self) -> None:
        shown, given = self.rows.rowCount(), len(self.rows.rows)
        number = values.shown
        if self._total > given:
            text = _("{shown} of {total}; find to see others").format(
                shown=number("integer", shown), total=number("integer", self._total)
            )
        elif shown < given:
            text = _("{shown} of {total}").format(shown=number("integer", shown), total=number("integer", given))
        else:
            text = ngettext("{n} record", "{n} records", given).format(n=number("integer", given))
        self._count.setText(text)

    def _selection_changed(self) -> None:
        ids = self.selected_ids()
        for action, needs, button in self._actions:
            enabled = needs == "none" or len(ids) == 1 or (needs == "some" and len(ids) > 0)
            action.setEnabled(enabled)
            button.setEnabled(enabled)
        self.selection_changed.emit(ids)

    def _show_menu(self, part: QAbstractItemView | FilterHeader, at: QPoint) -> None:
        self._menu.exec(part.viewport().mapToGlobal(at))

    def _fill_menu(self) -> None:
        menu = self._menu
        menu.clear()
        for action, _needs, _button in self._actions:
            menu.addAction(action)
        menu.addSeparator()
        filtering = menu.addAction(_("Filter per column") + "\tCtrl+Shift+L", self._toggle_filters)
        filtering.setCheckable(True)
        filtering.setChecked(self.header.is_filtering)
        menu.addAction(_("Columns…"), self._ask_columns)
        if self._export is not None:
            export = self._export
            menu.addAction(_("Export what is seen…"), lambda: export(*self.seen()))
        menu.addSeparator()
        self._views.fill_menu(menu, self)

    def _ask_columns(self) -> None:
        columns = self.rows.columns
        dialog = ColumnsDialog(
            [(columns[at].key, columns[at].title, not self.header.isSectionHidden(at)) for at in self._visual()], self
        )
        if dialog.exec() == ColumnsDialog.DialogCode.Accepted:
            self._choose_columns(dialog.chosen)
            self.widths.share()
            self._remember.start()
        dialog.deleteLater()

    def _choose_columns(self, chosen: Sequence[tuple[str, bool]]) -> None:
        keys = [column.key for column in self.rows.columns]
        for place, (key, shown) in enumerate(chosen):
            at = keys.index(key)
            self.header.moveSection(self.header.visualIndex(at), place)
            self.header.setSectionHidden(at, not shown)

    def _visual(self) -> list[int]:
        return [self.header.logicalIndex(place) for place in range(len(self.rows.columns))]

    def _first_column(self) -> int:
        return next((at for at in self._visual() if not self.header.isSectionHidden(at)), 0)

    def copy(self) -> None:
        """Copy the selected rows as they are seen, with titles, for Excel."""
        columns, rows = self.seen()
        wanted = set(self.selected_ids())
        cells = [[column.title for column in columns]]
        for row in rows:
            if row["id"] in wanted:
                cells.append([values.editable(column.kind, row.get(column.key), column.choices) for column in columns])
        clipboard.copy(cells, [column.kind not in (*values.NUMBERS, "date") for column in columns])

    def paste(self) -> None:
        """Hand the cells of the clipboard to the screen."""
        cells = clipboard.paste()
        if cells:
            self.pasted.emit(cells)


def _timer(owner: QWidget, act: Callable[[], object]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(PAUSE_MS)
    timer.timeout.connect(act)
    return timer
