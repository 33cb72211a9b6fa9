"""E-mails ready to be sent: to whom, what they say, the PDF in them; a hostile address gets into no header."""

from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pypdfium2
import pytest

from db.database import Database
from db.models import Certificate as Record
from db.models import Person
from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.drawing import draw_each
from trainer_app.certificates.emails import addresses, in_emails

PEOPLE = [
    Certificate(number=f"SIYB-SYB-MM-2026-K7Q2M9D-000{at}-X", kind="completion", name=name, title="Certificate\nof C",
                product="Start Your Business", dates="2 March 2026", organiser="Chamber")
    for at, name in enumerate(("မခင်ထွေး", "سارة", "Ko Zaw", "Ma Aye"), 1)
]  # fmt: skip


def test_each_has_an_e_mail_to_its_holder_with_its_pdf(tmp_path: Path) -> None:
    found = in_emails(draw_each(PEOPLE, tmp_path), PEOPLE, {PEOPLE[0].number: "khin@example.org"})
    assert sorted(tmp_path.iterdir()) == sorted(found)
    for file, one in zip(found, PEOPLE, strict=True):
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        assert message["To"] == ("khin@example.org" if one is PEOPLE[0] else None)
        assert (message["Subject"], message["X-Unsent"]) == ("Certificate of C: Start Your Business", "1")
        body, [paper] = message.get_body(), list(message.iter_attachments())
        assert body is not None
        assert one.name in body.get_content()
        assert one.number in body.get_content()
        assert (paper.get_content_type(), paper.get_filename()) == ("application/pdf", f"{file.stem}.pdf")
        assert len(pypdfium2.PdfDocument(paper.get_content())) == 1


@pytest.mark.parametrize(
    ("email", "known"),
    [
        ("khin@example.org", True), (" khin@example.org ", True), ("ခင်@example.org", False), (None, False),
        ("0942000", False), ("a@b.org, c@d.org", False), ("a@b.org\nBcc: all@d.org", False), ("a@b@c.org", False),
    ],
)  # fmt: skip
def test_only_a_whole_address_is_taken(tmp_path: Path, email: str | None, known: bool) -> None:
    database = Database.create(tmp_path / "a.db")
    with database.change("a") as tx:
        person = tx.add(Person(full_name="Ma Khin", email=email))
        tx.add(Record(number=PEOPLE[0].number, person_id=person.id, issued_on=date(2026, 3, 2)))
        tx.add(Record(number=PEOPLE[1].number, person_id=person.id, voided_on=date(2026, 3, 2)))
        assert addresses(tx, PEOPLE) == ({PEOPLE[0].number: email.strip()} if email and known else {})
