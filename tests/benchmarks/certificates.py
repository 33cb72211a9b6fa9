"""The certificates of a course in one PDF, against a bare reportlab loop that draws the same things.

The loop measures each text and draws it in the middle, with the same fonts, lines, rules and logo; it neither shapes
nor orders scripts, breaks no line, makes nothing searchable. The codes are of the same length; the loop signs none.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import BinaryIO

from measure import Job, PeakJob, Timed, seconds
from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

CLASS, CAMPUS = 1_000, 2_304
NAMES = (
    ("Sans", "Nguyễn Thị Lan", ""),
    ("Lao", "ສົມພອນ ວົງສາ", "Somphone Vongsa"),
    ("Myanmar", "မခင်ထွေး", "Ma Khin Htwe"),
    ("Sans", "Fatoumata Diallo", ""),
)

_INK, _GOLD, _QUIET = HexColor("#1F2933"), HexColor("#B08D3C"), HexColor("#52606D")
_WIDTH, _HEIGHT = landscape(A4)
_SIGNATORIES = (
    ("Daw Mya Mya", "Master trainer", "Chamber of commerce"),
    ("Bounmy Keo", "Director", "Ministry of labour"),
)
_TEXTS = (
    ("Chamber of commerce", 500, 14),
    ("Certificate of Completion", 460, 36),
    ("This is to certify that", 430, 14),
    ("has successfully completed the training", 280, 14),
    ("Start Your Business", 250, 22),
    ("Marketing · Costing · Record keeping", 230, 12),
    ("2–6 March 2026 · 40 hours", 210, 13.5),
    ("Vientiane", 190, 13.5),
)


def _fonts() -> None:
    spec = find_spec("manimgx_fonts")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0])
    for family in "Sans", "Lao", "Myanmar":
        registerFont(TTFont(family, folder / f"NotoSans{'' if family == 'Sans' else family}[wght].ttf"))


def _border(canvas: Canvas) -> None:
    canvas.setStrokeColor(_INK)
    canvas.setLineWidth(2.4)
    canvas.rect(22, 22, _WIDTH - 44, _HEIGHT - 44)
    canvas.setStrokeColor(_GOLD)
    canvas.setFillColor(_GOLD)
    canvas.setLineWidth(0.7)
    path = canvas.beginPath()
    left, right, low, high, notch = 29.0, _WIDTH - 29.0, 29.0, _HEIGHT - 29.0, 16.0
    path.moveTo(left + notch, low)
    for x, y in (
        (right - notch, low), (right - notch, low + notch), (right, low + notch), (right, high - notch),
        (right - notch, high - notch), (right - notch, high), (left + notch, high), (left + notch, high - notch),
        (left, high - notch), (left, low + notch), (left + notch, low + notch),
    ):  # fmt: skip
        path.lineTo(x, y)
    path.close()
    canvas.drawPath(path)
    for x in (left + notch / 2, right - notch / 2, _WIDTH / 2):
        for y in (low + notch / 2, high - notch / 2):
            diamond = canvas.beginPath()
            diamond.moveTo(x - 4, y)
            for step in ((x, y + 4), (x + 4, y), (x, y - 4)):
                diamond.lineTo(*step)
            diamond.close()
            canvas.drawPath(diamond, stroke=0, fill=1)
    canvas.line(_WIDTH / 2 - 210, 310, _WIDTH / 2 + 210, 310)


def _logo() -> bytes:
    memory = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(memory, "PNG")
    return memory.getvalue()


def _centred(canvas: Canvas, font: str, size: float, x: float, y: float, text: str) -> None:
    canvas.setFont(font, size)
    canvas.drawCentredString(x, y, text)


def _code(canvas: Canvas, text: str) -> None:
    from trainer_app.certificates.codes import modules

    width, runs = modules(text)
    canvas.saveState()
    canvas.translate(_WIDTH - 50 - width * 1.417, 50)
    canvas.scale(1.417, 1.417)
    canvas.setFillColor(_INK)
    path = canvas.beginPath()
    for row, column, length in runs:
        path.rect(column, width - 1 - row, length, 1)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _bare(people: list[tuple[str, str, str]]) -> bytes:
    memory = io.BytesIO()
    canvas = Canvas(memory, pagesize=(_WIDTH, _HEIGHT))
    logo = ImageReader(io.BytesIO(_logo()))
    for number, (family, name, latin) in enumerate(people):
        _border(canvas)
        canvas.drawImage(logo, _WIDTH / 2 - 60, 505, 120, 44, preserveAspectRatio=True, anchor="c")
        canvas.setFillColor(_INK)
        for text, y, size in _TEXTS:
            _centred(canvas, "Sans", size, _WIDTH / 2, y, text)
        _centred(canvas, family, 42, _WIDTH / 2, 350, name)
        if latin:
            _centred(canvas, "Sans", 18, _WIDTH / 2, 320, latin)
        canvas.setFillColor(_QUIET)
        for place, lines in enumerate(_SIGNATORIES):
            middle = _WIDTH * (place + 0.5) / len(_SIGNATORIES)
            canvas.line(middle - 105, 122, middle + 105, 122)
            for line, text in enumerate(lines):
                _centred(canvas, "Sans", 10, middle, 108 - 12 * line, text)
        _centred(canvas, "Sans", 9, _WIDTH / 2, 42, f"No. SIYB-LA-2026-{number:06}")
        _code(canvas, f"TC1:{number:06}" + "A7" * 130)
        canvas.showPage()
    canvas.save()
    return memory.getvalue()


def _ours(people: list[tuple[str, str, str]], target: BinaryIO) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from trainer_app.certificates.drawing import Certificate, Signatory, draw_certificates
    from trainer_app.certificates.statement import Statement, seal

    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public = private.public_key().public_bytes_raw()
    logo = _logo()
    draw_certificates(
        (
            Certificate(
                number=f"SIYB-LA-2026-{number:06}", kind="completion", name=name, latin_name=latin,
                title="Certificate of Completion", introduction="This is to certify that",
                body=("has successfully completed the training",), product="Start Your Business",
                modules=("Marketing", "Costing", "Record keeping"), dates="2–6 March 2026", hours="40 hours",
                place="Vientiane", organiser="Chamber of commerce", logos=(logo,),
                signatories=tuple(Signatory(*lines) for lines in _SIGNATORIES),
                code=seal(
                    Statement(f"SIYB-LA-2026-{number:06}", name, "completion", "Start Your Business", "2026-03-06",
                              "Chamber of commerce"), public, private.sign,
                ),
            )
            for number, (_family, name, latin) in enumerate(people)
        ),
        target,
    )  # fmt: skip


@contextmanager
def _prepare(_folder: Path, certificates: int) -> Iterator[tuple[Timed, Timed]]:
    _fonts()
    courses = count()

    def people() -> list[tuple[str, str, str]]:
        """Other people each time: no name was set before."""
        course = next(courses)
        return [
            (family, f"{name} {course}.{number}" if family == "Sans" else name, f"{latin} {course}.{number}")
            for number in range(certificates)
            for family, name, latin in (NAMES[number % len(NAMES)],)
        ]

    def timed(draw: object) -> float:
        found = people()
        return seconds(lambda: draw(found))  # type: ignore[operator]

    yield lambda: timed(lambda found: _ours(found, io.BytesIO())), lambda: timed(_bare)


_MEMORY = """
import sys, tempfile
sys.path.insert(0, "tests/benchmarks")
from certificates import NAMES, _ours
people = [(*NAMES[number % len(NAMES)][:2], f"Person {number}") for number in range(int(sys.argv[1]))]
with tempfile.TemporaryFile() as file:
    _ours(people, file)
    assert file.tell() <= 12 * 1024 * len(people), file.tell()
"""


@contextmanager
def _peak(_folder: Path, certificates: int) -> Iterator[tuple[str, list[Path]]]:
    yield _MEMORY, [Path(str(certificates))]


JOBS = (
    Job(f"{CLASS:,} certificates / bare reportlab loop", 2.0, partial(_prepare, certificates=CLASS), pairs=5),
    Job(f"{CAMPUS:,} certificates / bare reportlab loop", 1.5, partial(_prepare, certificates=CAMPUS), pairs=3),
    PeakJob(f"{CLASS:,} certificates, at most 12 KB each: peak memory", 80, partial(_peak, certificates=CLASS)),
    PeakJob(f"{CAMPUS:,} certificates, at most 12 KB each: peak memory", 80, partial(_peak, certificates=CAMPUS)),
)
