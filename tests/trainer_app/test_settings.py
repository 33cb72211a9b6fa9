"""Settings: read as typed, with defaults, per replica, taken back by undo."""

from pathlib import Path

import pytest

from db.database import Database
from trainer_app import settings
from trainer_app.errors import UserError
from trainer_app.settings import SETTINGS
from trainer_app.texts import languages


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


def test_every_setting_has_its_default_and_takes_it_back(database: Database) -> None:
    with database.change("s") as tx:
        assert settings.all_values(tx) == {setting.key: setting.default for setting in SETTINGS}
        for setting in SETTINGS:
            other = next((code for code, _name in settings.choices(setting) if code != setting.default), None)
            if setting.kind == "choice" and other is None:
                continue  # one language so far
            typed = {"whole": 3, "months": "6 12", "country": "Lao PDR", "number_pattern": "{replica}-{sequence}"}
            value = typed.get(setting.kind, other or "x")
            assert settings.save(tx, setting.key, value)
            assert not settings.save(tx, setting.key, value)
            assert settings.get(tx, setting.key) != setting.default
            assert settings.save(tx, setting.key, "")
            assert settings.get(tx, setting.key) == setting.default
        assert len({settings.label(setting) for setting in SETTINGS}) == len(SETTINGS)


def test_values_have_their_types(database: Database) -> None:
    with database.change("s") as tx:
        settings.save(tx, "country", "Viet Nam")
        settings.save(tx, "youth_to", "၂၉")
        settings.save(tx, "follow_up_months", "12, 6")
        values = settings.all_values(tx)
    assert (values["country"], values["youth_to"], values["follow_up_months"]) == ("VN", 29, (6, 12))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("youth_to", "121"),
        ("youth_to", "old"),
        ("language", "klingon"),
        ("country", "Atlantis"),
        ("follow_up_months", "0"),
    ],
)
def test_what_does_not_fit_is_refused(database: Database, key: str, value: str) -> None:
    with database.change("s") as tx:
        with pytest.raises(UserError):
            settings.save(tx, key, value)
        assert settings.get(tx, key) == next(one.default for one in SETTINGS if one.key == key)


def test_signatories_in_order_without_the_blank_ones(database: Database) -> None:
    with database.change("s") as tx:
        settings.save(tx, "signatory_1_name", "A")
        settings.save(tx, "signatory_3_title", "Director")
        assert settings.signatories(tx) == [(1, "A", "", ""), (3, "", "Director", "")]


def test_undo_takes_a_setting_back(database: Database) -> None:
    with database.change("s") as tx:
        settings.save(tx, "your_name", "A")
        action = tx.action.id
    with database.change("u", kind="undo") as tx:
        tx.undo(action or 0)
        assert settings.get(tx, "your_name") is None


def test_a_language_that_the_texts_are_not_in_is_not_offered(database: Database) -> None:
    offered = {code for one in SETTINGS if one.key == "language" for code, _name in one.choices}
    assert offered == set(languages())
    with pytest.raises(UserError), database.change("s") as tx:
        settings.save(tx, "language", "tlh")
