"""A sender's workbook opened to be sent back with its formats: only what is safe to open, and nothing that reaches out.

The library that keeps formats works in this very process and takes what a file says: a merged range over a whole sheet
asks for 17 billion cells. And what a stranger's formulas and links reach must not be reached from what we send.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from trainer_app.importing.deadline import Deadline
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid
from trainer_app.spreadsheets import packed

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_BYTES = 48 << 20  # unpacked: 30,000 people with 20 columns have 25 MB
_SECONDS_OF_BYTE = 0.45 / (1 << 20)  # to open it and to save it again, neither of which can be broken off
_MOST_PARTS = 50_000  # links, rules, comments, styles and the like, which take a thousand times their bytes
_MOST_MERGED = 200_000  # cells
_PART = re.compile(
    rb"<(?:\w+:)?(?:hyperlink|dataValidation|cfRule|conditionalFormatting|mergeCell|comment|xf|dxf|numFmt|font|fill"
    rb"|definedName|sheet|col|brk|r|protectedRange|cellWatch)[\s>/]"
)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?ref\s*=\s*["\']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["\']')
_BROKEN = (*packed.BROKEN, TypeError, AttributeError, AssertionError, SyntaxError)

_REACHES = re.compile(r"[|\[\]\\`]|//")
_FUNCTION = re.compile(r"([^\W\d][\w.]*)\s*\(")
_CALM = frozenset(
    [
        "ABS", "AND", "AVERAGE", "AVERAGEIF", "AVERAGEIFS", "CEILING", "COLUMN", "COLUMNS", "CONCAT", "CONCATENATE",
        "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "COUNTIFS", "DATE", "DATEDIF", "DATEVALUE", "DAY", "DAYS",
        "EDATE", "EXACT", "FIND", "FLOOR", "HLOOKUP", "HOUR", "IF", "IFERROR", "IFNA", "IFS", "INDEX", "INT",
        "ISBLANK", "ISERROR", "ISNA", "ISNUMBER", "ISTEXT", "LARGE", "LEFT", "LEN", "LOOKUP", "LOWER", "MATCH",
        "MAX", "MID", "MIN", "MINUTE", "MOD", "MONTH", "NETWORKDAYS", "NOT", "NOW", "OR", "PRODUCT", "PROPER",
        "RANK", "REPLACE", "REPT", "RIGHT", "ROUND", "ROUNDDOWN", "ROUNDUP", "ROW", "ROWS", "SEARCH", "SMALL",
        "SUBSTITUTE", "SUBTOTAL", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "TEXT", "TIME", "TODAY", "TRIM", "TRUNC",
        "UPPER", "VALUE", "VLOOKUP", "WEEKDAY", "WORKDAY", "YEAR", "YEARFRAC",
    ]
)  # fmt: skip
"""Functions that calculate from the cells of their own workbook; INDIRECT, HYPERLINK, WEBSERVICE and others do not."""


def with_formats(content: bytes, within: Deadline) -> "Workbook | None":
    """The workbook as it came; None for one that the library cannot open, or should not. UserError where that takes
    too long."""
    from openpyxl import load_workbook

    try:
        if not _is_safe(content):
            return None
        within.leave(_SECONDS_OF_BYTE * _unpacked(content))
        return load_workbook(io.BytesIO(content), rich_text=True, keep_links=False)
    except _BROKEN:
        return None


def _unpacked(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def _is_safe(content: bytes) -> bool:
    if _unpacked(content) > _MOST_BYTES:
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = merged = 0
        for entry in archive.infolist():
            if entry.filename.endswith((".xml", ".rels", ".vml")):
                xml = archive.read(entry)
                parts += sum(1 for _part in _PART.finditer(xml))
                merged += sum(map(_area, _MERGED.finditer(xml)))
    return parts <= _MOST_PARTS and merged <= _MOST_MERGED


def _area(merged: re.Match[bytes]) -> int:
    left, top, right, bottom = merged.groups()
    return (packed.column_number(right) - packed.column_number(left) + 1) * (int(bottom) - int(top) + 1)


def small(merges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The merged ranges of a grid, as far as they stay small in all."""
    kept, cells = [], 0
    for (top, left), (bottom, right) in merges:
        cells += (bottom - top + 1) * (right - left + 1)
        if cells > _MOST_MERGED:
            break
        kept.append(((top, left), (bottom, right)))
    return kept


def without_reach(book: "Workbook", grids: Sequence[Grid]) -> bool:
    """Take out what reaches beyond the workbook; whether there was any. `grids` have what its cells show."""
    shown = {grid.name: grid.rows for grid in grids}
    found = False
    for sheet in book.worksheets:
        found = _without_formulas(sheet, shown.get(sheet.title, [])) or found
        found = _without_rules(sheet) or found
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        for name in [name for name, defined in names.items() if not _is_calm(defined.attr_text)]:
            del names[name]
            found = True
    return found


def _without_formulas(sheet: "Worksheet", rows: Sequence[Sequence[Cell]]) -> bool:
    """Links taken off cells, and formulas that reach out replaced by what they show."""
    found = False
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink is not None and cell.hyperlink.target:
                cell.hyperlink, found = None, True
            if cell.data_type == "f" and not _is_calm(getattr(cell.value, "text", cell.value)):
                _show(cell, rows)
                found = True
    return found


def _show(cell: Any, rows: Sequence[Sequence[Cell]]) -> None:
    line = rows[cell.row - 1] if cell.row <= len(rows) else ()
    value = line[cell.column - 1] if cell.column <= len(line) else ""
    cell.value = None
    if isinstance(value, str):
        if value:
            cell.value, cell.data_type = value, "s"
    else:
        cell.value = value


def _without_rules(sheet: "Worksheet") -> bool:
    """Rules of colours and of entries whose formulas reach out."""
    from openpyxl.formatting.formatting import ConditionalFormattingList

    validations = sheet.data_validations.dataValidation
    kept = [one for one in validations if _is_calm(one.formula1) and _is_calm(one.formula2)]
    sheet.data_validations.dataValidation = kept
    rules = [(area, rule) for area in sheet.conditional_formatting for rule in area.rules]
    calm = [(area, rule) for area, rule in rules if all(map(_is_calm, rule.formula or ()))]
    if len(calm) < len(rules):
        sheet.conditional_formatting = ConditionalFormattingList()
        for area, rule in calm:
            sheet.conditional_formatting.add(str(area.sqref), rule)
    return len(kept) < len(validations) or len(calm) < len(rules)


def _is_calm(formula: object) -> bool:
    """Whether a formula only calculates from cells of its workbook; anything that is no text is not known to."""
    if formula is None:
        return True
    if not isinstance(formula, str):
        return False
    used = {name.upper() for name in _FUNCTION.findall(formula)}
    return not _REACHES.search(formula) and used <= _CALM
