"""Conflicts: both sides are shown as they are, and a choice settles them on every replica."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import trainer_app.cli.exchange  # noqa: F401 - declares the command
from db.database import Database
from db.journal import all_changes
from db.models import Attendance, Course, CourseSession, Enrolment, Person
from db.resolve import TYPED, Change
from trainer_app import undoing
from trainer_app.checking import check
from trainer_app.cli import application
from trainer_app.courses import courses
from trainer_app.errors import UserError
from trainer_app.exchange import conflicts
from trainer_app.exchange.conflicts import Rule
from trainer_app.progress import Cancelled, Progress

Pair = tuple[Database, Database]


def _exchange(one: Database, other: Database) -> None:
    for source, target in ((one, other), (other, one)):
        with source.read() as tx, target.change("merge", kind="merge") as ty:
            ty.apply(list(all_changes(tx.connection)))


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two replicas that changed the same name, sex and course title, and one of which deleted a person."""
    one, other = Database.create(tmp_path / "a.db", name="Office"), Database.create(tmp_path / "b.db", name="Trainer")
    one.author, other.author = "Ana", "Ben"
    with one.change("start") as tx:
        tx.add_many(
            [Person(id="p1", full_name="Khin", sex="F"), Person(id="p2", full_name="Mya"), Course(id="c1", title="T")]
        )
    _exchange(one, other)
    with one.change("a") as tx:
        tx.update(tx.get(Person, "p1"), full_name="Ma Khin", sex="X")
        tx.update(tx.get(Course, "c1"), title="TA")
        tx.delete(tx.get(Person, "p2"))
    with other.change("b") as tx:
        origin = {"file": "b.xlsx", "sheet": "Participants", "cell": "C7"}
        tx.update(tx.get(Person, "p1"), origin, full_name="Daw Khin", sex="M")
        tx.update(tx.get(Course, "c1"), title="TB")
        tx.update(tx.get(Person, "p2"), phones="0942")
    _exchange(one, other)
    return one, other


def test_a_conflict_says_who_when_and_where_on_both_sides(pair: Pair) -> None:
    with pair[0].read() as tx:
        assert conflicts.count(tx) == 4
        (dispute,) = conflicts.find(tx, table="person", record_id="p1", field="full_name")
        ours, theirs = dispute.values
        assert (dispute.label, dispute.field_label) == ("Daw Khin", "Full name")
        assert (ours.text, ours.who, ours.computer, ours.source, ours.shows, ours.ours) == (
            "Ma Khin", "Ana", "Office", "", False, True,
        )  # fmt: skip
        assert (theirs.text, theirs.who, theirs.computer, theirs.source, theirs.shows, theirs.ours) == (
            "Daw Khin", "Ben", "Trainer", "b.xlsx, Participants, C7", True, False,
        )  # fmt: skip
        (dispute,) = conflicts.find(tx, field="deleted")
        assert {standing.text for standing in dispute.values} == {"delete it", "keep it: Phone changed"}
        assert [standing.text for standing in dispute.values if standing.shows] == ["keep it: Phone changed"]
        assert [standing.text for standing in conflicts.find(tx, field="sex")[0].values] == ["Other", "Man"]
        assert len(conflicts.find(tx, limit=2)) == 2
        assert len(conflicts.find(tx, limit=9, offset=3)) == 1


def test_deleting_takes_along_a_seat_that_was_taken_back_and_stands_only_for_its_attendance(pair: Pair) -> None:
    one, other = pair
    with one.change("enrol") as tx:
        tx.add_many([CourseSession(id="s1", course_id="c1"), Enrolment(id="e1", course_id="c1", person_id="p2")])
        seated = tx.action.id or 0
    _exchange(one, other)
    with one.change("undo", kind="undo") as tx:
        undoing.take_back(tx, seated)
    with other.change("mark") as tx:
        tx.add(Attendance(id="a1", enrolment_id="e1", session_id="s1", mark="present"))
    _exchange(one, other)
    with one.change("settle", kind="settle") as tx:
        (dispute,) = conflicts.find(tx, record_id="p2", field="deleted")
        (deletion,) = (standing for standing in dispute.values if standing.text == "delete it")
        conflicts.settle(tx, "person", "p2", "deleted", deletion.stamp)
    _exchange(one, other)
    for database in pair:
        with database.read() as tx:
            assert not tx.find(Enrolment) + tx.find(Attendance) + tx.find(Person, Person.id == "p2")
            assert not conflicts.find(tx, record_id="p2")
        assert check(database) == []


@pytest.mark.parametrize(("rule", "kept"), [("newest", True), ("ours", True), ("theirs", False)])
def test_by_a_rule_the_lowest_of_what_was_deleted_is_settled_first(pair: Pair, rule: Rule, kept: bool) -> None:
    one, other = pair
    with one.change("enrol") as tx:
        tx.add_many([CourseSession(id="s1", course_id="c1"), Enrolment(id="e1", course_id="c1", person_id="p1")])
    _exchange(one, other)
    with one.change("delete") as tx:
        courses.delete(tx, tx.get(Course, "c1"))
    with other.change("mark") as tx:
        tx.add(Attendance(id="a1", enrolment_id="e1", session_id="s1", mark="present"))
    _exchange(one, other)
    with other.change("settle", kind="settle") as tx:
        assert conflicts.settle_by_rule(tx, rule, field="deleted") == 4
    _exchange(one, other)
    for database in pair:
        with database.read() as tx:
            assert not conflicts.find(tx, field="deleted")
            for model in (Course, CourseSession, Enrolment, Attendance):
                assert bool(tx.find(model)) == kept
        assert check(database) == []


def test_nobody_is_asked_about_what_is_deleted_on_both_sides_and_settling_all_does_not_bring_it_back(
    pair: Pair,
) -> None:
    one, other = pair
    for database in pair:
        with database.change("delete") as tx:
            tx.delete(tx.get(Person, "p1"))
    _exchange(one, other)
    for database in pair:
        with database.change("settle", kind="settle") as tx:
            assert not conflicts.find(tx, record_id="p1")
            conflicts.settle_by_rule(tx, "newest")
            assert tx.get(Person, "p1").deleted
        assert check(database) == []


def test_by_newest_a_later_deletion_goes_before_earlier_names_in_conflict(pair: Pair) -> None:
    one, other = pair
    with one.change("name") as tx:
        tx.update(tx.get(Person, "p1"), education="primary")
    with other.change("delete") as tx:
        tx.delete(tx.get(Person, "p1"))
    _exchange(one, other)
    with one.change("settle", kind="settle") as tx:
        assert {dispute.field for dispute in conflicts.find(tx, record_id="p1")} == {"deleted", "full_name", "sex"}
        assert conflicts.settle_by_rule(tx, "newest", record_id="p1") == 3
        assert tx.get(Person, "p1").deleted
    assert check(one) == []


def test_settling_marks_does_not_bring_back_the_seat_that_was_deleted_above_them(pair: Pair) -> None:
    one, other = pair
    with one.change("enrol") as tx:
        tx.add_many([CourseSession(id="s1", course_id="c1"), Enrolment(id="e1", course_id="c1", person_id="p1")])
        tx.add(Attendance(id="a1", enrolment_id="e1", session_id="s1", mark="present"))
    _exchange(one, other)
    for database, mark in ((one, "absent"), (other, "half")):
        with database.change("mark") as tx:
            tx.update(tx.get(Attendance, "a1"), mark=mark)
    _exchange(one, other)
    with one.change("remove") as tx:
        tx.delete(tx.get(Enrolment, "e1"))
    with one.change("settle", kind="settle") as tx:
        assert [dispute.field for dispute in conflicts.find(tx, record_id="a1")] == ["mark"]
        conflicts.settle_by_rule(tx, "newest")
        assert tx.get(Enrolment, "e1").deleted
        assert not conflicts.count(tx)
    assert check(one) == []


def test_a_choice_settles_it_everywhere(pair: Pair) -> None:
    one, other = pair
    with one.change("settle", kind="settle") as tx:
        (dispute,) = conflicts.find(tx, field="full_name")
        conflicts.settle(tx, "person", "p1", "full_name", dispute.values[0].stamp)
        conflicts.settle_with(tx, "person", "p1", "sex", "N")
        with pytest.raises(UserError, match="not open any more"):
            conflicts.settle(tx, "person", "p1", "full_name", dispute.values[0].stamp)
    _exchange(one, other)
    for database in pair:
        with database.read() as tx:
            assert (tx.get(Person, "p1").full_name, tx.get(Person, "p1").sex) == ("Ma Khin", "N")
            assert conflicts.count(tx) == 2
        assert check(database) == []


@pytest.mark.parametrize("keep", [True, False])
def test_a_deletion_against_an_edit_is_a_choice_too(pair: Pair, keep: bool) -> None:
    with pair[0].change("settle", kind="settle") as tx:
        (dispute,) = conflicts.find(tx, field="deleted")
        chosen = next(standing for standing in dispute.values if bool(standing.value) != keep)
        conflicts.settle(tx, "person", "p2", "deleted", chosen.stamp)
        assert tx.get(Person, "p2").deleted is not keep
        assert conflicts.find(tx, field="deleted") == []
    assert check(pair[0]) == []


@pytest.mark.parametrize(
    ("rule", "name", "deleted"),
    [("newest", "Daw Khin", False), ("ours", "Ma Khin", True), ("theirs", "Daw Khin", False)],
)
def test_rules_settle_all(pair: Pair, rule: Rule, name: str, deleted: bool) -> None:
    one, other = pair
    with one.change("settle", kind="settle") as tx:
        assert conflicts.settle_by_rule(tx, rule, table="course") == 1
        assert conflicts.settle_by_rule(tx, rule, field="title") == 0
        assert conflicts.settle_by_rule(tx, rule) == 3
        assert conflicts.count(tx) == 0
    _exchange(one, other)
    with other.read() as tx:
        assert tx.get(Person, "p1").full_name == name
        assert tx.get(Person, "p2").deleted is deleted
        assert conflicts.count(tx) == 0


def test_rules_know_the_office_from_the_trainer_and_what_was_typed_into_a_workbook(tmp_path: Path) -> None:
    office = Database.create(tmp_path / "a.db", name="Office", kind="office")
    trainer = Database.create(tmp_path / "b.db", name="Trainer", kind="trainer")
    with office.change("start") as tx:
        tx.add_many([Person(id="p1", full_name="Khin"), Person(id="p2", full_name="Mya"), Course(id="c1", title="T")])
    _exchange(office, trainer)
    with office.change("a") as tx:
        tx.update(tx.get(Person, "p1"), full_name="Ma Khin", sex="F")
        tx.update(tx.get(Person, "p2"), full_name="Daw Mya")
        tx.update(tx.get(Course, "c1"), title="TA")
    with trainer.change("b") as tx:
        tx.update(tx.get(Person, "p1"), full_name="Daw Khin", sex="M")
        tx.update(tx.get(Course, "c1"), title="TB")
        base = [change.stamp for change in tx.history("person", "p2")]
        stamp = f"{max(base)[:19]}-{TYPED}0123456789abcde"
        tx.apply([Change(stamp, "person", "p2", "set", {"full_name": "Mya Mya"}, {"full_name": base}, "U Ba")])
    _exchange(office, trainer)
    with office.change("settle", kind="settle") as tx:
        sides = {d.record_id: [s.side for s in d.values] for d in conflicts.find(tx, field="full_name")}
        assert {key: set(value) for key, value in sides.items()} == {
            "p1": {"office", "trainer"}, "p2": {"office", "trainer"},
        }  # fmt: skip
        assert conflicts.settle_by_rule(tx, "trainer", field="full_name") == 2
        assert tx.get(Person, "p2").full_name == "Mya Mya"
        assert conflicts.settle_by_rule(tx, "office", record_id="p1") == 1
        assert tx.get(Person, "p1").sex == "F"
        assert conflicts.settle_by_rule(tx, "office", sheet="participants") == 0
        assert conflicts.settle_by_rule(tx, "office", sheet="courses") == 1
        assert tx.get(Course, "c1").title == "TA"


def test_settling_by_rule_can_be_stopped_and_then_nothing_is_settled(pair: Pair) -> None:
    class Stopped(Progress):
        def cancelled(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled), pair[0].change("settle", kind="settle") as tx:
        conflicts.settle_by_rule(tx, "newest", progress=Stopped())
    with pair[0].read() as tx:
        assert conflicts.count(tx) == 4


def test_the_workbook_that_brought_a_value_is_told(tmp_path: Path) -> None:
    one, other = Database.create(tmp_path / "a.db"), Database.create(tmp_path / "b.db")
    with one.change("start") as tx:
        tx.add(Person(id="p1", full_name="Khin"))
    _exchange(one, other)
    for database, name in ((one, "Ma Khin"), (other, "Daw Khin")):
        with database.change("edit") as tx:
            tx.update(tx.get(Person, "p1"), full_name=name)
    with other.read() as tx, one.change("Merge", kind="merge") as ty:
        ty.apply(list(all_changes(tx.connection)))
        ty.describe(file="from Ko Aung.xlsx")
    with one.read() as tx:
        (dispute,) = conflicts.find(tx)
        assert [standing.file for standing in dispute.values if not standing.ours] == ["from Ko Aung.xlsx"]
        assert [standing.file for standing in dispute.values if standing.ours] == [""]


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        ((), set()),
        (("--sheet", "courses"), {"full_name", "sex", "deleted"}),
        (("--record", "p1"), {"title", "deleted"}),
        (("--record", "p1", "--field", "sex"), {"full_name", "title", "deleted"}),
        (("--field", "title"), {"full_name", "sex", "deleted"}),
    ],
)
def test_on_the_command_line_a_rule_reaches_as_far_as_it_is_told(
    pair: Pair, scope: tuple[str, ...], left: set[str]
) -> None:
    office, _trainer = pair
    words = ["--database", str(office.path), "conflicts", "--settle", "ours", *scope]
    told = CliRunner().invoke(application, words)
    assert told.exit_code == 0, told.output
    with office.read() as tx:
        assert {dispute.field for dispute in conflicts.find(tx)} == left
