"""How much two records look like the same person, enterprise or organisation, and why, in words.

Each thing that agrees or differs adds or takes weight, in the manner of Fellegi and Sunter: about the binary
logarithm of how many times likelier it is among records of one person than among those of two.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from trainer_app.formats import fold, plain_digits
from trainer_app.texts import _, ngettext

Band = Literal["same", "look", "different"]

SAME, LOOK = 9.0, 4.0
"""From these weights on, two records are taken to be the same, or worth a look."""

_PHONE_DIGITS = 8  # what is left of a number without country code and leading zero
_TITLES = frozenset(
    {
        "u", "daw", "ma", "ko", "mg", "maung", "naw", "saw", "sai", "nang", "mr", "mrs", "ms", "miss", "dr", "prof",
        "mme", "m", "mlle", "sr", "sra", "srta", "don", "dona", "monsieur", "madame",
        "co", "ltd", "company", "limited", "sarl", "sa", "inc", "plc", "pte", "cie",
    }
)  # fmt: skip
"""Honorifics and legal forms: written or left out as it happens."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What two records are compared by. names: folded, without titles; born: the first and last possible birth year."""

    id: str
    label: str
    names: tuple[str, ...]
    phones: frozenset[str] = frozenset()
    number: str = ""
    email: str = ""
    birth_date: date | None = None
    born: tuple[int, int] | None = None
    sex: str = ""
    relative: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """weight: see the module; reasons: what agrees and what differs, the weightiest first."""

    weight: float
    reasons: tuple[str, ...]

    @property
    def band(self) -> Band:
        return "same" if self.weight >= SAME else "look" if self.weight >= LOOK else "different"


def name_key(text: str | None) -> str:
    """A name for comparing: folded, without titles unless nothing else is left."""
    words = fold(text).split()
    return " ".join([word for word in words if word not in _TITLES] or words)


def phone_keys(text: str | None) -> frozenset[str]:
    """The numbers in a text, each by its last digits, so that +95 9 42… and 09 42… are one; too short ones left out."""
    numbers = (re.sub(r"\D", "", part) for part in re.split(r"[;,/\n]", plain_digits(text or "")))
    return frozenset(number[-_PHONE_DIGITS:] for number in numbers if len(number) >= _PHONE_DIGITS - 1)


def number_key(text: str | None) -> str:
    """An identity number for comparing: letters and digits only."""
    return fold(text).replace(" ", "")


def birth_years(
    birth_date: date | None, year: int | None, age: int | None, age_on: date | None
) -> tuple[int, int] | None:
    """The first and last year of birth that these leave possible, None where nothing is known."""
    if birth_date or year:
        found = birth_date.year if birth_date else year or 0
        return found, found
    if age is not None and age_on is not None:
        return age_on.year - age - 1, age_on.year - age
    return None


def compare(one: Profile, other: Profile, common: int = 1) -> Likeness:
    """How much the two look alike. `common` is how many records have the name: a common name says less."""
    found = [_names(one, other, common), *_identities(one, other), *_births(one, other), *_rest(one, other)]
    found = [(weight, text) for weight, text in found if text]
    order = sorted(found, key=lambda pair: -abs(pair[0]))
    return Likeness(sum(weight for weight, _text in found), tuple(text for _weight, text in order))


def _names(one: Profile, other: Profile, common: int) -> tuple[float, str]:
    pairs = [(a, b) for a in one.names for b in other.names if a and b]
    if not pairs:
        return 0.0, ""
    common_cost = min(2.5, 0.5 * max(common - 2, 0) ** 0.5)
    if any(a == b for a, b in pairs):
        return 5.0 - common_cost, _("same name")
    if any(sorted(a.split()) == sorted(b.split()) for a, b in pairs):
        return 4.5 - common_cost, _("same name, words in another order")
    # Blanks are put in at will in many scripts: Thi Dar, Thidar.
    letters = min(DamerauLevenshtein.distance(a.replace(" ", ""), b.replace(" ", "")) for a, b in pairs)
    shortest = min(min(len(a), len(b)) for a, b in pairs)
    if letters <= 2 and shortest >= 4 * letters:
        text = ngettext("name differs by {n} letter", "name differs by {n} letters", letters)
        return (3.5 if letters == 1 else 2.5), text.format(n=letters)
    ratio = max(max(fuzz.token_sort_ratio(a, b), 0.95 * fuzz.token_set_ratio(a, b)) for a, b in pairs)
    if ratio >= 85:
        return 2.0, _("similar name")
    if ratio >= 70:
        return -1.5, _("name somewhat similar")
    return -6.0, _("different name")


def _identities(one: Profile, other: Profile) -> list[tuple[float, str]]:
    found = []
    if one.number and other.number:
        if one.number == other.number:
            found.append((12.0, _("same identity number")))
        elif DamerauLevenshtein.distance(one.number, other.number) == 1:
            found.append((3.0, _("identity number differs by one sign")))
        else:
            found.append((-7.0, _("different identity number")))
    if one.phones & other.phones:
        found.append((6.0, _("same phone")))
    if one.email and other.email:
        same = one.email == other.email
        found.append((6.0, _("same e-mail")) if same else (-0.5, _("different e-mail")))
    return found


def _births(one: Profile, other: Profile) -> list[tuple[float, str]]:
    if one.birth_date and other.birth_date:
        if one.birth_date == other.birth_date:
            # The first of January stands for "only the year is known" in many lists.
            usual = (one.birth_date.month, one.birth_date.day) == (1, 1)
            return [(3.0 if usual else 5.5, _("same birth date"))]
        if (one.birth_date.day, one.birth_date.month, one.birth_date.year) == (
            other.birth_date.month, other.birth_date.day, other.birth_date.year,
        ):  # fmt: skip
            return [(4.0, _("same birth date with day and month exchanged"))]
    if one.born is None or other.born is None:
        return []
    apart = max(one.born[0] - other.born[1], other.born[0] - one.born[1], 0)
    if apart == 0:
        exact = one.born[0] == one.born[1] and other.born[0] == other.born[1]
        return [(2.5, _("same birth year")) if exact else (2.0, _("ages agree"))]
    if apart == 1:
        return [(0.5, _("birth years differ by one"))]
    text = ngettext("birth years differ by {n}", "birth years differ by {n}", apart)
    return [(-3.0 if apart <= 3 else -6.0, text.format(n=apart))]


def _rest(one: Profile, other: Profile) -> list[tuple[float, str]]:
    found = []
    known = ("F", "M")
    if one.sex in known and other.sex in known:
        if one.sex == other.sex:
            found.append((0.5, _("same sex")))
        else:
            found.append((-4.0, _("one is a woman, the other a man")))
    if one.relative and other.relative:
        ratio = fuzz.token_sort_ratio(one.relative, other.relative)
        if ratio >= 88:
            found.append((4.0, _("same family or owner's name")))
        elif ratio < 70:
            found.append((-4.0, _("different family or owner's name")))
    if one.place and other.place:
        same = one.place == other.place
        found.append((1.0, _("same place")) if same else (-0.5, _("different place")))
    return found
