"""What a reader of an outreach summary must be told, so that nobody adds up what does not add up."""

from collections.abc import Iterator, Sequence

from db.database import Transaction
from trainer_app.reports.grouping import Dimension
from trainer_app.reports.outreach_count import Figures, Question
from trainer_app.texts import _, ngettext


def notes_of_table(by: Sequence[Dimension], rows: Sequence[Figures], total: Figures) -> Iterator[str]:
    """Where groups overlap, why their sum is more than the total."""
    if sum(figures.courses for figures in rows) > total.courses:
        yield from (_(one.note) for one in by if one.many)
        if any(one.key == "sex" for one in by):
            yield _("A course counts under every sex that took part in it, and once in the total.")
    if sum(figures.persons for figures in rows) > total.persons:
        yield _("A person who belongs to several groups counts in each of them, and once in the total.")


def notes_of_period(tx: Transaction, question: Question) -> Iterator[str]:
    """How the figures came about, and what could not be counted."""
    if question.count_by == "end":
        yield _("A course belongs to the period if it ends in it.")
    else:
        yield _("A course belongs to the period if it starts in it.")
    yield _("Shares are computed from the numbers themselves; rounded parts need not add up to the rounded whole.")
    planned, both = _counts(tx, question)
    if planned:
        yield ngettext(
            "{n} course is still planned; those who are enrolled in it are counted.",
            "{n} courses are still planned; those who are enrolled in them are counted.",
            planned,
        ).format(n=planned)
    if both:
        yield ngettext(
            "{n} course has names and a total without names. Both are counted: check that they are different people.",
            "{n} courses have names and a total without names. Both are counted: check that they are different people.",
            both,
        ).format(n=both)
    empty = _number(
        tx, question,
        "SELECT COUNT(*) FROM headcount h JOIN narrowed n ON n.id = h.course_id WHERE NOT h.deleted "
        "AND COALESCE(women, men, other, unknown) IS NULL",
    )  # fmt: skip
    if empty:
        yield ngettext(
            "{n} total without names carries no number and is not counted.",
            "{n} totals without names carry no number and are not counted.",
            empty,
        ).format(n=empty)
    undated = (
        0
        if question.where
        else tx.rows(
            "SELECT COUNT(*) FROM course WHERE NOT deleted AND status IS NOT 'cancelled' "
            "AND starts IS NULL AND ends IS NULL"
        )[0][0]
    )
    if undated:
        yield ngettext(
            "{n} course has no date and belongs to no period.",
            "{n} courses have no date and belong to no period.",
            undated,
        ).format(n=undated)
    unknown = _unknown_products(tx, question)
    if unknown:
        yield _(
            "This computer has no programme file for {products}; people in these courses are counted as entrepreneurs."
        ).format(products=", ".join(unknown))


def _number(tx: Transaction, question: Question, select: str) -> int:
    return int(tx.rows(f"{question.tables()}\n{select}", question.parameters())[0][0])


def _counts(tx: Transaction, question: Question) -> tuple[int, int]:
    """Courses that are still planned, and courses with both names and totals without names."""
    planned = _number(
        tx, question,
        "SELECT COUNT(*) FROM narrowed JOIN course_base USING (course) WHERE course_base.status = 'planned'",
    )  # fmt: skip
    both = _number(
        tx, question,
        "SELECT COUNT(DISTINCT n.course) FROM narrowed n JOIN headcount h ON h.course_id = n.id AND NOT h.deleted "
        "WHERE EXISTS (SELECT 1 FROM enrolment e WHERE e.course_id = n.id AND NOT e.deleted "
        "AND COALESCE(e.learner, 'person') = 'person') AND COALESCE(women, men, other, unknown) IS NOT NULL",
    )  # fmt: skip
    return planned, both


def _unknown_products(tx: Transaction, question: Question) -> list[str]:
    known = {product.code for product in question.catalogue.products()}
    rows = tx.rows(
        f"{question.tables()}\nSELECT DISTINCT value FROM narrowed JOIN every_product USING (course) "
        "WHERE value IS NOT NULL ORDER BY value",
        question.parameters(),
    )
    return [code for (code,) in rows if code not in known]
