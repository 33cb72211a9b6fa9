"""Pages of a PDF as pictures, as they will be printed."""

import io
import threading
from collections.abc import Iterable, Mapping

import pypdfium2

from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.designs import Design
from trainer_app.certificates.drawing import draw_certificates

PDFIUM = threading.Lock()
"""Held by whoever works with PDFium, which is not made for several threads."""


def preview(certificates: Iterable[Certificate], designs: Mapping[str, Design] | None = None) -> tuple[bytes, int]:
    """The PDF of certificates as they would be printed, and its pages. Raises UserError for what cannot be printed."""
    memory = io.BytesIO()
    draw_certificates(certificates, memory, designs=designs)
    pdf = memory.getvalue()
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return pdf, len(document)


def page_picture(pdf: bytes, number: int = 0, width: int = 1000) -> bytes:
    """One page of a PDF, counted from 0, as PNG, `width` pixels wide."""
    picture = io.BytesIO()
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        page.render(scale=width / page.get_width()).to_pil().save(picture, "PNG", compress_level=1)
    return picture.getvalue()
