"""The room of a list is shared among its columns until a person sets one."""

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from ui.column_widths import shared
from ui.state import State
from ui.table import Column, RecordTable

COLUMNS = st.lists(
    st.tuples(*[st.integers(1, 400)] * 3).map(lambda three: tuple(sorted(three, reverse=True))), max_size=9
)
TITLES = ("Name", "Why", "By product", "Phone", "Remark")
ROWS = [
    {"id": "1", "name": "Daw Khin Lay", "why": "0 of 2 practice courses, 0 of 1 observed " * 3, "phone": "+95942001"}
]


@given(COLUMNS, st.integers(1, 3000))
def test_no_more_room_is_used_than_there_is_unless_even_the_least_is_more(
    columns: list[tuple[int, int, int]], room: int
) -> None:
    widths = shared(columns, room)
    if sum(least for _wanted, _needed, least in columns) > room:
        assert widths == [wanted for wanted, _needed, _least in columns]
        return
    assert sum(widths) <= room
    for width, (wanted, needed, least) in zip(widths, columns, strict=True):
        assert least <= width <= wanted
        if width < needed:  # nobody else has more than they need
            assert all(other <= max(two, three) for other, (_one, two, three) in zip(widths, columns, strict=True))


def test_what_is_not_needed_goes_first_and_then_the_widest_give() -> None:
    assert shared([(100, 60, 50), (100, 100, 50)], 180) == [80, 100]
    assert shared([(60, 60, 50), (300, 300, 50), (200, 200, 50)], 260) == [60, 100, 100]


def test_a_list_fits_in_its_room_and_follows_it_until_a_column_is_set_by_hand(qtbot: QtBot, state: State) -> None:
    columns = [Column(title.lower().replace(" ", "_"), title, width=40) for title in TITLES]
    table = RecordTable("room", columns, state)
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show()
    table.set_rows(ROWS)
    for width in (700, 500, 900):
        table.resize(width, 300)
        qtbot.waitUntil(lambda: table.view.horizontalScrollBar().maximum() == 0)
        assert table.header.length() <= table.view.viewport().width()
    assert table.view_state()["widths"] == {}
    table.header.resizeSection(0, 600)
    assert table.view_state()["widths"]["name"] == 600
    table.resize(500, 300)
    assert table.header.sectionSize(0) == 600
