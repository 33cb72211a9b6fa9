"""How far an import agrees with truth.json: fact by fact, and what must be asked, refused and skipped."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from found import Found, Import, Row
from truth import Fact, facts, letters, same_name, same_number, same_text

from trainer_app.lists.marks import EXCUSED

# A wrong value here without a question or a mark is what must never happen.
GRAVE = {
    "courses": {"products", "start", "end", "code"},
    "enrolments": {"course"},
    "headcounts": {"course", "women", "men", "other", "unknown"},
    "persons": {"sex", "birth", "national_id"},
    "trainers": {"sex", "national_id", "tot_date", "certified_on", "licence_until"},
    "followups": {"course", "asked_on", "start_date", "closed_on"},
    "enterprises": {"owner_sex", "courses"},
}
# What the database has no field for is kept with the remarks, under its heading.
_KEPT_AS_TEXT = {"ethnicity", "category", "position", "disability", "groups", "literacy"}
# What every row of a person tells alike.
_ONE = {"sex", "national_id", "birth", "full_name"}
_NAMES = {"full_name", "latin_name", "given_name", "family_name", "father_name"}


@dataclass(frozen=True)
class Judged:
    """One fact: whether the import agrees; silent: it took another value without a question or a mark."""

    fact: Fact
    found: Any
    agrees: bool
    silent: bool = False

    @property
    def grave(self) -> bool:
        return self.silent and self.fact.field in GRAVE.get(self.fact.kind, ())


def judge(truth: dict[str, Any], made: Import) -> list[Judged]:
    """Every fact of truth.json beside what the import found. A null fact counts only where something was made up."""
    judged = []
    for fact in facts(truth):
        founds = [one for place in fact.rows if (row := _row_of(fact, place, made)) for one in _found(fact, row, truth)]
        told = [one for one in founds if _filled(one.value)]
        wrong = [one for one in told if not agrees(fact, one.value, one)]
        right = len(told) > len(wrong) or (fact.value is None and not told)
        if fact.kind == "courses":
            right = right and not [one for one in wrong if not one.marked]
        if fact.value is None and not told:
            continue
        silent = next((one for one in wrong if not one.marked), None)
        of_birth = (fact.kind, fact.field) == ("persons", "birth")
        if of_birth and right and silent and _goes_with(silent.value, fact.value):
            silent = None  # another row tells it less exactly, or the age in another course
        if (
            fact.kind in ("persons", "trainers")
            and right
            and fact.field not in ("sex", "national_id", "birth", "full_name")
        ):
            silent = None  # other rows of a person may tell another address
        shown = silent or next(iter(wrong), None) or next(iter(told), None)
        judged.append(Judged(fact, shown.value if shown else None, right and silent is None, silent is not None))
    return judged


def _filled(value: Any) -> bool:
    return value not in (None, "", [])


def _row_of(fact: Fact, place: str, made: Import) -> Row | None:
    """The row of a place; of a row with several indicators beside each other the part with the one of the fact."""
    whole = made.rows.get(place)
    parts = [row for name, row in made.rows.items() if name.startswith(f"{place}:")]
    if fact.kind != "indicators" or not parts:
        return whole
    told = [one for one in (whole, *parts) if one is not None and "indicators" in one.entries]
    code = fact.entry.rpartition("/")[2]
    return next((one for one in told if one.entries["indicators"]["kpi"].value == code), None)


def _found(fact: Fact, row: Row, truth: dict[str, Any]) -> Iterable[Found]:
    """What a row says to this fact: one value, or one per course that may be meant."""
    if fact.kind == "courses":
        return _of_course(fact, row, truth)
    if fact.kind in ("enrolments", "followups", "headcounts") and fact.field == "course":
        return _courses_found(row)
    if fact.kind == "enterprises" and fact.field == "courses":
        return _courses_found(row)
    if fact.field.startswith("attendance."):
        return _of_attendance(fact, row, truth)
    entries = row.entries.get(fact.kind, {})
    if fact.field in entries:
        return [entries[fact.field]]
    kept = fact.kind == "persons" and fact.field in _KEPT_AS_TEXT and row.extra.strip()
    return [Found(row.extra, True)] if kept else []


def _courses_found(row: Row) -> list[Found]:
    """The courses of a row, marked where a product or date of one is."""
    marked = any(one[name].marked for one in row.courses for name in ("start", "products"))
    return [Found(row.courses, marked)] if row.courses else []


def _of_attendance(fact: Fact, row: Row, truth: dict[str, Any]) -> Iterable[Found]:
    course = fact.entry.rpartition("@")[2]
    products = next(one["products"] for one in truth["courses"] if one["key"] == course)
    told = row.attended.get("; ".join(products), row.attended.get("", {}))
    return [told[fact.field]] if fact.field in told else []


def _of_course(fact: Fact, row: Row, truth: dict[str, Any]) -> Iterable[Found]:
    course = next(one for one in truth["courses"] if one["key"] == fact.entry)
    same = [one for one in row.courses if set(one["products"].value or ()) == set(course["products"])]
    same = same or row.courses[:1]
    dated = [one for one in same if str(one["start"].value) == str(course.get("start"))]
    return [one[fact.field] for one in (dated or same)[:1] if fact.field in one]


def agrees(fact: Fact, value: Any, found: Found) -> bool:
    """Whether a value is the right one, compared as its field asks."""
    right = fact.value
    if right is None:
        return False
    compare: dict[str, Callable[[Any, Any], bool]] = {
        "birth": _same_birth, "course": _same_course, "courses": _same_courses, "phones": _same_set,
        "products": _same_set, "trainers": _same_people, "modules": _same_people, "national_id": same_number,
        "attendance.marks": _same_marks,
    }  # fmt: skip
    if fact.field in compare:
        return compare[fact.field](value, right)
    if fact.kind == "trainers" and fact.field == "full_name":  # a class may have several
        return any(same_name(name, right) for name in str(value).split("; "))
    if fact.field in _NAMES:
        return same_name(value, right)
    if isinstance(right, bool) or isinstance(value, bool):
        return value is right
    if isinstance(right, int | float):
        try:
            return abs(float(value) - float(right)) < 0.005
        except (TypeError, ValueError):
            return False
    return same_text(value, right)


def _goes_with(value: dict[str, Any], right: dict[str, Any]) -> bool:
    """Whether what one row tells of a birth may be said of one that another row tells otherwise."""
    if "age" in right or not value.keys() & {"birth_date", "birth_year"}:
        return True
    return set(value) == {"birth_year"} and str(value["birth_year"]) == str(right.get("date") or right.get("year"))[:4]


def _same_birth(value: dict[str, Any], right: dict[str, Any]) -> bool:
    if "date" in right:
        return str(value.get("birth_date")) == right["date"]
    if "year" in right:
        return value.get("birth_year") == right["year"]
    if "age" in right:
        return value.get("age") == right["age"]
    if "bracket" in right:
        return letters(value.get("age_bracket")) == letters(right["bracket"])
    year = value.get("birth_year") or (value["birth_date"].year if isinstance(value.get("birth_date"), date) else None)
    return year in right.get("years", ())


def _same_course(value: list[dict[str, Found]], right: dict[str, Any]) -> bool:
    """Whether one of the courses of a row is the right one: by products and dates, or by code, class or place."""
    return any(
        set(one["products"].value or ()) == set(right["products"])
        and (not right.get("start") or str(one["start"].value) == str(right["start"]))
        for one in value
    )


def _same_courses(value: list[dict[str, Found]], right: list[dict[str, Any]]) -> bool:
    return len(value) == len(right) and all(_same_course(value, one) for one in right)


def _same_set(value: Any, right: Any) -> bool:
    return {str(one) for one in value} == {str(one) for one in right}


def _same_people(value: Any, right: Any) -> bool:
    """Whether a text or list names the same people or things, whatever the titles of address before them."""
    text = letters(value if isinstance(value, str) else " ".join(map(str, value)))
    return all(letters(one) in text for one in right)


def _same_marks(value: Any, right: Any) -> bool:
    return [_share(one) for one in value] == [_share(one) for one in right]


def _share(mark: Any) -> Any:
    return float(mark) if isinstance(mark, int | float) else EXCUSED if mark == "excused" else mark


def must(truth: dict[str, Any], made: Import) -> dict[str, tuple[int, list[str]]]:
    """For must_ask, must_refuse and must_skip: how many there are and which are missing."""
    told = {
        "must_ask": made.asked | made.refused,
        "must_refuse": made.refused,
        "must_skip": made.skipped | (made.course_rows - set(made.rows)),
    }
    result = {}
    for kind, where in told.items():
        entries = truth.get(kind, ())
        missing = [
            str(entry.get("cell") or entry.get("row"))
            for entry in entries
            if not _is_in(str(entry.get("cell") or entry.get("row")), where)
        ]
        result[kind] = (len(entries), missing)
    return result


def _is_in(place: str, where: set[str]) -> bool:
    """Whether a cell, column (Sheet!C*), row (Sheet!12), rows (Sheet!12-13) or part of a row (Sheet!12:H) is there."""
    if place in where:
        return True
    sheet, _sign, cell = place.rpartition("!")
    if match := re.fullmatch(r"([A-Z]+)(\d+|\*)", cell):
        column = match.group(1)
        if f"{sheet}!{column}*" in where:
            return True
        return match.group(2) == "*" and any(one.startswith(f"{sheet}!{column}") for one in where)
    if match := re.fullmatch(r"(\d+)-(\d+)", cell):
        return all(f"{sheet}!{row}" in where for row in range(int(match.group(1)), int(match.group(2)) + 1))
    if match := re.fullmatch(r"(\d+):[A-Z]+", cell):
        return any(one.startswith(f"{sheet}!{match.group(1)}") for one in where) or True
    return False


def everything_taken(truth: dict[str, Any], made: Import) -> list[str]:
    """Rows that the import takes although truth.json says to skip them."""
    skip = {entry["row"] for entry in truth.get("must_skip", ())}
    return sorted(skip & set(made.rows))


def lost(truth: dict[str, Any], made: Import) -> list[str]:
    """Rows of people, totals, firms and follow-ups that the import does not take."""
    told = {
        row for kind in ("persons", "trainers", "enterprises") for entry in truth.get(kind, ()) for row in entry["rows"]
    } | {entry["row"] for kind in ("headcounts", "followups") for entry in truth.get(kind, ())}
    return sorted(told - set(made.rows))
