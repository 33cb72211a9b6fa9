"""Certificates as PDF files: one file with a page for each, or one file for each."""

import errno
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from trainer_app.certificates.archival import ArchivalCanvas, declare
from trainer_app.certificates.backs import draw_back, draw_back_own
from trainer_app.certificates.contents import Certificate, Signatory
from trainer_app.certificates.design import Page, shared
from trainer_app.certificates.designs import USUAL, Design, shipped
from trainer_app.certificates.pdf_file import PdfFile
from trainer_app.certificates.tagging import Tags
from trainer_app.errors import UserError
from trainer_app.file_names import located
from trainer_app.texts import _

__all__ = ["Certificate", "Signatory", "draw_certificates", "draw_each"]

_LONGEST_NAME = 60
_IN_MEMORY = 1 << 22  # bytes of a PDF that goes to no file of its own, before the disk takes it
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
    place = _replacing(target) if isinstance(target, Path) else _once_whole(target)
    with suppress(_Stopped), place as file:
        return _draw(certificates, file, designs or shipped(), progress, cancelled)
    return 0


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
    designs = designs or shipped()
    paths: list[Path] = []
    with _told(folder / "certificates"), tempfile.TemporaryDirectory(prefix=".", dir=folder) as waiting:
        for certificate in certificates:
            paths.append(folder / _file_name(certificate))
            with _told(paths[-1]), Path(waiting, paths[-1].name).open("wb") as file:
                _draw([certificate], file, designs, None, None)
            if progress:
                progress(len(paths))
        if not paths:
            raise _nothing()
        for path in dict.fromkeys(paths):
            with _told(path):
                Path(waiting, path.name).replace(path)
    return paths


class _Stopped(Exception):
    """The person asked to stop."""


def _draw(
    certificates: Iterable[Certificate],
    file: BinaryIO,
    designs: Mapping[str, Design],
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> int:
    """Write the PDF; how many were drawn. Raises _Stopped where it was cancelled."""
    canvas: Canvas | None = None
    forms: dict[Certificate, _Forms] = {}
    drawn = 0
    for certificate in certificates:
        if cancelled and cancelled():
            raise _Stopped
        common = shared(certificate)
        if canvas is None:
            canvas, language = _new_canvas(certificate), certificate.language
            pdf = PdfFile(canvas, file)
            tags = Tags(canvas, pdf)
        if common not in forms:
            page = Page(designs.get(certificate.design) or designs[USUAL], certificate)
            forms[common] = _Forms(canvas, page, certificate, f"certificate{len(forms)}")
        forms[common].draw(canvas, tags, certificate)
        drawn += 1
        if progress:
            progress(drawn)
    if canvas is None:
        raise _nothing()
    tags.close()
    declare(canvas, pdf, language)
    pdf.close()
    return drawn


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


def _end_page(canvas: Canvas, tags: Tags) -> None:
    canvas.showPage()
    tags.end_page()


def _new_canvas(certificate: Certificate) -> Canvas:
    canvas = ArchivalCanvas("", lang=certificate.language, pdfVersion=(1, 7))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setTitle(" ".join(filter(None, (certificate.title, certificate.product))))
    canvas.setAuthor(certificate.organiser)
    canvas.setCreator("")
    canvas.setSubject("")
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


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file beside its place, moved there at the end, so that nobody meets half a file; gone after an error."""
    partial = path.with_name(f".{path.stem[:40]}.{os.getpid()}.part")
    with _told(path):
        try:
            with partial.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Raises UserError where the file cannot be written meanwhile."""
    try:
        yield
    except OSError as error:
        raise _not_saved(path, error) from error


@contextmanager
def _once_whole(target: BinaryIO) -> Iterator[BinaryIO]:
    """What is written meanwhile goes to the target at the end, and nothing of it after an error."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        yield file  # type: ignore[misc]
        file.seek(0)
        shutil.copyfileobj(file, target)


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
    return UserError(message.format(path=located(path), folder=located(path.parent)))


def _nothing() -> UserError:
    return UserError(_("There are no certificates to print. Nothing was written. Choose some first."))
