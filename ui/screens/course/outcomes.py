"""The outcomes of a course: what the product's rule proposes for each participant and why, accepted or decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from db.models import Course, Enrolment
from trainer_app import settings
from trainer_app.courses import attendance, course_outcomes, courses, enrolments
from trainer_app.formats import number_text, percent_text
from trainer_app.paths import programmes_folder
from trainer_app.programmes.catalogue import Catalogue, Product, load_catalogue
from trainer_app.programmes.parts import key_label, value_label
from trainer_app.texts import _, ngettext
from ui import style
from ui.grid import Edit, EditableTable
from ui.labels import beside, plain_label
from ui.rows import Column
from ui.screens.course.tab import CourseTab

SCORES = ("plan_finished", "pre_test", "post_test")
TONES: dict[str, style.Tone] = {"dropped_out": "warning", "no_show": "warning", "failed": "warning"}
RULE_PARTS = ("attendance", "plan", "test", "otherwise")


class Outcomes(NamedTuple):
    """The rows of the grid, the rule in words, how many proposals would change something, and the learners' sums.

    A class as a whole is none of the learners that complete a course.
    """

    rows: list[dict[str, Any]]
    rule: str
    open: int
    learners: int
    completed: int
    decided_by: str


class OutcomesTab(CourseTab):
    """Plans and tests are typed here; the proposal follows them at once."""

    reads = frozenset({"attendance", "course_session", "enrolment", "person", "course"})

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._outcomes: Outcomes | None = None
        self._accept = self.add_button(_("Accept all proposals"), self._accept_all, "Ctrl+Shift+A")
        self._decide = self.add_button(
            _("Decide otherwise…"), self._override, "Ctrl+Shift+D", _("For the selected participants")
        )
        self._withdraw = self.add_button(
            _("Let the rule decide"), self._withdraw_override, hint=_("Takes the decision for the selected ones back")
        )
        self.bar.addStretch(1)
        self._sum = plain_label(muted=True)
        self.bar.addWidget(self._sum)
        outcomes = tuple((code, enrolments.outcome_label(code)) for code in ("enrolled", *enrolments.OUTCOMES))
        self.grid = EditableTable(
            [
                Column("attendance", _("Attendance"), width=12, editable=False),
                Column("plan_finished", _("Plan finished"), "yes_no", width=14),
                Column("pre_test", _("Test before, %"), "decimal", width=14, check=_check("pre_test")),
                Column("post_test", _("Test after, %"), "decimal", width=14, check=_check("post_test")),
                Column("proposed", _("Proposed"), "choice", outcomes, width=15, editable=False),
                Column("outcome", _("Outcome"), "choice", outcomes, width=15, editable=False, tone=TONES.get),
                Column("reason", _("Why"), width=58, editable=False),
                Column("by", _("Decided by"), width=36, editable=False),
            ],
            row_title="name",
        )  # fmt: skip
        self.grid.edited.connect(lambda row_id, key, value: self._save([(row_id, key, value)]))
        self.grid.block_edited.connect(self._save)
        self._rule = plain_label(muted=True)
        self._rule.setWordWrap(True)
        self.column.addWidget(self.grid, 1)
        self.column.addWidget(self._rule)
        self.setFocusProxy(self.grid)

    def clear(self) -> None:
        self._outcomes = None
        self.grid.set_rows([])
        self._rule.setText("")
        self._sum.setText("")

    def load(self) -> None:
        course_id = self.course_id
        if course_id:
            self.query(lambda tx: read_outcomes(tx, course_id), self._show, topic="outcomes")

    def _show(self, outcomes: Outcomes) -> None:
        self._outcomes = outcomes
        self.grid.set_rows(outcomes.rows)
        if outcomes.rows and not self.grid.view.currentIndex().isValid():
            self.grid.view.setCurrentIndex(self.grid.rows.index(0, 1))
        self._rule.setText(outcomes.rule)
        self._accept.setEnabled(outcomes.open > 0)
        self._decide.setEnabled(bool(outcomes.rows))
        self._withdraw.setEnabled(any(row["by"] for row in outcomes.rows))
        completed = _("{n} of {all} completed").format(
            n=number_text(outcomes.completed), all=number_text(outcomes.learners)
        )
        waiting = ngettext("{n} proposal to accept", "{n} proposals to accept", outcomes.open)
        waiting = waiting.format(n=number_text(outcomes.open))
        told = beside(completed if outcomes.learners else "", waiting if outcomes.open else "")
        self._sum.setText(told)

    def _save(self, edits: Sequence[Edit]) -> None:
        self.change(_("Plans and tests"), lambda tx: save_scores(tx, edits))

    def _accept_all(self) -> None:
        course_id = self.course_id

        def told(n: int) -> None:
            self.messages.success(
                ngettext("{n} outcome is saved.", "{n} outcomes are saved.", n).format(n=number_text(n)),
                _("Undo"),
                self.main_window.undo,
            )

        self.change(_("Accept the outcomes"), lambda tx: accept_all(tx, course_id), told)

    def _override(self) -> None:
        from ui.dialogs.decide_outcome import DecideOutcomeDialog

        ids = self.grid.selected_ids()
        if not ids or self._outcomes is None:
            self.messages.info(_("Go to the participant first, or select several."))
            return
        names = [row["name"] for row in self._outcomes.rows if row["id"] in ids]
        dialog = DecideOutcomeDialog(names, self._outcomes.decided_by, self)

        def save() -> None:
            outcome, by, reason = dialog.answer()
            self.change(_("Decide an outcome"), lambda tx: override(tx, ids, outcome, by, reason))

        dialog.accepted.connect(save)
        dialog.open()

    def _withdraw_override(self) -> None:
        ids = self.grid.selected_ids()
        self.change(_("Let the rule decide"), lambda tx: withdraw(tx, ids))


def read_outcomes(tx: Any, course_id: str) -> Outcomes:
    """The outcomes of a course with what is proposed."""
    course = tx.get(Course, course_id)
    catalogue = load_catalogue(programmes_folder())
    proposals = {one.id: proposal for one, proposal in course_outcomes.propose(tx, course, catalogue)}
    rows, waiting, learners, completed = [], 0, 0, 0
    for number, one in enumerate(enrolments.rows(tx, course_id), 1):
        enrolment, proposal = one.enrolment, proposals.get(one.enrolment.id)
        name = enrolments_name(one)
        row = {key: getattr(enrolment, key) for key in (*SCORES, "outcome")}
        row |= {
            "id": enrolment.id,
            "name": _("{number}  {name}").format(number=number_text(number), name=name),
            "attendance": _share(one.attendance),
            "proposed": proposal.outcome if proposal else None,
            "reason": proposal.reason if proposal else None,
            "by": _decided(enrolment),
        }
        rows.append(row)
        learners += enrolment.learner != "class"
        completed += enrolment.learner != "class" and enrolment.outcome == "completed"
        waiting += bool(proposal) and _would_change(enrolment, proposal)
    rules = [rule_text(product, catalogue) for product in courses.products_of(course, catalogue)]
    return Outcomes(rows, "\n".join(rules), waiting, learners, completed, settings.get(tx, "your_name") or "")


def accept_all(tx: Any, course_id: str) -> int:
    """Save all proposals that say something; how many outcomes changed."""
    course = tx.get(Course, course_id)
    return course_outcomes.accept(tx, course_outcomes.propose(tx, course, load_catalogue(programmes_folder())))


def override(tx: Any, ids: Sequence[str], outcome: str, by: str, reason: str) -> None:
    """Decide the outcome of these enrolments against the rule."""
    for row_id in ids:
        course_outcomes.override(tx, tx.get(Enrolment, row_id), outcome, by=by, reason=reason)


def withdraw(tx: Any, ids: Sequence[str]) -> None:
    """Take the decisions for these enrolments back."""
    for row_id in ids:
        enrolment = tx.get(Enrolment, row_id)
        if enrolment.outcome_by:
            course_outcomes.withdraw_override(tx, enrolment)


def save_scores(tx: Any, edits: Sequence[Edit]) -> None:
    """Save plans and test results. Raises UserError for what cannot be."""
    for row_id, key, value in edits:
        enrolments.save_cell(tx, row_id, f"enrolment.{key}", value)


def rule_text(product: Product, catalogue: Catalogue) -> str:
    """What a product asks for its certificate; usual practice that nobody confirmed yet says so."""
    rule, parts = product.certificate, []
    told = {
        "attendance": number_text(rule.attendance) if rule.attendance is not None else "",
        "plan": _("yes") if rule.plan else "",
        "test": number_text(rule.test) if rule.test is not None else "",
        "otherwise": value_label(rule.otherwise) if rule.plan or rule.test is not None else "",
    }
    for name in RULE_PARTS:
        if told[name]:
            text = _("{what}: {value}").format(what=key_label(f"certificate.{name}"), value=told[name])
            usual = catalogue.is_usual(product.code, f"certificate.{name}")
            parts.append(_("{rule} (please confirm)").format(rule=text) if usual else text)
    text = "; ".join(parts) or _("nothing is asked")
    return _("Rule of {product}: {rule}.").format(product=product.code, rule=text)


def enrolments_name(row: enrolments.Row) -> str:
    """Who takes part: the person, else the enterprise, organisation or class."""
    if row.person is not None:
        return row.person.full_name or row.person.latin_name or ""
    return " ".join(part for part in (row.enterprise, row.organisation, row.enrolment.class_name) if part)


def _would_change(enrolment: Enrolment, proposal: Any) -> bool:
    if proposal.outcome == "enrolled" or enrolment.outcome_by:
        return False
    return (enrolment.outcome or "not_known") != str(proposal.outcome)


def _decided(enrolment: Enrolment) -> str | None:
    if not enrolment.outcome_by:
        return None
    return _("{who}: {why}").format(who=enrolment.outcome_by, why=enrolment.outcome_reason or "")


def _share(total: attendance.Total) -> str | None:
    return percent_text(total.share, 0) if total.share is not None else None


def _check(field: str) -> Any:
    return lambda value: next(iter(enrolments.problems({field: value})), None)
