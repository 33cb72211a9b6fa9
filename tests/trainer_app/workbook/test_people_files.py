"""What people do to a workbook as a whole: other formats, languages, date systems and names, two copies, old ones."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto import OfficeFile
from msoffcrypto.exceptions import InvalidKeyError
from sqlmodel import col

from db.database import Database
from db.models import Enrolment, Person
from tests.trainer_app.workbook.conftest import fill
from tests.trainer_app.workbook.taken import LAN, TYPED, Seen, names, records, take
from trainer_app import history
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.people import persons
from trainer_app.programmes.catalogue import load_catalogue


def test_an_untouched_workbook_brings_nothing(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["untouched"])
    assert seen == Seen()
    assert not plan.notes


def test_what_is_not_ours_is_said(office: Database, sittings: dict[str, Path]) -> None:
    _seen, plan = take(office, sittings["columns"])
    assert ["My own remark" in note for note in plan.notes] == [True, False]  # and a doubtful phone number
    _seen, plan = take(office, sittings["sheets"])
    assert sorted("Visits" in note for note in plan.notes) == [False, True]


def test_rows_of_another_office_are_new_ones_and_that_is_said(
    office: Database, sent: Path, fill_in: Callable[..., Path], tmp_path: Path
) -> None:
    """Copied with their hidden ids: those are of records that the other office has."""
    other = Database.create(tmp_path / "other.db", name="Other", kind="office")
    fill(other)
    with other.change("differs") as tx:
        for enrolment in tx.find(Enrolment):
            tx.update(enrolment, remark="of the other office")
    source = tmp_path / "other.xlsx"
    send(other, source, load_catalogue(), Scope("everything"), sender="Other", country="LA", national_ids=True)
    book, target = openpyxl.load_workbook(source), openpyxl.load_workbook(sent)
    for row in (3, 4):
        for column in range(1, 31):
            cell, copy = book["Participants"].cell(row, column), target["Participants"].cell(row + 12, column)
            copy.value, copy.data_type = cell.value, cell.data_type
    target["Participants"].cell(15, 6, "Copied One")
    target.save(tmp_path / "pasted.xlsx")
    before = records(office)
    seen, plan = take(office, tmp_path / "pasted.xlsx")
    assert names(seen.new["person"]) == ["Copied One"]
    assert before.keys() < records(office).keys()
    assert any("1 row (row 15) came from another workbook" in note for note in plan.notes)
    assert any("1 row is of another workbook" in note for note in plan.notes)


def test_a_template_that_two_people_fill_in_brings_the_people_of_both(
    office: Database, sittings: dict[str, Path]
) -> None:
    for course, people in (("A", ["Malee", "Somchai"]), ("B", ["Bounmy", "Khamla", "Noy"])):
        name = "template of Ann" if course == "A" else "template of Ben"
        seen, _plan = take(office, sittings[name])
        found = {table: names(records) for table, records in seen.new.items()}
        assert found == {
            "course": [f"SYB {course}"], "course_session": [f"SYB {course}"],
            "course_trainer": [f"SYB {course} Daw Mya"], "person": people,
            "enrolment": [f"SYB {course} {one}" for one in people],
            "attendance": [f"SYB {course} {one} 1" for one in people],
        }  # fmt: skip
        assert {record["phones"] for record in seen.new["person"]} <= {"003", "004", "005"}
        assert not seen.changed


@pytest.mark.parametrize(
    ("name", "part", "sign"),
    [
        ("protected", "xl/worksheets/sheet4.xml", rb'<sheetProtection sheet="true" password="\w+"'),
        ("protected, .ods", "content.xml", rb'table:structure-protected="true" table:protection-key="'),
        ("protected, .xls", "", b""),
    ],
)
def test_what_somebody_protected_with_a_password_of_their_own_is_merged_as_any_other(
    office: Database, sittings: dict[str, Path], name: str, part: str, sign: bytes
) -> None:
    if part:
        with zipfile.ZipFile(sittings[name]) as archive:
            assert re.search(sign, archive.read(part))
    else:  # this program encrypts it then
        with pytest.raises(InvalidKeyError), sittings[name].open("rb") as file:
            OfficeFile(file).load_key(password="a word of her own")
    seen, plan = take(office, sittings[name])
    assert seen.changed == {("person", LAN, "phones", "0912 345 678")}
    assert not plan.notes


def test_other_formats_bring_the_same(office: Database, sittings: dict[str, Path]) -> None:
    seen, _plan = take(office, sittings["edited"])
    assert seen.changed >= TYPED
    for name in ("edited, .ods", "edited, .xls", "edited, .ods and back"):
        assert not merge(office, [sittings[name]], apply=True).changes_anything


@pytest.mark.parametrize("name", ["edited, .ods", "edited, .xls"])
def test_other_formats_alone_are_read_as_well(office: Database, sittings: dict[str, Path], name: str) -> None:
    seen, _plan = take(office, sittings[name])
    assert seen.changed >= TYPED
    assert {table: len(found) for table, found in seen.new.items()} == {"attendance": 1}


@pytest.mark.parametrize("name", ["another language", "labels of another language"])
def test_language_of_workbook_and_of_labels_may_differ(office: Database, sittings: dict[str, Path], name: str) -> None:
    seen, plan = take(office, sittings[name])
    assert seen.changed - TYPED == {("person", LAN, "sex", "M"), ("enrolment", f"007 {LAN}", "outcome", "dropped_out")}
    assert ("enrolment", f"007 {LAN}", "has_business", True) in seen.changed
    assert not plan.notes


def test_headers_sheets_and_numbers_in_another_language_than_the_workbook_was_sent_in(
    office: Database, sittings: dict[str, Path]
) -> None:
    seen, _plan = take(office, sittings["language changed"])
    assert seen.changed == {
        ("person", LAN, "phones", "0912 345 678"),
        ("person", LAN, "birth_date", "1996-03-12"),
        ("course_session", "007", "hours", 3.5),
    }


def test_another_date_system_moves_no_date(office: Database, sittings: dict[str, Path]) -> None:
    seen, plan = take(office, sittings["date system 1904"])
    assert seen.changed == {
        ("person", LAN, "birth_date", "1996-03-12"),
        ("person", "สมศักดิ์ ใจดี", "phones", "0912 345 678"),
        ("visit", "007", "visited_on", "2026-05-01"),
    }
    assert len(plan.notes) == 6  # each sheet with dates
    assert all("1904" in note for note in plan.notes)


def test_a_renamed_file_is_known_by_its_new_name(office: Database, sittings: dict[str, Path]) -> None:
    path = sittings["renamed"]
    assert path.name == "for the trainer final (2).xlsx"
    seen, _plan = take(office, path)
    assert seen == Seen(changed={("person", LAN, "phones", "0912 345 678")})
    with office.read() as tx:
        person = tx.find(Person, col(Person.phones) == "0912 345 678")[0]
        assert history.of_record(tx, "person", person.id, "phones")[0].source == f"{path.name}, Participants, L5"


def test_what_is_typed_about_an_erased_person_is_not_taken_and_that_is_said(
    office: Database, sittings: dict[str, Path]
) -> None:
    with office.change("erase", kind="erase") as tx:
        [[person]] = tx.rows(
            "SELECT p.id FROM person p JOIN enrolment e ON e.person_id = p.id JOIN course c ON c.id = e.course_id "
            "WHERE p.full_name = :name AND c.code = '007'", {"name": LAN},
        )  # fmt: skip
        persons.erase(tx, person, load_catalogue())
    before = records(office)
    plan = merge(office, [sittings["renamed"]], apply=True).files[0]
    assert records(office) == before
    assert [note for note in plan.notes if "erased" in note] == [
        "Sheet “Participants”, row 5: the data of this person were erased here at their request; what was typed was "
        "not taken."
    ]


def test_two_people_with_a_copy_each_lose_nothing(office: Database, sittings: dict[str, Path]) -> None:
    first, _plan = take(office, sittings["by Ann"])
    assert ("enrolment", f"007 {LAN}", "remark", "Ann was here") in first.changed
    assert names(first.new["person"]) == ["Bat-Erdene"]
    second, plan = take(office, sittings["by Ben"])
    assert ("person", LAN, "email", "ben@example.org") in second.changed
    assert names(second.new["person"]) == ["Saikhan"]  # typed into the same empty row as Bat-Erdene
    assert ["“Bat-Erdene” stood in this row" in note for note in plan.notes] == [True]
    [difference] = [difference for difference in plan.differences if difference.conflict]
    assert {(side.value, side.source) for side in difference.sides} == {
        ("0911 111 111", "by Ann.xlsx, Participants, L5"),
        ("0922 222 222", "by Ben.xlsx, Participants, L5"),
    }
    [ledger] = [ledger for ledger in plan.ledgers if ledger.sheet == "participants"]
    assert (ledger.held, ledger.new) == (1, 1)


def test_an_old_one_after_a_new_one_takes_nothing_back(office: Database, sittings: dict[str, Path]) -> None:
    seen, _plan = take(office, sittings["later"])
    assert len(seen.changed) == 2
    with office.change("corrected") as tx:
        person = tx.find(Person, col(Person.phones) == "0912 345 678")[0]
        tx.update(person, phones="0933 333 333")
    for name in ("renamed", "untouched", "later"):
        assert not merge(office, [sittings[name]], apply=True).changes_anything
    with office.read() as tx:
        assert tx.get(Person, person.id).phones == "0933 333 333"
        assert not tx.rows("SELECT * FROM conflict")
