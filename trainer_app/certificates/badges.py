"""Certificates as Open Badges 3.0, for wallets, learning platforms and validators: what the paper says, signed.

A badge is a verifiable credential of the W3C with a Data Integrity proof (eddsa-rdfc-2022). Its issuer is the key of
this database, written as a did:key, so that it can be checked with no network; that the key is the office's is a
matter of the office's list (trust_list) or of its own site, as with the code on the paper.
"""

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from db.database import Transaction
from db.models import Certificate as Record
from db.models import Course
from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.drawing import file_stem
from trainer_app.certificates.printing import drawings
from trainer_app.own_key import private_key
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.saving import replacing

SUFFIX = ".badge.json"

_NAMES = uuid.UUID("6f0d9c1e-6a35-4d0c-9d0b-1c5d1f6b7a52")  # of ids that follow from what they are the ids of


def badges(tx: Transaction, certificates: Sequence[Record], catalogue: Catalogue) -> dict[str, str]:
    """The badge of each certificate as JSON, by the name of its file.

    Raises UserError for a void certificate, own_key.KeyLocked while the key waits for its passphrase.
    """
    from openbadgeslib.ob3 import add_data_integrity_proof

    shown = drawings(tx, certificates, catalogue)
    private = private_key(tx)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    issuer = _issuer(private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    method = f"{issuer}#{issuer.removeprefix('did:key:')}"
    made = {}
    for record, certificate in zip(certificates, shown, strict=True):
        course = tx.get(Course, record.course_id) if record.course_id else Course()
        document = add_data_integrity_proof(_credential(record, certificate, course, issuer), pem, method)
        name = f"{file_stem(f'{certificate.number} {certificate.name}')}{SUFFIX}"
        made[name] = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return made


def write(made: dict[str, str], folder: Path) -> list[Path]:
    """Write the badges into the folder; files of the same name are replaced. Raises UserError where it cannot be."""
    for name, text in made.items():
        with replacing(folder / name) as partial:
            partial.write_text(text, encoding="utf-8")
    return [folder / name for name in made]


def _issuer(public_pem: bytes) -> str:
    from openbadgeslib.ob3 import did_key_from_pem

    return str(did_key_from_pem(public_pem))


def _credential(record: Record, shown: Certificate, course: Course, issuer: str) -> dict[str, Any]:
    """The badge before it is signed. Its id and that of the achievement follow from the number and the product."""
    from openbadgeslib.ob3 import Achievement, IdentityObject, Issuer, OpenBadgeCredential

    facts = (shown.organiser, shown.product, shown.dates, shown.place, shown.hours)
    achievement = Achievement(
        id=_id(f"{shown.kind} {record.product}"), name=f"{shown.title}: {shown.product}",
        description=" ".join((*shown.body, shown.product)),
        criteria_narrative=" · ".join(fact for fact in facts if fact),
        achievement_type="CertificateOfCompletion" if shown.kind == "completion" else "Certificate",
    )  # fmt: skip
    issued = record.issued_on or datetime.now(UTC).date()
    credential = OpenBadgeCredential(
        issuer=Issuer(issuer, shown.organiser), recipient_id=None, achievement=achievement,
        id=_id(shown.number), issuance_date=datetime.combine(issued, time(), UTC),
        identifiers=[IdentityObject(shown.name, "name", hashed=False)],
    ).to_vc()  # fmt: skip
    subject = credential["credentialSubject"]
    subject["licenseNumber"] = shown.number
    for name, day in (("activityStartDate", course.starts), ("activityEndDate", course.ends or course.starts)):
        if day is not None:
            subject[name] = datetime.combine(day, time(), UTC).isoformat()
    return credential


def _id(text: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMES, text)}"
