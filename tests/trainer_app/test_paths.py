"""Where files lie: in the person's folders, or in the one that was named."""

from pathlib import Path

import pytest

from trainer_app import paths


def test_a_named_folder_holds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.DATA_VARIABLE, str(tmp_path / "stick"))
    folders = [paths.data_folder(), paths.log_folder(), paths.cache_folder(), paths.programmes_folder()]
    assert all(folder.is_dir() and folder.is_relative_to(tmp_path / "stick") for folder in folders)
    assert len(set(folders)) == 4
    assert paths.default_database().parent == tmp_path / "stick"


def test_without_one_the_persons_own_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.DATA_VARIABLE, raising=False)
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    assert paths.data_folder().name == "trainer-app"
    assert paths.log_folder().is_dir()
    assert paths.cache_folder().is_dir()
    assert paths.documents_folder().is_absolute()
