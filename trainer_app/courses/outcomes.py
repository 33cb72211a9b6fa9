"""The rules of the field: which outcome a participant has, and where a trainer stands between ToT and licence."""

import calendar
import math
from dataclasses import dataclass
from datetime import date, timedelta

from trainer_app.formats import date_text, number_text
from trainer_app.programmes.catalogue import CertificateRule, Product, TrainerRule
from trainer_app.texts import N_, _, ngettext

OUTCOMES = ("enrolled", "completed", "dropped_out", "no_show", "failed", "not_known")

UNITS = {
    "half_day": N_("present {present} of {of} half-days ({share} %)"),
    "day": N_("present {present} of {of} days ({share} %)"),
    "session": N_("present {present} of {of} sessions ({share} %)"),
    "hours": N_("present {present} of {of} hours ({share} %)"),
}

LICENCE_WARNING = timedelta(days=90)
"""How long before its end a licence is shown as expiring."""


@dataclass(frozen=True)
class Proposal:
    """An outcome (one of OUTCOMES), the sentence that says why, and the kind of certificate; None for no certificate.

    not_known means that nothing is proposed: what is missing stands in the reason.
    """

    outcome: str
    reason: str
    certificate_kind: str | None


def propose_outcome(
    product: Product,
    *,
    present: float | None = None,
    of: float | None = None,
    unit: str = "half_day",
    hours: float | None = None,
    hours_of: float | None = None,
    plan_finished: bool | None = None,
    test_score: float | None = None,
    left_early: bool | None = None,
    over: bool = True,
) -> Proposal:
    """The outcome that the product's certificate rule gives.

    present and of count units (a key of UNITS) of the sessions held; hours of hours_of is attendance in hours, hours_of
    being the hours taught (the product's usual hours if None). test_score is per cent. left_early: absent from some
    session on until the end. over: the course has ended. None means not recorded and is never taken as 0 or no.

    Attendance below the rule is dropped_out for who left early, else failed; enough attendance with a failed test or an
    unfinished plan that the rule asks for is failed, with the rule's other certificate.
    """
    rule = product.certificate
    attended = _attended(product, present, of, unit, hours, hours_of)
    if attended is None:
        if over and rule.attendance is None and (rule.plan or rule.test is not None):
            return _by_plan_and_test(product, [], plan_finished, test_score)
        recorded = (present, of, hours, plan_finished, test_score, left_early) != (None,) * 6
        if not over:
            return Proposal("enrolled", _("the course is not over"), None)
        return Proposal(
            "not_known", _("attendance is not recorded") if recorded else _("nothing is recorded yet"), None
        )
    amount, whole, unit = attended
    if not (0 <= amount < math.inf and 0 < whole < math.inf) or (amount > whole and unit != "hours"):
        reason = _("present {present} of {of} cannot be: please correct the attendance")
        return Proposal("not_known", reason.format(present=number_text(amount), of=number_text(whole)), None)
    shown = _(UNITS[unit]).format(
        present=number_text(amount), of=number_text(whole), share=_share_text(100 * amount / whole)
    )
    if not over:
        return Proposal("enrolled", _joined([_("the course is not over"), shown]), None)
    if amount == 0:
        return Proposal("no_show", shown, None)
    reasons = [shown]
    if rule.attendance is not None:
        reasons.append(_("the rule asks for {share} %").format(share=number_text(rule.attendance)))
        if 100 * amount < rule.attendance * whole - 1e-9:
            if left_early:
                return Proposal("dropped_out", _joined([*reasons, _("absent until the end")]), None)
            return Proposal("failed", _joined(reasons), None)
    return _by_plan_and_test(product, reasons, plan_finished, test_score)


def _attended(
    product: Product,
    present: float | None,
    of: float | None,
    unit: str,
    hours: float | None,
    hours_of: float | None,
) -> tuple[float, float, str] | None:
    """How much, of how much, in which unit, by what the rule measures if recorded, else by what is; None if nothing."""
    by_presence = (present, of, unit) if present is not None and of is not None else None
    whole = hours_of if hours_of is not None else (product.hours.least if product.hours else None)
    by_hours = (hours, whole, "hours") if hours is not None and whole is not None else None
    if product.certificate.measure == "hours":
        return by_hours or by_presence
    return by_presence or by_hours


def _by_plan_and_test(
    product: Product, reasons: list[str], plan_finished: bool | None, test_score: float | None
) -> Proposal:
    """The outcome of who attended enough, for the `reasons` so far."""
    rule = product.certificate
    missed = unknown = False
    if rule.test is not None:
        if test_score is None:
            unknown = True
            reasons = [*reasons, _("the test is not recorded")]
        else:
            missed = test_score < rule.test
            reasons = [
                *reasons,
                _("test {score} %, the rule asks for {share} %").format(
                    score=_share_text(test_score), share=number_text(rule.test)
                ),
            ]
    if rule.plan:
        unknown = unknown or plan_finished is None
        missed = missed or plan_finished is False
        reasons = [*reasons, _plan_text(plan_finished)]
    if missed:
        return Proposal("failed", _joined(reasons), _other_kind(rule))
    if unknown:
        return Proposal("not_known", _joined(reasons), None)
    return Proposal("completed", _joined(reasons), rule.kind)


def _plan_text(finished: bool | None) -> str:
    if finished is None:
        return _("whether the plan is finished is not recorded")
    return _("the plan is finished") if finished else _("the plan is not finished")


def _other_kind(rule: CertificateRule) -> str | None:
    return None if rule.otherwise == "none" else rule.otherwise


def _share_text(share: float) -> str:
    """Per cent with at most one decimal, cut and not rounded: 79.96 must not read as the 80 that it does not reach."""
    return number_text(math.floor(share * 10 + 1e-9) / 10)


def _joined(reasons: list[str]) -> str:
    text = reasons[0]
    for reason in reasons[1:]:
        text = _("{first}, {second}").format(first=text, second=reason)
    return text


# -- trainers


@dataclass(frozen=True)
class Standing:
    """Where a trainer stands for one product and level.

    status: not_known, nominated, in_tot, overdue, tot_done, practising, ready (practice complete, not yet certified),
    certified (no course recorded since), inactive, active, expiring, expired, suspended, withdrawn or left. until: the
    end of the practice period before, of the licence after the certificate.
    """

    status: str
    reason: str
    until: date | None = None


ENDED = {
    "suspended": N_("suspended by the office"),
    "withdrawn": N_("the certificate was withdrawn"),
    "left": N_("no longer works as a trainer"),
}


def trainer_status(
    rule: TrainerRule,
    *,
    delivered: int | None,
    observed: int | None,
    tot_date: date | None,
    today: date,
    visits: int | None = None,
    last_delivered: date | None = None,
    certified_on: date | None = None,
    licence_until: date | None = None,
    refreshed: bool | None = None,
    exam_passed: bool | None = None,
    declared: str | None = None,
) -> Standing:
    """Where a trainer stands for one product, by the level's rule (domain.md, "Usual rules").

    delivered counts practice courses (or classes, or ToT cycles) of the product since the ToT ended on tot_date;
    observed those that a master trainer observed; visits those made in them. last_delivered is the end of the latest
    course held. licence_until overrides certified_on plus the rule's months. declared is the latest step that the
    office recorded (Credential.status). None means not recorded, never 0.
    """
    if declared in ENDED:
        return Standing(declared, _(ENDED[declared]))
    if certified_on is not None or declared == "certified":
        return _certified(rule, certified_on, licence_until, last_delivered, today)
    if tot_date is None:
        if declared == "nominated":
            return Standing("nominated", _("nominated, the training of trainers has not begun"))
        if declared == "in_tot":
            return Standing("in_tot", _("in the training of trainers"))
        return Standing("not_known", _("the date of the training of trainers is not recorded"))
    if tot_date > today or declared == "in_tot":
        return Standing("in_tot", _("in the training of trainers until {day}").format(day=date_text(tot_date)))
    return _in_practice(rule, delivered, observed, visits, refreshed, exam_passed, tot_date, today)


def _certified(
    rule: TrainerRule,
    certified_on: date | None,
    licence_until: date | None,
    last_delivered: date | None,
    today: date,
) -> Standing:
    until = licence_until
    if until is None and certified_on is not None and rule.licence_months:
        until = add_months(certified_on, rule.licence_months)
    if until is not None and until < today:
        return Standing("expired", _("the licence ended on {day}").format(day=date_text(until)), until)
    if until is not None and until <= today + LICENCE_WARNING:
        return Standing("expiring", _("the licence ends on {day}").format(day=date_text(until)), until)
    if last_delivered is None:
        return Standing("certified", _("certified, no course is recorded"), until)
    held = _("last course on {day}").format(day=date_text(last_delivered))
    if rule.active_months is None:
        return Standing("active", held, until)
    asked = ngettext(
        "the rule asks for one within {months} month",
        "the rule asks for one within {months} months",
        rule.active_months,
    ).format(months=rule.active_months)
    status = "active" if add_months(last_delivered, rule.active_months) >= today else "inactive"
    return Standing(status, _joined([held, asked]), until)


def _in_practice(
    rule: TrainerRule,
    delivered: int | None,
    observed: int | None,
    visits: int | None,
    refreshed: bool | None,
    exam_passed: bool | None,
    tot_date: date,
    today: date,
) -> Standing:
    parts = _practice_parts(rule, delivered, observed, visits)
    if rule.refresher:
        parts.append((refreshed is True, _refresher_text(refreshed)))
    if rule.exam:
        parts.append((exam_passed is True, _exam_text(exam_passed)))
    said = [text for _done, text in parts]
    if all(done for done, _text in parts):
        return Standing("ready", _joined([*said, _("ready to be certified")]))
    until = add_months(tot_date, rule.within_months) if rule.within_months else None
    if until is not None:
        last = _("the time for it ended on {day}") if until < today else _("to be done by {day}")
        said.append(last.format(day=date_text(until)))
        if until < today:
            return Standing("overdue", _joined(said), until)
    return Standing("practising" if delivered else "tot_done", _joined(said), until)


def _practice_parts(
    rule: TrainerRule, delivered: int | None, observed: int | None, visits: int | None
) -> list[tuple[bool, str]]:
    """(whether it is done, what to say) for each count that the rule asks for."""
    parts = []
    if asked := rule.practice_courses:
        text = _("practice courses are not recorded, the rule asks for {asked}")
        if delivered is not None:
            text = ngettext("{count} of {asked} practice course", "{count} of {asked} practice courses", asked)
        parts.append((delivered is not None and delivered >= asked, text.format(count=delivered, asked=asked)))
    if asked := rule.observed_asked:
        text = _("observations are not recorded, the rule asks for {asked}")
        if observed is not None:
            text = _("{count} of {asked} observed")
        parts.append((observed is not None and observed >= asked, text.format(count=observed, asked=asked)))
    if asked := rule.practice_visits:
        text = _("visits are not recorded, the rule asks for {asked}")
        if visits is not None:
            text = ngettext("{count} of {asked} visit", "{count} of {asked} visits", asked)
        parts.append((visits is not None and visits >= asked, text.format(count=visits, asked=asked)))
    return parts


def _refresher_text(done: bool | None) -> str:
    if done is None:
        return _("the refreshment workshop is not recorded")
    return _("refreshment workshop done") if done else _("refreshment workshop not done")


def _exam_text(passed: bool | None) -> str:
    if passed is None:
        return _("the exam is not recorded")
    return _("exam passed") if passed else _("exam not passed")


def add_months(day: date, months: int) -> date:
    """The same day of the month, that many months later; in a shorter month its last day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))
