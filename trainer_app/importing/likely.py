"""What of a list may be known already, and what was decided: rows of people and firms, organisers, trainers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from trainer_app.importing.choices import Choices
from trainer_app.importing.matching import Candidate
from trainer_app.importing.plan import NEW_PERSON, NamedKey, Plan

Decision = Literal["same", "other", "open"]


@dataclass(frozen=True)
class Likely:
    """One of them. kind: person, enterprise, organiser or trainer; state: `certain` needs no answer, `new` does without
    one; a row has its sheet and number, who is named by a course its `named`."""

    kind: str
    name: str
    candidates: tuple[Candidate, ...]
    state: Literal["same", "other", "open", "new", "certain"]
    sheet: str = ""
    row: int = 0
    named: NamedKey | None = None

    @property
    def id(self) -> str:
        return f"{self.sheet}!{self.row}" if self.named is None else f"{self.named[0]} {self.named[1]}"


def likely_of(plan: Plan, choices: Choices) -> list[Likely]:
    """All of a plan, who is named by courses first: there are few of them, and each is of many rows."""
    found = []
    for one in plan.named:
        said = choices.named.get(one.key)
        state: Literal["same", "other", "new"] = "other" if said == NEW_PERSON else "same" if one.record_id else "new"
        kind = "organiser" if one.table == "organisation" else "trainer"
        found.append(Likely(kind, one.name, one.candidates, state, named=one.key))
    for row in plan.rows:
        if not row.candidates:
            continue
        decision = choices.decisions.get((row.sheet, row.row))
        open_ = "open" if row.verdict == "held" else "certain"
        done: Literal["same", "other", "open", "certain"]
        done = ("other" if decision == NEW_PERSON else "same") if decision else open_  # type: ignore[assignment]
        found.append(Likely(row.table, row.name, row.candidates, done, row.sheet, row.row))
    return found


def decided(choices: Choices, ones: Iterable[Likely], decision: Decision) -> Choices:
    """The choices with these decided so; "open" takes back what was said."""
    rows, named = dict(choices.decisions), dict(choices.named)
    for one in ones:
        who = {"same": one.candidates[0].record_id, "other": NEW_PERSON, "open": ""}[decision]
        if one.named is not None:
            named[one.named] = who
        else:
            rows[one.sheet, one.row] = who
    return replace(
        choices, decisions={key: who for key, who in rows.items() if who},
        named={key: who for key, who in named.items() if who},
    )  # fmt: skip
