"""What becomes of cells that nobody meant to change (slips.py finds them): they are left as they were, or refused."""

from collections import Counter
from collections.abc import Mapping, Sequence

from trainer_app.spreadsheets.opening import UNCALCULATED, Unfit
from trainer_app.texts import _, ngettext
from trainer_app.workbook import wording
from trainer_app.workbook.edits import Edits
from trainer_app.workbook.slips import emptied_by_uniting, made_numbers, shifted
from trainer_app.workbook.tables import Row, Table


def refuse_errors(edits: Edits, table: Table, rows: Sequence[Row]) -> None:
    """Cells with an error (#N/A), an unfit value, or a formula that nobody calculated empty nothing."""
    for row in rows:
        for key, shown in row.wrong.items():
            column = table.spec.by_key.get(key)
            if column is None or column.kind != "information":
                bare = shown == UNCALCULATED
                wrong = wording.UNFIT if isinstance(shown, Unfit) else wording.SHOWS_ERROR
                reason = wording.NOT_CALCULATED if bare else wrong
                edits.refuse(table, row, key, "" if bare else shown, _(reason))
            _leave(table, row, key)


def keep_dates(edits: Edits, table: Table, moved: Sequence[tuple[Row, str]]) -> None:
    """A workbook that was switched to another date system shows every date four years off; nobody typed that."""
    for row, key in moved:
        _leave(table, row, key)
    if moved:
        edits.incoming.notes.append(
            ngettext(
                "Sheet “{sheet}”: the file counts dates from another year (1904), so {n} date shows four years "
                "off. It was left as it was. Dates that were typed were taken as they show.",
                "Sheet “{sheet}”: the file counts dates from another year (1904), so {n} dates show four years "
                "off. They were left as they were. Dates that were typed were taken as they show.",
                len(moved),
            ).format(sheet=table.title, n=len(moved))
        )


def keep_texts(edits: Edits, table: Table, rows: Sequence[Row]) -> None:
    """Texts that were converted to numbers lost the zeros before them: nobody typed that."""
    for key, made in made_numbers(table, rows).items():
        for row in made:
            _leave(table, row, key)
        edits.incoming.notes.append(
            ngettext(
                "Sheet “{sheet}”: {n} cell of “{label}” ({cell}) became a number, which has no zeros or signs "
                "before it. It was left as it was. If it was typed so, format it as text and type it again, or "
                "type an apostrophe before it (').",
                "Sheet “{sheet}”: {n} cells of “{label}” ({cell} …) became numbers, which have no zeros or signs "
                "before them. They were left as they were. If one was typed so, format it as text and type it "
                "again, or type an apostrophe before it (').",
                len(made),
            ).format(
                sheet=table.title, n=len(made), label=_(table.spec.by_key[key].label),
                cell=table.cell(key, made[0].number),
            )
        )  # fmt: skip


def keep_united(edits: Edits, table: Table, rows: Sequence[Row]) -> None:
    """Cells that were united keep one text for all: that the others are empty was not typed by anybody."""
    emptied = emptied_by_uniting(table, rows)
    for row, key in emptied:
        _leave(table, row, key)
    if emptied:
        edits.incoming.notes.append(
            ngettext(
                "Sheet “{sheet}”: {n} cell was merged with others and lost what stood in it ({cell}). It was left "
                "as it was.",
                "Sheet “{sheet}”: {n} cells were merged with others and lost what stood in them ({cell} …). They "
                "were left as they were.",
                len(emptied),
            ).format(sheet=table.title, n=len(emptied), cell=table.cell(emptied[0][1], emptied[0][0].number))
        )


def refuse_shifted(edits: Edits, table: Table, rows: Sequence[Row]) -> None:
    """A row in which cells were inserted or taken out would get its values into wrong columns."""
    for row, keys in shifted(table, rows):
        reason = _(wording.SHIFTED).format(n=len(keys))
        edits.refuse_together(table, [(row, key) for key in keys], reason)
        for key in keys:
            _leave(table, row, key)


def refuse_sorted_alone(edits: Edits, table: Table, rows: Sequence[Row], found: Mapping[str, Sequence[Row]]) -> None:
    """A column that was sorted without the others would give everybody somebody else's value."""
    for key, moved in found.items():
        reason = _(wording.SORTED_ALONE).format(n=len(moved))
        edits.refuse_together(table, [(row, key) for row in moved], reason)
        for row in moved:
            _leave(table, row, key)
    columns = Counter(row.number for moved in found.values() for row in moved)
    for row in rows:
        others = [key for key in table.changed(row) if key in table.typed] if columns[row.number] > 1 else []
        if others:  # the row itself moved, and with it what was typed into it
            edits.refuse_together(table, [(row, key) for key in others], _(wording.SORTED_APART))
            for key in others:
                _leave(table, row, key)


def _leave(table: Table, row: Row, key: str) -> None:
    """Read the cell as it was written."""
    before = row.base[table.keys.index(key)] if row.base else ""
    row.cells[key] = before
    row.texts = tuple(before if other == key else text for other, text in zip(row.cells, row.texts, strict=True))
