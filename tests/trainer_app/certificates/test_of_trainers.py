"""Certificates of trainers: each level by the practice that its rule asks for, or with a name and a reason."""

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from db.database import Database, Transaction
from db.models import Certificate, Course, CourseTrainer, Credential, Enrolment, Observation, Person, Visit
from trainer_app import settings
from trainer_app.certificates import of_trainers, register, verification
from trainer_app.certificates.drawing import draw_certificates
from trainer_app.certificates.printing import count_printed, drawings
from trainer_app.errors import UserError
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.people import trainers
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
TODAY = date(2026, 5, 20)
LEVELS = (
    ("SYB", "trainer", "SYB-TOT", "SYB", 2, "Trainer’s Certificate"),
    ("SYB", "master_trainer", "SYB-TOMT", "SYB-TOT", 1, "Master Trainer’s Certificate"),
    ("KAB", "facilitator", "KAB-TOT", "KAB", 1, "Facilitator’s Certificate"),
    ("KAB", "promoter", "", "KAB", 0, "Promoter’s Certificate"),
    ("KAB", "key_facilitator", "KAB-TOMT", "KAB-TOT", 1, "National Key Facilitator’s Certificate"),
    ("KAB", "international_key_facilitator", "", "KAB-TOT", 1, "International Key Facilitator’s Certificate"),
    ("SCORE-M2", "trainer", "SCORE-M2-TOT", "SCORE-M2", 1, "Trainer’s Certificate"),
    ("SCORE-M2", "expert", "", "SCORE-M2-TOT", 1, "Expert Trainer’s Certificate"),
)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "a.db")
    with made.change("a") as tx:
        settings.save(tx, "country", "MM")
        tx.add(Person(id="t", full_name="မခင်ဌေး", latin_name="Ma Khin Htay"))
    return made


def trained(tx: Transaction, product: str, level: str) -> None:
    trainers.add_step(
        tx, CATALOGUE, person_id="t", product=product, level=level, status="tot_done", since=date(2025, 9, 12)
    )


def practise(tx: Transaction, product: str, courses: int) -> None:
    """Hold courses of a product, each observed and visited as often as any rule asks."""
    for number in range(courses):
        course = tx.add(Course(products=product, ends=date(2026, 1, 1 + number)))
        tx.add(CourseTrainer(course_id=course.id, person_id="t"))
        tx.add(Observation(course_id=course.id, trainer_id="t", competency="method"))
        tx.add_many([Visit(course_id=course.id, trainer_id="t") for _number in range(3)])


def candidate(tx: Transaction, level: str) -> of_trainers.Candidate:
    (one,) = [one for one in of_trainers.candidates(tx, CATALOGUE, "t", TODAY) if one.kind == level]
    return one


@pytest.mark.parametrize(("product", "level", "tot", "practised", "courses", "title"), LEVELS)
def test_each_level_is_certified_by_its_practice_and_printed(
    database: Database, product: str, level: str, tot: str, practised: str, courses: int, title: str
) -> None:
    with database.change("issue") as tx:
        if tot:  # the training of trainers itself gives a certificate of another kind
            assert CATALOGUE.product(tot).certificate.kind == "tot"
        trained(tx, product, level)
        if level == "master_trainer":
            for status in ("refreshed", "exam_passed"):
                trainers.add_step(
                    tx, CATALOGUE, person_id="t", product=product, level=level, status=status, since=TODAY
                )
        if courses:
            before = candidate(tx, level)
            assert not before.eligible
            assert f"0 of {courses} practice" in before.reason
            with pytest.raises(UserError, match=r"မခင်ဌေး has not practised.*0 of"):
                of_trainers.issue(tx, [before], issued_by="Daw Su", issued_on=TODAY)
        practise(tx, practised, courses)
        one = candidate(tx, level)
        assert (one.eligible, one.certificate) == (True, None), one.reason
        [given] = of_trainers.issue(tx, [one], issued_by="Daw Su", issued_on=TODAY)
        assert (given.kind, given.product, given.override_reason) == (level, product, None)
        after = candidate(tx, level)
        assert after.place.certified_on == TODAY
        assert of_trainers.issue(tx, [after]) == [given]
        [shown] = drawings(tx, [given], CATALOGUE)
        assert (shown.title, shown.name, shown.latin_name, shown.dates) == (
            title, "မခင်ဌေး", "Ma Khin Htay", "20 May 2026",
        )  # fmt: skip
        count_printed(tx, [shown])
        assert register.printings(tx, [given.id]) == {given.id: 1}
        assert "course of" not in verification.verify(tx, given.number or "").sentence
        register.void(tx, given, "name misspelled", TODAY)
        assert "course of" not in verification.verify(tx, given.number or "").sentence
        assert candidate(tx, level).certificate is None
        assert of_trainers.of_person(tx, "t") == [given]
    memory = io.BytesIO()
    draw_certificates([shown], memory)
    text = pypdfium2.PdfDocument(memory.getvalue())[0].get_textpage().get_text_range()
    assert title in " ".join(text.split())
    assert CATALOGUE.product(product).name("en") in text


def test_against_the_rule_only_with_a_name_and_a_reason_and_never_for_who_is_suspended(database: Database) -> None:
    with database.change("issue") as tx:
        trained(tx, "SYB", "trainer")
        one = candidate(tx, "trainer")
        with pytest.raises(UserError, match="name of who decides"):
            of_trainers.issue(tx, [one], reason="observed before the records began")
        trainers.add_step(tx, CATALOGUE, person_id="t", product="SYB", status="suspended", since=TODAY)
        with pytest.raises(UserError, match="suspended by the office"):
            of_trainers.issue(tx, [candidate(tx, "trainer")], issued_by="Daw Su", reason="please")
        tx.delete(tx.find(Credential)[-1])
        [given] = of_trainers.issue(tx, [one], issued_by="Daw Su", reason=" observed before ", issued_on=TODAY)
        assert (given.override_reason, given.issued_by) == ("observed before", "Daw Su")
        assert [step.notes for step in trainers.history(tx, "t")] == [None, "observed before"]


def test_a_step_certified_alone_opens_no_certificate(database: Database) -> None:
    with database.change("issue") as tx:
        trainers.add_step(tx, CATALOGUE, person_id="t", product="SYB", status="certified", since=date(2019, 1, 1))
        one = candidate(tx, "trainer")
        assert not one.eligible
        [given] = of_trainers.issue(tx, [one], issued_by="Daw Su", reason="practice is on paper", issued_on=TODAY)
        assert len(trainers.history(tx, "t")) == 1  # certified long before
        trainers.add_step(tx, CATALOGUE, person_id="t", product="SYB", status="certified", since=date(2026, 6, 1))
        assert candidate(tx, "trainer").certificate is None  # renewed: one more is due
        assert of_trainers.of_person(tx, "t") == [given]


def test_a_licence_and_a_whole_programme_stand_on_the_paper(database: Database) -> None:
    with database.change("issue") as tx:
        trainers.add_step(
            tx, CATALOGUE, person_id="t", programme="KAB", level="facilitator", status="tot_done",
            since=date(2025, 9, 12),
        )  # fmt: skip
        practise(tx, "KAB", 1)
        [given] = of_trainers.issue(tx, [candidate(tx, "facilitator")], issued_on=TODAY)
        step = next(one for one in trainers.history(tx, "t") if one.status == "certified")
        tx.update(step, until=date(2029, 5, 19))
        [shown] = drawings(tx, [given], CATALOGUE)
    assert (shown.product, shown.dates) == ("Know About Business", "20 May 2026 – 19 May 2029")


def test_a_kab_facilitator_s_training_gives_no_facilitator_s_certificate(database: Database) -> None:
    with database.change("issue") as tx:
        course = tx.add(Course(products="KAB-TOT", starts=TODAY, ends=TODAY))
        tx.add(Enrolment(course_id=course.id, person_id="t", outcome="completed", outcome_by="Daw Su", seat=1))
        [one] = register.eligible(tx, course, CATALOGUE, date(2026, 6, 1))
    assert one.kind == "tot"


def test_a_certificate_travels_to_its_trainer_with_printings_and_its_voiding(
    database: Database, tmp_path: Path
) -> None:
    with database.change("issue") as tx:
        trained(tx, "SYB", "trainer")
        practise(tx, "SYB", 2)
        [given] = of_trainers.issue(tx, [candidate(tx, "trainer")], issued_by="Daw Su", issued_on=TODAY)
        count_printed(tx, drawings(tx, [given], CATALOGUE))
        other = tx.add(Person(full_name="Other"))
        tx.add(Certificate(number="of another", person_id=other.id, kind="trainer", product="SYB"))
    laptop = Database.create(tmp_path / "laptop.db", name="Ma Khin Htay")
    for state in ("good", "void"):
        path = tmp_path / f"{state}.xlsx"
        send(database, path, CATALOGUE, Scope("trainer", "t"), sender="Office")
        merge(laptop, [path], apply=True)
        with laptop.read() as tx:
            assert verification.verify(tx, given.number or "").state == state
            assert [one.number for one in tx.find(Certificate)] == [given.number]
            assert register.printings(tx, [given.id]) == {given.id: 1}
        if state == "good":
            with database.change("void") as tx:
                register.void(tx, tx.get(Certificate, given.id), "wrong name", TODAY)
