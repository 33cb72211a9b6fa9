"""What people do to cells and columns: typed, cleared, sorted alone, moved, spoilt, wrong, formulas, pasted as text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.database import Database
from tests.trainer_app.workbook.taken import LAN, LAN_IN_007, NAMES, TYPED, Seen, names, take


def test_typed_cells_are_taken_as_meant(office: Database, sittings: dict[str, Path]) -> None:
    seen, _plan = take(office, sittings["edited"])
    rung = {(table, field, value) for table, _name, field, value in seen.changed if table == "follow_up"}
    assert rung == {("follow_up", "status", "reached")}
    assert {change for change in seen.changed if change[0] != "follow_up"} == {
        ("person", LAN, "phones", "0912 345 678"),
        ("person", LAN, "birth_date", "1996-03-12"),
        ("enrolment", f"007 {LAN}", "has_business", True),
        ("enrolment", f"007 {LAN}", "pre_test", 47.5),
        ("course", "SYB-1", "title", "=B2B: no formula"),
        ("headcount", "007", "women", 4),
        ("visit", "007", "hours", 1.5),
        ("person", "Daw Mya", "phones", "0099"),
        ("enterprise", "-Shop & Co <b>", "workers_women", 7),
    }
    assert [(name, names(found)) for name, found in seen.new.items()] == [("attendance", [f"007 {LAN} 3"])]
    assert not seen.gone


def test_cleared_cells_are_cleared_but_an_emptied_row_and_a_needed_cell_are_not(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["cleared"], refused=1)
    assert seen.changed == {
        ("person", LAN, "phones", None),
        ("attendance", f"007 {NAMES[0]} 1", "mark", None),
        ("attendance", f"007 {NAMES[0]} 2", "mark", None),
    }
    assert seen.gone == {("course_trainer", "SYB-1 Daw Mya"), ("course_trainer", "SYB-1 ครู แดง")}
    assert not seen.new
    assert plan.refusals[0].cell == "F6"


@pytest.mark.parametrize(
    ("name", "phones"),
    [
        ("filtered", "seen through the filter"),
        ("ids removed", "without ids"),
        ("columns", "0912"),
        ("sheets", "in the copy"),
    ],
)
def test_filtered_moved_hidden_renamed_and_copied_the_cell_is_found(
    office: Database, sittings: dict[str, Path], name: str, phones: str
) -> None:
    seen, _plan = take(office, sittings[name])
    assert seen == Seen(changed={("person", LAN, "phones", phones)})


def test_without_its_header_the_first_row_still_counts(office: Database, sittings: dict[str, Path]) -> None:
    seen, _plan = take(office, sittings["header removed"])
    assert seen == Seen(changed={("person", NAMES[0], "phones", "first row")})


def test_days_that_were_moved_in_the_grid_stay_the_same_days(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["days moved"])
    assert {table: names(found) for table, found in seen.new.items()} == {"attendance": [f"007 {LAN} 3"]}
    assert not seen.changed
    assert not plan.notes


def test_merged_cells_keep_what_stood_in_them(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["cells merged"])
    assert seen == Seen(changed={("person", LAN, "email", "lan@example.org")})
    assert ["10 cells were merged" in note for note in plan.notes] == [True]


def test_what_a_spreadsheet_spoils_is_refused_or_doubted(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["spoilt by the spreadsheet"], refused=2)
    assert seen.changed == {
        ("person", LAN, "phones", "912345678"),
        ("enrolment", LAN_IN_007, "pre_test", 0.47),
        ("enrolment", "007 สมศักดิ์ ใจดี", "pre_test", 47.0),
        ("enrolment", LAN_IN_007, "remark", "2026-05-01"),
    }
    assert {(refusal.sheet, refusal.cell) for refusal in plan.refusals} == {("Participants", "O5"), ("Courses", "N3")}
    told = ("“912345678” is a number in “Phone”", "If 47 is meant")
    assert [words in note for words, note in zip(told, plan.notes, strict=True)] == [True] * 2


def test_what_was_typed_where_nothing_is_read_is_told(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["typed aside"])
    assert seen == Seen()
    told = ("“Lan moved away”", "“My own product”", "“Certificate” is only shown", "“Months after”", "“Phone”")
    assert all(any(words in note for note in plan.notes) for words in told), plan.notes
    assert len(plan.notes) == len(told)


def test_a_column_that_was_taken_out_clears_nothing_and_is_named(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["column taken out"])
    assert seen == Seen(changed={("person", LAN, "email", "lan@example.org")})
    assert ["“Phone” was taken out" in note for note in plan.notes] == [True]


def test_wrong_values_are_refused_cell_by_cell_and_the_rest_is_taken(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["wrong values"], refused=7)
    assert {(refusal.sheet, refusal.cell) for refusal in plan.refusals} == {
        ("Participants", "I5"),
        ("Participants", "J6"),
        ("Participants", "K5"),
        ("Participants", "K6"),
        ("Participants", "D15"),
        ("Participants", "J16"),
        ("Attendance", "F5"),
    }
    assert names(seen.new["person"]) == ["Good row"]
    assert not seen.changed


@pytest.mark.parametrize("name", ["errors", "errors, .ods", "errors, .xls"])
def test_cells_that_show_an_error_empty_nothing_and_formulas_give_their_result(
    office: Database, sittings: dict[str, Path], name: str
) -> None:
    seen, plan = take(office, sittings[name], refused=6)
    assert seen == Seen(changed={("enrolment", "007 สมศักดิ์ ใจดี", "pre_test", 22.5)})
    assert {(refusal.sheet, refusal.cell, refusal.found) for refusal in plan.refusals} == {
        ("Participants", "L5", "#N/A"),
        ("Participants", "Y5", "#DIV/0!"),
        ("Participants", "M7", "#DIV/0!"),
        ("Courses", "I3", "Err:502" if name.endswith("ods") else "#VALUE!"),
        ("Attendance", "G6", "#N/A"),
        ("Attendance", "H6", "#N/A"),
    }
    ledgers = {ledger.sheet: ledger for ledger in plan.ledgers}
    assert [ledgers[sheet].refused for sheet in ("participants", "courses", "attendance")] == [2, 1, 1]


def test_a_formula_that_nobody_calculated_is_refused(
    office: Database, sent: Path, fill_in: Callable[..., Path], tmp_path: Path
) -> None:
    """As other programs than LibreOffice and Excel save it; those of our own attendance are none of anybody's."""
    cells = {("Participants", 5, "Phone"): "=1+1", ("Participants", 7, "E-mail"): "=1+1"}
    seen, plan = take(office, fill_in(sent, tmp_path / "by another program.xlsx", cells), refused=2)
    assert seen == Seen()
    assert {refusal.cell for refusal in plan.refusals} == {"L5", "M7"}
    assert ["a formula without its result" in refusal.reason for refusal in plan.refusals] == [True, True]


@pytest.mark.parametrize("name", ["formulas", "formulas, .ods", "formulas, .xls"])
def test_formulas_give_a_date_a_text_a_yes_and_a_number(office: Database, sittings: dict[str, Path], name: str) -> None:
    seen, plan = take(office, sittings[name])
    assert seen.changed == TYPED | {("person", LAN, "email", "lan@example.org")}
    assert not plan.notes


def test_a_column_sorted_alone_renames_nobody_and_says_so(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["one column sorted"], refused=10)
    assert seen == Seen(changed={("enrolment", f"007 {NAMES[0]}", "remark", "a remark besides")})
    (refusal,) = plan.refusals
    assert (refusal.cell, refusal.cells) == ("F3:F13", 10)
    assert "only this column had been sorted" in refusal.reason
    [ledger] = [ledger for ledger in plan.ledgers if ledger.sheet == "participants"]
    assert (ledger.changed, ledger.refused, ledger.same) == (1, 9, 2)


def test_a_column_of_few_values_sorted_alone_moves_none_of_them(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["columns of few values sorted"], refused=10)
    assert seen == Seen()
    assert all("only this column had been sorted" in refusal.reason for refusal in plan.refusals)


def test_what_is_pasted_into_filtered_rows_is_an_edit_of_the_hidden_ones_too(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["filtered and pasted"])
    assert {(name, value) for _table, name, _field, value in seen.changed} == {
        (name, "0912 000 000") for name in (LAN, "สมศักดิ์ ใจดี", "سارة أحمد")
    }
    assert [difference.cell for difference in plan.differences] == [f"Participants, L{row}" for row in (5, 6, 7)]


def test_values_pasted_as_text_are_what_they_look_like(office: Database, sittings: dict[str, Path]) -> None:
    seen, _plan = take(office, sittings["pasted as text"])
    assert {one for one in seen.changed if one[0] != "follow_up"} == TYPED | {
        ("person", LAN, "birth_year", 1996),
        ("course", "SYB-1", "hours", 30.0),
    }
    assert {(field, value) for table, _name, field, value in seen.changed if table == "follow_up"} == {
        ("due", "2026-09-10")
    }


def test_what_cannot_be_meant_is_pointed_out(
    office: Database, sent: Path, fill_in: Callable[..., Path], tmp_path: Path
) -> None:
    """Typing over what is only shown, a mark beyond the sessions, a seat that somebody else has."""
    cells = {
        ("Attendance", 5, "Full name"): "Somebody Else",
        ("Attendance", 6, "Course"): "No Such",
        ("Attendance", 7, "9"): "P",
        ("Participants", 8, "No."): 1,
    }
    seen, plan = take(office, fill_in(sent, tmp_path / "typed over.xlsx", cells))
    assert {(table, field, value) for table, _name, field, value in seen.changed} == {("enrolment", "seat", 1)}
    assert {table: len(found) for table, found in seen.new.items()} == {"course_session": 1, "attendance": 1}
    assert plan.notes == [
        "Sheet “Participants”, row 8: seat 1 of course 007 is that of 2 participants.",
        "Sheet “Attendance”, row 5: “Full name” is only shown here; what was typed into it was not taken.",
        "Sheet “Attendance”, row 6: “Course” is only shown here; what was typed into it was not taken.",
        "Sheet “Attendance”, row 7: the mark makes a session 9; course 007 has sessions up to 3. If it is in the wrong "
        "column, correct it.",
    ]
