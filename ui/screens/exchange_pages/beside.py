"""Records that may be one, beside each other, field by field: Enter on a value lets it stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from trainer_app import formats
from trainer_app.texts import _
from ui import style

if TYPE_CHECKING:
    from trainer_app.comparing import Compared


class Beside(QTableWidget):
    """One column per record. Enter on a value that differs lets it stay, whichever record is kept; Escape leaves."""

    left = Signal()
    """The person wants to go back to the list."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Compared] = ()
        self.stays: dict[str, int] = {}
        """Of each field that the person chose: the column of the value that stays."""
        self.setAccessibleName(_("The records side by side"))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setMinimumSectionSize(style.line_height(self))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)  # long values wrap
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.cellActivated.connect(self._let_stay)

    def show_records(self, titles: Sequence[str], lines: Sequence[Compared]) -> None:
        """Show these; what was chosen of others is forgotten."""
        self.stays = {}
        self._lines = lines
        self.setColumnCount(len(titles))
        self.setHorizontalHeaderLabels(list(titles))
        self.setRowCount(len(lines))
        self.setVerticalHeaderLabels([line.label for line in lines])
        self._fill()

    def go_in(self) -> None:
        """Go to the first value that differs."""
        line = next((at for at, one in enumerate(self._lines) if one.differs), 0)
        self.setCurrentCell(line, 0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _let_stay(self, line: int, side: int) -> None:
        """Take this value, or take that back."""
        one = self._lines[line]
        if not one.differs:
            return
        if self.stays.get(one.field) == side:
            del self.stays[one.field]
        else:
            self.stays[one.field] = side
        self._fill()

    def _fill(self) -> None:
        theme = style.colours(self)
        for at, line in enumerate(self._lines):
            for side, text in enumerate(line.values):
                stays = self.stays.get(line.field) == side
                text = formats.phones_text(text) if line.field == "phones" else text
                item = QTableWidgetItem(_("{value} (stays)").format(value=text) if stays else text)
                if stays:
                    bold = item.font()
                    bold.setBold(True)
                    item.setFont(bold)
                if line.differs:
                    item.setBackground(QBrush(QColor(theme.warning[0])))
                    item.setForeground(QBrush(QColor(theme.warning[1])))
                self.setItem(at, side, item)
