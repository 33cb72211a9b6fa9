"""Which courses a row of a list is of, and all that the list says of them."""

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from trainer_app.formats import fold
from trainer_app.lists.kinds import ENTERPRISES, INDICATORS, TOTALS, TRAINERS
from trainer_app.lists.reading import ListRow, ListTable, Value
from trainer_app.lists.words import load_words
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import _

COURSE_FIELDS = (
    "product", "start", "end", "venue", "course_code", "trainer", "organiser", "hours", "school_year", "class_name",
    "school", "cost", "participants", "women", "men", "other",
)  # fmt: skip
_OF_ROWS = frozenset(COURSE_FIELDS)
_OF_TITLES = _OF_ROWS | {"province", "district"}
_BUDDHIST, _BUDDHIST_YEARS = range(2400, 2700), 543
_OF_OURS = range(1980, 2060)  # until the years of Bikram Sambat in which lists are written
_DISTRICTS = ("village", "township", "district", "province")  # of a place, from the smallest to the largest
_SHORTEST_WITH_MODULES = 12  # letters of a course that names modules
_REMEMBERED = 1_000  # courses, of which many rows tell the same

Alike = tuple[Any, ...]
"""Code, products, start and title, end, venue; the last two may be _ANY."""
_ANY = "*"


@dataclass(frozen=True)
class CourseKey:
    """What a list says of a course; `precision` and the texts do not tell one course from another."""

    code: str | None
    products: tuple[str, ...]
    starts: date | None
    ends: date | None
    venue: str | None
    title: str | None  # where neither code nor dates tell one course from another
    precision: str | None = field(default=None, compare=False)  # month or year, None for days
    dates_typed: str | None = field(default=None, compare=False)
    trainers: str | None = field(default=None, compare=False)
    trainer_phones: str | None = field(default=None, compare=False)  # where one is named
    organiser: str | None = field(default=None, compare=False)
    hours: float | None = field(default=None, compare=False)
    school_year: str | None = field(default=None, compare=False)
    class_name: str | None = field(default=None, compare=False)
    modules: tuple[str, ...] = field(default=(), compare=False)
    cost: float | None = field(default=None, compare=False)

    def alike(self) -> list["Alike"]:
        """By what the keys are found that mean the same course: all that both tell is the same, and both have or lack
        code and start. One of these is among the `likenesses` of such a key.

        End and venue may be told by one key alone. That no two keys are compared keeps long lists quick.
        """
        ends = (self.ends, None) if self.ends is not None else (_ANY,)
        venues = (fold(self.venue), None) if self.venue is not None else (_ANY,)
        return [(*self._told(), end, venue) for end in ends for venue in venues]

    def likenesses(self) -> list["Alike"]:
        """By what this key is found, see `alike`."""
        venue = None if self.venue is None else fold(self.venue)
        return [(*self._told(), end, place) for end in (self.ends, _ANY) for place in (venue, _ANY)]

    def _told(self) -> tuple[Any, ...]:
        return fold(self.code), frozenset(self.products), self.starts, self.title


def courses_of(file: str, table: ListTable, row: ListRow, catalogue: Catalogue, product: str | None) -> list[CourseKey]:
    """The courses that a row is in: one, or one per product that its X marks name; none if no product is known."""
    if table.kind in (TRAINERS, INDICATORS):
        return []
    said = {name: value for name, value in table.course.items() if name in _OF_TITLES}
    said |= {name: value for name, value in row.values.items() if name in _OF_ROWS and _tells(value)}
    if "venue" in row.values:
        said["venue"] = row.values["venue"]
    elif "place_beside" in row.values and not (table.kind == TOTALS and _tells_place(row)):
        said.setdefault("venue", row.values["place_beside"])
    if table.kind == TOTALS:
        said |= _of_totals(said, row)
        if table.index_of.get("phones") == table.index_of.get("trainer", -2) + 1 and "phones" in row.values:
            said["phones"] = row.values["phones"]  # right beside who taught it
    of_products = [name for name in row.values if ":" in name]
    if any(name.startswith("product:") for name in of_products) or table.kind == ENTERPRISES:
        return _marked_courses(file, table, row, said, catalogue)
    by_module = [name.partition(":")[2] for name in of_products if name.startswith("start:")]
    if by_module:
        return _dated_courses(file, table, row, said, by_module, catalogue)
    told = said.get("product")
    texts = [str(told.value or ""), told.text] if told else [product or ""]
    codes = _product_codes(texts, catalogue) or _product_codes([product or ""], catalogue)
    if told is not None and load_words().holds("tot", told.text):
        of_trainers = [_product_codes([f"{code}-TOT"], catalogue) or (code,) for code in codes]
        codes = tuple(dict.fromkeys(code for found in of_trainers for code in found))
    return [_course(file, table, said, codes, catalogue)]


def _tells_place(row: ListRow) -> bool:
    """Whether columns of a row tell its place."""
    return any(name in row.values and row.values[name].value for name in ("address", *_DISTRICTS))


def _tells(value: Value) -> bool:
    return bool(value.raw) or value.value is not None


def _marked_courses(
    file: str, table: ListTable, row: ListRow, said: Mapping[str, Value], catalogue: Catalogue
) -> list[CourseKey]:
    """One course per product that is marked, with the dates of the row or of the column's head."""
    marked = [
        name.partition(":")[2] for name, value in row.values.items() if name.startswith("product:") and value.value
    ]
    dated = [name.partition(":")[2] for name in row.values if name.startswith("start:")]
    return _dated_courses(file, table, row, said, list(dict.fromkeys([*marked, *dated])), catalogue)


def _dated_courses(
    file: str, table: ListTable, row: ListRow, said: Mapping[str, Value], products: Iterable[str], catalogue: Catalogue
) -> list[CourseKey]:
    found = []
    for code in products:
        dates = {
            name: row.values.get(f"{name}:{code}") or table.course.get(f"{name}:{code}") for name in ("start", "end")
        }
        own = {**said, **{name: value for name, value in dates.items() if value is not None}}
        found += [_course(file, table, own, codes, catalogue) for codes in [_product_codes([code], catalogue)] if codes]
    return found


def _of_totals(said: Mapping[str, Value], row: ListRow) -> dict[str, Value]:
    """What totals tell of their course elsewhere: the school holds it, it is where the place columns say."""
    told: dict[str, Value] = {}
    if "school" in said and "organiser" not in said:
        told["organiser"] = said["school"]
    venue = row.values.get("venue")
    if "venue" not in said or venue is not None:
        columns = ("address", *_DISTRICTS) if venue is None else _DISTRICTS
        typed = fold(str(venue.value)) if venue is not None and venue.value else ""
        places = [row.values[name] for name in columns if name in row.values]
        filled = [place for place in places if place.value and fold(str(place.value)) not in typed]
        filled = [venue, *filled] if venue is not None and typed else filled
        if filled:
            text = ", ".join(str(place.value) for place in filled)
            told["venue"] = Value("; ".join(place.raw for place in filled), text)
    return told


def _product_codes(texts: Iterable[str], catalogue: Catalogue) -> tuple[str, ...]:
    """The products that the first of these texts that names any names."""
    for text in texts:
        found = catalogue.products_in(text.replace(";", " ")) if text.strip() else ()
        if found:
            return tuple(product.code for product in found)
    return ()


def _course(
    file: str, table: ListTable, said: Mapping[str, Value], codes: tuple[str, ...], catalogue: Catalogue
) -> CourseKey:
    own_date = "school_year" in table.course and said.get("start") is not table.course.get("start")  # though not read
    modules = _modules(said.get("product"), codes, catalogue)
    return _key(file, table.sheet, own_date, tuple(said.items()), codes, modules)


@lru_cache(maxsize=_REMEMBERED)
def _key(
    file: str, sheet: str, own_date: bool, told: tuple[tuple[str, Value], ...], codes: tuple[str, ...],
    modules: tuple[str, ...],
) -> CourseKey:  # fmt: skip
    """The key of what is told of a course. own_date: it has one that is not that of the lines above the table."""
    said = dict(told)
    starts, start_precision = _day(said.get("start"), last=False)
    ends, end_precision = _day(said.get("end"), last=True)
    if starts is not None and "end" not in said:
        ends, end_precision = _day(said.get("start"), last=True)
    precision = "year" if "year" in (start_precision, end_precision) else start_precision or end_precision
    raws = [said[name].raw for name in ("start", "end") if name in said and said[name].raw]
    code = _text(said.get("course_code"))
    stem = file.rpartition(".")[0] or file
    places = [_text(said.get(name)) for name in ("district", "province")]
    venue = _text(said.get("venue")) or ", ".join(filter(None, places)) or None
    school_year = _text(said.get("school_year"))
    if starts is None and school_year is not None and not own_date and (span := _school_year(school_year)) is not None:
        starts, ends, precision = *span, "month"
    place_of_class = ", ".join(text for name in ("school", "class_name") if (text := _text(said.get(name))))
    unread = [said[name] for name in ("start", "end") if name in said and said[name].value is None and said[name].mark]
    days = " – ".join(dict.fromkeys(value.raw for value in unread if value.mark != "converted"))
    untold = place_of_class or ", ".join(filter(None, [stem, sheet, days]))  # days typed apart are of two courses
    hours, cost = said.get("hours"), said.get("cost")
    return CourseKey(
        code=code,
        products=codes,
        starts=starts,
        ends=ends,
        venue=venue,
        title=untold if code is None and (starts is None or place_of_class) else None,
        precision=precision,
        dates_typed=" – ".join(dict.fromkeys(raws)) or None,
        trainers=_text(said.get("trainer")),
        trainer_phones=_text(said.get("phones")),
        organiser=_text(said.get("organiser")),
        hours=float(hours.value) if hours is not None and isinstance(hours.value, int | float) else None,
        school_year=school_year,
        modules=modules,
        class_name=_text(said.get("class_name")),
        cost=float(cost.value) if cost is not None and isinstance(cost.value, int | float) else None,
    )


def _modules(told: Value | None, codes: Sequence[str], catalogue: Catalogue) -> tuple[str, ...]:
    """The modules of its products that a course names, "IYB (Marketing, Costing only)"."""
    if told is None or len(told.text) < _SHORTEST_WITH_MODULES:
        return ()
    text = fold(told.text.replace("&", " and "))
    names = (name for code in codes for module in catalogue.product(code).modules for name in module.names.values())
    return tuple(name for name in dict.fromkeys(names) if any(part in text for part in _called(fold(name))))


def _called(name: str) -> list[str]:
    """What a module may be called: its name, or a part of several words of it, "(Buying and) Stock Control"."""
    parts = [part for part in re.split(r"\s(?:and|et|y)\s", name) if " " in part.strip()]
    return [part for part in dict.fromkeys((name, *parts)) if part]


def _school_year(text: str) -> tuple[date, date] | None:
    """September to June of a school year such as 2018-2019: what is usual in the north, to be looked at.

    None for years of Bikram Sambat or the Persian calendar, which begin at other times; those of the Buddhist Era are
    counted in ours.
    """
    year = re.match(r"\d{4}", text)
    first = int(year[0]) if year is not None else 0
    if first in _BUDDHIST:
        first -= _BUDDHIST_YEARS
    return (date(first, 9, 1), date(first + 1, 6, 30)) if first in _OF_OURS else None


def _day(value: Value | None, *, last: bool) -> tuple[date | None, str | None]:
    """The day, and "month" or "year" where only that much is told: its first or last day then stands for it."""
    if value is None or value.value is None:
        return None, None
    if isinstance(value.value, date):
        return value.value, None
    year, _dash, month = str(value.value).partition("-")
    if not year.isdigit():
        return None, None
    if not month:
        return (date(int(year), 12, 31) if last else date(int(year), 1, 1)), "year"
    days = calendar.monthrange(int(year), int(month))[1]
    return date(int(year), int(month), days if last else 1), "month"


def _text(value: Value | None) -> str | None:
    return str(value.value) if value is not None and value.value is not None else None


def unknown_product(key: CourseKey) -> str | None:
    """Why a row has no course: the sentence, None if its product is known."""
    if key.products:
        return None
    return _("Which course these people were in is not told. Choose the course or the product for this list.")
