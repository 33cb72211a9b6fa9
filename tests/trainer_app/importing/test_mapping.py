"""The mapping file of an import, and lists that go in from a folder."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from xlsxwriter import Workbook

import trainer_app.cli.lists  # noqa: F401 - declares the command
from db.database import Database
from db.models import Enrolment, Person
from trainer_app.cli import application
from trainer_app.errors import UserError
from trainer_app.importing.mapping import mapping_for, read_mapping

MAPPING = """
product = "SYB"
[headings]
"Ime i prezime" = "full_name"
"Pol" = "sex"
[answers]
"q" = "one"
[files."north*.xlsx"]
product = "GYB"
answers = { q = "two" }
"""


def test_patterns_go_over_what_is_said_for_all(tmp_path: Path) -> None:
    path = tmp_path / "inbox.toml"
    path.write_text(MAPPING, "utf-8")
    content = read_mapping(path)
    north, south = mapping_for(content, "north 2.xlsx"), mapping_for(content, "south.xlsx")
    assert (north.product, north.answers, south.product, south.answers) == ("GYB", {"q": "two"}, "SYB", {"q": "one"})
    assert north.headings == {"Ime i prezime": "full_name", "Pol": "sex"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("colour = 1", "means nothing"), ("[headings]\nIme = 'nom'", "which is no field"), ("=", "form of TOML")],
)
def test_a_wrong_mapping_is_told(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "inbox.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UserError, match=sentence):
        read_mapping(path)


def test_a_folder_goes_in_and_a_broken_list_stops_nothing(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in ("north.xlsx", "south.xlsx"):
        with Workbook(str(inbox / name)) as book:
            sheet = book.add_worksheet(name[:5])
            rows = (
                ["Ime i prezime", "Pol", "Phone"],
                [f"Ana {name}", "F", f"0112223{ord(name[0])}"],
                [f"Ivo {name}", "M", "12"],
            )
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    (inbox / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (inbox / "notes.docx").write_bytes(b"no list")
    (tmp_path / "inbox.toml").write_text(MAPPING, "utf-8")
    Database.create(tmp_path / "a.db", name="office", kind="office")
    options = ["--mapping", str(tmp_path / "inbox.toml"), "--apply", "--send-back", str(tmp_path / "back"), "--json"]
    for verdict in ("new", "same"):
        result = CliRunner().invoke(application, ["--database", str(tmp_path / "a.db"), "import", str(inbox), *options])
        assert result.exit_code == 1, result.output
        told = {one["file"]: one for one in json.loads(result.stdout)["files"]}
        assert sorted(told) == ["broken.xlsx", "north.xlsx", "south.xlsx"]
        assert "damaged" in told["broken.xlsx"]["error"]
        assert told["north.xlsx"]["ledgers"][0][verdict] == 2
        assert told["north.xlsx"]["sent_back"] == 2  # a telephone number, and no dates
    assert load_workbook(tmp_path / "back" / "south.xlsx")["south"]["C3"].comment is not None
    (inbox / "letter.csv").write_text("Dear colleague,\nplease find the list attached.\n")
    options = ["--mapping", str(tmp_path / "inbox.toml")]
    told = CliRunner().invoke(application, ["--database", str(tmp_path / "a.db"), "import", str(inbox), *options])
    assert told.stdout.splitlines()[-4:-1] == [
        "4 files were looked at.",
        "1 file could not be taken: broken.xlsx",
        "No list was found in 1 file: letter.csv",
    ]
    with Database.open(tmp_path / "a.db").read() as tx:
        assert (len(tx.find(Person)), len(tx.find(Enrolment))) == (4, 4)
        assert [row[0] for row in tx.rows("SELECT DISTINCT products FROM course ORDER BY 1")] == ["GYB", "SYB"]
