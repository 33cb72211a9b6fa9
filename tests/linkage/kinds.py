"""Sets of what the field has and others' sets lack: two scripts, one name, a family's phone, twins, Md. for Muhammad.

Each is a country of its own with people who are there twice, in the writing that the set is about, and with people who
are likeliest taken for each other.
"""

import random
from collections.abc import Callable, Iterator
from datetime import date

from people import SCRIPTS, People, Row, copied, languages, named, person


def two_scripts(count: int, seed: int) -> People:
    """Once in the script of the country, once in Latin letters, with what else an entry form has."""

    def rows(chance: random.Random) -> Iterator[tuple[Row, Row | None]]:
        row = person(chance, chance.choice(SCRIPTS))
        yield row, named({**_again(chance, row), "local": False})

    return _made(count, seed, rows)


def one_name(count: int, seed: int) -> People:
    """People of one name only: what else is known tells them apart."""

    def rows(chance: random.Random) -> Iterator[tuple[Row, Row | None]]:
        row = person(chance, chance.choice(("my", "ar", "en", "ne")))
        row = named({**row, "words": row["words"][:1]})
        yield row, copied(chance, row)

    return _made(count, seed, rows)


def family_phones(count: int, seed: int) -> People:
    """Two to five in a house with one phone, most of them with the family's name."""

    def rows(chance: random.Random) -> Iterator[tuple[Row, Row | None]]:
        first = person(chance, chance.choice(("es", "en", "ne", "my", "km")))
        first["phones"] = first["phones"] or f"09 {chance.randrange(10**8):08}"
        yield first, copied(chance, first)
        known = {frozenset(first["words"])}
        for _number in range(chance.choice((1, 2, 3, 4))):
            other = person(chance, first["language"])
            words = [*other["words"][:-1], first["words"][-1]] if len(first["words"]) > 1 else other["words"]
            other |= {name: first[name] for name in ("phones", "address", "place_id", "father_name")}
            if frozenset(words) not in known:  # nobody calls two children the same
                known.add(frozenset(words))
                other = named({**other, "words": words})
                yield other, copied(chance, other)

    return _made(count, seed, rows)


def twins(count: int, seed: int) -> People:
    """Born on one day in one house, of one phone; the given names differ."""

    def rows(chance: random.Random) -> Iterator[tuple[Row, Row | None]]:
        language = chance.choice(("es", "en", "ne", "my", "vi"))
        one, other = person(chance, language), person(chance, language)
        if len(one["words"]) < 2:
            one["words"] = [*one["words"], *person(chance, language)["words"]]
        born = date(1960 + chance.randrange(45), chance.randrange(1, 13), chance.randrange(1, 29))
        same = {name: one[name] for name in ("phones", "address", "place_id", "father_name")} | {"birth_date": born}
        one = named({**one, **same})
        again = copied(chance, one)
        yield one, again
        # Who is there again under another name by chance does not take that of the twin.
        there = {*one["words"], *(word for word in other["words"] if any(way in again["full_name"] for way in word))}
        given = [word for word in other["words"] if word not in there]
        if given:
            yield named({**other, **same, "national_id": None, "words": [given[0], *one["words"][1:]]}), None

    return _made(count, seed, rows)


def muhammad(count: int, seed: int) -> People:
    """Muhammad, Mohamed, Md. and محمد before one or two further names, spelled one way here and another way there."""

    def rows(chance: random.Random) -> Iterator[tuple[Row, Row | None]]:
        row = person(chance, "ar")
        first = tuple(languages()["ar"]["words"][0])
        words = [first, *(word for word in row["words"] if word != first)]
        while len(words) < 3:
            words.append(tuple(chance.choice(languages()["ar"]["words"][1:])))
        row = _spelled(chance, {**row, "words": words})
        yield row, _spelled(chance, _again(chance, row))

    return _made(count, seed, rows)


KINDS: dict[str, Callable[[int, int], People]] = {
    "two scripts": two_scripts, "people of one name": one_name, "a family's one phone": family_phones, "twins": twins,
    "Md., Mohamed, Muhammad": muhammad,
}  # fmt: skip


def _spelled(chance: random.Random, row: Row) -> Row:
    return {**row, "full_name": " ".join(chance.choice(word[1:]) for word in row["words"])}


def _again(chance: random.Random, row: Row) -> Row:
    """The same row as another list has it, but for the name."""
    return {**copied(chance, row), "words": row["words"]}


def _made(
    count: int, seed: int, rows: Callable[[random.Random], Iterator[tuple[Row, Row | None]]], again: float = 0.1
) -> People:
    """So many rows and more; of one in ten its other one too, where there is one."""
    chance = random.Random(seed)
    made = People()
    while len(made.rows) < count:
        for row, other in rows(chance):
            first = {**row, "id": f"p{len(made.rows):07}"}
            made.rows.append(first)
            if other is not None and chance.random() < again:
                second = {**other, "id": f"q{len(made.rows):07}"}
                made.rows.append(second)
                made.pairs.add((first["id"], second["id"]))
    chance.shuffle(made.rows)
    return made
