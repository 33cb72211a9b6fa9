"""The plainest rules of the exchange on an office and two trainers; test_histories.py holds them to all."""

from pathlib import Path

import pytest
from sqlmodel import col

from db.database import Database
from db.ids import derived_id
from db.models import Attendance, Course, CourseSession, Enrolment, Person
from trainer_app import dump, undoing
from trainer_app.checking import check
from trainer_app.courses import courses
from trainer_app.exchange import conflicts
from trainer_app.exchange.merging import Left, Scope, merge, send
from trainer_app.programmes.catalogue import Catalogue, load_catalogue
from trainer_app.progress import Cancelled, Progress

CATALOGUE: Catalogue = load_catalogue()


class Team:
    """An office with one participant, and two trainers who have merged its workbook."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent = 0
        self.office = Database.create(folder / "office.db", name="Office", kind="office")
        with self.office.change("course") as tx:
            course = tx.add(Course(code="SYB-1", programme="SIYB", products="SYB"))
            person = tx.add(Person(full_name="Ma Khin", sex="F"))
            tx.add(Enrolment(course_id=course.id, person_id=person.id))
        first = self.send(self.office)
        self.ann, self.ben = (Database.create(folder / f"{name}.db", name=name) for name in ("Ann", "Ben"))
        for trainer in (self.ann, self.ben):
            merge(trainer, [first], apply=True)

    def send(self, database: Database) -> Path:
        self.sent += 1
        path = self.folder / f"{self.sent}.xlsx"
        send(database, path, CATALOGUE, Scope("everything"), sender="somebody")
        return path


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def edit(database: Database, **values: str) -> None:
    with database.change("edit") as tx:
        tx.update(tx.find(Person, order_by=col(Person.id))[0], **values)


def phones(database: Database) -> str | None:
    with database.read() as tx:
        return tx.find(Person, order_by=col(Person.id))[0].phones


def digest(database: Database) -> str:
    with database.read() as tx:
        return dump.digest(tx)


def test_no_false_conflict_when_two_people_change_different_fields(team: Team) -> None:
    edit(team.ann, phones="from Ann")
    edit(team.ben, notes="from Ben")
    plan = merge(team.office, [team.send(team.ann), team.send(team.ben)], apply=True)
    assert sum(file.conflicts for file in plan.files) == 0
    assert plan.changes_anything


def test_two_different_corrections_are_a_conflict_that_shows_the_same_everywhere(team: Team) -> None:
    edit(team.ann, phones="from Ann")
    edit(team.ben, phones="from Ben")
    ann, ben = team.send(team.ann), team.send(team.ben)
    plan = merge(team.office, [ann, ben], apply=True)
    assert [file.conflicts for file in plan.files] == [0, 1]
    merge(team.ann, [ben], apply=True)
    merge(team.ann, [team.send(team.office)], apply=True)
    assert digest(team.ann) == digest(team.office)
    assert phones(team.ann) == phones(team.office)


def test_cancelling_a_merge_leaves_nothing_behind(team: Team) -> None:
    class Impatient(Progress):
        steps = 0

        def cancelled(self) -> None:
            self.steps += 1
            if self.steps > 1:
                raise Cancelled

    edit(team.ann, phones="from Ann")
    edit(team.ben, notes="from Ben")
    before = digest(team.office)
    files = [team.send(team.ann), team.send(team.ben)]
    with pytest.raises(Cancelled):
        merge(team.office, files, apply=True, progress=Impatient())
    assert digest(team.office) == before


@pytest.mark.parametrize(("prefer", "kept"), [("newest", True), ("theirs", True), ("ours", False)])
def test_newer_work_below_what_was_deleted_here_is_kept_or_goes_with_it_by_the_rule(
    team: Team, prefer: str, kept: bool
) -> None:
    with team.ann.change("session") as tx:
        (course,) = tx.find(Course)
        held = tx.add(CourseSession(course_id=course.id, number=1))
    merge(team.office, [team.send(team.ann)], apply=True)
    with team.office.change("delete") as tx:
        courses.delete(tx, tx.find(Course)[0])
    with team.ann.change("mark") as tx:
        (seat,) = tx.find(Enrolment)
        tx.add(Attendance(enrolment_id=seat.id, session_id=held.id, mark="present"))
    (file,) = merge(team.office, [team.send(team.ann)], apply=True, prefer=prefer).files
    assert (file.conflicts, file.settled) == (0, 3)
    with team.office.read() as tx:
        assert not conflicts.count(tx)
        for model in (Course, CourseSession, Enrolment, Attendance):
            assert bool(tx.find(model)) == kept, model


@pytest.mark.parametrize(("prefer", "kept"), [("newest", True), ("ours", False)])
def test_a_deletion_gives_way_to_newer_work_far_below_where_older_work_beside_it_brought_the_conflict(
    team: Team, prefer: str, kept: bool
) -> None:
    edit(team.ann, phones="from Ann")
    with team.office.change("delete") as tx:
        (person,) = tx.find(Person)
        tx.delete(person)
    with team.ann.change("mark") as tx:
        (seat,) = tx.find(Enrolment)
        held = tx.add(CourseSession(course_id=seat.course_id, number=1))
        tx.add(Attendance(enrolment_id=seat.id, session_id=held.id, mark="present"))
    (file,) = merge(team.office, [team.send(team.ann)], apply=True, prefer=prefer).files
    assert (file.conflicts, file.settled) == (0, 1)
    with team.office.read() as tx:
        assert [bool(tx.find(model)) for model in (Person, Enrolment, Attendance)] == [kept] * 3


def test_what_stood_only_for_a_seat_that_a_rule_lets_go_goes_with_it(team: Team) -> None:
    with team.office.change("undo", kind="undo") as tx:
        undoing.take_back(tx, tx.rows("SELECT min(id) FROM action WHERE label = 'course'")[0][0])
    edit(team.ann, phones="from Ann")
    merge(team.office, [team.send(team.ann)], apply=True)
    with team.office.change("delete") as tx:
        tx.delete(tx.find(Person)[0])
    with team.ann.change("mark") as tx:
        (seat,) = tx.find(Enrolment)
        held = tx.add(CourseSession(course_id=seat.course_id, number=1))
        tx.add(Attendance(enrolment_id=seat.id, session_id=held.id, mark="present"))
    (file,) = merge(team.office, [team.send(team.ann)], apply=True, prefer="ours").files
    assert (file.conflicts, file.settled) == (0, 1)
    assert not check(team.office)
    with team.office.read() as tx:
        assert not tx.find(Person) + tx.find(Enrolment) + tx.find(Attendance)


def test_what_came_in_two_parts_stays_when_an_earlier_file_that_brought_it_too_is_undone(team: Team) -> None:
    """team.ann had the course by an earlier file; then it was renamed, and that was undone."""
    with team.office.change("plan") as tx:
        course = tx.add(Course(code="SYB-2"))
    merge(team.ann, [team.send(team.office)], apply=True)
    with team.office.change("rename") as tx:
        tx.update(tx.get(Course, course.id), title="Start")
        renaming = tx.action.id or 0
    with team.office.change("undo", kind="undo") as tx:
        undoing.take_back(tx, renaming)
    file = team.send(team.office)
    merge(team.ann, [file], apply=True, left={file: Left(records=frozenset({("course", course.id)}))})
    merge(team.ann, [file], apply=True)
    with team.ann.change("undo", kind="undo") as tx:
        (earlier,) = tx.rows("SELECT id FROM action WHERE kind = 'merge' ORDER BY id LIMIT 1 OFFSET 1")[0]
        undoing.take_back(tx, earlier)
    with team.ann.read() as tx:
        assert {one.code for one in tx.find(Course)} == {"SYB-1", "SYB-2"}


@pytest.mark.parametrize("newer", [True, False])
def test_a_deletion_that_is_doubted_only_when_one_below_was_settled_gives_way_to_newer_work_alone(
    team: Team, newer: bool
) -> None:
    """A mark kept the seat that team.ben deleted; then the person was deleted, and the office marked the seat too."""
    with team.office.change("session") as tx:
        held = tx.add(CourseSession(course_id=tx.find(Course)[0].id, number=1))
    merge(team.ann, [team.send(team.office)], apply=True)

    def mark(database: Database) -> None:
        with database.change("mark") as tx:
            (seat,) = tx.find(Enrolment)
            record = derived_id("attendance", seat.id, held.id)
            tx.add(Attendance(id=record, enrolment_id=seat.id, session_id=held.id, mark="present"))

    def delete(database: Database, model: type[Person | Enrolment]) -> None:
        with database.change("delete") as tx:
            tx.delete(tx.find(model)[0])

    delete(team.ben, Enrolment)
    mark(team.ann)
    merge(team.ann, [team.send(team.ben)], apply=True)
    if newer:
        delete(team.ann, Person)
        mark(team.office)
    else:
        mark(team.office)
        delete(team.ann, Person)
    (file,) = merge(team.ann, [team.send(team.office)], apply=True, prefer="newest").files
    assert not file.conflicts
    with team.ann.read() as tx:
        assert not conflicts.count(tx)
        assert [bool(tx.find(model)) for model in (Person, Enrolment, Attendance)] == [newer] * 3
