"""Courses and their codes: a column of codes, and a title with a class of which another list of the file tells more."""

import re
from collections.abc import Sequence
from dataclasses import replace

from trainer_app.lists.kinds import PEOPLE
from trainer_app.lists.reading import ColumnGuess, ListTable, Skipped, Value
from trainer_app.lists.scripts import plain
from trainer_app.lists.words import Words
from trainer_app.texts import _

_CODE = re.compile(r"(?=[\w/-]*\d)(?=[\w/-]*[^\W\d_])[\w/-]{3,}")  # LC02, 12B, HT-01: letters and digits
_TOLD = ("product", "start", "end", "venue", "trainer", "organiser", "course_code")
_OF_COURSES = {"product", "start", "dates", "course_code"}


def codes_apart(guesses: Sequence[ColumnGuess], words: Words) -> list[ColumnGuess]:
    """The columns, that of codes which hold the product ("99/SYB/001") as such where another one tells the product."""
    told = [guess for guess in guesses if guess.field == "product"]
    codes = [
        guess for guess in told if "course_code" in words.fields_of(guess.header.rpartition(" / ")[2], within=True)
    ]
    known = any(guess.field == "course_code" for guess in guesses)
    if len(codes) != 1 or len(told) < 2 or known:
        return list(guesses)
    return [replace(guess, field="course_code") if guess is codes[0] else guess for guess in guesses]


def with_courses_by_code(tables: Sequence[ListTable], skipped: Sequence[Skipped]) -> list[ListTable]:
    """The tables, those without a course of their own with the one whose code stands above them."""
    known: dict[str, dict[str, Value]] = {}
    for table in tables:
        for row in table.rows if "course_code" in table.index_of else ():
            code = row.values.get("course_code")
            if code is not None and code.value is not None and {"product", "start"} <= row.values.keys():
                told = {name: row.values[name] for name in _TOLD if name in row.values}
                known.setdefault(plain(str(code.value)), told)
    return [_with_course(table, tables, skipped, known) for table in tables] if known else list(tables)


def _with_course(
    table: ListTable, tables: Sequence[ListTable], skipped: Sequence[Skipped], known: dict[str, dict[str, Value]]
) -> ListTable:
    fields = {(guess.field or "").partition(":")[0] for guess in table.columns}
    own = {name for name, value in table.course.items() if value.value is not None}
    if table.kind != PEOPLE or fields & _OF_COURSES or {"product", "start"} <= own:
        return table
    top = table.header_rows[0] if table.header_rows else 0
    before = max(
        (t.rows[-1].row_number for t in tables if t.sheet == table.sheet and t.rows and t.rows[-1].row_number < top),
        default=0,
    )
    above = [one.text for one in skipped if one.sheet == table.sheet and before < one.row < top]
    texts = [plain(text) for text in (*above, *(value.raw for value in table.course.values()))]
    codes = {code for text in texts for code in _CODE.findall(text) if code in known}
    if len(codes) != 1:
        return table
    note = _("of the course with this code, as elsewhere in the list")
    told = {
        name: value if value.mark in ("unsure", "refused") else replace(value, mark="converted", note=note)
        for name, value in known[codes.pop()].items()
    }
    return replace(table, course={**table.course, **told})
