"""A design taken apart into boxes, one for each of its lines where it stands, so that all can be moved."""

from dataclasses import replace

from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.design import Page, texts_of
from trainer_app.certificates.designer.room import clear_of_code
from trainer_app.certificates.designs import FIELD, Box, Design, DesignLine
from trainer_app.texts import _

_SHOWN = {
    "organiser": "{organiser}", "title": "{title}", "introduction": "{introduction}", "name": "{name}",
    "body": "{sentence}", "product": "{product}", "modules": "{modules}", "facts": "{dates} · {hours}",
    "place": "{place}",
}  # fmt: skip


def in_boxes(design: Design, certificate: Certificate) -> Design:
    """The design with each line in a box where it stands on this certificate, so that all can be moved."""
    certificate = _filled(certificate)
    page = Page(design, certificate)
    boxes = [
        _boxes(page, line, top, height, _said_twice(certificate, line))
        for line, top, height in page.places(certificate)
    ]
    fresh = [clear_of_code(one) for part in boxes for one in part]
    return design.model_copy(update={"line": (), "box": (*fresh, *design.box)})


def _filled(certificate: Certificate) -> Certificate:
    """The certificate with something in every line: what this one says nothing of, another one may."""
    one = certificate
    return replace(
        one, organiser=one.organiser or _("Organiser"), introduction=one.introduction or _("Introduction"),
        body=one.body or (_("Sentence"),), product=one.product or _("Product"),
        modules=one.modules or (_("Modules"),), dates=one.dates or _("Dates"), place=one.place or _("Place"),
    )  # fmt: skip


def _said_twice(certificate: Certificate, line: DesignLine) -> bool:
    """Whether the second language says something else in a line."""
    second = certificate.second
    if second is None or line.shows == "name":
        return False
    said = texts_of(second, line.shows)
    return bool(said) and said != texts_of(certificate, line.shows)


def _boxes(page: Page, line: DesignLine, top: float, height: float, second: bool) -> list[Box]:
    """The boxes of one line: with the Latin name in its space, and the second language below the first."""
    share = {"x": page.left / page.width * 100, "width": page.text_width / page.width * 100}
    texts = [_SHOWN[line.shows]]
    if line.shows == "name":
        texts.append("{latin_name}")
    elif second:
        texts.append(FIELD.sub(r"{\1_2}", texts[0]))
    heights = [0.7, 0.3] if line.shows == "name" else [1 / len(texts)] * len(texts)
    found, y = [], page.height - top
    for number, (text, part) in enumerate(zip(texts, heights, strict=True)):
        found.append(
            Box(
                **{key: round(value, 1) for key, value in share.items()}, y=round(y / page.height * 100, 1),
                height=round(max(height * part / page.height * 100, 1.5), 1), text=text,
                size=18 if text == "{latin_name}" else max(line.size * (0.8 if number else 1), 5),
                bold=line.bold or text == "{name}", typeface=line.typeface,
                colour="quiet" if text == "{latin_name}" else line.colour,
                align="middle" if page.design.align == "middle" else "right" if page.right_to_left else "left",
            )
        )  # fmt: skip
        y += height * part
    return found
