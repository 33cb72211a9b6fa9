"""What a row of a list tells of attendance, in columns of sessions or as days or hours in all."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trainer_app.courses.sessions import training_days
from trainer_app.lists.day_hours import in_hours
from trainer_app.lists.half_days import are_halves, two_each_day
from trainer_app.lists.modules import module_apart
from trainer_app.lists.out_of import out_of
from trainer_app.lists.reading import ColumnGuess, ListRow, ListTable
from trainer_app.lists.scripts import plain
from trainer_app.lists.words import Words, load_words


@dataclass(frozen=True)
class Attended:
    """What a row tells of attendance. unit: half_day, day or hours; marks: a share per session, or EXCUSED."""

    unit: str
    present: float
    of: float | None
    marks: tuple[float, ...] = ()


def columns(
    tables: Iterable[ListTable], product: str | None = None, told: Iterable[Mapping[str, Attended]] = ()
) -> dict[str, int]:
    """The number, from 1, of each attendance column by its field; of those of one product if asked.

    told: what the rows of one course tell (see attended); then without the columns that are no sessions of it.
    """
    found: dict[str, int] = {}
    for table in tables:
        fields = [guess.field for guess in table.sessions if product is None or guess.product == product]
        found |= {name: number for number, name in enumerate(fields, 1) if name is not None}
    alone = [one for one in told if product is not None or one.keys() == {""}]
    held = max((len(one[product or ""].marks) for one in alone if product or "" in one), default=len(found))
    return {name: number for name, number in found.items() if number <= held}


def sessions_held(columns: int, last: int, days: int, *, half: bool) -> int:
    """How many columns are sessions of a course of so many days (0: not known) that has its last mark in one of them.

    Those behind its days, which all of its people leave empty, are of the longer courses in the same list.
    """
    most = 2 * days if half else days
    return most if 0 < last <= most < columns else columns


def attended(table: ListTable, row: ListRow, marks: Mapping[int, float]) -> dict[str, Attended]:
    """What a row tells of attendance, by the product of the columns, or "" where the table is of one course."""
    found: dict[str, Attended] = {}
    words = load_words()
    groups: dict[str, list[ColumnGuess]] = {}
    for guess in table.sessions:
        groups.setdefault(guess.product or "", []).append(guess)
    numbers = columns([table]) if groups else {}
    for product, guesses in groups.items():
        told = [marks.get(numbers[guess.field or ""]) for guess in guesses]
        present = sum(one for one in told if one is not None and one > 0)
        if in_hours(guesses[0].header, words) and max((one or 0 for one in told), default=0) > 1:
            in_all = next((guess.header for guess in table.columns if guess.field == "attendance_total"), "")
            found[product] = Attended("hours", present, _held_in_all(table, row, "", plain(in_all), hours=True))
        elif any(one is not None for one in told):
            half = _are_half_days([guess.header for guess in guesses], words)
            used = table.marked if "start" in table.course and "start" not in row.values else ()
            last = max(n for n, one in enumerate(told, 1) if one is not None or guesses[n - 1].field in used)
            told = told[: sessions_held(len(told), last, _days(table, row), half=half)]
            shares = tuple(one if one is not None else 0.0 for one in told)
            present = sum(share for share in shares if share > 0)
            found[product] = Attended("half_day" if half else "day", present, float(len(shares)), shares)
    for guess in table.attendance_totals:
        product = guess.product or ""
        total = row.values.get(guess.field or "")
        if total is None or not isinstance(total.value, int | float) or (found if not product else product in found):
            continue
        header = plain(guess.header)
        hours = in_hours(header, words)
        _number, header = (module_apart(header) if product else None) or ("", header)
        held = _held_in_all(table, row, total.raw, header, hours=hours)
        found[product] = Attended("hours" if hours else "day", float(total.value), held)
    return found


def _held_in_all(table: ListTable, row: ListRow, told: str, header: str, *, hours: bool) -> float | None:
    """Of how many days or hours a row tells that somebody was there: by its cell ("36/40"), the heading, or the hours
    or days of the course."""
    if both := out_of(told):
        return both[1]
    if numbers := re.findall(r"\d+", header):
        return float(max(map(int, numbers)))
    unit = "hours" if hours else "days"
    held = row.values.get(unit) or table.course.get(unit)
    return float(held.value) if held is not None and isinstance(held.value, int | float) else None


def _are_half_days(headings: Sequence[str], words: Words) -> bool:
    """Whether columns are half-days: by their names, or as two stand below each day ("8/6 / S" beside "8/6 / C") or
    name it ("D1 m", "D1 t")."""
    pairs = [heading.rpartition(" / ")[::2] for heading in headings]
    first = plain(pairs[0][1])
    if first in words.sets["session"] | words.sets["whole_day"]:
        return first not in words.sets["whole_day"]
    return two_each_day(pairs) or are_halves(headings)


def _days(table: ListTable, row: ListRow) -> int:
    """How many days the course of a row takes by its dates; 0 where they do not tell."""
    said = [row.values.get(name) or table.course.get(name) for name in ("start", "end")]
    starts, ends = (one.value if one is not None and isinstance(one.value, date) else None for one in said)
    return len(training_days(starts, ends)) if starts and ends else 0
