"""Outcomes of a course: proposed only when the records suffice, accepted, overridden with a name and a reason."""

from datetime import date
from pathlib import Path

import pytest

from db.database import Database, Transaction
from db.models import Course, Enrolment
from trainer_app.courses import attendance, course_outcomes, enrolments, sessions
from trainer_app.courses.attendance import Mark
from trainer_app.courses.enrolments import Entry
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
DAY, AFTER = date(2026, 3, 2), date(2026, 4, 1)
MARKS = {"P": "present", "A": "absent", "H": "half", "E": "excused"}


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


def course(tx: Transaction, *sheets: str, products: str = "SYB") -> tuple[Course, list[Enrolment]]:
    made = tx.add(Course(products=products, programme="SIYB", starts=DAY, ends=DAY))
    held = [sessions.add(tx, made, DAY, "am", 3.5) for _number in range(max(map(len, sheets)))]
    people = enrolments.enrol(tx, made.id, [Entry(person={"full_name": f"P{sheet}"}) for sheet in sheets])
    cells = {
        (one.id, session.id): Mark(MARKS[sign])
        for one, sheet in zip(people, sheets, strict=True)
        for session, sign in zip(held, sheet, strict=True)
        if sign in MARKS
    }
    attendance.save(tx, cells)
    return made, people


def proposed(tx: Transaction, made: Course, today: date = AFTER) -> list[tuple[str, str | None]]:
    found = course_outcomes.propose(tx, made, CATALOGUE, today)
    return [(proposal.outcome, proposal.certificate_kind) for _enrolment, proposal in found]


def test_outcomes_follow_the_rule_of_80_per_cent(database: Database) -> None:
    with database.change("marks") as tx:
        made, _people = course(tx, "PPPPPPPPAP", "PPPPPPPAEP", "PPPPPAAAAA", "AAAAAAAAAA", "PPPPPPPHHP")
        assert proposed(tx, made) == [
            ("completed", "completion"), ("completed", "completion"), ("dropped_out", None), ("no_show", None),
            ("completed", "completion"),
        ]  # fmt: skip


def test_blank_sessions_count_only_if_they_decide_nothing(database: Database) -> None:
    with database.change("marks") as tx:
        made, _people = course(tx, "PPPPPPPP..", "PPPPPPP...", "PAAAPPPPP.", "..........")
        found = course_outcomes.propose(tx, made, CATALOGUE, AFTER)
    assert [proposal.outcome for _one, proposal in found] == ["completed", "not_known", "not_known", "not_known"]
    assert "7 of 10" in found[1][1].reason
    assert "3 are not marked" in found[1][1].reason
    assert "counted as absent" in found[0][1].reason


def test_nothing_is_decided_before_the_end(database: Database) -> None:
    with database.change("marks") as tx:
        made, people = course(tx, "PPPP......")
        assert proposed(tx, made, DAY) == [("enrolled", None)]
        assert course_outcomes.accept(tx, course_outcomes.propose(tx, made, CATALOGUE, DAY)) == 0
        assert tx.get(Enrolment, people[0].id).outcome is None


def test_accepting_twice_changes_nothing_and_decisions_stay(database: Database) -> None:
    with database.change("marks") as tx:
        made, people = course(tx, "PPPPP", "PPAAA")
        course_outcomes.override(tx, people[1], "completed", by="Daw Su", reason="made up two days")
        assert course_outcomes.accept(tx, course_outcomes.propose(tx, made, CATALOGUE, AFTER)) == 1
        fresh = course_outcomes.propose(tx, made, CATALOGUE, AFTER)
        assert course_outcomes.accept(tx, fresh) == 0
        kept = tx.get(Enrolment, people[1].id)
        assert (kept.outcome, kept.outcome_by, kept.outcome_reason) == ("completed", "Daw Su", "made up two days")
        course_outcomes.withdraw_override(tx, kept)
        course_outcomes.accept(tx, course_outcomes.propose(tx, made, CATALOGUE, AFTER))
        assert tx.get(Enrolment, people[1].id).outcome == "dropped_out"


@pytest.mark.parametrize(("by", "reason"), [("", "because"), ("Daw Su", "  ")])
def test_an_override_says_who_and_why(database: Database, by: str, reason: str) -> None:
    with database.change("marks") as tx:
        _made, people = course(tx, "PPPPP")
        with pytest.raises(UserError, match="name of who decides"):
            course_outcomes.override(tx, people[0], "failed", by=by, reason=reason)
        with pytest.raises(UserError, match="“enrolled”"):
            course_outcomes.override(tx, people[0], "enrolled", by="A", reason="B")


def test_of_several_products_the_hardest_decides(database: Database) -> None:
    with database.change("marks") as tx:
        made, _people = course(tx, "PPPPPPPPAP", products="SYB SYB-TOMT")  # 80 % and 100 %
        assert proposed(tx, made) == [("failed", None)]
        assert proposed(tx, tx.add(Course(products="UNKNOWN"))) == []
