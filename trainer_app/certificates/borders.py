"""The borders of a certificate, by the names that designs use."""

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

_OUTER, _INNER, _NOTCH = 22.0, 29.0, 16.0


def draw_border(
    canvas: Canvas, border: str, width: float, height: float, accent: Color, ornament: Color, *, band: float,
    right_to_left: bool,
) -> None:  # fmt: skip
    """Draw a border on a page of this size (points). A band stands where the language begins to read."""
    if border == "frame":
        canvas.setStrokeColor(accent)
        canvas.setLineWidth(2.4)
        canvas.rect(_OUTER, _OUTER, width - 2 * _OUTER, height - 2 * _OUTER)
        _draw_notched(canvas, width, height, ornament)
    elif border == "band":
        x = width - band if right_to_left else 0.0
        canvas.setFillColor(accent)
        canvas.rect(x, 0, band, height, stroke=0, fill=1)
        canvas.setFillColor(ornament)
        canvas.rect(x - 4 if right_to_left else band, 0, 4, height, stroke=0, fill=1)
    elif border == "corners":
        canvas.setStrokeColor(accent)
        canvas.setLineWidth(3.2)
        _draw_corners(canvas, width, height, _OUTER, 74)
        canvas.setStrokeColor(ornament)
        canvas.setLineWidth(0.7)
        canvas.rect(_INNER, _INNER, width - 2 * _INNER, height - 2 * _INNER)
    elif border == "line":
        canvas.setStrokeColor(ornament)
        canvas.setLineWidth(1)
        canvas.rect(_OUTER, _OUTER, width - 2 * _OUTER, height - 2 * _OUTER)


def draw_diamond(canvas: Canvas, x: float, y: float, reach: float) -> None:
    """A filled diamond around a point."""
    path = canvas.beginPath()
    path.moveTo(x - reach, y)
    path.lineTo(x, y + reach)
    path.lineTo(x + reach, y)
    path.lineTo(x, y - reach)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_notched(canvas: Canvas, width: float, height: float, colour: Color) -> None:
    """A thin line whose corners are cut out, with a diamond in each."""
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(0.7)
    left, right, low, high = _INNER, width - _INNER, _INNER, height - _INNER
    path = canvas.beginPath()
    path.moveTo(left + _NOTCH, low)
    for x, y in (
        (right - _NOTCH, low), (right - _NOTCH, low + _NOTCH), (right, low + _NOTCH), (right, high - _NOTCH),
        (right - _NOTCH, high - _NOTCH), (right - _NOTCH, high), (left + _NOTCH, high),
        (left + _NOTCH, high - _NOTCH), (left, high - _NOTCH), (left, low + _NOTCH), (left + _NOTCH, low + _NOTCH),
    ):  # fmt: skip
        path.lineTo(x, y)
    path.close()
    canvas.drawPath(path)
    canvas.setFillColor(colour)
    for x in (left + _NOTCH / 2, right - _NOTCH / 2):
        for y in (low + _NOTCH / 2, high - _NOTCH / 2):
            draw_diamond(canvas, x, y, 4)


def _draw_corners(canvas: Canvas, width: float, height: float, inset: float, length: float) -> None:
    for x, along in ((inset, 1), (width - inset, -1)):
        for y, up in ((inset, 1), (height - inset, -1)):
            path = canvas.beginPath()
            path.moveTo(x + along * length, y)
            path.lineTo(x, y)
            path.lineTo(x, y + up * length)
            canvas.drawPath(path)
