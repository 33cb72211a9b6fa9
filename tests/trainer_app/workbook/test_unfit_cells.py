"""A genuine workbook in whose XML a cell holds what its type cannot: it is refused by its name, all else is taken."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from forged_files import sheets_of, write
from packed_files import ODS_PEOPLE, PEOPLE, SHEET, ods, ods_cell, ods_row, packed, sheet, text

from db.database import Database
from trainer_app.errors import UserError
from trainer_app.exchange.merging import merge
from trainer_app.lists.read import read_list
from trainer_app.spreadsheets.packed import parts

NAME, BORN = "D5", "J5"  # cells of the sheet Participants


def typed(kind: str) -> str:
    return "" if kind == "-" else f' t="{kind}"'


def bent(source: Path, target: Path, cell: str, *, name: str = NAME, title: str = "Participants") -> Path:
    """A copy of a workbook in which one cell of a sheet is another; `cell` is its type (or -) and content."""
    kind, _space, content = cell.partition(" ")
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        part = dict(parts(archive))[title]
        for entry in archive.namelist():
            xml = archive.read(entry)
            if entry == part:
                old = re.search(rf'<c r="{name}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', xml.decode())
                assert old
                attributes = (old[1] or "") + typed(kind)
                xml = xml.decode().replace(old[0], f'<c r="{name}"{attributes}>{content}</c>').encode()
            copy.writestr(entry, xml)
    return target


def everything(office: Database) -> list[Any]:
    with office.read() as tx:
        return tx.rows("SELECT * FROM person ORDER BY id") + tx.rows("SELECT * FROM enrolment ORDER BY id")


ENDLESS = [
    ("- <v>1e400</v>", "1e400"),
    ("- <v>NaN</v>", "NaN"),
    ("n <v>Infinity</v>", "Infinity"),
    ("- <f>9E307*99</f><v>inf</v>", "inf"),
]
NO_DAYS = [
    ("d <v>2026-99-99</v>", "2026-99-99"),
    ("d <v>2026-02-31</v>", "2026-02-31"),
    ("d <v>2026-02-28T25:00:00</v>", "2026-02-28T25:00:00"),
    ("d <v>soon</v>", "soon"),
]


@pytest.mark.parametrize("name", [NAME, BORN, "L5", "Y5"])
@pytest.mark.parametrize(("cell", "found"), [*ENDLESS, ("n <v>-1e400</v>", "-1e400"), *NO_DAYS])
def test_nothing_is_taken_from_a_number_without_end_or_a_day_that_is_none(
    office: Database, sent: Path, tmp_path: Path, cell: str, found: str, name: str
) -> None:
    before = everything(office)
    path = bent(sent, tmp_path / "bent.xlsx", cell, name=name)
    if name == BORN and found == "-1e400":  # the parser falls over it when it is asked for its rows
        assert f"the cell J5 of its sheet “Participants” is not readable, “{found}”" in refused(office, path)
        return
    plan = merge(office, [path], apply=True).files[0]
    assert everything(office) == before
    (refusal,) = plan.refusals
    assert (refusal.sheet, refusal.cell, refusal.found) == ("Participants", name, found)
    assert "cannot stand in it" in refusal.reason
    assert "Type it again" in refusal.reason


def refused(office: Database, path: Path) -> str:
    before = everything(office)
    with pytest.raises(UserError, match=path.name) as error:
        merge(office, [path], apply=True)
    assert everything(office) == before
    return str(error.value)


@pytest.mark.parametrize("number", ["-1e300", "-200000000000"])
def test_a_number_that_is_far_before_all_days_is_named_where_a_date_should_be(
    office: Database, sent: Path, tmp_path: Path, number: str
) -> None:
    path = bent(sent, tmp_path / "bent.xlsx", f"n <v>{number}</v>", name=BORN)
    assert f"the cell J5 of its sheet “Participants” is not readable, “{number}”" in refused(office, path)


@pytest.fixture(scope="session")
def saved(sent: Path) -> Path:
    """The workbook as another program saves it: its texts are shared."""
    path = sent.with_name("saved elsewhere.xlsx")
    write(path, sheets_of(sent))
    return path


@pytest.mark.parametrize("index", ["first", "-1", "5.0", " 0", "99999999999999999999"])
def test_a_text_that_is_called_by_no_number_is_not_the_first_of_all(
    office: Database, saved: Path, tmp_path: Path, index: str
) -> None:
    before = everything(office)
    plan = merge(office, [bent(saved, tmp_path / "bent.xlsx", f"s <v>{index}</v>")], apply=True).files[0]
    assert everything(office) == before
    assert [(refusal.cell, refusal.found) for refusal in plan.refusals] == [(NAME, index)]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("s <v>999999</v>", "999999"),
        ("n <v>abc</v>", "abc"),
        ("n <v>1,5</v>", "1,5"),
        ("b <v>7</v>", "7"),
        ("e <v>BOOM</v>", "BOOM"),
        ("zzz <v>1</v>", "1"),
        ("n <f>1+1</f><v>abc</v>", "abc"),
    ],
)
def test_a_cell_over_which_the_parser_falls_is_one_refused_cell(
    office: Database, saved: Path, tmp_path: Path, cell: str, found: str
) -> None:
    path = bent(saved, tmp_path / "bent.xlsx", cell)
    path = bent(path, tmp_path / "bent and text.xlsx", "str <v>Taken</v>", name="F4")
    path = bent(path, tmp_path / "bent twice.xlsx", cell, name="D3", title="Courses")
    plan = merge(office, [path], apply=True).files[0]
    assert [(refusal.sheet, refusal.cell, refusal.found) for refusal in plan.refusals] == [
        ("Courses", "D3", found), ("Participants", NAME, found)
    ]  # fmt: skip
    assert "cannot stand in it" in plan.refusals[0].reason
    assert [difference.new for difference in plan.differences] == ["Taken"]


def test_where_more_cells_cannot_be_read_than_can_be_told_nothing_is_taken(tmp_path: Path) -> None:
    odd = "".join(f'<row r="{row}"><c r="B{row}" t="n"><v>abc</v></c></row>' for row in range(4, 100_005))
    path = tmp_path / "list.xlsx"
    packed({SHEET: sheet(PEOPLE + odd)})(path)
    with pytest.raises(UserError, match="the cell B4 of its sheet “People” is not readable, “abc” cannot stand there"):
        read_list(path)


@pytest.mark.parametrize("cell", ["n <v></v>", "n <v/>", "d <v></v>", "b <v></v>", "b <v/>", "d ", "s <v></v>"])
def test_a_cell_that_holds_nothing_is_empty_whatever_its_type(
    office: Database, saved: Path, tmp_path: Path, cell: str
) -> None:
    path = bent(saved, tmp_path / "bent.xlsx", cell, name="L5")
    plan = merge(office, [path], apply=False).files[0]
    assert [(difference.field, difference.new) for difference in plan.differences] == [("phones", None)]
    assert not plan.refusals


@pytest.mark.parametrize("error", ["#ERROR!", "#SPILL!", "#BUSY!", "#N/A"])
@pytest.mark.parametrize("form", ["e <v>{}</v>", "e <f>A1+</f><v>{}</v>"])
def test_the_error_of_another_program_is_one_refused_cell(
    office: Database, saved: Path, tmp_path: Path, error: str, form: str
) -> None:
    path = bent(saved, tmp_path / "error.xlsx", form.format(error))
    path = bent(path, tmp_path / "error and text.xlsx", "str <v>Taken</v>", name="F4")
    path = bent(path, tmp_path / "another error.xlsx", form.format(error), name="D3", title="Courses")
    plan = merge(office, [path], apply=True).files[0]
    assert [(refusal.cell, refusal.found) for refusal in plan.refusals] == [("D3", error), (NAME, error)]
    assert "shows an error" in plan.refusals[0].reason
    assert [difference.new for difference in plan.differences] == ["Taken"]


def test_a_sheet_that_breaks_off_is_not_blamed_on_a_cell(office: Database, saved: Path, tmp_path: Path) -> None:
    path = bent(saved, tmp_path / "bent.xlsx", "- <v>1</v></row></sheetData><x>")
    assert "its sheet “Participants” is not readable" in refused(office, path)


@pytest.mark.parametrize(
    "cell",
    ["- <v>09123456789012345</v>", "n <v>1E5</v>", "d <v>2026-02-28</v>", "d <v>2026-2-28</v>", "d <v>10:30:00</v>",
     "d <v>2026-02-28T10:00:00.5</v>", "b <v>true</v>", "e <v>#N/A</v>", "str <v>NaN</v>", "str <v>1e400</v>"],
)  # fmt: skip
def test_what_fits_is_not_called_unfit(office: Database, saved: Path, tmp_path: Path, cell: str) -> None:
    plan = merge(office, [bent(saved, tmp_path / "bent.xlsx", cell)], apply=False).files[0]
    assert not [refusal for refusal in plan.refusals if "cannot stand" in refusal.reason]


@pytest.mark.parametrize(("cell", "found"), [*ENDLESS, *NO_DAYS])
def test_in_a_list_it_is_refused(tmp_path: Path, cell: str, found: str) -> None:
    kind, _space, content = cell.partition(" ")
    odd = f'<row r="4"><c r="B4"{typed(kind)}>{content}</c>{text("C4", "F")}</row>'
    path = tmp_path / "list.xlsx"
    packed({SHEET: sheet(PEOPLE + odd)})(path)
    reading = read_list(path)
    names = [row.values["full_name"] for row in reading.tables[0].rows]
    assert [name.value for name in names[:2]] == ["Aye Aye", "Bo Bo"]
    if names[2:]:
        assert [(name.raw, name.value, name.mark) for name in names[2:]] == [(found, None, "refused")]
    else:  # what looks like a date is nobody's name
        assert [(row.row, row.reason, row.text) for row in reading.skipped] == [
            (4, "no name in the row", f"{found} | F")
        ]


MISSING = '<table:table-cell office:value-type="date"><text:p>{}</text:p></table:table-cell>'
NO_NUMBER = '<table:table-cell office:value-type="float" office:value="abc"><text:p>{}</text:p></table:table-cell>'


@pytest.fixture(scope="session")
def as_ods(sent: Path, libreoffice: Any) -> Path:
    """The workbook as LibreOffice saves it in its own format, with a date typed and one cleared."""
    path = sent.with_name("of LibreOffice.ods")
    libreoffice(
        [
            ("open", str(sent)),
            ("type", "Participants", "J5", "1996-03-12"),
            ("type", "Participants", "K6", "1971"),
            ("clear", "Participants", "J7"),
            ("save", str(path), "calc8"),
        ]
    )
    return path


def bent_ods(source: Path, target: Path, old: str, new: str) -> Path:
    """A copy of an .ods in which the one cell that matches is another, with the same text."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.namelist():
            xml = archive.read(entry)
            if entry == "content.xml":
                changed, times = re.subn(old, lambda hit: new.format(hit[1]), xml.decode())
                assert times == 1
                xml = changed.encode()
            copy.writestr(entry, xml)
    return target


_TYPED = '<table:table-cell[^<>]*office:{}-value="1996-03-12"[^<>]*><text:p>([^<]*)</text:p></table:table-cell>'


def test_a_date_without_its_value_in_an_ods_is_the_text_that_it_shows(
    office: Database, as_ods: Path, tmp_path: Path
) -> None:
    plain = merge(office, [as_ods], apply=False).files[0]
    path = bent_ods(as_ods, tmp_path / "bent.ods", _TYPED.format("date"), MISSING)
    plan = merge(office, [path], apply=True).files[0]
    changes = {(difference.field, difference.new) for difference in plan.differences}
    assert changes == {("birth_date", "1996-03-12"), ("birth_year", 1971), ("birth_date", None)}
    assert changes == {(difference.field, difference.new) for difference in plain.differences}
    assert not plan.refusals


def test_a_number_that_is_none_in_an_ods_is_one_refused_cell(office: Database, as_ods: Path, tmp_path: Path) -> None:
    year = '<table:table-cell[^<>]*office:value="1971"[^<>]*><text:p>([^<]*)</text:p></table:table-cell>'
    plan = merge(office, [bent_ods(as_ods, tmp_path / "bent.ods", year, NO_NUMBER)], apply=True).files[0]
    changes = {(difference.field, difference.new) for difference in plan.differences}
    assert changes == {("birth_date", "1996-03-12"), ("birth_date", None)}
    assert [(one.sheet, one.cell, one.found) for one in plan.refusals] == [("Participants", "K6", "abc")]


def test_also_in_an_ods(tmp_path: Path) -> None:
    path = tmp_path / "list.ods"
    odd = '<table:table-cell office:value-type="float" office:value="NaN"/>'
    ods(ODS_PEOPLE + ods_row(odd, ods_cell("F")))(path)
    (table,) = read_list(path).tables
    assert [row.values["full_name"].mark for row in table.rows] == [None, "refused"]
