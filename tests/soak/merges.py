"""Merging the workbooks of a story, and what must be true of every merge and its plan."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from db.database import Database
from tests.soak.book import Book
from tests.soak.desk import Backup, Desk, expect
from tests.soak.model import Mind
from tests.soak.plans import check_gains, check_ledgers, check_new, check_refusals
from tests.soak.standing import check_only_brought_again, check_standing, files_merged, first_hand
from tests.soak.story import Story
from trainer_app.errors import UserError
from trainer_app.exchange import merging
from trainer_app.exchange.merging import Left, Plan


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
    strict: bool = False,
) -> Plan | None:
    """Merge these at once. `failing`: at which statement the power fails. `again`: see check_again."""
    before, followed, merged = desk.mind.copy(), desk.follows, files_merged(desk)
    with story.work(desk), _failing(desk.database, failing):
        try:
            plan = merging.merge(
                desk.database, [book.path for book in chosen], apply=True, prefer=prefer, strict=strict
            )
        except UserError as error:
            story.told[-1] += f" That is refused: {error}"
            check_refused(desk, chosen)
            return None
    taken = [book for book, file in zip(chosen, plan.files, strict=True) if not file.problem]
    check_refused(desk, [book for book in chosen if book not in taken])
    if plan.backup is not None:
        desk.backups.append(Backup(plan.backup, before, followed))
    done = desk.look([deed for book in taken for deed in book.deeds], own=True)
    if prefer is None:
        check_only_brought_again(desk, done)
    elif prefer == "newest":
        check_settled(desk, before)
    for book in taken:
        if book.path.name not in merged:
            desk.first_hand[book.path.name] = first_hand(desk, book.carries, book.sender)
    check_standing(desk, story.books)
    check_refusals(plan, taken)
    check_gains(desk, plan, before)
    if len(taken) == len(chosen) == 1 and prefer is None:  # else what was brought may have been settled away
        check_new(desk, plan.files[0], before)
        check_ledgers(desk, plan.files[0], taken[0], before)
    if again:
        check_again(story, desk, taken)
    return plan


def check_refused(desk: Desk, refused: Sequence[Book]) -> None:
    """A whole workbook is refused only where it goes on from a merge that was undone here."""
    aside = desk.mind.put_aside()
    for book in refused:
        expect(any(deed.key in aside for deed in book.deeds), f"{desk.name}: {book.path.name} was refused")


def check_settled(desk: Desk, before: Mind) -> None:
    """By “newest” no merge leaves a conflict behind that was not there."""
    left = desk.mind.conflicts - before.conflicts
    expect(not left, f"{desk.name}: the new conflicts were to be settled, and these are open: {sorted(left)}")


def check_again(story: Story, desk: Desk, books: Sequence[Book]) -> None:
    """Merging the same again changes nothing, and the plan says so."""
    if not books:
        return
    with story.work(desk):
        again = merging.merge(desk.database, [book.path for book in books], apply=False)
    expect(not again.changes_anything, f"{desk.name}: merging the same again would change {_differences(again)}")
    moved = [ledger for file in again.files for ledger in file.ledgers if ledger.read != ledger.same + ledger.refused]
    expect(not moved, f"{desk.name}: the same again is not “same”: {moved}")


def merge_strictly(story: Story, pick: int, which: int) -> None:
    """Merge a workbook all or not at all: where a cell of it cannot be taken, nothing is."""
    desk, book = story.desk(pick), story.book(which)
    story.tell(f"{desk.name} merges {book.path.name}, all of it or nothing")
    if not book.refused:
        take_in(story, desk, [book], strict=True)
        return
    digest = desk.digest()
    with story.work(desk):
        (file,) = merging.merge(desk.database, [book.path], apply=True, strict=True).files
    expect(file.problem, f"{desk.name}: {book.path.name} was taken although {book.refused} of its cells cannot be")
    expect(desk.digest() == digest, f"{desk.name}: nothing of {book.path.name} was to be taken, and something was")
    desk.look()


def take_part(story: Story, pick: int, which: int, sheet: str, choice: int, prefer: str | None) -> None:
    """Merge a workbook but for one sheet, or for one record: the rest stays in the file, to be taken later."""
    desk, book = story.desk(pick), story.book(which)
    fresh = [deed for deed in book.deeds if deed.key not in desk.mind.deeds]
    records = sorted({(deed.table, deed.record) for deed in fresh})
    if not records:
        return
    one = records[choice % len(records)]
    left = Left(sheets=frozenset({sheet})) if sheet else Left(records=frozenset({one}))
    by_rule = f", settling by “{prefer}”" if prefer else ""
    story.tell(f"{desk.name} merges {book.path.name} without {sheet or f'{one[0]} {story.name(one[1])}'}{by_rule}")
    before, followed, merged = desk.mind.copy(), desk.follows, files_merged(desk)
    with story.work(desk):
        try:
            plan = merging.merge(desk.database, [book.path], apply=True, prefer=prefer, left={book.path: left})
        except UserError as error:
            story.told[-1] += f" That is refused: {error}"
            check_refused(desk, [book])
            return
    with desk.database.read() as tx:
        there = {(row[0], row[1]) for row in tx.rows("SELECT record_id, stamp FROM change")}
    taken = [deed for deed in fresh if deed.key in there]
    done = desk.look(taken, own=True)
    if prefer is None:
        check_only_brought_again(desk, done)
    elif prefer == "newest":
        check_settled(desk, before)
    if plan.backup is not None:
        desk.backups.append(Backup(plan.backup, before, followed))
    if book.path.name not in merged:
        desk.first_hand[book.path.name] = first_hand(desk, [deed for deed in book.carries if deed.key in there],
                                                     book.sender)  # fmt: skip
    here, waiting = {deed.record for deed in taken}, {deed.record for deed in fresh if deed.key not in there}
    expect(not here & waiting, f"{desk.name}: a part was taken of {sorted(here & waiting)}")
    expect(sheet or one[1] in waiting, f"{desk.name}: {one} was to be left out")
    told = plan.files[0].left
    expect(told == len(waiting), f"{desk.name}: the plan says {told} records were left out, not {len(waiting)}")
    check_gains(desk, plan, before)


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
