"""Record ids: UUIDv7 where a record is born, derived where nature gives a key."""

import uuid

import uuid_utils

_NAMESPACE = uuid.UUID("6f0a3f52-64c9-5d0e-9a53-0f2b1c9d8e71")


def new_id() -> str:
    """A new UUIDv7 as text: two laptops that never met cannot make the same one."""
    return str(uuid_utils.uuid7())


def derived_id(*parts: str) -> str:
    """The same id for the same parts on every replica, for records that have a natural key.

    Attendance is one enrolment in one session: two laptops that mark it mean the same record.
    """
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))
