"""The screen Participants with real keys: found, corrected, joined, told what is held, erased."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot
from sqlmodel import col

from db.database import Database
from db.models import Certificate, Course, Enrolment, Person
from trainer_app import action_log, name_index
from trainer_app.people import person_records, persons
from ui.dialogs.erase import EraseDialog
from ui.dialogs.held import HeldDialog
from ui.dialogs.history import HistoryDialog
from ui.dialogs.join_persons import JoinPersonsDialog
from ui.dialogs.new_person import NewPersonDialog
from ui.dialogs.one_text import OneTextDialog
from ui.screens import Entry
from ui.screens import participants as participants_module
from ui.screens.follow_ups import FollowUpsScreen
from ui.screens.participants import ParticipantsScreen
from ui.screens.person.page import LIKELY, RECORDS

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ENTRIES = [
    Entry("participants", "Participants", "participants", "ui.screens.participants", "ParticipantsScreen", ("person",)),
    Entry("follow_ups", "Follow-ups", "follow_ups", "ui.screens.follow_ups", "FollowUpsScreen", ("follow_up",)),
]


@pytest.fixture
def people(database: Database) -> dict[str, str]:
    """Four persons, of whom two are one; the ids by a short name."""
    with database.change("First entries") as tx:
        khin = tx.add(Person(full_name="Ma Khin Htay", sex="F", phones="09420088001", birth_year=1990))
        twin = tx.add(Person(full_name="Khin Htay", sex="F", phones="+959420088001", birth_year=1990, address="Bago"))
        aung = tx.add(Person(full_name="ကိုအောင်မြင့်", latin_name="Ko Aung Myint", sex="M"))
        lan = tx.add(Person(full_name="Nguyễn Thị Lan", sex="F"))
        course = tx.add(Course(code="SYB-1", title="Hpa-An", programme="SIYB", products="SYB",
                               starts=date(2026, 3, 2), ends=date(2026, 3, 6)))  # fmt: skip
        seat = tx.add(Enrolment(course_id=course.id, person_id=khin.id, seat=1, outcome="completed"))
        tx.add(Enrolment(course_id=course.id, person_id=twin.id, seat=2))
        tx.add(Certificate(number="SIYB-SYB-MM-26-ABCDEFG-0001-X", kind="completion", product="SYB",
                           course_id=course.id, enrolment_id=seat.id, person_id=khin.id,
                           name_printed="Ma Khin Htay", issued_on=date(2026, 3, 6)))  # fmt: skip
    return {"khin": khin.id, "twin": twin.id, "aung": aung.id, "lan": lan.id}


@pytest.fixture
def screen(
    qtbot: QtBot, attached: Callable[..., Any], database: Database, people: dict[str, str]
) -> ParticipantsScreen:
    screen = attached(database, ENTRIES).go("participants")
    assert isinstance(screen, ParticipantsScreen)
    qtbot.waitUntil(lambda: screen.table.rows.rowCount() == len(people))
    return screen


def person(database: Database, person_id: str) -> Person:
    with database.read() as tx:
        return tx.get(Person, person_id)


def dialog(screen: ParticipantsScreen, kind: type[Any]) -> Any:
    found = screen.findChildren(kind)
    assert found, kind
    return found[-1]


def editor(screen: ParticipantsScreen, label: str) -> QLineEdit:
    details = screen.page.parts[0]
    return next(line for line in details.findChildren(QLineEdit) if line.accessibleName() == label)


def open_by_keys(screen: ParticipantsScreen, text: str, settle: Callable[[], None]) -> None:
    """Ctrl+F, what is typed, Enter, Enter."""
    screen.table.view.setFocus()
    QTest.keyClick(screen.table.view, KEY.Key_F, CONTROL)
    QTest.keyClicks(screen.table.quick, text)
    QTest.keyClick(screen.table.quick, KEY.Key_Return)
    QTest.keyClick(screen.table.view, KEY.Key_Return)
    settle()


def test_a_person_is_found_opened_and_corrected_without_a_save_button(
    screen: ParticipantsScreen, database: Database, people: dict[str, str], settle: Callable[[], None]
) -> None:
    open_by_keys(screen, "lan", settle)
    assert screen.page.title.text() == "Nguyễn Thị Lan"
    assert QApplication.focusWidget() is editor(screen, "Full name")
    phone = editor(screen, "Phone")
    phone.setFocus()
    QTest.keyClicks(phone, "0901 234 567")
    QTest.keyClick(phone, KEY.Key_Tab)
    settle()
    assert person(database, people["lan"]).phones == "0901 234 567"
    assert "0901 234 567" in screen.page.facts.text()
    with database.read() as tx:
        assert action_log.actions(tx)[0].label == "Person: Phone"


def test_what_cannot_be_saved_stays_as_typed_with_the_reason_beside_it(
    screen: ParticipantsScreen, database: Database, people: dict[str, str], settle: Callable[[], None]
) -> None:
    open_by_keys(screen, "lan", settle)
    year = editor(screen, "Birth year")
    year.setFocus()
    QTest.keyClicks(year, "2990")
    QTest.keyClick(year, KEY.Key_Tab)
    settle()
    form = screen.page.parts[0].form  # type: ignore[attr-defined]
    assert "2990" in form.problems()["birth_year"]
    assert person(database, people["lan"]).birth_year is None
    editor(screen, "Phone").setFocus()
    QTest.keyClicks(editor(screen, "Phone"), "0901234567")
    QTest.keyClick(editor(screen, "Phone"), KEY.Key_Tab)
    settle()  # another field was saved and read again: what was refused is still there
    assert year.text() == "2990"
    assert "2990" in form.problems()["birth_year"]
    year.setFocus()
    year.selectAll()
    QTest.keyClicks(year, "1990")
    QTest.keyClick(year, KEY.Key_Tab)
    settle()
    assert person(database, people["lan"]).birth_year == 1990
    assert "birth_year" not in form.problems()


def test_another_person_never_gets_what_was_typed_for_the_first(
    screen: ParticipantsScreen, database: Database, people: dict[str, str], settle: Callable[[], None]
) -> None:
    open_by_keys(screen, "lan", settle)
    address = editor(screen, "Address")
    address.setFocus()
    QTest.keyClicks(address, "Hanoi")
    screen.open_record(people["aung"])
    settle()
    assert person(database, people["lan"]).address == "Hanoi"
    assert person(database, people["aung"]).address is None
    assert editor(screen, "Address").text() == ""


def test_the_history_of_a_field_is_told(
    screen: ParticipantsScreen, database: Database, people: dict[str, str], settle: Callable[[], None]
) -> None:
    with database.change("Another phone") as tx:
        persons.save(tx, tx.get(Person, people["khin"]), phones="09111")
    screen.open_record(people["khin"])
    settle()
    phone = editor(screen, "Phone")
    phone.setFocus()
    QTest.keyClick(phone, KEY.Key_H, CONTROL)
    settle()
    told = dialog(screen, HistoryDialog)
    from PySide6.QtWidgets import QTableWidget

    table = told.findChild(QTableWidget)
    assert table.rowCount() == 2
    assert "09111" in table.item(0, 2).text()
    told.close()


def test_courses_and_certificates_of_joined_persons_stand_together(
    screen: ParticipantsScreen, database: Database, people: dict[str, str], settle: Callable[[], None]
) -> None:
    with database.change("Join") as tx:
        persons.join(tx, people["khin"], people["twin"])
    screen.open_record(people["twin"])  # opens the one who stands for both
    settle()
    assert screen.page.person_id == people["khin"]
    QTest.keyClick(QApplication.focusWidget() or screen, KEY.Key_2, ALT)
    settle()
    tab: Any = screen.page.parts[RECORDS]
    assert [row["seat"] if "seat" in row else row["code"] for row in tab.seats.rows.rows] == ["SYB-1", "SYB-1"]
    assert [row["number"] for row in tab.papers.rows.rows] == ["SIYB-SYB-MM-26-ABCDEFG-0001-X"]
    assert tab.lists.tabText(1) == "Certificates (1)"


def test_a_follow_up_is_asked_from_the_person(
    screen: ParticipantsScreen, people: dict[str, str], settle: Callable[[], None]
) -> None:
    screen.open_record(people["khin"])
    settle()
    screen.page.open_tab(RECORDS)
    settle()
    tab: Any = screen.page.parts[RECORDS]
    assert [row["months"] for row in tab.asked.rows.rows] == [6, 12, 24]
    tab.lists.setCurrentWidget(tab.asked)
    tab.asked.view.setCurrentIndex(tab.asked.rows.index(0, 0))
    QTest.keyClick(tab.asked.view, KEY.Key_Return)
    settle()
    opened = screen.main_window._stack.currentWidget()
    assert isinstance(opened, FollowUpsScreen)
    assert opened.interview._title.text() == "Ma Khin Htay"
    assert opened.interview.pane.title.text().startswith("Do you have a business")


def test_who_looks_the_same_is_joined_by_one_key_and_taken_apart_again(
    screen: ParticipantsScreen, database: Database, people: dict[str, str], settle: Callable[[], None]
) -> None:
    screen.open_section("duplicates", people["khin"])
    settle()
    tab: Any = screen.page.parts[LIKELY]
    assert [row["id"] for row in tab.same.rows.rows] == [people["twin"]]
    tab.same.view.setFocus()
    QTest.keyClick(tab.same.view, KEY.Key_J)
    settle()
    assert person(database, people["twin"]).merged_into == people["khin"]
    assert person(database, people["khin"]).address == "Bago"
    assert not tab.same.isVisible()
    tab.joined.select([people["twin"]])
    tab.joined._actions[0][0].trigger()
    settle()
    assert person(database, people["twin"]).merged_into is None


def test_who_is_not_the_same_is_not_shown_again(
    screen: ParticipantsScreen, database: Database, people: dict[str, str], settle: Callable[[], None]
) -> None:
    screen.open_section("duplicates", people["khin"])
    settle()
    tab: Any = screen.page.parts[LIKELY]
    tab.same.view.setFocus()
    QTest.keyClick(tab.same.view, KEY.Key_N)
    settle()
    assert tab.same.rows.rowCount() == 0
    with database.read() as tx:
        assert person_records.likely_same(tx, people["twin"]) == []


def test_two_of_the_list_are_joined_and_the_one_to_keep_is_asked_for(
    screen: ParticipantsScreen, database: Database, people: dict[str, str], settle: Callable[[], None]
) -> None:
    screen.table.select([people["twin"], people["khin"]])
    screen._ask_join(screen.table.selected_ids())
    settle()
    asked = dialog(screen, JoinPersonsDialog)
    keep = next(number for number, row in enumerate(asked._rows) if row.id == people["twin"])
    asked._group.button(keep).setChecked(True)
    QTest.keyClick(asked, KEY.Key_Return)
    settle()
    assert person(database, people["khin"]).merged_into == people["twin"]
    assert screen.table.rows.rowCount() == 3


def test_what_is_held_is_copied_as_json(
    screen: ParticipantsScreen, people: dict[str, str], settle: Callable[[], None]
) -> None:
    screen.open_record(people["khin"])
    settle()
    screen.page.held_button.click()
    settle()
    held = dialog(screen, HeldDialog)
    held.copy.click()
    copied = json.loads(QApplication.clipboard().text())
    assert copied["person"]["Full name"] == "Ma Khin Htay"
    assert copied["records"]["certificate"][0]["Number"].startswith("SIYB-SYB")
    held.close()


def test_a_person_is_erased_only_after_it_was_confirmed(
    screen: ParticipantsScreen, database: Database, people: dict[str, str], settle: Callable[[], None]
) -> None:
    screen.open_record(people["khin"])
    settle()
    screen.page._ask_erase()
    asked = dialog(screen, EraseDialog)
    assert not asked.agree.isEnabled()
    QTest.keyClick(asked, KEY.Key_Return)  # Enter is Cancel
    settle()
    assert person(database, people["khin"]).full_name == "Ma Khin Htay"
    screen.page._ask_erase()
    asked = dialog(screen, EraseDialog)
    QTest.keyClick(asked.asked, KEY.Key_Space)
    QTest.keyClick(asked.agree, KEY.Key_Space)
    settle()
    assert person(database, people["khin"]).full_name is None
    with database.read() as tx:
        certificate = tx.find(Certificate)[0]
    assert certificate.number
    assert certificate.name_printed is None
    assert screen._stack.currentWidget() is screen.table
    assert people["khin"] not in [row["id"] for row in screen.table.rows.rows]
    screen.open_record(people["khin"])
    settle()
    assert not screen.page.tabs.isVisible()


def test_a_new_person_needs_only_a_name(
    screen: ParticipantsScreen, database: Database, settle: Callable[[], None]
) -> None:
    screen.table.view.setFocus()
    QTest.keyClick(screen.table.view, KEY.Key_N, CONTROL)
    asked = dialog(screen, OneTextDialog)
    QTest.keyClicks(asked.findChild(QLineEdit), "  Daw  Mya ")
    QTest.keyClick(asked.findChild(QLineEdit), KEY.Key_Return)
    settle()
    with database.read() as tx:
        assert tx.find(Person, col(Person.full_name) == "Daw Mya")
    assert screen.page.title.text() == "Daw Mya"


def test_who_is_known_is_shown_while_the_name_of_a_new_person_is_typed(
    qtbot: QtBot, screen: ParticipantsScreen, people: dict[str, str], database: Database
) -> None:
    screen.table.view.setFocus()
    QTest.keyClick(screen.table.view, KEY.Key_N, CONTROL)
    asked = dialog(screen, NewPersonDialog)
    line, known = asked.findChild(QLineEdit), asked.findChild(QListWidget)
    QTest.keyClicks(line, "aung my")
    qtbot.waitUntil(lambda: known.count() == 1)
    assert "ကိုအောင်မြင့်" in known.item(0).text()
    QTest.keyClick(line, KEY.Key_Down)
    qtbot.waitUntil(lambda: known.currentRow() == 0)
    chosen: list[str] = []
    asked.known.connect(chosen.append)
    QTest.keyClick(known, KEY.Key_Return)
    assert chosen == [people["aung"]]
    qtbot.waitUntil(lambda: "Aung Myint" in screen.page.title.text() or "အောင်" in screen.page.title.text())
    with database.read() as tx:
        assert len(tx.find(Person)) == len(people)


def test_who_is_known_is_shown_once_the_names_are_prepared(
    qtbot: QtBot, screen: ParticipantsScreen, database: Database
) -> None:
    screen.table.view.setFocus()
    QTest.keyClick(screen.table.view, KEY.Key_N, CONTROL)
    asked = dialog(screen, NewPersonDialog)
    line, known = asked.findChild(QLineEdit), asked.findChild(QListWidget)
    with database.read() as tx, name_index._turns[name_index._key(tx, "person")]:  # another thread prepares them
        QTest.keyClicks(line, "aung my")
        qtbot.waitUntil(lambda: not screen.tasks.works)
        assert known.count() == 0
    qtbot.waitUntil(lambda: known.count() == 1)
    assert "ကိုအောင်မြင့်" in known.item(0).text()


def test_more_persons_than_the_list_holds_are_found_by_typing(
    qtbot: QtBot, screen: ParticipantsScreen, people: dict[str, str], settle: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(participants_module, "AT_ONCE", 2)
    screen.reload()
    settle()
    assert "2 of 4" in screen.table._count.text()
    for typed, found in (("lan", people["lan"]), ("aung", people["aung"])):  # and back from one search to another
        screen.table.quick.clear()
        QTest.keyClicks(screen.table.quick, typed)
        qtbot.waitUntil(lambda found=found: [row["id"] for row in screen.table.rows.rows] == [found])


def test_what_is_seen_is_saved_as_a_workbook_and_noted(
    screen: ParticipantsScreen, database: Database, tmp_path: Path, settle: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    file = tmp_path / "seen.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))
    screen.table.rows.arrange(quick="khin")
    assert screen.table._export is not None
    screen.table._export(*screen.table.seen())
    settle()
    sheet = openpyxl.load_workbook(file).worksheets[0]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "Ma Khin Htay" in cells
    assert "Nguyễn Thị Lan" not in cells
    with database.read() as tx:
        assert action_log.actions(tx)[0].kind == "list"
        assert action_log.actions(tx)[0].label == "List saved: 2 records, seen.xlsx"
