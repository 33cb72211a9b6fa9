"""What makes a PDF one for archives (PDF/A-2b, ISO 19005-2): what it says of itself as XMP, and what its colours mean.

All else that the standard asks for (fonts in the file, no encryption, nothing from outside) holds as it is drawn.
"""

from functools import cache
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfgen.canvas import Canvas

from trainer_app.certificates.pdf_file import PdfFile, stream

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class ArchivalCanvas(Canvas):
    """A canvas that names no font which is not in the file: reportlab begins every page with Helvetica."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


def declare(canvas: Canvas, file: PdfFile, language: str) -> None:
    """Say in the file that it is one for archives; before it is closed."""
    document = canvas._doc
    info, at = document.info, document._timeStamp
    year, month, day, hours, minutes, seconds = at.YMDhms
    made = f"{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{int(seconds):02}{at.dhh:+03}:{at.dmm:02}"
    facts = {"title": info.title, "author": info.author, "producer": info.producer, "language": language, "made": made}
    metadata, profile = file.number(), file.number()
    said = _XMP.format(**{key: escape(value) for key, value in facts.items()})
    file.put(metadata, stream(b"/Type /Metadata /Subtype /XML", said.encode()))
    file.put(profile, stream(b"/N 3", _colours()))
    catalogue = document.Catalog
    catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "OutputIntents"]
    catalogue.Metadata = f"{metadata} 0 R"
    catalogue.OutputIntents = (
        "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
        f"/DestOutputProfile {profile} 0 R>>]"
    )


@cache
def _colours() -> bytes:
    """The profile of sRGB, which all colours of a page are meant in."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
