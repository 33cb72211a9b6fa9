"""The register of certificates: who may have one and why, permanent numbers, voids, printings, collection."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from db.database import Transaction
from db.models import Certificate, Course, Enrolment, Enterprise, Organisation, Person, Printing
from trainer_app.certificates.numbering import Numbers
from trainer_app.courses import course_outcomes, courses, enrolments
from trainer_app.courses.outcomes import Proposal
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import Catalogue, Product
from trainer_app.texts import N_, _

KINDS = {
    "attendance": N_("Attendance"),
    "completion": N_("Completion"),
    "tot": N_("Training of trainers"),
    "trainer": N_("Trainer"),
    "master_trainer": N_("Master trainer"),
    "facilitator": N_("Facilitator"),
    "enterprise": N_("Enterprise"),
    "organisation": N_("Organisation"),
    "promoter": N_("Promoter"),
    "key_facilitator": N_("Key facilitator"),
    "international_key_facilitator": N_("International key facilitator"),
    "expert": N_("Expert trainer"),
}

_EARLIEST = (col(Certificate.issued_on), col(Certificate.number), col(Certificate.id))
"""Two replicas may have issued for one learner before they met: everywhere the earliest is the one that is shown."""


@dataclass(frozen=True)
class Eligible:
    """One learner and one product: the kind of certificate that the rule gives (None: none), why, and the valid one
    of that kind, the earliest of them, where it was issued already."""

    enrolment: Enrolment
    product: str
    name: str
    kind: str | None
    reason: str
    certificate: Certificate | None = None


@dataclass(frozen=True)
class Row:
    """One line of the register; printings counts all, the first being the original."""

    certificate: Certificate
    course_code: str | None
    name: str | None
    printings: int

    @property
    def valid(self) -> bool:
        return self.certificate.voided_on is None


def eligible(tx: Transaction, course: Course, catalogue: Catalogue, today: date | None = None) -> list[Eligible]:
    """Every learner of a course with the certificate that each product's rule gives, in the order of the list."""
    names = _names(tx, course.id)
    valid: dict[tuple[str | None, str | None, str | None], Certificate] = {}
    for one in tx.find(Certificate, col(Certificate.course_id) == course.id, order_by=_EARLIEST):
        if one.voided_on is None:
            valid.setdefault((one.enrolment_id, one.product, one.kind), one)
    found: list[Eligible] = []
    for product in courses.products_of(course, catalogue):
        proposed = course_outcomes.propose_for(tx, course, product, today)
        by_enterprise = _best_by_enterprise(proposed)
        for enrolment, proposal in proposed:
            if enrolment.learner == "enterprise" and proposal.certificate_kind is None:
                proposal = by_enterprise.get(enrolment.enterprise_id, proposal)
            kind, reason = _kind(product, enrolment, proposal)
            certificate = valid.get((enrolment.id, product.code, kind))
            found.append(Eligible(enrolment, product.code, names.get(enrolment.id, ""), kind, reason, certificate))
    return found


def issue(
    tx: Transaction, course: Course, catalogue: Catalogue, enrolment_ids: Iterable[str] | None = None, *,
    issued_on: date | None = None, issued_by: str | None = None, today: date | None = None,
    overrides: Mapping[str, str] | None = None,
) -> list[Certificate]:  # fmt: skip
    """Give numbers to the eligible learners (all, or those of these enrolments); returns theirs, old and new.

    Who has a valid certificate of the kind keeps it. `overrides`: reasons, by enrolment id, for giving the product's
    certificate against the rule, which `issued_by` decides. Raises UserError for a course without product or an office
    without country, and for a learner who was named and is not eligible.
    """
    found = eligible(tx, course, catalogue, today)
    wanted = set(enrolment_ids) if enrolment_ids is not None else None
    overrides = overrides or {}
    day = issued_on or today or date.today()
    chosen = [one for one in found if wanted is None or one.enrolment.id in wanted]
    given: list[Certificate] = []
    fresh: list[Certificate] = []
    numbers = Numbers(tx, day.year)
    for one in chosen:
        reason = overrides.get(one.enrolment.id, "").strip() or None
        kind = one.kind or (_kind_by_rule(catalogue.product(one.product), one.enrolment) if reason else None)
        if kind is None:
            if wanted is not None:
                raise _not_eligible(one)
            continue
        certificate = one.certificate if one.kind else _valid(tx, one, kind)
        if certificate is None:
            against = reason if one.kind is None else None
            if against and not (issued_by or "").strip():
                raise UserError(
                    _("A certificate against the rule needs the name of who decides. Type it; nothing was issued.")
                )
            certificate = Certificate(
                number=numbers.next(catalogue.product(one.product).programme, one.product), kind=kind,
                product=one.product, course_id=course.id, enrolment_id=one.enrolment.id,
                person_id=one.enrolment.person_id, name_printed=one.name or None, issued_on=day,
                issued_by=issued_by, override_reason=against,
            )  # fmt: skip
            fresh.append(certificate)
        given.append(certificate)
    numbers.keep()
    tx.add_many(fresh)
    return given


def issued(tx: Transaction, course: Course, enrolment_ids: Iterable[str] | None = None) -> list[Certificate]:
    """The valid certificates of a course in the order of their numbers; those of these enrolments, if any are named."""
    found = tx.find(Certificate, col(Certificate.course_id) == course.id, col(Certificate.voided_on).is_(None))
    wanted = None if enrolment_ids is None else set(enrolment_ids)
    chosen = [one for one in found if wanted is None or one.enrolment_id in wanted]
    return sorted(chosen, key=lambda one: one.number or "")


def void(tx: Transaction, certificate: Certificate, reason: str, voided_on: date | None = None) -> None:
    """Make a certificate void; its number is kept and never given again. Raises UserError without a reason."""
    if not reason.strip():
        raise UserError(_("Say why the certificate is void. Nothing was changed."))
    if certificate.voided_on is not None:
        raise UserError(
            _("{number} was made void on {day} already.").format(number=certificate.number, day=certificate.voided_on)
        )
    tx.update(certificate, voided_on=voided_on or date.today(), void_reason=reason.strip())


def collect(tx: Transaction, certificates: Sequence[Certificate], by: str | None, on: date | None = None) -> int:
    """Record that certificates were handed over, `by` the one who took them (None: the holder); how many changed."""
    day = on or date.today()
    return sum(
        tx.update(one, collected_on=day, collected_by=by or None)
        for one in certificates
        if one.collected_on is None and one.voided_on is None
    )


def count_printings(tx: Transaction, certificates: Sequence[Certificate], printed_on: date | None = None) -> None:
    """Record one printing of each. Raises UserError for a void one: it is not printed."""
    for one in certificates:
        if one.voided_on is not None:
            raise UserError(
                _("{number} is void and is not printed. Issue a new one instead.").format(number=one.number)
            )
    day = printed_on or date.today()
    tx.add_many([Printing(certificate_id=one.id, printed_on=day) for one in certificates])


def printings(tx: Transaction, certificate_ids: Iterable[str]) -> dict[str, int]:
    """How often each was printed."""
    counts = dict.fromkeys(certificate_ids, 0)
    ids = list(counts)
    for start in range(0, len(ids), enrolments.CHUNK):
        for one in tx.find(Printing, col(Printing.certificate_id).in_(ids[start : start + enrolments.CHUNK])):
            counts[one.certificate_id or ""] += 1
    return counts


def rows(
    tx: Transaction, *, course_id: str | None = None, text: str | None = None, limit: int = 500, offset: int = 0
) -> list[Row]:
    """The register, or that of a course, the latest number first; `text` begins a number or stands in a name."""
    where = []
    if course_id is not None:
        where.append(col(Certificate.course_id) == course_id)
    if text:
        where.append(
            col(Certificate.number).startswith(text.upper(), autoescape=True)
            | col(Certificate.name_printed).contains(text, autoescape=True)
        )
    page = (
        select(Certificate.id)
        .where(col(Certificate.deleted).is_(False), *where)
        .order_by(col(Certificate.issued_on).desc(), col(Certificate.number).desc())
        .limit(limit)
        .offset(offset)
    )
    ids = [row[0] for row in tx.rows(page)]
    certificates = enrolments.by_id(tx, Certificate, ids)
    counts = printings(tx, ids)
    codes = enrolments.by_id(tx, Course, [one.course_id for one in certificates.values() if one.course_id])
    return [
        Row(
            certificates[one], codes[course].code if (course := certificates[one].course_id) in codes else None,
            certificates[one].name_printed, counts[one],
        )
        for one in ids
    ]  # fmt: skip


def decision(certificate: Certificate | None) -> str:
    """Who decided against the rule and why, as a person reads it; "" for one by the rule."""
    if certificate is None or not certificate.override_reason:
        return ""
    return _("{reason} (decided by {name})").format(
        reason=certificate.override_reason, name=certificate.issued_by or "-"
    )


def kind_label(kind: str | None) -> str:
    """The kind as a person reads it."""
    return _(KINDS[kind]) if kind in KINDS else kind or ""


def _names(tx: Transaction, course_id: str) -> dict[str, str]:
    """The name to print for each enrolment: the person's, or that of enterprise, organisation or class."""
    names = {}
    for row in enrolments.rows(tx, course_id):
        person, enrolment = row.person, row.enrolment
        name = (person.full_name or person.latin_name) if person is not None else row.enterprise or row.organisation
        names[enrolment.id] = name or enrolment.class_name or ""
    return names


def _kind(product: Product, enrolment: Enrolment, proposal: Proposal) -> tuple[str | None, str]:
    """The kind for a learner and why: a class gets none, and somebody's decision goes before the rule."""
    if enrolment.learner == "class":
        return None, _("a class as a whole: certificates are for persons")
    if enrolment.outcome_by and enrolment.outcome:
        reason = _("{outcome}, decided by {name}: {reason}").format(
            outcome=enrolments.outcome_label(enrolment.outcome), name=enrolment.outcome_by,
            reason=enrolment.outcome_reason or "",
        )  # fmt: skip
        return (_kind_by_rule(product, enrolment) if enrolment.outcome == "completed" else None), reason
    if proposal.certificate_kind == product.certificate.kind:
        return _kind_by_rule(product, enrolment), proposal.reason
    return proposal.certificate_kind, proposal.reason


def _kind_by_rule(product: Product, enrolment: Enrolment) -> str:
    """The product's kind; the people whom an enterprise sends get one of attendance beside the enterprise's.

    An organisation gets one that speaks of an organisation.
    """
    if enrolment.learner == "organisation":
        return "organisation"
    if product.certificate.kind == "enterprise" and enrolment.learner in (None, "person"):
        return "attendance"
    return product.certificate.kind


def _best_by_enterprise(proposed: Sequence[tuple[Enrolment, Proposal]]) -> dict[str | None, Proposal]:
    """Of the people of each enterprise one who met the rule: the enterprise took part where one of them did."""
    return {
        enrolment.enterprise_id: proposal
        for enrolment, proposal in proposed
        if enrolment.enterprise_id and enrolment.learner != "enterprise" and proposal.certificate_kind
    }


def _valid(tx: Transaction, one: Eligible, kind: str) -> Certificate | None:
    """The valid certificate of a kind that a learner has already."""
    known = tx.find(
        Certificate,
        col(Certificate.enrolment_id) == one.enrolment.id,
        col(Certificate.product) == one.product,
        col(Certificate.kind) == kind,
        col(Certificate.voided_on).is_(None),
        order_by=_EARLIEST,
    )
    return known[0] if known else None


def _not_eligible(one: Eligible) -> UserError:
    return UserError(
        _(
            "{name} is not eligible for a certificate of {product}: {reason}. No certificate was issued. Correct the "
            "records, or issue it with a reason."
        ).format(name=one.name, product=one.product, reason=one.reason)
    )


def holder(tx: Transaction, certificate: Certificate) -> Person | Enterprise | Organisation | None:
    """Who a certificate is of: the person who stands for joined ones, the enterprise or organisation; None: erased."""
    if certificate.person_id:
        root = enrolments.person_roots(tx, [certificate.person_id])[certificate.person_id]
        return enrolments.by_id(tx, Person, [root]).get(root)
    enrolment = enrolments.by_id(tx, Enrolment, [certificate.enrolment_id or ""]).get(certificate.enrolment_id or "")
    if enrolment is not None and enrolment.enterprise_id:
        return tx.get(Enterprise, enrolment.enterprise_id)
    if enrolment is not None and enrolment.organisation_id:
        return tx.get(Organisation, enrolment.organisation_id)
    return None
