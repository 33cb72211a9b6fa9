"""Charts show what is known and nothing else, in words too, and can be copied."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from trainer_app.reports.document import Chart, Column, Table
from ui.charts import ChartView, describe, steps


def _chart(kind: Any, rows: Any = (("Yangon", 12, 3), ("Bago", None, 7)), values: Any = ("women", "men")) -> Chart:
    columns = (Column("place", "Place"), Column("women", "Women", "integer"), Column("men", "Men", "integer"))
    return Chart(kind, "Persons by province", Table("Persons", columns, tuple(rows)), "place", values)


def _colours(view: ChartView) -> dict[str, int]:
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found: dict[str, int] = {}
    for x in range(image.width()):
        for y in range(image.height()):
            name = image.pixelColor(x, y).name()
            found[name] = found.get(name, 0) + 1
    return found


@given(st.floats(1e-3, 1e9))
def test_the_axis_has_few_round_marks_and_reaches_the_largest(largest: float) -> None:
    marks = steps(largest)
    assert marks[0] == 0
    assert marks[-1] >= largest * (1 - 1e-9)
    assert marks[-2] < largest * (1 + 1e-9)
    assert 2 <= len(marks) <= 8


def test_the_words_of_a_chart_say_all_its_values_and_what_is_not_known() -> None:
    assert describe(_chart("bar")) == "Persons by province\nWomen. Yangon: 12; Bago: –\nMen. Yangon: 3; Bago: 7"


def test_bars_are_as_long_as_their_values(qtbot: QtBot, qapp: QApplication) -> None:
    view = ChartView(_chart("stacked_bar", [("Yangon", 30, 10)]))
    qtbot.addWidget(view)
    view.resize(600, 160)
    found = _colours(view)
    legend = 200  # both series have a box of this size at most
    women, men = found.get("#0072b2", 0), found.get("#e69f00", 0)
    assert men > legend
    assert 2 < women / men < 3.2


@pytest.mark.parametrize("kind", ["bar", "stacked_bar", "line"])
@pytest.mark.parametrize("rows", [[("Yangon", 12, 3), ("Bago", None, 7)], [], [("Yangon", None, None)], [("A", 0, 0)]])
def test_every_kind_is_drawn_and_copied_whatever_is_known(qtbot: QtBot, kind: str, rows: Any) -> None:
    view = ChartView(_chart(kind, rows))
    qtbot.addWidget(view)
    view.resize(view.sizeHint())
    assert len(_colours(view)) > 2
    view.copy()
    picture = QGuiApplication.clipboard().image()
    assert picture.width() == view.width() * 2
    assert view.accessibleDescription()
