"""One course: its name and dates at the top, its tabs below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from db.models import Course
from trainer_app import places
from trainer_app.courses import courses
from trainer_app.formats import span_text
from trainer_app.paths import programmes_folder
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _
from ui.labels import beside, language
from ui.screens.course import CERTIFICATES, DETAILS
from ui.screens.course.attendance import AttendanceTab
from ui.screens.course.certificates import CertificatesTab
from ui.screens.course.details import DetailsTab
from ui.screens.course.doubts import Doubt, DoubtBar, of_course
from ui.screens.course.outcomes import OutcomesTab
from ui.screens.course.participants import ParticipantsTab
from ui.screens.record_page import Head, RecordPage


class CoursePage(RecordPage):
    """Beside the keys of every page, Esc goes back to the list and Ctrl+P makes the certificates.

    Whether its organiser or a trainer is one who is known under another name is asked once, whoever made the course.
    """

    reads = frozenset({"course", "course_trainer", "organisation", "place"})

    def __init__(self, window: Any, back: Callable[[], object]) -> None:
        self._certificates = CertificatesTab(window)
        tabs = [
            (_("Details"), DetailsTab(window)),
            (_("Participants"), ParticipantsTab(window)),
            (_("Attendance"), AttendanceTab(window)),
            (_("Outcomes"), OutcomesTab(window)),
            (_("Certificates"), self._certificates),
        ]
        super().__init__(window, back, _("All courses"), tabs, read_head)
        self._asked: set[Doubt] = set()
        self.doubts = DoubtBar(self.change)
        self.column.insertWidget(1, self.doubts)
        self.tabs.currentChanged.connect(lambda number: self.setFocusProxy(self.parts[number]))
        self.setFocusProxy(self.parts[DETAILS])
        self.add_keys("Ctrl+P", self._print)

    @property
    def course_id(self) -> str:
        """The course that is shown."""
        return self.record_id

    def open_record(self, record_id: str) -> None:
        if record_id != self.record_id:
            self.doubts.clear()
        super().open_record(record_id)

    def load(self) -> None:
        super().load()
        course_id = self.course_id
        if course_id:
            self.query(lambda tx: of_course(tx, course_id), self._ask, topic="doubts")

    def _ask(self, doubts: list[Doubt]) -> None:
        self.doubts.add([one for one in doubts if one not in self._asked])
        self._asked.update(doubts)

    def _print(self) -> None:
        self.open_tab(CERTIFICATES)
        self._certificates.make_papers()


def read_head(tx: Any, course_id: str) -> Head:
    """The name of a course, and its dates, place and status in one line."""
    course = tx.get(Course, course_id)
    place = places.full_names(tx).get(course.place_id or "", "")
    where = ", ".join(part for part in (course.venue, place) if part)
    catalogue = load_catalogue(programmes_folder())
    taught = ", ".join(product.name(language()) for product in courses.products_of(course, catalogue))
    facts = beside(taught, span_text(course.starts, course.ends), where, _(courses.STATUSES[courses.status(course)]))
    title = " – ".join(part for part in (course.code, course.title) if part)
    return Head(course_id, title, facts)
