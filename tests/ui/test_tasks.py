"""Work on the data: off the window's thread, in order, told once, and never to somebody who is gone."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import col

from db.database import Database
from db.models import Place
from trainer_app.errors import UserError
from trainer_app.progress import Cancelled, Progress
from ui import tasks as tasks_module
from ui.tasks import AGAIN_MS, Tasks


def _names(tx: Any) -> list[str | None]:
    return [place.name for place in tx.find(Place, order_by=col(Place.name))]


def _add(name: str) -> Any:
    return lambda tx: tx.add(Place(name=name)).name


def test_a_change_is_written_and_tells_its_tables_and_its_result_in_the_window_s_thread(
    qtbot: QtBot, tasks: Tasks
) -> None:
    told: list[Any] = []
    with qtbot.waitSignal(tasks.changed) as changed:
        tasks.change("Add a place", _add("Yangon"), lambda result: told.append((result, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(told))
    assert changed.args == [frozenset({"place"})]
    assert told == [("Yangon", threading.main_thread())]


def test_work_runs_in_another_thread(qtbot: QtBot, tasks: Tasks) -> None:
    threads: list[Any] = []
    tasks.query(lambda _tx: threading.current_thread(), threads.append, owner=None)
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()


def test_changes_keep_the_order_in_which_they_were_asked_for(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[str] = []
    names = [f"Place {number:02}" for number in range(20)]
    for name in names:
        tasks.change("Add", _add(name), told.append)
    qtbot.waitUntil(lambda: len(told) == 20)
    assert told == names


def test_a_failing_change_writes_nothing_and_reaches_on_error_or_failed(qtbot: QtBot, tasks: Tasks) -> None:
    def half(tx: Any) -> None:
        tx.add(Place(name="Half"))
        raise UserError("No.")

    errors: list[Exception] = []
    tasks.change("Half", half, on_error=errors.append)
    with qtbot.waitSignal(tasks.failed) as failed:
        tasks.change("Half", half)
    found: list[Any] = []
    tasks.query(_names, found.append, owner=None)
    qtbot.waitUntil(lambda: bool(found))
    assert [str(error) for error in errors] == ["No."]
    assert str(failed.args[0]) == "No."
    assert found == [[]]


def test_a_result_is_dropped_when_its_owner_is_deleted_or_hidden(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[str] = []
    hold = threading.Event()
    hidden, gone, shown = QWidget(), QObject(), QWidget()
    qtbot.addWidget(hidden)
    qtbot.addWidget(shown)
    shown.show()
    for name, owner in (("hidden", hidden), ("gone", gone), ("shown", shown)):
        tasks.query(lambda _tx, name=name: hold.wait(5) and name, told.append, owner=owner)
    gone.deleteLater()
    qtbot.wait(10)
    del gone
    hold.set()
    qtbot.waitUntil(lambda: not tasks.works)
    assert told == ["shown"]


def test_an_error_of_a_change_is_told_even_if_its_owner_is_hidden(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)

    def refuse(_tx: Any) -> None:
        raise UserError("No.")

    with qtbot.waitSignal(tasks.failed):
        tasks.change("Refused", refuse, on_error=lambda _error: pytest.fail("told to the hidden"), owner=owner)


def test_a_newer_query_of_the_same_topic_replaces_the_older(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[int] = []
    owner = QObject()
    hold = threading.Event()
    tasks.query(lambda _tx: hold.wait(5) and 1, told.append, owner=owner, topic="find")
    tasks.query(lambda _tx: 2, told.append, owner=owner, topic="find")
    qtbot.waitUntil(lambda: told == [2])
    hold.set()
    qtbot.waitUntil(lambda: not tasks.works)
    assert told == [2]


def test_a_query_that_ran_before_a_waiting_change_of_its_owner_is_run_again(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QObject()
    hold, told = threading.Event(), list[Any]()

    def slow_add(tx: Any) -> None:
        hold.wait(5)
        tx.add(Place(name="New"))

    tasks.change("Add", slow_add, owner=owner)
    asked: list[int] = []
    tasks.query(lambda tx: (asked.append(1), _names(tx))[1], told.append, owner=owner)
    qtbot.waitUntil(lambda: len(asked) == 1)
    qtbot.wait(30)
    assert told == []
    hold.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [["New"]]


def test_what_is_not_wholly_answered_yet_is_told_and_asked_again(qtbot: QtBot, tasks: Tasks) -> None:
    owner, told, ready = QWidget(), list[str](), threading.Event()
    qtbot.addWidget(owner)
    owner.show()

    def ask(tx: Any) -> str:
        tx.incomplete = not ready.is_set()
        return "all" if ready.is_set() else "some"

    tasks.query(ask, told.append, owner=owner, topic="known")
    qtbot.waitUntil(lambda: told[:2] == ["some", "some"])
    assert tasks.busy(owner)
    ready.set()
    qtbot.waitUntil(lambda: told[-1] == "all")
    assert not tasks.busy(owner)
    ready.clear()
    told.clear()
    tasks.query(ask, told.append, owner=owner, topic="known")
    qtbot.waitUntil(lambda: told == ["some"])
    tasks.query(lambda _tx: "another", told.append, owner=owner, topic="known")  # replaces the one that waits
    qtbot.waitUntil(lambda: "another" in told)
    qtbot.wait(2 * AGAIN_MS)
    assert told == ["some", "another"]
    tasks.query(ask, told.append, owner=owner, topic="known")
    qtbot.waitUntil(lambda: told[-1] == "some")
    owner.hide()  # nobody looks any more
    qtbot.waitUntil(lambda: not tasks.busy())
    assert told == ["some", "another", "some"]


def test_cancelled_work_leaves_nothing_even_without_looking_at_its_progress(qtbot: QtBot, tasks: Tasks) -> None:
    begun, hold = threading.Event(), threading.Event()

    def add(tx: Any) -> None:
        tx.add(Place(name="Not wanted"))
        begun.set()
        hold.wait(5)

    work = tasks.change("Add", add, lambda _result: pytest.fail("done"))
    assert begun.wait(5)
    work.cancel()
    hold.set()
    qtbot.waitUntil(lambda: not tasks.works)
    found: list[Any] = []
    tasks.query(_names, found.append, owner=None)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [[]]


def test_slow_work_is_told_with_its_progress_and_stops_at_its_next_step(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks_module, "SLOW_MS", 20)
    steps: list[int] = []

    def count(progress: Progress) -> None:
        for number in range(10_000):
            steps.append(number)
            progress.step(number, 10_000, "Counting")
            threading.Event().wait(0.002)

    with qtbot.waitSignal(tasks.started) as started:
        tasks.run("Count", count, progress=True)
    work = started.args[0]
    assert (work.label, work.text, work.total) == ("Count", "Counting", 10_000)
    work.cancel()
    qtbot.waitUntil(lambda: not tasks.works)
    assert len(steps) < 5_000
    assert isinstance(work.error, Cancelled)


def test_a_rehearsal_gives_its_result_and_changes_nothing(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[Any] = []
    tasks.changed.connect(lambda tables: told.append(tables))
    tasks.change("Try", _add("Never"), told.append, rehearse=True)
    qtbot.waitUntil(lambda: bool(told))
    tasks.query(_names, told.append, owner=None)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["Never", []]


def test_after_the_end_what_was_written_is_kept_and_nobody_is_told(
    qtbot: QtBot, tasks: Tasks, database: Database
) -> None:
    told: list[Any] = []
    tasks.change("Add", lambda tx: tx.add(Place(name="Bago")), told.append)
    tasks.query(lambda tx: tx.find(Place), told.append, owner=None)
    tasks.close()
    qtbot.waitUntil(lambda: not tasks.works)
    assert told == []
    with database.read() as tx:
        assert [place.name for place in tx.find(Place)] == ["Bago"]
