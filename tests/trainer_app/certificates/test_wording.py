"""The words of certificates: every language says every kind, in type that the application has."""

from pathlib import Path

import pytest

from trainer_app.certificates.wording import KINDS, SHIPPED, labels, words
from trainer_app.errors import UserError
from trainer_app.typesetting.text import text_width

LANGUAGES = sorted(path.stem for path in SHIPPED.glob("*.toml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_language_has_every_kind_with_its_fields(language: str) -> None:
    said = words(language)
    assert "N-1" in said.number.format(number="N-1")
    assert "2" in said.copy_mark.format(count=2)
    assert "40" in said.hours.format(hours="40")
    for kind in KINDS:
        for text in (said.of(kind).title, said.of(kind).sentence, said.introduction, said.contents, said.module):
            assert text_width(text, 10, language=language) > 0


def test_a_language_without_words_is_english() -> None:
    assert words("xx") == words("en")
    assert labels()[0] == ("en", "English")


def test_an_office_s_own_words_count_and_what_is_wrong_in_them_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_APP_DATA", str(tmp_path))
    folder = tmp_path / "wording"
    folder.mkdir()
    text = (SHIPPED / "en.toml").read_text("utf-8")
    own = folder / "tet.toml"
    own.write_text(text.replace('name = "English"', 'name = "Tetun"').replace("No. {number}", "Nu. {number}"), "utf-8")
    assert ("tet", "Tetun") in labels()
    assert words("tet").number == "Nu. {number}"
    own.write_text(text.replace("module_hours", "module_hour"), "utf-8")
    with pytest.raises(UserError, match=r"tet\.toml.*“module_hours"):
        words("tet")
    assert ("tet", "tet") in labels()
