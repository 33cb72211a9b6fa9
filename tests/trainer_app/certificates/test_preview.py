"""The preview shows the page that is printed."""

import io

from PIL import Image

from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.preview import page_picture, preview


def test_the_picture_is_a_landscape_page_with_something_on_it() -> None:
    one = Certificate("SIYB-SYB-MM-2026-K7Q2M9D-0001-X", "completion", "မခင်ဌေး", "Certificate", contents=())
    pdf, pages = preview([one, one])
    assert pages == 4
    picture = Image.open(io.BytesIO(page_picture(pdf, 2, 600))).convert("L")
    assert picture.size == (600, 425)
    assert picture.getextrema()[0] < 100
