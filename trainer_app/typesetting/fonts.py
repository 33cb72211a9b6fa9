"""The font faces that names and reports are printed in, and which of them holds a character."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz as hb

from trainer_app.errors import UserError
from trainer_app.texts import _

REGULAR = 400
BOLD = 700

_OWN = Path(__file__).resolve().parents[2] / "resources" / "fonts"

# (package, file), asked in this order: a character is set in the first family that holds it. The last one, in which
# Urdu is written, is asked for Urdu alone, and comes with the application.
_FAMILIES = (
    *(
        ("manimgx_fonts", f"NotoSans{script}[wght].ttf")
        for script in (
            "",
            "Arabic",
            "Devanagari",
            "Bengali",
            "Myanmar",
            "Khmer",
            "Thai",
            "Lao",
            "Sinhala",
            "Tamil",
            "Ethiopic",
            "Gurmukhi",
            "Gujarati",
            "Oriya",
            "Telugu",
            "Kannada",
            "Malayalam",
            "Armenian",
            "Georgian",
            "Hebrew",
            "Symbols",
        )
    ),
    ("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"),
    ("", "NotoNastaliqUrdu[wght].ttf"),
)
_TYPEFACES = {
    "italic": ("manimgx_fonts", "NotoSans-Italic[wght].ttf"),
    "serif": ("fontpkg_noto_serif", "files/NotoSerif[wdth,wght].ttf"),
    "serif italic": ("fontpkg_noto_serif", "files/NotoSerif-Italic[wdth,wght].ttf"),
}
"""Kinds of type that a text can be set in, as far as they have its letters: Latin, Greek and Cyrillic. All other
scripts have one kind."""

_NASTALIQ = len(_FAMILIES) - 1
_CHINESE = _NASTALIQ - 1
_URDU_LETTERS = re.compile("[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06c3\u06d2\u06d3]")

# The program that shows a page needs outlines and widths only.
_NOT_FOR_PRINTING = ("GSUB", "GPOS", "GDEF", "BASE", "name", "STAT", "OS/2", "post", "meta", "cmap")


class Face:
    """One variable font at one weight.

    `name` is unique among faces and is the font's resource name in a PDF. All measures are in thousandths of
    the size of the type.
    """

    def __init__(self, path: Path, weight: int) -> None:
        self.weight = weight
        self.name = f"{path.stem.partition('[')[0]}-{weight}"
        self.source = hb.Face(hb.Blob.from_file_path(str(path)))
        self.font = hb.Font(self.source)
        self.font.scale = (1000, 1000)
        self.font.set_variations({"wght": weight})
        self._unicodes = self.source.unicodes
        self._advances: dict[int, int] = {}
        self._inks: dict[int, tuple[int, int]] = {}

    def holds(self, character: str) -> bool:
        """Whether the face has a glyph for the character."""
        return ord(character) in self._unicodes

    @cached_property
    def characters(self) -> dict[int, str]:
        """The character that each glyph stands for where it stands for one; glyph ids of the font file."""
        found: dict[int, str] = {}
        for code in self._unicodes:
            character = chr(code)
            if "\ufb50" <= character <= "\ufeff":  # a joined form of an Arabic letter stands for the letter
                character = unicodedata.normalize("NFKC", character)
            found.setdefault(self.font.get_nominal_glyph(code), character)
        return found

    @cached_property
    def blank(self) -> int:
        """The glyph of the blank."""
        return int(self.font.get_nominal_glyph(0x20))

    def advance(self, glyph: int) -> int:
        """How far the glyph moves the pen before any kerning."""
        if glyph not in self._advances:
            self._advances[glyph] = self.font.get_glyph_h_advance(glyph)
        return self._advances[glyph]

    def ink(self, glyph: int) -> tuple[int, int]:
        """(top, bottom) of the glyph's outline, upwards from the baseline; (0, 0) for a blank."""
        if glyph not in self._inks:
            box = self.font.get_glyph_extents(glyph)
            self._inks[glyph] = (box.y_bearing, box.y_bearing + box.height) if box else (0, 0)
        return self._inks[glyph]

    @cached_property
    def vertical(self) -> tuple[int, int]:
        """(ascender, descender) that the designer wants for a line; the descender is negative."""
        extents = self.font.get_font_extents("ltr")
        return extents.ascender, extents.descender

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """A TrueType file of these glyphs at this weight, with the glyph ids of the font file."""
        wanted = hb.SubsetInput()
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        wanted.glyph_set.update(glyphs)
        wanted.drop_table_tag_set.update(int.from_bytes(table.encode()) for table in _NOT_FOR_PRINTING)
        wanted.pin_axis_location(self.source, "wght", self.weight)
        for axis in self.source.axis_infos:
            if axis.tag != "wght":
                wanted.pin_axis_to_default(self.source, axis.tag)
        return bytes(hb.subset(self.source, wanted).blob.data)


@cache
def _face(family: int | str, weight: int) -> Face:
    """A face of _FAMILIES or _TYPEFACES."""
    package, file = _TYPEFACES[family] if isinstance(family, str) else _FAMILIES[family]
    if not package:
        return Face(_OWN / file, weight)
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the font package {package} is not installed")
    return Face(Path(spec.submodule_search_locations[0], file), weight)


@cache
def _family_of(character: str, urdu: bool) -> int | None:
    if urdu and unicodedata.bidirectional(character) in ("AL", "NSM") and _face(_NASTALIQ, REGULAR).holds(character):
        return _NASTALIQ
    return next((i for i in range(_NASTALIQ) if _face(i, REGULAR).holds(character)), None)


def every_face(weight: int) -> list[Face]:
    """All faces at a weight, in the order in which they are asked."""
    return [_face(family, weight) for family in range(len(_FAMILIES))]


def is_urdu(text: str) -> bool:
    """Whether the text has letters that Urdu has and Arabic and Persian have not."""
    return bool(_URDU_LETTERS.search(text))


def is_invisible(character: str) -> bool:
    """Whether the character only steers the text around it: joiners, direction marks, variation selectors."""
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"


def face_of_each(text: str, weight: int, language: str = "", typeface: str = "") -> list[Face]:
    """The face of every character of the text. Marks, blanks and the punctuation of a script stay with what is before.

    `language` (ISO 639-1) "ur" writes Arabic letters in Nastaliq, as Urdu is read; `typeface` is one of _TYPEFACES.

    Raises UserError naming the text and the first character that no font holds: never printed as a box.
    """
    faces: list[Face | None] = []
    for at, character in enumerate(text):
        before = faces[-1] if faces else None
        if is_invisible(character) or (before and _stays(text, at, before) and before.holds(character)):
            faces.append(before)
            continue
        if typeface in _TYPEFACES and _face(typeface, weight).holds(character):
            faces.append(_face(typeface, weight))
            continue
        family = _family_of(character, language == "ur")
        if family is None:
            raise _missing(text, character)
        faces.append(_face(family, weight))
    following = next((face for face in faces if face), None) or _face(0, weight)
    return [face or following for face in faces]


def _stays(text: str, at: int, before: Face) -> bool:
    """Whether a character is set as what comes before it: brackets, quotes and dashes are Latin, but in Chinese."""
    character = text[at]
    if unicodedata.category(character)[0] in "LNS":
        return False
    general = "!" <= character <= "\u00bf" or "\u2010" <= character <= "\u205e"
    return not general or (text[at - 1] != " " and before is _face(_CHINESE, before.weight))


def _missing(text: str, character: str) -> UserError:
    code = f"U+{ord(character):04X}"
    return UserError(
        _(
            "“{text}” cannot be printed: no font of this application has its character {character} ({code}). "
            "Nothing was printed. Correct the spelling, or write the name without this character."
        ).format(text=text, character=unicodedata.name(character, code), code=code)
    )
