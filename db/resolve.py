"""The rule of the exchange: from the set of a record's changes to its values, deletion and conflicts.

Nothing here reads or writes anything, and the order of the changes given does not matter.

- A change sets fields and names, per field, the stamps that it replaces. A field's **heads** are the changes that
  set it and are replaced by none. The head with the greatest stamp shows; heads of different values are a conflict.
- **Deleting** sets the field `deleted` and names everything it saw (SAW). A head that the deletion did not see
  keeps the record visible, and `deleted` is in conflict.
- **Retracting** (undo) names stamps (RETRACTS) that count no longer. What a retracted change had replaced stays
  replaced if somebody built on it. A creation is not taken back under somebody's later work.
- **Erasing** removes every value set without knowledge of it, for good. Who knows of it (ERASED) may go on from there.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

SAW = "*"
"""Basis key of a deletion: the stamps of all heads that it saw."""
RETRACTS = "!"
"""Basis key of a retraction: the stamps that it takes back."""
ERASED = "-"
"""Basis key of a change to an erased record: the erasures that its author knew of."""


class Change(NamedTuple):
    """Some fields of one record set to values (JSON scalars), with the stamps they replace."""

    stamp: str
    table: str
    record: str
    kind: str  # create, set, retract, erase
    fields: dict[str, Any]
    basis: dict[str, list[str]]
    author: str | None = None
    origin: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What a record is now. `heads` gives per field its changes, the last one shows; `absent`: not there at all."""

    values: dict[str, Any]
    heads: dict[str, list[Change]]
    conflicts: dict[str, list[Change]]
    absent: bool = False
    erasures: tuple[str, ...] = ()  # their stamps

    @property
    def deleted(self) -> bool:
        return bool(self.values.get("deleted"))


def resolve(changes: Iterable[Change]) -> State:
    """The state that these changes of one record add up to."""
    ordered = sorted(changes, key=lambda change: change.stamp)
    erasures = tuple(change.stamp for change in ordered if change.kind == "erase")
    if erasures:
        gone = erased_by(ordered) | set(erasures[:-1])
        ordered = [change for change in ordered if change.stamp not in gone]
    retracted = _retracted(ordered)
    live = [
        change
        for change in ordered
        if change.kind == "erase" or (change.stamp not in retracted and change.kind != "retract")
    ]
    revived = _revived(ordered, live, retracted)
    live = sorted(live + revived, key=lambda change: change.stamp)
    if not live:
        return State({}, {}, {}, absent=True)
    replaced = _replaced(live, {change.stamp: change for change in ordered})
    heads: dict[str, list[Change]] = {}
    for change in live:
        for name in change.fields:
            if change.stamp not in replaced.get(name, ()):
                heads.setdefault(name, []).append(change)
    values = {name: standing[-1].fields[name] for name, standing in heads.items()}
    conflicts = {
        name: standing
        for name, standing in heads.items()
        if len(standing) > 1 and any(head.fields[name] != values[name] for head in standing)
    }
    if values.get("deleted"):
        unseen = _unseen(heads)
        if unseen:
            values["deleted"] = False
            conflicts["deleted"] = [*unseen, *(head for head in heads["deleted"] if head not in unseen)]
    return State(values, heads, conflicts, erasures=erasures)


def erased_by(changes: Sequence[Change]) -> set[str]:
    """The stamps of the changes of one record that an erasure among them removes."""
    erasures = {change.stamp for change in changes if change.kind == "erase"}
    if not erasures:
        return set()
    return {
        change.stamp
        for change in changes
        if change.kind != "erase" and erasures.isdisjoint(change.basis.get(ERASED, ()))
    }


def _retracted(changes: Sequence[Change]) -> set[str]:
    """The stamps taken back by a retraction that is not itself taken back."""
    by_target: dict[str, list[Change]] = {}
    for change in changes:
        for target in change.basis.get(RETRACTS, ()):
            by_target.setdefault(target, []).append(change)
    known: dict[str, bool] = {}

    def taken_back(stamp: str) -> bool:
        if stamp not in known:
            known[stamp] = False  # also ends a circle, which only a forged file can hold
            known[stamp] = any(not taken_back(retraction.stamp) for retraction in by_target.get(stamp, ()))
        return known[stamp]

    return {stamp for stamp in by_target if taken_back(stamp)}


def _revived(ordered: Sequence[Change], live: Sequence[Change], retracted: set[str]) -> list[Change]:
    """Creations that stay although taken back, because later work stands on them."""
    if not live or any(change.kind in ("create", "erase") for change in live):
        return []
    return [change for change in ordered if change.kind == "create" and change.stamp in retracted]


def _replaced(live: Sequence[Change], by_stamp: dict[str, Change]) -> dict[str, set[str]]:
    """Per field the stamps that live changes replace, also through retracted ones in between."""
    replaced: dict[str, set[str]] = {}
    living = {change.stamp for change in live}
    for change in live:
        for name, stamps in change.basis.items():
            seen = replaced.setdefault(name, set())
            todo = list(stamps)
            while todo:
                stamp = todo.pop()
                if stamp in seen:
                    continue
                seen.add(stamp)
                between = by_stamp.get(stamp)
                if between is not None and stamp not in living:
                    todo.extend(between.basis.get(name, ()))
    return replaced


def _unseen(heads: dict[str, list[Change]]) -> list[Change]:
    """The heads that no standing deletion knew of."""
    deletions = [head for head in heads["deleted"] if head.fields["deleted"]]
    seen = {stamp for deletion in deletions for stamp in deletion.basis.get(SAW, ())}
    own = {deletion.stamp for deletion in deletions}
    unseen = {
        head.stamp: head
        for name, standing in heads.items()
        if name != "deleted"
        for head in standing
        if head.stamp not in seen and head.stamp not in own
    }
    return [unseen[stamp] for stamp in sorted(unseen)]


def end_of_joins(record: str, joined_into: Callable[[str], str | None]) -> str:
    """The record that stands for this one through all joins; a circle stands under its smallest id."""
    path = [record]
    while (following := joined_into(path[-1])) is not None and following not in path:
        path.append(following)
    return path[-1] if following is None else min(path[path.index(following) :])
