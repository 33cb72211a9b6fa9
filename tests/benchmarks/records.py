"""The generated records: courses of 25, each enrolment of a person of its own, as a trainer would have them typed."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from db.ids import new_id

PER_COURSE = 25

_FAMILIES = ("Nguyễn", "ສົມພອນ", "Khin", "Somsak", "Sok", "Perera", "Tamang", "Bat")


def place() -> dict[str, Any]:
    """The one province that all live in."""
    return {"id": new_id(), "name": "Vientiane", "country": "LA", "level": "province"}


def courses(numbers: Sequence[int], place_id: str) -> list[dict[str, Any]]:
    """The courses with these numbers."""
    return [
        {"id": new_id(), "code": f"SYB-{number:04}", "programme": "SIYB", "products": "SYB",
         "starts": date(2026, 3, 2), "ends": date(2026, 3, 6), "venue": f"Room {number % 9}", "place_id": place_id}
        for number in numbers
    ]  # fmt: skip


def persons(numbers: Sequence[int], place_id: str) -> list[dict[str, Any]]:
    """The persons with these numbers."""
    return [
        {"id": new_id(), "full_name": f"{_FAMILIES[number % 8]} {number}", "sex": "FM"[number % 2],
         "birth_year": 1970 + number % 35, "phones": f"09 {420000000 + number}", "address": f"{number % 400} Main Road",
         "education": "secondary", "occupations": "farmer", "place_id": place_id}
        for number in numbers
    ]  # fmt: skip


def enrolments(held: Sequence[dict[str, Any]], learners: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The learners in the courses, 25 in each."""
    for number, person in enumerate(learners):
        yield {
            "id": new_id(), "course_id": held[number // PER_COURSE]["id"], "person_id": person["id"],
            "seat": number % PER_COURSE + 1, "has_business": number % 3 == 0, "plan_finished": True,
            "pre_test": 41.5, "post_test": 77.0, "outcome": "completed",
        }  # fmt: skip
