"""A bar that asks whether a participant or enterprise is known already, one at a time and never in the way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton

from trainer_app.texts import _, ngettext
from ui import style
from ui.icons import icon
from ui.labels import plain_label
from ui.screens.course.participant_rows import Doubt


class DoubtBar(QFrame):
    """Questions wait in line; leaving them all unanswered is right too (the list of likely duplicates has them)."""

    same = Signal(object)
    """A Doubt that was answered: the same person."""
    other = Signal(object)
    """A Doubt that was answered: somebody else."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("doubts")
        self._waiting: list[Doubt] = []
        self._text, self._more = plain_label(), plain_label()
        self._text.setWordWrap(True)
        self.yes, self.no = QPushButton(_("The same person")), QPushButton(_("Somebody else"))
        self.later = QToolButton()
        self.yes.clicked.connect(lambda: self._answer(self.same))
        self.no.clicked.connect(lambda: self._answer(self.other))
        self.later.setAutoRaise(True)
        self.later.setToolTip(_("Not now"))
        self.later.setAccessibleName(_("Not now"))
        self.later.clicked.connect(self.clear)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 8, 4)
        line.addWidget(self._text, 1)
        for widget in (self._more, self.yes, self.no, self.later):
            line.addWidget(widget)
        self._colour()
        self.hide()

    def add(self, doubts: Sequence[Doubt]) -> None:
        """Ask about these too; a person is asked about once."""
        asked = {one.record_id for one in doubts}
        self._waiting = [one for one in self._waiting if one.record_id not in asked] + list(doubts)
        self._show()

    def clear(self) -> None:
        """Ask nothing any more."""
        self._waiting = []
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if style.is_palette_change(event):
            self._colour()
        super().changeEvent(event)

    def _answer(self, answer: object) -> None:
        doubt = self._waiting.pop(0)
        self._show()
        answer.emit(doubt)  # type: ignore[attr-defined]

    def _show(self) -> None:
        self.setVisible(bool(self._waiting))
        if not self._waiting:
            return
        first, n = self._waiting[0], len(self._waiting) - 1
        person = first.table == "person"
        self.yes.setText(_("The same person") if person else _("The same enterprise"))
        self.no.setText(_("Somebody else") if person else _("Another one"))
        self._text.setText(_("Is {name} the same as {known}?").format(name=first.name, known=first.known))
        self._more.setText(ngettext("{n} more", "{n} more", n).format(n=n) if n else "")

    def _colour(self) -> None:
        ground, text = style.colours().info
        sheet = f"#doubts {{background: {ground};}} #doubts QLabel {{color: {text};}}"
        if sheet != self.styleSheet():  # setting one changes the palette, which leads here again
            self.setStyleSheet(sheet)
            self.later.setIcon(icon("close", text))
