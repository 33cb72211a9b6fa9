"""Badges say what the paper says, and a program that knows nothing of ours finds them signed by the key they name."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError
from openbadgeslib.ob3.contexts import document_loader
from pyld import jsonld

from db.database import Database
from db.models import Course
from trainer_app import keys, own_key, settings
from trainer_app.certificates import badges, register
from trainer_app.courses import courses, enrolments
from trainer_app.courses.enrolments import Entry
from trainer_app.errors import UserError
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
NAMES = ("အေးအေး", 'Bo "B" <Bo>', "سارة")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "a.db")
    with made.change("sample") as tx:
        settings.save(tx, "country", "MM")
        settings.save(tx, "office_name", "Sunrise")
        course = courses.save(tx, CATALOGUE, products="SYB", starts=date(2026, 3, 12), ends=date(2026, 3, 13))
        seats = enrolments.enrol(tx, course.id, [Entry(person={"full_name": name}) for name in NAMES])
        reasons = {one.id: "asked for" for one in seats}
        register.issue(
            tx, course, CATALOGUE, list(reasons), issued_on=date(2026, 3, 14), overrides=reasons, issued_by="Daw Su"
        )
    return made


def made(database: Database) -> dict[str, str]:
    with database.change("Badges") as tx:
        return badges.badges(tx, register.issued(tx, tx.find(Course)[0]), CATALOGUE)


def test_a_badge_says_what_the_paper_says(tmp_path: Path, database: Database) -> None:
    files = badges.write(made(database), tmp_path)
    assert [file.name.split(" ", 1)[1] for file in files] == [
        "အေးအေး.badge.json",
        "Bo B Bo.badge.json",
        "سارة.badge.json",
    ]
    for file, name in zip(files, NAMES, strict=True):
        text = file.read_text(encoding="utf-8")
        issuer = json.loads(text)["issuer"]
        read = OB3LdpVerifier.for_issuer_did(issuer["id"]).verify(text)
        assert [(one.identity_type, one.identity_hash) for one in read.identifiers] == [("name", name)]
        assert read.achievement.name == "Certificate of Completion: Start Your Business"
        assert issuer["name"] == "Sunrise"
        subject = json.loads(text)["credentialSubject"]
        assert subject["licenseNumber"] == file.name.partition(" ")[0]
        assert (subject["activityStartDate"][:10], subject["activityEndDate"][:10]) == ("2026-03-12", "2026-03-13")
        assert json.loads(text)["validFrom"] == "2026-03-14T00:00:00Z"


def test_made_again_it_is_the_same_badge(database: Database) -> None:
    first, second = ([json.loads(text)["id"] for text in made(database).values()] for _time in range(2))
    assert first == second
    assert len(set(first)) == len(NAMES)


def _rename(badge: dict[str, Any]) -> None:
    badge["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"


def _renumber(badge: dict[str, Any]) -> None:
    badge["credentialSubject"]["licenseNumber"] += "1"


def _predate(badge: dict[str, Any]) -> None:
    badge["validFrom"] = "2020-01-01T00:00:00Z"


@pytest.mark.parametrize("forge", [_rename, _renumber, _predate])
def test_an_altered_badge_is_refused(database: Database, forge: Callable[[dict[str, Any]], None]) -> None:
    badge = json.loads(next(iter(made(database).values())))
    forge(badge)
    with pytest.raises(OB3VerificationError):
        OB3LdpVerifier.for_issuer_did(badge["issuer"]["id"]).verify(badge)


def test_another_key_is_another_issuer(database: Database) -> None:
    before = json.loads(next(iter(made(database).values())))["issuer"]["id"]
    with database.change("Replace the key") as tx:
        keys.replace(tx)
    badge = json.loads(next(iter(made(database).values())))
    assert badge["issuer"]["id"] != before
    with pytest.raises(OB3VerificationError):
        OB3LdpVerifier.for_issuer_did(before).verify(badge)


def test_a_void_certificate_has_no_badge(database: Database) -> None:
    with database.change("Void") as tx:
        gone = register.issued(tx, tx.find(Course)[0])[0]
        register.void(tx, gone, "wrong name")
        assert gone.number not in {one.number for one in register.issued(tx, tx.find(Course)[0])}
        with pytest.raises(UserError, match="is void"):
            badges.badges(tx, [gone], CATALOGUE)


def test_a_locked_key_signs_no_badge(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.change("Guard") as tx:
        own_key.guard(tx, "correct horse")
    with database.change("Badges") as tx:
        own_key.lock(tx)
        with pytest.raises(own_key.KeyLocked):
            badges.badges(tx, register.issued(tx, tx.find(Course)[0]), CATALOGUE)


def canonical(document: dict[str, Any]) -> bytes:
    """The SHA-256 of a document's RDF, put in order by the RDF Dataset Canonicalization of the W3C."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": document_loader()}
    return hashlib.sha256(jsonld.normalize(document, options).encode()).digest()


def test_the_proof_is_the_one_of_the_standard_step_by_step(database: Database) -> None:
    """Data Integrity EdDSA Cryptosuites 1.0, 3.3 (eddsa-rdfc-2022), without the library that made the badge."""
    with database.change("Key") as tx:
        public = keys.own(tx).public
    for text in made(database).values():
        badge = json.loads(text)
        proof = badge.pop("proof")
        value = proof.pop("proofValue")
        assert (proof["type"], proof["cryptosuite"]) == ("DataIntegrityProof", "eddsa-rdfc-2022")
        signed = canonical({"@context": badge["@context"], **proof}) + canonical(badge)
        Ed25519PublicKey.from_public_bytes(public).verify(_base58(value), signed)
        assert _base58(badge["issuer"]["id"].removeprefix("did:key:")) == b"\xed\x01" + public
        badge["credentialSubject"]["licenseNumber"] += "0"
        with pytest.raises(InvalidSignature):
            Ed25519PublicKey.from_public_bytes(public).verify(
                _base58(value), canonical({"@context": badge["@context"], **proof}) + canonical(badge)
            )


def _base58(text: str) -> bytes:
    """The bytes of a multibase text in base 58 (Bitcoin's), which begins with z."""
    assert text[0] == "z"
    number, zeros = 0, len(text) - 1 - len(text[1:].lstrip("1"))  # each 1 in front is a byte of zeros
    for sign in text[1:]:
        number = number * 58 + "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".index(sign)
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
