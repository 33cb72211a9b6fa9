"""What a workbook of corrections asks for, and what it must not: of merges that stand, and nothing of the erased."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from db.database import Database
from db.models import Course, CourseTrainer, Enrolment, Person
from trainer_app import undoing
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
SEATS = ("019d0aa3-0000-7000-8000-000000000001", "019d0aa3-0000-7000-8000-000000000002")
Notes = dict[tuple[str, int], str]
Written = Callable[[str], Path]


@pytest.fixture
def office(tmp_path: Path) -> Database:
    database = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with database.change("start") as tx:
        tx.add(Course(id="c1", code="SYB-1", programme="SIYB", products="SYB"))
        tx.add(Person(id="t1", full_name="Daw Mya", is_trainer=True))
        tx.add(CourseTrainer(course_id="c1", person_id="t1"))
        for number, name in enumerate(("Khin", "Aung"), 1):
            tx.add(Person(id=f"p{number}", full_name=name, phones="09 550 0000", birth_year=1990))
            tx.add(Enrolment(id=SEATS[number - 1], course_id="c1", person_id=f"p{number}", seat=number))
    return database


@pytest.fixture
def corrections(office: Database, tmp_path: Path) -> Written:
    def written(name: str) -> Path:
        send(office, tmp_path / name, CATALOGUE, Scope("corrections", "t1"), sender="Office")
        return tmp_path / name

    return written


def typed(source: Path, name: str, cells: dict[tuple[int, str], str]) -> Path:
    book = openpyxl.load_workbook(source)
    page = book["Participants"]
    keys = [str(cell.value).partition("/")[2] for cell in page[1]]
    for (row, key), value in cells.items():
        page.cell(row, keys.index(key) + 1, value)
    book.save(source.with_name(name))
    return source.with_name(name)


def asked(path: Path) -> Notes:
    """The notes on the cells of persons, by column and row."""
    page = openpyxl.load_workbook(path)["Participants"]
    keys = [str(cell.value).partition("/")[2] for cell in page[1]]
    return {
        (keys[cell.column - 1], cell.row): cell.comment.text
        for line in page.iter_rows(min_row=3) for cell in line
        if cell.comment and keys[cell.column - 1].startswith("person.")
    }  # fmt: skip


def back(office: Database, action: int) -> int:
    with office.change("undo", kind="undo") as tx:
        undoing.take_back(tx, action)
        return tx.action.id or 0


def test_a_cell_that_was_refused_is_asked_for_while_the_merge_stands(office: Database, corrections: Written) -> None:
    file = typed(corrections("out.xlsx"), "back.xlsx", {(3, "person.birth_date"): "someday"})
    cell = ("person.birth_date", 3)
    merged = merge(office, [file], apply=True).action_ids[0]
    assert cell in asked(corrections("1.xlsx"))
    undone = back(office, merged)
    assert cell not in asked(corrections("2.xlsx"))
    redone = back(office, undone)
    assert cell in asked(corrections("3.xlsx"))
    back(office, redone)
    assert cell not in asked(corrections("4.xlsx"))


def test_nothing_is_asked_of_the_erased_and_nothing_typed_about_them_is_taken(
    office: Database, corrections: Written
) -> None:
    before = corrections("before.xlsx")
    assert {row for _key, row in asked(before)} == {3, 4}  # their sex
    merge(office, [typed(before, "refused.xlsx", {(3, "person.birth_date"): "someday"})], apply=True)
    with office.change("erase", kind="erase") as tx:
        persons.erase(tx, "p1", CATALOGUE)
    after = corrections("after.xlsx")
    assert {row for _key, row in asked(after)} == {4}
    again = {(3, "person.full_name"): "Khin", (3, "person.sex"): "Woman", (3, "enrolment.outcome"): "Completed"}
    (file,) = merge(office, [typed(after, "typed.xlsx", again)], apply=True).files
    assert [refusal.cell for refusal in file.refusals] == ["F3", "I3"]
    assert all("erased" in refusal.reason for refusal in file.refusals)
    for ledger in file.ledgers:
        assert ledger.read == ledger.new + ledger.changed + ledger.same + ledger.held + ledger.refused
    with office.read() as tx:
        khin = tx.get(Person, "p1")
        assert (khin.full_name, khin.sex, khin.erased_on is not None) == (None, None, True)
        assert tx.get(Enrolment, SEATS[0]).outcome == "completed"
    assert {row for _key, row in asked(corrections("once more.xlsx"))} == {4}


def test_the_erased_do_not_come_back_with_an_older_row_that_is_put_right(
    office: Database, corrections: Written
) -> None:
    """Typed in a prepared row, merged, erased; then the trainer puts something right in the old workbook."""
    source = corrections("out.xlsx")
    row = {(5, "enrolment.course_id"): "SYB-1", (5, "person.full_name"): "Nang", (5, "person.phones"): "09 551 1111"}
    merge(office, [typed(source, "one.xlsx", row)], apply=True)
    with office.change("erase", kind="erase") as tx:
        (nang,) = [one.id for one in tx.find(Person) if one.full_name == "Nang"]
        persons.erase(tx, nang, CATALOGUE)
    more = typed(source, "two.xlsx", row | {(5, "person.phones"): "09 551 2222", (5, "person.email"): "n@example.org"})
    (file,) = merge(office, [more], apply=True).files
    assert any("erased" in note for note in file.notes)
    with office.read() as tx:
        assert tx.get(Person, nang).full_name is None
        assert not tx.rows("SELECT 1 FROM person WHERE full_name = 'Nang' OR phones LIKE '09 551%'")
        assert not tx.rows("SELECT 1 FROM change WHERE fields LIKE '%551 2222%' OR fields LIKE '%n@example%'")
