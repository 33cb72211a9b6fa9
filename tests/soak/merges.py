"""Merging the workbooks of a story, and what must be true of every merge and its plan."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from db.database import Database
from tests.soak.book import Book
from tests.soak.desk import Desk, expect
from tests.soak.model import Mind
from tests.soak.standing import check_only_brought_again, check_standing, files_merged, first_hand
from tests.soak.story import Story
from trainer_app.errors import UserError
from trainer_app.exchange import merging
from trainer_app.exchange.merging import OUTCOMES, Plan


def merge(story: Story, pick: int, books: Sequence[int], prefer: str | None = None) -> Plan | None:
    """Merge one workbook or several, old ones too."""
    desk = story.desk(pick)
    chosen = list({book.path: book for book in map(story.book, books)}.values())
    names = ", ".join(book.path.name for book in chosen)
    story.tell(f"{desk.name} merges {names}" + (f", settling by “{prefer}”" if prefer else ""))
    return take_in(story, desk, chosen, prefer)


def take_in(
    story: Story,
    desk: Desk,
    chosen: Sequence[Book],
    prefer: str | None = None,
    failing: int | None = None,
    again: bool = True,
) -> Plan | None:
    """Merge these at once. `failing`: at which statement the power fails. `again`: see check_again."""
    before, merged = desk.mind.copy(), files_merged(desk)
    with story.work(desk), _failing(desk.database, failing):
        try:
            plan = merging.merge(desk.database, [book.path for book in chosen], apply=True, prefer=prefer)
        except UserError as error:
            story.told[-1] += f" That is refused: {error}"
            _check_refusal(desk, chosen)
            return None
    taken = [book for book, file in zip(chosen, plan.files, strict=True) if not file.problem]
    _check_refusal(desk, [book for book in chosen if book not in taken])
    if plan.backup is not None:
        desk.backups.append((plan.backup, before))
    done = desk.look([deed for book in taken for deed in book.deeds], own=True)
    if prefer is None:
        check_only_brought_again(desk, done)
    for book in taken:
        if book.path.name not in merged:
            desk.first_hand[book.path.name] = first_hand(desk, book.carries, book.sender)
    check_standing(desk, story.books)
    _check_ledgers(desk, plan, taken)
    if len(taken) == len(chosen) == 1:
        _check_counts(desk, plan, before)
    if again:
        check_again(story, desk, taken)
    return plan


def _check_refusal(desk: Desk, refused: Sequence[Book]) -> None:
    """A whole workbook is refused only where it goes on from a merge that was undone here."""
    aside = desk.mind.put_aside()
    for book in refused:
        expect(any(deed.key in aside for deed in book.deeds), f"{desk.name}: {book.path.name} was refused")


def _check_counts(desk: Desk, plan: Plan, before: Mind) -> None:
    """The plan says how many records are new, and that many are."""
    fresh = Counter(
        table
        for record, table in desk.mind.tables.items()
        if before.view(record).absent and not desk.mind.view(record).absent
    )
    del fresh["signing_key"]  # nobody's work, so no plan tells of it
    told = plan.files[0].new_records
    expect(told == fresh, f"{desk.name}: the plan tells of {told} new, there are {dict(fresh)}")


def _check_ledgers(desk: Desk, plan: Plan, taken: Sequence[Book]) -> None:
    for file in plan.files:
        for ledger in file.ledgers:
            parts = sum(getattr(ledger, outcome) for outcome in OUTCOMES)
            expect(ledger.read == parts, f"{desk.name}: the ledger of {ledger.sheet} does not add up: {ledger}")
    by_path = {file.path: file for file in plan.files}
    for book in taken:
        told = len(by_path[book.path].refusals)
        expect(told == book.refused, f"{book.path.name}: {told} cells are refused, not {book.refused}")


def check_again(story: Story, desk: Desk, books: Sequence[Book]) -> None:
    """Merging the same again changes nothing, and the plan says so."""
    if not books:
        return
    with story.work(desk):
        again = merging.merge(desk.database, [book.path for book in books], apply=False)
    expect(not again.changes_anything, f"{desk.name}: merging the same again would change {_differences(again)}")
    moved = [ledger for file in again.files for ledger in file.ledgers if ledger.read != ledger.same + ledger.refused]
    expect(not moved, f"{desk.name}: the same again is not “same”: {moved}")


def crash(story: Story, pick: int, which: int, after: int) -> None:
    """A merge that fails in the middle leaves nothing behind."""
    desk, book = story.desk(pick), story.book(which)
    story.tell(f"{desk.name} begins to merge {book.path.name}, which fails at statement {after}")
    digest, clock = desk.digest(), (desk.database.clock.wall, desk.database.clock.counter)
    try:
        take_in(story, desk, [book], failing=after)
    except _PowerCut:
        expect(desk.digest() == digest, f"{desk.name}: a failed merge left something behind")
        now = desk.database.clock.wall, desk.database.clock.counter
        expect(now >= clock, f"{desk.name}: the clock fell back")
        desk.look()


class _PowerCut(Exception):
    """The merge ends here."""


@contextmanager
def _failing(database: Database, after: int | None) -> Iterator[None]:
    """Let the work on the database fail at its so-manieth statement."""
    if after is None:
        yield
        return
    left = [after]

    def fail(*_arguments: Any) -> None:
        left[0] -= 1
        if left[0] == -1:
            raise _PowerCut

    event.listen(database._engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(database._engine, "before_cursor_execute", fail)


def _differences(plan: Plan) -> list[Any]:
    return [(file.path.name, file.new_records, file.differences) for file in plan.files if file.changes_anything]
