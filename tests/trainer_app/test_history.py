"""History: who, when, where and from which cell, in sentences that can be read; and the log of actions."""

from datetime import date
from pathlib import Path

import pytest

from db.clock import stamp_text
from db.database import Database
from db.journal import all_changes
from db.models import RECORDS, Attendance, Course, CourseSession, Enrolment, Person
from db.resolve import Change
from trainer_app import action_log, history
from trainer_app.history import Labels, of_action, of_record


@pytest.fixture
def database(tmp_path: Path) -> Database:
    found = Database.create(tmp_path / "a.db", name="Office")
    found.author = "Ana"
    with found.change("start") as tx:
        tx.add(Person(id="p1", full_name="Ma Khin", sex="F", birth_date=date(1990, 5, 1)))
        tx.add(Course(id="c1", code="C-1"))
        tx.add(Enrolment(id="e1", course_id="c1", person_id="p1"))
    return found


def test_a_field_shows_who_set_it_when_and_from_which_cell(database: Database) -> None:
    with database.change("import", kind="import") as tx:
        origin = {"file": "list.xlsx", "sheet": "Sheet1", "row": 4, "cell": "C4"}
        tx.update(tx.get(Person, "p1"), origin, full_name="Ma Khin Htay", sex=None)
        newest, first = of_record(tx, "person", "p1", "full_name")
    assert (newest.old, newest.new, newest.who, newest.computer) == ("Ma Khin", "Ma Khin Htay", "Ana", "Office")
    assert newest.source == "list.xlsx, Sheet1, C4"
    assert newest.sentence == (
        "Ana changed Full name of Ma Khin Htay from Ma Khin to Ma Khin Htay (from list.xlsx, Sheet1, C4)"
    )
    assert first.sentence == "Ana set Full name of Ma Khin Htay to Ma Khin"
    assert newest.at >= first.at
    assert newest.action_id != first.action_id


def test_values_are_read_as_words(database: Database) -> None:
    with database.change("edit") as tx:
        tx.update(
            tx.get(Person, "p1"),
            sex="M",
            birth_date=date(1991, 5, 1),
            is_trainer=True,
            merged_into="p1",
            birth_year=1991,
        )
        sentences = " | ".join(event.sentence for event in of_record(tx, "person", "p1"))
    for part in (
        "Sex of Ma Khin from Woman to Man",
        "May 1, 1991",
        "Is a trainer of Ma Khin to yes",
        "Joined with of Ma Khin to Ma Khin",
        "Birth year of Ma Khin to 1991",
    ):
        assert part in sentences


def test_deletions_undo_and_erasures_are_told(database: Database) -> None:
    with database.change("delete") as tx:
        tx.delete(tx.get(Person, "p1"))
        deleting = tx.action.id or 0
        assert of_record(tx, "person", "p1")[0].sentence == "Ana deleted Ma Khin"
    with database.change("undo", kind="undo") as tx:
        tx.undo(deleting)
        assert of_record(tx, "person", "p1")[0].sentence == "Ana took back a change of Deleted of Ma Khin"
    with database.change("erase") as tx:
        tx.erase(tx.get(Person, "p1"), {})
        events = of_record(tx, "person", "p1")
    assert "Ana erased Person for good" in [event.sentence for event in events]
    assert not any("Khin" in event.sentence for event in events)


def test_records_are_named_by_what_they_are(database: Database) -> None:
    with database.change("a") as tx:
        tx.add(CourseSession(id="s1", course_id="c1", number=2))
        tx.add(Attendance(id="a1", enrolment_id="e1", session_id="s1"))
        labels = Labels(tx)
        assert labels.record("enrolment", "e1") == "Participant: Ma Khin, C-1"
        assert labels.record("course_session", "s1") == "Session: C-1, 2"
        assert "Ma Khin" in labels.record("attendance", "a1")
        assert labels.record("person", "nobody") == "Person"
        assert labels.value("attendance", "mark", "half") == "half"
        assert labels.value("person", "notes", None) == "–"


def test_every_table_and_column_has_a_label(database: Database) -> None:
    assert history.TABLES.keys() == RECORDS.keys()
    for table, model in RECORDS.items():
        for field in model.model_fields:
            assert history.field_label(table, field)


def test_an_action_and_the_log(database: Database, tmp_path: Path) -> None:
    other = Database.create(tmp_path / "b.db", name="Trainer")
    with other.change("add") as tx:
        tx.add(Person(id="p2", full_name="Aung"))
    with other.read() as tx, database.change("Merged b.xlsx", kind="merge") as target:
        target.apply(list(all_changes(tx.connection)))
        target.describe(file="b.xlsx")
    with database.read() as tx:
        rows = action_log.actions(tx)
        assert [row.label for row in rows] == ["Merged b.xlsx", "start", "New database"]
        assert (rows[0].changes, rows[0].details, rows[0].author) == (2, {"file": "b.xlsx"}, "Ana")
        assert [row.kind for row in action_log.actions(tx, 10, None, "merge", "import")] == ["merge"]
        assert [row.id for row in action_log.actions(tx, 1, rows[0].id)] == [rows[1].id]
        events = of_action(tx, rows[0].id)
        assert {(event.who, event.computer) for event in events} == {("Trainer", "Trainer")}
        assert len(of_action(tx, rows[1].id, limit=3)) == 3


def test_an_action_is_taken_back_only_while_what_took_it_back_stands(database: Database) -> None:
    with database.change("edit") as tx:
        tx.update(tx.get(Person, "p1"), full_name="Daw Khin")
        edited = tx.action.id or 0
    last = edited
    for name, taken_back in (("Ma Khin", True), ("Daw Khin", False), ("Ma Khin", True)):
        with database.change("back", kind="undo") as tx:
            tx.undo(last)
            last = tx.action.id or 0
        with database.read() as tx:
            assert tx.get(Person, "p1").full_name == name
            row = next(row for row in action_log.actions(tx) if row.id == edited)
            assert (row.undone_by is not None) is taken_back


def test_the_log_is_searched_and_adds_up_what_an_exchange_brought(database: Database) -> None:
    with database.change("Merge a.xlsx", kind="merge") as tx:
        counts = {"read": 3, "new": 1, "changed": 1, "same": 1, "held": 0, "refused": 0}
        ledgers = [{"sheet": sheet, **counts} for sheet in ("courses", "participants")]
        tx.describe(file="a.xlsx", partner="Ko Aung", ledgers=ledgers)
    with database.change("Export b.xlsx", kind="export") as tx:
        tx.describe(file="b.xlsx", partner="Daw Mya", why="for May", rows={"courses": 2, "people": 5})
    with database.read() as tx:
        sent, came = action_log.actions(tx, 9, None, "merge", "export")
        assert sent.counts == {"rows": 7}
        assert came.counts == {"read": 6, "new": 2, "changed": 2, "same": 2, "held": 0, "refused": 0}
        for text in ("daw mya", "b.xlsx", "for may", "Export"):
            assert [row.id for row in action_log.actions(tx, 9, None, "merge", "export", text=text)] == [sent.id]
        assert action_log.count_actions(tx, "merge", "export") == 2
        assert action_log.count_actions(tx) == 3 + 1  # and the making of the database


def test_putting_a_merge_aside_and_having_it_again_is_told_so(database: Database) -> None:
    stamp = stamp_text(1, 0, "elsewhere")
    with database.change("merge", kind="merge") as tx:
        tx.apply([Change(stamp, "person", "p1", "set", {"phones": "09 1"}, {})])
        merged = tx.action.id or 0
    with database.change("undo", kind="undo") as tx:
        tx.undo(merged)
        undone = tx.action.id or 0
        sentence = of_record(tx, "person", "p1")[0].sentence
        assert sentence == "Ana put a change of Phone of Ma Khin, which a file had brought, aside on this computer"
    with database.change("undo", kind="undo") as tx:
        tx.undo(undone)
        assert of_record(tx, "person", "p1")[0].sentence == "Ana had again what was taken back of Ma Khin"
