"""What is remembered of a sender's lists holds for the next list of the layout, also on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import trainer_app.cli.lists  # noqa: F401 - declares the command
from trainer_app.cli import application
from trainer_app.importing import memory
from trainer_app.importing.choices import Choices
from trainer_app.importing.mapping import read_mapping
from trainer_app.importing.opened import open_list
from trainer_app.importing.wizard import ListFile


def kept(office: Any, sender: str, folder: Path) -> ListFile:
    """A list of which a question was answered and a column named, remembered."""
    file = office.begin(office.write())
    (asked,) = [one for one in file.problems() if one.kind == "question"]
    file.answer(asked, "F")
    file.name_column(file.reading.tables[0], "Mobile money", "remark")
    file.correct([("List", "D4")], "28/02/1991")
    memory.remember(sender, file.reading.tables, file.choices, file.asked.values(), language="fr", folder=folder)
    return file


def test_the_next_list_of_the_layout_is_read_alike_whatever_its_sheet_is_called(office: Any, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    kept(office, 'Mya "Ko", Hpa-An\\', folder)
    rows: list[list[object]] = [
        ["Course: GYB, 1-3 July 2020"], [], ["No", "Name", "Sex", "Date of birth", "Phone", "Mobile money"],
        [1, "Thida", "mmm", "25/03/1990", "09443790599", "yes"],
    ]  # fmt: skip
    opened = open_list(office.write(rows, "next.xlsx", "Other sheet"))
    found = memory.recall(opened.grids, folder=folder)
    assert found is not None
    assert (found.sender, found.language) == ('Mya "Ko", Hpa-An\\', "fr")
    file = ListFile(opened.path)
    file.take_opened(opened, found)
    assert not file.would_lose
    office.refresh(file)
    assert file.reading.questions == ()
    assert file.reading.tables[0].rows[0].values["sex"].value == "F"
    assert file.choices.corrections == {}
    assert memory.senders(folder) == ['Mya "Ko", Hpa-An\\']


def test_another_layout_or_another_sender_is_not_read_alike(office: Any, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    kept(office, "Mya", folder)
    opened = open_list(office.write())
    assert memory.recall(opened.grids, "mya", folder) is not None
    assert memory.recall(opened.grids, "Somebody else", folder) is None
    other = open_list(office.write([["Name", "Sex"], ["Aye", "F"]], "other.xlsx"))
    assert memory.recall(other.grids, folder=folder) is None
    (folder / "broken.toml").write_text("layout = [", "utf-8")
    assert memory.recall(opened.grids, folder=folder) is not None


def test_what_is_remembered_is_a_mapping_file_too(office: Any, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    kept(office, "Mya", folder)
    (path,) = folder.iterdir()
    assert read_mapping(path)["headings"] == {"Mobile money": "remark"}


def test_the_command_line_reads_as_the_window_learnt(office: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("TRAINER_APP_DATA", str(tmp_path / "data"))
    (tmp_path / "data" / "lists").mkdir(parents=True)
    kept(office, "Mya", tmp_path / "data" / "lists")
    arguments = ["--database", str(office.database.path), "import", str(office.write()), "--plan", "--json"]

    def questions(*more: str) -> int:
        result = CliRunner().invoke(application, [*arguments, *more])
        assert result.exit_code == 0, result.output
        return len(json.loads(result.stdout)["questions"])

    assert (questions(), questions("--sender", "Mya"), questions("--sender", "Bo"), questions("--forget")) == (
        0,
        0,
        1,
        1,
    )


TURKISH = "Sıra;Adı Soyadı;Cinsiyeti\n1;Ayşe Yıldız;K\n2;Mehmet Öztürk;E\n"
PLAIN = "No;Name;Sex\n1;Ayşe Yıldız;F\n2;Mehmet Öztürk;M\n"


@pytest.mark.parametrize(
    ("text", "sender", "kept"),
    [(TURKISH, "Kaya", True), (PLAIN, "Kaya", True), (TURKISH, "", True), (PLAIN, "", False)],
)
def test_a_code_page_is_kept_of_a_sender_or_of_headings_that_are_in_it(
    text: str, sender: str, kept: bool, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode("cp857"))
    opened = open_list(path, None, "cp857")
    headings = {"Adı Soyadı": "full_name"}
    tables = opened.read(Choices(headings)).tables
    memory.remember(sender, tables, Choices(headings), encoding="cp857", folder=tmp_path)
    again, known = memory.open_as_before(path, folder=tmp_path)
    assert (again.encoding == "cp857") is kept
    assert known is not None or not kept
    assert memory.open_as_before(path, encoding="cp866", folder=tmp_path)[0].encoding == "cp866"


def test_the_code_page_of_one_list_is_not_that_of_another(tmp_path: Path) -> None:
    path, other = tmp_path / "list.csv", tmp_path / "other.csv"
    path.write_bytes(TURKISH.encode("cp857"))
    memory.remember("Kaya", open_list(path, None, "cp857").read(Choices()).tables, Choices(), encoding="cp857",
                    folder=tmp_path)  # fmt: skip
    other.write_bytes("Nom;Prénom;Sexe\nDième;Aïssatou;F\nNdèye;Thérèse;F\n".encode("cp1252"))
    opened, known = memory.open_as_before(other, folder=tmp_path)
    assert (opened.encoding, known) == ("cp1252", None)
