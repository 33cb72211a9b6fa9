"""Three databases and a spreadsheet program: joins taken apart, deletions that knew nothing, parts of a file."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import col

from db.database import Database
from db.models import Course, CourseSession, Enrolment, Person
from trainer_app import dump, undoing
from trainer_app.checking import check
from trainer_app.exchange.merging import Left, Scope, merge, send
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue

Written = Callable[[Database], Path]
IDS = {name: f"019d0aa3-0000-7000-8000-00000000000{number}" for number, name in enumerate(("Khin", "Aung", "Nang"))}
SEATS = {name: one.replace("8000", "9000") for name, one in IDS.items()}
Cells = dict[tuple[str, int, str], str]


@pytest.fixture
def three(tmp_path: Path) -> list[Database]:
    """An office and two who merged its workbook."""
    office = Database.create(tmp_path / "0.db", name="Office", kind="office")
    with office.change("start") as tx:
        tx.add(Course(id="c1", code="SYB-1"))
        tx.add_many([CourseSession(id=f"s{number}", course_id="c1", number=number) for number in (1, 2)])
        for name, one in IDS.items():
            tx.add(Person(id=one, full_name=name))
            tx.add(Enrolment(id=SEATS[name], course_id="c1", person_id=one))
    send(office, tmp_path / "out.xlsx", load_catalogue(), Scope("everything"), sender="Office")
    others = [Database.create(tmp_path / f"{number}.db", name=str(number)) for number in (1, 2)]
    for other in others:
        merge(other, [tmp_path / "out.xlsx"], apply=True)
    return [office, *others]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    numbers: Iterator[int] = count()

    def written(database: Database) -> Path:
        path = tmp_path / f"of {database.path.stem} {next(numbers)}.xlsx"
        send(database, path, load_catalogue(), Scope("everything"), sender=database.path.stem)
        return path

    return written


def typed(source: Path, name: str, cells: Cells) -> Path:
    book = openpyxl.load_workbook(source)
    for (title, row, key), value in cells.items():
        keys = [str(cell.value).partition("/")[2] for cell in book[title][1]]
        book[title].cell(row, keys.index(key) + 1, value)
    book.save(source.with_name(name))
    return source.with_name(name)


def held(database: Database) -> list[str]:
    assert not [finding for finding in check(database) if finding.wrong]
    own = '"table":"replica"', '"table":"signing_key"'
    with database.read() as tx:
        return [line for line in dump.lines(tx) if not any(table in line for table in own)]


def met(three: list[Database], written: Written, tmp_path: Path) -> Database:
    """One who has merged the work of all three; it is the same for those who took it in another order, and had some."""
    books = [written(database) for database in three]
    meeting = Database.create(tmp_path / "meeting.db", name="Meeting", kind="office")
    for book in reversed(books):
        merge(meeting, [book], apply=True)
    for database in three:
        merge(database, books, apply=True)
        assert held(database) == held(meeting)
    return meeting


def conflicts(database: Database) -> set[tuple[str, str]]:
    with database.read() as tx:
        return {(row[0], row[1]) for row in tx.rows("SELECT record_id, field FROM conflict")}


def test_a_join_that_one_takes_apart_while_another_edits_the_joined(
    three: list[Database], written: Written, tmp_path: Path
) -> None:
    office, one, two = three
    with office.change("join", kind="join") as tx:
        persons.join(tx, IDS["Khin"], IDS["Nang"])
    joined = written(office)
    for database in (one, two):
        merge(database, [joined], apply=True)
    with one.change("apart", kind="join") as tx:
        persons.unjoin(tx, IDS["Nang"])
    with two.change("edit") as tx:
        tx.update(tx.get(Person, IDS["Khin"]), phones="09 1")
    book = openpyxl.load_workbook(joined)["Participants"]
    rows = {book.cell(row, 1).value: row for row in range(3, 6)}
    keys = [str(cell.value).partition("/")[2] for cell in book[1]]
    assert book.cell(rows[SEATS["Nang"]], keys.index("person.full_name") + 1).value == "Khin"
    cells: Cells = {("Participants", rows[SEATS["Nang"]], "person.email"): "khin@example.org"}
    merge(office, [typed(joined, "typed.xlsx", cells)], apply=True)
    meeting = met(three, written, tmp_path)
    assert not conflicts(meeting)
    with meeting.read() as tx:
        khin, nang = tx.get(Person, IDS["Khin"]), tx.get(Person, IDS["Nang"])
        assert (khin.phones, khin.email, nang.merged_into) == ("09 1", "khin@example.org", None)
        assert (nang.full_name, nang.phones) == ("Nang", None)


@pytest.mark.parametrize("what", ["person", "enrolment"])
def test_a_deletion_that_did_not_know_of_an_edit_waits_everywhere(
    three: list[Database], written: Written, tmp_path: Path, what: str
) -> None:
    office, one, two = three
    model, record = (Person, IDS["Nang"]) if what == "person" else (Enrolment, SEATS["Nang"])
    with office.change("delete") as tx:
        tx.delete(tx.get(Enrolment, SEATS["Nang"]))
        if what == "person":
            tx.delete(tx.get(Person, IDS["Nang"]))
    with one.change("edit") as tx:
        tx.update(tx.get(model, record), **({"phones": "09 1"} if what == "person" else {"remark": "late"}))
    with two.change("delete too") as tx:
        tx.delete(tx.get(Enrolment, SEATS["Nang"]))
    meeting = met(three, written, tmp_path)
    assert (record, "deleted") in conflicts(meeting)
    with meeting.read() as tx:
        assert tx.find(model, col(model.id) == record)
    with meeting.change("settle") as tx:
        tx.settle(what, record, "deleted", True)
    for database in three:  # the choice replaces both, for everybody
        merge(database, [written(meeting)], apply=True)
        assert (record, "deleted") not in conflicts(database)
        with database.read() as tx:
            assert not tx.find(model, col(model.id) == record)


def test_parts_of_a_file_then_all_of_it_then_undone_and_done_again(
    three: list[Database], written: Written, tmp_path: Path
) -> None:
    office, one, _two = three
    with one.change("work") as tx:
        tx.update(tx.get(Person, IDS["Khin"]), phones="09 1")
        tx.update(tx.get(Course, "c1"), venue="Hall")
        tx.add(Person(id="p9", full_name="Thida"))
        tx.add(Enrolment(id="e9", course_id="c1", person_id="p9"))
    cells: Cells = {("Participants", 4, "person.email"): "a@example.org", ("Courses", 3, "course.title"): "Typed"}
    book = typed(written(one), "typed.xlsx", cells)

    def state() -> tuple[dict[str | None, str | None], set[str | None], str | None, str | None]:
        with office.read() as tx:
            course = tx.get(Course, "c1")
            people = tx.find(Person)
            return {p.full_name: p.phones for p in people}, {p.email for p in people}, course.venue, course.title

    def back(action: int) -> int:
        with office.change("undo", kind="undo") as tx:
            assert undoing.take_back(tx, action).kept == []
            return tx.action.id or 0

    def take(left: Left | None = None) -> int:
        plan = merge(office, [book], apply=True, left={book: left} if left else {})
        for ledger in plan.files[0].ledgers:
            assert ledger.read == ledger.new + ledger.changed + ledger.same + ledger.held + ledger.refused
        return plan.action_ids[0]

    before = state()
    part = take(Left(frozenset({"courses"}), frozenset({("person", IDS["Khin"])})))
    partly = state()
    assert partly == ({"Khin": None, "Aung": None, "Nang": None, "Thida": None}, {None, "a@example.org"}, None, None)
    rest = take()
    whole = ({"Khin": "09 1", "Aung": None, "Nang": None, "Thida": None}, {None, "a@example.org"}, "Hall", "Typed")
    assert state() == whole
    take()
    assert state() == whole
    undone_rest = back(rest)
    assert state() == partly
    undone_part = back(part)
    assert state() == before
    take()  # the very same file: what was undone stays so
    assert state() == before
    back(undone_part)
    assert state() == partly
    back(undone_rest)
    assert state() == whole
    back(part)
    assert state()[0] == {"Khin": "09 1", "Aung": None, "Nang": None}
    assert state()[2:] == ("Hall", "Typed")


def test_two_persons_typed_in_one_prepared_row_of_two_copies(
    three: list[Database], written: Written, tmp_path: Path
) -> None:
    office = three[0]
    source = written(office)

    def row(name: str, mark: str) -> Cells:
        return {("Participants", 6, "enrolment.course_id"): "SYB-1", ("Participants", 6, "person.full_name"): name,
                ("Participants", 6, "enrolment.remark"): f"remark of {name}",
                ("Attendance", 6, "attendance.1"): mark}  # fmt: skip

    one = typed(source, "one.xlsx", row("Thida", "P"))
    two = typed(source, "two.xlsx", row("Zaw", "A"))
    same = typed(source, "same.xlsx", row("Thida", "P"))  # a third copy with the first person
    all_of_them = []
    for number, order in enumerate(((one, two, same), (two, same, one))):
        all_of_them.append(Database.create(tmp_path / f"order {number}.db", name="Office", kind="office"))
        merge(all_of_them[-1], [source], apply=True)
        for book in order:
            merge(all_of_them[-1], [book], apply=True)
    assert all(held(database) == held(all_of_them[0]) for database in all_of_them)
    with all_of_them[0].read() as tx:
        seats = tx.rows(
            "SELECT p.full_name, e.remark, a.mark FROM enrolment e JOIN person p ON p.id = e.person_id "
            "LEFT JOIN attendance a ON a.enrolment_id = e.id WHERE e.remark IS NOT NULL ORDER BY 1"
        )
    assert [tuple(seat) for seat in seats] == [
        ("Thida", "remark of Thida", "present"), ("Zaw", "remark of Zaw", "absent")
    ]  # fmt: skip
    assert not conflicts(all_of_them[0])


def test_what_two_typed_in_one_prepared_row_of_the_same_person_is_in_conflict(
    three: list[Database], written: Written
) -> None:
    office = three[0]
    source = written(office)
    for name, phones in (("one.xlsx", "09 1"), ("two.xlsx", "09 2")):
        cells: Cells = {("Participants", 6, "enrolment.course_id"): "SYB-1",
                        ("Participants", 6, "person.full_name"): "Thida",
                        ("Participants", 6, "person.phones"): phones}  # fmt: skip
        merge(office, [typed(source, name, cells)], apply=True)
    with office.read() as tx:
        assert len(tx.find(Person, col(Person.full_name) == "Thida")) == 1
    assert {field for _record, field in conflicts(office)} == {"phones"}


def test_an_erasure_before_and_after_an_old_workbook_with_the_person_typed_anew(
    three: list[Database], written: Written, tmp_path: Path
) -> None:
    office, source = three[0], written(three[0])
    old = typed(source, "old.xlsx", {("Participants", 3, "person.phones"): "09 secret"})
    row: Cells = {("Participants", 6, "enrolment.course_id"): "SYB-1", ("Participants", 6, "person.full_name"): "Zaw",
                  ("Participants", 6, "person.phones"): "09 hidden"}  # fmt: skip
    typed_anew = typed(source, "new.xlsx", row)
    more = typed(source, "more.xlsx", row | {("Participants", 6, "person.email"): "zaw@example.org"})
    merge(office, [old, typed_anew], apply=True)
    name = openpyxl.load_workbook(source)["Participants"].cell(3, 6).value
    with office.change("erase", kind="erase") as tx:
        for person in tx.find(Person, col(Person.full_name).in_((name, "Zaw"))):
            persons.erase(tx, person.id, load_catalogue())
    erasure = written(office)
    orders = (old, typed_anew, more, erasure), (erasure, more, typed_anew, old), (more, erasure, old, typed_anew)
    for number, order in enumerate(orders):
        database = Database.create(tmp_path / f"region {number}.db", name="Region", kind="office")
        merge(database, [source], apply=True)
        for book in order:
            merge(database, [book], apply=True)
        with database.read() as tx:
            there = tx.rows("SELECT fields || COALESCE(origin, '') FROM change")
            names = {person.full_name for person in tx.find(Person)}
        assert names.isdisjoint((name, "Zaw"))
        for secret in ("09 secret", "09 hidden", "zaw@", "Zaw"):
            assert not any(secret in row[0] for row in there), (secret, [path.name for path in order])
        assert not [finding for finding in check(database) if finding.wrong]
