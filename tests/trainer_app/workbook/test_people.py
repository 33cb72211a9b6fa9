"""What people do to a workbook in LibreOffice and Excel: nothing is lost, doubled or silently changed.

Every file was really edited by LibreOffice (sittings.py); `take` checks of each that the ledger adds up, that every
change tells its file, sheet and cell, that the database is sound and that the same file again brings nothing.

| what people do | sittings |
| --- | --- |
| cells edited, cleared | edited; cleared |
| rows typed into spare rows, below them, inserted in the middle | spare; below; inserted |
| rows deleted, titles put above | deleted; title inserted |
| sorted: whole rows, without their ids, one column alone | sorted; sorted apart; one column sorted |
| filtered and edited, filtered and pasted | filtered; filtered and pasted |
| a row copied, below and above, over others | row copied; row copied above; row pasted over |
| rows copied on the other sheets | rows copied on every sheet |
| cells put in, taken out, merged | cells pushed aside; cells pushed up and down; cells merged |
| signs replaced everywhere, ids pasted, rows of another workbook | signs replaced; id pasted; a test of its own |
| another person typed over somebody, or typed twice | somebody else |
| texts that became dates, shares, numbers | spoilt by the spreadsheet |
| typed where nothing is read | typed aside |
| a column moved, hidden, inserted, taken out, header text changed | columns; days moved; column taken out |
| ids or headers taken out | ids removed; header removed |
| a sheet renamed, copied, deleted | sheets |
| workbook in another language, labels of another one | another language; labels of another language |
| saved as .ods and back, as .xls | edited, .ods; edited, .ods and back; edited, .xls; test_round_trip |
| values pasted as text | pasted as text |
| formulas typed | formulas; formulas, .ods; formulas, .xls; errors |
| an empty template filled in, by two people | template of Ann; template of Ben |
| date system switched to 1904 | date system 1904 |
| sheets and their order protected with a password of one's own | protected; protected, .ods; protected, .xls |
| file renamed "final (2)" | renamed |
| two people edit two copies of one file | by Ann; by Ben |
| the same file twice, an old one after a new one | all (`take`); renamed; later |
| values that cannot be | wrong values; by rule: test_rules; corrected: test_refusals |
"""

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msoffcrypto import OfficeFile
from msoffcrypto.exceptions import InvalidKeyError
from sqlmodel import col

from db.database import Database
from db.models import Enrolment, Person
from tests.trainer_app.workbook.conftest import fill
from tests.trainer_app.workbook.sittings import NAMES as PEOPLE
from trainer_app import dump, history
from trainer_app.checking import check
from trainer_app.exchange.merging import FilePlan, Scope, merge, send
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue


@dataclass
class Seen:
    """What a merge did, in words: new records and changed fields by names that people know."""

    new: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    changed: set[tuple[str, str, str, Any]] = field(default_factory=set)
    gone: set[tuple[str, str]] = field(default_factory=set)


def records(database: Database) -> dict[tuple[str, str], dict[str, Any]]:
    with database.read() as tx:
        lines = [json.loads(line) for line in dump.lines(tx)]
    return {(line["table"], line["id"]): line["fields"] for line in lines if not line.get("deleted")}


def name_of(there: dict[tuple[str, str], dict[str, Any]], table: str, record: str) -> str:
    """How people would call a record."""
    fields = there.get((table, record), {})
    if table == "person":
        return str(fields.get("full_name"))
    if table == "course":
        return str(fields.get("code"))
    if table in ("enrolment", "course_trainer"):
        return f"{name_of(there, 'course', fields['course_id'])} {name_of(there, 'person', fields['person_id'])}"
    if table == "attendance":
        number = there.get(("course_session", fields["session_id"]), {}).get("number")
        return f"{name_of(there, 'enrolment', fields['enrolment_id'])} {number}"
    if table == "follow_up":
        return name_of(there, "enrolment", fields["enrolment_id"])
    if "course_id" in fields:
        return name_of(there, "course", fields["course_id"])
    return str(fields.get("name"))


def compare(before: dict[tuple[str, str], dict[str, Any]], after: dict[tuple[str, str], dict[str, Any]]) -> Seen:
    seen = Seen()
    for (table, record), fields in after.items():
        old = before.get((table, record))
        if old is None:
            known = dict(fields) | {"": name_of(after, table, record)}
            seen.new.setdefault(table, []).append(known)
            continue
        for name in old.keys() | fields.keys():
            if old.get(name) != fields.get(name):
                seen.changed.add((table, name_of(before, table, record), name, fields.get(name)))
    seen.gone = {(table, name_of(before, table, record)) for table, record in before.keys() - after.keys()}
    return seen


def take(office: Database, path: Path, *, refused: int = 0) -> tuple[Seen, FilePlan]:
    """Merge a file; the ledger adds up, the database is sound, and the same file again brings nothing."""
    before = records(office)
    plan = merge(office, [path], apply=True).files[0]
    seen = compare(before, records(office))
    for ledger in plan.ledgers:
        assert ledger.read == ledger.new + ledger.changed + ledger.same + ledger.held + ledger.refused
    assert_told(office, path)
    assert sum(refusal.cells for refusal in plan.refusals) == refused, plan.refusals
    assert not [finding for finding in check(office) if finding.wrong]
    assert not merge(office, [path], apply=True).changes_anything
    return seen, plan


def assert_told(office: Database, path: Path) -> None:
    """Every change that the file brought says from which file, sheet and cell (of a new row: which row)."""
    with office.read() as tx:
        rows = tx.rows(
            "SELECT kind, origin, fields FROM change "
            "WHERE action_id = (SELECT max(id) FROM action WHERE kind = 'merge')"
        )
    for kind, origin, fields in rows:
        told = json.loads(origin)
        assert told["file"] == path.name
        assert told["sheet"]
        assert "cell" in told or (kind == "create" and told["row"]) or fields == '{"deleted":true}', (told, fields)


LAN = "Nguyễn Thị Lan"
LAN_IN_007 = f"007 {LAN}"
NAMES = ("မခင်ထွေး", "ສົມພອນ ວົງສາ", LAN)


def names(found: list[dict[str, Any]]) -> list[str]:
    return sorted(record[""] for record in found)


def test_an_untouched_workbook_brings_nothing(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["untouched"])
    assert seen == Seen()
    assert not plan.notes


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


def test_rows_typed_into_spare_rows_bring_a_course_with_all_that_belongs_to_it(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["spare"])
    assert {name: names(found) for name, found in seen.new.items()} == {
        "course": ["KAB 7"],
        "place": ["Luang Prabang"],
        "organisation": ["New office"],
        "person": ["Bat-Erdene", "Ko Ko"],
        "course_trainer": ["KAB 7 Daw Mya", "KAB 7 Ko Ko"],
        "enrolment": ["KAB 7 Bat-Erdene"],
        "course_session": ["KAB 7", "KAB 7"],
        "attendance": ["KAB 7 Bat-Erdene 1", "KAB 7 Bat-Erdene 2"],
        "visit": ["KAB 7"],
    }
    assert {record["mark"] for record in seen.new["attendance"]} == {"present", "half"}
    assert next(record for record in seen.new["person"] if record[""] == "Bat-Erdene")["phones"] == "00420"
    assert not seen.changed
    assert len(plan.notes) == 2  # the new place and organisation
    with office.read() as tx:
        person = tx.find(Person, col(Person.phones) == "00420")[0]
        sources = {event.field: event.source for event in history.of_record(tx, "person", person.id)}
    assert sources == {
        "": "spare.xlsx, Participants, row 15",
        "full_name": "spare.xlsx, Participants, F15",
        "phones": "spare.xlsx, Participants, L15",
    }


def test_rows_typed_below_the_spare_ones_are_taken_with_their_marks(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, _plan = take(office, sittings["below"])
    assert {name: names(found) for name, found in seen.new.items()} == {
        "person": ["Bat-Erdene"],
        "enrolment": ["SYB-1 Bat-Erdene"],
        "attendance": ["SYB-1 Bat-Erdene 3"],
    }
    assert not seen.changed


def test_inserted_rows_are_new_participants(office: Database, sittings: dict[str, Path]) -> None:
    # A number typed into an unformatted cell has lost its zeros: that is refused, not guessed.
    seen, plan = take(office, sittings["inserted"], refused=1)
    assert {name: names(found) for name, found in seen.new.items()} == {
        "person": ["Bat-Erdene"],
        "enrolment": ["SYB-1 Bat-Erdene"],
    }
    assert not seen.changed
    assert plan.refusals[0].found == "7"


@pytest.mark.parametrize("name", ["deleted", "title inserted"])
def test_rows_taken_out_and_titles_put_in_change_nothing(
    office: Database, sittings: dict[str, Path], name: str
) -> None:
    seen, _plan = take(office, sittings[name])
    assert seen == Seen()


LAST = "សុខ ដារ៉ា"  # the name that comes first when sorted downwards


def test_sorted_rows_stay_the_same_people(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["sorted"])
    assert seen.changed == {("enrolment", f"007 {LAST}", "remark", "first of all")}
    assert not seen.new
    assert not plan.notes


def test_cells_sorted_apart_from_their_ids_stay_with_their_people(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["sorted apart"])
    assert seen.changed == {("person", LAST, "phones", "changed afterwards")}
    assert {name: names(found) for name, found in seen.new.items()} == {
        "attendance": [f"007 {LAST} 4"],
        "course_session": ["007"],
    }
    told = ("sorted apart", "changed afterwards", "sorted apart", "makes a session 4")
    assert [words in note for words, note in zip(told, plan.notes, strict=True)] == [True] * 4


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


def test_what_is_not_ours_is_said(office: Database, sittings: dict[str, Path]) -> None:
    _seen, plan = take(office, sittings["columns"])
    assert ["My own remark" in note for note in plan.notes] == [True, False]  # and a doubtful phone number
    _seen, plan = take(office, sittings["sheets"])
    assert sorted("Visits" in note for note in plan.notes) == [False, True]


def test_without_its_header_the_first_row_still_counts(office: Database, sittings: dict[str, Path]) -> None:
    seen, _plan = take(office, sittings["header removed"])
    assert seen == Seen(changed={("person", NAMES[0], "phones", "first row")})


@pytest.mark.parametrize(("name", "notes"), [("row copied", 3), ("row copied above", 2)])
def test_a_copied_row_with_other_values_is_a_new_person_and_an_equal_one_is_not(
    office: Database, sittings: dict[str, Path], name: str, notes: int
) -> None:
    seen, plan = take(office, sittings[name])
    assert {table: names(found) for table, found in seen.new.items()} == {
        "person": ["Her Sister"],
        "enrolment": ["007 Her Sister"],
    }
    assert not seen.changed
    assert not seen.gone
    assert len(plan.notes) == notes
    assert "seat 3 of course 007 is that of 2 participants" in plan.notes[-1]


def test_a_row_copied_on_any_sheet_is_a_new_record_but_of_marks_and_follow_ups_it_is_refused(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["rows copied on every sheet"], refused=2)
    new = {table: names(found) for table, found in seen.new.items()}
    assert new.pop("course_trainer") == ["KAB 9 Daw Mya", "KAB 9 ครู แดง"]
    assert new == {
        "course": ["KAB 9"], "course_session": ["007"], "headcount": ["007"], "enterprise": ["Her Shop"],
        "visit": ["007"], "person": ["U Ba"],
    }  # fmt: skip
    assert not seen.changed
    assert not seen.gone
    assert {refusal.sheet for refusal in plan.refusals} == {"Attendance", "Follow-ups"}
    assert all("is a copy of the row of" in refusal.reason for refusal in plan.refusals)
    assert sum("taken as a new one" in note for note in plan.notes) == 6


def test_days_that_were_moved_in_the_grid_stay_the_same_days(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["days moved"])
    assert {table: names(found) for table, found in seen.new.items()} == {"attendance": [f"007 {LAN} 3"]}
    assert not seen.changed
    assert not plan.notes


def test_a_row_whose_visible_cells_are_pasted_over_another_renames_nobody_and_doubles_nobody(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["row pasted over"])
    assert {table: names(found) for table, found in seen.new.items()} == {
        "person": ["Her Sister"],
        "enrolment": ["007 Her Sister"],
    }
    assert not seen.changed
    told = ("2 rows repeat others in every cell", "is that of 2 participants")
    assert [words in note for words, note in zip(told, plan.notes, strict=True)] == [True] * 2


def test_a_row_whose_cells_were_pushed_aside_is_refused_as_a_whole(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["cells pushed aside"], refused=40)
    assert seen == Seen()
    assert [refusal.cell for refusal in plan.refusals] == ["H5:AD5", "L6:AD6"]
    assert all("one column further" in refusal.reason and LAN in plan.refusals[0].whose for refusal in plan.refusals)


def test_rows_that_were_pushed_up_or_down_beside_the_ids_stay_the_same(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["cells pushed up and down"])
    assert seen.changed == {("enrolment", "007 สมศักดิ์ ใจดี", "remark", "on the row that moved up")}
    assert {table: names(found) for table, found in seen.new.items()} == {"visit": ["SYB-1"]}
    assert any("sorted apart" in note for note in plan.notes)


def test_merged_cells_keep_what_stood_in_them(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["cells merged"])
    assert seen == Seen(changed={("person", LAN, "email", "lan@example.org")})
    assert ["10 cells were merged" in note for note in plan.notes] == [True]


def test_ids_in_which_signs_were_replaced_double_nobody(office: Database, sittings: dict[str, Path]) -> None:
    """Find and replace reaches the hidden columns; the course 007 became 227, which there is not."""
    seen, plan = take(office, sittings["signs replaced"], refused=6)
    assert not seen.new
    assert {name for table, name, field, _value in seen.changed if field == "phones"} == {
        name for name, _l, _s in PEOPLE
    }
    assert {refusal.found for refusal in plan.refusals} == {"227"}
    assert any("12 rows" in note and "hidden ids were altered" in note for note in plan.notes)


def test_the_id_of_another_row_doubles_nobody(office: Database, sittings: dict[str, Path]) -> None:
    seen, _plan = take(office, sittings["id pasted"])
    assert seen == Seen(
        changed={("person", LAN, "phones", "0912 000 222"), ("person", PEOPLE[3][0], "phones", "0912 000 333")}
    )


def test_rows_of_another_office_are_new_ones_and_that_is_said(
    office: Database, sent: Path, fill_in: Callable[..., Path], tmp_path: Path
) -> None:
    """Copied with their hidden ids: those are of records that the other office has."""
    other = Database.create(tmp_path / "other.db", name="Other", kind="office")
    fill(other)
    with other.change("differs") as tx:
        for enrolment in tx.find(Enrolment):
            tx.update(enrolment, remark="of the other office")
    source = tmp_path / "other.xlsx"
    send(other, source, load_catalogue(), Scope("everything"), sender="Other", country="LA", national_ids=True)
    book, target = openpyxl.load_workbook(source), openpyxl.load_workbook(sent)
    for row in (3, 4):
        for column in range(1, 31):
            cell, copy = book["Participants"].cell(row, column), target["Participants"].cell(row + 12, column)
            copy.value, copy.data_type = cell.value, cell.data_type
    target["Participants"].cell(15, 6, "Copied One")
    target.save(tmp_path / "pasted.xlsx")
    before = records(office)
    seen, plan = take(office, tmp_path / "pasted.xlsx")
    assert names(seen.new["person"]) == ["Copied One"]
    assert before.keys() < records(office).keys()
    assert any("1 row (row 15) came from another workbook" in note for note in plan.notes)
    assert any("1 row is of another workbook" in note for note in plan.notes)


def test_another_person_in_somebodys_row_and_one_typed_twice_are_pointed_out(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["somebody else"])
    assert ("person", LAN, "full_name", "Bat-Erdene") in seen.changed
    assert names(seen.new["enterprise"]) == ["-Shop & Co <b>"]
    told = (
        f"“{LAN}” became “Bat-Erdene” with other data",
        f"“007 · {NAMES[0]}” stands on this sheet more than once",
        "“-Shop & Co <b>” stands on this sheet more than once",
    )
    assert [words in note for words, note in zip(told, plan.notes, strict=True)] == [True] * 3


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


def test_an_edited_list_of_trainers_changes_only_that_course(office: Database, sittings: dict[str, Path]) -> None:
    seen, _plan = take(office, sittings["trainers"])
    assert seen.changed == {("course", "007", "title", "only the title")}
    assert seen.gone == {("course_trainer", "SYB-1 ครู แดง")}
    assert {name: names(found) for name, found in seen.new.items()} == {
        "person": ["Ko Ko"],
        "course_trainer": ["SYB-1 Ko Ko"],
    }


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


def test_a_template_that_two_people_fill_in_brings_the_people_of_both(
    office: Database, sittings: dict[str, Path]
) -> None:
    for course, people in (("A", ["Malee", "Somchai"]), ("B", ["Bounmy", "Khamla", "Noy"])):
        name = "template of Ann" if course == "A" else "template of Ben"
        seen, _plan = take(office, sittings[name])
        found = {table: names(records) for table, records in seen.new.items()}
        assert found == {
            "course": [f"SYB {course}"], "course_session": [f"SYB {course}"],
            "course_trainer": [f"SYB {course} Daw Mya"], "person": people,
            "enrolment": [f"SYB {course} {one}" for one in people],
            "attendance": [f"SYB {course} {one} 1" for one in people],
        }  # fmt: skip
        assert {record["phones"] for record in seen.new["person"]} <= {"003", "004", "005"}
        assert not seen.changed


def test_a_column_sorted_alone_renames_nobody_and_says_so(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["one column sorted"], refused=10)
    assert seen == Seen(changed={("enrolment", f"007 {NAMES[0]}", "remark", "a remark besides")})
    (refusal,) = plan.refusals
    assert (refusal.cell, refusal.cells) == ("F3:F13", 10)
    assert "only this column had been sorted" in refusal.reason
    [ledger] = [ledger for ledger in plan.ledgers if ledger.sheet == "participants"]
    assert (ledger.changed, ledger.refused, ledger.same) == (1, 9, 2)


def test_what_is_pasted_into_filtered_rows_is_an_edit_of_the_hidden_ones_too(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, plan = take(office, sittings["filtered and pasted"])
    assert {(name, value) for _table, name, _field, value in seen.changed} == {
        (name, "0912 000 000") for name in (LAN, "สมศักดิ์ ใจดี", "سارة أحمد")
    }
    assert [difference.cell for difference in plan.differences] == [f"Participants, L{row}" for row in (5, 6, 7)]


TYPED = {
    ("person", LAN, "birth_date", "1996-03-12"),
    ("person", LAN, "phones", "0912 345 678"),
    ("enrolment", f"007 {LAN}", "has_business", True),
    ("enrolment", f"007 {LAN}", "pre_test", 47.5),
}


def test_values_pasted_as_text_are_what_they_look_like(office: Database, sittings: dict[str, Path]) -> None:
    seen, _plan = take(office, sittings["pasted as text"])
    assert {one for one in seen.changed if one[0] != "follow_up"} == TYPED | {
        ("person", LAN, "birth_year", 1996),
        ("course", "SYB-1", "hours", 30.0),
    }
    assert {(field, value) for table, _name, field, value in seen.changed if table == "follow_up"} == {
        ("due", "2026-09-10")
    }


@pytest.mark.parametrize(
    ("name", "part", "sign"),
    [
        ("protected", "xl/worksheets/sheet4.xml", rb'<sheetProtection sheet="true" password="\w+"'),
        ("protected, .ods", "content.xml", rb'table:structure-protected="true" table:protection-key="'),
        ("protected, .xls", "", b""),
    ],
)
def test_what_somebody_protected_with_a_password_of_their_own_is_merged_as_any_other(
    office: Database, sittings: dict[str, Path], name: str, part: str, sign: bytes
) -> None:
    if part:
        with zipfile.ZipFile(sittings[name]) as archive:
            assert re.search(sign, archive.read(part))
    else:  # this program encrypts it then
        with pytest.raises(InvalidKeyError), sittings[name].open("rb") as file:
            OfficeFile(file).load_key(password="a word of her own")
    seen, plan = take(office, sittings[name])
    assert seen.changed == {("person", LAN, "phones", "0912 345 678")}
    assert not plan.notes


def test_other_formats_bring_the_same(office: Database, sittings: dict[str, Path]) -> None:
    seen, _plan = take(office, sittings["edited"])
    assert seen.changed >= TYPED
    for name in ("edited, .ods", "edited, .xls", "edited, .ods and back"):
        assert not merge(office, [sittings[name]], apply=True).changes_anything


@pytest.mark.parametrize("name", ["edited, .ods", "edited, .xls"])
def test_other_formats_alone_are_read_as_well(office: Database, sittings: dict[str, Path], name: str) -> None:
    seen, _plan = take(office, sittings[name])
    assert seen.changed >= TYPED
    assert {table: len(found) for table, found in seen.new.items()} == {"attendance": 1}


@pytest.mark.parametrize("name", ["another language", "labels of another language"])
def test_language_of_workbook_and_of_labels_may_differ(office: Database, sittings: dict[str, Path], name: str) -> None:
    seen, plan = take(office, sittings[name])
    assert seen.changed - TYPED == {("person", LAN, "sex", "M"), ("enrolment", f"007 {LAN}", "outcome", "dropped_out")}
    assert ("enrolment", f"007 {LAN}", "has_business", True) in seen.changed
    assert not plan.notes


def test_headers_sheets_and_numbers_in_another_language_than_the_workbook_was_sent_in(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, _plan = take(office, sittings["language changed"])
    assert seen.changed == {
        ("person", LAN, "phones", "0912 345 678"),
        ("person", LAN, "birth_date", "1996-03-12"),
        ("course_session", "007", "hours", 3.5),
    }


def test_another_date_system_moves_no_date(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["date system 1904"])
    assert seen.changed == {
        ("person", LAN, "birth_date", "1996-03-12"),
        ("person", "สมศักดิ์ ใจดี", "phones", "0912 345 678"),
        ("visit", "007", "visited_on", "2026-05-01"),
    }
    assert len(plan.notes) == 6  # each sheet with dates
    assert all("1904" in note for note in plan.notes)


def test_a_renamed_file_is_known_by_its_new_name(office: Database, sittings: dict[str, Path]) -> None:
    path = sittings["renamed"]
    assert path.name == "for the trainer final (2).xlsx"
    seen, _plan = take(office, path)
    assert seen == Seen(changed={("person", LAN, "phones", "0912 345 678")})
    with office.read() as tx:
        person = tx.find(Person, col(Person.phones) == "0912 345 678")[0]
        assert history.of_record(tx, "person", person.id, "phones")[0].source == f"{path.name}, Participants, L5"


def test_what_is_typed_about_an_erased_person_is_not_taken_and_that_is_said(
    office: Database, sittings: dict[str, Path]
) -> None:
    with office.change("erase", kind="erase") as tx:
        [[person]] = tx.rows(
            "SELECT p.id FROM person p JOIN enrolment e ON e.person_id = p.id JOIN course c ON c.id = e.course_id "
            "WHERE p.full_name = :name AND c.code = '007'", {"name": LAN},
        )  # fmt: skip
        persons.erase(tx, person, load_catalogue())
    before = records(office)
    plan = merge(office, [sittings["renamed"]], apply=True).files[0]
    assert records(office) == before
    assert [note for note in plan.notes if "erased" in note] == [
        "Sheet “Participants”, row 5: the data of this person were erased here at their request; what was typed was "
        "not taken."
    ]


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


def test_marks_beside_a_name_typed_over_that_of_a_new_participant_are_nobodys(
    office: Database, sent: Path, fill_in: Callable[..., Path], tmp_path: Path
) -> None:
    cells = {
        ("Participants", 15, "Course"): "007", ("Participants", 15, "Full name"): "Bat-Erdene",
        ("Participants", 16, "Course"): "007", ("Participants", 16, "Full name"): "Saikhan",
        ("Attendance", 15, "Full name"): "Saikhan", ("Attendance", 15, "1"): "P", ("Attendance", 16, "1"): "A",
    }  # fmt: skip
    seen, plan = take(office, fill_in(sent, tmp_path / "over the name.xlsx", cells), refused=1)
    assert names(seen.new["attendance"]) == ["007 Saikhan 1"]
    assert [(refusal.cell, "that of Bat-Erdene" in refusal.reason) for refusal in plan.refusals] == [("E15", True)]


def test_a_new_name_is_no_doubt_about_the_attendance_that_shows_the_old_one(
    office: Database, sent: Path, fill_in: Callable[..., Path], tmp_path: Path
) -> None:
    cells = {("Participants", 5, "Full name"): "Lan Nguyen", ("Attendance", 5, "3"): "P"}
    seen, plan = take(office, fill_in(sent, tmp_path / "renamed.xlsx", cells))
    assert {(table, field) for table, _name, field, _value in seen.changed} == {("person", "full_name")}
    assert plan.notes == []


def test_two_people_with_a_copy_each_lose_nothing(office: Database, sittings: dict[str, Path]) -> None:
    first, _plan = take(office, sittings["by Ann"])
    assert ("enrolment", f"007 {LAN}", "remark", "Ann was here") in first.changed
    assert names(first.new["person"]) == ["Bat-Erdene"]
    second, plan = take(office, sittings["by Ben"])
    assert ("person", LAN, "email", "ben@example.org") in second.changed
    assert names(second.new["person"]) == ["Saikhan"]  # typed into the same empty row as Bat-Erdene
    assert ["“Bat-Erdene” stood in this row" in note for note in plan.notes] == [True]
    [difference] = [difference for difference in plan.differences if difference.conflict]
    assert {(side.value, side.source) for side in difference.sides} == {
        ("0911 111 111", "by Ann.xlsx, Participants, L5"),
        ("0922 222 222", "by Ben.xlsx, Participants, L5"),
    }
    [ledger] = [ledger for ledger in plan.ledgers if ledger.sheet == "participants"]
    assert (ledger.held, ledger.new) == (1, 1)


def test_an_old_one_after_a_new_one_takes_nothing_back(office: Database, sittings: dict[str, Path]) -> None:
    seen, _plan = take(office, sittings["later"])
    assert len(seen.changed) == 2
    with office.change("corrected") as tx:
        person = tx.find(Person, col(Person.phones) == "0912 345 678")[0]
        tx.update(person, phones="0933 333 333")
    for name in ("renamed", "untouched", "later"):
        assert not merge(office, [sittings[name]], apply=True).changes_anything
    with office.read() as tx:
        assert tx.get(Person, person.id).phones == "0933 333 333"
        assert not tx.rows("SELECT * FROM conflict")
