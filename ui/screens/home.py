"""The first screen: what needs doing, each line a way to where it is done; three doors where there is nothing yet."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from trainer_app import home
from trainer_app.courses.course_list import CourseRow, Filter, rows
from trainer_app.errors import UserError
from trainer_app.formats import number_text, span_text
from trainer_app.home import Item
from trainer_app.paths import programmes_folder
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _, ngettext
from ui.labels import beside, language, plain_label
from ui.link_line import LinkLine
from ui.screen import Screen
from ui.screens import SCREENS
from ui.screens.course import ATTENDANCE, CERTIFICATES, DETAILS

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.screens.courses import CoursesScreen

ICONS = {
    "running": "courses", "attendance": "success", "certificates": "certificates", "follow_ups": "follow_ups",
    "licences": "trainers", "conflicts": "warning", "duplicates": "participants", "unsent": "exchange",
    "silent": "exchange", "backup": "settings",
}  # fmt: skip
TABS = {"running": ATTENDANCE, "attendance": ATTENDANCE, "certificates": CERTIFICATES}
PAGES = {
    "conflicts": ("exchange", "conflicts"), "duplicates": ("exchange", "duplicates"), "unsent": ("exchange", "send"),
    "silent": ("exchange", "partners"), "backup": ("settings", "backups"),
}  # fmt: skip
LATEST = 5
MOST_LINES = 3
"""Courses that one thing to do is shown for; more are in the list."""


class Link(NamedTuple):
    """One line to press: what it says, more about it, and what opens."""

    text: str
    detail: str
    icon: str
    screen: str
    record_id: str = ""
    section: str = ""


class Today(NamedTuple):
    """All that the screen shows."""

    empty: bool
    links: list[Link]
    latest: list[Link]


class HomeScreen(Screen):
    """Tab and arrows go through the lines, Enter opens."""

    reads = frozenset(
        {"course", "course_session", "attendance", "enrolment", "certificate", "printing", "follow_up", "credential",
         "person", "not_same", "setting"}
    )  # fmt: skip

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self.links: list[LinkLine] = []

    def load(self) -> None:
        self.query(read_today, self._show, topic="today")

    def _show(self, today: Today) -> None:
        focused = next((number for number, link in enumerate(self.links) if link.hasFocus()), -1)
        self.links = []
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(24, 16, 24, 16)
        if today.empty:
            self._add_doors(column)
        else:
            title = _("What needs doing") if today.links else _("Nothing needs doing now")
            self._add_links(column, title, today.links)
            self._add_links(column, _("Latest courses"), today.latest)
            if any(entry.key == "exchange" for entry in SCREENS):
                column.addWidget(plain_label(_("What came in"), bold=1.3))
                self._add(
                    column, _("Import a list"), _("Somebody’s own Excel or text file, as it came (Ctrl+I)"), "exchange",
                    lambda: self.main_window.import_lists(),
                )  # fmt: skip
        column.addStretch(1)
        self._area.setWidget(whole)
        if 0 <= focused < len(self.links):
            self.links[focused].setFocus()
        if self.links:
            self.setFocusProxy(self.links[0])

    def _add_links(self, column: QVBoxLayout, title: str, links: list[Link]) -> None:
        known = {entry.key for entry in SCREENS}
        shown = [link for link in links if link.screen in known]
        if not shown and links:
            return
        column.addWidget(plain_label(title, bold=1.3))
        for link in shown:
            self._add(column, link.text, link.detail, link.icon, partial(self._open, link))
        column.addSpacing(12)

    def _add_doors(self, column: QVBoxLayout) -> None:
        column.addWidget(plain_label(_("Welcome"), bold=1.5))
        column.addWidget(plain_label(_("There is nothing here yet. Begin with one of these:")))
        column.addSpacing(8)
        self._add(
            column, _("Start a course"), _("Its programme and dates, then its participants"), "courses",
            self._start_course,
        )  # fmt: skip
        if any(entry.key == "exchange" for entry in SCREENS):
            self._add(
                column, _("Open a workbook or a list"), _("An Excel file that somebody sent, or your own list"),
                "exchange", self._open_workbook,
            )  # fmt: skip
        self._add(
            column, _("Look at an example country"), _("A database of its own, made in a moment; yours stays empty"),
            "summaries", self._open_example,
        )  # fmt: skip

    def _add(self, column: QVBoxLayout, text: str, detail: str, picture: str, act: Any) -> None:
        button = LinkLine(text, detail, picture)
        button.clicked.connect(lambda: act())
        column.addWidget(button)
        self.links.append(button)

    def _open(self, link: Link) -> None:
        if link.screen != "courses":
            self.main_window.go(link.screen, link.record_id)
            return
        screen = self._courses()
        if link.record_id:
            screen.open_tab(link.record_id, TABS.get(link.section, DETAILS))
        else:
            screen.show_list()

    def _start_course(self) -> None:
        self._courses().new_course()

    def _courses(self) -> CoursesScreen:
        from ui.screens.courses import CoursesScreen

        screen = self.main_window.go("courses")
        assert isinstance(screen, CoursesScreen)
        return screen

    def _open_workbook(self) -> None:
        self.main_window.go("exchange", "receive")

    def _open_example(self) -> None:
        self.messages.info(_("The example country is being made. It opens in a window of its own in a moment."))
        self.tasks.run(_("Making the example country"), make_example, _start_window)


def read_today(tx: Any) -> Today:
    """What needs doing, course by course where it is done in a course, and the courses that ended or began last."""
    if home.is_empty(tx):
        return Today(True, [], [])
    catalogue = load_catalogue(programmes_folder())
    names = {product.code: product.name(language()) for product in catalogue.products()}
    links: list[Link] = []
    for item in home.items(tx, catalogue):
        if item.screen == "courses":
            links += _course_links(tx, item, names)
        else:
            screen, page = PAGES.get(item.key, (item.screen, ""))
            links.append(Link(item.sentence, "", ICONS[item.key], screen, page or "".join(item.ids[:1])))
    latest = [Link(_title(row, names), _facts(row), "courses", "courses", row.id, "") for row in rows(tx, limit=LATEST)]
    return Today(False, links, latest)


def make_example() -> str:
    """The path of the example country's database, made in the data folder unless it is there from an earlier time.

    It is made by a process of its own: the story sets language and clock as it goes. Raises UserError.
    """
    from trainer_app.paths import data_folder

    folder = data_folder() / "example country"
    office = folder / "office.sqlite"
    if not office.exists():
        done = subprocess.run([*_program(), "demo", "--folder", str(folder)], capture_output=True, text=True)
        if done.returncode:
            raise UserError(done.stderr.strip() or done.stdout.strip())
    return str(office)


def _start_window(database: str) -> None:
    """The example opens beside this window, so that nobody mistakes one for the other."""
    program, *arguments = _program()
    QProcess.startDetached(program, [*arguments, "--database", database])


def _program() -> list[str]:
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "trainer_app"]


def _course_links(tx: Any, item: Item, names: dict[str, str]) -> list[Link]:
    """One line per course; what more there are is told by the first."""
    found = rows(tx, Filter(ids=item.ids[:MOST_LINES]))
    links = []
    for row in found:
        text = {
            "running": _("Runs today: {course}"),
            "attendance": _("Attendance is not filled in: {course}"),
            "certificates": _("Certificates are ready to print: {course}"),
        }[item.key]
        links.append(
            Link(text.format(course=_title(row, names)), _facts(row), ICONS[item.key], "courses", row.id, item.key)
        )
    if links and len(item.ids) > len(links):
        links.append(Link(item.sentence, _("Open the list of courses"), ICONS[item.key], "courses"))
    return links


def _title(row: CourseRow, names: dict[str, str]) -> str:
    codes = (row.products or "").split()
    taught = row.title or (names.get(codes[0], codes[0]) if len(codes) == 1 else ", ".join(codes))
    return _("{product}, {where}").format(product=taught, where=where) if (where := row.place or row.venue) else taught


def _facts(row: CourseRow) -> str:
    people = ngettext("{n} participant", "{n} participants", row.people).format(n=number_text(row.people))
    return beside(row.code or "", span_text(row.starts, row.ends), people)
