"""A certificate as a picture, as its PDF page will look."""

import io
import threading
from collections.abc import Mapping, Sequence

import pypdfium2

from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.designs import Design
from trainer_app.certificates.drawing import draw_certificates

PDFIUM = threading.Lock()
"""Held by whoever works with PDFium, which is not made for several threads."""


def preview(certificate: Certificate, width: int = 1000, designs: Mapping[str, Design] | None = None) -> bytes:
    """The page as PNG, `width` pixels wide. Raises UserError for what cannot be printed."""
    memory = io.BytesIO()
    draw_certificates([certificate], memory, designs=designs)
    return page_pictures(memory.getvalue(), width)[0]


def page_pictures(pdf: bytes, width: int = 1000) -> Sequence[bytes]:
    """Every page of a PDF as PNG, `width` pixels wide."""
    pictures = []
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            for page in document:
                picture = io.BytesIO()
                page.render(scale=width / page.get_width()).to_pil().save(picture, "PNG")
                pictures.append(picture.getvalue())
        finally:
            document.close()
    return pictures
