"""The place of the people of a sheet, as its name, the names of the sheets beside it and its titles tell it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from trainer_app.lists.bodies import body_named
from trainer_app.lists.course_labels import COLON
from trainer_app.lists.kinds import FIELDS, PEOPLE, PLACES, TOTALS
from trainer_app.lists.reading import ListTable, Mark, Value
from trainer_app.lists.scripts import clean, has_letters, plain
from trainer_app.lists.sheets import Grid, sheet_of
from trainer_app.lists.word_finder import is_spaced
from trainer_app.lists.words import Words
from trainer_app.texts import _

_PLACES = ("province", "district", "township")
NAME_BEFORE = frozenset(
    {"hi", "mr", "gu", "te", "kn", "ml", "pa", "or", "as", "ne", "bn", "ta", "si", "am", "zh", "mn", "ru", "uk", "kk",
     "ky", "uz", "tg", "tr"}
)  # fmt: skip
"""Languages in which the name of a province stands before the word for what it is."""
_NAME_FIRST = NAME_BEFORE | {"en", "my"}  # where it may
_COUNTY = re.compile(
    r"(?:\d{4}年度?)?([\u4e00-\u9fff]{2,7}?[县縣市区區旗](?:(?!乡镇|乡村)[\u4e00-\u9fff]{1,4}?(?:[镇鎮乡鄉]|街道))?)"
    r"(?=[\u4e00-\u9fff\d])(?!场)"
)  # with which a title begins, and the township in it
_ADMINISTERED = ("province", "district")
_APART = re.compile(r"[,;|()–—،၊፣、]")
_UP_TO_SIGN = re.compile(r"[,;:()|]|\s[–—-]\s")
_LONGEST_OF = 3  # letters of a word between both: "de", "of", "del"
_LONGEST_PLACE = 3  # words of a line that names a place
_SHORTEST_WORD = 3  # letters of a word for a place in a script without blanks between words
_SIGNS = frozenset("省州市县縣区區旗镇鎮乡鄉")  # that are such a word in Chinese
_LONGEST_ACRONYM = 8  # letters of the short name of a body


def places_of_sheet(grid: Grid, lines: Sequence[str], words: Words) -> dict[str, Value]:
    """The places by their kind that the titles of a sheet tell, or its name where a title has it: to be looked at
    unless a word for a place stands beside it there."""
    named = _named_in_title(grid, lines, words)
    if named is None:
        province = _province_told(lines, words)
        return {"province": province} if province is not None else {}
    line, of_sheet = named
    larger = _province_within(line, words)
    same = larger is None or plain(str(larger.value)) in plain(str(of_sheet.value))
    if larger is None or same or "province" in _kinds_of_place(line, clean(grid.name), words):
        return {"province": of_sheet}
    return {"district": of_sheet, "province": larger}


def _named_in_title(grid: Grid, lines: Sequence[str], words: Words) -> tuple[str, Value] | None:
    """The title that has the name of a sheet, and the place that it is."""
    name = clean(grid.name)
    for line in lines:
        if (
            len(name) > 1
            and _holds(line, name, words)
            and (_places_sheet(name, words) or _kinds_before(line, name, words))
        ):
            if not _kinds_of_place(line, name, words):
                return None if _is_acronym(name, line) else (line, Value(name, name, "unsure", _likely_place()))
            return line, _sure(name, _name_in_title(line, name, words))
    return None


def _likely_place() -> str:
    return _("named above the list: its place?")


def _sure(name: str, place: str) -> Value:
    """The place that the name of a sheet tells, as a title has it."""
    return Value(name, place, "converted", _("from the title")) if place != name else Value(name, name)


def _is_acronym(name: str, line: str) -> bool:
    """Whether the name of a sheet is the short one of a body that its title names, "RSETI"."""
    short = name.isalpha() and len(name) <= _LONGEST_ACRONYM
    return short and name.isupper() and name != name.lower() and not line.isupper()


def _province_told(lines: Sequence[str], words: Words) -> Value | None:
    """The province that titles name without the name of the sheet."""
    for line in map(clean, lines):
        if is_place_alone(line, words):
            return Value(line, line, "unsure", _likely_place())
    for line in lines:
        province = _province_within(line, words)
        if province is not None and not str(province.value)[0].isascii():
            return province
    for line in lines:
        if (match := _COUNTY.match(clean(line))) is not None:
            return Value(clean(line), match.group(1), "converted", _("from the title"))
    return None


def _kinds_of_place(line: str, name: str, words: Words) -> set[str]:
    """What kinds of place the word before or after a name in a title stands for, or one that it begins or ends with:
    "ເມືອງ ທ່າແຂກ", "MKOA WA DODOMA", "Belu District", "清河县"."""
    after = _APART.split(plain(line).partition(plain(name))[2])[0]
    behind = [*_nearest(after.split()), *plain(name).split()[1:][-1:]]
    return _kinds_before(line, name, words) | {
        place
        for place in _PLACES
        if any(words.fields_of(word).get(place, set()) & _NAME_FIRST for word in behind)
        or after.lstrip().startswith(_unspaced(words, place, first=True))
        or name.endswith(_unspaced(words, place, first=True))
    }


def _kinds_before(line: str, name: str, words: Words) -> set[str]:
    """What kinds of place the word before a name stands for: then the name is no word for anything else."""
    before = _APART.split(plain(line).partition(plain(name))[0])[-1]
    ahead = [*_nearest(before.split()[::-1]), *(plain(name).split()[:1] if " " in name else [])]
    return {
        place
        for place in _PLACES
        if any(words.fields_of(word).get(place, set()) - NAME_BEFORE for word in ahead)
        or before.rstrip().endswith(_unspaced(words, place, first=False))
    }


def _nearest(told: Sequence[str]) -> Sequence[str]:
    """The next of some words, and the one behind it where that is a small one."""
    return told[: 2 if told and len(told[0]) <= _LONGEST_OF else 1]


@lru_cache(maxsize=16)
def _unspaced(words: Words, place: str, *, first: bool) -> tuple[str, ...]:
    """The words for a kind of place, in scripts without blanks between words, that stand behind its name (first) or
    before it."""
    return tuple(
        alias
        for alias, fields in words.aliases.items()
        if has_letters(alias[:1]) and not is_spaced(alias[0]) and (len(alias) >= _SHORTEST_WORD or alias in _SIGNS)
        and (fields.get(place, set()) & _NAME_FIRST if first else fields.get(place, set()) - _NAME_FIRST)
    )  # fmt: skip


def _name_in_title(line: str, name: str, words: Words) -> str:
    """The name of a sheet as a title ends with it, which may go on in a script without blanks between words: the sheet
    is called "ໄກສອນ" for "ເມືອງໄກສອນ ພົມວິຫານ"."""
    _before, _name, rest = clean(line).rpartition(name)
    more = rest.strip()
    goes_on = rest[:1] == " " and more.count(" ") == 0 and not any(map(is_spaced, more))
    another = any(words.speaks_of(more, place) for place in _PLACES)
    return f"{name} {more}" if goes_on and not another and has_letters(more) and may_be_place(more, words) else name


def is_place_alone(line: str, words: Words) -> bool:
    """Whether a line is a word for a place and its name, nothing else: "Provincia de Loja", "Gaibandha District"."""
    told = plain(line).split()
    if not 2 <= len(told) <= _LONGEST_PLACE or any(map(str.isdigit, line)) or COLON.search(line):
        return False
    if body_named(line, words) is not None:
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


def _province_within(line: str, words: Words) -> Value | None:
    """The province behind the word for one in a title: up to a sign where words stand apart, "tỉnh Hà Giang, Lô 2"."""
    line = clean(line)
    match = _named_province(words).search(line)
    if match is None:
        return None
    name = match[1]
    if is_spaced(name[0]):
        name = _UP_TO_SIGN.split(line[match.start(1) :])[0].strip()
        if len(name.split()) > _LONGEST_PLACE or not may_be_place(name, words):
            return None
    said = line[match.start() : match.start(1)] + name
    if words.fields_of(said).keys() - _PLACES:
        return None  # a heading of something else that begins with the word, "الجهة المنفذة"
    return Value(said, name, "converted", _("from the title"))


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
    """Whether the name of a sheet may be that of the place of its people, and not who they are or when they were
    taught: "Guests from Laos", "January"."""
    of_guests = words.starts_with("guests", name) or words.ends_with("guests", name)
    when = plain(name) in words.sets["session"] or any(plain(name) in known for known in words.months.values())
    return not of_guests and not when and may_be_place(name, words)


def may_be_place(name: str, words: Words) -> bool:
    """Whether a name, of a sheet say, may be that of a place: letters alone, no product, no word of a heading."""
    letters = has_letters(name) and not any(map(str.isdigit, name))
    letters = letters and not any(part in words.sets["no_place"] for part in (plain(name), *plain(name).split()))
    return letters and words.product_of(name) is None and not words.fields_of(name)


def with_named_sheets_settled(tables: Sequence[ListTable], words: Words) -> list[ListTable]:
    """The tables, those whose sheet may be named after their place surely of it where another sheet of one form with it
    is so named as well, or the place of the course says so; where a column tells the places, nothing is taken from a
    name that only may be one."""
    doubted = [table for table in tables if _is_doubted(table)]
    result = []
    for table in tables:
        if table in doubted:
            province = table.course["province"]
            course = {name: value for name, value in table.course.items() if name != "province"}
            if any(_of_one_form(table, other) for other in doubted) or _tells_place(table, province.raw, words):
                course["province"] = _sure(province.raw, str(province.value))
            elif not _has_places(table):
                course["province"] = province
            table = replace(table, course=course)
        result.append(table)
    return result


def _is_doubted(table: ListTable) -> bool:
    """Whether a table is of the place that its sheet is named after, if that is a place."""
    province = table.course.get("province")
    return province is not None and province.mark == "unsure" and province.raw == clean(sheet_of(table.sheet))


def with_places_of_sheets(tables: list[ListTable], words: Words) -> list[ListTable]:
    """Sheets of one form: one named as a place may be is of that place, surely where a word for one or the place of the
    course says so; those numbered are of the one place that is told, where more tells it than the name of
    another sheet."""
    people = [table for table in tables if _lacks_place(table)]
    sheets = {sheet_of(table.sheet) for table in people}
    if len(sheets) < 2:
        return tables
    told = {str(t.course["province"].value) for t in people if "province" in t.course}
    in_titles = any("province" in t.course and t.course["province"].raw != clean(sheet_of(t.sheet)) for t in people)
    sure = [t for t in people if "province" in t.course and t.course["province"].mark != "unsure"]
    alike = {_without_number(t, words) for t in sure}
    result = []
    for table in tables:
        if _lacks_place(table) and "province" not in table.course:
            name, province = clean(sheet_of(table.sheet)), None
            if _places_sheet(name, words) and any(_of_one_form(table, other) for other in people):
                mark: Mark = "converted" if _tells_place(table, name, words) else "unsure"  # who taught there, say
                province = Value(name, name, mark, _("the name of the sheet"))
            elif len(told) == 1 and ((same := _without_number(table, words) in alike) or in_titles):  # "Loei (IYB)"
                place = next(iter(told))
                mark = "converted" if same else "unsure"
                province = Value(name, place, mark, _("the place of the sheets before"))
            if province is not None:
                table = replace(table, course={**table.course, "province": province})
        result.append(table)
    return result


def _tells_place(table: ListTable, name: str, words: Words) -> bool:
    """Whether the name of a sheet holds a word for a place or stands in the place of its course."""
    venue = table.course.get("venue")
    return bool(_kinds_of_place(name, name, words)) or (venue is not None and plain(name) in plain(str(venue.value)))


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
    return table.kind == PEOPLE and not _has_places(table)


def _has_places(table: ListTable) -> bool:
    """Whether a column tells the places of those in a table."""
    return not table.index_of.keys().isdisjoint({*PLACES, "address", *(("venue",) if table.kind == TOTALS else ())})
