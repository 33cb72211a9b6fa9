"""What is wrong or doubtful in a list, cell by cell, in the words of a letter to its sender."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from trainer_app.importing.plan import Plan
from trainer_app.lists.kinds import WITH_NAMES
from trainer_app.lists.reading import COUNTRY, ListTable, Question
from trainer_app.lists.scripts import column_letters
from trainer_app.lists.sheets import sheet_of
from trainer_app.lists.tables import REASONS
from trainer_app.texts import N_, _

Grade = Literal["wrong", "check"]
_FEWEST_CELLS = 3  # filled, of a row that is about somebody though it has no name

# What a cell may hold, by the field that it is of; what is not here may hold any text.
ALLOWED = {
    "full_name": N_("A name in letters"),
    "sex": N_("Woman or man, in one of the ways that the other cells of the column use"),
    "birth_date": N_("A day that exists, such as 1990-12-31, or the year alone"),
    "birth_year": N_("A year of four digits, not in the future"),
    "age": N_("A whole number of years from 5 to 110"),
    "start": N_("A day that exists, such as 2019-08-05, typed as text or as a date"),
    "end": N_("A day that exists, not before the course starts"),
    "phones": N_("A telephone number with all its digits, typed as text so that no 0 is lost"),
    "national_id": N_("All digits and letters of the identity number, typed as text"),
    "email": N_("An address such as name@example.org"),
    "product": N_("The name of the course, such as GYB, SYB or IYB"),
    "participants": N_("How many people, as one whole number, or women and men each"),
    "women": N_("How many women, a whole number; 0 for none, empty for not known"),
    "men": N_("How many men, a whole number; 0 for none, empty for not known"),
    "other": N_("How many who are neither women nor men, a whole number; 0 for none, empty for not known"),
    "workers_total": N_("How many workers, a whole number that is women and men together"),
    "workers_women": N_("How many women work there, a whole number"),
    "workers_men": N_("How many men work there, a whole number"),
    "sales_month": N_("An amount in figures; 0 for none, empty for not known"),
    "tot_date": N_("A day that exists, such as 2019-08-05"),
    "certified_on": N_("A day that exists, such as 2019-08-05; empty if there is no certificate"),
    "licence_until": N_("The day until which the licence is valid, such as 2021-08-05"),
    "asked_on": N_("The day of the interview, such as 2019-08-05"),
    "business_start": N_("The day or month in which the business started, such as 2019-08-05 or 2019-08"),
    "business_end": N_("The day or month in which the business closed, such as 2019-08-05 or 2019-08"),
    "contact_result": N_("Reached, not found, refused or moved"),
    "attendance": N_("One mark for present and one for absent, 1 and 0 for example"),
}


@dataclass(frozen=True)
class Finding:
    """One cell of the sender's file. cell: as Excel shows it. grade: wrong, or to be checked."""

    sheet: str
    cell: str
    typed: str
    found: str
    allowed: str
    grade: Grade


def findings(plan: Plan, settled: Collection[tuple[str, str]] = ()) -> list[Finding]:
    """What the sender can mend, in the order of the file; nothing about people whom the office knows from elsewhere.

    settled: cells (sheet, "D4") that were looked at here and are as they should be.
    """
    tables = {(table.sheet, row.row_number): table for table in plan.reading.tables for row in table.rows}
    found = []
    for note in plan.notes:
        cell = _cell(note.cell, tables.get((note.sheet, note.row)))
        if (note.sheet, cell) in settled and note.mark != "refused":
            continue
        state: Grade = "wrong" if note.mark == "refused" else "check"
        told = note.note or _("not clear")
        found.append(Finding(note.sheet, cell, note.typed, told, allowed(note.field), state))
    for row in plan.rows:
        if row.verdict in ("refused", "held") and not (row.candidates or row.question):
            cell = _cell(str(row.row), tables.get((row.sheet, row.row)))
            grade: Grade = "wrong" if row.verdict == "refused" else "check"
            found.append(Finding(row.sheet, cell, row.name, row.reason, _("A row that can be taken"), grade))
    found += _nameless(plan)
    for question in plan.questions:
        if question.key == COUNTRY:
            continue  # no cell of theirs could answer it
        found += _of_question(question, plan)
    asked = {(one.sheet, one.cell) for one in found if not one.typed}
    found = [one for one in found if not one.typed or (one.sheet, one.cell) not in asked]
    order = {sheet: number for number, sheet in enumerate(dict.fromkeys(table.sheet for table in plan.reading.tables))}
    found.sort(key=lambda one: (order.get(one.sheet, len(order)), _row(one.cell), one.cell))
    found = [replace(one, sheet=sheet_of(one.sheet)) for one in found]
    return list({(one.sheet, one.cell, one.found): one for one in reversed(found)}.values())[::-1]


def _nameless(plan: Plan) -> Iterator[Finding]:
    """Rows among people that were left out for want of a name, though they tell more than two things of somebody."""
    reason = REASONS["nameless"]
    for one in plan.reading.skipped:
        if one.reason != _(reason) or len(one.text.split(" | ")) < _FEWEST_CELLS:
            continue
        around = (table for table in plan.reading.tables if table.sheet == one.sheet and table.rows)
        table = next((t for t in around if t.rows[0].row_number - 1 <= one.row <= t.rows[-1].row_number + 1), None)
        if table is not None and table.kind in WITH_NAMES:
            cell, found = cell_of_row(one.row, table), _("a row about somebody without a name")
            yield Finding(one.sheet, cell, "", found, allowed("full_name"), "wrong")


@dataclass(frozen=True)
class Alike:
    """Cells of one sheet with which the same is wrong. cells: "C5" and runs of a column, "C9:C12"; typed: what stands
    in them, each once; rows: how many they touch."""

    first: Finding
    cells: tuple[str, ...]
    typed: tuple[str, ...]
    rows: int


def alike(found: Iterable[Finding]) -> list[Alike]:
    """Findings with those that say the same as one, those of most rows first, else in the order of the file."""
    groups: dict[tuple[str, str, str, str], list[Finding]] = {}
    for one in found:
        groups.setdefault((one.sheet, one.found, one.allowed, one.grade), []).append(one)
    made = [
        Alike(
            group[0], tuple(_runs([one.cell for one in group])), tuple(dict.fromkeys(one.typed for one in group)),
            len({_row(one.cell) for one in group}),
        )
        for group in groups.values()
    ]  # fmt: skip
    return sorted(made, key=lambda one: -one.rows)


def _runs(cells: Iterable[str]) -> Iterator[str]:
    """Cells, those that stand below each other as "C9:C12"."""
    columns: dict[str, list[int]] = {}
    for cell in dict.fromkeys(cells):
        columns.setdefault(cell.rstrip("0123456789"), []).append(_row(cell))
    for letters, rows in columns.items():
        start = before = rows[0]
        for row in [*rows[1:], 0]:
            if row != before + 1:
                yield f"{letters}{start}" if start == before else f"{letters}{start}:{letters}{before}"
                start = row
            before = row


def allowed(field: str) -> str:
    """What a cell of a field may hold, in words."""
    name = field.partition(":")[0]
    return _(ALLOWED[name]) if name in ALLOWED else _("What the heading of the column asks for")


def _cell(cell: str, table: ListTable | None) -> str:
    """A cell by its name; where only a row is known, that of the name in it."""
    return cell_of_row(int(cell), table) if cell.isdigit() else cell


def cell_of_row(row: int, table: ListTable | None) -> str:
    """The cell of a row that holds the name of who or what it is about."""
    names = ("full_name", "given_name", "family_name", "business_name", "product", "school", "indicator")
    columns = {guess.field: guess.index for guess in reversed(table.columns)} if table is not None else {}
    index = next((columns[name] for name in names if name in columns), 0)
    return f"{column_letters(index)}{row}"


def _row(cell: str) -> int:
    return int("".join(filter(str.isdigit, cell)) or 0)


def _of_question(question: Question, plan: Plan) -> list[Finding]:
    """A question as a finding of each of its cells, or of the column's heading."""
    choices = "; ".join(shown for _code, shown in question.options)
    if question.rows:
        cells = [f"{question.column}{row}" for row in question.rows]
    else:
        header = next((t.header_rows for t in plan.reading.tables if t.sheet == question.sheet and t.header_rows), (1,))
        cells = [f"{question.column or 'A'}{header[0]}"]
    return [Finding(question.sheet, cell, "", question.text, choices, "check") for cell in cells]
