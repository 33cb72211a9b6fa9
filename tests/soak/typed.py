"""What people with only a spreadsheet program type into workbooks, and what the application makes of it."""

from typing import Any

from db.resolve import Change
from tests.soak.book import Book, rows_of
from tests.soak.cells import WRONG, Touched, Typing
from tests.soak.desk import deed_of, expect
from tests.soak.model import NOBODY, Deed, Mind, View
from tests.soak.story import Story
from tests.soak.world import read_sheets, write_sheets
from trainer_app.workbook.read import Incoming, read_workbook
from trainer_app.workbook.refusals import write_refusals

RIGHT = {"person.sex": "Other", "person.birth_date": "1990-12-31"}
NEEDED = ("full_name",)
"""What may not be emptied in the row of somebody who is there."""


def type_into(story: Story, which: int, what: str, row: int, column: int) -> bool:
    """Somebody edits a copy of a workbook, without the application; whether there was anything to do it to."""
    source = story.book(which)
    sheets = read_sheets(source.path)
    shown = Mind(source.carries)
    typing = Typing(story, sheets, shown)
    sentence = typing.do(what, row, column)
    if not sentence:
        return False
    number = next(story.numbers)
    path = story.folder / f"{source.path.stem} ({number}).xlsx"
    story.tell(f"somebody with only Excel opens {source.path.name}, {sentence} and saves it as {path.name}")
    write_sheets(source.path, path, sheets)
    incoming = read_workbook(path)
    deeds = deeds_typed(incoming, shown)
    refused = source.refused + typing.refused if what == "bad" else len(incoming.refusals)
    story.books.append(Book(path, source.kind, source.sender, source.carries, deeds, refused, rows_of(incoming)))
    _check_typed(incoming, typing)
    if typing.touched is not None:
        _check_touched(incoming, shown, typing.touched)
    if typing.added:
        _check_added(incoming, typing.added)
    if typing.moved:
        before, after = ({deed.key for deed in typed} for typed in (source.typed, deeds))
        expect(before == after, f"{path.name}: rows were only sorted, and {sorted(before ^ after)} is typed otherwise")
    return True


def correct_refusals(story: Story, which: int) -> bool:
    """The cells of a workbook that cannot be taken are corrected in its workbook of refusals; whether there are any."""
    source = story.book(which)
    listed, path = (story.folder / f"{source.path.stem} {what}.xlsx" for what in ("refusals", "corrected"))
    number = write_refusals(source.path, listed)
    expect(number == source.refused, f"{listed.name} lists {number} cells, and {source.refused} were refused")
    if not number:
        return False
    story.tell(f"somebody corrects the {number} refused cells of {source.path.name} in {path.name}")
    rows = read_sheets(listed)["Participants"]
    right = {place: RIGHT.get(str(key).partition("/")[2]) for place, key in enumerate(rows[0])}
    rows = [[right[at] if str(cell).startswith(WRONG) else cell for at, cell in enumerate(row)] for row in rows]
    write_sheets(listed, path, {"Participants": rows})
    incoming, shown = read_workbook(path), Mind(source.carries)
    expect(not incoming.refusals, f"{path.name}: all was corrected, and these are refused: {incoming.refusals}")
    deeds = deeds_typed(incoming, shown)
    story.books.append(Book(path, source.kind, source.sender, source.carries, deeds, 0, rows_of(incoming)))
    said = {value for deed in deeds for value in deed.fields.values()}
    before = {value for view in shown.views.values() for value in view.values.values()}
    expect((said | before) & {"X", "1990-12-31"}, f"{path.name}: what was corrected is lost")
    twice = {deed.record for deed in deeds} - {deed.record for deed in source.deeds}
    expect(not twice, f"{path.name}: these were in the file already, and come a second time: {sorted(twice)}")
    return True


def deeds_typed(incoming: Incoming, shown: Mind) -> tuple[Deed, ...]:
    """The deeds of what was typed: their author saw what the workbook showed."""
    found: dict[tuple[str, str], Deed] = {}
    for change in incoming.edits:
        key = change.record, change.stamp
        deed = deed_of(shown, key, change.table, change.kind, change.fields, change.basis)
        expect(key not in found or found[key].fields == deed.fields, f"{incoming.path.name}: {key} means two things")
        values = shown.view(change.record).values
        came_back = [name for name, value in change.fields.items() if (value or None) == (values.get(name) or None)]
        expect(
            change.kind != "set" or not came_back,
            f"{incoming.path.name}: {came_back} of {change.table} only came back, and is taken as typed",
        )
        found[key] = deed
    return tuple(found.values())


def _check_typed(incoming: Incoming, typing: Typing) -> None:
    """What was typed is taken with its cell, or refused with its cell."""
    name = incoming.path.name
    if typing.value is None:
        return
    if typing.wrong:
        told = [r for r in incoming.refusals if r.found == typing.value]
        expect(
            told and all(r.sheet and r.cell and r.reason for r in told),
            f"{name}: “{typing.value}” was not taken, and no refusal names it",
        )
        return
    changes = [change for change in incoming.edits if typing.value in change.fields.values()]
    expect(changes, f"{name}: “{typing.value}” was typed, and is lost")
    for change in changes:
        origin = change.origin or {}
        expect(
            origin.get("file") == name and origin.get("sheet") and (origin.get("cell") or origin.get("row")),
            f"{name}: of “{typing.value}” nobody can tell the cell: {origin}",
        )


def _check_touched(incoming: Incoming, shown: Mind, cell: Touched) -> None:
    """A cell says its value of the record that the row shows, an emptied one that there is none; one that shows what
    it showed before says nothing."""
    said = [
        change.fields[cell.field]
        for change in incoming.edits
        if change.table == cell.table and cell.field in change.fields and _place(change) == (cell.sheet, cell.row)
    ]
    view = _shown_in(shown, cell)
    old = view.values.get(cell.field)
    if not cell.alone:  # a copy and what it was copied from: which of them is new is not for the cell to say
        wanted = [cell.value] if said else []
    elif view.absent:  # a row that was written empty
        wanted = [] if cell.value is None else [cell.value]
    elif old == cell.value or view.values.get("erased_on"):
        wanted = []
    elif cell.value is None and cell.field in NEEDED:
        wanted = []
        told = [one for one in incoming.refusals if one.sheet == cell.sheet and one.cell.endswith(str(cell.row))]
        expect(told, f"{incoming.path.name}: {cell.field} of row {cell.row} may not be empty, and nobody says so")
    else:
        wanted = [cell.value]
    expect(
        said == wanted,
        f"{incoming.path.name}: row {cell.row} of {cell.sheet} shows {cell.value} as {cell.field} instead of {old}, "
        f"which must be taken as {wanted}, not as {said}",
    )


def _place(change: Change) -> tuple[Any, Any]:
    origin = change.origin or {}
    return origin.get("sheet"), origin.get("row")


def _shown_in(shown: Mind, cell: Touched) -> View:
    """What the workbook showed of the record that a cell is about: of a participant the mark."""
    if cell.table != "attendance":
        return shown.view(cell.record)
    if shown.view(cell.record).absent:
        return NOBODY
    marks = [view for view in shown.views.values() if view.there and view.values.get("enrolment_id") == cell.record]
    return marks[0] if marks else View({}, {}, {}, frozenset(), frozenset(), False)


def _check_added(incoming: Incoming, name: str) -> None:
    """Somebody who was typed into a row of their own is there once, with one seat."""
    people = {change.record for change in incoming.edits if change.fields.get("full_name") == name}
    seats = {change.record for change in incoming.edits if change.fields.get("person_id") in people}
    expect(len(people) == len(seats) == 1, f"{incoming.path.name}: {name} is there {len(people)} times, with {seats}")
