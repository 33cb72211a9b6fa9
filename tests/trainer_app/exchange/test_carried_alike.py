"""What several workbooks of an application carry alike: it stays as long as the merge of one of them stands."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from db.database import Database, Transaction
from db.models import Course, Enrolment, Person
from trainer_app import dump, undoing
from trainer_app.checking import check
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue

Sent = Callable[..., Path]
Phones = dict[str | None, str | None]


@pytest.fixture
def sent(tmp_path: Path) -> Sent:
    """Writes what a database sends, everything unless told otherwise."""

    def sent(database: Database, name: str, scope: Scope | None = None, *, to: str = "", whole: bool = True) -> Path:
        path = tmp_path / name
        send(database, path, load_catalogue(), scope or Scope("everything"), sender=database.path.stem, partner=to,
             national_ids=whole)  # fmt: skip
        return path

    return sent


@pytest.fixture
def trainer(tmp_path: Path) -> Database:
    database = Database.create(tmp_path / "trainer.db", name="Trainer")
    with database.change("start") as tx:
        tx.add(Course(id="c1", code="SYB-1"))
        tx.add(Course(id="c2", code="SYB-2"))
        enrol(tx, 1, "Khin", "c1")
        enrol(tx, 2, "Aung", "c2")
    return database


def enrol(tx: Transaction, number: int, name: str, course: str) -> None:
    tx.add(Person(id=f"p{number}", full_name=name, phones=f"09 550 000{number}"))
    tx.add(Enrolment(id=f"e{number}", course_id=course, person_id=f"p{number}"))


def work(database: Database, number: int, phones: str) -> None:
    with database.change("work") as tx:
        tx.update(tx.get(Person, f"p{number}"), phones=phones)


def new(tmp_path: Path, name: str) -> Database:
    return Database.create(tmp_path / f"{name}.db", name=name, kind="office")


def take(office: Database, path: Path) -> int:
    return merge(office, [path], apply=True).action_ids[0]


def back(office: Database, *actions: int) -> tuple[int, list[undoing.Stays]]:
    with office.change("undo", kind="undo") as tx:
        kept = undoing.take_back(tx, *actions).kept
        number = tx.action.id or 0
    assert not [finding for finding in check(office) if finding.wrong]
    return number, kept


def phones(database: Database) -> Phones:
    with database.read() as tx:
        return {person.full_name: person.phones for person in tx.find(Person)}


def digest(database: Database) -> str:
    with database.read() as tx:
        return dump.digest(tx)


def typed(source: Path, name: str, person: str, number: str) -> Path:
    """A copy of a workbook with one telephone number typed in."""
    book = openpyxl.load_workbook(source)
    sheet = book["Participants"]
    keys = [str(cell.value).partition("/")[2] for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=3) if row[keys.index("person.full_name")].value == person)
    row[keys.index("person.phones")].value = number
    book.save(source.with_name(name))
    return source.with_name(name)


def test_what_a_later_workbook_carries_too_stays_and_goes_with_that_one(
    trainer: Database, sent: Sent, tmp_path: Path
) -> None:
    office = new(tmp_path, "office")
    nothing = digest(office)
    one = take(office, sent(trainer, "week 1.xlsx"))
    work(trainer, 1, "09 550 7777")
    two = take(office, sent(trainer, "week 2.xlsx"))
    work(trainer, 2, "09 550 8888")
    three = take(office, sent(trainer, "week 3.xlsx"))
    everything, all_of_it = phones(office), digest(office)
    undone_two, kept = back(office, two)
    assert phones(office) == everything
    assert any("week 3.xlsx" in one.sentence and "Khin" in " ".join(one.labels) for one in kept)
    undone_three, kept = back(office, three)
    assert (phones(office), kept) == ({"Khin": "09 550 0001", "Aung": "09 550 0002"}, [])
    undone_one, kept = back(office, one)
    assert (phones(office), kept) == ({}, [])
    back(office, undone_three)  # whichever stands again brings all that its file carries
    assert phones(office) == everything
    back(office, undone_one)
    back(office, undone_two)
    assert (phones(office), digest(office)) == (everything, all_of_it)
    with office.change("undo", kind="undo") as tx:
        assert undoing.take_back(tx, three, two, one).kept == []
    assert digest(office) == nothing


def test_of_a_course_that_came_alone_and_with_everything(trainer: Database, sent: Sent, tmp_path: Path) -> None:
    office = new(tmp_path, "office")
    everything = take(office, sent(trainer, "everything.xlsx"))
    course = take(office, sent(trainer, "course.xlsx", Scope("course", "SYB-1")))
    back(office, everything)
    assert phones(office) == {"Khin": "09 550 0001"}
    back(office, course)
    assert phones(office) == {}


def test_what_two_senders_carry_stays_with_either(trainer: Database, sent: Sent, tmp_path: Path) -> None:
    office = new(tmp_path, "office")
    of_trainer = sent(trainer, "trainer.xlsx")
    take(office, of_trainer)
    through_office = sent(office, "office.xlsx")
    for number, order in enumerate(((of_trainer, through_office), (through_office, of_trainer))):
        region = new(tmp_path, f"region {number}")
        first, second = [take(region, path) for path in order]
        all_of_it = phones(region)
        assert len(all_of_it) == 2
        back(region, first)
        assert phones(region) == all_of_it
        back(region, second)
        assert phones(region) == {}


def test_what_only_came_back_from_here_holds_nothing(trainer: Database, sent: Sent, tmp_path: Path) -> None:
    office, partner = new(tmp_path, "office"), new(tmp_path, "partner")
    mistaken = take(office, sent(trainer, "trainer.xlsx"))
    take(partner, sent(office, "to the partner.xlsx"))
    take(office, sent(partner, "back.xlsx"))
    undone, kept = back(office, mistaken)
    assert (phones(office), kept) == ({}, [])
    back(office, undone)
    work(trainer, 1, "09 550 7777")
    take(office, sent(trainer, "week 2.xlsx"))  # the trainer's own work is the trainer's whatever went out
    back(office, mistaken)
    assert phones(office) == {"Khin": "09 550 7777", "Aung": "09 550 0002"}


def test_a_copy_of_a_workbook_with_cells_typed_in_holds_what_the_workbook_carries(
    trainer: Database, sent: Sent, tmp_path: Path
) -> None:
    office = new(tmp_path, "office")
    source = sent(trainer, "week 1.xlsx")
    plain = take(office, source)
    copy = take(office, typed(source, "week 1 (2).xlsx", "Khin", "09 550 9999"))
    back(office, plain)
    assert phones(office) == {"Khin": "09 550 9999", "Aung": "09 550 0002"}
    back(office, copy)
    assert phones(office) == {}


def test_the_very_same_file_again_holds_nothing(trainer: Database, sent: Sent, tmp_path: Path) -> None:
    office = new(tmp_path, "office")
    source = sent(trainer, "week 1.xlsx")
    first = take(office, source)
    take(office, source)
    back(office, first)
    assert phones(office) == {}
    (again,) = merge(office, [source], apply=True).files
    assert phones(office) == {}
    assert any("undone" in note for note in again.notes)


def test_what_was_undone_is_not_held_by_what_came_after(trainer: Database, sent: Sent, tmp_path: Path) -> None:
    office = new(tmp_path, "office")
    source = sent(trainer, "week 1.xlsx")
    undone, _kept = back(office, take(office, source))
    copy = typed(source, "copy.xlsx", "Khin", "09 550 0001")  # saved anew: another file, nothing typed
    (file,) = merge(office, [copy], apply=True).files
    assert any("undone" in note for note in file.notes)
    assert phones(office) == {}
    again, _kept = back(office, undone)
    assert len(phones(office)) == 2
    back(office, again)
    assert phones(office) == {}


def test_newer_work_is_taken_where_what_it_goes_on_from_is_held_by_another_file(
    trainer: Database, sent: Sent, tmp_path: Path
) -> None:
    office = new(tmp_path, "office")
    one = take(office, sent(trainer, "week 1.xlsx"))
    work(trainer, 1, "09 550 7777")
    take(office, sent(trainer, "week 2.xlsx"))
    back(office, one)
    work(trainer, 1, "09 550 8888")
    take(office, sent(trainer, "week 3.xlsx"))
    assert phones(office)["Khin"] == "09 550 8888"


def test_what_the_trainer_took_back_stays_so_while_a_file_says_it(
    trainer: Database, sent: Sent, tmp_path: Path
) -> None:
    office = new(tmp_path, "office")
    take(office, sent(trainer, "week 1.xlsx"))
    with trainer.change("mistake") as tx:
        tx.update(tx.get(Person, "p1"), phones="09 999")
        mistake = tx.action.id or 0
    take(office, sent(trainer, "week 2.xlsx"))
    back(trainer, mistake)
    three = take(office, sent(trainer, "week 3.xlsx"))
    work(trainer, 2, "09 550 8888")
    four = take(office, sent(trainer, "week 4.xlsx"))
    back(office, three)
    assert phones(office)["Khin"] == "09 550 0001"
    undone, _kept = back(office, four)
    assert phones(office)["Khin"] == "09 999"  # no file stands that took it back
    back(office, undone)
    assert phones(office) == {"Khin": "09 550 0001", "Aung": "09 550 8888"}


def test_what_a_file_completed_is_held_by_it(trainer: Database, sent: Sent, tmp_path: Path) -> None:
    office = new(tmp_path, "office")
    with trainer.change("id") as tx:
        tx.add(Person(id="p3", full_name="Nang", national_id="12/ABC"))
    one = take(office, sent(trainer, "without.xlsx", whole=False))
    two = take(office, sent(trainer, "with.xlsx"))
    back(office, one)
    with office.read() as tx:
        assert {one.national_id for one in tx.find(Person) if one.full_name == "Nang"} == {"12/ABC"}
    back(office, two)
    assert phones(office) == {}
