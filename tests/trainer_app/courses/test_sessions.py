"""Sessions: which days a course is likely held on, how its modules are spread, and what may be changed."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.database import Database
from db.models import Course, CourseSession, Enrolment
from trainer_app.courses import attendance, sessions
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import Product, Span, load_catalogue


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


def products(*codes: str) -> list[Product]:
    return [load_catalogue().product(code) for code in codes]


MONDAY = date(2026, 3, 2)


def days(starts: date, length: int, needed: float | None = None) -> list[str]:
    span = Span(needed, needed) if needed else None
    return [f"{day:%a %d}" for day in sessions.training_days(starts, starts + timedelta(days=length - 1), span)]


def test_a_week_from_monday_to_friday_has_five_days() -> None:
    assert days(MONDAY, 5, 5) == ["Mon 02", "Tue 03", "Wed 04", "Thu 05", "Fri 06"]


def test_a_course_over_a_week_end_leaves_it_out_if_the_days_suffice() -> None:
    assert days(MONDAY + timedelta(days=3), 7, 5) == ["Thu 05", "Fri 06", "Mon 09", "Tue 10", "Wed 11"]


def test_a_course_that_needs_the_week_end_has_it() -> None:
    assert days(MONDAY + timedelta(days=3), 5, 5) == ["Thu 05", "Fri 06", "Sat 07", "Sun 08", "Mon 09"]


def test_a_course_that_ends_on_saturday_has_saturdays() -> None:
    assert days(MONDAY, 13, 10)[5:7] == ["Sat 07", "Mon 09"]


def test_a_course_of_week_ends_is_held_at_week_ends() -> None:
    saturday = MONDAY + timedelta(days=5)
    assert days(saturday, 16, 5) == ["Sat 07", "Sun 08", "Sat 14", "Sun 15", "Sat 21", "Sun 22"]


def test_a_school_year_tells_no_days() -> None:
    assert days(MONDAY, 270, 9) == []
    assert sessions.training_days(None, MONDAY) == []
    assert sessions.training_days(MONDAY, MONDAY - timedelta(days=1)) == []


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(1, 60), st.none() | st.integers(1, 14))
def test_training_days_lie_in_the_course_in_order_and_are_enough(starts: date, length: int, needed: int | None) -> None:
    ends = starts + timedelta(days=length - 1)
    found = sessions.training_days(starts, ends, Span(needed, needed) if needed else None)
    assert found == sorted(set(found))
    assert all(starts <= day <= ends for day in found)
    if found:
        assert {starts, ends} <= set(found)
        assert needed is None or len(found) >= min(needed, length) or all(day.weekday() > 4 for day in found)


def test_half_days_carry_the_modules_in_order() -> None:
    slots = sessions.propose(MONDAY, MONDAY + timedelta(days=4), products("IYB"))
    assert len(slots) == 10
    assert [(slot.number, slot.part) for slot in slots[:2]] == [(1, "am"), (2, "pm")]
    order = [module.code for module in products("IYB")[0].modules]
    assert list(dict.fromkeys(slot.module for slot in slots)) == order
    assert slots[0].hours is None  # IYB says days, not hours: nothing is made up


def test_a_class_without_days_gets_a_session_per_module_and_hours_that_add_up() -> None:
    slots = sessions.propose(date(2026, 9, 1), date(2027, 6, 1), products("KAB"))
    assert [slot.module for slot in slots] == [str(number) for number in range(1, 10)]
    assert all(slot.held_on is None for slot in slots)
    assert sum(slot.hours or 0 for slot in slots) == pytest.approx(120, abs=1.2)


def test_proposed_sessions_are_saved_once_and_the_same_on_every_replica(tmp_path: Path, database: Database) -> None:
    slots = sessions.propose(MONDAY, MONDAY, products("SYB"))
    other = Database.create(tmp_path / "b.db")
    course = Course(id="c", starts=MONDAY, ends=MONDAY)
    ids = []
    for each in (database, other):
        with each.change("new") as tx:
            tx.add(course)
            sessions.save_proposed(tx, course, slots)
            ids.append([one.id for one in sessions.save_proposed(tx, course, slots)])
    assert ids[0] == ids[1]
    assert len(ids[0]) == 2


def test_a_removed_session_takes_its_marks_and_its_number_is_not_given_again(database: Database) -> None:
    with database.change("new") as tx:
        course = tx.add(Course(starts=MONDAY, ends=MONDAY))
        enrolment = tx.add(Enrolment(course_id=course.id))
        first = sessions.add(tx, course, MONDAY, "am", 3.5)
        second = sessions.add(tx, course, MONDAY, "pm", 3.5)
        attendance.mark(tx, [(enrolment.id, first.id), (enrolment.id, second.id)], "present")
    with database.change("remove") as tx:
        assert sessions.remove(tx, second) == 1
        assert sessions.add(tx, course, MONDAY, "day").number == 3
        assert attendance.totals(tx, course.id)[enrolment.id].present == 1
        sessions.save_proposed(tx, course, [sessions.Slot(2, MONDAY, "pm", 3.0, None)])
        assert [one.hours for one in sessions.find(tx, course.id)] == [3.5, 3.0, None]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"hours": 0}, "0 cannot"),
        ({"hours": 25}, "25"),
        ({"part": "night"}, "night"),
        ({"held_on": date(2026, 3, 9)}, "outside"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(database: Database, values: dict[str, object], said: str) -> None:
    with database.change("new") as tx:
        course = tx.add(Course(starts=MONDAY, ends=MONDAY))
        session = sessions.add(tx, course)
    with database.change("edit") as tx, pytest.raises(UserError, match=said):
        sessions.change(tx, course, session, **values)
    with database.read() as tx:
        assert tx.get(CourseSession, session.id).part == "day"
