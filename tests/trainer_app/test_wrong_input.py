"""Wrong input: a sentence for the person, exit code 1, and the database as it was."""

import ctypes
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import msoffcrypto
import openpyxl
import orjson
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from db.database import Database
from db.errors import DatabaseProblem
from db.models import Course, Enrolment, Person
from trainer_app import dump
from trainer_app.errors import UserError
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.spreadsheets import bounds
from trainer_app.workbook import machine

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


def digest(database: Database) -> str:
    with database.read() as tx:
        return dump.digest(tx)


@pytest.fixture
def office(tmp_path: Path) -> Database:
    database = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with database.change("people") as tx:
        course = tx.add(Course(code="SYB-1", programme="SIYB", products="SYB"))
        person = tx.add(Person(full_name="Somsak"))
        tx.add(Enrolment(course_id=course.id, person_id=person.id))
    return database


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A good workbook of somebody else."""
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    with trainer.change("people") as tx:
        course = tx.add(Course(code="SYB-2", programme="SIYB", products="SYB"))
        for number in range(3):
            person = tx.add(Person(full_name=f"Ma Khin {number}"))
            tx.add(Enrolment(course_id=course.id, person_id=person.id))
    path = tmp_path / "from the field.xlsx"
    send(trainer, path, load_catalogue(), Scope("everything"), sender="Trainer")
    return path


def machine_part(path: Path, change: Callable[[list[list[str]]], list[list[str]]]) -> Path:
    """A copy whose hidden sheet was changed by somebody."""
    book = openpyxl.load_workbook(path)
    sheet = book[machine.SHEET]
    rows = change([[str(cell.value or "") for cell in row] for row in sheet.iter_rows()])
    sheet.delete_rows(1, sheet.max_row)
    for row in rows:
        sheet.append(row)
    target = path.with_name("changed.xlsx")
    book.save(target)
    return target


def forged(path: Path, forge: Callable[[list], list]) -> Path:
    """A copy in which one change of the journal was forged, with all digests right."""

    def change(rows: list[list[str]]) -> list[list[str]]:
        head = machine.read_head(rows, path.name)
        lines = machine.unpack(machine.blob(rows, "journal"), head.journal_digest, path.name).decode().split("\n")
        lines[0] = orjson.dumps(forge(orjson.loads(lines[0]))).decode()
        journal, digest = machine.pack(lines)
        known = machine.Head(**{**head.__dict__, "journal_digest": digest})
        return machine.machine_rows(known, journal, machine.blob(rows, "base"))

    return machine_part(path, change)


def text_file(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("Name;Sex\nMa Khin;F\n", "utf-8")
    return path


def encrypted_ods(path: Path) -> Path:
    """As LibreOffice writes one with a password: its manifest is plain, all else is not."""
    target = path.with_name("secret.ods")
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", bytes(range(256)) * 8)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
            "</manifest:manifest>",
        )
    return target


def encrypted(path: Path) -> Path:
    target = path.with_name("secret.xlsx")
    with path.open("rb") as plain, target.open("wb") as secret:
        OOXMLFile(plain).encrypt("open sesame", secret)
    return target


def newer(path: Path) -> Path:
    def change(rows: list[list[str]]) -> list[list[str]]:
        return [[rows[0][0], orjson.dumps({"format": machine.FORMAT + 1}).decode()], *rows[1:]]

    return machine_part(path, change)


def cut(path: Path) -> Path:
    target = path.with_name("cut.xlsx")
    target.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return target


def without(part: str) -> Callable[[Path], Path]:
    """A copy that lacks a part of the archive."""

    def make(path: Path) -> Path:
        target = path.with_name("part missing.xlsx")
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                if entry.filename != part:
                    new.writestr(entry, old.read(entry))
        return target

    return make


def bomb(path: Path) -> Path:
    target = path.with_name("bomb.xlsx")
    block = b" " * (1 << 20)
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _number in range((bounds.UNPACKED >> 20) + 1):
            part.write(block)
    return target


def far_cell(path: Path) -> Path:
    book = openpyxl.load_workbook(path)
    book["Participants"].cell(1048576, 16384, " ")
    target = path.with_name("far.xlsx")
    book.save(target)
    return target


def own_list(path: Path) -> Path:
    target = path.with_name("list.xlsx")
    book = openpyxl.Workbook()
    book.active.append(["Name", "Sex"])
    book.save(target)
    return target


def no_machine_part(path: Path) -> Path:
    book = openpyxl.load_workbook(path)
    del book[machine.SHEET]
    target = path.with_name("no machine part.xlsx")
    book.save(target)
    return target


WORKBOOKS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "missing": (lambda path: path.with_name("nowhere.xlsx"), "There is no file"),
    "folder": (lambda path: path.parent / "empty", "no workbook in the folder"),
    "folder of lists": (lambda path: text_file(path.parent / "lists" / "people.csv").parent, "imported instead"),
    "text": (lambda path: text_file(path.with_name("list.xlsx")), "named like a workbook"),
    "plain text": (lambda path: text_file(path.with_name("list.csv")), "imported instead"),
    "encrypted": (encrypted, "protected with a password"),
    "encrypted .ods": (encrypted_ods, "protected in a way"),
    "newer": (newer, "newer version"),
    "cut": (cut, "not a readable spreadsheet"),
    "no workbook part": (without("xl/workbook.xml"), "no sheet with rows and columns"),
    "no sheet part": (without("xl/worksheets/sheet4.xml"), "its sheet “.+” is not readable"),
    "bomb": (bomb, "unpacks to"),
    "far cell": (far_cell, "far cell XFD1048576"),
    "own list": (own_list, "not a workbook of this application"),
    "no machine part": (no_machine_part, "lost its hidden sheet"),
    "head garbled": (lambda path: machine_part(path, lambda rows: [[rows[0][0], "{"], *rows[1:]]), "cannot be read"),
    "head altered": (
        lambda path: machine_part(path, lambda rows: [rows[0], [rows[1][0], rows[1][1][:-8] + "AAAAAAA="], *rows[2:]]),
        "was altered",
    ),
    "journal altered": (
        lambda path: machine_part(path, lambda rows: [row for row in rows if row[0] != "journal"]), "was altered",
    ),
    "unknown table": (lambda path: forged(path, lambda change: [change[0], "users", *change[2:]]), "never writes"),
    "own table": (lambda path: forged(path, lambda change: [change[0], "meta", *change[2:]]), "never writes"),
    "unknown field": (
        lambda path: forged(path, lambda change: [*change[:4], {"password": "x"}, *change[5:]]), "never writes",
    ),
    "the id": (lambda path: forged(path, lambda change: [*change[:4], {"id": "x"}, *change[5:]]), "never writes"),
    "wrong type": (
        lambda path: forged(path, lambda change: [*change[:4], {"code": 7}, *change[5:]]), "never writes",
    ),
    "nested": (
        lambda path: forged(path, lambda change: [*change[:4], {"code": {"a": 1}}, *change[5:]]), "never writes",
    ),
    "no stamp": (lambda path: forged(path, lambda change: ["now", *change[1:]]), "never writes"),
    "stamp a number": (lambda path: forged(path, lambda change: [1, *change[1:]]), "never writes"),
    "no record": (lambda path: forged(path, lambda change: [*change[:2], None, *change[3:]]), "never writes"),
    "unknown kind": (lambda path: forged(path, lambda change: [*change[:3], "drop", *change[4:]]), "never writes"),
    "basis of nothing": (
        lambda path: forged(path, lambda change: [*change[:5], {"name": "all"}, *change[6:]]), "never writes",
    ),
    "basis a list": (lambda path: forged(path, lambda change: [*change[:5], ["a"], *change[6:]]), "never writes"),
    "fields a list": (lambda path: forged(path, lambda change: [*change[:4], ["a"], *change[5:]]), "never writes"),
    "too short": (lambda path: forged(path, lambda change: change[:4]), "never writes"),
    "not a list": (lambda path: forged(path, lambda change: "change"), "never writes"),  # type: ignore[arg-type,return-value]
}  # fmt: skip


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_that_cannot_be_taken_is_told_in_a_sentence(
    office: Database, workbook: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "empty").mkdir()
    make, words = WORKBOOKS[name]
    before = digest(office)
    with pytest.raises(UserError, match=words):
        merge(office, [make(workbook)], apply=True)
    assert digest(office) == before


def test_a_bad_file_does_not_keep_the_good_ones_out(office: Database, workbook: Path, tmp_path: Path) -> None:
    bad = text_file(tmp_path / "a.xlsx")
    plan = merge(office, [bad, workbook], apply=True)
    assert [bool(file.problem) for file in plan.files] == [True, False]
    assert plan.files[1].new_records["person"] == 3


def test_a_protected_workbook_opens_with_its_password_only(office: Database, workbook: Path) -> None:
    secret = encrypted(workbook)
    with secret.open("rb") as file:
        assert msoffcrypto.OfficeFile(file).is_encrypted()
    with pytest.raises(UserError, match="password does not open"):
        merge(office, [secret], apply=True, password="guess")
    assert merge(office, [secret], apply=True, password="open sesame").changes_anything


def test_whatever_byte_is_changed_nothing_crashes_or_half_arrives(office: Database, workbook: Path) -> None:
    content = workbook.read_bytes()
    before = digest(office)
    target = workbook.with_name("bent.xlsx")
    for place in range(0, len(content), max(1, len(content) // 40)):
        target.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        with suppress(UserError):
            merge(office, [target], apply=False)
        assert digest(office) == before


# -- through the command line


def run(arguments: list[str], **extra: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "trainer_app", *arguments], capture_output=True, text=True, timeout=120, **extra
    )  # type: ignore[call-overload, no-any-return]


def refused(done: subprocess.CompletedProcess[str], words: str) -> None:
    assert done.returncode == 1, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_line_says_it_too(office: Database, workbook: Path) -> None:
    before = digest(office)
    refused(run(["--database", str(office.path), "merge", "--apply", str(cut(workbook))]), "not a readable")
    refused(run(["--database", str(office.path.with_name("none.db")), "merge", str(workbook)]), "no database")
    assert digest(office) == before


def small_disk(size: int) -> None:
    """From here on the process can write no file beyond so many bytes, and is told so as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def ordinary_rights() -> None:
    """From here on the rights of files bind the process, also where the tests run as root."""
    if os.getuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH:
            if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "the rights of root could not be dropped")


def sentence_of(call: str) -> str:
    """What a person without rights of the system is told."""
    code = f"""
from pathlib import Path
from trainer_app.exchange import merging
from trainer_app.errors import UserError, explained
class Database:
    open = staticmethod(lambda path: merging.Database.open(Path(path)))
def merge(database, paths):
    merging.merge(database, [Path(path) for path in paths], apply=True)
try:
    with explained():
        {call}
except UserError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, preexec_fn=ordinary_rights
    )
    assert not done.stderr
    return done.stdout


@pytest.mark.parametrize("room", [0, 1, 4])
def test_a_full_disk_is_told_and_leaves_everything_as_it_was(office: Database, workbook: Path, room: int) -> None:
    before = digest(office)
    size = office.path.stat().st_size * room // 16
    command = ["--database", str(office.path), "merge", "--apply", str(workbook)]
    refused(run(command, preexec_fn=lambda: small_disk(size)), "takes no more")
    assert digest(office) == before
    assert merge(office, [workbook], apply=True).changes_anything


def test_a_workbook_that_may_not_be_read(office: Database, workbook: Path) -> None:
    before = digest(office)
    workbook.chmod(0)
    assert "cannot be read" in sentence_of(f"merge(Database.open({str(office.path)!r}), [{str(workbook)!r}])")
    assert digest(office) == before


@pytest.mark.parametrize("what", ["database", "folder", "both"])
def test_a_database_that_may_not_be_written(office: Database, workbook: Path, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "of somebody else"
    folder.mkdir()
    path = office.backup("elsewhere").rename(folder / "office.db")
    before = digest(Database.open(path))
    if what != "folder":
        path.chmod(0o444)
    if what != "database":
        folder.chmod(0o555)
    try:
        command = ["--database", str(path), "merge", "--apply", str(workbook)]
        refused(run(command, preexec_fn=ordinary_rights), "cannot be written")
    finally:
        folder.chmod(0o755)
        path.chmod(0o644)
    assert digest(Database.open(path)) == before


def test_a_database_that_may_not_be_read(office: Database, workbook: Path) -> None:
    office.path.chmod(0)
    try:
        assert "Nothing was changed" in sentence_of(f"Database.open({str(office.path)!r})")
    finally:
        office.path.chmod(0o644)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.9])
def test_a_database_that_was_cut_off(office: Database, workbook: Path, share: float) -> None:
    whole = office.backup("whole").read_bytes()
    content = whole[: int(len(whole) * share)]
    office.path.write_bytes(content)
    for ending in "-wal", "-shm":
        Path(f"{office.path}{ending}").unlink(missing_ok=True)
    refused(run(["--database", str(office.path), "merge", "--apply", str(workbook)]), str(office.path))
    assert office.path.read_bytes() == content


def test_a_file_that_is_no_database(office: Database, workbook: Path) -> None:
    office.path.write_bytes(b"Name;Sex\n" * 1000)
    refused(run(["--database", str(office.path), "merge", str(workbook)]), "not a database of this application")


def test_a_database_in_use_by_another_program(
    office: Database, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.database.BUSY_SECONDS", 0)
    before = digest(office)
    with closing(sqlite3.connect(office.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseProblem) as problem:
            merge(office, [workbook], apply=True)
        assert problem.value.kind == "locked"
    assert digest(office) == before
