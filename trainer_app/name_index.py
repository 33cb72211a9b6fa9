"""The folded names and phones of a table in memory: any part of a name is found in milliseconds among a million.

One index per database and table for the whole program, built at the first search and kept up by the journal: every
change of a record has a position there, so that what came since the last look is read again and nothing else.
"""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from threading import Lock
from typing import Any

from db.database import Transaction
from trainer_app.formats import fold, plain_digits
from trainer_app.joined import standing
from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.spelling import name_key, sound

_QUERIES = {
    "person": "SELECT id, full_name, latin_name, phones FROM person "
    f"WHERE NOT deleted AND {standing('person')} AND erased_on IS NULL",
    "enterprise": f"SELECT id, name, owner_name, phones FROM enterprise WHERE NOT deleted AND {standing('enterprise')}",
}
_ORDER = {"person": "ORDER BY full_name, id", "enterprise": "ORDER BY name, id"}
_CHUNK = 500
_LEAST_SOUND = 3  # consonants, below which too many names sound alike
_DIGIT = "\x02"
"""Stands before each digit of a phone, so that a phone is never taken for a part of a name."""


@dataclass
class _Index:
    """`text` has a line per record, each begun by a line end; `ends` their ends; `newer` replaces lines by id.

    A line has the two names, how each sounds in capitals (which folded names never have), and the phones.
    """

    seq: int = -1
    text: str = ""
    ends: "array[int]" = field(default_factory=lambda: array("Q"))
    ids: list[str] = field(default_factory=list)
    newer: dict[str, str] = field(default_factory=dict)
    common: Commonness = field(default_factory=Commonness)


_indexes: dict[tuple[str, str, str], _Index] = {}
_lock = Lock()


def named(tx: Transaction, table: str, text: str, limit: int) -> list[str]:
    """The ids of the records whose names have all the words of the folded text; those that begin with it first."""
    words = text.split()
    if not words:
        return []
    index, newer = _current(tx, table)
    wanted = sorted(words, key=len, reverse=True)
    found: dict[str, None] = {}
    for pattern in (f"\n{text}", f"\x1f{text}", f" {wanted[0]}", wanted[0]):
        for record in _lines(index, newer, pattern, wanted):
            found[record] = None
            if len(found) >= limit:
                return list(found)
    return list(found)


def nearly_named(tx: Transaction, table: str, text: str, limit: int) -> list[str]:
    """The ids of the records whose names have all words of the folded text, then of those that lack one of them.

    Who lacks one at most has the one or the other of any two words: the two that are most seldom are looked for, not
    each.
    """
    index, newer = _current(tx, table)
    words = sorted((word for word in text.split() if len(word) > 2), key=index.common.of_word, reverse=True)
    looks = [(words[0], words, 0), (words[0], words, 1), (words[1], words, 1)] if len(words) > 1 else []
    if not looks and text:
        looks = [(max(text.split(), key=len), text.split(), 0)]
    found = dict.fromkeys(islice(_lines(index, newer, f"\n{text}", ()), limit if looks else 0))
    for pattern, wanted, lacking in looks:
        found |= dict.fromkeys(islice(_lines(index, newer, pattern, wanted, lacking), limit))
    return list(found)


def sounding(tx: Transaction, table: str, text: str, limit: int) -> list[str]:
    """The ids of the records with a name that sounds like the folded text, in any script."""
    heard = sound(text)
    if len(heard) < _LEAST_SOUND:
        return []
    index, newer = _current(tx, table)
    found = dict.fromkeys(islice(_lines(index, newer, f"\x1f{heard.upper()}\x1f", ()), limit))
    return list(found)


def commonness(tx: Transaction, table: str) -> Commonness:
    """How common the words of names are, as far as the index was built anew."""
    return _current(tx, table)[0].common


def with_digits(tx: Transaction, table: str, digits: str, limit: int) -> list[str]:
    """The ids of the records with a phone that holds these digits."""
    index, newer = _current(tx, table)
    found: dict[str, None] = {}
    for record in _lines(index, newer, "".join(_DIGIT + digit for digit in digits), ()):
        found[record] = None
        if len(found) >= limit:
            break
    return list(found)


def _lines(index: _Index, newer: dict[str, str], pattern: str, words: Sequence[str], lacking: int = 0) -> Iterator[str]:
    """The records in whose line the pattern and all words but so many stand, as in the index, the newer ones first."""
    least = len(words) - lacking
    for record, line in newer.items():
        if pattern in line and sum(word in line for word in words) >= least:
            yield record
    at = index.text.find(pattern)
    while at >= 0:
        # A pattern that begins with the line end stands at the line's first place.
        number = bisect_right(index.ends, at)
        end = index.ends[number]
        record = index.ids[number]
        if record not in newer:
            line = index.text[index.ends[number - 1] if number else 0 : end]
            if sum(word in line for word in words) >= least:
                yield record
        at = index.text.find(pattern, end)


def _current(tx: Transaction, table: str) -> tuple[_Index, dict[str, str]]:
    """The index as this transaction sees the data. What a writing transaction did is not kept: it may be undone."""
    key = str(tx.database.path), tx.database.replica, table
    with _lock:
        index = _indexes.get(key)
        now = int(tx.rows("SELECT COALESCE(max(seq), 0) FROM change")[0][0])
        if index is None or now < index.seq:
            index = _built(tx, table, now)
            if not _wrote(tx):
                _indexes[key] = index
            return index, index.newer
        if now == index.seq:
            return index, index.newer
        newer = index.newer | _changed(tx, table, index.seq)
        if _wrote(tx):
            return index, newer
        if len(newer) > 1000 + len(index.ids) // 5:
            index = _indexes[key] = _built(tx, table, now)
        else:
            index = _indexes[key] = replace(index, seq=now, newer=newer)
        return index, index.newer


def _wrote(tx: Transaction) -> bool:
    """Whether this transaction's connection wrote anything, which may yet be rolled back."""
    connection: Any = tx.connection.connection.driver_connection
    return bool(connection.total_changes > 0)


def _built(tx: Transaction, table: str, seq: int) -> _Index:
    parts: list[str] = []
    index = _Index(seq)
    words: Counter[str] = Counter()
    end = 0
    for record, *texts in tx.connection.exec_driver_sql(f"{_QUERIES[table]} {_ORDER[table]}"):
        parts.append(_line(*texts))
        words.update(name_key(texts[0]).split())
        end += len(parts[-1])
        index.ends.append(end)
        index.ids.append(record)
    index.text = "".join(parts)
    index.common = Commonness(len(index.ids), words=words)
    return index


def _changed(tx: Transaction, table: str, seq: int) -> dict[str, str]:
    """The lines of the records changed after a position of the journal; "" where there is nothing to find any more."""
    rows = tx.rows(
        "SELECT DISTINCT record_id FROM change WHERE seq > :seq AND table_name = :table", {"seq": seq, "table": table}
    )
    found = {row[0]: "" for row in rows}
    found |= dict.fromkeys(sorted(_joined_with(tx, table, list(found))), "")
    ids = list(found)
    for start in range(0, len(ids), _CHUNK):
        part = tuple(ids[start : start + _CHUNK])
        query = f"{_QUERIES[table]} AND id IN ({','.join('?' * len(part))})"
        for record, *texts in tx.connection.exec_driver_sql(query, part):
            found[record] = _line(*texts)
    return found


def _joined_with(tx: Transaction, table: str, ids: Sequence[str]) -> set[str]:
    """The records that stand for these, and those that these or the same ones stand for.

    A change of one record of a circle of joins can make another one stand that was not changed itself.
    """
    found: set[str] = set()
    for start in range(0, len(ids), _CHUNK):
        part = tuple(ids[start : start + _CHUNK])
        marks = ",".join("?" * len(part))
        rows = tx.connection.exec_driver_sql(
            f"WITH roots(id) AS (SELECT root FROM joined WHERE table_name = ? AND id IN ({marks}) "
            f"UNION SELECT root FROM joined WHERE table_name = ? AND root IN ({marks})) "
            "SELECT id FROM roots UNION "
            "SELECT j.id FROM joined j WHERE j.table_name = ? AND j.root IN (SELECT id FROM roots)",
            (table, *part, table, *part, table),
        )
        found |= {row[0] for row in rows}
    return found


def _line(name: str | None, other: str | None, phones: str | None) -> str:
    digits = "".join(
        _DIGIT + sign if sign.isdigit() else ";"
        for sign in plain_digits(phones or "")
        if sign.isdigit() or sign in ";,/"
    )
    heard = sound(name_key(name)).upper(), sound(name_key(other)).upper()
    return f"\n{fold(name)}\x1f{fold(other)}\x1f{heard[0]}\x1f{heard[1]}\x1f{digits}"
