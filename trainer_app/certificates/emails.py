"""E-mails ready to be sent: a file for each certificate with its PDF, which mail programs open as a draft."""

import re
from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

from sqlmodel import col

from db.database import Transaction
from db.models import Certificate as Record
from db.models import Person
from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.wording import words
from trainer_app.courses import enrolments
from trainer_app.saving import replacing

SUFFIX = ".eml"

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9.-]{1,250}", re.ASCII)


def addresses(tx: Transaction, certificates: Iterable[Certificate]) -> dict[str, str]:
    """The e-mail address of the person whom each certificate is of, by its number; those that are known and whole."""
    numbers = sorted({one.number for one in certificates})
    records: list[Record] = []
    for start in range(0, len(numbers), enrolments.CHUNK):
        records += tx.find(Record, col(Record.number).in_(numbers[start : start + enrolments.CHUNK]))
    roots = enrolments.person_roots(tx, [one.person_id for one in records if one.person_id])
    persons = enrolments.by_id(tx, Person, roots.values())
    found = {}
    for one in records:
        person = persons.get(roots.get(one.person_id or "", ""))
        address = (person.email or "").strip() if person else ""
        if one.number and one.voided_on is None and _ADDRESS.fullmatch(address):
            found[one.number] = address
    return found


def in_emails(
    papers: Sequence[Path], certificates: Sequence[Certificate], known: Mapping[str, str]
) -> list[Path]:  # fmt: skip
    """Put each PDF, which is of the certificate at the same place, into an e-mail that takes its place beside it.

    `known` are addresses by number; one without is addressed by whoever sends it. Raises UserError for a full disk.
    """
    made = []
    for paper, certificate in zip(papers, certificates, strict=True):
        target = paper.with_name(paper.stem + SUFFIX)
        with replacing(target) as partial:
            partial.write_bytes(bytes(_draft(certificate, paper, known.get(certificate.number, ""))))
        paper.unlink()
        made.append(target)
    return made


def _draft(certificate: Certificate, paper: Path, address: str) -> EmailMessage:
    message = EmailMessage()
    message["X-Unsent"] = "1"  # a draft to Outlook; others open any such file as one
    if address:
        message["To"] = address
    about = ": ".join(filter(None, (certificate.title, certificate.product)))
    message["Subject"] = " ".join(about.split())
    number = words(certificate.language).number.format(number=certificate.number)
    lines = (certificate.name, about, certificate.dates, number, "", certificate.organiser)
    message.set_content("\n".join(lines) + "\n")
    message.add_attachment(paper.read_bytes(), maintype="application", subtype="pdf", filename=paper.name)
    return message
