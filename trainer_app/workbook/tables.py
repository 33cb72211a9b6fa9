"""Our sheets in a file as it came back: where their columns are now, and which rows are not as they were written."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import compress
from operator import ne
from typing import Any

from trainer_app.spreadsheets.digests import SEARCHED, AsWritten, Digests, Places, blank_digest, picker
from trainer_app.spreadsheets.opening import Sheet as SheetRows
from trainer_app.spreadsheets.packed import column_letters
from trainer_app.texts import in_language, workbook_languages
from trainer_app.workbook.cells import canon
from trainer_app.workbook.incoming import RowSeen, Untouched
from trainer_app.workbook.layout import HEADER_MARK
from trainer_app.workbook.sheets import SHEETS, Sheet

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class OtherPlaces(Exception):
    """Rows were told by the digests of other cells than they are written of here."""


@dataclass(slots=True)
class Row:
    """A row that differs from what was written, before it is understood."""

    number: int  # as Excel counts
    record: str  # "" where the row has no id
    second: str
    cells: dict[str, Any]  # by column key
    seen: RowSeen
    texts: tuple[str, ...] = ()
    base: list[str] | None = None  # None: a new row
    own: str = ""  # the id by which the row was recognised; that of its record may follow from it
    ids: tuple[str, str] = ("", "")  # that stand in the file
    wrong: Mapping[str, str] = field(default_factory=dict)  # by column key, what the cells show that hold an error
    digest: str = ""  # that stands in the file


@dataclass
class Table:
    """One visible sheet as found: where its columns are now."""

    spec: Sheet
    title: str
    positions: dict[str, int]  # by column key
    header: int  # index of the row above the first record's
    labels: Sequence[Any]  # the cells of that row
    keys: list[str]  # all columns as they were written
    untouched: Untouched = field(default_factory=Untouched)  # the rows that are as they were written
    strangers: dict[int, int] = field(default_factory=dict)  # filled cells of columns that somebody added, by place
    wrong: Mapping[int, Mapping[int, str]] = field(default_factory=dict)  # of the sheet as it was opened
    merges: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()  # likewise: united cells
    shown_too: bool = False  # the digests are of all columns, not only of those that people type into

    def cell(self, key: str, number: int) -> str:
        """The cell's name, as C7."""
        return f"{column_letters(self.positions.get(key, 0))}{number}"

    @cached_property
    def here(self) -> list[str]:
        """The written columns that are still there."""
        return [key for key in self.keys if key in self.positions]

    @cached_property
    def of_written(self) -> Callable[[Sequence[str]], tuple[str, ...]]:
        """What gives those of these columns from the cells of a row as it was written."""
        return picker([self.keys.index(key) for key in self.here])

    @cached_property
    def of_read(self) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
        """What gives the cells of these columns from a row of the file."""
        return picker([self.positions[key] for key in self.here])

    def changed(self, row: "Row") -> list[str]:
        """The columns (keys) of a row that show another text than was written; all that are filled of a new row."""
        other = row.texts if row.base is None else map(ne, row.texts, self.of_written(row.base))
        return list(compress(self.here, other))

    @property
    def has_ids(self) -> bool:
        return "id" in self.positions

    @property
    def typed(self) -> list[str]:
        """The columns that people type into, as they were written."""
        shown = {column.key for column in self.spec.columns if column.kind == "information"}
        return [key for key in self.keys if key not in shown]

    @cached_property
    def blank(self) -> str:
        """The digest of a row that was written empty, ready to be typed into."""
        return blank_digest(len(self.keys if self.shown_too else self.typed))

    def counting(self, rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
        """The rows of the sheet, while what stands below the header in the columns of strangers is counted."""
        known = set(self.positions.values())
        strange = [position for position in range(len(self.labels)) if position not in known]
        return self._counting(rows, strange) if strange else rows

    def _counting(self, rows: Iterable[Sequence[Any]], strange: Sequence[int]) -> Iterator[Sequence[Any]]:
        for index, row in enumerate(rows):
            for position in strange if index > self.header else ():
                if row[position] != "" and canon(row[position]):
                    self.strangers[position] = self.strangers.get(position, 0) + 1
            yield row


def find_table(
    sheet: SheetRows, top: Sequence[Sequence[Any]], columns: dict[str, list[str]], *, shown_too: bool
) -> Table | None:
    """The sheet of ours that begins with these rows, by the stable keys above its header; None if it is none.

    `shown_too` is what the form of the workbook says of its digests.
    """
    for index, row in enumerate(top[:SEARCHED]):
        named = [(position, cell) for position, cell in enumerate(row) if isinstance(cell, str) and "/" in cell]
        for spec in SHEETS if named else ():
            prefix = f"{spec.key}/"
            positions: dict[str, int] = {}
            for position, cell in named:
                if cell.startswith(prefix):
                    positions.setdefault(cell[len(prefix) :], position)
            if positions:
                header = _header(top, index, positions.get("id"))
                labels = top[header] if header != index else [""] * len(row)
                return Table(
                    spec, sheet.name, positions, header, labels, columns.get(spec.key, []), wrong=sheet.wrong,
                    merges=sheet.merges, shown_too=shown_too,
                )  # fmt: skip
    return None


def _header(top: Sequence[Sequence[Any]], keys: int, at_id: int | None) -> int:
    """The header's row; that of the keys if somebody took the header out."""
    if at_id is None:
        return min(keys + 1, len(top) - 1)
    near = range(keys + 1, min(keys + SEARCHED, len(top)))
    return next((index for index in near if top[index][at_id] == HEADER_MARK), keys)


def differing(table: Table, rows: Iterable[Sequence[Any]], claimed: set[str], *, trust_digests: bool) -> Iterator[Row]:
    """Of the rows of a sheet those whose cells are not as written; the others are only noted as untouched.

    Whoever sorts whole columns sorts the header among the rows: what stands above it with an id is a row too, and so is
    what stands where the header was if its labels are found elsewhere. They are told by themselves.

    Made for returned workbooks of which nearly all rows are untouched: nothing is allocated for those. A row whose
    typed cells were emptied is no edit, unless the row has nothing else to be known by (attendance, follow-ups). One in
    which a typed cell shows an error is given in any case: the parser gives such a cell as empty. Raises OtherPlaces.
    """
    in_its_place, is_elsewhere = None, False
    for row in _unlike_written(table, rows, claimed, trust_digests=trust_digests):
        if _is_header(table, row):
            is_elsewhere = is_elsewhere or row.number != table.header + 1
        elif row.number == table.header + 1 and not row.record:
            in_its_place = row
        else:
            yield row
    if in_its_place and is_elsewhere:
        yield in_its_place


def _unlike_written(
    table: Table, rows: Iterable[Sequence[Any]], claimed: set[str], *, trust_digests: bool
) -> Iterator[Row]:
    """These rows, among them the header."""
    positions, here = table.positions, table.here
    typed_keys = table.typed
    places = [positions[key] for key in typed_keys if key in positions]
    if not places:
        return
    shown = [positions[key] for key in here if key not in typed_keys]
    pick = picker(places)
    of_digest = table.keys if table.shown_too else typed_keys
    cells_of_digest = tuple([positions[key] for key in of_digest if key in positions])
    pick_digest, agree = picker(cells_of_digest), Digests().agree
    at_id, at_second, at_digest = (positions.get(key, -1) for key in ("id", "second", "digest"))
    comparable = trust_digests and positions.keys() >= {*of_digest, "id", "digest"}
    told_here = Places(table.spec.key, at_id, at_second, at_digest, cells_of_digest) if comparable else None
    empty, blank = ("",) * len(places), table.blank
    told_by_others = not any(column.required for column in table.spec.columns)
    wrong = table.wrong  # more comes in while the rows are taken
    number, header = 0, table.header + 1
    for row in rows:
        if type(row) is AsWritten:
            if row.places != told_here:
                raise OtherPlaces
            number += len(row.firsts)
            claimed.update(row.firsts)
            table.untouched.extend(row.firsts, row.seconds)
            continue
        number += 1
        if number <= header and not (at_id >= 0 and (_id(row[at_id]) or row[at_id] == HEADER_MARK)):
            continue  # the keys, and titles that somebody put there
        cells = pick(row)
        if (found := wrong.get(number)) and not found.keys().isdisjoint(places):
            yield _row(table, number, row, here)
            continue
        if cells == empty and (not told_by_others or at_digest < 0 or row[at_digest] == blank):
            continue
        if comparable and agree(pick_digest(row), row[at_digest]) and row[at_id] not in claimed:
            claimed.add(row[at_id])
            table.untouched.extend((row[at_id],), (row[at_second] if at_second >= 0 else "",))
            continue
        if any(canon(cell) for cell in cells) or (told_by_others and any(canon(row[place]) for place in shown)):
            yield _row(table, number, row, here)


def _row(table: Table, number: int, cells: Sequence[Any], here: Sequence[str]) -> Row:
    """A row that differs; what cells show that hold an error stands in their place."""
    positions = table.positions
    record = _id(cells[positions["id"]]) if "id" in positions else ""
    second = _id(cells[positions["second"]]) if "second" in positions else ""
    seen = RowSeen(table.spec.key, number, [(table.spec.table, record)])
    shown = table.wrong.get(number, {})
    wrong = {key: shown[positions[key]] for key in here if positions[key] in shown} if shown else {}
    found = dict(zip(here, table.of_read(cells), strict=True)) | wrong
    texts = tuple(["" if cell == "" else canon(cell) for cell in found.values()])
    digest = canon(cells[positions["digest"]]) if "digest" in positions else ""
    return Row(number, record, second, found, seen, texts, ids=(record, second), wrong=wrong, digest=digest)


def _is_header(table: Table, row: Row) -> bool:
    """Whether most of what stands in a row are the labels of its columns, in any language."""
    columns = [table.spec.by_key.get(key) for key in table.here]
    told = [(text, column.label) for text, column in zip(row.texts, columns, strict=True) if text and column]
    if not told or told[0][0] not in _labels(told[0][1]):
        return False
    return sum(1 for text, label in told if text in _labels(label)) * 2 > len(told) > 1


@cache
def _labels(label: str) -> frozenset[str]:
    """How a column is called above its cells, in all languages; what has to be filled in bears a star."""
    said = {canon(in_language(language)(label)) for language in workbook_languages()}
    return frozenset(said | {f"{one} *" for one in said})


def _id(cell: Any) -> str:
    """The id of a hidden cell; "" for what somebody typed there."""
    return cell if isinstance(cell, str) and _ID.fullmatch(cell) else ""
