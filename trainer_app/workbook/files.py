"""Opening a spreadsheet file that somebody sent: what is wrong with it becomes a sentence."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

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

_OLE = b"\xd0\xcf\x11\xe0"


def open_workbook(path: Path, password: str | None = None) -> list[tuple[str, Sequence[Sequence[Any]]]]:
    """All sheets of a spreadsheet file with their rows, as (name, rows of cells)."""
    content = _content(path, password)
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
