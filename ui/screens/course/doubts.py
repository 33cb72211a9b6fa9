"""A bar that asks whether somebody, a firm or an organisation is known already: one at a time, in nobody's way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton

from db.models import RECORDS, Course
from trainer_app import duplicates, enterprises, joined, organisations
from trainer_app.courses import courses
from trainer_app.people import persons
from trainer_app.texts import N_, _, ngettext
from ui import style
from ui.icons import icon
from ui.labels import plain_label

_JOIN = {"person": persons.join, "enterprise": enterprises.join, "organisation": organisations.join}
_YES = {
    "person": N_("The same person"), "enterprise": N_("The same enterprise"),
    "organisation": N_("The same organisation"),
}  # fmt: skip
_NO = {"person": N_("Somebody else"), "enterprise": N_("Another one"), "organisation": N_("Another one")}
_JOINED = {
    "person": N_("Join two persons"), "enterprise": N_("Join two enterprises"),
    "organisation": N_("Join two organisations"),
}  # fmt: skip
_APART = {
    "person": N_("Not the same person"), "enterprise": N_("Not the same enterprise"),
    "organisation": N_("Not the same organisation"),
}  # fmt: skip


@dataclass(frozen=True)
class Doubt:
    """Somebody of this course, or an enterprise or organisation (`table`), who may be one that is known already."""

    record_id: str
    name: str
    known_id: str
    known: str
    table: str = "person"


def about(tx: Any, table: str, record_id: str) -> list[Doubt]:
    """Which known enterprise or organisation this one is likeliest, if any."""
    name = tx.get(RECORDS[table], record_id).name
    return [_doubt(table, record_id, name, one) for one in duplicates.likely_others(tx, table, record_id, limit=1)]


def of_course(tx: Any, course_id: str) -> list[Doubt]:
    """Which known ones the organiser and the trainers of a course may be."""
    organiser = tx.get(Course, course_id).organiser_id
    trainers = {person.id: person.full_name or "" for _role, person in courses.trainers_of(tx, course_id)}
    return [
        *(about(tx, "organisation", joined.root_of(tx, "organisation", organiser)) if organiser else ()),
        *(
            _doubt("person", record_id, trainers[record_id], likely[0])
            for record_id, likely in duplicates.likely_trainers(tx, trainers).items() if likely
        ),
    ]  # fmt: skip


def _doubt(table: str, record_id: str, name: str, known: duplicates.Known) -> Doubt:
    return Doubt(record_id, name, known.id, f"{known.label} ({'; '.join(known.likeness.reasons[:2])})", table)


def answered_same(tx: Any, doubt: Doubt) -> None:
    """Say that the two of a doubt are one."""
    _JOIN[doubt.table](tx, doubt.known_id, doubt.record_id)


def answered_other(tx: Any, doubt: Doubt) -> None:
    """Remember that two are not one, so that nobody is asked again."""
    duplicates.mark_not_same(tx, doubt.table, doubt.record_id, doubt.known_id)


class DoubtBar(QFrame):
    """Questions wait in line; leaving them all unanswered is right too (the list of likely duplicates has them)."""

    def __init__(self, change: Callable[[str, Callable[[Any], None]], object]) -> None:
        """`change` of the tab that asks saves the answers: it takes a label and what to do."""
        super().__init__()
        self._change = change
        self.setObjectName("doubts")
        self._waiting: list[Doubt] = []
        self._text, self._more = plain_label(), plain_label()
        self._text.setWordWrap(True)
        self.yes, self.no = QPushButton(_("The same person")), QPushButton(_("Somebody else"))
        self.later = QToolButton()
        self.yes.clicked.connect(lambda: self._answer(_JOINED, answered_same))
        self.no.clicked.connect(lambda: self._answer(_APART, answered_other))
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

    def _answer(self, labels: Mapping[str, str], answer: Callable[[Any, Doubt], None]) -> None:
        doubt = self._waiting.pop(0)
        self._show()
        self._change(_(labels[doubt.table]), lambda tx: answer(tx, doubt))

    def _show(self) -> None:
        self.setVisible(bool(self._waiting))
        if not self._waiting:
            return
        first, n = self._waiting[0], len(self._waiting) - 1
        self.yes.setText(_(_YES[first.table]))
        self.no.setText(_(_NO[first.table]))
        self._text.setText(_("Is {name} the same as {known}?").format(name=first.name, known=first.known))
        self._more.setText(ngettext("{n} more", "{n} more", n).format(n=n) if n else "")

    def _colour(self) -> None:
        ground, text = style.colours().info
        sheet = f"#doubts {{background: {ground};}} #doubts QLabel {{color: {text};}}"
        if sheet != self.styleSheet():  # setting one changes the palette, which leads here again
            self.setStyleSheet(sheet)
            self.later.setIcon(icon("close", text))
