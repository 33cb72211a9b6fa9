"""Certificates of trainers, one for each level: given to who has practised as the rule asks, or with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col

from db.database import Transaction
from db.models import Certificate, Person
from trainer_app.certificates.numbering import Numbers
from trainer_app.courses import enrolments
from trainer_app.courses.outcomes import ENDED
from trainer_app.errors import UserError
from trainer_app.people import trainers
from trainer_app.people.standings import Place, places
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import _


@dataclass(frozen=True)
class Candidate:
    """A trainer at one level of a product, and the certificate since they were last certified, if there is one.

    `kind` is that of the certificate, `eligible` whether the rule gives it, `reason` why or why not.
    """

    place: Place
    name: str
    certificate: Certificate | None = None

    @property
    def kind(self) -> str:
        return self.place.level

    @property
    def eligible(self) -> bool:
        """Whether the practice that the rule asks for is on record, and nothing speaks against it."""
        return self.place.practice.status == "ready" and not self.barred

    @property
    def reason(self) -> str:
        return (self.place.standing if self.barred else self.place.practice).reason

    @property
    def barred(self) -> bool:
        """Whether the licence ended, or the office suspended or withdrew what it had certified."""
        return self.place.standing.status in (*ENDED, "expired")

    @property
    def product(self) -> str:
        """What the register has as product: the whole programme by its own code."""
        return self.place.product or self.place.programme


def candidates(
    tx: Transaction, catalogue: Catalogue, person_id: str | None = None, today: date | None = None
) -> list[Candidate]:
    """Every level at which trainers, or one, stand, with the certificate that the rule gives."""
    stood = places(tx, catalogue, today, person_id)
    names = {
        one: person.full_name or person.latin_name or ""
        for one, person in enrolments.by_id(tx, Person, [place.person_id for place in stood]).items()
    }
    given = _given(tx)
    return [
        Candidate(place, names.get(place.person_id, ""), _valid(given, place))
        for place in stood
        if place.level in trainers.LEVELS
    ]


def issue(
    tx: Transaction, chosen: Sequence[Candidate], *, issued_by: str | None = None, issued_on: date | None = None,
    reason: str = "",
) -> list[Certificate]:  # fmt: skip
    """Give numbers to trainers; returns theirs, old and new. Who was not certified yet is from this day on.

    `reason` gives it against the rule, which `issued_by` decides. Raises UserError for one who has not practised as the
    rule asks without it, and for one who is suspended, withdrawn or has left.
    """
    day = issued_on or date.today()
    numbers = Numbers(tx, day.year)
    given = []
    for one in chosen:
        if one.certificate is not None:
            given.append(one.certificate)
            continue
        against = None if one.eligible else _against(one, reason.strip(), (issued_by or "").strip())
        given.append(
            tx.add(
                Certificate(
                    number=numbers.next(one.place.programme, one.product), kind=one.kind, product=one.product,
                    person_id=one.place.person_id, name_printed=one.name or None, issued_on=day, issued_by=issued_by,
                    override_reason=against,
                )
            )
        )  # fmt: skip
        if one.place.certified_on is None:
            tx.add(
                trainers.Credential(
                    person_id=one.place.person_id, programme=one.place.programme, product=one.place.product or None,
                    level=one.place.level, status="certified", since=day, number=given[-1].number, notes=against,
                )
            )  # fmt: skip
    numbers.keep()
    return given


def of_person(tx: Transaction, person_id: str) -> list[Certificate]:
    """All certificates of a trainer as such, void ones too, the latest first."""
    found = [one for (person, _product, _kind), ones in _given(tx, valid=False).items() if person == person_id
             for one in ones]  # fmt: skip
    return sorted(found, key=lambda one: (one.issued_on or date.min, one.number or ""), reverse=True)


def _against(one: Candidate, reason: str, by: str) -> str:
    """The reason for a certificate against the rule. Raises UserError where it cannot be."""
    about = {"name": one.name, "product": one.product, "reason": one.reason}
    if one.barred:
        raise UserError(
            _("{name} gets no certificate for {product}: {reason}. Record a new step first.").format(**about)
        )
    if not reason:
        raise UserError(
            _(
                "{name} has not practised for {product} as the rule asks: {reason}. No certificate was issued. Record "
                "what is missing, or issue it with a reason."
            ).format(**about)
        )
    if not by:
        raise UserError(_("A certificate against the rule needs the name of who decides. Type it; nothing was issued."))
    return reason


def _given(tx: Transaction, *, valid: bool = True) -> dict[tuple[str, str, str], list[Certificate]]:
    """Certificates of trainers by person (who stands for joined ones), product and kind, the earliest first."""
    found = tx.find(
        Certificate, col(Certificate.course_id).is_(None), col(Certificate.kind).in_(list(trainers.LEVELS)),
        order_by=(col(Certificate.issued_on), col(Certificate.number), col(Certificate.id)),
    )  # fmt: skip
    roots = enrolments.person_roots(tx, [one.person_id for one in found if one.person_id])
    by_key: dict[tuple[str, str, str], list[Certificate]] = {}
    for one in found:
        if one.person_id and not (valid and one.voided_on):
            by_key.setdefault((roots[one.person_id], one.product or "", one.kind or ""), []).append(one)
    return by_key


def _valid(given: dict[tuple[str, str, str], list[Certificate]], place: Place) -> Certificate | None:
    """The certificate of a place; one from before the latest step `certified` was of a licence that was renewed."""
    since = place.certified_on or date.min
    known = given.get((place.person_id, place.product or place.programme, place.level), ())
    return next((one for one in known if (one.issued_on or date.max) >= since), None)
