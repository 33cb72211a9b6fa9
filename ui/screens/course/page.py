"""One course: its name and dates at the top, its tabs below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QTabWidget, QVBoxLayout

from db.models import Course
from trainer_app import courses, places
from trainer_app.formats import span_text
from trainer_app.paths import programmes_folder
from trainer_app.programmes import load_catalogue
from trainer_app.texts import _
from ui.screen import Screen
from ui.screens.course import CERTIFICATES, DETAILS
from ui.screens.course.attendance import AttendanceTab
from ui.screens.course.certificates import CertificatesTab
from ui.screens.course.details import DetailsTab
from ui.screens.course.outcomes import OutcomesTab
from ui.screens.course.participants import ParticipantsTab
from ui.screens.course.tab import CourseTab, beside, language, plain_label


class Head(NamedTuple):
    """What stands at the top of a course."""

    title: str
    facts: str


class CoursePage(Screen):
    """Alt+1 to Alt+5 open the tabs, Esc and Alt+Left go back to the list, Ctrl+P makes the certificates."""

    reads = frozenset({"course", "place"})

    def __init__(self, window: Any, back: Callable[[], object]) -> None:
        super().__init__(window)
        self.course_id = ""
        self._title, self._facts = plain_label(bold=1.3), plain_label(muted=True)
        self._facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        to_list = QPushButton(_("All courses"))
        to_list.setToolTip(_("Back to the list (Alt+Left)"))
        to_list.clicked.connect(lambda: back())
        head = QHBoxLayout()
        head.addWidget(to_list)
        head.addSpacing(8)
        head.addWidget(self._title)
        head.addSpacing(12)
        head.addWidget(self._facts, 1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._parts: list[CourseTab] = [
            DetailsTab(window), ParticipantsTab(window), AttendanceTab(window), OutcomesTab(window),
            CertificatesTab(window),
        ]  # fmt: skip
        names = (_("Details"), _("Participants"), _("Attendance"), _("Outcomes"), _("Certificates"))
        for number, (part, name) in enumerate(zip(self._parts, names, strict=True)):
            self.tabs.addTab(part, name)
            self.tabs.setTabToolTip(number, f"Alt+{number + 1}")
            self._shortcut(f"Alt+{number + 1}", partial(self.open_tab, number))
        self.tabs.currentChanged.connect(lambda number: self.setFocusProxy(self._parts[number]))
        self.setFocusProxy(self._parts[DETAILS])
        self._shortcut("Alt+Left", back)
        self._shortcut("Ctrl+P", self._print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)

    def open_record(self, record_id: str) -> None:
        """Show a course; the tab stays the one that is open."""
        if record_id != self.course_id:
            self.course_id = record_id
            self._title.setText("")
            self._facts.setText("")
        for part in self._parts:
            part.show_course(record_id)
        self.reload()

    def open_tab(self, number: int) -> None:
        """Open one of the tabs and put the person into it."""
        self.tabs.setCurrentIndex(number)
        self._parts[number].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def load(self) -> None:
        course_id = self.course_id
        if course_id:
            self.query(lambda tx: read_head(tx, course_id), self._show, topic="head")

    def _show(self, head: Head) -> None:
        self._title.setText(head.title)
        self._facts.setText(head.facts)

    def _print(self) -> None:
        self.open_tab(CERTIFICATES)
        certificates = self._parts[CERTIFICATES]
        assert isinstance(certificates, CertificatesTab)
        certificates.make_papers()

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: act())


def read_head(tx: Any, course_id: str) -> Head:
    """The name of a course, and its dates, place and status in one line."""
    course = tx.get(Course, course_id)
    place = places.full_names(tx).get(course.place_id or "", "")
    where = ", ".join(part for part in (course.venue, place) if part)
    catalogue = load_catalogue(programmes_folder())
    taught = ", ".join(product.name(language()) for product in courses.products_of(course, catalogue))
    facts = beside(taught, span_text(course.starts, course.ends), where, _(courses.STATUSES[courses.status(course)]))
    title = " – ".join(part for part in (course.code, course.title) if part)
    return Head(title, facts)
