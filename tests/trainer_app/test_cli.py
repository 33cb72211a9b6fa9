"""The command line as a person and a program meet it: help, examples, exit codes, JSON."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from db.database import Database
from db.errors import NotFound
from db.models import Certificate, Course, CourseTrainer, Enrolment, Organisation, Person, Printing
from trainer_app import settings
from trainer_app.cli import application, main
from trainer_app.errors import UserError, explained

COMMANDS = (
    "new", "demo", "import", "export", "merge", "undo", "conflicts", "duplicates", "certificates", "verify",
    "followups", "outreach", "history", "backup", "restore", "check", "dump",
)  # fmt: skip


def run(*words: object) -> Result:
    """One command line in this process, through the same entry as the program's."""
    from trainer_app.cli import MODULES

    for module in MODULES:
        __import__(f"trainer_app.cli.{module}")
    return CliRunner().invoke(application, [str(word) for word in words])


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "office.sqlite"
    assert run("--database", path, "new", "--name", "Office", "--office", "--country", "MM").exit_code == 0
    return path


def commands() -> dict[str, click.Command]:
    run("--help")
    return application.commands


def test_every_command_that_is_promised_is_there() -> None:
    assert set(COMMANDS) <= set(commands())


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_has_help_with_an_example_that_names_it(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Example" in result.output
    assert f" {name}" in result.output.split("Example", 1)[1]
    assert "--json" in result.output


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_example_is_made_of_options_that_exist(name: str) -> None:
    command = commands()[name]
    options = {option for parameter in command.params for option in parameter.opts}
    examples = (command.help or "").split("Example", 1)[1]
    used = {word.split("=")[0] for word in examples.split() if word.startswith("--")} - {"--database"}
    assert used <= options


def test_a_wrong_option_is_wrong_usage() -> None:
    assert run("merge").exit_code == 2
    assert run("merge", "x.xlsx", "--no-such").exit_code == 2
    assert run("no-such-command").exit_code == 2


def test_a_missing_database_is_a_sentence_and_exit_1(tmp_path: Path) -> None:
    result = run("--database", tmp_path / "none.sqlite", "courses")
    assert result.exit_code == 1
    assert "There is no database" in result.output
    assert "Traceback" not in result.output


def test_json_is_all_that_is_printed_and_may_stand_on_either_side(database: Path) -> None:
    before = run("--database", database, "--json", "courses")
    after = run("--database", database, "courses", "--json")
    assert json.loads(before.output) == json.loads(after.output) == []


def test_an_organiser_who_may_be_known_is_told_and_taken_where_that_is_wished(database: Path, tmp_path: Path) -> None:
    with Database.open(database).change("known") as tx:
        tx.add(Organisation(id="chamber", name="Yangon Chamber of Commerce", country="MM"))
    listed = tmp_path / "list.csv"
    head = "Full name,Sex,Course,Start date,Organiser,Trainer"
    listed.write_text(f"{head}\nMa Aye,F,SYB,2019-08-05,Chamber of Commerce Yangon,U Ba\n", encoding="utf-8")
    plan = run("--database", database, "import", listed)
    assert "may be Yangon Chamber of Commerce (same name, words in another order" in plan.output
    told = json.loads(run("--database", database, "import", listed, "--json").output)["named"]
    assert [(one["table"], one["id"], one["may_be"][0]["id"]) for one in told] == [("organisation", None, "chamber")]
    done = run("--database", database, "import", listed, "--likely", "same", "--apply")
    assert "is taken to be Yangon Chamber of Commerce" in done.output
    with Database.open(database).read() as tx:
        assert [one.id for one in tx.find(Organisation)] == ["chamber"]


def test_a_plan_changes_nothing_and_undo_takes_an_import_back(database: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("Full name,Sex,Phone\nMa Aye,F,09420011001\nKo Min,M,09420011002\n", encoding="utf-8")
    course = json.loads(run("--database", database, "course", "--product", "SYB", "--from", "2026-03-02", "--to",
                            "2026-03-06", "--json").output)["code"]  # fmt: skip
    base = run("--database", database, "dump").output
    plan = run("--database", database, "import", listed, "--course", course)
    assert "nothing was changed" in plan.output
    assert run("--database", database, "dump").output == base
    assert run("--database", database, "import", listed, "--course", course, "--apply").exit_code == 0
    assert "09420011001"[1:] in run("--database", database, "dump").output
    number = json.loads(run("--database", database, "history", "--json").output)[0]["id"]
    assert run("--database", database, "undo", number).exit_code == 0
    assert run("--database", database, "dump").output == base
    again = run("--database", database, "undo", number)
    assert again.exit_code == 1
    assert "undone already" in again.output


def test_backup_and_restore(database: Path) -> None:
    made = json.loads(run("--database", database, "backup", "--json").output)["file"]
    run("--database", database, "course", "--product", "SYB", "--from", "2026-03-02", "--to", "2026-03-06")
    assert run("--database", database, "restore", made).exit_code == 0
    assert json.loads(run("--database", database, "courses", "--json").output) == []
    assert run("--database", database, "check").exit_code == 0
    listed = json.loads(run("--database", database, "restore", "--json").output)
    assert len(listed) >= 2


def test_a_number_that_was_never_given_is_refused(database: Path) -> None:
    result = run("--database", database, "verify", "SIYB-SYB-MM-2026-K7Q2M9D-0001-X")
    assert result.exit_code == 1


def test_the_program_starts_as_a_module_and_says_its_version() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "trainer_app", "--version"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("trainer-app ")


def test_a_closed_pipe_is_no_problem_of_the_database(database: Path) -> None:
    script = f"{sys.executable} -m trainer_app --database '{database}' dump | head -c 1"
    done = subprocess.run(script, shell=True, capture_output=True, text=True, check=False)
    assert "cannot be opened" not in done.stderr
    assert "Traceback" not in done.stderr


def test_main_takes_arguments(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--database", str(database), "check"])
    assert end.value.code in (0, None)
    assert "sound" in capsys.readouterr().out


def course_code(database: Path) -> str:
    words = ("course", "--product", "SYB", "--from", "2026-03-02", "--to", "2026-03-06", "--json")
    return str(json.loads(run("--database", database, *words).output)["code"])


FAR = "9" * 23


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("courses", "--limit", FAR), 2),
        (("history", "--limit", FAR), 2),
        (("history", "--action", FAR), 2),
        (("undo", FAR), 2),
        (("followups", "--on", "9999-12-31"), 2),
        (("followups", "--on", "2199-12-31"), 0),
        (("duplicates", "--join", "a", "b"), 1),
        (("duplicates", "--not-same", "a", "b"), 1),
        (("duplicates", "--table", "organisation", "--join", "x", "x"), 1),
        (("totals", "{course}", "--women", FAR), 1),
    ],
)
def test_slips_are_sentences_and_change_nothing(database: Path, words: tuple[str, ...], code: int) -> None:
    course = course_code(database)
    base = run("--database", database, "dump").output
    result = run("--database", database, *(word.format(course=course) for word in words))
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert result.exit_code == code
    assert run("--database", database, "dump").output == base


def test_a_record_that_is_missing_is_a_sentence_anywhere() -> None:
    with pytest.raises(UserError, match="no such record here: person nobody"), explained():
        raise NotFound("person nobody")


def test_the_history_says_to_whom_a_workbook_went_and_what_it_held_of_people(database: Path, tmp_path: Path) -> None:
    with Database.open(database).change("person") as tx:
        tx.add(Person(full_name="Ma Khin", phones="09 1"))
    sent = run("--database", database, "export", tmp_path / "out.xlsx", "--to", "Daw Mya", "--json")
    last = json.loads(run("--database", database, "history", "--json").output)[0]
    assert (last["kind"], last["partner"]) == ("export", "Daw Mya")
    assert last["personal_data"] == json.loads(sent.output)["personal_data"]
    assert last["personal_data"]["kinds"]["phones"] == 1
    listed = run("--database", database, "history", "--limit", 1).output
    assert "With" in listed
    assert "Daw Mya" in listed
    told = run("--database", database, "history", "--action", last["id"]).output
    assert "out.xlsx, with Daw Mya" in told
    assert "The workbook holds personal data of 1 person." in told


def test_making_and_restoring_a_database_cannot_be_undone(database: Path) -> None:
    course_code(database)
    made = json.loads(run("--database", database, "backup", "--json").output)["file"]
    assert run("--database", database, "restore", made).exit_code == 0
    base = run("--database", database, "dump").output
    listed = json.loads(run("--database", database, "history", "--json").output)
    numbers = [action["id"] for action in listed if action["kind"] in ("new", "restore")]
    assert len(numbers) >= 2
    for number in numbers:
        result = run("--database", database, "undo", number)
        assert result.exit_code == 1
        assert "cannot be undone" in result.output
    assert run("--database", database, "dump").output == base


@pytest.fixture
def finished(database: Path, tmp_path: Path) -> tuple[Path, str]:
    """A database with a course that one person has completed, and the course's code."""
    code = course_code(database)
    listed = tmp_path / "one.csv"
    listed.write_text("Full name,Sex,Phone\nMa Aye,F,09420011001\nKo Min,M,09420011002\n", encoding="utf-8")
    for words in (
        ("import", listed, "--course", code, "--apply"), ("attendance", code, "--all-present"),
        ("outcomes", code, "--accept"),
    ):  # fmt: skip
        result = run("--database", database, *words)
        assert result.exit_code == 0, result.output
    return database, code


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


def test_a_merge_whose_plan_cannot_be_written_is_not_done(finished: tuple[Path, str], tmp_path: Path) -> None:
    database, _code = finished
    assert run("--database", database, "export", tmp_path / "all.xlsx").exit_code == 0
    other = tmp_path / "other.sqlite"
    assert run("--database", other, "new", "--name", "Other").exit_code == 0
    base = run("--database", other, "dump").output
    words = ("--database", other, "merge", tmp_path / "all.xlsx", "--apply", "--plan")
    result = run(*words, tmp_path / "all.xlsx")
    assert (result.exit_code, (tmp_path / "all.xlsx").read_bytes()[:2]) == (1, b"PK")
    assert "all.json" in result.output
    result = run(*words, tmp_path / "nowhere" / "p.json")
    assert result.exit_code == 1
    assert "Nothing was changed" in result.output
    assert run("--database", other, "dump").output == base
    assert run(*words, tmp_path / "p.json").exit_code == 0
    assert json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))


def test_a_plan_names_what_changes_and_no_action(finished: tuple[Path, str], tmp_path: Path) -> None:
    database, _code = finished
    book, other = tmp_path / "all.xlsx", tmp_path / "other.sqlite"
    assert run("--database", database, "export", book).exit_code == 0
    assert run("--database", other, "new", "--name", "Other").exit_code == 0
    assert run("--database", other, "merge", book, "--apply").exit_code == 0
    with Database.open(database).change("A correction") as tx:
        tx.update(tx.find(Person)[0], phones="09420077001")
    assert run("--database", database, "export", book, "--replace").exit_code == 0
    plan = run("--database", other, "merge", book)
    assert "Changed: " in plan.output
    assert "→ 09420077001" in plan.output
    assert json.loads(run("--database", other, "merge", book, "--json").output)["actions"] == []


def test_lists_that_lie_among_workbooks_are_named_and_not_merged(database: Path, tmp_path: Path) -> None:
    inbox, other = tmp_path / "inbox", tmp_path / "other.sqlite"
    inbox.mkdir()
    run("--database", database, "export", inbox / "ours.xlsx")
    (inbox / "theirs.csv").write_text("Name,Sex\nAye Aye,F\n", "utf-8")
    run("--database", other, "new")
    told = run("--database", other, "merge", inbox)
    assert "1 list made elsewhere was passed over: theirs.csv." in told.output
    merged = json.loads(run("--json", "--database", other, "merge", inbox).output)
    assert [Path(one).name for one in merged["passed_over"]] == ["theirs.csv"]


def test_what_is_no_number_of_an_action_is_called_that(database: Path) -> None:
    result = run("--database", database, "undo", "abc")
    assert result.exit_code == 2
    assert "'abc' is not a valid whole number" in result.output


def test_a_file_that_is_missing_hides_no_other_that_is_checked(database: Path, tmp_path: Path) -> None:
    result = run("--database", database, "verify", tmp_path / "missing.pdf", "SIYB-SYB-MM-2026-K7Q2M9D-0001-X")
    assert result.exit_code == 1
    assert "missing.pdf" in result.output
    assert "SIYB-SYB-MM-2026-K7Q2M9D-0001-X" in result.output


def test_totals_need_a_number_and_the_same_label_corrects_them(database: Path) -> None:
    words = ("--database", database, "totals", course_code(database))
    assert run(*words, "--label", "Class 9B").exit_code == 2
    for label in ((), ("--label", "Class 9B")):
        first = json.loads(run(*words, *label, "--women", 18, "--men", 15, "--json").output)
        again = json.loads(run(*words, *label, "--women", 19, "--json").output)
        assert again == {**first, "women": 19}
    (listed,) = json.loads(run("--database", database, "courses", "--json").output)
    assert (listed["headcount"], listed["people"]) == (2 * (19 + 15), listed["named"] + 2 * (19 + 15))
    assert "Without names" in run("--database", database, "courses").output


def test_two_courses_of_one_code_are_told_apart_by_id(database: Path, tmp_path: Path) -> None:
    code = course_code(database)
    other = Database.open(database)
    with other.change("as two offices merged meanwhile") as tx:
        tx.add(Course(id="twin", code=code, products="SYB"))
    result = run("--database", database, "totals", code, "--women", 3)
    assert result.exit_code == 1
    assert "2 courses have the code" in result.output
    assert "twin" in result.output
    assert run("--database", database, "totals", "twin", "--women", 3).exit_code == 0
    result = run("--database", database, "export", tmp_path / "a.xlsx", "--course", "twin")
    assert result.exit_code == 1
    assert "More than one course" in result.output


def test_one_course_is_exported_by_code_or_id(database: Path, tmp_path: Path) -> None:
    code = course_code(database)
    (listed,) = json.loads(run("--database", database, "courses", "--json").output)
    for name in (code, listed["id"]):
        assert run("--database", database, "export", tmp_path / f"{name}.xlsx", "--course", name).exit_code == 0


def test_a_workbook_that_is_there_is_replaced_only_when_asked(database: Path, tmp_path: Path) -> None:
    filled_in = tmp_path / "filled in.xlsx"
    filled_in.write_text("what somebody typed")
    words = ("--database", database, "export", filled_in)
    result = run(*words)
    assert result.exit_code == 1
    assert "filled in (2).xlsx" in result.output
    assert run(*words, "--preview").exit_code == 0
    assert filled_in.read_text() == "what somebody typed"
    assert run(*words, "--replace").exit_code == 0
    assert filled_in.read_bytes().startswith(b"PK")


def test_a_language_without_texts_is_wrong_usage(database: Path, tmp_path: Path) -> None:
    assert run("--database", tmp_path / "b.sqlite", "new", "--language", "xx").exit_code == 2
    assert run("--database", database, "export", tmp_path / "a.xlsx", "--language", "xx").exit_code == 2
    assert run("--database", tmp_path / "b.sqlite", "new", "--language", "en").exit_code == 0


def test_what_an_export_would_hold_of_people_can_be_asked_first(finished: tuple[Path, str], tmp_path: Path) -> None:
    database, _code = finished
    words = ("--database", database, "export", tmp_path / "a.xlsx", "--preview")
    assert "personal data of" in run(*words).output
    facts = json.loads(run(*words, "--json").output)
    assert facts["people"] >= facts["kinds"]["names"] > 0
    assert not (tmp_path / "a.xlsx").exists()


def test_what_an_export_holds_of_people_is_said_before_it_is_written(
    finished: tuple[Path, str], tmp_path: Path
) -> None:
    database, _code = finished
    said = run("--database", database, "export", tmp_path / "a.xlsx").output
    assert -1 < said.find("personal data of") < said.find("a.xlsx is written")
    file_in_the_way = tmp_path / "a.xlsx" / "b.xlsx"
    failed = run("--database", database, "export", file_in_the_way)
    assert failed.exit_code == 1
    assert "personal data of" in failed.output


def test_only_what_is_new_is_exported(finished: tuple[Path, str], tmp_path: Path) -> None:
    database, _code = finished
    words = ("--database", database, "export", tmp_path / "a.xlsx", "--only-new", "--replace")
    assert "say to whom" in run(*words).output
    assert run(*words, "--to", "Office").exit_code == 0
    result = run(*words, "--to", "Office")
    assert result.exit_code == 1
    assert "nothing new for Office" in result.output


def test_the_password_of_an_export_is_asked_for_and_never_an_argument(
    finished: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, _code = finished
    words = ["--database", str(database), "export", str(tmp_path / "a.xlsx"), "--password"]
    result = CliRunner().invoke(application, words, input="five small words\nfive small words\n")
    assert result.exit_code == 0
    assert "five" not in result.output
    assert run("--database", database, "merge", tmp_path / "a.xlsx").exit_code == 1
    assert run("--database", database, "merge", tmp_path / "a.xlsx", "--password", "five small words").exit_code == 0
    monkeypatch.setenv("TRAINER_APP_PASSWORD", "five small words")
    assert run("--database", database, "merge", tmp_path / "a.xlsx").exit_code == 0
    monkeypatch.setenv("TRAINER_APP_PASSWORD", "short")
    result = run(*words, "--replace")
    assert result.exit_code == 1
    assert "too short" in result.output


def test_corrections_are_exported_for_a_trainer(database: Path, tmp_path: Path) -> None:
    course = ("--product", "SYB", "--from", "2026-03-02", "--to", "2026-03-06", "--trainer", "Daw Mya")
    assert run("--database", database, "course", *course).exit_code == 0
    words = ("--database", database, "export", tmp_path / "a.xlsx", "--corrections")
    assert run(*words, "Nobody").exit_code == 1
    facts = json.loads(run(*words, "Daw Mya", "--language", "ar", "--json").output)
    assert facts["rows"]["courses"] == 1
    assert run(*words, "Daw Mya", "--template").exit_code == 2


def test_our_own_workbook_is_for_merging_not_for_importing(finished: tuple[Path, str], tmp_path: Path) -> None:
    database, _code = finished
    for words in ((), ("--template",)):
        assert run("--database", database, "export", tmp_path / "own.xlsx", "--replace", *words).exit_code == 0
        result = run("--database", database, "import", tmp_path / "own.xlsx")
        assert result.exit_code == 1
        assert "“merge”" in result.output


def test_the_trainers_status_is_said_in_words(database: Path) -> None:
    words = ("--product", "SYB", "--from", "2026-03-02", "--to", "2026-03-06", "--trainer", "Daw Mya")
    assert run("--database", database, "course", *words).exit_code == 0
    output = run("--database", database, "trainers").output
    assert "Not known" in output
    assert "not_known" not in output


def test_a_person_known_by_a_latin_name_only_is_named_by_it(finished: tuple[Path, str]) -> None:
    database, _code = finished
    words = ("--database", database, "person", "Ma Aye", "--set", "full_name=")
    assert run(*words).exit_code == 1
    result = run(*words, "--set", "latin_name=Aye")
    assert result.exit_code == 0
    assert result.output.strip() == "Aye is saved."


def test_the_total_of_the_outreach_leaves_blank_what_has_no_total(finished: tuple[Path, str]) -> None:
    database, _code = finished
    words = ("outreach", "--from", "2026-01-01", "--to", "2026-12-31", "--by", "programme", "--by", "sex")
    result = run("--database", database, *words)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    by_sex = next(line for line in lines if "  Sex  " in line)
    total = next(line for line in lines[lines.index(by_sex) :] if line.startswith("Total  "))
    start = by_sex.index("Sex")
    width = len(by_sex[start:]) - len(by_sex[start + 3 :].lstrip())
    assert not total[start : start + width].strip()
    assert total[start + width :].split()[0].isdigit()


def test_a_file_that_may_not_be_read_is_a_sentence_and_not_wrong_usage(database: Path) -> None:
    for command in ("merge", "import"):
        result = run("--database", database, command, database.parent)
        assert result.exit_code == 1, result.output
        assert "Usage" not in result.output


def test_papers_and_pictures_of_a_course(tmp_path: Path) -> None:
    from PIL import Image

    database = tmp_path / "a.sqlite"
    assert run("--database", database, "new", "--name", "A").exit_code == 0
    Image.new("RGB", (60, 20), "black").save(tmp_path / "logo.png")
    loaded = run("--database", database, "pictures", "logo 1", tmp_path / "logo.png", "--json")
    assert list(json.loads(loaded.stdout)) == ["logo 1"]
    assert run("--database", database, "pictures", "logo 1").exit_code == 2
    gone = run("--database", database, "pictures", "logo 1", "--remove", "--json")
    assert json.loads(gone.stdout) == {}
    refused = run("--database", database, "papers", "X", "badges", tmp_path / "a.pdf")
    assert refused.exit_code == 1
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
