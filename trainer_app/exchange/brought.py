"""What several merges brought alike: cells that were typed into two copies of a workbook, or sent once more.

A change stands in the journal under the action that brought it first. It is there as long as any merge stands that
brought it: taking one of them back leaves what the others hold, and a corrected file, merged after the first one was
taken back, brings again all that stands in it.
"""

import json
from collections.abc import Collection, Mapping, Sequence

from db.database import Transaction
from db.journal import Applied, read_changes
from db.later_work import held_by_later_work
from db.resolve import HIDES, LOCAL, RETRACTS, WITHHELD, Change, put_aside, retracted

Shared = tuple[str, str]
"""Record and stamp of a change."""

_START = 21
"""Signs at the beginning of a stamp that all changes have in common that were typed into one workbook."""


def undone_merges(tx: Transaction) -> dict[int, int]:
    """The merges that stand undone, with the action that undid them last: an undo may have been undone, and so on."""
    merges = tx.rows("SELECT id FROM action WHERE kind = 'merge' AND undone_by IS NOT NULL")
    if not merges:
        return {}
    by: dict[int, int] = {
        row[0]: row[1] for row in tx.rows("SELECT id, undone_by FROM action WHERE undone_by IS NOT NULL")
    }
    found = {}
    for (merge_id,) in merges:
        last, times = merge_id, 0
        while last in by:
            last, times = by[last], times + 1
        if times % 2:
            found[merge_id] = last
    return found


def bring_again(tx: Transaction, typed: Sequence[Change], sha256: str) -> Applied:
    """Note which of the changes that were typed into a file other merges had brought, and let those be there.

    What the very same file brought before is not brought again: if that was undone, it stays so.
    """
    before = "SELECT 1 FROM action WHERE kind = 'merge' AND id < :id AND json_extract(details, '$.sha256') = :sha256"
    if not typed or tx.rows(f"{before} LIMIT 1", {"id": tx.action.id, "sha256": sha256}):
        return Applied({})
    again: dict[int, list[Shared]] = {}
    for key, action in _owners(tx, [(change.record, change.stamp) for change in typed]).items():
        if action != tx.action.id:
            again.setdefault(action, []).append(key)
    if not again:
        return Applied({})
    start = typed[0].stamp[:_START]
    noted = {str(action): len(_typed(tx, action, start)) == len(keys) or keys for action, keys in again.items()}
    tx.describe(again=noted, typed=start)
    return _let_be(tx, {key for keys in again.values() for key in keys}) if undone_merges(tx) else Applied({})


def to_go_with(tx: Transaction, merge: int) -> list[Change]:
    """What a merge brought after another one that was undone since, and no other holds: it goes with this merge."""
    again = _again(tx)
    keys = set(again.pop(merge, ()))
    if not keys:
        return []
    undone = undone_merges(tx)
    keys -= {key for other, held in again.items() if other not in undone for key in held}
    keys -= {key for key, owner in _owners(tx, keys).items() if owner not in undone}
    histories = _histories(tx, keys).items()
    return [one for (_table, record), history in histories for one in history if (record, one.stamp) in keys]


def even_out(tx: Transaction, action_id: int) -> dict[tuple[str, str], str]:
    """After an action of the log was taken back: what several merges brought is there if one of them stands.

    Returns the records of which something stays for that reason, with the file of another merge that holds it.
    """
    merge = _merge_behind(tx, action_id)
    again = _again(tx) if merge is not None else {}
    own = {key for keys in again.values() for key in keys}
    owners = _owners(tx, own) if own else {}
    shared = {key for key in own if owners.get(key) == merge} | set(again.get(merge or 0, ()))
    if not shared:
        return {}
    undone = undone_merges(tx)
    holding: dict[Shared, int] = {key: owners[key] for key in shared if owners[key] not in undone}
    for other in again.keys() - undone.keys():
        holding |= dict.fromkeys(shared.intersection(again[other]) - holding.keys(), other)
    _put_aside(tx, shared - holding.keys())
    if merge is not None and merge not in undone:  # what went with others' then comes back with it
        _let_be(tx, holding.keys() | _own(tx, merge))
        return {}
    _let_be(tx, holding.keys())
    files = dict(tx.rows("SELECT id, json_extract(details, '$.file') FROM action WHERE kind = 'merge'"))
    tables = _tables(tx, holding)
    return {(tables[record], record): str(files[other]) for (record, _stamp), other in sorted(holding.items())}


def position(tx: Transaction) -> int:
    """The place of the last change in the journal."""
    return int(tx.rows("SELECT COALESCE(max(seq), 0) FROM change")[0][0])


def note_completed(tx: Transaction, after: int, fields: Collection[str]) -> None:
    """Note that a merge, since this place of the journal, brought these fields of changes that were here without."""
    tx.describe(completed={"after": after, "to": position(tx), "fields": sorted(fields)})


def put_completed_aside(tx: Transaction, action_id: int) -> None:
    """Take back what a merge completed (a national id that had been withheld): it is as before, and the value kept."""
    query = (
        "SELECT table_name, record_id, json_group_array(stamp), json_extract(a.details, '$.completed.fields') "
        "FROM action a JOIN change c ON c.seq > json_extract(a.details, '$.completed.after') "
        "AND c.seq <= json_extract(a.details, '$.completed.to') AND c.action_id <> a.id "
        "WHERE a.id = :id AND a.kind = 'merge' GROUP BY table_name, record_id"
    )
    tx.apply([
        Change(tx.database.clock.tick(), table, record, "retract", {},
               {HIDES: json.loads(stamps), WITHHELD: json.loads(fields), LOCAL: []}, tx.action.author)
        for table, record, stamps, fields in tx.rows(query, {"id": action_id})
    ])  # fmt: skip


def _merge_behind(tx: Transaction, action_id: int) -> int | None:
    """The merge that was taken back or done again by taking this action back."""
    seen: int | None = action_id
    while seen is not None:
        ((kind, before),) = tx.rows(
            "SELECT kind, (SELECT max(id) FROM action b WHERE b.undone_by = a.id) FROM action a WHERE id = :id",
            {"id": seen},
        )
        if kind == "merge":
            return seen
        seen = before
    return None


def _again(tx: Transaction) -> dict[int, list[Shared]]:
    """Per merge the changes that it brought though another had brought them."""
    rows = tx.rows(
        "SELECT id, json_extract(details, '$.again'), json_extract(details, '$.typed') FROM action "
        "WHERE kind = 'merge' AND json_extract(details, '$.again') IS NOT NULL"
    )
    found: dict[int, list[Shared]] = {}
    for action, noted, start in rows:
        for other, keys in json.loads(noted).items():
            listed = _typed(tx, int(other), start) if keys is True else [(key[0], key[1]) for key in keys]
            found.setdefault(action, []).extend(listed)
    return found


def _typed(tx: Transaction, action: int, start: str) -> list[Shared]:
    query = "SELECT record_id, stamp FROM change WHERE action_id = :action AND substr(stamp, 1, :signs) = :start"
    return [(row[0], row[1]) for row in tx.rows(query, {"action": action, "signs": _START, "start": start})]


def _own(tx: Transaction, action: int) -> set[Shared]:
    query = "SELECT record_id, stamp FROM change WHERE action_id = :action AND kind <> 'retract'"
    return {(row[0], row[1]) for row in tx.rows(query, {"action": action})}


def _owners(tx: Transaction, keys: Collection[Shared]) -> dict[Shared, int]:
    """Of those of the changes that merges brought, the merge that was the first."""
    rows = tx.rows(
        "SELECT c.record_id, c.stamp, c.action_id FROM json_each(:keys) k JOIN change c "
        "ON c.record_id = json_extract(k.value, '$[0]') AND c.stamp = json_extract(k.value, '$[1]') "
        "JOIN action a ON a.id = c.action_id WHERE a.kind = 'merge'",
        {"keys": json.dumps(sorted(keys))},
    )
    return {(record, stamp): action for record, stamp, action in rows}


def _tables(tx: Transaction, keys: Collection[Shared]) -> dict[str, str]:
    records = json.dumps(sorted({record for record, _stamp in keys}))
    query = "SELECT DISTINCT record_id, table_name FROM change WHERE record_id IN (SELECT value FROM json_each(:ids))"
    return dict(tx.rows(query, {"ids": records}))


def _histories(tx: Transaction, keys: Collection[Shared]) -> Mapping[tuple[str, str], list[Change]]:
    by_table: dict[str, list[str]] = {}
    for record, table in _tables(tx, keys).items():
        by_table.setdefault(table, []).append(record)
    return {
        (table, record): history
        for table, records in by_table.items()
        for record, history in read_changes(tx.connection, table, records).items()
    }


def _let_be(tx: Transaction, keys: Collection[Shared]) -> Applied:
    """Bring back what an undone merge put aside of these changes, and nothing else that went with them."""
    new: list[Change] = []
    for (table, record), history in _histories(tx, keys).items():
        local = [change for change in history if LOCAL in change.basis]
        idle = retracted(local)
        wanted = {stamp for name, stamp in keys if name == record}
        hiding = [one for one in local if one.stamp not in idle and not wanted.isdisjoint(one.basis.get(RETRACTS, ()))]
        others = {stamp for one in hiding for stamp in one.basis[RETRACTS]} - wanted
        if hiding:
            new.append(_retraction(tx, table, record, sorted(one.stamp for one in hiding)))
        if others:
            new.append(_retraction(tx, table, record, sorted(others)))
    return tx.apply(new)


def _put_aside(tx: Transaction, keys: Collection[Shared]) -> None:
    """Take these back here, where nothing else stands on them."""
    if not keys:
        return
    histories = _histories(tx, keys)
    gone = [
        change
        for (_table, record), history in histories.items()
        for change in history
        if (record, change.stamp) in keys and change.stamp not in put_aside(history)
    ]
    held = held_by_later_work(tx.connection, gone)
    by_record: dict[tuple[str, str], list[str]] = {}
    for change in gone:
        if (change.table, change.record) not in held:
            by_record.setdefault((change.table, change.record), []).append(change.stamp)
    tx.apply([_retraction(tx, table, record, sorted(stamps)) for (table, record), stamps in by_record.items()])


def _retraction(tx: Transaction, table: str, record: str, stamps: list[str]) -> Change:
    stamp = tx.database.clock.tick()
    return Change(stamp, table, record, "retract", {}, {RETRACTS: stamps, LOCAL: []}, tx.action.author)


def still_aside(tx: Transaction) -> dict[Shared, int]:
    """What merges brought and is put aside here, with the action that did so."""
    rows = tx.rows(
        "SELECT table_name, record_id, stamp, action_id FROM change WHERE kind = 'retract' AND basis LIKE :local",
        {"local": f'%"{LOCAL}":%'},
    )
    actions = {(record, stamp): action for _table, record, stamp, action in rows}
    by_table: dict[str, set[str]] = {}
    for table, record, _stamp, _action in rows:
        by_table.setdefault(table, set()).add(record)
    found: dict[Shared, int] = {}
    for table, records in by_table.items():
        for record, history in read_changes(tx.connection, table, sorted(records)).items():
            idle = retracted(history)
            for one in history:
                if (record, one.stamp) in actions and one.stamp not in idle:
                    stamps = one.basis.get(HIDES, []) + one.basis.get(RETRACTS, [])
                    found |= {(record, stamp): actions[record, one.stamp] for stamp in stamps}
    return found
