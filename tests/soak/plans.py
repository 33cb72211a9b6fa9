"""What the plan of a merge says, compared with what the merge did."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from tests.soak.book import Book
from tests.soak.desk import Desk, expect
from tests.soak.model import Mind, View
from trainer_app.exchange.merging import OUTCOMES, FilePlan, Plan


def check_refusals(plan: Plan, taken: Sequence[Book]) -> None:
    """Of every file as many cells are refused as somebody typed that no column takes."""
    by_path = {file.path: file for file in plan.files}
    for book in taken:
        told = len(by_path[book.path].refusals)
        expect(told == book.refused, f"{book.path.name}: {told} cells are refused, not {book.refused}")


def check_gains(desk: Desk, plan: Plan, before: Mind) -> None:
    """The plan says that nothing changes where the journal has gained nothing, and nowhere else."""
    gained = desk.mind.deeds.keys() - before.deeds.keys()
    expect(
        plan.changes_anything == bool(gained),
        f"{desk.name}: the plan says {'some' if plan.changes_anything else 'no'}thing changes, "
        f"and the journal gained {len(gained)} changes",
    )


def check_new(desk: Desk, file: FilePlan, before: Mind) -> None:
    """The plan says how many records are new, and that many are."""
    fresh = Counter(
        table
        for record, table in desk.mind.tables.items()
        if before.view(record).absent and not desk.mind.view(record).absent
    )
    del fresh["signing_key"]  # nobody's work, so no plan tells of it
    told = file.new_records
    expect(told == fresh, f"{desk.name}: the plan tells of {told} new, there are {dict(fresh)}")


def check_ledgers(desk: Desk, file: FilePlan, book: Book, before: Mind) -> None:
    """The ledger adds up, and says “same” of as many rows as show what they showed before."""
    moved = {record for record in desk.mind.views if _said_by(before.view(record)) != _said_by(desk.mind.view(record))}
    ledgers = {ledger.sheet: ledger for ledger in file.ledgers}
    for ledger in ledgers.values():
        parts = sum(getattr(ledger, outcome) for outcome in OUTCOMES)
        expect(ledger.read == parts, f"{desk.name}: the ledger of {ledger.sheet} does not add up: {ledger}")
    for sheet, rows in book.rows.items():
        showing = _showing((before, desk.mind), sheet, moved) | {
            record for record in moved if before.view(record).absent
        }
        same = sum(1 for row in rows if not row & showing)
        told = ledgers[sheet].same if sheet in ledgers else 0
        expect(told == same, f"{desk.name}: {ledgers.get(sheet)}, but {same} of {len(rows)} rows are the same")


def _said_by(view: View) -> tuple[Any, ...]:
    values = {name: value for name, value in view.values.items() if value is not None and name != "deleted"}
    return view.absent, bool(view.values.get("deleted")), values, view.conflicts


def _showing(minds: Sequence[Mind], sheet: str, moved: set[str]) -> set[str]:
    """The records whose row shows, or showed, one of those that moved: of attendance only the marks."""
    name = {"attendance": "enrolment_id", "courses": "course_id"}.get(sheet)
    table = {"attendance": "attendance", "courses": "course_trainer"}.get(sheet)
    shown = {
        str(mind.view(one).values.get(name))
        for mind in minds
        for one in moved
        if name and mind.tables.get(one) == table
    }
    return shown if sheet == "attendance" else shown | moved
