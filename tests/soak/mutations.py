"""Whether the histories would notice: the application is broken on purpose, one rule at a time (`make soak`).

Each mutation must be found within as many histories as `make test` tries, of the same length. The numbers printed say
how many it took.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[2]))

from db import clock, database, joins, journal, resolve
from db.database import Transaction
from db.ids import new_id
from db.models import Person
from db.resolve import Change, State
from tests.soak.machine import FEW, SHORT, Histories, run_histories
from tests.soak.world import World, disk, told_by
from trainer_app.exchange import conflicts, ledger, merging, sent
from trainer_app.exchange.plan import FilePlan
from trainer_app.workbook import edits, refusals, select, tables
from trainer_app.workbook.incoming import Incoming

Mutation = Callable[[], AbstractContextManager[Any]]


def _states(change: Callable[[State], State]) -> AbstractContextManager[Any]:
    """Every state that several changes add up to becomes another one."""
    resolved = resolve._state
    return patch.object(resolve, "_state", lambda *given: change(resolved(*given)))


def phones_never_conflict() -> AbstractContextManager[Any]:
    def change(state: State) -> State:
        return replace(state, conflicts={name: heads for name, heads in state.conflicts.items() if name != "phones"})

    return _states(change)


def the_lesser_stamp_shows() -> AbstractContextManager[Any]:
    def change(state: State) -> State:
        lesser = {name: heads[0].fields[name] for name, heads in state.heads.items() if name != "deleted"}
        return replace(state, values=state.values | lesser)

    return _states(change)


def equal_values_conflict() -> AbstractContextManager[Any]:
    def change(state: State) -> State:
        several = {name: heads for name, heads in state.heads.items() if len(heads) > 1}
        return replace(state, conflicts=several | state.conflicts)

    return _states(change)


def a_deletion_hides_what_it_did_not_see() -> AbstractContextManager[Any]:
    return patch.object(resolve, "_unseen", lambda *given: [])


def a_deletion_hides_what_refers_to_it() -> AbstractContextManager[Any]:
    unseen = resolve._unseen
    return patch.object(resolve, "_unseen", lambda heads, _referring, retold: unseen(heads, (), retold))


def an_erasure_leaves_the_journal() -> AbstractContextManager[Any]:
    return patch.object(journal, "erased_by", lambda changes: set())


def an_erasure_leaves_the_record() -> AbstractContextManager[Any]:
    return patch.object(resolve, "erased_by", lambda changes: set())


def joins_are_not_followed() -> AbstractContextManager[Any]:
    return patch.object(joins, "renew", lambda *given: None)


def a_join_is_not_passed_on() -> AbstractContextManager[Any]:
    """Of those that leave a database for another."""
    passed_on = resolve.passed_on

    def left(changes: Any) -> list[Change]:
        return [change for change in passed_on(changes) if not change.fields.get("merged_into")]

    return patch.object(select, "passed_on", left)


def what_is_put_aside_is_passed_on() -> AbstractContextManager[Any]:
    return patch.object(select, "passed_on", list)


def a_settling_forgets_one_side() -> AbstractContextManager[Any]:
    """The oldest of those that stand."""
    write = Transaction._set

    def half(self: Transaction, table: str, record: str, state: State, fields: dict[str, Any], *given: Any) -> None:
        if self.action.kind == "settle":
            state = replace(state, heads={name: heads[1:] or heads for name, heads in state.heads.items()})
        write(self, table, record, state, fields, *given)

    return patch.object(Transaction, "_set", half)


def by_a_rule_the_highest_of_what_was_deleted_is_settled_first() -> AbstractContextManager[Any]:
    return patch.object(conflicts, "_RANKS", {table: -rank for table, rank in conflicts._RANKS.items()})


def what_is_deleted_stays_in_conflict() -> AbstractContextManager[Any]:
    """And settling it brings it back."""

    def change(state: State) -> State:
        several = {name: heads for name, heads in state.heads.items() if len({str(h.fields[name]) for h in heads}) > 1}
        return replace(state, conflicts=several | state.conflicts)

    return _states(change)


def an_undone_merge_is_taken_from_its_author() -> AbstractContextManager[Any]:
    """The retraction travels, instead of putting aside here only."""
    return patch.object(database, "LOCAL", "~nobody")


def an_undoing_takes_later_work_with_it() -> AbstractContextManager[Any]:
    return patch.object(resolve, "_revived", lambda *given: [])


def a_taken_back_change_still_counts() -> AbstractContextManager[Any]:
    def only_the_first(changes: Sequence[Change]) -> set[str]:
        return {stamp for change in changes for stamp in change.basis.get(resolve.RETRACTS, ())}

    return patch.object(resolve, "retracted", only_the_first)


@contextmanager
def _after_every_merge(change: Callable[[Transaction, Any], None]) -> Iterator[None]:
    take = merging._take

    def taken(tx: Transaction, workbook: Any, *given: Any) -> Any:
        effects = take(tx, workbook, *given)
        change(tx, workbook.incoming)
        return effects

    with patch.object(merging, "_take", taken):
        yield


def an_old_file_brings_back_the_deleted() -> AbstractContextManager[Any]:
    def bring_back(tx: Transaction, incoming: Any) -> None:
        for change in incoming.changes():
            if change.kind == "create" and change.table == "person":
                for person in tx.find(Person, Person.id == change.record, deleted=True):
                    tx.update(person, deleted=False)

    return _after_every_merge(bring_back)


def the_untouched_cell_counts_as_typed() -> AbstractContextManager[Any]:
    """Of every row of which one cell differs, all others are taken as changes."""
    return patch.object(tables.Table, "changed", lambda self, row: list(row.cells))


def the_same_file_adds_the_typed_again() -> AbstractContextManager[Any]:
    """What was typed gets another stamp each time it is read."""
    begin = edits.Edits.__init__
    times = iter(range(1 << 30))

    def begun(self: edits.Edits, incoming: Any) -> None:
        begin(self, incoming)
        self._counter += next(times) % 100

    return patch.object(edits.Edits, "__init__", begun)


def an_emptied_cell_is_not_taken() -> AbstractContextManager[Any]:
    changed = tables.Table.changed
    return patch.object(
        tables.Table, "changed", lambda self, row: [key for key in changed(self, row) if row.cells[key] != ""]
    )


def an_untouched_empty_cell_empties() -> AbstractContextManager[Any]:
    """In every row of which one cell differs, those that are empty count as emptied."""
    changed = tables.Table.changed

    def emptied(self: tables.Table, row: tables.Row) -> list[str]:
        found = changed(self, row)
        return [key for key in self.here if key in found or (found and row.cells[key] == "")]

    return patch.object(tables.Table, "changed", emptied)


def the_ledger_says_same_for_a_changed_record() -> AbstractContextManager[Any]:
    outcome = ledger._Counter._outcome

    def same(self: Any, *given: Any) -> str:
        found = outcome(self, *given)
        return "same" if found == "changed" else found

    return patch.object(ledger._Counter, "_outcome", same)


def the_plan_says_nothing_changed_where_nothing_shows() -> AbstractContextManager[Any]:
    return patch.object(FilePlan, "changes_anything", FilePlan.shows_anything)


def a_change_is_lost_on_the_way() -> AbstractContextManager[Any]:
    """The newest of every workbook is not written into it."""
    changes_of = select.changes_of

    def but_the_newest(*given: Any) -> list[Change]:
        changes = list(changes_of(*given))
        newest = max((change.stamp for change in changes), default="")
        return [change for change in changes if change.stamp != newest]

    return patch.object(select, "changes_of", but_the_newest)


def a_line_of_the_journal_is_not_read() -> AbstractContextManager[Any]:
    """The last one of every workbook."""
    changes = Incoming.changes

    def but_the_last(self: Incoming, **given: Any) -> Iterator[Change]:
        yield from list(changes(self, **given))[:-1]

    return patch.object(Incoming, "changes", but_the_last)


def all_or_nothing_takes_what_it_can() -> AbstractContextManager[Any]:
    merge = merging.merge

    def merged(*given: Any, strict: bool = False, **others: Any) -> Any:
        return merge(*given, **others)

    return patch.object(merging, "merge", merged)


def what_is_left_out_is_never_offered_again() -> AbstractContextManager[Any]:
    """The file counts as taken as a whole."""
    return patch.object(merging, "_survey", lambda *given: True)


def news_begin_too_late() -> AbstractContextManager[Any]:
    """With the last change before they were written."""

    def last_sent(tx: Transaction, *_given: Any, **_others: Any) -> sent.LastSent:
        return sent.LastSent("", sent.position(tx) - 1)

    return patch.object(sent, "last_sent", last_sent)


def a_corrected_row_is_a_new_one() -> AbstractContextManager[Any]:
    return patch.object(refusals, "_ids", lambda *given: (new_id(), ""))


def a_clock_going_backwards_is_not_minded() -> AbstractContextManager[Any]:
    def tick(self: clock.Clock) -> str:
        now = clock.time.time_ns() // 1_000_000
        self.wall, self.counter = now, self.counter + 1 if now == self.wall else 0
        return clock.stamp_text(self.wall, self.counter, self.replica)

    return patch.object(clock.Clock, "tick", tick)


def the_clocks_of_others_are_not_followed() -> AbstractContextManager[Any]:
    return patch.object(clock.Clock, "witness", lambda self, stamp: None)


def a_clock_far_ahead_drags_others_along() -> AbstractContextManager[Any]:
    return patch.object(clock.Clock, "bound", lambda self: "~")


MUTATIONS: tuple[Mutation, ...] = (
    phones_never_conflict, the_lesser_stamp_shows, equal_values_conflict, a_deletion_hides_what_it_did_not_see,
    a_deletion_hides_what_refers_to_it, an_erasure_leaves_the_journal, an_erasure_leaves_the_record,
    joins_are_not_followed, a_join_is_not_passed_on, what_is_put_aside_is_passed_on, a_settling_forgets_one_side,
    by_a_rule_the_highest_of_what_was_deleted_is_settled_first, what_is_deleted_stays_in_conflict,
    an_undone_merge_is_taken_from_its_author, an_undoing_takes_later_work_with_it, a_taken_back_change_still_counts,
    an_old_file_brings_back_the_deleted, the_untouched_cell_counts_as_typed, the_same_file_adds_the_typed_again,
    an_emptied_cell_is_not_taken, an_untouched_empty_cell_empties, the_ledger_says_same_for_a_changed_record,
    the_plan_says_nothing_changed_where_nothing_shows, a_change_is_lost_on_the_way, a_line_of_the_journal_is_not_read,
    all_or_nothing_takes_what_it_can, what_is_left_out_is_never_offered_again, news_begin_too_late,
    a_corrected_row_is_a_new_one, a_clock_going_backwards_is_not_minded, the_clocks_of_others_are_not_followed,
    a_clock_far_ahead_drags_others_along,
)  # fmt: skip


def histories_until_found(mutation: Mutation, most: int = FEW) -> int:
    """How many histories, of the length in `make test`, it takes to notice; 0 if none of them does."""
    with mutation():
        for number in range(most):
            try:
                run_histories(number, 1, SHORT, shortened=False)
            except Exception:  # noqa: BLE001 - what is broken may fail in any way
                return number + 1
    return 0


def main(names: Sequence[str]) -> int:
    """Try all mutations, or those named; 1 if one is not noticed."""
    world, unnoticed = World(), 0
    with disk() as folder, told_by(world):
        Histories.prepare(world, folder)
        for mutation in MUTATIONS:
            if not names or mutation.__name__ in names:
                number = histories_until_found(mutation)
                unnoticed += not number
                told = f"noticed in history {number}" if number else f"not noticed in {FEW} histories"
                print(f"{mutation.__name__.replace('_', ' ')}: {told}", flush=True)
    return int(unnoticed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
