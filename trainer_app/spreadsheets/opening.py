"""Opening a spreadsheet file that somebody sent: its sheets with their rows, or a sentence on what is wrong with it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from sys import intern
from typing import Any

import orjson

from trainer_app.errors import UserError
from trainer_app.file_names import called, located
from trainer_app.spreadsheets import code_pages
from trainer_app.spreadsheets.apart import Died, asking
from trainer_app.spreadsheets.bounds import FILLED
from trainer_app.spreadsheets.digests import AsWritten, Places
from trainer_app.spreadsheets.problem import UNCALCULATED, Unfit
from trainer_app.texts import N_, _

__all__ = ["UNCALCULATED", "Row", "Sheet", "Unfit", "opened"]

Row = Sequence[Any]
"""Cells: text, float, bool, date, datetime, time or timedelta; an empty cell is ""."""


@dataclass(frozen=True)
class Sheet:
    """One sheet. Take its rows before the next sheet; the first is row 1, all begin in column A.

    merges: (top, left), (bottom, right) from 0. encoding: of a text file, whose one sheet is named "csv". wrong: what
    cells show that hold an error, an Unfit, or UNCALCULATED, by row (from 1) and column (from 0), of the rows taken so
    far and perhaps of others; among the rows they are empty.
    following: how many sheets come after it.
    """

    name: str
    hidden: bool
    merges: Sequence[tuple[tuple[int, int], tuple[int, int]]]
    encoding: str | None
    rows: Iterator[Row]
    wrong: Mapping[int, Mapping[int, str]]
    following: int


class Locked(UserError):
    """The file waits for a password, or for another one."""


class Unlettered(UserError):
    """The file is text of which the code page is not known, or is not the one that was chosen."""


class Damaged(UserError):
    """What the file holds is no spreadsheet that could be read."""


_KINDS = {
    "protected": Locked,
    "password": Locked,
    "letters": Unlettered,
    "code_page": Unlettered,
    "damaged": Damaged,
}
"""The errors for kinds of problems that somebody can do something about at once, or that decide what comes next."""


@contextmanager
def opened(
    path: Path, password: str | None = None, *, texts: bool = False, most: int = FILLED, first: str = "",
    digests: Collection[str] = (), code_page: str = "",
) -> Iterator[Iterator[Sheet]]:  # fmt: skip
    """The sheets of a workbook (with `texts` also of a text file), one after the other, that named `first` before all.

    code_page: that of a text file without a mark that is not in Unicode; "" is the likeliest.
    Of the sheets whose rows carry digests, known by these keys, an AsWritten may stand for rows beyond the first TOP;
    then large sheets come after small ones.
    Raises UserError, also while the rows are taken, for what cannot be read, or has more than `most` filled cells.
    """
    request = {"wanted": "rows", "password": password, "texts": texts, "most": most, "first": first}
    with _answer(path, request | {"digests": list(digests), "code_page": code_page}) as messages:
        yield _sheets(messages)


@contextmanager
def _answer(path: Path, request: dict[str, Any]) -> Iterator[Iterator[tuple[str, bytes]]]:
    """The messages of an answer (reader.py), problems turned into sentences."""
    request |= {"path": str(path)}
    with asking(request) as messages:
        yield _without_problems(path, request, messages)


def _without_problems(
    path: Path, request: dict[str, Any], messages: Iterator[tuple[str, bytes]]
) -> Iterator[tuple[str, bytes]]:
    problem = None
    try:
        for letter, content in messages:
            if letter == "P":
                problem = orjson.loads(content)
            elif problem is None:
                yield letter, content
    except Died as died:
        raise _why(path, request, str(died)) from died
    if problem is not None:
        raise _KINDS.get(problem[0], UserError)(_sentence(path, *problem))


def _why(path: Path, request: dict[str, Any], reason: str) -> UserError:
    """The sentence for a file on which the process died: where a far cell stands, if one does."""
    if reason == "memory":
        try:
            with asking(request | {"wanted": "far"}, _SECONDS_FOR_WHY) as messages:
                far = next(orjson.loads(content) for letter, content in messages if letter == "E")
        except Died:
            far = None
        if far is not None:
            return UserError(_sentence(path, "far", {"sheet": far[0], "cell": far[1]}))
    return UserError(_sentence(path, reason or "damaged", {}))


_SECONDS_FOR_WHY = 4.0


def unreadable(path: Path) -> UserError:
    """The sentence for a file that cannot be read, or not any more."""
    return UserError(_sentence(path, "unreadable" if path.exists() else "missing", {}))


def too_much(path: Path, sheet: str, row: int) -> UserError:
    """The sentence for a file in which more stands, from this row on, than can be taken."""
    return UserError(_sentence(path, "too_much", {"sheet": sheet, "row": row}))


def _sheets(messages: Iterator[tuple[str, bytes]]) -> Iterator[Sheet]:
    for letter, content in messages:
        if letter == "S":
            name, hidden, merges, encoding, found, following = orjson.loads(content)
            wrong = _wrong(found)
            rows = _rows(messages, wrong)
            ranges = [((top, left), (bottom, right)) for (top, left), (bottom, right) in merges]
            yield Sheet(name, hidden, ranges, encoding, rows, wrong, following)
            for _row in rows:
                pass


_Wrong = dict[int, dict[int, str]]


def _wrong(told: dict[str, dict[str, Any]]) -> _Wrong:
    """Wrong cells from their JSON."""
    return {
        int(row): {int(at): shown if isinstance(shown, str) else Unfit(shown[0]) for at, shown in cells.items()}
        for row, cells in told.items()
    }


def _rows(messages: Iterator[tuple[str, bytes]], wrong: _Wrong) -> Iterator[Row]:
    """The rows of a sheet, and what is wrong in them into `wrong` before they come."""
    places = Places("", -1, -1, -1, ())
    known: _Known = ([], [], [])
    for letter, content in messages:
        if letter == ".":
            return
        if letter == "B":
            count, width = orjson.loads(content)
            yield from [("",) * width] * count
        elif letter == "K":
            sheet, at_id, at_second, at_digest, cells = orjson.loads(content)
            places = Places(sheet, at_id, at_second, at_digest, tuple(cells))
        elif letter == "W":
            for number, cells in _wrong(orjson.loads(content)).items():
                wrong.setdefault(number, {}).update(cells)
        elif letter == "I":
            firsts, seconds, before = orjson.loads(content)
            known = [*map(intern, firsts)], seconds, before  # other sheets name them too: one text for all saves memory
        else:
            rows = orjson.loads(content)
            rows = _revived(rows) if letter == "D" else rows
            yield from _among(rows, known, places) if known[0] else rows
            known = ([], [], [])


_Known = tuple[list[str], list[str], list[int]]
"""Both ids of rows that are as they were written, and how many of those stand before each of the others."""


def _among(rows: list[list[Any]], known: _Known, places: Places) -> Iterator[Row]:
    """These rows, and what stands for the known ones among them."""
    firsts, seconds, before = known
    here = 0
    for row, until in zip(rows, before, strict=True):
        if until > here:
            yield AsWritten(firsts[here:until], seconds[here:until], places)
            here = until
        yield row
    if here < len(firsts):
        yield AsWritten(firsts[here:], seconds[here:], places)


def _revived(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows of a D message with their dates and times again."""
    for row in rows:
        for place, cell in enumerate(row):
            if type(cell) is dict:
                ((kind, told),) = cell.items()
                row[place] = _TIMES[kind](told)
    return rows


_TIMES: dict[str, Any] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


def _sentence(path: Path, kind: str, details: dict[str, Any]) -> str:
    if kind == "code_page":
        details = {"page": code_pages.named(details["encoding"])}
    return _(_SENTENCES[kind]).format(file=called(path), path=located(path), **details)


_SENTENCES = {
    "missing": N_("There is no file {path}. Check the name and the folder: it may have been moved or renamed."),
    "folder": N_("{path} is a folder. Name a file in it."),
    "no_file": N_("{path} is not a file that could be read. Choose a workbook or a list."),
    "unreadable": N_(
        "{path} cannot be read: another program may hold it open, or it is not yours to read. Nothing was taken. "
        "Close it elsewhere, or copy it to another folder, and try again."
    ),
    "empty": N_("{file} is empty: nothing was saved in it, or it was cut off on its way. Ask for it to be sent again."),
    "damaged": N_(
        "{file} is not a readable spreadsheet: it may be damaged, or another kind of file. Nothing was taken. Open it "
        "in Excel, save it anew as .xlsx, and try again, or ask for it to be sent again."
    ),
    "damaged_sheet": N_(
        "{file} is damaged: its sheet “{sheet}” is not readable. Nothing was taken. Open it in Excel, let Excel repair "
        "it, and save it under a new name, or ask for it to be sent again."
    ),
    "damaged_cell": N_(
        "{file} is damaged: the cell {cell} of its sheet “{sheet}” is not readable, “{found}” cannot stand there. "
        "Nothing was taken. Open it in Excel, let Excel repair it, type that cell again, and save it under a new name, "
        "or ask for it to be sent again."
    ),
    "other_inside": N_(
        "{file} is named like a workbook, but another kind of file is inside: a text, a web page, a picture. Nothing "
        "was taken. Open it in Excel, save it as an Excel workbook (.xlsx), and choose that file."
    ),
    "no_sheets": N_(
        "{file} has no sheet with rows and columns. Nothing was taken. Check that it is the right file, or ask for it "
        "to be sent again."
    ),
    "long": N_(
        "{file}, sheet “{sheet}”, cell {cell}: the text is longer than a cell can hold. Nothing was taken from the "
        "file. Shorten it, save the file, and try again."
    ),
    "no_table": N_(
        "{file} is not a table of text: it has endless lines or cells. Nothing was taken. Open it in Excel, save it "
        "as an Excel workbook (.xlsx), and choose that file."
    ),
    "letters": N_(
        "The letters in {file} are stored in a way that could not be recognised. Say in which code page it is, or open "
        "it in Excel, check that the names look right, save it as an Excel workbook (.xlsx), and choose that file."
    ),
    "code_page": N_(
        "{file} is not in the code page {page}: some of its signs are none there. Nothing was taken. Choose another "
        "one, or open the file in Excel, save it as an Excel workbook (.xlsx), and choose that."
    ),
    "protected": N_(
        "{file} is protected with a password. Nothing was taken from it. Give the password, or ask the sender for a "
        "copy without one."
    ),
    "password": N_(
        "The password does not open {file}. Nothing was taken from it. Type it again (capitals and small letters "
        "differ), or ask the sender for the right one."
    ),
    "protected_otherwise": N_(
        "{file} is protected in a way that cannot be opened here. Nothing was taken from it. Open it in Excel, save it "
        "without a password, and choose that file."
    ),
    "large": N_(
        "{file} has {size} MB; more than {most} MB is no training workbook or list. Nothing was taken from it. Copy "
        "the sheets that you need into a new workbook and choose that."
    ),
    "bomb": N_(
        "{file} unpacks to {size} MB. That is no training workbook or list. Nothing was taken from it. Copy the sheets "
        "that you need into a new workbook and choose that."
    ),
    "too_much": N_(
        "{file}, sheet “{sheet}”: there is more in it, from row {row} on, than can be taken at once. Nothing was taken "
        "from the file. Split it into several files and take one after the other."
    ),
    "far": N_(
        "{file}, sheet “{sheet}”: something stands in the far cell {cell}. Nothing was taken from the file. Delete the "
        "rows and columns beyond your data, save it, and try again."
    ),
    "memory": N_(
        "{file} needs more memory than a training workbook or list can. Nothing was taken from it. Copy the sheets "
        "that you need into a new workbook and choose that."
    ),
    "time": N_(
        "{file} takes longer to read than a training workbook or list can. Nothing was taken from it. Copy the sheets "
        "that you need into a new workbook and choose that."
    ),
}
"""What is wrong with a file, by the kind of the problem (problem.py) or the reason of the reader's death (apart.py)."""
