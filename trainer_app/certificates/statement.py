"""The signed statement that a certificate carries as a QR code: what is certified of whom, and by whose key.

The code's text is `TC1:` and, in base 45 (RFC 9285, which QR codes hold in few modules), one byte of the version,
six of the key, sixty-four of the Ed25519 signature over all the rest, and the facts: a JSON list in UTF-8, deflated
with COMMON before it, which makes the code of a long name in a tall script a third smaller. It can be checked without
a network by whoever has the public keys.
"""

import hashlib
import json
import re
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, fields

import base45
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PREFIX = "TC1:"
VERSION = 2
"""Of the facts. Version 1 had no dates of the course, which are the last, and was not deflated; it is read for ever."""

COMMON = (
    '["GERME-IMESUN-SCORE-KAB-WED-SIYB-SYB-GYB-IYB-","attendance","tot","trainer","master_trainer","facilitator",'
    '"enterprise","completion","Know About Business","Generate Your Business Idea","Improve Your Business",'
    '"Start Your Business","2026-0-0","Ministry of Chamber of Commerce and Industry",'
    '" January February March April May June July August September October November December 2026"]'
)
"""What is likely to stand in the facts (a dictionary of RFC 1951's sliding window). Every code of version 2 stands on
it: to change it takes another version."""


LONGEST_TEXT = 120
"""Characters of one fact: the code must stay small enough to be read from a photograph of the paper."""

_KEY, _SIGNATURE = 6, 64
_MOST_BYTES = 1 << 16  # of the facts: a code cannot hold more in good faith


class NotACode(Exception):
    """The text is no statement of a certificate: another kind of code, or one that was cut off."""


class Newer(Exception):
    """The statement is of a version that this release does not know."""


class UnknownKey(Exception):
    """Nobody whose key is known here signed it."""


class Forged(Exception):
    """It says that a known key signed it, which is not so."""


@dataclass(frozen=True)
class Statement:
    """What is certified. `kind` is one of wording.KINDS, `issued_on` an ISO date, `issuer` the organisation's name.

    `dates` are the days of the course as they stand on the paper, in words.
    """

    number: str
    name: str
    kind: str
    product: str
    issued_on: str
    issuer: str
    dates: str = ""


def is_code(text: str) -> bool:
    """Whether a text is that of a certificate's code, of whatever version."""
    return re.match(r"TC[0-9]{1,4}:", text) is not None


def key_id(public_key: bytes) -> bytes:
    """The six bytes by which a code names the key (the 32 raw bytes of an Ed25519 public key) that signed it."""
    return hashlib.sha256(public_key).digest()[:_KEY]


def seal(statement: Statement, public_key: bytes, sign: Callable[[bytes], bytes]) -> str:
    """The text of the QR code; `sign` makes an Ed25519 signature with the key that belongs to the public one."""
    facts = [unicodedata.normalize("NFC", fact)[:LONGEST_TEXT] for fact in astuple(statement)]
    head = bytes([VERSION]) + key_id(public_key)
    body = _deflated(json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode())
    return PREFIX + base45.b45encode(head + sign(head + body) + body).decode()


def unseal(text: str, public_keys: Mapping[bytes, bytes]) -> tuple[Statement, bytes]:
    """The statement of a code's text, and the public key that signed it.

    `public_keys` has the raw keys by `key_id`. Raises NotACode, Newer, UnknownKey or Forged.
    """
    raw = _raw(text)
    head, signature, body = raw[: 1 + _KEY], raw[1 + _KEY : 1 + _KEY + _SIGNATURE], raw[1 + _KEY + _SIGNATURE :]
    public_key = public_keys.get(head[1:])
    if public_key is None:
        raise UnknownKey
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, head + body)
        facts = json.loads(body if raw[0] == 1 else _inflated(body))
    except (InvalidSignature, ValueError, zlib.error) as error:
        raise Forged from error
    if len(facts) != len(fields(Statement)) - (raw[0] == 1) or not all(type(fact) is str for fact in facts):
        raise Forged
    return Statement(*facts), public_key


def _deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=COMMON.encode())
    return packer.compress(body) + packer.flush()


def _inflated(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(-15, zdict=COMMON.encode())
    found = unpacker.decompress(body, _MOST_BYTES)
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("not one deflated block")
    return found


def _raw(text: str) -> bytes:
    if not text.startswith(PREFIX):
        raise Newer if is_code(text) and not text.startswith("TC0") else NotACode
    try:
        raw = base45.b45decode(text[len(PREFIX) :])
    except ValueError as error:
        raise NotACode from error
    if raw[:1] > bytes([VERSION]):
        raise Newer
    if len(raw) <= 1 + _KEY + _SIGNATURE or raw[0] < 1:
        raise NotACode
    return raw
