"""Lines of text that fit a width on a PDF page, in every script, whatever characters a name brings."""

import unicodedata
from collections.abc import Iterator

from trainer_app.errors import UserError
from trainer_app.typesetting.text import text_width

NO_GLYPH = "?"
"""Stands for a character that no font of this computer holds: one odd sign must not stop a whole report."""


def printable(text: str) -> str:
    """The text with NO_GLYPH for every character that cannot be printed."""
    try:
        text_width(text, 1)
    except UserError:
        return "".join(sign if _has_glyph(sign) else NO_GLYPH for sign in text)
    return text


def _has_glyph(sign: str) -> bool:
    try:
        text_width(sign, 1)
    except UserError:
        return False
    return True


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The text in lines of at most `width` points, broken at blanks, and inside a word where it alone is wider."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, size, width, bold)
        lines.extend(full)
    return [*lines, line] if line or not lines else lines


def _pieces(word: str, size: float, width: float, bold: bool) -> Iterator[str]:
    """A word in pieces that fit; scripts without blanks, such as Thai and Chinese, are one long word."""
    piece = ""
    for letter in _letters(word):
        if piece and text_width(piece + letter, size, bold=bold) > width:
            yield piece
            piece = letter
        else:
            piece += letter
    yield piece


def _letters(word: str) -> list[str]:
    """The word's letters with their marks, so that no mark begins a line; a joiner binds what follows it."""
    found: list[str] = []
    for sign in word:
        joined = found and (found[-1][-1] == "\u200d" or unicodedata.combining(found[-1][-1]) == 9)
        if found and (joined or unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf")):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def shortened(text: str, size: float, width: float) -> str:
    """The text as it is where it fits, else as much of its beginning as leaves room for "…"."""
    if text_width(text, size) <= width:
        return text
    kept = _letters(text)
    while kept and text_width("".join(kept).rstrip() + "…", size) > width:
        kept.pop()
    return "".join(kept).rstrip() + "…"


def widest_word(text: str, size: float, *, bold: bool = False) -> float:
    """The width of the longest word, in points."""
    return max((text_width(word, size, bold=bold) for word in text.split()), default=0.0)
