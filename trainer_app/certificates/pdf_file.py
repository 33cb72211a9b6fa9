"""A PDF that is written while it is drawn: each page leaves the memory once it ends, which reportlab keeps them in."""

import zlib
from typing import BinaryIO, ClassVar

from reportlab.pdfbase.pdfdoc import PDFCatalog, PDFDocument, PDFIndirectObject, PDFName, PDFObject, PDFPage, PDFTrailer
from reportlab.pdfgen.canvas import Canvas

_STREAM_END = b"endstream\nendobj\n"
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class _PageTree(PDFCatalog):
    """The tree of pages (PDF 1.7, 7.7.3.2), which knows them by the numbers of their objects."""

    __Defaults__: ClassVar = {"Type": PDFName("Pages")}
    __NoDefault__ = ("Kids", "Count")
    __Refs__ = ()

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.pages: list[PDFPage] = []  # that wait to be written: one at most

    def addPage(self, page: PDFPage) -> None:
        """Take a page; reportlab calls this when one ends."""
        self.pages.append(page)

    def check_format(self, _document: PDFDocument) -> None:
        """Say what pages there are; reportlab calls this when the tree is written."""
        self.Kids, self.Count = f"[{' '.join(f'{number} 0 R' for number in self.numbers)}]", len(self.numbers)


class PdfFile:
    """The file of what is drawn on a canvas, to which nothing was drawn yet."""

    def __init__(self, canvas: Canvas, file: BinaryIO) -> None:
        self._document: PDFDocument = canvas._doc
        self._file, self._at = file, 0
        self._offsets: dict[int, int] = {}
        self._tree = self._document.Pages = self._document.Catalog.Pages = _PageTree()
        self._write(_HEADER)

    def number(self, one: PDFObject | None = None) -> int:
        """The number of an object that reportlab writes at the end, or, of none, of one that `put` writes."""
        document = self._document
        if one is None:
            document.objectcounter += 1
            return int(document.objectcounter)
        name = document.Reference(one).name
        return int(document.idToObjectNumberAndVersion[name][0])

    def put(self, number: int, content: bytes) -> None:
        """Write the object of a number."""
        self._offsets[number] = self._at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, content))

    def end_page(self) -> int:
        """Write the page that has just ended, packed; the number of its object."""
        document = self._document
        (page,) = self._tree.pages
        packed, contents = zlib.compress(page.stream.encode("latin-1")), self.number()
        self.put(contents, stream(b"/Filter /FlateDecode", packed))
        page.Contents = f"{contents} 0 R"
        number, name = self.number(page), page.__InternalName__
        self.put(number, page.format(document))
        for known, key in ((document.idToObject, name), (document.idToObjectNumberAndVersion, name),
                           (document.numberToId, number)):  # fmt: skip
            del known[key]
        self._tree.pages.clear()
        self._tree.numbers.append(number)
        return number

    def close(self) -> None:
        """Write all that is left: what pages share, fonts, the tree of pages, the table of objects."""
        document = self._document
        for font in document.delayedFonts:
            font.addObjects(document)
        document.encrypt.prepare(document)
        document.info.invariant = document.invariant
        document.info.digest(document.signature)
        root, info = document.Reference(document.Catalog), document.Reference(document.info)
        document.Catalog.Outlines = None
        number = 0
        while number < document.objectcounter:  # what is written may need more objects
            number += 1
            if number in self._offsets:
                continue
            name = document.numberToId[number]
            written = PDFIndirectObject(name, document.idToObject[name]).format(document)
            self._offsets[number] = self._at
            self._write(_with_line_end(written))
        table = self._at
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % (number + 1))
        for one in range(1, number + 1):
            self._write(b"%010d 00000 n \n" % self._offsets[one])
        trailer = PDFTrailer(startxref=table, Size=number + 1, Root=root, Info=info, ID=document.ID())
        self._write(trailer.format(document))

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._at += len(content)


def _with_line_end(written: bytes) -> bytes:
    """The object with the line end that belongs before the end of a stream (ISO 19005-2, 6.1.7.1), as reportlab has
    none."""
    return written.removesuffix(_STREAM_END) + b"\n" + _STREAM_END if written.endswith(_STREAM_END) else written


def stream(entries: bytes, content: bytes) -> bytes:
    """An object that is a stream, with the entries of its dictionary."""
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(content), content)
