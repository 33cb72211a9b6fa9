"""The ledger of a plan: how many rows of each sheet were read, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from trainer_app.formats import number_text
from trainer_app.texts import _
from ui import style
from ui.screens.import_pages.plan_lists import VERDICTS

if TYPE_CHECKING:
    from trainer_app.importing.plan import Plan

_MOST_LINES = 5  # that are shown without scrolling
_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class LedgerTable(QTableWidget):
    """One line per sheet. Enter on a figure, or a double click, shows the rows that it counts."""

    rows_wanted = Signal(str, str)
    """Sheet and verdict of the rows to show, "" for all."""

    def __init__(self) -> None:
        super().__init__(0, 2 + len(VERDICTS))
        self.setHorizontalHeaderLabels([_("Sheet"), _("read"), *(_(label) for label in VERDICTS.values())])
        self.setAccessibleName(_("Rows by sheet"))
        self.setToolTip(_("Enter on a figure shows its rows"))
        header = self.horizontalHeader()
        header.setDefaultAlignment(_END)
        header.setHighlightSections(False)
        first = self.horizontalHeaderItem(0)
        if first is not None:
            first.setTextAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.line_height(self))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.cellActivated.connect(self._show_rows)

    def show_plan(self, plan: Plan) -> None:
        """Fill it; it is as high as its sheets, up to some."""
        self.setRowCount(len(plan.ledgers))
        for line, ledger in enumerate(plan.ledgers):
            figures = [getattr(ledger, name) for name in ("read", *VERDICTS)]
            for column, text in enumerate((ledger.sheet, *map(number_text, figures))):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(_END)
                self.setItem(line, column, item)
        width = self.fontMetrics().averageCharWidth()
        self.setColumnWidth(0, width * 40)
        for column in range(1, self.columnCount()):
            self.setColumnWidth(column, width * 14)
        height = self.verticalHeader().defaultSectionSize() * min(max(len(plan.ledgers), 1), _MOST_LINES)
        self.setFixedHeight(height + self.horizontalHeader().sizeHint().height() + 4)

    def _show_rows(self, line: int, column: int) -> None:
        sheet = self.item(line, 0)
        verdict = list(VERDICTS)[column - 2] if column > 1 else ""
        self.rows_wanted.emit(sheet.text() if sheet is not None else "", verdict)
