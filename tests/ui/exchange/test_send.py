"""Sending: what, to whom and why by keyboard; what it will hold of people and what is amiss is told before."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from db.database import Database
from db.models import Attendance, CourseSession, Enrolment, Person
from trainer_app.exchange.merging import merge
from ui.dialogs.confirm import ConfirmDialog
from ui.screens.course import ATTENDANCE, OUTCOMES
from ui.screens.courses import CoursesScreen
from ui.screens.exchange_pages.send_form import LAST_FOLDER

CTRL = Qt.KeyboardModifier.ControlModifier


def page_of(desk: Any, office: Database) -> Any:
    page = desk.open(office, "send").send
    look(desk, page)
    return page


def look(desk: Any, page: Any) -> None:
    """Until what would be sent was looked at."""
    desk.qtbot.waitUntil(lambda: not page._pause.isActive())
    desk.wait()


def write_to(desk: Any, page: Any, target: Path) -> None:
    """Type the name of the file and write it."""
    page.form.path.setFocus()
    page.form.path.selectAll()
    desk.press(str(target))
    look(desk, page)
    desk.press((CTRL, Qt.Key.Key_Return))
    desk.wait()


def last_export(database: Database) -> dict[str, Any]:
    with database.read() as tx:
        found = tx.rows("SELECT details FROM action WHERE kind = 'export' ORDER BY id DESC")[0][0]
    details: dict[str, Any] = json.loads(found)
    return details


def findings(page: Any) -> list[str]:
    tree = page.health.tree
    return [tree.topLevelItem(at).text(0) for at in range(tree.topLevelItemCount())]


def test_one_course_is_sent_by_keyboard_and_the_log_knows_to_whom_and_why(desk: Any) -> None:
    office = desk.office()
    page = page_of(desk, office)
    assert "6 people" in page.personal.text()
    QTest.keyClick(page.form.kind_buttons["course"], Qt.Key.Key_Space)
    assert not page.send_button.isEnabled()
    desk.press("syb")
    desk.qtbot.waitUntil(lambda: page.form.course._offers == {"SYB-1 · Start Your Business, Hpa-An": "SYB-1"})
    desk.press(Qt.Key.Key_Return)
    look(desk, page)
    assert "6 people" in page.personal.text()
    page.form.partner.setFocus()
    desk.press("Ko Aung")
    assert "Ko Aung" in page.form.path.text()
    page.form.why.setFocus()
    desk.press("corrected phones")
    target = desk.folder / "for Ko Aung.xlsx"
    write_to(desk, page, target)
    assert page.result.text() == f"{target} is written: 12 rows."
    assert "6 people" in page.personal.text()
    trainer = Database.create(desk.folder / "trainer.sqlite")
    merge(trainer, [target], apply=True)
    assert set(desk.phones(trainer)) == set(desk.phones(office))
    details = last_export(office)
    assert (details["partner"], details["why"]) == ("Ko Aung", "corrected phones")


def test_an_empty_workbook_names_no_participants(desk: Any) -> None:
    office = desk.office()
    page = page_of(desk, office)
    QTest.keyClick(page.form.kind_buttons["template"], Qt.Key.Key_Space)
    look(desk, page)
    assert findings(page) == []
    assert not page.form.only_new.isEnabled()
    write_to(desk, page, desk.folder / "empty")
    assert (desk.folder / "empty.xlsx").exists()


def test_a_partner_is_chosen_from_the_list_and_gets_only_what_is_new(desk: Any) -> None:
    office = desk.office()
    page = page_of(desk, office)
    page.form.partner.setFocus()
    desk.press("tin")
    desk.qtbot.waitUntil(lambda: list(page.form.partner._offers) == ["U Tin Oo"])
    desk.press(Qt.Key.Key_Return)
    write_to(desk, page, desk.folder / "first.xlsx")
    assert last_export(office)["partner_key"].startswith("person:")
    QTest.keyClick(page.form.only_new, Qt.Key.Key_Space)
    look(desk, page)
    assert "nothing new for U Tin Oo" in page.personal.text()
    desk.add_person(office, "Saw Ba")
    screen = desk.screen
    screen.load()
    desk.wait()
    look(desk, page)
    assert "2 people" in page.personal.text()  # Saw Ba, and the trainer of the course
    write_to(desk, page, desk.folder / "second.xlsx")
    assert last_export(office)["only_new"] is True


def test_a_workbook_that_is_there_is_replaced_only_when_that_is_said(desk: Any) -> None:
    page = page_of(desk, desk.office())
    filled_in = desk.folder / "filled in.xlsx"
    filled_in.write_text("what somebody typed")
    write_to(desk, page, filled_in)
    dialog = desk.dialog(ConfirmDialog)
    dialog.reject()
    desk.wait()
    assert filled_in.read_text() == "what somebody typed"
    page.send_button.click()
    desk.dialog(ConfirmDialog).agree.click()
    desk.wait()
    assert "is written" in page.result.text()
    assert filled_in.read_bytes().startswith(b"PK")


def test_the_name_that_is_offered_is_of_no_file_that_is_there(desk: Any) -> None:
    page = page_of(desk, desk.office())
    write_to(desk, page, desk.folder / "first.xlsx")
    first = Path(page.form.path.text())
    assert first.parent == desk.folder
    first.touch()
    page.form.partner.editingFinished.emit()
    assert page.form.path.text() == str(first.with_name(f"{first.stem} (2).xlsx"))


def test_a_folder_where_nothing_could_be_written_is_not_offered_again(desk: Any) -> None:
    page = page_of(desk, desk.office())
    gone = desk.folder / "stick"
    gone.mkdir()
    write_to(desk, page, gone / "a.xlsx")
    told: list[Exception] = []
    desk.tasks.failed.connect(told.append)
    write_to(desk, page, desk.folder / "nowhere" / "b.xlsx")
    assert len(told) == 1
    assert desk.state.get(LAST_FOLDER) == str(gone)
    desk.window.messages.error(str(told[0]))  # as the application does
    desk.screen.open_record("log")
    assert desk.window.messages.message is None
    desk.screen.open_record("send")
    look(desk, page)
    (gone / "a.xlsx").unlink()
    gone.rmdir()
    page.form.path.clear()
    page.form.path.textEdited.emit("")
    page.form.partner.editingFinished.emit()
    assert Path(page.form.path.text()).parent.is_dir()


def test_what_is_only_new_needs_a_partner(desk: Any) -> None:
    office = desk.office()
    page = page_of(desk, office)
    QTest.keyClick(page.form.only_new, Qt.Key.Key_Space)
    look(desk, page)
    assert not page.send_button.isEnabled()
    assert "say to whom" in page.personal.text()


def test_a_password_is_hidden_unless_it_is_shown_and_opens_the_file(desk: Any) -> None:
    office = desk.office()
    page = page_of(desk, office)
    page.form.password.setFocus()
    desk.press("four words are long")
    assert page.form.password.echoMode() == QLineEdit.EchoMode.Password
    QTest.keyClick(page.form.show_password, Qt.Key.Key_Space)
    assert page.form.password.echoMode() == QLineEdit.EchoMode.Normal
    target = desk.folder / "locked.xlsx"
    write_to(desk, page, target)
    assert page.form.password.text() == ""
    other = Database.create(desk.folder / "other.sqlite")
    with pytest.raises(Exception, match="password"):
        merge(other, [target], apply=True)
    merge(other, [target], apply=True, password="four words are long")
    assert "Ma Khin Htay" in desk.phones(other)


def test_national_ids_stay_here_unless_they_are_asked_for(desk: Any) -> None:
    office = desk.office()
    desk.edit(office, "Ma Khin Htay", national_id="12/XYZ(N)123456")
    page = page_of(desk, office)
    assert "left out" in page.personal.text()
    QTest.keyClick(page.form.national_ids, Qt.Key.Key_Space)
    look(desk, page)
    assert "national ids (1)" in page.personal.text()


def test_what_is_amiss_is_told_before_and_opened_by_enter(desk: Any) -> None:
    office = desk.office()
    page = page_of(desk, office)
    assert "1 course is over and lacks outcomes" in findings(page)
    assert "Of 5 participants neither birth nor age is filled in" in findings(page)
    tree = page.health.tree
    tree.setFocus()
    while tree.currentItem().text(0) != "1 course is over and lacks outcomes":
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return)
    desk.wait()
    courses = desk.window._stack.currentWidget()
    assert isinstance(courses, CoursesScreen)
    assert courses.page.tabs.currentIndex() == OUTCOMES


def test_attendance_filled_in_partly_is_opened_where_it_is_marked(desk: Any) -> None:
    office = desk.office()
    with office.change("One mark") as tx:
        seat = tx.find(Enrolment)[0]
        session = tx.add(CourseSession(course_id=seat.course_id, number=1))
        tx.add(Attendance(enrolment_id=seat.id, session_id=session.id, mark="present"))
    page = page_of(desk, office)
    tree = page.health.tree
    tree.setFocus()
    while tree.currentItem().text(0) != "1 course is over and its attendance is filled in partly":
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert "4 of 5 cells are empty" in tree.currentItem().text(0)
    desk.press(Qt.Key.Key_Return)
    desk.wait()
    assert desk.window._stack.currentWidget().page.tabs.currentIndex() == ATTENDANCE


def test_a_participant_of_the_check_is_opened(desk: Any) -> None:
    office = desk.office()
    page = page_of(desk, office)
    tree = page.health.tree
    tree.setFocus()
    while "neither birth" not in tree.currentItem().text(0):
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    desk.wait()
    with office.read() as tx:
        ids = {person.id for person in tx.find(Person)}
    screen = desk.window._stack.currentWidget()
    assert screen.page.person_id in ids


def test_from_the_partners_a_trainer_gets_the_own_book(desk: Any) -> None:
    office = desk.office()
    screen = desk.open(office, "partners")
    QTest.keyClick(screen.partners.all, Qt.Key.Key_Space)
    desk.wait()
    screen.partners.list.setFocus()
    desk.press((CTRL, Qt.Key.Key_Return))
    desk.wait()
    look(desk, screen.send)
    wanted = screen.send.form.wanted()
    assert (wanted.kind, wanted.partner) == ("trainer", "U Tin Oo")
    assert wanted.is_whole
    assert "6 people" in screen.send.personal.text()


def test_a_conflict_of_the_check_is_opened_where_it_is_settled(desk: Any) -> None:
    office, back = desk.disputes()
    merge(office, [back], apply=True)
    page = page_of(desk, office)
    tree = page.health.tree
    tree.setFocus()
    assert tree.currentItem().text(0) == "2 conflicts are open"
    desk.press(Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down)
    label = tree.currentItem().text(0)
    desk.press(Qt.Key.Key_Return)
    desk.wait()
    assert desk.screen.tabs.currentWidget() is desk.screen.disputes
    assert desk.screen.disputes.current().label == label
