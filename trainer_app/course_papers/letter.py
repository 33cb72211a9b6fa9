"""The attendance letter: what an employer or a school is told of somebody's days in the course."""

from dataclasses import replace

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from trainer_app.certificates.contents import Signatory
from trainer_app.certificates.images import draw_picture
from trainer_app.certificates.signatures import LINE, draw_signatories
from trainer_app.course_papers.facts import Facts, Learner
from trainer_app.formats import number_text
from trainer_app.texts import _
from trainer_app.typesetting.rows import Row, draw_rows, fitted, within, wrapped

_INK, _QUIET, _ACCENT = HexColor("#1F2933"), HexColor("#52606D"), HexColor("#1B3A5C")
_SIDE = 72.0
_SIGNED_FROM = 190.0
_TO_SIGN = 110.0  # from the text to where somebody signs


def draw(canvas: Canvas, facts: Facts) -> None:
    """Draw a letter for each learner, a page each."""
    for learner in facts.learners:
        canvas.setPageSize(facts.size)
        _draw_one(canvas, facts, learner)
        canvas.showPage()


def _draw_one(canvas: Canvas, facts: Facts, learner: Learner) -> None:
    inner = facts.size[0] - 2 * _SIDE
    side = "right" if facts.right_to_left else "left"
    opening = _("To whom it may concern: this is to confirm that")
    y = _draw_head(canvas, facts)
    rows = [
        *wrapped(facts.today, 11, inner, _QUIET, language=facts.language),
        *wrapped(_("Letter of attendance"), 20, inner, _ACCENT, bold=True, gap=22), *_paragraph(facts, opening, 22),
    ]  # fmt: skip
    name = fitted(learner.name, 22, 13, inner, _INK, language=facts.language)
    rows += [replace(name[0], gap=16), *name[1:]]
    if learner.latin_name:
        rows += wrapped(learner.latin_name, 13, inner, _QUIET, gap=4)
    for at, sentence in enumerate(_sentences(facts, learner)):
        rows += _paragraph(facts, sentence, 16 if not at else 8)
    rows = within(rows, y - _SIGNED_FROM)
    end = draw_rows(canvas, rows, _SIDE, y, inner, side)  # type: ignore[arg-type]
    people = tuple(
        Signatory(name, title, organisation, facts.pictures.get(f"signature {number}"))
        for number, name, title, organisation in facts.signatories
    ) or (Signatory(", ".join(facts.trainers[:1]), _("Trainer")),)
    draw_signatories(
        canvas, people[:3], _SIDE - 12, inner + 24, ink=_INK, quiet=_QUIET, language=facts.language,
        right_to_left=facts.right_to_left, lowest=max(LINE, end - _TO_SIGN),
    )  # fmt: skip


def _draw_head(canvas: Canvas, facts: Facts) -> float:
    """Draw logos and the organiser; return the y below them."""
    width, height = facts.size
    logos = [picture for slot, picture in facts.pictures.items() if slot.startswith("logo")]
    y = height - 48
    for at, logo in enumerate(logos):
        column = min((width - 2 * _SIDE) / len(logos), 140)
        draw_picture(canvas, logo, _SIDE + at * column, y - 42, column - 10, 42)
    y -= 54 if logos else 0
    if facts.organiser:
        rows = wrapped(facts.organiser, 12, width - 2 * _SIDE, _QUIET, bold=True, language=facts.language)
        side = "right" if facts.right_to_left else "left"
        y = draw_rows(canvas, within(rows, 60), _SIDE, y, width - 2 * _SIDE, side)  # type: ignore[arg-type]
    canvas.setStrokeColor(_ACCENT)
    canvas.setLineWidth(1)
    canvas.line(_SIDE, y - 8, width - _SIDE, y - 8)
    return y - 40


def _sentences(facts: Facts, learner: Learner) -> list[str]:
    """What is known, and nothing else: days and hours only where attendance was marked."""
    said = [_("took part in the course “{title}”.").format(title=facts.title)]
    if facts.dates:
        said.append(_("Dates: {dates}").format(dates=facts.dates))
    if facts.place:
        said.append(_("Place: {place}").format(place=facts.place))
    attended = learner.attended
    if attended.known:
        said.append(
            _("Attended: {present} of {of} sessions").format(
                present=number_text(attended.present), of=number_text(attended.known)
            )
        )
    if attended.hours_known:
        said.append(
            _("Hours attended: {present} of {of}").format(
                present=number_text(attended.hours_present), of=number_text(attended.hours_known)
            )
        )
    if facts.trainers:
        said.append(_("Trainers: {names}").format(names=", ".join(facts.trainers)))
    return said


def _paragraph(facts: Facts, text: str, gap: float) -> list[Row]:
    width = facts.size[0] - 2 * _SIDE
    return wrapped(text, 12, width, _INK, language=facts.language, gap=gap, between=4, even=False)
