"""What was refused comes back as a workbook of the same form: corrected there and merged it goes in, once."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db.database import Database
from tests.trainer_app.workbook.sittings import FIRST, SPARE, WRONG
from trainer_app.errors import UserError
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import in_language
from trainer_app.workbook import wording
from trainer_app.workbook.read import read_workbook
from trainer_app.workbook.refusals import refusals_paths, write_refusals
from trainer_app.workbook.write import encrypt

CATALOGUE = load_catalogue()
FillIn = Callable[[Path, Path, dict[tuple[str, int, str], Any]], Path]


def find(path: Path, title: str, text: str) -> int:
    """The row of a sheet that has this text."""
    return next(
        row[0].row for row in openpyxl.load_workbook(path)[title].iter_rows(min_row=FIRST)
        if text in [cell.value for cell in row]
    )  # fmt: skip


def corrections(path: Path) -> dict[tuple[str, int, str], Any]:
    return {
        ("Participants", find(path, "Participants", "Bat-Erdene"), "Sex"): "Man",
        ("Participants", find(path, "Participants", "Saikhan"), "Course"): "KAB 7",
        ("Participants", find(path, "Participants", "taken at once"), "Birth year"): 1950,
        ("Attendance", find(path, "Attendance", "X"), "1"): "P",
        ("Attendance", find(path, "Attendance", "7"), "3"): "P",
        ("Visits", FIRST, "Hours"): 9,
    }


def people(office: Database) -> list[tuple[Any, ...]]:
    with office.read() as tx:
        rows = tx.rows(
            "SELECT p.full_name, p.sex, p.phones, c.code, t.full_name, "
            "(SELECT group_concat(a.mark) FROM attendance a WHERE a.enrolment_id = e.id) FROM enrolment e "
            "JOIN person p ON p.id = e.person_id JOIN course c ON c.id = e.course_id "
            "LEFT JOIN course_trainer ct ON ct.course_id = c.id LEFT JOIN person t ON t.id = ct.person_id "
            "WHERE c.code = 'KAB 7' ORDER BY 1"
        )
    return [tuple(row) for row in rows]


def state(office: Database) -> dict[str, int]:
    with office.read() as tx:
        return {
            table: tx.rows(f"SELECT count(*) FROM {table}")[0][0]
            for table in ("person", "enrolment", "course", "course_trainer", "course_session", "attendance", "conflict")
        }


COMPLETE = [
    ("Bat-Erdene", "M", "00420 12", "KAB 7", "Ko Ko", "present"),
    ("Saikhan", None, None, "KAB 7", "Ko Ko", None),
]


@pytest.fixture
def filled(sent: Path, tmp_path: Path, fill_in: FillIn) -> Path:
    return fill_in(sent, tmp_path / "from the trainer.xlsx", WRONG)


@pytest.fixture
def refusals(filled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "to correct.xlsx"
    assert write_refusals(filled, path) == 6
    return path


def test_the_first_sheet_names_each_cell_what_was_found_and_what_is_expected(refusals: Path) -> None:
    book = openpyxl.load_workbook(refusals)
    sheet = book.worksheets[0]
    assert sheet.title == "What to fix"
    rows = [[cell.value for cell in row[:6]] for row in sheet.iter_rows(min_row=6)]
    assert {(row[1], row[2], row[3]) for row in rows} == {
        ("Participants", f"I{SPARE}", "perhaps"),
        ("Participants", f"D{SPARE + 1}", "no such"),
        ("Participants", f"K{FIRST}", "1850"),
        ("Attendance", f"H{FIRST}", "7"),
        ("Attendance", "F60", "X"),
        ("Visits", f"G{FIRST}", "99"),
    }
    for file, _sheet, _cell, found, expected, here in rows:
        assert file == "from the trainer.xlsx"
        assert expected
        title, cell = here.split("!")
        marked = book[title][cell]
        assert str(marked.value) == found
        assert marked.fill.fgColor.rgb == "FFFFE08A"
        assert expected in marked.comment.text
    assert [book[title].max_row - 2 for title in ("Participants", "Attendance", "Visits")] == [3, 2, 1]
    assert {book["Courses"].cell(3, 4).value, book["Trainers"].cell(3, 4).value} == {"KAB 7", "Ko Ko"}


def test_no_file_that_is_there_is_written_over(tmp_path: Path) -> None:
    sources = [tmp_path / "north" / "May.xlsx", tmp_path / "south" / "May.xlsx"]
    for source in sources:
        source.parent.mkdir()
        source.touch()
    target = tmp_path / "to correct.xlsx"
    one, other = refusals_paths(sources, target).values()
    assert [one.name, other.name] == ["to correct May.xlsx", "to correct May (2).xlsx"]
    one.touch()
    assert one not in refusals_paths(sources, target, replace=True).values()
    assert refusals_paths(sources[:1], target) == {sources[0]: target}
    target.touch()
    assert refusals_paths(sources[:1], target) == {sources[0]: tmp_path / "to correct (2).xlsx"}
    assert refusals_paths(sources[:1], target, replace=True) == {sources[0]: target}
    itself = sources[0].parent / ".." / "north" / "May.xlsx"
    assert refusals_paths(sources[:1], itself, replace=True)[sources[0]].name == "May (2).xlsx"


@pytest.mark.parametrize("title", ["What to fix", "WHAT TO FIX", "_lists", "_machine", "History"])
def test_a_sheet_that_was_given_the_name_of_one_of_ours_is_corrected_all_the_same(
    office: Database, filled: Path, tmp_path: Path, fill_in: FillIn, title: str
) -> None:
    book = openpyxl.load_workbook(filled)
    if title == "_machine":
        book["_machine"].title = "of the machine"
    book["Participants"].title = title
    renamed = tmp_path / "renamed.xlsx"
    book.save(renamed)
    merge(office, [renamed], apply=True)
    path = tmp_path / "to correct.xlsx"
    assert write_refusals(renamed, path) == 6
    own = next(sheet.title for sheet in openpyxl.load_workbook(path) if sheet["A1"].value == "participants/id")
    corrected = fill_in(path, tmp_path / "corrected.xlsx", {(own, find(path, own, "Bat-Erdene"), "Sex"): "Man"})
    assert len(merge(office, [corrected], apply=True).files[0].refusals) == 5
    assert ("Bat-Erdene", "M", "00420 12", "KAB 7", "Ko Ko", None) in people(office)


@pytest.mark.parametrize("order", ["after the file", "before the file", "alone", "corrected in both"])
def test_corrected_and_merged_it_goes_in_once(
    office: Database, filled: Path, refusals: Path, tmp_path: Path, fill_in: FillIn, order: str
) -> None:
    before = state(office)
    corrected = fill_in(refusals, tmp_path / "corrected.xlsx", corrections(refusals))
    both = fill_in(filled, tmp_path / "from the trainer (2).xlsx", corrections(filled))
    files = {
        "after the file": [filled, refusals, corrected],
        "before the file": [corrected, filled],
        "alone": [corrected],
        "corrected in both": [filled, corrected, both],
    }[order]
    plans = [merge(office, [path], apply=True).files[0] for path in files]
    assert people(office) == COMPLETE
    added = {table: number - before[table] for table, number in state(office).items()}
    assert added == {"person": 3, "enrolment": 2, "course": 1, "course_trainer": 1, "course_session": 1,
                     "attendance": 2, "conflict": 0}  # fmt: skip
    assert not plans[-1].refusals or plans[-1].path == filled
    assert not [note for note in plans[-1].notes if "not in the file" in note] or plans[-1].path != corrected
    for path in (corrected, both, refusals, filled):
        assert not merge(office, [path], apply=True).files[0].shows_anything
        assert not merge(office, [path], apply=True).changes_anything


def test_not_yet_corrected_it_is_refused_again_cell_by_cell(office: Database, filled: Path, refusals: Path) -> None:
    first = merge(office, [filled], apply=True).files[0]
    again = merge(office, [refusals], apply=True).files[0]
    assert not again.changes_anything
    assert sorted(one.reason for one in again.refusals) == sorted(one.reason for one in first.refusals)


def test_corrected_in_libreoffice_and_saved_as_ods_it_is_the_same(office: Database, sittings: dict[str, Path]) -> None:
    wrong = sittings["refusals corrected"].with_name("wrong.xlsx")
    merge(office, [wrong], apply=True)
    plan = merge(office, [sittings["refusals corrected"]], apply=True).files[0]
    assert not plan.refusals
    assert people(office) == COMPLETE
    with office.read() as tx:
        assert not tx.rows("SELECT * FROM conflict")
    assert not merge(office, [wrong, sittings["refusals corrected"]], apply=True).changes_anything


@pytest.mark.parametrize(
    ("title", "place", "first"), [("Participants", 6, True), ("Participants", 6, False), ("Trainers", 4, False)]
)
def test_names_that_changed_places_are_taken_once_they_are_corrected(
    office: Database, sent: Path, tmp_path: Path, fill_in: FillIn, title: str, place: int, first: bool
) -> None:
    """They are those of each other's rows still; the first sheet tells that they are meant, wherever it stands."""
    one, two = (openpyxl.load_workbook(sent)[title].cell(row, place).value for row in (FIRST, FIRST + 1))
    changed = {(title, FIRST, "Full name"): two, (title, FIRST + 1, "Full name"): one}
    swapped, to_correct = fill_in(sent, tmp_path / "swapped.xlsx", changed), tmp_path / "to correct.xlsx"
    assert [refusal.cells for refusal in merge(office, [swapped], apply=True).files[0].refusals] == [2]
    write_refusals(swapped, to_correct)
    corrected = fill_in(to_correct, tmp_path / "corrected.xlsx", changed)
    if not first:
        book = openpyxl.load_workbook(corrected)
        book.move_sheet(book.worksheets[0], len(book.worksheets) - 1)
        book.save(corrected)
    plan = merge(office, [corrected], apply=True).files[0]
    assert not plan.refusals
    assert {(difference.old, difference.new) for difference in plan.differences} == {(one, two), (two, one)}


def test_of_a_template_too(office: Database, tmp_path: Path, fill_in: FillIn) -> None:
    empty = tmp_path / "template.xlsx"
    send(office, empty, CATALOGUE, Scope("template"), sender="Office", country="LA")
    cells = {
        (title, FIRST if title == "Courses" else row, header): value
        for (title, row, header), value in WRONG.items()
        if title in ("Courses", "Trainers", "Participants") and row in (5, SPARE, SPARE + 1)
    }
    filled = fill_in(empty, tmp_path / "filled.xlsx", cells)
    path = tmp_path / "to correct.xlsx"
    assert write_refusals(filled, path) == 2
    merge(office, [filled], apply=True)
    corrected = fill_in(
        path,
        tmp_path / "corrected.xlsx",
        {
            ("Participants", find(path, "Participants", "Bat-Erdene"), "Sex"): "Man",
            ("Participants", find(path, "Participants", "Saikhan"), "Course"): "KAB 7",
        },
    )
    merge(office, [corrected], apply=True)
    assert [row[:5] for row in people(office)] == [row[:5] for row in COMPLETE]


def test_a_file_without_refusals_makes_none(sent: Path, tmp_path: Path) -> None:
    assert write_refusals(sent, tmp_path / "none.xlsx") == 0
    assert not (tmp_path / "none.xlsx").exists()


def test_it_speaks_the_language_of_the_workbook(office: Database, tmp_path: Path, fill_in: FillIn) -> None:
    french = tmp_path / "pour la formatrice.xlsx"
    send(office, french, CATALOGUE, Scope("everything"), sender="Office", language="fr")
    filled = fill_in(french, tmp_path / "wrong.xlsx", {("Participants", FIRST, "Date de naissance"): "demain"})
    path = tmp_path / "a corriger.xlsx"
    assert write_refusals(filled, path) == 1
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "Ce qui est à corriger"
    assert [cell.value for cell in book.worksheets[0][5]][:2] == ["Fichier", "Feuille"]
    assert book["Participants"].cell(2, 6).value == "Nom complet *"
    comments = [
        cell.comment.text for row in book["Participants"].iter_rows(min_row=FIRST) for cell in row if cell.comment
    ]
    assert ["Trouvé : demain" in text and "2026-03-31" in text for text in comments] == [True]


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_what_is_typed_about_an_erased_person_is_refused_in_the_language_of_the_workbook(
    office: Database, tmp_path: Path, fill_in: FillIn, language: str
) -> None:
    with office.change("erase", kind="erase") as tx:
        [[person]] = tx.rows("SELECT person_id FROM enrolment WHERE person_id IS NOT NULL ORDER BY id LIMIT 1")
        persons.erase(tx, person, CATALOGUE)
    sent = tmp_path / "sent.xlsx"
    send(office, sent, CATALOGUE, Scope("everything"), sender="Office", language=language)
    say = in_language(language)
    sheet = openpyxl.load_workbook(sent)[say("Participants")]
    name = next(cell.column for cell in sheet[1] if cell.value == "participants/person.full_name")
    row = next(at for at in range(FIRST, sheet.max_row) if sheet.cell(at, 1).value and not sheet.cell(at, name).value)
    filled = fill_in(
        sent, tmp_path / "typed.xlsx", {(sheet.title, row, str(sheet.cell(2, name).value).rstrip(" *")): "Nang Hom"}
    )
    path = tmp_path / "to correct.xlsx"
    assert write_refusals(filled, path) == 1
    [told] = [cell.value for cell in openpyxl.load_workbook(path).worksheets[0]["E"][5:] if cell.value]
    assert told == say(wording.ERASED) != wording.ERASED


ENGLISH = re.compile(r"\b(the|is|are|not|none|that|type|correct|cannot|choose|there)\b", re.IGNORECASE)


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_every_reason_is_a_whole_sentence_in_the_language_of_the_workbook(
    office: Database, tmp_path: Path, language: str
) -> None:
    wrong = {
        ("Participants", FIRST, "person.birth_date"): "tomorrow",
        ("Participants", FIRST, "person.birth_year"): "19x",
        ("Participants", FIRST, "person.full_name"): None,
        ("Participants", FIRST, "person.sex"): "perhaps",
        ("Participants", FIRST, "enrolment.pre_test"): "many",
        ("Participants", FIRST + 1, "person.birth_date"): "12.03.2539",
        ("Participants", FIRST + 1, "person.address"): date(2026, 2, 1),
        ("Participants", FIRST + 1, "person.education"): 1e17,
        ("Participants", SPARE, "enrolment.course_id"): "SYB 9",
        ("Participants", SPARE, "person.full_name"): "Bat-Erdene",
        ("Participants", SPARE + 1, "enrolment.course_id"): "SYB-1",
        ("Attendance", FIRST, "attendance.1"): "perhaps",
        ("Attendance", 60, "enrolment.course_code"): "SYB-1",
        ("Attendance", 60, "person.name"): "Nobody",
        ("Attendance", 60, "attendance.1"): "1",
        ("Courses", FIRST, "course.code"): "007",
        ("Courses", FIRST, "course.ends"): date(1999, 1, 1),
        ("Sessions", FIRST, "course_session.hours"): 99,
        ("Visits", FIRST, "visit.hours"): 99,
        ("Totals without names", FIRST, "headcount.women"): 99_999,
        ("Participants", FIRST + 2, "person.birth_year"): 1850,
        ("Participants", FIRST + 2, "enrolment.post_test"): 400,
    }
    reasons: dict[str, list[str]] = {}
    for one in ("en", language):
        sent = tmp_path / f"{one}.xlsx"
        send(office, sent, CATALOGUE, Scope("everything"), sender="Office", language=one)
        book = openpyxl.load_workbook(sent)
        for (title, row, key), value in wrong.items():
            sheet = book[in_language(one)(title)]
            column = next(cell.column for cell in sheet[1] if str(cell.value).partition("/")[2] == key)
            sheet.cell(row, column, value)
        book.save(sent)
        path = tmp_path / f"{one} to correct.xlsx"
        write_refusals(sent, path)
        reasons[one] = [cell.value for cell in openpyxl.load_workbook(path).worksheets[0]["E"][5:] if cell.value]
    assert len(reasons["en"]) == len(reasons[language]) >= 17
    assert all(ENGLISH.search(told) for told in reasons["en"])
    assert [told for told in reasons[language] if ENGLISH.search(told)] == []


def test_what_is_still_wrong_comes_back_again(
    office: Database, refusals: Path, tmp_path: Path, fill_in: FillIn
) -> None:
    partly = {cell: value for cell, value in corrections(refusals).items() if cell[0] != "Visits"}
    again = tmp_path / "again.xlsx"
    assert write_refusals(fill_in(refusals, tmp_path / "partly.xlsx", partly), again) == 1
    assert openpyxl.load_workbook(again).sheetnames[:2] == ["What to fix", "Visits"]
    for path in (tmp_path / "partly.xlsx", fill_in(again, tmp_path / "last.xlsx", {("Visits", FIRST, "Hours"): 9})):
        merge(office, [path], apply=True)
    assert people(office) == COMPLETE
    with office.read() as tx:
        assert tx.rows("SELECT count(*) FROM visit WHERE hours = 9") == [(1,)]


def test_those_of_an_encrypted_workbook_are_encrypted_with_its_password(filled: Path, tmp_path: Path) -> None:
    locked, target = tmp_path / "locked.xlsx", tmp_path / "locked refusals.xlsx"
    encrypt(io.BytesIO(filled.read_bytes()), locked, "a few plain words")
    plain = tmp_path / "plain refusals.xlsx"
    assert write_refusals(filled, plain) == write_refusals(locked, target, password="a few plain words") > 0
    assert zipfile.is_zipfile(plain)
    assert not zipfile.is_zipfile(target)
    with pytest.raises(UserError, match="password"):
        read_workbook(target)
    assert read_workbook(target, password="a few plain words").head == read_workbook(plain).head


def test_a_place_that_only_a_refused_row_names_is_not_made(sent: Path, tmp_path: Path, fill_in: FillIn) -> None:
    row: dict[tuple[str, int, str], Any] = {
        ("Participants", SPARE, "Full name"): "Thida", ("Participants", SPARE, "Home province"): "Atlantis",
    }  # fmt: skip
    refused = read_workbook(fill_in(sent, tmp_path / "one.xlsx", row | {("Participants", SPARE, "Course"): "no such"}))
    assert refused.refusals
    assert (refused.edits, [note for note in refused.notes if "Atlantis" in note]) == ([], [])
    taken = read_workbook(fill_in(sent, tmp_path / "two.xlsx", row | {("Participants", SPARE, "Course"): "SYB-1"}))
    assert [change.fields["name"] for change in taken.edits if change.table == "place"] == ["Atlantis"]
    assert any("Atlantis" in note for note in taken.notes)
