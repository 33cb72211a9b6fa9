"""What an import of a participant list does, row by row: the plan that a person looks at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from db.models import Course
from trainer_app.formats import fold
from trainer_app.importing.course_keys import CourseKey
from trainer_app.importing.matching import Candidate
from trainer_app.importing.values import CellNote
from trainer_app.lists.reading import Question, Reading, Skipped

NEW_PERSON = "new"
SAME_AS_ROW = "row"
VERDICTS = ("new", "changed", "same", "held", "refused")
NamedKey = tuple[str, str]
"""Table and folded name."""


@dataclass(frozen=True)
class Options:
    """How a list is taken.

    course_id: everybody goes into this course. product: code of what was taught where the list does not tell.
    likely: what is done with a row that is likely somebody known: hold it, take it as new, or as the same.
    decisions: person (or enterprise) id, "new", or "row" for the person of the earlier row that is like it, for a row
    by (sheet, row); named: id or "new" for who is named by courses. They go before `likely`.
    all_or_nothing: nothing is taken while a row is held or refused. answers: to questions of the plan, by their keys.
    corrected: the cells (sheet, "D4") that a person corrected: they are taken also where the row came in before.
    """

    course_id: str | None = None
    product: str | None = None
    likely: Literal["hold", "new", "same"] = "hold"
    decisions: Mapping[tuple[str, int], str] = field(default_factory=dict)
    all_or_nothing: bool = False
    corrected: frozenset[tuple[str, str]] = frozenset()
    named: Mapping[NamedKey, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CoursePlan:
    """One course of the list: `course` as it is or will be, `new` if the import makes it; `problem` if it cannot be."""

    key: CourseKey | None
    course: Course | None
    new: bool
    problem: str | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """A value that the list changes, or (`taken` False) that stays although the list says otherwise.

    told: the same in a person's words, old and new.
    """

    field: str  # person.phones
    cell: str
    before: Any
    after: Any
    taken: bool = True
    told: str = ""


@dataclass(frozen=True)
class RowPlan:
    """What becomes of one row: verdict (one of VERDICTS) and why; the known person it is, or those it might be.

    table: of the candidates, person or enterprise. question: the key of the one that it waits for.
    """

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
    table: str = "person"
    question: str = ""

    @property
    def doubted(self) -> bool:
        """Whether it goes in as somebody else, though it may be the person of an earlier row: `reason` asks that."""
        return self.verdict in ("new", "changed") and bool(self.reason)


@dataclass(frozen=True)
class NamedPlan:
    """Somebody whom a course of the list names and nobody is called: an organisation, or a person who is a trainer.

    record_id: the known one that was meant; None: a new one is made.
    """

    table: str
    name: str
    candidates: tuple[Candidate, ...]
    record_id: str | None

    @property
    def key(self) -> NamedKey:
        return self.table, fold(self.name)


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
    named: tuple[NamedPlan, ...]
    reading: Reading = field(repr=False)
    options: Options = field(repr=False)
