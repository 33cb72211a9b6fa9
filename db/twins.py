"""Changes that are known by their stamps but are not the same: cut ones made whole, and work of two copies."""

import hashlib
from collections.abc import Sequence
from typing import Any

import orjson

from db.canonical import encode
from db.clock import replica_of
from db.resolve import RETRACTS, WITHHELD, Change


def compare(
    changes: Sequence[Change], stored: dict[str, dict[str, tuple[str, str, str, str, int]]]
) -> tuple[list[Change], dict[str, list[Change]]]:
    """Of the changes that are known by their stamps: those that complete what is here, and per replica copies of twins.

    Two copies of one database can give one stamp to different changes of one record. Then neither may stand in the
    other's place: both are kept as copies, with stamps of their own that follow from their content, which replace
    the one that means two things. Everybody who sees both makes the same copies. `stored` has per record and stamp
    the kind, fields, basis and table in the journal, as their texts, and the place.
    """
    completed: list[Change] = []
    twins: dict[str, list[Change]] = {}
    for change in changes if stored else ():
        here = stored.get(change.record, {}).get(change.stamp)
        if here is None or here[1:3] == (encode(change.fields), encode(change.basis)) or change.kind == "erase":
            continue
        fields, basis = orjson.loads(here[1]), orjson.loads(here[2])
        if change.kind != "retract" and here[0] != "retract" and _is_erased(fields, basis, change):
            continue
        withheld = {*basis.get(WITHHELD, ()), *change.basis.get(WITHHELD, ())}
        if basis.get(RETRACTS) != change.basis.get(RETRACTS) or any(
            fields.get(name) != change.fields.get(name) for name in {*fields, *change.fields} - withheld
        ):
            other = change._replace(kind=here[0], fields=fields, basis=basis, origin=None)
            copies = [copy for copy in map(_copy, (change, other)) if copy.stamp not in stored[change.record]]
            if copies:
                twins.setdefault(replica_of(change.stamp), []).extend(copies)
        elif set(change.fields) > set(fields):
            completed.append(change)
    return completed, twins


def _is_erased(fields: dict[str, Any], basis: dict[str, list[str]], change: Change) -> bool:
    """Whether one of the two is empty although not all of the other's fields were withheld: an erasure goes with it."""
    if not fields:
        return not change.fields.keys() <= set(basis.get(WITHHELD, ()))
    return not change.fields and not fields.keys() <= set(change.basis.get(WITHHELD, ()))


def _copy(change: Change) -> Change:
    content = encode([change.stamp, change.record, change.fields, change.basis.get(RETRACTS)])
    mark = "c" + hashlib.blake2b(content.encode(), digest_size=8).hexdigest()[:15]
    basis = dict(change.basis)
    for name in change.fields:
        basis[name] = [*basis.get(name, ()), change.stamp]
    kind = "set" if change.kind == "create" else change.kind
    return change._replace(stamp=f"{change.stamp[:20]}{mark}", kind=kind, basis=basis)
