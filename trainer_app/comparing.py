"""Records of one table beside each other, field by field, as a person compares them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import col

from db.database import Transaction
from db.journal import columns, kinds, plain
from db.models import RECORDS, REFERENCES, Enrolment
from trainer_app.formats import fold
from trainer_app.history import Labels, field_label
from trainer_app.linkage.profile import phone_keys
from trainer_app.texts import _

_SILENT = ("id", "deleted", "merged_into", "erased_on")


@dataclass(frozen=True)
class Compared:
    """One field of all of them in words, "–" where it is blank; unlike: which say another thing than the first told.

    field: "" for their courses, which no field holds.
    """

    field: str
    label: str
    values: tuple[str, ...]
    unlike: tuple[bool, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether two know it, and not alike."""
        return any(self.unlike)


def compared(tx: Transaction, table: str, ids: Sequence[str], first: Mapping[str, Any] | None = None) -> list[Compared]:
    """What is known of any of these, in the order of the table's columns.

    first: values of one that is no record yet, by column, which stands before the others; its place is a text.
    """
    labels = Labels(tx)
    records = [tx.get(RECORDS[table], record_id) for record_id in ids]
    found = []
    for name in columns(table):
        values = [plain(getattr(record, name)) for record in records]
        known = [value for value in values if value is not None]
        told = first.get(name) if first is not None else None
        if name in _SILENT or not (known or told):
            continue
        texts = [labels.value(table, name, value) for value in values]
        if first is None:
            unlike = [value is not None and value != known[0] for value in values]
        else:
            as_text = name in REFERENCES or (kinds(table)[name] is date and not isinstance(told, date))
            texts.insert(0, str(told or "–") if as_text else labels.value(table, name, plain(told)))
            unlike = [told is not None and not _alike(name, texts[0], text) for text in texts]
        found.append(Compared(name, field_label(table, name), tuple(texts), tuple(unlike)))
    if table == "person":
        texts = [_courses(tx, labels, record.id) for record in records]
        found.append(Compared("", _("Courses"), tuple(texts if first is None else ("", *texts))))
    return found


def _alike(field: str, told: str, known: str) -> bool:
    """Whether what is known agrees with what was told, or does not contradict it."""
    if "–" in (told, known) or fold(told) == fold(known):
        return True
    return field == "phones" and not set(phone_keys(told)).isdisjoint(phone_keys(known))


def _courses(tx: Transaction, labels: Labels, person_id: str) -> str:
    seats = tx.find(Enrolment, col(Enrolment.person_id) == person_id)
    return ", ".join(dict.fromkeys(labels.record("course", one.course_id) for one in seats if one.course_id)) or "–"
