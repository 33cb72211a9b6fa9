"""Undo and redo, one action at a time, as in every good editor."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.database import Database
from db.models import Person
from trainer_app import undoing


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


def test_a_merge_is_not_undone_by_the_way(folder: Path) -> None:
    database = Database.create(folder / "b.sqlite")
    with database.change("merge", kind="merge") as tx:
        tx.add(Person(full_name="merged"))
    with database.change("undo", kind="undo") as tx:
        assert undoing.undo(tx) is None
    assert name(database) == "merged"
