"""What arrives for a record that was joined here, and when a cell was typed: said as it is, with nothing claimed."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import trainer_app.cli.databases
import trainer_app.cli.exchange  # noqa: F401 - declare the commands
from db.database import Database
from db.models import Course, Enrolment, Person
from trainer_app import history
from trainer_app.cli import application
from trainer_app.exchange import conflicts
from trainer_app.exchange.merging import FilePlan, Scope, merge, send
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue

GONE = "Ma Khin"
NOTE = (
    "Sheet “Participants”, row {row}: “Ma Khin” was joined with “Daw Khin” here. What was typed is kept with the "
    "joined record and does not show. Look at both in the history of “Daw Khin”, and type there what is right, or take "
    "the two apart."
)


@pytest.fixture
def office(tmp_path: Path) -> Database:
    database = Database.create(tmp_path / "office.db", name="Office", kind="office")
    database.author = "Ana"
    with database.change("start") as tx:
        tx.add(Course(id="c1", code="SYB-1", programme="SIYB", products="SYB"))
        for number, name in enumerate(("Daw Khin", GONE, "Aung"), 1):
            tx.add(Person(id=f"p{number}", full_name=name, phones="09 550 0000"))
            tx.add(Enrolment(course_id="c1", person_id=f"p{number}", seat=number))
    return database


@pytest.fixture
def workbook(office: Database, tmp_path: Path) -> Path:
    """A workbook for Daw Mya, written before anything is joined."""
    send(office, tmp_path / "sent.xlsx", load_catalogue(), Scope("course", "SYB-1"), sender="Office", partner="Daw Mya")
    return tmp_path / "sent.xlsx"


def join(database: Database) -> None:
    with database.change("join", kind="join") as tx:
        persons.join(tx, "p1", "p2")


def typed(workbook: Path, name: str, key: str, value: str) -> tuple[Path, int]:
    """The workbook with a cell typed in the row of that person, and the number of the row."""
    book = openpyxl.load_workbook(workbook)
    page = book["Participants"]
    keys = [str(cell.value).partition("/")[2] for cell in page[1]]
    (row,) = [line[0].row for line in page.iter_rows(min_row=3) if name in [cell.value for cell in line]]
    page.cell(row, keys.index(key) + 1, value)
    book.save(workbook.with_name("back.xlsx"))
    return workbook.with_name("back.xlsx"), row


def said(plan: FilePlan) -> list[str]:
    return [note for note in plan.notes if "joined" in note]


def run(database: Database, *words: str) -> str:
    told = CliRunner().invoke(application, ["--database", str(database.path), *words])
    assert told.exit_code == 0, told.output
    return told.output


def test_what_was_typed_for_a_joined_person_is_told_not_to_show(office: Database, workbook: Path) -> None:
    join(office)
    back, row = typed(workbook, GONE, "person.phones", "09 777")
    plan = merge(office, [back], apply=False).files[0]
    assert said(plan) == [NOTE.format(row=row)]
    told = run(office, "merge", str(back), "--apply")
    line = "Kept with the joined record, does not show: Ma Khin (joined with Daw Khin), Phone: 09 550 0000 → 09 777"
    assert line in told
    assert "Changed:" not in told
    assert NOTE.format(row=row) in told
    assert not said(merge(office, [back], apply=True).files[0])  # nothing new in it any more


def test_the_history_of_who_stands_tells_what_was_typed_for_the_joined(office: Database, workbook: Path) -> None:
    join(office)
    back, _row = typed(workbook, GONE, "person.phones", "09 777")
    merge(office, [back], apply=True)
    sentence = "Daw Mya changed Phone of Ma Khin (joined with Daw Khin) from 09 550 0000 to 09 777"
    with office.read() as tx:
        newest, *older = history.of_record(tx, "person", "p1", "phones")
        assert newest.sentence.startswith(sentence)
        assert len(older) == 2  # what each was made with
        assert newest.action_id is not None
        held = persons.held(tx, "p2")["history"]
        assert len([one for one in held if sentence in one]) == 1
        assert [event.new for event in history.of_record(tx, "person", "p2", "phones")] == ["09 777", "09 550 0000"]
    assert sentence in run(office, "history", "--record", "person", "p1")


def test_a_value_that_the_standing_person_has_too_is_not_said_to_be_unseen(office: Database, workbook: Path) -> None:
    join(office)
    with office.change("the same was told by phone") as tx:
        tx.update(tx.get(Person, "p1"), phones="09 777")
    back, _row = typed(workbook, GONE, "person.phones", "09 777")
    plan = merge(office, [back], apply=True).files[0]
    assert [(one.record, one.shows) for one in plan.differences] == [("p2", True)]
    assert not said(plan)


def test_what_another_database_changed_of_a_joined_person_is_told(
    office: Database, workbook: Path, tmp_path: Path
) -> None:
    other = Database.create(tmp_path / "other.db", name="Region")
    merge(other, [workbook], apply=True)
    with other.change("correct") as tx:
        tx.update(tx.get(Person, "p2"), phones="09 777")
        tx.update(tx.get(Person, "p3"), phones="09 888")
    join(office)
    back = tmp_path / "region.xlsx"
    send(other, back, load_catalogue(), Scope("everything"), sender="Region")
    plan = merge(office, [back], apply=True).files[0]
    assert {one.record: one.shows for one in plan.differences} == {"p2": False, "p3": True}
    (note,) = said(plan)
    assert note.startswith("This file changes 1 record that was joined with another here. What arrived is kept")


def test_who_sends_a_join_with_what_it_keeps_is_told_nothing(office: Database, workbook: Path, tmp_path: Path) -> None:
    other = Database.create(tmp_path / "other.db", name="Region")
    merge(other, [workbook], apply=True)
    with other.change("correct") as tx:
        tx.update(tx.get(Person, "p2"), phones="09 777")
    join(other)
    send(other, tmp_path / "region.xlsx", load_catalogue(), Scope("everything"), sender="Region")
    plan = merge(office, [tmp_path / "region.xlsx"], apply=True).files[0]
    assert {one.field for one in plan.differences if one.record == "p2"} == {"phones", "merged_into"}
    assert not said(plan)


def test_a_conflict_over_a_joined_person_says_who_stands(office: Database, workbook: Path) -> None:
    with office.change("the office corrects") as tx:
        tx.update(tx.get(Person, "p2"), phones="09 111")
    join(office)
    back, _row = typed(workbook, GONE, "person.phones", "09 777")
    assert "In conflict: Ma Khin (joined with Daw Khin), Phone" in run(office, "merge", str(back), "--apply")
    assert "Ma Khin (joined with Daw Khin) – Phone" in run(office, "conflicts")


def test_of_a_typed_cell_only_the_day_after_which_is_said(office: Database, workbook: Path) -> None:
    with office.change("the office corrects") as tx:
        tx.update(tx.get(Person, "p3"), phones="09 111")
    back, row = typed(workbook, "Aung", "person.phones", "09 888")
    told = run(office, "merge", str(back), "--apply")
    with office.read() as tx:
        (dispute,) = conflicts.find(tx)
        held = persons.held(tx, "p3")["history"]
    theirs, ours = sorted(dispute.values, key=lambda one: one.ours)
    assert (theirs.typed, ours.typed) == (True, False)
    after, at = f"after {theirs.at:%Y-%m-%d}", f"{ours.at:%Y-%m-%d %H:%M}"
    for text in told, run(office, "conflicts"):
        assert f"09 888   [Daw Mya, {after}, back.xlsx, Participants, L{row}]" in text
        assert f"09 111   [Ana, Office, {at}] shows" in text
    assert any(one.startswith(f"{after} Daw Mya changed Phone of Aung") for one in held)
    assert any(datetime.fromisoformat(one[:16]) for one in held if one.startswith("2"))


@pytest.mark.parametrize("command", ["merge", "conflicts"])
def test_the_help_says_what_typed_cells_count_for(command: str) -> None:
    told = CliRunner().invoke(application, [command, "--help"]).output
    assert "cells typed into a workbook count as of the time when that was written" in " ".join(told.split())
