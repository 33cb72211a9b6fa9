"""What people do to cells and columns: typed, cleared, sorted alone, moved, spoilt, wrong, formulas, pasted as text."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from db.database import Database
from db.models import Person
from tests.trainer_app.workbook.conftest import CATALOGUE
from tests.trainer_app.workbook.taken import LAN, LAN_IN_007, NAMES, TYPED, Seen, names, take
from trainer_app.exchange.merging import Scope, send


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


@pytest.mark.parametrize("name", ["numbers of other places", "numbers of other places, .ods"])
def test_numbers_pasted_as_text_are_what_they_are_where_they_come_from(
    office: Database, sittings: dict[str, Path], name: str
) -> None:
    seen, plan = take(office, sittings[name], refused=1)
    assert seen == Seen(
        changed={
            ("headcount", "007", "women", 1000),
            ("headcount", "007", "men", 2000),
            ("enterprise", "-Shop & Co <b>", "workers_total", 1000),
            ("course", "007", "hours", 0.125),
            ("enrolment", LAN_IN_007, "pre_test", 47.5),
            ("enrolment", "007 สมศักดิ์ ใจดี", "pre_test", 47.0),
            ("person", LAN, "birth_date", "1996-03-12"),
            ("enrolment", LAN_IN_007, "has_business", True),
        }
    )
    (refusal,) = plan.refusals
    assert (refusal.cell, refusal.found) == ("N3", "1,000")
    assert refusal.reason == "“1,000” can be read in two ways. Type 1000 or 1, whichever is meant."


@pytest.mark.parametrize("name", ["texts made numbers", "texts made numbers, .ods", "texts made numbers, .xls"])
def test_texts_that_were_converted_to_numbers_keep_their_zeros(
    office: Database, sittings: dict[str, Path], name: str
) -> None:
    seen, plan = take(office, sittings[name])
    assert [(field, value) for _table, _name, field, value in seen.changed] == [("national_id", "66")]
    assert not seen.new
    assert not seen.gone
    says = (
        "Sheet “Courses”: 1 cell of “Code” (D4) became a number",
        "Sheet “Participants”: 11 cells of “National id” (N3 …) became numbers",
        "Sheet “Participants”, row 14: “66” is a number in “National id”",
        "Sheet “Attendance”: 1 cell of “Course” (D3) became a number",
    )
    assert len(plan.notes) == len(says)
    assert all(any(note.startswith(said) for note in plan.notes) for said in says), plan.notes


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("0912 345-678", 912345678, "0912 345-678"),
        ("+95 9 777", 959777, "+95 9 777"),
        ("000", 0, "000"),
        ("0912", 9120, "9120"),
        ("0912; 0913", 912913, "912913"),
        ("3 to 4", 34, "34"),
        ("0912", "912", "912"),
    ],
)
def test_only_a_number_of_the_same_digits_was_not_typed(
    office: Database, tmp_path: Path, fill_in: Callable[..., Path], before: str, typed: object, after: str
) -> None:
    with office.change("a telephone") as tx:
        tx.add(Person(full_name="Ko Htun", is_trainer=True, phones=before))
    sent = tmp_path / "sent again.xlsx"
    send(office, sent, CATALOGUE, Scope("everything"), sender="Office", country="LA")
    row = 3 + [cell.value for cell in openpyxl.load_workbook(sent)["Trainers"]["D"][2:]].index("Ko Htun")
    _seen, plan = take(office, fill_in(sent, tmp_path / "typed.xlsx", {("Trainers", row, "Phone"): typed}))
    with office.read() as tx:
        assert tx.rows("SELECT phones FROM person WHERE full_name = 'Ko Htun'") == [(after,)]
    told = any(f"1 cell of “Phone” (G{row}) became a number" in note for note in plan.notes)
    assert told == (before == after)


def test_a_column_that_was_converted_to_numbers_and_then_sorted_alone_moves_nothing(
    office: Database, tmp_path: Path, fill_in: Callable[..., Path]
) -> None:
    with office.change("telephones") as tx:
        tx.add_many([Person(full_name=f"Ko {n}", is_trainer=True, phones=f"09 {n}12 345") for n in (7, 3, 9, 1, 5)])
    sent = tmp_path / "sent again.xlsx"
    send(office, sent, CATALOGUE, Scope("everything"), sender="Office", country="LA")
    rows = {cell.value: cell.row for cell in openpyxl.load_workbook(sent)["Trainers"]["D"]}
    there = sorted((row, str(name)) for name, row in rows.items() if str(name).startswith("Ko "))
    figures = sorted(f"9{name[3:]}12345" for _row, name in there)
    in_order = figures[1:] + figures[:1]
    cells = {("Trainers", row, "Phone"): int(text) for (row, _name), text in zip(there, in_order, strict=True)}
    seen, plan = take(office, fill_in(sent, tmp_path / "sorted.xlsx", cells), refused=5)
    assert seen == Seen()
    (refusal,) = plan.refusals
    assert "only this column had been sorted" in refusal.reason


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
