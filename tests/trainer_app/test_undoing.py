"""Undo and redo, one action at a time, as in every good editor."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.database import Database
from db.models import Course, Person
from trainer_app import undoing
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("undo")


def name(database: Database) -> str | None:
    with database.read() as tx:
        found = tx.find(Person)
    return found[0].full_name if found else None


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["edit", "undo", "redo"]), max_size=12))
def test_undo_and_redo_go_through_the_actions_like_a_stack(folder: Path, steps: list[str]) -> None:
    path = folder / "a.sqlite"
    for leftover in folder.glob("a.sqlite*"):
        leftover.unlink()
    database = Database.create(path)
    done: list[str] = []
    undone: list[str] = []
    for number, step in enumerate(steps):
        if step == "edit":
            with database.change(f"edit {number}") as tx:
                found = tx.find(Person)
                if found:
                    tx.update(found[0], full_name=f"name {number}")
                else:
                    tx.add(Person(full_name=f"name {number}"))
            done.append(f"name {number}")
            undone = []
        else:
            source, target = (done, undone) if step == "undo" else (undone, done)
            with database.change(step, kind="undo") as tx:
                label = getattr(undoing, step)(tx)
            assert (label is None) == (not source)
            if source:
                target.append(source.pop())
        assert name(database) == (done[-1] if done else None)


@pytest.mark.parametrize("kind", undoing.BY_NAME)
def test_the_undo_key_stops_at_what_came_in_and_takes_back_no_older_work(tmp_path: Path, kind: str) -> None:
    database = Database.create(tmp_path / "b.sqlite")
    with database.change("edit") as tx:
        person = tx.add(Person(full_name="typed"))
    with database.change("Merge ann.xlsx", kind=kind) as tx:
        tx.add(Course(code="SYB-1"))
        merged = tx.action.id or 0
    with pytest.raises(undoing.InTheLog, match=r"ann\.xlsx"), database.change("undo", kind="undo") as tx:
        undoing.undo(tx)
    assert name(database) == "typed"
    with database.change("later edit") as tx:
        tx.update(person, full_name="typed later")
    with database.change("undo", kind="undo") as tx:
        assert undoing.undo(tx) == "later edit"
    with database.change("taken back in the log", kind="undo") as tx:
        undoing.take_back(tx, merged)
    with database.change("undo", kind="undo") as tx:
        assert undoing.undo(tx) == "edit"
    assert name(database) is None


def test_nothing_is_done_again_over_what_came_in_since(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "b.sqlite")
    with database.change("edit") as tx:
        tx.add(Person(full_name="typed"))
    with database.change("undo", kind="undo") as tx:
        undoing.undo(tx)
    with database.change("Merge ann.xlsx", kind="merge") as tx:
        tx.add(Course(code="SYB-1"))
    with database.change("redo", kind="redo") as tx:
        assert undoing.redo(tx) is None


def test_undoing_a_merge_says_whom_it_was_passed_on_to(tmp_path: Path) -> None:
    office = Database.create(tmp_path / "office.db", name="Office", kind="office")
    trainer = Database.create(tmp_path / "trainer.db", name="Ann")
    with trainer.change("course") as tx:
        tx.add(Course(code="SYB-1"))
    send(trainer, tmp_path / "ann.xlsx", load_catalogue(), Scope("everything"), sender="Ann")
    merged = merge(office, [tmp_path / "ann.xlsx"], apply=True).action_ids[0]
    send(office, tmp_path / "on.xlsx", load_catalogue(), Scope("everything"), sender="Office", partner="Region")
    with office.change("undo", kind="undo") as tx:
        assert undoing.take_back(tx, merged).passed_on == ["Region"]
        undone = tx.action.id or 0
        assert not tx.find(Course)
    with office.change("undo", kind="undo") as tx:
        assert undoing.take_back(tx, undone).passed_on == []
        assert tx.find(Course)
