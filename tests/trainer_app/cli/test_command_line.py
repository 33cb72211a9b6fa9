"""The command line as a person and a program meet it: help, examples, exit codes, JSON, slips."""

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from db.database import Database
from db.errors import NotFound
from db.models import Course
from tests.trainer_app.cli.commands import course_code, run
from trainer_app.cli import application, frame, main
from trainer_app.errors import UserError, explained

COMMANDS = (
    "new", "demo", "import", "export", "merge", "undo", "conflicts", "duplicates", "certificates", "verify",
    "followups", "outreach", "history", "backup", "restore", "check", "dump",
)  # fmt: skip


def commands() -> dict[str, click.Command]:
    run("--help")
    return application.commands


def test_each_command_is_in_the_module_that_is_loaded_for_it() -> None:
    folder = Path(frame.__file__).parent
    declared = {
        path.stem: tuple(re.findall(r'^@command\("(.+?)"', path.read_text(), re.M))
        for path in folder.iterdir()
        if path.suffix == ".py"
    }
    assert {module: names for module, names in declared.items() if names} == frame.MODULES
    assert set(commands()) == {name for names in frame.MODULES.values() for name in names}


def test_the_plan_of_a_list_waits_for_nothing_that_draws(database: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Name,Sex,Course\nMya Mya,F,SYB\n")
    program = "import sys; from trainer_app.__main__ import main\ntry: main()\nfinally: print(sorted(sys.modules))"
    words = ["--database", str(database), "import", str(tmp_path / "list.csv"), "--plan"]
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].replace("'", "").strip("[]").split(", "))
    assert "trainer_app.importing.importer" in loaded
    assert not loaded & {"reportlab", "PIL", "openpyxl", "xlsxwriter", "matplotlib", "cryptography", "PySide6"}


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


def test_what_is_no_number_of_an_action_is_called_that(database: Path) -> None:
    result = run("--database", database, "undo", "abc")
    assert result.exit_code == 2
    assert "'abc' is not a valid whole number" in result.output


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
