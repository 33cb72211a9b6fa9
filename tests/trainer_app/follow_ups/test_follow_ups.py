"""Follow-ups: they appear by themselves, are asked with the right questions, and add up to rates with their n."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database, Transaction
from db.models import Answer, Course, Enrolment, FollowUp, Person
from trainer_app import settings
from trainer_app.checking import check
from trainer_app.errors import UserError
from trainer_app.follow_ups import follow_ups, tracer
from trainer_app.follow_ups.follow_ups import Row
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
ENDED = date(2026, 1, 31)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    found = Database.create(tmp_path / "a.db")
    with found.change("a") as tx:
        tx.add(Course(id="c1", code="C-1", products="SYB", starts=ENDED, ends=ENDED))
        tx.add(Course(id="c2", code="C-2", products="SYB", ends=ENDED, status="cancelled"))
        tx.add(Course(id="c3", code="C-3", products="NOSUCH", ends=ENDED))
        for number, name in enumerate(("Ma Khin", "Aung", "Mya", "Erased")):
            tx.add(Person(id=f"p{number}", full_name=name, phones=f"0942000{number}"))
            for course in ("c1", "c2", "c3"):
                tx.add(Enrolment(id=f"{course}e{number}", course_id=course, person_id=f"p{number}", seat=number))
        tx.update(tx.get(Enrolment, "c1e2"), outcome="no_show")
        persons.erase(tx, "p3", CATALOGUE)
    return found


def _due(tx: Transaction, on: date, **how: Any) -> list[Row]:
    return follow_ups.find(tx, CATALOGUE, on, **{"ahead": 0, **how})


def test_they_appear_on_the_dates_that_the_product_sets_without_writing(database: Database) -> None:
    with database.read() as tx:
        assert CATALOGUE.product("SYB").followup_months == (6, 12, 24)
        assert _due(tx, date(2026, 7, 30)) == []
        rows = _due(tx, date(2026, 7, 31))
        assert [(row.name, row.months, row.due, row.overdue) for row in rows] == [
            ("Ma Khin", 6, date(2026, 7, 31), False), ("Aung", 6, date(2026, 7, 31), False),
        ]  # fmt: skip
        assert all(row.overdue for row in _due(tx, date(2026, 8, 1)))
        assert len(_due(tx, date(2026, 7, 20), ahead=14)) == 2
        assert len(follow_ups.find(tx, CATALOGUE, date(2026, 7, 20))) == 2  # the setting's 14 days
        assert len(_due(tx, date(2027, 2, 1))) == 4
        assert [row.name for row in _due(tx, date(2026, 8, 1), text="kHIN")] == ["Ma Khin"]
        assert len(_due(tx, date(2026, 8, 1), limit=1)) == 1
        assert follow_ups.count_due(tx, CATALOGUE, date(2027, 2, 1)) == (4, 4)
        assert follow_ups.count_due(tx, CATALOGUE, date(2027, 1, 31)) == (4, 2)
        assert [row.months for row in follow_ups.of_person(tx, CATALOGUE, "p0", ENDED)] == [6, 12, 24]


def test_the_office_may_set_other_months(database: Database) -> None:
    with database.change("s") as tx:
        settings.save(tx, "follow_up_months", "3")
        assert [row.months for row in _due(tx, date(2027, 5, 1))] == [3, 3]


def test_saving_the_missing_ones_twice_adds_nothing_and_replicas_agree(database: Database) -> None:
    on = date(2026, 8, 1)
    with database.change("e") as tx:
        assert follow_ups.ensure(tx, CATALOGUE, on) == 2
        assert follow_ups.ensure(tx, CATALOGUE, on) == 0
        ids = {one.id for one in tx.find(FollowUp)}
        assert ids == {follow_ups.follow_up_id("c1e0", 6), follow_ups.follow_up_id("c1e1", 6)}
        tx.delete(tx.get(FollowUp, follow_ups.follow_up_id("c1e0", 6)))
        assert [row.name for row in _due(tx, on)] == ["Aung"]
        assert follow_ups.ensure(tx, CATALOGUE, on) == 0
    assert check(database) == []


def test_one_saved_with_other_months_is_listed_too(database: Database) -> None:
    with database.change("e") as tx:
        tx.add(FollowUp(id="x", enrolment_id="c1e0", months=3, due=date(2026, 5, 1), status="due"))
        assert [(row.months, row.due) for row in _due(tx, date(2026, 5, 1))][:1] == [(3, date(2026, 5, 1))]


def _ask(tx: Transaction, row: Row, status: str = "reached", **answers: str) -> FollowUp:
    return follow_ups.record(tx, CATALOGUE, row, status=status, asked_on=ENDED, mode="phone", answers=answers)


def test_an_interview_skips_what_need_not_be_asked(database: Database) -> None:
    with database.change("i") as tx:
        row = _due(tx, date(2026, 8, 1))[0]
        questions = follow_ups.interview(tx, CATALOGUE, row).questions
        codes = [question.code for question in questions]
        answers: dict[str, str] = {}
        asked = []
        while question := follow_ups.next_question(questions, answers):
            asked.append(question.code)
            answers[question.code] = "no" if question.kind == "yes_no" else "x"
        assert "started_after" in codes
        assert "started_after" not in asked
        assert "closed_month" in asked
        _ask(
            tx, row, business_now="yes", started_after="y", workers_women="၂", start_month="2026/3", attribution="Much"
        )
        after = follow_ups.interview(tx, CATALOGUE, row)
        assert after.answers == {
            "business_now": "yes", "started_after": "yes", "workers_women": "2", "start_month": "2026-03",
            "attribution": "much",
        }  # fmt: skip
        assert after.mode == "phone"
        assert _due(tx, date(2026, 8, 1))[0].name == "Aung"
        assert _due(tx, date(2026, 8, 1), statuses=("reached",))[0].asked_on == ENDED


def test_another_answer_takes_back_those_it_led_to(database: Database) -> None:
    with database.change("i") as tx:
        row = _due(tx, date(2026, 8, 1))[0]
        _ask(tx, row, business_now="yes", started_after="yes", start_month="2026-03", attribution="much")
        _ask(tx, row, business_now="no", attribution="")
        assert follow_ups.interview(tx, CATALOGUE, row).answers == {"business_now": "no"}
        assert len(tx.find(Answer)) == 4


@pytest.mark.parametrize(
    ("status", "answers", "said"),
    [
        ("reached", {"business_now": "perhaps"}, "perhaps"),
        ("reached", {"workers_women": "-1"}, "-1"),
        ("reached", {"start_month": "soon"}, "soon"),
        ("reached", {"favourite_colour": "red"}, "favourite_colour"),
        ("fled", {}, "fled"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(
    database: Database, status: str, answers: dict[str, str], said: str
) -> None:
    with database.change("i") as tx:
        row = _due(tx, date(2026, 8, 1))[0]
        with pytest.raises(UserError, match=said):
            _ask(tx, row, status, **answers)
        assert tx.find(FollowUp) == []


def test_rates_stand_beside_their_n(database: Database) -> None:
    on = date(2026, 8, 1)
    with database.change("i") as tx:
        tx.add(Course(id="c4", code="C-4", products="SYB", ends=ENDED))
        tx.add(Course(id="c5", code="C-5", products="SYB-TOT", ends=ENDED))
        for number in range(6):
            tx.add(Person(id=f"q{number}", full_name=f"Q{number}"))
            tx.add(
                Enrolment(
                    id=f"x{number}", course_id="c4", person_id=f"q{number}", has_business=number >= 4, workers_men=1
                )
            )
            tx.add(Enrolment(course_id="c5", person_id=f"q{number}"))
        rows = {row.enrolment_id: row for row in _due(tx, on)}
        _ask(tx, rows["x0"], business_now="yes", started_after="yes", workers_women="2", workers_men="1")
        _ask(tx, rows["x1"], business_now="yes", started_after="no")
        _ask(tx, rows["x2"], business_now="no")
        _ask(tx, rows["x3"], "ineligible")
        _ask(tx, rows["x4"], business_now="yes", workers_women="3")
        (one,) = tracer.rounds(tx, CATALOGUE, on, since=ENDED, until=ENDED, product="SYB")
        assert (one.months, one.due, one.ineligible, one.reached) == (6, 8, 1, 4)
        assert one.response_rate == pytest.approx(4 / 7)
        assert (one.without_business, one.started) == (3, 1)
        assert one.startup_rate == pytest.approx(1 / 3)
        assert (one.jobs_new, one.jobs_new_known, one.jobs_more, one.jobs_more_known) == (4, 1, 2, 1)
        document = tracer.document(tx, CATALOGUE, on)
        assert document.tables[0].shown(document.tables[0].rows[0])[4] == "57.1%"
        assert tracer.rounds(tx, CATALOGUE, on, product="GYB") == []
        assert tracer.document(tx, CATALOGUE, date(2020, 1, 1)).tables[0].rows == ()
