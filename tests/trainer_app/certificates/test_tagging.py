"""Tags: every mark on a page is an element or decoration, the heading is read first, the code says what it is."""

import ctypes
import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from trainer_app.certificates.contents import Certificate, Signatory
from trainer_app.certificates.designer.taken_apart import in_boxes
from trainer_app.certificates.designs import shipped
from trainer_app.certificates.drawing import draw_certificates

SAMPLE = Certificate(
    number="SIYB-SYB-MM-2026-K7Q2M9D-0001-X", kind="completion", name="Ana (Maria)", title="Certificado",
    introduction="Se certifica que", body=("ha completado",), product="Inicie su negocio", organiser="Cámara",
    dates="2–6 de marzo de 2026", signatories=(Signatory("Ann", "Director"),), language="es",
    code="TC1:" + "A7" * 130, watermark="rosette", contents=(("Marketing", "8"),),
)  # fmt: skip


def drawn(design: str) -> pypdfium2.PdfDocument:
    memory = io.BytesIO()
    designs = {**shipped(), **{f"{name} in boxes": in_boxes(one, SAMPLE) for name, one in shipped().items()}}
    people = [replace(SAMPLE, design=design), replace(SAMPLE, design=design, name="ခင်ထွေး", copy=2, contents=None)]
    draw_certificates(people, memory, designs=designs)
    return pypdfium2.PdfDocument(memory.getvalue())


def said(ask: Callable, one: object) -> str:
    size = ask(one, None, 0)
    text = ctypes.create_string_buffer(size)
    ask(one, text, size)
    return text.raw[: size - 2].decode("utf-16-le")


def elements(page: pypdfium2.PdfPage) -> list[tuple[str, str]]:
    """The elements of a page in the order in which they are read: (role, alternative)."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    whole = pdfium.FPDF_StructTree_GetChildAtIndex(tree, 0)
    assert said(pdfium.FPDF_StructElement_GetType, whole) == "Document"
    found = []
    for at in range(pdfium.FPDF_StructElement_CountChildren(whole)):
        if one := pdfium.FPDF_StructElement_GetChildAtIndex(whole, at):
            alternative = said(pdfium.FPDF_StructElement_GetAltText, one)
            found.append((said(pdfium.FPDF_StructElement_GetType, one), alternative))
    pdfium.FPDF_StructTree_Close(tree)
    return found


def marks(page: pypdfium2.PdfPage) -> Iterator[set[str]]:
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        one = pdfium.FPDFPage_GetObject(page, number)
        names = set()
        for at in range(pdfium.FPDFPageObj_CountMarks(one)):
            length, text = ctypes.c_ulong(), (pdfium.FPDF_WCHAR * 40)()
            pdfium.FPDFPageObjMark_GetName(pdfium.FPDFPageObj_GetMark(one, at), text, 80, length)
            names.add(bytes(text)[: length.value - 2].decode("utf-16-le"))
        yield names


@pytest.mark.parametrize("design", ["classic", "modern", "classic in boxes", "modern in boxes"])
def test_all_that_stands_on_a_page_is_read_out_or_decoration(design: str) -> None:
    with drawn(design) as document:
        assert pdfium.FPDFCatalog_IsTagged(document)
        code = ("Figure", f"QR: N.º {SAMPLE.number}")
        front, back, copy = (elements(page) for page in document)
        assert front[0] == copy[0] == ("H1", "")
        assert code in front
        assert code in copy
        assert {role for role, _more in front} == {"H1", "P", "Figure"}
        assert back == [("P", ""), ("P", "")]
        assert len(copy) == len(front) + 1
        for page in document:
            found = list(marks(page))
            assert {"Artifact"} in found
            assert all(names & {"Artifact", "H1", "P", "Figure"} for names in found)


def test_the_file_says_its_language_and_shows_its_title() -> None:
    with drawn("classic") as document:
        assert document.get_metadata_value("Title") == "Certificado Inicie su negocio"
        assert document.get_version() == 17
        memory = io.BytesIO()
        document.save(memory)
        assert b"/Lang" in memory.getvalue()
        assert b"/DisplayDocTitle true" in memory.getvalue()
