"""The list of papers that a course has, and how one becomes a PDF. A new paper is a module and a line here."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from trainer_app.course_papers import badges, labels, letter, register
from trainer_app.course_papers.facts import Facts
from trainer_app.saving import replacing
from trainer_app.texts import N_, _


@dataclass(frozen=True)
class Paper:
    """A kind of paper; `draw` draws all its pages."""

    label: str
    hint: str
    draw: Callable[[Canvas, Facts], None]


PAPERS = {
    "register": Paper(N_("Register to sign"), N_("A line for each, a column for each day"), register.draw),
    "badges": Paper(N_("Name badges"), N_("Ten on a sheet, to be cut, 90 × 54 mm"), badges.draw),
    "letters": Paper(N_("Letters of attendance"), N_("A page for each, with days and hours"), letter.draw),
    "labels": Paper(N_("Address labels"), N_("21 on A4, 63.5 × 38.1 mm; 30 on US Letter"), labels.draw_labels),
    "envelopes": Paper(N_("Envelopes"), N_("DL; No. 10 for US Letter"), labels.envelopes(False)),
    "large-envelopes": Paper(
        N_("Large envelopes"), N_("C4, for certificates that are not folded; 9 × 12 inches"), labels.envelopes(True)
    ),
}


def write(kind: str, facts: Facts, target: Path | BinaryIO) -> None:
    """Write one of PAPERS as PDF. A file appears whole or not at all.

    Raises UserError for a character that cannot be printed, a disk that is full or read-only.
    """
    paper = PAPERS[kind]
    memory = io.BytesIO()
    canvas = Canvas(memory, lang=facts.language)
    canvas.setTitle(" · ".join(filter(None, (_(paper.label), facts.title))))
    canvas.setAuthor(facts.organiser)
    canvas.setCreator("")
    paper.draw(canvas, facts)
    canvas.save()
    if isinstance(target, Path):
        with replacing(target) as partial:
            partial.write_bytes(memory.getvalue())
    else:
        target.write(memory.getvalue())
