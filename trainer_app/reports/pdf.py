"""A report as a PDF on A4 paper: tables that go over pages under repeated headers, charts, page numbers."""

from collections.abc import Callable, Iterable
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from trainer_app import formats
from trainer_app.reports import pdf_chart, pdf_table
from trainer_app.reports.document import Document, Table
from trainer_app.reports.pdf_text import NO_GLYPH, printable, wrapped
from trainer_app.saving import replacing
from trainer_app.texts import _
from trainer_app.typesetting.text import draw_text

MARGIN = 36.0  # points: half an inch, which every printer leaves
_FOOT = 26.0  # of which the page number takes the lowest part
_KEPT_WHOLE = 0.6  # of a page: a shorter table is not broken
_BLACK, _GREY = HexColor("#000000"), HexColor("#555555")

Mark = Callable[[Canvas], None]


def write_pdf(document: Document, path: Path) -> None:
    """Write the report; the paper is turned where a table is too wide for it.

    Raises UserError where the file cannot be written.
    """
    upright = A4[0] - 2 * MARGIN
    paper = A4 if all(pdf_table.natural_width(table) <= upright for table in document.tables) else landscape(A4)
    pages = _Pages(*paper)
    _compose(document, pages)
    with replacing(path) as partial, partial.open("wb") as file:
        canvas = Canvas(file, pagesize=paper)
        canvas.setTitle(document.title)
        canvas.setAuthor(document.made_by)
        for number, marks in enumerate(pages.marks, start=1):
            for mark in marks:
                mark(canvas)
            _draw_foot(canvas, document, pages, number)
            canvas.showPage()
        canvas.save()


class _Pages:
    """Pages that are filled from the top; drawn when all are known, because each says how many there are."""

    def __init__(self, width: float, height: float) -> None:
        self.left, self.width = MARGIN, width - 2 * MARGIN
        self.top, self.bottom = height - MARGIN, MARGIN + _FOOT
        self.marks: list[list[Mark]] = [[]]
        self.y = self.top

    @property
    def room(self) -> float:
        return self.y - self.bottom

    @property
    def height(self) -> float:
        """The height of an empty page."""
        return self.top - self.bottom

    def turn(self) -> None:
        """Go on with a new page."""
        self.marks.append([])
        self.y = self.top

    def put(self, height: float, draw: Callable[[Canvas, float, float], None], inset: float = 0.0) -> None:
        """Draw something `height` points high at the present place: `draw` gets the canvas, left and top."""
        left, top = self.left + inset, self.y
        self.marks[-1].append(lambda canvas: draw(canvas, left, top))
        self.y -= height

    def write(self, text: str, size: float, *, bold: bool = False, grey: bool = False) -> None:
        """Write a paragraph over the whole width; it may go over to the next page between lines."""
        for line in wrapped(printable(text), size, self.width, bold=bold):
            if self.room < size * 1.4:
                self.turn()
            self.put(size * 1.4, _line(line, size, bold, grey, self.width))

    def skip(self, height: float) -> None:
        """Leave room, but not at the top of a page."""
        if self.y < self.top:
            self.y -= height


def _line(text: str, size: float, bold: bool, grey: bool, width: float) -> Callable[[Canvas, float, float], None]:
    def draw(canvas: Canvas, left: float, top: float) -> None:
        canvas.setFillColor(_GREY if grey else _BLACK)
        if formats.right_to_left():
            draw_text(canvas, left + width, top - size, text, size, bold=bold, align="right")
        else:
            draw_text(canvas, left, top - size, text, size, bold=bold)

    return draw


def _compose(document: Document, pages: _Pages) -> None:
    pages.write(document.title, 16, bold=True)
    for text, size in ((document.subtitle, 11), (document.period, 11)):
        if text:
            pages.write(text, size)
    for part in document.parts:
        pages.skip(14)
        if isinstance(part, Table):
            _compose_table(part, pages)
        elif part.drawn:
            height = pdf_chart.height(part, pages.width, pages.height)
            if pages.room < height:
                pages.turn()
            pages.put(height, lambda canvas, left, top, chart=part, high=height: pdf_chart.draw(  # type: ignore[misc]
                canvas, chart, left, top, pages.width, high
            ))  # fmt: skip
    pages.skip(10)
    for note in (*document.explanations, *document.notes, *_without_glyph(document)):
        pages.write(note, 8, grey=True)


def _compose_table(table: Table, pages: _Pages) -> None:
    layout = pdf_table.lay_out(table, pages.width)
    title = 11 * 1.4 + 3
    whole = title + layout.head.height + sum(row.height for row in layout.rows)
    start = title + layout.head.height + sum(row.height for row in layout.rows[:2])
    if pages.room < (whole if whole < pages.height * _KEPT_WHOLE else min(start, pages.height)):
        pages.turn()
    pages.write(table.title, 11, bold=True)
    pages.skip(3)
    inset = pages.width - sum(layout.head.widths) if formats.right_to_left() else 0.0
    pages.put(layout.head.height, layout.head.draw, inset)
    for row in layout.rows:
        if pages.room < row.height and pages.y < pages.top - layout.head.height:
            pages.turn()
            pages.put(layout.head.height, layout.head.draw, inset)
        pages.put(row.height, row.draw, inset)
    pages.skip(4)
    for note in table.notes:
        pages.write(note, 8, grey=True)


def _draw_foot(canvas: Canvas, document: Document, pages: _Pages, number: int) -> None:
    left, right = pages.left, pages.left + pages.width
    text = printable(f"{document.title} · {document.made}")
    page = _("Page {number} of {count}").format(number=number, count=len(pages.marks))
    canvas.setFillColor(_GREY)
    ends = (right, left) if formats.right_to_left() else (left, right)
    aligns = ("right", "left") if formats.right_to_left() else ("left", "right")
    draw_text(canvas, ends[0], MARGIN, text, 8, align=aligns[0], max_width=pages.width * 0.8)  # type: ignore[arg-type]
    draw_text(canvas, ends[1], MARGIN, page, 8, align=aligns[1], max_width=pages.width * 0.2)  # type: ignore[arg-type]


def _without_glyph(document: Document) -> Iterable[str]:
    texts = (value for table in document.tables for row in table.rows for value in row if isinstance(value, str))
    if any(printable(text) != text for text in texts):
        yield _("“{sign}” in a name stands for a character that no font of this computer can print.").format(
            sign=NO_GLYPH
        )
