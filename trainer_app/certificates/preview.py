"""A certificate as a picture, as its PDF page will look."""

import io
import threading
from collections.abc import Sequence

import pypdfium2

from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.drawing import draw_certificates

_POINTS_WIDE = 842  # landscape A4
_one_at_a_time = threading.Lock()  # PDFium is not made for several threads


def preview(certificate: Certificate, width: int = 1000) -> bytes:
    """The page as PNG, `width` pixels wide. Raises UserError for what cannot be printed."""
    memory = io.BytesIO()
    draw_certificates([certificate], memory)
    return page_pictures(memory.getvalue(), width)[0]


def page_pictures(pdf: bytes, width: int = 1000) -> Sequence[bytes]:
    """Every page of a landscape A4 PDF as PNG, `width` pixels wide."""
    pictures = []
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            for page in document:
                picture = io.BytesIO()
                page.render(scale=width / _POINTS_WIDE).to_pil().save(picture, "PNG")
                pictures.append(picture.getvalue())
        finally:
            document.close()
    return pictures
