"""What the import makes of a list, row by row, in the words of truth.json; no question is answered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from trainer_app.importing import figures, values
from trainer_app.importing.course_keys import CourseKey
from trainer_app.importing.values import RowValues
from trainer_app.lists import kinds
from trainer_app.lists.kinds import WITH_NAMES
from trainer_app.lists.names import names_in
from trainer_app.lists.read import read_list
from trainer_app.lists.reading import ListRow, ListTable, Reading
from trainer_app.lists.words import load_words
from trainer_app.programmes.catalogue import Catalogue


@dataclass
class Found:
    """One value that the import takes. marked: the plan shows it to a person to look at, or asks for it."""

    value: Any
    marked: bool = False


@dataclass
class Row:
    """All that one row says: by kind of entry the fields of it."""

    entries: dict[str, dict[str, Found]] = field(default_factory=dict)
    courses: list[dict[str, Found]] = field(default_factory=list)
    attended: dict[str, dict[str, Found]] = field(default_factory=dict)  # by product, or "" for the only one
    extra: str = ""  # everything that the row says and nobody understood


@dataclass
class Import:
    """A whole file as the import takes it."""

    reading: Reading
    rows: dict[str, Row]
    asked: set[str]  # cells, and whole columns as Sheet!C*
    refused: set[str]
    skipped: set[str]
    course_rows: set[str]


def import_file(path: Path, country: str | None, catalogue: Catalogue) -> Import:
    """Read a file and say what its import would take, without a question answered."""
    reading = read_list(path, country=country)
    made = Import(reading, {}, set(), set(), set(), set())
    for table in reading.tables:
        made.course_rows |= {f"{table.sheet}!{row}" for row in table.course_rows}
        for row in table.rows:
            told = values.read_row(reading.file, table, row, catalogue, None)
            sheet, _colon, part = table.sheet.partition(":")
            place = f"{sheet}!{row.row_number}" + (f":{part}" if part else "")
            made.rows[place] = _row(table, row, told, country, reading.languages)
            for note in told.notes:
                cells = {f"{note.sheet}!{note.cell}"}
                (made.refused if note.mark == "refused" else made.asked).update(cells)
    for question in reading.questions:
        made.asked.add(f"{question.sheet}!{question.column}*")
        made.asked |= {f"{question.sheet}!{question.column}{row}" for row in getattr(question, "rows", ())}
    made.skipped = {f"{one.sheet}!{one.row}" for one in reading.skipped}
    return made


def _row(table: ListTable, row: ListRow, told: RowValues, country: str | None, languages: Collection[str]) -> Row:
    marks = {note.field for note in told.notes}

    def found(value: Any, *fields: str) -> Found:
        return Found(value, any(name in marks for name in fields))

    made = Row()
    made.extra = " ".join([*row.extra.values(), str(told.enrolment.get("remark") or "")])
    made.courses = [_course(key, marks) for key in told.courses]
    if table.kind in WITH_NAMES:
        _person(made, row, told, found)
        made.entries["persons"]["business.currency"] = Found(figures.currency_of(table, row, country))
    stored = told.stored
    if table.kind == kinds.TOTALS:
        made.entries["headcounts"] = {
            "women": found(stored["women"], "women", "participants"),
            "men": found(stored["men"], "men", "participants"),
            "unknown": found(stored["unknown"], "participants"), "other": found(stored["other"], "other"),
        }  # fmt: skip
        made.entries["trainers"] = {
            "full_name": found("; ".join(names_in(_cell(row, "trainer"), load_words(), languages)), "trainer"),
            "organisation": found(_cell(row, "school"), "school"),
            "phones": found(_split(next((key.trainer_phones for key in told.courses), None)), "phones"),
        }
    if table.kind == kinds.ENTERPRISES:
        made.entries["enterprises"] = {
            "union" if name == "union_representative" else name: found(value, name, "workers", "union")
            for name, value in stored.items()
        }
        made.entries["enterprises"]["place"] = found(
            ", ".join(filter(None, [stored["address"], *told.place.values()])) or None, "place"
        )
        made.entries["enterprises"]["phones"] = found(_split(stored["phones"]), "phones")
    if table.kind == kinds.INDICATORS:
        moments = stored["moments"]
        made.entries["indicators"] = {
            "kpi": Found(stored["indicator"]), "unit": found(stored["unit"], "unit"),
            "baseline": found(moments.get("baseline"), "baseline"), "after": found(moments.get("after:1"), "after:1"),
        }  # fmt: skip
        made.entries["indicators"] |= {
            f"after_m{number}": Found(moments.get(f"after:{number}")) for number in range(1, 6)
        }
    if table.kind == kinds.TRAINERS:
        made.entries["trainers"] = dict(made.entries["persons"])
        made.entries["trainers"] |= {name: found(_iso(value), name) for name, value in stored.items()}
    if table.kind == kinds.FOLLOW_UPS:
        answers = stored["answers"]
        made.entries["followups"] = {
            "status": found(stored["status"], "contact_result"),
            "asked_on": found(_iso(stored["asked_on"]), "asked_on"),
            "started": found(answers.get("started_after"), "started"),
            "start_date": found(_iso(answers.get("start_month")), "business_start"),
            "workers_women": found(answers.get("workers_women"), "workers_women"),
            "workers_men": found(answers.get("workers_men"), "workers_men"),
            "sales_month": found(answers.get("sales_month"), "sales_month"),
            "currency": Found(figures.currency_of(table, row, country)),
            "operating": found(answers.get("business_now"), "operating"),
            "closed_on": found(_iso(answers.get("closed_month")), "business_end"),
        }  # fmt: skip
    return made


def _person(made: Row, row: ListRow, told: RowValues, found: Any) -> None:
    """A person and an enrolment."""
    person, enrolment = told.person, told.enrolment
    places = [person.get("address"), *told.place.values()]
    made.entries["persons"] = {
        name: found(person.get(name), name)
        for name in ("full_name", "latin_name", "honorific", "father_name", "sex", "national_id", "email", "education")
    }
    made.entries["persons"] |= {
        "given_name": found(_cell(row, "given_name"), "given_name", "full_name"),
        "family_name": found(_cell(row, "family_name"), "family_name", "full_name"),
        "phones": found(_split(person.get("phones")), "phones"),
        "birth": found(_birth(person), "birth_date", "birth_year", "age", "age_bracket"),
        "place": found(", ".join(str(part) for part in places if part) or None, "place"),
        "occupation": found(person.get("occupations"), "occupation"),
        "enterprise": found(enrolment.get("business_name"), "business_name"),
        "role": found(enrolment.get("role"), "role", "position"),
        "business.has": found(enrolment.get("has_business"), "business", "has_business"),
        "business.type": found(enrolment.get("business_sector"), "business", "business_sector"),
        "business.name": found(enrolment.get("business_name"), "business_name"),
        "business.sales_month": found(_cell(row, "sales_month"), "sales_month"),
    }
    if person.get("disability"):  # in other words than yes and no it is kept as text
        made.entries["persons"]["disability"] = found(_cell(row, "disability"), "disability")
    made.entries["enrolments"] = {
        "outcome": found(enrolment.get("outcome"), "outcome"),
        "certificate_no": found(_cell(row, "certificate_no"), "certificate_no"),
    }
    for product, attended in told.attended.items():
        made.attended[product] = {
            "attendance.unit": Found(attended.unit), "attendance.present": Found(attended.present),
            "attendance.of": Found(attended.of), "attendance.marks": Found(list(attended.marks)),
        }  # fmt: skip


def _split(text: Any) -> list[str] | None:
    return str(text).split("; ") if text else None


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _cell(row: ListRow, name: str) -> Any:
    return row.values[name].value if name in row.values else None


def _birth(person: Mapping[str, Any]) -> dict[str, Any] | None:
    """All that is taken of a birth: an identity number may hold the date of one whose age the list tells."""
    fields = ("birth_date", "birth_year", "age", "age_bracket")
    return {name: person[name] for name in fields if person.get(name) is not None} or None


def _course(key: CourseKey, marks: set[str]) -> dict[str, Found]:
    dated = {"start", "end", "dates"} | {
        f"{end}:{code}" for end in ("start", "end", "product") for code in key.products
    }
    dates_marked = bool(marks & dated) or (key.school_year is not None and key.precision == "month")
    told = {
        "products": ("product", list(key.products)), "place": ("venue", key.venue),
        "organiser": ("organiser", key.organiser), "trainers": ("trainer", key.trainers),
        "code": ("course_code", key.code), "hours": ("hours", key.hours),
        "school_year": ("school_year", key.school_year),
        "cost": ("cost", key.cost), "modules": ("product", list(key.modules)),
    }  # fmt: skip
    if not key.products:
        marks = marks | {"product"}  # the plan holds such a row and asks for the course
    course = {name: Found(value or None, field in marks) for name, (field, value) in told.items()}
    precision = {"month": 7, "year": 4}.get(key.precision or "", 10)
    for name, day in (("start", key.starts), ("end", key.ends)):
        course[name] = Found(day.isoformat()[:precision] if day else None, dates_marked)
    return course
