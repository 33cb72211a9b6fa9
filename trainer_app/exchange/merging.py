"""Meeting other databases through workbooks: merging what came back (sending.py sends).

A merge is the union of changes (db/resolve.py). A plan is made by merging and rolling back, so it says exactly what
applying will do.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, replace
from functools import partial
from itertools import chain
from pathlib import Path

from sqlmodel import col

from db.clock import replica_of
from db.database import Database, Transaction
from db.identity import renew
from db.journal import Effect, joined_effects
from db.models import Replica
from db.resolve import RETRACTS, Change
from trainer_app import keys
from trainer_app.errors import UserError
from trainer_app.exchange import brought, conflicts, notes, sent
from trainer_app.exchange.acceptance import Key, Left, left_out
from trainer_app.exchange.ledger import OUTCOMES, PARTS, RowCount, ledgers
from trainer_app.exchange.plan import MOST_NAMED, FilePlan, Plan, fill_in
from trainer_app.exchange.sending import Scope, send
from trainer_app.exchange.signatures import seal
from trainer_app.file_names import called, located
from trainer_app.folders import files_in, is_folder
from trainer_app.garbage import FreedBeside, give_back, no_garbage_collection
from trainer_app.keys import KnownKey
from trainer_app.people import identical_ids
from trainer_app.progress import Progress
from trainer_app.spreadsheets.opening import Locked, unreadable
from trainer_app.texts import _, ngettext
from trainer_app.workbook.ahead import Opening, are_small, one_after_the_other
from trainer_app.workbook.read import PLAIN_TEXT, Arriving, Incoming, NotOurs, arriving

__all__ = ["OUTCOMES", "FilePlan", "Left", "Plan", "Scope", "merge", "send", "workbooks_in"]

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
MOST_REMEMBERED = 500
"""Refused cells of one file that are kept in the log, to be pointed out when the sender is sent corrections."""
PREFERENCES = ("newest", "ours", "theirs", "office", "trainer")
"""Rules that settle conflicts: conflicts.Rule, but that theirs is the value of the workbook that is merged."""

_PORTION = 10_000  # changes that are in memory at a time
_NEW = Effect("new", None, {}, frozenset())
_PARTS = {table for table, _name in PARTS.values()}  # the ledger asks what these refer to


def workbooks_in(paths: Iterable[Path]) -> list[Path]:
    """The spreadsheet files that these files and folders name, folders read in name order."""
    found: list[Path] = []
    for path in paths:
        if is_folder(path):
            files = files_in(path)
            inside = [one for one in files if one.suffix.lower() in SUFFIXES]
            if not inside and any(one.suffix.lower() in PLAIN_TEXT for one in files):
                raise NotOurs(
                    _("There is no workbook of this application in the folder {folder}, only lists made elsewhere. "
                      "They are imported instead: on the screen Exchange, or by the command “import”.").format(
                        folder=located(path))
                )  # fmt: skip
            if not inside:
                raise UserError(_("There is no workbook in the folder {folder}.").format(folder=located(path)))
            found += inside
        else:
            found.append(path)
    return found


def lists_beside(paths: Iterable[Path]) -> list[Path]:
    """The lists in these folders that are never workbooks: they are imported, not merged."""
    inside = (one for path in paths if is_folder(path) for one in files_in(path))
    return [one for one in inside if one.suffix.lower() in PLAIN_TEXT]


@no_garbage_collection()  # to the very end: else what the merge still holds would be looked through once more
def merge(
    database: Database,
    paths: Sequence[Path],
    *,
    apply: bool,
    prefer: str | None = None,
    strict: bool = False,
    password: str | None = None,
    left: Mapping[Path, Left] | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Merge workbooks into the database, or with `apply` false only say what that would do.

    All files go in together or not at all, each as an action of its own that can be undone. A file that cannot be
    read is reported in its FilePlan and does not keep the others out; a single such file raises its UserError.
    `prefer` settles new conflicts at once by one of PREFERENCES. With `strict` a file of which anything is refused is
    refused as a whole. `left` says what of a file is left out; merging the file again takes it.
    """
    if prefer is not None and prefer not in PREFERENCES:
        raise UserError(
            _("“{rule}” is no rule. Choose one of: {rules}.").format(rule=prefer, rules=", ".join(PREFERENCES))
        )
    files = workbooks_in(paths)
    whole = partial(
        _merge, database, files, apply=apply, prefer=prefer, strict=strict, password=password, left=left or {},
        progress=progress or Progress(),
    )  # fmt: skip
    try:
        return whole(each_apart=False)
    except _HalfTaken:
        return whole(each_apart=True)


class _HalfTaken(Exception):
    """A file turned out not to be readable when a part of it had been taken; nothing of the others is in either."""


def _merge(
    database: Database,
    files: Sequence[Path],
    *,
    apply: bool,
    prefer: str | None,
    strict: bool,
    password: str | None,
    left: Mapping[Path, Left],
    progress: Progress,
    each_apart: bool,
) -> Plan:
    """Merge these workbooks; with `each_apart` so that one of them can be taken back without the others.

    That takes a tenth longer, since SQLite keeps every page as it was before each file, and is hardly ever needed: a
    file that cannot be read nearly always says so before any of it was taken.
    """
    plan, count = Plan([FilePlan(path) for path in files]), RowCount()
    known: Sequence[KnownKey] | None = None  # before the first file: a key that comes with a file vouches for nothing
    with (
        FreedBeside() as used,
        database.change(
            _("Merge"), kind="merge", rehearse=not apply, small_attempts=are_small(files), at_commit=used.free
        ) as tx,
        database.backup_alongside(_("before merge")) as backup,
        one_after_the_other(files, password) as openings,
    ):
        for number, (file, opening) in enumerate(zip(plan.files, openings, strict=True)):
            progress.step(number, len(files), _("Merging {file}").format(file=called(file.path)))
            begun = False
            try:
                with arriving(opening) as workbook:
                    known = keys.known(tx) if known is None else known
                    _say_who_signed(tx, workbook.incoming, file, known)
                    if strict:
                        workbook.finish()
                        if workbook.incoming.refusals:
                            _refuse(workbook.incoming, file)
                            continue
                    tx.begin_action("merge", _("Merge {file}").format(file=called(file.path)))
                    begun = True
                    with tx.attempt() if each_apart else nullcontext():
                        begin_backup = backup.start if apply else _nothing
                        effects = _take(tx, opening, workbook, file, left.get(file.path), begin_backup)
                count.add(effects)
                if prefer is not None and file.conflicts:
                    with count.beside(tx):
                        _settle(tx, file, prefer)
            except UserError as error:
                if len(files) == 1:
                    raise
                if begun and tx.wrote and not each_apart:
                    raise _HalfTaken from error
                file.problem, file.notes, file.refusals = str(error), [], []
                file.foreign, file.locked = isinstance(error, NotOurs), isinstance(error, Locked)
                continue
            plan.action_ids.append(tx.action.id or 0)
            if not are_small([file.path]):
                used.keep(workbook)
            del workbook
        progress.step(len(files), len(files), _("Writing"))
        count.compare(database, tx)
        if apply and plan.changes_anything:
            identical_ids.join_where_wanted(tx)
            plan.backup = backup.finish()
    plan.applied = apply
    return plan


def _refuse(incoming: Incoming, file: FilePlan) -> None:
    """Take nothing from a file, because some of it cannot be taken."""
    file.sender, file.replica, file.code = incoming.head.sender, incoming.head.replica, incoming.head.code
    file.refusals, number = incoming.refusals, sum(refusal.cells for refusal in incoming.refusals)
    file.problem = ngettext(
        "{n} cell of {file} cannot be taken, and all or nothing was asked for: nothing was taken from it.",
        "{n} cells of {file} cannot be taken, and all or nothing was asked for: nothing was taken from it.",
        number,
    ).format(n=number, file=called(file.path))


def _nothing() -> None:
    """No backup: nothing will be written."""


def _take(
    tx: Transaction,
    opening: Opening,
    workbook: Arriving,
    file: FilePlan,
    choice: Left | None,
    begin_backup: Callable[[], None],
) -> dict[Key, Effect]:
    """Bring one workbook into the database and fill in its part of the plan; what that did to each record.

    What it carries is taken while its sheets are still being read; a file that cannot be read is found out later.
    """
    incoming, head = workbook.incoming, workbook.incoming.head
    file.sender, file.replica, file.code = head.sender, head.replica, head.code
    if head.replica == tx.database.replica:  # filled in by whom it had been sent to
        file.sender = sent.addressee(tx, head.workbook) or head.sender
    file.refusals, file.notes = incoming.refusals, incoming.notes
    notes.a_fork(tx, incoming, file)
    effects: dict[Key, Effect] = {}
    position = brought.position(tx)
    to_take = not tx.took(head.journal_digest)
    sha256 = _sha256(opening)
    parts, has_read = _earlier_merges(tx, sha256)
    if not to_take and not has_read:
        incoming.look_ahead()  # its sheets are still being read, by another process
        if not are_small([file.path]):
            give_back()
    if choice:
        workbook.finish(begin_backup)
    left = left_out(tx, incoming, choice, journal=to_take) if choice else set()
    file.left = len(left)
    if to_take:
        begin_backup()
        whole = _survey(tx, incoming, left, file)
        completed, known = _apply(tx, _portions(incoming.changes(), left), file, effects)
        if completed:
            known = [*known, *range(position + 1, brought.position(tx) + 1)]
            brought.note_completed(tx, position, completed)
        if whole:
            tx.remember(head.journal_digest)
            brought.note_whole(tx, head.journal_digest, position)
        carried = brought.ranges(known)
    else:
        carried = brought.carried_before(tx, head.journal_digest)
    _completed, typed = _apply(tx, _typed(workbook, left, begin_backup), file, effects)
    if (carried or typed) and not has_read:  # what this very file brought before stays as it is
        held = brought.hold(tx, head.replica, carried, brought.ranges(typed), parts)
        for key, effect in held.effects.items():
            effects[key] = joined_effects(effects.get(key), effect)
    _drop_settled(tx, effects)
    file.ledgers = ledgers(incoming, effects, left)
    tx.describe(
        file=called(file.path),
        sha256=sha256,
        partner=file.sender,
        replica=head.replica,
        workbook=head.workbook,
        ledgers=[asdict(ledger) for ledger in file.ledgers],
        refused=sum(refusal.cells for refusal in file.refusals),
        refused_cells=[refusal.place for refusal in workbook.edits.refused_cells()][:MOST_REMEMBERED],
        seal=file.seal,
        **({"follows": head.follows} if head.follows else {}),
        **({"left": file.left} if file.left else {}),
        **({"columns": incoming.letters} if incoming.letters else {}),
    )
    fill_in(tx, incoming, file, effects)
    if not notes.still_undone(tx, chain(incoming.changes() if to_take else (), incoming.edits), file):
        notes.undone_before(tx, incoming, file, effects)
    notes.typed_over(tx, incoming, file, effects)
    if incoming.edits:
        notes.typed_of_the_erased(tx, incoming, file)
    notes.of_the_joined(tx, incoming, file)
    file.gained = brought.position(tx) > position
    return effects


def _say_who_signed(tx: Transaction, incoming: Incoming, file: FilePlan, known: Sequence[KnownKey]) -> None:
    found = seal(incoming, known, tx.database.replica)
    file.seal, file.signature = found.kind, found.sentence()
    if found.alarms:
        incoming.notes.insert(0, file.signature)
    follows = incoming.head.follows
    if follows and incoming.head.replica != tx.database.replica and sent.is_missing(tx, follows):
        incoming.notes.append(
            _("This workbook holds only what is new since an earlier one, which was not merged here, or not the whole "
              "of it, or was undone. Something may be missing: merge the earlier one too, or ask for everything.")
        )  # fmt: skip


def _sha256(opening: Opening) -> str | None:
    """The digest of a file that is being read; None if it was saved anew since, UserError where it went away."""
    try:
        with opening.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(opening.path) from error
    return digest if opening.is_still_there() else None


def _earlier_merges(tx: Transaction, sha256: str | None) -> tuple[set[int], bool]:
    """The merges of this very file, in which nobody typed since, and whether one of them took in the whole of it."""
    query = (
        "SELECT id, json_extract(details, '$.left') FROM action "
        "WHERE kind = 'merge' AND json_extract(details, '$.sha256') = :sha256"
    )
    merges = tx.rows(query, {"sha256": sha256})
    return {merge for merge, _left in merges}, any(not left for _merge, left in merges)


def _portions(changes: Iterable[Change], left: set[Key]) -> Iterator[list[Change]]:
    """The changes that are not left out, so many at a time; those of one record that follow each other together."""
    portion: list[Change] = []
    for change in changes:
        if left and (change.table, change.record) in left:
            continue
        if len(portion) >= _PORTION and change.record != portion[-1].record:
            yield portion
            portion = []
        portion.append(change)
    if portion:
        yield portion


def _typed(workbook: Arriving, left: set[Key], begin_backup: Callable[[], None]) -> Iterator[list[Change]]:
    """The changes that were typed, some of them while the workbook is still being read."""
    for changes in workbook.typed(begin_backup):
        if changes:
            begin_backup()
        yield from _portions(changes, left)


def _survey(tx: Transaction, incoming: Incoming, left: set[Key], file: FilePlan) -> bool:
    """Look at all that a file carries before any of it is taken; whether nothing of it is left out."""
    own, retractions, erasures = [], [], []
    for change in incoming.changes(naming=(f"-{tx.database.replica}", RETRACTS, "erase")):
        if left and (change.table, change.record) in left:
            continue
        if replica_of(change.stamp) == tx.database.replica:
            own.append(change)
        elif RETRACTS in change.basis:
            retractions.append(change)
        if change.kind == "erase":
            erasures.append(change)
    _refuse_on_undone(tx, incoming, left, file)
    notes.taken_back(tx, retractions, file)
    notes.erased(tx, erasures, file)
    _renew_a_copy(tx, own, file)
    return not left or all((change.table, change.record) not in left for change in incoming.changes())


def _refuse_on_undone(tx: Transaction, incoming: Incoming, left: set[Key], file: FilePlan) -> None:
    """Refuse newer work whose beginning was merged and undone here: it would stand on records that are not there."""
    undone = brought.undone_merges(tx)
    aside = brought.still_aside(tx) if undone else {}
    made = (one for some in _portions(incoming.changes(), left) for one in some if one.kind == "create")
    missing = next((one for one in made if (one.record, one.stamp) in aside), None) if aside else None
    if missing is None or not any(tx.unknown(changes) for changes in _portions(incoming.changes(), left)):
        return
    query = "SELECT action_id FROM change WHERE record_id = :record AND stamp = :stamp"
    ((merged,),) = tx.rows(query, {"record": missing.record, "stamp": missing.stamp})
    raise UserError(
        _(
            "{file} goes on from work that was merged here as action {merged} and undone. Nothing was taken "
            "from it. Undo action {undone} first, then merge the file."
        ).format(file=called(file.path), merged=merged, undone=undone.get(merged, aside[missing.record, missing.stamp]))
    )


def _renew_a_copy(tx: Transaction, own: Sequence[Change], file: FilePlan) -> None:
    """Take a new name in the exchange where another copy of this database worked under the same one."""
    elsewhere = tx.unknown(own)
    if elsewhere:
        renew(tx)
        file.notes.append(
            ngettext(
                "{n} change was made by another copy of this database: the file was copied to a second computer, or an "
                "older copy was put in its place. Nothing of either is lost. From now on this one counts as a computer "
                "of its own, with the code {code}.",
                "{n} changes were made by another copy of this database: the file was copied to a second computer, or "
                "an older copy was put in its place. Nothing of either is lost. From now on this one counts as a "
                "computer of its own, with the code {code}.",
                len(elsewhere),
            ).format(n=len(elsewhere), code=tx.database.code)
        )


def _apply(
    tx: Transaction, portions: Iterable[list[Change]], file: FilePlan, effects: dict[Key, Effect]
) -> tuple[set[str], list[int]]:
    """Take changes, and add what that did to the effects; of many new records only that they are new is kept.

    Returns the fields that came of changes which were known here without them, and the places in the journal of all
    that was known.
    """
    ahead, farthest = 0, ""
    completed, known = set[str](), list[int]()
    twins: set[str] = set()
    new: Counter[str] = Counter()
    for changes in portions:
        new = new or Counter([table for (table, _), effect in effects.items() if effect.kind == "new"])
        if beyond := tx.witness(changes):
            ahead, farthest = ahead + beyond[0], max(farthest, beyond[1])
        applied = tx.apply(changes)
        twins |= applied.twins
        completed |= applied.completed
        known += applied.known
        for key, effect in applied.effects.items():
            if effect.kind == "new" and not effect.conflicts and key not in effects:
                table = key[0]
                new[table] += 1
                effects[key] = effect if new[table] <= MOST_NAMED or table in _PARTS else _NEW
            else:
                effects[key] = joined_effects(effects.get(key), effect)
    if ahead:
        file.notes.append(
            _("The clock of the sender is far ahead: {n} changes are dated {day}. They were taken, and count by what "
              "they replace, not by that date.").format(n=ahead, day=farthest)
        )  # fmt: skip
    for twin in sorted(twins):
        copied = tx.find(Replica, col(Replica.id) == twin, deleted=True)
        file.notes.append(
            _("Two copies of the database of {name} are at work. Where both gave a value, both were kept and are in "
              "conflict. Ask for only one of them to be used.").format(name=(copied and copied[0].name) or file.sender)
        )  # fmt: skip
    return completed, known


def _drop_settled(tx: Transaction, effects: dict[Key, Effect]) -> None:
    """Forget the conflicts that one portion of a file made and another settled."""
    for (table, record), effect in [one for one in effects.items() if one[1].conflicts]:
        standing = effect.conflicts & tx.state(table, record).conflicts.keys()
        effects[table, record] = effect._replace(conflicts=standing)


def _settle(tx: Transaction, file: FilePlan, prefer: str) -> None:
    """Settle the new conflicts of one file by rule. Theirs is what this merge brought, ours all that was here."""
    whose = conflicts.Sides(tx)

    def prefers(head: Change) -> bool:
        if prefer not in ("ours", "theirs"):
            return prefer == "newest" or whose.side(head.stamp) == prefer
        brought = tx.rows(
            "SELECT 1 FROM change WHERE record_id = :record AND stamp = :stamp AND action_id = :action",
            {"record": head.record, "stamp": head.stamp, "action": tx.action.id},
        )
        return bool(brought) == (prefer == "theirs")

    disputed = [(one.table, one.record, one.field) for one in file.differences if one.conflict]
    settled = conflicts.settle_each(tx, disputed, prefers)
    for number, one in enumerate(file.differences):
        if one.conflict and (one.table, one.record, one.field) in settled:
            value = tx.state(one.table, one.record).values.get(one.field)
            file.differences[number] = replace(one, new=value, conflict=False, sides=())
    file.settled += len(settled)
