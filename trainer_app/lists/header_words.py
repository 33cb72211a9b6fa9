"""How the text of a header is made ready for being looked up among the words of headings."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from trainer_app.lists.alike import ALIKE
from trainer_app.lists.scripts import clean, plain

_SHORTEST_BARE = 5  # letters of a word that is also known without its accents
_REMEMBERED = 20_000  # texts: those of a list come again row after row
_BETWEEN_SIGNS = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")  # of Chinese headings set wide: 姓 名
_SPACELESS = ("[\u0e00-\u0eff]", "[\u1000-\u109f]", "[\u1780-\u17ff]")
_BETWEEN_WORDS = re.compile("|".join(rf"(?<={one})\s+(?={one})" for one in _SPACELESS))
_HAS_ALIKE = re.compile(f"[{''.join(map(chr, ALIKE))}]")
_IN_BRACKETS = re.compile(r"[(\uff08\[][^)\uff09\]]*[)\uff09\]]")
_IN_ARABIC = str.maketrans("یک", "يك")
_ACCENTS = re.compile(
    r"(?<=[A-Za-z])[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)  # on Latin letters
_BETWEEN_SLASHES = re.compile(r"(?<=\S )/\s?([^/\s][^/]*?)/(?=[\s-]|$)")  # brackets in Mongolian: "Эцэг /эхийн/ нэр"
_PUNCTUATION = re.compile(r"\.(?=\s|$)|[:\u1361\u1366*?¿]")  # of Ethiopic the signs between words and before a list
_LATIN_SLASH = re.compile(r"([a-z]+/ ?[a-z .]+?)\s+([^\Wa-z][^a-z/]*)", re.IGNORECASE)
"""A short word with a slash before its meaning in another script, "F/Name نام پدر": that slash parts nothing."""


def header_variants(header: str) -> Iterator[str]:
    """The texts by which a header is looked up: whole, without brackets, without a last number, each part of
    "S.N. / क्र.सं."."""
    yield header
    header = _BETWEEN_SLASHES.sub(r"(\1)", header)
    yield header
    without = without_brackets(header)
    yield without
    yield re.sub(r"\s*\d+[\s.:*]*$", "", without)
    if "." in header:
        yield header.replace(".", "")
        yield header.replace(".", " ")
    if match := _LATIN_SLASH.fullmatch(header):
        yield from match.groups()
    for part in re.split(r"\s*[/|\n]\s*|\s+[-–]\s+", header):
        if part != header:
            yield part


def without_brackets(header: str) -> str:
    """A header without what it says in brackets: "Name of owner (as in passport)"."""
    return _IN_BRACKETS.sub(" ", header)


@lru_cache(maxsize=_REMEMBERED)
def header_word(text: str) -> str:
    """A header as it is compared: plain, without accents of Latin letters and without punctuation at the edges."""
    text = plain(text).replace("\u200c", "")  # Persian joins words with it or does not
    if not text.isascii():
        text = without_latin_accents(text)
        text = _BETWEEN_SIGNS.sub("", text.translate(ALIKE) if _HAS_ALIKE.search(text) else text)
    return clean(_PUNCTUATION.sub(" ", text)).strip(" .,;-–_")


def without_latin_accents(text: str) -> str:
    """A text as it is typed where a keyboard has no accents for Latin letters."""
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text))).replace("đ", "d")


def without_blanks(header: str) -> str:
    """A header without the blanks that Thai, Lao, Burmese and Khmer have between words where somebody likes them."""
    return header if header.isascii() else _BETWEEN_WORDS.sub("", header)


def spellings_of(word: str) -> set[str]:
    """A word as it is compared, and a longer one also as it is typed where a keyboard has no accents."""
    bare = without_latin_accents(plain(word))
    return lettered(word) | ({bare} if len(bare) >= _SHORTEST_BARE else set())


def lettered(word: str) -> set[str]:
    """A word as it is compared; one in the letters of Persian also in the Arabic ones that code page 1256 has."""
    return {plain(word), plain(word).translate(_IN_ARABIC)}
