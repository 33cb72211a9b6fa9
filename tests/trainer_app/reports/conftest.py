"""An empty country to count in, and a report with everything that is hard to print."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from db.database import Database, Transaction
from trainer_app.reports.document import Chart, Column, Document, Table

NAMES = (
    "Yangon", "မန္တလေးတိုင်းဒေသကြီး", "ខេត្តសៀមរាប", "กรุงเทพมหานคร อมรรัตนโกสินทร์", "ولایت هرات", "Đắk Lắk",
    "广西壮族自治区", "አዲስ አበባ", "=1+1", "+95 9 420", "@home", "बागमती प्रदेश", "ຫຼວງພະບາງ", "தமிழ்நாடு", "007",
    "A very long name of a province that has to be broken over more than one line because nothing shorter exists",
)  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return Database.create(tmp_path_factory.mktemp("outreach") / "office.sqlite", name="Office", kind="office")


@pytest.fixture
def tx(database: Database) -> Iterator[Transaction]:
    """A transaction in an empty database; nothing of it stays."""
    with database.change("test", rehearse=True) as transaction:
        yield transaction


@pytest.fixture
def document() -> Document:
    """Two tables, one of each kind of chart: many scripts, formulas, unknown values, long names, big numbers."""
    columns = (
        Column("province", "Province", blank="Other or unspecified"),
        Column("month", "Month", "month"),
        Column("since", "Since", "date"),
        Column("seats", "Seats", "integer", "places taken."),
        Column("women", "Women", "integer"),
        Column("men", "Men", "integer"),
        Column("share", "Women's share", "percent", "of persons whose sex is known."),
        Column("mean", "Mean", "decimal"),
    )
    rows = tuple(
        (name, date(2024, 1 + n % 12, 1), date(2020, 1, 1 + n), 1000 * n, n * 600, n * 400 if n % 3 else None,
         0.6 if n else None, 1.25 * n)
        for n, name in enumerate(NAMES)
    )  # fmt: skip
    unspecified = (None, None, None, 0, 0, 0, None, None)
    reach = Table("Reach: by province/month", columns, (*rows, unspecified),
                  (None, None, None, 1234567, 700000, 534567, 0.5669, None), ("Groups overlap.",))  # fmt: skip
    months = Table(
        "By month", (Column("month", "Month", "month"), Column("seats", "Seats", "integer")),
        tuple((date(2024, n, 1), None if n == 5 else 10 * n) for n in range(1, 13)),
    )  # fmt: skip
    charts = (
        Chart("stacked_bar", "Women and men", reach, "province", ("women", "men"), 10),
        Chart("bar", "Seats", months, "month", ("seats",)),
        Chart("line", "Seats in time", months, "month", ("seats",)),
    )
    return Document("Outreach summary", "Only Province: North & South", "1 Jan 2024 – 31 Dec 2024",
                    datetime(2025, 1, 7, 9, 30, tzinfo=UTC), "Country office", (reach, charts[0], months, *charts[1:]),
                    ("Rounded parts need not add up.",))  # fmt: skip
