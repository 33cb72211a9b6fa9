"""The files that a report becomes, read back by other programs."""

import csv
import errno
import json
import os
import re
import signal
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from trainer_app import formats, reports
from trainer_app.errors import UserError
from trainer_app.reports import OUTPUTS
from trainer_app.reports.csv_output import plain
from trainer_app.reports.document import Document, Table
from trainer_app.reports.mail_merge import write_mail_merge
from trainer_app.reports.pdf_chart import ticks
from trainer_app.reports.pdf_text import wrapped
from trainer_app.saving import replacing
from trainer_app.sheet_names import sheet_names
from trainer_app.typesetting.text import text_width


@pytest.mark.parametrize("suffix", OUTPUTS)
def test_every_output_writes_and_writes_again(document: Document, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"summary{suffix.upper()}"
    reports.write(document, path)
    first = path.stat().st_size
    reports.write(replace(document, parts=()), path)
    assert 0 < path.stat().st_size < first
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_an_unknown_ending_is_refused_with_the_known_ones(document: Document, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.pdf, \.xlsx, \.csv, \.json"):
        reports.write(document, tmp_path / "summary.docx")


# -- JSON and CSV


def test_json_keeps_keys_numbers_dates_and_what_is_not_known(document: Document, tmp_path: Path) -> None:
    reports.write(document, tmp_path / "a.json")
    data = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    table, chart = data["parts"][0], data["parts"][4]
    assert table["rows"][1] == {"province": "မန္တလေးတိုင်းဒေသကြီး", "month": "2024-02-01", "since": "2020-01-02",
                                "seats": 1000, "women": 600, "men": 400, "share": 0.6, "mean": 1.25}  # fmt: skip
    assert table["rows"][-1]["province"] is None
    assert table["total"]["share"] == 0.5669
    assert chart == {"part": "chart", "kind": "line", "title": "Seats in time", "table": 1, "label": "month",
                     "values": ["seats"], "rows": 12}  # fmt: skip


def test_csv_holds_every_table_and_no_formula(document: Document, tmp_path: Path) -> None:
    reports.write(document, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    head = lines.index([column.label for column in document.tables[0].columns])
    body = lines[head + 1 : head + 1 + len(document.tables[0].rows)]
    assert body[1][1:] == ["2024-02-01", "2020-01-02", "1000", "600", "400", "0.6", "1.25"]
    assert body[0][5:7] == ["", ""]
    assert [line[0] for line in body if line[0][0] in "'+=@"] == ["'=1+1", "+95 9 420", "'@home"]
    assert body[-1][0] == "Other or unspecified"
    assert lines[head + 1 + len(body)][:4] == ["Total", "", "", "1234567"]
    assert ["Rounded parts need not add up."] in lines


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("\t=1", "'\t'=1"), ("Aye;=cmd|x", "Aye;'=cmd|x"), ("Aye\n=1", "Aye\n'=1"), ("-2+3", "'-2+3"), ("-5", "-5"),
        ("09 1; +95 9 42", "09 1; +95 9 42"), ("a@b.org", "a@b.org"), ("one\n\ntwo; three", "one\n\ntwo; three"),
    ],
)  # fmt: skip
def test_no_country_takes_a_text_of_csv_for_a_formula(typed: str, written: str) -> None:
    """Where a semicolon separates cells, Excel also begins a cell after one inside a text."""
    assert plain(typed) == written


# -- Excel


def test_excel_has_real_numbers_blank_cells_and_no_formula(document: Document, tmp_path: Path) -> None:
    reports.write(document, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=6)}
    assert rows["=1+1"][0].data_type == "s"
    assert rows["007"][0].data_type == "s"
    assert [cell.value for cell in rows["Yangon"][3:]] == [0, 0, None, None, 0]
    assert rows["Đắk Lắk"][6].value == 0.6
    assert rows["Đắk Lắk"][6].number_format == "0.0%"
    assert rows["Đắk Lắk"][2].is_date
    assert rows["Total"][3].value == 1234567
    assert rows["Other or unspecified"][6].value is None
    assert sheet.freeze_panes == "B6"
    assert sheet.print_title_rows == "$5:$5"
    assert "Reach by province month" in book.sheetnames


def test_nothing_of_it_lies_where_nobody_clears_it_away(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    reports.write(document, tmp_path / "report.xlsx")
    write_mail_merge(document.tables[0], tmp_path / "letters.xlsx")
    assert {path.name for path in tmp_path.iterdir()} == {"report.xlsx", "letters.xlsx"}


def test_excel_charts_refer_to_the_cells(document: Document, tmp_path: Path) -> None:
    reports.write(document, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as file:
        charts = [file.read(name).decode() for name in sorted(file.namelist()) if name.startswith("xl/charts/chart")]
    references = [re.findall(r"<c:f>(.*?)</c:f>", chart) for chart in charts]
    assert references[0][:3] == ["'Reach by province month'!$E$5", "'Reach by province month'!$A$6:$A$15",
                                 "'Reach by province month'!$E$6:$E$15"]  # fmt: skip
    assert len(charts) == 3
    assert "'By month'!$B$6:$B$17" in references[2]


def test_names_of_sheets_are_those_that_excel_takes() -> None:
    names = sheet_names(["a/b", "A B", "x" * 40, "x" * 45, "", "''", "History", "[1]*?:\\"])
    assert len({name.casefold() for name in names}) == len(names) == 8
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)


# -- PDF


def pages(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


def test_a_pdf_repeats_the_header_and_counts_its_pages(document: Document, tmp_path: Path) -> None:
    table = document.tables[0]
    long = replace(table, rows=table.rows * 8, title="Long")
    reports.write(replace(document, parts=(long,)), tmp_path / "a.pdf")
    texts = pages(tmp_path / "a.pdf")
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
    assert all("Women's" in text for text in texts if "Yangon" in text)
    assert sum(text.count("Yangon") for text in texts) == 8
    assert sum(text.count("1,234,567") for text in texts) == 1


def test_a_pdf_shows_dashes_for_what_is_not_known_and_explains_its_figures(document: Document, tmp_path: Path) -> None:
    reports.write(document, tmp_path / "a.pdf")
    text = "\n".join(pages(tmp_path / "a.pdf"))
    assert "–" in text
    assert "60.0%" in text
    for sentence in ("Groups overlap.", "Rounded parts need not add up.", "Seats: places taken."):
        assert sentence in text


def test_wide_tables_turn_the_paper_and_narrow_ones_do_not(document: Document, tmp_path: Path) -> None:
    for parts, turned in ((document.parts[2:3], False), ((wide(document.tables[0]),), True)):
        reports.write(replace(document, parts=parts), tmp_path / "a.pdf")
        pdf = pypdfium2.PdfDocument(tmp_path / "a.pdf")
        width, height = pdf[0].get_size()
        pdf.close()
        assert (width > height) == turned


def wide(table: Table) -> Table:
    """Three times as many columns as fit on a sheet."""
    columns = tuple(replace(column, key=f"{column.key}{n}") for n in range(6) for column in table.columns)
    return Table("Wide", columns, tuple(row * 6 for row in table.rows))


def test_a_name_that_no_font_holds_does_not_stop_the_report(document: Document, tmp_path: Path) -> None:
    months = document.tables[1]
    odd = Table("Odd", document.tables[0].columns[:1], (("Ulaanbaatar \U0001f600",),))
    reports.write(replace(document, parts=(odd, months)), tmp_path / "a.pdf")
    text = "\n".join(pages(tmp_path / "a.pdf"))
    assert "Ulaanbaatar ?" in text
    assert "no font" in text


def test_right_to_left_languages_mirror_the_table(document: Document, tmp_path: Path) -> None:
    formats.use_locale("ar")
    try:
        reports.write(document, tmp_path / "a.pdf")
        reports.write(document, tmp_path / "a.xlsx")
    finally:
        formats.use_locale("en")
    pdf = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    page = pdf[0].get_textpage()
    where = {word: page.get_charbox(page.search(word).get_next()[0])[0] for word in ("Province", "Mean")}
    pdf.close()
    assert where["Province"] > where["Mean"]
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].sheet_view.rightToLeft


@pytest.mark.parametrize(
    "text", ["one two three four five", "กรุงเทพมหานครอมรรัตนโกสินทร์", "广西壮族自治区广西壮族自治区"]
)
def test_lines_fit_and_lose_nothing(text: str) -> None:
    lines = wrapped(text, 8, 60)
    assert len(lines) > 1
    assert all(text_width(line, 8) <= 60 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrapped("", 8, 60) == [""]


@pytest.mark.parametrize(("least", "most"), [(0, 0), (0, 7), (0, 1234567), (-3, 12), (0, 0.57), (0, 5)])
def test_an_axis_has_round_values_around_all_that_is_drawn(least: float, most: float) -> None:
    values = ticks(least, most)
    assert values[0] <= least
    assert values[-1] >= most - 1e-9
    assert 2 <= len(values) <= 8


# -- where a file cannot be written


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("suffix", OUTPUTS)
def test_a_full_disk_leaves_the_old_file(document: Document, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("old")
    with small_disk(600), pytest.raises(UserError, match="no room"):
        reports.write(document, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", OUTPUTS)
def test_a_missing_folder_and_a_folder_in_place_of_the_file(document: Document, tmp_path: Path, suffix: str) -> None:
    with pytest.raises(UserError, match="no folder"):
        reports.write(document, tmp_path / "missing" / f"a{suffix}")
    (tmp_path / f"a{suffix}").mkdir()
    with pytest.raises(UserError, match="is a folder"):
        reports.write(document, tmp_path / f"a{suffix}")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(os.name != "nt", reason="only Windows refuses this")
def test_a_file_that_is_open_elsewhere_is_left_as_it_is(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    with path.open(), pytest.raises(UserError, match="open in another program"):
        reports.write(document, path)
    assert path.read_text() == "old"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(document: Document, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UserError, match="read-only"):
        reports.write(document, tmp_path / "a.pdf")


@pytest.mark.parametrize(("number", "sentence"), [(errno.EACCES, "read-only"), (errno.EIO, "could not be written")])
def test_each_trouble_has_its_sentence(tmp_path: Path, number: int, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence), replacing(tmp_path / "a.pdf"):
        raise OSError(number, os.strerror(number))
