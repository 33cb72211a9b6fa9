"""Finding anything by what a person types of it, in any script, without case or accents."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.database import Transaction
from trainer_app import name_index
from trainer_app.formats import date_text, fold, plain_digits
from trainer_app.joined import standing
from trainer_app.texts import _

_MARKED = frozenset("acdeghilnorstuyz")
"""Latin letters that many spellings put accents on; a pattern leaves them open."""
_VARIED = frozenset("یکهاو\u0e4d\u0e32\u0ecd\u0eb2")
"""Letters without case that folding makes of others: forms of Arabic letters, parts of the Thai and Lao vowel am."""


@dataclass(frozen=True)
class Hit:
    """Something found. `table` and `id` open it; title and detail are what a person reads."""

    table: str
    id: str
    title: str
    detail: str


@dataclass(frozen=True)
class _Source:
    """Where to look: the columns searched by words, those compared from their start, and what is shown."""

    table: str
    words: tuple[str, ...]
    starts: tuple[str, ...]
    shown: str
    where: str = "NOT t.deleted"


_SOURCES = (
    _Source(
        "course", ("title", "venue"), ("code",),
        "SELECT t.id, COALESCE(t.code, t.title), t.title, t.starts, p.name FROM course t "
        "LEFT JOIN place p ON p.id = t.place_id",
    ),
    _Source(
        "person", (), (),
        "SELECT t.id, COALESCE(t.full_name, t.latin_name), t.latin_name, t.birth_date, t.birth_year, p.name, t.phones, "
        "t.is_trainer FROM person t LEFT JOIN place p ON p.id = t.place_id",
        f"NOT t.deleted AND {standing('person', 't')} AND t.erased_on IS NULL",
    ),
    _Source(
        "enterprise", (), (),
        "SELECT t.id, t.name, t.owner_name, t.sector, p.name FROM enterprise t LEFT JOIN place p ON p.id = t.place_id",
        f"NOT t.deleted AND {standing('enterprise', 't')}",
    ),
    _Source(
        "certificate", (), ("number",),
        "SELECT t.id, t.number, t.name_printed, t.issued_on, t.voided_on FROM certificate t",
    ),
    _Source(
        "organisation", ("name", "acronym"), (),
        "SELECT t.id, t.name, t.acronym, t.country FROM organisation t",
        f"NOT t.deleted AND {standing('organisation', 't')}",
    ),
)  # fmt: skip


def search(tx: Transaction, text: str, limit: int = 8) -> list[Hit]:
    """What matches the text: courses, persons, enterprises, certificates and organisations, `limit` of each at most.

    All words must occur, each at the start of a word or inside one; who begins with the text comes first. Codes and
    certificate numbers are compared from their start, phones by their digits (from 5 on).
    """
    wanted = fold(text)
    if not wanted:
        return []
    _register(tx)
    hits: list[Hit] = []
    for source in _SOURCES:
        if source.table in ("person", "enterprise"):
            ids = name_index.named(tx, source.table, wanted, limit)
            if len(ids) < limit and (digits := _phone_digits(text)):
                ids += [one for one in name_index.with_digits(tx, source.table, digits, limit) if one not in ids]
        else:
            ids = _matching(tx, source, text.strip(), wanted, limit)
        hits += _hits(tx, source, ids[:limit])
    return hits


def persons_named(tx: Transaction, name: str, limit: int = 50) -> list[str]:
    """The ids of persons whose name, in either script, has all the words typed; those that begin so first."""
    return name_index.named(tx, "person", fold(name), limit)


def with_phone(tx: Transaction, text: str, limit: int = 50) -> list[str]:
    """The ids of persons with a phone that holds the digits typed; none for fewer than five digits."""
    digits = _phone_digits(text)
    return name_index.with_digits(tx, "person", digits, limit) if digits else []


def _phone_digits(text: str) -> str:
    """The last eight digits of what looks like a phone, which leave out country codes and zeros; "" for other text."""
    digits = "".join(sign for sign in plain_digits(text) if sign.isdigit())
    return digits[-8:] if len(digits) >= 5 and not any(sign.isalpha() for sign in text) else ""


def _matching(tx: Transaction, source: _Source, typed: str, wanted: str, limit: int) -> list[str]:
    found: dict[str, None] = {}

    def take(condition: str, parameters: dict[str, Any]) -> None:
        if len(found) < limit:
            query = f"SELECT t.id FROM {source.table} t WHERE {condition} AND {source.where} LIMIT :limit"
            for row in tx.rows(query, {**parameters, "limit": limit}):
                found[row[0]] = None

    for column in source.starts:
        for start in dict.fromkeys((typed, typed.upper())):
            bounds = {"start": start, "end": start + "\U0010ffff"}
            take(f"t.{column} >= :start AND t.{column} < :end", bounds)
        if any(sign.isdigit() for sign in wanted):  # the last figures of a number are what people remember
            take(f"t.{column} LIKE :part ESCAPE '\\'", {"part": f"%{_escaped(typed)}%"})
    for column in source.words:
        for start in dict.fromkeys((typed, typed.title(), typed.capitalize())):
            take(f"t.{column} >= :start AND t.{column} < :end", {"start": start, "end": start + "\U0010ffff"})
    for column in source.words:
        words = wanted.split()
        loose = {f"loose{number}": f"%{_loose(word)}%" for number, word in enumerate(words)}
        exact = {f"exact{number}": f"%{word}%" for number, word in enumerate(words)}
        conditions = [f"t.{column} LIKE :{name}" for name in loose]
        conditions += [f"folded(t.{column}) LIKE :{name}" for name in exact]
        take(" AND ".join(conditions), loose | exact)
    return list(found)[:limit]


def _loose(word: str) -> str:
    """A LIKE pattern that every spelling of the folded word fits, so that few names must be folded to compare."""
    pattern = []
    for sign in word:
        if sign.isascii():
            pattern.append("_" if sign in _MARKED else "%" if sign.isdigit() else sign)
        elif unicodedata.category(sign) in ("Lo", "Mn", "Mc") and sign not in _VARIED:
            pattern.append(f"{sign}%")  # marks and joiners that folding drops may follow
        else:
            pattern.append("%")
    return "".join(pattern) if any(sign not in "_%" for sign in pattern) else "%"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _register(tx: Transaction) -> None:
    """Make folding known to SQLite on this connection."""
    connection: Any = tx.connection.connection.driver_connection
    connection.create_function("folded", 1, fold, deterministic=True)


def _hits(tx: Transaction, source: _Source, ids: Sequence[str]) -> list[Hit]:
    found = []
    for record_id in ids:
        for row in tx.rows(f"{source.shown} WHERE t.id = :id AND {source.where}", {"id": record_id}):
            title = str(row[1] or _("(no name)"))
            found.append(Hit(source.table, record_id, title, _DETAILS[source.table](title, row)))
    return found


def _parts(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)


def _day(text: str | None) -> str:
    return date_text(date.fromisoformat(text)) if text else ""


_DETAILS: dict[str, Any] = {
    "course": lambda title, row: _parts(row[2] if row[2] != title else "", _day(row[3]), row[4]),
    "person": lambda title, row: _parts(
        row[2] if row[2] != title else "", _day(row[3]) or row[4], row[5], row[6], _("trainer") if row[7] else ""
    ),
    "enterprise": lambda _title, row: _parts(*row[2:5]),
    "certificate": lambda _title, row: _parts(row[2], _day(row[3]), _("void") if row[4] else ""),
    "organisation": lambda _title, row: _parts(row[2], row[3]),
}
