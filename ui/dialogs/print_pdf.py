"""Prints a PDF file on a printer that the person chooses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from trainer_app.progress import Progress
from trainer_app.texts import _
from ui.tasks import Tasks

DOTS_PER_INCH = 200  # sharp enough for small letters, light enough for an old laptop
POINTS_PER_INCH = 72


class PrintJob:
    """Makes the pages off the window's thread, then asks for the printer, then prints.

    `make(path)` writes the PDF. `told(sentence)` is called when the pages are on their way.
    """

    def __init__(
        self, tasks: Tasks, parent: QWidget, title: str, make: Callable[[Path], object], told: Callable[[str], object]
    ) -> None:
        self._parent, self._title, self._told = parent, title, told
        self._pages: list[QImage] = []
        tasks.run(_("Making pages"), lambda progress: _pages_of(make, progress), self._ask, owner=parent, progress=True)

    def _ask(self, pages: list[QImage]) -> None:
        self._pages = pages
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        printer.setFullPage(True)
        if pages and pages[0].width() > pages[0].height():
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, len(pages))
        dialog.accepted.connect(lambda: self._print(printer))
        QDialog.open(dialog)  # QPrintDialog's own wants a slot by name

    def _print(self, printer: QPrinter) -> None:
        first, last = printer.fromPage() or 1, printer.toPage() or len(self._pages)
        painter = QPainter(printer)
        for number, page in enumerate(self._pages[first - 1 : last]):
            if number:
                printer.newPage()
            paper = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
            scale = min(paper.width() / page.width(), paper.height() / page.height())
            painter.drawImage(QRectF(0, 0, page.width() * scale, page.height() * scale), page)
        painter.end()
        self._told(_("{title} is on its way to the printer.").format(title=self._title))


def _pages_of(make: Callable[[Path], object], progress: Progress) -> list[QImage]:
    """The pages of the PDF that `make` writes, as pictures."""
    from tempfile import TemporaryDirectory

    import pypdfium2

    with TemporaryDirectory() as folder:
        file = Path(folder) / "print.pdf"
        make(file)
        document = pypdfium2.PdfDocument(file)
        try:
            pages = []
            for number in range(len(document)):
                progress.step(number, len(document), _("Making pages"))
                bitmap = document[number].render(scale=DOTS_PER_INCH / POINTS_PER_INCH, rev_byteorder=True)
                pages.append(_image(bitmap))
            return pages
        finally:
            document.close()


def _image(bitmap: object) -> QImage:
    """A picture of its own memory: PDFium frees its."""
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride  # type: ignore[attr-defined]
    forms = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888, 1: QImage.Format.Format_Grayscale8}
    channels = bitmap.n_channels  # type: ignore[attr-defined]
    return QImage(bytes(bitmap.buffer), width, height, stride, forms[channels]).copy()  # type: ignore[attr-defined]
