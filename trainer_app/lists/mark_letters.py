"""What letters mean as marks of attendance: as a legend in the sheet says, or as lists in its language have them.

H is present in one language and half a day in another; only a legend or the language of a list decides.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import clean, plain, raw_text
from trainer_app.lists.sheets import Grid, cell_in
from trainer_app.lists.words import Words

KINDS = ("present", "half", "absent", "excused")
_LANGUAGE = "attendance "  # and a code: the kinds of letters in the resource file of statuses
_EVERYWHERE = "en"  # P and A are written in lists of any language
_LONGEST = 2  # letters of a mark that a legend tells
_ON_LETTER = r"[\u0300-\u036f\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd\u102b-\u103e\u17b4-\u17d3]"  # vowels
_LETTERS = rf"(?:[^\W\d_](?:(?![^\W\d_]){_ON_LETTER})*){{1,2}}"
_ANY_SIGN = rf"(?:{_LETTERS}|[+\-–✓✔√/×½]|[01](?!\d))"
_SIGN = rf"(?<![^\W_])(?<!{_ON_LETTER})({_ANY_SIGN})"
_IS = r"\.?\s*(?:=|:|[-–—](?=\s)|\()"
_TOLD = re.compile(  # what is said ends before the next sign, also where only a space stands between
    rf"{_SIGN}{_IS}\s*([^\W\d_][^,;|=:()\d]{{1,40}}?)(?=\s+(?:[/•·]\s*)?{_ANY_SIGN}{_IS}|\s*(?:[,;|=:()\d]|$))"
)
_ALIKE = re.compile(_SIGN + r"(?:\s*,\s*|\s+\S{1,5}\s+)" + _SIGN + r"(?=\s*[=:])")  # "x or - = absent"


def meanings(
    signs: Collection[str], texts: Iterable[str], languages: Collection[str], words: Words
) -> Mapping[str, str]:
    """What each letter among the signs in the attendance columns of a table means: one of KINDS by the plain sign.

    texts: what stands around the table, of which some may be a legend. A letter that is not among them is told by
    neither.
    """
    signs = {sign.rstrip(".") for sign in signs}
    letters = {sign for sign in signs if 0 < sum(map(str.isalpha, sign)) <= _LONGEST and _only_letters(sign)}
    if not letters:
        return {}
    legend = {sign: kind for text in texts for sign, kind in _legend(text, words).items() if sign in signs}
    for language in [*sorted(languages), _EVERYWHERE]:
        known = of_language(language, words)
        told = {sign: known[sign] for sign in letters if sign in known} | legend
        rest = set(signs) - letters
        someone_came = "present" in told.values() or not rest.isdisjoint(words.sets["present"])
        if letters <= told.keys() and someone_came:
            return told
    return legend


def _only_letters(sign: str) -> bool:
    """Whether a sign is of letters, and vowels and accents on them."""
    return all(unicodedata.category(character)[0] in "LM" for character in sign)


def _legend(text: str, words: Words) -> dict[str, str]:
    """The signs that a text explains, "H = hadir, S = sakit"; empty for a text that is no legend."""
    found: dict[str, str] = {}
    for sign, said in _TOLD.findall(clean(text)):
        if (kind := _kind(said, words)) is not None:
            found[plain(sign)] = kind
    for sign, other in _ALIKE.findall(clean(text)):
        if plain(other) in found:
            found.setdefault(plain(sign), found[plain(other)])
    return found if len(found) > 1 else {}


def _kind(said: str, words: Words) -> str | None:
    said = plain(said).strip(" .")
    return next((kind for kind in KINDS if said in words.sets[kind]), None)


def of_language(language: str, words: Words) -> Mapping[str, str]:
    """The letters that lists in a language mark attendance with, each with its kind."""
    return _by_language(words).get(language, {})


@lru_cache(maxsize=4)
def ambiguous(words: Words) -> frozenset[str]:
    """Letters of which it takes a legend or the language of a list to know what they mean."""
    found: dict[str, set[str]] = {}
    for known in (*_by_language(words).values(), _everywhere(words)):
        for sign, kind in known.items():
            found.setdefault(sign, set()).add(kind)
    return frozenset(sign for sign, kinds in found.items() if len(kinds) > 1)


@lru_cache(maxsize=4)
def own_letters(words: Words) -> frozenset[str]:
    """Letters of scripts other than Latin that mark attendance in some language."""
    return frozenset(sign for known in _by_language(words).values() for sign in known if not sign.isascii())


@lru_cache(maxsize=4)
def _by_language(words: Words) -> Mapping[str, Mapping[str, str]]:
    return {
        name.removeprefix(_LANGUAGE): {sign: kind for kind in kinds for sign in words.sets[f"{name}:{kind}"]}
        for name, kinds in words.statuses.items()
        if name.startswith(_LANGUAGE)
    }


def _everywhere(words: Words) -> Mapping[str, str]:
    """The single letters among the words that every list may have."""
    return {sign: kind for kind in KINDS for sign in words.sets[kind] if sign.isalpha() and len(sign) == 1}


def attendance_signs(grid: Grid, rows: Sequence[int], guesses: Sequence[ColumnGuess]) -> frozenset[str]:
    """What stands in the attendance columns of the rows (from 0) of a table, plain."""
    columns = [guess.index for guess in guesses if (guess.field or "").startswith("attendance:")]
    return frozenset(plain(raw_text(cell_in(grid, row, index))) for row in rows for index in columns)


def texts_around(grid: Grid, rows: Sequence[int]) -> list[str]:
    """The texts of a sheet that stand in none of these rows (from 0) of people."""
    people = set(rows)
    return [cell for row, cells in enumerate(grid.rows) if row not in people for cell in cells if isinstance(cell, str)]
