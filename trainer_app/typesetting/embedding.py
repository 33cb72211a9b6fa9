"""Putting the faces that a document used into its PDF file, as subsets that hold only the glyphs drawn."""

from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from trainer_app.typesetting.fonts import Face
from trainer_app.typesetting.shaping import Line

_embedded: "WeakKeyDictionary[PDFDocument, dict[str, EmbeddedFace]]" = WeakKeyDictionary()


def need(document: PDFDocument, line: Line) -> None:
    """See to it that the document, when it is saved, holds the glyphs of the line."""
    faces = _embedded.setdefault(document, {})
    for face, glyphs in line.glyphs:
        if face.name not in faces:
            faces[face.name] = EmbeddedFace(face)
            document.delayedFonts.append(faces[face.name])
        known = faces[face.name].glyphs
        for glyph, text in glyphs.items():
            known[glyph] = known.get(glyph) or text


class EmbeddedFace:
    """A face as a document uses it: a composite font whose codes are the glyph ids of the font file."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.glyphs: dict[int, str] = {}

    def addObjects(self, document: PDFDocument) -> None:
        """Add the font's objects to the document; reportlab calls this once, when the document is saved."""
        tag = "".join(chr(65 + ord(letter) % 26) for letter in self.face.name[-6:].rjust(6, "A"))
        name = PDFName(f"{tag}+{self.face.name}")
        file = self._stream(document, "file", self.face.subset(self.glyphs))
        ascent, descent = self.face.vertical
        descriptor = PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": 4,  # symbolic: the codes follow no standard encoding
                "FontBBox": PDFArray([-1000, descent, 3000, ascent]),
                "ItalicAngle": 0,
                "Ascent": ascent,
                "Descent": descent,
                "CapHeight": 714,
                "StemV": 80 if self.face.weight < 600 else 140,
                "FontFile2": file,
            }
        )
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(descriptor, f"descriptor:{self.face.name}"),
                "CIDToGIDMap": PDFName("Identity"),
                "W": PDFArray(
                    [part for glyph in sorted(self.glyphs) for part in (glyph, PDFArray([self.face.advance(glyph)]))]
                ),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": name,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(descendant, f"descendant:{self.face.name}")]),
                "ToUnicode": self._stream(document, "characters", self._character_map()),
            }
        )
        document.idToObject["BasicFonts"].dict[self.face.name] = document.Reference(font, f"face:{self.face.name}")

    def _stream(self, document: PDFDocument, what: str, content: bytes) -> object:
        stream = PDFStream(content=content)
        stream.dictionary["Length1"] = len(content)
        if document.compression:
            stream.filters = [PDFZCompress]
        return document.Reference(stream, f"{what}:{self.face.name}")

    def _character_map(self) -> bytes:
        """The /ToUnicode CMap: what each glyph stands for (PDF 1.7, 9.10.3: at most 100 entries a block)."""
        entries = [
            f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for glyph, text in sorted(self.glyphs.items())
            if text
        ]
        blocks = [entries[i : i + 100] for i in range(0, len(entries), 100)]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin",
                "12 dict begin",
                "begincmap",
                "/CMapType 2 def",
                "/CMapName /Characters def",
                "1 begincodespacerange",
                "<0000> <FFFF>",
                "endcodespacerange",
                *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
                "endcmap",
                "CMapName currentdict /CMap defineresource pop",
                "end end",
            ]
        ).encode("ascii")
