"""Meeting other databases through workbooks: sending one, and merging what came back.

A merge is the union of changes (db/resolve.py). A plan is made by merging and rolling back, so it says exactly what
applying will do.
"""

import gc
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import col

from db.clock import replica_of
from db.database import Database, Transaction
from db.identity import renew
from db.journal import Applied, Effect, joined_effects
from db.models import Replica
from db.resolve import RETRACTS, Change
from trainer_app import conflicts
from trainer_app.errors import UserError
from trainer_app.programmes import Catalogue
from trainer_app.progress import Progress
from trainer_app.texts import _, ngettext
from trainer_app.workbook import select
from trainer_app.workbook.read import Incoming, Refusal, read_workbook
from trainer_app.workbook.sheets import SHEETS, Sheet
from trainer_app.workbook.write import Written, write_workbook

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
PREFERENCES = ("newest", "ours", "theirs")

SHEETS_BY_KEY = {sheet.key: sheet for sheet in SHEETS}

_NEW, _CHANGED, _SAME, _HELD, _REFUSED = "new", "changed", "same", "held", "refused"
OUTCOMES = (_NEW, _CHANGED, _SAME, _HELD, _REFUSED)
"""What becomes of a row: every row read is exactly one of these, so the ledger adds up."""


@dataclass
class Ledger:
    """The rows of one sheet of one file; `read` is the sum of the others."""

    sheet: str
    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    held: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Difference:
    """One field that a merge changes: old and new value, and the values in conflict if they are."""

    table: str
    record: str
    field: str
    old: Any
    new: Any
    conflict: bool


@dataclass
class FilePlan:
    """What one file brings. `problem` is the sentence for a file that could not be taken at all."""

    path: Path
    sender: str = ""
    replica: str = ""
    code: str = ""
    problem: str = ""
    ledgers: list[Ledger] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    new_records: dict[str, int] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    settled: int = 0

    @property
    def conflicts(self) -> int:
        return sum(1 for difference in self.differences if difference.conflict)

    @property
    def changes_anything(self) -> bool:
        return bool(self.new_records or self.differences)


@dataclass
class Plan:
    """What a merge does (or did), file by file."""

    files: list[FilePlan]
    applied: bool = False
    action_ids: list[int] = field(default_factory=list)
    backup: Path | None = None

    @property
    def changes_anything(self) -> bool:
        return any(file.changes_anything for file in self.files)

    @property
    def problems(self) -> list[FilePlan]:
        return [file for file in self.files if file.problem]

    def to_json(self) -> dict[str, Any]:
        """The plan for programs: JSON types only."""
        return {
            "applied": self.applied,
            "actions": self.action_ids,
            "files": [asdict(file) | {"path": str(file.path), "conflicts": file.conflicts} for file in self.files],
        }


def workbooks_in(paths: Iterable[Path]) -> list[Path]:
    """The spreadsheet files that these files and folders name, folders read in name order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith(("~$", "."))
            )
            if not inside:
                raise UserError(_("There is no workbook in the folder {folder}.").format(folder=path))
            found += inside
        else:
            found.append(path)
    return found


def merge(
    database: Database,
    paths: Sequence[Path],
    *,
    apply: bool,
    prefer: str | None = None,
    password: str | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Merge workbooks into the database, or with `apply` false only say what that would do.

    All files go in together or not at all, each as an action of its own that can be undone. A file that cannot be
    read is reported in its FilePlan and does not keep the others out; a single such file raises its UserError.
    `prefer` settles new conflicts at once: newest, ours, theirs.
    """
    if prefer is not None and prefer not in PREFERENCES:
        raise UserError(
            _("“{rule}” is no rule. Choose one of: {rules}.").format(rule=prefer, rules=", ".join(PREFERENCES))
        )
    progress = progress or Progress()
    files = workbooks_in(paths)
    plan = Plan([FilePlan(path) for path in files])
    with _no_garbage_collection(), database.change(_("Merge"), kind="merge", rehearse=not apply) as tx:
        for number, file in enumerate(plan.files):
            progress.step(number, len(files), _("Merging {file}").format(file=file.path.name))
            try:
                incoming = read_workbook(file.path, password=password)
                tx.begin_action("merge", _("Merge {file}").format(file=file.path.name))
                _take(tx, incoming, file, prefer)
            except UserError as error:
                if len(files) == 1:
                    raise
                file.problem = str(error)
                continue
            plan.action_ids.append(tx.action.id or 0)
        progress.step(len(files), len(files), _("Writing"))
        if apply and plan.changes_anything:
            # Another connection still sees the state before this transaction.
            plan.backup = database.backup(_("before merge"))
    plan.applied = apply
    return plan


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Rows and changes by the hundred thousand form no cycles; looking for some costs a fifth of a merge."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _take(tx: Transaction, incoming: Incoming, file: FilePlan, prefer: str | None) -> None:
    """Bring one workbook into the database and fill in its part of the plan."""
    head = incoming.head
    file.sender, file.replica, file.code = head.sender, head.replica, head.code
    file.refusals, file.notes = incoming.refusals, incoming.notes
    effects: dict[tuple[str, str], Effect] = {}
    if not tx.took(head.journal_digest):
        changes = incoming.journal
        _refuse_on_undone(tx, changes, file)
        _mention_taken_back(tx, changes, file)
        _renew_a_copy(tx, changes, file)
        effects |= _apply(tx, changes, file).effects
        tx.remember(head.journal_digest)
    if incoming.edits:
        for key, effect in _apply(tx, incoming.edits, file).effects.items():
            effects[key] = joined_effects(effects.get(key), effect)
    for (table, record), effect in effects.items():
        _record(file, table, record, effect)
    _mention_undone(tx, incoming, file, effects)
    file.ledgers = _ledgers(incoming, effects)
    if prefer is not None and file.conflicts:
        _settle(tx, file, effects, incoming, prefer)
    tx.describe(
        file=file.path.name,
        sha256=hashlib.sha256(file.path.read_bytes()).hexdigest(),
        partner=head.sender,
        replica=head.replica,
        workbook=head.workbook,
        ledgers=[asdict(ledger) for ledger in file.ledgers],
        refused=len(file.refusals),
    )


def _refuse_on_undone(tx: Transaction, changes: Sequence[Change], file: FilePlan) -> None:
    """Refuse newer work whose beginning was merged and undone here: it would stand on records that are not there."""
    undone = tx.rows(
        "SELECT a.id, a.undone_by FROM action a JOIN action u ON u.id = a.undone_by "
        "WHERE a.kind = 'merge' AND u.undone_by IS NULL"
    )
    created = {change.stamp for change in changes if change.kind == "create"}
    for action, undone_by in undone:
        query = "SELECT stamp FROM change WHERE action_id = :action AND kind = 'create'"
        taken_back = created & {row[0] for row in tx.rows(query, {"action": action})}
        if taken_back and tx.unknown(changes):
            raise UserError(
                _(
                    "{file} goes on from work that was merged here as action {merged} and undone. Nothing was taken "
                    "from it. Undo action {undone} first, then merge the file."
                ).format(file=file.path.name, merged=action, undone=undone_by)
            )


def _mention_taken_back(tx: Transaction, changes: Sequence[Change], file: FilePlan) -> None:
    """Say so where somebody else undid what was entered here: it goes with the merge, and stays in the history."""
    own = f"-{tx.database.replica}"
    records: dict[str, set[str]] = {}
    for change in changes:
        theirs = not change.stamp.endswith(own) and any(s.endswith(own) for s in change.basis.get(RETRACTS, ()))
        if theirs and tx.unknown([change]):
            records.setdefault(change.author or file.sender or file.code, set()).add(change.record)
    for who, ids in records.items():
        file.notes.append(
            ngettext(
                "{n} record that was entered or changed here was undone by {who}, and is undone here too. "
                "Its history keeps everything.",
                "{n} records that were entered or changed here were undone by {who}, and are undone here too. "
                "Their history keeps everything.",
                len(ids),
            ).format(n=len(ids), who=who)
        )


def _renew_a_copy(tx: Transaction, changes: Sequence[Change], file: FilePlan) -> None:
    """Take a new name in the exchange where another copy of this database worked under the same one."""
    own = [change for change in changes if replica_of(change.stamp) == tx.database.replica]
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


def _apply(tx: Transaction, changes: Sequence[Change], file: FilePlan) -> Applied:
    ahead = tx.witness(changes)
    if ahead:
        file.notes.append(
            _("The clock of the sender is far ahead: {n} changes are dated {day}. They were taken, and count by what "
              "they replace, not by that date.").format(n=ahead[0], day=ahead[1])
        )  # fmt: skip
    applied = tx.apply(changes)
    for twin in sorted(applied.twins):
        known = tx.find(Replica, col(Replica.id) == twin, deleted=True)
        file.notes.append(
            _("Two copies of the database of {name} are at work. Where both gave a value, both were kept and are in "
              "conflict. Ask for only one of them to be used.").format(name=(known and known[0].name) or file.sender)
        )  # fmt: skip
    return applied


def _record(file: FilePlan, table: str, record: str, effect: Effect) -> None:
    if effect.kind == "new" and effect.before is None:
        file.new_records[table] = file.new_records.get(table, 0) + 1
    before, after = effect.before or {}, effect.after or {}
    changed = [] if effect.before is None else [name for name in after if before.get(name) != after[name]]
    if effect.before is not None and effect.after is None:
        changed = ["deleted"]
        after = {"deleted": True}
    for name in dict.fromkeys([*changed, *sorted(effect.conflicts)]):
        file.differences.append(
            Difference(table, record, name, before.get(name), after.get(name), name in effect.conflicts)
        )


def _ledgers(incoming: Incoming, effects: dict[tuple[str, str], Effect]) -> list[Ledger]:
    """Per sheet what became of its rows."""
    ledgers = {key: Ledger(key) for key in (*incoming.untouched, *(row.sheet for row in incoming.rows))}
    for key, ids in incoming.untouched.items():
        ledger = ledgers[key]
        if not effects:
            ledger.read += len(ids)
            ledger.same += len(ids)
            continue
        for record in ids:
            _count(ledger, _effect_on(incoming, SHEETS_BY_KEY[key], record, effects))
    for row in incoming.rows:
        _count(ledgers[row.sheet], _REFUSED if row.refused else _outcome(row.records, effects))
    return [ledger for ledger in ledgers.values() if ledger.read]


def _count(ledger: Ledger, outcome: str) -> None:
    ledger.read += 1
    setattr(ledger, outcome, getattr(ledger, outcome) + 1)


def _effect_on(incoming: Incoming, sheet: Sheet, record: str, effects: dict[tuple[str, str], Effect]) -> str:
    """What became of a row that nobody typed in: by what the carried journal did to its records."""
    records = [(sheet.table, record)]
    if sheet.second and (sheet.table, record) in effects:
        state = effects[sheet.table, record].after or {}
        records.append((sheet.second, state.get(f"{sheet.second}_id") or ""))
    elif sheet.second:
        records.append((sheet.second, incoming.state(sheet.table, record).values.get(f"{sheet.second}_id") or ""))
    return _outcome(records, effects)


def _outcome(records: Sequence[tuple[str, str]], effects: dict[tuple[str, str], Effect]) -> str:
    """What became of a row, by its records; the first is the one that the row is about."""
    found = [effects[key] for key in records if key in effects]
    if any(effect.conflicts for effect in found):
        return _HELD
    main = effects.get(records[0]) if records else None
    if main is not None and main.kind == "new":
        return _NEW
    return _SAME if all(effect.kind == "same" for effect in found) else _CHANGED


def _mention_undone(
    tx: Transaction, incoming: Incoming, file: FilePlan, effects: dict[tuple[str, str], Effect]
) -> None:
    """Say so where a file changes nothing because its merge was undone."""
    if any(effect.kind != "same" for effect in effects.values()):
        return
    rows = tx.rows(
        "SELECT undone_by FROM action WHERE kind = 'merge' AND undone_by IS NOT NULL AND details LIKE :workbook",
        {"workbook": f"%{incoming.head.workbook}%"},
    )
    for (undone_by,) in rows:
        file.notes.append(
            _("This workbook was merged before and that was undone. To have it back, undo action {n}.").format(
                n=undone_by
            )
        )


def _settle(
    tx: Transaction, file: FilePlan, effects: dict[tuple[str, str], Effect], incoming: Incoming, prefer: str
) -> None:
    """Settle the new conflicts of one file by rule."""
    brought = {change.stamp for change in incoming.edits} | {change.stamp for change in incoming.journal}
    for number, difference in enumerate(file.differences):
        if not difference.conflict:
            continue
        state = tx.state(difference.table, difference.record)
        heads = state.conflicts.get(difference.field, [])
        if not heads:
            continue
        if prefer == "newest":
            head = heads[-1]
        else:
            side = [head for head in heads if (head.stamp in brought) == (prefer == "theirs")]
            head = side[-1] if side else heads[-1]
        value = conflicts.value_of(head, difference.record, difference.field)
        try:
            conflicts.settle_with(tx, difference.table, difference.record, difference.field, value)
        except UserError:
            continue  # on paper: that is for a person to decide
        file.differences[number] = Difference(
            difference.table, difference.record, difference.field, difference.old, value, False
        )
        file.settled += 1


@dataclass(frozen=True)
class Scope:
    """What to send: everything, course (code), trainer (person id) or template."""

    kind: str
    key: str = ""


def send(
    database: Database,
    path: Path,
    catalogue: Catalogue,
    scope: Scope,
    *,
    sender: str,
    partner: str = "",
    language: str = "en",
    country: str = "",
    progress: Progress | None = None,
) -> Written:
    """Write a workbook for somebody, and log that it was sent."""
    with database.change(_("Export {file}").format(file=path.name), kind="export") as tx:
        if scope.kind == "everything":
            selection = select.everything(tx)
        elif scope.kind == "course":
            selection = select.of_courses(tx, [select.find_course(tx, scope.key)])
        elif scope.kind == "trainer":
            selection = select.of_trainer(tx, scope.key)
        else:
            selection = select.template(tx)
        written = write_workbook(
            tx, path, selection, catalogue, kind=scope.kind, sender=sender, language=language, country=country,
            progress=progress,
        )  # fmt: skip
        tx.remember(written.journal_digest)
        tx.describe(
            file=path.name, partner=partner, workbook=written.workbook, scope=scope.kind, key=scope.key,
            rows=written.rows, personal_data=written.personal_data,
        )  # fmt: skip
    return written
