"""The plan of a list of 5,000 participants, against three times python-calamine reading the file, and two seconds: of
one in English whose country is known, and of one in Dari that tells by itself of which country it is."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import xlsxwriter
from measure import Job, Timed, seconds
from python_calamine import CalamineWorkbook

ROWS, ALLOWED = 5_000, 2.0  # seconds beside the reading
_NEW = 0.99  # of the rows: by chance some are of one person
_NAMES = ("Aung", "Kyaw", "Min", "Thant", "Zaw", "Hla", "Mya", "Khin", "Phyu", "Nilar", "Soe", "Htun", "Thida", "Moe")
_HEADINGS = (
    *("No.", "Name", "Sex", "Date of birth", "Phone", "NRC", "Village", "Township", "Education", "Business idea"),
    *("Course", "Start date", "Remarks"),
)

_DARI_HEADINGS = (
    *("شماره", "کود کورس", "بسته", "تاریخ شروع", "تاریخ ختم", "ولایت", "ولسوالی", "ترینر", "اسم", "نام پدر", "تخلص"),
    *("جنسیت", "سال تولد", "نمبر تذکره", "شماره تماس", "سویه تعلیمی", "نمبر سرتفیکیت"),
)
_DARI_COURSES = 226
_MONTHS = ("حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت")
_PLACES = {"کابل": ("پغمان", "بگرامی"), "هرات": ("انجیل", "گذره"), "بلخ": ("دهدادی", "خلم"), "بامیان": ("پنجاب", "ورس")}
_TRAINERS = ("احمد شاه کریمی", "نسرین یوسفی", "عبدالله هاشمی", "زهره امینی")
_GIVEN = (
    "احمد",
    "فاطمه",
    "کریم",
    "مریم",
    "نادر",
    "زینب",
    "یونس",
    "شیما",
    "رحیم",
    "لیلا",
    "صابر",
    "نرگس",
    "داود",
    "پروین",
)
_FATHERS = (
    "عبدالله",
    "محمد علی",
    "غلام نبی",
    "عبدالغفور",
    "محمد عمر",
    "سید کاظم",
    "شیر احمد",
    "محمد نعیم",
    "عبدالقادر",
)
_FAMILIES = ("کریمی", "احمدی", "نوری", "حسینی", "صدیقی", "رسولی", "عظیمی", "")
_LOCAL = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def _list(path: Path) -> Path:
    """A list as an office writes it: a title, headings, 200 courses of 25 people, dates and phones as text."""
    chance = random.Random(5)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Participants")
        sheet.write_string(0, 0, "Participants of the SYB courses of 2026")
        sheet.write_row(2, 0, _HEADINGS)
        for number in range(ROWS):
            born = date(1960, 1, 1) + timedelta(days=chance.randrange(16_000))
            sex = chance.choice(("M", "F", "f", "Male", "Female"))
            name = " ".join(("Daw" if sex in ("F", "f", "Female") else "U", *chance.sample(_NAMES, 3)))
            sheet.write_row(
                3 + number, 0,
                [
                    number + 1, name, sex,
                    born.strftime("%d/%m/%Y"), f"0942{chance.randrange(10**7):07}",
                    f"12/OUKAMA(N){chance.randrange(10**5, 10**6)}", chance.choice(("Ywa Thit", "Nyaung Bin")),
                    chance.choice(("Taungoo", "Bago", "Hlaing")), chance.choice(("High school", "Primary", "")),
                    chance.choice(("Tea shop", "Tailoring", "Grocery")), f"SYB-{number // 25 + 1}",
                    (date(2026, 1, 5) + timedelta(days=number // 25)).isoformat(), "",
                ],
            )  # fmt: skip
    return path


def _dari_list(path: Path) -> Path:
    """A list from right to left in Dari: courses with dates of the Solar Hijri calendar in several forms, names in
    halves, telephones as numbers and in local digits, and nothing but its language and these to tell the country."""
    chance = random.Random(7)
    courses = [_dari_course(chance, number) for number in range(1, _DARI_COURSES + 1)]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("لیست")
        sheet.right_to_left()
        sheet.write_string(0, 0, "لیست عمومی اشتراک کنندگان کورس های SIYB")
        sheet.write_row(2, 0, _DARI_HEADINGS)
        for number in range(ROWS):
            course = courses[number * _DARI_COURSES // ROWS]
            born = chance.randrange(1340, 1381)
            phone = f"7{chance.randrange(10)}{chance.randrange(10**7):07}"
            sheet.write_row(
                3 + number, 0,
                [
                    number + 1, *course, chance.choice(_GIVEN), chance.choice(_FATHERS), chance.choice(_FAMILIES),
                    chance.choice(("زن", "مرد", "اناث", "ذکور")),
                    chance.choice((born, born, str(born).translate(_LOCAL), "")),
                    chance.choice(("", str(chance.randrange(10**6, 10**8)))),
                    chance.choice((int(phone), f"0{phone}", f"0{phone}".translate(_LOCAL), f"0{phone[:2]}-{phone[2:]}",
                                   f"+93 {phone[:2]} {phone[2:5]} {phone[5:]}")),
                    chance.choice(("بی سواد", "صنف ۱۲", "لیسانس", "مکتب خانگی")),
                    chance.choice(("", *[f"{course[0]}/{number % 30 + 1:02}"] * 9)),
                ],
            )  # fmt: skip
    return path


def _dari_course(chance: random.Random, number: int) -> tuple[str, ...]:
    """Code, product, first and last day, province, district and trainer of a course."""
    year, month, day = chance.randrange(1396, 1399), chance.randrange(1, 13), chance.randrange(1, 22)
    form = chance.choice(("{d}-{m}-{y}", "{y}/{m:02}/{d:02}", "{local}"))
    days = [
        form.format(y=year, m=month, d=one, local=f"{one} {_MONTHS[month - 1]} {year}".translate(_LOCAL))
        for one in (day, day + chance.randrange(3, 8))
    ]
    province = chance.choice(list(_PLACES))
    product, place = chance.choice(("GYB", "SYB", "IYB")), (province, chance.choice(_PLACES[province]))
    return f"AF-{year}-{number:03}", product, *days, *place, chance.choice(_TRAINERS)


@contextmanager
def _prepare(folder: Path, write: Callable[[Path], Path], country: str | None) -> Iterator[tuple[Timed, Timed]]:
    from db.database import Database
    from trainer_app.importing import taking
    from trainer_app.importing.choices import Choices
    from trainer_app.importing.opened import open_list
    from trainer_app.programmes.catalogue import load_catalogue

    path, catalogue, choices = write(folder / "list.xlsx"), load_catalogue(), Choices()
    database = Database.create(folder / "office.db", name="Office", kind="office")

    def plan() -> None:  # what the wizard and the command line do until somebody sees it
        reading = open_list(path).read(choices, country)
        with database.change("Import", kind="import", rehearse=True) as tx:
            made = taking.make_plan(tx, reading, catalogue, choices)
        if sum(ledger.new for ledger in made.ledgers) < _NEW * ROWS or len(made.courses) < ROWS // 25:
            raise RuntimeError(f"not all rows are new: {made.ledgers}")

    def read() -> float:
        book = CalamineWorkbook.from_path(path)
        return 3 * seconds(lambda: book.get_sheet_by_index(0).to_python()) + ALLOWED

    yield lambda: seconds(plan), read


JOBS = (
    Job(
        f"plan of a list of {ROWS:,} rows / three times its reading and {ALLOWED:g} s", 1.0,
        partial(_prepare, write=_list, country="MM"),
    ),
    Job(
        f"plan of a list in Dari, {_DARI_COURSES} courses, no known country / the same", 1.0,
        partial(_prepare, write=_dari_list, country=None),
    ),
)  # fmt: skip
