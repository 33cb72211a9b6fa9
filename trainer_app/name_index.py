"""The folded names, phones and identity numbers of a table in memory: any part is found in milliseconds in a million.

One index per database and table for the whole program, built at the first search and kept up by the journal: every
change of a record has a position there, so that what came since the last look is read again and nothing else. That of
a large table is kept in a file for the next start (trainer_app.name_index_file).

Nobody waits for it: while one thread builds it, which takes seconds, the others are answered from the one before, or
where there is none by the names in the database that begin as the text does; ui.tasks asks for those again.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from threading import Lock
from typing import Any, NamedTuple

from db.database import Transaction
from trainer_app import name_index_file
from trainer_app.formats import fold, plain_digits
from trainer_app.joined import standing
from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.profile import number_key
from trainer_app.linkage.spelling import bare, sound
from trainer_app.progress import Progress
from trainer_app.text_lines import TextLines

_QUERIES = {
    "person": "SELECT id, full_name, latin_name, phones, national_id FROM person "
    f"WHERE NOT deleted AND {standing('person')} AND erased_on IS NULL",
    "enterprise": "SELECT id, name, owner_name, phones, NULL FROM enterprise "
    f"WHERE NOT deleted AND {standing('enterprise')}",
    "organisation": "SELECT id, name, acronym, phones, NULL FROM organisation "
    f"WHERE NOT deleted AND {standing('organisation')}",
}
_ORDER = {"person": "ORDER BY full_name, id", "enterprise": "ORDER BY name, id", "organisation": "ORDER BY name, id"}
_CHUNK = 500
_FEW = 2_000  # changes that are read again within the time that an answer may take
_BEGINNING = 200  # records that are read where no index is there yet
_LEAST_SOUND = 3  # consonants, below which too many names sound alike
_ROWS = 10_000
_WAITED = 0.2  # seconds after which somebody who waits looks whether the person stopped it
_NUMBER = {ord("0") + digit: 0x10 + digit for digit in range(10)}
"""Digits of identity numbers have signs of their own, so that they are not taken for a part of a phone."""
_NO_PHONE = re.compile(r"[^0-9;]+")
_BETWEEN = str.maketrans(",/\n", ";;;")

_Line = tuple[str, str]
"""Of one record the two names, and in ASCII alone, which is searched several times as fast: how either name sounds, in
capitals, the phones, and the identity number. Each begins with a line end."""
_NAMES, _CODES = 0, 1


@dataclass
class _Index:
    """`texts`: the names and the codes, a line per record, whose id is the line of `ids`; `newer` replaces by id."""

    seq: int = -1
    texts: tuple[TextLines, TextLines] = field(default_factory=lambda: (TextLines(), TextLines()))
    ids: TextLines = field(default_factory=TextLines)
    newer: dict[str, _Line] = field(default_factory=dict)
    common: Commonness = field(default_factory=Commonness)


_Key = tuple[str, str, str]
_indexes: dict[_Key, _Index] = {}
_turns: defaultdict[_Key, Lock] = defaultdict(Lock)
"""Who builds an index, or reads much of it again, holds its turn."""


def prepare(tx: Transaction) -> None:
    """Have the indexes ready before anybody types: it takes seconds where there are hundreds of thousands of names."""
    for table in ("person", "enterprise"):
        _current(tx, table)


def forget(tx: Transaction) -> None:
    """Keep no file of persons' names: somebody is erased."""
    name_index_file.forget(tx, "person")


def named(tx: Transaction, table: str, text: str, limit: int) -> list[str]:
    """The ids of the records whose names have all the words of the folded text; those that begin with it first."""
    words = text.split()
    if not words:
        return []
    index, newer = _current(tx, table, text)
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
    index, newer = _current(tx, table, text)
    words = sorted((word for word in text.split() if len(word) > 2), key=index.common.of_word, reverse=True)
    if len(words) < 2:
        begun = islice(_lines(index, newer, f"\n{text}", ()), limit if text else 0)
        whole = islice(_lines(index, newer, max(text.split(), key=len), text.split()), limit) if text else ()
        return list(dict.fromkeys((*begun, *whole)))
    begun_, all_words, lacking = list[str](), list[str](), list[str]()
    for record, line in _found(index, newer, words[0]):
        if line.startswith(text, 1):
            begun_.append(record)
        missing = sum(word not in line for word in words)
        kept = all_words if missing == 0 else lacking
        if missing < 2 and len(kept) < limit:
            kept.append(record)
        if len(begun_) >= limit:
            break
    lacking += islice(_lines(index, newer, words[1], words, 1), limit)
    return list(dict.fromkeys((*begun_, *all_words, *lacking)))


def sounding(tx: Transaction, table: str, text: str, limit: int) -> list[str]:
    """The ids of the records with a name that sounds like the folded text, in any script."""
    heard = sound(text)
    if len(heard) < _LEAST_SOUND:
        return []
    index, newer = _current(tx, table)
    found = dict.fromkeys(islice(_lines(index, newer, f"\x1f{heard.upper()}\x1f", (), part=_CODES), limit))
    return list(found)


def commonness(tx: Transaction, table: str) -> Commonness:
    """How common the words of names are, as far as the index was built anew."""
    return _current(tx, table)[0].common


def with_digits(tx: Transaction, table: str, digits: str, limit: int) -> list[str]:
    """The ids of the records with a phone that holds these digits."""
    index, newer = _current(tx, table)
    return list(islice(_lines(index, newer, digits, (), part=_CODES), limit))


def numbered(tx: Transaction, table: str, number: str, limit: int) -> list[str]:
    """The ids of the records with this identity number, in the form for comparing."""
    if not number:
        return []
    index, newer = _current(tx, table)
    return list(islice(_lines(index, newer, f"\x1e{_number(number)}\x1e", (), part=_CODES), limit))


class Entry(NamedTuple):
    """What is kept of a record: names folded with their titles, how each sounds, digits of phones (“;” between), and
    the identity number as `number_sign` has it."""

    id: str
    names: tuple[str, str]
    sounds: tuple[str, str]
    phones: str
    number: str


def entries(tx: Transaction, table: str, progress: Progress) -> Iterator[Entry]:
    """All records that stand, for whoever looks for thousands at a time. It waits while another thread has its turn."""
    turn = _turns[_key(tx, table)]
    while not turn.acquire(timeout=_WAITED):
        progress.cancelled()
    try:
        index, newer = _prepared(tx, _key(tx, table), _position(tx))
    finally:
        turn.release()
    for record, lines in newer.items():
        if lines[_CODES]:
            yield _entry(record, *lines)
    names, codes = index.texts
    for number in range(len(index.ids.ends)):
        if number % _ROWS == 0:
            progress.cancelled()
        if (record := index.ids.line(number)) not in newer:
            yield _entry(record, names.line(number), codes.line(number))


def number_sign(number: str) -> str:
    """An identity number, in the form for comparing, as the entries have it."""
    return _number(number)


def _entry(record: str, names: str, codes: str) -> Entry:
    name, other = names[1:].split("\x1f")
    _begin, heard, other_heard, rest = codes.split("\x1f")
    phones, number, _end = rest.split("\x1e")
    return Entry(record, (name, other), (heard, other_heard), phones, number)


def _lines(
    index: _Index, newer: dict[str, _Line], pattern: str, words: Sequence[str], lacking: int = 0, part: int = _NAMES
) -> Iterator[str]:
    """The records in whose line the pattern and all words but so many stand, as in the index, the newer ones first."""
    least = len(words) - lacking
    for record, line in _found(index, newer, pattern, part):
        if least <= 0 or sum(word in line for word in words) >= least:
            yield record


def _found(index: _Index, newer: dict[str, _Line], pattern: str, part: int = _NAMES) -> Iterator[tuple[str, str]]:
    """The records in whose line the pattern stands, each with its line."""
    for record, lines in newer.items():
        if pattern in lines[part]:
            yield record, lines[part]
    for number in index.texts[part].holding(pattern):
        record = index.ids.line(number)
        if record not in newer:
            yield record, index.texts[part].line(number)


def _current(tx: Transaction, table: str, text: str = "") -> tuple[_Index, dict[str, _Line]]:
    """The index as this transaction sees the data. What a writing transaction did is not kept: it may be undone.

    While another thread has its turn: the one before, or what the database has that begins with the folded text, and
    the transaction is marked as incomplete.
    """
    key = _key(tx, table)
    index = _indexes.get(key)
    now = _position(tx)
    if index is not None and index.seq <= now <= index.seq + _FEW:
        newer = index.newer | _changed(tx, table, index.seq) if index.seq < now else index.newer
        if _wrote(tx) or len(newer) <= 1000 + len(index.ids.ends) // 5:
            return _keep(tx, key, index, now, newer), newer
    if not _turns[key].acquire(blocking=False):
        tx.incomplete = True
        if index is None:
            return _Index(now), _beginning(tx, table, text)
        return index, index.newer
    try:
        return _prepared(tx, key, now)
    finally:
        _turns[key].release()


def _prepared(tx: Transaction, key: _Key, now: int) -> tuple[_Index, dict[str, _Line]]:
    """The index of this position of the journal: read from its file, brought up to date, or built."""
    table = key[2]
    index = _indexes.get(key) or _kept(tx, table)
    if index is not None and index.seq <= now:
        newer = index.newer | _changed(tx, table, index.seq)
        if _wrote(tx) or len(newer) <= 1000 + len(index.ids.ends) // 5:
            _indexes.setdefault(key, index)
            return _keep(tx, key, index, now, newer), newer
    index = _built(tx, table, now)
    if not _wrote(tx):
        _indexes[key] = index
    return index, index.newer


def _keep(tx: Transaction, key: _Key, index: _Index, now: int, newer: dict[str, _Line]) -> _Index:
    """Remember what was read again, unless another thread was quicker."""
    if now > index.seq and not _wrote(tx) and _indexes.get(key) is index:
        _indexes[key] = replace(index, seq=now, newer=newer)
    return index


def _beginning(tx: Transaction, table: str, text: str) -> dict[str, _Line]:
    """The lines of records whose name begins with the folded text, as far as an index of the database tells."""
    column = _ORDER[table].split()[2].rstrip(",")
    found: dict[str, _Line] = {}
    for start in dict.fromkeys((text, text.title(), text.capitalize(), text.upper())) if text else ():
        query = f"{_QUERIES[table]} AND {column} >= ? AND {column} < ? LIMIT {_BEGINNING}"
        for record, *texts in tx.connection.exec_driver_sql(query, (start, f"{start}\U0010ffff")):
            found[record] = _line(*texts)
    return found


def _key(tx: Transaction, table: str) -> _Key:
    return str(tx.database.path), tx.database.replica, table


def _position(tx: Transaction) -> int:
    """The end of the journal."""
    return int(tx.rows("SELECT COALESCE(max(seq), 0) FROM change")[0][0])


def _wrote(tx: Transaction) -> bool:
    """Whether this transaction's connection wrote anything, which may yet be rolled back."""
    connection: Any = tx.connection.connection.driver_connection
    return bool(connection.total_changes > 0)


def _built(tx: Transaction, table: str, seq: int) -> _Index:
    index = _Index(seq)
    words: Counter[str] = Counter()
    for rows in tx.connection.exec_driver_sql(f"{_QUERIES[table]} {_ORDER[table]}").partitions(_ROWS):
        for record, *texts in rows:
            for text, line in zip(index.texts, _line(*texts), strict=True):
                text.add(line)
            words.update(bare(fold(texts[0])).split())
            index.ids.add(record)
    for text in (*index.texts, index.ids):
        text.close()
    index.common = Commonness(len(index.ids.ends), words=words)
    if len(index.ids.ends) >= name_index_file.FEWEST and not _wrote(tx):
        parts = [(text.text, text.ends) for text in (*index.texts, index.ids)]
        name_index_file.write(tx, table, seq, _probe(), words, parts)
    return index


def _kept(tx: Transaction, table: str) -> _Index | None:
    """The index as it was kept in a file, if it is of this database."""
    found = name_index_file.read(tx, table, _probe())
    if found is None:
        return None
    seq, words, parts = found
    names, codes, ids = (TextLines.of(text, ends) for text, ends in parts)
    return _Index(seq, (names, codes), ids, common=Commonness(len(ids.ends), words=words))


@cache
def _probe() -> _Line:
    """A line that is another as soon as lines are made another way: a file from before is of no use then."""
    return _line("M. Đức Ñandú Md. Çelik, Ms.", "ທ້າວ ဒေါ်ခင်ဌေး محمد संजय ចាន់", "+95 9 42000;၀၉၄၂\n၀၉၄၃", "12/ဥကမ(N)1")


def _changed(tx: Transaction, table: str, seq: int) -> dict[str, _Line]:
    """The lines of the records changed after a position of the journal; "" where there is nothing to find any more."""
    rows = tx.rows(
        "SELECT DISTINCT record_id FROM change WHERE seq > :seq AND table_name = :table", {"seq": seq, "table": table}
    )
    found: dict[str, _Line] = {row[0]: ("", "") for row in rows}
    found |= dict.fromkeys(sorted(_joined_with(tx, table, list(found))), ("", ""))
    ids = list(found)
    for start in range(0, len(ids), _CHUNK):
        part = tuple(ids[start : start + _CHUNK])
        query = f"{_QUERIES[table]} AND id IN ({','.join('?' * len(part))})"
        for record, *texts in tx.connection.exec_driver_sql(query, part):
            found[record] = _line(*texts)
    return found


def _joined_with(tx: Transaction, table: str, ids: Sequence[str]) -> set[str]:
    """The records that stand for these, and those that these or the same ones stand for.

    A change of one record of a circle of joins can make another one stand that was not changed itself, and so can the
    end of a record that others were joined with.
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
        there = tx.connection.exec_driver_sql(f"SELECT id FROM {table} WHERE NOT deleted AND id IN ({marks})", part)
        gone = tuple(set(part) - {row[0] for row in there})
        if gone:  # seldom: who was joined with them stands, and only all rows tell who that is
            query = f"SELECT id FROM {table} WHERE merged_into IN ({','.join('?' * len(gone))})"
            found |= {row[0] for row in tx.connection.exec_driver_sql(query, gone)}
    return found


def _line(name: str | None, other: str | None, phones: str | None, number: str | None) -> _Line:
    names = fold(name), fold(other)
    heard = [sound(bare(one)).upper() if one else "" for one in names]
    digits = _NO_PHONE.sub("", plain_digits(phones).translate(_BETWEEN)) if phones else ""
    codes = f"\n\x1f{heard[0]}\x1f{heard[1]}\x1f{digits}\x1e{_number(number_key(number)) if number else ''}\x1e"
    return f"\n{names[0]}\x1f{names[1]}", codes


def _number(key: str) -> str:
    """An identity number in ASCII without digits."""
    return key.encode("ascii", "backslashreplace").decode("ascii").translate(_NUMBER)
