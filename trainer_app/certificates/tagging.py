"""Tags of a PDF (ISO 32000-1, 14.7 and 14.8): what is read out of each page and in which order, what is decoration.

The text that all pages have in common is one form, drawn on each: it is one paragraph of every page. What is the
page's own are elements of their own, the heading first. reportlab knows no tags, so they are written here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from reportlab.pdfbase.pdfdoc import PDFName, PDFPage, PDFString
from reportlab.pdfgen.canvas import Canvas

from trainer_app.certificates.pdf_file import PdfFile

Role = Literal["H1", "P", "Figure"]

_KEYS = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
_IN_ORDER = PDFName("S")  # of the structure: the way in which Tab goes through a page


class Tags:
    """The tags of one document, which are told while its pages are drawn."""

    def __init__(self, canvas: Canvas, file: PdfFile) -> None:
        self._canvas, self._file = canvas, file
        self._root, self._whole = file.number(), file.number()
        self._read: list[str] = []
        self._parents: list[str] = []
        self._page: list[tuple[Role, str]] = []

    @contextmanager
    def element(self, role: Role, alternative: str = "") -> Iterator[None]:
        """What is drawn meanwhile is one element of the page; `alternative` says what a figure shows."""
        self._canvas.addLiteral(f"/{role} <</MCID {len(self._page)}>> BDC")
        yield
        self._canvas.addLiteral("EMC")
        self._page.append((role, alternative))

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn meanwhile is decoration: nobody reads it out."""
        self._canvas.addLiteral("/Artifact BMC")
        yield
        self._canvas.addLiteral("EMC")

    def end_page(self) -> None:
        """Write the page that has been drawn, and its elements."""
        page = self._canvas._doc.Pages.pages[-1]
        page.__NoDefault__ = _KEYS
        page.StructParents, page.Tabs = len(self._parents), _IN_ORDER
        on = self._file.end_page()
        numbers = []
        for at, (role, alternative) in enumerate(self._page):
            numbers.append(self._file.number())
            self._file.put(numbers[-1], self._element(role, alternative, at, on))
        order = sorted(range(len(numbers)), key=lambda at: self._page[at][0] != "H1")
        self._read.append(" ".join(f"{numbers[at]} 0 R" for at in order))
        self._parents.append(f"{len(self._parents)}[{' '.join(f'{number} 0 R' for number in numbers)}]")
        self._page = []

    def close(self) -> None:
        """Write the tree of all elements, before the file is closed."""
        whole, tree = self._whole, self._file.number()
        read, parents = " ".join(self._read), " ".join(self._parents)
        self._file.put(whole, f"<</Type/StructElem/S/Document/P {self._root} 0 R/K[{read}]>>".encode())
        self._file.put(tree, f"<</Nums[{parents}]>>".encode())
        root = f"<</Type/StructTreeRoot/K {whole} 0 R/ParentTree {tree} 0 R/ParentTreeNextKey {len(self._parents)}>>"
        self._file.put(self._root, root.encode())
        catalogue = self._canvas._doc.Catalog
        catalogue.StructTreeRoot, catalogue.MarkInfo = f"{self._root} 0 R", "<</Marked true>>"

    def _element(self, role: Role, alternative: str, at: int, page: int) -> bytes:
        told = b"/Alt " + PDFString(alternative).format(self._canvas._doc) if alternative else b""
        return b"<</Type/StructElem/S/%b/P %d 0 R/Pg %d 0 R/K %d%b>>" % (role.encode(), self._whole, page, at, told)
