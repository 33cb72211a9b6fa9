"""The register: numbers for those the rule allows, permanent, given once; voids, printings and collection."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from db.database import Database, Transaction
from db.models import Certificate, Course, Enrolment, Enterprise, Organisation, Person, Printing
from trainer_app import settings, undoing
from trainer_app.certificates import register
from trainer_app.certificates.numbers import check_number
from trainer_app.courses import attendance, course_outcomes, courses, enrolments, sessions
from trainer_app.courses.enrolments import Entry
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
DAY, AFTER = date(2026, 3, 2), date(2026, 4, 1)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return ready(tmp_path / "a.db")


def ready(path: Path) -> Database:
    made = Database.create(path)
    with made.change("settings") as tx:
        settings.save(tx, "country", "MM")
    return made


def course(tx: Transaction, *absences: int, products: str = "SYB") -> tuple[Course, list[Enrolment]]:
    """A course of ten half-days in which each participant missed so many."""
    made = courses.save(tx, CATALOGUE, products=products, starts=DAY, ends=DAY)
    held = [sessions.add(tx, made, DAY, "am", 3.5) for _number in range(10)]
    people = enrolments.enrol(tx, made.id, [Entry(person={"full_name": f"P{n}"}) for n, _one in enumerate(absences, 1)])
    for one, missed in zip(people, absences, strict=True):
        attendance.mark(tx, [(one.id, session.id) for session in held[missed:]], "present")
        attendance.mark(tx, [(one.id, session.id) for session in held[:missed]], "absent")
    return made, people


def issue(tx: Transaction, made: Course, *ids: str, **options: object) -> list[Certificate]:
    return register.issue(tx, made, CATALOGUE, ids or None, today=AFTER, **options)  # type: ignore[arg-type]


def sequences(certificates: list[Certificate]) -> list[int]:
    return [check_number(one.number or "").sequence for one in certificates]


def test_numbers_go_to_those_the_rule_allows_in_the_order_of_the_list(database: Database) -> None:
    with database.change("issue") as tx:
        made, people = course(tx, 0, 5, 2)
        found = register.eligible(tx, made, CATALOGUE, AFTER)
        assert [one.kind for one in found] == ["completion", None, "completion"]
        assert "5 of 10" in found[1].reason
        given_ = issue(tx, made)
    assert [one.enrolment_id for one in given_] == [people[0].id, people[2].id]
    assert sequences(given_) == [1, 2]
    number = check_number(given_[0].number or "")
    assert (number.programme, number.product, number.country, number.year, number.replica_code) == (
        "SIYB", "SYB", "MM", 2026, database.code,
    )  # fmt: skip
    assert (given_[0].name_printed, given_[0].kind, given_[0].issued_on) == ("P1", "completion", AFTER)


def test_a_class_as_a_whole_gets_none(database: Database) -> None:
    with database.change("issue") as tx:
        made, [person] = course(tx, 0, products="KAB")
        enrolments.enrol_class(tx, made.id, "9 B", women=18, men=15)
        [one] = [one for one in enrolments.find(tx, made.id) if one.learner == "class"]
        attendance.mark(tx, [(one.id, session.id) for session in sessions.find(tx, made.id)], "present")
        assert [found.kind for found in register.eligible(tx, made, CATALOGUE, AFTER)] == ["attendance", None]
        assert [given.enrolment_id for given in issue(tx, made)] == [person.id]


def test_issuing_again_gives_the_same_numbers(database: Database) -> None:
    with database.change("issue") as tx:
        made, people = course(tx, 0, 5, 2)
        first = [one.number for one in issue(tx, made)]
        assert [one.number for one in issue(tx, made)] == first
        attendance.all_present(tx, sessions.find(tx, made.id)[0])
        attendance.mark(tx, [(people[1].id, one.id) for one in sessions.find(tx, made.id)], "present")
        assert [one.number for one in issue(tx, made)][::2] == first
        assert sequences(issue(tx, made)) == [1, 3, 2]
        assert len(tx.find(Certificate)) == 3


def test_a_number_is_never_given_again(database: Database) -> None:
    with database.change("issue") as tx:
        made, _people = course(tx, 0, 0)
        first, second = issue(tx, made)
        register.void(tx, first, "name misspelled", AFTER)
        tx.delete(second)
        assert sequences(issue(tx, made)) == [3, 4]
    with database.change("issue") as tx:
        other, _people = course(tx, 0)
        assert sequences(issue(tx, other)) == [5]
        action = tx.action.id
    with database.change("undo", kind="undo") as tx:
        held = tx.undo(action or 0)
        assert {("course", other.id), ("certificate", register.rows(tx, course_id=other.id)[0].certificate.id)} <= held
    with database.change("issue") as tx:
        again, _people = course(tx, 0)
        assert sequences(issue(tx, again)) == [6]  # the fifth may be on paper
        assert sequences(issue(tx, course(tx, 0, products="GYB")[0])) == [1]
        next_year = issue(tx, course(tx, 0)[0], issued_on=date(2027, 1, 2))
        assert sequences(next_year) == [1]


def test_undoing_takes_back_no_number_that_may_be_on_paper(database: Database) -> None:
    with database.change("course") as tx:
        made, people = course(tx, 0)
    with database.change("print") as tx:
        [one] = issue(tx, made)
        register.count_printings(tx, [one], AFTER)
        tx.update(people[0], class_name="B")
        action = tx.action.id
    with database.change("undo", kind="undo") as tx:
        held = tx.undo(action or 0)
        assert {table for table, _id in held} == {"certificate", "printing"}
        assert tx.get(Enrolment, people[0].id).class_name is None
        [row] = register.rows(tx)
        assert (row.certificate.number, row.valid, row.printings) == (one.number, True, 1)


def test_the_undo_key_passes_by_certificates_but_takes_back_a_void(database: Database) -> None:
    with database.change("course") as tx:
        made, _people = course(tx, 0)
    with database.change("print") as tx:
        issue(tx, made)
    with database.change("void") as tx:
        register.void(tx, tx.find(Certificate)[0], "name misspelled", AFTER)
    labels = []
    for _step in range(2):
        with database.change("undo", kind="undo") as tx:
            labels.append(undoing.undo(tx))
            assert [row.valid for row in register.rows(tx)] == [True]
    assert labels == ["void", "course"]


def test_of_two_valid_ones_the_earliest_stands(database: Database) -> None:
    with database.change("issue") as tx:
        made, people = course(tx, 0)
        [first] = issue(tx, made)
        facts = {"kind": "completion", "product": "SYB", "course_id": made.id, "enrolment_id": people[0].id}
        for number, day in (("A", date(2026, 4, 2)), ("Z", AFTER)):
            tx.add(Certificate(number=number, issued_on=day, **facts))
        [one] = register.eligible(tx, made, CATALOGUE, AFTER)
        assert one.certificate is not None
        assert one.certificate.number == first.number
        assert [given_.number for given_ in issue(tx, made)] == [first.number]


def test_a_look_gives_no_number_away(database: Database) -> None:
    with database.change("course") as tx:
        made, _people = course(tx, 0)
    with database.change("look", rehearse=True) as tx:
        assert sequences(issue(tx, made)) == [1]
    with database.change("issue") as tx:
        assert sequences(issue(tx, made)) == [1]


def test_two_offline_replicas_never_give_one_number(tmp_path: Path, database: Database) -> None:
    numbers = set()
    for each in (database, ready(tmp_path / "b.db")):
        with each.change("issue") as tx:
            numbers |= {one.number for one in issue(tx, course(tx, 0, 0)[0])}
    assert len(numbers) == 4


@hypothesis_settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["issue", "void", "delete", "undo"]), max_size=10))
def test_no_history_gives_a_number_twice(database: Database, history: list[str]) -> None:
    given_: set[str] = set()
    with database.change("course") as tx:
        made, _people = course(tx, 0, 0)
    for step in history:
        with database.change(step) as tx:
            valid = [one for one in tx.find(Certificate) if one.voided_on is None and one.course_id == made.id]
            if step == "issue":
                fresh = {one.number or "" for one in issue(tx, made)} - {one.number for one in valid}
                assert not fresh & given_
                given_ |= fresh
            elif step == "undo":
                last = tx.rows("SELECT max(id) FROM action WHERE label = 'issue' AND undone_by IS NULL")[0][0]
                if last:
                    tx.undo(last)
            elif valid and step == "void":
                register.void(tx, valid[0], "test", AFTER)
            elif valid:
                tx.delete(valid[0])


def test_an_office_without_country_is_told(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "x.db")
    with database.change("issue") as tx:
        made, _people = course(tx, 0)
        with pytest.raises(UserError, match="country is missing"):
            issue(tx, made)
        assert tx.find(Certificate) == []


def test_against_the_rule_only_with_a_name_and_a_reason(database: Database) -> None:
    with database.change("issue") as tx:
        made, people = course(tx, 5)
        with pytest.raises(UserError, match=r"P1 is not eligible.*5 of 10"):
            issue(tx, made, people[0].id)
        reasons = {people[0].id: "caught up at home"}
        for nobody in (None, " "):
            with pytest.raises(UserError, match="name of who decides"):
                issue(tx, made, people[0].id, overrides=reasons, issued_by=nobody)
        [one] = issue(tx, made, people[0].id, overrides=reasons, issued_by="Daw Su")
        assert (one.kind, one.override_reason, one.issued_by) == ("completion", "caught up at home", "Daw Su")
        assert issue(tx, made, people[0].id, overrides={people[0].id: "again"}) == [one]


def test_a_decision_goes_before_the_rule(database: Database) -> None:
    with database.change("issue") as tx:
        made, people = course(tx, 5, 0)
        course_outcomes.override(tx, people[0], "completed", by="Daw Su", reason="ill")
        course_outcomes.override(tx, people[1], "failed", by="Daw Su", reason="copied the plan")
        found = register.eligible(tx, made, CATALOGUE, AFTER)
    assert [one.kind for one in found] == ["completion", None]
    assert "Daw Su: ill" in found[0].reason


def test_a_training_of_trainers_gives_its_own_kind(database: Database) -> None:
    with database.change("issue") as tx:
        made, _people = course(tx, 0, products="SYB-TOT")
        [one] = issue(tx, made)
    assert one.kind == "tot"
    assert (one.number or "").startswith("SIYB-SYBTOT-MM-2026-")


def test_each_product_gives_its_own(database: Database) -> None:
    with database.change("issue") as tx:
        made, _people = course(tx, 0, 5, products="GYB SYB")
        assert [(one.product, *sequences([one])) for one in issue(tx, made)] == [("GYB", 1), ("SYB", 1)]


def test_an_enterprise_and_its_people(database: Database) -> None:
    with database.change("issue") as tx:
        made = courses.save(tx, CATALOGUE, products="SCORE-M1", starts=DAY, ends=DAY)
        session = sessions.add(tx, made, DAY, "day")
        firms = [tx.add(Enterprise(name=name)) for name in ("Good Shoes", "Absent Ltd")]
        for firm, mark in zip(firms, ("present", "absent"), strict=True):
            person = tx.add(Person(full_name=f"Manager of {firm.name}"))
            _seat, [sent] = enrolments.enrol_enterprise(tx, made.id, firm.id, [(person.id, "manager")])
            attendance.mark(tx, [(sent.id, session.id)], mark)
        given_ = issue(tx, made)
    assert [(one.name_printed, one.kind) for one in given_] == [
        ("Good Shoes", "enterprise"), ("Manager of Good Shoes", "attendance"),
    ]  # fmt: skip
    assert given_[0].person_id is None


def test_an_organisation_gets_one_that_speaks_of_an_organisation(database: Database) -> None:
    with database.change("issue") as tx:
        made = courses.save(tx, CATALOGUE, products="SYB", starts=DAY, ends=DAY)
        session = sessions.add(tx, made, DAY, "day")
        chamber = tx.add(Organisation(name="Chamber of Commerce"))
        seat = tx.add(Enrolment(course_id=made.id, learner="organisation", organisation_id=chamber.id, seat=1))
        attendance.mark(tx, [(seat.id, session.id)], "present")
        [one] = issue(tx, made)
        assert register.holder(tx, one) == chamber
    assert (one.name_printed, one.kind, one.person_id) == ("Chamber of Commerce", "organisation", None)


def test_voids_say_why_once(database: Database) -> None:
    with database.change("void") as tx:
        [one] = issue(tx, course(tx, 0)[0])
        with pytest.raises(UserError, match="Say why"):
            register.void(tx, one, " ")
        register.void(tx, one, "name misspelled", AFTER)
        with pytest.raises(UserError, match="already"):
            register.void(tx, one, "again")
        with pytest.raises(UserError, match="not printed"):
            register.count_printings(tx, [one])
        assert register.collect(tx, [one], "sister") == 0


def test_printings_and_collection(database: Database) -> None:
    with database.change("print") as tx:
        made, _people = course(tx, 0, 0)
        first, second = issue(tx, made)
        register.count_printings(tx, [first, second], AFTER)
        register.count_printings(tx, [second], AFTER)
        assert register.printings(tx, [first.id, second.id]) == {first.id: 1, second.id: 2}
        assert register.collect(tx, [first, second], None, AFTER) == 2
        assert register.collect(tx, [first, second], "sister") == 0
        assert len(tx.find(Printing)) == 3
        rows = register.rows(tx, course_id=made.id)
        assert [(row.name, row.printings, row.course_code) for row in rows] == [
            ("P2", 2, made.code),
            ("P1", 1, made.code),
        ]
        assert [row.name for row in register.rows(tx, text=(first.number or "")[:-2].lower())] == ["P1"]
        assert [row.name for row in register.rows(tx, text="P2", limit=1)] == ["P2"]
