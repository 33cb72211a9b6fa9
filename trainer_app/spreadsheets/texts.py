"""Tables in text files (.csv and the like): their encoding, separator and records."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from trainer_app.spreadsheets.bounds import COLUMNS, TEXT, TEXT_FILE
from trainer_app.spreadsheets.problem import Problem

_LOOKED_AT = 20_000  # records by which the separator is told

# Code pages among which that of a text is looked for, beside UTF-8 and UTF-16 which are recognised first.
CODE_PAGES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1258", "cp874", "iso8859_2", "iso8859_5",
    "iso8859_6", "iso8859_7", "koi8_r", "koi8_u", "koi8_t", "kz1048", "cp866", "mac_cyrillic", "mac_roman", "cp850",
    "gb18030", "big5hkscs", "cp949", "cp932", "euc_jis_2004",
]  # fmt: skip
_WESTERN = "cp1252"
_USUAL = 1.7  # its likelihood is times that, as it is by far the most usual; of signs that stand for others, less so
_HEADINGS = 3  # lines that tell the language also where they have no letters but those of English
_NOT_WESTERN = re.compile(
    r"[£¥©®¯±¶¼¾¢¤¦¨¬ª³¹](?=[^\W\d_])|(?<=[^\W\d_])[£¥©®¯±¶¼¾¢¤¦¨¬º](?=[^\W\d_])|[ðþæø]", re.IGNORECASE
)
"""A sign right before or within a word, "£ukasz", or a letter of the far North: others have theirs in its place."""
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
    """The text in the code page whose languages its letters look like most. Raises Problem."""
    import chardet

    told = b"\n".join(
        line for number, line in enumerate(content.splitlines()) if number < _HEADINGS or not line.isascii()
    )
    found = chardet.detect_all(
        told, ignore_threshold=True, max_bytes=len(told), compat_names=False, include_encodings=CODE_PAGES
    )
    likely = {one["encoding"].replace("-", "_"): one["confidence"] for one in found if one["encoding"]}
    if _WESTERN in likely:
        likely[_WESTERN] *= 1 / _USUAL if _NOT_WESTERN.search(told.decode(_WESTERN, "replace")) else _USUAL
    for page in sorted(likely, key=likely.__getitem__, reverse=True):
        with suppress(UnicodeDecodeError):
            return content.decode(page), page
    raise Problem("letters")


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
