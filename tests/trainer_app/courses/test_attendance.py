"""Attendance: blocks of marks, totals of what is known, blank never absent."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.database import Database, Transaction
from db.models import Attendance, Course, CourseSession, Enrolment
from trainer_app.courses import attendance, sessions
from trainer_app.courses.attendance import Mark
from trainer_app.errors import UserError


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


def course(tx: Transaction, people: int = 3, halves: int = 4) -> tuple[Course, list[Enrolment], list[CourseSession]]:
    made = tx.add(Course(code="C"))
    held = [sessions.add(tx, made, part="am", hours=3) for _number in range(halves)]
    enrolments = [tx.add(Enrolment(course_id=made.id, seat=seat)) for seat in range(1, people + 1)]
    return made, enrolments, held


def test_all_present_leaves_absences_as_they_are(database: Database) -> None:
    with database.change("marks") as tx:
        made, people, held = course(tx)
        attendance.mark(tx, [(people[1].id, held[0].id)], "absent")
        assert attendance.all_present(tx, held[0]) == 2
        assert attendance.all_present(tx, held[0]) == 0
        totals = attendance.totals(tx, made.id)
    assert [totals[one.id].present for one in people] == [1, 0, 1]
    assert totals[people[1].id].share == 0


def test_a_blank_is_not_an_absence(database: Database) -> None:
    with database.change("marks") as tx:
        made, people, held = course(tx)
        attendance.mark(tx, [(people[0].id, one.id) for one in held[:2]], "present")
        totals = attendance.totals(tx, made.id)
    assert totals[people[0].id].share == 1
    assert (totals[people[0].id].known, totals[people[0].id].complete) == (2, False)
    assert totals[people[2].id].share is None


def test_a_mark_taken_back_is_blank_again_and_can_be_set_again(database: Database) -> None:
    with database.change("marks") as tx:
        made, people, held = course(tx)
        cell = (people[0].id, held[0].id)
        assert attendance.mark(tx, [cell], "half") == 1
        assert attendance.mark(tx, [cell], None) == 1
        assert attendance.mark(tx, [cell], None) == 0
        assert attendance.grid(tx, made.id).marks == {}
        assert attendance.mark(tx, [cell], "present", hours=1.5) == 1
        assert attendance.totals(tx, made.id)[people[0].id].hours_present == 1.5
        assert len(tx.find(Attendance)) == 1


def test_two_replicas_mean_the_same_record(tmp_path: Path, database: Database) -> None:
    other = Database.create(tmp_path / "b.db")
    for each in (database, other):
        with each.change("marks") as tx:
            attendance.mark(tx, [("e", "s")], "present")
    with database.read() as one, other.read() as two:
        assert [each.id for each in one.find(Attendance)] == [each.id for each in two.find(Attendance)]


def test_what_is_no_mark_is_refused_whole(database: Database) -> None:
    with database.change("marks") as tx:
        _made, people, held = course(tx)
        with pytest.raises(UserError, match="maybe"):
            attendance.save(
                tx, {(people[0].id, held[0].id): Mark("present"), (people[1].id, held[0].id): Mark("maybe")}
            )
        with pytest.raises(UserError, match="30"):
            attendance.mark(tx, [(people[0].id, held[0].id)], "present", hours=30)
        assert tx.find(Attendance) == []


marks = st.none() | st.builds(
    Mark, st.sampled_from(list(attendance.PRESENCE)), st.none() | st.floats(0, 24, allow_nan=False)
)
held_sessions = st.lists(
    st.tuples(st.none() | st.floats(0.25, 12), marks), max_size=12
)  # fmt: skip


@given(held_sessions)
def test_totals_never_exceed_what_is_known(cells: list[tuple[float | None, Mark | None]]) -> None:
    held = [CourseSession(number=number, hours=hours) for number, (hours, _mark) in enumerate(cells)]
    total = attendance.total(held, [mark for _hours, mark in cells])
    assert 0 <= total.present <= total.known <= total.all_sessions == len(cells)
    assert 0 <= total.hours_present <= total.hours_known + 1e-9
    assert total.share is None or 0 <= total.share <= 1
    blank = attendance.total([*held, CourseSession(number=99, hours=3)], [*[mark for _hours, mark in cells], None])
    assert (blank.share, blank.share_of_hours) == (total.share, total.share_of_hours)


def test_the_marks_of_a_removed_participant_are_not_counted(database: Database) -> None:
    with database.change("marks") as tx:
        made, people, held = course(tx)
        attendance.mark(tx, [(one.id, held[0].id) for one in people], "present")
        assert attendance.grid(tx, made.id).filled == pytest.approx(3 / 12)
        tx.delete(people[0])
        assert attendance.grid(tx, made.id).filled == pytest.approx(2 / 8)
