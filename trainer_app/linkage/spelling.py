"""How a name sounds in any script: its consonants, coarsely, so that ခင်ဌေး and Khin Htay, Md. and Muhammad meet."""

import re
import unicodedata
from functools import lru_cache

from trainer_app.formats import fold

_TITLES = frozenset(
    {
        "u", "daw", "ma", "ko", "mg", "maung", "naw", "saw", "sai", "nang", "mr", "mrs", "ms", "miss", "dr", "prof",
        "mme", "m", "mlle", "sr", "sra", "srta", "don", "dona", "monsieur", "madame", "shri", "smt", "haji", "hajji",
        "lok", "thao", "nai", "нян", "г", "السید", "السیده",
        "co", "ltd", "company", "limited", "sarl", "sa", "inc", "plc", "pte", "cie",
    }
)  # fmt: skip
"""Honorifics and legal forms: written or left out as it happens."""

# Where letters sound otherwise than their usual Latin transcription, or do not sound at all.
_SOUNDS = (
    (re.compile("^(ဒေါ်|ဦး|မောင်|မ(?=[က-အ][^်])|ကို)(?=.{2})"), ""),  # Daw, U, Maung, Ma, Ko are written on to the name
    (re.compile("^(นางสาว|นาง|นาย|ນາງ|ທ້າວ)(?=.{2})"), ""),
    (re.compile("[ក-ឳ]៍|[ก-ฮ][ุิ]?์|[ກ-ຮ][ຸິ]?໌"), ""),  # silent letters of Khmer, Thai and Lao
    (re.compile("သ"), "th"), (re.compile("[စဆ]"), "s"), (re.compile("[ဇဈ]"), "z"), (re.compile("[ဝွ]"), "w"),
    (re.compile("[ရြ]"), "y"), (re.compile("(?<=.)(ည်|ယ်)"), ""), (re.compile("[ကတပစ]်"), "t"),
    (re.compile("(?<=[ກ-ຮ])ຣ"), "r"), (re.compile("(?<=[ก-ฮ])ร(?![ะ-ูก-ฮ])"), "n"), (re.compile("^ال(?=..)"), ""),
)  # fmt: skip
_CLASSES = (
    (re.compile("[^a-z ]"), ""), (re.compile(r"\b(al|el|ul) ?(?=[a-z]{3})"), ""),
    (re.compile("nts?\\b"), "n"), (re.compile("n[gy]"), "n"), (re.compile("tch|ch|sh|zh|ts|dz|[szjx]"), "s"),
    (re.compile("ck|c(?![eiy])"), "k"), (re.compile("c"), "s"), (re.compile("ph|bh|[pbfv]"), "p"),
    (re.compile("[kgq]"), "k"), (re.compile("[td]"), "t"), (re.compile("[rl]"), "r"), (re.compile("[aeiouwyh ]"), ""),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
ABBREVIATIONS = {"md": "muhammad", "mohd": "muhammad", "mhd": "muhammad", "muhd": "muhammad", "abd": "abdul"}


def name_key(text: str | None) -> str:
    """A name for comparing: folded, without titles unless nothing else is left."""
    words = fold(text).split()
    return " ".join([word for word in words if word not in _TITLES] or words)


@lru_cache(1 << 16)
def sound(text: str) -> str:
    """The consonants of a folded name or word, in seven classes (k t p s m n r), without blanks.

    Vowels, h, w and y are left out: scripts and spellings agree on them least.
    """
    return _DOUBLED.sub(r"\1", "".join(_word_sound(word) for word in text.split()))


@lru_cache(1 << 16)
def _word_sound(word: str) -> str:
    found = romanised(ABBREVIATIONS.get(word, word))
    for pattern, by in _CLASSES:
        found = pattern.sub(by, found)
    return found


@lru_cache(1 << 16)
def romanised(text: str) -> str:
    """The folded text in lower-case Latin letters, as a reader of its script would roughly pronounce it."""
    if text.isascii():
        return text
    from anyascii import anyascii

    for pattern, by in _SOUNDS:
        text = pattern.sub(by, text)
    return str(anyascii(text)).casefold()


@lru_cache(1 << 16)
def script(text: str) -> str:
    """The script of the first letter as Unicode names it (LATIN, MYANMAR ...); "" without letters."""
    if text.isascii():
        return "LATIN"
    for sign in text:
        if unicodedata.category(sign)[0] == "L":
            return unicodedata.name(sign, "").split()[0]
    return ""
