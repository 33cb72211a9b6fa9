"""What goes back to the sender of a list speaks their language, in its notes too."""

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from openpyxl import load_workbook

from db.database import Database
from trainer_app import settings
from trainer_app.importing import taking
from trainer_app.importing.choices import Choices
from trainer_app.importing.opened import open_list
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import TRANSLATIONS, list_languages

FRENCH = """Formation : CREE, du 5 au 9 août 2019
N°;Prénom et nom;Sexe;Date de naissance;Téléphone
1;Awa Diop;F;12/03/1990;771234567
2;Modou Fall;H;31/02/1991;123
3;Khady Ndiaye;F;25/11/1985;771234569
"""


def test_a_french_list_goes_back_in_french_and_the_office_reads_its_own_language(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "office.db")
    with database.change("settings") as tx:
        settings.save(tx, "country", "SN")
    source = tmp_path / "liste.csv"
    source.write_text(FRENCH, "utf-8")
    opened = open_list(source)
    count, lost = taking.send_back(database, opened, Choices(), load_catalogue(), tmp_path / "back.xlsx")
    assert (count, str(lost).split(":")[0]) == (2, "This is a copy as a workbook (.xlsx)")
    book = load_workbook(tmp_path / "back.xlsx")
    assert book.sheetnames == ["Ce qui est à corriger", "csv"]
    assert [cell.value for cell in book["Ce qui est à corriger"][5]] == [
        "Feuille", "Cellules", "Saisi", "Ce qui a été trouvé", "Ce qui est permis", "Lignes", "État",
    ]  # fmt: skip
    assert "n’existe pas dans le calendrier" in book["csv"]["D4"].comment.text
    assert "trop court" in book["csv"]["E4"].comment.text
    again = open_list(tmp_path / "back.xlsx").read(Choices(), "SN")
    assert [(table.sheet, len(table.rows)) for table in again.tables] == [("csv", 3)]


@pytest.mark.parametrize("language", list_languages()[1:])
def test_translations_keep_what_is_filled_in_and_are_compiled(language: str) -> None:
    folder = TRANSLATIONS / language / "LC_MESSAGES"
    with (folder / "lists.po").open("rb") as file:
        told = {one.id: one.string for one in read_po(file) if isinstance(one.id, str) and one.id and one.string}
    for message, text in told.items():
        assert sorted(re.findall(r"{[^}]*}", message)) == sorted(re.findall(r"{[^}]*}", text)), message
    with (folder / "lists.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    assert {message: compiled.gettext(message) for message in told} == told
    for needed in ("What to fix", "Sheet", "Cells", "Typed", "What was found", "What is allowed", "Rows", "State"):
        assert needed in told


@pytest.mark.parametrize("language", list_languages()[1:])
def test_all_that_goes_back_to_a_sender_is_in_their_language(language: str) -> None:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "lists.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    missing = [one.id for one in catalogue if one.id and not all(one.string if one.pluralizable else [one.string])]
    assert missing == []


def test_whatever_marks_a_cell_is_among_what_is_translated_for_its_sender() -> None:
    root = Path(__file__).resolve().parents[3]
    senders = (root / "Makefile").read_text("utf-8").partition("to_senders :=")[2].partition("\nwritten")[0].split()
    of_the_office = {
        "by_question.py",
        "sheets.py",
        "tables.py",
        "words.py",
    }  # what is asked, left out, or wrong with its own words
    marking = {
        path.name
        for path in (root / "trainer_app" / "lists").glob("*.py")
        if re.search(r'\b_\(\s*"', path.read_text("utf-8"))
    }
    assert marking - of_the_office <= {name.rpartition(",")[2].rstrip(")") for name in senders}
