"""Outcomes and trainers' standing follow the rules of the programme files, and blank is never zero."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.courses.outcomes import OUTCOMES, Proposal, Standing, add_months, propose_outcome, trainer_status
from trainer_app.programmes.catalogue import CertificateRule, Product, TrainerRule, load_catalogue

CATALOGUE = load_catalogue()
SYB = CATALOGUE.product("SYB")
TODAY = date(2026, 3, 15)
WORST_TO_BEST = ("no_show", "dropped_out", "failed", "not_known", "completed")


def with_rule(**rule: object) -> Product:
    """SYB with another certificate rule."""
    return replace(SYB, certificate=CertificateRule(**{"kind": "completion", **rule}))  # type: ignore[arg-type]


def rule_of(product: str) -> TrainerRule:
    rule = CATALOGUE.trainer_rule_for(product)
    assert rule is not None
    return rule


# -- outcome


def test_enough_attendance_completes() -> None:
    assert propose_outcome(SYB, present=8, of=10) == Proposal(
        "completed", "present 8 of 10 half-days (80 %), the rule asks for 80 %", "completion"
    )


def test_too_little_attendance_fails_without_certificate() -> None:
    assert propose_outcome(SYB, present=7, of=10) == Proposal(
        "failed", "present 7 of 10 half-days (70 %), the rule asks for 80 %", None
    )


def test_who_left_early_dropped_out() -> None:
    assert propose_outcome(SYB, present=3, of=10, left_early=True) == Proposal(
        "dropped_out", "present 3 of 10 half-days (30 %), the rule asks for 80 %, absent until the end", None
    )


def test_who_left_early_but_attended_enough_completed() -> None:
    assert propose_outcome(SYB, present=9, of=10, left_early=True).outcome == "completed"


def test_present_at_nothing_is_no_show() -> None:
    assert propose_outcome(SYB, present=0, of=5, unit="day") == Proposal("no_show", "present 0 of 5 days (0 %)", None)


def test_nothing_recorded_proposes_nothing() -> None:
    assert propose_outcome(SYB) == Proposal("not_known", "nothing is recorded yet", None)


@pytest.mark.parametrize("known", [{"plan_finished": True}, {"test_score": 90}, {"present": 8}, {"of": 10}])
def test_attendance_that_is_not_recorded_is_not_absence(known: dict[str, float]) -> None:
    proposal = propose_outcome(SYB, **known)  # type: ignore[arg-type]
    assert (proposal.outcome, proposal.reason) == ("not_known", "attendance is not recorded")


def test_a_running_course_is_enrolled() -> None:
    assert propose_outcome(SYB, present=0, of=2, over=False).outcome == "enrolled"
    assert propose_outcome(SYB, over=False) == Proposal("enrolled", "the course is not over", None)


def test_a_share_just_below_the_rule_does_not_read_as_the_rule() -> None:
    proposal = propose_outcome(SYB, present=1599, of=2000)
    assert (proposal.outcome, proposal.reason) == (
        "failed",
        "present 1,599 of 2,000 half-days (79.9 %), the rule asks for 80 %",
    )


@pytest.mark.parametrize(("present", "of"), [(11, 10), (-1, 10), (0, 0), (float("nan"), 10)])
def test_impossible_attendance_is_pointed_out(present: float, of: float) -> None:
    proposal = propose_outcome(SYB, present=present, of=of)
    assert proposal.outcome == "not_known"
    assert "please correct" in proposal.reason


def test_kab_counts_hours() -> None:
    kab = CATALOGUE.product("KAB")
    assert propose_outcome(kab, hours=68, hours_of=68).outcome == "completed"
    assert propose_outcome(kab, hours=60, hours_of=68).outcome == "failed"
    assert propose_outcome(kab, hours=120).outcome == "completed"
    assert propose_outcome(kab, hours=119).reason.startswith("present 119 of 120 hours (99.1 %)")
    assert propose_outcome(kab, present=9, of=10, hours=68, hours_of=68).outcome == "completed"
    assert propose_outcome(kab, present=9, of=10).outcome == "failed"


def test_hours_stand_in_where_presence_was_not_recorded() -> None:
    assert propose_outcome(SYB, hours=36, hours_of=40).outcome == "completed"
    assert propose_outcome(SYB, hours=36).reason == "attendance is not recorded"


def test_score_asks_for_both_class_days() -> None:
    m2 = CATALOGUE.product("SCORE-M2")
    assert propose_outcome(m2, present=2, of=2, unit="day") == Proposal(
        "completed", "present 2 of 2 days (100 %), the rule asks for 100 %", "enterprise"
    )
    assert propose_outcome(m2, present=1, of=2, unit="day").outcome == "failed"


def test_training_of_trainers_gives_no_trainers_certificate() -> None:
    assert propose_outcome(CATALOGUE.product("SYB-TOT"), present=20, of=20).certificate_kind == "tot"


def test_plan_that_the_rule_asks_for() -> None:
    product = with_rule(attendance=80, plan=True, otherwise="attendance")
    done = propose_outcome(product, present=9, of=10, plan_finished=True)
    assert (done.outcome, done.certificate_kind) == ("completed", "completion")
    open_ = propose_outcome(product, present=9, of=10, plan_finished=False)
    assert (open_.outcome, open_.certificate_kind) == ("failed", "attendance")
    assert open_.reason.endswith("the plan is not finished")
    blank = propose_outcome(product, present=9, of=10)
    assert (blank.outcome, blank.certificate_kind) == ("not_known", None)
    assert propose_outcome(product, present=1, of=10, plan_finished=True).certificate_kind is None


def test_test_that_the_rule_asks_for() -> None:
    product = with_rule(attendance=80, test=60)
    assert propose_outcome(product, present=9, of=10, test_score=60).outcome == "completed"
    failed = propose_outcome(product, present=9, of=10, test_score=59.96)
    assert (failed.outcome, failed.certificate_kind) == ("failed", None)
    assert failed.reason.endswith("test 59.9 %, the rule asks for 60 %")
    assert propose_outcome(product, present=9, of=10).outcome == "not_known"
    assert propose_outcome(product, present=9, of=10, test_score=0).outcome == "failed"


def test_a_rule_without_attendance_asks_for_the_rest_only() -> None:
    assert propose_outcome(with_rule(test=60), test_score=70).outcome == "completed"
    assert propose_outcome(with_rule(), present=1, of=10).outcome == "completed"
    assert propose_outcome(with_rule()).outcome == "not_known"


products = st.sampled_from(CATALOGUE.products())
rules = st.builds(
    with_rule,
    attendance=st.none() | st.integers(0, 100),
    plan=st.booleans(),
    test=st.none() | st.integers(0, 100),
    measure=st.sampled_from(["presence", "hours"]),
    otherwise=st.sampled_from(["none", "attendance"]),
)
known = st.fixed_dictionaries(
    {
        "plan_finished": st.none() | st.booleans(),
        "test_score": st.none() | st.floats(0, 100),
        "left_early": st.none() | st.booleans(),
        "unit": st.sampled_from(["half_day", "day", "session"]),
    }
)


@given(products | rules, known, st.integers(1, 60), st.data())
def test_more_attendance_is_never_worse(
    product: Product, known: dict[str, object], of: int, data: st.DataObject
) -> None:
    less, more = sorted(data.draw(st.tuples(*[st.integers(0, 2 * of)] * 2)))
    for few, many in (
        ({"present": less / 2, "of": of}, {"present": more / 2, "of": of}),
        ({"hours": less / 2, "hours_of": of}, {"hours": more / 2, "hours_of": of}),
    ):
        worse = propose_outcome(product, **few, **known)  # type: ignore[arg-type]
        better = propose_outcome(product, **many, **known)  # type: ignore[arg-type]
        assert WORST_TO_BEST.index(worse.outcome) <= WORST_TO_BEST.index(better.outcome)
        assert (worse.certificate_kind is None) or (better.certificate_kind is not None)


@given(rules, st.integers(1, 40), st.data(), st.floats(0, 100), st.floats(0, 100))
def test_a_better_test_is_never_worse(product: Product, of: int, data: st.DataObject, a: float, b: float) -> None:
    present = data.draw(st.integers(0, of))
    low, high = sorted((a, b))
    worse, better = (
        propose_outcome(product, present=present, of=of, plan_finished=True, test_score=score) for score in (low, high)
    )
    assert WORST_TO_BEST.index(worse.outcome) <= WORST_TO_BEST.index(better.outcome)


numbers = st.none() | st.floats(-1e6, 1e6) | st.sampled_from([float("nan"), float("inf"), 1e-300])


@given(products | rules, known, numbers, numbers, numbers, numbers, st.booleans())
def test_every_input_gives_an_outcome_with_a_reason(
    product: Product,
    known: dict[str, object],
    present: float | None,
    of: float | None,
    hours: float | None,
    hours_of: float | None,
    over: bool,
) -> None:
    proposal = propose_outcome(
        product,
        present=present,
        of=of,
        hours=hours,
        hours_of=hours_of,
        over=over,
        **known,  # type: ignore[arg-type]
    )
    assert proposal.outcome in OUTCOMES
    assert proposal.reason
    if proposal.certificate_kind is not None:
        assert proposal.outcome in ("completed", "failed")


# -- trainers


def standing(product: str = "SYB", **facts: object) -> Standing:
    """The standing of a trainer of a product on TODAY; the ToT ended on 1 December 2025 unless told otherwise."""
    told = {"delivered": 0, "observed": 0, "tot_date": date(2025, 12, 1), "today": TODAY, **facts}
    return trainer_status(rule_of(product), **told)  # type: ignore[arg-type]


def test_after_the_tot_practice_is_open() -> None:
    assert standing() == Standing(
        "tot_done", "0 of 2 practice courses, 0 of 1 observed, to be done by Dec 1, 2026", date(2026, 12, 1)
    )


def test_practising() -> None:
    now = standing(delivered=1, observed=1)
    assert (now.status, now.reason) == (
        "practising",
        "1 of 2 practice courses, 1 of 1 observed, to be done by Dec 1, 2026",
    )


def test_practice_complete_is_ready_and_not_yet_certified() -> None:
    assert standing(delivered=2, observed=1).status == "ready"
    assert standing(delivered=5, observed=0).status == "practising"


def test_practice_not_done_in_time_is_overdue() -> None:
    late = standing(delivered=1, observed=0, tot_date=date(2025, 3, 14))
    assert (late.status, late.until) == ("overdue", date(2026, 3, 14))
    assert standing(delivered=1, observed=0, tot_date=date(2025, 3, 15)).status == "practising"
    assert standing(delivered=2, observed=1, tot_date=date(2020, 1, 1)).status == "ready"


def test_blank_counts_are_not_zero() -> None:
    blank = standing(delivered=None, observed=None)
    assert blank.status == "tot_done"
    assert "practice courses are not recorded, the rule asks for 2" in blank.reason
    assert "observations are not recorded" in blank.reason
    assert standing(tot_date=None).status == "not_known"


def test_before_the_tot_is_over() -> None:
    assert standing(tot_date=date(2026, 3, 20)).status == "in_tot"
    assert standing(tot_date=None, declared="nominated").status == "nominated"
    assert standing(tot_date=None, declared="in_tot").status == "in_tot"


def test_a_facilitator_of_kab_needs_one_class_and_no_observation() -> None:
    assert standing("KAB", delivered=1, observed=None).status == "ready"


def test_a_score_trainer_needs_visits_too() -> None:
    assert standing("SCORE-M2", delivered=1, observed=1, visits=2).status == "practising"
    assert standing("SCORE-M2", delivered=1, observed=1, visits=3).status == "ready"
    assert "visits are not recorded" in standing("SCORE-M2", delivered=1, observed=1).reason


def test_a_master_trainer_needs_a_cycle_observed_a_workshop_and_an_exam() -> None:
    done = {"delivered": 1, "observed": 1, "refreshed": True, "exam_passed": True}
    assert standing("SYB-TOT", **done).status == "ready"
    for missing in done:
        assert standing("SYB-TOT", **{**done, missing: None}).status in ("practising", "tot_done")
    assert standing("SYB-TOT", **{**done, "exam_passed": False}).reason.count("exam not passed") == 1


def test_certified_active_inactive() -> None:
    certified = {"certified_on": date(2024, 1, 1)}
    assert standing(**certified).status == "certified"
    active = standing(**certified, last_delivered=date(2025, 3, 15))
    assert (active.status, active.reason) == (
        "active",
        "last course on Mar 15, 2025, the rule asks for one within 12 months",
    )
    assert standing(**certified, last_delivered=date(2025, 3, 14)).status == "inactive"
    assert standing("SYB-TOT", **certified, last_delivered=date(2024, 6, 1)).status == "active"


def test_licence() -> None:
    assert standing("SYB-TOT", certified_on=date(2023, 3, 15)).status == "expiring"
    assert standing("SYB-TOT", certified_on=date(2023, 3, 14)) == Standing(
        "expired", "the licence ended on Mar 14, 2026", date(2026, 3, 14)
    )
    assert standing("SYB-TOT", certified_on=date(2023, 7, 1)).status == "certified"
    renewed = standing("SYB-TOT", certified_on=date(2020, 1, 1), licence_until=date(2028, 1, 1))
    assert (renewed.status, renewed.until) == ("certified", date(2028, 1, 1))
    assert standing(certified_on=date(2010, 1, 1)).until is None  # no licence until one is set


@pytest.mark.parametrize("declared", ["suspended", "withdrawn", "left"])
def test_what_the_office_ended_stays_ended(declared: str) -> None:
    now = standing(declared=declared, certified_on=date(2025, 1, 1), last_delivered=TODAY)
    assert now.status == declared
    assert now.reason


@given(
    st.sampled_from(["SYB", "SYB-TOT", "KAB", "GETAHEAD", "SCORE-M2", "MYCOOP"]),
    st.dates(date(2020, 1, 1), TODAY),
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
)
def test_more_practice_is_never_worse(
    product: str, tot: date, delivered: tuple[int, int], observed: tuple[int, int]
) -> None:
    order = ("overdue", "tot_done", "practising", "ready")
    worse, better = (
        standing(product, tot_date=tot, delivered=pick(delivered), observed=pick(observed), visits=3)
        for pick in (min, max)
    )
    assert order.index(worse.status) <= order.index(better.status)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 120), st.integers(0, 120))
def test_add_months(day: date, a: int, b: int) -> None:
    later = add_months(day, a)
    assert (later.year - day.year) * 12 + later.month - day.month == a
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
    assert add_months(day, a) <= add_months(day, a + b)


def test_outcomes_of_hundreds_agree_with_the_rule_as_stated() -> None:
    for of in range(1, 101):
        for present in range(1, of + 1):
            enough = present * 100 >= 80 * of
            assert (propose_outcome(SYB, present=present, of=of).outcome == "completed") == enough
