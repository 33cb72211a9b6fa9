"""Folders that somebody names: what is found in them."""

from pathlib import Path

from trainer_app.folders import files_in


def test_files_are_found_in_the_folders_inside_too_but_nothing_hidden(tmp_path: Path) -> None:
    """Mail programs and trainers keep attachments in a folder each."""
    names = ["b.xlsx", "Ann/2.xlsx", "Ann/1.xlsx", "Ann/May/3.xlsx", "~$b.xlsx", ".hidden/4.xlsx", "Ann/.~lock.1.xlsx#"]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = [path.relative_to(tmp_path).as_posix() for path in files_in(tmp_path)]
    assert found == ["Ann/1.xlsx", "Ann/2.xlsx", "Ann/May/3.xlsx", "b.xlsx"]
