"""What two records are compared by: names, phones, births and the rest in the form for comparing."""

import re
import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from trainer_app.formats import fold, plain_digits
from trainer_app.linkage.spelling import name_key

PHONE_DIGITS = 8
"""What is left of a number without country code and leading zero."""


class Profile(NamedTuple):
    """names: folded, without titles; born: the first and last possible birth year; address: its folded words."""

    id: str
    label: str
    names: tuple[str, ...]
    phones: tuple[str, ...] = ()
    number: str = ""
    email: str = ""
    birth_date: date | None = None
    born: tuple[int, int] | None = None
    sex: str = ""
    relative: str = ""
    place: str = ""
    address: tuple[str, ...] = ()
    trainer: bool = False


def phone_keys(text: str | None) -> tuple[str, ...]:
    """The numbers in a text, each by its last digits, so that +95 9 42… and 09 42… are one; too short ones left out."""
    if not text:
        return ()
    numbers = (re.sub(r"\D", "", part) for part in re.split(r"[;,/\n]", plain_digits(text)))
    kept = [number[-PHONE_DIGITS:] for number in numbers if len(number) >= PHONE_DIGITS - 1]
    return tuple(kept) if len(kept) < 2 else tuple(dict.fromkeys(kept))


def number_key(text: str | None) -> str:
    """An identity number for comparing: letters and digits only."""
    return fold(text).replace(" ", "")


def address_words(text: str | None) -> tuple[str, ...]:
    """The words of an address, each once."""
    return tuple(dict.fromkeys(map(sys.intern, fold(text).split())))


def birth_years(
    birth_date: date | None, year: int | None, age: int | None, age_on: date | None
) -> tuple[int, int] | None:
    """The first and last year of birth that these leave possible, None where nothing is known."""
    if birth_date or year:
        found = birth_date.year if birth_date else year or 0
        return _years(found, found)
    if age is not None and age_on is not None:
        return _years(age_on.year - age - 1, age_on.year - age)
    return None


@cache
def _years(first: int, last: int) -> tuple[int, int]:
    """One object for all who are born then: a table may hold a million."""
    return first, last


def of_person(values: Mapping[str, Any], person_id: str = "") -> Profile:
    """What values of a person (as in the table, dates as such or as text) are compared by."""
    born, age_on = _day(values.get("birth_date")), _day(values.get("age_on"))
    name, latin = values.get("full_name"), values.get("latin_name")
    return Profile(
        person_id, name or latin or "", _names(name, latin), phone_keys(values.get("phones")),
        number_key(values.get("national_id")), (values.get("email") or "").strip().casefold(), born,
        birth_years(born, values.get("birth_year"), values.get("age"), age_on), sys.intern(values.get("sex") or ""),
        fold(values.get("father_name")), sys.intern(values.get("place_id") or ""), address_words(values.get("address")),
        bool(values.get("is_trainer")),
    )  # fmt: skip


def _names(*texts: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in map(name_key, texts) if key))


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
