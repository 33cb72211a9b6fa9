"""What stands on one certificate, in words that are ready to print."""

from dataclasses import dataclass
from pathlib import Path

MOST_SIGNATORIES = 4


@dataclass(frozen=True)
class Signatory:
    """Who signs. `signature` is a picture of the signature, only where the office loads one."""

    name: str
    title: str = ""
    organisation: str = ""
    signature: Path | None = None


@dataclass(frozen=True)
class Certificate:
    """One certificate. All texts are in the certificate's language; an empty one leaves no gap.

    `kind` is one of wording.KINDS, `name` is in the local script and `latin_name` stands below it. `introduction`
    comes above the name, the lines of `body` below. `dates` and `hours` are said in words (“12–16 March 2026”,
    “40 hours”). `language` is its ISO 639-1 code. `copy` counts the printings: the second is marked as a copy.
    `logos` are pictures that the office loads, `code` is the text of the QR code, `design` the name of
    a design. ValueError for more than four signatories.
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
    copy: int = 1
    logos: tuple[Path, ...] = ()
    code: str = ""
    design: str = "classic"

    def __post_init__(self) -> None:
        if len(self.signatories) > MOST_SIGNATORIES:
            raise ValueError(f"{len(self.signatories)} signatories, at most {MOST_SIGNATORIES}")
