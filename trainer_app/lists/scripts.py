"""Writing systems: digits of any script, clean Unicode, the script of a text."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from trainer_app.lists.alike import AMHARIC

Cell = str | float | int | bool | date | datetime | time | timedelta


class Several(str):
    """What several columns of which one person should have one say of them, "18-24 / 25-35"."""


_ALIKE = AMHARIC | str.maketrans(
    {"٫": ".", "٬": ",", "٪": "%"} | dict.fromkeys("\u2018\u2019\u02bb\u02bc`\u00b4", "'")  # as in Uzbek o\u02bb
)
_STRETCHED = re.compile(r"\u0640+(?=[^\W\d_])")  # an Arabic letter within a word; at its end it is that of "هـ", Hijri
_HAS_ALIKE = re.compile(f"[{re.escape(''.join(map(chr, _ALIKE)))}]")
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\ufeff\u200b]+")
_NO_WIDTH = re.compile(r"[\ufeff\u200b]")  # of those spaces the ones that str.split does not know
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_SET_APART = re.compile(r"\s*(?:[^\W\d_]\s+){3,}[^\W\d_]\s*")  # four letters or more: fewer may be initials


def clean(text: str) -> str:
    """The text in NFC, without spaces around it or more than one between words."""
    if text.isascii():  # most cells of most lists; the same, in a fraction of the time
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text)
    return _SPACES.sub(" ", text).strip() if _NO_WIDTH.search(text) else " ".join(text.split())


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A working copy for recognising things: 0-9 digits, the Arabic decimal point and per cent, no stretched letters
    (ذكـر), every apostrophe and the letters of Amharic that sound alike as one, half-width, case folded, clean; a
    Turkish İ is an i."""
    text = ascii_digits(unicodedata.normalize("NFKC", text))
    if _HAS_ALIKE.search(text):  # quicker than to look each letter up
        text = text.translate(_ALIKE)
    if "\u0640" in text:
        text = _STRETCHED.sub("", text)
    return clean(text).replace("İ", "i").casefold()


def unspaced(text: str) -> str:
    """A word whose letters are set apart, "T o t a l", as one; any other text as it is."""
    return "".join(text.split()) if _SET_APART.fullmatch(text) else text


def ascii_digits(text: str) -> str:
    """The text with the decimal digits of every script written 0-9."""
    if text.isascii():
        return text
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def raw_text(cell: Cell) -> str:
    """The cell as a person sees it where it is typed; a whole number with the 15 digits that spreadsheets keep and
    zeros, without a decimal point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18:
        return str(int(cell)) if abs(cell) < 1e15 else f"{Decimal(f'{cell:.14e}'):f}"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or (cell != "" and (cell[0].isalnum() or not _SPACES.fullmatch(cell)))


def is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def script_of(text: str) -> str | None:
    """The script of most of the letters as Unicode names it (LATIN, MYANMAR, CJK ...), None without letters."""
    counts: dict[str, int] = {}
    for character in text:
        if unicodedata.category(character)[0] == "L":
            script = unicodedata.name(character, "UNKNOWN").split()[0]
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: counts[script]) if counts else None


def column_letters(index: int) -> str:
    """The name of a column (from 0) as Excel shows it: A, B ... Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_at(name: str) -> tuple[int, int]:
    """Row and column, from 0, of a cell by its name: (3, 1) of "B4"."""
    letters = name.rstrip("0123456789")
    return int(name[len(letters) :]) - 1, column_index(letters)


def column_index(letters: str) -> int:
    """The number of a column, from 0, by its name."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
