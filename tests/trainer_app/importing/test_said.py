"""What is said of single rows, cells and names of a list on the command line and in a mapping file."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import trainer_app.cli.lists  # noqa: F401 - declares the command
from db.database import Database
from db.models import Organisation, Person
from trainer_app import settings
from trainer_app.cli import application

LIST = """Organiser: Chamber of Commerce Yangon
Name,Sex,Age,Phone,Course,Start,End
Khin Htway,F,200,09443790564,SYB,2026-03-02,2026-03-06
Thidar,F,31,09443790565,SYB,2026-03-02,2026-03-06
Nobody Known,M,22,,SYB,2026-03-02,2026-03-06
"""


class Clerk:
    """Somebody at the command line of an office that knows two women and a chamber."""

    def __init__(self, folder: Path) -> None:
        self.database = Database.create(folder / "office.sqlite", name="Office", kind="office")
        self.list = folder / "list.csv"
        self.list.write_text(LIST, "utf-8")
        self.mapping = folder / "said.toml"
        with self.database.change("known") as tx:
            settings.save(tx, "country", "MM")
            for number in (4, 5):
                tx.add(
                    Person(
                        id=f"known {number}",
                        full_name="ခင်ထွေး" if number == 4 else "သီတာ",
                        sex="F",
                        phones=f"0944379056{number}",
                    )
                )
            tx.add(Organisation(id="chamber", name="Yangon Chamber of Commerce", country="MM"))

    def run(self, *arguments: str) -> Any:
        called = ["--json", "--database", str(self.database.path), "import", str(self.list), *arguments]
        result = CliRunner().invoke(application, called)
        return json.loads(result.stdout) if result.exit_code == 0 else result.output

    def verdicts(self, *arguments: str) -> list[str]:
        return [row["verdict"] for row in self.run(*arguments)["rows"]]

    def people(self) -> int:
        with self.database.read() as tx:
            return len(tx.find(Person))


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    monkeypatch.setenv("TRAINER_APP_DATA", str(tmp_path / "data"))
    return Clerk(tmp_path)


def test_each_row_is_told_apart_by_its_key(clerk: Clerk) -> None:
    rows = clerk.run()["rows"]
    assert [row["verdict"] for row in rows] == ["held", "new", "new"]  # the second is known for certain
    assert [row["key"] for row in rows] == ["csv!3", "csv!4", "csv!5"]
    said = [f"--row=csv!3={rows[0]['may_be'][0]['id']}", "--row=csv!4=new", "--cell=csv!C3=20"]
    assert clerk.verdicts(*said, "--apply") == ["new", "new", "new"]  # new seats: one of somebody known
    assert clerk.people() == 4
    with clerk.database.read() as tx:
        assert tx.get(Person, rows[0]["may_be"][0]["id"]).age == 20
    assert clerk.verdicts(*said, "--apply") == ["same"] * 3
    assert clerk.people() == 4


def test_a_mapping_file_says_the_same_for_lists_of_a_name(clerk: Clerk) -> None:
    clerk.mapping.write_text(
        """[names]
"chamber of commerce yangon" = "same"
[files."list.csv".rows]
"csv!3" = "same"
"csv!4" = "new"
[files."list.csv".cells]
"csv!C3" = "20"
""",
        "utf-8",
    )
    result = clerk.run(f"--mapping={clerk.mapping}", "--apply")
    assert [row["verdict"] for row in result["rows"]] == ["new"] * 3
    assert [one["id"] for one in result["named"]] == ["chamber"]
    with clerk.database.read() as tx:
        assert [one.id for one in tx.find(Organisation)] == ["chamber"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("--row=csv!9=same", "has no row csv!9"),
        ("--row=csv!3=maybe", "nobody whom csv!3 may be"),
        ("--cell=List!C3=20", "has no cell List!C3"),
        ("--cell=C3=20", "is not like List!C6=20"),
        ("--name=Chamber of Commerce Yangon=maybe", "nobody whom Chamber of Commerce Yangon may be"),
    ],
)
def test_what_nobody_can_mean_is_told(clerk: Clerk, said: str, sentence: str) -> None:
    assert sentence in clerk.run(said, "--apply")
    assert clerk.people() == 2


def test_rows_are_not_said_for_all_lists_at_once(clerk: Clerk) -> None:
    clerk.mapping.write_text('[rows]\n"csv!3" = "same"\n', "utf-8")
    assert "means nothing there" in clerk.run(f"--mapping={clerk.mapping}")
    other = clerk.list.with_name("other.csv")
    other.write_text(LIST, "utf-8")
    assert "are for one list" in clerk.run(str(other), "--row=csv!3=same")


def test_the_plan_in_words_says_how_to_answer_what_changes_and_what_was_left_out(clerk: Clerk) -> None:
    clerk.run("--row=csv!3=new", "--row=csv!4=new", "--apply")
    changed = LIST.replace(",31,", ",32,").replace("Nobody Known", "Somebody") + ",F,40,,SYB,2026-03-02,2026-03-06\n"
    clerk.list.write_text(changed, "utf-8")
    result = CliRunner().invoke(application, ["--database", str(clerk.database.path), "import", str(clerk.list)])
    assert "csv, row 4, Thidar: Age: 31 → 32" in result.output
    assert "1 row left out, no name in the row: csv!6" in result.output


def test_what_goes_back_never_lies_over_a_list_or_over_another(clerk: Clerk) -> None:
    inbox = clerk.list.parent / "inbox"
    for folder in (inbox / "north", inbox / "south"):
        folder.mkdir(parents=True)
        (folder / "list.csv").write_text(LIST, "utf-8")
    back = clerk.list.parent / "back"
    clerk.run(str(inbox / "north"), str(inbox / "south"), f"--send-back={back}")
    assert sorted(path.name for path in back.iterdir()) == ["list (2).xlsx", "list (3).xlsx", "list.xlsx"]
    came = (back / "list.xlsx").read_bytes()
    clerk.list = back / "list.xlsx"
    assert "is not written over" in clerk.run(f"--send-back={clerk.list}")
    assert (back / "list.xlsx").read_bytes() == came


def test_the_plan_is_told_before_what_goes_back_and_of_one_as_of_one(clerk: Clerk) -> None:
    clerk.list.write_text("Name;Sex;Date of birth;Course;Start date\nAye Aye;F;31/02/1990;SYB;2021-10-04\n", "utf-8")
    clerk.run("--apply")
    text = clerk.list.read_text("utf-8").replace("31/02/1990", "28/02/1990").replace("Aye Aye;F", "Aye Aye;qq")
    clerk.list.write_text(text, "utf-8")
    back = clerk.list.with_name("back.xlsx")
    called = ["--database", str(clerk.database.path), "import", str(clerk.list), f"--send-back={back}"]
    told = CliRunner().invoke(application, called).output
    parts = ("1 row changes what is known:", "1 cell to fix or check is marked in ", "This is a plan")
    places = [told.find(part) for part in parts]
    assert -1 not in places, told
    assert places == sorted(places)
