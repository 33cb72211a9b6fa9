"""Tables in text files (.csv and the like): their encoding, separator and records."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from trainer_app.spreadsheets.bounds import COLUMNS, TEXT, TEXT_FILE
from trainer_app.spreadsheets.problem import Problem

_LOOKED_AT = 20_000  # records by which the separator is told

# Code pages met in the field, beside UTF-8 and UTF-16 which are recognised first.
_CODE_PAGES = ["gb18030", "cp1252", "cp874", "cp1251", "cp1256", "cp1258", "big5", "cp949", "shift_jis"]
# Met seldom, and looked at where those leave signs inside words.
_RARER_CODE_PAGES = ["cp1250", "koi8_r", "cp866", "iso8859_6", "cp1255", "shift_jis", "euc_jp"]
_GARBLED = re.compile(
    r"[£¥©®¯±¶¼¾¢¤¦¨¬ª³¹](?=[^\W\d_])|(?<=[^\W\d_])[£¥©®¯±¶¼¾¢¤¦¨¬º](?=[^\W\d_])"
    r"|(?<![\u0e00-\u0e7f])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
)
"""A sign right before or within a word, "£ukasz", or a Thai one that stands above no letter."""
_ICELANDIC = frozenset("\u00fe\u00f0\u00de\u00d0")  # where other code pages have letters of Turkish and Serbian
_TURKISH = frozenset("ğĞıİşŞçÇöÖüÜâÂîÎûÛêÊéÉ")  # with the names of Kurds and the French words of Turkish
_NO_LETTERS = frozenset(range(0x80)) | frozenset(b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xab\xb9\xbb")
"""Bytes of a list in Latin letters from a Cyrillic computer: ASCII, quotation marks, dashes, and the sign \u2116."""
_OLDER = ("mac_roman", "cp850")
_LATIN = frozenset("àâäáãåçèéêëìíîïñòóôöõùúûüœæ")
_ACCENTED = re.compile(rb"(?<=[a-z])[\x80-\xff](?=[a-z]|[^\x80-\xffA-Z])")
_PAIRS = re.compile(rb"[\x80-\xff]{2}")
_NEARLY_ALL = 0.9
_SEPARATORS = ";\t,|"
_TOLD_SEPARATOR = re.compile(r"sep=([;\t,|])[;,]*\r?\n", re.IGNORECASE)
_MARKS = [
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),  # before UTF-16, whose mark it begins with
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
]
_FEWEST_ZEROS = 0.05  # of the upper bytes of UTF-16, in any script: separators and line ends have them


def read(content: bytes, code_page: str = "") -> tuple[Iterator[list[str]], str]:
    """The records of a text file and its encoding, as decode. Raises Problem."""
    if len(content) > TEXT_FILE:
        raise Problem("large", size=len(content) >> 20, most=TEXT_FILE >> 20)
    text, encoding = decode(content, code_page)
    return _records(text.replace("\0", " ")), encoding  # programs that write fields of one length fill them with zeros


def decode(content: bytes, code_page: str = "") -> tuple[str, str]:
    """The text and its encoding: by its mark, else UTF-8, UTF-16, else the code page named, or the likeliest of the
    field. Raises Problem."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_as(content, encoding), encoding
    if unmarked := _utf_16(content[:2000]):
        return _decode_as(content, unmarked), unmarked
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if code_page:
        return _decode_as(content, code_page, "code_page"), code_page
    if b"\xb9" in content and _NO_LETTERS.issuperset(content):
        return _decode_as(content, "cp1251"), "cp1251"
    if latin := _older_latin(content):
        return content.decode(latin), latin
    return _likeliest(content)


def _likeliest(content: bytes) -> tuple[str, str]:
    """The text in the likeliest code page: of the usual ones, or of the rarer ones if it is garbled in those."""
    usual, rarer = _guess(content, _CODE_PAGES), None
    if usual is not None and usual[1] == "cp1252" and not _ICELANDIC.isdisjoint(usual[0]):
        usual = _in_turkish(content)
    if usual is None or _is_garbled(*usual):
        rarer = _guess(content, _RARER_CODE_PAGES)
    if rarer is not None and rarer[1] == "cp1250" and _is_garbled(*rarer):
        rarer = _decode_as(content, "iso8859_2"), "iso8859_2"
    if rarer is not None and (usual is None or not _is_garbled(*rarer)):
        return rarer
    if usual is None:
        raise Problem("letters")
    return usual


def _in_turkish(content: bytes) -> tuple[str, str] | None:
    """The text in the code page of Turkish; None where it has bytes that are none of its signs."""
    try:
        return content.decode("cp1254"), "cp1254"
    except UnicodeDecodeError:
        return None


def _is_garbled(text: str, page: str) -> bool:
    """Whether a text holds what nobody writes: signs within words, Korean syllables that are in no Korean word, and
    hardly a letter of Turkish in its code page."""
    if page == "cp1254":
        letters = [letter for letter in text if letter.isalpha() and not letter.isascii()]
        return sum(letter in _TURKISH for letter in letters) < _NEARLY_ALL * len(letters)
    if page == "cp949" and any(len(letter.encode("euc_kr", "replace")) > 2 for letter in text):
        return True  # made of its parts: none of the syllables that Korean is written with
    return _GARBLED.search(text) is not None


def _guess(content: bytes, pages: list[str]) -> tuple[str, str] | None:
    """The text as the likeliest of these code pages has it, and that page; None where it is in none of them."""
    import charset_normalizer

    guess = charset_normalizer.from_bytes(content, cp_isolation=pages, threshold=0.5).best()
    return None if guess is None else (str(guess), guess.encoding)


def _older_latin(content: bytes) -> str | None:
    """The code page of an older Macintosh or of MS-DOS, where its letters are those of a language in Latin letters.

    Only letters that stand alone beside small ones without an accent are looked at: "Thi\x8fs" is "Thiès".
    """
    letters = _ACCENTED.findall(content)
    if len(letters) <= len(_PAIRS.findall(content)):  # signs of two bytes each: Chinese, Japanese, Korean
        return None
    known = {page: sum(letter.decode(page, "replace") in _LATIN for letter in letters) for page in ("cp1252", *_OLDER)}
    best = max(_OLDER, key=lambda page: known[page])
    return best if known[best] >= _NEARLY_ALL * len(letters) > 2 * known["cp1252"] else None


def _utf_16(beginning: bytes) -> str | None:
    """Which UTF-16 a text without a mark is in: the upper halves of its letters have many zeros, the lower hardly."""
    first, second = (beginning[half::2].count(0) for half in (0, 1))
    fewer, more = sorted((first, second))
    if not more or more * 2 < len(beginning) * _FEWEST_ZEROS or fewer * 4 > more:
        return None  # a zero or two in other text are slips of what wrote it
    return "utf-16-le" if second > first else "utf-16-be"


def _decode_as(content: bytes, encoding: str, problem: str = "letters") -> str:
    """The text in this encoding. Raises a Problem of that kind."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Problem(problem, encoding=encoding) from None


def _records(text: str) -> Iterator[list[str]]:
    """The records of a text table, by the separator that gives the widest regular table."""

    def width(separator: str) -> int:
        try:
            widths = [len(row) for row in islice(_split(text, separator), _LOOKED_AT)]
        except csv.Error:
            return 0
        widest = max(widths, default=0)
        return widths.count(widest) * widest if widest > 1 else 0

    csv.field_size_limit(TEXT)
    told = _TOLD_SEPARATOR.match(text)
    if told is not None:  # a line for Excel, and no record of the table
        yield []
        text = text[told.end() :]
    separator = told.group(1) if told is not None else max(_SEPARATORS, key=width)
    try:
        for row in _split(text, separator):
            if len(row) > COLUMNS:
                raise Problem("no_table")
            yield row
    except csv.Error:
        raise Problem("no_table") from None


def _split(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)
