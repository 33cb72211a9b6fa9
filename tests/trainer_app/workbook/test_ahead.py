"""Workbooks that are taken one after the other, the next one begun while one is taken."""

from pathlib import Path

import psutil
import pytest
import xlsxwriter

from trainer_app.spreadsheets import apart
from trainer_app.workbook import ahead
from trainer_app.workbook.ahead import one_after_the_other


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.xlsx" for number in range(3)]
    for path in paths:
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet(f"of {path.stem}").write(0, 0, "cell")
    return paths


def children() -> int:
    apart.end_all()
    return len(psutil.Process().children())


def test_each_is_given_in_its_order_and_a_missing_one_is_found_out_when_it_is_read(files: list[Path]) -> None:
    files[1].unlink()
    with one_after_the_other(files, None) as openings:
        for number, opening in enumerate(openings):
            assert opening.path == files[number]
            if number != 1:
                assert [sheet.name for sheet in opening.sheets] == [f"of {number}"]


@pytest.mark.parametrize("small", [True, False])
def test_only_small_files_are_begun_before_they_are_asked_for(
    files: list[Path], small: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not small:
        monkeypatch.setattr(ahead, "_SMALL", 0)
    before = children()
    with one_after_the_other(files, None) as openings:
        next(openings)
        assert children() - before == (2 if small else 1)


def test_what_was_begun_and_is_not_taken_is_ended(files: list[Path]) -> None:
    before = children()
    with one_after_the_other(files, None) as openings:
        next(openings)
        next(openings)
    assert children() == before
