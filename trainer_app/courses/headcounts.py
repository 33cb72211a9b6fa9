"""Totals without names: what a course or a partner's report tells of people whom nobody listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import col

from db.database import Transaction
from db.models import Headcount
from trainer_app.errors import UserError
from trainer_app.texts import _

PARTS = ("women", "men", "other", "unknown")
"""The counts that add up to everyone; youth and disability are counted among these."""
MOST = 1_000_000
"""People of one count; more is a slip of the finger."""


@dataclass(frozen=True)
class Sums:
    """Sums over a course's headcounts; None where no headcount says anything."""

    women: int | None
    men: int | None
    other: int | None
    unknown: int | None
    youth: int | None
    disability: int | None

    @property
    def everyone(self) -> int | None:
        """All people; None where nothing is known."""
        return _sum(self.women, self.men, self.other, self.unknown)


def problems(values: Mapping[str, Any]) -> list[str]:
    """What cannot be in these totals, in sentences."""
    counts = {name: values.get(name) for name in (*PARTS, "youth", "disability")}
    found = [
        _("{number} people cannot be. Type 0 or more, or leave it blank if it is not known.").format(number=number)
        for number in counts.values()
        if number is not None and number < 0
    ]
    found += [
        _("{number} people are more than one course can have had, {most} at most. Correct the number.").format(
            number=number, most=MOST
        )
        for number in counts.values()
        if number is not None and number > MOST
    ]
    everyone = _sum(*(counts[name] for name in PARTS))
    for number, sentence in (
        (counts["youth"], _("{number} young people among {everyone} in all cannot be. Correct one of the two.")),
        (counts["disability"], _("{number} people with a disability among {everyone} in all cannot be. Correct one.")),
    ):
        if number is not None and everyone is not None and number > everyone:
            found.append(sentence.format(number=number, everyone=everyone))
    if everyone is None and not found and any(number is not None for number in counts.values()):
        found.append(_("The total is missing: say how many women and men, or how many people of unknown sex."))
    return found


def find(tx: Transaction, course_id: str) -> list[Headcount]:
    """The headcounts of a course, by label."""
    return tx.find(Headcount, col(Headcount.course_id) == course_id, order_by=(Headcount.label, Headcount.id))


def save(tx: Transaction, course_id: str, headcount: Headcount | None = None, **values: Any) -> Headcount:
    """Save a new headcount, or values of one. Raises UserError for totals that cannot be."""
    known = {name: getattr(headcount, name) for name in (*PARTS, "youth", "disability")} if headcount else {}
    found = problems({**known, **values})
    if found:
        raise UserError("\n".join(found))
    if headcount is None:
        return tx.add(Headcount(course_id=course_id, **values))
    tx.update(headcount, **values)
    return headcount


def sums(tx: Transaction, course_id: str) -> Sums:
    """The sums of a course."""
    rows = find(tx, course_id)
    return Sums(*(_sum(*(getattr(row, name) for row in rows)) for name in (*PARTS, "youth", "disability")))


def _sum(*counts: int | None) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
