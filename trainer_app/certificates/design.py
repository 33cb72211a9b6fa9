"""Drawing a certificate by its design: what all of a course have in common, once, and the name and number of each."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from trainer_app.certificates import codes
from trainer_app.certificates.borders import draw_border, draw_diamond
from trainer_app.certificates.boxes import draw_box, shows
from trainer_app.certificates.contents import Certificate, Picture, Translation
from trainer_app.certificates.designs import Design, DesignLine
from trainer_app.certificates.images import draw_picture, draw_watermark
from trainer_app.certificates.signatures import draw_signatories
from trainer_app.certificates.tagging import Tags
from trainer_app.certificates.wording import RIGHT_TO_LEFT, words
from trainer_app.typesetting.rows import Row, Side, draw_rows, fitted, read_as, total, within, wrapped
from trainer_app.typesetting.shaping import clean
from trainer_app.typesetting.text import draw_text

_BLACK = HexColor("#000000")

# Points. Everything stands between a margin that no printer cuts.
_EDGE = 60.0
_BAND = 46.0
_TOP = 52.0
_FOOT, _COPY = 42.0, 37.0  # where number and mark of a copy stand, which leaves the white that a code needs
_NAME_HEIGHT, _NAME_LOWEST = 104.0, 78.0
_RULE = 8.0  # what the line under the name takes
_NAME_SMALLEST, _LATIN_SIZE = 26.0, 18.0
_LOGO_HEIGHT, _LOGO_WIDTH = 44.0, 160.0
_MODULE = 0.5 * mm
_CODE_CORNER = 50.0
_CODE_WIDTH = 108.0  # with the white around it, taken from the signatories' row
_SIGNATORY_WIDTH = 175.0  # that each has at least, where as much as the code takes stays free on the other side too
_GUTTER = 28.0  # between two languages side by side

# A second language below the first is smaller; two beside each other are both.
_SECOND_SIZE, _BESIDE_SIZE = 0.82, 0.8
_CLOSEST = 0.9  # of the gaps of a design
_FEWER_LINES = {True: 0.72, False: 0.88}  # of the size beside another language, where bold or not takes fewer lines so

_ALIGN: dict[Side, Literal["left", "center", "right"]] = {"left": "left", "middle": "center", "right": "right"}


@dataclass(frozen=True)
class _Cell:
    """Rows in a column of the page."""

    rows: list[Row]
    left: float
    width: float
    side: Side


@dataclass(frozen=True)
class _Band:
    """What stands at one height: cells beside each other, or, without any, the space for the name."""

    line: DesignLine
    gap: float
    cells: tuple[_Cell, ...]
    space: float = 0.0

    @property
    def height(self) -> float:
        """With its gap."""
        return self.gap + max((total(cell.rows) for cell in self.cells), default=self.space)


def shared(certificate: Certificate) -> Certificate:
    """The certificate without what is its own: equal ones look the same but for name, number, copy and code."""
    return replace(certificate, number="", name="", latin_name="", copy=1, code="code" if certificate.code else "")


def reads_right_to_left(language: str) -> bool:
    """Whether a language (ISO 639-1, a region may follow) is written from right to left."""
    return language.partition("-")[0] in RIGHT_TO_LEFT


class Page:
    """One side of paper in a design, for certificates that have all but name and number in common."""

    def __init__(self, design: Design, certificate: Certificate) -> None:
        self.design = design = design.on(certificate.paper)
        self.width, self.height = design.size
        self.language = certificate.language
        self.right_to_left = reads_right_to_left(certificate.language)
        band = _BAND + 10 if design.border == "band" else 0.0
        start, end = design.side + band, design.side
        self.left = end if self.right_to_left else start
        self.text_width = self.width - start - end
        self.edges = (_EDGE, _EDGE + band) if self.right_to_left else (_EDGE + band, _EDGE)
        self.ink, self.quiet = HexColor(design.colour("ink")), HexColor(design.colour("quiet"))
        self.ornament = HexColor(design.colour("ornament"))
        self.accent = HexColor(design.colour("accent", certificate.kind))
        self._colours = {"ink": self.ink, "quiet": self.quiet, "ornament": self.ornament, "accent": self.accent}
        self._name_height = _NAME_HEIGHT

    def draw_shared(self, canvas: Canvas, certificate: Certificate) -> float:
        """Draw the text that all have in common; return the y of the bottom of the space left for the name."""
        bottom = self._draw_signatories(canvas, certificate)
        placed = any(box.image.startswith("logo ") for box in self.design.box)
        top = self._draw_logos(canvas, () if placed else certificate.logos)
        for box in self.design.box:
            if not box.own:
                draw_box(canvas, box, certificate, (self.width, self.height), self._colours)
        name_bottom = bottom
        for line, band, y in self._placed(certificate, top, bottom):
            for cell in band.cells:
                draw_rows(canvas, cell.rows, cell.left, y - band.gap, cell.width, cell.side)
            if line.shows == "name":
                name_bottom = y - band.height + _RULE
                self._draw_rule(canvas, y - band.height + 3)
        return name_bottom

    def places(self, certificate: Certificate) -> list[tuple[DesignLine, float, float]]:
        """Where each line of the design that says something stands: (line, top, height), in points from below."""
        canvas = Canvas(io.BytesIO())
        bottom = self._draw_signatories(canvas, certificate)
        top = self._draw_logos(canvas, certificate.logos)
        return [
            (line, y - band.gap, band.height - band.gap) for line, band, y in self._placed(certificate, top, bottom)
        ]

    def _placed(
        self, certificate: Certificate, top: float, bottom: float
    ) -> Iterator[tuple[DesignLine, _Band, float]]:  # fmt: skip
        """Each line with its band, and where that begins above."""
        bands = self._fitting(certificate, top - bottom)
        y = top - (top - bottom - _high(bands)) / 2
        for band in bands:
            yield band.line, band, y
            y -= band.height

    def _draw_signatories(self, canvas: Canvas, certificate: Certificate) -> float:
        """Draw those who sign; return the y above them."""
        left, right = self.edges
        people = certificate.signatories if self.design.signatories else ()
        if self.side == "left":
            left = self.left
        elif self.side == "right" and not certificate.code:
            right = self.width - self.left - self.text_width
        if certificate.code:
            right += _CODE_WIDTH
            if self.side == "middle" and self.width - left - right - _CODE_WIDTH >= _SIGNATORY_WIDTH * len(people):
                left += _CODE_WIDTH
        drawn = draw_signatories(
            canvas, people, left, self.width - left - right, ink=self.ink, quiet=self.quiet, language=self.language,
            right_to_left=self.right_to_left, side=self.side,
        )  # fmt: skip
        return drawn or _FOOT + 26

    def draw_ground(self, canvas: Canvas, certificate: Certificate) -> None:
        """Draw what the text stands on: the watermark and the border."""
        draw_watermark(
            canvas, certificate.watermark or self.design.watermark, self.width, self.height, self.ornament,
            next(iter(certificate.logos), None), certificate.organiser,
        )  # fmt: skip
        draw_border(canvas, self.design.border, self.width, self.height, self.accent, self.ornament,
                    band=_BAND, right_to_left=self.right_to_left)  # fmt: skip

    def draw_own(self, canvas: Canvas, tags: Tags, certificate: Certificate, name_bottom: float) -> None:
        """Draw what is the certificate's own: the name, the Latin name below it, number, mark of a copy and code."""
        for box in self.design.box:
            if box.own:
                with tags.element("H1" if shows((box,), "name") else "P"):
                    draw_box(canvas, box, certificate, (self.width, self.height), self._colours)
        if any(line.shows == "name" for line in self.design.line):
            rows = self._name_rows(certificate)
            top = name_bottom + (self._name_height + total(rows)) / 2
            with tags.element("H1"):
                draw_rows(canvas, rows, self.left, top, self.text_width, self.side)
        if not shows(self.design.box, "number"):
            with tags.element("P"):
                self.draw_number(canvas, certificate)
        corner = self.width - self.edges[1] + _EDGE - _CODE_CORNER
        if certificate.code:
            number = words(self.language).number.format(number=certificate.number)
            with tags.element("Figure", f"QR: {number}"):
                self._draw_code(canvas, certificate.code, corner)
        if certificate.copy > 1:
            canvas.setFillColor(self.quiet)
            mark = words(self.language).copy_mark.format(count=certificate.copy)
            with tags.element("P"):
                draw_text(canvas, corner, _COPY, mark, 9, bold=True, align="right", language=self.language)

    def draw_number(self, canvas: Canvas, certificate: Certificate) -> None:
        """Draw the number at the foot."""
        left, right = self.edges
        number = words(self.language).number.format(number=certificate.number)
        code = _CODE_WIDTH if certificate.code else 0
        x = {"left": self.left, "middle": (left + self.width - right) / 2, "right": self.width - right - code}
        canvas.setFillColor(self.quiet)
        draw_text(canvas, x[self.side], _FOOT, number, 9, align=_ALIGN[self.side], language=self.language)

    def _draw_code(self, canvas: Canvas, text: str, right: float) -> None:
        """Draw the QR code in the corner, half a millimetre a module, which any camera reads."""
        width, runs = codes.modules(text)
        canvas.saveState()
        canvas.translate(right - width * _MODULE, _CODE_CORNER)
        canvas.scale(_MODULE, _MODULE)
        canvas.setFillColor(_BLACK)
        path = canvas.beginPath()
        for row, column, length in runs:
            path.rect(column, width - 1 - row, length, 1)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()

    def _name_rows(self, certificate: Certificate) -> list[Row]:
        """The name as large as its space takes: on one line down to a size, then on two."""
        largest = next((line.size for line in self.design.line if line.shows == "name"), 42.0)
        typeface = next((line.typeface for line in self.design.line if line.shows == "name"), "sans")
        rows = fitted(
            certificate.name, largest, _NAME_SMALLEST, self.text_width, self.ink, language=self.language,
            typeface=typeface,
        )  # fmt: skip
        if certificate.latin_name and clean(certificate.latin_name) != clean(certificate.name):
            (line,) = fitted(certificate.latin_name, _LATIN_SIZE, 0, self.text_width, self.quiet, bold=False,
                             typeface=typeface)  # fmt: skip
            rows.append(replace(line, gap=5))
        return within(rows, self._name_height)

    def _fitting(self, certificate: Certificate, space: float) -> list[_Band]:
        """The bands in a height: with wider gaps where there is room, else closer, and smaller only then."""
        scale = 1.0
        bands = self._bands(certificate, scale)
        while _high(_closest(bands)) > space:
            scale *= 0.94
            bands = self._bands(certificate, scale)
        self._name_height = _NAME_HEIGHT
        spare = space - _high(bands)
        if spare < 0:
            self._name_height = _NAME_LOWEST
            bands = _closest(bands)
            spare = space - _high(bands)
        stretch = min(self.design.loose, 1 + 0.7 * spare / (sum(one.gap for one in bands) or 1))
        return [replace(band, gap=band.gap * stretch) for band in bands]

    def _bands(self, certificate: Certificate, scale: float) -> list[_Band]:
        """All lines of the design from top to bottom, with the space for the name."""
        bands = []
        for line in self.design.line:
            if line.shows == "name":
                bands.append(_Band(line, line.gap * scale, (), _NAME_HEIGHT + _RULE))
            elif cells := tuple(self._cells(certificate, line, scale)):
                bands.append(_Band(line, line.gap * scale, cells))
        return bands

    def _cells(self, certificate: Certificate, line: DesignLine, scale: float) -> Iterator[_Cell]:
        """What a line of the design shows: over the whole width, or each language in its column."""
        said = [(one.language, texts_of(one, line.shows)) for one in certificate.languages]
        said = [(language, texts) for at, (language, texts) in enumerate(said) if not at or texts != said[0][1]]
        if len(said) > 1 and certificate.beside:
            yield from self._beside(said, line, scale * _BESIDE_SIZE)
            return
        rows = []
        for at, (language, texts) in enumerate(said):
            more = self._rows(texts, language, line, scale * (_SECOND_SIZE if at else 1), self.text_width)
            rows += [replace(row, gap=3 * scale) if at and not number else row for number, row in enumerate(more)]
        if rows:
            yield _Cell(rows, self.left, self.text_width, self.side)

    def _beside(self, said: list[tuple[str, list[str]]], line: DesignLine, scale: float) -> Iterator[_Cell]:
        """Two languages in a column each: as large as each other, on few lines, their first lines at one height."""
        column = (self.text_width - _GUTTER) / 2

        def both(scale: float) -> list[list[Row]]:
            return [self._rows(texts, language, line, scale, column) for language, texts in said]

        smallest = _FEWER_LINES[line.bold]
        least = max(map(len, both(scale * smallest)))
        steps = [1 - (1 - smallest) * step / 7 for step in range(8)]
        found = next(rows for rows in (both(scale * step) for step in steps) if max(map(len, rows)) <= least)
        highest = max(rows[0].ascent for rows in found if rows)
        for at, ((language, _texts), rows) in enumerate(zip(said, found, strict=True)):
            right = at == int(not self.right_to_left)
            lowered = [replace(row, gap=row.gap + highest - row.ascent) for row in rows[:1]] + rows[1:]
            left = self.left + (column + _GUTTER if right else 0)
            yield _Cell(lowered, left, column, self._side(reads_right_to_left(language)))

    def _rows(
        self, texts: list[str], language: str, line: DesignLine, scale: float, width: float
    ) -> list[Row]:  # fmt: skip
        colour = self._colours[line.colour]
        return [
            row
            for at, text in enumerate(texts)
            for row in wrapped(
                text, line.size * scale, width, colour, bold=line.bold, language=read_as(text, language),
                gap=3 * scale if at else 0.0, between=2 * scale, typeface=line.typeface,
            )
        ]  # fmt: skip

    @property
    def side(self) -> Side:
        """Where the lines of the first language stand."""
        return self._side(self.right_to_left)

    def _side(self, right_to_left: bool) -> Side:
        if self.design.align == "middle":
            return "middle"
        return "right" if right_to_left else "left"

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

    def _draw_logos(self, canvas: Canvas, logos: tuple[Picture, ...]) -> float:
        """Draw the pictures in one row at the top; return the y below them."""
        top = self.height - _TOP
        if not logos:
            return top
        column = min(self.text_width / len(logos), _LOGO_WIDTH)
        spare = self.text_width - column * len(logos)
        start = self.left + {"left": 0.0, "middle": spare / 2 + 5, "right": spare + 10}[self.side]
        for at, logo in enumerate(logos):
            x, y = start + column * at, top - _LOGO_HEIGHT + 6
            draw_picture(canvas, logo, x, y, column - 10, _LOGO_HEIGHT, self.side)
        return top - _LOGO_HEIGHT


def _high(bands: list[_Band]) -> float:
    return sum(band.height for band in bands)


def _closest(bands: list[_Band]) -> list[_Band]:
    """The bands as near to each other as they may stand."""
    return [replace(band, gap=band.gap * _CLOSEST, space=_NAME_LOWEST + _RULE) for band in bands]


def texts_of(said: Certificate | Translation, shows: str) -> list[str]:
    """What a line of the design shows in one language; an empty text leaves no gap."""
    found: dict[str, tuple[str, ...]] = {
        "organiser": (said.organiser,), "title": (said.title,), "place": (said.place,),
        "introduction": (said.introduction,), "body": said.body, "product": (said.product,),
        "modules": (" · ".join(said.modules),),
        "facts": (" · ".join(filter(None, (said.dates, said.hours))),),
    }  # fmt: skip
    return [text for text in found[shows] if text]
