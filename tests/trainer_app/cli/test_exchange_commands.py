"""Import, export and merge on the command line: plans, what is said before and after, what is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from db.database import Database
from db.models import Organisation, Person
from tests.trainer_app.cli.commands import course_code, run
from trainer_app.cli import application


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


def test_a_file_that_is_missing_hides_no_other_that_is_checked(database: Path, tmp_path: Path) -> None:
    result = run("--database", database, "verify", tmp_path / "missing.pdf", "SIYB-SYB-MM-2026-K7Q2M9D-0001-X")
    assert result.exit_code == 1
    assert "missing.pdf" in result.output
    assert "SIYB-SYB-MM-2026-K7Q2M9D-0001-X" in result.output


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


def test_options_that_are_headings_are_told_once(database: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("Full name,Sex,NRC No.,Passport No.\nMa Aye,F,12/OuKaMa(N)123456,MB012345\n", encoding="utf-8")
    told = run("--database", database, "import", listed, "--product", "SYB").output
    assert '"NRC No.", "Passport No.". Of each person one is kept' in told
    assert "Options: NRC No., Passport No.\n" in told
    assert "csv, cell E1: “” – nothing stands there\n" in told  # the date of the course, which is told nowhere


def test_who_is_taken_to_be_known_is_told_with_the_reason(database: Path, tmp_path: Path) -> None:
    rows = {"first": "44,0944 379 0564,SYB,2024-01-08", "next": "45,0944 379 0564,SYB,2025-03-17"}
    for name, row in rows.items():
        listed = tmp_path / f"{name}.csv"
        listed.write_text(f"Name,Sex,Age,Phone,Course,Start date\nThida Moe,F,{row}\n", encoding="utf-8")
        told = run("--database", database, "import", listed, "--apply").output
    assert "1 row taken to be somebody who is known; --row csv!2=new says otherwise:\n" in told
    assert "csv, row 2, Thida Moe: Thida Moe (same name, same phone, ages agree, same sex); Age: 44 stays" in told
    assert run("--database", database, "import", listed, "--row", "csv!2=new").output.count("taken to be") == 0


def test_what_was_answered_for_a_sender_holds_for_their_next_list(database: Path, tmp_path: Path) -> None:
    rows = {"first": ("A", "X,red,SYB,03/04/2024", "Y,blue,SYB,05/04/2024"), "next": ("B", "Y,red,SYB,06/07/2024", "")}
    for file, (name, *told) in rows.items():
        lines = [f"Thida Moe {name}{number},{row}" for number, row in enumerate(filter(None, told))]
        text = "\n".join(["Name,Sex,Colour,Course,Start date", *lines])
        (tmp_path / f"{file}.csv").write_text(text, encoding="utf-8")
    answers = [f"--answer=csv!{key}" for key in ("B1:x=F", "B1:y=M", "E1:order=dmy")]
    words = ("--database", database, "import")
    assert run(*words, tmp_path / "first.csv", *answers, "--sender", "Ministry", "--apply").exit_code == 0
    plan = json.loads(run(*words, tmp_path / "next.csv", "--json").output)
    assert (plan["questions"], plan["cells"]) == ([], [])
    assert run(*words, tmp_path / "next.csv", "--forget").output.count("question:") == 2


def test_a_product_that_is_none_is_refused_before_anything_is_done(database: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("Name,Sex\nThida Moe,F\n", encoding="utf-8")
    told = run("--database", database, "import", listed, "--product", "SYBB", "--apply")
    assert told.exit_code == 1
    assert told.output == "There is no product “SYBB” on this computer. Choose one of the list.\n"
    assert run("--database", database, "import", listed, "--product", "syb").exit_code == 0


def test_an_answer_that_is_none_of_the_options_is_refused(database: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("Name,Sex,Course,Start date\nThida Moe,X,SYB,2024-03-12\n", encoding="utf-8")
    told = run("--database", database, "import", listed, "--answer", "csv!B1:x=Woman", "--apply")
    assert told.exit_code == 1
    assert "“Woman” does not answer csv!B1:x. Choose one of: F, M, unknown. Nothing was done." in told.output
    with Database.open(database).read() as tx:
        assert tx.find(Person) == []


def test_an_answer_to_what_no_list_asks_is_not_passed_over(database: Path, tmp_path: Path) -> None:
    listed, other = tmp_path / "list.csv", tmp_path / "other.csv"
    listed.write_text("Name,Sex,Course,Start date\nThida Moe,X,SYB,2024-03-12\n", encoding="utf-8")
    words = ("--database", database, "import", listed)
    told = run(*words, "--answer", "csv!B1:x=F", "--answer", "csv!C1:x=F", "--apply")
    assert told.exit_code == 1
    assert "The list does not ask csv!C1:x. It asks: csv!B1:x. Nothing was done." in told.output
    with Database.open(database).read() as tx:
        assert tx.find(Person) == []
    assert run(*words, "--answer", "csv!B1:x=F", "--answer", "country=MM").exit_code == 0
    other.write_text("Name,Sex,Course,Start date\nAye Aye,F,SYB,2024-03-12\n", encoding="utf-8")
    told = run(*words, other, "--answer", "csv!B1:x=F", "--answer", "csv!C1:x=F")
    assert told.exit_code == 0
    assert told.output.count("None of the lists asks") == 1
    assert "None of the lists asks csv!C1:x: the answer to it was not used." in told.output


def test_by_what_code_page_a_text_was_read_is_told(database: Path, tmp_path: Path) -> None:
    listed, text = tmp_path / "list.csv", "Nom et prénom;Sexe;Âge\nHélène Sèye;F;30\nFrançois Bâ;H;31\n"
    for encoding, told in (("cp1252", "the code page cp1252. If names look wrong"), ("utf-8", "")):
        listed.write_text(text, encoding)
        output = run("--database", database, "import", listed, "--product", "SYB").output
        assert told in output
        assert ("code page" in output) is bool(told)


TURKISH = "Sıra;Adı Soyadı;Cinsiyeti\n1;Ayşe Yıldız;K\n2;Mehmet Öztürk;E\n"


@pytest.mark.parametrize("name", ["cp857", "857", "IBM857"])
def test_a_code_page_is_said(name: str, database: Path, tmp_path: Path) -> None:
    listed, words = tmp_path / "list.csv", ("--database", database, "import", tmp_path / "list.csv", "--product", "SYB")
    listed.write_bytes(TURKISH.encode("cp857"))
    told = json.loads(run(*words, "--encoding", name, "--json").output)
    assert [row["name"] for row in told["rows"]] == ["Ayşe Yıldız", "Mehmet Öztürk"]
    assert "the code page cp857. If names" in run(*words, "--encoding", name).output
    listed.write_text(TURKISH, "utf-8")
    assert json.loads(run(*words, "--encoding", name, "--json").output)["rows"] == told["rows"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("klingon", "There is no code page “klingon”. Choose one of: big5hkscs (Chinese, traditional), cp1250"),
        ("rot13", "There is no code page “rot13”."),
        ("x\0", "There is no code page"),
        ("cp874", "list.csv is not in the code page Thai (Windows-874)"),
        ("utf-8", ""),
    ],
)
def test_a_code_page_that_is_none_or_not_the_lists_is_refused(
    name: str, sentence: str, database: Path, tmp_path: Path
) -> None:
    listed = tmp_path / "list.csv"
    listed.write_bytes(TURKISH.encode("cp1254"))
    told = run("--database", database, "import", listed, "--product", "SYB", "--encoding", name, "--apply")
    assert sentence in told.output
    assert told.exit_code == (1 if sentence else 0)
    with Database.open(database).read() as tx:
        assert bool(tx.find(Person)) is not bool(sentence)


def test_the_code_page_of_some_lists_is_said_in_a_mapping_file(database: Path, tmp_path: Path) -> None:
    inbox, mapping = tmp_path / "inbox", tmp_path / "inbox.toml"
    inbox.mkdir()
    for place in ("Van", "Kars"):
        (inbox / f"{place}.csv").write_bytes(TURKISH.encode("cp857" if place == "Van" else "cp1254"))
    words = ("--database", database, "import", inbox, "--mapping", mapping, "--product", "SYB", "--json")
    mapping.write_text('[files."Van*"]\nencoding = "IBM857"\n', "utf-8")
    told = json.loads(run(*words).output)["files"]
    assert [[row["name"] for row in file["rows"]] for file in told] == [["Ayşe Yıldız", "Mehmet Öztürk"]] * 2
    mapping.write_text('[files."Van*"]\nencoding = "klingon"\n', "utf-8")
    kars, van = json.loads(run(*words).output)["files"]
    assert "There is no code page" in van["error"]
    assert "rows" in kars


def test_a_code_page_that_was_said_holds_for_the_senders_next_list(database: Path, tmp_path: Path) -> None:
    words = ("--database", database, "import")
    more = ("--product", "SYB", "--sender", "Kaya")
    first, following = tmp_path / "first.csv", tmp_path / "next.csv"
    first.write_bytes(TURKISH.encode("cp857"))
    following.write_bytes(TURKISH.replace("Ayşe Yıldız", "Müge Işık").encode("cp857"))
    assert run(*words, first, *more, "--encoding", "cp857", "--apply").exit_code == 0
    for _time in range(2):
        told = json.loads(run(*words, following, *more, "--json").output)
        assert told["rows"][0]["name"] == "Müge Işık"
        assert run(*words, following, *more, "--apply").exit_code == 0
    assert "Müge Işık" not in run(*words, following, *more, "--forget").output


def test_what_goes_back_is_in_the_code_page_that_was_said(database: Path, tmp_path: Path) -> None:
    listed, back = tmp_path / "list.csv", tmp_path / "back.xlsx"
    listed.write_bytes("Sıra;Adı Soyadı;Cinsiyeti\n1;Ayşe Yıldız;?!\n2;Mehmet Öztürk;E\n".encode("cp857"))
    words = ("--database", database, "import", listed, "--product", "SYB", "--send-back", back)
    assert run(*words, "--encoding", "cp857").exit_code == 0
    cells = [cell.value for row in load_workbook(back)["csv"].iter_rows() for cell in row]
    assert {"Adı Soyadı", "Ayşe Yıldız"} <= set(cells)
