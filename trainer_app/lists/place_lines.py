"""Places that lines between the rows name, a block of people for each district say, told of those below them."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from trainer_app.lists.course_lines import NUMBER_BEFORE
from trainer_app.lists.header_words import without_latin_accents
from trainer_app.lists.kinds import ENTERPRISES, LEVELS, PEOPLE, TOTALS
from trainer_app.lists.reading import ListRow, ListTable, Skipped, Value
from trainer_app.lists.scripts import clean, has_letters, plain
from trainer_app.lists.sexes import sexes_named
from trainer_app.lists.sheet_places import NAME_BEFORE
from trainer_app.lists.tables import REASONS
from trainer_app.lists.under_lines import below
from trainer_app.lists.word_finder import stands_alone
from trainer_app.lists.words import Words
from trainer_app.texts import _

_ADMINISTERED = ("province", "district", "township")
_TELL_PLACES = frozenset({*LEVELS, "address", "venue"})
_SHORTEST_WORD = 3  # letters of a word for a kind of place
_SHORTEST_BARE = 5  # letters of one typed without its accents
_FEWEST_PLACES = 2  # lines that may be places, where no word says that they are
_COUNTED = re.compile(r"\s*[|:：(（,;–—-][^|:：(（,;–—\d]*\d.*$")  # "Ba Vì (12 people)", "Ba Vì: 12, women 7"
_COLON = re.compile("[:：៖]")
_OF_NUMBER = re.compile(r"\D{0,6}\d{1,3}\W*")  # "Ward No. 5"
_ROWS = (REASONS["title"], REASONS["note"])


def with_places_above(
    tables: Sequence[ListTable], skipped: Iterable[Skipped], may_be_place: Callable[[str], bool], words: Words
) -> list[ListTable]:
    """The tables, each person, firm, class or activity below a line that names a place with that place, where no column
    tells it.

    A line says so by a word for a place; where there are several above classes, all that may be places are taken, to be
    looked at.
    """
    lines = list(skipped)
    result = []
    for table in tables:
        within = range(min(table.header_rows, default=0) + 1, max((row.row_number for row in table.rows), default=0))
        own = [one for one in lines if one.sheet == table.sheet and one.row in within]
        if table.kind == TOTALS and not _TELL_PLACES & table.index_of.keys():
            alone = {one.row: clean(one.text) for one in own if " | " not in one.text}
            table = _classes_below(table, alone, _summed_above(own, table, words), may_be_place, words)
        elif table.kind in (PEOPLE, ENTERPRISES):
            between = {one.row: clean(one.text) for one in own if one.reason in _ROWS}
            table = _people_below(table, between, may_be_place, words)
        result.append(table)
    return result


def _summed_above(lines: Sequence[Skipped], table: ListTable, words: Words) -> dict[int, str]:
    """What the rows between classes sum up, "Dundgovi aimag - total" | 57 | 33 | 24, where places are summed up above
    their classes."""
    summed = {one.row: said for one in lines if (said := _summed(one.text, words))}
    places = [row for row, said in summed.items() if _names_place(said, words)]
    return summed if min(places, default=table.rows[-1].row_number) < table.rows[0].row_number else {}


def _summed(text: str, words: Words) -> str | None:
    """What a row names before a word for a total and nothing but numbers, some with a unit ("4 classes").

    Of a place no more than its name and the word for one behind it, "Andijon viloyati bo'yicha jami", or both without
    that for a total.
    """
    name, *numbers = text.split(" | ")
    if not numbers or any(has_letters(one) and not one[:1].isdigit() for one in numbers):
        return None
    if not words.ends_with("total", name):
        return clean(name) if _names_place(name, words) else None
    said = plain(name).rstrip(" :.")
    longest = max(len(word) for word in words.sets["total"] if said.endswith(word))
    parts = clean(name).rstrip(" :.")[:-longest].rstrip(" -–—:,(").split()
    last = next((n for n, part in enumerate(parts) if n and _fields_behind(part, words)), len(parts))
    return " ".join(parts[: last + 1])


def _fields_behind(word: str, words: Words) -> set[str]:
    """The kinds of place that a word is for, in a language that has it behind the name."""
    return {name for name in _ADMINISTERED if words.fields_of(plain(word)).get(name, set()) & NAME_BEFORE}


def _classes_below(
    table: ListTable, alone: Mapping[int, str], summed: Mapping[int, str], may_be_place: Callable[[str], bool],
    words: Words,
) -> ListTable:  # fmt: skip
    """alone: the lines with a text and nothing else; summed: what rows between the classes sum up."""
    lines = {**alone, **summed}
    sure = {row: text for row, text in lines.items() if _names_place(text, words)}
    if sure:
        likely = {row: text for row, text in summed.items() if row not in sure and may_be_place(text)}
        table = below(table, {**sure, **likely}, "province", _("the place in the line above"))
        return _doubted(table, {*likely.values()} - {*sure.values()})
    likely = {row: text for row, text in lines.items() if may_be_place(text)}
    if len(likely) >= _FEWEST_PLACES and len(likely) == len(lines):
        return _doubted(below(table, likely, "province", ""), {*likely.values()})
    return table


def _doubted(table: ListTable, places: Collection[str]) -> ListTable:
    """A table with these provinces, as the lines above tell them, to be looked at."""
    rows = []
    for row in table.rows:
        said = row.values.get("province")
        if said is not None and said.raw in places:
            doubted = replace(said, mark="unsure", note=_("the line above: is it the place?"))
            row = replace(row, values={**row.values, "province": doubted})
        rows.append(row)
    return replace(table, rows=tuple(rows))


def _names_place(text: str, words: Words) -> bool:
    return any(_is_place(part, words) for part in plain(text).split())


def _is_place(word: str, words: Words) -> bool:
    return not words.fields_of(word).keys().isdisjoint(_ADMINISTERED)


def _people_below(
    table: ListTable, lines: Mapping[int, str], may_be_place: Callable[[str], bool], words: Words
) -> ListTable:
    def may_be_next(line: str) -> bool:
        return may_be_place(line) and not sexes_named(line, words) and not _says_who(line, words)

    named = {number: _place_named(line, may_be_place, words) for number, line in lines.items()}
    if not any(named.values()):
        return _likely_below(table, lines, may_be_next)
    told: dict[str, Value] = {}
    waiting = sorted(named.items(), reverse=True)
    rows: list[ListRow] = []
    for row in table.rows:
        above = {}
        while waiting and waiting[-1][0] < row.row_number:
            number, place = waiting.pop()
            above[lines[number]] = place
        told = _told_below(above, told, may_be_next)
        rows.append(replace(row, values={**row.values, **_of_row(told, table, row)}))
    return replace(table, rows=tuple(rows))


def _likely_below(table: ListTable, lines: Mapping[int, str], may_be_place: Callable[[str], bool]) -> ListTable:
    """People whose smaller places a column tells, below lines of which each may be a larger one though no word says so:
    to be looked at. So may the lines above firms be places, where a column tells what these do."""
    level = next((one for one in ("district", "province") if one not in table.index_of), None)
    smaller = LEVELS[LEVELS.index(level) + 1 :] if level is not None else ()
    telling = smaller if table.kind == PEOPLE else ("business_type",)
    likely = {number: line for number, line in lines.items() if may_be_place(line)}
    all_told = likely and len(likely) == len(lines) and min(likely) < table.rows[0].row_number
    if level is None or table.index_of.keys().isdisjoint(telling) or not all_told:
        return table
    several = len({plain(line) for line in likely.values()}) >= _FEWEST_PLACES
    return below(table, likely, level, _("the line above: is it the place?"), "unsure") if several else table


def _told_below(
    lines: Mapping[str, tuple[str, str] | None], told: Mapping[str, Value], may_be_next: Callable[[str], bool]
) -> dict[str, Value]:
    """The places told by the lines between two people, and by those before: a place ends the smaller ones. Below people
    of a place a line that does not say what it is may be the next place."""
    result = dict(told)
    for line, place in lines.items():
        if place is not None:
            level, name = place
            result = {one: value for one, value in result.items() if LEVELS.index(one) < LEVELS.index(level)}
            result[level] = Value(line, name, "converted", _("the place in the line above"))
    likely = [line for line in lines if may_be_next(line)]
    if result and likely and not any(lines.values()):
        result[max(result, key=LEVELS.index)] = Value(
            likely[-1], likely[-1], "unsure", _("the line above: is it the place?")
        )
    return result


def _of_row(told: Mapping[str, Value], table: ListTable, row: ListRow) -> dict[str, Value]:
    """The places told above a row that neither a column of their own tells nor an address that names them as well."""
    said = [plain(str(row.values[name].value)) for name in ("address", "village") if name in row.values]
    return {
        name: value for name, value in told.items()
        if name not in table.index_of and not any(plain(str(value.value)) in one for one in said)
    }  # fmt: skip


def _place_named(line: str, may_be_place: Callable[[str], bool], words: Words) -> tuple[str, str] | None:
    """What kind of place a line names that begins or ends with the word for it, and the place: "ตำบลตรึม", "Kecamatan
    Cibadak", "II | Huyện Ba Vì | 12", "District: Nan", "Ward No. 5"."""
    bare = NUMBER_BEFORE.sub("", line)
    for text in dict.fromkeys((bare, _COUNTED.sub("", bare), line)):
        label, _colon, said = (part.strip() for part in _COLON.sub("\0", text, count=1).partition("\0"))
        for name in reversed(LEVELS):
            rest = _without_word(f"{label} {said}", name, words)
            if rest is None or "|" in rest:
                continue
            if _OF_NUMBER.fullmatch(rest):
                return name, text
            if has_letters(rest) and may_be_place(f"{label} {said}") and not _says_who(rest, words):
                return name, said or text
    return None


def _without_word(text: str, name: str, words: Words) -> str | None:
    """A line without the word for a kind of place at its beginning or end; None where there is none."""
    said = plain(text)
    for word in _words_for(name, words):
        if said.startswith(word) and stands_alone(said, 0, len(word)):
            return said[len(word) :]
        if said.endswith(word) and stands_alone(said, len(said) - len(word), len(said)):
            return said[: -len(word)]
    return None


def _says_who(text: str, words: Words) -> bool:
    """Whether a line, or what stands beside a word for a place in it, says who they are: "District officer"."""
    return words.holds("body", text) or any(words.status_of(kind, text) for kind in ("role", "outcome"))


@lru_cache(maxsize=16)
def _words_for(field: str, words: Words) -> list[str]:
    """What heads a column of a kind of places, the longest first; none so short that it may be anything, as a
    word of two letters is unless it has an accent or is an abbreviation in another script."""
    known = set()
    for alias, fields in words.aliases.items():
        for spelling in words.spellings[alias] if field in fields else ():
            typed, bare = plain(spelling), without_latin_accents(plain(spelling))
            distinct = typed != bare or (typed[-1:] == "." and not typed.isascii())
            known |= {typed} if len(typed) >= _SHORTEST_WORD or (distinct and len(typed) > 1) else set()
            known |= {typed.rstrip(".")} if len(typed.rstrip(".")) >= _SHORTEST_WORD else set()
            known |= {bare} if len(bare) >= _SHORTEST_BARE else set()
    return sorted(known, key=lambda word: (-len(word), word))
