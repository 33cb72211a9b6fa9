"""One person: the name at the top, details, courses and certificates, and who may be the same below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QMenu, QPushButton

from db.models import Person
from trainer_app import joined
from trainer_app.formats import date_text
from trainer_app.paths import programmes_folder
from trainer_app.people import person_records, persons
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _
from ui.labels import beside
from ui.screens.person.details import DetailsTab
from ui.screens.person.likely import LikelyTab
from ui.screens.person.records import RecordsTab
from ui.screens.person.tab import PersonTab
from ui.screens.record_page import Head, RecordPage

DETAILS, RECORDS, LIKELY = range(3)


@dataclass(frozen=True)
class PersonHead(Head):
    """What stands at the top of a person, and what erasing would touch."""

    is_trainer: bool
    is_erased: bool
    courses: int
    certificates: int


class PersonPage(RecordPage):
    """One person; what is held can be shown, and the person erased."""

    reads = frozenset({"person", "place", "enrolment", "certificate"})

    def __init__(self, window: Any, back: Callable[[], object]) -> None:
        tabs: list[tuple[str, PersonTab]] = [
            (_("Details"), DetailsTab(window)),
            (_("Courses and certificates"), RecordsTab(window)),
            (_("Likely the same"), LikelyTab(window)),
        ]
        super().__init__(window, back, _("All participants"), tabs, read_head)
        self._shown: PersonHead | None = None
        self._back = back
        self._as_trainer = QPushButton(_("As a trainer"))
        self._as_trainer.clicked.connect(lambda: self.main_window.go("trainers", self.record_id))
        self.held_button = QPushButton(_("What is held…"))
        self.held_button.clicked.connect(self._show_held)
        self._more = QPushButton(_("More"))
        menu = QMenu(self._more)
        menu.addAction(_("Erase this person…"), self._ask_erase)
        self._more.setMenu(menu)
        for button in (self._as_trainer, self.held_button, self._more):
            self.head.addWidget(button)

    @property
    def person_id(self) -> str:
        """The person who is shown."""
        return self.record_id

    def show_head(self, head: Head) -> None:
        assert isinstance(head, PersonHead)
        super().show_head(head)
        self._shown = head
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

        if self._shown is None:
            return
        dialog = EraseDialog(self._shown.title, self._shown.courses, self._shown.certificates, self)
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


def read_head(tx: Any, person_id: str) -> PersonHead:
    """Name, sex, age and place in one line, and what erasing would touch."""
    root = joined.root_of(tx, "person", person_id)
    person = tx.get(Person, root)
    if person.erased_on:
        told = _("This person was erased on {day}. Numbers and totals stay.").format(day=date_text(person.erased_on))
        return PersonHead(root, _("(erased)"), told, False, True, 0, 0)
    row = next(iter(persons.rows(tx, ids=[root])), None)
    facts: list[str] = []
    if row is not None:
        age = _("{age} years").format(age=row.age) if row.age else ""
        facts = [row.latin_name if row.full_name else "", _(persons.SEXES.get(row.sex, "")) if row.sex else "", age,
                 row.place, row.phones]  # fmt: skip
    title = person.full_name or person.latin_name or _("(no name)")
    return PersonHead(
        root, title, beside(*facts), bool(person.is_trainer), False,
        len(person_records.seats(tx, root)), len(person_records.papers(tx, root)),
    )  # fmt: skip
