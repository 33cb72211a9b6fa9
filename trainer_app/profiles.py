"""The records of a table in the form for comparing: persons, enterprises, organisations, and who sat in one course."""

from collections.abc import Iterable, Iterator, Sequence

from db.database import Transaction
from trainer_app.joined import standing
from trainer_app.linkage.profile import Profile, of_person

_CHUNK = 500
_SAME = {
    "full_name": "full_name", "latin_name": "latin_name", "phones": "phones", "national_id": "national_id",
    "email": "email", "birth_date": "birth_date", "birth_year": "birth_year", "age": "age", "age_on": "age_on",
    "sex": "sex", "father_name": "father_name", "place_id": "place_id", "address": "address",
    "is_trainer": "is_trainer",
}  # fmt: skip
_COLUMNS = {
    "person": _SAME,
    "enterprise": {"full_name": "name", "phones": "phones", "father_name": "owner_name", "place_id": "place_id",
                   "address": "address"},
    "organisation": {"full_name": "name", "latin_name": "acronym", "phones": "phones", "email": "email",
                     "place_id": "country"},
}  # fmt: skip
"""What is compared, by the name that it has for a person: the column of the table."""
_ONLY = {"person": " AND erased_on IS NULL"}


def read(
    tx: Transaction, table: str, where: str = "", parameters: Sequence[str] = (), *, joined: bool = False
) -> Iterator[Profile]:
    """The records of a table that stand, or joined ones too; where: a further condition, " AND is_trainer"."""
    columns = _COLUMNS[table]
    names = ", ".join(["id", *columns.values()])
    fields = ("id", *columns)
    those = "" if joined else f" AND {standing(table)}"
    query = f"SELECT {names} FROM {table} WHERE NOT deleted{those}{_ONLY.get(table, '')}{where}"
    for row in tx.connection.exec_driver_sql(query, tuple(parameters)):
        yield of_person(dict(zip(fields, row, strict=True)), row[0])


def profiles_of(tx: Transaction, table: str, ids: Iterable[str], *, joined: bool = False) -> dict[str, Profile]:
    """Those of these records that stand, or joined ones too, in this order."""
    wanted = tuple(ids)
    found: dict[str, Profile] = {}
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        where = f" AND id IN ({','.join('?' * len(part))})"
        found |= {one.id: one for one in read(tx, table, where, part, joined=joined)}
    return {record: found[record] for record in wanted if record in found}


def course_keys(tx: Transaction, profiles: Sequence[Profile]) -> Iterator[tuple[int, str]]:
    """Numbers of persons with further keys: a course and how a word of the name begins."""
    rows = tx.connection.exec_driver_sql(
        "SELECT DISTINCT e.course_id, COALESCE(j.root, e.person_id) FROM enrolment e "
        "LEFT JOIN joined j ON j.table_name = 'person' AND j.id = e.person_id "
        "WHERE NOT e.deleted AND e.person_id IS NOT NULL"
    )
    numbers: dict[str, int] = {}
    for course, person in rows:
        if not numbers:
            numbers = {profile.id: number for number, profile in enumerate(profiles)}
        number = numbers.get(person)
        if number is not None:
            names = profiles[number].names
            for begin in {word[:4] for name in names for word in name.split() if len(word) > 1}:
                yield number, f"c{course} {begin}"
