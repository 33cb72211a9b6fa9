"""A workbook in its reader's language, whatever the window's, and read back whatever its language."""

import ast
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from db.database import Database
from db.models import Person
from trainer_app import enterprises
from trainer_app.courses import courses, enrolments, headcounts, sessions
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.follow_ups import follow_ups, visits
from trainer_app.formats import fold
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import TRANSLATIONS, in_language, workbook_languages
from trainer_app.workbook import cells, edits, second_rows, sheets, wording
from trainer_app.workbook.sheets import CODE_LISTS, SHEETS

CATALOGUE = load_catalogue()
LANGUAGES = ("ar", "es", "fr")
XLSX = "Calc MS Excel 2007 XML"


@pytest.fixture(scope="module")
def shown() -> list[str | tuple[str, str]]:
    """Every text that a workbook shows, and each reason for a refusal; one with a number in both English forms."""
    keywords = {"_": None, "N_": None, "NN_": (1, 2), "ngettext": (1, 2)}
    return [
        found[1]
        for module in (cells, edits, second_rows, sheets, wording)
        for found in extract_from_file("python", Path(module.__file__), keywords=keywords)
    ]


def reasons_of_forms() -> set[str]:
    """What is said by the checks that a workbook shares with the forms (rules.py)."""
    found = set()
    for module in (courses, enrolments, enterprises, follow_ups, headcounts, persons, sessions, visits):
        for function in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef) and (function.name == "problems" or function.name[:4] == "_of_"):
                found |= {
                    str(call.args[0].value)
                    for call in ast.walk(function)
                    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "N_")
                    if isinstance(call.args[0], ast.Constant)
                }
    return found


def catalogue(language: str) -> Catalog:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "workbook.po").open("rb") as file:
        return read_po(file, locale=language)


def words(found: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The translations of each text, of one with a number all forms."""
    return {
        (m.id,) if isinstance(m.id, str) else tuple(m.id): (m.string,) if isinstance(m.string, str) else tuple(m.string)
        for m in found
        if m.id
    }


def test_there_are_these_languages() -> None:
    assert set(LANGUAGES) <= set(workbook_languages())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_a_workbook_is_translated(language: str, shown: list[str | tuple[str, str]]) -> None:
    found = catalogue(language)
    for text in shown:
        message = found.get(text)
        assert message is not None, text
        assert not message.fuzzy, text
        forms = message.string if message.pluralizable else (message.string,)
        assert all(forms), text
        places = re.findall(r"\{\w*\}", text if isinstance(text, str) else text[1])
        for form in forms:  # "one person" and "two people" may be words alone
            said = sorted(re.findall(r"\{\w*\}", form))
            assert said == sorted(places) or (message.pluralizable and not said), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_that_forms_have_too_is_translated(language: str) -> None:
    found, asked = catalogue(language), reasons_of_forms()
    assert len(asked) > 40
    for text in asked:
        message = found.get(text)
        assert message is not None, text
        assert message.string, text
        assert sorted(re.findall(r"\{[\w:]*\}", message.string)) == sorted(re.findall(r"\{[\w:]*\}", text)), text


@pytest.mark.parametrize(
    ("language", "people", "sentence"),
    [
        ("en", 1, "It holds personal data of 1 person."),
        ("en", 2, "It holds personal data of 2 people."),
        ("fr", 1, "Il contient des données personnelles de 1 personne."),
        ("fr", 2, "Il contient des données personnelles de 2 personnes."),
        ("es", 1, "Contiene datos personales de 1 persona."),
        ("es", 2, "Contiene datos personales de 2 personas."),
        ("ar", 1, "يحتوي على بيانات شخصية لشخص واحد."),
        ("ar", 2, "يحتوي على بيانات شخصية لشخصين."),
        ("ar", 3, "يحتوي على بيانات شخصية لـ 3 أشخاص."),
        ("ar", 11, "يحتوي على بيانات شخصية لـ 11 شخصًا."),
        ("ar", 100, "يحتوي على بيانات شخصية لـ 100 شخص."),
    ],
)
def test_the_number_of_people_is_said_as_its_language_counts(
    tmp_path: Path, language: str, people: int, sentence: str
) -> None:
    database = Database.create(tmp_path / "a.db")
    with database.change("Trainers") as tx:
        for number in range(people):
            tx.add(Person(full_name=f"Trainer {number}", is_trainer=True))
    path = tmp_path / "a.xlsx"
    send(database, path, CATALOGUE, Scope("template"), sender="Office", language=language)
    about = openpyxl.load_workbook(path)[in_language(language)("About")]
    said = [str(row[0].value) for row in about.iter_rows()]
    assert [line for line in said if line.startswith(sentence)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_was_written(language: str) -> None:
    compiled = (TRANSLATIONS / language / "LC_MESSAGES" / "workbook.mo").read_bytes()
    found = read_mo(io.BytesIO(compiled))
    assert words(found) == words(catalogue(language))


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_names_of_sheets_and_labels_of_lists_can_be_told_apart(language: str) -> None:
    say = in_language(language)
    titles = [say(label) for label in (wording.ABOUT, wording.LISTS, *(sheet.label for sheet in SHEETS))]
    assert len({title.lower() for title in titles}) == len(titles)
    assert not [title for title in titles if len(title) > 31 or re.search(r"[\[\]:*?/\\]", title)]
    for name, pairs in CODE_LISTS.items():
        assert len({fold(say(label)) for _code, label in pairs}) == len(pairs), name


@pytest.fixture
def write(office: Database, tmp_path: Path) -> Callable[[str], Path]:
    def written(language: str) -> Path:
        path = tmp_path / f"{language}.xlsx"
        send(office, path, CATALOGUE, Scope("everything"), sender="Office", country="LA", language=language)
        return path

    return written


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_speaks_its_readers_language(write: Callable[[str], Path], language: str) -> None:
    say = in_language(language)
    book = openpyxl.load_workbook(write(language))
    for sheet in SHEETS:
        page = book[say(sheet.label)]
        assert page.sheet_view.rightToLeft is (True if language == "ar" else None)
        labels = {str(cell.value).removesuffix(" *") for cell in page[2][3:]}
        assert labels >= {say(column.label) for column in sheet.columns if column.name != "national_id"}
        assert page["D2"].alignment.horizontal == ("right" if language == "ar" else None)
    participants = book[say("Participants")]
    header = {cell.value: cell for cell in participants[1]}
    phones = header["participants/person.phones"].column
    numbers = [cell for row in range(3, 9) if (cell := participants.cell(row, phones)).value]
    for cell in numbers:  # dialled from left to right in any language
        assert (cell.alignment.readingOrder, cell.number_format) == (1.0 if language == "ar" else 0.0, "@")
    assert numbers
    sexes = {participants.cell(row, header["participants/person.sex"].column).value for row in range(3, 9)}
    assert sexes == {say("Woman"), say("Man"), say("Other")}
    full_name = participants.cell(2, header["participants/person.full_name"].column)
    assert full_name.comment.text == say("The name as the person writes it, in the person's own script.")
    assert say("How to fill this in") in [row[0].value for row in book[say("About")].iter_rows()]
    assert book[say("Lists")]["A2"].value == say("Product")
    messages = {rule.error for rule in participants.data_validations.dataValidation}
    assert say("Choose one of the list.") in messages


_TYPED = {"fr": ("H", "oui", "ABANDON"), "es": ("hombre", "si", "Abandonó"), "ar": ("رجل", "نعم", "Dropped out")}
"""Typed over the row of a woman without a business: a man, has one, dropped out."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_typed_in_any_language_comes_home_to_an_english_office(
    office: Database, write: Callable[[str], Path], language: str
) -> None:
    path = write(language)
    book = openpyxl.load_workbook(path)
    page = book[in_language(language)("Participants")]
    keys = {str(cell.value).partition("/")[2]: cell.column for cell in page[1]}
    for key, text in zip(("person.sex", "enrolment.has_business", "enrolment.outcome"), _TYPED[language], strict=True):
        page.cell(5, keys[key], text)
    book.save(path)
    (file,) = merge(office, [path], apply=True).files
    assert not file.refusals
    assert {d.field: d.new for d in file.differences} == {"sex": "M", "has_business": True, "outcome": "dropped_out"}


def test_a_letter_that_may_mean_woman_or_man_is_refused(office: Database, write: Callable[[str], Path]) -> None:
    path = write("es")
    book = openpyxl.load_workbook(path)
    page = book["Participantes"]
    keys = {str(cell.value).partition("/")[2]: cell.column for cell in page[1]}
    page.cell(5, keys["person.sex"], "M")
    book.save(path)
    (file,) = merge(office, [path], apply=True).files
    assert [refusal.found for refusal in file.refusals] == ["M"]
    assert not file.differences


def test_saved_by_libreoffice_it_brings_nothing_from_right_to_left_either(
    office: Database, write: Callable[[str], Path], libreoffice: Callable[..., None], tmp_path: Path
) -> None:
    saved = tmp_path / "saved.xlsx"
    libreoffice([("open", str(write("ar"))), ("save", str(saved), XLSX)])
    plan = merge(office, [saved], apply=True)
    assert not plan.changes_anything
    assert not plan.files[0].refusals
    assert not plan.files[0].notes
    assert all(ledger.read == ledger.same for ledger in plan.files[0].ledgers)
