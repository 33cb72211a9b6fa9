"""The plan of a list of 5,000 participants, against three times python-calamine reading the file, and two seconds."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from measure import Job, Timed, seconds
from python_calamine import CalamineWorkbook

ROWS, ALLOWED = 5_000, 2.0  # seconds beside the reading
_NAMES = ("Aung", "Kyaw", "Min", "Thant", "Zaw", "Hla", "Mya", "Khin", "Phyu", "Nilar", "Soe", "Htun", "Thida", "Moe")
_HEADINGS = (
    *("No.", "Name", "Sex", "Date of birth", "Phone", "NRC", "Village", "Township", "Education", "Business idea"),
    *("Course", "Start date", "Remarks"),
)


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


@contextmanager
def _prepare(folder: Path) -> Iterator[tuple[Timed, Timed]]:
    from db.database import Database
    from trainer_app.importing import taking
    from trainer_app.importing.choices import Choices
    from trainer_app.importing.opened import open_list
    from trainer_app.programmes.catalogue import load_catalogue

    path, catalogue, choices = _list(folder / "list.xlsx"), load_catalogue(), Choices()
    database = Database.create(folder / "office.db", name="Office", kind="office")

    def plan() -> None:  # what the wizard and the command line do until somebody sees it
        reading = open_list(path).read(choices, "MM")
        with database.change("Import", kind="import", rehearse=True) as tx:
            made = taking.make_plan(tx, reading, catalogue, choices)
        if sum(ledger.new for ledger in made.ledgers) < ROWS:
            raise RuntimeError(f"not all rows are new: {made.ledgers}")

    def read() -> float:
        book = CalamineWorkbook.from_path(path)
        return 3 * seconds(lambda: book.get_sheet_by_index(0).to_python()) + ALLOWED

    yield lambda: seconds(plan), read


JOBS = (Job(f"plan of a list of {ROWS:,} rows / three times its reading and {ALLOWED:g} s", 1.0, _prepare),)
