"""Writing a workbook: made for people in front (visible.py), for machines behind (machine.py)."""

import io
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import xlsxwriter

from db.database import Transaction
from db.ids import new_id
from db.journal import encode
from db.resolve import Change, withhold
from trainer_app.keys import OwnKey
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.progress import Progress
from trainer_app.saving import clear_left, replacing, room_beside
from trainer_app.workbook import machine, select
from trainer_app.workbook.bulk import Bulk
from trainer_app.workbook.cells import canon
from trainer_app.workbook.rows import NATIONAL_ID, columns_for, lists_for, sheet_rows
from trainer_app.workbook.sheets import SHEETS
from trainer_app.workbook.visible import Contents, Remarks, write_sheets

_TEXTS_STAY_TEXTS = {"strings_to_formulas": False, "strings_to_urls": False}


PointOut = Callable[[Transaction, select.Selection, Contents, str], Remarks]
"""Finds what is to be looked at again among these contents, as sentences in a language."""


@dataclass(frozen=True)
class Cover:
    """What a workbook says of itself: the fields of machine.Head that the sender knows, and who signs it."""

    kind: str
    sender: str
    key: OwnKey
    language: str = "en"
    country: str = ""
    previous: str = ""
    follows: str = ""
    addressee: str = ""


@dataclass(frozen=True)
class Filed:
    """What was written: the workbook's id, the digest of its journal, rows per sheet, and cells pointed out."""

    workbook: str
    journal_digest: str
    rows: dict[str, int]
    remarks: int


def write_workbook(
    tx: Transaction,
    path: Path,
    selection: select.Selection,
    catalogue: Catalogue,
    cover: Cover,
    *,
    national_ids: bool = False,
    password: str | None = None,
    people: int = 0,
    point_out: PointOut | None = None,
    progress: Progress | None = None,
) -> Filed:
    """Write a workbook of the selected records. The file is there wholly or not at all.

    `people` says how many it holds personal data of; `point_out` finds the cells that are to be looked at.
    With a password it is an encrypted Office file, and nothing of it ever lies on the disk in clear.
    Raises UserError where the file cannot be written.
    """
    lists = lists_for(selection, catalogue, cover.language)
    columns = columns_for(selection, national_ids=national_ids)
    rows = sheet_rows(selection, lists, columns)
    held_back = frozenset() if national_ids else NATIONAL_ID
    journal, journal_digest = machine.pack(
        machine.change_line(without(change, held_back)) for change in select.changes_of(tx, selection)
    )
    base, base_digest = machine.pack(
        encode([sheet.key, row.id, ["" if cell is None else canon(cell) for cell in row.cells]])
        for sheet in SHEETS
        for row in rows[sheet.key]
    )
    head = machine.Head(
        format=machine.FORMAT,
        workbook=new_id(),
        replica=tx.database.replica,
        code=tx.database.code,
        sender=cover.sender,
        stamp=tx.database.clock.tick(),
        language=cover.language,
        country=cover.country,
        kind=cover.kind,
        columns={sheet: [column.key for column in found] for sheet, found in columns.items()},
        lists={name: [list(pair) for pair in pairs] for name, pairs in lists.entries.items()},
        journal_digest=journal_digest,
        base_digest=base_digest,
        previous=cover.previous,
        addressee=cover.addressee,
        follows=cover.follows,
    )
    contents = Contents(columns, rows, lists, people)
    if point_out is not None:
        contents = replace(contents, remarks=point_out(tx, selection, contents, cover.language))
    clear_left(path.parent)
    with replacing(path) as partial, _workbook(partial, password) as (book, bulk):
        write_sheets(book, bulk, head, contents, progress or Progress())
        _write_machine(book, machine.machine_rows(head, journal, base, cover.key))
    return Filed(
        head.workbook,
        journal_digest,
        {sheet: len(found) for sheet, found in rows.items()},
        sum(map(len, contents.remarks.values())),
    )


def without(change: Change, fields: Collection[str]) -> Change:
    """The change without what stays here: these fields of a person ("person.national_id"), also as they were typed."""
    names = {field.partition(".")[2] for field in fields if field.startswith(f"{change.table}.")}
    typed = (change.origin or {}).get("typed")
    if typed and (left_out := {field.partition(".")[2] for field in fields} & typed.keys()):
        kept = {name: text for name, text in typed.items() if name not in left_out}
        change = change._replace(origin={**(change.origin or {}), "typed": kept})
    return withhold(change, names) if names else change


@contextmanager
def _workbook(path: Path, password: str | None) -> Iterator[tuple[xlsxwriter.Workbook, Bulk]]:
    """A workbook that is written to `path` at the end, but not after an error."""
    frame, bulk = io.BytesIO(), Bulk()
    if password is not None:
        content = io.BytesIO()
        with _assembled(frame, {"in_memory": True}) as book:
            yield book, bulk
        bulk.complete(book, frame, content)
        encrypt(content, path, password)
        return
    with (
        room_beside(path) as folder,
        _assembled(frame, {"constant_memory": True, "tmpdir": str(folder)}) as book,
    ):
        yield book, bulk
    with path.open("wb") as file:
        bulk.complete(book, frame, file)


@contextmanager
def _assembled(file: IO[bytes], options: dict[str, object]) -> Iterator[xlsxwriter.Workbook]:
    book = xlsxwriter.Workbook(file, options | _TEXTS_STAY_TEXTS)
    try:
        yield book
    except BaseException:
        for sheet in book.worksheets():
            if sheet.row_data_fh is not None:
                sheet.row_data_fh.close()
        raise
    book.close()


def encrypt(content: io.BytesIO, path: Path, password: str) -> None:
    """Write a workbook as an encrypted Office file."""
    from msoffcrypto.format.ooxml import OOXMLFile  # it brings all of the crypto, which few workbooks need

    with path.open("wb") as file:
        OOXMLFile(content).encrypt(password, file)


def _write_machine(book: xlsxwriter.Workbook, rows: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet(machine.SHEET)
    sheet.very_hidden()
    for number, row in enumerate(rows):
        for position, cell in enumerate(row):
            sheet.write_string(number, position, cell)
