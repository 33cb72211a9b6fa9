"""The sender's own workbook again: offending cells coloured and noted, with a sheet that says what to fix."""

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from babel import Locale

from trainer_app.errors import UserError
from trainer_app.file_names import called, located
from trainer_app.importing import calm_copy
from trainer_app.importing.copies import COPY_OF, TITLE
from trainer_app.importing.deadline import Deadline, of_copy
from trainer_app.importing.findings import Alike, Finding, alike, findings
from trainer_app.importing.plan import Plan
from trainer_app.lists.sheets import Grid, open_sheets
from trainer_app.progress import Progress
from trainer_app.saving import replacing
from trainer_app.sheet_names import sheet_names
from trainer_app.spreadsheets.content import read_content
from trainer_app.spreadsheets.problem import Problem
from trainer_app.texts import N_, _, list_languages, speaking

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_COLOURS = {"wrong": "FFFFC7CE", "check": "FFFFEB9C"}  # light red, light yellow
_GRADES = {"wrong": N_("not taken"), "check": N_("please check")}
_NOTE_SIZE = (110, 320)  # points
_WIDTHS, _LINE = (22, 36, 26, 48, 56, 8, 14), 15  # of the columns of what to fix, in characters; of a line, in points
_HEAD_LETTER, _ARROW = 1.3, 4  # of a heading: of a bold letter of any script, and of the arrow that filters
_MOST_TYPED = 4  # of alike cells, what was typed in them
_TITLE_LENGTH = 31  # of a sheet, Excel's limit
_SECONDS_OF_CELL, _SECONDS_OF_NOTE = 7e-6, 130e-6  # to save one, which cannot be broken off (see deadline)
_KEPT_AS_IS = (".xlsx", ".xlsm")
# Parts of a workbook that the copy has no place for, and what people call them.
_LOST_PARTS = (
    (re.compile(r"^xl/vbaProject"), N_("macros")),
    (re.compile(r"^xl/externalLinks/"), N_("links to other files")),
)
_CHART, _DRAWING = re.compile(r"^xl/charts/chart[^/]*\.xml$"), re.compile(r"^xl/drawings/[^/]*\.(?:xml|vml)$")
_PICTURE = re.compile(rb"<(?:\w+:)?(?:pic|imagedata)[\s/>]")
_SHAPE = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[\s/>]")
_REACHING = N_("links and formulas that reach outside the workbook")


@dataclass(frozen=True)
class Lost:
    """What of a sender's file is not in its copy: some parts (as N_ marks them), or all but the cells."""

    file: str
    parts: tuple[str, ...] = ()
    all_but_cells: bool = False

    def __str__(self) -> str:
        """The sentence in the language that is spoken: the sender's in the copy, the office's own on the screen."""
        if self.all_but_cells:
            return _(
                "This is a copy as a workbook (.xlsx): the texts, numbers and dates are those of {file}, its formats, "
                "formulas and pictures are not in it."
            ).format(file=self.file)
        shown = ", ".join(_(part) for part in self.parts)
        return _("Not in this copy: {parts}.").format(parts=shown) if shown else ""


def send_back(
    source: Path, plan: Plan, target: Path, *, password: str | None = None,
    settled: Collection[tuple[str, str]] = (), language: str = "en", within: Deadline | None = None,
) -> tuple[int, Lost]:  # fmt: skip
    """Write the sender's file with what a plan found wrong in it to `target` (.xlsx); how many cells, and what of the
    file is not in the copy.

    settled: cells that were looked at and are right. language: that of the texts, which are those of the thread (see
    texts.speaking); it tells from which side the sheet is read. within: what ends it if it takes too long. Nothing is
    written where nothing is wrong. Raises UserError for a file that cannot be read or written.
    """
    within = within or of_copy(Progress(), called(source), plan.reading.spent)
    found = findings(plan, settled)
    if not found:
        return 0, Lost(called(source))
    if target.exists() and target.samefile(source):
        sentence = _("{file} is the list as it came, and is not written over. Choose another name or folder.")
        raise UserError(sentence.format(file=located(target)))
    book, lost, names, cells = _copy(source, password, plan.reading.encoding or "", within)
    found = [replace(one, sheet=names.get(one.sheet, one.sheet)) for one in found]
    _clear(book, within)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for one in found:
        within.cancelled()
        if one.sheet in sheets:
            _mark(sheets[one.sheet], one)
    _list_up(book, plan.file, found, lost, within, mirrored=Locale.parse(language).text_direction == "rtl")
    within.leave(_SECONDS_OF_CELL * cells + _SECONDS_OF_NOTE * len(found))
    with replacing(target) as partial:
        book.save(partial)
    return len(found), lost


_Copy = tuple["Workbook", Lost, dict[str, str], int]
"""A file as an open workbook, what is not in it of what the file had, the sheets that have another name, and how many
cells there are."""


def _copy(source: Path, password: str | None, encoding: str, within: Deadline) -> _Copy:
    if source.suffix.lower() not in _KEPT_AS_IS:
        return _from_cells(source, password, encoding, within)
    try:
        content = read_content(source, password)
    except Problem as problem:
        raise UserError(
            _("{file} was read, but is not there any more as it was. Import it again.").format(file=called(source))
        ) from problem
    book = calm_copy.with_formats(content, within)
    if book is None:
        return _from_cells(source, password, encoding, within)
    parts = _lost_parts(book, content)
    grids = open_sheets(source, password)[0]
    if calm_copy.without_reach(book, grids):
        parts = (*parts, _REACHING)
    return book, Lost(called(source), parts), {}, _cells_in(grids)


def _lost_parts(book: "Workbook", content: bytes) -> tuple[str, ...]:
    """What of a workbook the library did not take over when it opened it, as N_ marks it."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
        drawn = b"".join(packed.read(name) for name in names if _DRAWING.match(name))
    sheets: list[Any] = [*book.worksheets, *book.chartsheets]
    missing = (
        (sum(1 for name in names if _CHART.match(name)) > sum(len(sheet._charts) for sheet in sheets), N_("charts")),
        (len(_PICTURE.findall(drawn)) > sum(len(sheet._images) for sheet in sheets), N_("pictures")),
        (_SHAPE.search(drawn) is not None, N_("drawings and text boxes")),
    )
    lost = [called for is_missing, called in missing if is_missing]
    return (*lost, *(called for pattern, called in _LOST_PARTS if any(map(pattern.match, names))))


def _cells_in(grids: Sequence[Grid]) -> int:
    return sum(len(row) for grid in grids for row in grid.rows)


def _from_cells(source: Path, password: str | None, encoding: str, within: Deadline) -> _Copy:
    """A workbook of the cells of a file of another form, whose sheets may have names that this one does not take."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    grids = open_sheets(source, password, encoding)[0]
    names = dict(zip((grid.name for grid in grids), sheet_names(grid.name for grid in grids), strict=True))
    for grid in grids:
        sheet = book.create_sheet(names[grid.name])
        sheet.sheet_state = "hidden" if grid.hidden else "visible"
        for number, row in enumerate(grid.rows, 1):
            within.cancelled()
            for column, value in enumerate(row, 1):
                if value != "":
                    cell = sheet.cell(number, column)
                    cell.value = _CONTROLS.sub("", value) if isinstance(value, str) else value
                    if isinstance(value, str):
                        cell.data_type, cell.number_format = "s", "@"  # text stays text, also "=1+1" and 0944
        for (top, left), (bottom, right) in calm_copy.small(grid.merges):
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    return book, Lost(called(source), all_but_cells=True), names, _cells_in(grids)


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what no workbook may hold


def _clear(book: "Workbook", within: Deadline) -> None:
    """Take out what is in a copy that came back: what was to fix then, with the colours and notes of its cells."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for language in list_languages():
        with speaking(language):
            title, note = _(TITLE), _("Found: {found}\nAllowed: {allowed}")
        for old in [sheet for sheet in book.worksheets if sheet.title.startswith(title) and sheet["A1"].value == title]:
            lines = list(old.iter_rows(max_col=5, values_only=True))
            book.remove(old)
            told = ("", "")
            for name, where, _typed, found, allowed in lines:
                told = (str(found), str(allowed)) if found else told  # once for all lines of its cells
                for cell in _cells_of(book, name, where):
                    within.cancelled()
                    if cell.fill.fgColor.rgb in _COLOURS.values():
                        cell.fill = PatternFill()
                    if cell.comment is not None:
                        left = cell.comment.text.replace(note.format(found=told[0], allowed=told[1]), "").strip()
                        cell.comment = Comment(left, cell.comment.author) if left else None


def _cells_of(book: "Workbook", name: Any, where: Any) -> Iterator[Any]:
    """The cells that a line of what to fix is about."""
    if name not in book.sheetnames:
        return
    sheet = book[str(name)]
    for run in str(where).split(", "):
        if parts := re.fullmatch(r"([A-Z]{1,3})(\d{1,7})(?::\1(\d{1,7}))?", run):
            first = int(parts[2])
            for row in range(first, min(int(parts[3] or first), max(sheet.max_row, first)) + 1):
                yield _first(sheet, f"{parts[1]}{row}")


def _first(sheet: "Worksheet", where: str) -> Any:
    """A cell, or of a merged one its first."""
    for merged in sheet.merged_cells.ranges:
        if where in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet[where]


def _mark(sheet: "Worksheet", one: Finding) -> None:
    """Colour a cell and put a note on it; of a merged cell on its first."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = _first(sheet, one.cell)
    colour = _COLOURS[one.grade]
    if one.grade == "wrong" or cell.fill.fgColor.rgb != _COLOURS["wrong"]:
        cell.fill = PatternFill("solid", fgColor=colour)
    text = _("Found: {found}\nAllowed: {allowed}").format(found=one.found, allowed=one.allowed)
    before = f"{cell.comment.text}\n\n" if cell.comment is not None and text not in cell.comment.text else ""
    if cell.comment is None or before:
        cell.comment = Comment(before + text, _("Country office"), *_NOTE_SIZE)


def _list_up(
    book: "Workbook", file: str, found: Sequence[Finding], lost: Lost, within: Deadline, *, mirrored: bool
) -> None:
    """The sheet that says what to fix, first in the workbook, with a link to each cell."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    title = _(TITLE)
    while title in book.sheetnames:
        title = f"{title} "[: _TITLE_LENGTH - 1] + "2"
    sheet = book.create_sheet(title, 0)
    usual = sheet["A1"].font.name  # that of the workbook: without a name some programs take another one
    above = [
        title,
        _("Please correct the coloured cells in your own sheets (red: could not be taken, yellow: please check), save "
          "the workbook, and send it again. Nothing that was taken already is taken twice."),
        *filter(None, [str(lost)]),
    ]  # fmt: skip
    for number, line in enumerate(above, 1):
        sheet.cell(number, 1, line).font = Font(usual, bold=number == 1, size=14 if number == 1 else 11)
    sheet.cell(len(above) + 1, 1, _(COPY_OF))
    sheet.cell(len(above) + 1, 2, _CONTROLS.sub("", file)).data_type = "s"
    top = len(above) + 2
    heads = (
        _("Sheet"), _("Cells"), _("Typed"), _("What was found"), _("What is allowed"), _("Rows"), _("State"),
    )  # fmt: skip
    for column, (head, least) in enumerate(zip(heads, _WIDTHS, strict=True), 1):
        sheet.cell(top, column, head).font = Font(usual, size=11, bold=True)
        sheet.column_dimensions["ABCDEFG"[column - 1]].width = max(least, _HEAD_LETTER * len(head) + _ARROW)
    lines = [line for one in alike(found) for line in _lines(one)]
    wrapped, linked = (
        Alignment(wrap_text=True, vertical="top"),
        Font(usual, size=11, underline="single", color="FF0563C1"),
    )
    for number, (texts, first) in enumerate(lines, top + 1):
        within.cancelled()
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(number, column, _CONTROLS.sub("", text) if isinstance(text, str) else text)
            cell.data_type = "s" if isinstance(text, str) else "n"
            cell.alignment = wrapped
        deep = max(-(-len(str(text)) // width) for text, width in zip(texts, _WIDTHS, strict=True))
        sheet.row_dimensions[number].height = _LINE * max(1, deep)
        link = sheet.cell(number, 2)
        quoted = first.sheet.replace("'", "''")
        link.hyperlink = Hyperlink(link.coordinate, location=f"'{quoted}'!{str(texts[1]).split(', ')[0]}")
        link.font = linked
        sheet.cell(number, 7).fill = PatternFill("solid", fgColor=_COLOURS[first.grade])
    sheet.sheet_view.rightToLeft = mirrored
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    sheet.auto_filter.ref = f"A{top}:G{top + len(lines)}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other.title == title


def _lines(one: Alike) -> Iterator[tuple[tuple[str | int, ...], Finding]]:
    """What is said of alike cells: once, with further lines where they are many."""
    first = one.first
    typed = "; ".join(filter(None, one.typed[:_MOST_TYPED])) + ("; …" if len(one.typed) > _MOST_TYPED else "")
    told: tuple[str | int, ...] = (typed, first.found, first.allowed, one.rows)
    # A link is one line in LibreOffice, however long: what does not fit into the column cannot be seen.
    for line in wrap(", ".join(one.cells), _WIDTHS[1], break_long_words=False, break_on_hyphens=False):
        yield (first.sheet, line.rstrip(","), *told, _(_GRADES[first.grade])), first
        told = ("", "", "", "")
