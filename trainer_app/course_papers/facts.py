"""What the papers say of a course and of those who are in it, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.database import Transaction
from db.models import Course
from trainer_app import places, settings
from trainer_app.certificates import pictures
from trainer_app.certificates.printing import dates_text, organiser_of, place_of
from trainer_app.certificates.wording import RIGHT_TO_LEFT
from trainer_app.courses import attendance, courses, enrolments, sessions
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.texts import _, language

# Width and height of upright paper, in points.
_PAGES = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}


@dataclass(frozen=True)
class Learner:
    """One who is in the course; texts are empty where nothing is known."""

    enrolment_id: str
    seat: int
    name: str
    latin_name: str
    organisation: str
    address: str
    phone: str
    attended: attendance.Total


@dataclass(frozen=True)
class Facts:
    """A course as its papers show it on `today`, in words.

    `page` is A4 or Letter, `days` are those of its sessions, in order.
    """

    code: str
    title: str
    dates: str
    place: str
    organiser: str
    trainers: tuple[str, ...]
    days: tuple[date, ...]
    learners: tuple[Learner, ...]
    signatories: tuple[tuple[int, str, str, str], ...]
    pictures: dict[str, bytes]
    page: str
    language: str
    today: str

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of upright paper in points."""
        return _PAGES[self.page]

    @property
    def right_to_left(self) -> bool:
        """Whether the language of the papers is written so."""
        return self.language in RIGHT_TO_LEFT


def read(
    tx: Transaction, course: Course, catalogue: Catalogue, enrolment_ids: Sequence[str] | None = None
) -> Facts:  # fmt: skip
    """All of a course, or only those of these enrolments. Raises UserError where nobody is left."""
    spoken = language()
    learners = _learners(tx, course.id, None if enrolment_ids is None else set(enrolment_ids))
    if not learners:
        raise UserError(
            _("Nobody is enrolled in {course} yet, so there is nobody to print for. Enrol somebody first.").format(
                course=course.code or course.title or ""
            )
        )
    chosen = settings.all_values(tx, ("certificate_paper", "office_name"))
    products = " · ".join(product.name(spoken) for product in courses.products_of(course, catalogue))
    held = {session.held_on for session in sessions.find(tx, course.id) if session.held_on}
    return Facts(
        course.code or "", course.title or products,
        dates_text(course.starts, course.ends, spoken, course.dates_precision),
        place_of(tx, course), organiser_of(tx, course) or chosen["office_name"] or "",
        tuple(person.full_name or person.latin_name or "" for _role, person in courses.trainers_of(tx, course.id)),
        tuple(sorted(held)), tuple(learners), tuple(settings.signatories(tx)), pictures.find(tx),
        "Letter" if str(chosen["certificate_paper"]).startswith("Letter") else "A4", spoken,
        dates_text(date.today(), None, spoken),
    )  # fmt: skip


def _learners(tx: Transaction, course_id: str, wanted: set[str] | None) -> list[Learner]:
    towns = places.full_names(tx)
    found = []
    for number, row in enumerate(enrolments.rows(tx, course_id), start=1):
        one, person = row.enrolment, row.person
        if wanted is not None and one.id not in wanted:
            continue
        name = (person.full_name or person.latin_name) if person else row.enterprise or row.organisation
        address = ", ".join(filter(None, (person.address, towns.get(person.place_id or "")))) if person else ""
        latin = (person.latin_name or "") if person else ""
        found.append(
            Learner(
                one.id, one.seat or number, name or one.class_name or "", latin if latin != name else "",
                row.organisation or row.enterprise or one.business_name or "" if person else "",
                address, (person.phones or "").split(";")[0].strip() if person else "", row.attendance,
            )
        )  # fmt: skip
    return found
