"""The keys that databases sign with: Ed25519, the public ones known to all, and who confirmed whose.

Each replica makes a key when it is made (own_key). Its public key is a record that travels; an office confirms the
keys of its trainers by signing them together with their names, and a key that takes another's place is confirmed by
that one.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlmodel import col

from db.database import Transaction
from db.ids import derived_id
from db.models import Replica, SigningKey
from trainer_app.errors import UserError
from trainer_app.own_key import private_key
from trainer_app.texts import _


@dataclass(frozen=True)
class OwnKey:
    """This database's key: the id of its record, the public key (32 raw bytes) and what signs with the private one."""

    id: str
    public: bytes
    sign: Callable[[bytes], bytes]


@dataclass(frozen=True)
class KnownKey:
    """A public key (32 raw bytes) with the name of the database that it says it is of.

    `first`: no other key of that database came here before, or that one confirmed this; a later one may be somebody
    else's. `vouched_by` is the name of the database that confirmed it, or "". `office`: it says that it is an
    office's. What was issued after `retired_on` was not signed by its owner.
    """

    id: str
    public: bytes
    replica: str
    name: str
    first: bool
    vouched_by: str
    made_on: date | None
    retired_on: date | None = None
    office: bool = False


def own(tx: Transaction) -> OwnKey:
    """The key of this database, made now if it has none. The private part is only in the file of the database.

    Raises own_key.KeyLocked while it waits for its passphrase.
    """
    private = private_key(tx)
    public = private.public_key().public_bytes_raw()
    text = base64.b64encode(public).decode()
    record = _id(tx.database.replica, text)
    if not tx.find(SigningKey, col(SigningKey.id) == record, deleted=True):
        tx.add(SigningKey(id=record, replica_id=tx.database.replica, public_key=text, made_on=datetime.now(UTC).date()))
    return OwnKey(record, public, private.sign)


def replace(tx: Transaction, *, lost: bool = False) -> OwnKey:
    """Sign with a new key from now on, kept without a passphrase; what the old one signed stays signed.

    The old key confirms the new one, so that whoever knows the one trusts the other. Not so where it was `lost`, that
    is, may be in other hands: then only an office can confirm the new one.
    """
    old = None if lost else own(tx)
    record = tx.get(SigningKey, old.id) if old else _present(tx)
    private_key(tx, fresh=True)
    new = own(tx)
    if record is not None:
        tx.update(record, retired_on=date.today())
    if old is not None:
        _sign(tx, tx.get(SigningKey, new.id), old)
    return new


def known(tx: Transaction) -> list[KnownKey]:
    """All public keys that this database knows, retired ones too: what they signed stays signed."""
    replicas = {replica.id: replica for replica in tx.find(Replica, deleted=True)}
    names = {replica.id: replica.name or replica.code or "" for replica in replicas.values()}
    offices = {replica.id for replica in replicas.values() if replica.kind == "office"}
    records = {record.id: record for record in tx.find(SigningKey, deleted=True)}
    found: list[KnownKey] = []
    # As each was made: a later change of a key's record, or of its deletion, is nobody's key.
    query = "SELECT fields FROM change WHERE kind = 'create' AND record_id IN (SELECT id FROM signing_key) ORDER BY seq"
    for (text,) in tx.rows(query):
        made = json.loads(text)
        replica, key = made.get("replica_id"), made.get("public_key")
        record, public = records.get(_id(replica, key)) if replica and key else None, raw(key)
        if record is None or public is None or any(other.id == record.id for other in found):
            continue
        voucher = _voucher(record, records, public, offices | {tx.database.replica})
        by = voucher.replica_id or "" if voucher else ""
        before = [other for other in found if other.replica == replica]
        follows = by == replica and any(other.first for other in before if voucher and other.id == voucher.id)
        confirmed = bool(by) and by != replica
        found.append(
            KnownKey(
                record.id, public, replica, (_confirmed_name(record) if confirmed else "") or names.get(replica, ""),
                not before or follows, names.get(by, "") if confirmed else "", record.made_on, record.retired_on,
                replica in offices,
            )
        )  # fmt: skip
    return found


def vouch(tx: Transaction, key_id: str) -> None:
    """Confirm another database's public key, in its present name, with this one's: who trusts this office then trusts
    that key. Raises UserError for this database's own."""
    record = tx.get(SigningKey, key_id)
    if record.replica_id == tx.database.replica:
        raise UserError(_("This is a key of this database. Another office has to confirm it."))
    _sign(tx, record, own(tx))


def unvouch(tx: Transaction, key_id: str) -> None:
    """Take a confirmation back: pages and lists made from now on do not have the key."""
    tx.update(tx.get(SigningKey, key_id), countersigned_by=None, countersignature=None)


def confirmed_here(tx: Transaction) -> set[str]:
    """The ids of the keys that this database confirmed."""
    records = {record.id: record for record in tx.find(SigningKey, deleted=True)}
    found = set()
    for record in records.values():
        public = raw(record.public_key)
        voucher = _voucher(record, records, public, {tx.database.replica}) if public else None
        if voucher is not None and record.replica_id != voucher.replica_id == tx.database.replica:
            found.add(record.id)
    return found


def chain(tx: Transaction) -> Mapping[bytes, tuple[bytes, bytes]]:
    """This database's own later keys (raw): the earlier one that confirmed each, with its signature of `succession`."""
    records = {record.id: record for record in tx.find(SigningKey, deleted=True)}
    found = {}
    for record in records.values():
        public, signature, _name = _parts(record)
        earlier = records.get(record.countersigned_by or "")
        by = raw(earlier.public_key) if earlier and earlier.replica_id == tx.database.replica else None
        if record.replica_id == tx.database.replica and public and by and signature:
            found[public] = (by, signature)
    return found


def is_signed(public: bytes, signature: bytes, content: bytes) -> bool:
    """Whether the signature of the content was made with the private key that belongs to this public one."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def succession(replica: str, public: bytes) -> bytes:
    """What a key signs of the one that takes its place: that it belongs to this replica."""
    return b"key:" + replica.encode() + b":" + public


def fingerprint(public: bytes) -> str:
    """A public key for people to compare over the telephone: eight groups of four."""
    text = hashlib.sha256(public).hexdigest()[:32].upper()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def raw(text: str | None) -> bytes | None:
    """The bytes of a key or signature as records have it; None for what is no base64."""
    try:
        return base64.b64decode(text, validate=True) if text else None
    except (binascii.Error, ValueError):
        return None


def _present(tx: Transaction) -> SigningKey | None:
    """The record of the newest of this database's own keys."""
    found = tx.find(SigningKey, col(SigningKey.replica_id) == tx.database.replica, deleted=True)
    valid = [one for one in found if one.retired_on is None]
    return max(valid, key=lambda one: one.made_on or date.min, default=None)


def _sign(tx: Transaction, record: SigningKey, by: OwnKey) -> None:
    """Confirm a key with this one: another's together with the name, one's own next without."""
    public = raw(record.public_key)
    if public is None:
        return
    own_next = record.replica_id == tx.database.replica
    replica = None if own_next else tx.find(Replica, col(Replica.id) == record.replica_id, deleted=True)
    name = " ".join((replica[0].name or "").split()) if replica else ""
    signature = base64.b64encode(by.sign(_statement(record, public, name))).decode()
    tx.update(record, countersigned_by=by.id, countersignature=f"{signature} {name}".strip())


def _id(replica: str, public_key: str) -> str:
    """The id of a key's record follows from what it says, so that nobody's record can be made to say another key."""
    return derived_id("signing_key", replica, public_key)


def _voucher(
    record: SigningKey, records: Mapping[str, SigningKey], public: bytes, trusted: set[str]
) -> SigningKey | None:
    """The key that confirms one, if it really does, and is an office's or an earlier one of the same database."""
    office = records.get(record.countersigned_by or "")
    _public, signature, name = _parts(record)
    if office is None or office.id != _id(office.replica_id or "", office.public_key or ""):
        return None
    if office.replica_id not in trusted | {record.replica_id} or office.id == record.id:
        return None
    by = raw(office.public_key)
    return office if by and signature and is_signed(by, signature, _statement(record, public, name)) else None


def _statement(record: SigningKey, public: bytes, name: str) -> bytes:
    """What an office signs of a key: whose it is, and in what name; earlier releases said no name."""
    if not name:
        return succession(record.replica_id or "", public)
    facts = [record.replica_id or "", base64.b64encode(public).decode(), name]
    return b"key2:" + json.dumps(facts, ensure_ascii=False).encode()


def _parts(record: SigningKey) -> tuple[bytes | None, bytes | None, str]:
    """The public key of a record, the signature that confirms it, and in what name."""
    signature, _blank, name = (record.countersignature or "").partition(" ")
    return raw(record.public_key), raw(signature), name


def _confirmed_name(record: SigningKey) -> str:
    return _parts(record)[2]
