"""Words in columns of attendance: how the course ended for somebody, or only that they were there."""

import pytest

from tests.trainer_app.lists.pasted import column, paste, values
from trainer_app.importing.attended import Attended, attended
from trainer_app.importing.values import read_row
from trainer_app.lists.reading import ListTable
from trainer_app.programmes.catalogue import load_catalogue

NAMES = ("Awa Diop|F", "Modou Fall|M", "Khady Sy|F")


@pytest.mark.parametrize(
    ("heading", "present", "absent", "left"),
    [
        ("No|Name|Sex|Attendance", "Present", "Absent", "Dropout"),
        ("N°|Nom et prénom|Sexe|Présence", "Présente", "Absente", "Abandon"),
        ("N°|Nombre y apellidos|Sexo|Asistencia", "Presente", "No asistió", "Desertó"),
    ],
)
def test_a_word_where_days_attended_are_counted_is_the_outcome(
    heading: str, present: str, absent: str, left: str
) -> None:
    rows = [f"{n}|{name}|{cell}" for n, (name, cell) in enumerate(zip(NAMES, (present, absent, left), strict=True), 1)]
    reading = paste(heading, *rows, f"4|Ali Ba|M|{4}")
    assert values("outcome", reading) == [None, "no_show", "dropped_out", None]
    assert values("attendance_total", reading) == [None, None, None, 4.0]
    assert {value.mark for value in column("attendance_total", reading) if value} == {"converted"}
    made = read_row("list", reading.tables[0], reading.tables[0].rows[1], load_catalogue(), "SYB")
    assert (made.enrolment["outcome"], absent in made.enrolment["remark"]) == ("no_show", True)
    assert {note.field for note in made.notes} <= {"start"}


def test_a_remark_in_another_way_of_writing_or_as_above_tells_how_it_ended() -> None:
    head = "စဉ္|အမည္|က်ား/မ|အသက္|မွတ္ခ်က္"
    people = ("၁|စန္းဝင္း|မ|၄၈|သင္တန္းမွထြက္", '၂|ေအာင္ေက်ာ္|က်ား|၃၀|"', "၃|ခင္ေမာင္|က်ား|၃၁|")
    (table,) = paste(head, *people, country="MM").tables
    told = [read_row("list", table, row, load_catalogue(), "SYB").enrolment.get("outcome") for row in table.rows]
    assert told == ["dropped_out", "dropped_out", None]


def test_more_than_a_word_of_how_it_ended_is_to_be_looked_at() -> None:
    reading = paste("No|Name|Sex|Attendance", "1|Awa Diop|F|5", "2|Modou Fall|M|absent, sent her sister")
    (_none, told) = column("outcome", reading)
    assert told is not None
    assert (told.value, told.mark) == ("no_show", "unsure")


def test_who_left_during_the_days_of_a_course_is_told_to_have_left() -> None:
    days = ("x|x", "x|dropout", "did not come|did not come")
    rows = [f"{n}|{name}|{marks}" for n, (name, marks) in enumerate(zip(NAMES, days, strict=True), 1)]
    reading = paste("No|Name|Sex|Day 1|Day 2", *rows)
    assert values("outcome", reading) == [None, "dropped_out", None]
    second = column("attendance:4", reading)
    assert [value and (value.value, value.mark) for value in second] == [
        (1.0, "converted"), (0.0, "unsure"), (0.0, "converted"),
    ]  # fmt: skip


def test_who_was_there_in_the_beginning_and_did_not_come_then_left() -> None:
    days = ("x|x|-|-", "-|-|-|-", "x|x|x|x")
    rows = [f"{n}|{name}|{marks}|did not come" for n, (name, marks) in enumerate(zip(NAMES, days, strict=True), 1)]
    (table,) = paste("No|Name|Sex|Day 1|Day 2|Day 3|Day 4|Remark", *rows).tables
    told = [read_row("list", table, row, load_catalogue(), "SYB").enrolment.get("outcome") for row in table.rows]
    assert told == ["dropped_out", "no_show", None]


def test_an_outcome_that_the_column_of_attendance_contradicts_is_open() -> None:
    header = "No|Name|Sex|Attendance|Result"
    reading = paste(header, "1|Awa Diop|F|5|Completed", "2|Modou Fall|M|Absent|Completed", "3|Ali Ba|M|Absent|Absent")
    told = [value and (value.value, value.mark) for value in column("outcome", reading)]
    assert told == [("completed", "converted"), (None, "unsure"), ("no_show", "converted")]


@pytest.mark.parametrize(
    ("told", "present", "held"),
    [
        ("16 ከ24", 16, 24), ("24 मध्ये 16", 16, 24), ("24-өөс 16", 16, 24), ("30 จาก 40", 30, 40),
        ("36 out of 40 hours", 36, 40), ("16,5/24", 16.5, 24), ("24'ten 16", 16, 24), ("16 h 24", 16, None),
    ],
)  # fmt: skip
def test_a_part_of_the_hours(told: str, present: float, held: float | None) -> None:
    (table,) = paste("SYB 1-5/3/2021", "No|Name|Sex|Hours attended", f"1|Awa Diop|F|{told}", "2|Ali Ba|M|12").tables
    assert attended(table, table.rows[0], {}) == {"": Attended("hours", present, held)}


def test_more_hours_than_there_were_are_not_taken() -> None:
    (told,) = column("attendance_total", paste("No|Name|Sex|Hours attended", "1|Awa Diop|F|24/16"))
    assert told is not None
    assert (told.value, told.mark) == (None, "unsure")


@pytest.mark.parametrize("total", ["", "9"])
def test_hours_of_each_day_are_added(total: str) -> None:
    headings = "No|Name|Sex|Day 1 (hours)|Day 2 (hours)|Total hours (of 12)"
    (table,) = paste("GYB 4-5/10/2021", headings, f"1|Awa Diop|F|6|3|{total}", "2|Ali Ba|M|6|6|").tables
    marks = {1: 6.0, 2: 3.0}
    assert attended(table, table.rows[0], marks) == {"": Attended("hours", 9, 12)}


def test_marks_below_hours_of_a_day_are_of_its_sessions() -> None:
    (table,) = paste("GYB 4-5/10/2021", "No|Name|Sex|D1 (hrs)|D2 (hrs)", "1|Awa|F|x|-", "2|Ali|M|x|x").tables
    assert attended(table, table.rows[0], {1: 1.0, 2: 0.0}) == {"": Attended("day", 1, 2, (1.0, 0.0))}


def test_the_sessions_of_a_course_are_those_in_which_somebody_of_it_was() -> None:
    lines = ("SYB|Date: 14-16 November 2020", "No|Name|Sex|Day 1|Day 2|Day 3", "1|Awa Diop|F|1|1|1")
    for last, held in (("2|Modou Fall|M|1||", 3), ("2|Modou Fall|M|1|1|0", 3)):  # from a Saturday
        (table,) = paste(lines[0], *lines[1:], last).tables
        assert attended(table, table.rows[1], _marks(table, 1))[""].of == held
    longer = ("SYB|Date: 16-17 November 2020", "No|Name|Sex|Day 1|Day 2|Day 3", "1|Awa Diop|F|1|1|", "2|Ali Ba|M|1||")
    (table,) = paste(longer[0], *longer[1:]).tables
    assert attended(table, table.rows[1], _marks(table, 1))[""].of == 2


def _marks(table: ListTable, row: int) -> dict[int, float]:
    told = table.rows[row].values
    names = [guess.field or "" for guess in table.sessions]
    return {number: float(told[name].value) for number, name in enumerate(names, 1) if name in told}  # type: ignore[arg-type]


@pytest.mark.parametrize("heading", ["จำนวน ชม. ที่เข้าอบรม", "ชม. ที่เข้าอบรม", "จำนวนชั่วโมงที่เรียน"])
def test_hours_attended_with_their_unit_in_thai(heading: str) -> None:
    reading = paste(f"ที่|ชื่อ-สกุล|เพศ|{heading}", "1|สมพร บุญมา|ช|๑๒", "2|อรทัย ใจกล้า|ญ|10.5 ชม.", "3|วันเพ็ญ ก้อนคำ|ญ|6 ชั่วโมง")
    assert values("attendance_total", reading) == [12.0, 10.5, 6.0]
