"""Cells of a workbook meet the same checks as the forms: what cannot be is refused by cell, a doubt becomes a note."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from trainer_app.exchange.merging import FilePlan, merge
from trainer_app.workbook import rules
from trainer_app.workbook.read import read_workbook

FIRST = 3  # the first row of records
SPARE = 15  # the first spare row of the participants


@pytest.fixture
def typed(
    office: Database, sent: Path, tmp_path: Path, fill_in: Callable[..., Path]
) -> Callable[[dict[tuple[str, int, str], Any]], FilePlan]:
    """The plan of a merge after these cells were typed."""
    return lambda cells: merge(office, [fill_in(sent, tmp_path / "typed.xlsx", cells)], apply=True).files[0]


IMPOSSIBLE: dict[str, tuple[dict[tuple[str, int, str], Any], str, str]] = {
    "a course that ends before it starts": ({("Courses", FIRST, "End"): "2026-03-01"}, "J3", "before it starts"),
    "a course that starts after it ends": ({("Courses", FIRST, "Start"): "2026-03-30"}, "I3", "before it starts"),
    "a course of no hours": ({("Courses", FIRST, "Hours"): 0}, "N3", "hours cannot be"),
    "products of two programmes": ({("Courses", FIRST, "Product"): "SYB KAB"}, "F3", "programmes"),
    "the code of another course": ({("Courses", FIRST + 1, "Code"): "SYB-1"}, "D4", "another course"),
    "a session outside its course": ({("Sessions", FIRST, "Date"): "2026-05-01"}, "F3", "outside the course"),
    "a session of thirty hours": ({("Sessions", FIRST, "Hours"): 30}, "H3", "at most 24 hours"),
    "a birth in the future": ({("Participants", FIRST, "Birth date"): "2062-03-01"}, "J3", "in the future"),
    "a birth long ago": ({("Participants", FIRST, "Birth date"): "1901-01-01"}, "J3", "years old"),
    "a birth year long ago": ({("Participants", FIRST, "Birth year"): 1901}, "K3", "cannot be"),
    "a result of 150 per cent": ({("Participants", FIRST, "Test after, %"): 150}, "Z3", "0 to 100"),
    "more youth than people": ({("Totals without names", FIRST, "Of these, youth"): 9}, "J3", "young people"),
    "an enterprise of the future": ({("Enterprises", FIRST, "Started on"): "2066-01-01"}, "J3", "started"),
    "a visit of the future": ({("Visits", FIRST, "Date"): "2062-03-01"}, "F3", "in the future"),
    "a visit of no hours": ({("Visits", FIRST, "Hours"): 0}, "G3", "more than 0"),
    "an interview of the future": ({("Follow-ups", FIRST, "Asked on"): "2062-03-01"}, "J3", "in the future"),
}  # fmt: skip


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_be_is_refused_by_cell_and_the_rest_of_the_row_is_taken(
    typed: Callable[..., FilePlan], name: str
) -> None:
    cells, cell, sentence = IMPOSSIBLE[name]
    [(sheet, row, _header)] = cells
    beside = {"Sessions": "Module", "Participants": "Remark"}.get(sheet, "Notes")
    plan = typed({**cells, (sheet, row, beside): "taken"})
    assert [(refusal.sheet, refusal.cell) for refusal in plan.refusals] == [(sheet, cell)]
    assert sentence in plan.refusals[0].reason
    assert plan.refusals[0].found
    assert [(one.new, one.conflict) for one in plan.differences] == [("taken", False)]


def test_both_days_of_a_course_moved_together_are_taken(typed: Callable[..., FilePlan]) -> None:
    plan = typed({("Courses", FIRST, "Start"): "2026-05-04", ("Courses", FIRST, "End"): "2026-05-08"})
    assert not plan.refusals
    assert {one.new for one in plan.differences} == {"2026-05-04", "2026-05-08"}


def test_a_new_row_with_an_impossible_cell_is_taken_without_it(typed: Callable[..., FilePlan]) -> None:
    plan = typed(
        {
            ("Participants", SPARE, "Course"): "SYB-1",
            ("Participants", SPARE, "Full name"): "Bat-Erdene",
            ("Participants", SPARE, "Birth year"): 1902,
            ("Participants", SPARE, "Test before, %"): -3,
        }
    )
    assert {refusal.cell for refusal in plan.refusals} == {f"K{SPARE}", f"Y{SPARE}"}
    assert plan.new_records == {"person": 1, "enrolment": 1}


def test_a_second_session_of_the_same_number_is_refused(typed: Callable[..., FilePlan]) -> None:
    row = {("Sessions", 30, "Course"): "SYB-1", ("Sessions", 30, "Session"): 2, ("Sessions", 30, "Hours"): 4}
    plan = typed(row)
    assert "has a session 2 already" in plan.refusals[0].reason
    assert not plan.changes_anything
    [ledger] = [ledger for ledger in plan.ledgers if ledger.sheet == "sessions"]
    assert (ledger.read, ledger.refused) == (7, 1)


def test_doubts_are_notes_and_a_flood_of_them_is_counted(typed: Callable[..., FilePlan]) -> None:
    cells: dict[tuple[str, int, str], Any] = {("Participants", FIRST, "E-mail"): "no address"}
    plan = typed(cells)
    assert not plan.refusals
    assert ["no address" in note and "row 3" in note for note in plan.notes] == [True]
    for number in range(60):
        cells |= {
            ("Participants", 70 + number, "Course"): "SYB-1",
            ("Participants", 70 + number, "Full name"): f"Person {number}",
            ("Participants", 70 + number, "Phone"): "12",
        }
    plan = typed(cells)
    assert len(plan.notes) == 51
    assert "11 more" in plan.notes[-1]


def test_what_was_wrong_before_is_not_refused_because_another_cell_was_typed(typed: Callable[..., FilePlan]) -> None:
    before = {"starts": "2026-03-10", "ends": "2026-03-01", "hours": 5.0}
    fields = {"hours": 6.0, "title": "new"}
    assert rules.sift("course", before, fields, rules.written_on("0" * 13), {}) == ({}, [])
    assert fields == {"hours": 6.0, "title": "new"}


def test_several_problems_of_one_row_each_take_their_cell(typed: Callable[..., FilePlan]) -> None:
    fields = {"pre_test": 150, "post_test": 150, "remark": "taken"}
    refused, doubts = rules.sift("enrolment", {}, fields, rules.written_on("0" * 13), {})
    assert (list(refused), doubts, fields) == (["pre_test", "post_test"], [], {"remark": "taken"})
    fields = {"label": "Visitors", "youth": 3, "disability": 3}
    refused, _doubts = rules.sift("headcount", {}, fields, rules.written_on("0" * 13), {})
    assert (list(refused), fields) == (["youth", "disability"], {"label": "Visitors"})


def test_reading_judges_by_the_file_alone_not_by_the_readers_clock(sent: Path) -> None:
    stamp = read_workbook(sent).head.stamp
    assert rules.written_on(stamp) >= rules.written_on("0" * 13)
    assert rules.written_on(f"{5_000_000_000_000:013d}").year == 2100
