"""Drawing a certificate by its design: what all of a course have in common, once, and the name and number of each."""

from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from trainer_app.certificates import codes
from trainer_app.certificates.borders import draw_border, draw_diamond
from trainer_app.certificates.contents import Certificate, Signatory
from trainer_app.certificates.designs import Design
from trainer_app.errors import UserError
from trainer_app.texts import _
from trainer_app.typesetting.shaping import Line, clean, set_line
from trainer_app.typesetting.text import draw_line, draw_text, wrap_text

_BLACK = HexColor("#000000")
_RIGHT_TO_LEFT = ("ar", "fa", "ps", "ur")

# Points. Everything stands between a margin that no printer cuts.
_EDGE = 60.0
_BAND = 46.0
_TOP = 52.0
_FOOT = 42.0
_SIGNATURE_LINE = 122.0
_NAME_HEIGHT = 104.0
_NAME_SMALLEST, _LATIN_SIZE = 26.0, 18.0
_LOGO_HEIGHT, _LOGO_WIDTH = 44.0, 130.0
_SIGNATURE_HEIGHT = 34.0
_SIGNATURE_STEP = 100.0  # from one line of signatories to the next
_NARROWEST_SIGNATORY = 130.0
_MODULE = 0.5 * mm
_CODE_CORNER = 50.0
_CODE_WIDTH = 108.0  # with the white around it, taken from the signatories' row


@dataclass(frozen=True)
class _Row:
    """A line of text, or, without a line, the space for the name; `gap` is the space above, in points."""

    line: Line | None
    size: float
    gap: float = 0.0
    colour: Color = _BLACK

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


class Page:
    """One side of paper in a design, for certificates that have all but name and number in common."""

    def __init__(self, design: Design, certificate: Certificate) -> None:
        self.design = design
        self.width, self.height = design.size
        self.right_to_left = certificate.language.partition("-")[0] in _RIGHT_TO_LEFT
        band = _BAND + 10 if design.border == "band" else 0.0
        start, end = design.side + band, design.side
        self.left = end if self.right_to_left else start
        self.text_width = self.width - start - end
        self.edges = (_EDGE, _EDGE + band) if self.right_to_left else (_EDGE + band, _EDGE)
        self.ink, self.quiet = HexColor(design.colour("ink")), HexColor(design.colour("quiet"))
        self.ornament = HexColor(design.colour("ornament"))
        self.accent = HexColor(design.colour("accent", certificate.kind))

    def draw_shared(self, canvas: Canvas, certificate: Certificate) -> float:
        """Draw all but name, number and code; return the y of the bottom of the space left for the name."""
        draw_border(canvas, self.design.border, self.width, self.height, self.accent, self.ornament,
                    band=_BAND, right_to_left=self.right_to_left)  # fmt: skip
        bottom = self._draw_signatories(canvas, certificate)
        top = self._draw_logos(canvas, certificate.logos)
        rows, scale = self._rows(certificate, 1.0), 1.0
        while sum(row.height for row in rows) > top - bottom and scale > 0.2:
            scale *= 0.94
            rows = self._rows(certificate, scale)
        spare = top - bottom - sum(row.height for row in rows)
        stretch = min(self.design.loose, 1 + 0.7 * max(spare, 0) / (sum(row.gap for row in rows) or 1))
        rows = [replace(row, gap=row.gap * stretch) for row in rows]
        y = top - max(top - bottom - sum(row.height for row in rows), 0) / 2
        name_bottom = bottom
        for row in rows:
            if row.line is None:
                name_bottom = y - row.height
                self._draw_rule(canvas, name_bottom - 5)
            else:
                self._draw_row(canvas, row, y)
            y -= row.height
        return name_bottom

    def draw_own(self, canvas: Canvas, certificate: Certificate, name_bottom: float) -> None:
        """Draw what is the certificate's own: the name, the Latin name below it, number, mark of a copy and code."""
        rows = self._name_rows(certificate)
        y = name_bottom + (_NAME_HEIGHT + sum(row.height for row in rows)) / 2
        for row in rows:
            self._draw_row(canvas, row, y)
            y -= row.height
        canvas.setFillColor(self.quiet)
        left, right = self.edges
        middle = (left + self.width - right) / 2
        draw_text(canvas, middle, _FOOT, _("No. {number}").format(number=certificate.number), 9, align="center")
        limit = self._draw_code(canvas, certificate.code) if certificate.code else self.width - 46
        if certificate.copy > 1:
            canvas.setFillColor(self.quiet)
            mark = _("Copy {count}").format(count=certificate.copy)
            draw_text(canvas, limit - 10, _FOOT + 14, mark, 9, bold=True, align="right")

    def _draw_row(self, canvas: Canvas, row: _Row, y: float) -> None:
        assert row.line is not None
        width = row.line.width * row.size
        if self.design.align == "middle":
            x = self.left + (self.text_width - width) / 2
        else:
            x = self.left + self.text_width - width if self.right_to_left else self.left
        canvas.setFillColor(row.colour)
        draw_line(canvas, x, y - row.gap - row.ascent, row.line, row.size)

    def _draw_code(self, canvas: Canvas, text: str) -> float:
        """Draw the QR code in the corner, half a millimetre a module, which any camera reads; return its left edge."""
        width, runs = codes.modules(text)
        left = self.width - self.edges[1] + _EDGE - _CODE_CORNER - width * _MODULE
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

    def _name_rows(self, certificate: Certificate) -> list[_Row]:
        """The name as large as its space takes: on one line down to a size, then on two."""
        largest = next((line.size for line in self.design.line if line.shows == "name"), 42.0)
        size, lines = _fit(certificate.name, largest, _NAME_SMALLEST, self.text_width)
        rows = [_Row(set_line(line, True), size, colour=self.ink) for line in lines]
        if certificate.latin_name and clean(certificate.latin_name) != clean(certificate.name):
            line = set_line(clean(certificate.latin_name))
            rows.append(_Row(line, min(_LATIN_SIZE, self.text_width / line.width), 4, self.quiet))
        height = sum(row.height for row in rows)
        if height <= _NAME_HEIGHT:
            return rows
        by = _NAME_HEIGHT / height
        return [replace(row, size=row.size * by, gap=row.gap * by) for row in rows]

    def _rows(self, certificate: Certificate, scale: float) -> list[_Row]:
        """The lines from top to bottom at a scale, with the space for the name among them."""
        rows: list[_Row] = []
        for line in self.design.line:
            if line.shows == "name":
                rows.append(_Row(None, _NAME_HEIGHT, line.gap * scale))
                continue
            colour = {"ink": self.ink, "quiet": self.quiet, "accent": self.accent}[line.colour]
            for position, text in enumerate(_texts(certificate, line.shows)):
                gap = line.gap if position == 0 else 3.0
                for part_number, part in enumerate(_balanced(text, line.size * scale, self.text_width, line.bold)):
                    height = (2 if part_number else gap) * scale
                    rows.append(_Row(set_line(part, line.bold), line.size * scale, height, colour))
        return rows

    def _draw_rule(self, canvas: Canvas, y: float) -> None:
        """The line under the name."""
        canvas.setStrokeColor(self.ornament)
        canvas.setFillColor(self.ornament)
        canvas.setLineWidth(0.7)
        if self.design.align == "start":
            x = self.left + self.text_width - 210 if self.right_to_left else self.left
            canvas.line(x, y, x + 210, y)
            return
        middle = self.left + self.text_width / 2
        half = min(210.0, self.text_width / 2)
        canvas.line(middle - half, y, middle - 8, y)
        canvas.line(middle + 8, y, middle + half, y)
        draw_diamond(canvas, middle, y, 3)

    def _draw_logos(self, canvas: Canvas, logos: tuple[Path, ...]) -> float:
        """Draw the pictures in one row at the top; return the y below them."""
        top = self.height - _TOP
        if not logos:
            return top
        column = min(self.text_width / len(logos), _LOGO_WIDTH + 30)
        start = self.left + (self.text_width - column * len(logos)) / 2
        for i, logo in enumerate(logos):
            _draw_picture(canvas, logo, start + column * i + 5, top - _LOGO_HEIGHT + 6, column - 10, _LOGO_HEIGHT)
        return top - _LOGO_HEIGHT

    def _signatory_lines(self, certificate: Certificate) -> list[tuple[Signatory, ...]]:
        """Who signs beside each other, the lowest line first: on narrow paper not all of them."""
        people = certificate.signatories
        space = self.width - sum(self.edges) - (_CODE_WIDTH if certificate.code else 0)
        number = max(1, min(len(people), int(space // _NARROWEST_SIGNATORY)))
        lines = [people[start : start + number] for start in range(0, len(people), number)]
        return [line[::-1] if self.right_to_left else line for line in reversed(lines)]

    def _draw_signatories(self, canvas: Canvas, certificate: Certificate) -> float:
        """Draw those who sign; return the y above them and their signatures."""
        left, right = self.edges
        space = self.width - left - right - (_CODE_WIDTH if certificate.code else 0)
        bottom = _SIGNATURE_LINE
        lines = self._signatory_lines(certificate)
        for line in lines:
            column = space / len(line)
            for position, person in enumerate(line):
                self._draw_signatory(canvas, person, left + column * (position + 0.5), bottom, min(column - 24, 210.0))
            bottom += _SIGNATURE_STEP
        return bottom - _SIGNATURE_STEP + _SIGNATURE_HEIGHT + 6 if lines else _FOOT + 26

    def _draw_signatory(self, canvas: Canvas, person: Signatory, middle: float, line: float, width: float) -> None:
        """Draw one who signs: the signature on its line, name and title below."""
        if person.signature:
            _draw_picture(canvas, person.signature, middle - width / 2, line + 2, width, _SIGNATURE_HEIGHT - 2)
        canvas.setStrokeColor(self.quiet)
        canvas.setLineWidth(0.6)
        canvas.line(middle - width / 2, line, middle + width / 2, line)
        y = line - 3
        for row in self._signatory_rows(person, width, _SIGNATURE_LINE - 3 - _FOOT - 12):
            assert row.line is not None
            canvas.setFillColor(row.colour)
            draw_line(canvas, middle - row.line.width * row.size / 2, y - row.gap - row.ascent, row.line, row.size)
            y -= row.height

    def _signatory_rows(self, person: Signatory, width: float, height: float) -> list[_Row]:
        scale = 1.0
        while True:
            rows = [
                _Row(set_line(part, bold), size * scale, 2.5 * scale, colour)
                for text, size, bold, colour in (
                    (person.name, 11, True, self.ink),
                    (person.title, 9.5, False, self.quiet),
                    (person.organisation, 9.5, False, self.quiet),
                )
                if text
                for part in _balanced(text, size * scale, width, bold)
            ]
            if sum(row.height for row in rows) <= height:
                return rows
            scale *= 0.93


def _texts(certificate: Certificate, shows: str) -> list[str]:
    """What a line of the design shows of the certificate; an empty text leaves no gap."""
    found: dict[str, tuple[str, ...]] = {
        "organiser": (certificate.organiser,), "title": (certificate.title,), "place": (certificate.place,),
        "introduction": (certificate.introduction,), "body": certificate.body, "product": (certificate.product,),
        "modules": (" · ".join(certificate.modules),),
        "facts": (" · ".join(filter(None, (certificate.dates, certificate.hours))),),
    }  # fmt: skip
    return [text for text in found[shows] if text]


def _fit(text: str, size: float, smallest: float, width: float) -> tuple[float, list[str]]:
    """A bold text's size and lines: one line if it fits at `smallest` or larger, else two as large as they go."""
    whole = clean(text)
    line = set_line(whole, True)
    if line.width * smallest <= width:
        return min(size, width / (line.width or 1)), [whole]
    while size > 8 and len(wrap_text(whole, size, width, bold=True)) > 2:
        size -= 1
    return size, _balanced(whole, size, width, True)


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
