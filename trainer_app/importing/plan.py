"""What an import of a participant list does, row by row: the plan that a person looks at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from trainer_app.importing.courses import CoursePlan
from trainer_app.importing.matching import Candidate
from trainer_app.importing.values import CellNote
from trainer_app.lists.reading import Question, Reading, Skipped

NEW_PERSON = "new"
SAME_AS_ROW = "row"
VERDICTS = ("new", "changed", "same", "held", "refused")


@dataclass(frozen=True)
class Options:
    """How a list is taken.

    course_id: everybody goes into this course. product: code of what was taught where the list does not tell.
    likely: what is done with a row that is likely somebody known: hold it, take it as new, or as the same.
    decisions: person id, "new", or "row" for the person of the earlier row that is like it, for a row by (sheet,
    row); they go before `likely`.
    all_or_nothing: nothing is taken while a row is held or refused.
    corrected: the cells (sheet, "D4") that a person corrected: they are taken also where the row came in before.
    """

    course_id: str | None = None
    product: str | None = None
    likely: Literal["hold", "new", "same"] = "hold"
    decisions: Mapping[tuple[str, int], str] = field(default_factory=dict)
    all_or_nothing: bool = False
    corrected: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Difference:
    """A value that the list changes, or (`taken` False) that stays although the list says otherwise."""

    field: str  # person.phones
    cell: str
    before: Any
    after: Any
    taken: bool = True


@dataclass(frozen=True)
class RowPlan:
    """What becomes of one row: verdict (one of VERDICTS) and why; the known person it is, or might be."""

    sheet: str
    row: int
    name: str
    verdict: str
    reason: str = ""
    person_id: str | None = None
    candidates: tuple[Candidate, ...] = ()
    courses: tuple[str, ...] = ()  # their codes
    differences: tuple[Difference, ...] = ()
    like_row: int | None = None  # the earlier row of the list that it may repeat


@dataclass(frozen=True)
class Ledger:
    """The rows of one sheet: read = new + changed + same + held + refused."""

    sheet: str
    read: int
    new: int
    changed: int
    same: int
    held: int
    refused: int

    @property
    def adds_up(self) -> bool:
        return self.read == self.new + self.changed + self.same + self.held + self.refused


@dataclass(frozen=True)
class Plan:
    """What an import does. `notes` are cells to look at, `skipped` rows that are nobody's, `questions` still open."""

    file: str
    rows: tuple[RowPlan, ...]
    courses: tuple[CoursePlan, ...]
    notes: tuple[CellNote, ...]
    ledgers: tuple[Ledger, ...]
    skipped: tuple[Skipped, ...]
    questions: tuple[Question, ...]
    reading: Reading = field(repr=False)
    options: Options = field(repr=False)
