"""Bengali typed for the fonts of the Bijoy keyboard, SutonnyMJ and its like, with Latin letters and signs for Bengali
ones: found sheet by sheet and column by column, and turned into Unicode.

The table is one of our own: the libraries that have one are no longer looked after and stumble over RA and vowel signs.
"""

import re
import unicodedata

from trainer_app.lists.scripts import plain
from trainer_app.lists.sheets import Grid
from trainer_app.lists.words import Words

_VIRAMA, _REPH = "\u09cd", "\ue000"  # the second, of no meaning elsewhere, for RA above what stands before it
_LETTERS = dict(
    zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ_`abcdefghijklmn", "অইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ", strict=True)
)
_LETTERS |= dict(zip("opqrstu|", ("\u09dc", "\u09dd", "\u09df", "ৎ", "ং", "ঃ", "ঁ", "।"), strict=True))
_VOWEL_SIGNS = dict(zip("vwxyz~ƒ‚„…†‡ˆ‰Š“–æ", "\u09be\u09bf\u09c0\u09c1\u09c1\u09c2\u09c2\u09c2\u09c3\u09c3"
                        "\u09c7\u09c7\u09c8\u09c8\u09d7\u09c1\u09c1\u09c1", strict=True))  # fmt: skip
_BEFORE = dict(zip("”˜™š›®¯¤•", (one + _VIRAMA for one in "চদদননষসমঙ"), strict=True))  # what joins the next consonant
_BEHIND = {  # what joins the consonant before it
    "^": "ব", "¡": "ব", "¦": "ব", "Ÿ": "ব", "‘": "তু", "’": "থ", "‹": "ক", "Œ": "ক্র", "—": "ত", "Í": "ত", "œ": "ন",
    "è": "ণ", "¢": "ভ", "£": "ভ্র", "¥": "ম", "§": "ম", "¨": "য", "ª": "র", "«": "র", "Ö": "র", "¬": "ল", "\xad": "ল",
    "ø": "ল", "¿": "ত্র", "ú": "প",
}  # fmt: skip
_GROUPS = {
    "°": "ক্ক", "±": "ক্ট", "²": "ক্ষ্ম", "³": "ক্ত", "´": "ক্ম", "µ": "ক্র", "¶": "ক্ষ", "ÿ": "ক্ষ", "·": "ক্স", "¸": "গু",
    "º": "গ্দ", "»": "গ্ধ", "¼": "ঙ্ক", "½": "ঙ্গ", "¾": "জ্জ", "À": "জ্ঝ", "Á": "জ্ঞ", "Â": "ঞ্চ", "Ã": "ঞ্ছ", "Ä": "ঞ্জ",
    "Å": "ঞ্ঝ", "Æ": "ট্ট", "Ç": "ড্ড", "È": "ণ্ট", "É": "ণ্ঠ", "Ê": "ণ্ড", "Ë": "ত্ত", "Ì": "ত্থ", "Î": "ত্র", "Ï": "দ্দ",
    "×": "দ্ধ", "Ø": "দ্ব", "Ù": "দ্ম", "Ú": "ন্ঠ", "Û": "ন্ড", "Ü": "ন্ধ", "Ý": "ন্স", "Þ": "প্ট", "ß": "প্ত", "à": "প্প",
    "á": "প্স", "â": "ব্জ", "ã": "ব্দ", "ä": "ব্ধ", "å": "ভ্র", "ç": "ম্ফ", "é": "ল্ক", "ê": "ল্গ", "ë": "ল্ট", "ì": "ল্ড",
    "í": "ল্প", "î": "ল্ফ", "ï": "শু", "ð": "শ্চ", "ò": "ষ্ণ", "ó": "ষ্ট", "ô": "ষ্ঠ", "õ": "ষ্ফ", "ö": "স্খ", "÷": "স্ট",
    "ù": "স্ফ", "û": "হু", "ü": "হৃ", "ý": "হ্ন", "þ": "হ্ম",
}  # fmt: skip
_SIGNS = {"&": _VIRAMA, "©": _REPH, "Ð": "-", "Ñ": "-", "Ò": '"', "Ó": '"', "Ô": "'", "Õ": "'"}
_TABLE = str.maketrans(
    _LETTERS | _VOWEL_SIGNS | _BEFORE | {one: _VIRAMA + what for one, what in _BEHIND.items()} | _GROUPS | _SIGNS
)
"""A letter or sign of the font -> what it looks like; digits are Bengali ones there too and stay as typed."""

_CONSONANT = "[\u0995-\u09b9\u09dc\u09dd\u09df]"
_CLUSTER = f"{_CONSONANT}(?:{_VIRAMA}{_CONSONANT})*"
_MARKS = "[\u09be-\u09c4\u09c7\u09c8\u09cb\u09cc\u09d7]"  # vowel signs
_IN_ORDER = (
    (re.compile(f"{_VIRAMA}+"), _VIRAMA),
    (re.compile(f"({_CLUSTER})({_MARKS}*){_REPH}"), rf"র{_VIRAMA}\1\2"),
    (re.compile(f"([\u09bf\u09c7\u09c8])({_CLUSTER})"), r"\2\1"),  # seen, and typed, before their consonant
    (re.compile(f"ঁ({_MARKS})"), r"\1ঁ"),
    (re.compile("\u09c7\u09be"), "\u09cb"),
    (re.compile("\u09c7\u09d7"), "\u09cc"),
    (re.compile("অ\u09be"), "আ"),
)
"""What the eye sees in another order than Unicode has it, or in two parts."""

_WORD = re.compile("[\u0980-\u09e3\ue000]+")
_VOWEL = f"[অ-ঔ](?:{_VIRAMA}য\u09be?)?"
_SPELLED = re.compile(f"(?:(?:{_CLUSTER}{_MARKS}?|{_VOWEL})ঁ?[ংঃ]?|ৎ)+{_VIRAMA}?")  # what a word of Bengali is made of
_E_BEFORE = re.compile(r"[†‡](?:[^\W\d]|[`¯®¤¶³š›])")  # a vowel sign, which most texts have before some consonant
_PUNCTUATION = "‘’“”–—•…°"
_SIGN = f"[`^~{''.join(one for one in map(chr, _TABLE) if not one.isascii() and one not in _PUNCTUATION)}]"
_OF_FONT = re.compile(f"(?<=[A-Za-z]){_SIGN}|{_SIGN}(?=[A-Za-z])")  # in a word
_LATIN_VOWELS = re.compile("[aeiou]")
_LONGEST = 1_000  # letters of a text that is looked at
_FEWEST = 3  # different texts that show that a sheet was typed so
_SOME = 1 / 3  # of the texts of a column, which then was


def convert_sheet(grid: Grid, words: Words) -> dict[tuple[int, int], str]:
    """Turn the cells of a sheet that were typed for such a font into Unicode; returns what was typed by (row, column),
    from 0.

    A sheet shows that it holds such by several texts that can be nothing else, or that are Bengali headings or words
    for a sex then. In it these are turned, and in the columns of many of them what reads like Bengali rather than like
    Latin letters; a column of Latin names beside them stays as it is.
    """
    cells = {
        (row, column): cell
        for row, line in enumerate(grid.rows)
        for column, cell in enumerate(line)
        if isinstance(cell, str) and not cell.isdecimal() and len(cell) <= _LONGEST
    }
    if not any(map(_E_BEFORE.search, cells.values())):  # as in all other sheets
        return {}
    told = {text: said for text in set(cells.values()) if _is_bengali(said := to_unicode(text))}
    known = {text for text, said in told.items() if _is_known(said, words)}
    like, signed = set(filter(_reads_like_it, told)), set(filter(_OF_FONT.search, told))
    with_e = set(filter(_E_BEFORE.search, told))
    if len(known | (like & with_e)) < _FEWEST:
        return {}
    sure = known | with_e | (like & signed)
    columns: dict[int, set[str]] = {}
    for (_row, column), text in cells.items():
        columns.setdefault(column, set()).add(text)
    typed_so = {column for column, texts in columns.items() if len(texts & sure) >= _SOME * len(texts)}
    typed = {
        place: text for place, text in cells.items()
        if text in sure or (place[1] in typed_so and text in like | signed)
    }  # fmt: skip
    for (row, column), text in typed.items():
        grid.rows[row][column] = told[text]
    return typed


def to_unicode(text: str) -> str:
    """A text typed for such a font in Unicode."""
    told = text.translate(_TABLE)
    for seen, meant in _IN_ORDER:
        told = seen.sub(meant, told)
    return unicodedata.normalize("NFC", told)


def _is_bengali(text: str) -> bool:
    """Whether the words of a text are spelled as Bengali can be: no vowel sign without a consonant, and so on."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).replace("\u09bc", ""))
    return bool(words) and all(map(_SPELLED.fullmatch, words))


def _is_known(text: str, words: Words) -> bool:
    """Whether a text is a Bengali heading or word for a sex."""
    return len(text) > 1 and (plain(text) in words.sex_words or "bn" in set().union(*words.fields_of(text).values()))


def _reads_like_it(text: str) -> bool:
    """Whether a text has the letters that stand for vowel signs where Latin letters would have their vowels; as many
    of both only tell where it is not written like a name, "Kwig"."""
    signs, vowels = sum(map(text.count, _VOWEL_SIGNS)), len(_LATIN_VOWELS.findall(text))
    return signs > vowels or (0 < signs == vowels and not text.istitle())
