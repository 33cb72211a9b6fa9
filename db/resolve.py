"""The rule of the exchange: from the set of a record's changes to its values, deletion and conflicts.

Nothing here reads or writes anything, and the order of the changes given does not matter.

- A change sets fields and names, per field, the stamps that it replaces. A field's **heads** are the changes that
  set it and are replaced by none. The head with the greatest stamp shows; heads of different values are a conflict.
- **Deleting** sets the field `deleted` and names everything it saw: of the record itself (SAW) and of the records that
  refer to it (BELOW). A head that the deletion did not see keeps the record visible, and `deleted` is in conflict.
- **Retracting** (undo) names stamps (RETRACTS) that count no longer. What a retracted change had replaced stays
  replaced if somebody built on it. A creation is not taken back under somebody's later work. A retraction that is
  LOCAL puts aside what somebody else's file brought: it stays in this database, and so does what it put aside.
- **Erasing** removes every value set without knowledge of it, for good. Who knows of it (ERASED) may go on from there.
- A row typed into a workbook is made anew each time the workbook comes back, with one cell more or less. What replaces
  or deletes one making replaces or deletes the same words of the others.
- A change may travel without some of its fields (WITHHELD); the whole one, where it arrives, takes its place. To undo
  that, the fields are put aside again (HIDES), in this database only.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

SAW = "*"
"""Basis key of a deletion: the stamps of all heads that it saw."""
BELOW = "/"
"""Basis key of a deletion: the stamps of all heads that it saw of records that refer to the deleted one."""
RETRACTS = "!"
"""Basis key of a retraction: the stamps that it takes back."""
ERASED = "-"
"""Basis key of a change to an erased record: the erasures that its author knew of."""
LOCAL = "@"
"""Basis key, with no stamps, of a retraction that never leaves the database where it was made."""
REPLICA = 20
"""Where in a stamp the part begins that says who gave it (db/clock.py)."""
TYPED = "x"
"""How that part begins for what was typed into a workbook; the rest is of the content."""
WITHHELD = "~"
"""Basis key of a change that was sent without some of its fields: their names."""
HIDES = "?"
"""Basis key of a LOCAL retraction: the stamps of which only the fields named as WITHHELD are taken back."""


_BY_STAMP = attrgetter("stamp")


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
    """What a record is now. `heads` gives per field its changes, the last one shows; `absent`: not there at all.

    A deleted record has no `conflicts` but over its deletion: nobody needs to choose for what is not there, and to
    choose would be work that the deletion did not know of. They are there again when the record is.
    """

    values: dict[str, Any]
    heads: dict[str, list[Change]]
    conflicts: dict[str, list[Change]]
    absent: bool = False
    erasures: tuple[str, ...] = ()  # their stamps

    @property
    def deleted(self) -> bool:
        return bool(self.values.get("deleted"))


def resolve(changes: Iterable[Change], referring: Sequence[Change] = ()) -> State:
    """The state that these changes of one record add up to.

    `referring` are the heads of all records that are there and name this one in a field; they only matter where the
    record is deleted or its creation taken back.
    """
    ordered = sorted(changes, key=_BY_STAMP)
    if len(ordered) == 1 and _is_plain(ordered) and not ordered[0].fields.get("deleted"):  # as most are
        return State(dict(ordered[0].fields), {name: [ordered[0]] for name in ordered[0].fields}, {})
    if _is_plain(ordered):
        return _state(ordered, _named_stamps(ordered), (), referring, ())
    erasures = tuple(change.stamp for change in ordered if change.kind == "erase")
    if erasures:
        gone = erased_by(ordered) | set(erasures[:-1])
        ordered = [change for change in ordered if change.stamp not in gone]
    taken_back = retracted(ordered)
    ordered = _without_hidden(ordered, taken_back)
    live = [
        change
        for change in ordered
        if change.kind == "erase" or (change.stamp not in taken_back and change.kind != "retract")
    ]
    revived = _revived(ordered, live, taken_back, referring)
    live = sorted(live + revived, key=_BY_STAMP)
    if not live:
        return State({}, {}, {}, absent=True)
    replaced = _replaced(live, {change.stamp: change for change in ordered})
    retold = _retold(ordered)
    for makings in retold:
        _replace_retold(makings, replaced)
    return _state(live, replaced, retold, referring, erasures)


def _is_plain(ordered: Sequence[Change]) -> bool:
    """Whether these are a creation and settings of fields, as nearly all records have: all of them count."""
    wanted = "create"
    for change in ordered:
        if change.kind != wanted or RETRACTS in change.basis:
            return False
        wanted = "set"
    return bool(ordered)


def _named_stamps(changes: Sequence[Change]) -> dict[str, set[str]]:
    """Per field the stamps that these changes replace, where none of them is taken back."""
    found: dict[str, set[str]] = {}
    for change in changes:
        for name, stamps in change.basis.items():
            found.setdefault(name, set()).update(stamps)
    return found


def _state(
    live: Sequence[Change], replaced: dict[str, set[str]], retold: Sequence[Sequence[Change]],
    referring: Sequence[Change], erasures: tuple[str, ...],
) -> State:  # fmt: skip
    """The state that changes which count add up to, of which per field some are replaced."""
    heads: dict[str, list[Change]] = {}
    for change in live:
        for name in change.fields:
            if name not in replaced or change.stamp not in replaced[name]:
                if name in heads:
                    heads[name].append(change)
                else:
                    heads[name] = [change]
    values = {name: standing[-1].fields[name] for name, standing in heads.items()}
    conflicts = {
        name: standing
        for name, standing in heads.items()
        if len(standing) > 1 and any(head.fields[name] != values[name] for head in standing)
    }
    if values.get("deleted"):
        unseen = _unseen(heads, referring, retold)
        if unseen:
            values["deleted"] = False
            shown = {head.stamp for head in unseen}
            conflicts["deleted"] = [*unseen, *(head for head in heads["deleted"] if head.stamp not in shown)]
        elif "deleted" not in conflicts:
            conflicts = {}
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


def withhold(change: Change, names: Collection[str]) -> Change:
    """The change without the values of these fields, marked so that the whole one can take its place."""
    held = sorted(change.fields.keys() & names)
    if not held:
        return change
    fields = {name: value for name, value in change.fields.items() if name not in names}
    return change._replace(fields=fields, basis=change.basis | {WITHHELD: held})


def put_aside(changes: Iterable[Change]) -> set[str]:
    """Of the changes of one record the stamps of those that stay in this database: LOCAL ones, and what they hide."""
    ordered = list(changes)
    local = [change for change in ordered if LOCAL in change.basis]
    return {change.stamp for change in local} | retracted(local) if local else set()


def passed_on(changes: Iterable[Change]) -> list[Change]:
    """The changes of one record as they leave this database: without what was put aside here."""
    ordered = list(changes)
    aside = put_aside(ordered)
    if not aside:
        return ordered
    left = _without_hidden(ordered, retracted(ordered))
    return [change for change in left if change.stamp not in aside]


def _without_hidden(changes: list[Change], taken_back: Collection[str]) -> list[Change]:
    """The changes without the fields that were put aside again after a whole change had taken a cut one's place."""
    names: dict[str, set[str]] = {}
    for change in changes:
        if HIDES in change.basis and LOCAL in change.basis and change.stamp not in taken_back:
            for stamp in change.basis[HIDES]:
                names.setdefault(stamp, set()).update(change.basis[WITHHELD])
    return [withhold(one, names.get(one.stamp, ())) for one in changes] if names else changes


def retracted(changes: Sequence[Change]) -> set[str]:
    """The stamps taken back by a retraction that is not itself taken back."""
    by_target: dict[str, list[Change]] = {}
    for change in changes:
        for target in change.basis.get(RETRACTS, ()):
            by_target.setdefault(target, []).append(change)
    taken_back: dict[str, bool] = {}
    todo = list(reversed(by_target))
    entered: set[str] = set()
    while todo:  # not by recursion: a forged file may hold a chain of any length, or a circle
        stamp = todo[-1]
        retractions = by_target.get(stamp, ())
        if stamp in entered:
            taken_back[stamp] = any(not taken_back.get(one.stamp, False) for one in retractions)
            todo.pop()
        else:
            entered.add(stamp)
            todo += [one.stamp for one in retractions if one.stamp not in entered]
    return {stamp for stamp, is_so in taken_back.items() if is_so}


def _revived(
    ordered: Sequence[Change], live: Sequence[Change], taken_back: set[str], referring: Sequence[Change]
) -> list[Change]:
    """Creations that stay although taken back, because later work stands on them."""
    if not (live or referring) or any(change.kind in ("create", "erase") for change in live):
        return []
    return [change for change in ordered if change.kind == "create" and change.stamp in taken_back]


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


def _retold(changes: Sequence[Change]) -> list[list[Change]]:
    """The creations that come from one row of one workbook, where that was read more than once with other cells."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind == "create" and change.stamp[REPLICA:].startswith(TYPED):
            found.setdefault(change.stamp[:REPLICA], []).append(change)
    return [makings for makings in found.values() if len(makings) > 1]


def _replace_retold(makings: Sequence[Change], replaced: dict[str, set[str]]) -> None:
    for name, stamps in replaced.items():
        said = [making.fields[name] for making in makings if making.stamp in stamps and name in making.fields]
        stamps |= {making.stamp for making in makings if name in making.fields and making.fields[name] in said}


def _unseen(
    heads: dict[str, list[Change]], referring: Sequence[Change], retold: Sequence[Sequence[Change]]
) -> list[Change]:
    """The heads, of the record and of those that refer to it, that no standing deletion knew of."""
    deletions = [head for head in heads["deleted"] if head.fields["deleted"]]
    seen = {stamp for deletion in deletions for stamp in deletion.basis.get(SAW, ())}
    for makings in retold:
        known = [making.fields.items() for making in makings if making.stamp in seen]
        seen |= {making.stamp for making in makings if any(making.fields.items() <= fields for fields in known)}
    own = {deletion.stamp for deletion in deletions}
    unseen = {
        head.stamp: head
        for name, standing in heads.items()
        if name != "deleted"
        for head in standing
        if head.stamp not in seen and head.stamp not in own
    }
    if all(BELOW in deletion.basis for deletion in deletions):  # a deletion of before this key says nothing of them
        below = {stamp for deletion in deletions for stamp in deletion.basis[BELOW]}
        unseen |= {head.stamp: head for head in referring if head.stamp not in below}
    return [unseen[stamp] for stamp in sorted(unseen)]


def end_of_joins(record: str, joined_into: Callable[[str], str | None]) -> str:
    """The record that stands for this one through all joins; a circle stands under its smallest id."""
    path = [record]
    while (following := joined_into(path[-1])) is not None and following not in path:
        path.append(following)
    return path[-1] if following is None else min(path[path.index(following) :])
