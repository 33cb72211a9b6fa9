"""Short words of Latin letters that differ by their accents only: the Vietnamese "tổ" is no "to", "ông" no "ONG"."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from trainer_app.lists.header_words import without_latin_accents
from trainer_app.lists.scripts import plain

_LONGEST = 4  # letters of a word that its accents tell from others; a longer one may have them or not
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=20_000)
def _accented(text: str) -> frozenset[str]:
    """The short words of a text as they are without the accents that they have in it."""
    if text.isascii():
        return frozenset()
    words = {(word, without_latin_accents(word)) for word in _WORD.findall(plain(text))}
    return frozenset(bare for word, bare in words if word != bare and bare.isascii() and len(bare) <= _LONGEST)


def other_words(text: str, spellings: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The short words of a text, without accents, that are known, but never with any.

    spellings: a word as it is compared, without accents -> all the ways to write it.
    """
    return frozenset(
        bare for bare in _accented(text)
        if bare in spellings and all(spelling.isascii() for spelling in spellings[bare])
    )  # fmt: skip
