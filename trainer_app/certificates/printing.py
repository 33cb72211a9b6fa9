"""From the register to what stands on paper: certificates ready to draw, and their printing counted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from sqlmodel import col

from db.database import Transaction
from db.models import Certificate as Record
from db.models import Course, CourseSession, Credential, Organisation, Person
from trainer_app import keys, places, settings
from trainer_app.certificates import pictures, register
from trainer_app.certificates.contents import Certificate, Picture, Signatory, Translation
from trainer_app.certificates.proof import code_for
from trainer_app.certificates.statement import PREFIX
from trainer_app.certificates.wording import words
from trainer_app.courses import enrolments
from trainer_app.errors import UserError
from trainer_app.formats import number_text
from trainer_app.programmes.catalogue import Catalogue, Product
from trainer_app.texts import _

_LOCALES = {"en": "en_GB"}  # day before month, as everywhere outside the United States
_SAMPLE_CODE = "A7" * 130  # as long as they are
_CHOSEN = (
    "certificate_language", "certificate_second_language", "certificate_second_place", "language", "office_name",
    "certificate_design", "certificate_paper", "certificate_watermark", "certificate_back",
)  # fmt: skip


def drawings(tx: Transaction, certificates: Sequence[Record], catalogue: Catalogue) -> list[Certificate]:
    """The certificates as they would be printed next: an original if none was printed yet, else the next copy.

    It writes nothing of the certificates, so that it serves the preview too; a database without a key to sign their
    codes with gets one. Raises UserError for a void certificate.
    """
    counts = register.printings(tx, [one.id for one in certificates])
    roots = enrolments.person_roots(tx, [one.person_id for one in certificates if one.person_id])
    persons = enrolments.by_id(tx, Person, roots.values())
    office = _Office(tx)
    key = keys.own(tx)
    shared: dict[tuple[str | None, str | None, date | None, date | None], _Shared] = {}
    made = []
    for one in certificates:
        if one.voided_on is not None:
            raise UserError(
                _("{number} is void and is not printed. Issue a new one instead.").format(number=one.number)
            )
        course = tx.get(Course, one.course_id) if one.course_id else _licence(tx, one)
        kind = (one.course_id, one.product, course.starts, course.ends)
        if kind not in shared:
            shared[kind] = _Shared(tx, catalogue, one.product, course, office, of_course=bool(one.course_id))
        person = persons.get(roots[one.person_id]) if one.person_id else None
        latin_name = (person.latin_name or "") if person else ""
        said = shared[kind]
        code = code_for(key, one, said.product_names[0], said.organiser, str(said.texts[0]["dates"]))
        made.append(shared[kind].certificate(one, latin_name, counts[one.id] + 1, code))
    return made


def as_draft(shown: Certificate) -> Certificate:
    """The certificate with zeros for its number and a code that proves nothing: it was not issued."""
    return replace(shown, number=re.sub(r"\w", "0", shown.number), code=PREFIX + _SAMPLE_CODE)


def sample(tx: Transaction, catalogue: Catalogue) -> Certificate:
    """A certificate of nobody as this office's look: for the one who chooses logos, languages or a design."""
    today = date.today()
    course = Course(starts=today, ends=today + timedelta(days=4), hours=40, venue=_("Town hall"))
    shared = _Shared(tx, catalogue, catalogue.products()[0].code, course, _Office(tx))
    record = Record(
        kind="completion", number="SIYB-SYB-XX-2026-0000000-0000-0", name_printed=_("Name of the Participant")
    )
    return shared.certificate(record, "", 1, PREFIX + _SAMPLE_CODE)


def print_course(
    tx: Transaction, course: Course, catalogue: Catalogue, enrolment_ids: Sequence[str] | None = None, *,
    issued_on: date | None = None, issued_by: str | None = None, today: date | None = None,
    overrides: Mapping[str, str] | None = None,
) -> list[Certificate]:  # fmt: skip
    """Issue what is due, and return what to draw once this transaction is written; then comes `count_printed`.

    Raises UserError where nobody is eligible, and as `register.issue` does.
    """
    given = register.issue(
        tx, course, catalogue, enrolment_ids, issued_on=issued_on, issued_by=issued_by, today=today, overrides=overrides
    )
    if not given:
        raise UserError(
            _("Nobody in {course} is eligible for a certificate yet. The reasons stand beside the names.").format(
                course=course.code or course.title or ""
            )
        )
    return drawings(tx, given, catalogue)


def count_printed(tx: Transaction, made: Sequence[Certificate], printed_on: date | None = None) -> None:
    """Count one printing of each certificate that is on paper, or in its file, now."""
    wanted = {(one.number, one.name) for one in made}
    numbers = sorted(number for number, _name in wanted)
    found: list[Record] = []
    for start in range(0, len(numbers), enrolments.CHUNK):
        found += tx.find(Record, col(Record.number).in_(numbers[start : start + enrolments.CHUNK]))
    printed = {(one.number, one.name_printed or ""): one for one in found if one.voided_on is None}
    register.count_printings(tx, [printed[key] for key in wanted if key in printed], printed_on)


class _Office:
    """What the office chose for all its certificates."""

    def __init__(self, tx: Transaction) -> None:
        self.chosen: Mapping[str, Any] = settings.all_values(tx, _CHOSEN)
        language = self.chosen["certificate_language"] or self.chosen["language"] or "en"
        second = self.chosen["certificate_second_language"]
        self.languages = (language, second) if second and second != language else (language,)
        found = pictures.find(tx)
        self.logos: tuple[Picture, ...] = tuple(one for slot, one in found.items() if slot.startswith("logo"))
        self.signatories = tuple(
            Signatory(name, title, organisation, found.get(f"signature {number}"))
            for number, name, title, organisation in settings.signatories(tx)
        )


class _Shared:
    """What the certificates of one course and product have in common; without a course, those of a trainer."""

    def __init__(
        self, tx: Transaction, catalogue: Catalogue, product: str | None, course: Course, office: _Office, *,
        of_course: bool = True,
    ) -> None:  # fmt: skip
        self.office = office
        self.product = _product(catalogue, product)
        self.product_names = _names(catalogue, product, office.languages, of_course=of_course)
        self.organiser = organiser_of(tx, course) or office.chosen["office_name"] or ""
        hours = _hours(tx, course)
        self.texts = [
            {
                "product": name, "modules": _modules(tx, course, self.product, language),
                "dates": dates_text(course.starts, course.ends, language, course.dates_precision),
                "hours": words(language).hours.format(hours=number_text(hours)) if hours is not None else "",
                "place": place_of(tx, course),
                "organiser": self.organiser,
            }
            for language, name in zip(office.languages, self.product_names, strict=True)
        ]  # fmt: skip
        self.contents = None
        if office.chosen["certificate_back"] == "yes":
            self.contents = _contents(tx, course, self.product, office.languages[0])

    def certificate(self, one: Record, latin_name: str, copy: int, code: str) -> Certificate:
        """One certificate, in the languages of the office."""
        kind, chosen, office = one.kind or "attendance", self.office.chosen, self.office
        said = [
            {
                "language": language, "title": words(language).of(kind).title,
                "introduction": words(language).of(kind).introduction or words(language).introduction,
                "body": (words(language).of(kind).sentence,), **texts,
            }
            for language, texts in zip(office.languages, self.texts, strict=True)
        ]  # fmt: skip
        first: dict[str, Any] = said[0]
        return Certificate(
            number=one.number or "", kind=kind, name=one.name_printed or "",
            latin_name=latin_name if latin_name != one.name_printed else "",
            second=Translation(**said[1]) if len(said) > 1 else None,
            beside=chosen["certificate_second_place"] == "beside", signatories=office.signatories, copy=copy,
            logos=office.logos, design=str(chosen["certificate_design"]), paper=chosen["certificate_paper"] or "",
            watermark=chosen["certificate_watermark"] or "", contents=self.contents,
            code=code, **first,
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


def _licence(tx: Transaction, one: Record) -> Course:
    """What stands for the course on a trainer's certificate: the day of issue, and the end of the licence if known."""
    steps = tx.find(Credential, col(Credential.number) == one.number) if one.number else []
    return Course(starts=one.issued_on, ends=next((step.until for step in steps if step.until), None))


def _names(catalogue: Catalogue, code: str | None, languages: Sequence[str], *, of_course: bool) -> list[str]:
    """What a product is called in each language; without a course also a whole programme."""
    programme = None if of_course else next((one for one in catalogue.programmes if one.code == code), None)
    found = programme or _product(catalogue, code)
    return [found.name(language) if found else code or "" for language in languages]


def _product(catalogue: Catalogue, code: str | None) -> Product | None:
    return next((product for product in catalogue.products() if product.code == code), None)


def _modules(tx: Transaction, course: Course, product: Product | None, language: str) -> tuple[str, ...]:
    """The modules taught, where the sessions say which of the product's they were and not all were taught."""
    if product is None or not course.id:
        return ()
    taught = {session.module for session in tx.find(CourseSession, col(CourseSession.course_id) == course.id)}
    return tuple(module.name(language) for module in product.modules if module.code in taught)


def _contents(
    tx: Transaction, course: Course, product: Product | None, language: str
) -> tuple[tuple[str, str], ...]:  # fmt: skip
    """The modules taught, all of the product's where no session says, with the hours of their sessions.

    A product without modules stands there itself.
    """
    if product is None or not product.modules:
        return ((product.name(language), ""),) if product else ()
    hours: dict[str | None, float] = {}
    for session in tx.find(CourseSession, col(CourseSession.course_id) == course.id) if course.id else ():
        hours[session.module] = hours.get(session.module, 0) + (session.hours or 0)
    taught = [module for module in product.modules if module.code in hours] or product.modules
    return tuple(
        (module.name(language), number_text(hours[module.code]) if hours.get(module.code) else "") for module in taught
    )


def _hours(tx: Transaction, course: Course) -> float | None:
    """The course's hours, said or summed over its sessions where every one has them; None where they are not known."""
    if course.hours is not None or not course.id:
        return course.hours
    held = tx.find(CourseSession, col(CourseSession.course_id) == course.id)
    known = [session.hours for session in held if session.hours is not None]
    return sum(known) if known and len(known) == len(held) else None


def place_of(tx: Transaction, course: Course) -> str:
    """Venue and place; the place by its own name and those above it."""
    name = places.full_names(tx).get(course.place_id, "") if course.place_id else ""
    return ", ".join(part for part in (course.venue, name) if part)


def organiser_of(tx: Transaction, course: Course) -> str:
    """The name of the organisation that holds the course."""
    found = enrolments.by_id(tx, Organisation, [course.organiser_id] if course.organiser_id else [])
    return next((one.name for one in found.values() if one.name), "")
