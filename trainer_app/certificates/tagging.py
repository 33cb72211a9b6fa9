"""Tags of a PDF (ISO 32000-1, 14.7 and 14.8): what is read out of each page and in which order, what is decoration.

The text that all pages have in common is one form, drawn on each: it is one paragraph of every page. What is the
page's own are elements of their own, the heading first. reportlab knows no tags, so they are written here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFName, PDFObject, PDFPage, PDFString
from reportlab.pdfgen.canvas import Canvas

Role = Literal["H1", "P", "Figure"]


class _Written(PDFObject):
    """An object of the file whose text is known, and let go of once it stands there."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, _document: PDFDocument) -> bytes:
        text, self.text = self.text, ""
        return text.encode("latin-1")


_KEYS = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
_IN_ORDER = PDFName("S")  # of the structure: the way in which Tab goes through a page


class Tags:
    """The tags of one document, which are told while its pages are drawn."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._pages: list[tuple[PDFPage, list[tuple[Role, str]]]] = []
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

    def end_page(self, page: PDFPage) -> None:
        """The page that has been drawn has these elements."""
        page.__NoDefault__ = _KEYS
        page.StructParents, page.Tabs = len(self._pages), _IN_ORDER
        self._pages.append((page, self._page))
        self._page = []

    def close(self) -> None:
        """Put the tree of all elements into the document, before it is saved."""
        catalogue = self._canvas._doc.Catalog
        root, whole = _Written(), _Written()
        read, parents = [], []
        for at, (page, elements) in enumerate(self._pages):
            written = [
                self._number(_Written(self._element(role, alternative, number, page, whole)))
                for number, (role, alternative) in enumerate(elements)
            ]
            order = sorted(range(len(elements)), key=lambda number: elements[number][0] != "H1")
            read.append(" ".join(written[number] for number in order))
            parents.append(f"{at}[{' '.join(written)}]")
        whole.text = f"<</Type/StructElem/S/Document/P {self._number(root)}/K[{' '.join(read)}]>>"
        tree = self._number(_Written(f"<</Nums[{' '.join(parents)}]>>"))
        root.text = (
            f"<</Type/StructTreeRoot/K {self._number(whole)}/ParentTree {tree}/ParentTreeNextKey {len(parents)}>>"
        )
        catalogue.StructTreeRoot, catalogue.MarkInfo = root, _Written("<</Marked true>>")

    def _element(self, role: Role, alternative: str, at: int, page: PDFPage, whole: PDFObject) -> str:
        told = "/Alt " + PDFString(alternative).format(self._canvas._doc).decode("latin-1") if alternative else ""
        return f"<</Type/StructElem/S/{role}/P {self._number(whole)}/Pg {self._number(page)}/K {at}{told}>>"

    def _number(self, one: PDFObject) -> str:
        """How the file refers to an object."""
        document = self._canvas._doc
        name = document.Reference(one).name
        return f"{document.idToObjectNumberAndVersion[name][0]} 0 R"
