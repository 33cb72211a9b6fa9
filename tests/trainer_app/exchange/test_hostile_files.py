"""Files that want to do harm end in a plan or a sentence, and the database stays as it was (tests/hostile)."""

import os
import resource
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_cases import Case, cases, forged_cases, good_workbook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packed_files import PEOPLE, RELATIONS, SHEET, overlapping, packed, relations, sheet, text

from db.database import Database
from db.models import Course, Enrolment, Person
from trainer_app import dump
from trainer_app.cli.frame import Context
from trainer_app.errors import UserError
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.importing import importer
from trainer_app.lists.read import read_list
from trainer_app.programmes.catalogue import load_catalogue
from trainer_app.spreadsheets import apart, opening
from trainer_app.spreadsheets.bounds import LISTED_ROWS, LISTED_SHEETS

SMALL = [case for case in cases() if not case.big]
CATALOGUE = load_catalogue()
FORGED = [case.name for case in forged_cases(Path())]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return good_workbook(tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Database:
    database = Database.create(tmp_path_factory.mktemp("office") / "office.db", name="Office", kind="office")
    with database.change("people") as tx:
        course = tx.add(Course(code="SYB-1", programme="SIYB", products="SYB"))
        person = tx.add(Person(full_name="Somsak"))
        tx.add(Enrolment(course_id=course.id, person_id=person.id))
    return database


@pytest.fixture(scope="module", autouse=True)
def nothing_changes(office: Database) -> Iterator[None]:
    before = digest(office)
    yield
    assert digest(office) == before


def digest(database: Database) -> str:
    with database.read() as tx:
        return dump.digest(tx)


def merged(office: Database, case: Case, path: Path) -> str:
    """The sentence, or "" for a plan; a workbook that is taken is only looked at."""
    try:
        merge(office, [path], apply=False, password=case.password)
    except UserError as error:
        return str(error)
    return ""


def imported(office: Database, case: Case, path: Path) -> str:
    try:
        reading = read_list(path, password=case.password)
        with office.change("Import", rehearse=True) as tx:
            importer.plan(tx, reading, CATALOGUE)
    except UserError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("case", SMALL, ids=[case.name for case in SMALL])
def test_a_hostile_file(office: Database, case: Case, tmp_path: Path) -> None:
    path = case.made(tmp_path)
    assert path.stem in merged(office, case, path)  # none of them is a workbook of ours
    sentence = imported(office, case, path)
    assert not sentence or path.stem in sentence


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_workbook(office: Database, good: Path, name: str, tmp_path: Path) -> None:
    case = next(case for case in forged_cases(good) if case.name == name)
    path = case.made(tmp_path)
    sentence = merged(office, case, path)
    assert not sentence or path.stem in sentence


@pytest.mark.parametrize("name", ["replica of others", "replica of nothing"])
def test_a_computer_is_not_called_so(office: Database, good: Path, name: str, tmp_path: Path) -> None:
    case = next(case for case in forged_cases(good) if case.name == f"forged: {name}")
    assert "hidden part" in merged(office, case, case.made(tmp_path))


def test_a_sender_gives_a_terminal_no_orders(office: Database, good: Path, tmp_path: Path) -> None:
    case = next(case for case in forged_cases(good) if case.name == "forged: sender that commands")
    plan = merge(office, [case.made(tmp_path)], apply=False)
    assert plan.files[0].sender == "%s%n{0}{file.__class__}[2J"


SENTENCES = {
    ".xlsx far cell": "sheet “People”: something stands in the far cell XFD1048576",
    ".xlsx no sheet": "its sheet “People” is not readable",
    ".xlsx odd dates": "its sheet “People” is not readable",
    ".xlsx beyond all numbers": "its sheet “People” is not readable",
    ".xlsx no sheets": "has no sheet with rows and columns",
    ".xlsx sizes too large": "unpacks to",
    ".xlsx folder": "is a folder",
    ".xlsx pipe": "is not a file that could be read",
    ".xlsx device": "is not a file that could be read",
    ".xlsx empty": "is empty",
    ".xlsx 2 GB of nothing": "has 2048 MB",
    ".xlsx picture": "another kind of file is inside",
    ".xls far cells in many sheets": "needs more memory",
    ".xls sectors in a circle": "needs more memory",
    ".xls password of old": "protected with a password",
    ".ods spaces repeated": "needs more memory",
    ".ods rows repeated": "sheet “People”: there is more in it, from row",
    ".csv only separators": "endless lines or cells",
    ".csv random": "could not be recognised",
}


@pytest.mark.parametrize("name", SENTENCES)
def test_the_sentence_says_what_is_wrong(office: Database, name: str, tmp_path: Path) -> None:
    case = next(case for case in SMALL if case.name == name)
    assert SENTENCES[name] in imported(office, case, case.made(tmp_path))


def test_what_can_be_read_of_an_odd_file_is_read(tmp_path: Path) -> None:
    """A wrong dimension, styles or merged ranges hide no cell; what stands in the cells is what comes."""
    for odd in ("dimension too small", "dimension too large", "styles missing", "merged over everything"):
        case = next(case for case in SMALL if case.name == f".xlsx {odd}")
        (table,) = read_list(case.made(tmp_path)).tables
        assert [row.values["full_name"].value for row in table.rows][:2] == ["Aye Aye", "Bo Bo"], odd


def test_a_cell_that_is_too_long_is_named(office: Database, tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    packed({SHEET: sheet(PEOPLE + f'<row r="7">{text("AB7", "x" * 200_000)}</row>')})(path)
    with pytest.raises(UserError, match=r"long\.xlsx, sheet “People”, cell AB7: the text is longer"):
        read_list(path)


def test_a_cell_that_says_too_much_is_left_out_alone(office: Database, tmp_path: Path) -> None:
    """No birth, number, phone or course is that long; to look for one in it would take minutes."""
    for heading in ("Date of birth", "Start date", "Phone", "Trainer", "Organiser", "Course", "Mystery", "Women"):
        for long in ("1" * 30_000, "SYB " * 8_000, "a:" * 15_000):
            path = tmp_path / "long.csv"
            path.write_text(f"No;Name;Sex;{heading}\n1;Aye Aye;F;{long}\n2;Bo Bo;M;\n3;Su Su;F;{long}\n")
            reading = read_list(path)
            names = [row.values["full_name"].value for table in reading.tables for row in table.rows]
            assert names == ["Aye Aye", "Bo Bo", "Su Su"], heading
            with office.change("Import", rehearse=True) as tx:
                assert len(importer.plan(tx, reading, CATALOGUE).rows) == 3


def test_a_list_has_an_end(tmp_path: Path) -> None:
    """What it may hold in all: rows, sheets."""
    long, thick = tmp_path / "long.csv", tmp_path / "thick.xlsx"
    long.write_text("Name;Sex\n" + "Aye Aye;F\n" * LISTED_ROWS)
    overlapping(LISTED_SHEETS + 2, rows_in_it=1)(thick)
    for path in (long, thick):
        with pytest.raises(UserError, match=rf"{path.name}, sheet “.+”: there is more in it, from row \d+ on"):
            read_list(path)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    bytes_=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=6),
    cut=st.one_of(st.none(), st.floats(0, 1)),
)
def test_whatever_happens_to_a_file_on_its_way(
    office: Database, good: Path, tmp_path: Path, bytes_: list[tuple[float, int]], cut: float | None
) -> None:
    content = bytearray(good.read_bytes())
    for share, byte in bytes_:
        content[int(share * len(content))] = byte
    path = tmp_path / "on its way.xlsx"
    path.write_bytes(content if cut is None else content[: int(cut * len(content))])
    for how in (merged, imported):
        sentence = how(office, Case("", "", lambda _path: None, None, False), path)
        assert not sentence or "on its way.xlsx" in sentence


def test_nothing_is_fetched_from_the_network(office: Database, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        outside = f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{address}">%p;<!ENTITY e SYSTEM "{address}">]>'
        hostile = [
            {RELATIONS: relations(address, ' TargetMode="External"')},
            {SHEET: sheet(PEOPLE, before=outside)},
            {SHEET: sheet(PEOPLE + f'<row r="4"><c r="B4"><f>WEBSERVICE("{address}")</f><v>0</v></c></row>',
                          after=f'<hyperlinks><hyperlink ref="A1" display="{address}"/></hyperlinks>')},
            {"xl/externalLinks/externalLink1.xml": f'<externalLink><x href="{address}"/></externalLink>'},
        ]  # fmt: skip
        for number, parts in enumerate(hostile):
            path = tmp_path / f"{number}.xlsx"
            packed(dict(parts))(path)
            imported(office, SMALL[0], path)
            with pytest.raises(TimeoutError):
                server.accept()


def test_nobody_hears_the_parser_panic(office: Database, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Its last words may hold what stands in the file."""
    case = next(case for case in SMALL if case.name == ".xlsx beyond all numbers")
    assert imported(office, case, case.made(tmp_path))
    assert capfd.readouterr() == ("", "")


def test_an_erasure_is_told_before_anything_else(tmp_path: Path) -> None:
    """A stranger's file may ask for it, and nothing but a backup brings the values back."""
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    with trainer.change("person") as tx:
        person = tx.add(Person(full_name="Ma Khin"))
    office = Database.create(tmp_path / "office.db", name="Office", kind="office")
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    send(trainer, first, load_catalogue(), Scope("everything"), sender="Trainer")
    merge(office, [first], apply=True)
    with office.change("Edit Ma Khin") as tx:
        tx.update(tx.get(Person, person.id), full_name="Ma Khin Htwe")
    with office.change("Edit Ma Khin Htwe") as tx:
        tx.update(tx.get(Person, person.id), sex="F")
    with trainer.change("erase") as tx:
        tx.erase(tx.get(Person, person.id), {})
    send(trainer, second, load_catalogue(), Scope("everything"), sender="Trainer")
    (file,) = merge(office, [second], apply=False).files
    assert "erased 1 record that stands here" in file.notes[0]
    assert "delete the backups" in file.notes[0]
    merge(office, [second], apply=True)
    with office.read() as tx:
        labels = [label for (label,) in tx.rows("SELECT label FROM action WHERE kind = 'edit' ORDER BY id")]
    assert labels == ["Edit …", "Edit …"]
    assert b"Ma Khin" not in Database.open(office.backup("to look into")).path.read_bytes()
    (file,) = merge(office, [second], apply=False).files
    assert not any("erased" in note for note in file.notes)


def test_a_name_gives_the_terminal_no_commands(capsys: pytest.CaptureFixture[str]) -> None:
    context = Context(Path(), as_json=False)
    context.say("Ma\x1b[2J Khin\x9b1m\r")
    context.table(["Name"], [["Ma\x1b]0;x\x07 Khin"]])
    assert "\x1b" not in (shown := capsys.readouterr().out)
    assert shown.splitlines()[0] == "Ma[2J Khin1m"


# -- the process that reads


def rows_of(path: Path) -> dict[str, object]:
    request = {"wanted": "rows", "path": str(path), "password": None, "texts": False, "most": 10**9}
    return request | {"first": None, "digests": []}


def test_the_next_file_is_read_by_the_same_process_unless_one_left_early(good: Path) -> None:
    def process() -> int:
        with apart.asking(rows_of(good)) as messages:
            assert len(list(messages)) > 10
        return apart._idle[-1].process.pid

    first = process()
    assert process() == first
    with apart.asking(rows_of(good)) as messages:
        next(messages)
    assert process() != first


def test_a_process_that_nobody_needs_any_more_is_ended(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_IDLE", 0.05)
    apart.end_all()  # those that were begun before wait longer
    with apart.asking(rows_of(good)) as messages:
        list(messages)
    for child in list(apart._idle):
        child.process.wait(20)
    with apart.asking(rows_of(good)) as messages:
        assert len(list(messages)) > 10


def test_a_process_that_works_too_long_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    packed({SHEET: sheet("<row>" + "<c><v>1</v></c>" * 600_000 + "</row>")})(path)
    with apart.asking(rows_of(path), seconds=0.0) as messages, pytest.raises(apart.Died, match="time"):
        list(messages)


def test_a_process_that_waits_for_ever_is_ended(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "STILL", 0.1)
    child = apart._taken()
    os.kill(child.process.pid, signal.SIGSTOP)
    child.ask(rows_of(good), 10)
    with pytest.raises(apart.Died, match="time"):
        list(child.messages())
    child.leave()
    child.close()


def test_a_name_in_any_letters(tmp_path: Path) -> None:
    path = Path(str(tmp_path).encode().decode() + "/Ünï \udcff 'x' “y”\n.xlsx")
    packed({})(path)
    with opening.opened(path) as sheets:
        assert [len(list(sheet.rows)) for sheet in sheets] == [3]


def test_no_child_took_a_gigabyte() -> None:
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1 << 20  # KB
