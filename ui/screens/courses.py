"""The courses: a list of all, and one course opened from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db.models import Certificate, Course
from trainer_app.courses import course_list, courses
from trainer_app.courses.course_list import CourseRow
from trainer_app.file_names import located
from trainer_app.formats import number_text
from trainer_app.paths import programmes_folder
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _, ngettext
from ui.labels import language, plain_label
from ui.screens.course import CERTIFICATES, PARTICIPANTS, papers
from ui.screens.course.page import CoursePage
from ui.screens.list_screen import ListScreen
from ui.table import Column, RecordTable

if TYPE_CHECKING:
    from ui.main_window import MainWindow

AT_ONCE = 1000
"""Courses that the list holds; with more, what is typed into its filter is asked of the database."""


class CoursesScreen(ListScreen):
    """All courses, and one course with tabs of its own."""

    reads = frozenset(
        {"course", "place", "organisation", "course_trainer", "person", "enrolment", "headcount", "certificate",
         "course_session", "attendance"}
    )  # fmt: skip

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.table = RecordTable("courses", _columns(), window.state)
        self.table.add_action(_("New course"), lambda _ids: self.new_course(), needs="none")
        self.table.add_action(_("Open"), lambda ids: self.show_course(ids[0]), needs="one")
        self.table.add_action(_("Certificates…"), self._ask_certificates)
        self.table.add_action(_("Delete"), self._delete, needs="one")
        self.table.opened.connect(self.show_course)
        self._empty = self._nothing_yet()
        self.page = CoursePage(window, self.show_list)
        self.arrange(self.table, self.page, self.new_course)
        self._stack.addWidget(self._empty)

    def read(self) -> None:
        text = self._text
        self.query(lambda tx: read_list(tx, text, language()), self._show, topic="list", label=_("Reading the courses"))

    def open_record(self, record_id: str) -> None:
        """Open a course, or the course of a certificate at its certificates."""

        def found(course_id: str) -> None:
            if course_id == record_id:
                self.show_course(course_id)
            elif course_id:
                self.open_tab(course_id, CERTIFICATES)

        self.query(lambda tx: course_of(tx, record_id), found, topic="open")

    def show_course(self, record_id: str) -> None:
        """Open a course, at the tab that was open last."""
        self.show_page()
        self.page.open_record(record_id)
        self.page.open_tab(self.page.tabs.currentIndex())

    def open_tab(self, course_id: str, tab: int) -> None:
        """Open a course at one of its tabs (ui.screens.course.page)."""
        self.page.tabs.setCurrentIndex(tab)
        self.show_course(course_id)

    def new_course(self) -> None:
        """Ask for the new course; its participants come next."""
        from ui.dialogs.new_course import NewCourseDialog

        dialog = NewCourseDialog(self.main_window)
        dialog.made.connect(lambda course_id: self.open_tab(course_id, PARTICIPANTS))
        dialog.open()

    def _delete(self, ids: list[str]) -> None:
        def delete(tx: Any) -> None:
            courses.delete(tx, tx.get(Course, ids[0]))

        def told(_result: None) -> None:
            self.messages.success(_("The course is deleted."), _("Undo"), self.main_window.undo)

        self.change(_("Delete a course"), delete, told)

    def _ask_certificates(self, ids: list[str]) -> None:
        from trainer_app.paths import documents_folder
        from ui.dialogs.batch import BatchDialog

        dialog = BatchDialog(len(ids), documents_folder() / _("Certificates"), self)

        def make() -> None:
            fresh, folder = dialog.only_fresh(), dialog.folder()
            database: Any = self.tasks.data
            self.change(
                _("Make certificates"),
                lambda tx, progress: papers.make_batch(tx, progress, ids, fresh, database.author),
                lambda made: self.tasks.run(
                    _("Making certificates"), lambda: papers.put(database, made, folder),
                    lambda files: self._tell_made(len(made.made), files), writes=True,
                ),
                progress=True,
            )  # fmt: skip

        dialog.accepted.connect(make)
        dialog.open()

    def _tell_made(self, number: int, files: list[Path]) -> None:
        self.tasks.changed.emit(frozenset({"printing"}))
        told = ngettext("{n} certificate is in {folder}.", "{n} certificates are in {folder}.", number)
        folder = files[0].parent
        self.messages.success(
            told.format(n=number_text(number), folder=located(folder)), _("Open the folder"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
        )  # fmt: skip

    def _show(self, answer: tuple[list[Mapping[str, Any]], int]) -> None:
        rows, total = answer
        self.put(rows, total)
        if not self.page_open():
            self.show_front(self.table if total or self._text else self._empty)

    def _nothing_yet(self) -> QWidget:
        whole = QWidget()
        start = QPushButton(_("Start a course"))
        start.setToolTip("Ctrl+N")
        start.clicked.connect(self.new_course)
        column = QVBoxLayout(whole)
        column.addStretch(1)
        for widget in (
            plain_label(_("No courses yet"), bold=1.4),
            plain_label(_("A course holds its participants, attendance, outcomes and certificates.")),
            start,
        ):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(8)
        column.addStretch(2)
        whole.setFocusProxy(start)
        return whole


def course_of(tx: Any, record_id: str) -> str:
    """The id of the course that a course's or certificate's id means; "" for a certificate without course."""
    certificates = tx.find(Certificate, Certificate.id == record_id)
    return (certificates[0].course_id or "") if certificates else record_id


def read_list(tx: Any, text: str, language: str) -> tuple[list[Mapping[str, Any]], int]:
    """The latest courses as rows of the list, and how many there are in all."""
    catalogue = load_catalogue(programmes_folder())
    names = {product.code: product.name(language) for product in catalogue.products()}
    found = course_list.rows(tx, course_list.Filter(text=text or None), limit=AT_ONCE)
    # A list narrowed by a text is not all there is: the table asks again when the text goes.
    total = course_list.count(tx, course_list.Filter()) if text or len(found) == AT_ONCE else len(found)
    return [_row(one, names) for one in found], total


def _row(course: CourseRow, names: Mapping[str, str]) -> dict[str, Any]:
    codes = (course.products or "").split()
    taught = names.get(codes[0], codes[0]) if len(codes) == 1 else ", ".join(codes)
    marked = course.attendance
    return {
        **vars(course),
        "products": taught,
        "where": ", ".join(part for part in (course.venue, course.place) if part),
        "people": course.people,
        "marked": round(100 * marked) if marked is not None else None,
    }


def _columns() -> list[Column]:
    statuses = tuple((code, _(label)) for code, label in courses.STATUSES.items())
    return [
        Column("code", _("Code")),
        Column("title", _("Title"), shown=False),
        Column("products", _("Product")),
        Column("starts", _("Start"), "date"),
        Column("ends", _("End"), "date"),
        Column("where", _("Place")),
        Column("status", _("Status"), "choice", statuses),
        Column("people", _("Participants"), "integer"),
        Column(
            "women",
            _("Women"),
            "integer",
            hint=_("Women with and without names; blank if not known"),
        ),
        Column("marked", _("Marked, %"), "integer", hint=_("How much of the attendance is filled in")),
        Column("completed", _("Completed"), "integer"),
        Column("certificates", _("Certificates"), "integer"),
        Column("trainers", _("Trainers")),
        Column("organiser", _("Organiser"), shown=False),
        Column("programme", _("Programme"), shown=False),
    ]
