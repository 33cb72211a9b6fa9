"""What a person said of one list; everything else of its import follows from this and the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from trainer_app.importing.mapping import ListMapping
from trainer_app.importing.plan import NamedKey, Options
from trainer_app.lists.reading import COUNTRY

CellKey = tuple[str, str]
"""Sheet and cell, ("List", "D4")."""
RowKey = tuple[str, int]
"""Sheet and row as Excel shows it."""


@dataclass(frozen=True)
class Choices:
    """Made by whoever imports, or by a mapping file. Never changed: a change makes new ones, so that a thread can read.

    headings: field of a heading, "" for nothing. answers: code of an option by a question's key. course: id of the one
    course that everybody goes into. product: code of what was taught where the list does not tell. corrections: what a
    cell should say. settled: cells that need no looking at any more. decisions and named: see plan.Options.
    """

    headings: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    course: str | None = None
    product: str | None = None
    likely: Literal["hold", "new", "same"] = "hold"
    corrections: Mapping[CellKey, str] = field(default_factory=dict)
    settled: frozenset[CellKey] = frozenset()
    decisions: Mapping[RowKey, str] = field(default_factory=dict)
    all_or_nothing: bool = False
    named: Mapping[NamedKey, str] = field(default_factory=dict)

    @property
    def country(self) -> str | None:
        """The country of the list if somebody said it: "-" for no one country."""
        return self.answers.get(COUNTRY)

    @property
    def of_reading(self) -> tuple[object, ...]:
        """What the file is read by: while it stays the same, so does the reading."""
        return dict(self.headings), dict(self.answers), dict(self.corrections)

    @property
    def of_plan(self) -> tuple[object, ...]:
        """What the plan is made by."""
        said = dict(self.decisions), dict(self.named)
        return *self.of_reading, self.course, self.product, self.likely, *said, self.all_or_nothing

    def options(self) -> Options:
        """What the import itself is told."""
        return Options(
            self.course,
            self.product,
            self.likely,
            self.decisions,
            self.all_or_nothing,
            frozenset(self.corrections),
            self.named,
            self.answers,
        )


def mapped(said: ListMapping, course: str | None = None) -> Choices:
    """What a mapping file says; `course` is the id of its course."""
    likely = said.likely if said.likely in ("new", "same") else "hold"
    return Choices(said.headings, said.answers, course, said.product, likely)  # type: ignore[arg-type]
