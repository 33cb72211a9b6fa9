"""The main journey in the window, by keys and mouse: three trainers and an office, to the follow-up interview.

The people and their papers are those of the example country; the courses are last year's, so that the follow-up is due
on whatever day this is played.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from sqlmodel import col

from db.database import Database
from db.models import Answer, Certificate, Course, Enrolment, FollowUp, Headcount, Person
from trainer_app.demo import papers

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
YEAR = date.today().year - 1
BY_A_COLLEAGUE = {"ခင်ထွေး": "09420099001", "စိုင်းလှ": "09420099002"}
BY_ANN = {"ခင်ထွေး": "09420088001", "စိုင်းလှ": "09420088002"}

Desk = Any  # of conftest.py
SitDown = Callable[[Path], Desk]


@pytest.fixture
def databases(tmp_path: Path) -> dict[str, Path]:
    """Three new databases."""
    found = {name: tmp_path / f"{name}.sqlite" for name in ("Ann", "Ben", "Office")}
    for name, path in found.items():
        Database.create(path, name=name, kind="office" if name == "Office" else "trainer")
    return found


def test_from_the_first_course_to_the_follow_up_interview(
    sit_down: SitDown, databases: dict[str, Path], tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()

    office = sit_down(databases["Office"])
    say_who_one_is(office, "Daw Khin")
    template = send(office, "An empty workbook", tmp_path / "for Nang Hla.xlsx", to="Nang Hla")
    fill_in_by_hand(template, inbox / "Nang Hla.xlsx")

    ann = sit_down(databases["Ann"])
    say_who_one_is(ann, "Ann")
    hold_a_course(ann, tmp_path)
    print_certificates(ann, tmp_path)
    send(ann, "Everything", inbox / "Ann 1.xlsx", to="Country office")
    papers.correct(inbox / "Ann 1.xlsx", inbox / "Ann 1 corrected.xlsx", BY_A_COLLEAGUE)
    correct_phones(ann, BY_ANN)
    send(ann, "Everything", inbox / "Ann 2.xlsx", to="Country office")

    ben = sit_down(databases["Ben"])
    say_who_one_is(ben, "Ben")
    teach_a_class(ben)
    train_trainers(ben, tmp_path)
    send(ben, "Everything", inbox / "Ben.xlsx", to="Country office")

    office = sit_down(databases["Office"])
    merge_all(office, inbox)
    settle_two_conflicts(office)
    join_who_came_twice(office, databases["Office"])
    back = send_back_to_ann(office, tmp_path / "office to Ann.xlsx")
    print_the_year(office, tmp_path / "outreach")
    interview(office, "ခင်ထွေး", databases["Office"])

    ann = sit_down(databases["Ann"])
    receive(ann, back)
    phones = {name: person(databases["Ann"], name).phones for name in BY_ANN}
    assert phones == {name: person(databases["Office"], name).phones for name in BY_ANN}


# -- a course


def say_who_one_is(desk: Desk, name: str) -> None:
    desk.go("Settings")
    desk.fill("Your name", name)


def new_course(desk: Desk, programme: str, product: str, **fields: Any) -> None:
    """The dialog from the list of courses: a programme, a product of its list, and the fields by their labels."""
    desk.go("Courses")
    desk.press((CTRL, Key.Key_N))
    desk.fill("Programme", programme)
    desk.press(Key.Key_Tab, product, Key.Key_Space)
    for label, text in fields.items():
        desk.fill(label.replace("_", " "), str(text))
    desk.press((CTRL, Key.Key_Return))


def hold_a_course(ann: Desk, folder: Path) -> None:
    """Start Your Business: 25 people out of a messy list, four absences, and the outcomes as the rule proposes."""
    new_course(
        ann, "SIYB", "SYB", First_day=date(YEAR, 3, 2), Last_day=date(YEAR, 3, 6), Country="Myanmar",
        Place="Taunggyi, Shan", Venue="Community hall", Organiser="Shan Women's Network", Trainers="Ann; Ben",
    )  # fmt: skip
    ann.paste(copied(papers.messy_list(folder / "participants Taunggyi final (2).xlsx")))
    ann.sees("25 participants enrolled")
    ann.open_tab("Attendance")
    ann.press((CTRL | SHIFT, Key.Key_A))
    ann.press("7", (SHIFT, Key.Key_Right), "a", "12", Key.Key_End, Key.Key_Left, (SHIFT, Key.Key_Left), "a")
    ann.open_tab("Outcomes")
    ann.click("Accept all proposals")
    ann.sees("25 of 25 completed")


def print_certificates(ann: Desk, folder: Path) -> None:
    ann.press((CTRL, Key.Key_P))
    ann.fill("Folder", str(folder / "paper"))
    ann.click("Make them")
    (made,) = (folder / "paper").iterdir()
    pdf = pypdfium2.PdfDocument(made)
    texts = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    with Database.open(folder / "Ann.sqlite").read() as tx:
        numbers = {one.number for one in tx.find(Certificate)}
    assert len(texts) == len(numbers) == 25
    assert all(any(number in text for text in texts) for number in numbers)


def teach_a_class(ben: Desk) -> None:
    """Know About Business: a class as totals, no names."""
    new_course(
        ben, "KAB", "", First_day=date(YEAR, 1, 12), Last_day=date(YEAR, 6, 26), Country="Myanmar",
        Place="Mandalay", Venue="State high school 4", Trainers="Ben",
    )  # fmt: skip
    ben.click("Totals without names")
    ben.press("Class 9B", Key.Key_Tab, "18", Key.Key_Tab, "15", Key.Key_Return)
    ben.sees("33 without names")


def train_trainers(ben: Desk, folder: Path) -> None:
    new_course(
        ben, "SIYB", "SYB-TOT", First_day=date(YEAR, 5, 4), Last_day=date(YEAR, 5, 15), Place="Yangon", Trainers="Ben"
    )  # fmt: skip
    ben.paste(copied(papers.trainers_list(folder / "future trainers.xlsx")))
    ben.sees("8 participants enrolled")
    ben.open_tab("Attendance")
    ben.press((CTRL | SHIFT, Key.Key_A))
    ben.open_tab("Outcomes")
    ben.click("Accept all proposals")
    ben.sees("8 of 8 completed")


def correct_phones(desk: Desk, phones: Mapping[str, str]) -> None:
    """Type phones over in the grid of the course's participants."""
    desk.go("Courses")
    desk.open_tab("Participants")
    for name, phone in phones.items():
        desk.click_cell(name, "Phone")
        desk.press(phone, Key.Key_Return)


def copied(workbook: Path) -> str:
    """What Excel puts on the clipboard when a whole sheet is copied."""
    sheet = openpyxl.load_workbook(workbook).active
    text = io.StringIO()
    csv.writer(text, "excel-tab").writerows(sheet.iter_rows(values_only=True))
    return text.getvalue()


# -- workbooks


def send(desk: Desk, what: str, path: Path, *, to: str, whose: str = "") -> Path:
    desk.go("Exchange")
    desk.open_tab("Send")
    desk.click(what)
    if whose:
        desk.choose(whose)
    desk.fill("To whom", to)
    desk.fill("File", str(path))
    desk.click("Write the workbook")
    desk.sees("is written")
    return path


def fill_in_by_hand(template: Path, path: Path) -> None:
    """What Nang Hla types into the office's workbook: one course, six people; the last one came to Ann's course too."""
    book = openpyxl.load_workbook(template)
    type_in(book["Courses"], [{
        "Code *": "SYB-NANG-1", "Product *": "SYB", "Province": "Kachin", "Venue": "Myitkyina",
        "Start": date(YEAR, 4, 6), "End": date(YEAR, 4, 10), "Trainers": "Nang Hla", "Status": "Held",
    }])  # fmt: skip
    people = (
        ("Lahpai Ja", "Woman", 1996, "09470022331"), ("Maran Naw", "Man", 1989, "09470022332"),
        ("Hkawn Mai", "Woman", 2003, "09470022333"), ("Zau Mai", "Man", 1979, "09470022334"),
        ("Roi San", "Woman", 1992, "0947 002 2335"), ("Ma Thi Dar", "Woman", YEAR - 19, "09420011228"),
    )  # fmt: skip
    type_in(book["Participants"], [
        {
            "Course *": "SYB-NANG-1", "Full name *": name, "Sex": sex, "Birth year": year, "Phone": phone,
            "Outcome": "Completed",
        }
        for name, sex, year, phone in people
    ])  # fmt: skip
    type_in(book["Attendance"], [{str(session): "P" for session in range(1, 11)}] * len(people))
    book.save(path)


def type_in(sheet: Any, rows: list[dict[str, Any]]) -> None:
    """Type under the headers that one sees, from the first row that is empty."""
    columns = {cell.value: cell.column for cell in sheet[2] if cell.value}
    line = 3
    while any(sheet.cell(line, columns[header]).value for header in rows[0]):
        line += 1
    for number, row in enumerate(rows):
        for header, value in row.items():
            sheet.cell(line + number, columns[header], value)


def receive(desk: Desk, path: Path) -> None:
    """Choose a workbook or a folder, look at the plan, merge it with Enter."""
    desk.go("Exchange")
    desk.open_tab("Receive")
    desk.press((CTRL | SHIFT if path.is_dir() else CTRL, Key.Key_O))
    desk.choose_file(path)
    desk.click("Merge")
    desk.sees("Merged.")


def send_back_to_ann(office: Desk, path: Path) -> Path:
    return send(office, "A trainer's own book", path, to="Ann", whose="Ann")


# -- the office


def merge_all(office: Desk, inbox: Path) -> None:
    receive(office, inbox)
    database = inbox.parent / "Office.sqlite"
    with Database.open(database).read() as tx:
        assert len(tx.find(Course)) == 4
        assert len(tx.find(Enrolment)) == 25 + 8 + 6 + 1  # a class is enrolled, too
        assert len(tx.find(Certificate)) == 25
        assert [(one.women, one.men) for one in tx.find(Headcount)] == [(18, 15)]


def settle_two_conflicts(office: Desk) -> None:
    office.click("Settle conflicts")
    office.press("1")
    office.press("2")
    office.sees("No conflict is open")


def join_who_came_twice(office: Desk, database: Path) -> None:
    """The likeliest pair stands first."""
    office.open_tab("Duplicates")
    office.click("Same: keep the first")
    with Database.open(database).read() as tx:
        (joined,) = tx.find(Person, col(Person.merged_into).is_not(None))
        kept = tx.get(Person, joined.merged_into or "")
    assert {joined.full_name, kept.full_name} == {"Ma Thi Dar", "သီတာ"}


def print_the_year(office: Desk, path: Path) -> None:
    """Last year's outreach by programme, sex and province: printed, and saved to look at its figures."""
    office.go("Summaries")
    printed = path.with_suffix(".pdf")
    for label, text in (("Period", "Last"), ("By", "Programme"), ("and", "Sex")):
        office.fill(label, text)
    office.press(Key.Key_Tab, "Province")
    office.press((CTRL, Key.Key_P))
    office.choose_printer_file(printed)
    assert printed.read_bytes().startswith(b"%PDF")
    office.press((CTRL, Key.Key_S))
    office.choose_file(path.with_suffix(".json"))
    tables = [
        part for part in json.loads(path.with_suffix(".json").read_text("utf-8"))["parts"] if part["part"] == "table"
    ]
    assert tables[0]["total"]["seats"] == 25 + 6 + 33
    assert tables[0]["total"]["persons"] == 25 + 6 - 1  # one came twice
    apart = next(one for one in tables if {"programme", "sex", "province"} <= set(one["rows"][0]))
    assert ("Shan", "Women") in {(row["province"], row["sex"]) for row in apart["rows"]}


def interview(office: Desk, name: str, database: Path) -> None:
    """Find who is due by the name, and ask by phone: a business, begun in June, two women work in it."""
    office.go("Follow-ups")
    office.press((CTRL, Key.Key_F), name, Key.Key_Return)
    office.press(Key.Key_Return)
    office.sees(name)
    office.press("y", "y", f"{YEAR}-06", Key.Key_Return, "2", Key.Key_Return)
    with Database.open(database).read() as tx:
        (asked,) = tx.find(FollowUp, col(FollowUp.status) == "reached")
        answers = {one.question: one.value for one in tx.find(Answer, col(Answer.follow_up_id) == asked.id)}
    assert answers == {
        "business_now": "yes", "started_after": "yes", "start_month": f"{YEAR}-06", "workers_women": "2"
    }  # fmt: skip


def person(database: Path, name: str) -> Person:
    with Database.open(database).read() as tx:
        return tx.find(Person, col(Person.full_name) == name)[0]
