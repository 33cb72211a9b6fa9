"""Opens a list file of any kind and gives its sheets as plain grids of cells."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import charset_normalizer
import msoffcrypto
import python_calamine
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

from trainer_app.errors import UserError
from trainer_app.lists.scripts import Cell
from trainer_app.texts import _

_MOST_BYTES_UNPACKED = 1_000_000_000
# Code pages met in the field, beside UTF-8 and UTF-16 which are recognised first.
_CODE_PAGES = ["gb18030", "cp1252", "cp874", "cp1251", "cp1256", "cp1258", "big5", "cp949", "shift_jis"]
_SEPARATORS = ";\t,|"
_OWN_SHEET = "_machine"  # trainer_app.workbook.machine.SHEET, whose imports a list does without
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass
class Grid:
    """One sheet. rows[0] is row 1 of the sheet; an empty cell is "". merges: (top, left), (bottom, right) from 0."""

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    merges: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


def open_sheets(path: Path, password: str | None) -> tuple[list[Grid], str | None]:
    """The sheets of a workbook or text file, and the encoding of a text file (None for a workbook).

    A text file is one sheet named "csv" whose rows are records. Raises UserError for what cannot be opened.
    """
    content = _content(path)
    if content.startswith(_WORKBOOK):
        return _workbook(path.name, content, password), None
    if path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}:
        raise UserError(
            _(
                "{file} is named like a workbook, but it is a text or web page inside. "
                "Open it in Excel, save it as an Excel workbook (.xlsx), and choose that file."
            ).format(file=path.name)
        )
    text, encoding = decode(content, path.name)
    return [Grid("csv", _records(text))], encoding


def pasted_grid(text: str) -> Grid:
    """Text from the clipboard as a sheet: cells by tabs, rows by lines. A lone quotation mark is a ditto mark."""
    guarded = re.sub(r'(^|\t)"(?=\t|\r?$)', r'\1""""', text, flags=re.MULTILINE)
    return Grid("pasted", [list(row) for row in csv.reader(io.StringIO(guarded, newline=""), delimiter="\t")])


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError(
            _("{file} is not there any more. It may have been moved or renamed; choose it again.").format(
                file=path.name
            )
        ) from None
    except IsADirectoryError:
        raise UserError(_("{file} is a folder. Choose a file in it.").format(file=path.name)) from None
    except OSError:
        raise UserError(
            _(
                "{file} could not be opened: another program may hold it open, or you may not be allowed to "
                "read it. Close it elsewhere, or copy it to another folder, and try again."
            ).format(file=path.name)
        ) from None


def _workbook(name: str, content: bytes, password: str | None) -> list[Grid]:
    if content.startswith(b"PK"):
        _check_zip(name, content)
    elif _is_encrypted(content):
        content = _decrypted(name, content, password)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except python_calamine.PasswordError:
        raise _protected_otherwise(name) from None
    except python_calamine.CalamineError:
        raise _damaged(name) from None
    if any(
        sheet.name == _OWN_SHEET and sheet.visible != python_calamine.SheetVisibleEnum.Visible
        for sheet in book.sheets_metadata
    ):
        raise UserError(
            _(
                "{file} is a workbook of this application, not a list. Nothing was taken from it. Merge it instead: "
                "in Exchange, or by “merge”; then nobody comes in twice."
            ).format(file=name)
        )
    grids = []
    for sheet in book.sheets_metadata:
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            cells = book.get_sheet_by_name(sheet.name)
        except python_calamine.CalamineError:
            raise _damaged(name) from None
        hidden = sheet.visible != python_calamine.SheetVisibleEnum.Visible
        rows = cells.to_python(skip_empty_area=False)
        grids.append(Grid(sheet.name, rows, hidden, tuple(cells.merged_cell_ranges or ())))
    return grids


def _damaged(name: str) -> UserError:
    return UserError(
        _(
            "{file} is damaged: it could not be read as a workbook. Ask for it to be sent again, or open it in "
            "Excel, let Excel repair it, and save it under a new name."
        ).format(file=name)
    )


def _protected_otherwise(name: str) -> UserError:
    return UserError(
        _(
            "{file} is protected in a way that cannot be opened here. Open it in Excel, save it without a "
            "password, and choose that file."
        ).format(file=name)
    )


def _check_zip(name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, EOFError, ValueError):
        raise _damaged(name) from None
    if unpacked > _MOST_BYTES_UNPACKED:
        raise UserError(
            _(
                "{file} would unpack to {size} MB, more than a list of people can be. It was not opened. "
                "Copy the sheet that you need into a new workbook and choose that."
            ).format(file=name, size=unpacked // 1_000_000)
        )


def _is_encrypted(content: bytes) -> bool:
    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(content)).is_encrypted())
    except (FileFormatError, OSError):
        return False  # the reader says better what is wrong with it


def _decrypted(name: str, content: bytes, password: str | None) -> bytes:
    if password is None:
        raise UserError(_("{file} is protected by a password. Type the password to open it.").format(file=name))
    opened = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
        file.load_key(password=password)
        file.decrypt(opened)
    except InvalidKeyError:
        raise UserError(
            _("The password does not open {file}. Type it again; capitals and small letters differ.").format(file=name)
        ) from None
    except (DecryptionError, FileFormatError):
        raise _protected_otherwise(name) from None
    return opened.getvalue()


def decode(content: bytes, name: str) -> tuple[str, str]:
    """The text and its encoding: by its mark, else UTF-8, UTF-16, else the likeliest code page of the field."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decode_as(content, encoding, name), encoding
    # Text in UTF-16 without a mark has zero bytes; no other text has.
    if b"\0" in content[:2000]:
        little = content[1:2000:2].count(0) >= content[0:2000:2].count(0)
        encoding = "utf-16-le" if little else "utf-16-be"
        return _decode_as(content, encoding, name), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    guess = charset_normalizer.from_bytes(content, cp_isolation=_CODE_PAGES, threshold=0.5).best()
    if guess is None:
        raise _unknown_encoding(name)
    return str(guess), guess.encoding


def _decode_as(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise _unknown_encoding(name) from None


def _unknown_encoding(name: str) -> UserError:
    return UserError(
        _(
            "The letters in {file} are stored in a way that could not be recognised. Open it in Excel, check "
            "that the names look right, save it as an Excel workbook (.xlsx), and choose that file."
        ).format(file=name)
    )


def _records(text: str) -> list[list[Cell]]:
    """The records of a text table, by the separator that gives the widest regular table."""

    def width(separator: str) -> int:
        widths = [len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
        return sum(width > 1 and width == max(widths) for width in widths) * max(widths, default=0)

    separator = max(_SEPARATORS, key=width)
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
