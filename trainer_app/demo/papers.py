"""The papers of the example country that come from outside: a messy participant list, and a workbook filled in by hand.

All people are made up.
"""

from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from trainer_app.workbook.layout import FIRST_ROW

PEOPLE: tuple[tuple[str, str, str, str | int, str, str], ...] = (
    ("မခင်ထွေး", "Ma Khin Htwe", "F", "၃၂", "09420011223", "ကျောက်တန်း"),
    ("ဦးအောင်မြင့်", "U Aung Myint", "M", "၄၅", "9420011224", '"'),
    ("ဒေါ်စန်းစန်း", "Daw San San", "F", 51, "09-420 011 225", '"'),
    ("စိုင်းလှ", "Sai Hla", "M", 28, "09420011226", "တောင်ကြီး"),
    ("နန်းမူ", "Nang Mu", "F", 24, "09420011227", '"'),
    ("မသီတာ", "Ma Thida", "F", 19, "09420011228 / 09420011229", '"'),
    ("ကိုဇော်", "Ko Zaw", "M", 37, "09420011230", '"'),
    ("နန်းခမ်း", "Nang Kham", "F", 22, "", "ရွှေညောင်"),
    ("စိုင်းထွန်း", "Sai Tun", "M", 30, "09420011232", '"'),
    ("ဒေါ်မြ", "Daw Mya", "F", 48, "09420011233", '"'),
    ("မအေး", "Ma Aye", "F", 26, "09420011234", '"'),
    ("ဦးဘ", "U Ba", "M", 55, "09420011235", '"'),
    ("နန်းလု", "Nang Lu", "F", 21, "09420011236", "ကလော"),
    ("မနီလာ", "Ma Nilar", "F", 33, "09420011237", '"'),
    ("ကိုမင်း", "Ko Min", "M", 29, "09420011238", '"'),
    ("စိုင်းနွံ", "Sai Noom", "M", 41, "09420011239", '"'),
    ("ဒေါ်လှ", "Daw Hla", "F", 60, "09420011240", '"'),
    ("မဝေ", "Ma Wai", "F", 27, "09420011241", '"'),
    ("နန်းဝေ", "Nang Wai", "F", 23, "09420011242", "အောင်ပန်း"),
    ("ကိုထက်", "Ko Htet", "M", 20, "09420011243", '"'),
    ("ဦးမောင်", "U Maung", "M", 58, "09420011244", '"'),
    ("မစု", "Ma Su", "F", 31, "09420011245", '"'),
    ("နန်းအိ", "Nang Ei", "F", 25, "09420011246", '"'),
    ("မမိုး", "Ma Moe", "F", 35, "09420011247", '"'),
    ("ကိုနိုင်", "Ko Naing", "M", 44, "09420011248", '"'),
)
"""Name, Latin name, sex, age (typed as people type it), phone, township (ditto marks)."""


def messy_list(path: Path) -> Path:
    """A list of 25 participants as a township writes it: titles, two header rows, ditto marks, a total, signatures."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Taunggyi"
    sheet["A1"] = "Participants list - Start Your Business"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:G1")
    sheet.append([])
    sheet.append(["No", "Name", None, "Sex (M/F)", "Age", "Phone", "Township"])
    sheet.append([None, "Myanmar", "English", None, None, None, None])
    sheet.merge_cells("B3:C3")
    for number, (name, latin, sex, age, phone, township) in enumerate(PEOPLE, 1):
        sheet.append([number, name, latin, sex, age, phone, township])
        if number == 12:
            sheet.append([])
    sheet.append([None, "Total", None, None, None, len(PEOPLE), None])
    sheet.append([])
    sheet.append([None, "Signature of the trainer: ................"])
    book.save(path)
    return path


def trainers_list(path: Path) -> Path:
    """Eight future trainers, a plain list."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Full name", "Sex", "Birth year", "Phone"])
    names = ("Nang Seng", "U Thein", "Daw Khin Lay", "Sai Aung", "Ma Phyu", "U Soe", "Nang Hseng", "Daw Yi")
    for number, name in enumerate(names):
        sex = "M" if name.split()[0] in ("U", "Sai") else "F"
        sheet.append([name, sex, 1975 + number * 2, f"0943005510{number}"])
    book.save(path)
    return path


def fill_in(template: Path, path: Path) -> Path:
    """What a trainer without the application types into the office's empty workbook: one course, six participants.

    The last one came to the first trainer's course too, under another spelling.
    """
    book = openpyxl.load_workbook(template)
    _type(book["Courses"], {
        "course.code": "SYB-NANG-1", "course.products": "SYB", "course.place_id": "Kachin", "course.venue": "Myitkyina",
        "course.starts": date(2026, 4, 6), "course.ends": date(2026, 4, 10), "course.trainers": "Nang Hla",
        "course.status": "Held",
    }, 0)  # fmt: skip
    people = (
        ("Lahpai Ja", "Woman", 1996, "09470022331"),
        ("Maran Naw", "Man", 1989, "09470022332"),
        ("Hkawn Mai", "Woman", 2003, "09470022333"),
        ("Zau Mai", "Man", 1979, "09470022334"),
        ("Roi San", "Woman", 1992, "0947 002 2335"),
        ("Ma Thi Dar", "Woman", 2007, "09420011228"),
    )
    for number, (name, sex, year, phone) in enumerate(people):
        _type(book["Participants"], {
            "enrolment.course_id": "SYB-NANG-1", "person.full_name": name, "person.sex": sex,
            "person.birth_year": year, "person.phones": phone, "enrolment.outcome": "Completed",
        }, number)  # fmt: skip
        _type(book["Attendance"], {f"attendance.{session}": "P" for session in range(1, 11)}, number)
    book.save(path)
    return path


def correct(workbook: Path, path: Path, corrections: dict[str, str]) -> Path:
    """What somebody corrects in a copy of a workbook: phone by name."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["Participants"]
    columns = _columns(sheet)
    for row in range(FIRST_ROW + 1, sheet.max_row + 1):
        name = sheet.cell(row, columns["person.full_name"]).value
        if name in corrections:
            sheet.cell(row, columns["person.phones"], corrections[name])
    book.save(path)
    return path


def _columns(sheet: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, int]:
    return {str(cell.value).partition("/")[2]: cell.column for cell in sheet[1] if cell.value}


def _type(sheet: openpyxl.worksheet.worksheet.Worksheet, values: dict[str, object], row: int) -> None:
    """Type values into the nth empty row."""
    columns = _columns(sheet)
    first = FIRST_ROW + 1
    while sheet.cell(first, columns["digest"]).value != sheet.cell(sheet.max_row, columns["digest"]).value:
        first += 1
    for key, value in values.items():
        sheet.cell(first + row, columns[key], value)
