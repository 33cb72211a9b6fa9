"""Ctrl-C at any moment of a command: one sentence that is true, exit code 130, the data as before or as after."""

import os
import pty
import select
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import col

from db.database import Database
from db.models import Course, Enrolment, Person
from trainer_app import dump, settings
from trainer_app.action_log import actions
from trainer_app.checking import check
from trainer_app.exchange.merging import Scope, send
from trainer_app.programmes.catalogue import load_catalogue

NOTHING = "Stopped. Nothing was changed.\n"
FINISHED = "Stopped. What was begun had been finished: {}. Nothing else was changed.\n"

# The application with real signals to itself: before statements of SQL by their number, and around those named;
# insisting: also before all that follow, such as those that roll back.
_STOPPING = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine

signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests themselves run in the background
moments, seen, sent = sys.argv.pop(1).split(","), [], []

def interrupt():
    sent.append(signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)

@event.listens_for(Engine, "before_cursor_execute")
def before(connection, cursor, statement, *more):
    seen.append(statement)
    if str(len(seen)) in moments or f"before {statement}" in moments or (sent and "insisting" in moments):
        interrupt()

@event.listens_for(Engine, "after_cursor_execute")
def after(connection, cursor, statement, *more):
    if f"after {statement}" in moments:
        interrupt()

if "loading" in moments:
    class Finder:
        def find_spec(self, name, path, target=None):
            if name == "trainer_app.cli.exchange":
                interrupt()
    sys.meta_path.insert(0, Finder())

from trainer_app.__main__ import main
try:
    main()
finally:
    if "count" in moments:
        print(f"statements: {len(seen)}", file=sys.stderr)
"""


@dataclass(frozen=True)
class Ended:
    code: int
    said: str  # on stderr


def run(moments: str, database: Path, *arguments: str) -> Ended:
    """A command in a process of its own, which nothing that it began outlives."""
    process = subprocess.Popen(
        [sys.executable, "-c", _STOPPING, moments, "--database", str(database), *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    said = process.communicate()[1]
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    return Ended(process.returncode, said)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office's database with two people who are one, two workbooks from the field, and a list."""
    folder = tmp_path_factory.mktemp("stopped")
    (folder / "inbox").mkdir()
    for number in range(2):
        trainer = Database.create(folder / f"trainer {number}.db", name=f"Trainer {number}")
        with trainer.change("course") as tx:
            course = tx.add(Course(code=f"SYB-{number}", programme="SIYB", products="SYB"))
            people = [Person(full_name=f"Ma Khin {number} {one}") for one in range(30)]
            tx.add_many(people)
            tx.add_many([
                Enrolment(course_id=course.id, person_id=person.id, seat=seat) for seat, person in enumerate(people, 1)
            ])  # fmt: skip
        workbook = folder / "inbox" / f"from trainer {number}.xlsx"
        send(trainer, workbook, load_catalogue(), Scope("everything"), sender=f"Trainer {number}")
    office = Database.create(folder / "office.db", name="Office", kind="office")
    with office.change("Two people") as tx:
        tx.add_many([Person(full_name="Daw Mya", phones="09 1"), Person(full_name="Daw Mya", phones="09 1")])
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["Course: GYB-7"], ["No", "Name", "Sex"], *([n, f"Somsak {n}", "M"] for n in range(1, 9))):
        book.active.append(row)
    book.save(folder / "list.xlsx")
    return folder


@pytest.fixture
def office(folder: Path, tmp_path: Path) -> Callable[[], Path]:
    """Gives the office's database anew, alone in a folder."""

    def anew() -> Path:
        shutil.rmtree(tmp_path / "office", ignore_errors=True)
        (tmp_path / "office").mkdir()
        return Path(shutil.copy(folder / "office.db", tmp_path / "office"))

    return anew


def digest(path: Path) -> str:
    database = Database.open(path)
    assert not [finding.sentence for finding in check(database) if finding.wrong]
    with database.read() as tx:
        return dump.digest(tx)


def merge(folder: Path, _office: Path) -> list[str]:
    return ["merge", str(folder / "inbox"), "--apply"]


def import_(folder: Path, _office: Path) -> list[str]:
    return ["import", str(folder / "list.xlsx"), "--apply", "--product", "GYB"]


def export(_folder: Path, office: Path) -> list[str]:
    return ["export", str(office.with_name("out.xlsx"))]


def join(_folder: Path, office: Path) -> list[str]:
    with Database.open(office).read() as tx:
        pair = [person.id for person in tx.find(Person, col(Person.full_name) == "Daw Mya")]
    return ["duplicates", "--join", *pair]


def undo(_folder: Path, office: Path) -> list[str]:
    with Database.open(office).read() as tx:
        return ["undo", str(actions(tx, 1)[0].id)]


COMMANDS = {
    merge: "Merge from trainer 0.xlsx; Merge from trainer 1.xlsx",
    import_: "Import list.xlsx",
    export: "Key of signature; Export out.xlsx",
    join: "Join two records",
    undo: "Undo: Two people",
}
"""What each has finished, once it has."""


def check_stopped(
    moments: str, folder: Path, database: Path, command: Callable[[Path, Path], list[str]], before: str
) -> bool:
    """Run the command until those moments; whether it says that it had finished, which is true."""
    ended = run(moments, database, *command(folder, database))
    assert (ended.code, ended.said) in ((130, NOTHING), (130, FINISHED.format(COMMANDS[command])))
    said_done = ended.said != NOTHING
    assert (digest(database) != before) == said_done
    assert database.with_name("out.xlsx").exists() == (said_done and command is export)
    assert not [file.name for file in database.parent.rglob("*") if file.name.startswith(".")]
    return said_done


@pytest.mark.parametrize("command", COMMANDS)
def test_whenever_it_is_stopped_it_is_as_before_or_as_after_and_says_which(
    folder: Path, office: Callable[[], Path], command: Callable[[Path, Path], list[str]]
) -> None:
    database = office()
    before = digest(database)
    whole = run("count", database, *command(folder, database))
    assert whole.code == 0
    statements = int(whole.said.rpartition(" ")[2])
    for share in (0.25, 0.6, 0.85) if command is merge else (0.6,):
        check_stopped(str(round(statements * share)), folder, office(), command, before)
    # A workbook that has its name is told of in the log: an export goes to its end from there.
    assert check_stopped("before COMMIT,insisting", folder, office(), command, before) == (command is export)
    assert check_stopped("after COMMIT", folder, office(), command, before)


@pytest.mark.parametrize("moment", ["loading", "1"])
def test_stopped_before_it_began_nothing_was_changed(folder: Path, office: Callable[[], Path], moment: str) -> None:
    database = office()
    assert not check_stopped(moment, folder, database, merge, digest(database))


def test_a_new_database_is_made_to_its_end(tmp_path: Path) -> None:
    ended = run("1", tmp_path / "new.db", "new", "--name", "Daw Mya")
    assert ended == Ended(130, FINISHED.format("New database; First settings"))
    with Database.open(tmp_path / "new.db").read() as tx:
        assert settings.get(tx, "your_name") == "Daw Mya"


def test_who_is_asked_for_a_password_can_leave_without_an_answer(office: Callable[[], Path]) -> None:
    database = office()
    terminal, inner = pty.openpty()
    process = subprocess.Popen(
        [
            sys.executable, "-c", _AT_A_TERMINAL, "--database", str(database), "export",
            str(database.with_name("out.xlsx")), "--password",
        ],
        stdin=inner, stdout=inner, stderr=inner, start_new_session=True,
    )  # fmt: skip
    os.close(inner)
    _shown_until(terminal, b"Password of the workbook")
    os.write(terminal, b"\x03")
    shown = _shown_until(terminal, None)
    os.close(terminal)
    assert process.wait(10) == 130
    assert NOTHING.strip().encode() in shown
    assert b"Traceback" not in shown
    assert not database.with_name("out.xlsx").exists()


_AT_A_TERMINAL = """
import fcntl, signal, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.default_int_handler)
from trainer_app.__main__ import main
main()
"""


def _shown_until(terminal: int, awaited: bytes | None) -> bytes:
    """What a terminal shows until something of it, or all. Fails after a minute without a word."""
    shown = b""
    while awaited is None or awaited not in shown:
        assert select.select([terminal], [], [], 60)[0], f"nothing more was shown after {shown!r}"
        try:
            shown += os.read(terminal, 1000)
        except OSError:  # how a terminal says that nobody is there any more
            assert awaited is None, shown
            break
    return shown
