"""Names of up to eighty characters in every script, design, paper and pair of languages: no overflow, box or crash.

Each shipped design is tried as it is and taken apart into boxes, as the designer begins with it, also in other types.

`NAMES=10000 pytest tests/trainer_app/certificates/test_every_name.py` tries as many (`make names`).
"""

import io
import os
import random
from collections.abc import Iterator
from functools import cache
from itertools import cycle, product

import pypdfium2
import pytest
from random_names import random_names

from trainer_app.certificates.contents import Certificate, Signatory, Translation
from trainer_app.certificates.designer.taken_apart import in_boxes
from trainer_app.certificates.designs import PAPERS, TYPEFACES, Design, shipped
from trainer_app.certificates.drawing import draw_certificates
from trainer_app.certificates.wording import KINDS, labels, words
from trainer_app.typesetting.shaping import clean, shape

NUMBER = int(os.environ.get("NAMES", "170"))
PARTS = 4
_FACTS = {
    "product": "Start and Improve Your Business and Expand Your Business", "dates": "2–6 March 2026",
    "modules": ("Marketing", "Costing", "Record keeping"), "place": "Community hall, Vientiane",
    "organiser": "Federation of employers and chamber of commerce",
}  # fmt: skip


def said(language: str, kind: str) -> dict:
    found = words(language)
    return {
        "language": language, "title": found.of(kind).title, "introduction": found.introduction,
        "body": (found.of(kind).sentence,), "hours": found.hours.format(hours="40"), **_FACTS,
    }  # fmt: skip


@cache
def designs() -> dict[str, Design]:
    sample = Certificate(
        number="N", kind="completion", name="Ma Khin", second=Translation(**said("ar", "completion")),
        **said("en", "completion"),
    )  # fmt: skip
    boxes = {name: in_boxes(one, sample) for name, one in shipped().items()}
    types = cycle(TYPEFACES)
    return {
        **shipped(),
        **{f"{name} in boxes": one for name, one in boxes.items()},
        **{
            f"{name} in other types": one.model_copy(
                update={"box": tuple(box.model_copy(update={"typeface": next(types)}) for box in one.box)}
            )
            for name, one in boxes.items()
        },
    }


def certificates(part: int) -> Iterator[Certificate]:
    choose = random.Random(part)
    languages = [code for code, _label in labels()]
    forms = list(product(sorted(designs()), PAPERS))
    for at, (_script, name) in enumerate(random_names(NUMBER, seed=4711)):
        if at % PARTS != part:
            continue
        design, paper = forms[at // PARTS % len(forms)]
        first, second = choose.sample(languages, 2)
        kind = choose.choice(KINDS)
        people = tuple(
            Signatory(choose.choice((name, "Daw Mya Mya")), "Regional programme coordinator", "Federation of employers")
            for _number in range(choose.randint(0, 4))
        )
        yield Certificate(
            number="SIYB-SYB-MM-2026-K7Q2M9D-0001-X", kind=kind, name=name,
            latin_name=choose.choice(("", "Ma Khin Htwe")),
            second=Translation(**said(second, kind)) if choose.random() < 0.5 else None, beside=choose.random() < 0.5,
            signatories=people, design=design, paper=paper, watermark=choose.choice(("", "rosette", "organiser")),
            copy=choose.choice((1, 2)), code="TC1:" + "A7" * choose.randint(90, 150),
            contents=choose.choice((None, (("Marketing " * 9, "8"), ("Costing", "")))), **said(first, kind),
        )  # fmt: skip


@pytest.mark.parametrize("part", range(PARTS))
def test_no_name_leaves_its_page(part: int) -> None:
    for certificate in certificates(part):
        memory = io.BytesIO()
        assert draw_certificates([certificate], memory, designs=designs()) == 1
        with pypdfium2.PdfDocument(memory.getvalue()) as document:
            assert len(document) == (1 if certificate.contents is None else 2)
            for page in document:
                assert_inside(page, certificate)


def assert_inside(page: pypdfium2.PdfPage, certificate: Certificate) -> None:
    """All ink of the text stands inside the page's margin; what it is measured by is what is drawn."""
    width, height = page.get_size()
    text = page.get_textpage()
    for number in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(number)
        assert left >= 24, certificate
        assert right <= width - 24, certificate
        assert bottom >= 24, certificate
        assert top <= height - 24, certificate


@pytest.mark.parametrize("part", range(PARTS))
def test_no_name_has_a_box(part: int) -> None:
    for _script, name in random_names(NUMBER, seed=4711)[part::PARTS]:
        for bold in (False, True):
            for language in ("", "ur"):
                runs = shape(clean(name), bold, language)
                assert all(glyph.number for run in runs for cluster in run.clusters for glyph in cluster.glyphs), name
