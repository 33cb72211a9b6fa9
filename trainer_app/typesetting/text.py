"""Drawing text in any script on a reportlab canvas: one line, its width, and lines that fit a width."""

import re
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from trainer_app.typesetting.embedding import need
from trainer_app.typesetting.shaping import Line, clean, set_line, written_clusters

# Thai and Lao vowels written before their consonant; what closes a syllable: Burmese consonants with asat, Thai and
# Lao vowels and signs, Chinese and general closing punctuation.
_LEADING = re.compile("[\u0e40-\u0e44\u0ec0-\u0ec4]$")
_FINAL = re.compile(
    "[\u1000-\u102a]\u1037?\u103a|[\u1038\u104a\u104b\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46"
    "\u0eaf\u0eb0\u0eb2\u0eb3\u0ebd\u0ec6\u17d4\u3001\u3002\uff0c),.;:!?’”]"
)

# A dash or a dot between two things ends a line and does not begin one.
_BREAK = re.compile(" (?![·–—] )")

Align = Literal["left", "center", "right"]


def text_width(text: str, size: float, *, bold: bool = False, language: str = "", typeface: str = "") -> float:
    """The width of the text on one line, in points. UserError names a character that no font holds."""
    return set_line(text, bold, language, typeface).width * size


def draw_text(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    bold: bool = False,
    align: Align = "left",
    max_width: float | None = None,
    language: str = "",
) -> float:
    """Draw one line with its baseline at y, in the canvas's fill colour; return its width in points.

    x is its left end, middle or right end, as `align` says. A line wider than max_width (points) is set in a
    smaller size that fits it. UserError names a character that no font holds; nothing is drawn then.
    """
    line = set_line(text, bold, language)
    if max_width is not None and line.width * size > max_width:
        size = max_width / line.width
    width = line.width * size
    x -= {"left": 0.0, "center": width / 2, "right": width}[align]
    draw_line(canvas, x, y, line, size)
    return width


def draw_line(canvas: Canvas, x: float, y: float, line: Line, size: float) -> None:
    """Draw a line that `set_line` made, from its left end x, with its baseline at y, in points."""
    need(canvas._doc, line)
    canvas.addLiteral(f"q BT {size:.6g} 0 0 {size:.6g} {x:.3f} {y:.3f} Tm\n{line.code}\nET Q")


def wrap_text(
    text: str, size: float, width: float, *, bold: bool = False, language: str = "", typeface: str = ""
) -> list[str]:  # fmt: skip
    """The text in lines that are no wider than `width` points: broken at blanks, and elsewhere only at need.

    What is written without blanks is broken between its words, as dictionaries have them (Unicode's line breaking, by
    ICU). A word that is too wide is broken between written syllables as far as the letters show them; a single letter
    that is wider than `width` stays whole.
    """

    def fits(line: str) -> bool:
        return text_width(line, size, bold=bold, language=language, typeface=typeface) <= width

    lines: list[str] = []
    for word in _BREAK.split(clean(text).replace("\u200b", " \u200b")):
        joined = f"{lines[-1]} {word}".replace(" \u200b", "") if lines else word
        if lines and fits(joined):
            lines[-1] = joined
            continue
        pieces = [word]
        if not fits(word):
            pieces = [
                piece for run in _words(word, language) for piece in ([run] if fits(run) else _syllables(run, language))
            ]
        lines.append(pieces[0])
        for piece in pieces[1:]:
            if fits(lines[-1] + piece):
                lines[-1] += piece
            else:
                lines.append(piece)
    return lines


def _words(run: str, language: str) -> list[str]:
    """The words of what is written without blanks: Thai, Lao, Khmer, Burmese; of Chinese each sign."""
    from icu4py.breakers import LineBreaker  # its dictionaries are large, and few texts need them

    return list(LineBreaker(run, language.replace("-", "_") or "en"))


def _syllables(word: str, language: str) -> list[str]:
    """The pieces that a word may be broken into: what is written together, with what never begins or ends a line."""
    pieces: list[str] = []
    for cluster in written_clusters(word, language):
        if pieces and (_FINAL.match(cluster) or _LEADING.search(pieces[-1])):
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
    return pieces
