"""People and classes listed below lines that name their firm or who held their courses."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from trainer_app.lists.course_lines import NUMBER_BEFORE
from trainer_app.lists.kinds import ENTERPRISES, INDICATORS, PEOPLE, TOTALS
from trainer_app.lists.reading import ListTable, Mark, Skipped, Value
from trainer_app.lists.scripts import clean, has_letters, plain
from trainer_app.lists.words import Words
from trainer_app.texts import _


def firm_key(name: object) -> str:
    """The name of a firm as it is compared: its letters and digits."""
    return re.sub(r"\W", "", plain(str(name)))


def with_firms_above(tables: Sequence[ListTable], skipped: Iterable[Skipped]) -> list[ListTable]:
    """The tables, each person below a line that names a listed firm with that firm."""
    firms = {
        firm_key(name.value): clean(str(name.value))
        for table in tables if table.kind == ENTERPRISES
        for row in table.rows
        if (name := row.values.get("business_name")) is not None and name.value is not None
    }  # fmt: skip
    lines = {(one.sheet, one.row): firm for one in skipped if firms and (firm := _named(one.text, firms)) is not None}
    sheets = {sheet for sheet, _row in lines}
    return [
        below(
            table, {row: firm for (sheet, row), firm in lines.items() if sheet == table.sheet}, "business_name",
            _("the firm in the line above"),
        )
        if table.kind == PEOPLE and table.sheet in sheets and "business_name" not in table.index_of
        else table
        for table in tables
    ]  # fmt: skip


def with_firms_labelled(tables: Sequence[ListTable], skipped: Sequence[Skipped], words: Words) -> list[ListTable]:
    """The tables of people and of indicators without a column of firms with the one that a label above them names:
    "Company: | Kora Ltd", as on a sheet for each firm."""
    lines = {(one.sheet, one.row): firm for one in skipped if (firm := _labelled(one.text, words)) is not None}
    sheets = {sheet for sheet, _row in lines}
    result = []
    for table in tables:
        if table.sheet in sheets and table.kind in (PEOPLE, INDICATORS) and "business_name" not in table.index_of:
            first = min((*table.header_rows, *(row.row_number for row in table.rows)), default=0)
            above = max((row for sheet, row in lines if sheet == table.sheet and row < first), default=0)
            firm = lines.get((table.sheet, above))
            value = Value(firm or "", firm, "converted", _("the firm in the line above"))
            told = {"business_name": value} if firm else {}
            table = replace(table, rows=tuple(replace(row, values={**told, **row.values}) for row in table.rows))
        result.append(table)
    return result


def _labelled(line: str, words: Words) -> str | None:
    """The firm behind the label for one, in the next cell or after a colon."""
    label, _sign, firm = line.partition(" | ") if " | " in line else line.partition(":")
    firm = firm.strip(" :")
    said = has_letters(firm) and " | " not in firm and words.product_of(firm) is None
    return firm if said and "business_name" in words.fields_of(label) else None


def _named(line: str, firms: Mapping[str, str]) -> str | None:
    """The firm that a line names: alone, after a number or label, or before more in brackets or after a comma."""
    text = NUMBER_BEFORE.sub("", clean(line))
    options = (text, clean(line), text.partition(":")[2], text.partition("(")[0], text.partition(",")[0])
    return next((firms[key] for one in options if (key := firm_key(one)) in firms), None)


def with_heads_above(tables: Sequence[ListTable]) -> list[ListTable]:
    """The lists of people and of totals, the later ones of a sheet with who held the courses, and where, as a line
    above the first tells; not where that line is the one that tells the course of the first. What a list between tells
    otherwise is to be looked at. Totals are also of the programme and the school year above the first."""
    first: dict[tuple[str, str], dict[str, Value]] = {}
    result: list[ListTable] = []
    for table in tables:
        if result and _goes_on(result[-1], table):
            table = replace(table, course={**table.course, **result[-1].course})
        told = first.get((table.sheet, table.kind))
        if told is not None:
            for name in told.keys() & table.course.keys():
                if told[name].value != table.course[name].value:
                    told[name] = replace(told[name], mark="unsure")
            table = _with_heads(table, told)
        elif table.kind in (PEOPLE, TOTALS):
            first[table.sheet, table.kind] = _heads(table)
        result.append(table)
    return result


def _goes_on(before: ListTable, table: ListTable) -> bool:
    """Whether a list below its headings, which are there once more as on a new page, numbers its people on."""
    if table.sheet != before.sheet or table.kind != PEOPLE or table.course_rows or not (before.rows and table.rows):
        return False
    last, first = (row.values.get("serial") for row in (before.rows[-1], table.rows[0]))
    numbers = [plain(one.text) if one is not None else "" for one in (last, first)]
    again = [one.header for one in table.columns] == [one.header for one in before.columns]
    return again and all(map(str.isdecimal, numbers)) and int(numbers[1]) == int(numbers[0]) + 1


def _with_heads(table: ListTable, told: Mapping[str, Value]) -> ListTable:
    """A table with what is told above the first of its sheet and not by itself, its columns or the lines in it."""
    known = table.course.keys() | table.index_of.keys() | {name for row in table.rows for name in row.values}
    known |= {own for column, own in (("activity", "product"), ("school", "organiser")) if column in known}
    unknown = {name: value for name, value in told.items() if name not in known}
    said = table.course.get("start")
    undated = "school_year" in unknown and said is not None and said.value is None and not said.raw
    own = {name: value for name, value in table.course.items() if not (undated and name == "start")}
    return replace(table, course={**unknown, **own})


def _heads(table: ListTable) -> dict[str, Value]:
    """The province and the organiser that lines of their own above a table tell, the place of courses that only its
    rows tell, and what totals are of."""
    of_course = {_row_of(table.course_cells[name]) for name in ("product", "start") if name in table.course_cells}
    names = ("organiser", "province", *(() if table.course.keys() & {"product", "start"} else ("venue",)))
    told = {name: table.course[name] for name in names if name in table.course}
    told = {name: value for name, value in told.items() if _row_of(table.course_cells.get(name, "")) not in of_course}
    if table.kind == TOTALS and "start" not in table.course:
        told |= {name: table.course[name] for name in ("product", "school_year") if name in table.course}
    note = _("above the first list of this sheet")
    return {name: replace(one, mark=one.mark or "converted", note=one.note or note) for name, one in told.items()}


def _row_of(cell: str) -> str:
    return "".join(filter(str.isdigit, cell))


def below(table: ListTable, lines: Mapping[int, str], name: str, note: str, mark: Mark = "converted") -> ListTable:
    """The table with what the last line above each row, since its header, says of it."""
    top = max((row for row in table.header_rows if not table.rows or row < table.rows[0].row_number), default=0)
    rows = []
    for row in table.rows:
        above = max((line for line in lines if top < line < row.row_number), default=None)
        if above is not None:
            row = replace(row, values={**row.values, name: Value(lines[above], lines[above], mark, note)})
        rows.append(row)
    return replace(table, rows=tuple(rows))
