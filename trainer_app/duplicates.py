"""Records that may be one and the same: found, explained, remembered as different, joined. Never joined by itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlmodel import col

from db.database import Transaction
from db.ids import derived_id
from db.models import Enterprise, NotSame, Organisation, Person
from trainer_app import searching
from trainer_app.errors import UserError
from trainer_app.formats import fold
from trainer_app.joined import root_of, standing
from trainer_app.likeness import Likeness, Profile, birth_years, compare, name_key, number_key, phone_keys
from trainer_app.texts import _

BIGGEST_BLOCK = 30
"""Records that share a key with more others than this are not paired by it: a common name alone says nothing."""
_CHUNK = 400

Joinable = TypeVar("Joinable", Person, Enterprise, Organisation)

_QUERIES = {
    "person": "SELECT id, full_name, latin_name, phones, national_id, email, birth_date, birth_year, age, age_on, sex, "
    f"father_name, place_id FROM person WHERE NOT deleted AND {standing('person')} AND erased_on IS NULL",
    "enterprise": "SELECT id, name, NULL, phones, NULL, NULL, NULL, NULL, NULL, NULL, NULL, owner_name, place_id "
    f"FROM enterprise WHERE NOT deleted AND {standing('enterprise')}",
    "organisation": "SELECT id, name, acronym, phones, NULL, email, NULL, NULL, NULL, NULL, NULL, NULL, country "
    f"FROM organisation WHERE NOT deleted AND {standing('organisation')}",
}


@dataclass(frozen=True)
class Candidate:
    """Two records of one table that may be the same; `likeness` has the band (same, look) and the reasons."""

    table: str
    first_id: str
    second_id: str
    first: str
    second: str
    likeness: Likeness


@dataclass(frozen=True)
class Known:
    """Somebody who may be the person being typed."""

    id: str
    label: str
    likeness: Likeness


def candidates(tx: Transaction, table: str = "person", limit: int = 1000) -> list[Candidate]:
    """The pairs of a whole table (person, enterprise, organisation) that may be the same, the likeliest first.

    Pairs marked as not the same are left out. Records meet only where they share a key (phone, identity number, name,
    name and birth year, course and part of the name ...), so that the cost follows the size of the table.
    """
    _make_keys(tx, table)
    common = _common_names(tx)
    settled = {(row[0], row[1]) for row in tx.rows("SELECT first_id, second_id FROM not_same WHERE NOT deleted")}
    found: list[Candidate] = []
    for pairs in _chunks(_pairs(tx)):
        profiles = _profiles(tx, table, {record for pair in pairs for record in pair})
        for first, second in pairs:
            if (first, second) in settled or first not in profiles or second not in profiles:
                continue
            one, other = profiles[first], profiles[second]
            likeness = compare(one, other, max((common.get(name, 1) for name in one.names), default=1))
            if likeness.band != "different":
                found.append(Candidate(table, first, second, one.label, other.label, likeness))
    tx.connection.exec_driver_sql("DROP TABLE temp.block")
    found.sort(key=lambda candidate: (-candidate.likeness.weight, candidate.first_id, candidate.second_id))
    return found[:limit]


def is_it_known(
    tx: Transaction,
    name: str,
    phone: str | None = None,
    *,
    sex: str | None = None,
    birth_date: date | None = None,
    birth_year: int | None = None,
    age: int | None = None,
    national_id: str | None = None,
    limit: int = 5,
) -> list[Known]:
    """Who is in the database already and may be the person being typed, the likeliest first; quick enough while typing.

    A name that only begins like the typed one counts too, since it may not be finished.
    """
    today = date.today()
    typed = Profile(
        "", name, (name_key(name),), phone_keys(phone), number_key(national_id), "", birth_date,
        birth_years(birth_date, birth_year, age, today), sex or "",
    )  # fmt: skip
    ids = dict.fromkeys([*searching.persons_named(tx, name_key(name), 40), *searching.with_phone(tx, phone or "", 20)])
    if len(ids) < limit:  # perhaps one word is spelled in another way
        for word in [word for word in name_key(name).split() if len(word) > 2][:3]:
            ids |= dict.fromkeys(searching.persons_named(tx, word, 100))
    if national_id:
        rows = tx.rows("SELECT id FROM person WHERE national_id = :number AND NOT deleted", {"number": national_id})
        ids |= dict.fromkeys(row[0] for row in rows)
    found = []
    for profile in _profiles(tx, "person", ids).values():
        likeness = compare(typed, profile)
        begins = any(known.startswith(start) for known in profile.names for start in typed.names if len(start) >= 3)
        if likeness.band != "different" or begins:
            found.append(Known(profile.id, profile.label, likeness))
    found.sort(key=lambda known: (-known.likeness.weight, known.label, known.id))
    return found[:limit]


def mark_not_same(tx: Transaction, table: str, one_id: str, other_id: str) -> None:
    """Remember that two records are not the same, so that nobody is asked again, here or elsewhere."""
    first, second = sorted((one_id, other_id))
    record_id = derived_id("not_same", first, second)
    known = tx.find(NotSame, col(NotSame.id) == record_id, deleted=True)
    if known and known[0].deleted:
        tx.update(known[0], deleted=False)
    elif not known:
        tx.add(NotSame(id=record_id, table_name=table, first_id=first, second_id=second))


def forget_not_same(tx: Transaction, one_id: str, other_id: str) -> None:
    """Let two records be compared again."""
    first, second = sorted((one_id, other_id))
    for record in tx.find(NotSame, col(NotSame.id) == derived_id("not_same", first, second)):
        tx.delete(record)


def join(tx: Transaction, model: type[Joinable], keep_id: str, gone_ids: Sequence[str], fill: Iterable[str]) -> int:
    """Say that the `gone_ids` are the record to keep; returns how many were joined now.

    They stay with all that refers to them and can be taken apart again; `fill` names the fields of the kept record
    that are filled from them where it has none. Raises UserError for a record that is deleted.
    """
    table = str(model.__tablename__)
    keep = tx.get(model, root_of(tx, table, keep_id))
    joined = 0
    for gone in dict.fromkeys(root_of(tx, table, gone_id) for gone_id in gone_ids):
        if gone == keep.id:
            continue
        record = tx.get(model, gone)
        if record.deleted or keep.deleted:
            raise UserError(_("One of the two was deleted meanwhile. Nothing was joined; look at the list again."))
        blanks = {name: getattr(record, name) for name in fill if getattr(keep, name) is None}
        tx.update(keep, **{name: value for name, value in blanks.items() if value is not None})
        tx.update(record, merged_into=keep.id)
        joined += 1
    return joined


def unjoin(tx: Transaction, model: type[Joinable], record_id: str) -> bool:
    """Make a joined record one of its own again; True if it was joined. What was filled from it stays.

    Where two people joined a pair each the other way round, both links go: one alone would still join them.
    """
    path = [tx.get(model, record_id)]
    while (following := path[-1].merged_into) is not None and not path[-1].deleted:
        if following == record_id:
            tx.update(path[-1], merged_into=None)
        if any(following == record.id for record in path):
            break
        path.append(tx.get(model, following))
    return tx.update(path[0], merged_into=None)


# -- blocking


def _make_keys(tx: Transaction, table: str) -> None:
    """A temporary table of (key, record): two records that share a key are compared."""
    connection = tx.connection
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.block")
    connection.exec_driver_sql("CREATE TEMP TABLE block (key TEXT NOT NULL, id TEXT NOT NULL)")
    rows: list[tuple[str, str]] = []
    for row in connection.exec_driver_sql(_QUERIES[table]):
        profile = _profile(tuple(row))
        rows += [(key, profile.id) for key in set(_keys(profile))]
        if len(rows) > 20_000:
            connection.exec_driver_sql("INSERT INTO block VALUES (?, ?)", rows)
            rows = []
    if rows:
        connection.exec_driver_sql("INSERT INTO block VALUES (?, ?)", rows)
    if table == "person":
        _make_course_keys(tx)
    connection.exec_driver_sql("CREATE INDEX temp.block_key ON block (key)")


def _make_course_keys(tx: Transaction) -> None:
    """Persons of one course whose names have a part that begins alike."""
    rows: list[tuple[str, str]] = []
    for course, person, name in tx.connection.exec_driver_sql(
        "SELECT e.course_id, p.id, COALESCE(p.full_name, p.latin_name) FROM enrolment e JOIN person p "
        f"ON p.id = e.person_id WHERE NOT e.deleted AND NOT p.deleted AND {standing('person', 'p')}"
    ):
        rows += [(f"c{course} {word[:4]}", person) for word in set(name_key(name).split()) if len(word) > 1]
        if len(rows) > 20_000:
            tx.connection.exec_driver_sql("INSERT INTO block VALUES (?, ?)", rows)
            rows = []
    if rows:
        tx.connection.exec_driver_sql("INSERT INTO block VALUES (?, ?)", rows)


def _keys(profile: Profile) -> Iterator[str]:
    for phone in profile.phones:
        yield f"t{phone}"
    if profile.number:
        yield f"i{profile.number}"
    if profile.email:
        yield f"e{profile.email}"
    years = range(profile.born[0], profile.born[1] + 2) if profile.born else ()
    for name in profile.names:
        words = sorted(name.split())
        yield f"n{name}"
        yield f"s{' '.join(words)}"
        for year in years:
            yield f"y{year} {' '.join(words)}"
            if profile.place:
                yield from (f"p{year} {profile.place} {word[:4]}" for word in words if len(word) > 1)
        if profile.birth_date:
            yield from (f"b{profile.birth_date} {word[:3]}" for word in words)
        if not years and profile.place:
            yield from (f"p {profile.place} {word[:5]}" for word in words if len(word) > 2)


def _pairs(tx: Transaction) -> Iterator[tuple[str, str]]:
    """The pairs that share a key with not too many others, the smaller id first."""
    for row in tx.connection.exec_driver_sql(
        "SELECT DISTINCT a.id, b.id FROM (SELECT key FROM block GROUP BY key HAVING count(*) BETWEEN 2 AND ?) k "
        "JOIN block a ON a.key = k.key JOIN block b ON b.key = k.key AND b.id > a.id",
        (BIGGEST_BLOCK,),
    ):
        yield row[0], row[1]


def _common_names(tx: Transaction) -> dict[str, int]:
    """How many records have a name, for the names that more than two have."""
    rows = tx.connection.exec_driver_sql(
        "SELECT substr(key, 2), count(*) FROM block WHERE key >= 'n' AND key < 'o' GROUP BY key HAVING count(*) > 2"
    )
    return {row[0]: row[1] for row in rows}


def _chunks(pairs: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    chunk: list[tuple[str, str]] = []
    for pair in pairs:
        chunk.append(pair)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _profiles(tx: Transaction, table: str, ids: Iterable[str]) -> dict[str, Profile]:
    wanted = tuple(ids)
    found: dict[str, Profile] = {}
    for start in range(0, len(wanted), 2 * _CHUNK):
        part = wanted[start : start + 2 * _CHUNK]
        query = f"{_QUERIES[table]} AND id IN ({','.join('?' * len(part))})"
        for row in tx.connection.exec_driver_sql(query, part):
            profile = _profile(tuple(row))
            found[profile.id] = profile
    return {record: found[record] for record in wanted if record in found}


def _profile(row: Sequence[Any]) -> Profile:
    record, name, latin, phones, number, email, born, year, age, age_on, sex, relative, place = row
    birth_date = date.fromisoformat(born) if born else None
    years = birth_years(birth_date, year, age, date.fromisoformat(age_on) if age_on else None)
    names = dict.fromkeys(key for key in (name_key(name), name_key(latin)) if key)
    return Profile(
        record, name or latin or "", tuple(names), phone_keys(phones), number_key(number),
        (email or "").strip().casefold(), birth_date, years, sex or "", fold(relative), place or "",
    )  # fmt: skip
