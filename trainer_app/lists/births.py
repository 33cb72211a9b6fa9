"""Columns of dates: the order of day and month and the calendar decided from the whole column, else asked."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from trainer_app.lists.calendar_signs import is_signed, local_calendar, says_ours, year_of_titles
from trainer_app.lists.columns import Column, Entry, marked, once_each, refused, unsure
from trainer_app.lists.date_cells import DateCell, date_cell
from trainer_app.lists.dates import DateText, Partial, full_year, most_of_year, parse_date, to_gregorian
from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import Cell, is_filled, is_number
from trainer_app.texts import _

_OLDEST_YEAR = 1900
_OF_BUSINESS = ("business_start", "business_end")
_FIRST_COURSES = 1977  # the year in which the first of the programmes began
_YOUNGEST = 5
_BUDDHIST = range(2400, 2700)
_SOLAR_HIJRI = range(1250, 1500)
_SHORT_IN = frozenset(
    {"persian", "bikram", "ethiopian", "minguo"}
)  # calendars besides the Buddhist one of which years are cut
_CENTURY = {
    "gregorian": 0,
    "buddhist": 2500,
    "ethiopian": 2000,
    "bikram": 2000,
    "persian": 1300,
    "minguo": 0,
}  # of two digits
_OROMO = "oromo"  # months that have these names in the Ethiopian calendar and in ours, counted as in the former
_THIRTEENTH = 13
_ETHIOPIAN_LANGUAGES = frozenset({"am", "ti", "om"})
_BUDDHIST_IN_TEXT = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
_FEW_AMONG = 10  # one in so many dates of another calendar is a few
_FIELDS = {"dates": ("start", "end")}  # any other column of dates gives the field of its own name


def read_dates(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "birth_date" (or "birth_year" where only a year is told), "start", "end".

    A whole day is a date, less is text ("2019-03") marked unsure. A range in a column of starts gives "end" too.
    """
    cells = once_each(entries, partial(date_cell, column))
    calendars = _Calendars(column, cells)
    order = "dmy" if calendars.is_ethiopian() else _order(column, cells)
    swapped = _may_be_swapped(list(cells.values()), order)
    values = once_each(entries, lambda entry: _values(column, cells[entry.row], order, calendars, swapped))
    return {row: dict(found) for row, found in values.items()}


def _order(column: Column, cells: Mapping[int, DateCell]) -> str | None:
    """The order "dmy" or "mdy" for the column's texts, None while it is open. cells: by row."""
    months = _months(column)
    each = {id(cell): cell.text for cell in cells.values() if cell.text is not None}  # cells that say the same are one
    shown = [text.day_first(months) for text in each.values()]
    if column.field in ("start", "end"):
        shown += list(column.order_shown)
    open_ = {
        cell for cell, text in each.items()
        if text.numeric and text.day_first(months) is None and not _is_local(text, column.today)
    }  # fmt: skip
    rows = [row for row, cell in cells.items() if id(cell) in open_]
    if not rows or (True in shown and False not in shown):
        return "dmy"
    if False in shown and True not in shown:
        return "mdy"
    example = cells[rows[0]].entry.raw
    return column.ask(
        "order",
        _('In the column "{column}", what comes first in "{example}"?').format(column=column.header, example=example),
        [("dmy", _("The day")), ("mdy", _("The month"))],
        rows,
    )


def _is_local(text: DateText, today: date) -> bool:
    """Whether a date is in another calendar than ours: nobody puts the month first there."""
    year = text.start.year or 0
    return not text.short_year and (year in _BUDDHIST or year in _SOLAR_HIJRI or _is_later(year, today))


def order_shown(column: Column, starts: Mapping[int, Cell], ends: Mapping[int, Cell]) -> frozenset[bool]:
    """Whether the day comes first in the numbers of a start and an end, as far as the length of a course shows it."""
    shown = set()
    for start, end in {(start, ends.get(row, "")) for row, start in starts.items()}:
        if isinstance(start, str) and isinstance(end, str) and is_filled(start) and is_filled(end):
            first, last = parse_date(start, column.words), parse_date(end, column.words)
            if first is not None and last is not None and first.numeric and last.numeric:
                both = DateText(first.start, last.end, numeric=True, calendar=first.calendar)
                shown.add(both.day_first(_months(column)))
    for cell in {*starts.values(), *ends.values()}:
        text = parse_date(cell, column.words) if isinstance(cell, str) and is_filled(cell) else None
        shown.add(text.day_first(_months(column)) if text is not None else None)
    return frozenset(one for one in shown if one is not None)


def _months(column: Column) -> int:
    return 13 if column.languages & _ETHIOPIAN_LANGUAGES or column.country == "ET" else 12


def _may_be_swapped(cells: Sequence[DateCell], order: str | None) -> bool:
    """Whether a spreadsheet set to month first turned 7/5 into a date cell of July and left 24/5 as text.

    Then no text has a first number up to 12, and no date cell a day above 12.
    """
    texts = [cell.text for cell in cells if cell.text is not None and cell.typed and cell.text.numeric]
    dated = [cell.text for cell in cells if cell.text is not None and not cell.typed]
    if len(texts) < 3 or len(dated) < 3 or order != "dmy":
        return False
    return all((t.start.day or 0) > 12 for t in texts) and all((d.start.day or 0) <= 12 for d in dated)


class _Calendars:
    """Which calendar each year of a column is in; asks once where neither the column nor its titles tell."""

    def __init__(self, column: Column, cells: Mapping[int, DateCell]) -> None:
        """cells: by row."""
        self.column = column
        texts = [cell.text for cell in cells.values() if cell.text is not None]
        self.years = {
            row: cell.text.start.year or 0
            for row, cell in cells.items() if cell.text is not None and cell.text.calendar in (None, _OROMO)
        }  # fmt: skip
        self.rows = list(self.years)
        self.answers: dict[tuple[str, ...], str | None] = {}
        self.local = local_calendar(column)
        self.signed = self.local is not None and (
            any(sign in column.hints.split() or f"({sign})" in column.hints for sign in column.words.sets[self.local])
            or is_signed(column, self.local)
        )
        named = (_calendar_named(text) for text in texts)
        self.signed = self.signed or (self.local is not None and self.local in named)
        self.ours = says_ours(column, self.local, self.signed)
        years = [text.start.year for text in texts if text.start.year is not None and not text.short_year]
        self.full_years = sum(year in _BUDDHIST for year in years) or len(_BUDDHIST_IN_TEXT.findall(column.hints))
        others = sum(year in _BUDDHIST or year in _SOLAR_HIJRI for year in years)
        is_local = {"persian": _SOLAR_HIJRI.__contains__, "bikram": lambda one: _is_later(one, column.today)}
        self.full_local = any(map(is_local[self.local], years)) if self.local in is_local else False
        self.full_ours = bool(years) and self.local in is_local and not self.full_local
        self.others_but_few = others < len(years) <= others * _FEW_AMONG / (_FEW_AMONG - 1)
        self.later = any(_is_later(year, column.today) for year in years)

    def is_ethiopian(self) -> bool:
        """Whether the years are likely Ethiopian, in which nobody puts the month first."""
        if self.local != "ethiopian" or self.ours:
            return False
        return self.signed or self.column.calendars_elsewhere() == {"ethiopian"}

    def of(self, text: DateText, year: int, birth: bool) -> str | None:
        if (named := _calendar_named(text)) is not None:
            return named
        today = self.column.today
        if text.short_year:
            return self._of_short(year, birth)
        if year in _BUDDHIST:
            return "buddhist"
        if year in _SOLAR_HIJRI:
            if self.local == "islamic":
                return "islamic"
            if self.local == "persian" or self.signed:
                return "persian"
            return self._asked("persian", "islamic", rows=partial(self._rows, _SOLAR_HIJRI.__contains__))
        if self.local == "ethiopian":
            if self.ours:
                return "gregorian"
            if self.signed:
                return "ethiopian"
            return self._asked("ethiopian", "gregorian", rows=lambda: self.rows)
        if self.local == "bikram" and (self.signed or self.later or _is_later(year, today)):
            return "bikram"
        if _is_later(year, today):
            return self._asked("bikram", "gregorian", rows=partial(self._rows, lambda one: _is_later(one, today)))
        return "gregorian"

    def _of_short(self, year: int, birth: bool) -> str | None:
        """Years of two digits: of the Buddhist Era where full ones beside them are, or where only that is possible."""
        if self.local in _SHORT_IN:
            return self._of_short_local(self.local, year, birth)
        if self.local != "buddhist":
            return "gregorian"
        if self.full_years or self.signed:
            return "buddhist"
        today = self.column.today.year
        ours = full_year(year, self.column.today, birth)
        if not birth:
            possible = [today - 40 <= one <= today + 2 for one in (2500 + year - 543, ours)]
            if possible[0] is not possible[1]:
                return "buddhist" if possible[0] else "gregorian"
        return self._asked("buddhist", "gregorian", rows=lambda: self.rows)

    def _of_short_local(self, local: str, year: int, birth: bool) -> str | None:
        """The same where another calendar is usual: asked where neither full years, a sign nor the year itself tell."""
        if self.signed or self.full_local:
            return local
        if self.full_ours:
            return "gregorian"
        if not birth:
            today = self.column.today.year
            told = (
                most_of_year(_full_local(year, local, birth), local) or 0,
                full_year(year, self.column.today, birth),
            )
            possible = [_FIRST_COURSES <= one <= today + 1 for one in told]
            if possible[0] is not possible[1]:
                return local if possible[0] else "gregorian"
        return self._asked(local, "gregorian", rows=lambda: self.rows)

    def _rows(self, wanted: Callable[[int], bool]) -> list[int]:
        return [row for row, year in self.years.items() if wanted(year)]

    def _asked(self, *calendars: str, rows: Callable[[], Sequence[int]]) -> str | None:
        """The one of these that somebody said the years of the rows are in; asked once, with the rows of that time."""
        if calendars not in self.answers:
            names = {
                "buddhist": _("Buddhist Era"), "ethiopian": _("Ethiopian calendar"), "bikram": _("Bikram Sambat"),
                "minguo": _("years of the Republic of China"),
                "persian": _("Solar Hijri calendar"), "islamic": _("Islamic calendar"),
                "gregorian": _("Common Era (2019)"),
            }  # fmt: skip
            self.answers[calendars] = self.column.ask(
                "calendar" if calendars[0] in ("buddhist", "ethiopian") else f"calendar {calendars[0]}",
                _('In which calendar are the years of the column "{column}"?').format(column=self.column.header),
                [(one, names[one]) for one in calendars],
                rows(),
            )
        return self.answers[calendars]


def _calendar_named(text: DateText) -> str | None:
    """The calendar that only a month's name tells; those of Oromo do not but for the thirteenth's, which ours lacks."""
    if text.calendar != _OROMO:
        return text.calendar
    return "ethiopian" if _THIRTEENTH in (text.start.month, text.end.month) else None


def _is_later(year: int, today: date) -> bool:
    """Whether a year is so far ahead that only another calendar explains it."""
    return today.year + 2 < year < today.year + 80


def _values(
    column: Column, cell: DateCell, order: str | None, calendars: _Calendars, swapped: bool
) -> dict[str, Value]:
    fields: tuple[str, ...] = _FIELDS.get(column.field, (column.field,))
    months = _months(column)
    entry, text = cell.entry, cell.text
    if text is None:
        if is_number(entry.cell):
            return {fields[0]: refused(entry, _("not a date"))}
        return {fields[0]: unsure(entry, None, _("not understood as a date"))}
    shows = text.day_first(months) if text.numeric else None
    if text.numeric and shows is None and order is None and not _is_local(text, column.today):
        elsewhere = column.order_elsewhere()
        if len(elsewhere) != 1:
            return {fields[0]: unsure(entry, None, _("day or month first?"))}
        likely = _values(column, cell, "dmy" if True in elsewhere else "mdy", calendars, swapped)
        note = _("day or month first? As in the other dates of this list")
        return {
            name: value if value.value is None else replace(value, mark="unsure", note=note)
            for name, value in likely.items()
        }
    month_first = order == "mdy" and not _is_local(text, column.today)
    if text.numeric and (shows is False or (shows is None and month_first)):
        text = text.month_first()
    parts = [text.start] if len(fields) == 1 else [text.start, text.end]
    if column.field == "start" and (text.end != text.start or text.start.day is None):
        fields, parts = ("start", "end"), [text.start, text.end]
    result = {}
    for name, part in zip(fields, parts, strict=True):
        value = _value(column, entry, text, part, calendars)
        if cell.about and value.value is not None:
            value = unsure(entry, value.value, _("only the year is told"))
        if cell.counted and value.value is not None:
            value = unsure(entry, value.value, _("a date that was kept as a number of days"))
        if swapped and not cell.typed and value.mark is None:
            value = unsure(entry, value.value, _("the spreadsheet may have exchanged day and month"))
        result["birth_year" if name == "birth_date" and isinstance(value.value, int) else name] = value
    return result


def _full_local(short: int, calendar: str, birth: bool) -> int:
    """The year of a calendar that two digits mean; of the Solar Hijri one the last or, for a course, this century."""
    later = calendar == "persian" and not birth and short < 50
    return _CENTURY[calendar] + short + (100 if later else 0)


def _value(column: Column, entry: Entry, text: DateText, part: Partial, calendars: _Calendars) -> Value:
    shown, note = frozenset({"gregorian"}), _("no year: the one in the title?")
    if part.year is None:
        year = year_of_titles(column) if column.field in ("dates", "start") and part.day and part.month else None
        if year is None:
            return unsure(entry, None, _("no year: {day}.{month}.").format(day=part.day, month=part.month))
        part = replace(part, year=year)
    elif (calendar := calendars.of(text, part.year, column.field == "birth_date")) is not None:
        return _dated(column, entry, text, part, calendars, calendar)
    else:
        shown, note = column.calendars_elsewhere(), _("in which calendar? As elsewhere in this list")
    if len(shown) != 1:
        return unsure(entry, None, _("in which calendar?"))
    likely = _dated(column, entry, text, part, calendars, *shown)
    return likely if likely.value is None else replace(likely, mark="unsure", note=note)


def _dated(column: Column, entry: Entry, text: DateText, part: Partial, calendars: _Calendars, calendar: str) -> Value:
    """A date of a calendar that is known."""
    birth = column.field == "birth_date"
    if text.calendar == _OROMO and calendar == "gregorian" and part.month is not None:
        part = replace(part, month=(part.month + 7) % 12 + 1)  # their year begins in September
    if text.short_year and part.year is not None:
        if calendar not in _CENTURY:
            return unsure(entry, None, _("a year of two digits"))
        in_ours = calendar == "gregorian"
        year = full_year(part.year, column.today, birth) if in_ours else _full_local(part.year, calendar, birth)
        part = Partial(year, part.month, part.day)
    if birth and part.month is None and calendar in ("gregorian", "buddhist", "minguo"):
        year = int(str(to_gregorian(part, calendar)))
        if not _OLDEST_YEAR < year <= column.today.year:
            return refused(entry, _("no year of birth"))
        return marked(entry, year)
    if birth and part.month is None and (ours := most_of_year(part.year or 0, calendar)) is not None:
        if not _OLDEST_YEAR < ours <= column.today.year:
            return refused(entry, _("no year of birth"))
        return marked(entry, ours, _("most of a year of another calendar"))
    try:
        found = to_gregorian(part, calendar)
    except (ValueError, OverflowError):
        whole = part.day is not None
        note = _("no such day in the calendar") if whole else _("a month or year that spans two of ours")
        return refused(entry, note) if whole else unsure(entry, None, note)
    if calendar == "ethiopian" and str(found) > str(column.today) and (past := _past_in_ours(part, column.today)):
        return unsure(entry, past, _("in the future: was the year typed in our calendar?"))
    if calendar in ("ethiopian", "bikram", "persian", "islamic") and isinstance(entry.cell, date):
        return unsure(entry, found, _("a date cell that holds a local date"))
    if calendar == "gregorian" and calendars.others_but_few and text.calendar is None and not text.short_year:
        return unsure(entry, found, _("a year of the Common Era where nearly all others are of another calendar"))
    return _checked(column, entry, text, found, calendar)


def _past_in_ours(part: Partial, today: date) -> date | None:
    """The day that a date is if it is of our calendar; None for one in the future and for none."""
    try:
        found = to_gregorian(part, "gregorian")
    except ValueError:
        return None
    return found if isinstance(found, date) and found <= today else None


def _checked(column: Column, entry: Entry, text: DateText, found: date | str, calendar: str) -> Value:
    if isinstance(found, str):
        return unsure(entry, found, _("only the month is told") if "-" in found else _("only the year is told"))
    birth = column.field == "birth_date"
    if not _OLDEST_YEAR < found.year <= column.today.year + (0 if birth else 2):
        return refused(entry, _("not a possible date"))
    if not birth and column.field not in _OF_BUSINESS and found.year < _FIRST_COURSES:
        return refused(entry, _("before there were such courses: in which calendar is the year?"))
    if birth and found.year > column.today.year - _YOUNGEST:
        return unsure(entry, found, _("the birth of a small child"))
    if calendar != "gregorian" and found > column.today:
        return unsure(entry, found, _("in the future: was the year typed in our calendar?"))
    if text.short_year and birth:
        return unsure(entry, found, _("a year of two digits"))
    return marked(entry, found)
