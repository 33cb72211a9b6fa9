"""How certificates may look: each design is a file, shipped (resources/designs) or in the office's own folder."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trainer_app.errors import UserError
from trainer_app.programme_files import line_of
from trainer_app.texts import _

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "designs"
USUAL = "classic"

_COLOUR = Field(pattern=r"^#[0-9A-Fa-f]{6}$")
_SIZES = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height of paper that stands upright, in points."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Colours(_Part):
    """The four colours of a design, as #RRGGBB."""

    ink: str = _COLOUR
    quiet: str = _COLOUR
    ornament: str = _COLOUR
    accent: str = _COLOUR


class DesignLine(_Part):
    """One kind of line: what it shows, its size in points, the space above it."""

    shows: Literal["organiser", "title", "introduction", "name", "body", "product", "modules", "facts", "place"]
    size: float = Field(ge=6, le=96)
    bold: bool = False
    colour: Literal["ink", "quiet", "accent"] = "ink"
    gap: float = Field(default=0, ge=0, le=200)


class Design(_Part):
    """The look of a certificate. Lengths are in points; `side` is what both sides of the text leave free."""

    name: dict[str, str]
    page: Literal["A4", "Letter"]
    orientation: Literal["landscape", "portrait"]
    align: Literal["middle", "start"]
    border: Literal["frame", "band", "corners", "line", "none"]
    side: float = Field(ge=40, le=200)
    loose: float = Field(ge=1, le=4)
    colours: Colours
    accents: dict[str, str] = {}
    line: tuple[DesignLine, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page in points."""
        narrow, wide = _SIZES[self.page]
        return (wide, narrow) if self.orientation == "landscape" else (narrow, wide)

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
    return _read(SHIPPED)


def load(folder: Path) -> Mapping[str, Design]:
    """The shipped designs, with those of the office's own folder beside or instead of them.

    Raises UserError for a file that is no design, with its line.
    """
    return {**shipped(), **_read(folder)}


def labels(folder: Path, language: str) -> tuple[tuple[str, str], ...]:
    """The names of all designs' files with what a person calls them; a broken one goes by the name of its file."""
    found = {path.stem: path for place in (SHIPPED, folder) for path in sorted(place.glob("*.toml"))}
    return tuple((code, _label(path, language)) for code, path in found.items())


def _label(path: Path, language: str) -> str:
    try:
        return _read_file(path).label(language)
    except UserError:
        return path.stem


def _read(folder: Path) -> dict[str, Design]:
    return {path.stem: _read_file(path) for path in sorted(folder.glob("*.toml"))}


def _read_file(path: Path) -> Design:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return Design.model_validate(tomllib.loads(text))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(
            _("The design {file} cannot be read ({reason}). Correct it, or take it out of the folder {folder}.").format(
                file=path.name, reason=error, folder=path.parent
            )
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = tuple(str(part) for part in first["loc"] if isinstance(part, str))
        raise UserError(
            _(
                "The design {file}, line {line}: “{key}” cannot be so ({reason}). Correct this line, or take the file "
                "out of the folder {folder}."
            ).format(
                file=path.name, line=line_of(text, where), key=".".join(where), reason=first["msg"], folder=path.parent
            )
        ) from error
