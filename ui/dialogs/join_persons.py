"""Asks which of several records of one person is kept; the others are joined with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QDialogButtonBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from trainer_app.formats import date_text
from trainer_app.texts import _, ngettext

if TYPE_CHECKING:
    from trainer_app.people.persons import Row


class JoinPersonsDialog(QDialog):
    """The record with the most courses is proposed."""

    def __init__(self, rows: Sequence[Row], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Join persons"))
        self._rows = list(rows)
        told = QLabel(
            _(
                "These become one person. Courses and certificates of all stay. Keep one record; what is blank in it "
                "is filled from the others. They can be taken apart again."
            )
        )
        told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(told)
        self._group = QButtonGroup(self)
        for number, row in enumerate(self._rows):
            button = QRadioButton(_line(row).replace("&", "&&"))
            self._group.addButton(button, number)
            column.addWidget(button)
        proposed = max(range(len(self._rows)), key=lambda number: self._rows[number].courses)
        self._group.button(proposed).setChecked(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        agree = buttons.addButton(_("Join"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        agree.setDefault(True)  # not before it is in the dialog: Qt would forget it
        width = self.fontMetrics().averageCharWidth() * 84
        self.resize(width, column.heightForWidth(width))
        self._group.button(proposed).setFocus()

    def kept(self) -> str:
        """The id of the record to keep."""
        return self._rows[self._group.checkedId()].id


def _line(row: Row) -> str:
    courses = ngettext("{n} course", "{n} courses", row.courses).format(n=row.courses)
    last = _("last {day}").format(day=date_text(row.last)) if row.last else ""
    parts = (row.full_name, row.latin_name, str(row.age or ""), row.phones, row.place, courses, last)
    return "  ·  ".join(part for part in parts if part)
