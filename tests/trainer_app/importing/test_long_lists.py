"""Long lists: the work grows as they do, and what takes too long all the same ends in a sentence."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

import trainer_app
from db.database import Database
from db.models import Course, Person
from trainer_app import name_index
from trainer_app.courses import courses
from trainer_app.errors import UserError
from trainer_app.importing import calm_copy, deadline, importer, send_back, taking
from trainer_app.importing.choices import Choices
from trainer_app.importing.opened import open_list
from trainer_app.lists.read import read_list
from trainer_app.lists.reading import Reading
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.progress import Progress

CATALOGUE = load_catalogue()
_OURS = str(Path(trainer_app.__file__).parent)
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def word(number: int) -> str:
    """A name that no other number has."""
    return (_SYLLABLES[number % 70] + _SYLLABLES[number // 70 % 70] + "n").title()


def day(number: int) -> str:
    return str(date(2000, 1, 1) + timedelta(days=number))


LISTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "organisers": ("Name;Sex;Course;Start date;Organiser", lambda n: f"{word(n)} A;F;SYB;{day(n)};Office {word(n)}"),
    "trainers": ("Name;Sex;Course;Start date;Trainer", lambda n: f"{word(n)} A;F;SYB;{day(n)};Daw {word(n)} Win"),
    "venues": ("Name;Sex;Course;Start date;Venue", lambda n: f"{word(n)} A;F;SYB;2024-01-01;Hall {word(n)}"),
    "people": ("Name;Sex;Course;Start date", lambda n: f"{word(n)} A;F;SYB;2024-01-01"),
    "one name": ("Name;Sex;Course;Start date", lambda n: "Aye Aye;F;SYB;2024-01-01"),
    "places": ("Name;Sex;Course;Start date;Province", lambda n: f"{word(n)} A;F;SYB;2024-01-01;Pr {word(n)}"),
    "words in the sexes": ("Name;Sex;Course;Start date", lambda n: f"{word(n)} A;{word(n)};SYB;2024-01-01"),
    "years to come": ("Name;Sex;Course;Start date", lambda n: f"{word(n)} A;F;SYB;5/{n % 12 + 1}/2070"),
}  # fmt: skip


def listed(folder: Path, what: str, rows: int) -> Path:
    path = folder / f"{what}.csv"
    header, row = LISTS[what]
    first = 10 * rows  # what was read before is remembered
    path.write_text("\n".join([header, *map(row, range(first, first + rows))]))
    return path


def planned(folder: Path, reading: Reading) -> importer.Plan:
    database = Database.create(folder / f"{len(list(folder.iterdir()))}.db", name="Office", kind="office")
    with database.change("look", rehearse=True) as tx:
        return importer.plan(tx, reading, CATALOGUE)


def steps(work: Callable[[], object], within: str = "") -> int:
    """How many of our lines, or of those in one folder, the work ran through: the same on every computer."""
    folder = str(Path(_OURS, within))
    count = 0

    def line(_frame: Any, _event: str, _arg: object) -> Any:
        nonlocal count
        count += 1
        return line

    def called(frame: Any, _event: str, _arg: object) -> Any:
        return line if frame.f_code.co_filename.startswith(folder) else None

    sys.settrace(called)
    try:
        work()
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("what", LISTS)
def test_twice_the_list_is_twice_the_work(what: str, tmp_path: Path) -> None:
    def work(rows: int) -> int:
        path = listed(tmp_path, what, rows)
        return steps(lambda: planned(tmp_path, read_list(path)))

    work(10)  # what is loaded once
    small, middle, large = work(100), work(200), work(400)
    assert large - middle < 2.1 * (middle - small)


def test_a_short_list_understands_no_names_of_those_whom_it_cannot_mean(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name;Sex;Course;Start date\nKarabo Mokoena;F;SYB;2024-01-01")
    reading = read_list(path)

    def work(people: int) -> int:
        database = Database.create(tmp_path / f"{people}.db", name="Office", kind="office")
        with database.change("people") as tx:
            tx.add_many([Person(full_name=f"Daw {word(n)} Santoso", phones=f"0944{n:06}") for n in range(people)])
        with database.read() as tx:
            name_index.prepare(tx)

        def look() -> None:
            with database.change("look", rehearse=True) as tx:
                importer.plan(tx, reading, CATALOGUE)

        look()
        return steps(look, "linkage")

    assert work(1200) == work(200)


def test_what_takes_too_long_ends_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read_list(listed(tmp_path, "people", 30))
    plan = planned(tmp_path, reading)
    monkeypatch.setattr(deadline, "SECONDS", -1.0)
    with pytest.raises(UserError, match=r"people\.csv names so many different .* Split it into several files"):
        planned(tmp_path, reading)
    database = Database.create(tmp_path / "other.db", name="Office", kind="office")
    with database.change("take") as tx:  # what was planned in time is done
        assert len(importer.apply(tx, plan, CATALOGUE).rows) == 30


def test_cells_that_take_too_long_to_understand_end_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_list(listed(tmp_path, "people", 30))
    monkeypatch.setattr(deadline, "SECONDS", -1.0)
    with pytest.raises(UserError, match=r"people\.csv .* to understand it takes too long\. .* Split it into several"):
        opened.read(Choices())


def test_all_that_a_list_needs_until_its_plan_shares_one_clock(tmp_path: Path) -> None:
    opened = open_list(listed(tmp_path, "people", 30))
    reading = opened.read(Choices())
    assert 0 < opened.spent < reading.spent
    assert len(planned(tmp_path, reading).rows) == 30
    with pytest.raises(UserError, match="to compare them with each other takes too long"):
        planned(tmp_path, replace(reading, spent=1000.0))
    with pytest.raises(UserError, match="to understand it takes too long"):
        replace(opened, spent=1000.0).read(Choices())


class Counting(Progress):
    asked = 0

    def cancelled(self) -> None:
        self.asked += 1


def test_between_columns_reading_can_be_stopped(tmp_path: Path) -> None:
    progress = Counting()
    open_list(listed(tmp_path, "trainers", 5)).read(Choices(), progress=progress)
    assert progress.asked > 5  # the columns of the one sheet that there is


@pytest.mark.parametrize("row", ["SYB;{n};2024", "အောင်မြင့်{n};ခင်ဌေး{n};ဇော်{n}"])
def test_between_rows_looking_for_tables_can_be_stopped(row: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("\n".join(["Stock", *(row.format(n=n) for n in range(200))]), "utf-8")
    progress = Counting()
    reading = open_list(path).read(Choices(), progress=progress)
    assert not reading.tables
    assert progress.asked > 200


def sent_back(folder: Path, suffix: str) -> Path:
    """Where a list of forty dates that cannot be would go back to, its plan made in time."""
    rows = [[f"{word(n)} A", "F", "SYB", "31/02/2024"] for n in range(40)]
    path = folder / f"dates{suffix}"
    if suffix == ".xlsx":
        book = Workbook()
        for row in (["Name", "Sex", "Course", "Start date"], *rows):
            book.active.append(row)
        book.save(path)
    else:
        path.write_text("\n".join(";".join(row) for row in (["Name", "Sex", "Course", "Start date"], *rows)))
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("at", ["from the beginning", "to open it", "to save a cell", "to save a note"])
def test_a_copy_that_takes_too_long_to_write_ends_in_a_sentence(
    at: str, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, target = sent_back(tmp_path, suffix), tmp_path / "back.xlsx"
    database = Database.create(tmp_path / "office.db", name="Office", kind="office")
    opened = open_list(path)
    with database.change("look", rehearse=True) as tx:
        plan = importer.plan(tx, opened.read(Choices()), CATALOGUE)
    if at == "from the beginning":
        monkeypatch.setattr(deadline, "SECONDS", -1.0)
    elif at == "to open it":
        monkeypatch.setattr(calm_copy, "_SECONDS_OF_BYTE", 1.0)
    else:
        monkeypatch.setattr(send_back, {"to save a cell": "_SECONDS_OF_CELL"}.get(at, "_SECONDS_OF_NOTE"), 1.0)
    if (at, suffix) == ("to open it", ".csv"):  # of which only the cells are copied, one by one
        assert taking.send_back(database, opened, Choices(), CATALOGUE, target, plan=plan)[0] > 0
        return
    with pytest.raises(UserError, match=r"dates\.\w+ is so long, or so much is to be .* Nothing was written\."):
        taking.send_back(database, opened, Choices(), CATALOGUE, target, plan=plan)
    assert not target.exists()


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "12\0", "1e5", "-7"])
def test_a_number_that_is_none_leads_to_no_code(number: str, tmp_path: Path) -> None:
    database = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with database.change("courses") as tx:
        values = {"products": "SYB", "programme": "SIYB", "starts": date(2026, 1, 5)}
        first = courses.propose_code(tx, values)
        tx.add(Course(code=first[:-3] + "041", **values))
        tx.add(Course(code=first[:-3] + number, **values))
        assert courses.propose_code(tx, values) == first[:-3] + "042"
