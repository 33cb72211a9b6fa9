"""From a row of a participant list to the values of person, enrolment and course, with the cells they came from."""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trainer_app import persons
from trainer_app.formats import fold
from trainer_app.lists.reading import ListRow, ListTable, Value
from trainer_app.lists.scripts import column_letters, plain
from trainer_app.lists.words import load_words
from trainer_app.programmes import Catalogue
from trainer_app.texts import _

PERSON_FIELDS = {
    "full_name": "full_name", "latin_name": "latin_name", "honorific": "honorific", "father_name": "father_name",
    "sex": "sex", "birth_date": "birth_date", "birth_year": "birth_year", "age": "age", "age_bracket": "age_bracket",
    "phones": "phones", "email": "email", "national_id": "national_id", "address": "address",
    "education": "education", "occupation": "occupations",
}  # fmt: skip
"""Field of a list -> column of person."""

ENROLMENT_FIELDS = {"business_name": "business_name", "business_type": "business_sector", "remark": "remark"}

COURSE_FIELDS = ("product", "start", "end", "venue", "course_code", "trainer", "organiser")
PLACE_FIELDS = ("province", "district", "township")  # from the largest to the smallest

_NOT_DATA = ("given_name", "family_name", *COURSE_FIELDS)
"""Fields that say nothing of the person that is not said elsewhere: names are joined."""

FOLLOWS_FROM = {"age_on": ("age",), "disability_method": ("disability",), "place_id": PLACE_FIELDS}
"""Columns that no cell tells by itself: the fields that they follow from."""

_CELL_OF = {
    "full_name": ("given_name", "family_name"), "honorific": ("full_name", "latin_name"),
    "birth_date": ("birth_year", "age"), "birth_year": ("birth_date", "age"), "age_bracket": ("age",),
    "start": ("dates",), "end": ("dates", "start"), "sex": ("national_id",),
}  # fmt: skip
"""Columns in which a value may stand that has no column of its own."""


@dataclass(frozen=True)
class CellNote:
    """A cell that a person should look at.

    mark: "refused" (not taken; what was typed is kept as text) or "held" (the best reading was taken, please check).
    """

    sheet: str
    row: int
    cell: str
    field: str
    typed: str
    understood: str | None
    mark: str
    note: str


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
    organiser: str | None = field(default=None, compare=False)

    def is_that_of(self, other: "CourseKey") -> bool:
        """Whether both mean one course: all that both tell is the same, and both have or lack code and start."""
        return (
            fold(self.code) == fold(other.code)
            and set(self.products) == set(other.products)
            and (self.starts, self.title) == (other.starts, other.title)
            and (self.ends == other.ends or None in (self.ends, other.ends))
            and (fold(self.venue) == fold(other.venue) or None in (self.venue, other.venue))
        )


@dataclass
class RowValues:
    """One row understood. `marks`: attendance by column number; `typed` and `cells`: raw text and cell by field."""

    sheet: str
    row: int
    person: dict[str, Any] = field(default_factory=dict)
    enrolment: dict[str, Any] = field(default_factory=dict)
    place: dict[str, str] = field(default_factory=dict)  # level -> name, from the largest to the smallest
    marks: dict[int, float] = field(default_factory=dict)
    courses: list[CourseKey] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    notes: list[CellNote] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.person.get("full_name") or self.person.get("latin_name") or "")


def read_row(file: str, table: ListTable, row: ListRow, catalogue: Catalogue, product: str | None) -> RowValues:
    """All that a row says. `product`: what its course teaches where the list does not tell."""
    found = RowValues(table.sheet, row.row_number)
    kept: list[str] = []
    columns = attendance_columns(table)
    # "business" may be the sector, but only where no column of its own told it: it comes last.
    for name, value in sorted(row.values.items(), key=lambda item: item[0] == "business"):
        if name.startswith("product:"):
            continue
        if name == "serial":
            continue
        target = PERSON_FIELDS.get(name) or ENROLMENT_FIELDS.get(name) or name
        _remember(found, table, name, target, value)
        if name in _NOT_DATA:
            continue
        if value.value is None:
            _keep(kept, table, name, value)
        elif name.startswith("attendance:"):
            found.marks[columns[name]] = float(value.value)  # type: ignore[arg-type]
        elif name in PERSON_FIELDS and not (name == "address" and "village" in row.values):
            found.person[target] = value.value
        elif name in ENROLMENT_FIELDS:
            found.enrolment[target] = value.value
        elif name == "village":
            found.person["address"] = "; ".join(
                str(row.values[part].value)
                for part in ("village", "address")
                if part in row.values and row.values[part].value
            )
        elif name not in PLACE_FIELDS and not _yes_or_no(found, name, value):
            _keep(kept, table, name, value)
    found.place = {
        name: str(row.values[name].value) for name in PLACE_FIELDS if name in row.values and row.values[name].value
    }
    kept += [f"{header}: {text}" for header, text in row.extra.items() if text.strip()]
    found.courses = _courses(file, table, row, catalogue, product)
    _settle_birth(found)
    _leave_impossible(found, table, kept)
    remarks = [str(found.enrolment["remark"])] if found.enrolment.get("remark") else []
    if remarks or kept:
        found.enrolment["remark"] = "; ".join([*remarks, *kept])
        found.typed.setdefault("remark", found.enrolment["remark"])
    return found


def attendance_columns(table: ListTable) -> dict[str, int]:
    """The number, from 1, of each attendance column by its field."""
    fields = [guess.field for guess in table.columns if guess.field and guess.field.startswith("attendance:")]
    return {name: number for number, name in enumerate(fields, 1)}


def cell_of(table: ListTable, row: int, name: str) -> str:
    """The cell that a field's value of this row stands in, such as D12; only its row if no column is known."""
    by_field = {guess.field: guess.index for guess in reversed(table.columns) if guess.field}
    for candidate in (name, *_CELL_OF.get(name, ())):
        if candidate in by_field:
            return f"{column_letters(by_field[candidate])}{row}"
    return str(row)


def _remember(found: RowValues, table: ListTable, name: str, target: str, value: Value) -> None:
    """Keep what was typed and where; note what a person should look at."""
    if value.raw:
        found.typed[target] = value.raw
    found.cells[target] = cell_of(table, found.row, name)
    if value.mark in ("unsure", "refused"):
        taken = value.value is not None
        found.notes.append(
            CellNote(
                found.sheet, found.row, found.cells[target], target, value.raw,
                str(value.value) if taken else None, "held" if taken else "refused", value.note,
            )
        )  # fmt: skip


def _keep(kept: list[str], table: ListTable, name: str, value: Value) -> None:
    """Keep a value that has no place of its own as text under its header."""
    unknown = load_words().sets["unknown"]
    nothing = not any(sign.isalnum() for sign in value.raw) or plain(value.raw) in unknown
    if nothing or (value.value is None and value.mark is None):
        return  # a dash or "n/a": somebody said that it is not known
    header = next((guess.header for guess in table.columns if guess.field == name and guess.header), name)
    kept.append(f"{header}: {value.raw.strip()}")


def _yes_or_no(found: RowValues, name: str, value: Value) -> bool:
    """Take a business or disability told as yes or no; False if it is told in other words."""
    words, text = load_words(), fold(str(value.value))
    answer = True if text in words.sets["present"] else False if text in words.sets["absent"] else None
    if name == "business" and answer is not None:
        found.enrolment["has_business"] = answer
    elif name == "business" and "business_sector" not in found.enrolment:
        found.enrolment["business_sector"] = value.value
    elif name == "disability" and answer is not None:
        found.person |= {"disability": "yes" if answer else "no", "disability_method": "yes_no"}
    else:
        return False
    return True


def _settle_birth(found: RowValues) -> None:
    """A birth told as month and year keeps its year."""
    person = found.person
    born = person.get("birth_date")
    if isinstance(born, str):
        del person["birth_date"]
        person.setdefault("birth_year", int(born[:4]))


def _leave_impossible(found: RowValues, table: ListTable, kept: list[str]) -> None:
    """Take out what no person can be (born tomorrow), say so, and keep what was typed as text."""
    for problem in persons.problems(found.person):
        if not problem.refuses or problem.field not in found.person:
            continue
        value, cell = found.person.pop(problem.field), found.cells.get(problem.field, str(found.row))
        typed = found.typed.get(problem.field, str(value))
        note = CellNote(found.sheet, found.row, cell, problem.field, typed, None, "refused", problem.sentence)
        found.notes.append(note)
        _keep(kept, table, problem.field, Value(typed, None, "refused"))


def _courses(file: str, table: ListTable, row: ListRow, catalogue: Catalogue, product: str | None) -> list[CourseKey]:
    """The courses that a row is in: one, or one per product that its X marks name; none if no product is known."""
    said = {name: table.course[name] for name in COURSE_FIELDS if name in table.course}
    said |= {name: row.values[name] for name in COURSE_FIELDS if name in row.values and row.values[name].raw}
    marked = [
        name.partition(":")[2] for name, value in row.values.items() if name.startswith("product:") and value.value
    ]
    if any(name.startswith("product:") for name in row.values):
        found = []
        for code in marked:
            dates = {name: table.course.get(f"{name}:{code}") for name in ("start", "end")}
            own = {**said, **{name: value for name, value in dates.items() if value is not None}}
            found += [_course(file, table, own, codes) for codes in [_product_codes([code], catalogue)] if codes]
        return found
    told = said.get("product")
    codes = _product_codes([str(told.value or ""), told.raw] if told else [product or ""], catalogue)
    return [_course(file, table, said, codes or _product_codes([product or ""], catalogue))]


def _product_codes(texts: Iterable[str], catalogue: Catalogue) -> tuple[str, ...]:
    """The products that the first of these texts that names any names."""
    for text in texts:
        found = catalogue.products_in(text.replace(";", " ")) if text.strip() else ()
        if found:
            return tuple(product.code for product in found)
    return ()


def _course(file: str, table: ListTable, said: Mapping[str, Value], codes: tuple[str, ...]) -> CourseKey:
    starts, start_precision = _day(said.get("start"), last=False)
    ends, end_precision = _day(said.get("end"), last=True)
    if starts is not None and "end" not in said:
        ends, end_precision = _day(said.get("start"), last=True)
    precision = "year" if "year" in (start_precision, end_precision) else start_precision or end_precision
    raws = [said[name].raw for name in ("start", "end") if name in said and said[name].raw]
    code = _text(said.get("course_code"))
    stem = file.rpartition(".")[0] or file
    return CourseKey(
        code=code,
        products=codes,
        starts=starts,
        ends=ends,
        venue=_text(said.get("venue")),
        title=f"{stem}, {table.sheet}" if code is None and starts is None else None,
        precision=precision,
        dates_typed=" – ".join(dict.fromkeys(raws)) or None,
        trainers=_text(said.get("trainer")),
        organiser=_text(said.get("organiser")),
    )


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
