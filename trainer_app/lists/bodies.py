"""The bodies that hold courses, chambers and associations say, in the titles of lists."""

import re
from collections.abc import Sequence

from trainer_app.lists.courses import names_place
from trainer_app.lists.dates import find_date
from trainer_app.lists.scripts import has_letters
from trainer_app.lists.words import Words

_LONGEST_TOWN = 2  # words of a place after the name of a body
_LONGEST_AND = 3  # letters of "and" in many languages
_LONGEST_ACRONYM = 8  # letters of the short name of a body
_LEVELS = frozenset({"province", "district", "township"})
_FEWEST_WORDS = 2  # of a name in another script; a single one is an abbreviation
_LEGAL_FORM = re.compile(r"(?:[^\W\d_]\.\s?){2,}|(?:s\.?a|sarl|sas|lda|ltda|ltd|inc|plc|llc|tbk)\.?", re.IGNORECASE)
_BETWEEN = re.compile(r"(\s+[-–—|/]\s+|\s*[|]\s*)")
_TWO_SCRIPTS = re.compile(r"([^()\uff08\uff09]+?)\s*[(\uff08]([^()\uff08\uff09]+)[)\uff09]")


def body_named(line: str, words: Words) -> str | None:
    """The chamber, association or other body that a title names and nothing else: "Chambre des Métiers – Projet 3".

    One that is named in two scripts is told in Latin letters, which all offices read.
    """
    if find_date(line, words) or words.product_of(line):
        return None
    split = _BETWEEN.split(line)
    parts = [part.strip(" ,.;") for part in split[::2]]
    for index, part in enumerate(parts):
        twice = _TWO_SCRIPTS.fullmatch(part)
        names = [one.strip(" ,.;") for one in twice.groups()] if twice else [part, *parts[index + 1 : index + 2]]
        if _same_in_latin(*names) and any(_is_body(one, words) for one in names):
            return names[1] if _is_latin(names[1]) else names[0]
        said = _without_place(part, words)
        if _is_body(said, words):
            branch = parts[index + 1] if index + 1 < len(parts) else ""
            if _is_body(branch, words):
                return f"{said}{split[2 * index + 1]}{branch}"  # "Chambre de Commerce – Délégation de Sikasso"
            short = index == 1 and parts[0].isupper() and parts[0].isalpha() and len(parts[0]) <= _LONGEST_ACRONYM
            return f"{parts[0]}{split[1]}{said}" if short else said  # "ANPEJ – Antenne régionale de Thiès"
    return None


def body_before_course(line: str, words: Words) -> str | None:
    """The body that the title of a course begins with: "Tumaini Bank, Kisumu branch / SYB / 5-9 August 2019"."""
    split = _BETWEEN.split(line)
    telling = (i for i, part in enumerate(split[::2]) if words.product_of(part) or find_date(part, words))
    return body_named("".join(split[: 2 * next(telling, 0)]).strip(" -–—|/"), words)


def _is_body(said: str, words: Words) -> bool:
    told = " ".join(word for word in _without_training(said.split(), words) if len(word) > _LONGEST_AND)
    return words.holds("body", said) and not words.fields_of(said) and names_place(told, words)


def _without_training(parts: Sequence[str], words: Words) -> list[str]:
    """The words of a name without those for training right beside the one for a body, or anywhere behind it where that
    is the first: "Vocational Training Institute", "Instituto do Emprego e Formação Profissional"."""
    bodies = {index for index, part in enumerate(parts) if words.holds("body", part)}
    beside = {index - 1 for index in bodies} | {index + 1 for index in bodies}
    beside |= {index + 2 for index in bodies if len("".join(parts[index + 1 : index + 2])) <= _LONGEST_AND}
    named = beside if 0 not in bodies else range(len(parts))
    return [part for index, part in enumerate(parts) if index not in named or not words.speaks_of(part, "course")]


def _same_in_latin(first: str, second: str = "") -> bool:
    """Whether of two texts one is in Latin letters and the other is not, and both are names of several words."""
    long = min(len(first.split()), len(second.split())) >= _FEWEST_WORDS
    return long and _is_latin(first) is not _is_latin(second)


def _is_latin(text: str) -> bool:
    return all(letter <= "\u024f" for letter in text if has_letters(letter))


def _without_place(said: str, words: Words) -> str:
    """A body without the place after it, "Women's Association, Surkhet"; not within a bracket or behind one with its
    short name, nor where a district or province is named as such, "District Union, Surkhet"."""
    before, comma, after = (part.strip() for part in said.rpartition(","))
    alone = comma and len(after.split()) <= _LONGEST_TOWN and words.holds("body", before) and ")" not in after
    level = any(words.fields_of(word).keys() & _LEVELS for word in said.replace(",", " ").split())
    level = level or before.endswith(")") or _LEGAL_FORM.fullmatch(after) is not None
    return before if alone and not level and not words.holds("body", after) else said
