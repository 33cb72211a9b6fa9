"""The values of one conflict side by side: who set each, when and where, and a field for another value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from trainer_app import formats
from trainer_app.errors import UserError
from trainer_app.moments import when_text
from trainer_app.texts import _
from ui import style, values
from ui.screens.page import told

if TYPE_CHECKING:
    from trainer_app.exchange.conflicts import Dispute, Standing

MOST_KEYS = 9  # values that have a key of their own


class SideBySide(QScrollArea):
    """The values of one conflict as cards, and a field for another value."""

    chosen = Signal(str)
    """The stamp of the value that is to stand."""
    typed = Signal(object)
    """Another value that is to stand."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._dispute: Dispute | None = None
        self.buttons: list[QPushButton] = []
        self.other = QLineEdit()
        self.problem = told()
        self._kind: values.Kind = "text"
        self._choices: values.Choices = ()
        self.setMinimumHeight(self.fontMetrics().height() * 13)

    def show_dispute(self, dispute: Dispute | None) -> None:
        """Show the values of a conflict; None clears."""
        if dispute == self._dispute and dispute is not None:
            return
        self._dispute = dispute
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 4, 0, 0)
        self.buttons = []
        if dispute is not None:
            column.addWidget(told(f"{dispute.label} – {dispute.field_label}", strong=True))
            cards = QHBoxLayout()
            for number, standing in enumerate(dispute.values, 1):
                cards.addWidget(self._card(number, standing, phones=dispute.field == "phones"), 1)
            column.addLayout(cards)
            self._add_other(column, dispute)
        column.addStretch(1)
        shown = self.takeWidget()
        if shown is not None:
            shown.deleteLater()  # the button that was pressed is in it
        self.setWidget(inside)

    def focus_first(self) -> None:
        """Go to the first value."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Go to the field for another value, where there is one."""
        if self.other.isVisibleTo(self):
            self.other.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _card(self, number: int, standing: Standing, *, phones: bool) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        theme = style.colours(self)
        card.setStyleSheet(f"#card {{background: {theme.base}; border: 1px solid {theme.line}; border-radius: 6px;}}")
        value = told((formats.phones_text(standing.text) if phones else standing.text) or "–", strong=True)
        font = value.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        value.setFont(font)
        by = ", ".join(filter(None, (standing.who, standing.computer)))
        lines = [by or _("somebody"), when_text(standing.stamp, formats.date_text)]
        if standing.source:
            lines.append(_("from {source}").format(source=standing.source))
        elif standing.file:
            lines.append(_("came with the file {file}").format(file=standing.file))
        if standing.ours:
            lines.append(_("set on this computer"))
        if standing.shows:
            lines.append(_("shown at present"))
        button = QPushButton(_("Take this ({key})").format(key=number) if number <= MOST_KEYS else _("Take this"))
        button.setAccessibleName(_("Take the value {value}").format(value=standing.text or "–"))
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self.chosen.emit(standing.stamp))
        self.buttons.append(button)
        column = QVBoxLayout(card)
        column.addWidget(value)
        column.addWidget(told("\n".join(lines)))
        column.addStretch(1)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _add_other(self, column: QVBoxLayout, dispute: Dispute) -> None:
        self.other = QLineEdit()
        self.problem = told()
        self.problem.setStyleSheet(f"color: {style.colours(self).error[1]}")
        self.problem.hide()
        editor = editor_of(dispute)
        if editor is None:
            return
        self._kind, self._choices = editor
        label = QLabel(_("Another value (0):"))
        label.setBuddy(self.other)
        self.other.setAccessibleName(_("Another value"))
        self.other.setMaximumWidth(self.fontMetrics().averageCharWidth() * 44)
        if self._choices:
            self.other.setPlaceholderText(", ".join(choice for _code, choice in self._choices))
        self.other.returnPressed.connect(self._typed)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.other, 1)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.problem)

    def _typed(self) -> None:
        try:
            value = values.read(self._kind, self.other.text(), self._choices)
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.typed.emit(value)


def editor_of(dispute: Dispute) -> tuple[values.Kind, values.Choices] | None:
    """How another value of the field is typed; None where it names a record or says whether that is deleted."""
    from db.journal import kinds
    from db.models import REFERENCES
    from trainer_app.workbook.sheets import CODE_LISTS, SHEETS

    if dispute.field == "deleted" or dispute.field in REFERENCES:
        return None
    names: dict[str, values.Kind] = {"int": "integer", "float": "decimal", "date": "date", "bool": "yes_no"}
    kind = kinds(dispute.table)[dispute.field].__name__
    if kind in names:
        return names[kind], ()
    for sheet in SHEETS:
        for column in sheet.columns:
            if (column.table, column.name) == (dispute.table, dispute.field) and column.list in CODE_LISTS:
                return "choice", tuple((code, _(label)) for code, label in CODE_LISTS[column.list])
    return "text", ()
