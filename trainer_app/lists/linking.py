"""What tables and sheets tell of each other: course dates by the firm, totals told twice."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from trainer_app.lists.by_code import with_courses_by_code
from trainer_app.lists.kinds import ENTERPRISES, PEOPLE, TAUGHT, TOTALS
from trainer_app.lists.place_lines import with_places_above
from trainer_app.lists.reading import ListRow, ListTable, Mark, Skipped, Value
from trainer_app.lists.scripts import plain
from trainer_app.lists.sheet_places import may_be_place, with_named_sheets_settled, with_places_of_sheets
from trainer_app.lists.under_lines import firm_key, with_firms_above, with_firms_labelled, with_heads_above
from trainer_app.lists.words import Words
from trainer_app.texts import _

_TELLS_MORE = ("dates", "start", "venue", "address", "school", "trainer", "organiser", "hours")
_PLACES = ("province", "district", "township")
_FEWEST_IN_ONE_PLACE = 3  # people of a course in one place before that is taken for the place of the course


def link_tables(
    tables: Sequence[ListTable], skipped: Sequence[Skipped], words: Words
) -> tuple[list[ListTable], list[ListTable]]:
    """The tables with what others tell; apart, those that only count people who are listed elsewhere in the file.

    skipped: the rows that belong to no table's people, of which some name the firm or place of those below.
    """
    tables = with_named_sheets_settled(tables, words)
    tables = with_firms_labelled(with_firms_above(tables, skipped), skipped, words)
    tables = with_places_above(tables, skipped, lambda text: may_be_place(text, words), words)
    tables = with_courses_by_code(with_heads_above(tables), skipped)
    linked: list[ListTable] = []
    left_out: list[ListTable] = []
    listed = _codes_listed(tables)
    held = _courses_listed(tables) if any(table.kind == TOTALS for table in tables) else {}
    firms = _module_dates(tables)
    for table in tables:
        if table.kind == TOTALS and (_is_summary(table, listed) or _all_held(table, held)):
            left_out.append(table)
            continue
        if table.kind == PEOPLE and firms:
            table = _with_modules(_of_one_module(table), firms)
        if table.kind in TAUGHT:
            table = _with_venues(table)
        linked.append(table)
    return with_places_of_sheets(linked, words), left_out


def _codes_listed(tables: Sequence[ListTable]) -> set[str] | None:
    """The course codes of all people of a file, plain; None where nobody is listed by name."""
    if not any(table.kind == PEOPLE for table in tables):
        return None
    values = (row.values.get("course_code") for table in tables if table.kind == PEOPLE for row in table.rows)
    return {plain(str(value.value)) for value in values if value is not None and value.value is not None}


def _courses_listed(tables: Sequence[ListTable]) -> dict[tuple[object, object], set[str]]:
    """By product and first day of all courses of which people are listed in a file the words of where they were."""
    found: dict[tuple[object, object], set[str]] = defaultdict(set)
    for table in tables:
        for row in table.rows if table.kind == PEOPLE else ():
            told = {**table.course, **row.values}
            if None not in (held := _held(told)):
                found[held] |= _place_words(told) | _words_of(table.sheet)
    return found


def _all_held(table: ListTable, held: Mapping[tuple[object, object], set[str]]) -> bool:
    """Whether a table of totals counts nothing but courses of which people are listed in the file: of the same
    product, first day and, where it tells one, place."""
    for row in table.rows:
        told = {**table.course, **row.values}
        where, listed_in = _place_words(told), held.get(_held(told))
        if listed_in is None or (where and listed_in and where.isdisjoint(listed_in)):
            return False
    return bool(table.rows)


def _held(values: Mapping[str, Value]) -> tuple[object, object]:
    """The product and first day that values tell, None for either that is not sure."""
    product, start = (values[name].value if name in values else None for name in ("product", "start"))
    return product, start if isinstance(start, date) else None


def _place_words(values: Mapping[str, Value]) -> set[str]:
    names = ("venue", "address", *_PLACES)
    return {word for name in names if name in values for word in _words_of(str(values[name].value or ""))}


def _words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_][^\s,;:.()/|-]*", plain(text)))


def _is_summary(table: ListTable, listed: set[str] | None) -> bool:
    """Whether a table of totals only counts people listed elsewhere in the file: all its classes are there, or it
    tells nothing of when, where and by whom they were taught."""
    codes = [row.values.get("course_code") or row.values.get("class_name") for row in table.rows]
    told = [plain(str(code.value)) for code in codes if code is not None and code.value is not None]
    if listed is not None and not any(guess.field in _TELLS_MORE for guess in table.columns):
        return True
    return bool(told) and len(told) == len(codes) and all(code in (listed or ()) for code in told)


def _module_dates(tables: Sequence[ListTable]) -> dict[str, dict[str, Value]]:
    """By plain name of a firm what its row says of each module: product:, start: and end: of SCORE-M1 and so on; the
    dates above a column of modules are those of the firms that are marked in it."""
    found: dict[str, dict[str, Value]] = {}
    for table in tables:
        if table.kind != ENTERPRISES:
            continue
        for row in table.rows:
            name = row.values.get("business_name")
            if name is not None and name.value is not None:
                keys = ("product:", "start:", "end:")
                told = {key: value for key, value in row.values.items() if key.startswith(keys)}
                marked = {key.partition(":")[2] for key, value in told.items() if key[0] == "p" and value.value}
                above = {key: value for key, value in table.course.items() if key.partition(":")[2] in marked}
                found[firm_key(name.value)] = above | told
    return found


def _of_one_module(table: ListTable) -> ListTable:
    """People of firms on a sheet whose title names their module: its days are of that, its dates those of the firms."""
    told = table.course.get("product")
    code = str(told.value) if told is not None else ""
    if not code.startswith("SCORE-") or "business_name" not in table.index_of or any(g.product for g in table.columns):
        return table
    days = [(guess.field or "").startswith("attendance:") for guess in table.columns]
    columns = [replace(g, product=code) if day else g for g, day in zip(table.columns, days, strict=True)]
    undated = "start" in table.course and table.course["start"].value is None and not table.course["start"].raw
    course = {name: value for name, value in table.course.items() if not (undated and name == "start")}
    return replace(table, columns=tuple(columns), course=course) if any(days) else table


def _with_modules(table: ListTable, firms: Mapping[str, Mapping[str, Value]]) -> ListTable:
    """People of firms with the dates of the modules that they attended; a mark for an undated module is unsure.

    Where those who were not enrolled have empty cells, who is marked absent on every day of a module is of it too.
    """
    columns: dict[str, list[str]] = defaultdict(list)
    for guess in table.columns:
        if guess.product and guess.field and guess.field.startswith(("attendance:", "attendance_total:")):
            columns[guess.product].append(guess.field)
    if not columns:
        return table
    left_empty = {
        product for product, fields in columns.items()
        if any(row.values.keys().isdisjoint(fields) for row in table.rows)
    }  # fmt: skip
    rows = []
    for row in table.rows:
        values = dict(row.values)
        firm = values.get("business_name")
        modules = firms.get(firm_key(firm.value)) if firm is not None else None
        for product, fields in columns.items():
            marked = [name for name in fields if name in values and values[name].value]
            away = product in left_empty and all(name in values and values[name].value == 0 for name in fields)
            if modules is None or not (marked or away):
                continue
            dates = {key: modules[key] for key in (f"start:{product}", f"end:{product}") if key in modules}
            if any(value.value is not None for value in dates.values()):
                values |= {key: replace(value, raw="") for key, value in dates.items()}
                continue
            if away:
                continue
            for name in marked:
                note = _("marked as present, but the firm's date of this module is not known")
                values[name] = replace(values[name], mark="unsure", note=note)
            values[f"product:{product}"] = Value("", None, "unsure", _("the firm's date of this module is not known"))
        rows.append(replace(row, values=values))
    return replace(table, rows=tuple(rows))


def _with_venues(table: ListTable) -> ListTable:
    """A course whose people are all of one place was held there, where nothing else tells its place.

    People of several small places in one larger one, other courses in others, only let it be offered.
    """
    if "venue" in table.course or any(guess.field == "venue" for guess in table.columns):
        return table
    groups: dict[tuple[object, ...], list[ListRow]] = defaultdict(list)
    for row in table.rows:
        code, product, start = (row.values.get(name) for name in ("course_code", "product", "start"))
        if code is None and (product is None or start is None):
            return table
        key = (code.value,) if code is not None else (product and product.value, start and start.value)
        groups[key].append(row)
    rows: dict[int, ListRow] = {row.row_number: row for row in table.rows}
    larger = _larger_places(groups)
    for course, members in groups.items():
        place = _place_of_all(members) if len(members) >= _FEWEST_IN_ONE_PLACE else ""
        mark: Mark = "converted" if place else "unsure"
        place = place or larger.get(course, "")
        if place and "province" in table.course and "province" not in table.index_of:
            place = f"{table.course['province'].value}, {place}"
        for row in members if place else ():
            value = Value("", place, mark, _("where all of the course are from"))
            rows[row.row_number] = replace(row, values={**row.values, "venue": value})
    return replace(table, rows=tuple(rows[row.row_number] for row in table.rows))


def _larger_places(groups: Mapping[tuple[object, ...], Sequence[ListRow]]) -> dict[tuple[object, ...], str]:
    """By course the district that all its people tell, while their places within it differ; nothing unless so for each
    of several courses, and in several districts."""
    found: dict[tuple[object, ...], str] = {}
    for key, rows in groups.items():
        told = {row.values["district"].value if "district" in row.values else None for row in rows}
        place = next(iter(told))
        if len(told) > 1 or not isinstance(place, str) or len(rows) < _FEWEST_IN_ONE_PLACE:
            return {}
        found[key] = place
    return found if len(set(found.values())) > 1 else {}


def _place_of_all(rows: Sequence[ListRow]) -> str:
    """The place that all rows tell, without a larger one in which they differ (the quarters of one town)."""
    told = [{row.values[name].value if name in row.values else None for row in rows} for name in _PLACES]
    told = [places for places in told if places != {None}]
    if not told or len(told[-1]) > 1:
        return ""
    return ", ".join(str(place) for places in told if len(places) == 1 for place in places if place)
