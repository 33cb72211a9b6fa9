"""One person: the name at the top, details, courses and certificates, and who may be the same below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QTabWidget, QVBoxLayout

from db.models import Person
from trainer_app import joined, person_records, persons
from trainer_app.formats import date_text
from trainer_app.paths import programmes_folder
from trainer_app.programmes import load_catalogue
from trainer_app.texts import _
from ui.screen import Screen
from ui.screens.course.tab import plain_label
from ui.screens.person.details import DetailsTab
from ui.screens.person.likely import LikelyTab
from ui.screens.person.records import RecordsTab
from ui.screens.person.tab import PersonTab, in_line

DETAILS, RECORDS, LIKELY = range(3)


class Head(NamedTuple):
    """What stands at the top of a person; `root` is the id of the one who stands for the person that was opened."""

    root: str
    title: str
    facts: str
    is_trainer: bool
    is_erased: bool
    courses: int
    certificates: int


class PersonPage(Screen):
    """Alt+1 to Alt+3 open the tabs, Alt+Left goes back to the list."""

    reads = frozenset({"person", "place", "enrolment", "certificate"})

    def __init__(self, window: Any, back: Callable[[], object]) -> None:
        super().__init__(window)
        self.person_id = ""
        self._head: Head | None = None
        self._back = back
        self._title, self._facts = plain_label(bold=1.3), plain_label(muted=True)
        to_list = QPushButton(_("All participants"))
        to_list.setToolTip(_("Back to the list (Alt+Left)"))
        to_list.clicked.connect(lambda: back())
        self._as_trainer = QPushButton(_("As a trainer"))
        self._as_trainer.clicked.connect(lambda: self.main_window.go("trainers", self.person_id))
        self.held_button = QPushButton(_("What is held…"))
        self.held_button.clicked.connect(self._show_held)
        more = QPushButton(_("More"))
        menu = QMenu(more)
        menu.addAction(_("Erase this person…"), self._ask_erase)
        more.setMenu(menu)
        self._more = more
        head = QHBoxLayout()
        head.addWidget(to_list)
        head.addSpacing(8)
        head.addWidget(self._title)
        head.addSpacing(12)
        head.addWidget(self._facts, 1)
        for button in (self._as_trainer, self.held_button, more):
            head.addWidget(button)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._parts: list[PersonTab] = [DetailsTab(window), RecordsTab(window), LikelyTab(window)]
        names = (_("Details"), _("Courses and certificates"), _("Likely the same"))
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
        self._head = head
        self._title.setText(head.title)
        self._facts.setText(head.facts)
        self._as_trainer.setVisible(head.is_trainer)
        self.tabs.setVisible(not head.is_erased)
        self._more.setVisible(not head.is_erased)

    def _show_held(self) -> None:
        from ui.dialogs.held import HeldDialog

        person_id = self.person_id
        self.query(
            lambda tx: persons.held(tx, person_id), lambda held: HeldDialog(held, self).open(), topic="held",
            label=_("Gathering what is held"),
        )  # fmt: skip

    def _ask_erase(self) -> None:
        from ui.dialogs.erase import EraseDialog

        if self._head is None:
            return
        dialog = EraseDialog(self._head.title, self._head.courses, self._head.certificates, self)
        dialog.accepted.connect(self._erase)
        dialog.open()

    def _erase(self) -> None:
        person_id = self.person_id

        def told(_records: int) -> None:
            self._back()
            self.messages.success(
                _("The person is erased. Backups and workbooks made before still hold the values: delete those too.")
            )

        self.change(
            _("Erase a person"),
            lambda tx: persons.erase(tx, person_id, load_catalogue(programmes_folder())),
            told,
        )

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: act())


def read_head(tx: Any, person_id: str) -> Head:
    """Name, sex, age and place in one line, and what erasing would touch."""
    root = joined.root_of(tx, "person", person_id)
    person = tx.get(Person, root)
    if person.erased_on:
        told = _("This person was erased on {day}. Numbers and totals stay.").format(day=date_text(person.erased_on))
        return Head(root, _("(erased)"), told, False, True, 0, 0)
    row = next(iter(persons.rows(tx, ids=[root])), None)
    facts: list[str] = []
    if row is not None:
        age = _("{age} years").format(age=row.age) if row.age else ""
        facts = [row.latin_name if row.full_name else "", _(persons.SEXES.get(row.sex, "")) if row.sex else "", age,
                 row.place, row.phones]  # fmt: skip
    title = person.full_name or person.latin_name or _("(no name)")
    return Head(
        root, title, in_line(facts), bool(person.is_trainer), False,
        len(person_records.seats(tx, root)), len(person_records.papers(tx, root)),
    )  # fmt: skip
