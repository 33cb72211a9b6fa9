"""What people with only a spreadsheet program type into workbooks, and what the application makes of it."""

from pathlib import Path

from tests.soak.book import Book
from tests.soak.cells import Typing
from tests.soak.desk import deed_of, expect
from tests.soak.model import Deed, Mind
from tests.soak.story import Story
from tests.soak.world import read_sheets, write_sheets
from trainer_app.workbook.read import Incoming, read_workbook


def type_into(story: Story, which: int, what: str, row: int, column: int) -> None:
    """Somebody edits a copy of a workbook, without the application."""
    source = story.book(which)
    sheets = read_sheets(source.path)
    typing = Typing(story, sheets)
    sentence = typing.do(what, row, column)
    if not sentence:
        return
    number = next(story.numbers)
    path = story.folder / f"{source.path.stem} ({number}).xlsx"
    story.tell(f"somebody with only Excel opens {source.path.name}, {sentence} and saves it as {path.name}")
    write_sheets(source.path, path, sheets)
    incoming = read_workbook(path)
    typed = _typed(source, incoming)
    refused = source.refused + typing.refused if what == "bad" else len(incoming.refusals)
    story.books.append(Book(path, source.kind, source.sender, source.carries, typed, refused))
    _check_typed(path, incoming, typing)


def _typed(source: Book, incoming: Incoming) -> tuple[Deed, ...]:
    """The deeds of what was typed: their author saw what the workbook showed."""
    mind = Mind(source.carries)
    found: dict[tuple[str, str], Deed] = {}
    for change in incoming.edits:
        key = change.record, change.stamp
        deed = deed_of(mind, key, change.table, change.kind, change.fields, change.basis)
        expect(key not in found or found[key].fields == deed.fields, f"{incoming.path.name}: {key} means two things")
        shown = mind.view(change.record).values
        came_back = [name for name, value in change.fields.items() if (value or None) == (shown.get(name) or None)]
        expect(
            change.kind != "set" or not came_back,
            f"{incoming.path.name}: {came_back} of {change.table} only came back, and is taken as typed",
        )
        found[key] = deed
    return tuple(found.values())


def _check_typed(path: Path, incoming: Incoming, typing: Typing) -> None:
    """What was typed is taken with its cell, or refused with its cell."""
    if typing.value is None:
        return
    if typing.wrong:
        told = [r for r in incoming.refusals if r.found == typing.value]
        expect(
            told and all(r.sheet and r.cell and r.reason for r in told),
            f"{path.name}: “{typing.value}” was not taken, and no refusal names it",
        )
        return
    changes = [change for change in incoming.edits if typing.value in change.fields.values()]
    expect(changes, f"{path.name}: “{typing.value}” was typed, and is lost")
    for change in changes:
        origin = change.origin or {}
        expect(
            origin.get("file") == path.name and origin.get("sheet") and (origin.get("cell") or origin.get("row")),
            f"{path.name}: of “{typing.value}” nobody can tell the cell: {origin}",
        )
