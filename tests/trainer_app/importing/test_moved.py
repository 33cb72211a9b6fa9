"""Copies in which some rows of a course have other dates: it is asked, and nobody is doubled whatever is answered."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from db.database import Database
from db.models import Attendance, Certificate, Course, Enrolment, Person
from trainer_app import settings as own_settings
from trainer_app import undoing
from trainer_app.courses import courses
from trainer_app.importing import importer
from trainer_app.importing.choices import Choices
from trainer_app.importing.findings import findings
from trainer_app.importing.opened import open_list
from trainer_app.importing.plan import Plan
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()


@pytest.fixture
def office(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "office.db")
    with made.change("settings") as tx:
        own_settings.save(tx, "country", "MM")
    return made


def take_file(office: Database, path: Path, answers: Mapping[str, str] | None = None) -> Plan:
    """A file as it is taken in the window: opened, planned, done."""
    choices = Choices(answers=answers or {})
    reading = open_list(path).read(choices, "MM")
    with office.change("plan", kind="import", rehearse=True) as tx:
        plan = importer.plan(tx, reading, CATALOGUE, choices.options())
    with office.change("import", kind="import") as tx:
        return importer.apply(tx, plan, CATALOGUE)


def verdicts(plan: Plan) -> list[str]:
    return [row.verdict for row in plan.rows]


def copied(office: Database, folder: Path, days: dict[int, str]) -> Path:
    """A list of four people in a course of October, taken, as its copy with other days in the rows of these numbers."""
    with Workbook(str(folder / "list.xlsx")) as book:
        sheet = book.add_worksheet("List")
        sheet.write_row(0, 0, ["No", "Name", "Sex", "Course", "Start date", "Day 1", "Phone"])
        for number, name in enumerate(("Aye Aye", "Bo Bo", "Su Su", "Hnin Hnin"), 1):
            sheet.write_row(number, 0, [number, name, "F", "SYB", "2021-10-04", "P", f"0944379056{number}"])
    first = take_file(office, folder / "list.xlsx")
    assert verdicts(first) == ["new"] * 4
    book = load_workbook(folder / "list.xlsx")
    fix = book.create_sheet("What to fix", 0)
    fix["A1"], fix["A4"], fix["B4"] = "What to fix", "Copy of the list:", "list.xlsx"
    for row, day in days.items():
        book["List"].cell(row, 5, day)
    book.save(folder / "corrected.xlsx")
    return folder / "corrected.xlsx"


def seats(office: Database) -> list[tuple[str, str]]:
    """Who is in which course, by its first day."""
    with office.read() as tx:
        rows = tx.rows(
            "SELECT COALESCE(c.starts, ''), p.full_name FROM enrolment e JOIN person p ON p.id = e.person_id "
            "JOIN course c ON c.id = e.course_id WHERE NOT e.deleted ORDER BY 1, 2"
        )
    return [(str(row[0])[5:10], row[1]) for row in rows]


FOUR = [("10-04", name) for name in ("Aye Aye", "Bo Bo", "Hnin Hnin", "Su Su")]


def test_other_dates_in_some_rows_of_a_course_are_asked_about(tmp_path: Path, office: Database) -> None:
    copy = copied(office, tmp_path, {2: "2021-11-08", 4: "2021-11-08"})
    plan = take_file(office, copy)
    assert verdicts(plan) == ["held", "same", "held", "same"]
    [question] = plan.questions
    assert (question.sheet, question.column, question.rows) == ("List", "E", (2, 4))
    assert "of Oct 4, 2021. Now they, but not all of that course, are in one of Nov 8, 2021." in question.text
    assert [(one.cell, one.grade) for one in findings(plan)] == [("E2", "check"), ("E4", "check")]
    assert seats(office) == FOUR


@pytest.mark.parametrize("answer", ["moved", "both"])
def test_what_is_answered_about_them_is_done_once_whatever_is_sent_again(
    answer: str, tmp_path: Path, office: Database
) -> None:
    copy = copied(office, tmp_path, {2: "2021-11-08", 4: "2021-11-08"})
    [question] = take_file(office, copy).questions
    plan = take_file(office, copy, answers={question.key: answer})
    there = [("11-08", "Aye Aye"), ("11-08", "Su Su")]
    if answer == "moved":
        assert verdicts(plan) == ["changed", "same", "changed", "same"]
        assert "enrolment.course_id" in {one.field for one in plan.rows[0].differences}
        expected = [("10-04", "Bo Bo"), ("10-04", "Hnin Hnin"), *there]
    else:
        assert verdicts(plan) == ["new", "same", "new", "same"]
        expected = [*FOUR, *there]
    assert seats(office) == expected
    for name in ("corrected", "list", "corrected"):
        plan = take_file(office, tmp_path / f"{name}.xlsx")
        assert (verdicts(plan), plan.questions) == (["same"] * 4, ())
    assert seats(office) == expected
    with office.read() as tx:
        marked = {one.enrolment_id for one in tx.find(Attendance)}
        assert marked == {one.id for one in tx.find(Enrolment)}
        assert len(tx.find(Person)) == 4


def test_who_holds_a_certificate_of_the_course_is_not_moved(tmp_path: Path, office: Database) -> None:
    copy = copied(office, tmp_path, {2: "2021-11-08"})
    with office.change("certificate") as tx:
        one = tx.find(Enrolment, order_by=Enrolment.seat)[0]
        tx.add(Certificate(number="K-1", enrolment_id=one.id, kind="completion"))
    [question] = take_file(office, copy).questions
    plan = take_file(office, copy, answers={question.key: "moved"})
    assert verdicts(plan) == ["refused", "same", "same", "same"]
    assert "K-1" in plan.rows[0].reason
    assert seats(office) == FOUR


def test_a_course_in_all_rows_of_two_other_days_is_asked_about_day_by_day(tmp_path: Path, office: Database) -> None:
    copy = copied(office, tmp_path, {2: "2021-11-08", 3: "2021-11-08", 4: "2021-12-06", 5: "2021-12-06"})
    plan = take_file(office, copy)
    assert verdicts(plan) == ["held"] * 4
    answers = {one.key: "moved" for one in plan.questions}
    assert len(answers) == 2
    assert verdicts(take_file(office, copy, answers=answers)) == ["changed"] * 4
    assert seats(office) == [
        ("11-08", "Aye Aye"), ("11-08", "Bo Bo"), ("12-06", "Hnin Hnin"), ("12-06", "Su Su"),
    ]  # fmt: skip


def test_who_had_a_day_that_cannot_be_goes_to_the_course_of_the_one_that_can(tmp_path: Path, office: Database) -> None:
    copied(office, tmp_path, {})
    book = load_workbook(tmp_path / "corrected.xlsx")
    for row, day in ((3, "31/02/2021"), (4, "31/02/2021")):
        book["List"].cell(row, 5, day)
    del book["What to fix"]
    book.save(tmp_path / "other.xlsx")
    with office.change("before") as tx:
        for course in tx.find(Course):
            courses.delete(tx, course)
    assert verdicts(take_file(office, tmp_path / "other.xlsx")) == ["new"] * 4
    assert {day for day, _name in seats(office)} == {"", "10-04"}
    fix = book.create_sheet("What to fix", 0)
    fix["A1"], fix["A4"], fix["B4"] = "What to fix", "Copy of the list:", "other.xlsx"
    for row, told in ((3, ["same", "changed", "same", "same"]), (4, ["same", "same", "changed", "same"])):
        book["List"].cell(row, 5, "2021-10-04")
        book.save(tmp_path / "mended.xlsx")
        plan = take_file(office, tmp_path / "mended.xlsx")
        assert (verdicts(plan), plan.questions) == (told, ())
    assert seats(office) == FOUR
    with office.read() as tx:
        assert [course.starts for course in tx.find(Course)] == [date(2021, 10, 4)]
    for name in ("mended", "other"):
        assert verdicts(take_file(office, tmp_path / f"{name}.xlsx")) == ["same"] * 4
    assert seats(office) == FOUR


def test_a_move_that_is_taken_back_leaves_all_as_it_was(tmp_path: Path, office: Database) -> None:
    copy = copied(office, tmp_path, {2: "2021-11-08", 4: "2021-11-08"})
    [question] = take_file(office, copy).questions
    take_file(office, copy, answers={question.key: "moved"})
    with office.change("undo", kind="undo") as tx:
        [(action,)] = tx.rows("SELECT max(id) FROM action WHERE kind = 'import' AND undone_by IS NULL")
        assert undoing.take_back(tx, action).kept == []
    assert seats(office) == FOUR
    with office.read() as tx:
        assert len(tx.find(Course)) == 1
        assert {one.enrolment_id for one in tx.find(Attendance)} == {one.id for one in tx.find(Enrolment)}


def test_days_that_cannot_be_read_are_of_a_course_for_each_way_of_typing_them(tmp_path: Path, office: Database) -> None:
    listed = tmp_path / "list.csv"
    rows = ("Aye Aye,SYB,sometime", "Bo Bo,SYB,later", "Su Su,SYB,later", "Hnin Hnin,SYB,03/04/2021")
    listed.write_text("\n".join(["Name,Course,Start date", *rows, "Mya Mya,SYB,05/06/2021"]), encoding="utf-8")
    plan = take_file(office, listed)
    assert [question.key for question in plan.questions] == ["csv!C1:order"]

    def found() -> dict[str | None, tuple[str | None, list[str]]]:
        with office.read() as tx:
            seated = [(tx.get(Course, one.course_id or ""), one.person_id or "") for one in tx.find(Enrolment)]
            names = {one.id: one.full_name or "" for one in tx.find(Person)}
        typed = {course.dates_typed: course.title for course, _person in seated}
        return {
            days: (title, sorted(names[one] for course, one in seated if course.dates_typed == days))
            for days, title in typed.items()
        }

    assert found() == {
        "sometime": ("list, csv, sometime", ["Aye Aye"]), "later": ("list, csv, later", ["Bo Bo", "Su Su"]),
        "03/04/2021": ("list, csv, 03/04/2021", ["Hnin Hnin"]), "05/06/2021": ("list, csv, 05/06/2021", ["Mya Mya"]),
    }  # fmt: skip
    with Workbook(str(tmp_path / "copy.xlsx")) as book:
        fix = book.add_worksheet("What to fix")
        for cell, text in (("A1", "What to fix"), ("A4", "Copy of the list:"), ("B4", "list.csv")):
            fix.write(cell, text)
        sheet = book.add_worksheet("csv")
        for number, line in enumerate(["Name,Course,Start date", *rows, "Mya Mya,SYB,05/06/2021"]):
            sheet.write_row(number, 0, line.replace("later", "2021-10-04").split(","))
    plan = take_file(office, tmp_path / "copy.xlsx")
    assert verdicts(plan) == ["same", "changed", "changed", "same", "same"]
    told = [difference.told for difference in plan.rows[1].differences]
    assert told == ["Start: – → Oct 4, 2021", "End: – → Oct 4, 2021"]
    assert found()["2021-10-04"] == ("list, csv", ["Bo Bo", "Su Su"])
