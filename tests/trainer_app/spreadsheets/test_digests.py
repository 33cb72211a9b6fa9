"""A digest tells a row that is as it was written, whichever release wrote it."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trainer_app.spreadsheets.digests import Digests, blank_digest, earlier_digest, row_digest

CELLS = st.lists(
    st.text()
    | st.floats()
    | st.booleans()
    | st.sampled_from([date(2026, 3, 2), datetime(2026, 3, 2, 9, 30), time(9, 30), timedelta(hours=30)]),
    min_size=1,
).map(tuple)


@given(st.lists(st.tuples(CELLS, st.sampled_from([row_digest, earlier_digest]))))
def test_rows_of_several_releases_are_told_in_any_order(rows: list) -> None:
    agree = Digests().agree
    assert all(agree(cells, digest(cells)) for cells, digest in rows)


@given(CELLS, CELLS)
def test_other_cells_have_another_digest(some: tuple, others: tuple) -> None:
    assert Digests().agree(some, row_digest(others)) == (repr(some) == repr(others) or _alike(some, others))


def _alike(some: tuple, others: tuple) -> bool:
    """JSON has one word for all that is no number, and writes a moment as a text."""
    return [_plain(cell) for cell in some] == [_plain(cell) for cell in others]


def _plain(cell: object) -> object:
    if isinstance(cell, float) and (cell - cell):
        return None
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return repr(cell) if isinstance(cell, timedelta | float | bool) else cell


def test_a_blank_row_is_the_same_for_all_releases() -> None:
    assert blank_digest(3) == earlier_digest(("", "", "")) != row_digest(("", "", ""))
