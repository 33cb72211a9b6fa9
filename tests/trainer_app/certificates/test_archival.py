"""A file for archives: what it says of itself and of its colours, every font in it, syntax as the standard wants it."""

import io
import re
from dataclasses import replace
from xml.etree import ElementTree

from PIL import Image

from trainer_app.certificates.contents import Certificate, Signatory
from trainer_app.certificates.drawing import draw_certificates

SAMPLE = Certificate(
    number="SIYB-SYB-MM-2026-K7Q2M9D-0001-X", kind="completion", name="မခင်ထွေး", title="Certificate <of> Completion",
    product="Start & Improve", organiser="Chamber", signatories=(Signatory("Ann", "Director"),),
    code="TC1:" + "A7" * 130, watermark="rosette", contents=(("Marketing", "8"),),
)  # fmt: skip
NAMES = {"pdfaid": "http://www.aiim.org/pdfa/ns/id/", "dc": "http://purl.org/dc/elements/1.1/"}


def drawn() -> bytes:
    seal, memory = io.BytesIO(), io.BytesIO()
    Image.new("RGBA", (60, 60), (200, 30, 30, 128)).save(seal, "PNG")
    draw_certificates([replace(SAMPLE, logos=(seal.getvalue(),)), replace(SAMPLE, name="سارة")], memory)
    return memory.getvalue()


def test_it_says_what_it_is_and_what_its_colours_mean() -> None:
    pdf = drawn()
    xmp = re.search(rb"<\?xpacket begin.*?\?>\n(.*)\n<\?xpacket end", pdf, re.DOTALL)
    assert xmp
    said = ElementTree.fromstring(xmp[1].decode())
    assert [said.findtext(f".//pdfaid:{name}", None, NAMES) for name in ("part", "conformance")] == ["2", "B"]
    title = said.find(".//dc:title", NAMES)
    assert title is not None
    assert "".join(title.itertext()) == "Certificate <of> Completion Start & Improve"
    intent = re.search(rb"/OutputIntents \[<</Type/OutputIntent/S/GTS_PDFA1.*?/DestOutputProfile (\d+) 0 R", pdf)
    assert intent
    profile = re.search(rb"\n%b 0 obj\n<< /N 3 /Length (\d+) >>\nstream\n" % intent[1], pdf)
    assert profile
    assert pdf[profile.end() + 36 : profile.end() + 40] == b"acsp"
    assert pdf[profile.end() + 16 : profile.end() + 20] == b"RGB "


def test_every_font_is_in_the_file_and_none_else_is_named() -> None:
    pdf = drawn()
    assert b"Helvetica" not in pdf
    fonts = re.findall(rb"/BaseFont /([\w+-]+)", pdf)
    described = re.findall(rb"/FontFile2 \d+ 0 R .*?/FontName /([\w+-]+)", pdf, re.DOTALL)
    assert set(fonts) == set(described)
    assert len(set(fonts)) >= 3


def test_its_syntax_is_as_the_standard_wants_it() -> None:
    pdf = drawn()
    assert re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}", pdf)
    assert b"/Encrypt" not in pdf
    assert re.search(rb"/ID\s*\[<", pdf)
    streams = list(re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", pdf))
    assert len(streams) > 8
    for one in streams:
        end = one.end() + int(one[1])
        assert pdf[end : end + 10] == b"\nendstream"
    table = int(re.findall(rb"startxref\n(\d+)\n%%EOF", pdf)[-1])
    offsets = [int(line.split()[0]) for line in pdf[table:].split(b"trailer")[0].splitlines()[3:]]
    for number, offset in enumerate(offsets, 1):
        assert pdf[offset:].startswith(b"%d 0 obj\n" % number)
