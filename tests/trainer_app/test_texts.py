"""Every text that a person reads can be translated."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

from trainer_app import texts
from trainer_app.errors import explain

ROOT = Path(__file__).parents[2]
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def messages() -> Iterator[str | tuple[str, str]]:
    for folder in ("trainer_app", "ui"):
        for found in extract_from_dir(ROOT / folder, keywords=KEYWORDS):  # type: ignore[arg-type]
            yield found[2]  # type: ignore[misc]


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    for folder in ("trainer_app", "ui"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                    yield path, node


@pytest.mark.parametrize("name", ["N_", "ngettext"])
def test_what_is_marked_is_plain_text(name: str) -> None:
    for path, call in calls(name):
        for argument in call.args[:2] if name == "ngettext" else call.args:
            assert isinstance(argument, ast.Constant), f"{path.name}:{call.lineno}"


def test_no_text_is_put_together_before_it_is_translated() -> None:
    """`_(variable)` translates what N_ marked elsewhere; a joined or formatted text could never be found."""
    for path, call in calls("_"):
        assert not isinstance(call.args[0], ast.JoinedStr | ast.BinOp), f"{path.name}:{call.lineno}"


def test_another_language_is_spoken_as_soon_as_its_catalogue_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalog(locale="eo")
    for message in messages():
        if isinstance(message, str):
            catalogue.add(message, f"«{message}»")
    assert len(catalogue) > 500
    folder = tmp_path / "eo" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "trainer_app.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(texts, "TRANSLATIONS", tmp_path)
    assert texts.languages() == ("en", "eo")
    texts.use_language("eo")
    try:
        from db.errors import DatabaseProblem

        assert str(explain(DatabaseProblem("locked", Path("a.sqlite")))).startswith("«a.sqlite is in use")
    finally:
        texts.use_language("en")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_language_of_workbooks_alone_does_not_mix_with_english(language: str) -> None:
    assert language in texts.workbook_languages()
    assert language not in texts.languages()  # once it is, take another
    try:
        texts.use_language(language)
        assert texts.language() == "en"
        assert texts._("Courses") == "Courses"
        assert texts.in_language(language)("Courses") != "Courses"
    finally:
        texts.use_language("en")
