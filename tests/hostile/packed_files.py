"""Hostile .xlsx, .ods and .xlsb files, each made by a function of the file to write."""

import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

Maker = Callable[[Path], None]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MB = 1 << 20

TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
ROOT = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
LAUGHS = '<!DOCTYPE x [<!ENTITY a0 "ha">{}]>'.format(
    "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def book(sheets: str = '<sheet name="People" sheetId="1" r:id="rId1"/>', before: str = "") -> str:
    return f'{before}<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{sheets}</sheets></workbook>'


def relations(target: str = "worksheets/sheet1.xml", more: str = "") -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}/worksheet" Target="{target}"{more}/>'
        f'<Relationship Id="rId2" Type="{RELATION}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="rId3" Type="{RELATION}/styles" Target="styles.xml"/></Relationships>'
    )


def sheet(rows: str, before: str = "", after: str = "", dimension: str = "A1:C3") -> str:
    return (
        f'{before}<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData>{after}'
        "</worksheet>"
    )


def text(name: str, content: str) -> str:
    return f'<c r="{name}" t="inlineStr"><is><t>{content}</t></is></c>'


PEOPLE = (
    f'<row r="1">{text("A1", "No")}{text("B1", "Name")}{text("C1", "Sex")}</row>'
    f'<row r="2"><c r="A2"><v>1</v></c>{text("B2", "Aye Aye")}{text("C2", "F")}</row>'
    f'<row r="3"><c r="A3"><v>2</v></c>{text("B3", "Bo Bo")}{text("C3", "M")}</row>'
)


def packed(parts: dict[str, str | bytes | None]) -> Maker:
    """A workbook of three rows in which these parts are other than they should be (None: missing)."""
    whole = {"[Content_Types].xml": TYPES, "_rels/.rels": ROOT, "xl/workbook.xml": book(), RELATIONS: relations(),
             SHEET: sheet(PEOPLE)} | parts  # fmt: skip

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in whole.items():
                if content is not None:
                    archive.writestr(name, content)

    return make


def rows(content: str, **how: str) -> Maker:
    """The three good rows and some more in the sheet."""
    return packed({SHEET: sheet(PEOPLE + content, **how)})


def cell(attributes: str, content: str) -> Maker:
    """The good rows and one odd cell."""
    return rows(f'<row r="4"><c r="A4"><v>3</v></c><c r="B4" {attributes}>{content}</c></row>')


def streamed(name: str, blocks: Iterator[bytes], parts: dict[str, str | bytes | None] | None = None) -> Maker:
    """A part that is too long to be made in memory."""

    def make(path: Path) -> None:
        packed({name: None} | (parts or {}))(path)
        with (
            zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open(name, "w", force_zip64=True) as part,
        ):
            for block in blocks:
                part.write(block)

    return make


def long_sheet(blocks: Callable[[], Iterator[str]]) -> Maker:
    def content() -> Iterator[bytes]:
        head, tail = sheet(PEOPLE + "\0").split("\0")
        yield head.encode()
        for block in blocks():
            yield block.encode()
        yield tail.encode()

    return lambda path: streamed(SHEET, content())(path)


def patched(make: Maker, old: bytes, new: bytes, *, all_of_them: bool = True) -> Maker:
    """The file with bytes of its archive exchanged."""

    def change(path: Path) -> None:
        make(path)
        content = path.read_bytes()
        assert old in content
        path.write_bytes(content.replace(old, new) if all_of_them else content.replace(old, new, 1))

    return change


def lying_about_sizes(make: Maker, size: int) -> Maker:
    """All entries of the central directory and their own heads say this size."""

    def change(path: Path) -> None:
        make(path)
        content = bytearray(path.read_bytes())
        place = 0
        while (place := content.find(b"PK\x01\x02", place)) >= 0:
            struct.pack_into("<I", content, place + 24, size)
            place += 4
        path.write_bytes(content)

    return change


def many_entries(number: int) -> Maker:
    def make(path: Path) -> None:
        packed({})(path)
        with zipfile.ZipFile(path, "a") as archive:
            for n in range(number):
                archive.writestr(f"xl/media/{n}", b"")

    return make


def twice(name: str, content: str) -> Maker:
    """An archive with two parts of one name."""

    def make(path: Path) -> None:
        packed({})(path)
        import warnings

        with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
            warnings.simplefilter("ignore")
            archive.writestr(name, content)

    return make


def nested(depth: int) -> Maker:
    def make(path: Path) -> None:
        packed({})(path)
        content = path.read_bytes()
        for _level in range(depth):
            packed({"xl/embeddings/book.xlsx": content})(path)
            content = path.read_bytes()

    return make


def overlapping(number: int, rows_in_it: int = 1_000_000) -> Maker:
    """Many entries of the directory that all name the same compressed megabytes."""

    def make(path: Path) -> None:
        sheets = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, number))
        packed({"xl/workbook.xml": book(sheets), SHEET: sheet(PEOPLE + "<row/>" * rows_in_it)})(path)

    return make


def wide_rows(number: int) -> Iterator[str]:
    for row in range(4, 4 + number):
        yield f'<row r="{row}">' + "".join(f"<c><v>{n}</v></c>" for n in range(16_384)) + "</row>"


def filled_rows(number: int, columns: int) -> Iterator[str]:
    for first in range(4, 4 + number, 1000):
        yield "".join(
            f'<row r="{row}">' + "".join(f"<c><v>{row * n}</v></c>" for n in range(columns)) + "</row>"
            for row in range(first, first + 1000)
        )


def blocks(what: str, times: int) -> Callable[[], Iterator[str]]:
    return lambda: (what for _n in range(times))


STYLED = "".join(f'<c r="{letter}{{0}}" s="1"/>' for letter in "ABCDE")

XLSX: dict[str, Maker] = {
    "far cell": rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "far row": rows('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
    "far column": rows('<row r="4"><c r="XFD4"><v>1</v></c></row>'),
    "beyond the last column": rows('<row r="4"><c r="ZZZZZZZ4"><v>1</v></c></row>'),
    "beyond the last row": rows('<row r="4294967295"><c r="XFD4294967295"><v>1</v></c></row>'),
    "beyond all numbers": rows('<row r="4"><c r="ZZZZZZZZZZZZ99999999999999999999"><v>1</v></c></row>'),
    "row zero": rows('<row r="0"><c r="A0"><v>1</v></c></row>'),
    "row minus one": rows('<row r="-1"><c r="A-1"><v>1</v></c></row>'),
    "cell without a name": rows('<row r="4"><c r=""><v>1</v></c></row>'),
    "dimension too large": rows("", dimension="A1:XFD1048576"),
    "dimension too small": rows("", dimension="A1:A1"),
    "dimension nonsense": rows("", dimension="ZZZZ99999999999:0"),
    "shared string out of range": cell('t="s"', "<v>999999</v>"),
    "shared string negative": cell('t="s"', "<v>-1</v>"),
    "shared string beyond numbers": cell('t="s"', "<v>99999999999999999999999</v>"),
    "shared string a word": cell('t="s"', "<v>first</v>"),
    "styles missing": cell('s="7"', "<v>41000</v>"),
    "style out of range": packed({
        SHEET: sheet(PEOPLE + '<row r="4"><c r="B4" s="4000000000"><v>41000</v></c></row>'),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
    }),
    "odd dates": packed({
        SHEET: sheet(PEOPLE + '<row r="4">' + "".join(
            f'<c r="{"ABCDEFGH"[n]}4" s="0"><v>{number}</v></c>'
            for n, number in enumerate(("1e308", "-1e308", "NaN", "inf", "-1", "2958466", "60", "1e-320"))
        ) + "</row>"),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
    }),
    "odd ISO dates": cell('t="d"', "<v>99999-99-99T99:99:99Z</v>"),
    "odd numbers": cell("", "<v>1e999</v>"),
    "number a word": cell('t="n"', "<v>twelve</v>"),
    "boolean maybe": cell('t="b"', "<v>maybe</v>"),
    "unknown type": cell('t="zzz"', "<v>1</v>"),
    "unknown error": cell('t="e"', "<v>#BOOM!</v>"),
    "error without a name": rows('<row r="4"><c t="e"><v>#N/A</v></c></row>'),
    "error in a far cell without end": rows('<row r="4"><c r="XFD9999999" t="e"><f>1/0'),
    "formulas without result": rows("".join(f'<row r="{n}"><c r="B{n}"><f>1/0</f></c></row>' for n in range(4, 999))),
    "empty value": cell('t="n"', "<v/>"),
    "formula of commands": cell("", "<f>cmd|' /C calc'!A0</f><v>0</v>"),
    "long string": rows(f'<row r="4">{text("B4", "x" * 40_000)}</row>'),
    "odd escapes": rows(f'<row r="4">{text("B4", "_x0000_ _xD800_ _xZZZZ_ _x00 _x0041")}</row>'),
    "control characters": rows(f'<row r="4">{text("B4", "a" + "".join(map(chr, range(1, 9))) + "b")}</row>'),
    "lone surrogate": rows(f'<row r="4">{text("B4", "a&#xD800;b")}</row>'),
    "no such character": rows(f'<row r="4">{text("B4", "a&#x99999999;b&#0;")}</row>'),
    "not UTF-8": packed({SHEET: sheet(PEOPLE).encode() .replace(b"Aye Aye", b"\xff\xfe\x80")}),
    "UTF-16": packed({SHEET: ('<?xml version="1.0" encoding="UTF-16"?>' + sheet(PEOPLE)).encode("utf-16")}),
    "billion laughs in the sheet": rows(f'<row r="4">{text("B4", "&a11;")}</row>', before=LAUGHS),
    "billion laughs in the workbook": packed({
        "xl/workbook.xml": book('<sheet name="&a11;" sheetId="1" r:id="rId1"/>', LAUGHS)
    }),
    "billion laughs in the strings": packed({
        STRINGS: f'{LAUGHS}<sst xmlns="{MAIN}"><si><t>&a11;</t></si></sst>',
        SHEET: sheet(PEOPLE + '<row r="4"><c r="B4" t="s"><v>0</v></c></row>'),
    }),
    "external entity": rows(f'<row r="4">{text("B4", "&e;")}</row>', before=OUTSIDE),
    "external entity in the strings": packed({
        STRINGS: f'{OUTSIDE}<sst xmlns="{MAIN}"><si><t>&e;</t></si></sst>',
        SHEET: sheet(PEOPLE + '<row r="4"><c r="B4" t="s"><v>0</v></c></row>'),
    }),
    "deep XML": rows("<row>" * 100_000),
    "deep XML in the workbook": packed({"xl/workbook.xml": book("<sheet>" * 100_000)}),
    "deep XML in the strings": packed({STRINGS: f'<sst xmlns="{MAIN}">' + "<si>" * 100_000}),
    "XML cut off": packed({SHEET: sheet(PEOPLE)[:-60]}),
    "XML tags crossed": rows("<row r='4'><c></row></c>"),
    "merged over everything": rows("", after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "merged nonsense": rows("", after='<mergeCells><mergeCell ref="C9:A1"/><mergeCell ref="?"/></mergeCells>'),
    "merged many times": rows(
        "", after="<mergeCells>" + '<mergeCell ref="A2:A3"/>' * 100_000 + "</mergeCells>"
    ),
    "no workbook": packed({"xl/workbook.xml": None}),
    "no sheet": packed({SHEET: None}),
    "no relations": packed({RELATIONS: None}),
    "no content types": packed({"[Content_Types].xml": None}),
    "sheet outside": packed({RELATIONS: relations("../../../../../etc/passwd")}),
    "sheet at the root": packed({RELATIONS: relations("/etc/passwd")}),
    "sheet on the network": packed({RELATIONS: relations("http://127.0.0.1:9/sheet.xml", ' TargetMode="External"')}),
    "sheet of itself": packed({RELATIONS: relations("workbook.xml")}),
    "no sheets": packed({"xl/workbook.xml": book("")}),
    "sheets of one name": packed({"xl/workbook.xml": book('<sheet name="A" sheetId="1" r:id="rId1"/>' * 2)}),
    "sheet without a name": packed({"xl/workbook.xml": book('<sheet sheetId="1" r:id="rId1"/>')}),
    "sheet of a long name": packed({"xl/workbook.xml": book(f'<sheet name="{"n" * MB}" sheetId="1" r:id="rId1"/>')}),
    "a part twice": twice(SHEET, sheet("<row")),
    "many entries": many_entries(20_000),
    "archive in archive": nested(20),
    "sizes too small": lying_about_sizes(packed({}), 1),
    "sizes too large": lying_about_sizes(packed({}), 0xFFFFFFF0),
    "encrypted entry": patched(packed({}), b"\x02\x14\x03\x14\x00\x00\x00", b"\x02\x14\x03\x14\x00\x01\x00"),
    "unknown packing": patched(packed({}), b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x00\x00\x63\x00"),
    "no directory": patched(packed({}), b"PK\x05\x06", b"PK\x05\x07"),
    "archive twice": lambda path: packed({})(path) or (path.write_bytes(path.read_bytes() * 2) and None),
    "parts outside": packed({"../../../outside": "x", "/etc/passwd": "x", "C:\\x": "x", "\\\\server\\x": "x"}),
    "title that commands": packed({"xl/workbook.xml": book(
        '<sheet name="=cmd|&apos; /C calc&apos;!A0&#x202e;&#10;&lt;b&gt;{0}%s" sheetId="1" r:id="rId1"/>')}),
    "UTF-7": packed({SHEET: ('<?xml version="1.0" encoding="UTF-7"?>' + sheet(PEOPLE)).encode("utf-7")}),
    "more sheets than a list has": overlapping(800, rows_in_it=1),
    "only a signature": lambda path: path.write_bytes(b"PK\x03\x04") and None,
    "empty archive": lambda path: path.write_bytes(b"PK\x05\x06" + bytes(18)) and None,
}  # fmt: skip

XLSX_BIG: dict[str, Maker] = {
    "bomb": streamed(SHEET, iter([b" " * MB] * 1100)),
    "bomb that lies": lying_about_sizes(streamed(SHEET, iter([b" " * MB] * 1100)), 1000),
    "bomb of spaces": streamed(SHEET, iter([b" " * MB] * 380)),
    "bomb of rows": long_sheet(blocks("<row/>" * 100_000, 650)),
    "bomb of cells": long_sheet(blocks("<row><c><v>1</v></c></row>" * 40_000, 380)),
    "bomb in the strings": streamed(STRINGS, iter([b"<sst><si><t>"] + [b"x" * MB] * 380)),
    "bomb of strings": streamed(STRINGS, iter([b"<sst>"] + [b"<si><t>x</t></si>" * 60_000] * 380)),
    "bomb in the workbook": streamed("xl/workbook.xml", iter([b"<workbook>" + b" " * MB] * 380)),
    "bomb in an attribute": long_sheet(
        lambda: (part for part in ['<row r="4" x="', *["x" * MB] * 380, '"></row>'])),
    "bomb in a comment": long_sheet(lambda: (part for part in ["<!--", *["x" * MB] * 380, "-->"])),
    "a million empty styled rows": long_sheet(
        lambda: (f'<row r="{n}" s="1" customFormat="1">{STYLED.format(n)}</row>' for n in range(4, 1_000_004))),
    "16,384 columns": long_sheet(lambda: wide_rows(200)),
    "16,384 columns for ever": long_sheet(lambda: wide_rows(1300)),
    "a million rows": long_sheet(lambda: filled_rows(1_000_000, 5)),
    "300,000 wide rows": long_sheet(lambda: filled_rows(250_000, 60)),
    "one string a hundred thousand times": packed({
        STRINGS: f'<sst xmlns="{MAIN}"><si><t>{"x" * MB}</t></si></sst>',
        SHEET: sheet("".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100_001))),
    }),
    "a cell of 50 MB": long_sheet(lambda: (
        part for part in ['<row r="4"><c r="B4" t="inlineStr"><is><t>', *["x" * MB] * 50, "</t></is></c></row>"])),
    "attributes without end": rows("<row " + " ".join(f'a{n}="1"' for n in range(300_000)) + "/>"),
    "ten million merges": long_sheet(lambda: (
        part for part in ["</sheetData><mergeCells>", *['<mergeCell ref="A2:A3"/>' * 100_000] * 100,
                          "</mergeCells><sheetData>"])),
    "many sheets of one part": overlapping(500),
    "a million entries": many_entries(500_000),
}  # fmt: skip


# -- .ods


def ods(rows_: str, before: str = "") -> Maker:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f"{before}<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="People">{rows_}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
            archive.writestr("content.xml", content)
            archive.writestr("META-INF/manifest.xml", "<manifest/>")

    return make


def ods_cell(content: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{content}</text:p></table:table-cell>'


def ods_row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


ODS_PEOPLE = ods_row(ods_cell("Name"), ods_cell("Sex")) + ods_row(ods_cell("Aye Aye"), ods_cell("F"))
COLUMNS, ROWS = "table:number-columns-repeated", "table:number-rows-repeated"
ERROR = 'office:string-value="" calcext:value-type="error"'
MANY = 1_000_000_000

ODS: dict[str, Maker] = {
    "good": ods(ODS_PEOPLE),
    "columns repeated": ods(ODS_PEOPLE + ods_row(ods_cell("x", f'{COLUMNS}="{MANY}"'))),
    "rows repeated": ods(ODS_PEOPLE + ods_row(ods_cell("x"), attributes=f'{ROWS}="{MANY}"')),
    "both repeated": ods(
        ODS_PEOPLE + ods_row(ods_cell("x", f'{COLUMNS}="{MANY}"'), attributes=f'{ROWS}="{MANY}"')
    ),
    "rows repeated, somewhat": ods(ODS_PEOPLE + ods_row(ods_cell("x"), attributes=f'{ROWS}="1048576"') * 100),
    "a whole sheet repeated": ods(
        ODS_PEOPLE + ods_row(ods_cell("x", f'{COLUMNS}="16384"'), attributes=f'{ROWS}="1048576"')
    ),
    "whole sheets of people": ods(
        "".join(ods_row(ods_cell("Aye Aye"), ods_cell("F"), attributes=f'{ROWS}="1048576"') for _n in range(20))
    ),
    "empty ones repeated": ods(
        ODS_PEOPLE + ods_row(f'<table:table-cell {COLUMNS}="16384"/>', attributes=f'{ROWS}="1048000"')
    ),
    "empty ones before a cell": ods(
        ODS_PEOPLE + ods_row(f'<table:table-cell {COLUMNS}="{MANY}"/>', ods_cell("x"))
        + ods_row("<table:table-cell/>", attributes=f'{ROWS}="{MANY}"') + ods_row(ods_cell("x"))
    ),
    "repeated less than none": ods(ODS_PEOPLE + ods_row(ods_cell("x", f'{COLUMNS}="-5"'))),
    "repeated beyond numbers": ods(ODS_PEOPLE + ods_row(ods_cell("x", f'{COLUMNS}="99999999999999999999999"'))),
    "repeated a word": ods(ODS_PEOPLE + ods_row(ods_cell("x", f'{COLUMNS}="often"'))),
    "errors repeated": ods(
        ODS_PEOPLE + ods_row(ods_cell("#N/A", f'{ERROR} {COLUMNS}="16384"'), attributes=f'{ROWS}="1048576"')
    ),
    "errors in deep XML": ods(ODS_PEOPLE + f"<table:table-cell {ERROR}>" * 100_000),
    "billion laughs and an error": ods(ODS_PEOPLE + ods_row(ods_cell("&a11;", ERROR)), LAUGHS),
    "spaces repeated": ods(ODS_PEOPLE + ods_row(ods_cell(f'<text:s text:c="{MANY}"/>'))),
    "billion laughs": ods(ODS_PEOPLE + ods_row(ods_cell("&a11;")), LAUGHS),
    "external entity": ods(ODS_PEOPLE + ods_row(ods_cell("&e;")), OUTSIDE),
    "deep XML": ods(ODS_PEOPLE + "<table:table-row>" * 100_000),
    "odd values": ods(ODS_PEOPLE + ods_row(
        '<table:table-cell office:value-type="date" office:date-value="99999-99-99"/>',
        '<table:table-cell office:value-type="time" office:time-value="PT9999999999999H"/>',
        '<table:table-cell office:value-type="float" office:value="NaN"/>',
        '<table:table-cell office:value-type="boolean" office:boolean-value="maybe"/>',
        '<table:table-cell office:value-type="zzz" office:value="1"/>',
    )),
}  # fmt: skip


# -- .xlsb


def record(kind: int, content: bytes = b"", size: int | None = None) -> bytes:
    """A record of BIFF12; `size` where it lies."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, left = b"", len(content) if size is None else size
    while left > 127:
        length, left = length + bytes([left & 0x7F | 0x80]), left >> 7
    return head + length + bytes([left]) + content


def wide(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def xlsb(cells: bytes, strings: bytes | None = None) -> Maker:
    about = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("People"))
    parts: dict[str, str | bytes | None] = {
        "xl/workbook.xml": None, RELATIONS: None, SHEET: None,
        "_rels/.rels": ROOT.replace("workbook.xml", "workbook.bin"),
        "xl/workbook.bin": about + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": relations("worksheets/sheet1.bin").replace("Strings.xml", "Strings.bin"),
        "xl/worksheets/sheet1.bin": record(129) + record(148, struct.pack("<IIII", 0, 2, 0, 2)) + record(145) + cells
        + record(146) + record(130),
        "xl/sharedStrings.bin": strings,
    }  # fmt: skip
    return packed(parts)


def xlsb_row(number: int) -> bytes:
    return record(0, struct.pack("<IIHBBI", number, 0, 300, 0, 0, 0))


def xlsb_text(column: int, value: str) -> bytes:
    return record(6, struct.pack("<II", column, 0) + wide(value))


def xlsb_error(column: int, code: int, *, formula: bool = False) -> bytes:
    return record(11 if formula else 3, struct.pack("<IIB", column, 0, code) + bytes(12) * formula)


XLSB_PEOPLE = (
    xlsb_row(0) + xlsb_text(0, "Name") + xlsb_text(1, "Sex") + xlsb_row(1) + xlsb_text(0, "Aye Aye") + xlsb_text(1, "F")
)

XLSB: dict[str, Maker] = {
    "good": xlsb(XLSB_PEOPLE),
    "far cell": xlsb(XLSB_PEOPLE + xlsb_row(1_048_575) + xlsb_text(16_383, "x")),
    "beyond the last row": xlsb(XLSB_PEOPLE + xlsb_row(0xFFFFFFFF) + xlsb_text(0xFFFFFFFF, "x")),
    "record too long": xlsb(XLSB_PEOPLE + xlsb_row(2) + record(6, b"xxxxxxxxxx", 200_000_000)),
    "record too short": xlsb(XLSB_PEOPLE + xlsb_row(2) + record(6, b"x")),
    "string too long": xlsb(XLSB_PEOPLE + xlsb_row(2) + record(6, struct.pack("<III", 0, 0, 0x7FFFFFFF) + b"xxxx")),
    "shared string out of range": xlsb(XLSB_PEOPLE + xlsb_row(2) + record(7, struct.pack("<III", 0, 0, 0xFFFFFFF0))),
    "error too short": xlsb(XLSB_PEOPLE + xlsb_row(2) + xlsb_error(1, 42) + record(11, b"x") + record(3, b"")),
    "lengths without end": xlsb(XLSB_PEOPLE + xlsb_row(2) + b"\x06\xff\xff\xff\xff\xff\xff" + b"x" * 50),
    "kinds without end": xlsb(XLSB_PEOPLE + b"\xff" * 100_000),
    "string of no table": xlsb(XLSB_PEOPLE + xlsb_row(2) + record(7, struct.pack("<III", 0, 0, 5)), record(159)),
    "strings without end": xlsb(XLSB_PEOPLE, record(159, struct.pack("<II", 0xFFFFFFF0, 0xFFFFFFF0))),
    "garbage": xlsb(bytes(range(256)) * 20),
}
