"""What several merges brought alike: cells typed into two copies of a workbook, or work that was sent once more.

A change stands in the journal under the action that brought it first. It is there as long as any merge stands that
brought it: taking one of them back leaves what the others hold, and a corrected file, merged after the first one was
taken back, brings again all that was typed into it. What a workbook carries of others' work and was sent out from here
in between says nothing: it may only be what came back.
"""

import json
from bisect import bisect
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from db.database import Transaction
from db.journal import Applied, read_changes
from db.later_work import held_by_later_work
from db.resolve import HIDES, LOCAL, RETRACTS, WITHHELD, Change, put_aside, retracted

Shared = tuple[str, str]
"""Record and stamp of a change."""

Ranges = Sequence[tuple[int, int]]
"""Places in the journal in their order: the first and the last of each stretch without a gap."""

_IS_LOCAL = f'%"{LOCAL}":%'


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


def ranges(places: Iterable[int]) -> Ranges:
    """These places in the journal as stretches."""
    found: list[tuple[int, int]] = []
    for place in sorted(places):
        if found and place <= found[-1][1] + 1:
            found[-1] = found[-1][0], place
        else:
            found.append((place, place))
    return found


def _united(stretches: Iterable[tuple[int, int]]) -> Ranges:
    """Stretches in any order, some of which may overlap, as they are kept."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def hold(tx: Transaction, sender: str, carried: Ranges, typed: Ranges, parts: Collection[int]) -> Applied:
    """Note what of a file other merges had brought before, and let be there what of it was typed.

    `carried` is what the workbook carries of what was known here, `sender` the replica that wrote it, `parts` are the
    merges that took a part of this very file: each part goes with its own. What of the rest was undone here stays so;
    what was typed is what somebody wants now.
    """
    undone, own = undone_merges(tx), {*parts, tx.action.id}
    again, held = _of_other_merges(tx, typed, own), _of_other_merges(tx, carried, own, sender)
    if undone and held:
        aside = still_aside(tx)
        held = ranges(place for place, key in _at(tx, held).items() if key not in aside)
    if held or again:
        tx.describe(held=_united([*held, *again]))
    return _let_be(tx, set(_at(tx, again).values())) if undone else Applied({})


def note_whole(tx: Transaction, digest: str, after: int) -> None:
    """Note that this merge took in the whole journal with this digest, since this place of the one here."""
    tx.describe(whole={"digest": digest, "after": after, "to": position(tx)})


def carried_before(tx: Transaction, digest: str) -> Ranges:
    """What a workbook carries whose journal another merge took in whole: of another copy, with other cells typed in."""
    rows = tx.rows(
        "SELECT json_extract(details, '$.whole.after'), json_extract(details, '$.whole.to'), "
        "json_extract(details, '$.held') FROM action "
        "WHERE kind = 'merge' AND json_extract(details, '$.whole.digest') = :digest",
        {"digest": digest},
    )
    return [stretch for after, to, held in rows for stretch in ((after + 1, to), *_stretches(held))]


def to_go_with(tx: Transaction, merge: int) -> list[Change]:
    """What a merge brought after another one that was undone since, and no other holds: it goes with this merge."""
    held, undone = _held(tx), undone_merges(tx)
    mine = held.pop(merge, ())
    standing = [stretches for other, stretches in held.items() if other not in undone]
    keys = {
        key
        for place, key in (_brought_by(tx, undone) if mine else {}).items()
        if _within(place, mine) and not any(_within(place, others) for others in standing)
    }
    histories = _histories(tx, keys).items()
    return [one for (_table, record), history in histories for one in history if (record, one.stamp) in keys]


def even_out(tx: Transaction, action_id: int) -> dict[tuple[str, str], str]:
    """After an action of the log was taken back: what several merges brought is there if one of them stands.

    Returns the records of which something stays for that reason, with the file of another merge that holds it.
    """
    merge, held = _merge_behind(tx, action_id), _held(tx)
    if merge is None or not held:
        return {}
    undone = undone_merges(tx)
    mine, own = held.get(merge, ()), _brought_by(tx, [merge])
    gone = _brought_by(tx, undone.keys() - {merge}) if mine else {}
    theirs = {place: key for place, key in gone.items() if _within(place, mine)}
    beside = _overlapping(held, own.keys() | theirs.keys())
    if merge not in undone:  # what went with others' then comes back with it
        if mine or beside:
            _let_be(tx, _own(tx, merge) | set(theirs.values()))
        return {}
    ours = {place: key for place, key in own.items() if any(_within(place, others) for others in beside.values())}
    holding: dict[Shared, int] = {}
    for place, key in (shared := ours | theirs).items():
        by = (other for other, stretches in beside.items() if other not in undone and _within(place, stretches))
        if (holder := next(by, None)) is not None:
            holding[key] = holder
    _put_aside(tx, set(shared.values()) - holding.keys())
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


def _held(tx: Transaction) -> dict[int, Ranges]:
    """Per merge the places of what it brought though another had brought it."""
    rows = tx.rows(
        "SELECT id, json_extract(details, '$.held') FROM action WHERE kind = 'merge' "
        "AND json_extract(details, '$.held') IS NOT NULL ORDER BY id"
    )
    return {merge: _stretches(held) for merge, held in rows}


def _stretches(held: str | None) -> Ranges:
    return [(first, last) for first, last in json.loads(held or "[]")]


def _within(place: int, stretches: Ranges) -> bool:
    """Whether a place lies in one of these stretches."""
    at = bisect(stretches, place, key=itemgetter(0))
    return at > 0 and place <= stretches[at - 1][1]


def _overlapping(held: Mapping[int, Ranges], places: Collection[int]) -> dict[int, Ranges]:
    """Those of the merges that hold anything between the first and the last of these places."""
    if not places:
        return {}
    first, last = min(places), max(places)
    near = {
        merge: [one for one in stretches if one[0] <= last and one[1] >= first] for merge, stretches in held.items()
    }
    return {merge: stretches for merge, stretches in near.items() if stretches}


def _brought_by(tx: Transaction, merges: Iterable[int]) -> dict[int, Shared]:
    """What these merges brought that nobody had brought before, by its place in the journal."""
    query = "SELECT seq, record_id, stamp FROM change WHERE action_id IN (SELECT value FROM json_each(:merges))"
    return {row[0]: (row[1], row[2]) for row in tx.rows(query, {"merges": json.dumps(sorted(merges))})}


def _of_other_merges(tx: Transaction, places: Ranges, own: Collection[int | None], sender: str | None = None) -> Ranges:
    """What merges but `own` brought at these places; with a `sender` without what may only have come back from there.

    That is the work of others of which a workbook was written here since.
    """
    ((sent,),) = tx.rows("SELECT COALESCE(max(id), 0) FROM action WHERE kind = 'export'") if sender else ((0,),)
    found: list[tuple[int, int]] = []
    for action, first, last in _by_merge(tx, places):
        if action in own:
            continue
        if action > sent:
            found.append((first, last))
        else:
            query = "SELECT seq FROM change WHERE seq BETWEEN :first AND :last AND substr(stamp, 21) = :sender"
            rows = tx.rows(query, {"first": first, "last": last, "sender": sender})
            found += ranges(row[0] for row in rows)
    return found


def _by_merge(tx: Transaction, places: Ranges) -> Iterator[tuple[int, int, int]]:
    """The merges that brought what stands at these places, each with the first and the last place of a stretch.

    What an action brought lies together in the journal: it is asked for once, not for each place.
    """
    query = (
        "SELECT c.seq, c.action_id, a.kind, (SELECT max(seq) FROM change o WHERE o.action_id = c.action_id) "
        "FROM change c JOIN action a ON a.id = c.action_id WHERE c.seq BETWEEN :first AND :last ORDER BY c.seq LIMIT 1"
    )
    for first, last in places:
        while rows := tx.rows(query, {"first": first, "last": last}):
            ((begin, action, kind, end),) = rows
            if kind == "merge":
                yield action, begin, min(end, last)
            first = end + 1


def _at(tx: Transaction, places: Ranges) -> dict[int, Shared]:
    """What stands at these places of the journal."""
    rows = tx.rows(
        "SELECT c.seq, c.record_id, c.stamp FROM json_each(:ranges) r CROSS JOIN change c "
        "ON c.seq BETWEEN json_extract(r.value, '$[0]') AND json_extract(r.value, '$[1]')",
        {"ranges": json.dumps(places)},
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _own(tx: Transaction, action: int) -> set[Shared]:
    """What a merge brought, without what it did here only."""
    query = "SELECT record_id, stamp FROM change WHERE action_id = :action AND basis NOT LIKE :local"
    return {(row[0], row[1]) for row in tx.rows(query, {"action": action, "local": _IS_LOCAL})}


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


def still_aside(tx: Transaction, *, in_part: bool = False) -> dict[Shared, int]:
    """What merges brought and is put aside here, with the action that did it; `in_part` also where some fields are."""
    rows = tx.rows(
        "SELECT table_name, record_id, stamp, action_id FROM change WHERE kind = 'retract' AND basis LIKE :local",
        {"local": _IS_LOCAL},
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
                    stamps = one.basis.get(RETRACTS, []) + (one.basis.get(HIDES, []) if in_part else [])
                    found |= {(record, stamp): actions[record, one.stamp] for stamp in stamps}
    return found
