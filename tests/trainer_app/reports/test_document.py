"""A report's description: what it refuses, and how values read."""

from datetime import UTC, date, datetime

import pytest

from trainer_app.reports.document import Chart, Column, Document, Table, shown

NAME, SEATS = Column("name", "Name"), Column("seats", "Seats", "integer")
TABLE = Table("T", (NAME, SEATS), (("a", 1), (None, None)), (None, 1))


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [("text", "a", "a"), ("integer", 1234567, "1,234,567"), ("percent", 0.2567, "25.7%"), ("percent", 2.076, "207.6%"),
     ("decimal", 1.5, "1.5"), ("date", date(2024, 3, 5), "Mar 5, 2024"), ("month", date(2024, 3, 1), "Mar 2024"),
     ("integer", None, "–"), ("percent", None, "–"), ("integer", 0, "0")],
)  # fmt: skip
def test_values_read_as_a_person_writes_them(kind: str, value: object, expected: str) -> None:
    assert shown(Column("k", "K", kind), value) == expected  # type: ignore[arg-type]


def test_an_unnamed_group_has_the_words_of_its_column() -> None:
    assert shown(Column("p", "Province", blank="Other or unspecified"), None) == "Other or unspecified"


def test_the_total_begins_with_the_word_and_leaves_names_empty() -> None:
    table = Table("T", (NAME, Column("m", "Month", "month"), SEATS), (), (None, None, None))
    assert table.shown_total() == ("Total", "", "–")


@pytest.mark.parametrize(
    "rows", [(("a",),), (("a", "1"),), ((1, 1),), (("a", True),), (("a", 1.5),)]
)  # fmt: skip
def test_rows_that_do_not_fit_the_columns_are_refused(rows: tuple) -> None:
    with pytest.raises(ValueError, match="T"):
        Table("T", (NAME, SEATS), rows)


def test_a_total_that_hides_the_word_and_doubled_keys_are_refused() -> None:
    with pytest.raises(ValueError, match="Total"):
        Table("T", (NAME, SEATS), (), ("all", 1))
    with pytest.raises(ValueError, match="one key"):
        Table("T", (NAME, NAME), ())


def test_a_chart_of_what_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        Chart("bar", "C", TABLE, "nowhere", ("seats",))
    with pytest.raises(ValueError, match="cannot be drawn"):
        Chart("bar", "C", TABLE, "name", ("name",))
    other = Table("T", (NAME, SEATS), TABLE.rows, TABLE.total)
    with pytest.raises(ValueError, match="not in it"):
        Document("D", "", "", datetime.now(UTC), "", (TABLE, Chart("bar", "C", other, "name", ("seats",))))


def test_a_chart_tells_the_screen_what_to_draw() -> None:
    chart = Chart("bar", "C", TABLE, "name", ("seats",))
    assert chart.labels == ["a", "–"]
    assert chart.series == [(SEATS, [1, None])]
    assert Chart("bar", "C", TABLE, "name", ("seats",), 1).labels == ["a"]
