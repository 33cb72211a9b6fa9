"""The main journey, a test per step: three trainers and an office, from the first course to the follow-up interview.

Every step runs the command line that a person would type, and looks at what came of it.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from sqlmodel import col

from db.database import Database, Transaction
from db.models import Answer, Certificate, Course, Enrolment, FollowUp, Headcount, Person
from trainer_app.demo.papers import PEOPLE
from trainer_app.demo.story import Story

STEPS = (
    "open_databases", "hold_a_course", "print_certificates", "teach_a_class_and_trainers", "fill_in_by_hand",
    "send_everything", "merge_at_the_office", "send_back_and_report", "ask_again",
)  # fmt: skip


class Journey:
    """Plays the story up to a step, each step once."""

    def __init__(self, folder: Path) -> None:
        self.said: list[str] = []
        self.story = Story(folder, self.said.append)
        self.done = 0

    def up_to(self, step: str) -> Story:
        while self.done <= STEPS.index(step):
            getattr(self.story, STEPS[self.done])()
            self.done += 1
        return self.story


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    return Journey(tmp_path_factory.mktemp("journey"))


@pytest.fixture
def office(journey: Journey) -> Iterator[Transaction]:
    """The office's database, read after its merge."""
    story = journey.up_to("merge_at_the_office")
    with Database.open(story.office).read() as tx:
        yield tx


def read(path: Path) -> Any:
    return Database.open(path).read()


def test_each_has_a_database_of_their_own(journey: Journey) -> None:
    story = journey.up_to("open_databases")
    codes = {Database.open(path).code for path in (story.ann, story.ben, story.office)}
    assert len(codes) == 3


def test_25_participants_come_out_of_a_messy_list(journey: Journey) -> None:
    story = journey.up_to("hold_a_course")
    with read(story.ann) as tx:
        people = tx.find(Person, col(Person.is_trainer).is_(None))
        enrolments = tx.find(Enrolment)
    assert len(people) == len(enrolments) == 25
    assert sum(person.sex == "F" for person in people) == sum(row[2] == "F" for row in PEOPLE)
    assert {person.latin_name for person in people} >= {"Khin Htwe", "Sai Hla"}
    assert all(person.phones is None or person.phones.startswith("+959") for person in people)
    assert {person.age for person in people} >= {32, 45}  # typed in Burmese digits
    assert not [one.remark for one in enrolments if one.remark and ":" in one.remark and "No:" not in one.remark]


def test_attendance_leads_to_proposed_outcomes_with_reasons(journey: Journey) -> None:
    story = journey.up_to("hold_a_course")
    with read(story.ann) as tx:
        enrolments = {one.seat: one for one in tx.find(Enrolment)}
        marks = tx.rows("SELECT mark, count(*) FROM attendance WHERE NOT deleted GROUP BY mark ORDER BY mark")
    assert marks == [("absent", 5), ("present", 245)]
    assert all(one.outcome == "completed" for one in enrolments.values())
    assert "8 of 10" in (enrolments[7].outcome_reason or "")


def test_25_numbered_certificates_are_printed(journey: Journey) -> None:
    story = journey.up_to("print_certificates")
    with read(story.ann) as tx:
        certificates = tx.find(Certificate)
        code = tx.database.code
    assert len({one.number for one in certificates}) == 25
    assert all(code in (one.number or "") for one in certificates)
    pdf = pypdfium2.PdfDocument(story.paper / "certificates SYB Taunggyi.pdf")
    assert len(pdf) == 25
    page = pdf[0].get_textpage().get_text_range()
    assert certificates[0].number in page
    assert "Khin Htwe" in page
    pdf.close()


def test_a_class_is_totals_and_a_training_of_trainers_is_people(journey: Journey) -> None:
    story = journey.up_to("teach_a_class_and_trainers")
    with read(story.ben) as tx:
        kab, tot = (tx.find(Course, col(Course.products) == product)[0] for product in ("KAB", "SYB-TOT"))
        headcount = tx.find(Headcount)[0]
        trained = tx.find(Enrolment, col(Enrolment.course_id) == tot.id)
        classes = tx.find(Enrolment, col(Enrolment.course_id) == kab.id)
    assert [(one.learner, one.class_name, one.person_id) for one in classes] == [("class", "Class 9B", None)]
    assert (headcount.women, headcount.men) == (18, 15)
    assert len(trained) == 8


def test_a_trainer_without_the_application_fills_in_a_workbook(journey: Journey) -> None:
    story = journey.up_to("fill_in_by_hand")
    book = openpyxl.load_workbook(story.inbox / "Nang Hla.xlsx")
    assert "Lahpai Ja" in [cell.value for row in book["Participants"].iter_rows() for cell in row]


def test_everybody_sends_a_workbook(journey: Journey) -> None:
    story = journey.up_to("send_everything")
    assert {path.name for path in story.inbox.iterdir()} == {
        "Ann 1.xlsx", "Ann 1 corrected.xlsx", "Ann 2.xlsx", "Ben.xlsx", "Nang Hla.xlsx",
    }  # fmt: skip


def test_the_plan_says_what_merging_then_does(journey: Journey) -> None:
    story = journey.up_to("merge_at_the_office")
    plan = json.loads((story.folder / "plan.json").read_text())
    assert sum(file["conflicts"] for file in plan["files"]) == 2
    for file in plan["files"]:
        assert not file["problem"]
        for ledger in file["ledgers"]:
            assert ledger["read"] == sum(ledger[k] for k in ("new", "changed", "same", "held", "refused"))


def test_the_office_has_everybody_s_work(office: Transaction) -> None:
    assert len(office.find(Course)) == 4
    assert len(office.find(Enrolment)) == 25 + 8 + 6 + 1  # a class is enrolled, too
    assert len(office.find(Certificate)) == 25
    typed = office.find(Course, col(Course.code) == "SYB-NANG-1")[0]
    marks = office.rows(
        "SELECT count(*) FROM attendance a JOIN enrolment e ON e.id = a.enrolment_id WHERE e.course_id = :course",
        {"course": typed.id},
    )
    assert marks == [(60,)]


def test_both_conflicts_are_settled_and_both_values_stay_in_history(office: Transaction) -> None:
    assert office.rows("SELECT count(*) FROM conflict") == [(0,)]
    for name, one, other in (("Khin Htwe", "09420099001", "09420088001"), ("Sai Hla", "09420099002", "09420088002")):
        person = office.find(Person, col(Person.latin_name) == name)[0]
        said = {change.fields.get("phones") for change in office.history("person", person.id)}
        assert {one, other} <= said
        assert person.phones in (one, other)


def test_the_person_who_came_twice_is_one(office: Transaction) -> None:
    joined = office.find(Person, col(Person.merged_into).is_not(None))
    assert len(joined) == 1
    names = {joined[0].full_name, office.get(Person, joined[0].merged_into or "").latin_name}
    names |= {joined[0].latin_name, office.get(Person, joined[0].merged_into or "").full_name}
    assert {"Ma Thi Dar", "Thida"} <= names


def test_what_the_office_settled_reaches_the_trainer(journey: Journey) -> None:
    story = journey.up_to("send_back_and_report")
    with read(story.office) as tx:
        expected = tx.find(Person, col(Person.latin_name) == "Khin Htwe")[0].phones
    with read(story.ann) as tx:
        assert tx.find(Person, col(Person.latin_name) == "Khin Htwe")[0].phones == expected
        assert tx.rows("SELECT count(*) FROM conflict") == [(0,)]


def test_the_year_s_outreach_is_the_same_in_every_output(journey: Journey) -> None:
    story = journey.up_to("send_back_and_report")
    for suffix in ("pdf", "xlsx", "csv", "json"):
        assert (story.paper / f"outreach 2026.{suffix}").stat().st_size > 500
    data = json.loads((story.paper / "outreach 2026.json").read_text())
    people = next(part for part in data["parts"] if part["part"] == "table")
    assert people["total"]["seats"] == 25 + 6 + 33
    assert people["total"]["persons"] == 25 + 6 - 1  # one came twice
    with (story.paper / "outreach 2026.csv").open(encoding="utf-8-sig", newline="") as file:
        assert any(str(people["total"]["seats"]) in row for row in csv.reader(file))


def test_a_tracer_interview_ends_the_story(journey: Journey) -> None:
    story = journey.up_to("ask_again")
    with read(story.office) as tx:
        asked = tx.find(FollowUp, col(FollowUp.status) == "reached")
        answers = {one.question: one.value for one in tx.find(Answer)}
    assert len(asked) == 1
    assert answers == {"business_now": "yes", "workers_women": "2"}
    assert (story.folder / "office.jsonl").stat().st_size > 1000


def test_merging_all_workbooks_again_changes_nothing(journey: Journey) -> None:
    story = journey.up_to("ask_again")
    again = story.command(story.office, "merge", story.inbox, "--apply")
    assert not any(file["differences"] or file["new_records"] for file in again["files"])
