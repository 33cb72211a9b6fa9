"""What would not print well in a design, in sentences: found on every paper, with long names and tall ones."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.lib.colors import HexColor

from trainer_app.certificates.boxes import rows_of
from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.designer.draft import said
from trainer_app.certificates.designer.room import near_edge, over_code
from trainer_app.certificates.designs import PAPERS, Box, Design
from trainer_app.certificates.preview import page_picture, preview
from trainer_app.errors import UserError
from trainer_app.formats import number_text
from trainer_app.texts import _

TRIALS = {
    "long": "Maria Conceição Evangelista da Assunção Gonçalves de Albuquerque e Vasconcelos",
    "tall": "ဒေါ်ခင်မြင့်မြင့်သန်းကျွန်ုပ်သင်္ဘောစိုင်းနွံ့",
}
"""Names of eighty characters and of high stacks, which every design must hold."""

_READABLE = 6.0  # points
_BLACK = HexColor("#000000")


@dataclass(frozen=True)
class Problem:
    """What is wrong, with the box it is about, counted from 0; None: the design as a whole."""

    box: int | None
    sentence: str


def problems(design: Design, certificate: Certificate) -> list[Problem]:
    """All that would not print well of a design whose pictures are whole paths."""
    found = [Problem(at, said) for at, box in enumerate(design.box) for said in _of_box(design, box, certificate)]
    if not any(line.shows == "name" for line in design.line) and not any("{name}" in box.text for box in design.box):
        found.append(Problem(None, _("No box shows the name: put the field {field} into one.").format(field="{name}")))
    return found


def check(design: Design, certificate: Certificate) -> None:
    """Raise UserError with all `problems`, each with the number of its box; or with what cannot be drawn."""
    told = [one.sentence if one.box is None else numbered(design, one) for one in problems(design, certificate)]
    if told:
        raise UserError("\n".join(told))
    for paper in PAPERS:
        sample = replace(certificate, design="own", paper=paper)
        preview([replace(sample, name=name) for name in TRIALS.values()], {"own": design, "classic": design})


def numbered(design: Design, problem: Problem) -> str:
    """A problem of a box with the box's number and what stands in it."""
    assert problem.box is not None
    box = design.box[problem.box]
    return _("Box {number} ({what}): {problem}").format(
        number=number_text(problem.box + 1), what=said(box)[:40],
        problem=problem.sentence,
    )  # fmt: skip


def look(design: Design, certificate: Certificate, width: int) -> bytes:
    """How the design prints on the certificate's paper, as PNG `width` pixels wide; pictures are whole paths."""
    drawn, _pages = preview([replace(certificate, design="own")], {"own": design, "classic": design})
    return page_picture(drawn, 0, width)


@dataclass(frozen=True)
class Trial:
    """A design tried: on one of designs.PAPERS, with a name of TRIALS or, for "", the certificate's."""

    design: Design
    certificate: Certificate
    folder: Path
    paper: str = ""
    name: str = ""


def tried(trial: Trial, width: int) -> tuple[bytes, list[tuple[int | None, str]]]:
    """How it looks (see `look`), and what would not print well: (box, sentence with its number).

    Raises UserError for what cannot be drawn.
    """
    design = trial.design.with_pictures_of(trial.folder)
    certificate = replace(
        trial.certificate, paper=trial.paper, name=TRIALS.get(trial.name, trial.certificate.name)
    )  # fmt: skip
    found = [
        (one.box, one.sentence if one.box is None else numbered(design, one))
        for one in problems(design, trial.certificate)
    ]
    return look(design, certificate, width), found


def _of_box(design: Design, box: Box, certificate: Certificate) -> Iterator[str]:
    if near_edge(box):
        yield _("it stands too near to the edge of the paper, where printers do not reach. Move it inwards.")
    if over_code(box):
        yield _("it stands over the code in the lower corner, on one paper at least. Move it up or make it narrower.")
    if not box.text.strip() and not box.image:
        yield _("it is empty. Type a text or choose a picture, or delete it.")
    smallest = min((size for paper in PAPERS for size in _sizes(design.on(paper), box, certificate)), default=_READABLE)
    if smallest < _READABLE - 0.05:
        yield _("what is long becomes too small to read in it ({size} points). Make the box wider or higher.").format(
            size=number_text(round(smallest, 1))
        )


def _sizes(design: Design, box: Box, certificate: Certificate) -> Iterator[float]:
    """The sizes of the letters in a box on the design's paper: with every trial name where the box shows the name."""
    names = TRIALS.values() if "{name}" in box.text else (certificate.name,)
    for name in names if box.text.strip() else ():
        sample = replace(certificate, name=name, latin_name=TRIALS["long"])
        yield from (row.size for row in rows_of(box, sample, design.size, _BLACK))
