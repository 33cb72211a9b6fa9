"""Prints a PDF file on a printer that the person chooses."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from trainer_app.progress import Progress
from trainer_app.texts import _
from ui.tasks import Tasks, Work

DOTS_PER_INCH = 200  # sharp enough for small letters, light enough for an old laptop
POINTS_PER_INCH = 72
AHEAD = 2  # pages that are ready before the printer takes them: a course of thousands must not fill the memory
SECONDS = 0.2  # between two looks at whether the person wants it to stop


class PrintJob(QObject):
    """Makes the PDF off the window's thread, then asks for the printer, then prints page by page.

    `make(path)` writes the PDF. `told(sentence)` is called when the pages are on their way. `backs`: every second page
    is a back side, and both sides of the paper are printed where the printer can.
    """

    _ready = Signal(object)

    def __init__(
        self, tasks: Tasks, parent: QWidget, title: str, make: Callable[[Path], object], told: Callable[[str], object],
        *, backs: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._tasks, self._parent, self._title, self._told, self._backs = tasks, parent, title, told, backs
        self._folder = Path(tempfile.mkdtemp())
        self.destroyed.connect(lambda _gone=None, folder=self._folder: shutil.rmtree(folder, ignore_errors=True))
        self._file = self._folder / "print.pdf"
        self._free = threading.Semaphore(AHEAD)
        self._painter: QPainter | None = None
        self._printer: QPrinter | None = None
        self._work: Work | None = None
        self._ready.connect(self._draw)
        tasks.ended.connect(self._ended)
        file = self._file

        def prepare(_progress: Progress) -> tuple[int, float, float]:
            make(file)
            return _measure(file)

        tasks.run(_("Making pages"), prepare, self._ask, owner=parent, progress=True)

    def _ask(self, measured: tuple[int, float, float]) -> None:
        count, width, height = measured
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        printer.setFullPage(True)
        size = QSizeF(min(width, height), max(width, height))
        printer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
        lies = width > height
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait)
        if self._backs:  # a page that lies is turned over its short side, so that its back stands upright too
            mode = QPrinter.DuplexMode
            printer.setDuplex(mode.DuplexShortSide if lies else mode.DuplexLongSide)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setMinMax(1, count)
        dialog.accepted.connect(lambda: self._print(printer, count))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # QPrintDialog's own wants a slot by name

    def _print(self, printer: QPrinter, count: int) -> None:
        self._printer = printer
        first, last = printer.fromPage() or 1, printer.toPage() or count
        file, free, send = self._file, self._free, self._ready.emit

        def render(progress: Progress) -> None:
            for number in range(first - 1, last):
                while not free.acquire(timeout=SECONDS):
                    progress.cancelled()
                progress.step(number - first + 1, last - first + 1, _("Printing"))
                send(_page(file, number))

        self._work = self._tasks.run(_("Printing"), render, progress=True)

    def _draw(self, page: QImage) -> None:
        """Put a page on paper; runs in the window's thread, where printing belongs."""
        assert self._printer is not None
        if self._painter is None:
            self._painter = QPainter(self._printer)
        else:
            self._printer.newPage()
        paper = QRectF(self._printer.paperRect(QPrinter.Unit.DevicePixel))
        scale = min(paper.width() / page.width(), paper.height() / page.height())
        self._painter.drawImage(QRectF(0, 0, page.width() * scale, page.height() * scale), page)
        self._free.release()

    def _ended(self, work: Work) -> None:
        if work is not self._work:
            return
        stopped = work.error is not None or work.is_cancelled
        if stopped and self._printer is not None:
            self._printer.abort()
        if self._painter is not None:
            self._painter.end()
        self._painter = self._printer = self._work = None
        if not stopped:
            self._told(_("{title} is on its way to the printer.").format(title=self._title))


def _measure(file: Path) -> tuple[int, float, float]:
    """(pages, width, height in points of the first)."""
    import pypdfium2

    from trainer_app.certificates.preview import PDFIUM

    with PDFIUM, pypdfium2.PdfDocument(file) as document:
        return len(document), document[0].get_width(), document[0].get_height()


def _page(file: Path, number: int) -> QImage:
    """One page as a picture."""
    import pypdfium2

    from trainer_app.certificates.preview import PDFIUM

    with PDFIUM, pypdfium2.PdfDocument(file) as document:
        return _image(document[number].render(scale=DOTS_PER_INCH / POINTS_PER_INCH, rev_byteorder=True))


def _image(bitmap: Any) -> QImage:
    """A picture of its own memory: PDFium frees its."""
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    forms = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888, 1: QImage.Format.Format_Grayscale8}
    return QImage(bytes(bitmap.buffer), width, height, stride, forms[bitmap.n_channels]).copy()
