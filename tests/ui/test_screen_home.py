"""The first screen: doors where there is nothing, what needs doing where there is."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.database import Database
from db.models import Course
from trainer_app.courses import sessions
from ui.dialogs.new_course import NewCourseDialog
from ui.screens.course import ATTENDANCE
from ui.screens.home import make_example


def texts(screen: Any) -> list[str]:
    return [link.accessibleName() for link in screen.links]


def test_an_empty_database_offers_doors_that_open(course: Any, tmp_path: Path) -> None:
    empty = Database.create(tmp_path / "empty.sqlite")
    course.window.attach(empty, "home")
    screen = course.window.go("home")
    course.wait()
    assert texts(screen) == [
        "Start a course", "Open a workbook or a list", "Look at an example country",
    ]  # fmt: skip
    screen.links[0].click()
    course.wait()
    asked = [one for one in QApplication.topLevelWidgets() if isinstance(one, NewCourseDialog) and one.isVisible()]
    assert len(asked) == 1
    asked[0].reject()


def test_attendance_not_filled_in_opens_the_course_at_its_attendance(course: Any) -> None:
    course.enrol(["Aye Aye"])
    today = date.today()
    with course.database.change("Lately") as tx:
        record = tx.get(Course, course.id)
        tx.update(record, starts=today - timedelta(days=9), ends=today - timedelta(days=5))
        for session in sessions.find(tx, course.id):
            tx.update(session, held_on=today - timedelta(days=6))
    screen = course.window.go("home")
    course.wait()
    assert texts(screen)[0].startswith("Attendance is not filled in")
    screen.links[0].setFocus()
    course.press(Qt.Key.Key_Space)
    course.wait()
    page = course.window.go("courses").page
    assert (page.course_id, page.tabs.currentIndex()) == (course.id, ATTENDANCE)


def test_the_latest_courses_are_one_key_away(course: Any) -> None:
    screen = course.window.go("home")
    course.wait()
    assert texts(screen)[-2:] == ["Start Your Business", "Import a list"]


def test_the_example_country_is_made_once_and_can_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_APP_DATA", str(tmp_path))
    office = Path(make_example())
    assert office.is_relative_to(tmp_path)
    with Database.open(office).read() as tx:
        assert len(tx.find(Course)) > 1
    before = office.stat().st_mtime_ns
    assert Path(make_example()) == office
    assert office.stat().st_mtime_ns == before
