"""The private key of this database: made, kept with a passphrase if wanted, unlocked for as long as the program runs.

It stands in the database's own file (meta), beside the journal, and never travels: `replica:key` in base64, or with a
passphrase `replica:public:salt:nonce:encrypted`, by scrypt and AES-256-GCM.
"""

import base64
import os
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from db.database import Transaction
from trainer_app.errors import UserError
from trainer_app.texts import _

PASSPHRASE_VARIABLE = "TRAINER_APP_PASSPHRASE"
"""Environment variable of the key's passphrase, for scripts: arguments stand in the list of processes."""

SHORTEST = 8
"""Characters of a passphrase: shorter ones are found by trying."""

_META = "key"
_unlocked: dict[bytes, Ed25519PrivateKey] = {}  # by public key


class KeyLocked(UserError):
    """The key is needed and its passphrase was not given yet."""


@dataclass(frozen=True)
class State:
    """How the key is kept: whether it is there, has a passphrase, and still waits for it."""

    made: bool
    guarded: bool
    locked: bool


def private_key(tx: Transaction, *, fresh: bool = False) -> Ed25519PrivateKey:
    """The private key, made now if there is none, or another in its place (`fresh`). Raises KeyLocked."""
    stored = [] if fresh else _stored(tx)
    if not stored:  # none yet, or that of the database that this one was copied from
        private = Ed25519PrivateKey.generate()
        _keep(tx, _text(private.private_bytes_raw()))
        return private
    if len(stored) == 1:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(stored[0]))
    public = base64.b64decode(stored[0])
    if public not in _unlocked and os.environ.get(PASSPHRASE_VARIABLE):
        unlock(tx, os.environ[PASSPHRASE_VARIABLE])
    if public not in _unlocked:
        raise KeyLocked(
            _(
                "The key that this database signs with is locked. Nothing was written. Unlock it in Settings, Proof, "
                "or give its passphrase in {variable}."
            ).format(variable=PASSPHRASE_VARIABLE)
        )
    return _unlocked[public]


def state(tx: Transaction) -> State:
    """How the key of this database is kept."""
    stored = _stored(tx)
    guarded = len(stored) > 1
    return State(bool(stored), guarded, guarded and base64.b64decode(stored[0]) not in _unlocked)


def unlock(tx: Transaction, passphrase: str) -> None:
    """Have the key ready until the program ends. Raises UserError for a wrong passphrase."""
    stored = _stored(tx)
    if len(stored) <= 1:
        return
    public, salt, nonce, sealed = (base64.b64decode(part) for part in stored)
    try:
        raw = AESGCM(_stretched(passphrase, salt)).decrypt(nonce, sealed, public)
    except InvalidTag as error:
        raise UserError(_("This is not the passphrase of the key. Type it again.")) from error
    _unlocked[public] = Ed25519PrivateKey.from_private_bytes(raw)


def lock(tx: Transaction) -> None:
    """Forget the unlocked key: its passphrase is asked for again."""
    stored = _stored(tx)
    if len(stored) > 1:
        _unlocked.pop(base64.b64decode(stored[0]), None)


def guard(tx: Transaction, passphrase: str) -> None:
    """Keep the key with this passphrase from now on, or with "" without one; it stays unlocked.

    Backups that were made before still have it as it was. Raises UserError for a short one, KeyLocked while locked.
    """
    private = private_key(tx)
    raw, public = private.private_bytes_raw(), private.public_key().public_bytes_raw()
    tx.connection.exec_driver_sql("PRAGMA secure_delete = ON")  # no trace of the bare key in free space of the file
    if not passphrase:
        _keep(tx, _text(raw))
        return
    if len(passphrase) < SHORTEST:
        raise UserError(
            _("A passphrase has at least {n} characters: take three or four words. Nothing was changed.").format(
                n=SHORTEST
            )
        )
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_stretched(passphrase, salt)).encrypt(nonce, raw, public)
    _keep(tx, *map(_text, (public, salt, nonce, sealed)))
    _unlocked[public] = private


def _stored(tx: Transaction) -> list[str]:
    """The parts that are kept of the key; none where it is another database's."""
    rows = tx.rows("SELECT value FROM meta WHERE key = :key", {"key": _META})
    replica, _colon, text = str(rows[0][0]).partition(":") if rows else ("", "", "")
    return text.split(":") if replica == tx.database.replica else []


def _keep(tx: Transaction, *parts: str) -> None:
    value = ":".join((tx.database.replica, *parts))
    tx.connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_META, value))


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.strip().encode())


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
