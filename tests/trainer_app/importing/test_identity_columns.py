"""Numbers of identity papers in lists: none of them leaves with a workbook of which national ids are left out."""

import base64
import zipfile
import zlib
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from sqlmodel import col

from db.models import Enrolment, Person
from tests.trainer_app.importing.conftest import CATALOGUE, Office
from trainer_app import duplicates, history
from trainer_app.exchange.sending import Scope, send
from trainer_app.importing.wizard import ListFile
from trainer_app.lists.reading import Question

TITLE: list[object] = ["Course: SYB, Date: 5-9 August 2019, Venue: Hpa-An"]
NAMES = ("Aye Aye Khin", "Bo Bo Lwin", "Su Su Hlaing", "Ko Ko Naing", "Thida Moe")
NRC = [f"12/THAKANA(N)55{n}12{n}" for n in (3, 8, 1, 6, 4)]
PASSPORT = [f"MA77{n}0{n}1" for n in (7, 2, 9, 4, 6)]


def begin(office: Office, **columns: list[str]) -> ListFile:
    """A list of five people with these columns, whose headings have _ for a space."""
    rows = [TITLE, ["No", "Name", "Sex", *(name.replace("_", " ") for name in columns)]]
    rows += [[n, name, "F", *(cells[n - 1] for cells in columns.values())] for n, name in enumerate(NAMES, 1)]
    return office.begin(office.write(rows))


def take(office: Office, **columns: list[str]) -> ListFile:
    """Import such a list."""
    file = begin(office, **columns)
    office.take(file)
    return file


def asked(file: ListFile) -> list[Question]:
    """The questions which of several numbers is kept."""
    assert file.reading is not None
    return [one for one in file.reading.questions if one.key.endswith(":kept")]


def kept(office: Office) -> list[tuple[str | None, str | None]]:
    """The national id and the remark of each person, in the order of the list."""
    with office.database.read() as tx:
        people = {one.id: one.national_id for one in tx.find(Person)}
        seats = sorted(tx.find(Enrolment, col(Enrolment.person_id).is_not(None)), key=lambda one: one.seat or 0)
        return [(people[one.person_id or ""], one.remark) for one in seats]


def sent(office: Office, *, national_ids: bool = False) -> str:
    """All that a workbook of everything holds, its hidden journal too."""
    path = office.folder / f"sent{national_ids}.xlsx"
    send(office.database, path, CATALOGUE, Scope("everything"), sender="Office", national_ids=national_ids)
    with zipfile.ZipFile(path) as parts:
        texts = [parts.read(name) for name in parts.namelist()]
    chunks: dict[str, str] = {}
    for key, text in load_workbook(path)["_machine"].iter_rows(min_row=2, max_col=2, values_only=True):
        chunks[str(key)] = chunks.get(str(key), "") + str(text or "")
    texts += [zlib.decompress(base64.b64decode(text)) for text in chunks.values()]
    return b"\n".join(texts).decode("utf-8", "replace")


def test_one_of_two_identity_numbers_is_kept_and_none_leaves(office: Office) -> None:
    second = [PASSPORT[0], PASSPORT[1], "", *PASSPORT[3:]]
    file = take(office, NRC_No=[*NRC[:3], "", NRC[4]], Passport_No=second, Remarks=["ok"] * 5)
    assert kept(office) == [(NRC[0], "ok"), (NRC[1], "ok"), (NRC[2], "ok"), (PASSPORT[3], "ok"), (NRC[4], "ok")]
    (question,) = asked(file)
    assert ('"NRC No", "Passport No".' in question.text, question.rows_touched) == (True, 3)
    text = sent(office)
    assert not [number for number in (*NRC, *PASSPORT) if number in text]
    text = sent(office, national_ids=True)
    assert NRC[0] in text
    assert PASSPORT[0] in text  # as it was typed


def test_a_person_says_which_of_two_is_kept(office: Office) -> None:
    file = begin(office, NRC_No=NRC, Passport_No=PASSPORT)
    (question,) = asked(file)
    file.choices = replace(file.choices, answers={question.key: "Passport No"})
    office.take(file)
    assert [number for number, _remark in kept(office)] == PASSPORT
    assert not asked(file)


def test_the_number_that_is_kept_tells_duplicates(office: Office) -> None:
    take(office, NRC_No=NRC, Passport_No=PASSPORT)
    with office.database.read() as tx:
        found = duplicates.is_it_known(tx, "Aye Aye", national_id=NRC[0])
    assert "number" in [finding.code for finding in found[0].likeness.findings]


def test_the_history_tells_what_was_typed(office: Office) -> None:
    take(office, NRC_No=NRC, Passport_No=PASSPORT)
    with office.database.read() as tx:
        (person,) = tx.find(Person, col(Person.national_id) == NRC[0])
        (event,) = history.of_record(tx, "person", person.id, "national_id")
    assert event.sentence.endswith(f"(from list.xlsx, List, row 3; typed there: {NRC[0]}; {PASSPORT[0]})")


def test_one_number_in_two_columns_is_not_asked_about(office: Office) -> None:
    file = take(office, NRC_No=NRC, NRIC=[number.replace("/", " / ") for number in NRC])
    assert not asked(file)
    assert [number for number, _remark in kept(office)] == NRC


def test_the_same_list_again_adds_and_changes_nothing(office: Office) -> None:
    for _time in range(2):
        file = take(office, NRC_No=NRC, Passport_No=PASSPORT)
    assert {row.verdict for row in file.plan.rows} == {"same"}  # type: ignore[union-attr]
    assert [number for number, _remark in kept(office)] == NRC


@pytest.mark.parametrize("heading", ["SSN", "Permis de conduire", "Номер паспорта", "护照号码", "पासपोर्ट नं"])
def test_a_number_of_another_paper_is_no_remark(office: Office, heading: str) -> None:
    take(office, NRC_No=NRC, **{heading: PASSPORT})
    assert kept(office) == [(number, None) for number in NRC]


@pytest.mark.parametrize("cells", [["yes", "no", "yes", "no", "no"], ["B", "C", "B", "B, C", "B"], ["2024-03-01"] * 5])
def test_a_column_that_tells_of_papers_without_their_numbers_is_a_remark(office: Office, cells: list[str]) -> None:
    file = take(office, NRC_No=NRC, Driving_licence=cells)
    assert not asked(file)
    assert kept(office) == [(NRC[n], f"Driving licence: {cell}") for n, cell in enumerate(cells)]


def test_a_number_that_lost_digits_and_the_birth_that_a_number_tells_do_not_leave(office: Office) -> None:
    numbers = ["139902197306056058", "139907198510045000", "13990619850104500X", "110101199003071030", "1.39E+17"]
    rows: list[list[object]] = [["Course: SYB, Date: 5-9 August 2019, Venue: Kunming"]]
    rows += [["序号", "姓名", "性别", "身份证号"]]
    rows += [[n, name, "女", numbers[n - 1]] for n, name in enumerate(("陈伟", "王秀英", "高雪", "李娜", "张敏"), 1)]
    file = office.begin(office.write(rows))
    office.take(file)
    assert {remark for _number, remark in kept(office)} == {None}
    with office.database.read() as tx:
        assert any(one.birth_date for one in tx.find(Person))
    text = sent(office)
    assert not [number for number in numbers if number in text]
