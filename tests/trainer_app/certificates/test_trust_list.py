"""The office's signed list: what it voids and confirms is told where the office's database is not."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.database import Database
from db.models import Certificate
from trainer_app import keys
from trainer_app.certificates import proof, trust_list, verification
from trainer_app.certificates.numbers import make_number
from trainer_app.certificates.register import void
from trainer_app.certificates.statement import Forged, Newer, Statement, UnknownKey, seal
from trainer_app.errors import UserError
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue

DAY = date(2026, 4, 1)
NUMBERS = [make_number("SIYB", "SYB", "MM", 2026, "K7Q2M9D", sequence) for sequence in (1, 2, 3)]
CATALOGUE = load_catalogue()


@pytest.fixture
def office(tmp_path: Path) -> Database:
    """Three numbers: the first void, the second void but held by a valid certificate too, the third valid."""
    made = Database.create(tmp_path / "office.db", name="Chamber", kind="office")
    with made.change("register") as tx:
        for number, voided in ((NUMBERS[0], DAY), (NUMBERS[1], DAY), (NUMBERS[1], None), (NUMBERS[2], None)):
            reason = "wrong name" if voided else None
            tx.add(Certificate(number=number, name_printed="Ma Aye", voided_on=voided, void_reason=reason))
        keys.own(tx)
    return made


@pytest.fixture
def ministry(tmp_path: Path, office: Database) -> Database:
    """It has a workbook of the office, from before anything was in the register."""
    made = Database.create(tmp_path / "ministry.db", name="Ministry")
    send(office, tmp_path / "template.xlsx", CATALOGUE, Scope("template"), sender="Chamber")
    merge(made, [tmp_path / "template.xlsx"], apply=True)
    return made


def code(database: Database, number: str = NUMBERS[0], issued: str = "2026-04-01") -> str:
    with database.change("key") as tx:
        key = keys.own(tx)
    return seal(Statement(number, "Ma Aye", "completion", "SYB", issued, "Chamber"), key.public, key.sign)


def written(database: Database, path: Path, now: datetime | None = None) -> Path:
    with database.change("list") as tx:
        path.write_text(trust_list.signed(tx, trust_list.compose(tx, now)), "utf-8")
    return path


def test_only_what_is_void_for_everybody_is_listed_and_no_reason_of_it(office: Database, tmp_path: Path) -> None:
    text = written(office, tmp_path / "a.json").read_text("utf-8")
    with office.read() as tx:
        found = trust_list.opened(text, keys.known(tx))
    assert found.void == {NUMBERS[0]: "2026-04-01"}
    assert found.office == "Chamber"
    assert "wrong name" not in text
    assert "Ma Aye" not in text


def test_a_void_number_is_told_with_its_own_sentence(office: Database, ministry: Database, tmp_path: Path) -> None:
    with ministry.change("take") as tx:
        assert [proof.verify_code(tx, code(office)).state, verification.verify(tx, NUMBERS[0]).state] == [
            "good",
            "unknown",
        ]
        trust_list.take(tx, written(office, tmp_path / "a.json"))
        for found in (proof.verify_code(tx, code(office)), verification.verify(tx, NUMBERS[0])):
            assert found.state == "void"
            assert "says Chamber in its list of" in found.sentence
        assert proof.verify_code(tx, code(office, NUMBERS[2])).state == "good"


def test_an_older_list_does_not_take_the_place_of_a_newer_one(
    office: Database, ministry: Database, tmp_path: Path
) -> None:
    old = written(office, tmp_path / "old.json", datetime(2026, 1, 1, tzinfo=UTC))
    new = written(office, tmp_path / "new.json", datetime(2026, 5, 1, tzinfo=UTC))
    with ministry.change("take") as tx:
        for path in (new, old):
            assert trust_list.take(tx, path).as_of == date(2026, 5, 1)
        assert [one.as_of for one in trust_list.taken(tx)] == [date(2026, 5, 1)]


def test_a_trainer_whom_the_office_confirmed_is_known_by_the_list(
    office: Database, ministry: Database, tmp_path: Path
) -> None:
    trainer = Database.create(tmp_path / "trainer.db", name="Daw Mya")
    text = code(trainer, NUMBERS[2])
    send(trainer, tmp_path / "mya.xlsx", CATALOGUE, Scope("template"), sender="Daw Mya")
    merge(office, [tmp_path / "mya.xlsx"], apply=True)
    with ministry.change("take") as tx:
        trust_list.take(tx, written(office, tmp_path / "before.json", datetime(2026, 1, 1, tzinfo=UTC)))
        assert proof.verify_code(tx, text).state == "unknown"
    with office.change("confirm") as tx:
        [key] = [one for one in keys.known(tx) if one.name == "Daw Mya"]
        keys.vouch(tx, key.id)
    with ministry.change("take") as tx:
        trust_list.take(tx, written(office, tmp_path / "after.json"))
        found = proof.verify_code(tx, text)
        assert found.state == "good"
        assert "Daw Mya, whose key Chamber confirmed" in found.sentence


def test_what_says_it_was_issued_after_its_key_was_replaced_is_told(
    office: Database, ministry: Database, tmp_path: Path
) -> None:
    before, after = code(office, NUMBERS[2], "2026-04-01"), code(office, NUMBERS[2], "2999-04-01")
    with office.change("replace") as tx:
        keys.replace(tx)
    fresh = code(office, NUMBERS[2], "2999-04-01")
    with ministry.change("take") as tx:
        assert [proof.verify_code(tx, text).state for text in (before, after, fresh)] == ["good", "good", "unknown"]
        trust_list.take(tx, written(office, tmp_path / "a.json"))  # the old key, known here, confirms the new one
        found = [proof.verify_code(tx, text) for text in (before, after, fresh)]
        assert [one.state for one in found] == ["good", "wrong", "good"]
        assert "is no longer in use since" in found[1].sentence


def test_a_list_of_a_stranger_and_a_changed_one_are_refused(
    office: Database, ministry: Database, tmp_path: Path
) -> None:
    stranger = Database.create(tmp_path / "stranger.db", name="Chamber", kind="office")
    text = written(office, tmp_path / "a.json").read_text("utf-8")
    files: dict[str, tuple[str, str]] = {
        "stranger": (written(stranger, tmp_path / "b.json").read_text("utf-8"), "not known here as an office's"),
        "changed": (text.replace(NUMBERS[0], NUMBERS[2]), "was changed after it was signed"),
        "newer": (text.replace('"version": 1', '"version": 2'), "newer version of this application"),
        "cut": (text[:200], "is not an office's list"),
        "other": ("[1, 2]", "is not an office's list"),
        "deep": ("[" * 100_000, "is not an office's list"),
    }
    with ministry.change("take") as tx:
        for name, (content, said) in files.items():
            path = tmp_path / f"{name}.json"
            path.write_text(content, "utf-8")
            with pytest.raises(UserError, match=said):
                trust_list.take(tx, path)
        with pytest.raises(UserError, match="is not there"):
            trust_list.take(tx, tmp_path / "gone.json")
        assert trust_list.taken(tx) == []


def test_a_trainer_cannot_speak_for_an_office(office: Database, ministry: Database, tmp_path: Path) -> None:
    """One whose key the office confirmed signs a list in the office's name."""
    trainer = Database.create(tmp_path / "trainer.db", name="Daw Mya")
    send(trainer, tmp_path / "mya.xlsx", CATALOGUE, Scope("template"), sender="Daw Mya")
    merge(ministry, [tmp_path / "mya.xlsx"], apply=True)
    with ministry.change("confirm") as tx:
        [key] = [one for one in keys.known(tx) if one.name == "Daw Mya"]
        keys.vouch(tx, key.id)
    with trainer.change("forge") as tx:
        facts = json.loads(json.loads(written(office, tmp_path / "a.json").read_text("utf-8"))["body"])
        forged = trust_list.TrustList(facts["office"], facts["replica"], "2999-01-01T00:00:00+00:00", (), {})
        (tmp_path / "forged.json").write_text(trust_list.signed(tx, forged), "utf-8")
    with ministry.change("take") as tx, pytest.raises(UserError, match="not known here as an office's"):
        trust_list.take(tx, tmp_path / "forged.json")


class _Key:
    """A list signed once for all examples."""

    text = ""
    known: ClassVar[list[keys.KnownKey]] = []


@given(st.data())
def test_no_character_of_the_list_can_be_changed_unseen(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    if not _Key.text:
        made = Database.create(tmp_path_factory.mktemp("list") / "o.db", name="Chamber", kind="office")
        with made.change("list") as tx:
            tx.add(Certificate(number=NUMBERS[0], voided_on=DAY))
            _Key.text, _Key.known = trust_list.signed(tx, trust_list.compose(tx)), keys.known(tx)
    whole: dict[str, Any] = json.loads(_Key.text)
    part = data.draw(st.sampled_from(["body", "signature", "key"]))
    place = data.draw(st.integers(0, len(whole[part]) - 1))
    sign = data.draw(st.characters(codec="utf-8"))
    changed = whole[part][:place] + sign + whole[part][place + 1 :]
    if changed != whole[part] and keys.raw(changed) != (keys.raw(whole[part]) or 0):
        with pytest.raises((trust_list.NotAList, Forged, UnknownKey, Newer)):
            trust_list.opened(json.dumps(whole | {part: changed}), _Key.known)


def test_a_certificate_that_is_made_void_is_on_the_next_list(office: Database, tmp_path: Path) -> None:
    with office.change("void") as tx:
        [one] = [one for one in tx.find(Certificate) if one.number == NUMBERS[2]]
        void(tx, one, "lost")
        assert list(trust_list.compose(tx).void) == [NUMBERS[0], NUMBERS[2]]
