"""How a certificate looks: what all of a course have in common, drawn once, and the name and number of each."""

from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from trainer_app.certificates import codes
from trainer_app.certificates.contents import Certificate, Signatory
from trainer_app.errors import UserError
from trainer_app.texts import _
from trainer_app.typesetting.shaping import Line, clean, set_line
from trainer_app.typesetting.text import draw_line, draw_text, wrap_text

WIDTH, HEIGHT = landscape(A4)

_BLACK = HexColor("#000000")
_INK = HexColor("#1F2933")
_QUIET = HexColor("#52606D")
_GOLD = HexColor("#B08D3C")
_NAVY = HexColor("#1B3A5C")
_ACCENTS = {
    **dict.fromkeys(("tot", "trainer", "master_trainer", "facilitator"), HexColor("#1E4D3B")),
    "enterprise": HexColor("#6B2737"),
}
_RIGHT_TO_LEFT = ("ar", "fa", "ps", "ur")

# Points. Everything stands between the middle of the page and a margin that no printer cuts.
_MIDDLE = WIDTH / 2
_TEXT_WIDTH = 640.0
_TOP = HEIGHT - 52
_FOOT = 42.0
_SIGNATURE_LINE = 122.0
_NAME_HEIGHT = 104.0
_NAME_SIZE, _NAME_SMALLEST, _LATIN_SIZE = 42.0, 26.0, 18.0
_LOGO_HEIGHT, _LOGO_WIDTH = 44.0, 130.0
_SIGNATURE_HEIGHT = 34.0
_MODULE = 0.5 * mm
_CODE_CORNER = 50.0
_CODE_WIDTH = 108.0  # with the white around it, taken from the signatories' row


@dataclass(frozen=True)
class _Row:
    """A line of text in the middle of the page, or, without a line, a space; `gap` is the space above, in points."""

    line: Line | None
    size: float
    gap: float = 0.0
    colour: Color = _INK

    @property
    def ascent(self) -> float:
        return self.size * max(self.line.ascent, 0.78) if self.line else self.size

    @property
    def height(self) -> float:
        """With its gap, marks above and below included."""
        return self.gap + self.ascent + (self.size * max(-self.line.descent, 0.24) if self.line else 0.0)


def shared(certificate: Certificate) -> Certificate:
    """The certificate without what is its own: equal ones look the same but for name, number, copy and code."""
    return replace(certificate, number="", name="", latin_name="", copy=1, code="code" if certificate.code else "")


def draw_shared(canvas: Canvas, certificate: Certificate) -> float:
    """Draw all but name and number; return the y of the bottom of the space left for the name."""
    accent = _ACCENTS.get(certificate.kind, _NAVY)
    _draw_border(canvas, accent)
    _draw_signatories(canvas, certificate)
    top = _draw_logos(canvas, certificate.logos)
    bottom = _SIGNATURE_LINE + _SIGNATURE_HEIGHT + 6 if certificate.signatories else _FOOT + 26
    rows, scale = _rows(certificate, accent, 1.0), 1.0
    while sum(row.height for row in rows) > top - bottom and scale > 0.2:
        scale *= 0.94
        rows = _rows(certificate, accent, scale)
    spare = top - bottom - sum(row.height for row in rows)
    stretch = min(1.6, 1 + 0.7 * max(spare, 0) / (sum(row.gap for row in rows) or 1))
    rows = [replace(row, gap=row.gap * stretch) for row in rows]
    y = top - max(top - bottom - sum(row.height for row in rows), 0) / 2
    name_bottom = bottom
    for row in rows:
        if row.line is None:
            name_bottom = y - row.height
            _draw_rule(canvas, name_bottom - 5)
        else:
            canvas.setFillColor(row.colour)
            baseline = y - row.gap - row.ascent
            draw_line(canvas, _MIDDLE - row.line.width * row.size / 2, baseline, row.line, row.size)
        y -= row.height
    return name_bottom


def draw_own(canvas: Canvas, certificate: Certificate, name_bottom: float) -> None:
    """Draw what is the certificate's own: the name, the Latin name below it, number, mark of a copy and code."""
    rows = _name_rows(certificate)
    y = name_bottom + (_NAME_HEIGHT + sum(row.height for row in rows)) / 2
    for row in rows:
        assert row.line is not None
        canvas.setFillColor(row.colour)
        baseline = y - row.gap - row.ascent
        draw_line(canvas, _MIDDLE - row.line.width * row.size / 2, baseline, row.line, row.size)
        y -= row.height
    canvas.setFillColor(_QUIET)
    draw_text(canvas, _MIDDLE, _FOOT, _("No. {number}").format(number=certificate.number), 9, align="center")
    left_of_code = _draw_code(canvas, certificate.code) if certificate.code else WIDTH - 46
    if certificate.copy > 1:
        mark = _("Copy {count}").format(count=certificate.copy)
        draw_text(canvas, left_of_code - 10, _FOOT, mark, 9, bold=True, align="right")


def _draw_code(canvas: Canvas, text: str) -> float:
    """Draw the QR code in the corner, half a millimetre a module, which any camera reads; return its left edge."""
    width, runs = codes.modules(text)
    left = WIDTH - _CODE_CORNER - width * _MODULE
    canvas.saveState()
    canvas.translate(left, _CODE_CORNER)
    canvas.scale(_MODULE, _MODULE)
    canvas.setFillColor(_BLACK)
    path = canvas.beginPath()
    for row, column, length in runs:
        path.rect(column, width - 1 - row, length, 1)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()
    return left


def _name_rows(certificate: Certificate) -> list[_Row]:
    """The name as large as its space takes: on one line down to a size, then on two."""
    size, lines = _fit(certificate.name, _NAME_SIZE, _NAME_SMALLEST, _TEXT_WIDTH)
    rows = [_Row(set_line(line, True), size) for line in lines]
    if certificate.latin_name and clean(certificate.latin_name) != clean(certificate.name):
        line = set_line(clean(certificate.latin_name))
        rows.append(_Row(line, min(_LATIN_SIZE, _TEXT_WIDTH / line.width), 4, _QUIET))
    height = sum(row.height for row in rows)
    if height <= _NAME_HEIGHT:
        return rows
    by = _NAME_HEIGHT / height
    return [replace(row, size=row.size * by, gap=row.gap * by) for row in rows]


def _fit(text: str, size: float, smallest: float, width: float) -> tuple[float, list[str]]:
    """A bold text's size and lines: one line if it fits at `smallest` or larger, else two as large as they go."""
    whole = clean(text)
    line = set_line(whole, True)
    if line.width * smallest <= width:
        return min(size, width / (line.width or 1)), [whole]
    while size > 8 and len(wrap_text(whole, size, width, bold=True)) > 2:
        size -= 1
    return size, _balanced(whole, size, width, True)


def _rows(certificate: Certificate, accent: Color, scale: float) -> list[_Row]:
    """The lines from top to bottom at a scale, with the space for the name among them."""
    facts = [" · ".join(filter(None, (certificate.dates, certificate.hours))), certificate.place]
    modules = " · ".join(certificate.modules)
    plan: list[tuple[str, float, bool, float, Color]] = [
        (certificate.organiser, 14, True, 0, _QUIET),
        (certificate.title, 36, True, 10, accent),
        (certificate.introduction, 14, False, 8, _QUIET),
        ("", _NAME_HEIGHT, False, 6, _INK),
        *((line, 14, False, 10 if i == 0 else 3, _INK) for i, line in enumerate(certificate.body)),
        (certificate.product, 22, True, 6, accent),
        (modules, 12, False, 4, _QUIET),
        *((fact, 13.5, False, 7 if i == 0 else 3, _INK) for i, fact in enumerate(facts)),
    ]
    rows: list[_Row] = []
    for text, size, bold, gap, colour in plan:
        if size == _NAME_HEIGHT:
            rows.append(_Row(None, size, gap * scale))
        elif text:
            for i, part in enumerate(_balanced(text, size * scale, _TEXT_WIDTH, bold)):
                rows.append(_Row(set_line(part, bold), size * scale, (2 if i else gap) * scale, colour))
    return rows


def _balanced(text: str, size: float, width: float, bold: bool) -> list[str]:
    """The text in as few lines as it takes, about as long as each other."""
    lines = wrap_text(text, size, width, bold=bold)
    while len(lines) > 1:
        width *= 0.95
        narrower = wrap_text(text, size, width, bold=bold)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _draw_border(canvas: Canvas, accent: Color) -> None:
    canvas.setStrokeColor(accent)
    canvas.setLineWidth(2.4)
    canvas.rect(22, 22, WIDTH - 44, HEIGHT - 44)
    canvas.setStrokeColor(_GOLD)
    canvas.setLineWidth(0.7)
    inset, notch = 29.0, 16.0
    left, right, low, high = inset, WIDTH - inset, inset, HEIGHT - inset
    path = canvas.beginPath()
    path.moveTo(left + notch, low)
    for x, y in (
        (right - notch, low), (right - notch, low + notch), (right, low + notch), (right, high - notch),
        (right - notch, high - notch), (right - notch, high), (left + notch, high), (left + notch, high - notch),
        (left, high - notch), (left, low + notch), (left + notch, low + notch),
    ):  # fmt: skip
        path.lineTo(x, y)
    path.close()
    canvas.drawPath(path)
    canvas.setFillColor(_GOLD)
    for x in (left + notch / 2, right - notch / 2):
        for y in (low + notch / 2, high - notch / 2):
            _draw_diamond(canvas, x, y, 4)


def _draw_diamond(canvas: Canvas, x: float, y: float, reach: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x - reach, y)
    path.lineTo(x, y + reach)
    path.lineTo(x + reach, y)
    path.lineTo(x, y - reach)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_rule(canvas: Canvas, y: float) -> None:
    canvas.setStrokeColor(_GOLD)
    canvas.setFillColor(_GOLD)
    canvas.setLineWidth(0.7)
    canvas.line(_MIDDLE - 210, y, _MIDDLE - 8, y)
    canvas.line(_MIDDLE + 8, y, _MIDDLE + 210, y)
    _draw_diamond(canvas, _MIDDLE, y, 3)


def _draw_logos(canvas: Canvas, logos: tuple[Path, ...]) -> float:
    """Draw the pictures in one row at the top; return the y below them."""
    if not logos:
        return _TOP
    column = min(_TEXT_WIDTH / len(logos), _LOGO_WIDTH + 30)
    start = _MIDDLE - column * len(logos) / 2
    for i, logo in enumerate(logos):
        left = start + column * i + 5
        _draw_picture(canvas, logo, left, _TOP - _LOGO_HEIGHT + 6, column - 10, _LOGO_HEIGHT)
    return _TOP - _LOGO_HEIGHT


def _draw_signatories(canvas: Canvas, certificate: Certificate) -> None:
    people = certificate.signatories
    if not people:
        return
    if certificate.language.partition("-")[0] in _RIGHT_TO_LEFT:
        people = people[::-1]
    column = (WIDTH - 120 - (_CODE_WIDTH if certificate.code else 0)) / len(people)
    width = min(column - 24, 210.0)
    for i, person in enumerate(people):
        middle = 60 + column * (i + 0.5)
        if person.signature:
            _draw_picture(
                canvas, person.signature, middle - width / 2, _SIGNATURE_LINE + 2, width, _SIGNATURE_HEIGHT - 2
            )
        canvas.setStrokeColor(_QUIET)
        canvas.setLineWidth(0.6)
        canvas.line(middle - width / 2, _SIGNATURE_LINE, middle + width / 2, _SIGNATURE_LINE)
        y = _SIGNATURE_LINE - 3
        for row in _signatory_rows(person, width, _SIGNATURE_LINE - 3 - _FOOT - 12):
            assert row.line is not None
            canvas.setFillColor(row.colour)
            draw_line(canvas, middle - row.line.width * row.size / 2, y - row.gap - row.ascent, row.line, row.size)
            y -= row.height


def _signatory_rows(person: Signatory, width: float, height: float) -> list[_Row]:
    scale = 1.0
    while True:
        rows = [
            _Row(set_line(part, bold), size * scale, 2.5 * scale, colour)
            for text, size, bold, colour in (
                (person.name, 11, True, _INK),
                (person.title, 9.5, False, _QUIET),
                (person.organisation, 9.5, False, _QUIET),
            )
            if text
            for part in _balanced(text, size * scale, width, bold)
        ]
        if sum(row.height for row in rows) <= height:
            return rows
        scale *= 0.93


def _draw_picture(canvas: Canvas, path: Path, x: float, y: float, width: float, height: float) -> None:
    """Draw a picture as large as the box takes, in its middle. UserError where the file is no picture."""
    try:
        picture = ImageReader(str(path))
    except Exception as error:
        raise UserError(
            _(
                "The picture {path} cannot be read. Nothing was printed. Choose a PNG or JPEG file for the logo or the "
                "signature, or leave it out."
            ).format(path=path)
        ) from error
    canvas.drawImage(picture, x, y, width, height, mask="auto", preserveAspectRatio=True, anchor="c")
