"""The list that an office signs: whose keys it confirms and which numbers are void, as of a moment.

It is a small file of text (JSON): the `body`, itself JSON, with the office's public key and its signature. `verify`
and the page that checks certificates read it; neither needs a network or the office's database.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from db.database import Transaction
from db.models import Replica
from trainer_app import keys, settings
from trainer_app.certificates.statement import Forged, Newer, UnknownKey
from trainer_app.errors import UserError
from trainer_app.file_names import called
from trainer_app.formats import date_text
from trainer_app.keys import KnownKey
from trainer_app.saving import replacing
from trainer_app.texts import _

VERSION = 1
SUFFIX = ".trust.json"
MOST_BYTES = 32 * 1024 * 1024

_KIND = "trainer-app trust list"
_SIGNED = b"trust list:"
_META = "trust list "


class NotAList(Exception):
    """The text is no list of an office, or a part of it is missing."""


@dataclass(frozen=True)
class ListedKey:
    """A public key (base64) that the office confirms as that of `name`; ISO dates or "".

    `by` and `proof` stand with a key of the office itself: its earlier key that confirmed this one, and the signature.
    """

    public: str
    replica: str
    name: str
    made_on: str = ""
    retired_on: str = ""
    by: str = ""
    proof: str = ""


@dataclass(frozen=True)
class TrustList:
    """What an office says: `made` is an ISO moment in UTC, `void` has the day (ISO) by number."""

    office: str
    replica: str
    made: str
    keys: tuple[ListedKey, ...] = ()
    void: Mapping[str, str] = field(default_factory=dict)

    @property
    def as_of(self) -> date:
        """The day on which it was made."""
        return datetime.fromisoformat(self.made).date()

    def known_keys(self) -> Iterable[KnownKey]:
        """The keys as `keys.known` gives them, confirmed by this office."""
        for one in self.keys:
            own = one.replica == self.replica
            yield KnownKey(
                "", base64.b64decode(one.public), one.replica, self.office if own else one.name, True,
                "" if own else self.office, _day(one.made_on), _day(one.retired_on), own,
            )  # fmt: skip


def compose(tx: Transaction, now: datetime | None = None) -> TrustList:
    """What this database says: its own keys and those that it confirmed, and every number of its register that is
    void; not one that another, valid certificate holds too. A database without a key gets one."""
    keys.own(tx)
    own = tx.get(Replica, tx.database.replica)
    office = settings.get(tx, "office_name") or own.name or tx.database.code
    chain, confirmed = keys.chain(tx), keys.confirmed_here(tx)
    listed = [
        ListedKey(
            _text(key.public), key.replica, key.name, _iso(key.made_on), _iso(key.retired_on),
            *map(_text, chain.get(key.public, (b"", b""))),
        )
        for key in keys.known(tx)
        if key.replica == own.id or key.id in confirmed
    ]  # fmt: skip
    void, valid = {}, set()
    for row in tx.rows("SELECT number, voided_on FROM certificate WHERE number IS NOT NULL AND NOT deleted"):
        if row[1] is None:
            valid.add(row[0])
        else:
            void[str(row[0])] = str(row[1])
    kept = {number: day for number, day in sorted(void.items()) if number not in valid}
    made = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    return TrustList(office, own.id, made, tuple(listed), kept)


def signed(tx: Transaction, composed: TrustList) -> str:
    """The text of the list's file, signed with this database's key."""
    key = keys.own(tx)
    facts = {"version": VERSION, **asdict(composed)}
    body = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return json.dumps(
        {
            "kind": _KIND, "version": VERSION, "key": _text(key.public),
            "signature": _text(key.sign(_SIGNED + body.encode())), "body": body,
        },
        ensure_ascii=False,
    )  # fmt: skip


def write(tx: Transaction, path: Path) -> TrustList:
    """Write this database's list as of now. Raises UserError where that is not possible."""
    found = compose(tx)
    with replacing(path) as partial:
        partial.write_text(signed(tx, found), "utf-8")
    return found


def opened(text: str, known: Iterable[KnownKey]) -> TrustList:
    """The list of a file's text, if the one of these keys that is the office's own, or one that follows it, signed it.

    Raises NotAList, statement.Newer, statement.UnknownKey or statement.Forged.
    """
    try:
        outside = json.loads(text)
        if outside["kind"] != _KIND:
            raise NotAList
        if outside["version"] > VERSION:
            raise Newer
        body, by = str(outside["body"]), base64.b64decode(outside["key"], validate=True)
        signature = base64.b64decode(outside["signature"], validate=True)
        facts = json.loads(body)
        found = _built(facts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise NotAList from error
    if not keys.is_signed(by, signature, _SIGNED + body.encode()):
        raise Forged
    if by not in _office_keys(found, {key.public for key in known if key.replica == found.replica}):
        raise UnknownKey
    return found


def take(tx: Transaction, path: Path) -> TrustList:
    """Read an office's list and keep it for `verify`, the newest of each office. Raises UserError.

    The office's key must be known here: from a workbook of theirs.
    """
    known = [
        key
        for key in keys.known(tx)
        if key.first and (key.office or key.vouched_by or key.replica == tx.database.replica)
    ]
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NotAList
        text = path.read_text("utf-8")
        found = opened(text, known)
    except FileNotFoundError as error:
        raise UserError(_("{file} is not there. Choose it again.").format(file=called(path))) from error
    except Newer as error:
        raise UserError(
            _("{file} was made by a newer version of this application. Update it, then load the list again.").format(
                file=called(path)
            )
        ) from error
    except UnknownKey as error:
        raise UserError(
            _(
                "{file} is signed with a key that is not known here as an office's. It was not taken. Merge a workbook "
                "of that office first."
            ).format(file=called(path))
        ) from error
    except Forged as error:
        raise UserError(
            _("{file} was changed after it was signed. It was not taken. Ask the office for it again.").format(
                file=called(path)
            )
        ) from error
    except (NotAList, OSError, UnicodeDecodeError) as error:
        raise UserError(
            _("{file} is not an office's list of void numbers, or a part of it is missing.").format(file=called(path))
        ) from error
    newer = [one for one in taken(tx) if one.replica == found.replica and one.made >= found.made]
    if not newer:
        tx.connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_META + found.replica, text))
    return newer[0] if newer else found


def taken(tx: Transaction) -> list[TrustList]:
    """The newest list of each office that was taken here; they were checked when they came."""
    rows = tx.rows("SELECT value FROM meta WHERE key >= :head AND key < :end", {"head": _META, "end": _META + "~"})
    return [_kept(row[0]) for row in rows]


def void_since(lists: Iterable[TrustList], number: str) -> tuple[TrustList, date] | None:
    """The list that has a number as void, and the day since when."""
    for one in lists:
        day = _day(one.void.get(number, ""))
        if day is not None:
            return one, day
    return None


def void_sentence(number: str, found: tuple[TrustList, date]) -> str:
    """What is said of a number that a list has as void."""
    one, day = found
    return _("{number} is void since {voided}, says {office} in its list of {day}. Do not accept it.").format(
        number=number, voided=date_text(day), office=one.office, day=date_text(one.as_of)
    )


def _office_keys(found: TrustList, trusted: set[bytes]) -> set[bytes]:
    """The trusted keys, with those of the office that follow one of them."""
    trusted, before = set(trusted), -1
    while len(trusted) != before:
        before = len(trusted)
        for one in found.keys:
            public, by = base64.b64decode(one.public), base64.b64decode(one.by)
            if one.replica == found.replica and by in trusted:
                statement = keys.succession(one.replica, public)
                if keys.is_signed(by, base64.b64decode(one.proof), statement):
                    trusted.add(public)
    return trusted


@lru_cache(8)
def _kept(text: str) -> TrustList:
    return _built(json.loads(json.loads(text)["body"]))


def _built(facts: Any) -> TrustList:
    """The list of its facts, every one checked. Raises ValueError, KeyError, TypeError, or Newer."""
    if facts["version"] > VERSION:
        raise Newer
    listed = tuple(ListedKey(**one) for one in facts["keys"])
    for one in listed:
        for text in asdict(one).values():
            if not isinstance(text, str):
                raise TypeError
        for text in (one.public, one.by, one.proof):
            base64.b64decode(text, validate=True)
        _day(one.made_on), _day(one.retired_on)
    void = {str(number): str(day) for number, day in dict(facts["void"]).items()}
    for day in void.values():
        date.fromisoformat(day)
    found = TrustList(str(facts["office"]), str(facts["replica"]), str(facts["made"]), listed, void)
    if datetime.fromisoformat(found.made).tzinfo is None:
        raise ValueError(found.made)
    return found


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
