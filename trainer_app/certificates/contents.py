"""What stands on one certificate, in words that are ready to print."""

from dataclasses import dataclass
from pathlib import Path

MOST_SIGNATORIES = 4
MOST_LOGOS = 6

Picture = Path | bytes
"""A picture that the office loads: a file, or what stands in one."""


@dataclass(frozen=True)
class Signatory:
    """Who signs. `signature` is a picture of the signature, only where the office loads one."""

    name: str
    title: str = ""
    organisation: str = ""
    signature: Picture | None = None


@dataclass(frozen=True)
class Translation:
    """What a certificate says again in a second language (ISO 639-1); the fields are those of Certificate."""

    language: str
    title: str
    introduction: str = ""
    body: tuple[str, ...] = ()
    product: str = ""
    modules: tuple[str, ...] = ()
    dates: str = ""
    hours: str = ""
    place: str = ""
    organiser: str = ""


@dataclass(frozen=True)
class Certificate:
    """One certificate. All texts are in the certificate's language; an empty one leaves no gap.

    `kind` is one of wording.KINDS, `name` is in the local script and `latin_name` stands below it. `introduction`
    comes above the name, the lines of `body` below. `dates` and `hours` are said in words (“12–16 March 2026”,
    “40 hours”). `language` is its ISO 639-1 code. `second` says it again, `beside` the first or below it. `copy` counts
    the printings: the second is marked as a copy. `logos` are pictures that the office loads, `code` is the text of the
    QR code, `design` the name of a design, `paper` one of designs.PAPERS or "" for the design's own, `watermark` one of
    designs.WATERMARKS or "" for the design's own. `contents` are modules with their hours, for a back side; None: it
    has none. ValueError for more than four signatories or six logos.
    """

    number: str
    kind: str
    name: str
    title: str
    latin_name: str = ""
    introduction: str = ""
    body: tuple[str, ...] = ()
    product: str = ""
    modules: tuple[str, ...] = ()
    dates: str = ""
    hours: str = ""
    place: str = ""
    organiser: str = ""
    signatories: tuple[Signatory, ...] = ()
    language: str = "en"
    second: Translation | None = None
    beside: bool = False
    copy: int = 1
    logos: tuple[Picture, ...] = ()
    code: str = ""
    design: str = "classic"
    paper: str = ""
    watermark: str = ""
    contents: tuple[tuple[str, str], ...] | None = None

    def __post_init__(self) -> None:
        if len(self.signatories) > MOST_SIGNATORIES:
            raise ValueError(f"{len(self.signatories)} signatories, at most {MOST_SIGNATORIES}")
        if len(self.logos) > MOST_LOGOS:
            raise ValueError(f"{len(self.logos)} logos, at most {MOST_LOGOS}")

    @property
    def languages(self) -> tuple["Certificate | Translation", ...]:
        """What is said in each language, the first language first."""
        return (self, self.second) if self.second else (self,)
