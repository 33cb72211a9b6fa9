"""From the register to what stands on paper: certificates ready to draw, and their printing counted."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from sqlmodel import col

from db.database import Transaction
from db.models import Certificate as Record
from db.models import Course, CourseSession, Organisation, Person
from trainer_app import enrolments, keys, places, settings
from trainer_app.certificates import register
from trainer_app.certificates.contents import Certificate, Signatory
from trainer_app.certificates.proof import code_for
from trainer_app.certificates.wording import wording
from trainer_app.errors import UserError
from trainer_app.formats import number_text
from trainer_app.programmes import Catalogue, Product
from trainer_app.texts import _

_LOCALES = {"en": "en_GB"}  # day before month, as everywhere outside the United States


def drawings(
    tx: Transaction, certificates: Sequence[Record], catalogue: Catalogue, *, logos: Sequence[Path] = ()
) -> list[Certificate]:
    """The certificates as they would be printed next: an original if none was printed yet, else the next copy.

    It writes nothing of the certificates, so that it serves the preview too; a database without a key to sign their
    codes with gets one. Raises UserError for a void certificate.
    """
    counts = register.printings(tx, [one.id for one in certificates])
    roots = enrolments.person_roots(tx, [one.person_id for one in certificates if one.person_id])
    persons = enrolments.by_id(tx, Person, roots.values())
    signatories = tuple(Signatory(*parts) for parts in settings.signatories(tx))
    chosen = settings.all_values(tx, ("certificate_language", "language", "office_name", "certificate_design"))
    language = chosen["certificate_language"] or chosen["language"] or "en"
    key = keys.own(tx)
    shared: dict[tuple[str | None, str | None], _Shared] = {}
    made = []
    for one in certificates:
        if one.voided_on is not None:
            raise UserError(
                _("{number} is void and is not printed. Issue a new one instead.").format(number=one.number)
            )
        kind = (one.course_id, one.product)
        if kind not in shared:
            shared[kind] = _Shared(tx, catalogue, one, language, chosen)
        person = persons.get(roots[one.person_id]) if one.person_id else None
        made.append(
            shared[kind].certificate(
                one, (person.latin_name or "") if person else "", counts[one.id] + 1, signatories, tuple(logos), key
            )
        )
    return made


def print_course(
    tx: Transaction, course: Course, catalogue: Catalogue, enrolment_ids: Sequence[str] | None = None, *,
    issued_on: date | None = None, issued_by: str | None = None, logos: Sequence[Path] = (), today: date | None = None,
) -> list[Certificate]:  # fmt: skip
    """Issue what is due, and return what to draw once this transaction is written; then comes `count_printed`.

    Raises UserError where nobody is eligible, and as `register.issue` does.
    """
    given = register.issue(tx, course, catalogue, enrolment_ids, issued_on=issued_on, issued_by=issued_by, today=today)
    if not given:
        raise UserError(
            _("Nobody in {course} is eligible for a certificate yet. The reasons stand beside the names.").format(
                course=course.code or course.title or ""
            )
        )
    return drawings(tx, given, catalogue, logos=logos)


def count_printed(tx: Transaction, made: Sequence[Certificate], printed_on: date | None = None) -> None:
    """Count one printing of each certificate that is on paper, or in its file, now."""
    wanted = {(one.number, one.name) for one in made}
    numbers = sorted(number for number, _name in wanted)
    found: list[Record] = []
    for start in range(0, len(numbers), enrolments.CHUNK):
        found += tx.find(Record, col(Record.number).in_(numbers[start : start + enrolments.CHUNK]))
    printed = {(one.number, one.name_printed or ""): one for one in found if one.voided_on is None}
    register.count_printings(tx, [printed[key] for key in wanted if key in printed], printed_on)


class _Shared:
    """What the certificates of one course and product have in common."""

    def __init__(
        self, tx: Transaction, catalogue: Catalogue, one: Record, language: str, chosen: Mapping[str, Any]
    ) -> None:
        course = tx.get(Course, one.course_id) if one.course_id else Course()
        self.language, self.design = language, str(chosen["certificate_design"])
        self.locale = _locale(language)
        self.product = _product(catalogue, one.product)
        self.product_name = self.product.name(language) if self.product else one.product or ""
        self.modules = _modules(tx, course, self.product, language)
        self.dates = dates_text(course.starts, course.ends, language, course.dates_precision)
        self.hours = _hours_text(tx, course)
        self.place = _place(tx, course)
        self.organiser = _organiser(tx, course) or chosen["office_name"] or ""

    def certificate(
        self, one: Record, latin_name: str, copy: int, signatories: tuple[Signatory, ...], logos: tuple[Path, ...],
        key: keys.OwnKey,
    ) -> Certificate:  # fmt: skip
        words = wording(one.kind or "attendance")
        return Certificate(
            number=one.number or "", kind=one.kind or "attendance", name=one.name_printed or "", title=words.title,
            latin_name=latin_name if latin_name != one.name_printed else "", introduction=words.introduction,
            body=(words.sentence,), product=self.product_name, modules=self.modules, dates=self.dates,
            hours=self.hours, place=self.place, organiser=self.organiser, signatories=signatories,
            language=self.language, copy=copy, logos=logos,
            design=self.design, code=code_for(key, one, self.product_name, self.organiser),
        )  # fmt: skip


def dates_text(starts: date | None, ends: date | None, language: str, precision: str | None = None) -> str:
    """The days of a course in words of a language: 12–16 March 2026; only month or year where no more is known."""
    first, last = starts or ends, ends or starts
    if first is None or last is None:
        return ""
    locale = _locale(language)
    if precision in ("month", "year"):
        skeleton = "y" if precision == "year" else "yMMMM"
        texts = [format_skeleton(skeleton, day, locale=locale) for day in (first, last)]
        text = " – ".join(dict.fromkeys(texts))
    elif first == last:
        text = format_date(first, "long", locale=locale)
    else:
        text = _months_in_full(format_interval(first, last, "yMMMMd", locale=locale), (first, last), locale)
    return text.replace("\u2009", " ").replace("\u202f", " ")  # thin blanks, which few fonts have


def _months_in_full(text: str, days: Sequence[date], locale: Locale) -> str:
    """The text with the short names of these days' months written out: locales have no intervals with long ones."""
    for month in {day.month for day in days}:
        short, long = (locale.months["format"][width][month] for width in ("abbreviated", "wide"))
        if short in text and long not in text and not short[0].isdigit():
            text = text.replace(short, long)
    return text


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(_LOCALES.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def _product(catalogue: Catalogue, code: str | None) -> Product | None:
    return next((product for product in catalogue.products() if product.code == code), None)


def _modules(tx: Transaction, course: Course, product: Product | None, language: str) -> tuple[str, ...]:
    """The modules taught, where the sessions say which of the product's they were and not all were taught."""
    if product is None or not course.id:
        return ()
    taught = {session.module for session in tx.find(CourseSession, col(CourseSession.course_id) == course.id)}
    return tuple(module.name(language) for module in product.modules if module.code in taught)


def _hours_text(tx: Transaction, course: Course) -> str:
    """The course's hours, said or summed over its sessions where every one has them; "" where they are not known."""
    hours = course.hours
    if hours is None:
        held = tx.find(CourseSession, col(CourseSession.course_id) == course.id)
        known = [session.hours for session in held if session.hours is not None]
        hours = sum(known) if known and len(known) == len(held) else None
    return _("{hours} hours").format(hours=number_text(hours)) if hours is not None else ""


def _place(tx: Transaction, course: Course) -> str:
    """Venue and place; the place by its own name and those above it."""
    name = places.full_names(tx).get(course.place_id, "") if course.place_id else ""
    return ", ".join(part for part in (course.venue, name) if part)


def _organiser(tx: Transaction, course: Course) -> str:
    found = enrolments.by_id(tx, Organisation, [course.organiser_id] if course.organiser_id else [])
    return next((one.name for one in found.values() if one.name), "")
