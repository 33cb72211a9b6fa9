"""The back of a certificate: the modules that were taught, with their hours."""

from dataclasses import replace

from reportlab.pdfgen.canvas import Canvas

from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.design import Page
from trainer_app.certificates.wording import words
from trainer_app.typesetting.rows import draw_rows, fitted, total, within, wrapped

_TOP, _BOTTOM = 70.0, 88.0
_HOURS_WIDTH = 84.0
_SIZE, _LARGEST = 12.0, 1.3  # of the table's text, and how much larger it is where there are few modules
_BETWEEN = 5.0


def draw_back(canvas: Canvas, page: Page, certificate: Certificate) -> None:
    """Draw what the backs of all have in common: heading, product, a line for each module, the hours of all."""
    left, width = page.left, page.text_width
    headings = [(one.language, words(one.language).contents, 22, True, page.accent) for one in certificate.languages]
    products = {one.product: (one.language, one.product, 14, False, page.quiet) for one in certificate.languages[::-1]}
    heading = [
        row
        for language, text, size, bold, colour in (*headings, *list(products.values())[::-1])
        if text
        for row in wrapped(text, size, width, colour, bold=bold, language=language, gap=6)
    ]
    heading = within(heading, page.height / 3)
    y = draw_rows(canvas, heading, left, page.height - _TOP, width, page.side) - 18
    _draw_table(canvas, page, certificate, y)


def draw_back_own(canvas: Canvas, page: Page, certificate: Certificate) -> None:
    """Draw whose back it is: name and number."""
    (name,) = fitted(certificate.name, 13, 0, page.text_width, page.ink, language=page.language)
    rows = within([name], 26)
    draw_rows(canvas, rows, page.left, 58 + total(rows), page.text_width, page.side)
    page.draw_number(canvas, replace(certificate, code=""))  # which stands on the front alone


def _draw_table(canvas: Canvas, page: Page, certificate: Certificate, top: float) -> None:
    """Draw modules on the side where the language begins to read, their hours on the other."""
    said = words(certificate.language)
    known = certificate.hours or any(hours for _module, hours in certificate.contents or ())
    lines = [(said.module, said.module_hours if known else "", True)]
    lines += [(module, hours, False) for module, hours in certificate.contents or ()]
    if certificate.hours:
        lines.append(("", certificate.hours, True))
    begin, end = ("right", "left") if page.right_to_left else ("left", "right")
    hours_left = page.left if page.right_to_left else page.left + page.text_width - _HOURS_WIDTH
    text_left = page.left + (_HOURS_WIDTH + 8 if page.right_to_left else 0)
    text_width = page.text_width - _HOURS_WIDTH - 8
    scale = _LARGEST
    while True:
        cells = [
            [
                wrapped(text, _SIZE * scale, width, page.ink, bold=bold, language=page.language) if text else []
                for text, width in ((module, text_width), (hours, _HOURS_WIDTH))
            ]
            for module, hours, bold in lines
        ]
        heights = [max(total(module), total(hours)) + 2 * _BETWEEN * scale for module, hours in cells]
        if sum(heights) <= top - _BOTTOM - 20 or scale < 0.05:
            break
        scale *= 0.94
    canvas.setStrokeColor(page.ornament)
    canvas.setLineWidth(0.5)
    y = top
    for (module, hours), height in zip(cells, heights, strict=True):
        draw_rows(canvas, module, text_left, y - _BETWEEN * scale, text_width, begin)  # type: ignore[arg-type]
        draw_rows(canvas, hours, hours_left, y - _BETWEEN * scale, _HOURS_WIDTH, end)  # type: ignore[arg-type]
        y -= height
        canvas.line(page.left, y, page.left + page.text_width, y)
