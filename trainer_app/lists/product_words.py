"""The words for products in a text: their abbreviations and their names in many languages."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from trainer_app.lists.scripts import plain
from trainer_app.lists.word_finder import WordFinder

_LETTER = r"[^\W\d_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"  # that a word may go on with
_LATIN = r"[a-z\u00df-\u024f]"  # the same of a word in Latin letters; Amharic says "የKAB"
_REGENCY = re.compile(  # "Kab. Sambas", "Kab/Kota" of Indonesia: no course of KAB
    r"(?<!\w)(?:[Kk]ab\.(?=\s*[^\W\d_])|KAB\.(?=\s*[A-Z]{3}))(?!\s*\w+\s*[:–-])|(?<!\w)(?i:kab\.?)(?=\s*/\s*(?i:kota))"
)
_LONGEST_SHORT = 6  # letters of an abbreviation
_BETWEEN = r"\s*(?:[-\u2013\u2014:]|[(\uff08])\s*"  # a name and the abbreviation that tells it again


def product_words(text: str, products: WordFinder) -> tuple[str, ...]:
    """The words for products in a text, in its order."""
    text = plain(_REGENCY.sub(" ", text))
    found = {
        (match.start(), word)
        for word in products.inside(text)
        for letter in (_LATIN if word.isascii() else _LETTER,)
        for match in re.finditer(rf"(?<!{letter}){re.escape(word)}(?!{letter})", text)
    }
    return tuple(word for _position, word in sorted(found))


def without_contradicted(text: str, words: Sequence[str], products: Mapping[str, str]) -> Sequence[str]:
    """The words for products in a text without a name that the abbreviation beside it says otherwise of.

    "Start a business - GYB": what a whole programme is called in one country is the name of a product in another.
    """
    if len({products[word] for word in words}) < 2:
        return words
    contradicted = set[str]()
    for one, other in pairwise(words):
        name, short = (one, other) if _is_short(other) else (other, one)
        beside = re.search(rf"{re.escape(one)}{_BETWEEN}{re.escape(other)}", plain(text)) is not None
        if beside and _is_short(short) and not _is_short(name) and products[name] != products[short]:
            contradicted.add(name)
    return [word for word in words if word not in contradicted]


def _is_short(word: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) <= _LONGEST_SHORT
