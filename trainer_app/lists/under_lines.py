"""People and classes listed below lines that name their firm, their place or who held their courses."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from trainer_app.lists.kinds import ENTERPRISES, PEOPLE, TOTALS
from trainer_app.lists.reading import ListTable, Mark, Skipped, Value
from trainer_app.lists.scripts import clean, has_letters, plain
from trainer_app.lists.tables import REASONS
from trainer_app.lists.word_finder import stands_alone
from trainer_app.lists.words import Words
from trainer_app.texts import _

_PLACES = frozenset({"province", "district", "township", "village", "address", "venue"})
_LIVED_IN = _PLACES - {"venue"}
_SHORTEST_WORD = 3  # letters of a word for a kind of place
_FEWEST_PLACES = 2  # lines that may be places, where no word says that they are
_NUMBER_BEFORE = re.compile(r"^\W*(?:\d+|[ivx]+|[a-z])\s*[.)|:-]\s*", re.IGNORECASE)


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
        _below(
            table, {row: firm for (sheet, row), firm in lines.items() if sheet == table.sheet}, "business_name",
            _("the firm in the line above"),
        )
        if table.kind == PEOPLE and table.sheet in sheets and "business_name" not in table.index_of
        else table
        for table in tables
    ]  # fmt: skip


def _named(line: str, firms: Mapping[str, str]) -> str | None:
    """The firm that a line names: alone, after a number or label, or before more in brackets or after a comma."""
    text = _NUMBER_BEFORE.sub("", clean(line))
    options = (text, clean(line), text.partition(":")[2], text.partition("(")[0], text.partition(",")[0])
    return next((firms[key] for one in options if (key := firm_key(one)) in firms), None)


def with_places_above(
    tables: Sequence[ListTable], skipped: Iterable[Skipped], may_be_place: Callable[[str], bool], words: Words
) -> list[ListTable]:
    """The tables, each person, class or activity below a line that names a place with that place, where no column
    tells it.

    A line says so by a word for a place; where there are several above classes, all that may be places are taken, to be
    looked at.
    """
    lines = [one for one in skipped if " | " not in one.text]
    result = []
    for table in tables:
        within = range(min(table.header_rows, default=0) + 1, max((row.row_number for row in table.rows), default=0))
        own = {one.row: clean(one.text) for one in lines if one.sheet == table.sheet and one.row in within}
        sure = {row: text for row, text in own.items() if any(_is_place(part, words) for part in plain(text).split())}
        likely = {row: text for row, text in own.items() if may_be_place(text)}
        if table.kind == TOTALS and not _PLACES & table.index_of.keys():
            if sure:
                table = _below(table, sure, "province", _("the place in the line above"))
            elif len(likely) >= _FEWEST_PLACES and len(likely) == len(own):
                table = _below(table, likely, "province", _("the line above: is it the place?"), "unsure")
        elif table.kind == PEOPLE and not _LIVED_IN & table.index_of.keys():
            titles = {one.row for one in lines if one.reason == REASONS["title"]}
            named = {row: _place_named(text, words) for row, text in likely.items() if row in titles}
            for name in dict.fromkeys(one for one in named.values() if one is not None):
                of_kind = {row: own[row] for row, one in named.items() if one == name}
                table = _below(table, of_kind, name, _("the place in the line above"))
        result.append(table)
    return result


def _place_named(line: str, words: Words) -> str | None:
    """What kind of place a line names that begins or ends with the word for it: "ตำบลตรึม", "Kecamatan Cibadak"."""
    text = plain(_NUMBER_BEFORE.sub("", line))
    for name in ("village", "township", "district", "province"):
        for word in _words_for(name, words):
            rest = text.removeprefix(word) if text.startswith(word) else text.removesuffix(word)
            begins = text.startswith(word) and stands_alone(text, 0, len(word))
            ends = text.endswith(word) and stands_alone(text, len(text) - len(word), len(text))
            if (begins or ends) and has_letters(rest):
                return name
    return None


@lru_cache(maxsize=16)
def _words_for(field: str, words: Words) -> list[str]:
    """What heads a column of a kind of places, the longest first; none so short that it may be anything."""
    known = [alias for alias, fields in words.aliases.items() if field in fields and len(alias) >= _SHORTEST_WORD]
    return sorted(known, key=lambda alias: (-len(alias), alias))


def with_heads_above(tables: Sequence[ListTable]) -> list[ListTable]:
    """The lists of people, the later ones of a sheet with who held the courses, and where, as a line above the first
    tells; not where that line is the one that tells the course of the first."""
    first: dict[str, ListTable] = {}
    result = []
    for table in tables:
        if table.kind == PEOPLE and table.sheet in first:
            told = _heads(first[table.sheet])
            known = table.course.keys() | table.index_of.keys()
            unknown = {name: value for name, value in told.items() if name not in known}
            table = replace(table, course={**unknown, **table.course})
        elif table.kind == PEOPLE:
            first[table.sheet] = table
        result.append(table)
    return result


def _heads(table: ListTable) -> dict[str, Value]:
    """The province and the organiser that lines of their own above a table tell."""
    of_course = {_row_of(table.course_cells[name]) for name in ("product", "start") if name in table.course_cells}
    told = {name: table.course[name] for name in ("organiser", "province") if name in table.course}
    told = {name: value for name, value in told.items() if _row_of(table.course_cells.get(name, "")) not in of_course}
    note = _("above the first list of this sheet")
    return {name: replace(one, mark=one.mark or "converted", note=one.note or note) for name, one in told.items()}


def _row_of(cell: str) -> str:
    return "".join(filter(str.isdigit, cell))


def _is_place(word: str, words: Words) -> bool:
    return bool(words.fields_of(word).keys() & {"province", "district", "township"})


def _below(table: ListTable, lines: Mapping[int, str], name: str, note: str, mark: Mark = "converted") -> ListTable:
    """The table with what the last line above each row, since its header, says of it."""
    top = max((row for row in table.header_rows if not table.rows or row < table.rows[0].row_number), default=0)
    rows = []
    for row in table.rows:
        above = max((line for line in lines if top < line < row.row_number), default=None)
        if above is not None:
            row = replace(row, values={**row.values, name: Value(lines[above], lines[above], mark, note)})
        rows.append(row)
    return replace(table, rows=tuple(rows))
