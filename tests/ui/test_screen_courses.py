"""The list of courses, a new one, and the details of one."""

import time
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.models import Course, CourseSession, Organisation, Person
from trainer_app.courses import courses, sessions
from trainer_app.programmes.catalogue import load_catalogue
from ui.dialogs.history import HistoryDialog
from ui.dialogs.new_course import NewCourseDialog
from ui.dialogs.products import ProductsDialog
from ui.screens.course import DETAILS, PARTICIPANTS

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def dialog(kind: type[Any]) -> Any:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def saved(course: Any) -> Course:
    return course.read(lambda tx: tx.get(Course, course.id))


def test_the_list_opens_a_course_and_alt_left_comes_back(course: Any) -> None:
    screen = course.window.go("courses")
    course.wait()
    assert [row["products"] for row in screen.table.rows.rows] == ["Start Your Business"]
    labels = {column.key: column.title for column in screen.table.rows.columns}
    assert labels["marked"] == "Marked, %"
    screen.table.setFocus()
    course.press(Key.Key_Return)
    course.wait()
    assert screen.page.isVisible()
    assert screen.page.title.text() == saved(course).code
    course.press((ALT, Key.Key_2))
    course.wait()
    assert screen.page.tabs.currentIndex() == PARTICIPANTS
    course.press((ALT, Key.Key_Left))
    course.wait()
    assert screen.table.isVisible()
    assert screen.table.selected_ids() == [course.id]


def test_a_list_longer_than_one_reading_is_narrowed_and_widens_again(course: Any, qtbot: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("ui.screens.courses.AT_ONCE", 3)
    with course.database.change("more") as tx:
        tx.add_many([Course(code=f"MORE-{number}", programme="SIYB", products="SYB") for number in range(5)])
    screen = course.window.go("courses")
    screen.reload()
    course.wait()
    screen.table.quick.setFocus()
    for keys, shown in ((["MORE-1"], 1), ([Key.Key_Backspace] * 2, 3)):
        course.press(*keys)
        qtbot.waitUntil(lambda shown=shown: len(screen.table.rows.rows) == shown)
        assert all(row["code"].startswith("MORE") for row in screen.table.rows.rows)


def test_deleting_can_be_undone_and_without_courses_there_is_a_way_to_begin(course: Any) -> None:
    screen = course.window.go("courses")
    course.wait()
    screen._delete([course.id])
    course.wait()
    assert screen._empty.isVisible()
    assert course.window.messages.message.action
    assert saved(course).deleted


def new_course(course: Any) -> NewCourseDialog:
    course.window.go("courses")
    course.wait()
    course.window._stack.currentWidget().setFocus()
    course.press((CTRL, Key.Key_N))
    course.wait()
    asked: NewCourseDialog = dialog(NewCourseDialog)
    return asked


def test_a_new_course_is_made_with_the_keyboard_and_its_sessions_are_proposed(course: Any) -> None:
    asked = new_course(course)
    course.press(Key.Key_Tab, Key.Key_Space, Key.Key_Down, Key.Key_Space, Key.Key_Tab)  # GYB and SYB
    course.press("2026-04-06", Key.Key_Tab, "2026-04-12", Key.Key_Tab, "Taungoo, Bago", Key.Key_Tab, Key.Key_Tab)
    course.press("Business Centre", Key.Key_Tab, "Aung Ko; Nilar", Key.Key_Tab)
    course.wait()
    assert "sessions are proposed" in asked._outlook.text()
    course.press((CTRL, Key.Key_Return))
    course.wait()
    made = next(one for one in course.read(lambda tx: tx.find(Course)) if one.id != course.id)
    assert (made.products, made.starts, made.ends) == ("GYB SYB", date(2026, 4, 6), date(2026, 4, 12))
    assert [person.full_name for _role, person in course.read(lambda tx: courses.trainers_of(tx, made.id))] == [
        "Aung Ko", "Nilar",
    ]  # fmt: skip
    assert course.read(lambda tx: tx.get(Organisation, made.organiser_id)).country == "MM"
    assert len(course.read(lambda tx: sessions.find(tx, made.id))) > 8
    screen = course.window.go("courses")
    assert screen.page.course_id == made.id
    assert screen.page.tabs.currentIndex() == PARTICIPANTS


@pytest.mark.parametrize("same", [True, False])
def test_an_organiser_and_a_trainer_who_may_be_known_are_asked_about_once(course: Any, same: bool) -> None:
    with course.database.change("known") as tx:
        tx.add(Organisation(id="known", name="Mandalay Business School", country="MM"))
        tx.add(Organisation(id="other", name="Mandalay Weaving School", country="MM"))
        tx.add(Person(id="trainer", full_name="Khin Htay Aung", is_trainer=True))
        tx.add(Person(id="learner", full_name="Khin Htey Aung"))
    new_course(course)
    course.press(Key.Key_Tab, Key.Key_Space, Key.Key_Tab)
    course.press("2026-04-06", Key.Key_Tab, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
    course.press("Mandalay Busines School", Key.Key_Tab, "Khin Htey Aung", Key.Key_Tab, (CTRL, Key.Key_Return))
    course.wait()
    page = course.window.go("courses").page
    made = tuple(
        course.read(lambda tx: tx.rows("SELECT organiser_id, id FROM course WHERE id = :id", {"id": page.course_id}))[0]
    )
    bar = page.doubts
    asked = []
    while bar.isVisible():
        asked.append(bar._text.text())
        (bar.yes if same else bar.no).click()
        course.wait()
    assert [("Mandalay Business School" in text, "Khin Htay Aung" in text) for text in asked] == [
        (True, False), (False, True),
    ]  # fmt: skip
    roots = course.read(lambda tx: sorted(tuple(row) for row in tx.rows("SELECT table_name, root FROM joined")))
    assert roots == ([("organisation", "known"), ("person", "trainer")] if same else [])
    assert made[0] not in ("known", "other")
    course.window.go("courses", course.id)
    course.wait()
    course.window.go("courses", made[1])
    course.wait()
    assert not bar.isVisible()


def test_what_cannot_be_is_said_in_the_dialog_and_nothing_is_made(course: Any) -> None:
    asked = new_course(course)
    course.press((CTRL, Key.Key_Return))
    assert "product" in asked._told.text()
    course.press(Key.Key_Tab, Key.Key_Space, Key.Key_Tab, "2026-04-06", Key.Key_Tab, "2026-04-01", Key.Key_Tab)
    course.wait()
    assert "before it starts" in asked._form.problems()["ends"]
    course.press((CTRL, Key.Key_Return))
    course.wait()
    assert asked.isVisible()
    assert "before it starts" in asked._told.text()
    assert len(course.read(lambda tx: tx.find(Course))) == 1
    asked.reject()


def test_the_first_key_is_for_the_product_also_when_the_products_come_before_the_focus(course: Any) -> None:
    course.window.go("courses")
    course.wait()
    course.window._stack.currentWidget().setFocus()
    course.press((CTRL, Key.Key_N))
    time.sleep(0.5)  # both are waiting now: the window's activation, and what the dialog offers
    course.wait()
    asked = dialog(NewCourseDialog)
    assert QApplication.focusWidget() is asked._chooser.programme
    asked.reject()


def test_the_country_is_asked_once(course: Any) -> None:
    from trainer_app import settings

    with course.database.change("No country") as tx:
        settings.save(tx, "country", None)
    asked = new_course(course)
    asked._chooser.choose(["SYB"])
    asked._form.go("starts")
    course.press("2026-04-06", Key.Key_Tab, Key.Key_Tab, "Viet Nam", Key.Key_Tab, "Hue", (CTRL, Key.Key_Return))
    course.wait()
    assert course.read(lambda tx: settings.get(tx, "country")) == "VN"


def test_a_field_is_kept_when_it_is_left_and_has_its_history(course: Any) -> None:
    tab = course.open_tab(DETAILS)
    tab._form.go("venue")
    course.press("Town hall", Key.Key_Tab)
    course.wait()
    assert saved(course).venue == "Town hall"
    tab._history("venue")
    course.wait()
    shown = dialog(HistoryDialog)
    shown.reject()


def test_products_are_changed_and_the_sessions_stay(course: Any) -> None:
    tab = course.open_tab(DETAILS)
    tab._choose_products()
    asked = dialog(ProductsDialog)
    assert asked.chooser.chosen() == ["SYB"]
    asked.chooser.choose(["GYB", "SYB"])
    asked.accept()
    course.wait()
    assert saved(course).products == "GYB SYB"
    assert len(course.read(lambda tx: sessions.find(tx, course.id))) == 10


def test_sessions_are_changed_added_and_removed(course: Any) -> None:
    tab = course.open_tab(DETAILS)
    part = tab.sessions
    part.grid.go(part.grid.rows.id_of(0), "hours")
    course.press("3.5", Key.Key_Return, "4", Key.Key_Return)
    course.wait()
    found = course.read(lambda tx: sessions.find(tx, course.id))
    assert [one.hours for one in found[:3]] == [3.5, 4.0, None]
    part.grid.go(part.grid.rows.id_of(9), "hours")
    part._remove()
    part._add()
    course.wait()
    assert [one.number for one in course.read(lambda tx: sessions.find(tx, course.id))] == [*range(1, 10), 11]


def test_without_sessions_they_can_be_proposed(course: Any) -> None:
    with course.database.change("None") as tx:
        for one in tx.find(CourseSession):
            tx.delete(one)
    tab = course.open_tab(DETAILS)
    assert tab.sessions._propose.isVisible()
    tab.sessions._propose.click()
    course.wait()
    assert len(course.read(lambda tx: sessions.find(tx, course.id))) == 10


def test_trainers_are_typed_with_their_roles_and_taken_off_by_clearing(course: Any) -> None:
    tab = course.open_tab(DETAILS)
    tab.trainers.grid.go("", "name")
    course.press("Aung Ko", Key.Key_Return, "Nilar", Key.Key_Return)
    course.wait()

    def now() -> list[tuple[str | None, str | None]]:
        return [
            (person.full_name, one.role) for one, person in course.read(lambda tx: courses.trainers_of(tx, course.id))
        ]

    assert now() == [("Aung Ko", "lead"), ("Nilar", "co_trainer")]
    tab.trainers.grid.go(tab.trainers.grid.rows.id_of(0), "name")
    course.press(Key.Key_Delete)
    course.wait()
    assert now() == [("Nilar", "co_trainer")]


@pytest.mark.parametrize("pause", [False, True], ids=["at once", "after it was saved"])
def test_a_trainer_s_role_is_typed_right_after_the_name(course: Any, pause: bool) -> None:
    tab = course.open_tab(DETAILS)
    tab.trainers.grid.go("", "name")
    course.press("Aung Ko", Key.Key_Return)
    course.press("Nilar", Key.Key_Tab)
    if pause:
        course.wait()
    course.press("l", Key.Key_Return)
    course.wait()
    found = course.read(lambda tx: courses.trainers_of(tx, course.id))
    assert {person.full_name: record.role for record, person in found} == {"Aung Ko": "lead", "Nilar": "lead"}


def test_modules_can_be_chosen_where_the_product_has_some(course: Any) -> None:
    with course.database.change("Modules") as tx:
        courses.save(tx, load_catalogue(), tx.get(Course, course.id), products="IYB")
    tab = course.open_tab(DETAILS)
    part = tab.sessions
    part.grid.go(part.grid.rows.id_of(0), "module")
    course.press("Costing", Key.Key_Return)
    course.wait()
    assert course.read(lambda tx: sessions.find(tx, course.id))[0].module == "COST"
