"""Outcomes of a course's participants: proposed from the records by the product's rule, accepted, or overridden."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from db.database import Transaction
from db.models import Course, CourseSession, Enrolment
from trainer_app.courses import attendance, courses, enrolments
from trainer_app.courses.attendance import Grid, Mark, Total
from trainer_app.courses.outcomes import Proposal, propose_outcome
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import Catalogue, Product
from trainer_app.texts import _

_WORST_FIRST = ("enrolled", "not_known", "no_show", "dropped_out", "failed", "completed")


def propose(
    tx: Transaction, course: Course, catalogue: Catalogue, today: date | None = None
) -> list[tuple[Enrolment, Proposal]]:
    """A proposal for each enrolment; of several products the one that is furthest from completion."""
    products = courses.products_of(course, catalogue)
    by_product = [propose_for(tx, course, product, today) for product in products]
    if not by_product:
        return []
    proposed = []
    for pairs in zip(*by_product, strict=True):
        worst = min((proposal for _enrolment, proposal in pairs), key=lambda one: _WORST_FIRST.index(one.outcome))
        proposed.append((pairs[0][0], worst))
    return proposed


def propose_for(
    tx: Transaction, course: Course, product: Product, today: date | None = None
) -> list[tuple[Enrolment, Proposal]]:
    """A proposal for each enrolment by the rule of one product.

    Where sessions are not marked, an outcome is proposed only if it is the same however they would be marked.
    """
    now = attendance.grid(tx, course.id)
    over = courses.status(course, today) == "held"
    return [(enrolment, _proposal(product, enrolment, now, over)) for enrolment in now.enrolments]


def accept(tx: Transaction, proposed: Sequence[tuple[Enrolment, Proposal]]) -> int:
    """Save the proposals that say something, with their reasons; what a person decided stays. How many changed."""
    changed = 0
    for enrolment, proposal in proposed:
        if proposal.outcome == "enrolled" or enrolment.outcome_by:
            continue
        changed += tx.update(enrolment, outcome=proposal.outcome, outcome_reason=proposal.reason)
    return changed


def override(tx: Transaction, enrolment: Enrolment, outcome: str, *, by: str, reason: str) -> None:
    """Save another outcome than the rule's. Raises UserError unless it says who decided and why."""
    if outcome not in enrolments.OUTCOMES:
        raise UserError(_("“{outcome}” is not an outcome. Choose one of the list.").format(outcome=outcome))
    if not by.strip() or not reason.strip():
        raise UserError(
            _("An outcome against the rule needs the name of who decides and the reason. Type both; nothing changed.")
        )
    tx.update(enrolment, outcome=outcome, outcome_reason=reason.strip(), outcome_by=by.strip())


def withdraw_override(tx: Transaction, enrolment: Enrolment) -> None:
    """Let the rule decide again: the outcome is not known until a proposal is accepted."""
    tx.update(enrolment, outcome=None, outcome_reason=None, outcome_by=None)


def _proposal(product: Product, enrolment: Enrolment, now: Grid, over: bool) -> Proposal:
    marks = [now.marks.get((enrolment.id, session.id)) for session in now.sessions]
    known = attendance.total(now.sessions, marks)
    if not known.known:
        return _by_rule(product, enrolment, now.sessions, marks, over, recorded=False)
    if known.complete or not over:
        held, seen = _known(now.sessions, marks) if not over else (now.sessions, marks)
        return _by_rule(product, enrolment, held, seen, over)
    least, most = (
        _by_rule(product, enrolment, now.sessions, [mark or Mark(blank) for mark in marks], over)
        for blank in ("absent", "present")
    )
    if (least.outcome, least.certificate_kind) == (most.outcome, most.certificate_kind):
        reason = _("{reason} (sessions without a mark are counted as absent)").format(reason=least.reason)
        return replace(least, reason=reason)
    return Proposal(
        "not_known",
        _("present at {present:g} of {all} sessions, {open} are not marked").format(
            present=known.present, all=known.all_sessions, open=known.all_sessions - known.known
        ),
        None,
    )


def _known(
    held: Sequence[CourseSession], marks: Sequence[Mark | None]
) -> tuple[list[CourseSession], list[Mark | None]]:
    pairs = [(session, mark) for session, mark in zip(held, marks, strict=True) if mark is not None]
    return [session for session, _mark in pairs], [mark for _session, mark in pairs]


def _by_rule(
    product: Product, enrolment: Enrolment, held: Sequence[CourseSession], marks: Sequence[Mark | None], over: bool,
    *, recorded: bool = True,
) -> Proposal:  # fmt: skip
    total = attendance.total(held, marks) if recorded else attendance.NOTHING
    with_hours = recorded and all(session.hours for session in held)
    return propose_outcome(
        product,
        present=total.present if recorded else None,
        of=total.known if recorded else None,
        unit=_unit(held),
        hours=total.hours_present if with_hours else None,
        hours_of=total.hours_known if with_hours else None,
        plan_finished=enrolment.plan_finished,
        test_score=enrolment.post_test,
        left_early=_left_early(marks, total) if recorded else None,
        over=over,
    )


def _unit(held: Sequence[CourseSession]) -> str:
    parts = {session.part for session in held}
    if parts and parts <= {"am", "pm"}:
        return "half_day"
    return "day" if parts == {"day"} else "session"


def _left_early(marks: Sequence[Mark | None], total: Total) -> bool | None:
    """Whether a learner who had come was away at the end; None where the last session is not marked."""
    last = marks[-1] if marks else None
    if last is None or last.mark is None:
        return None
    return total.present > 0 and last.mark == "absent"
