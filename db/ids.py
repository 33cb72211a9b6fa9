"""Record ids: UUIDv7 where a record is born, derived where nature gives a key."""

import secrets

import uuid_utils

_CODE_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_CODE_LENGTH = 7  # 35 random bits: a country's thousand databases do not share one

_NAMESPACE = uuid_utils.UUID("6f0a3f52-64c9-5d0e-9a53-0f2b1c9d8e71")


def new_id() -> str:
    """A new UUIDv7 as text: two laptops that never met cannot make the same one."""
    return str(uuid_utils.uuid7())


def derived_id(*parts: str) -> str:
    """The same id for the same parts on every replica, for records that have a natural key.

    Attendance is one enrolment in one session: two laptops that mark it mean the same record.
    """
    return str(uuid_utils.uuid5(_NAMESPACE, "\x1f".join(parts)))


def new_replica() -> str:
    """The id of a new replica."""
    return secrets.token_hex(8)


def new_code() -> str:
    """The code that a new replica puts into certificate numbers."""
    return "".join(secrets.choice(_CODE_SIGNS) for _ in range(_CODE_LENGTH))
