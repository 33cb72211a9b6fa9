"""A workbook that comes back untouched brings nothing, whatever program opened and saved it."""

import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.database import Database
from db.models import Course, Enrolment, Person
from tests.trainer_app.workbook.sittings import FORMATS
from trainer_app import dump
from trainer_app.exchange.merging import OUTCOMES, Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()


def digest(database: Database) -> str:
    with database.read() as tx:
        return dump.digest(tx)


@pytest.fixture(scope="session")
def saved(sent: Path, libreoffice: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook as LibreOffice saved it in each format, and saved again as .xlsx."""
    folder = tmp_path_factory.mktemp("saved")
    steps: list[tuple[str, ...]] = []
    files = {}
    for ending, form in FORMATS.items():
        files[ending] = folder / f"back.{ending}"
        files[f"{ending}, xlsx"] = folder / f"from {ending}.xlsx"
        steps += [("open", str(sent)), ("save", str(files[ending]), form)]
        steps += [("open", str(files[ending])), ("save", str(files[f"{ending}, xlsx"]), FORMATS["xlsx"])]
    libreoffice(steps)
    return files


@pytest.mark.parametrize("way", [*FORMATS, *(f"{ending}, xlsx" for ending in FORMATS)])
def test_saved_by_libreoffice_it_brings_nothing(office: Database, saved: dict[str, Path], way: str) -> None:
    before = digest(office)
    plan = merge(office, [saved[way]], apply=True)
    file = plan.files[0]
    assert not plan.changes_anything
    assert not file.refusals
    assert not file.notes
    assert {ledger.sheet for ledger in file.ledgers if ledger.read == ledger.same} == {
        "courses", "sessions", "participants", "attendance", "headcounts", "enterprises", "follow_ups", "visits",
        "trainers",
    }  # fmt: skip
    assert digest(office) == before


def test_converted_without_a_window_it_brings_nothing(office: Database, sent: Path, tmp_path: Path) -> None:
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "ods",
         "--outdir", str(tmp_path), str(sent)], check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert not merge(office, [tmp_path / f"{sent.stem}.ods"], apply=True).changes_anything


def test_saved_by_openpyxl_it_brings_nothing(office: Database, sent: Path, tmp_path: Path) -> None:
    path = tmp_path / "again.xlsx"
    openpyxl.load_workbook(sent).save(path)
    assert not merge(office, [path], apply=True).changes_anything


def test_somebody_who_has_nothing_gets_everything(office_model: Database, sent: Path, tmp_path: Path) -> None:
    trainer = Database.create(tmp_path / "trainer.db", name="Trainer")
    merge(trainer, [sent], apply=True)
    ignored = trainer.replica
    with trainer.read() as one, office_model.read() as other:
        assert [line for line in dump.lines(one) if ignored not in line] == list(dump.lines(other))


TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40) | st.sampled_from(
    ("a\tb", "a\r\nb", "_x000D_", "'", "=1", "-", "\u200d", "x" * 40_000, "ö\u0308", "\ufeff1", "\uffff", "0012", "1E5")
)  # fmt: skip


@pytest.fixture(scope="module")
def lonely(tmp_path_factory: pytest.TempPathFactory) -> Database:
    database = Database.create(tmp_path_factory.mktemp("texts") / "office.db", name="Office", kind="office")
    with database.change("course") as tx:
        tx.add(Course(code="C", programme="SIYB", products="SYB"))
    return database


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXT, min_size=4, max_size=16))
def test_any_text_comes_back_as_it_went(lonely: Database, texts: list[str]) -> None:
    with lonely.change("texts") as tx:
        course = tx.find(Course)[0]
        for text in texts:
            person = tx.add(Person(full_name=text, phones=text, notes=text))
            tx.add(Enrolment(course_id=course.id, person_id=person.id, remark=text))
    path = lonely.path.with_name("texts.xlsx")
    send(lonely, path, CATALOGUE, Scope("everything"), sender="Office")
    file = merge(lonely, [path], apply=True).files[0]
    assert not file.changes_anything
    assert not file.refusals


def test_twenty_orders_and_groupings_give_the_same_database(
    office_model: Database, sittings: dict[str, Path], sent: Path, tmp_path: Path
) -> None:
    files = [sittings[name] for name in ("edited", "cleared", "spare", "sorted apart", "row copied", "wrong values")]
    for name in ("ann", "ben"):
        trainer = Database.create(tmp_path / f"{name}.db", name=name)
        merge(trainer, [sent, files[0 if name == "ann" else 1]], apply=True)
        with trainer.change("edits") as tx:
            persons = tx.find(Person, order_by=Person.id)
            tx.update(persons[3], phones=name, notes=name)
            tx.update(persons[4], **{"email" if name == "ann" else "address": name})
            tx.delete(persons[5] if name == "ann" else persons[6])
            tx.update(persons[6], phones="changed by one, deleted by the other")
        path = tmp_path / f"{name}.xlsx"
        send(trainer, path, CATALOGUE, Scope("everything"), sender=name)
        files.append(path)
    rng = random.Random(20260321)
    digests = set()
    conflicts = set()
    for number in range(20):
        copy = office_model.backup(f"order {number}").rename(tmp_path / f"order {number}.db")
        office = Database.open(copy)
        rng.shuffle(files)
        cut = sorted(rng.sample(range(len(files) + 1), 2))
        for part in (files[: cut[0]], files[cut[0] : cut[1]], files[cut[1] :]):
            if part:
                plan = merge(office, part, apply=True)
                for ledger in (ledger for file in plan.files for ledger in file.ledgers):
                    assert ledger.read == sum(getattr(ledger, outcome) for outcome in OUTCOMES)
        digests.add(digest(office))
        with office.read() as tx:
            conflicts.add(tx.rows("SELECT count(*) FROM conflict")[0][0])
    assert len(digests) == 1
    assert conflicts.pop() > 3
