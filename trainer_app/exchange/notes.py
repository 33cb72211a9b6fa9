"""What a person is told of a merge besides its figures: sentences among the notes of a file's plan."""

from collections.abc import Iterable, Mapping, Sequence

import orjson

from db.database import Transaction
from db.journal import Effect
from db.resolve import ERASED, RETRACTS, Change
from trainer_app import history
from trainer_app.exchange import brought
from trainer_app.exchange.acceptance import Key
from trainer_app.exchange.plan import FilePlan
from trainer_app.joined import root_of
from trainer_app.people import persons
from trainer_app.texts import _, ngettext
from trainer_app.workbook.incoming import Incoming

_FIRST_CHAINED = 2
"""The format of workbooks since which each names the one that its database wrote before."""


def taken_back(tx: Transaction, retractions: Sequence[Change], file: FilePlan) -> None:
    """Say so where somebody else undid what was entered here: it goes with the merge, and stays in the history."""
    own = f"-{tx.database.replica}"
    records: dict[str, set[str]] = {}
    for change in retractions:
        if any(stamp.endswith(own) for stamp in change.basis[RETRACTS]) and tx.unknown([change]):
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


def a_fork(tx: Transaction, incoming: Incoming, file: FilePlan) -> None:
    """Say so where two workbooks of one database both come right after the same one: then it was copied, and both work.

    The copies themselves learn of it when they merge each other's work (_renew_a_copy).
    """
    head = incoming.head
    if head.format < _FIRST_CHAINED:
        return
    key = f"after:{head.replica}:{head.previous}"
    rows = tx.rows("SELECT value FROM meta WHERE key = :key", {"key": key})
    if not rows:
        tx.connection.exec_driver_sql("INSERT INTO meta VALUES (?, ?)", (key, head.workbook))
    elif rows[0][0] != head.workbook:
        file.notes.append(
            _("Two copies of the database of {name} seem to be at work: this workbook knows nothing of another one "
              "that it sent. Nothing is lost. Send them both a workbook of yours: when they merge it, each takes a "
              "name of its own.").format(name=head.sender or head.code)
        )  # fmt: skip


def erased(tx: Transaction, erasures: Sequence[Change], file: FilePlan) -> None:
    """Say so where a file erases what stands here, and forget the names in the log: only a backup brings them back."""
    records: dict[str, set[tuple[str, str]]] = {}
    for change in tx.unknown(erasures):
        records.setdefault(change.author or file.sender or file.code, set()).add((change.table, change.record))
    for who, found in records.items():
        here = [key for key in found if any(change.fields for change in tx.history(*key))]
        if here:
            persons.forget_names(tx, [record for table, record in here if table == "person"])
            file.notes.insert(0, ngettext(
                "{who} erased {n} record that stands here. Its values go for good, also from the history; no undo "
                "brings them back. Take this file only if you know that the person asked for it; then delete the "
                "backups and workbooks from before too, which still hold them.",
                "{who} erased {n} records that stand here. Their values go for good, also from the history; no undo "
                "brings them back. Take this file only if you know that these persons asked for it; then delete the "
                "backups and workbooks from before too, which still hold them.",
                len(here),
            ).format(n=len(here), who=who))  # fmt: skip


def typed_over(tx: Transaction, incoming: Incoming, file: FilePlan, effects: Mapping[Key, Effect]) -> None:
    """Say so where a prepared row brings two records: of two copies of its sheet, or another than merged before.

    Two people typed into a copy each, or somebody typed over a row: both records are there.
    """
    typed: dict[tuple[str, str], list[Change]] = {}
    for change in incoming.edits:
        if change.origin and "prepared" in change.origin and change.table != "enrolment":
            typed.setdefault((change.table, change.origin["prepared"]), []).append(change)
    fresh = {key: [one for one in changes if _is_new(effects.get((one.table, one.record)))]
             for key, changes in typed.items()}  # fmt: skip
    if not any(fresh.values()):
        return
    labels, before = history.Labels(tx), _in_prepared_rows(tx, incoming.head.workbook)
    for key, changes in fresh.items():
        here = {one.record for one in typed[key]}
        for change in changes:
            for record in sorted(before.get(key, set()) - here):
                file.notes.append(
                    _("Sheet “{sheet}”, row {row}: “{old}” stood in this row when this workbook was merged before; "
                      "now “{new}” does. Both were taken. If they are one and the same, join them or delete "
                      "one.").format(old=labels.record(change.table, record),
                                     new=labels.record(change.table, change.record), **change.origin or {})
                )  # fmt: skip
        if changes and len(here) > 1:
            one, other = typed[key][0], next(two for two in typed[key] if two.record != typed[key][0].record)
            file.notes.append(
                _("Sheet “{sheet}”, row {row}: “{new}” stands in the same prepared row as “{other}” on the sheet "
                  "“{other_sheet}”, which is a copy. Both were taken. If they are one and the same, join them or "
                  "delete one.").format(new=labels.record(other.table, other.record),
                                        other=labels.record(one.table, one.record),
                                        other_sheet=(one.origin or {}).get("sheet"), **other.origin or {})
            )  # fmt: skip


def _in_prepared_rows(tx: Transaction, workbook: str) -> dict[tuple[str, str], set[str]]:
    """The records that other merges of a workbook brought, which stand, by their table and prepared row."""
    rows = tx.rows(
        "SELECT c.table_name, json_extract(c.origin, '$.prepared') AS prepared, c.record_id, a.id FROM action a "
        "JOIN change c ON c.action_id = a.id WHERE a.kind = 'merge' AND a.id <> :id "
        "AND json_extract(a.details, '$.workbook') = :workbook AND c.kind = 'create' AND prepared IS NOT NULL",
        {"workbook": workbook, "id": tx.action.id},
    )
    undone = brought.undone_merges(tx)
    found: dict[tuple[str, str], set[str]] = {}
    for table, prepared, record, merge in rows:
        if merge not in undone:
            found.setdefault((table, prepared), set()).add(record)
    return found


def _is_new(effect: Effect | None) -> bool:
    return effect is not None and effect.kind == "new"


def undone_before(tx: Transaction, incoming: Incoming, file: FilePlan, effects: dict[Key, Effect]) -> None:
    """Say so where a file changes nothing because its merge was undone, and none of a copy of it stands."""
    if any(effect.kind != "same" for effect in effects.values()):
        return
    query = (
        "SELECT id FROM action WHERE kind = 'merge' AND json_extract(details, '$.workbook') = :workbook "
        "AND EXISTS (SELECT 1 FROM change WHERE action_id = action.id)"
    )
    undone = brought.undone_merges(tx)
    merges = [row[0] for row in tx.rows(query, {"workbook": incoming.head.workbook})] if undone else []
    if all(merge in undone for merge in merges):
        file.notes += [
            _("This workbook was merged before and that was undone. To have it back, undo action {n}.").format(
                n=undone[merge]
            )
            for merge in merges
        ]


def still_undone(tx: Transaction, changes: Iterable[Change], file: FilePlan) -> bool:
    """Say so where a file brings what was merged before and undone here: it stays undone. Whether there is any."""
    aside = brought.still_aside(tx, in_part=True)
    records: dict[int, set[str]] = {}
    for change in changes if aside else ():
        if (change.record, change.stamp) in aside:
            records.setdefault(aside[change.record, change.stamp], set()).add(change.record)
    for action, found in sorted(records.items()):
        file.notes.append(
            ngettext(
                "What this workbook says of {n} record was merged before and undone here, and stays so. To have it, "
                "undo action {action}.",
                "What this workbook says of {n} records was merged before and undone here, and stays so. To have it, "
                "undo action {action}.",
                len(found),
            ).format(n=len(found), action=action)
        )
    return bool(records)


def typed_of_the_erased(tx: Transaction, incoming: Incoming, file: FilePlan) -> None:
    """Say so where somebody typed about a person who was erased here: what does not know of that is not taken."""
    rows = tx.rows(
        "SELECT record_id, stamp FROM change WHERE kind = 'erase' "
        "AND record_id IN (SELECT value FROM json_each(:records))",
        {"records": orjson.dumps(sorted({change.record for change in incoming.edits})).decode()},
    )
    erasures: dict[str, set[str]] = {}
    for record, stamp in rows:
        erasures.setdefault(record, set()).add(stamp)
    places = {
        (change.origin["sheet"], change.origin["row"])
        for change in incoming.edits
        if change.origin and change.record in erasures
        and erasures[change.record].isdisjoint(change.basis.get(ERASED, ()))
    }  # fmt: skip
    for sheet, row in sorted(places):
        file.notes.append(
            _("Sheet “{sheet}”, row {row}: the data of this person were erased here at their request; what was typed "
              "was not taken.").format(sheet=sheet, row=row)
        )  # fmt: skip


def of_the_joined(tx: Transaction, incoming: Incoming, file: FilePlan) -> None:
    """Say so where a file brings other values for a record that was joined here: they are kept with it, unseen."""
    joined_by_it = {(one.table, one.record) for one in file.differences if one.field == "merged_into"}
    unseen = {
        (one.table, one.record): root_of(tx, one.table, one.record)
        for one in file.differences
        if not one.shows and (one.table, one.record) not in joined_by_it
    }
    if not unseen:
        return
    labels = history.Labels(tx)
    places = {
        (change.origin["sheet"], change.origin["row"], change.table, change.record)
        for change in incoming.edits
        if change.origin and (change.table, change.record) in unseen
    }
    for sheet, row, table, record in sorted(places):
        file.notes.append(
            _("Sheet “{sheet}”, row {row}: “{record}” was joined with “{other}” here. What was typed is kept with the "
              "joined record and does not show. Look at both in the history of “{other}”, and type there what is "
              "right, or take the two apart.").format(
                sheet=sheet, row=row, record=labels.record(table, record),
                other=labels.record(table, unseen[table, record]))
        )  # fmt: skip
    rest = unseen.keys() - {(table, record) for _sheet, _row, table, record in places}
    if rest:
        file.notes.append(
            ngettext(
                "This file changes {n} record that was joined with another here. What arrived is kept with the joined "
                "record and does not show. Look at both in the history of the one that stands, and type there what is "
                "right, or take the two apart.",
                "This file changes {n} records that were joined with others here. What arrived is kept with the "
                "joined records and does not show. Look at both in the history of each that stands, and type there "
                "what is right, or take them apart.",
                len(rest),
            ).format(n=len(rest))
        )
