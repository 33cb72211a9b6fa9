"""Dates of lists under the clocks of the field: a day has no time, whichever zone the computer is in."""

import csv
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from packed_files import ods, ods_row
from xlsxwriter import Workbook

from tests.trainer_app.importing.conftest import Office

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change the zone of a process")

# Days without a midnight are among them: the clocks were put forward then, in Kathmandu and in São Paulo.
BORN = [date(1986, 1, 1), date(1990, 10, 21), date(2000, 2, 29), date(1930, 12, 31)]
STARTS = [date(2017, 10, 15), date(2018, 11, 4), date(2018, 2, 18), date(2019, 12, 31)]
HEADINGS = ("Full name", "Sex", "Date of birth", "Course", "Start date")
NAMES = ("Aye Aye", "Bo Bo", "Su Su", "Hla Hla")
ROWS = list(zip(NAMES, BORN, STARTS, strict=True))


def in_excel(path: Path, *, since_1904: bool = False) -> None:
    with Workbook(str(path), {"date_1904": since_1904, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("List")
        sheet.write_row(0, 0, HEADINGS)
        for row, (name, born, starts) in enumerate(ROWS, 1):
            sheet.write_row(row, 0, (name, "F", born, "SYB", starts))


def in_excel_since_1904(path: Path) -> None:
    in_excel(path, since_1904=True)


def as_text(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *((name, "F", born, "SYB", starts) for name, born, starts in ROWS)])


def in_libreoffice(path: Path) -> None:
    def text(content: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{content}</text:p></table:table-cell>'

    def day(value: date) -> str:
        cell = f'<table:table-cell office:value-type="date" office:date-value="{value}T00:00:00">'
        return f"{cell}<text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"

    rows = [ods_row(text(name), text("F"), day(born), text("SYB"), day(starts)) for name, born, starts in ROWS]
    ods(ods_row(*map(text, HEADINGS)) + "".join(rows))(path)


@pytest.fixture(params=["UTC", "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Kiritimati"])
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(
    ("name", "write"),
    [("a.xlsx", in_excel), ("b.xlsx", in_excel_since_1904), ("c.csv", as_text), ("d.ods", in_libreoffice)],
)
def test_a_day_stays_that_day(name: str, write: Callable[[Path], None], office: Office) -> None:
    write(office.folder / name)
    office.take(office.begin(office.folder / name))
    with office.database.read() as tx:
        born = tx.rows("SELECT full_name, birth_date FROM person WHERE NOT deleted ORDER BY rowid")
        starts = tx.rows("SELECT starts FROM course WHERE NOT deleted ORDER BY starts")
    assert [tuple(row) for row in born] == [(name, day.isoformat()) for name, day in zip(NAMES, BORN, strict=True)]
    assert [row[0] for row in starts] == [day.isoformat() for day in sorted(STARTS)]
