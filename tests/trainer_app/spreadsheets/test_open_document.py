"""Cells of an .ods whose type and value do not go with what they show, as other programs and scripts write them."""

import zipfile
from pathlib import Path

import pytest
from packed_files import COLUMNS, ERROR, ODS_PEOPLE, ROWS, ods, ods_cell, ods_row

from trainer_app.spreadsheets import open_document
from trainer_app.spreadsheets.opening import Unfit, opened

KEYS = {
    "float": "value", "percentage": "value", "currency": "value", "date": "date-value", "time": "time-value",
    "boolean": "boolean-value", "string": "string-value",
}  # fmt: skip


def cell(about: str, inside: str) -> str:
    return f"<table:table-cell {about}>{inside}</table:table-cell>"


def shown(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def read(path: Path, *cells: str, attributes: str = "") -> tuple[list[list[object]], dict[int, dict[int, str]]]:
    """The rows below the people, and what is wrong in them; a good row stands after these cells."""
    ods(ODS_PEOPLE + ods_row(*cells, attributes=attributes) + ods_row(ods_cell("Bo Bo"), ods_cell("M")))(path)
    with opened(path) as sheets:
        (sheet,) = ((list(map(list, one.rows)), dict(one.wrong)) for one in sheets)
    rows, wrong = sheet
    assert rows[:2] + rows[-1:] == [
        [*row, *[""] * (len(rows[0]) - 2)] for row in (["Name", "Sex"], ["Aye Aye", "F"], ["Bo Bo", "M"])
    ]
    return rows[2:-1], wrong


@pytest.mark.parametrize("kind", [*KEYS, "void", "rubbish", ""])
@pytest.mark.parametrize("value", [None, ""])
def test_a_cell_without_its_value_is_what_it_shows(tmp_path: Path, kind: str, value: str | None) -> None:
    about = f'office:value-type="{kind}"' if kind else ""
    if value is not None:
        about += f' office:{KEYS.get(kind, "value")}="{value}"'
    for inside in (shown("12.03.2026"), "<office:annotation><text:p>a note</text:p></office:annotation>"):
        (row,), wrong = read(tmp_path / "list.ods", ods_cell("before"), cell(about, inside), ods_cell("after"))
        assert row == ["before", "12.03.2026" if "12.03" in inside else "", "after"]
        assert not wrong


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize(
    "value",
    ["abc", "1,5", " 5", "NaN", "1e400", "-inf", "2026-02-31", "2026-99-99", "2026-03-12T25:00:00", "PT100H00M00S",
     "maybe", "0x1", "True"],
)  # fmt: skip
def test_a_value_that_is_none_of_its_type_is_one_wrong_cell(tmp_path: Path, kind: str, value: str) -> None:
    if kind == "string":
        (row,), wrong = read(
            tmp_path / "list.ods", cell(f'office:value-type="string" office:value="{value}"', shown("B"))
        )
        assert (row, wrong) == (["B", ""], {})
        return
    about = f'office:value-type="{kind}" office:{KEYS[kind]}="{value}"'
    for inside in (shown("12"), ""):
        (row,), wrong = read(tmp_path / "list.ods", ods_cell("before"), cell(about, inside), ods_cell("after"))
        assert row == ["before", "", "after"]
        assert wrong == {3: {1: value}}
        assert isinstance(wrong[3][1], Unfit)


@pytest.mark.parametrize(
    ("about", "read_as"),
    [
        ('office:value-type="float" office:value="-2.5E-07"', "-2.5e-07"),
        ('office:value="1E+3" office:value-type="float"', "1000.0"),
        ('office:value-type="float" table:style-name="ce1" office:value=".5"', "0.5"),
        ('table:formula="of:=[.A1]>2" office:value-type="float" office:value="7"', "7.0"),
        ('office:value-type="currency" office:currency="EUR" office:value="12"', "12.0"),
        ('office:value-type="percentage" office:value="0.5"', "0.5"),
        ('office:value-type="date" office:date-value="2024-02-29"', "2024-02-29"),
        ('office:value-type="date" office:date-value="2026-03-31T10:30:00"', "2026-03-31 10:30:00"),
        ('office:value-type="time" office:time-value="PT10H30M00S"', "10:30:00"),
        ('office:value-type="boolean" office:boolean-value="true"', "True"),
        ('office:value-type="string" office:string-value="said"', "said"),
        ("office:value-type='float' office:value='7'", "7.0"),
    ],
)
def test_what_is_sound_stays_what_it_is(tmp_path: Path, about: str, read_as: str) -> None:
    broken = cell('office:value-type="float" office:value="abc"', shown("B"))  # so that all are looked at closely
    for others in ((), (broken,)):
        (row,), wrong = read(tmp_path / "list.ods", cell(about, shown("shown")), *others)
        assert str(row[0]) == read_as
        assert wrong == ({3: {1: "abc"}} if others else {})


def test_texts_with_breaks_spaces_and_signs_are_told_as_they_show(tmp_path: Path) -> None:
    text = (
        '<text:p>a &lt;&amp;&quot; <text:span>é</text:span><text:s text:c="2"/>b<text:line-break/>c</text:p>'
        + shown("d")
    )
    for about in ('office:value-type="string"', 'office:value-type="date"'):
        (row,), wrong = read(tmp_path / "list.ods", cell(about, text))
        assert (row[0], wrong) == ('a <&" é  b\nc\nd', {})


def test_what_is_drawn_over_a_cell_is_no_text_of_it(tmp_path: Path) -> None:
    box = '<draw:frame xmlns:draw="urn:x"><draw:text-box><text:p>a box</text:p></draw:text-box></draw:frame>'
    (row,), wrong = read(tmp_path / "list.ods", ods_cell("x"), cell('office:value-type="string"', box + shown("B")))
    assert (row, wrong) == (["x", "B"], {})


def test_repeated_cells_and_rows_are_all_told(tmp_path: Path) -> None:
    odd = f'office:value-type="date" office:date-value="soon" {COLUMNS}="2"'
    missing = f'office:value-type="date" {COLUMNS}="2"'
    rows, wrong = read(
        tmp_path / "list.ods",
        cell(odd, ""),
        cell(missing, shown("today")),
        ods_cell("#N/A", ERROR),
        attributes=f'{ROWS}="2"',
    )
    assert rows == [["", "", "today", "today"]] * 2
    assert wrong == {row: {0: "soon", 1: "soon", 4: "#N/A"} for row in (3, 4)}


def test_wherever_the_blocks_end_that_it_is_looked_through_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.ods"
    ods(ODS_PEOPLE + ods_row(cell('office:value-type="date"', shown("x" * 300))) + ODS_PEOPLE)(path)
    for size in range(120, 400):
        monkeypatch.setattr(open_document, "_BLOCK", size)
        with zipfile.ZipFile(path) as archive:
            assert open_document.understood(archive, b"as it is")[0] != b"as it is", size


def merges(path: Path, *rows: str) -> list[object]:
    ods("".join(rows))(path)
    with opened(path) as sheets:
        (found,) = (list(one.merges) for one in sheets if list(one.rows))
    return found


def test_merged_cells_are_told_where_they_stand(tmp_path: Path) -> None:
    down, both = 'table:number-rows-spanned="3"', 'table:number-rows-spanned="2" table:number-columns-spanned="2"'
    found = merges(
        tmp_path / "list.ods",
        ods_row(ods_cell("x"), attributes=f'{ROWS}="4"'),
        ods_row(ods_cell("x", f'{COLUMNS}="2"'), ods_cell("Dornod", down), ods_cell("School", both)),
        ods_row(ods_cell("x")),
    )
    assert found == [((4, 2), (6, 2)), ((4, 3), (5, 4))]
    assert merges(tmp_path / "other.ods", ods_row(ods_cell("x", 'table:number-rows-spanned="1"'))) == []


def test_no_number_of_merged_cells_is_too_large(tmp_path: Path) -> None:
    many = ods_cell("x", 'table:number-rows-spanned="99999999" table:number-columns-spanned="9999999"')
    assert merges(tmp_path / "list.ods", ods_row(many)) == [((0, 0), (0, 9_999_998))]
    assert (
        len(merges(tmp_path / "list.ods", ods_row(*[ods_cell("x", 'table:number-rows-spanned="2"')] * 300) * 50))
        == 10_000
    )
