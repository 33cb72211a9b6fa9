"""Boxes of a design: text with fields, or a picture, at a place of its own; text shrinks and wraps into its box."""

from pathlib import Path
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.designs import FIELD, Box
from trainer_app.certificates.images import draw_picture
from trainer_app.typesetting.rows import Row, draw_rows, fitted, total, within, wrapped

_SMALLEST = 0.6  # of its size that a name has on one line, before it takes two
_LEAST = 0.2  # of its size at which a text is made to fit as it is


def shows(boxes: tuple[Box, ...], field: str) -> bool:
    """Whether a box shows a field."""
    return any(field in FIELD.findall(box.text) for box in boxes)


def draw_box(
    canvas: Canvas, box: Box, certificate: Certificate, size: tuple[float, float], colours: dict[str, Color]
) -> None:
    """Draw one box on a page of this size; nothing where its fields are empty or its logo is not loaded."""
    left, top, width, height = _place(box, size)
    if box.image:
        number = box.image.removeprefix("logo ")
        if number == box.image:
            draw_picture(canvas, Path(box.image), left, top - height, width, height)
        elif number.isdecimal() and 1 <= int(number) <= len(certificate.logos):
            draw_picture(canvas, certificate.logos[int(number) - 1], left, top - height, width, height)
        return
    rows = rows_of(box, certificate, size, colours[box.colour])
    draw_rows(canvas, rows, left, top - (height - total(rows)) / 2, width, box.align)


def rows_of(box: Box, certificate: Certificate, size: tuple[float, float], colour: Color) -> list[Row]:
    """The text of a box as rows that fit into it on a page of this size; none where its fields are empty."""
    _left, _top, width, height = _place(box, size)
    language = certificate.second.language if certificate.second and "_2}" in box.text else certificate.language
    text = FIELD.sub(lambda found: _values(certificate, found[1]), box.text).strip(" ·,-–")
    if not text:
        return []
    style: dict[str, Any] = {"bold": box.bold, "language": language, "typeface": box.typeface}
    scale = 1.0
    while True:  # smaller letters may need fewer lines
        letters = box.size * scale
        if box.own:  # a name that fits on one line stands on one
            rows = fitted(text, letters, letters * _SMALLEST, width, colour, **style)
        else:
            rows = wrapped(text, letters, width, colour, **style)
        if total(rows) <= height or scale < _LEAST:
            break
        scale *= 0.94
    return within(rows, height)


def _place(box: Box, size: tuple[float, float]) -> tuple[float, float, float, float]:
    """Left, top, width and height in points, from below."""
    return (
        box.x / 100 * size[0], size[1] * (1 - box.y / 100), box.width / 100 * size[0], box.height / 100 * size[1],
    )  # fmt: skip


def _values(certificate: Certificate, field: str) -> str:
    """What a field shows of a certificate."""
    said = certificate
    if field.endswith("_2"):
        if certificate.second is None:
            return ""
        field, said = field.removesuffix("_2"), certificate.second  # type: ignore[assignment]
    if field == "sentence":
        return " ".join(said.body)
    if field == "modules":
        return " · ".join(said.modules)
    return str(getattr(said, field, "") or getattr(certificate, field, ""))
