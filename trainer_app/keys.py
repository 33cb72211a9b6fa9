"""The keys that databases sign with: Ed25519, the private one in the database's own file, the public ones known to all.

Each replica makes a key when it first signs something. Its public key is a record that travels; an office vouches for
the keys of its trainers by signing them.
"""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlmodel import col

from db.database import Transaction
from db.ids import derived_id
from db.models import Replica, SigningKey

_META = "key"


@dataclass(frozen=True)
class OwnKey:
    """This database's key: the id of its record, the public key (32 raw bytes) and what signs with the private one."""

    id: str
    public: bytes
    sign: Callable[[bytes], bytes]


@dataclass(frozen=True)
class KnownKey:
    """A public key (32 raw bytes) with the name of the database that it says it is of.

    `first`: no other key of that database came here before; a later one may be somebody else's. `vouched_by` is the
    name of the database that signed it, or "".
    """

    id: str
    public: bytes
    replica: str
    name: str
    first: bool
    vouched_by: str
    made_on: date | None


def own(tx: Transaction) -> OwnKey:
    """The key of this database, made now if it has none. The private part is only in the file of the database."""
    rows = tx.rows("SELECT value FROM meta WHERE key = :key", {"key": _META})
    replica, _colon, text = str(rows[0][0]).partition(":") if rows else ("", "", "")
    if replica != tx.database.replica:  # none yet, or that of the database that this one was copied from
        private = Ed25519PrivateKey.generate()
        text = base64.b64encode(private.private_bytes_raw()).decode()
        tx.connection.exec_driver_sql(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", (_META, f"{tx.database.replica}:{text}")
        )
    private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(text))
    public = private.public_key().public_bytes_raw()
    record = _id(tx.database.replica, base64.b64encode(public).decode())
    if not tx.find(SigningKey, col(SigningKey.id) == record, deleted=True):
        tx.add(
            SigningKey(
                id=record, replica_id=tx.database.replica, public_key=base64.b64encode(public).decode(),
                made_on=datetime.now(UTC).date(),
            )
        )  # fmt: skip
    return OwnKey(record, public, private.sign)


def known(tx: Transaction) -> list[KnownKey]:
    """All public keys that this database knows, retired ones too: what they signed stays signed."""
    names = {replica.id: replica.name or replica.code or "" for replica in tx.find(Replica, deleted=True)}
    records = {record.id: record for record in tx.find(SigningKey, deleted=True)}
    found: list[KnownKey] = []
    # As each was made: a later change of a key's record, or of its deletion, is nobody's key.
    query = "SELECT fields FROM change WHERE kind = 'create' AND record_id IN (SELECT id FROM signing_key) ORDER BY seq"
    for (text,) in tx.rows(query):
        made = json.loads(text)
        replica, key = made.get("replica_id"), made.get("public_key")
        record, public = records.get(_id(replica, key)) if replica and key else None, _raw(key)
        if record is None or public is None or any(other.id == record.id for other in found):
            continue
        first = all(other.replica != replica for other in found)
        office = _voucher(record, records, public)
        name, by = names.get(replica, ""), names.get(office.replica_id or "", "") if office else ""
        found.append(KnownKey(record.id, public, replica, name, first, by, record.made_on))
    return found


def vouch(tx: Transaction, key_id: str) -> None:
    """Sign another database's public key with this one's: who trusts this office then trusts that key."""
    record = tx.get(SigningKey, key_id)
    key = own(tx)
    public = _raw(record.public_key)
    if public is not None:
        signature = base64.b64encode(key.sign(_statement(record, public))).decode()
        tx.update(record, countersigned_by=key.id, countersignature=signature)


def is_signed(public: bytes, signature: bytes, content: bytes) -> bool:
    """Whether the signature of the content was made with the private key that belongs to this public one."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _id(replica: str, public_key: str) -> str:
    """The id of a key's record follows from what it says, so that nobody's record can be made to say another key."""
    return derived_id("signing_key", replica, public_key)


def _voucher(record: SigningKey, records: dict[str, SigningKey], public: bytes) -> SigningKey | None:
    """The key that vouches for one, if it really does."""
    office = records.get(record.countersigned_by or "")
    by, signature = _raw(office.public_key if office else None), _raw(record.countersignature)
    if office is None or office.id != _id(office.replica_id or "", office.public_key or ""):
        return None
    return office if by and signature and is_signed(by, signature, _statement(record, public)) else None


def _statement(record: SigningKey, public: bytes) -> bytes:
    """What an office signs to vouch for a key: that it belongs to this replica."""
    return b"key:" + (record.replica_id or "").encode() + b":" + public


def _raw(text: str | None) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True) if text else None
    except binascii.Error:
        return None
