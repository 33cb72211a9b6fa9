"""Badges say what the paper says, and a program that knows nothing of ours finds them signed by the key they name."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError

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
