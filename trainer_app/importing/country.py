"""Which country the telephone numbers and places of a list are of: as the list tells, or a question where it does not.

The country of the database holds as long as most numbers fit it. Otherwise the list is looked through for what says
more: a column of countries, numbers with the sign of a country, a country in its titles and names, its identity
numbers, its language.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import phonenumbers
from babel import Locale
from babel.languages import get_official_languages

from trainer_app.countries import countries_in, country_name, find_country
from trainer_app.lists.id_forms import country_of_ids
from trainer_app.lists.phones import country_of_number, fits, numbers_in
from trainer_app.lists.reading import COUNTRY, ListTable, Question, Reading
from trainer_app.lists.scripts import column_letters, is_filled, plain, raw_text
from trainer_app.lists.sheets import Grid
from trainer_app.texts import N_, _

SAID = N_("as you said")
BY_COLUMN = N_("as its column of countries says")
BY_NUMBERS = N_("as its telephone numbers say")
BY_TITLE = N_("as its titles or names say")
BY_IDS = N_("as its identity numbers say")
BY_LANGUAGE = N_("as its language and telephone numbers say")
KEEP = "-"
"""The answer that the numbers are of no one country: they stay as they were typed, places go where they always go."""

_MOST_NUMBERS = 40  # that are looked at, none twice
_FITTING = 0.5  # share of the numbers that a country must explain
_FITTING_WELL = 0.8  # the same for a country that nothing but its language speaks for
_MOST_ASKED = 7  # countries that are offered
_EVERYWHERE = "en"  # a list in it tells nothing of its country
_LINES_ABOVE = 12  # of a list, among which its titles are
_PLACES = ("province", "district", "township")


@dataclass(frozen=True)
class Told:
    """The country (ISO 3166) that a list is read as being of, None for no one, and by what; or those to choose from."""

    country: str | None
    by: str = ""
    candidates: tuple[str, ...] = ()

    @property
    def read_as(self) -> str | None:
        """The country to read the list as of: until it is answered no number is taken for one that it may not be."""
        return None if self.candidates else self.country

    def question(self, reading: Reading, home: str | None) -> Question:
        """The candidates as what is asked once of the list."""
        rows = [table for table in reading.tables if _numbers([table])] or list(reading.tables)
        named = [(code, country_name(code)) for code in self.candidates]
        text = _("Which country are the telephone numbers and places of this list of?")
        if home:
            text += " " + _("Most of the numbers are none of {country}.").format(country=country_name(home))
        options = (*named, (KEEP, _("several, or another: keep them as they were typed")))
        touched = sum(len(table.rows) for table in rows)
        column = next((table.index_of["phones"] for table in rows if "phones" in table.index_of), None)
        letters = "" if column is None else column_letters(column)
        return Question(COUNTRY, text, options, rows[0].sheet, letters, touched, lasting=COUNTRY)


def country_of(grids: Sequence[Grid], reading: Reading, home: str | None) -> Told:
    """What a list that was read as of `home` tells of its country."""
    numbers = _numbers(reading.tables)
    if not numbers and not any(name in table.index_of for table in reading.tables for name in _PLACES):
        return Told(home)
    if any(map(_each_its_own, reading.tables)):
        return Told(home)
    at_home = _share(numbers, home) if numbers else 0.0
    column = _by_column(reading.tables)
    if column is not None and _share(numbers, column) >= max(at_home, _FITTING):
        return Told(column, BY_COLUMN if column != home else "")
    if at_home >= _FITTING and not _rivals(reading, numbers, home, at_home):
        return Told(home)
    signed = _by_numbers(numbers)
    if signed is not None and _share(numbers, signed) >= at_home:
        return Told(signed, BY_NUMBERS if signed != home else "")
    named = [one for one in _by_titles(grids, reading) if _share(numbers, one) >= max(at_home, _FITTING)]
    if len(named) == 1:
        return Told(named[0], BY_TITLE if named[0] != home else "")
    by_ids = country_of_ids(_ids(reading.tables))
    if by_ids is not None and _share(numbers, by_ids) >= max(at_home, _FITTING):
        return Told(by_ids, BY_IDS if by_ids != home else "")
    rivals = _rivals(reading, numbers, home, at_home)
    if len(rivals) == 1 and (numbers or home is None):
        return Told(rivals[0], BY_LANGUAGE)
    offered = dict.fromkeys([*named, *rivals])
    if not numbers and (not offered or len(rivals) > _MOST_ASKED):
        return Told(home)
    others = [home] if home is not None else []
    return Told(home, candidates=(*[one for one in offered if one != home][:_MOST_ASKED], *others))


def _rivals(reading: Reading, numbers: Sequence[str], home: str | None, at_home: float) -> list[str]:
    """The countries in whose language the list is and that its numbers fit no worse than the country of the database,
    the best first; none where that is spoken at home too, or everywhere."""
    language = next((one for one in reading.languages if one != _EVERYWHERE), _EVERYWHERE)
    spoken = _speaking(language)
    if home in spoken and (at_home >= _FITTING or not numbers):
        return []
    if language == _EVERYWHERE and (at_home >= _FITTING or not numbers):
        return []
    if not numbers:
        return list(spoken)
    fitting = {code: _share(numbers, code, mobile=True) for code in spoken}
    found = [code for code, share in fitting.items() if share >= max(_FITTING_WELL, at_home)]
    return sorted(found, key=lambda code: (-fitting[code], code))


def _numbers(tables: Iterable[ListTable]) -> list[str]:
    """Telephone numbers as they were typed, each once."""
    found: dict[str, None] = {}
    for table in tables:
        for row in table.rows:
            value = row.values.get("phones")
            for number in numbers_in(value.raw) if value is not None else ():
                found[number] = None
            if len(found) >= _MOST_NUMBERS:
                return list(found)
    return list(found)


def _ids(tables: Iterable[ListTable]) -> list[str]:
    """Identity numbers as they were typed, some of each table."""
    values = (row.values.get("national_id") for table in tables for row in table.rows[:_MOST_NUMBERS])
    return [value.raw for value in values if value is not None and value.raw]


def _share(numbers: Sequence[str], country: str | None, *, mobile: bool = False) -> float:
    """How many of the numbers are of a country, from 0 to 1; 1 where there are none."""
    if not numbers:
        return 1.0
    return sum(fits(number, country, mobile=mobile) for number in numbers) / len(numbers) if country else 0.0


def _by_numbers(numbers: Sequence[str]) -> str | None:
    """The country whose sign most of the numbers begin with."""
    signs = Counter(country_of_number(number) for number in numbers)
    signs.pop(None, None)
    if not signs:
        return None
    code, _count = signs.most_common(1)[0]
    return code if _share(numbers, code) >= _FITTING else None


def _by_column(tables: Iterable[ListTable]) -> str | None:
    """The one country that a column names in most rows, whatever it was taken for."""
    cells: dict[str, list[str]] = {}
    for table in tables:
        for row in table.rows[:200]:
            understood = {name: value.raw for name, value in row.values.items() if isinstance(value.value, str)}
            for heading, text in {**row.extra, **understood}.items():
                cells.setdefault(heading, []).append(text)
    for texts in cells.values():
        countries = {text: find_country(text) if len(text) > 2 else None for text in set(texts)}
        counts = Counter(countries[text] for text in texts)
        code, count = counts.most_common(1)[0]
        if code is not None and count >= 2 and count >= 0.8 * len(texts):
            return code
    return None


def _each_its_own(table: ListTable) -> bool:
    """Whether telephone numbers typed without the sign of a country were read row by row as of several countries."""
    told = [value for row in table.rows[:200] if (value := row.values.get("phones")) is not None]
    signs = {
        country_of_number(str(value.value))
        for value in told
        if value.mark == "converted"
        and str(value.value).startswith("+")
        and not plain(value.raw).lstrip(" (").startswith(("+", "00"))
    }
    return len(signs - {None}) > 1


def _by_titles(grids: Sequence[Grid], reading: Reading) -> list[str]:
    """The countries that stand above the tables, in the names of sheets or in that of the file."""
    return sorted(countries_in(" \n ".join(_titles(grids, reading)), reading.languages))


def _titles(grids: Sequence[Grid], reading: Reading) -> Iterator[str]:
    yield reading.file.replace("_", " ")
    tops: dict[str, int] = {}
    for table in reading.tables:
        first = min([*table.header_rows, *(row.row_number for row in table.rows[:1])], default=1)
        tops[table.sheet] = min(first, tops.get(table.sheet, first))
    for grid in grids:
        yield grid.name
        for row in grid.rows[: min(tops.get(grid.name, 1) - 1, _LINES_ABOVE)]:
            yield from (raw_text(cell) for cell in row if isinstance(cell, str) and is_filled(cell))


@cache
def _speaking(language: str) -> tuple[str, ...]:
    """The countries of which a language is an official one."""
    codes = (code for code in map(str, Locale.parse("en").territories) if code in phonenumbers.SUPPORTED_REGIONS)
    return tuple(code for code in codes if language in get_official_languages(code, regional=False, de_facto=True))
