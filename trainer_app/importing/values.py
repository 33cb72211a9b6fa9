"""From a row of a participant list to the values of person, enrolment and course, with the cells they came from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from trainer_app.formats import fold
from trainer_app.importing.attended import Attended, attended, columns
from trainer_app.importing.course_keys import COURSE_FIELDS, CourseKey, courses_of
from trainer_app.importing.figures import stored_values
from trainer_app.lists.by_sex import BORN, is_by_sex
from trainer_app.lists.kinds import PEOPLE
from trainer_app.lists.reading import ListRow, ListTable, Value
from trainer_app.lists.scripts import column_letters, plain
from trainer_app.lists.statuses import answer_first, business_told, outcome_told, yes_or_no
from trainer_app.lists.words import load_words
from trainer_app.people import persons
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import _

PERSON_FIELDS = {
    "full_name": "full_name", "latin_name": "latin_name", "honorific": "honorific", "father_name": "father_name",
    "sex": "sex", "birth_date": "birth_date", "birth_year": "birth_year", "age": "age", "age_bracket": "age_bracket",
    "phones": "phones", "email": "email", "national_id": "national_id", "address": "address",
    "education": "education", "occupation": "occupations",
}  # fmt: skip
"""Field of a list -> column of person."""

ENROLMENT_FIELDS = {
    "business_name": "business_name",
    "business_type": "business_sector",
    "remark": "remark",
    "role": "role",
}

PLACE_FIELDS = ("province", "district", "township")  # from the largest to the smallest

_STORED = (
    "level", "organisation", "tot_date", "certified_on", "licence_until", "courses_held", "active", "asked_on",
    "contact_result", "place_beside", "started", "business_start", "business_end", "operating", "owner_sex",
    "owner_name", "union", "workers_women", "workers_men", "workers_total", "workers", "indicator", "unit", "baseline",
    "change",
)  # fmt: skip
_COMPUTED = ("change",)  # by the list from its other columns: nothing is taken from it, so nothing is wrong in it
_IN_LATIN = {"ቀበሌ": "Kebele", "वडा": "Ward"}
"""Words for the smallest places, in a heading, as they are written beside their number in Latin letters."""

_NOT_DATA = frozenset({"given_name", "family_name", *COURSE_FIELDS, *_STORED})
"""Fields that say nothing of the person that is not said elsewhere: names are joined."""

FOLLOWS_FROM = {
    "address": ("address", "village"),
    "age_on": ("age",),
    "disability_method": ("disability",),
    "latin_name": ("latin_name", "full_name"),
    "place_id": PLACE_FIELDS,
}
"""Columns that no cell tells by itself: the fields that they follow from."""

_CELL_OF = {
    "full_name": ("given_name", "family_name"), "honorific": ("full_name", "latin_name"),
    "birth_date": ("birth_year", "age"), "birth_year": ("birth_date", "age"), "age_bracket": ("age",),
    "age": ("age_bracket", "birth_date", "birth_year"),
    "women": ("participants",), "men": ("participants",), "workers_women": ("workers", "workers_total"),
    "workers_men": ("workers", "workers_total"), "workers_total": ("workers",), "role": ("position",),
    "start": ("dates", "course_year"), "end": ("dates", "start", "course_year"), "sex": ("honorific", "full_name"),
    "outcome": ("attendance_total", "full_name"), "disability": ("full_name",),
    "phones": ("full_name",),
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
    stored: dict[str, Any] = field(default_factory=dict)  # see figures.stored_values
    attended: dict[str, Attended] = field(default_factory=dict)  # by product where a list has several, else by ""
    typed: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    notes: list[CellNote] = field(default_factory=list)
    corrected: frozenset[str] = frozenset()  # fields that somebody corrected since they were typed

    def note_corrected(self, cells: frozenset[tuple[str, str]]) -> None:
        """Note which fields stand in cells (sheet, "D4") that were corrected."""
        told = {name for name, cell in self.cells.items() if (self.sheet, cell) in cells}
        follow = {name for name, sources in FOLLOWS_FROM.items() if told.intersection(sources)}
        self.corrected = frozenset(told | follow)

    @property
    def name(self) -> str:
        return str(self.person.get("full_name") or self.person.get("latin_name") or "")


def read_row(file: str, table: ListTable, row: ListRow, catalogue: Catalogue, product: str | None) -> RowValues:
    """All that a row says. `product`: what its course teaches where the list does not tell."""
    found = RowValues(table.sheet, row.row_number)
    kept: list[str] = []
    numbers = columns([table]) if table.sessions else {}
    told: Iterable[tuple[str, Value]] = row.values.items()
    if "business" in row.values:  # it may be the sector, but only where no column of its own told it: it comes last
        told = sorted(told, key=lambda item: item[0] == "business")
    for name, value in told:
        kind = name.partition(":")[0] if ":" in name else ""
        if kind in ("product", "start", "end"):
            if value.mark in ("unsure", "refused") and (value.raw or kind == "product"):
                _remember(found, table, name, name, value)
            continue
        if kind == "after":
            _remember(found, table, name, name, value)
            continue
        if kind == "phones":
            kept.append(_refused_number(found, table, int(name.partition(":")[2]), value))
            continue
        if name == "serial":
            continue
        field_of = "occupation" if name == "position" and _is_occupation(table, row) else name
        target = PERSON_FIELDS.get(field_of) or ENROLMENT_FIELDS.get(name) or name
        _remember(found, table, name, target, value, row.values.get("sex"))
        if name in _NOT_DATA:
            continue
        if value.value is None:
            _keep(kept, table, name, value)
        elif kind == "attendance":
            found.marks[numbers[name]] = float(value.value)  # type: ignore[arg-type]
        elif name == "outcome":
            found.enrolment["outcome"] = value.value
        elif field_of in PERSON_FIELDS and not (name == "address" and "village" in row.values):
            found.person[target] = value.value
        elif name in ENROLMENT_FIELDS:
            found.enrolment[target] = value.value
        elif name == "village":
            parts = [_with_word(table, name, value)]
            parts += (
                [str(row.values["address"].value)] if "address" in row.values and row.values["address"].value else []
            )
            found.person["address"] = "; ".join(parts)
        elif name not in PLACE_FIELDS and not _yes_or_no(found, name, value):
            _keep(kept, table, name, value)
    places = {**_places_of_titles(table, row), **row.values}
    found.place = {
        name: _with_word(table, name, places[name]) for name in PLACE_FIELDS if name in places and places[name].value
    }
    if found.person.keys() & {"birth_date", "birth_year"}:  # a formula of the age that lost it says no more
        found.notes = [note for note in found.notes if not (note.field == "age" and note.typed.startswith("#"))]
    found.stored = stored_values(table, row)
    found.attended = attended(table, row, found.marks)
    _settle_outcome(found, row)
    if "role" not in found.enrolment and "position" in row.values and any(guess.product for guess in table.columns):
        role = load_words().status_of("role", str(row.values["position"].value or ""))
        found.enrolment |= {"role": role} if role else {}
    kept += [f"{header}: {text}" for header, text in row.extra.items() if text.strip()]
    found.courses = courses_of(file, table, row, catalogue, product)
    _note_course(found, table)
    _settle_birth(found)
    _leave_impossible(found, table, kept)
    remarks = [str(found.enrolment["remark"])] if found.enrolment.get("remark") else []
    if remarks or kept:
        found.enrolment["remark"] = "; ".join([*remarks, *kept])
        found.typed.setdefault("remark", found.enrolment["remark"])
    return found


def _places_of_titles(table: ListTable, row: ListRow) -> dict[str, Value]:
    """The province and district that titles tell of all rows; a row of another province is not of the district."""
    names = ("province",) if "province" in row.values else ("province", "district")
    return {name: table.course[name] for name in names if name in table.course}


def tell_apart(rows: Iterable[RowValues]) -> None:
    """Give the courses of rows of totals that are told alike, two classes of one trade say, a number each."""
    told: dict[tuple[str, CourseKey], int] = {}
    for row in rows:
        for index, key in enumerate(row.courses):
            number = told[row.sheet, key] = told.get((row.sheet, key), 0) + 1
            if number > 1 and key.title is not None:
                row.courses[index] = replace(key, title=f"{key.title} ({number})")


def _settle_outcome(found: RowValues, row: ListRow) -> None:
    """How the course ended: as its column says, by the remark or the place of the certificate, or by a certificate."""
    words = load_words()
    remark = str(row.values["remark"].value or row.values["remark"].raw) if "remark" in row.values else ""
    if "outcome" in found.enrolment:
        if found.enrolment["outcome"] == "failed" and outcome_told(remark, words) == "dropped_out":
            found.enrolment["outcome"] = "dropped_out"  # the remark says why
        return
    certificate = row.values.get("certificate_no")
    for name, said in (("remark", remark), ("certificate_no", certificate.raw if certificate else "")):
        told = _as_attended(outcome_told(said, words), found.attended) if said else None
        if told is not None:
            found.enrolment["outcome"] = told
            if told == "failed" and name == "remark" and words.holds("finished", remark):
                note, cell = _("not finished: failed, or left before the end?"), found.cells.get(name, str(found.row))
                found.notes.append(CellNote(found.sheet, found.row, cell, "outcome", remark, told, "held", note))
            return
    for text in row.extra.values():
        if (told := _as_attended(outcome_told(text, words), found.attended)) is not None:
            found.enrolment["outcome"] = told
            return
    if certificate is None:
        return
    numbered = bool(certificate.value) and any(map(str.isdigit, plain(str(certificate.value))))
    if numbered or yes_or_no(certificate.raw, words):
        found.enrolment["outcome"] = "completed"


def _as_attended(told: str | None, attended: Mapping[str, Attended]) -> str | None:
    """How the course ended by a remark; who is said not to have come but was there in the beginning left before the
    end, "did not come since the second day", and of who was there at the end as well that remark says nothing."""
    came = [one for one in attended.values() if one.present > 0]
    if told != "no_show" or not came:
        return told
    return "dropped_out" if all(one.marks and one.marks[-1] == 0 for one in came) else None


def _note_course(found: RowValues, table: ListTable) -> None:
    """What the lines above a table say of its course and a person should look at: the same note for all its rows."""
    for name, value in table.course.items():
        if value.mark in ("unsure", "refused"):
            cell = table.course_cells.get(name, str(found.row))
            row = int("".join(filter(str.isdigit, cell)) or found.row)
            understood = str(value.value) if value.value is not None else None
            mark = "held" if understood is not None else "refused"
            found.notes.append(CellNote(found.sheet, row, cell, name, value.raw, understood, mark, value.note))


def cell_of(table: ListTable, row: int, name: str, sex: Value | None = None) -> str:
    """The cell that a field's value of this row stands in, such as D12; only its row if no column is known.

    sex: what the row tells of it, which may be in the column for women or in that for men.
    """
    named = f"{name}:{sex.value}" if sex is not None and name in ("sex", *BORN) else name
    letters = table.letters_of.get(named)
    if letters is None:
        index = _column_of(table.index_of, named)
        letters = table.letters_of[named] = "" if index is None else column_letters(index)
    return f"{letters}{row}"


def _column_of(by_field: Mapping[str, int], name: str) -> int | None:
    """The column, from 0, that a field's values stand in; None if none is known."""
    name, _colon, sex = name.partition(":") if name.partition(":")[0] in ("sex", *BORN) else (name, "", "")
    if name in by_field:
        return by_field[name]
    of_sexes = [index for known, index in by_field.items() if is_by_sex(known)]
    of_this = [index for known, index in by_field.items() if is_by_sex(known) and known.endswith(f":{sex}")]
    if of_sexes and name in ("sex", *BORN):
        return min(of_this or of_sexes)
    product = f"product:{name.partition(':')[2]}"  # where a column of a product holds its dates
    return next((by_field[one] for one in (*_CELL_OF.get(name, ()), product) if one in by_field), None)


def _remember(
    found: RowValues, table: ListTable, name: str, target: str, value: Value, sex: Value | None = None
) -> None:
    """Keep what was typed and where; note what a person should look at."""
    if value.raw:
        found.typed[target] = value.raw
    found.cells[target] = cell_of(table, found.row, name, sex)
    if value.mark not in ("unsure", "refused") or name in _COMPUTED:
        return
    taken = value.value is not None
    found.notes.append(
        CellNote(
            found.sheet, found.row, found.cells[target], target, value.raw,
            str(value.value) if taken else None, "held" if taken else "refused", value.note,
        )
    )  # fmt: skip


def _refused_number(found: RowValues, table: ListTable, column: int, value: Value) -> str:
    """Note a telephone number that is none, in a column (from 0) beside another one; returns what to keep of it."""
    cell = f"{column_letters(column)}{found.row}"
    found.typed.setdefault("phones", value.raw)
    found.cells.setdefault("phones", cell)
    found.notes.append(CellNote(found.sheet, found.row, cell, "phones", value.raw, None, "refused", value.note))
    header = next(guess.header for guess in table.columns if guess.index == column)
    return f"{header}: {value.raw.strip()}"


def _keep(kept: list[str], table: ListTable, name: str, value: Value) -> None:
    """Keep a value that has no place of its own as text under its header; an identity number only as it was typed."""
    if name == "national_id":
        return  # a remark leaves with every workbook
    sets = load_words().sets
    said = value.value if isinstance(value.value, str) else value.raw  # what a mark for the same stands for
    nothing = not any(map(str.isalnum, said)) or (text := plain(said)) in sets["unknown"] or text in sets["broken"]
    if nothing or (value.value is None and value.mark is None):
        return  # a dash or "n/a": somebody said that it is not known
    kept.append(f"{table.headings_of.get(name, name)}: {said.strip()}")


def _is_occupation(table: ListTable, row: ListRow) -> bool:
    """Whether a position is what somebody does: no firm is told in which it is one, nor anything else that they do."""
    return table.kind == PEOPLE and "business_name" not in row.values and "occupation" not in table.index_of


def _with_word(table: ListTable, name: str, value: Value) -> str:
    """A place as typed; one that is only a number with the word above it, "Ward 5"."""
    text = str(value.value)
    if not plain(text).isdecimal():
        return text
    header = next((guess.header for guess in table.columns if guess.field == name), "")
    label = header.rpartition(" / ")[2].strip(" .:")
    return f"{next((latin for word, latin in _IN_LATIN.items() if word in label), label)} {text}"


def _yes_or_no(found: RowValues, name: str, value: Value) -> bool:
    """Take a business or disability told as yes or no; False if it is told in other words, and for all else."""
    if name not in ("business", "disability"):
        return False
    words, text = load_words(), str(value.value)
    answer = yes_or_no(text, words)
    answer = yes_or_no(fold(text), words) if answer is None else answer
    if answer is None and name == "business":
        answer = answer_first(text, words) if (told := business_told(text, words)) is None else told
    if name == "business" and answer is not None:
        found.enrolment["has_business"] = answer
        kind = re.search(r"[(:,–-]\s*([^()]*[^\W\d_][^()]*)", str(value.value))
        if kind and answer:
            found.enrolment.setdefault("business_sector", kind.group(1).strip())
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
