"""What is wrong goes back in the sender's own workbook; corrected it goes in, and nothing goes in twice."""

import zipfile
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from packed_files import ods, ods_cell, ods_row
from PIL import Image
from sqlmodel import col
from xlsxwriter import Workbook

from db.database import Database
from db.models import Course, Credential, Enrolment, Person
from trainer_app import settings as own_settings
from trainer_app.errors import UserError
from trainer_app.importing import importer
from trainer_app.importing.choices import Choices
from trainer_app.importing.findings import findings
from trainer_app.importing.opened import open_list
from trainer_app.importing.plan import Options, Plan
from trainer_app.importing.send_back import Lost, send_back
from trainer_app.lists.read import read_list
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import list_languages, speaking

CATALOGUE = load_catalogue()
ROWS: list[list[object]] = [
    ["Course: SYB, Date: 5-9 August 2019, Venue: Hpa-An"],
    ["No", "Name", "Sex", "Date of birth", "Phone"],
    [1, "Aye Aye", "F", "12/03/1990", "0944 379 0564"],
    [2, "Bo Bo", "M", "31/02/1991", "123"],
    [3, "", "F", "25/11/1985", "09443790566"],
]


@pytest.fixture
def office(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "office.db")
    with made.change("settings") as tx:
        own_settings.save(tx, "country", "MM")
    return made


def write(path: Path, *, chart: bool = False) -> Path:
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("List")
        bold = book.add_format({"bold": True})
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row, bold if number == 1 else None)
        sheet.set_column(1, 1, 33)
        sheet.write_comment("A1", "from Mya")
        if chart:
            drawn = book.add_chart({"type": "column"})
            drawn.add_series({"values": "=List!$A$3:$A$5"})
            sheet.insert_chart("H2", drawn)
    return path


def take(office: Database, path: Path, options: Options | None = None) -> Plan:
    reading = read_list(path, country="MM", today=date(2026, 1, 1))
    with office.change("import", kind="import") as tx:
        return importer.plan(tx, reading, CATALOGUE, options)


def verdicts(plan: Plan) -> list[str]:
    return [row.verdict for row in plan.rows]


def colour(cell: Any) -> str:
    return str(cell.fill.fgColor.rgb)


def test_the_copy_marks_the_cells_and_keeps_the_rest(tmp_path: Path, office: Database) -> None:
    source = write(tmp_path / "list.xlsx", chart=True)
    plan = take(office, source)
    assert [(one.cell, one.grade) for one in findings(plan)] == [("D4", "wrong"), ("E4", "wrong"), ("B5", "wrong")]
    count, lost = send_back(source, plan, tmp_path / "back.xlsx")
    assert (count, str(lost)) == (3, "")
    book = load_workbook(tmp_path / "back.xlsx")
    fix, sheet = book["What to fix"], book["List"]
    assert (book.sheetnames[0], len(sheet._charts)) == ("What to fix", 1)
    assert [[cell.value for cell in row[:3]] for row in fix.iter_rows(min_row=5)] == [
        ["List", "D4", "31/02/1991"], ["List", "E4", "123"], ["List", "B5", None],
    ]  # fmt: skip
    assert fix["B5"].hyperlink.location == "'List'!D4"
    assert colour(sheet["D4"]) == colour(sheet["E4"]) == "FFFFC7CE"
    assert "no such day" in sheet["D4"].comment.text
    assert "A day that exists" in sheet["D4"].comment.text
    assert (sheet["A1"].comment.text, sheet["A2"].font.bold, round(sheet.column_dimensions["B"].width)) == (
        "from Mya",
        True,
        34,
    )
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_col=3)] == [
        [1, "Aye Aye", "F"], [2, "Bo Bo", "M"], [3, None, "F"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "lost"), [("picture", ""), ("text box", "drawings and text boxes"), ("picture of the header", "pictures")]
)
def test_only_what_is_not_in_the_copy_is_said_to_be_lost(
    tmp_path: Path, office: Database, part: str, lost: str
) -> None:
    Image.new("RGB", (4, 4), "red").save(tmp_path / "logo.png")
    with Workbook(str(tmp_path / "list.xlsx")) as book:
        sheet = book.add_worksheet("List")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        if part == "picture":
            sheet.insert_image("H2", tmp_path / "logo.png")
        elif part == "text box":
            sheet.insert_textbox("H2", "Dear office")
        else:
            sheet.set_header("&C&G", {"image_center": tmp_path / "logo.png"})
    plan = take(office, tmp_path / "list.xlsx")
    told = str(send_back(tmp_path / "list.xlsx", plan, tmp_path / "back.xlsx")[1])
    assert told == (f"Not in this copy: {lost}." if lost else "")
    with zipfile.ZipFile(tmp_path / "back.xlsx") as packed:
        assert any(name.startswith("xl/media/") for name in packed.namelist()) == (part == "picture")


def test_a_row_about_somebody_without_a_name_goes_back_to_be_named(tmp_path: Path, office: Database) -> None:
    listed = tmp_path / "list.csv"
    lines = ["No,Name,Sex,Birth,Course", "1,Aye Aye,F,1990-01-01,SYB", "2,,F,1991-02-02,SYB", "3,,,,", "4,Bo Bo,M,,SYB"]
    listed.write_text("\n".join(lines), encoding="utf-8")
    plan = take(office, listed)
    assert [(row.name, row.verdict) for row in plan.rows] == [("Aye Aye", "new"), ("Bo Bo", "new")]
    told = [(one.cell, one.found, one.allowed, one.grade) for one in findings(plan) if one.cell.startswith("B")]
    assert told == [("B3", "a row about somebody without a name", "A name in letters", "wrong")]


def test_corrected_and_sent_again_it_goes_in_once(tmp_path: Path, office: Database) -> None:
    source = write(tmp_path / "list.xlsx")
    plan = take(office, source)
    send_back(source, plan, tmp_path / "back.xlsx")
    assert verdicts(take(office, tmp_path / "back.xlsx")) == ["same", "same"]
    book = load_workbook(tmp_path / "back.xlsx")
    book["List"]["D4"], book["List"]["E4"], book["List"]["B5"] = "28/02/1991", "09443790565", "Su Su"
    book.save(tmp_path / "corrected.xlsx")
    again = take(office, tmp_path / "corrected.xlsx")
    assert verdicts(again) == ["same", "changed", "new"]
    assert findings(again) == []
    assert send_back(tmp_path / "corrected.xlsx", again, tmp_path / "nothing.xlsx") == (0, Lost("corrected.xlsx"))
    assert not (tmp_path / "nothing.xlsx").exists()
    assert verdicts(take(office, tmp_path / "corrected.xlsx")) == ["same", "same", "same"]
    with office.read() as tx:
        people = tx.find(Person, order_by=Person.full_name)
    assert [(one.full_name, one.birth_date) for one in people] == [
        ("Aye Aye", date(1990, 3, 12)), ("Bo Bo", date(1991, 2, 28)), ("Su Su", date(1985, 11, 25)),
    ]  # fmt: skip


def take_file(office: Database, path: Path, country: str = "MM") -> Plan:
    """A file as it is taken in the window: opened, planned, done."""
    reading = open_list(path).read(Choices(), country)
    with office.change("plan", kind="import", rehearse=True) as tx:
        plan = importer.plan(tx, reading, CATALOGUE)
    with office.change("import", kind="import") as tx:
        return importer.apply(tx, plan, CATALOGUE)


def test_dates_of_courses_and_phones_corrected_in_a_copy_double_nobody_whatever_is_sent_again(
    tmp_path: Path, office: Database
) -> None:
    head: list[object] = ["No", "Name", "Sex", "Date of birth", "Phone", "Course", "Start date", "Venue"]
    people = ("Aye Aye", "Bo Bo", "Su Su", "Hnin Hnin")
    with Workbook(str(tmp_path / "list.xlsx")) as book:
        sheet = book.add_worksheet("List")
        sheet.write_row(0, 0, head)
        for number, name in enumerate(people, 1):
            told = ("SYB", "Oct 2021", "Hpa-An") if number < 3 else ("GYB", "05/08/2019", "Yangon")
            sheet.write_row(number, 0, [number, name, "F", f"25/03/199{number}", f"0944379056{number}", *told])
    first = take_file(office, tmp_path / "list.xlsx")
    assert verdicts(first) == ["new"] * 4
    send_back(tmp_path / "list.xlsx", first, tmp_path / "back.xlsx")
    for name, day, phone in (("once", "2021-10-04", "09443790999"), ("twice", "2021-10-11", "09443790998")):
        book = load_workbook(tmp_path / "back.xlsx")
        book["List"]["G2"] = book["List"]["G3"] = day
        book["List"]["E2"] = phone
        book.save(tmp_path / f"{name}.xlsx")
    for name, told in (
        ("once", ["changed", "changed", "same", "same"]), ("twice", ["changed", "changed", "same", "same"]),
        ("twice", ["same"] * 4), ("list", ["same"] * 4), ("back", ["same"] * 4), ("once", ["same"] * 4),
    ):  # fmt: skip
        plan = take_file(office, tmp_path / f"{name}.xlsx")
        assert verdicts(plan) == told
        if told[0] == "changed":
            assert {one.field for one in plan.rows[1].differences} == {"course.starts", "course.ends"}
    with office.read() as tx:
        courses = tx.find(Course, order_by=Course.starts)
        assert [(one.starts, one.ends, one.dates_precision) for one in courses] == [
            (date(2019, 8, 5), date(2019, 8, 5), None), (date(2021, 10, 11), date(2021, 10, 11), None),
        ]  # fmt: skip
        assert len(tx.find(Person)) == len(tx.find(Enrolment)) == 4
        assert [one.phones for one in tx.find(Person, col(Person.full_name) == "Aye Aye")] == ["+959443790998"]


def test_rows_moved_up_in_a_copy_are_not_taken_for_those_that_stood_there(tmp_path: Path, office: Database) -> None:
    head: list[object] = ["No", "Name", "Sex", "Course", "Start date"]
    with Workbook(str(tmp_path / "list.xlsx")) as book:
        sheet = book.add_worksheet("List")
        sheet.write_row(0, 0, head)
        for number, name in enumerate(("Aye Aye", "Bo Bo", "Su Su"), 1):
            sheet.write_row(number, 0, [number, name, "F", "SYB", f"{number} Oct 2021" if number < 3 else "Nov 2021"])
    first = take_file(office, tmp_path / "list.xlsx")
    send_back(tmp_path / "list.xlsx", first, tmp_path / "back.xlsx")
    book = load_workbook(tmp_path / "back.xlsx")
    book["List"].delete_rows(2)
    book["List"]["E3"] = "15 Nov 2021"
    book.save(tmp_path / "back.xlsx")
    take_file(office, tmp_path / "back.xlsx")
    with office.read() as tx:
        assert [one.full_name for one in tx.find(Person, order_by=Person.full_name)] == ["Aye Aye", "Bo Bo", "Su Su"]
        assert {date(2021, 10, 1), date(2021, 10, 2)} < {one.starts for one in tx.find(Course)}


def test_the_day_of_a_trainer_s_step_corrected_in_a_copy_makes_no_second_step(tmp_path: Path, office: Database) -> None:
    with Workbook(str(tmp_path / "trainers.xlsx")) as book:
        sheet = book.add_worksheet("Trainers")
        sheet.write_row(0, 0, ["No", "Name", "Sex", "SYB", "ToT date", "Phone", "Courses held"])
        for number, name in enumerate(("U Tin Oo", "Daw Mya"), 1):
            sheet.write_row(number, 0, [number, name, "M", "x", "Jun 2017", f"0944379056{number}", 4])
    first = take_file(office, tmp_path / "trainers.xlsx")
    with office.read() as tx:
        steps = len(tx.find(Credential))
    assert steps == 2
    send_back(tmp_path / "trainers.xlsx", first, tmp_path / "back.xlsx")
    book = load_workbook(tmp_path / "back.xlsx")
    book["Trainers"]["E2"] = "2017-06-12"
    book.save(tmp_path / "back.xlsx")
    assert verdicts(take_file(office, tmp_path / "back.xlsx")) == ["changed", "same"]
    assert verdicts(take_file(office, tmp_path / "trainers.xlsx")) == ["same", "same"]
    with office.read() as tx:
        assert sorted(str(one.since) for one in tx.find(Credential)) == ["2017-06-01", "2017-06-12"]


def test_sheets_whose_names_excel_does_not_take_are_marked_too_and_come_back(tmp_path: Path, office: Database) -> None:
    rows = "".join(ods_row(*(ods_cell(str(cell)) for cell in row)) for row in ROWS)
    long = "Participants of the course in Hpa-An, "
    other = "".join(f'</table:table><table:table table:name="{long}{name}">{rows}' for name in ("1/2", "2/2"))
    ods(rows + other)(tmp_path / "list.ods")
    plan = take(office, tmp_path / "list.ods")
    assert send_back(tmp_path / "list.ods", plan, tmp_path / "back.xlsx")[0] == 9
    book = load_workbook(tmp_path / "back.xlsx")
    assert book.sheetnames == ["What to fix", "People", long[:31], f"{long[:27].strip()} (2)"]
    for sheet in book.worksheets[1:]:
        assert colour(sheet["D4"]) == colour(sheet["E4"]) == "FFFFC7CE"
    linked = {str(row[1].hyperlink.location).rpartition("!")[0] for row in book["What to fix"].iter_rows(min_row=7)}
    assert linked == {f"'{name}'" for name in book.sheetnames[1:]}
    assert set(verdicts(take(office, tmp_path / "back.xlsx"))) == {"same"}


def test_what_is_still_wrong_goes_back_again_without_what_was_mended(tmp_path: Path, office: Database) -> None:
    with speaking("fr"):
        send_back(write(tmp_path / "list.xlsx"), take(office, tmp_path / "list.xlsx"), tmp_path / "back.xlsx")
    book = load_workbook(tmp_path / "back.xlsx")
    assert len(book.sheetnames) == 2
    book["List"]["D4"] = "28/02/1991"
    book.save(tmp_path / "again.xlsx")
    count, _lost = send_back(tmp_path / "again.xlsx", take(office, tmp_path / "again.xlsx"), tmp_path / "back 2.xlsx")
    sheet = load_workbook(tmp_path / "back 2.xlsx")["List"]
    assert (count, load_workbook(tmp_path / "back 2.xlsx").sheetnames) == (2, ["What to fix", "List"])
    assert sheet["D4"].comment is None
    assert colour(sheet["D4"]) not in ("FFFFC7CE", "FFFFEB9C")
    assert colour(sheet["E4"]) == "FFFFC7CE"
    assert "Trouvé" not in sheet["E4"].comment.text
    assert sheet["A1"].comment.text == "from Mya"


def test_what_is_alike_is_said_once_those_of_most_rows_first_and_is_cleared_when_it_came_back(
    tmp_path: Path, office: Database
) -> None:
    path = tmp_path / "list.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("List")
        for number, row in enumerate(ROWS[:2]):
            sheet.write_row(number, 0, row)
        sheet.write_row(2, 0, [1, "Aye Aye", "F", "31/02/1991", "0944 379 0564"])
        for number in range(3, 80):  # in every third row there is nothing wrong
            phone = f"094437905{number}" if number % 3 == 0 else str(number)
            sheet.write_row(number, 0, [number, f"Ma {chr(65 + number % 26)}a{chr(97 + number // 26)}", "F", "", phone])
    plan = take(office, path)
    send_back(path, plan, tmp_path / "back.xlsx")
    sheets = load_workbook(tmp_path / "back.xlsx")
    lines = list(sheets["What to fix"].iter_rows(min_row=4, values_only=True))
    assert lines[0] == ("Sheet", "Cells", "Typed", "What was found", "What is allowed", "Rows", "State")
    assert lines[1][1].startswith("E5:E6, E8:E9, E11:E12")
    assert (lines[1][2], lines[1][5]) == ("4; 5; 7; 8; …", 51)
    assert lines[2][3:6] == (None, None, None)
    assert [line[1] for line in lines if line[1] == "D3"] == ["D3"]
    alike = [lines[1][1], *(line[1] for line in takewhile(lambda line: line[3] is None, lines[2:]))]
    assert sum(run.count(":") + 1 for run in ", ".join(alike).split(", ")) == 51
    assert (
        max(map(len, alike)) <= sheets["What to fix"].column_dimensions["B"].width
    )  # links are not wrapped everywhere
    texts = [cell for row in sheets["What to fix"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.font.name for cell in texts} == {sheets["List"]["A1"].font.name}
    book = load_workbook(tmp_path / "back.xlsx")
    assert colour(book["List"]["E80"]) == "FFFFC7CE"
    for row in range(3, 81):
        book["List"][f"E{row}"] = f"0944379{1000 + row}"
    book.save(tmp_path / "again.xlsx")
    assert send_back(tmp_path / "again.xlsx", take(office, tmp_path / "again.xlsx"), tmp_path / "back 2.xlsx")[0] == 1
    sheet = load_workbook(tmp_path / "back 2.xlsx")["List"]
    assert {colour(sheet[f"E{row}"]) for row in range(3, 81)} == {"00000000"}
    assert not [row for row in range(3, 81) if sheet[f"E{row}"].comment]


@pytest.mark.parametrize("language", list_languages())
def test_no_heading_of_what_to_fix_is_cut_by_its_column(tmp_path: Path, office: Database, language: str) -> None:
    source = write(tmp_path / "list.xlsx")
    plan = take(office, source)
    with speaking(language):
        send_back(source, plan, tmp_path / "back.xlsx", language=language)
    fix = load_workbook(tmp_path / "back.xlsx").worksheets[0]
    heads = next(row for row in fix.iter_rows(max_col=7) if all(cell.value for cell in row))
    for cell in heads:
        assert fix.column_dimensions[cell.column_letter].width >= 1.3 * len(cell.value) + 3


def test_a_text_file_goes_back_as_a_workbook_and_says_what_is_lost(tmp_path: Path, office: Database) -> None:
    source = tmp_path / "list.csv"
    rows = "\n".join(";".join(map(str, row)) for row in ROWS)
    source.write_text(rows.replace("Bo Bo", "=Bo Bo"), "cp1252")
    count, lost = send_back(source, take(office, source), tmp_path / "back.xlsx")
    assert count == 3
    assert str(lost).endswith("its formats, formulas and pictures are not in it.")
    sheet = load_workbook(tmp_path / "back.xlsx")["csv"]
    assert (sheet["B4"].value, sheet["B4"].data_type, sheet["E5"].value) == ("=Bo Bo", "s", "09443790566")
    assert verdicts(take(office, tmp_path / "back.xlsx")) == ["same", "same"]


def test_nothing_is_told_of_people_whom_the_office_knows(tmp_path: Path, office: Database) -> None:
    with office.change("known") as tx:
        tx.add(Person(full_name="Aye Aye", phones="+959111222333", sex="F"))
    plan = take(office, write(tmp_path / "list.xlsx"))
    assert plan.rows[0].candidates
    assert all(one.cell != "B3" for one in findings(plan))


def test_all_or_nothing(tmp_path: Path, office: Database) -> None:
    rows = [*ROWS[:3], [2, "Aye Aye", "F", "12/03/1991", "0944 379 0564"]]
    with Workbook(str(tmp_path / "list.xlsx")) as book:
        for number, row in enumerate(rows):
            book.get_worksheet_by_name("List") or book.add_worksheet("List")
            book.get_worksheet_by_name("List").write_row(number, 0, row)
    reading = read_list(tmp_path / "list.xlsx", country="MM", today=date(2026, 1, 1))
    for wanted, count in ((True, 0), (False, 1)):
        options = Options(all_or_nothing=wanted)
        with office.change("look", rehearse=True) as tx:
            plan = importer.plan(tx, reading, CATALOGUE, options)
        assert verdicts(plan) == ["new", "held"]
        if wanted:
            with pytest.raises(UserError, match="all or nothing"), office.change("import", kind="import") as tx:
                importer.apply(tx, plan, CATALOGUE)
        else:
            with office.change("import", kind="import") as tx:
                importer.apply(tx, plan, CATALOGUE)
        with office.read() as tx:
            assert len(tx.find(Person)) == count


def test_a_renamed_copy_is_still_the_list_that_its_file_s_name_told_of(tmp_path: Path, office: Database) -> None:
    source = tmp_path / "KAB 2019-2020.xlsx"
    with Workbook(str(source)) as book:
        sheet = book.add_worksheet("Classes")
        sheet.write_row(0, 0, ["No", "Institution", "Class", "Boys", "Girls", "Total"])
        sheet.write_row(1, 0, [1, "Gulu College", "S3", 10, 12, 22])
        sheet.write_row(2, 0, [2, "Gulu College", "S4", 9, 11, 25])

    def take_one(path: Path) -> Plan:
        with office.change("import", kind="import") as tx:
            return importer.plan(tx, open_list(path).read(Choices(), "UG"), CATALOGUE)

    first = take_one(source)
    assert verdicts(first) == ["new", "new"]
    with speaking("fr"):
        send_back(source, first, tmp_path / "retour.xlsx", language="fr")
    (tmp_path / "retour.xlsx").rename(tmp_path / "from Okello (2).xlsx")
    corrected = load_workbook(tmp_path / "from Okello (2).xlsx")
    corrected["Classes"]["F3"] = 20
    corrected.save(tmp_path / "from Okello (2).xlsx")
    assert open_list(tmp_path / "from Okello (2).xlsx").original == "KAB 2019-2020.xlsx"
    assert verdicts(take_one(tmp_path / "from Okello (2).xlsx")) == ["same", "same"]
    with office.read() as tx:
        assert tx.rows("SELECT count(*) FROM course WHERE NOT deleted")[0][0] == 2
