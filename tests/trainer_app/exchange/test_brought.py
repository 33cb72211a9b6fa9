"""The same typed into two copies of a workbook: what one of them brought stays as long as one of them stands."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db.database import Database
from db.models import Attendance, Course, CourseSession, Enrolment, Person
from trainer_app import history, undoing
from trainer_app.checking import check
from trainer_app.exchange import notes
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue

Cells = dict[tuple[str, int, str], str]
Type = Callable[[str, Cells], Path]

KHIN = ("Participants", 3, "person.phones")
AUNG = ("Participants", 4, "person.phones")
KHIN_ON_DAY_TWO = ("Attendance", 3, "attendance.2")
NANG: Cells = {("Participants", 5, "enrolment.course_id"): "SYB-1", ("Participants", 5, "person.full_name"): "Nang"}


@pytest.fixture
def office(tmp_path: Path) -> Database:
    database = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with database.change("start") as tx:
        tx.add(Course(id="c1", code="SYB-1"))
        tx.add_many([CourseSession(id=f"s{n}", course_id="c1", number=n) for n in (1, 2)])
        for number, name in enumerate(("Khin", "Aung"), 1):
            tx.add(Person(id=f"p{number}", full_name=name, phones="09 550 0000"))
            tx.add(Enrolment(id=f"e{number}", course_id="c1", person_id=f"p{number}"))
    return database


@pytest.fixture
def typed(office: Database, tmp_path: Path) -> Type:
    """Makes a copy of the office's workbook with cells typed in."""
    source = tmp_path / "out.xlsx"
    send(office, source, load_catalogue(), Scope("everything"), sender="Office")

    def typed(name: str, cells: Cells) -> Path:
        book = openpyxl.load_workbook(source)
        for (title, row, key), value in cells.items():
            sheet = book[title]
            sheet.cell(row, [str(cell.value).partition("/")[2] for cell in sheet[1]].index(key) + 1, value)
        book.save(tmp_path / name)
        return tmp_path / name

    return typed


def take(office: Database, path: Path) -> int:
    plan = merge(office, [path], apply=True)
    for ledger in plan.files[0].ledgers:
        assert ledger.read == ledger.new + ledger.changed + ledger.same + ledger.held + ledger.refused
    return plan.action_ids[0]


def back(office: Database, action: int) -> tuple[int, list[undoing.Stays]]:
    with office.change("undo", kind="undo") as tx:
        kept = undoing.take_back(tx, action).kept
        number = tx.action.id or 0
    assert not [finding for finding in check(office) if finding.wrong]
    return number, kept


def shown(office: Database) -> tuple[dict[str | None, str | None], set[tuple[str | None, str | None]]]:
    """The phones by name, and the marks on the second day."""
    with office.read() as tx:
        persons = {person.full_name: person.phones for person in tx.find(Person)}
        return persons, {(one.enrolment_id, one.mark) for one in tx.find(Attendance)}


def test_what_another_file_holds_too_stays_and_is_told(office: Database, typed: Type) -> None:
    both: Cells = {KHIN: "09 550 7777", KHIN_ON_DAY_TWO: "P"} | NANG
    one = take(office, typed("one.xlsx", both | {AUNG: "09 550 8888"}))
    two = take(office, typed("two.xlsx", both))  # nothing of it is new
    undo_one, kept = back(office, one)
    phones = {"Khin": "09 550 7777", "Aung": "09 550 0000", "Nang": None}
    assert shown(office) == (phones, {("e1", "present")})
    assert len({one.sentence for one in kept}) == len(kept) < sum(len(one.labels) for one in kept)
    assert any("two.xlsx" in one.sentence and "Nang" in " ".join(one.labels) for one in kept)
    undo_two, kept = back(office, two)
    assert shown(office) == ({"Khin": "09 550 0000", "Aung": "09 550 0000"}, set())
    assert kept == []
    back(office, undo_one)  # the first stands again, with all that it holds
    assert shown(office) == (phones | {"Aung": "09 550 8888"}, {("e1", "present")})
    back(office, undo_two)
    assert shown(office) == (phones | {"Aung": "09 550 8888"}, {("e1", "present")})


def test_a_file_that_is_saved_anew_while_it_is_merged_is_another_file_afterwards(
    office: Database, typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged = typed("in.xlsx", {KHIN: "09 550 7777"})
    anew = typed("anew.xlsx", {KHIN: "09 550 7777", AUNG: "09 550 8888"})
    real = notes.a_fork

    def saved_meanwhile(*given: Any) -> Any:
        if anew.exists():
            anew.replace(merged)
        return real(*given)

    monkeypatch.setattr(notes, "a_fork", saved_meanwhile)
    first = take(office, merged)
    take(office, merged)
    _number, kept = back(office, first)
    assert [(one.labels, "in.xlsx" in one.sentence) for one in kept] == [(("Khin",), True)]
    assert shown(office)[0] == {"Khin": "09 550 7777", "Aung": "09 550 8888"}


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("redone", [0, 1])
def test_a_row_that_was_sent_again_with_more_cells_goes_with_both_files(
    office: Database, typed: Type, first: int, redone: int
) -> None:
    one: Cells = NANG | {KHIN: "09 550 7777"}
    two: Cells = one | {("Participants", 5, "person.phones"): "09 550 9999", ("Attendance", 5, "attendance.1"): "P",
                        ("Participants", 3, "person.email"): "khin@example.org"}  # fmt: skip
    before = shown(office)
    actions = [take(office, typed("one.xlsx", one)), take(office, typed("two.xlsx", two))]
    undone = {first: back(office, actions[first])[0]}
    assert shown(office)[0]["Nang"] == (None if first else "09 550 9999")
    undone[1 - first], kept = back(office, actions[1 - first])
    assert (shown(office), kept) == (before, [])
    with office.read() as tx:
        assert len(tx.find(Enrolment)) == 2
    back(office, undone[redone])
    assert shown(office)[0]["Nang"] == ("09 550 9999" if redone else None)
    assert shown(office)[0]["Khin"] == "09 550 7777"
    back(office, undone[1 - redone])
    assert shown(office)[0]["Nang"] == "09 550 9999"
    with office.read() as tx:
        assert {person.email for person in tx.find(Person)} == {None, "khin@example.org"}


def test_two_files_that_were_merged_together_are_taken_back_together(office: Database, typed: Type) -> None:
    both: Cells = {KHIN: "09 550 7777", KHIN_ON_DAY_TWO: "P"} | NANG
    before = shown(office)
    plan = merge(office, [typed("one.xlsx", both), typed("two.xlsx", both | {AUNG: "09 550 8888"})], apply=True)
    with office.change("undo", kind="undo") as tx:
        assert undoing.take_back(tx, *reversed(plan.action_ids)).kept == []
    assert shown(office) == before


def test_a_corrected_file_brings_again_what_was_right_in_the_one_that_was_undone(office: Database, typed: Type) -> None:
    wrong = typed("wrong.xlsx", {KHIN: "09 550 7777", AUNG: "09 550 6666"} | NANG)
    undone, _kept = back(office, take(office, wrong))
    corrected = take(office, typed("corrected.xlsx", {KHIN: "09 550 7777", AUNG: "09 550 8888"} | NANG))
    phones = {"Khin": "09 550 7777", "Aung": "09 550 8888", "Nang": None}
    assert shown(office) == (phones, set())
    (again,) = merge(office, [wrong], apply=True).files  # this very file was undone
    assert any("undone" in note for note in again.notes)
    assert shown(office) == (phones, set())
    back(office, corrected)
    assert shown(office) == ({"Khin": "09 550 0000", "Aung": "09 550 0000"}, set())
    back(office, undone)
    assert shown(office) == (phones | {"Aung": "09 550 6666"}, set())
    (again,) = merge(office, [wrong], apply=True).files
    assert not any("undone" in note for note in again.notes)  # it stands again


def test_of_two_marks_for_one_day_only_the_one_taken_back_goes(office: Database, typed: Type) -> None:
    present = take(office, typed("present.xlsx", {KHIN_ON_DAY_TWO: "P"}))
    take(office, typed("absent.xlsx", {KHIN_ON_DAY_TWO: "A"}))
    with office.read() as tx:
        assert len(tx.rows("SELECT * FROM conflict")) == 1
    assert back(office, present)[1] == []
    assert shown(office)[1] == {("e1", "absent")}
    with office.read() as tx:
        assert not tx.rows("SELECT * FROM conflict")


def test_a_national_id_that_a_merge_completed_goes_with_it_and_comes_back(tmp_path: Path) -> None:
    trainer = Database.create(tmp_path / "trainer.db", name="Laptop")
    with trainer.change("work") as tx:
        tx.add(Person(id="p1", full_name="Khin", national_id="12/ABC"))
    office = Database.create(tmp_path / "office.db", name="Office", kind="office")

    def sent(database: Database, name: str, *, whole: bool) -> Path:
        path = tmp_path / name
        send(database, path, load_catalogue(), Scope("everything"), sender="Somebody", national_ids=whole)
        return path

    def number(database: Database) -> str | None:
        with database.read() as tx:
            return tx.get(Person, "p1").national_id

    take(office, sent(trainer, "without.xlsx", whole=False))
    completed = take(office, sent(trainer, "with.xlsx", whole=True))
    assert number(office) == "12/ABC"
    undone, _kept = back(office, completed)
    assert number(office) is None
    with trainer.change("more") as tx:
        tx.update(tx.get(Person, "p1"), phones="09 550 1111")
    (later,) = merge(office, [sent(trainer, "later.xlsx", whole=True)], apply=True).files
    assert any(f"undo action {undone}" in note for note in later.notes)
    assert number(office) is None
    region = Database.create(tmp_path / "region.db", name="Region", kind="office")
    take(region, sent(office, "to the region.xlsx", whole=True))
    assert number(region) is None  # what was put aside does not leave
    with office.read() as tx:
        told = [event.sentence for event in history.of_record(tx, "person", "p1")]
    assert any("aside on this computer" in text for text in told)
    back(office, undone)
    assert number(office) == "12/ABC"
    take(region, sent(office, "again.xlsx", whole=True))
    assert number(region) == "12/ABC"
