"""Tells the history of a record or of one of its fields: who changed what, when, and where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainer_app.formats import date_text
from trainer_app.moments import when_text
from trainer_app.texts import _

if TYPE_CHECKING:
    from trainer_app.history import Event


class HistoryDialog(QDialog):
    """The latest change first; Esc closes."""

    def __init__(self, events: Sequence[Event], parent: QWidget, title: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title or _("History"))
        table = QTableWidget(len(events), 4)
        table.setHorizontalHeaderLabels([_("When"), _("Who"), _("What"), _("From")])
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.setAccessibleName(_("History"))
        for line, event in enumerate(sorted(events, key=lambda one: one.stamp, reverse=True)):
            when = when_text(event.stamp, date_text)
            who = ", ".join(part for part in (event.who, event.computer) if part)
            for at_column, text in enumerate((when, who, event.sentence, event.source)):
                table.setItem(line, at_column, QTableWidgetItem(text))
        table.resizeColumnsToContents()
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(table)
        column.addWidget(buttons)
        wide = self.fontMetrics().averageCharWidth()
        self.resize(wide * 120, wide * 50)
