"""Participants and attendance of a course, typed with real keys and counted against Excel."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.models import Course, Enrolment, Enterprise, Headcount, Organisation, Person
from trainer_app.certificates import register
from trainer_app.courses import attendance, enrolments, sessions
from trainer_app.programmes.catalogue import load_catalogue
from ui.screens.course import ATTENDANCE, CERTIFICATES, OUTCOMES, PARTICIPANTS

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ISOLATES = "\u2068\u2069"
NO_CLASS = "a class as a whole: certificates are for persons"
NAMES = [f"Aye Aye {letter}{letter.lower()}n" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXY"]


def people(course: Any) -> list[tuple[Any, ...]]:
    """(name, sex, birth year, phones) of the course's participants, as the database has them."""
    rows = course.read(lambda tx: enrolments.rows(tx, course.id))
    return [(row.person.full_name, row.person.sex, row.person.birth_year, row.person.phones) for row in rows]


def test_25_people_are_typed_with_no_more_keys_than_in_excel(course: Any) -> None:
    tab = course.open_tab(PARTICIPANTS)
    assert tab.grid.view.hasFocus()
    in_excel = 0
    for number, name in enumerate(NAMES):
        cells = (name, "w", str(1970 + number), f"09420000{number:02}")
        in_excel += sum(len(cell) + 1 for cell in cells)  # Tab or Enter after each
        course.press(cells[0], Key.Key_Tab, cells[1], Key.Key_Tab, cells[2], Key.Key_Tab, cells[3], Key.Key_Return)
    course.wait()
    assert course.pressed <= in_excel * 1.05
    assert people(course) == [(name, "F", 1970 + n, f"09420000{n:02}") for n, name in enumerate(NAMES)]
    assert "25 participants, 25 women" in tab._sum.text()


def paste(course: Any, lines: list[str]) -> None:
    QGuiApplication.clipboard().setText("\r\n".join(lines) + "\r\n")
    course.press((CTRL, Key.Key_V))
    course.wait()


def test_a_list_with_its_header_is_pasted_in_one_action(course: Any) -> None:
    course.open_tab(PARTICIPANTS)
    lines = [f"{n + 1}\t{'Female' if n % 2 else 'Male'}\t{name}\t0942000{n:04}" for n, name in enumerate(NAMES)]
    paste(course, ["No\tSex\tName\tPhone", *lines])
    assert [(name, sex) for name, sex, _year, _phone in people(course)] == [
        (name, "F" if n % 2 else "M") for n, name in enumerate(NAMES)
    ]
    assert "25 participants enrolled" in course.window.messages.message.text


def test_a_list_pasted_twice_over_the_first_row_doubles_and_overwrites_nobody(course: Any) -> None:
    course.open_tab(PARTICIPANTS)
    lines = [f"{name}\tF\t1980\t0942000{n:04}" for n, name in enumerate(NAMES)]
    paste(course, lines)
    first = people(course)
    course.press((CTRL, Key.Key_Home), (CTRL, Key.Key_V))
    course.wait()
    assert people(course) == first
    assert "25 here already" in course.window.messages.message.text


def test_what_a_list_says_wrongly_is_marked_where_it_would_stand(course: Any) -> None:
    tab = course.open_tab(PARTICIPANTS)
    paste(course, ["Name\tSex\tAge\tPhone", "Zaw Zaw\tM\t300\t0942000111", "Mya Mya\tF\t31\t0942000112"])
    row_id = tab.grid.rows.id_of(0)
    keys = [column.key for column in tab.grid.rows.columns]
    assert "300" in tab.grid.rows.problem(0, keys.index("person.age"))
    assert "300" in course.window.messages.message.text
    assert tab.grid.rows.id_of(tab.grid.view.currentIndex().row()) == ""
    second = course.read(lambda tx: enrolments.rows(tx, course.id))[1].person
    assert (second.age, second.age_on) == (31, date(2026, 3, 2))
    tab.grid.go(row_id, "person.age")
    course.press("30", Key.Key_Return)
    course.wait()
    assert not tab.grid.rows.problem(0, keys.index("person.age"))
    first = course.read(lambda tx: enrolments.rows(tx, course.id))[0].person
    assert (first.age, first.age_on) == (30, date(2026, 3, 2))


def test_one_column_is_pasted_cell_by_cell(course: Any) -> None:
    course.enrol(NAMES[:2])
    tab = course.open_tab(PARTICIPANTS)
    tab.grid.go(tab.grid.rows.id_of(0), "person.birth_year")
    paste(course, ["1980", "1991"])
    assert [year for _name, _sex, year, _phone in people(course)] == [1980, 1991]


def test_a_year_that_cannot_be_is_marked_and_is_not_saved(course: Any) -> None:
    course.enrol(NAMES[:1])
    tab = course.open_tab(PARTICIPANTS)
    row_id = tab.grid.rows.id_of(0)
    tab.grid.go(row_id, "person.birth_year")
    course.press("2190", Key.Key_Return, Key.Key_Up)
    course.wait()
    assert "2190" in tab.grid.rows.problem(0, 2)
    assert people(course)[0][2] is None
    tab.grid.go(row_id, "person.phones")
    course.press("0942000", Key.Key_Return)
    course.wait()
    assert tab.grid.rows.rows[0]["person.birth_year"] == 2190
    tab.grid.go(row_id, "person.birth_year")
    course.press("1990", Key.Key_Return)
    course.wait()
    assert people(course)[0][2:] == (1990, "0942000")
    assert not tab.grid.rows.problem(0, 2)


def test_words_for_the_sexes_in_other_languages_are_understood(course: Any) -> None:
    course.enrol(NAMES[:2])
    tab = course.open_tab(PARTICIPANTS)
    tab.grid.go(tab.grid.rows.id_of(0), "person.sex")
    course.press("female", Key.Key_Return, "qqq", Key.Key_Return)
    course.wait()
    assert [sex for _name, sex, _year, _phone in people(course)] == ["F", None]
    assert tab.grid.rows.unread == {(tab.grid.rows.id_of(1), "person.sex"): "qqq"}


def test_a_row_waits_for_its_name_and_loses_nothing(course: Any) -> None:
    tab = course.open_tab(PARTICIPANTS)
    course.press(Key.Key_Tab, "m", Key.Key_Tab, "1988", Key.Key_Return)
    course.wait()
    assert people(course) == []
    assert tab.grid.rows.problem(0, 0)
    tab.grid.go(tab.grid.rows.id_of(0), "person.full_name")
    course.press("Ko Ko", Key.Key_Return)
    course.wait()
    assert people(course) == [("Ko Ko", "M", 1988, None)]
    assert not tab.grid.rows.problem(0, 0)


def test_somebody_known_is_offered_while_typing_and_chosen_with_two_keys(course: Any, qtbot: QtBot) -> None:
    with course.database.change("Known") as tx:
        tx.add(Person(id="known", full_name="Khin Htay Aung", phones="09-420001111"))
    tab = course.open_tab(PARTICIPANTS)
    course.press("Khin H")
    qtbot.waitUntil(lambda: not tab.grid._pause.isActive())
    course.wait()
    course.press(Key.Key_Down, Key.Key_Return)
    course.wait()
    rows = course.read(lambda tx: enrolments.rows(tx, course.id))
    assert [row.person.id for row in rows] == ["known"]


def test_who_may_be_known_is_asked_afterwards_and_joined_on_demand(course: Any) -> None:
    with course.database.change("Known") as tx:
        tx.add(Person(id="known", full_name="Khin Htay Aung", phones="09-420001111", birth_year=1980))
    tab = course.open_tab(PARTICIPANTS)
    course.press("Khin Htay Aung", Key.Key_Tab, Key.Key_Tab, "1980", Key.Key_Tab, "09420001111", Key.Key_Return)
    course.wait()
    assert tab.doubts.isVisible()
    tab.doubts.yes.click()
    course.wait()
    rows = course.read(lambda tx: enrolments.rows(tx, course.id))
    assert [row.person.id for row in rows] == ["known"]
    assert not tab.doubts.isVisible()


@pytest.mark.parametrize("same", [True, False])
def test_an_enterprise_that_may_be_known_is_asked_about_as_it_is_typed(course: Any, same: bool) -> None:
    with course.database.change("Known") as tx:
        tx.add(Enterprise(id="known", name="Golden Rice Trading Co., Ltd."))
        tx.update(tx.get(Course, course.id), programme="SCORE", products="SCORE-M1")
    course.enrol(NAMES[:1])
    tab = course.open_tab(PARTICIPANTS)
    tab.grid.go(tab.grid.rows.id_of(0), "enterprise")
    course.press("Golden Rice Trading", Key.Key_Return)
    course.wait()
    assert tab.doubts.isVisible()
    assert tab.doubts.yes.text() == "The same enterprise"
    (tab.doubts.yes if same else tab.doubts.no).click()
    course.wait()
    assert not tab.doubts.isVisible()
    joined = course.read(lambda tx: [tuple(row) for row in tx.rows("SELECT table_name, root FROM joined")])
    settled = course.read(lambda tx: tx.rows("SELECT count(*) FROM not_same WHERE table_name = 'enterprise'")[0][0])
    assert (joined, settled) == (([("enterprise", "known")], 0) if same else ([], 1))


@pytest.mark.parametrize("same", [True, False])
def test_an_organisation_that_may_be_known_is_asked_about_as_it_is_enrolled(course: Any, same: bool) -> None:
    with course.database.change("known") as tx:
        tx.add(Organisation(id="known", name="Weavers' Association of Bago", country="MM"))
        tx.add(Organisation(id="abroad", name="Bago Weavers Association", country="TH"))
    tab = course.open_tab(PARTICIPANTS)
    tab.findChild(QPushButton, "organisation").click()
    course.wait()
    course.press("Bago Weavers Association of", Key.Key_Return)
    course.wait()
    assert tab.doubts.isVisible()
    assert tab.doubts.yes.text() == "The same organisation"
    assert "Weavers' Association of Bago" in tab.doubts._text.text()
    (tab.doubts.yes if same else tab.doubts.no).click()
    course.wait()
    assert not tab.doubts.isVisible()
    joined = course.read(lambda tx: [tuple(row) for row in tx.rows("SELECT table_name, root FROM joined")])
    settled = course.read(lambda tx: tx.rows("SELECT count(*) FROM not_same WHERE table_name = 'organisation'")[0][0])
    assert (joined, settled) == (([("organisation", "known")], 0) if same else ([], 1))


def test_an_organisation_takes_part_as_a_whole(course: Any) -> None:
    with course.database.change("known") as tx:
        known = tx.add(Organisation(name="Chamber of Commerce")).id
    tab = course.open_tab(PARTICIPANTS)
    for typed in ("chamber of commerce", "Weavers' Group"):
        tab.findChild(QPushButton, "organisation").click()
        course.wait()
        course.press(typed, Key.Key_Return)
        course.wait()
    rows = course.read(lambda tx: enrolments.rows(tx, course.id))
    assert [(row.enrolment.learner, row.organisation) for row in rows] == [
        ("organisation", "Chamber of Commerce"), ("organisation", "Weavers' Group"),
    ]  # fmt: skip
    assert rows[0].enrolment.organisation_id == known
    assert "2 organisations" in tab._sum.text()
    with course.database.change("all there") as tx:
        attendance.mark(
            tx, [(row.enrolment.id, one.id) for row in rows for one in sessions.find(tx, course.id)], "present"
        )
    course.open_tab(CERTIFICATES)
    found = course.read(lambda tx: register.eligible(tx, tx.get(Course, course.id), load_catalogue(), date(2026, 4, 1)))
    assert [(one.name, one.kind) for one in found] == [
        ("Chamber of Commerce", "organisation"), ("Weavers' Group", "organisation"),
    ]  # fmt: skip


def test_taking_somebody_off_can_be_undone_with_the_message(course: Any) -> None:
    course.enrol(NAMES[:3])
    tab = course.open_tab(PARTICIPANTS)
    tab.grid.go(tab.grid.rows.id_of(1), "person.full_name")
    tab._remove()
    course.wait()
    assert [name for name, *_rest in people(course)] == [NAMES[0], NAMES[2]]
    assert course.window.messages.message.action


def test_totals_without_names_are_typed_and_counted(course: Any) -> None:
    tab = course.open_tab(PARTICIPANTS)
    tab._totals.click()
    course.wait()
    tab.headcounts.setFocus()
    course.press("Radio club", Key.Key_Tab, "12", Key.Key_Tab, "9", Key.Key_Return)
    course.wait()
    found = course.read(lambda tx: tx.find(Headcount))
    assert [(one.label, one.women, one.men) for one in found] == [("Radio club", 12, 9)]
    assert "21 without names" in tab._sum.text()


def test_four_absences_of_25_people_over_five_days_take_12_keys(course: Any) -> None:
    ids = course.enrol(NAMES)
    tab = course.open_tab(ATTENDANCE)
    assert tab.grid.view.hasFocus()
    course.press((CTRL | SHIFT, Key.Key_A))
    course.wait()
    course.press("3", (SHIFT, Key.Key_Right), "a")  # number 3 was away on the first day
    course.press("17", Key.Key_End, Key.Key_Left, (SHIFT, Key.Key_Left), Key.Key_Space)  # number 17 on the last
    course.wait()
    assert course.pressed <= 12
    sheet = course.read(lambda tx: attendance.grid(tx, course.id))
    away = {cell for cell, mark in sheet.marks.items() if mark.mark == "absent"}
    held = [session.id for session in sheet.sessions]
    assert away == {(ids[2], held[0]), (ids[2], held[1]), (ids[16], held[8]), (ids[16], held[9])}
    assert sheet.filled == 1.0


def test_all_present_at_one_session_leaves_absences_alone(course: Any) -> None:
    ids = course.enrol(NAMES[:4])
    course.open_tab(ATTENDANCE)
    course.press("2", "a", (CTRL | SHIFT, Key.Key_P))
    course.wait()
    sheet = course.read(lambda tx: attendance.grid(tx, course.id))
    marks = {enrolment: mark.mark for (enrolment, _session), mark in sheet.marks.items()}
    assert marks == {ids[0]: "present", ids[1]: "absent", ids[2]: "present", ids[3]: "present"}


def test_hours_are_typed_where_they_differ(course: Any) -> None:
    ids = course.enrol(NAMES[:1])
    with course.database.change("Hours") as tx:
        for session in attendance.grid(tx, course.id).sessions:
            tx.update(session, hours=4.0)
    tab = course.open_tab(ATTENDANCE)
    tab._hours.click()
    course.wait()
    tab.grid.setFocus()
    course.press("2.5", Key.Key_Tab, "4", Key.Key_Tab, "0", Key.Key_Return)
    course.wait()
    sheet = course.read(lambda tx: attendance.grid(tx, course.id))
    marks = [sheet.marks.get((ids[0], session.id)) for session in sheet.sessions[:3]]
    assert [(mark.mark, mark.hours) for mark in marks if mark] == [
        ("present", 2.5),
        ("present", None),
        ("absent", None),
    ]


def test_the_totals_of_a_class_are_typed_cell_by_cell_into_one_line(course: Any) -> None:
    with course.database.change("A course of classes") as tx:
        tx.update(tx.get(Course, course.id), programme="KAB", products="KAB")
    tab = course.open_tab(PARTICIPANTS)
    tab._totals.click()
    course.wait()
    tab.headcounts.setFocus()
    for key in ("9 B", Key.Key_Tab, "18", Key.Key_Tab, "15", Key.Key_Return):
        course.press(key)
        course.wait()
    found = course.read(lambda tx: tx.find(Headcount))
    assert [(one.label, one.women, one.men) for one in found] == [("9 B", 18, 15)]
    assert [one.class_name for one in course.read(lambda tx: enrolments.find(tx, course.id))] == ["9 B"]
    assert tab._sum.text() == "1 class, and 33 without names"
    course.enrol(["Ma Thida"])
    assert course.open_tab(OUTCOMES)._sum.text().strip(ISOLATES) == "0 of 1 completed"
    assert (
        course.open_tab(PARTICIPANTS)._sum.text().startswith("1 participant, 0 women, 0 men, 1 of sex not known, 1 cl")
    )
    rows = {row["name"]: row for row in course.open_tab(CERTIFICATES).table.rows.rows}
    assert (rows["9 B"]["eligible"], rows["9 B"]["reason"]) == (
        False,
        "a class as a whole: certificates are for persons",
    )


def test_what_is_decided_already_is_no_proposal_to_accept(course: Any) -> None:
    enrolment_id = course.enrol(["Ma Thida"])[0]
    with course.database.change("Attendance, and an outcome that came in a workbook") as tx:
        for session in sessions.find(tx, course.id):
            attendance.mark(tx, [(enrolment_id, session.id)], "present")
        tx.update(tx.get(Enrolment, enrolment_id), outcome="completed")
    tab = course.open_tab(OUTCOMES)
    assert tab._sum.text().strip(ISOLATES) == "1 of 1 completed"
    assert not tab._accept.isEnabled()
