"""Opening a spreadsheet file that somebody sent: what is wrong with it becomes a sentence."""

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from openpyxl.utils import column_index_from_string
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    WorksheetNotFound,
    XmlError,
    ZipError,
)

from trainer_app.errors import UserError
from trainer_app.texts import _

LARGEST = 1 << 30
"""Bytes that the parts of one file may unpack to; a country's largest workbook stays well below."""

MOST_CELLS = 60_000_000
"""Cells of one sheet; a country's million enrolments with all their columns stay below."""

_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="(?:[A-Z]+[0-9]+:)?([A-Z]{1,3})([0-9]{1,7})"')
_ERROR = re.compile(
    r'<c r="([A-Z]+[0-9]+)"(?:[^>]* t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?(?:<v>([^<]*)</v>)?'
    r'|(?: s="[0-9]+")?><f[^>]*>[^<]*</f>(?:<v/>|<v></v>)?</c>)'
)

_OLE = b"\xd0\xcf\x11\xe0"


def open_workbook(path: Path, password: str | None = None) -> list[tuple[str, Sequence[Sequence[Any]]]]:
    """All sheets of a spreadsheet file with their rows, as (name, rows of cells)."""
    content = _content(path, password)
    if content.startswith(b"PK"):
        _refuse_far_cells(path, content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except PasswordError as error:
        raise _protected(path) from error
    except (CalamineError, ZipError, XmlError, WorksheetNotFound, ValueError, OSError) as error:
        raise UserError(
            _("{file} is not a readable spreadsheet: it may be damaged, or another kind of file. "
              "Nothing was taken. Open it in Excel, save it anew as .xlsx, and try again.").format(file=path.name)
        ) from error  # fmt: skip


def error_cells(path: Path, password: str | None, title: str) -> dict[str, str]:
    """The cells of a sheet (.xlsx) that show an error, as {"C7": "#N/A"}, or hold a formula that nobody calculated.

    calamine gives them as empty.
    """
    content = _content(path, password)
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = _sheet_parts(archive).get(title)
        if part is None:
            return {}
        text = archive.read(part).decode("utf-8", "replace")
    return {cell: shown or "#" for cell, shown in _ERROR.findall(text)}


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet, by the sheet's name; empty for what is not .xlsx."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return {}
    targets = {relation.get("Id"): (relation.get("Target") or "").removeprefix("/") for relation in relations}
    found = {}
    for sheet in book.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"):
        target = targets.get(sheet.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"), "")
        found[sheet.get("name") or ""] = target if target.startswith("xl/") else f"xl/{target}"
    return {name: part for name, part in found.items() if part in archive.namelist()}


def _refuse_far_cells(path: Path, content: bytes) -> None:
    """A stray blank in the last cell of a sheet (Ctrl+End) would be read as a thousand million cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for title, part in _sheet_parts(archive).items():
                with archive.open(part) as file:
                    found = _DIMENSION.search(file.read(8192))
                if found and int(found[2]) * column_index_from_string(found[1].decode()) > MOST_CELLS:
                    raise UserError(
                        _("{file}, sheet “{sheet}”: something stands in the far cell {cell}. Nothing was taken from "
                          "the file. Delete the rows and columns beyond your data, save it, and try again.").format(
                            file=path.name, sheet=title, cell=(found[1] + found[2]).decode())
                    )  # fmt: skip
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError):
        return  # calamine says what is wrong with it


def _content(path: Path, password: str | None) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(_("There is no file {file}. Check the name and the folder.").format(file=path)) from error
    except IsADirectoryError as error:
        raise UserError(_("{file} is a folder. Name a workbook in it.").format(file=path)) from error
    except OSError as error:
        raise UserError(
            _("{file} cannot be read: it is locked by another program, or not yours to read. Nothing was taken. "
              "Close it where it is open, and try again.").format(file=path)
        ) from error  # fmt: skip
    if content.startswith(_OLE):
        content = _decrypted(path, content, password)
    if content.startswith(b"PK"):
        _refuse_bomb(path, content)
    return content


def _decrypted(path: Path, content: bytes, password: str | None) -> bytes:
    """The content of an encrypted Office file; an old .xls comes back as it is."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
        if not file.is_encrypted():
            return content
        if password is None:
            raise _protected(path)
        file.load_key(password=password)
        plain = io.BytesIO()
        file.decrypt(plain)
        return plain.getvalue()
    except (InvalidKeyError, DecryptionError) as error:
        raise UserError(
            _("The password does not open {file}. Nothing was taken from it. Ask the sender for the right one.").format(
                file=path.name
            )
        ) from error
    except (FileFormatError, OSError, ValueError):
        return content


def _protected(path: Path) -> UserError:
    return UserError(
        _("{file} is protected with a password. Nothing was taken from it. Give the password, or ask the sender for "
          "a copy without one.").format(file=path.name)
    )  # fmt: skip


def _refuse_bomb(path: Path, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        return  # calamine says what is wrong with it
    if size > LARGEST:
        raise UserError(
            _("{file} unpacks to more than {size} MB. That is no training workbook. Nothing was taken from it.").format(
                file=path.name, size=LARGEST >> 20
            )
        )
