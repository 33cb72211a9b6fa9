"""Long lists: the work grows as they do, and what takes too long all the same ends in a sentence."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import trainer_app
from db.database import Database
from db.models import Course
from trainer_app.courses import courses
from trainer_app.errors import UserError
from trainer_app.importing import deadline, importer
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


def steps(work: Callable[[], object]) -> int:
    """How many of our lines the work ran through: the same on every computer."""
    count = 0

    def line(_frame: Any, _event: str, _arg: object) -> Any:
        nonlocal count
        count += 1
        return line

    def called(frame: Any, _event: str, _arg: object) -> Any:
        return line if frame.f_code.co_filename.startswith(_OURS) else None

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
    monkeypatch.setattr(deadline, "READING_SECONDS", -1.0)
    with pytest.raises(UserError, match=r"people\.csv .* to understand it takes too long\. .* Split it into several"):
        opened.read(Choices())


def test_what_one_part_of_the_work_took_the_next_one_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_list(listed(tmp_path, "people", 30))
    reading = opened.read(Choices())
    assert 0 < opened.spent < reading.spent
    assert len(planned(tmp_path, replace(reading, spent=1000.0)).rows) == 30  # each part has some time in any case
    monkeypatch.setattr(deadline, "LEAST_SECONDS", -1.0)
    assert len(planned(tmp_path, reading).rows) == 30
    with pytest.raises(UserError, match="to compare them with each other takes too long"):
        planned(tmp_path, replace(reading, spent=1000.0))
    with pytest.raises(UserError, match="to understand it takes too long"):
        replace(opened, spent=1000.0).read(Choices())


def test_between_columns_reading_can_be_stopped(tmp_path: Path) -> None:
    class Counting(Progress):
        asked = 0

        def cancelled(self) -> None:
            self.asked += 1

    progress = Counting()
    open_list(listed(tmp_path, "trainers", 5)).read(Choices(), progress=progress)
    assert progress.asked > 5  # the columns of the one sheet that there is


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "12\0", "1e5", "-7"])
def test_a_number_that_is_none_leads_to_no_code(number: str, tmp_path: Path) -> None:
    database = Database.create(tmp_path / "office.db", name="Office", kind="office")
    with database.change("courses") as tx:
        values = {"products": "SYB", "programme": "SIYB", "starts": date(2026, 1, 5)}
        first = courses.propose_code(tx, values)
        tx.add(Course(code=first[:-3] + "041", **values))
        tx.add(Course(code=first[:-3] + number, **values))
        assert courses.propose_code(tx, values) == first[:-3] + "042"
