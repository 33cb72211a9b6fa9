"""What a careful person finds in a list (truth.json) as single facts, each with the row that tells it."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Titles and labels repeat other fields in the words of whoever wrote truth.json; keys name entries; local dates are
# what was typed. What makes a training one of trainers stands in its products.
_NOT_COMPARED = {"key", "rows", "row", "title", "label", "local_start", "local_end", "precision", "audience", "role"}
_FIXED_NULL = {"sex", "women", "men", "other", "unknown"}  # null is an answer: nothing may be made up here


@dataclass(frozen=True)
class Fact:
    """One field of one entry. rows: where it may be told. value None: nobody told it, so that no value is right."""

    kind: str
    entry: str
    field: str
    value: Any
    rows: tuple[str, ...]


def list_in(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The file of a list in its folder, and its truth."""
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    named = folder / truth.get("file", "")
    return named if named.is_file() else next(p for p in sorted(folder.iterdir()) if p.name != "truth.json"), truth


def facts(truth: dict[str, Any]) -> Iterator[Fact]:
    """All facts of persons, enrolments, courses, headcounts, enterprises, trainers and follow-ups."""
    firms = {entry["key"]: entry["name"] for entry in truth.get("enterprises", ())}
    for kind in ("persons", "trainers"):
        for entry in truth.get(kind, ()):
            told = entry | ({"enterprise": firms[entry["enterprise"]]} if entry.get("enterprise") in firms else {})
            yield from _of(kind, entry["key"], told, tuple(entry["rows"]))
    courses = {course["key"]: course for course in truth.get("courses", ())}
    yield from _courses(truth, courses)
    for kind in ("enrolments", "followups", "headcounts"):
        for entry in truth.get(kind, ()):
            course = courses.get(entry.get("course", ""))
            name = f"{entry.get('person', '')}@{entry.get('course')}"
            told = {field: value for field, value in entry.items() if field != "person"} | {"course": course}
            yield from _of(kind, name, told, (entry["row"],))
    for entry in truth.get("enterprises", ()):
        told = {field: value for field, value in entry.items() if field != "kpis"}
        told["courses"] = [courses[key] for key in entry.get("courses", ())]
        yield from _of("enterprises", entry["key"], told, tuple(entry["rows"]))
        for kpi in entry.get("kpis", ()):
            row = kpi.get("row")
            yield from _of("indicators", f"{entry['key']}/{kpi['kpi']}", kpi, (row,) if row else tuple(entry["rows"]))


def _courses(truth: dict[str, Any], courses: dict[str, Any]) -> Iterator[Fact]:
    """The facts of each course, told by the rows of all who are in it."""
    rows: dict[str, list[str]] = {key: [] for key in courses}
    for kind in ("enrolments", "headcounts"):
        for entry in truth.get(kind, ()):
            if entry.get("course") in rows:
                rows[entry["course"]].append(entry["row"])
    for entry in truth.get("enterprises", ()):
        for key in entry.get("courses", ()):
            rows.get(key, []).extend(entry["rows"])
    for key, course in courses.items():
        if rows[key]:
            yield from _of("courses", key, course, tuple(dict.fromkeys(rows[key])))


def _of(kind: str, name: str, entry: dict[str, Any], rows: tuple[str, ...]) -> Iterator[Fact]:
    for field, value in entry.items():
        if field in _NOT_COMPARED and not (field == "role" and kind == "persons"):
            continue
        if kind == "trainers" and field == "courses":
            continue  # compared as the trainers of the courses
        if isinstance(value, dict) and field in ("business", "attendance"):
            for part, said in value.items():
                if said is not None:
                    yield Fact(kind, name, f"{field}.{part}", said, rows)
        elif value not in (None, "", []) or field in _FIXED_NULL:
            yield Fact(kind, name, field, value, rows)
    if kind in ("persons", "trainers"):
        for field in ("birth", "phones", "national_id"):
            if not entry.get(field) and kind == "persons":
                yield Fact(kind, name, field, None, rows)


def letters(text: object) -> str:
    """A text without case, Unicode form, spaces and punctuation, its digits 0-9 as truth.json may have them."""
    plain = unicodedata.normalize("NFC", str(text)).casefold()
    kept = (c for c in plain if unicodedata.category(c)[0] in "LNM")
    return "".join(str(unicodedata.decimal(c, c)) for c in kept)


def words(text: object) -> list[str]:
    """The words of a text, sorted, in the form of `letters`."""
    parts = re.split(r"[\s,;.'’·•–\-/]+", unicodedata.normalize("NFC", str(text)))
    return sorted(word for part in parts if (word := letters(part)))


def same_name(one: object, other: object) -> bool:
    """Whether two names are one but for case, punctuation and the order of their parts."""
    return letters(one) == letters(other) or words(one) == words(other)


def same_text(one: object, other: object) -> bool:
    """Whether two texts agree, or the one found holds every part of the one expected."""
    if letters(one) == letters(other):
        return True
    found = letters(one)
    parts = [letters(part) for part in re.split(r"[,،;]", str(other))]
    return all(part and part in found for part in parts)


def same_number(one: object, other: object) -> bool:
    """Whether two numbers of an identity paper agree but for the signs between and how the digits are written."""
    return letters(one) == letters(other)
