"""The certificates of a course as rows, and their papers: numbered and drawn in one action, then put into a folder."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.models import Certificate, Course
from trainer_app import settings
from trainer_app.certificates import register
from trainer_app.courses import enrolments
from trainer_app.errors import UserError
from trainer_app.file_names import located
from trainer_app.paths import cache_folder, designs_folder, documents_folder, free_name, programmes_folder
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.texts import _

if TYPE_CHECKING:
    from trainer_app.certificates.contents import Certificate as Drawing
    from trainer_app.course_papers.facts import Facts

BADGES = "badges"
"""What is made beside the papers of course_papers.papers.PAPERS."""

FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True)
class Papers:
    """Files that are drawn and wait to be put where the person wants them, and the certificates in them."""

    folder: Path
    files: tuple[Path, ...]
    made: tuple[Drawing, ...]


@dataclass(frozen=True)
class Order:
    """What to make: for which enrolments (None: all eligible), into which folder; files: one for all, a PDF for each,
    or an e-mail (mail) for each."""

    enrolments: tuple[str, ...] | None
    files: str
    folder: Path
    issued_by: str | None


def read_certificates(tx: Any, course_id: str) -> list[dict[str, Any]]:
    """A row per learner and product, then a row per void certificate; ids are "enrolment product" and certificate."""
    course = tx.get(Course, course_id)
    found = register.eligible(tx, course, load_catalogue(programmes_folder()))
    given = {row.certificate.id: row for row in register.rows(tx, course_id=course_id, limit=100_000)}
    shown: list[dict[str, Any]] = []
    valid = {(row.certificate.enrolment_id, row.certificate.product): row for row in given.values() if row.valid}
    for number, one in enumerate(found, 1):
        row = given.get(one.certificate.id) if one.certificate else valid.get((one.enrolment.id, one.product))
        shown.append(
            {
                "id": f"{one.enrolment.id} {one.product}",
                "seat": one.enrolment.seat or number,
                "name": row.certificate.name_printed if row else one.name,
                "product": one.product,
                "kind": register.kind_label(row.certificate.kind if row else one.kind) or _("none"),
                "reason": register.decision(row.certificate if row else None) or one.reason,
                "eligible": one.kind is not None,
                **_register_values(row),
            }
        )
    for row in given.values():
        if not row.valid:
            certificate = row.certificate
            reason = _("Void: {reason}").format(reason=certificate.void_reason or "")
            shown.append(
                {
                    "id": certificate.id, "name": certificate.name_printed, "product": certificate.product,
                    "kind": register.kind_label(certificate.kind), "reason": reason, "eligible": False,
                    **_register_values(row), "certificate": None,
                }
            )  # fmt: skip
    return shown


def make_papers(tx: Any, progress: Any, course_id: str, order: Order) -> Papers:
    """Number what is due and draw it, all or nothing; the files wait in the cache."""
    from trainer_app.certificates.printing import print_course

    course = tx.get(Course, course_id)
    wanted = list(order.enrolments) if order.enrolments is not None else None
    made = print_course(tx, course, load_catalogue(programmes_folder()), wanted, issued_by=order.issued_by)
    return drawn(tx, progress, made, file_name(course), order.files)


def drawn(tx: Any, progress: Any, made: Sequence[Drawing], name: str, files: str) -> Papers:
    """Draw certificates into one file of that name, or files for each (see Order); they wait in the cache."""
    from trainer_app.certificates.designs import load
    from trainer_app.certificates.drawing import draw_certificates, draw_each
    from trainer_app.certificates.emails import addresses, in_emails

    designs = load(designs_folder())

    def step(done: int) -> None:
        progress.step(done, len(made), _("Drawing certificates"))

    with _waiting() as folder:
        if files != "one":
            each = draw_each(made, folder, designs=designs, progress=step)
            if files == "mail":
                each = in_emails(each, made, addresses(tx, made))
            return Papers(folder, tuple(each), tuple(made))
        target = folder / f"{name}.pdf"
        draw_certificates(made, target, designs=designs, progress=step)
        return Papers(folder, (target,), tuple(made))


@contextmanager
def _waiting() -> Iterator[Path]:
    """A folder of the cache where files wait; gone after an error, or when the person stops the work."""
    folder = Path(tempfile.mkdtemp(dir=cache_folder()))
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def make_batch(tx: Any, progress: Any, course_ids: Sequence[str], fresh: bool, issued_by: str | None = None) -> Papers:
    """Number and draw what is due in several courses, a file for each course; those with nothing due get none.

    `fresh`: only certificates that were never printed.
    """
    from trainer_app.certificates.designs import load
    from trainer_app.certificates.drawing import draw_certificates
    from trainer_app.certificates.printing import print_course

    catalogue, designs = load_catalogue(programmes_folder()), load(designs_folder())
    files: list[Path] = []
    made: list[Drawing] = []
    with _waiting() as folder:
        for number, course_id in enumerate(course_ids):
            progress.step(number, len(course_ids), _("Drawing certificates"))
            course = tx.get(Course, course_id)
            wanted = _due(tx, course, catalogue, fresh)
            if wanted:
                certificates = print_course(tx, course, catalogue, wanted, issued_by=issued_by)
                files.append(free_name(folder / f"{file_name(course)}.pdf"))
                draw_certificates(certificates, files[-1], designs=designs, progress=lambda _done: progress.cancelled())
                made += certificates
        if not made:
            told = _("In none of these courses is a certificate due. Nothing was made.")
            if fresh:
                told = _(
                    "In none of these courses is a certificate due that was not printed yet. Nothing was made. For "
                    "copies choose everybody who is eligible."
                )
            raise UserError(told)
        return Papers(folder, tuple(files), tuple(made))


def _due(tx: Any, course: Course, catalogue: Any, fresh: bool) -> list[str]:
    found = [one for one in register.eligible(tx, course, catalogue) if one.kind is not None]
    counts = register.printings(tx, [one.certificate.id for one in found if one.certificate])
    never = [one for one in found if not (one.certificate and counts[one.certificate.id])]
    return list(dict.fromkeys(one.enrolment.id for one in (never if fresh else found)))


def put(database: Any, papers: Papers, folder: Path) -> list[Path]:
    """Move the files into the folder, and count a printing of each certificate once they are there.

    A file that is there already is kept, the new one gets a number.
    """
    from trainer_app.certificates.printing import count_printed

    try:
        folder.mkdir(parents=True, exist_ok=True)
        placed = []
        for file in papers.files:
            target = free_name(folder / file.name)
            shutil.move(file, target)
            placed.append(target)
    except OSError as error:
        raise UserError(
            _(
                "The certificates have their numbers, but the files could not be put into {folder}. Choose another "
                "folder and make them again."
            ).format(folder=located(folder))
        ) from error
    finally:
        shutil.rmtree(papers.folder, ignore_errors=True)
    with database.change(_("Print certificates")) as tx:
        count_printed(tx, papers.made)
    return placed


def usual_folder(course: Course) -> Path:
    """Where the papers of a course are put unless the person chooses otherwise."""
    return documents_folder() / _("Certificates") / file_name(course)


def read_kinds(tx: Any, course_id: str) -> tuple[list[tuple[str, str]], int, Path]:
    """The papers besides certificates with what a person calls them, how many are enrolled, and the usual folder."""
    from trainer_app.course_papers.papers import PAPERS

    kinds = [(key, f"{_(paper.label)} — {_(paper.hint)}") for key, paper in PAPERS.items()]
    kinds.append((BADGES, _("Open Badges — the certificates issued, as signed files for wallets and platforms")))
    return kinds, len(enrolments.find(tx, course_id)), usual_folder(tx.get(Course, course_id))


def file_name(course: Course) -> str:
    """The course's code as a file can be called."""
    return FORBIDDEN.sub("-", course.code or course.title or _("Course")).strip(" .")


def read_order(tx: Any, course_id: str) -> tuple[Path, str | None, list[dict[str, Any]]]:
    """What is proposed: the folder, and who issues; with the rows as they are now."""
    folder = usual_folder(tx.get(Course, course_id))
    return folder, settings.get(tx, "your_name"), read_certificates(tx, course_id)


def draft(tx: Any, course_id: str, enrolment_ids: Sequence[str]) -> list[Drawing]:
    """What would stand on the certificates of learners, without a number or code where none was issued yet.

    For a rehearsal: it gives numbers.
    """
    from trainer_app.certificates.printing import as_draft, drawings

    course, catalogue = tx.get(Course, course_id), load_catalogue(programmes_folder())
    issued = {one.id for one in register.issued(tx, course)}
    given = register.issue(tx, course, catalogue, enrolment_ids)
    shown = drawings(tx, given, catalogue)
    return [one if record.id in issued else as_draft(one) for record, one in zip(given, shown, strict=True)]


def read_paper(tx: Any, course_id: str, enrolment_ids: Sequence[str] | None) -> Facts:
    """What the papers besides certificates say of a course; of those of these enrolments where some are named."""
    from trainer_app.course_papers.facts import read

    return read(tx, tx.get(Course, course_id), load_catalogue(programmes_folder()), enrolment_ids)


def write_paper(kind: str, facts: Facts, folder: Path) -> Path:
    """Write one of the papers into a folder, under the course's code; a file that is there already is kept."""
    from trainer_app.course_papers.papers import write

    _make_folder(folder)
    target = free_name(folder / f"{FORBIDDEN.sub('-', facts.code or facts.title)} {kind}.pdf")
    write(kind, facts, target)
    return target


def make_badges(tx: Any, course_id: str, enrolment_ids: Sequence[str] | None) -> dict[str, str]:
    """The badges of a course's certificates, or of those of these enrolments, by the names of their files."""
    from trainer_app.certificates.badges import badges

    issued = register.issued(tx, tx.get(Course, course_id), enrolment_ids)
    if not issued:
        raise UserError(_("None of these has a certificate yet: make the certificates first."))
    return badges(tx, issued, load_catalogue(programmes_folder()))


def write_badges(made: dict[str, str], folder: Path) -> list[Path]:
    """Write badges into a folder; those of the same certificates that are there already are replaced."""
    from trainer_app.certificates.badges import write

    _make_folder(folder)
    return write(made, folder)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            _("There can be no folder {folder}. Choose another one.").format(folder=located(folder))
        ) from error


def void(tx: Any, ids: Sequence[str], reason: str) -> None:
    """Make certificates void."""
    for certificate in _certificates(tx, ids):
        register.void(tx, certificate, reason)


def hand_over(tx: Any, ids: Sequence[str], by: str | None) -> int:
    """Record that certificates were collected today; how many were not before."""
    return register.collect(tx, _certificates(tx, ids), by)


def issue_against_rule(tx: Any, course_id: str, enrolment_ids: Sequence[str], by: str, reason: str) -> int:
    """Give certificates to learners who are not eligible, by who decides and for what reason; how many."""
    catalogue = load_catalogue(programmes_folder())
    overrides = dict.fromkeys(enrolment_ids, reason)
    return len(
        register.issue(tx, tx.get(Course, course_id), catalogue, enrolment_ids, issued_by=by, overrides=overrides)
    )


def _certificates(tx: Any, ids: Sequence[str]) -> list[Certificate]:
    return [tx.get(Certificate, certificate_id) for certificate_id in ids]


def _register_values(row: register.Row | None) -> dict[str, Any]:
    if row is None:
        return {"certificate": None, "number": None, "printings": None}
    one = row.certificate
    return {
        "certificate": one.id,
        "number": one.number,
        "issued_on": one.issued_on,
        "printings": row.printings,
        "collected_on": one.collected_on,
        "collected_by": one.collected_by,
    }
