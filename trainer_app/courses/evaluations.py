"""End-of-course evaluations: anonymous scores per item, typed sheet by sheet, and their summary."""

from collections import Counter
from dataclasses import dataclass

from sqlmodel import col

from db.database import Transaction
from db.models import Evaluation
from trainer_app.errors import UserError
from trainer_app.texts import N_, _

LOWEST, HIGHEST = 1, 5

ITEMS: dict[str, str] = {
    "contents": N_("Contents"),
    "usefulness": N_("Usefulness for the own work or business"),
    "methods": N_("Training methods"),
    "materials": N_("Materials"),
    "trainers": N_("Trainers"),
    "organisation": N_("Organisation"),
    "venue": N_("Venue"),
}
"""Items that are usually asked [u]; a course may use others, named by their own text."""


@dataclass(frozen=True)
class ItemSummary:
    """The scores of one item. `mean` and `counts` (score -> how many) are of those who answered it; n of them."""

    item: str
    n: int
    mean: float
    counts: dict[float, int]


@dataclass(frozen=True)
class Summary:
    """The evaluation of a course: how many sheets, the items in order, the comments without who wrote them."""

    respondents: int
    items: list[ItemSummary]
    comments: list[str]


def find(tx: Transaction, course_id: str) -> list[Evaluation]:
    """All scores of a course, sheet by sheet."""
    return tx.find(
        Evaluation,
        col(Evaluation.course_id) == course_id,
        order_by=(Evaluation.respondent, Evaluation.item, Evaluation.id),
    )


def save_cell(
    tx: Transaction, course_id: str, respondent: int, item: str, score: float | None, comment: str | None = None
) -> Evaluation:
    """Save one score (None: not answered) of one sheet; sheets are numbered from 1. Raises UserError."""
    if score is not None and not LOWEST <= score <= HIGHEST:
        raise UserError(
            _("A score lies between {lowest} and {highest}; {score:g} cannot be taken.").format(
                lowest=LOWEST, highest=HIGHEST, score=score
            )
        )
    known = tx.find(
        Evaluation,
        col(Evaluation.course_id) == course_id,
        col(Evaluation.respondent) == respondent,
        col(Evaluation.item) == item,
    )
    if known:
        tx.update(known[0], score=score, comment=comment if comment is not None else known[0].comment)
        return known[0]
    return tx.add(Evaluation(course_id=course_id, respondent=respondent, item=item, score=score, comment=comment))


def next_respondent(tx: Transaction, course_id: str) -> int:
    """The number of the next sheet."""
    return max((row.respondent or 0 for row in find(tx, course_id)), default=0) + 1


def summary(tx: Transaction, course_id: str) -> Summary:
    """The summary of a course's evaluation. Items are never averaged with each other."""
    rows = find(tx, course_id)
    scores: dict[str, list[float]] = {}
    for row in rows:
        if row.score is not None and row.item:
            scores.setdefault(row.item, []).append(row.score)
    order = [*ITEMS, *sorted(set(scores) - set(ITEMS))]
    items = [
        ItemSummary(item, len(scores[item]), sum(scores[item]) / len(scores[item]), dict(Counter(sorted(scores[item]))))
        for item in order
        if item in scores
    ]
    sheets = {row.respondent for row in rows if row.score is not None or row.comment}
    comments = sorted(row.comment for row in rows if row.comment)
    return Summary(len(sheets), items, comments)


def label(item: str) -> str:
    """The item as a person reads it."""
    return _(ITEMS[item]) if item in ITEMS else item
