"""The parts that programmes are made of: products, modules, certificate and trainer rules, questions, indicators."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trainer_app.texts import N_, _

KEY_LABELS = {
    "days": N_("days"),
    "hours": N_("hours"),
    "module_days": N_("days of a module"),
    "aliases": N_("short names"),
    "name": N_("name"),
    "learner": N_("who learns"),
    "needs_trainer": N_("a trainer is needed"),
    "visits": N_("visits"),
    "months": N_("months"),
    "class_size": N_("size of a class"),
    "trainers": N_("number of trainers"),
    "followup_months": N_("follow-ups, months after the end"),
    "questionnaire": N_("follow-up questionnaire"),
    "plan": N_("plan"),
    "requires.products": N_("products that come first"),
    "requires.records": N_("records that are taken first"),
    "certificate.kind": N_("kind of certificate"),
    "certificate.measure": N_("attendance is counted by"),
    "certificate.attendance": N_("attendance for a certificate, per cent"),
    "certificate.plan": N_("a finished plan is asked for the certificate"),
    "certificate.test": N_("test score for a certificate, per cent"),
    "certificate.otherwise": N_("certificate for those who miss the plan or the test"),
    "practice_courses": N_("practice courses"),
    "practice_unit": N_("practice is counted in"),
    "practice_visits": N_("practice visits"),
    "observed": N_("practice courses that are observed"),
    "within_months": N_("months for the practice"),
    "licence_months": N_("months of the licence"),
    "active_months": N_("months without a course until a trainer is no longer active"),
    "refresher": N_("a refreshment workshop is asked"),
    "exam": N_("an exam is asked"),
}
SPANS = frozenset({"days", "hours", "module_days", "visits", "months", "class_size"})
VALUE_LABELS = {
    "none": N_("none"),
    "all": N_("all"),
    "person": N_("person"),
    "class": N_("class"),
    "enterprise": N_("enterprise"),
    "cooperative": N_("cooperative"),
    "group": N_("group"),
    "household": N_("household"),
    "organisation": N_("organisation"),
    "course": N_("course"),
    "tot_cycle": N_("cycle of training of trainers"),
    "presence": N_("presence"),
    "hours": N_("hours"),
    "business_plan": N_("business plan"),
    "improvement_plan": N_("improvement plan"),
    "action_plan": N_("action plan"),
    "baseline": N_("baseline"),
    "pre_test": N_("test before the course"),
    "pre_survey": N_("survey before the course"),
    "attendance": N_("attendance"),
    "completion": N_("completion"),
    "tot": N_("training of trainers"),
    "trainer": N_("trainer"),
    "master_trainer": N_("master trainer"),
    "facilitator": N_("facilitator"),
    "roll_out": N_("roll-out"),
    "pilot": N_("pilot"),
    "elective": N_("elective subject"),
    "national_curriculum": N_("national curriculum"),
}


@dataclass(frozen=True)
class Span:
    """A usual quantity (hours, days, months, people): the least and the most, equal where there is one number."""

    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.least:g}" if self.least == self.most else f"{self.least:g}–{self.most:g}"


@dataclass(frozen=True)
class Named:
    """What has a permanent code and names by language (ISO 639-1 code to text; English is always there)."""

    code: str
    names: Mapping[str, str] = field(hash=False)

    def name(self, language: str = "en") -> str:
        """The name in the language (a tag such as fr or fr-SN), in English where there is none."""
        return self.names.get(re.split("[-_]", language)[0].lower()) or self.names["en"]


@dataclass(frozen=True)
class Module(Named):
    """A part of a product that may be taught alone; hours and days where known."""

    hours: Span | None
    days: Span | None


@dataclass(frozen=True)
class CertificateRule:
    """What a certificate asks for; None where nothing is asked.

    kind: attendance, completion, tot, trainer, master_trainer, facilitator or enterprise. measure: presence (sessions,
    half-days or days present) or hours. attendance and test: per cent. plan: a finished plan. otherwise: the kind given
    to those who attended enough but miss the plan or the test; "none" where they get none.
    """

    kind: str
    measure: str = "presence"
    attendance: float | None = None
    plan: bool = False
    test: float | None = None
    otherwise: str = "none"


@dataclass(frozen=True)
class TrainerRule(Named):
    """How a person becomes and stays a trainer of the level `code`; numbers of months, None where no limit is set.

    practice_courses are counted in practice_unit (course, class or tot_cycle) and per product; observed is how many of
    them a master trainer must observe, or "all".
    """

    practice_courses: int
    practice_unit: str
    practice_visits: int
    observed: int | str
    within_months: int | None
    licence_months: int | None
    active_months: int | None
    refresher: bool
    exam: bool

    @property
    def observed_asked(self) -> int:
        """Number of practice courses that must be observed."""
        return self.practice_courses if self.observed == "all" else int(self.observed)


@dataclass(frozen=True)
class Question(Named):
    """A question; answers are stored under its code. kind: yes_no, choice, choices, number, money, month, text.

    Asked only if the earlier question `when_question` was answered with one of `when_is` (choice codes, yes, no).
    """

    kind: str
    choices: tuple[Named, ...]
    when_question: str | None
    when_is: tuple[str, ...]


@dataclass(frozen=True)
class Questionnaire(Named):
    """Questions in the order in which they are asked."""

    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Indicator(Named):
    """unit: share, number, money or percent_change; better: up or down."""

    unit: str
    better: str


@dataclass(frozen=True)
class Product(Named):
    """What a course teaches. Spans are usual quantities, None where not known; followup_months count from course end.

    learner: person, class, enterprise, cooperative, group, household or organisation. makes: the trainer level that
    this product trains for; trains_for: the product that those trainers will teach; both None for other products.
    requires_products come first; requires_records (baseline, pre_test, pre_survey) are taken before it starts.
    sends: whom each enterprise sends, such as {"managers": 2, "workers": 2}.
    """

    programme: str
    aliases: tuple[str, ...]
    editions: tuple[str, ...]
    adapts: tuple[str, ...]
    learner: str
    needs_trainer: bool
    trainer_level: str | None
    makes: str | None
    trains_for: str | None
    plan: str
    days: Span | None
    hours: Span | None
    module_days: Span | None
    modules: tuple[Module, ...]
    class_size: Span | None
    trainers: int | None
    sends: Mapping[str, int] = field(hash=False)
    visits: Span | None
    months: Span | None
    requires_products: tuple[str, ...]
    requires_records: tuple[str, ...]
    certificate: CertificateRule
    followup_months: tuple[int, ...]
    questionnaire: Questionnaire | None
    indicators: tuple[Indicator, ...]

    @property
    def edition(self) -> str | None:
        """The latest edition."""
        return self.editions[-1] if self.editions else None

    @property
    def questions(self) -> tuple[Question, ...]:
        """The follow-up questions, in order."""
        return self.questionnaire.questions if self.questionnaire else ()


@dataclass(frozen=True)
class Programme(Named):
    """A family of products. trainer_rules by level; report_months 1 to 12; country_statuses are codes."""

    aliases: tuple[str, ...]
    order: float
    products: tuple[Product, ...]
    trainer_rules: Mapping[str, TrainerRule] = field(hash=False)
    report_months: tuple[int, ...]
    country_statuses: tuple[str, ...]

    def trainer_rule(self, level: str | None) -> TrainerRule | None:
        """The rule of a trainer level, None where the programme has no rule for it."""
        return self.trainer_rules.get(level) if level else None


@dataclass(frozen=True)
class PleaseConfirm:
    """A value that is usual practice only: programme code, path in its file, value, and the names of what it is of."""

    programme: str
    path: str
    value: Any
    subject: Named

    def sentence(self, language: str = "en") -> str:
        """What to ask a person, with names in the language."""
        return _(
            "{subject}, {key}: {value}. This is usual practice and not stated in a published source: "
            "please confirm or correct it."
        ).format(subject=self.subject.name(language), key=key_label(self.path), value=_shown(self.path, self.value))


def key_label(path: str) -> str:
    """What a person calls the value at a path of a programme file; its last key where it has no name of its own."""
    keys = path.removesuffix(".en").split(".")
    for label in (".".join(keys[-2:]), keys[-1]):
        if label in KEY_LABELS:
            return _(KEY_LABELS[label])
    return keys[-1]


def value_label(code: str) -> str:
    """What a person calls a fixed word of the programme files, such as tot_cycle; other words as they are."""
    return _(VALUE_LABELS[code]) if code in VALUE_LABELS else code


def _shown(path: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        between = "–" if path.rpartition(".")[2] in SPANS else ", "
        return between.join(value_label(str(one)) for one in value) or value_label("none")
    return value_label(str(value))
