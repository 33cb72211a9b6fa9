"""Certificates on the command line: printed, mailed, numbered, with keys and the page that checks them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from db.models import Certificate, Course, CourseTrainer, Enrolment, Person, Printing
from tests.trainer_app.cli.commands import course_code, run
from trainer_app import settings


@pytest.mark.parametrize(
    ("option", "name"), [("--pdf", "nowhere/a.pdf"), ("--folder", "nowhere"), ("--pdf", ""), ("--folder", "one.csv")]
)
def test_certificates_that_cannot_be_written_are_not_counted_as_printed(
    finished: tuple[Path, str], tmp_path: Path, option: str, name: str
) -> None:
    database, code = finished
    base = run("--database", database, "dump").output
    result = run("--database", database, "certificates", code, option, tmp_path / name)
    assert result.exit_code == 1
    assert "Nothing was changed" in result.output
    assert run("--database", database, "dump").output == base
    assert run("--database", database, "certificates", code, "--pdf", tmp_path / "a.pdf").exit_code == 0


def test_certificates_that_cannot_be_drawn_are_not_counted_as_printed(
    finished: tuple[Path, str], tmp_path: Path
) -> None:
    database, code = finished
    with Database.open(database).change("A name that no font has") as tx:
        person = tx.get(Person, str(tx.find(Enrolment)[0].person_id))
        tx.update(person, full_name="\U000f0000")
    result = run("--database", database, "certificates", code, "--pdf", tmp_path / "a.pdf")
    assert result.exit_code == 1, result.output
    with Database.open(database).read() as tx:
        assert tx.find(Printing) == []
    assert not (tmp_path / "a.pdf").exists()


def test_keys_are_made_shown_replaced_and_kept_with_a_passphrase(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(*words: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(run("--database", database, "keys", *words, "--json").stdout)
        return found

    [first] = shown()
    assert first["own"]
    assert len(first["fingerprint"].split()) == 8
    assert [one["retired_on"] is None for one in shown("--replace")] == [False, True]
    monkeypatch.setenv("TRAINER_APP_NEW_PASSPHRASE", "three or four words")
    assert "kept with a passphrase" in run("--database", database, "keys", "--passphrase").stdout
    assert run("--database", database, "keys", "--confirm", "nobody").exit_code == 1
    assert run("--database", database, "keys", "--confirm", first["id"][:6]).exit_code == 1
    assert run("--database", database, "keys", "--lost").exit_code == 2


def test_the_page_and_the_list_are_written_and_the_list_is_read(database: Path, tmp_path: Path) -> None:
    page, listed = tmp_path / "check.html", tmp_path / "office.trust.json"
    assert "1 key and 0 void numbers" in run("--database", database, "check-page", page).stdout
    assert "Content-Security-Policy" in page.read_text("utf-8")
    assert run("--database", database, "void-list", listed).exit_code == 0
    read = run("--database", database, "verify", "--list", listed)
    assert (read.exit_code, "The list of Office" in read.stdout) == (0, True)
    assert run("--database", database, "verify").exit_code == 2
    listed.write_text("[]", "utf-8")
    refused = run("--database", database, "verify", "--list", listed)
    assert (refused.exit_code, "is not an office's list" in refused.stderr) == (1, True)


def test_several_courses_are_printed_at_once_and_handing_over_is_recorded(
    finished: tuple[Path, str], tmp_path: Path
) -> None:
    database, code = finished
    other = course_code(database)
    folder = tmp_path / "batch"
    folder.mkdir()
    result = run("--database", database, "certificates", code, other, "--folder", folder)
    assert result.exit_code == 0, result.output
    assert f"{other}: nobody is eligible yet" in result.output
    assert len(list(folder.glob("*.pdf"))) == 2  # one course: one for each person
    made = run("--database", database, "certificates", code, other, "--pdf", tmp_path / "all.pdf", "--json")
    numbers = json.loads(made.stdout)["numbers"]
    badges = run("--database", database, "badges", code, "--folder", folder, "--json")
    assert {Path(file).name.split(" ")[0] for file in json.loads(badges.stdout)["files"]} == set(numbers)
    assert "was issued yet" in run("--database", database, "badges", other, "--folder", folder).stderr
    words = ["--database", database, "certificates", code]
    assert run(*words, "--handed-over", numbers[0], "--to", "The chief").exit_code == 0
    assert run(*words, "--handed-over", "NO-SUCH").exit_code == 1
    assert run(*words, other, "--seat", 1, "--pdf", tmp_path / "all.pdf").exit_code == 2
    with Database.open(database).read() as tx:
        assert sorted(str(one.collected_by) for one in tx.find(Certificate)) == ["None", "The chief"]


def test_a_certificate_against_the_rule_needs_a_name_and_a_reason(finished: tuple[Path, str], tmp_path: Path) -> None:
    database, code = finished
    absent = ["--database", database, "attendance", code]
    assert run(*absent, "--all-present").exit_code == 0
    with Database.open(database).change("Ko Min was away") as tx:
        from trainer_app.courses import attendance, enrolments, sessions

        away = enrolments.find(tx, tx.find(Course)[0].id)[1]
        attendance.mark(tx, [(away.id, one.id) for one in sessions.find(tx, away.course_id or "")], "absent")
        tx.update(away, outcome=None)
    words = ["--database", database, "certificates", code, "--seat", 2, "--pdf", tmp_path / "two.pdf"]
    refused = run(*words)
    assert (refused.exit_code, "is not eligible" in refused.stderr) == (1, True)
    for missing in (["--reason", "made up"], ["--by", "Daw Su"]):
        assert run(*words, "--against-rule", *missing).exit_code == 1
    assert run(*words[:4], "--against-rule", "--pdf", tmp_path / "two.pdf").exit_code == 2
    result = run(*words, "--against-rule", "--by", "Daw Su", "--reason", "made up")
    assert result.exit_code == 0, result.output
    with Database.open(database).read() as tx:
        [one] = tx.find(Certificate)
        assert (one.issued_by, one.override_reason) == ("Daw Su", "made up")


def test_certificates_are_put_into_e_mails(finished: tuple[Path, str], tmp_path: Path) -> None:
    database, code = finished
    folder = tmp_path / "mail"
    folder.mkdir()
    words = ["--database", database, "certificates", code, "--mail"]
    assert run(*words, "--pdf", folder / "a.pdf").exit_code == 2
    made = run(*words, "--folder", folder, "--json")
    assert made.exit_code == 0, made.output
    files = json.loads(made.stdout)["files"]
    assert sorted(str(file) for file in folder.iterdir()) == sorted(files)
    assert {Path(file).suffix for file in files} == {".eml"}
    assert len(files) == len(json.loads(made.stdout)["numbers"])


def test_trainers_get_their_certificate_by_practice_or_by_decision(finished: tuple[Path, str], tmp_path: Path) -> None:
    from trainer_app.people import trainers
    from trainer_app.programmes.catalogue import load_catalogue

    database, _code = finished
    words = ["--database", database, "trainer-certificates"]
    assert run(*words).exit_code == 1  # there is no trainer
    with Database.open(database).change("A trainer") as tx:
        person = tx.add(Person(full_name="Daw Mya", is_trainer=True))
        for product in ("SYB", "KAB"):
            trainers.add_step(tx, load_catalogue(), person_id=person.id, product=product, status="tot_done",
                              since=date(2025, 1, 1))  # fmt: skip
        course = tx.add(Course(products="KAB", ends=date(2025, 6, 1)))
        tx.add(CourseTrainer(course_id=course.id, person_id=person.id))
    shown = json.loads(run(*words, "Daw Mya", "--json").stdout)
    assert [(one["product"], one["kind"], one["eligible"]) for one in shown] == [
        ("SYB", "trainer", False), ("KAB", "facilitator", True),
    ]  # fmt: skip
    made = json.loads(run(*words, "--pdf", tmp_path / "due.pdf", "--json").stdout)
    assert len(made["numbers"]) == 1
    assert "No trainer is due" in run(*words, "--pdf", tmp_path / "due.pdf").stderr
    one = [*words, "Daw Mya", "--product", "SYB", "--folder", tmp_path]
    assert "has not practised" in run(*one).stderr
    assert run(*one, "--against-rule", "--by", "Daw Su", "--reason", "seen at work").exit_code == 0
    assert run(*words, "--against-rule", "--by", "Daw Su", "--reason", "all").exit_code == 2
    number = made["numbers"][0]
    assert run(*words, "--handed-over", number, "--to", "her brother").exit_code == 0
    assert run(*words, "--void", number, "--reason", "misspelt").exit_code == 0
    verified = run("--database", database, "verify", tmp_path / "due.pdf")
    assert (verified.exit_code, "is void since" in verified.output) == (1, True)
    [file] = tmp_path.glob("* Daw Mya.pdf")
    assert run("--database", database, "verify", file).exit_code == 0


def test_an_office_s_own_pattern_of_numbers_is_printed_and_verified(finished: tuple[Path, str], tmp_path: Path) -> None:
    database, code = finished
    with Database.open(database).change("Pattern") as tx:
        settings.save(tx, "certificate_number", "mol/{product}.{year}-{replica}-{sequence}-{check}")
    made = run("--database", database, "certificates", code, "--folder", tmp_path, "--json")
    assert made.exit_code == 0, made.output
    numbers = json.loads(made.stdout)["numbers"]
    assert all(number.startswith("MOL/SYB.2") for number in numbers)
    for file in json.loads(made.stdout)["files"]:
        assert "/" not in Path(file).name
        assert run("--database", database, "verify", file).exit_code == 0
    assert run("--database", database, "verify", numbers[0].lower()).exit_code == 0
    assert run("--database", database, "verify", numbers[0][:-1] + "_").exit_code == 1
