"""What of a list may be known already, and what was decided: rows of people and firms, organisers, trainers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from db.database import Transaction
from trainer_app.comparing import Compared, compared
from trainer_app.importing.choices import Choices
from trainer_app.importing.figures import FIRM_FIELDS
from trainer_app.importing.matching import Candidate
from trainer_app.importing.plan import NEW_PERSON, NamedKey, Plan
from trainer_app.importing.values import PERSON_FIELDS, PLACE_FIELDS
from trainer_app.texts import _

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
    decided: str = ""
    """The id of the known one that it was said to be."""

    @property
    def known(self) -> Candidate:
        """The one that it was said to be, else the likeliest."""
        return next((one for one in self.candidates if one.record_id == self.decided), self.candidates[0])

    @property
    def table(self) -> str:
        """The table of those that it may be."""
        return {"organiser": "organisation", "trainer": "person"}.get(self.kind, self.kind)

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
        found.append(Likely(kind, one.name, one.candidates, state, named=one.key, decided=one.record_id or ""))
    for row in plan.rows:
        if not row.candidates:
            continue
        decision = choices.decisions.get((row.sheet, row.row))
        open_ = "open" if row.verdict == "held" else "certain"
        done: Literal["same", "other", "open", "certain"]
        done = ("other" if decision == NEW_PERSON else "same") if decision else open_  # type: ignore[assignment]
        found.append(Likely(row.table, row.name, row.candidates, done, row.sheet, row.row, decided=decision or ""))
    return found


def beside(tx: Transaction, one: Likely, told: Mapping[str, Any]) -> list[Compared]:
    """What the list tells of it, and after that what is known of each that it may be; told: the row by its fields."""
    names = FIRM_FIELDS if one.table == "enterprise" else PERSON_FIELDS
    own = {names[field]: value for field, value in told.items() if field in names}
    own["place_id"] = ", ".join(str(told[field]) for field in PLACE_FIELDS if told.get(field))
    own["full_name" if one.table == "person" else "name"] = one.name
    why = Compared("", _("Why"), ("", *(known.sentence for known in one.candidates)))
    return [why, *compared(tx, one.table, [known.record_id for known in one.candidates], own)]


def decided(choices: Choices, ones: Iterable[Likely], decision: Decision, at: int = 0) -> Choices:
    """The choices with these decided so, "same" as the candidate at that place; "open" takes back what was said."""
    rows, named = dict(choices.decisions), dict(choices.named)
    for one in ones:
        known = one.candidates[min(at, len(one.candidates) - 1)]
        who = {"same": known.record_id, "other": NEW_PERSON, "open": ""}[decision]
        if one.named is not None:
            named[one.named] = who
        else:
            rows[one.sheet, one.row] = who
    return replace(
        choices, decisions={key: who for key, who in rows.items() if who},
        named={key: who for key, who in named.items() if who},
    )  # fmt: skip
