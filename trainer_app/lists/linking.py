"""What tables and sheets tell of each other: a province by its sheet, course dates by the firm, totals told twice."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from trainer_app.lists.bodies import body_named
from trainer_app.lists.by_code import with_courses_by_code
from trainer_app.lists.kinds import ENTERPRISES, FIELDS, PEOPLE, TAUGHT, TOTALS
from trainer_app.lists.place_lines import with_places_above
from trainer_app.lists.reading import ListRow, ListTable, Mark, Skipped, Value
from trainer_app.lists.scripts import clean, has_letters, plain
from trainer_app.lists.sheets import Grid, sheet_of
from trainer_app.lists.under_lines import firm_key, with_firms_above, with_firms_labelled, with_heads_above
from trainer_app.lists.word_finder import is_spaced
from trainer_app.lists.words import Words
from trainer_app.texts import _

_TELLS_MORE = ("dates", "start", "venue", "address", "school", "trainer", "organiser", "hours")
_PLACES = ("province", "district", "township")
NAME_BEFORE = frozenset(
    {"hi", "mr", "gu", "te", "kn", "ml", "pa", "or", "as", "ne", "bn", "ta", "si", "am", "zh", "mn", "ru", "uk", "kk",
     "ky", "uz", "tg", "tr"}
)  # fmt: skip
"""Languages in which the name of a province stands before the word for what it is."""
_COUNTY = re.compile(
    r"(?:\d{4}年度?)?([\u4e00-\u9fff]{2,7}?[县縣市区區旗](?:(?!乡镇|乡村)[\u4e00-\u9fff]{1,4}?(?:[镇鎮乡鄉]|街道))?)"
    r"(?=[\u4e00-\u9fff\d])(?!场)"
)  # with which a title begins, and the township in it
_ADMINISTERED = ("province", "district")
_LONGEST_OF = 3  # letters of a word between both: "de", "of", "del"
_LONGEST_PLACE = 3  # words of a line that names a place
_FEWEST_IN_ONE_PLACE = 3  # people of a course in one place before that is taken for the place of the course


def link_tables(
    tables: Sequence[ListTable], skipped: Sequence[Skipped], words: Words
) -> tuple[list[ListTable], list[ListTable]]:
    """The tables with what others tell; apart, those that only count people who are listed elsewhere in the file.

    skipped: the rows that belong to no table's people, of which some name the firm or place of those below.
    """
    tables = with_firms_labelled(with_firms_above(tables, skipped), skipped, words)
    tables = with_places_above(tables, skipped, lambda text: _may_be_place(text, words), words)
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
    return _with_provinces(linked, words), left_out


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


def sheet_province(grid: Grid, lines: Sequence[str], words: Words) -> Value | None:
    """The province that a title names, or the sheet's name where the title has it; None if neither tells."""
    name = clean(grid.name)
    for line in lines:
        if (
            len(name) > 1
            and _holds(line, name, words)
            and (_places_sheet(name, words) or _follows_word_for_place(line, name, words))
        ):
            whole = _name_in_title(line, name, words)
            return Value(name, whole, "converted", _("from the title")) if whole != name else Value(name, name)
    for line in map(clean, lines):
        if _is_place_alone(line, words):
            return Value(line, line, "unsure", _("named above the list: its place?"))
    for line in lines:
        match = _named_province(words).search(clean(line))
        if match and has_letters(match.group(1)) and not match.group(1)[0].isascii():
            return Value(match.group(0), match.group(1), "converted", _("from the title"))
    for line in lines:
        if (match := _COUNTY.match(clean(line))) is not None:
            return Value(clean(line), match.group(1), "converted", _("from the title"))
    return None


def _follows_word_for_place(line: str, name: str, words: Words) -> bool:
    """Whether a name stands behind a word for what it is, "ເມືອງ ທ່າແຂກ": then it is no word for anything else."""
    before = clean(line).partition(name)[0].split()
    return bool(before) and any(place in words.fields_of(before[-1]) for place in _PLACES)


def _name_in_title(line: str, name: str, words: Words) -> str:
    """The name of a sheet as a title ends with it, which may go on in a script without blanks between words: the sheet
    is called "ໄກສອນ" for "ເມືອງໄກສອນ ພົມວິຫານ"."""
    _before, _name, rest = clean(line).rpartition(name)
    more = rest.strip()
    goes_on = rest[:1] == " " and more.count(" ") == 0 and not any(map(is_spaced, more))
    another = any(words.speaks_of(more, place) for place in _PLACES)
    return f"{name} {more}" if goes_on and not another and has_letters(more) and _may_be_place(more, words) else name


def _is_place_alone(line: str, words: Words) -> bool:
    """Whether a line is a word for a place and its name, nothing else: "Provincia de Loja", "Gaibandha District"."""
    told = plain(line).split()
    if not 2 <= len(told) <= _LONGEST_PLACE or any(map(str.isdigit, line)) or body_named(line, words) is not None:
        return False
    names = [one for one in told if not any(words.speaks_of(one, place) for place in _ADMINISTERED)]
    if len(names) == len(told) or not any(len(one) > _LONGEST_OF for one in names):
        return False
    known = any(words.fields_of(one) or words.status_of("role", one) or words.holds("no_place", one) for one in names)
    return not known and words.product_of(line) is None


def _holds(line: str, name: str, words: Words) -> bool:
    """Whether a line holds a name as it is, or in other letters if it is of several words or beside a word for a place:
    "LIST OF LUANG PRABANG", "MKOA WA DODOMA"."""
    if name in clean(line):
        return True
    around = re.split(rf"(?<!\w){re.escape(plain(name))}(?!\w)", plain(line))
    if " " in name and len(around) > 1:
        return True
    near = [word for part in around for word in part.split()] if len(around) > 1 else []
    return any(place in words.fields_of(word) for word in near for place in _PLACES)


@lru_cache(maxsize=4)
def _named_province(words: Words) -> re.Pattern[str]:
    """A word for a province, and its name after it."""
    aliases = [
        spelling
        for alias, fields in words.aliases.items()
        if fields.get("province", set()) - NAME_BEFORE
        for spelling in words.spellings[alias]
    ]
    known = "|".join(re.escape(alias) for alias in sorted(aliases, key=len, reverse=True) if len(alias) > 3)
    short = "|".join(re.escape(alias) for alias in aliases if alias[-1] == "." and not alias.isascii()) or "(?!)"
    # in Burmese the name stands before the word for what it is
    return re.compile(rf"(?<![\u1000-\u109f])(?:{known}|(?<![^\W\d_])(?:{short}))\s*[:：]?\s*([^\W\d_][^\s,;:()|]*)")


def _places_sheet(name: str, words: Words) -> bool:
    """Whether the name of a sheet may be that of the place of its people, and not who they are: "Guests from Laos"."""
    of_guests = words.starts_with("guests", name) or words.ends_with("guests", name)
    return not of_guests and _may_be_place(name, words)


def _may_be_place(name: str, words: Words) -> bool:
    """Whether a name, of a sheet say, may be that of a place: letters alone, no product, no word of a heading."""
    letters = has_letters(name) and not any(map(str.isdigit, name))
    letters = letters and not any(part in words.sets["no_place"] for part in plain(name).split())
    return letters and words.product_of(name) is None and not words.fields_of(name)


def _with_provinces(tables: list[ListTable], words: Words) -> list[ListTable]:
    """Sheets of one form: one named as a place is of that place; those numbered are of the one place that is told."""
    people = [table for table in tables if _lacks_place(table)]
    sheets = {sheet_of(table.sheet) for table in people}
    if len(sheets) < 2:
        return tables
    told = {str(t.course["province"].value) for t in people if "province" in t.course}
    alike = {_without_number(t, words) for t in people if "province" in t.course}
    result = []
    for table in tables:
        if _lacks_place(table) and "province" not in table.course:
            name, province = clean(sheet_of(table.sheet)), None
            if _places_sheet(name, words) and any(_of_one_form(table, other) for other in people):
                province = Value(name, name, "converted", _("the name of the sheet"))
            elif len(told) == 1:
                place = next(iter(told))
                mark: Mark = "converted" if _without_number(table, words) in alike else "unsure"  # "Loei (IYB)"
                province = Value(name, place, mark, _("the place of the sheets before"))
            if province is not None:
                table = replace(table, course={**table.course, "province": province})
        result.append(table)
    return result


def _of_one_form(table: ListTable, other: ListTable) -> bool:
    """Whether two tables of different sheets have most of their columns in common, as those of several places do."""
    one, two = ({guess.field for guess in each.columns if guess.field in FIELDS[PEOPLE]} for each in (table, other))
    return sheet_of(table.sheet) != sheet_of(other.sheet) and len(one & two) * 2 > len(one | two)


def _without_number(table: ListTable, words: Words) -> frozenset[str]:
    """The words of the name of a sheet that name no product and hold no number: those of "Class 1" and "Class 2"."""
    name = plain(sheet_of(table.sheet))
    for product in words.product_words(name):
        name = name.replace(product, " ")
    return frozenset(
        part for part in re.split(r"[\s()_.,/–-]+", name) if len(part) > 1 and not any(map(str.isdigit, part))
    )


def _lacks_place(table: ListTable) -> bool:
    return table.kind == PEOPLE and not any(guess.field in (*_PLACES, "address") for guess in table.columns)
