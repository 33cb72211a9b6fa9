"""Blocks of cells to and from other programs, whatever is in the cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from ui import clipboard

_CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\t\n"='), max_size=8).map(str.strip)


@given(st.lists(st.lists(_CELLS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_block_comes_back_as_it_went(rows: list[list[str]]) -> None:
    assert clipboard.from_tabs(clipboard.to_tabs(rows)) == rows


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Ma Khin\tF\r\nU Ba\tM\r\n", [["Ma Khin", "F"], ["U Ba", "M"]]),
        ('"two\nlines"\tx', [["two\nlines", "x"]]),
        ('"a lone mark\nnext', [['"a lone mark'], ["next"]]),
        ("၀၉-၄၂၀", [["၀၉-၄၂၀"]]),
    ],
)
def test_what_excel_and_people_put_there_is_understood(text: str, cells: list[list[str]]) -> None:
    assert clipboard.from_tabs(text) == cells


def test_text_is_marked_as_text_for_excel_and_numbers_are_not(qtbot: QtBot) -> None:
    clipboard.copy([["09420", "12"]], [True, False])
    data = clipboard.QGuiApplication.clipboard().mimeData()
    assert data.text() == "09420\t12\r\n"
    assert "mso-number-format:'\\@'\">09420" in data.html()
    assert "<td>12</td>" in data.html()
