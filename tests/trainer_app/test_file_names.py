"""However a file is called, what is said and logged of it stays one line that is read in its order."""

import json
import os
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import trainer_app.cli.exchange
import trainer_app.cli.lists  # noqa: F401 - this one too
from db.database import Database
from db.models import Course, Enrolment, Person
from trainer_app.certificates import pictures, trust_list
from trainer_app.cli import application
from trainer_app.errors import UserError
from trainer_app.exchange.merging import merge
from trainer_app.exchange.sending import Scope, send
from trainer_app.file_names import called
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.saving import replacing

NAMES = {
    "a.xlsx\nNote: all of it is merged.xlsx": "a.xlsx�Note: all of it is merged.xlsx",
    "list\r\tfinal.xlsx": "list��final.xlsx",
    "‮xcod.exe⁦.xlsx": "�xcod.exe�.xlsx",
    "[2Jred.xlsx": "�[2Jred�.xlsx",
    "می‌خواهم 👩‍🏫 ‏نص.xlsx": "می‌خواهم 👩‍🏫 ‏نص.xlsx",
}
if sys.platform == "linux":  # where a name is any bytes
    NAMES |= {os.fsdecode(b"caf\xe9.xlsx"): "caf\ufffd.xlsx", "ရ" * 81 + "n.xlsx": "ရ" * 81 + "n.xlsx"}


@pytest.mark.parametrize(("name", "shown"), NAMES.items())
def test_a_strange_name_breaks_no_line_and_turns_nothing_around(tmp_path: Path, name: str, shown: str) -> None:
    office = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with office.change("people") as tx:
        course = tx.add(Course(code="SYB-1", programme="SIYB", products="SYB"))
        person = tx.add(Person(full_name="Ma Khin"))
        tx.add(Enrolment(course_id=course.id, person_id=person.id))
    path = tmp_path / name
    send(office, path, load_catalogue(), Scope("everything"), sender="Office")
    book = openpyxl.load_workbook(path)
    book["Participants"]["H3"], book["Participants"]["J3"] = "U Ba", "some day"
    book.save(path)
    assert called(path) == shown
    words = ["--database", str(office.path), "merge", "--apply", str(path), "--refusals", str(tmp_path / "fix.xlsx")]
    lines = CliRunner().invoke(application, words).output.splitlines()
    assert f"{shown} from Office ({office.code})" in lines
    assert any(line.startswith(f"Refused: {shown}, sheet") for line in lines)
    assert openpyxl.load_workbook(tmp_path / "fix.xlsx").worksheets[0]["A6"].value == shown
    with office.read() as tx:
        logged = tx.rows("SELECT label, details FROM action WHERE kind IN ('export', 'merge') ORDER BY id")
        (origin,) = [one.origin for one in tx.history("person", person.id) if "father_name" in one.fields][-1:]
    assert [label for label, _details in logged] == [f"Export {shown}", f"Merge {shown}"]
    assert {json.loads(details)["file"] for _label, details in logged} == {shown}
    assert origin
    assert origin["file"] == shown
    path.write_bytes(b"PK no workbook")
    with pytest.raises(UserError) as error:
        merge(office, [path], apply=True)
    assert str(error.value).startswith(f"{shown} is named like a workbook")


@pytest.mark.parametrize(("name", "shown"), [(name, shown) for name, shown in NAMES.items() if len(shown) < 80])
def test_so_it_is_with_somebodys_own_list(tmp_path: Path, name: str, shown: str) -> None:
    office = Database.create(tmp_path / "office.db", name="Office", kind="office")
    path, other = tmp_path / "lists" / name, tmp_path / "lists" / "other.xlsx"
    path.parent.mkdir()
    book = openpyxl.Workbook()
    assert book.active
    for row in (["Course: SYB, 5-9 August 2019"], ["No", "Name", "Sex"], [1, "Ma Khin", "F"], [2, "Ko Aung", "?"]):
        book.active.append(row)
    book.save(path)
    book.save(other)
    told = CliRunner().invoke(application, ["--database", str(office.path), "import", str(path.parent)])
    assert {shown, "other.xlsx"} <= {*told.output.splitlines()}
    words = ["--database", str(office.path), "import", str(path), "--apply"]
    told = CliRunner().invoke(application, [*words, "--send-back", str(tmp_path / "back.xlsx")])
    assert told.exit_code == 0, told.output
    assert not any(sign in told.output for sign in name if sign in "\r\t\u202e\u2066\x1b\x9f")
    with office.read() as tx:
        [(label, _details)] = tx.rows("SELECT label, details FROM action WHERE kind = 'import'")
        origins = [one.origin for (person,) in tx.rows("SELECT id FROM person") for one in tx.history("person", person)]
    assert shown in label
    assert {(origin or {}).get("file") for origin in origins} == {shown}
    told = CliRunner().invoke(application, [*words, "--json"])
    assert json.loads(told.output)
    path.write_bytes(b"PK no workbook")
    refused = CliRunner().invoke(application, words)
    assert refused.exit_code == 1
    assert f"{shown} is named like a workbook" in refused.output


@pytest.mark.parametrize(("name", "shown"), [(name, shown) for name, shown in NAMES.items() if len(shown) < 80])
def test_and_with_what_is_no_picture_no_list_of_numbers_and_no_folder(tmp_path: Path, name: str, shown: str) -> None:
    path = tmp_path / name
    office = Database.create(tmp_path / "office.db")
    for read in (lambda _tx: pictures.read(path), lambda tx: trust_list.take(tx, path)):
        with pytest.raises(UserError) as error, office.change("read") as tx:
            read(tx)
        assert str(error.value).startswith(f"{shown} is not there")
    with pytest.raises(UserError) as error, replacing(path / "a.xlsx") as partial:
        partial.write_bytes(b"")
    assert str(error.value).startswith(f"There is no folder {tmp_path / shown}. Nothing was written.")


def test_what_has_no_name_is_refused_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    office = Database.create(tmp_path / "office.db")
    with pytest.raises(UserError, match="There is no workbook in the folder"):
        merge(office, [Path()], apply=True)
