"""How certificates may look: each design is a file, shipped (resources/designs) or in the office's own folder."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from trainer_app.certificates.own_files import Part, read_file, read_folder
from trainer_app.errors import UserError
from trainer_app.texts import N_

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "designs"
USUAL = "classic"

Typeface = Literal["sans", "italic", "serif", "serif italic"]
"""A kind of type, as typesetting.fonts has them."""

_COLOUR = Field(pattern=r"^#[0-9A-Fa-f]{6}$")
_SIZES = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height of paper that stands upright, in points."""

PAPERS = {
    "A4 landscape": N_("A4, landscape"),
    "A4 portrait": N_("A4, portrait"),
    "Letter landscape": N_("US Letter, landscape"),
    "Letter portrait": N_("US Letter, portrait"),
}
WATERMARKS = {
    "none": N_("None"),
    "rosette": N_("A rosette of fine lines"),
    "logo": N_("The first logo"),
    "organiser": N_("The organiser’s name"),
}
TYPEFACES = {
    "sans": N_("Without serifs"), "italic": N_("Without serifs, italic"), "serif": N_("With serifs"),
    "serif italic": N_("With serifs, italic"),
}  # fmt: skip

# Of a design for paper that lies, where it is put on paper that stands: narrower sides, more space between lines.
_UPRIGHT_SIDE = 0.12
_UPRIGHT_LOOSE = 3.2


def page_size(paper: str) -> tuple[float, float]:
    """Width and height of one of PAPERS in points."""
    page, orientation = paper.split(" ")
    narrow, wide = _SIZES[page]
    return (wide, narrow) if orientation == "landscape" else (narrow, wide)


class Colours(Part):
    """The four colours of a design, as #RRGGBB."""

    ink: str = _COLOUR
    quiet: str = _COLOUR
    ornament: str = _COLOUR
    accent: str = _COLOUR


class DesignLine(Part):
    """One kind of line: what it shows, its size in points, the space above it."""

    shows: Literal["organiser", "title", "introduction", "name", "body", "product", "modules", "facts", "place"]
    size: float = Field(ge=6, le=96)
    bold: bool = False
    typeface: Typeface = "sans"
    colour: Literal["ink", "quiet", "accent"] = "ink"
    gap: float = Field(default=0, ge=0, le=200)


FIELDS = {
    "name": N_("Name"), "latin_name": N_("Name in Latin letters"), "number": N_("Number"), "title": N_("Title"),
    "introduction": N_("Introduction"), "sentence": N_("Sentence"), "product": N_("Product"),
    "modules": N_("Modules"), "dates": N_("Dates"), "hours": N_("Hours"), "place": N_("Place"),
    "organiser": N_("Organiser"),
}  # fmt: skip
"""What a box can show of a certificate, as {name}; with _2 at its end in the second language, as {title_2}."""

OWN_FIELDS = ("name", "latin_name", "number")
"""Those that every certificate has others of, and no second language."""
FIELD = re.compile(r"\{(\w+)\}")


class Box(Part):
    """A box. Its place is per cent of the page's width and height, from the upper left, so that it suits every paper.

    `text` has fields, `image` is a file beside the design's or "logo 1" to "logo 6". `size` in points is the largest.
    """

    x: float = Field(ge=0, le=100)
    y: float = Field(ge=0, le=100)
    width: float = Field(gt=0, le=100)
    height: float = Field(gt=0, le=100)
    text: str = ""
    image: str = ""
    size: float = Field(default=14, ge=5, le=120)
    bold: bool = False
    typeface: Typeface = "sans"
    colour: Literal["ink", "quiet", "accent", "ornament"] = "ink"
    align: Literal["left", "middle", "right"] = "middle"

    @field_validator("text")
    @classmethod
    def _fields_are_known(cls, text: str) -> str:
        for field in FIELD.findall(text):
            if field.removesuffix("_2") not in FIELDS:
                raise ValueError(f"there is no field {{{field}}}")
        return text

    @field_validator("image")
    @classmethod
    def _lies_beside_the_design(cls, image: str) -> str:
        if Path(image).name != image:
            raise ValueError("only the name of a file beside the design")
        return image

    @property
    def own(self) -> bool:
        """Whether every certificate has another text in it."""
        return any(field in OWN_FIELDS for field in FIELD.findall(self.text))


class Design(Part):
    """The look of a certificate. Lengths are in points; `side` is what both sides of the text leave free.

    `line` are lines below each other, `box` stand at places of their own.
    """

    name: dict[str, str]
    page: Literal["A4", "Letter"]
    orientation: Literal["landscape", "portrait"]
    align: Literal["middle", "start"]
    border: Literal["frame", "band", "corners", "line", "none"]
    side: float = Field(ge=40, le=200)
    loose: float = Field(ge=1, le=4)
    watermark: Literal["none", "rosette", "logo", "organiser"] = "none"
    colours: Colours
    accents: dict[str, str] = Field(default_factory=dict)
    line: tuple[DesignLine, ...] = ()
    box: tuple[Box, ...] = ()
    signatories: bool = True

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page in points."""
        return page_size(f"{self.page} {self.orientation}")

    def on(self, paper: str) -> "Design":
        """The design on one of PAPERS; on its own for ""."""
        if not paper:
            return self
        page, orientation = paper.split(" ")
        if orientation == "landscape":
            return self.model_copy(update={"page": page, "orientation": orientation})
        side = min(self.side, _UPRIGHT_SIDE * _SIZES[page][0])
        loose = max(self.loose, _UPRIGHT_LOOSE)
        return self.model_copy(update={"page": page, "orientation": orientation, "side": side, "loose": loose})

    def with_pictures_of(self, folder: Path) -> "Design":
        """The design with the whole paths of its boxes' pictures, which lie in this folder."""
        boxes = tuple(
            box if not box.image or box.image.startswith("logo ")
            else box.model_copy(update={"image": str(folder / box.image)})
            for box in self.box
        )  # fmt: skip
        return self.model_copy(update={"box": boxes})

    def colour(self, name: str, kind: str = "") -> str:
        """One of the colours as #RRGGBB; the accent is that of the kind of certificate where it has one."""
        own = self.accents.get(kind) if name == "accent" else None
        return own or str(getattr(self.colours, name))

    def label(self, language: str) -> str:
        """The design's name in a language, else in English, else in any."""
        return self.name.get(language) or self.name.get("en") or next(iter(self.name.values()), "")


@cache
def shipped() -> Mapping[str, Design]:
    """The designs that come with the application, by the names of their files."""
    return read_folder(SHIPPED, Design)


def load(folder: Path) -> Mapping[str, Design]:
    """The shipped designs, with those of the office's own folder beside or instead of them.

    Raises UserError for a file that is no design, with its line.
    """
    own = {name: one.with_pictures_of(folder) for name, one in read_folder(folder, Design).items()}
    return {**shipped(), **own}


def labels(folder: Path, language: str) -> tuple[tuple[str, str], ...]:
    """The names of all designs' files with what a person calls them; a broken one goes by the name of its file."""
    found = {path.stem: path for place in (SHIPPED, folder) for path in sorted(place.glob("*.toml"))}
    return tuple((code, _label(path, language)) for code, path in found.items())


def _label(path: Path, language: str) -> str:
    try:
        return read_file(path, Design).label(language)
    except UserError:
        return path.stem
