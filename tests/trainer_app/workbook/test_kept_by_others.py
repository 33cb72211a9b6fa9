"""Records that were taken back or deleted and are there all the same, since others refer to them: in a workbook too."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from db.database import Database
from db.models import Attendance, Course, CourseSession, Enrolment, Person
from trainer_app.checking import check
from trainer_app.courses import attendance, enrolments
from trainer_app.exchange.merging import FilePlan, Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.undoing import take_back

Sent = Callable[[Database, str], Path]


@pytest.fixture
def sent(tmp_path: Path) -> Sent:
    def sent(database: Database, name: str) -> Path:
        send(database, tmp_path / name, load_catalogue(), Scope("everything"), sender=database.path.stem)
        return tmp_path / name

    return sent


@pytest.fixture(params=["undone", "deleted"])
def trainer(request: pytest.FixtureRequest, sent: Sent, tmp_path: Path) -> Database:
    """Has marked a participant whom the office, which knew nothing of that, took back or deleted."""
    office = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with office.change("course") as tx:
        tx.add(Course(id="c1", code="SYB-1"))
        tx.add(CourseSession(id="s1", course_id="c1", number=1))
    with office.change("enrol") as tx:
        tx.add(Person(id="p1", full_name="Khin"))
        tx.add(Enrolment(id="e1", course_id="c1", person_id="p1"))
        enrolled = tx.action.id or 0
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    merge(trainer, [sent(office, "out.xlsx")], apply=True)
    with trainer.change("mark") as tx:
        attendance.mark(tx, [("e1", "s1")], "present")
    with office.change("back", kind="undo") as tx:
        if request.param == "undone":
            take_back(tx, enrolled)
        else:
            enrolments.remove(tx, tx.get(Enrolment, "e1"))
    merge(trainer, [sent(office, "taken back.xlsx")], apply=True)
    with trainer.read() as tx:
        assert [one.id for one in tx.find(Enrolment)] == ["e1"]
    return trainer


def typed(path: Path, cells: dict[tuple[str, str], str]) -> Path:
    book = openpyxl.load_workbook(path)
    for (title, key), value in cells.items():
        keys = [str(cell.value).partition("/")[2] for cell in book[title][1]]
        book[title].cell(3, keys.index(key) + 1, value)
    book.save(path.with_name("typed.xlsx"))
    return path.with_name("typed.xlsx")


def merged(database: Database, path: Path) -> FilePlan:
    (file,) = merge(database, [path], apply=True).files
    assert not [finding for finding in check(database) if finding.wrong]
    return file


def test_what_is_typed_about_them_is_about_them(trainer: Database, sent: Sent) -> None:
    cells = {("Participants", "person.sex"): "Woman", ("Participants", "enrolment.remark"): "came late",
             ("Attendance", "attendance.1"): "A"}  # fmt: skip
    file = merged(trainer, typed(sent(trainer, "back.xlsx"), cells))
    assert not file.refusals
    with trainer.read() as tx:
        assert [(one.full_name, one.sex) for one in tx.find(Person)] == [("Khin", "F")]
        assert [(one.remark, one.person_id) for one in tx.find(Enrolment)] == [("came late", "p1")]
        assert [(one.enrolment_id, one.mark) for one in tx.find(Attendance)] == [("e1", "absent")]
        assert not tx.rows("SELECT 1 FROM change WHERE record_id = ''")
        in_conflict = {row[0] for row in tx.rows("SELECT field FROM conflict")}
    assert in_conflict <= {"deleted"}  # the typed values replace what stood in the cells
    again = sent(trainer, "again.xlsx")
    assert not merged(trainer, again).changes_anything
