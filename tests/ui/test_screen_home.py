"""The first screen: doors where there is nothing, what needs doing where there is."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.models import Course
from trainer_app import sessions
from ui.dialogs.new_course import NewCourseDialog
from ui.screens.course.page import ATTENDANCE


def texts(screen: Any) -> list[str]:
    return [link.accessibleName() for link in screen.links]


def test_an_empty_database_offers_doors_that_open(course: Any) -> None:
    with course.database.change("Empty") as tx:
        for one in tx.find(Course):
            tx.erase(one, {})
            tx.delete(one)
    course.database.path.unlink()
    from db.database import Database

    empty = Database.create(course.database.path)
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
    assert texts(screen)[-1] == "Start Your Business"
