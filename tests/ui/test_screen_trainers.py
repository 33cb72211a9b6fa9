"""The screen Trainers with real keys: standing and why, the funnel, a step more, courses held, the cascade."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot
from sqlmodel import col

from db.database import Database
from db.models import Course, CourseTrainer, Credential, Enrolment, Person
from trainer_app.people import trainers
from trainer_app.programmes.catalogue import load_catalogue
from ui.dialogs.add_step import AddStepDialog
from ui.dialogs.new_person import NewPersonDialog
from ui.screens import Entry
from ui.screens.trainers import TrainersScreen

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ENTRIES = [Entry("trainers", "Trainers", "trainers", "ui.screens.trainers", "TrainersScreen")]
TODAY = date.today()


@pytest.fixture
def people(database: Database) -> dict[str, str]:
    """A master trainer who trained two, of whom one is certified and active; ids by a short name."""
    with database.change("First entries") as tx:
        master = tx.add(Person(full_name="U Soe", sex="M", is_trainer=True))
        mya = tx.add(Person(full_name="Daw Mya", sex="F"))
        yi = tx.add(Person(full_name="Daw Yi", sex="F"))
        training = tx.add(Course(code="TOT-1", programme="SIYB", products="SYB-TOT",
                                 starts=TODAY - timedelta(200), ends=TODAY - timedelta(190)))  # fmt: skip
        course = tx.add(Course(code="SYB-7", programme="SIYB", products="SYB",
                               starts=TODAY - timedelta(40), ends=TODAY - timedelta(36)))  # fmt: skip
        tx.add(CourseTrainer(course_id=training.id, person_id=master.id, role="master_trainer"))
        tx.add(CourseTrainer(course_id=course.id, person_id=mya.id, role="lead"))
        for person in (mya, yi):
            tx.add(Enrolment(course_id=training.id, person_id=person.id, outcome="completed"))
        trainers.add_step(tx, load_catalogue(), person_id=mya.id, product="SYB", status="certified",
                          since=TODAY - timedelta(60))  # fmt: skip
    return {"master": master.id, "mya": mya.id, "yi": yi.id}


@pytest.fixture
def screen(qtbot: QtBot, attached: Callable[..., Any], database: Database, people: dict[str, str]) -> TrainersScreen:
    screen = attached(database, ENTRIES).go("trainers")
    assert isinstance(screen, TrainersScreen)
    qtbot.waitUntil(lambda: screen.table.rows.rowCount() == len(people))
    return screen


def row(screen: TrainersScreen, person_id: str) -> Any:
    return next(one for one in screen.table.rows.rows if one["id"] == person_id)


def test_the_list_says_where_each_stands_and_why(screen: TrainersScreen, people: dict[str, str]) -> None:
    mya, yi = row(screen, people["mya"]), row(screen, people["yi"])
    assert (mya["status"], yi["status"], row(screen, people["master"])["status"]) == ("active", "tot_done", "not_known")
    assert mya["standing"] == "SYB: Active"
    assert "0 of 2 practice courses" in yi["reason"]
    assert mya["courses"] == 1


def test_the_funnel_counts_distinct_persons_of_the_product_chosen(
    screen: TrainersScreen, database: Database, people: dict[str, str], settle: Callable[[], None]
) -> None:
    assert [value for _label, value in screen.funnel.chart.table.rows] == [2, 1, 1]
    assert "50" in screen.funnel.chart.title
    with database.change("Another product") as tx:
        trainers.add_step(tx, load_catalogue(), person_id=people["master"], product="IYB", status="certified",
                          since=TODAY)  # fmt: skip
    screen.reload()
    settle()
    assert [value for _label, value in screen.funnel.chart.table.rows] == [3, 2, 1]
    screen.product.setCurrentIndex(screen.product.findData("IYB"))
    settle()
    assert [one["name"] for one in screen.table.rows.rows] == ["U Soe"]
    assert [value for _label, value in screen.funnel.chart.table.rows] == [1, 1, 0]
    assert screen.product.currentData() == "IYB"


def test_a_step_is_added_by_keys_and_nothing_is_overwritten(
    qtbot: QtBot, screen: TrainersScreen, database: Database, people: dict[str, str], settle: Callable[[], None]
) -> None:
    screen.table.select([people["yi"]])
    screen.table.view.setFocus()
    QTest.keyClick(screen.table.view, KEY.Key_Return)
    settle()
    steps = screen.page.standing.steps
    steps.view.setFocus()
    QTest.keyClick(steps.view, KEY.Key_N, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    asked = screen.findChild(AddStepDialog)
    assert asked is not None
    settle()
    assert asked.isActiveWindow()
    QTest.keyClick(asked, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: set(asked.form.problems()) == {"product", "status"})
    product, step = asked.findChildren(QComboBox)[:2]
    while not product.currentText().startswith("SYB "):
        QTest.keyClick(product, KEY.Key_S)
    while step.currentText() != "Certified":
        QTest.keyClick(step, KEY.Key_C)
    until = next(line for line in asked.findChildren(QLineEdit) if line.accessibleName() == "Licence until")
    QTest.keyClicks(until, (TODAY + timedelta(400)).isoformat())
    QTest.keyClick(asked, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not screen.findChildren(AddStepDialog))
    settle()
    with database.read() as tx:
        saved = tx.find(Credential, col(Credential.person_id) == people["yi"])
        assert [(one.product, one.status, one.level, one.since) for one in saved] == [
            ("SYB", "certified", "trainer", TODAY)
        ]
        assert tx.get(Person, people["yi"]).is_trainer
    assert [one["status"] for one in steps.rows.rows] == ["certified"]
    assert [one["status"] for one in screen.page.standing.places.rows.rows] == ["certified"]


def test_courses_held_and_the_cascade_lead_from_one_to_the_other(
    screen: TrainersScreen, people: dict[str, str], settle: Callable[[], None]
) -> None:
    screen.open_record(people["mya"])
    settle()
    QTest.keyClick(QApplication.focusWidget() or screen, KEY.Key_2, ALT)
    settle()
    assert [one["code"] for one in screen.page.held.table.rows.rows] == ["SYB-7"]
    QTest.keyClick(QApplication.focusWidget() or screen, KEY.Key_3, ALT)
    settle()
    table = screen.page.links.table
    assert [(one["way"], one["name"], one["course_code"]) for one in table.rows.rows] == [("by", "U Soe", "TOT-1")]
    table.view.setCurrentIndex(table.rows.index(0, 0))
    QTest.keyClick(table.view, KEY.Key_Return)
    settle()
    assert screen.page.title.text() == "U Soe"
    screen.page.open_tab(2)
    settle()
    assert [(one["way"], one["name"]) for one in table.rows.rows] == [("whom", "Daw Mya"), ("whom", "Daw Yi")]
    QTest.keyClick(table.view, KEY.Key_Left, ALT)
    settle()
    assert screen.table.isVisible()


def test_who_is_known_is_shown_while_a_new_trainer_is_typed_and_becomes_one(
    qtbot: QtBot, screen: TrainersScreen, database: Database
) -> None:
    with database.change("A participant") as tx:
        known_id = tx.add(Person(full_name="Ko Aung Myint", phones="09420088001")).id
    screen.table.view.setFocus()
    QTest.keyClick(screen.table.view, KEY.Key_N, CONTROL)
    qtbot.waitUntil(lambda: bool(screen.findChildren(NewPersonDialog)))
    asked = screen.findChildren(NewPersonDialog)[-1]
    line, known = asked.findChild(QLineEdit), asked.findChild(QListWidget)
    QTest.keyClicks(line, "aung myi")
    qtbot.waitUntil(lambda: known.count() == 1)
    assert "09420088001" in known.item(0).text()
    QTest.keyClick(line, KEY.Key_Down)
    qtbot.waitUntil(lambda: known.currentRow() == 0)
    QTest.keyClick(known, KEY.Key_Return)
    qtbot.waitUntil(lambda: screen.page.title.text() == "Ko Aung Myint")
    with database.read() as tx:
        (person,) = tx.find(Person, col(Person.full_name) == "Ko Aung Myint")
        assert (person.id, person.is_trainer) == (known_id, True)
