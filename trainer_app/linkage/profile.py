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
    """The numbers in a text, each by its last digits, so that +95 9 42… and 09 42… are one.

    Too short ones are left out, and those of one figure alone, which fill a field.
    """
    if not text:
        return ()
    numbers = (re.sub(r"\D", "", part) for part in re.split(r"[;,/\n]", plain_digits(text)))
    kept = [number[-PHONE_DIGITS:] for number in numbers if len(number) >= PHONE_DIGITS - 1 and len(set(number)) > 1]
    return tuple(kept) if len(kept) < 2 else tuple(dict.fromkeys(kept))


def number_key(text: str | None) -> str:
    """An identity number for comparing: letters and digits only."""
    return fold(text).replace(" ", "")


def identity_number(text: str | None) -> str:
    """The key of a number that tells one person from others; "" for what only stands in its place.

    That is what counts rows (fewer than six signs), says that there is none (no figure), fills a field (000000,
    123456), or is what a spreadsheet left of a long number: 1.23457E+12, or fifteen figures and zeroes.
    """
    key = number_key(text)
    if len(key) < _FEWEST_SIGNS or not any(map(str.isnumeric, key)) or key in _COUNTED:
        return ""
    figures = "".join(filter(str.isdigit, key))
    if len(figures) >= _FEWEST_SIGNS and len(set(figures)) == 1:
        return ""
    rounded = len(figures) > _KEPT_FIGURES and not figures[_KEPT_FIGURES:].strip("0")
    return "" if rounded or _SHORTENED.fullmatch(plain_digits((text or "").strip())) else key


_FEWEST_SIGNS = 6
_COUNTED = "01234567890"
_KEPT_FIGURES = 15  # of a number, in a spreadsheet's cell that is not text
_SHORTENED = re.compile(r"\d([.,]\d+)?[eE]\+?\d{1,2}")


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
        identity_number(values.get("national_id")), _address_of_mail(values.get("email")), born,
        birth_years(born, values.get("birth_year"), values.get("age"), age_on), sys.intern(values.get("sex") or ""),
        fold(values.get("father_name")), sys.intern(values.get("place_id") or ""), address_words(values.get("address")),
        bool(values.get("is_trainer")),
    )  # fmt: skip


def _address_of_mail(text: str | None) -> str:
    """An e-mail address for comparing; "" for what is none."""
    found = (text or "").strip().casefold()
    return found if "@" in found else ""


def _names(*texts: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in map(name_key, texts) if key))


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
