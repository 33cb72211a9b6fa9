"""Generated people of ten languages, and the same people again as another list would have them.

Everything follows from the seed. A copy is written by somebody else: slips of the finger, words left out, turned
round, abbreviated, a title put before, another script, another phone, another house, a birth known by its year only.
"""

import random
import tomllib
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

SCRIPTS = ("my", "km", "th", "lo", "ar", "ne", "ru", "zh")
"""Languages that are written in a script of their own."""
LATIN = ("vi", "es", "en")

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROADS = ("Road", "Street", "Lane", "Avenue", "Close")
_HOUSES = ("Rose Villa", "Block 4", "Flat 12", "Green Hill", "Old Mill", "Unit 3", "Sunny Park Home", "Room 201")

Row = dict[str, Any]


@dataclass
class People:
    """rows: as columns of the table person; pairs: the ids of those that are one, the smaller first."""

    rows: list[Row] = field(default_factory=list)
    pairs: set[tuple[str, str]] = field(default_factory=set)


@cache
def languages() -> dict[str, dict[str, Any]]:
    """The words of names by language, as in names.toml, and "en": many made-up ones."""
    return tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))


def people(count: int, seed: int, *, again: float = 0.05, scripts: Sequence[str] = (*SCRIPTS, *LATIN)) -> People:
    """So many persons, some of them in houses of two to five; a share of them is there again, a few three times."""
    chance = random.Random(seed)
    made = People()
    houses = _houses(chance, scripts, count)
    for number in range(count):
        made.rows.append({"id": f"p{number:07}", **next(houses)})
    for row in made.rows[: round(count * again)]:
        group = [row]
        while len(group) == 1 or (len(group) < 4 and chance.random() < 0.1):
            copy = {**copied(chance, row), "id": f"q{len(made.rows):07}"}
            made.pairs |= {(one["id"], copy["id"]) for one in group}
            made.rows.append(copy)
            group.append(copy)
    chance.shuffle(made.rows)
    return made


def person(chance: random.Random, language: str) -> Row:
    """Somebody of a language, with what a list usually tells."""
    words = _words(chance, language)
    born = date(1950, 1, 1) + timedelta(days=int(chance.triangular(0, 21000, 14000)))
    row: Row = {"language": language, "words": words, "sex": chance.choice("FM"), "birth_date": born}
    row["phones"] = f"09 {chance.randrange(10**8):08}" if chance.random() < 0.8 else None
    row["father_name"] = _written(_words(chance, language), language) if chance.random() < 0.25 else None
    row["address"] = _address(chance) if chance.random() < 0.8 else None
    row["place_id"] = f"place {int(chance.expovariate(0.12))}" if chance.random() < 0.9 else None
    row["email"] = f"somebody{chance.randrange(10**7)}@example.org" if chance.random() < 0.1 else None
    row["national_id"] = f"{chance.randrange(10**9):09}" if chance.random() < 0.1 else None
    return _with_birth(chance, named(row))


def copied(chance: random.Random, row: Row) -> Row:
    """The same person in another list: up to five things are otherwise."""
    copy = dict(row)
    for change in chance.choices(_CHANGES, weights=_OFTEN, k=chance.choice((0, 1, 1, 2, 2, 3, 4, 5))):
        change(chance, copy)
    if chance.random() < 0.4:
        copy["national_id"] = None
    return copy


# -- somebody


def _houses(chance: random.Random, scripts: Sequence[str], count: int) -> Iterator[Row]:
    while True:
        first = person(chance, chance.choice(scripts))
        yield first
        names = {frozenset(first["words"])}
        for _number in range(chance.choice((0, 0, 0, 0, 0, 1, 1, 2, 3, 4))):
            other = person(chance, first["language"])
            other |= {name: first[name] for name in ("address", "place_id", "father_name")}
            if chance.random() < 0.4:
                other["phones"] = first["phones"]
            if first["language"] in ("es", "en", "ne") and len(first["words"]) > 1:
                other["words"] = [*other["words"][:-1], first["words"][-1]]
            if frozenset(other["words"]) not in names:  # nobody calls two children the same
                names.add(frozenset(other["words"]))
                yield named(other)


def _words(chance: random.Random, language: str) -> list[tuple[str, ...]]:
    """The words of a name, each with its spellings: the script's own first."""
    if language == "en":
        given, family = _made_up(chance, 120), _made_up(chance, 20_000)
        return [(given, given), (family, family)]
    known = languages()[language]
    found: list[tuple[str, ...]] = []
    while len(found) < chance.choice(known["parts"]):
        at = min(int(chance.expovariate(2.2 / len(known["words"]))), len(known["words"]) - 1)
        found.append(tuple(known["words"][at]))
    return found


def _made_up(chance: random.Random, many: int) -> str:
    """One of so many made-up words; the first ones are common."""
    known = languages()["en"]
    number = random.Random(int(many * chance.random() ** 3) + 7919 * many)
    return "".join(
        [*number.choices(known["syllables"], k=number.choice((1, 1, 2))), number.choice(known["ends"])]
    ).title()


def _written(words: Sequence[tuple[str, ...]], language: str, spelling: int = 0) -> str:
    known = languages().get(language, {})
    glue = "" if spelling == 0 and (known.get("joined") or language == "my") else " "
    return glue.join(word[min(spelling, len(word) - 1)] for word in words)


def named(row: Row) -> Row:
    row["full_name"] = _written(row["words"], row["language"], 0 if row.get("local", True) else 1)
    return row


def _address(chance: random.Random) -> str:
    house = f"{chance.choice(_HOUSES)}, " if chance.random() < 0.4 else ""
    return f"{house}{_road(chance)}, {_area(chance)}"


def _road(chance: random.Random) -> str:
    return f"{chance.randrange(1, 200)} {_made_up(chance, 4000)} {chance.choice(_ROADS)}"


def _area(chance: random.Random) -> str:
    """A part of a town and the postcode that it has."""
    area = _made_up(chance, 900)
    return f"{area} {1000 + zlib.crc32(area.encode()) % 8000}"


def _with_birth(chance: random.Random, row: Row) -> Row:
    """Most lists have the day, some the year or the age only."""
    how = chance.random()
    if how > 0.6:
        born = row.pop("birth_date")
        if how < 0.75:
            row["birth_year"] = born.year
        elif how < 0.95:
            row |= {"age": 2026 - born.year - (born.month > 6), "age_on": date(2026, 6, 30)}
    return row


# -- how a copy differs


def _slip(chance: random.Random, text: str) -> str:
    """One letter more, less, another, or two exchanged, or a blank put in or left out."""
    at = chance.randrange(len(text))
    how = chance.random()
    letter = chance.choice(_LETTERS) if text.isascii() else chance.choice(text)
    if how < 0.2:
        return text[:at] + text[at + 1 :] or text
    if how < 0.4:
        return text[:at] + letter + text[at:]
    if how < 0.6:
        return text[:at] + letter + text[at + 1 :]
    if how < 0.8 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text.replace(" ", "", 1) if " " in text and chance.random() < 0.5 else f"{text[:at]} {text[at:]}".strip()


def _name_slip(chance: random.Random, row: Row) -> None:
    row["full_name"] = _slip(chance, row["full_name"])


def _spelled(chance: random.Random, row: Row) -> None:
    row["full_name"] = _written(row["words"], row["language"], chance.choice((1, 1, 2)))


def _turned(chance: random.Random, row: Row) -> None:
    parts = row["full_name"].split()
    row["full_name"] = " ".join([*parts[1:], parts[0]])


def _titled(chance: random.Random, row: Row) -> None:
    known = languages().get(row["language"], {}).get("titles") or ["Dr."]
    row["full_name"] = f"{chance.choice(known)} {row['full_name']}"


def _initial(chance: random.Random, row: Row) -> None:
    parts = row["full_name"].split()
    at = chance.randrange(len(parts))
    if len(parts) > 1:
        row["full_name"] = " ".join([*parts[:at], parts[at][0] + ".", *parts[at + 1 :]])


def _part_left_out(chance: random.Random, row: Row) -> None:
    parts = row["full_name"].split()
    if len(parts) > 1:
        parts.pop(chance.randrange(len(parts)))
    row["full_name"] = " ".join(parts)


def _other_word(chance: random.Random, row: Row) -> None:
    """A new family name, or a name that only the family uses."""
    parts = row["full_name"].split()
    parts[chance.randrange(len(parts))] = _written(_words(chance, row["language"])[:1], row["language"], 1)
    row["full_name"] = " ".join(parts)


def _other_name(chance: random.Random, row: Row) -> None:
    """The name by which somebody is called, which has nothing of that in the papers."""
    row["full_name"] = _written(_words(chance, row["language"]), row["language"], 1)


def _birth_slip(chance: random.Random, row: Row) -> None:
    if row.get("birth_year"):
        row["birth_year"] += chance.choice((-10, -1, 1, 10, chance.randrange(10) - row["birth_year"] % 10))
    if row.get("age"):
        row["age"] += chance.choice((-5, -2, -1, -1, 1, 1, 2, 5))  # many only know it roughly
    born = row.get("birth_date")
    if born:
        early = born.replace(day=min(born.day, 28))
        other = chance.choice(
            (
                born.replace(day=1 + born.day % 28),
                early.replace(month=1 + born.month % 12),
                early.replace(year=born.year + chance.choice((-10, -1, 1, 10))),
            )
        )
        if born.day <= 12 and chance.random() < 0.3:
            other = born.replace(month=born.day, day=born.month)
        row["birth_date"] = other


def _birth_other(chance: random.Random, row: Row) -> None:
    if row.get("birth_date"):
        row["birth_date"] = date(1950, 1, 1) + timedelta(days=chance.randrange(21000))


def _year_only(chance: random.Random, row: Row) -> None:
    born = row.pop("birth_date", None)
    if born:
        row["birth_year"] = born.year + chance.choice((0, 0, 0, 0, 0, 1, -1))


def _address_slips(chance: random.Random, row: Row) -> None:
    if row.get("address"):
        for _number in range(chance.choice((1, 1, 2, 3))):
            row["address"] = _slip(chance, row["address"])


def _address_part(chance: random.Random, row: Row) -> None:
    parts = (row.get("address") or "").split(", ")
    if len(parts) > 1:
        parts.pop(chance.randrange(len(parts)))
        row["address"] = ", ".join(parts)


def _moved(chance: random.Random, row: Row) -> None:
    """To another place, another part of the same place, or some roads farther."""
    how = chance.random()
    if how < 0.4 and row.get("address"):
        row["address"] = f"{_road(chance)}, {row['address'].rpartition(', ')[2]}"
        return
    row["address"] = _address(chance)
    if how < 0.7:
        row["place_id"] = f"place {int(chance.expovariate(0.12))}"


def _other_phone(chance: random.Random, row: Row) -> None:
    row["phones"] = f"+95 9 {chance.randrange(10**8):08}"


def _relative_slip(chance: random.Random, row: Row) -> None:
    if row.get("father_name"):
        row["father_name"] = _slip(chance, row["father_name"])


def _unknown(chance: random.Random, row: Row) -> None:
    row[chance.choice(("phones", "father_name", "address", "place_id", "birth_date", "sex"))] = None


def _wrong_sex(chance: random.Random, row: Row) -> None:
    row["sex"] = {"F": "M", "M": "F"}.get(row["sex"] or "")


_Change = Callable[[random.Random, Row], None]
_OFTEN_CHANGES: dict[_Change, float] = {
    _name_slip: 5, _spelled: 3, _turned: 2, _titled: 1.5, _initial: 0.7, _part_left_out: 1.5, _other_word: 1,
    _other_name: 0.15, _birth_slip: 1.5, _birth_other: 0.4, _year_only: 1, _address_slips: 5, _address_part: 2,
    _moved: 1.5, _other_phone: 2, _relative_slip: 0.7, _unknown: 3, _wrong_sex: 0.4,
}  # fmt: skip
_CHANGES, _OFTEN = list(_OFTEN_CHANGES), list(_OFTEN_CHANGES.values())
