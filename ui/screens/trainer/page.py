"""One trainer: the name at the top; where they stand, the courses they held, and who was trained by whom below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QPushButton

from db.models import Person
from trainer_app import joined, places
from trainer_app.texts import _
from ui.labels import beside
from ui.screens.record_page import Head, RecordPage
from ui.screens.trainer.certificates import CertificatesTab
from ui.screens.trainer.courses import CoursesTab
from ui.screens.trainer.links import LinksTab
from ui.screens.trainer.standing import StandingTab


class TrainerPage(RecordPage):
    """What a trainer did, and is; the personal details have a page of their own."""

    reads = frozenset({"person", "place"})

    def __init__(self, window: Any, back: Callable[[], object]) -> None:
        self.standing, self.held, self.links = StandingTab(window), CoursesTab(window), LinksTab(window)
        self.certificates = CertificatesTab(window)
        tabs = [
            (_("Standing and steps"), self.standing),
            (_("Courses held"), self.held),
            (_("Trained by whom, trained whom"), self.links),
            (_("Certificates"), self.certificates),
        ]
        super().__init__(window, back, _("All trainers"), tabs, read_head)
        person = QPushButton(_("Personal details"))
        person.clicked.connect(lambda: self.main_window.go("participants", self.record_id))
        self.head.addWidget(person)


def read_head(tx: Any, person_id: str) -> Head:
    """The trainer's name, and place, phone and e-mail in one line."""
    root = joined.root_of(tx, "person", person_id)
    person = tx.get(Person, root)
    place = places.full_names(tx).get(person.place_id or "", "")
    facts = (person.latin_name if person.full_name else "", place, person.phones, person.email)
    title = person.full_name or person.latin_name or _("(no name)")
    return Head(root, title, beside(*facts))
