"""A report's document on the screen: a page for each table, with its charts above it and its notes below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QScrollArea,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from trainer_app.reports.document import Document, Table
from trainer_app.texts import _
from ui import clipboard, style
from ui.charts import ChartView
from ui.column_widths import shared

LONGEST_TAB = 34  # characters
LEAST = 20  # characters that a column of names keeps where the room is less


class DocumentView(QTabWidget):
    """Shows one trainer_app.reports.document.Document; the page the person was on stays."""

    def __init__(self) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.document: Document | None = None

    def show_document(self, document: Document) -> None:
        """Show a document in the place of the one before."""
        self.document = document
        at = self.currentIndex()
        while self.count():
            page = self.widget(0)
            self.removeTab(0)
            if page is not None:
                page.deleteLater()
        for table in document.tables:
            place = self.addTab(_page(document, table), table.title)
            self.setTabToolTip(place, table.title)
        self.setCurrentIndex(min(max(at, 0), self.count() - 1))

    def copy(self) -> bool:
        """Copy the table of this page for Excel; False if there is none."""
        page = self.currentWidget()
        grid = page.findChild(DocumentTable) if page is not None else None
        if grid is None:
            return False
        grid.copy_all()
        return True


def _page(document: Document, table: Table) -> QWidget:
    """The table; under it, with a handle between, what is scrolled: charts and notes."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 6, 0, 0)
    grid = DocumentTable(table)
    notes = QLabel("\n".join([*table.notes, *document.notes]))
    notes.setWordWrap(True)
    notes.setTextFormat(Qt.TextFormat.PlainText)
    notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    charts = document.charts_of(table)
    if not charts:
        column.addWidget(grid, 1)
        column.addWidget(notes)
        return page
    below = QWidget()
    pictures = QVBoxLayout(below)
    pictures.setContentsMargins(0, 0, 0, 0)
    for chart in charts:
        pictures.addWidget(ChartView(chart), 1)
    pictures.addWidget(notes)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(below)
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.addWidget(grid)
    splitter.addWidget(area)
    splitter.setChildrenCollapsible(False)
    splitter.setSizes([1000, 1400])  # in proportion, whatever the window's height
    column.addWidget(splitter, 1)
    return page


class DocumentTable(QTableWidget):
    """A report's table with its total; Ctrl+C copies what is selected, for Excel."""

    def __init__(self, table: Table) -> None:
        total = table.shown_total()
        super().__init__(len(table.rows) + bool(total), len(table.columns))
        self.table = table
        self.setAccessibleName(table.title)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.line_height(self))
        theme = style.colours(self)
        for at, column in enumerate(table.columns):
            title = QTableWidgetItem(_in_two_lines(column.label) if column.is_number else column.label)
            title.setToolTip(column.note or column.label)
            title.setTextAlignment(_alignment(column.is_number))
            self.setHorizontalHeaderItem(at, title)
        for line, texts in enumerate([*map(table.shown, table.rows), *([total] if total else [])]):
            for at, (column, text) in enumerate(zip(table.columns, texts, strict=True)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_alignment(column.is_number))
                item.setToolTip("" if column.is_number else text)
                if total and line == len(table.rows):
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                    item.setBackground(QBrush(QColor(theme.button)))
                self.setItem(line, at, item)
        self.resizeColumnsToContents()
        least = self.fontMetrics().averageCharWidth() * LEAST
        self._widths = [
            (width, width, width if column.is_number else min(width, least))
            for at, column in enumerate(table.columns)
            for width in (self.columnWidth(at),)
        ]
        if not table.rows:
            self.setToolTip(_("Nobody was reached in this period."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long names give room to the figures."""
        super().resizeEvent(event)
        for at, width in enumerate(shared(self._widths, self.viewport().width())):
            self.setColumnWidth(at, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        else:
            super().keyPressEvent(event)

    def copy_selected(self) -> None:
        """Copy the selected block with its titles; the whole table if one cell or nothing is selected."""
        ranges = self.selectedRanges()
        if not ranges or (ranges[0].rowCount() == 1 and ranges[0].columnCount() == 1):
            self.copy_all()
            return
        block = ranges[0]
        self._copy(range(block.topRow(), block.bottomRow() + 1), range(block.leftColumn(), block.rightColumn() + 1))

    def copy_all(self) -> None:
        """Copy the whole table with its titles and its total."""
        self._copy(range(self.rowCount()), range(self.columnCount()))

    def _copy(self, lines: range, places: range) -> None:
        columns = [self.table.columns[at] for at in places]
        cells = [[column.label for column in columns]]
        model = self.model()
        cells += [[str(model.data(model.index(line, at))) for at in places] for line in lines]
        clipboard.copy(cells, [not column.is_number for column in columns])


def _in_two_lines(title: str) -> str:
    """A title of several words, broken where the longer line is shortest: numbers are narrow."""
    words = title.split()
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return "\n".join(min(breaks, key=lambda lines: max(map(len, lines)))) if breaks else title


def _alignment(is_number: bool) -> Qt.AlignmentFlag:
    end = Qt.AlignmentFlag.AlignTrailing if is_number else Qt.AlignmentFlag.AlignLeading
    return end | Qt.AlignmentFlag.AlignVCenter
