"""Hostile files of the older kinds, text files, protected ones, and what is no file at all."""

import contextlib
import io
import os
import random
import socket
import struct
from collections.abc import Callable
from pathlib import Path

from packed_files import MB, Maker, packed


def content(what: bytes | Callable[[], bytes]) -> Maker:
    def make(path: Path) -> None:
        path.write_bytes(what if isinstance(what, bytes) else what())

    return make


# -- the container of .xls and of encrypted files

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(stream: bytes, name: str = "Workbook", chain: Callable[[list[int]], list[int]] = list, size: int = 0) -> bytes:
    """A compound file with one stream of whole sectors; `chain` bends the chain of its sectors."""
    sectors = max(8, -(-len(stream) // 512))
    tables = -(-(sectors + 2) // 128) + 1
    first = tables + 1
    table = [FAT] * tables + [END] + chain([*range(first + 1, first + sectors), END])
    table += [FREE] * (tables * 128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))

    def entry(label: str, kind: int, child: int, start: int, length: int) -> bytes:
        raw = label.encode("utf-16-le") + b"\0\0"
        return (
            raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, FREE, FREE, child) + bytes(36)
            + struct.pack("<IQ", start, length)
        )  # fmt: skip

    directory = entry("Root Entry", 5, 1, END, 0) + entry(name, 2, FREE, first, size or sectors * 512)
    return (
        head + struct.pack(f"<{len(table)}I", *table) + directory.ljust(512, b"\0") + stream.ljust(sectors * 512, b"\0")
    )


def biff(kind: int, data: bytes = b"", size: int | None = None) -> bytes:
    return struct.pack("<HH", kind, len(data) if size is None else size) + data


def label(row: int, column: int, value: str) -> bytes:
    return biff(0x204, struct.pack("<HHHHB", row, column, 0, len(value), 0) + value.encode("latin-1"))


def error(row: int, column: int, code: int) -> bytes:
    """A cell that holds an error."""
    return biff(0x205, struct.pack("<HHHBB", row, column, 0, code, 1))


def failing(row: int, column: int, code: int) -> bytes:
    """A formula whose result is an error."""
    result = struct.pack("<BBB", 2, 0, code) + b"\0\0\0\xff\xff"
    return biff(0x06, struct.pack("<HHH", row, column, 0) + result + struct.pack("<HIHBH", 0, 0, 3, 0x1E, 1))


BEGIN_BOOK, BEGIN_SHEET = (biff(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 1996, 0, 0)) for kind in (5, 0x10))
XLS_PEOPLE = label(0, 0, "Name") + label(0, 1, "Sex") + label(1, 0, "Aye Aye") + label(1, 1, "F")


def workbook(cells: bytes, sheets: int = 1, globals_: bytes = b"") -> bytes:
    """The stream of an old workbook whose sheets all hold these cells."""
    body = BEGIN_SHEET + cells + biff(0x0A)
    names = [f"S{number}".encode() for number in range(sheets)]
    length = len(BEGIN_BOOK) + len(globals_) + sum(12 + len(name) for name in names) + 4
    found = BEGIN_BOOK + globals_
    for number, name in enumerate(names):
        found += biff(0x85, struct.pack("<IBBBB", length + number * len(body), 0, 0, len(name), 0) + name)
    return found + biff(0x0A) + body * sheets


def circle(chain: list[int]) -> list[int]:
    return [*chain[:-1], chain[0]]


def xls(cells: bytes, **how: object) -> Maker:
    return content(ole(workbook(XLS_PEOPLE + cells, **how)))  # type: ignore[arg-type]


XLS: dict[str, Maker] = {
    "good": xls(b""),
    "far cell": xls(label(65_535, 255, "x")),
    "beyond the last column": xls(label(65_535, 65_535, "x")),
    "far cells in many sheets": xls(label(65_535, 255, "x"), sheets=200),
    "record too long": xls(biff(0x204, b"xxxx", 0xFFFF)),
    "record too short": xls(biff(0x204, b"x") + biff(0x203, b"") + biff(0xBD, b"\0\0\0\0\0")),
    "string too long": xls(biff(0x204, struct.pack("<HHHHB", 2, 0, 0, 0xFFFF, 1) + b"xx")),
    "strings without end": xls(b"", globals_=biff(0xFC, struct.pack("<II", 0x7FFFFFFF, 0x7FFFFFFF) + b"\5\0\0hello")),
    "shared string out of range": xls(biff(0xFD, struct.pack("<HHHI", 2, 0, 0, 0xFFFFFFF0))),
    "error too short": xls(error(2, 0, 42) + biff(0x205, b"x") + biff(0x06, b"x")),
    "errors in sheets that begin nowhere": content(
        ole(BEGIN_BOOK + biff(0x85, struct.pack("<IBBBB", 0, 0, 0, 0, 0)) * 2_000 + error(2, 0, 42) * 2_000)
    ),
    "formula of garbage": xls(biff(0x06, struct.pack("<HHHdHIH", 2, 0, 0, 1.0, 0, 0, 200) + bytes(range(200)))),
    "merged over everything": xls(biff(0xE5, struct.pack("<HHHHH", 1, 0, 65_535, 0, 255))),
    "sheet beyond the end": content(ole(BEGIN_BOOK + biff(0x85, struct.pack("<IBBBB", 0xFFFFFF00, 0, 0, 1, 0) + b"A"))),
    "sectors in a circle": content(ole(workbook(XLS_PEOPLE), chain=circle, size=0x7FFFFFFF)),
    "sectors nowhere": content(ole(workbook(XLS_PEOPLE), chain=lambda chain: [0x0FFFFFFF] * len(chain))),
    "table of sectors without end": content(
        lambda: (lambda raw: raw[:44] + struct.pack("<I", 0x7FFFFFFF) + raw[48:])(ole(workbook(XLS_PEOPLE)))
    ),
    "sectors of 2 to the 40": content(
        lambda: (lambda raw: raw[:30] + struct.pack("<HH", 40, 63) + raw[34:])(ole(workbook(XLS_PEOPLE)))
    ),
    "only a signature": content(b"\xd0\xcf\x11\xe0"),
    "strings continued with nothing": xls(
        b"", globals_=biff(0xFC, struct.pack("<II", 1, 1) + b"\5\0\0hel") + biff(0x3C) * 5_000
    ),
    "strings of endless runs": xls(
        b"", globals_=biff(0xFC, struct.pack("<II", 1, 1) + b"\5\0\x0c\xff\xff\xff\xff\xff\x7fhello")
    ),
    "formula of operators": xls(biff(0x06, struct.pack("<HHHdHIH", 2, 0, 0, 1.0, 0, 0, 8_000) + b"\x15" * 8_000)),
    "book begun again and again": content(ole(BEGIN_BOOK * 20_000)),
    "encryption cut off": content(ole(workbook(XLS_PEOPLE, globals_=biff(0x2F, b"\1")))),
    "garbage": content(b"\xd0\xcf\x11\xe0" + random.Random(3).randbytes(60_000)),
    "password of old": content(ole(workbook(XLS_PEOPLE, globals_=biff(0x2F, struct.pack("<HHH", 0, 0x1234, 0x5678))))),
}


# -- protected


def protected(old: bytes = b"", new: bytes = b"") -> Maker:
    """A workbook with the password “open sesame” whose description of the encryption was bent."""

    def make(path: Path) -> None:
        from msoffcrypto.format.ooxml import OOXMLFile

        packed({"xl/media/picture": random.Random(4).randbytes(20_000)})(path)
        plain = io.BytesIO(path.read_bytes())
        with path.open("wb") as file:
            OOXMLFile(plain).encrypt("open sesame", file)
        raw = path.read_bytes()
        assert old in raw
        path.write_bytes(raw.replace(old, new))

    return make


def rounds(number: str) -> Maker:
    """One whose description names so many rounds; it keeps its length, for it stands among sectors."""
    old = b'spinCount="100000" saltSize="16"'
    return protected(old, f'spinCount="{number}"'.encode().ljust(len(old)))


PASSWORD = "open sesame"

PROTECTED: dict[str, Maker] = {
    "good": protected(),
    "keys of no bits": protected(b'keyBits="256"', b'keyBits="000"'),
    "blocks of nothing": protected(b'blockSize="16"', b'blockSize="00"'),
    "unknown digest": protected(b'hashAlgorithm="SHA512"', b'hashAlgorithm="ROT135"'),
    "salt of nonsense": protected(b'saltValue="', b'saltValue="?'),
    "described in nonsense": protected(b"<encryption ", b"<encryptioz "),
}

PROTECTED_BIG: dict[str, Maker] = {
    "ten million rounds": rounds("9999999"),
    "a milliard rounds": rounds("1000000000"),
    "rounds below zero": rounds("-10000"),
}


# -- text

CSV: dict[str, Maker] = {
    "good": content(b"Name;Sex\nAye Aye;F\n"),
    "empty": content(b""),
    "only a mark": content(b"\xff\xfe"),
    "half a character": content("Name;Sex\nAye;F\n".encode("utf-16")[:-1]),
    "NUL bytes": content(b"Name;Sex\nAye\0Aye;F\n\0\0\0;\0\n"),
    "only NUL bytes": content(bytes(100_000)),
    "quote without end": content(b'Name;Sex\n"Aye;F\n' + b"Bo;M\n" * 100_000),
    "a long field": content(b'Name;Sex\n"' + b"x" * 200_000 + b'";F\n'),
    "only separators": content(b";" * 100_000),
    "only line ends": content(b"\n" * 300_000),
    "more people than a list has": content(b"Name;Sex\n" + b"Aye Aye;F\n" * 50_000),
    "random": content(random.Random(1).randbytes(100_000)),
    "a web page": content(b"<html><body><table><tr><td>Name</td></tr></table></body></html>"),
    "a picture": content(b"\xff\xd8\xff\xe0\0\x10JFIF\0" + random.Random(2).randbytes(20_000)),
    "a document": content(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n"),
}

CSV_BIG: dict[str, Maker] = {
    "one line of 100 MB": content(lambda: b"Name;" * (20 * MB)),
    "one line of 40 MB": content(lambda: b"x" * (40 * MB)),
    "one cell of 40 MB": content(lambda: b'Name;Sex\n"' + b"x" * (40 * MB) + b'";F\n'),
    "ten million separators": content(lambda: b";" * 10_000_000),
    "ten million line ends": content(lambda: b"\n" * 10_000_000),
    "twenty million commas in lines": content(lambda: (b"," * 100 + b"\n") * 200_000),
    "two million people": content(lambda: b"Name;Sex\n" + b"Aye Aye;F\n" * 2_000_000),
    "10,000 columns": content(lambda: (b"a;" * 10_000 + b"\n") * 400),
    "40 MB of random": content(lambda: random.Random(1).randbytes(40 * MB)),
}


# -- no files


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _circle(path: Path) -> None:
    path.symlink_to(path.with_name("other"))
    path.with_name("other").symlink_to(path)


def _socket(path: Path) -> None:
    with contextlib.chdir(path.parent), socket.socket(socket.AF_UNIX) as end:  # an address has 108 letters at most
        end.bind(path.name)


def _closed(path: Path) -> None:
    path.write_bytes(b"PK")
    path.chmod(0)


def _sparse(size: int) -> Maker:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return make


NO_FILE: dict[str, Maker] = {
    "folder": lambda path: path.mkdir(),
    "pipe": _pipe,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "links in a circle": _circle,
    "link to nowhere": lambda path: path.symlink_to(path.with_name("nowhere")),
    "empty": content(b""),
    "socket": _socket,
    "not to be read": _closed,
    "2 GB of nothing": _sparse(2 << 30),
    "90 MB of nothing": _sparse(90 << 20),
    "text": content(b"Name;Sex\nAye Aye;F\n"),
    "web page": CSV["a web page"],
    "picture": CSV["a picture"],
    "document": CSV["a document"],
}
