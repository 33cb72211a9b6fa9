"""Certificates as PDF files: one file with a page for each, or one file for each."""

import errno
import os
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from trainer_app.certificates.backs import draw_back, draw_back_own
from trainer_app.certificates.contents import Certificate, Signatory
from trainer_app.certificates.design import Page, shared
from trainer_app.certificates.designs import USUAL, Design, shipped
from trainer_app.certificates.tagging import Tags
from trainer_app.errors import UserError
from trainer_app.texts import _

__all__ = ["Certificate", "Signatory", "draw_certificates", "draw_each"]

_LONGEST_NAME = 60
_DUPLEX = {"landscape": "DuplexFlipShortEdge", "portrait": "DuplexFlipLongEdge"}
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def draw_certificates(
    certificates: Iterable[Certificate],
    target: Path | BinaryIO,
    *,
    designs: Mapping[str, Design] | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write one PDF with a page for each certificate, and one for its back, in order; return how many they are.

    `designs` are the designs that certificates may name, those shipped if none are given. `progress` is told the
    number done after each. When `cancelled` says so, nothing is written and 0 returned. A file appears whole
    or not at all. Raises UserError for a character that cannot be printed (with the name it stands in), a picture that
    cannot be read, no certificates, and a disk that is full or read-only.
    """
    drawn, content = _draw(certificates, designs or shipped(), progress, cancelled)
    if not drawn:
        return 0
    if isinstance(target, Path):
        _save(target, content)
    else:
        target.write(content)
    return drawn


def draw_each(
    certificates: Iterable[Certificate],
    folder: Path,
    *,
    designs: Mapping[str, Design] | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Path]:
    """Write one PDF for each certificate into the folder, named by number and name; return their paths in order.

    All are drawn before the first is written, so that a name that cannot be printed, or a `progress` that raises to
    stop it, stops all. Files of the same name are replaced. Raises UserError as draw_certificates does.
    """
    files: list[tuple[Path, bytes]] = []
    for certificate in certificates:
        _drawn, content = _draw([certificate], designs or shipped(), None, None)
        files.append((folder / _file_name(certificate), content))
        if progress:
            progress(len(files))
    if not files:
        raise _nothing()
    for path, content in files:
        _save(path, content)
    return [path for path, _content in files]


def _draw(
    certificates: Iterable[Certificate],
    designs: Mapping[str, Design],
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> tuple[int, bytes]:
    """How many were drawn, and the PDF; nothing where it was cancelled."""
    canvas: Canvas | None = None
    tags: Tags | None = None
    forms: dict[Certificate, _Forms] = {}
    drawn = 0
    for certificate in certificates:
        if cancelled and cancelled():
            return 0, b""
        common = shared(certificate)
        if canvas is None or tags is None:
            canvas = _new_canvas(certificate)
            tags = Tags(canvas)
        if common not in forms:
            page = Page(designs.get(certificate.design) or designs[USUAL], certificate)
            forms[common] = _Forms(canvas, page, certificate, f"certificate{len(forms)}")
        forms[common].draw(canvas, tags, certificate)
        drawn += 1
        if progress:
            progress(drawn)
    if canvas is None or tags is None:
        raise _nothing()
    tags.close()
    return drawn, canvas.getpdfdata()


class _Forms:
    """What the pages of a course have in common, which stands in the file once."""

    def __init__(self, canvas: Canvas, page: Page, certificate: Certificate, name: str) -> None:
        self.page = page
        self.ground, self.front, self.back = f"{name}ground", f"{name}front", ""
        with _form(canvas, page, self.ground):
            page.draw_ground(canvas, certificate)
        with _form(canvas, page, self.front):
            self.name_bottom = page.draw_shared(canvas, certificate)
        if certificate.contents is not None:
            # A page that lies is turned over its short side, so that its back stands upright too.
            canvas.setViewerPreference("Duplex", _DUPLEX[page.design.orientation])
            self.back = f"{name}back"
            with _form(canvas, page, self.back):
                draw_back(canvas, page, certificate)

    def draw(self, canvas: Canvas, tags: Tags, certificate: Certificate) -> None:
        """Draw one certificate: its page, and its back where there is one."""
        canvas.setPageSize((self.page.width, self.page.height))
        self._draw_shared(canvas, tags, self.front)
        self.page.draw_own(canvas, tags, certificate, self.name_bottom)
        _end_page(canvas, tags)
        if self.back:
            self._draw_shared(canvas, tags, self.back)
            with tags.element("P"):
                draw_back_own(canvas, self.page, certificate)
            _end_page(canvas, tags)

    def _draw_shared(self, canvas: Canvas, tags: Tags, form: str) -> None:
        with tags.artifact():
            canvas.doForm(self.ground)
        with tags.element("P"):
            canvas.doForm(form)


@contextmanager
def _form(canvas: Canvas, page: Page, name: str) -> Iterator[None]:
    """What is drawn meanwhile is a form as large as the page."""
    canvas.beginForm(name, 0, 0, page.width, page.height)
    yield
    canvas.endForm()


class _Packed(PDFStream):
    """The packed drawing of a page, which is let go of once it stands in the file that is being put together."""

    def format(self, document: PDFDocument) -> bytes:
        written: bytes = super().format(document)
        self.content = b""
        return written


def _end_page(canvas: Canvas, tags: Tags) -> None:
    """End a page, and pack it at once: until the file is written all pages wait in memory."""
    canvas.showPage()
    page = canvas._doc.Pages.pages[-1]
    packed = zlib.compress(page.stream.encode("latin-1"))
    page.Contents = _Packed(PDFDictionary({"Filter": PDFName("FlateDecode")}), packed)
    page.stream = None
    tags.end_page(page)


def _new_canvas(certificate: Certificate) -> Canvas:
    canvas = Canvas("", lang=certificate.language, pdfVersion=(1, 7))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setTitle(" ".join(filter(None, (certificate.title, certificate.product))))
    canvas.setAuthor(certificate.organiser)
    canvas.setCreator("")
    return canvas


def _file_name(certificate: Certificate) -> str:
    """Number, name and copy; Latin letters where there are some."""
    name = file_stem(certificate.latin_name or certificate.name)
    copy = f"({certificate.copy})" if certificate.copy > 1 else ""
    return " ".join(filter(None, (file_stem(certificate.number), name, copy))) + ".pdf"


def file_stem(text: str) -> str:
    """The text as every file system takes it as a name."""
    composed = unicodedata.normalize("NFC", text)
    plain = re.sub(r'[<>:"/\\|?*\x00-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]', " ", composed)
    return " ".join(plain.split())[:_LONGEST_NAME].rstrip(". ")


def _save(path: Path, content: bytes) -> None:
    """Write the file beside its place and move it there, so that nobody meets half a file."""
    partial = path.with_name(f".{path.stem[:40]}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise _not_saved(path, error) from error


def _not_saved(path: Path, error: OSError) -> UserError:
    if error.errno in _FULL:
        message = _("The disk has no room for {path}. The certificates were not saved. Make room on it and repeat.")
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        message = _("There is no folder {folder}. The certificates were not saved. Choose another folder.")
    else:
        message = _(
            "{path} cannot be written: it is open in another program, or the folder is read-only. The certificates "
            "were not saved. Close the file, or choose another folder."
        )
    return UserError(message.format(path=path, folder=path.parent))


def _nothing() -> UserError:
    return UserError(_("There are no certificates to print. Nothing was written. Choose some first."))
