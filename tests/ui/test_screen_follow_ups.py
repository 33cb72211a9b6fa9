"""The screen Follow-ups with real keys: an interview within the budget of keystrokes, all saved as it is told."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import col

from db.database import Database
from db.models import Answer, Course, Enrolment, FollowUp, Person
from trainer_app.courses.outcomes import add_months
from trainer_app.follow_ups import follow_ups
from trainer_app.programmes.catalogue import load_catalogue
from ui.screens import Entry
from ui.screens.follow_ups import FollowUpsScreen, find_one

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
ENTRIES = [Entry("follow_ups", "Follow-ups", "follow_ups", "ui.screens.follow_ups", "FollowUpsScreen", ("follow_up",))]
NAMES = ("Ma Khin Htay", "ကိုအောင်မြင့်", "Nguyễn Thị Lan", "U Soe")


@pytest.fixture
def screen(qtbot: QtBot, attached: Callable[..., Any], database: Database) -> FollowUpsScreen:
    """Four people whose follow-up fell due a month ago."""
    ends = add_months(date.today(), -7)
    with database.change("First course") as tx:
        course = tx.add(Course(code="SYB-1", programme="SIYB", products="SYB", starts=ends, ends=ends))
        for seat, name in enumerate(NAMES, 1):
            person = tx.add(Person(full_name=name, phones=f"0942000{seat}"))
            tx.add(Enrolment(course_id=course.id, person_id=person.id, seat=seat, has_business=False))
    screen = attached(database, ENTRIES).go("follow_ups")
    assert isinstance(screen, FollowUpsScreen)
    qtbot.waitUntil(lambda: screen.table.rows.rowCount() == len(NAMES))
    screen.table.view.setFocus()
    return screen


class Keys:
    """Presses keys where the focus is, and counts: text that has to be typed apart from all other keys."""

    def __init__(self) -> None:
        self.pressed = 0

    def press(self, *keys: Any) -> None:
        for key in keys:
            self.pressed += 1
            QTest.keyClick(self._target(), key)

    def text(self, text: str) -> None:
        QTest.keyClicks(self._target(), text)
        self.press(KEY.Key_Return)

    def _target(self) -> QWidget:
        target = QApplication.focusWidget()
        assert target is not None
        return target


def answers(database: Database, name: str) -> dict[str, str]:
    with database.read() as tx:
        person = tx.find(Person, col(Person.full_name) == name)[0]
        enrolment = tx.find(Enrolment, col(Enrolment.person_id) == person.id)[0]
        found = tx.find(Answer, col(Answer.follow_up_id) == follow_ups.follow_up_id(enrolment.id, 6))
        return {one.question or "": one.value for one in found if one.value is not None}


def test_an_interview_takes_at_most_one_key_and_a_fifth_per_answer(
    screen: FollowUpsScreen, database: Database, settle: Callable[[], None]
) -> None:
    keys = Keys()
    QTest.keyClick(screen.table.view, KEY.Key_Return)
    settle()
    keys.press("y", "y")
    keys.text("2026-04")
    for number in ("2", "1", "250", "8", "400000", "90000"):
        keys.text(number)
    keys.press("1")
    keys.press("1", "3", KEY.Key_Return)
    keys.press("2", "1")
    keys.press("3", KEY.Key_Return)
    keys.text("Wants to hire a helper")
    settle()
    told = answers(database, NAMES[0])
    assert told == {
        "business_now": "yes", "started_after": "yes", "start_month": "2026-04", "workers_women": "2",
        "workers_men": "1", "work_days": "250", "work_hours": "8", "sales_month": "400000", "profit_month": "90000",
        "registered": "yes", "practices": "records costing", "loan": "received", "attribution": "much",
        "support": "market", "remark": "Wants to hire a helper",
    }  # fmt: skip
    assert keys.pressed <= 1.2 * len(told)
    with database.read() as tx:
        saved = tx.find(FollowUp)
        assert [(one.status, one.asked_on, one.mode, one.months) for one in saved] == [
            ("reached", date.today(), "phone", 6)
        ]
    assert screen.interview.end.isVisible()
    keys.press(KEY.Key_Return)  # and on to the next one
    settle()
    assert screen.interview._title.text() == NAMES[1]


def test_questions_that_do_not_apply_are_not_asked(
    screen: FollowUpsScreen, database: Database, settle: Callable[[], None]
) -> None:
    keys = Keys()
    QTest.keyClick(screen.table.view, KEY.Key_Return)
    settle()
    keys.press("n", KEY.Key_Return, "1", "4", "1", KEY.Key_Return, KEY.Key_Return)
    settle()
    assert answers(database, NAMES[0]) == {
        "business_now": "no", "loan": "not_asked", "attribution": "none", "support": "none"
    }  # fmt: skip
    assert keys.pressed <= 1.2 * 6  # two were left open by Enter
    assert screen.interview.end.isVisible()


def test_going_back_changes_an_answer_and_takes_back_what_it_led_to(
    screen: FollowUpsScreen, database: Database, settle: Callable[[], None]
) -> None:
    keys = Keys()
    QTest.keyClick(screen.table.view, KEY.Key_Return)
    settle()
    keys.press("y", "y")
    keys.text("2026-04")
    settle()
    keys.press(KEY.Key_Up, KEY.Key_Up, KEY.Key_Backspace)
    assert screen.interview.pane.title.text().startswith("Do you have a business")
    keys.press("2")
    settle()
    assert answers(database, NAMES[0]) == {"business_now": "no"}
    shown = [screen.interview.overview.item(line, 0).text() for line in range(screen.interview.overview.rowCount())]
    assert "Was it started after the course began?" not in shown


def test_what_is_not_understood_is_said_and_not_saved(
    screen: FollowUpsScreen, database: Database, settle: Callable[[], None]
) -> None:
    keys = Keys()
    QTest.keyClick(screen.table.view, KEY.Key_Return)
    settle()
    keys.press("y", "y")
    keys.text("spring")
    assert "spring" in screen.interview.pane.told.text()
    assert "start_month" not in answers(database, NAMES[0])
    screen.interview.pane.line.setText("၂၀၂၆-၀၄")  # digits of any script
    keys.press(KEY.Key_Return)
    settle()
    assert answers(database, NAMES[0])["start_month"] == "2026-04"


def test_an_interview_that_was_left_goes_on_where_it_was(
    screen: FollowUpsScreen, database: Database, settle: Callable[[], None]
) -> None:
    keys = Keys()
    QTest.keyClick(screen.table.view, KEY.Key_Return)
    settle()
    keys.press("y", "y")
    QTest.keyClick(QApplication.focusWidget() or screen, KEY.Key_Left, ALT)
    settle()
    assert screen.table.isVisible()
    assert NAMES[0] not in [row["name"] for row in screen.table.rows.rows]
    with database.read() as tx:
        row = find_one(tx, tx.find(FollowUp)[0].id)
    assert row is not None
    screen.open_record(row.id)
    settle()
    assert screen.interview.pane.title.text() == "In which month did it start?"


def test_who_was_not_reached_is_told_from_the_list_and_undone_by_choosing_due(
    screen: FollowUpsScreen, database: Database, settle: Callable[[], None]
) -> None:
    ids = [row["id"] for row in screen.table.rows.rows[:2]]
    screen._save_status(ids, "moved")
    settle()
    assert [row["name"] for row in screen.table.rows.rows] == list(NAMES[2:])
    screen.which.setCurrentIndex(screen.which.findData("asked"))
    settle()
    assert {row["status"] for row in screen.table.rows.rows} == {"moved"}
    screen._save_status(ids[:1], "due")
    settle()
    assert [row["name"] for row in screen.table.rows.rows] == [NAMES[1]]


def test_not_reached_in_the_interview_goes_on_to_the_next(
    screen: FollowUpsScreen, database: Database, settle: Callable[[], None]
) -> None:
    QTest.keyClick(screen.table.view, KEY.Key_Return)
    settle()
    menu = screen.interview.not_reached.menu()
    next(action for action in menu.actions() if action.text() == "Not found").trigger()
    settle()
    assert screen.interview._title.text() == NAMES[1]
    with database.read() as tx:
        assert [one.status for one in tx.find(FollowUp)] == ["not_found"]


def test_a_note_and_the_way_of_asking_are_kept(
    screen: FollowUpsScreen, database: Database, settle: Callable[[], None]
) -> None:
    QTest.keyClick(screen.table.view, KEY.Key_Return)
    settle()
    screen.interview.notes.setFocus()
    QTest.keyClicks(screen.interview.notes, "Call in the evening")
    QTest.keyClick(screen.interview.notes, KEY.Key_Tab)
    settle()
    with database.read() as tx:
        saved = tx.find(FollowUp)[0]
        assert (saved.notes, saved.status, saved.asked_on) == ("Call in the evening", "due", None)
    screen.interview.mode.setCurrentIndex(1)
    screen.interview.pane.choices.setFocus()
    Keys().press("n")
    settle()
    with database.read() as tx:
        saved = tx.find(FollowUp)[0]
        assert (saved.mode, saved.status, saved.notes) == ("visit", "reached", "Call in the evening")


def test_the_figures_are_given_with_n(screen: FollowUpsScreen, settle: Callable[[], None]) -> None:
    keys = Keys()
    QTest.keyClick(screen.table.view, KEY.Key_Return)
    settle()
    keys.press("y", "y")
    settle()
    screen.show_list()
    screen.tabs.setCurrentIndex(1)
    settle()
    assert screen.figures.document is not None
    table = screen.figures.document.tables[0]
    row = dict(zip([column.key for column in table.columns], table.rows[0], strict=True))
    assert (row["due"], row["reached"], row["response"], row["without"], row["started"]) == (4, 1, 0.25, 1, 1)


def test_all_questions_of_every_programme_can_be_asked_by_number() -> None:
    """No question has more answers than there are digits."""
    for product in load_catalogue().products():
        for question in product.questions:
            assert len(question.choices) <= 9, (product.code, question.code)
