"""How certificates may look: each design is a file, shipped (resources/designs) or in the office's own folder."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from trainer_app.certificates.own_files import Part, read_file, read_folder
from trainer_app.errors import UserError
from trainer_app.texts import N_

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "designs"
USUAL = "classic"

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

# Of a design for paper that lies, where it is put on paper that stands: narrower sides, more space between lines.
_UPRIGHT_SIDE = 0.12
_UPRIGHT_LOOSE = 2.6


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
    colour: Literal["ink", "quiet", "accent"] = "ink"
    gap: float = Field(default=0, ge=0, le=200)


class Design(Part):
    """The look of a certificate. Lengths are in points; `side` is what both sides of the text leave free."""

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
    line: tuple[DesignLine, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page in points."""
        narrow, wide = _SIZES[self.page]
        return (wide, narrow) if self.orientation == "landscape" else (narrow, wide)

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
    return {**shipped(), **read_folder(folder, Design)}


def labels(folder: Path, language: str) -> tuple[tuple[str, str], ...]:
    """The names of all designs' files with what a person calls them; a broken one goes by the name of its file."""
    found = {path.stem: path for place in (SHIPPED, folder) for path in sorted(place.glob("*.toml"))}
    return tuple((code, _label(path, language)) for code, path in found.items())


def _label(path: Path, language: str) -> str:
    try:
        return read_file(path, Design).label(language)
    except UserError:
        return path.stem
