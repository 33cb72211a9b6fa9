"""One trainer: the name at the top; where they stand, the courses they held, and who was trained by whom below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout

from db.models import Person
from trainer_app import joined, places
from trainer_app.texts import _
from ui.screen import Screen
from ui.screens.course.tab import plain_label
from ui.screens.person.tab import PersonTab, in_line
from ui.screens.trainer.courses import CoursesTab
from ui.screens.trainer.links import LinksTab
from ui.screens.trainer.standing import StandingTab


class Head(NamedTuple):
    """What stands at the top; `root` is the id of the one who stands for the person that was opened."""

    root: str
    title: str
    facts: str


class TrainerPage(Screen):
    """Alt+1 to Alt+3 open the tabs, Alt+Left goes back to the list."""

    reads = frozenset({"person", "place"})

    def __init__(self, window: Any, back: Callable[[], object]) -> None:
        super().__init__(window)
        self.person_id = ""
        self._title, self._facts = plain_label(bold=1.3), plain_label(muted=True)
        to_list = QPushButton(_("All trainers"))
        to_list.setToolTip(_("Back to the list (Alt+Left)"))
        to_list.clicked.connect(lambda: back())
        person = QPushButton(_("Personal details"))
        person.clicked.connect(lambda: self.main_window.go("participants", self.person_id))
        head = QHBoxLayout()
        head.addWidget(to_list)
        head.addSpacing(8)
        head.addWidget(self._title)
        head.addSpacing(12)
        head.addWidget(self._facts, 1)
        head.addWidget(person)
        self.standing, self.held, self.links = StandingTab(window), CoursesTab(window), LinksTab(window)
        self._parts: list[PersonTab] = [self.standing, self.held, self.links]
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        names = (_("Standing and steps"), _("Courses held"), _("Trained by whom, trained whom"))
        for number, (part, name) in enumerate(zip(self._parts, names, strict=True)):
            self.tabs.addTab(part, name)
            self.tabs.setTabToolTip(number, f"Alt+{number + 1}")
            self._shortcut(f"Alt+{number + 1}", partial(self.open_tab, number))
        self._shortcut("Alt+Left", back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)

    def open_record(self, record_id: str) -> None:
        if record_id != self.person_id:
            self.person_id = record_id
            self._title.setText("")
            self._facts.setText("")
        for part in self._parts:
            part.show_person(record_id)
        self.reload()

    def open_tab(self, number: int) -> None:
        """Open one of the tabs and put the person into it."""
        self.tabs.setCurrentIndex(number)
        self._parts[number].enter()

    def load(self) -> None:
        person_id = self.person_id
        if person_id:
            self.query(lambda tx: read_head(tx, person_id), self._show, topic="head")

    def _show(self, head: Head) -> None:
        if head.root != self.person_id:
            self.open_record(head.root)
            self._parts[self.tabs.currentIndex()].enter()
            return
        self._title.setText(head.title)
        self._facts.setText(head.facts)

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: act())


def read_head(tx: Any, person_id: str) -> Head:
    """The trainer's name, and place, phone and e-mail in one line."""
    root = joined.root_of(tx, "person", person_id)
    person = tx.get(Person, root)
    place = places.full_names(tx).get(person.place_id or "", "")
    facts = (person.latin_name if person.full_name else "", place, person.phones, person.email)
    title = person.full_name or person.latin_name or _("(no name)")
    return Head(root, title, in_line(facts))
