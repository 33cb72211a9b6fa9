"""Projects: codes, targets and limits that can be, courses counted without cancelled ones, who pays."""

from datetime import date
from pathlib import Path

import pytest

from db.database import Database
from db.models import Course, Enrolment, Funding, Organisation
from trainer_app import projects
from trainer_app.errors import UserError


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


def test_what_cannot_be_is_refused(database: Database) -> None:
    with database.change("a") as tx:
        project = projects.save(tx, code="P-1", name="Jobs", youth_from=15, youth_to=29)
        for values, said in (
            ({"code": "P-1"}, "another project"),
            ({}, "neither name nor code"),
            ({"name": "X", "youth_from": 30, "youth_to": 20}, "ends before it begins"),
            ({"name": "X", "starts": date(2026, 2, 1), "ends": date(2026, 1, 1)}, "ends before"),
            ({"name": "X", "youth_to": 200}, "200"),
        ):
            with pytest.raises(UserError, match=said):
                projects.save(tx, **values)
        assert projects.save(tx, project, code="P-1", name="Jobs for all").name == "Jobs for all"
        with pytest.raises(UserError, match="period"):
            projects.save_target(tx, project_id=project.id, indicator="persons", value=100)
        target = projects.save_target(
            tx, project_id=project.id, indicator="persons", value=100, starts=date(2026, 1, 1), ends=date(2026, 12, 31)
        )
        projects.save_target(tx, target, value=120)
        assert [one.value for one in projects.targets(tx, project.id)] == [120]


def test_a_course_of_several_payers_counts_once_with_each(database: Database) -> None:
    with database.change("a") as tx:
        donor = tx.add(Organisation(name="Donor"))
        one = projects.save(tx, code="P-1", donor_id=donor.id, youth_from=15, youth_to=29)
        other = projects.save(tx, code="P-2")
        tx.add_many(
            [Course(id="c1"), Course(id="c2", status="cancelled"), Enrolment(course_id="c1"), Enrolment(course_id="c1")]
        )
        tx.add(Funding(course_id="c1", project_id=one.id, share=60.0, role="donor"))
        tx.add(Funding(course_id="c1", project_id=one.id, share=10.0, role="host"))
        tx.add(Funding(course_id="c1", project_id=other.id, share=30.0))
        tx.add(Funding(course_id="c2", project_id=one.id))
        rows = {row.code: row for row in projects.rows(tx)}
        assert (rows["P-1"].courses, rows["P-1"].seats, rows["P-1"].donor) == (1, 2, "Donor")
        assert (rows["P-2"].courses, rows["P-2"].seats) == (1, 2)
        assert [(payer.project, payer.share) for payer in projects.payers(tx, "c1")] == [
            ("P-1", 60.0), ("P-2", 30.0), ("P-1", 10.0),
        ]  # fmt: skip
        assert projects.youth_limits(tx, "c1") == (15, 29)
        projects.save(tx, other, youth_from=18, youth_to=35)
        assert projects.youth_limits(tx, "c1") is None
        assert projects.youth_limits(tx, "nowhere") is None
