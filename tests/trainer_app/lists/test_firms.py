"""Lists of firms: their unions, the dates of their modules, indicators under headings of three rows."""

from datetime import date

import pytest

from tests.trainer_app.lists.laid_out import fields, read
from trainer_app.importing.figures import stored_values
from trainer_app.importing.values import read_row
from trainer_app.lists.read import read_sheets
from trainer_app.lists.sheets import Grid
from trainer_app.lists.side_by_side import taken_apart
from trainer_app.lists.words import load_words
from trainer_app.programmes.catalogue import load_catalogue

MODULES = "No|Nama Perusahaan|Tenaga kerja|Modul 1|Modul 2|SP/SB|Telp. Perusahaan"
VALUES = ("1|CV Rajut Jaya|9.8|8.5|3.9|5|4|3", "2|PT Tekstil Baru|11|8.4|8.7|1|1|0")
KPI = (
    "No|Perusahaan|Ketidakhadiran (%)||||Produk cacat / reject (%)|||",
    "||Awal (Feb 22)|Sesudah||Perubahan|Awal (Feb 22)|Sesudah||Perubahan",
    "||baseline|M1|M2|(%)|baseline|M1|M2|(%)",
    "1|CV Rajut Jaya|9,8|8,5|3,9|-0,1|7,9|6,9|4,2|-0,1",
    "2|PT Tekstil Baru|11,3|8,4|8,7|-0,2|8,3|6,7|4,4|-0,2",
)


def test_the_word_for_the_same_as_above_among_dates_of_modules() -> None:
    lines = ("1|CV A|20|8-9 Maret 2022|24-25 Mei 2022|tidak|", "2|PT B|30|sda|sda|ada|", "3|PT C|40|sda|-|ada|")
    (table,) = read(MODULES, *lines).tables
    assert [row.values["start:SCORE-M1"].value for row in table.rows] == [date(2022, 3, 8)] * 3
    assert [row.values["product:SCORE-M2"].value for row in table.rows] == [True, True, False]


def test_a_word_for_the_same_that_is_a_mark_too_stays_a_mark() -> None:
    (table,) = read("No|Name|Sex|GYB|SYB", "1|Aye Aye|F|-|x", "2|Bo Bo|M|x|/").tables
    assert table.rows[1].values["product:SYB"].value is True


@pytest.mark.parametrize("ditto", ["idem", "do", '"', "〃", "''"])
def test_signs_for_the_same_as_above_among_marks(ditto: str) -> None:
    (table,) = read("No|Name|Sex|GYB|SYB", "1|Aye Aye|F|x|-", f"2|Bo Bo|M|{ditto}|{ditto}").tables
    values = table.rows[1].values
    assert [values[f"product:{code}"].value for code in ("GYB", "SYB")] == [True, False]


def test_people_in_a_list_of_firms_with_their_modules_are_those_who_work_there() -> None:
    header, lines = "N°|Entreprise|Effectif|Module 1|Module 2", ("1|SOBAT|20|6-7 fév. 2023|-", "2|Kora|12|idem|-")
    (table,) = read(header, *lines).tables
    assert (table.kind, [row.values["workers_total"].value for row in table.rows]) == ("enterprises", [20, 12])


def test_a_union_that_is_named() -> None:
    cells = ("SPSI", "SPN", "belum ada", "Serikat Pekerja Logam", "serikat belum dibentuk", "proses")
    lines = (f"{row}|CV {row}|20|-|-|{cell}|" for row, cell in enumerate(cells, 1))
    (table,) = read(MODULES, *lines).tables
    assert [(row.values["union"].value, row.values["union"].mark) for row in table.rows] == [
        (True, "converted"), (True, "unsure"), (False, "converted"), (True, "unsure"), (None, "unsure"),
        (None, "unsure"),
    ]  # fmt: skip


def test_the_telephone_of_a_firm() -> None:
    (table,) = read(MODULES, "1|CV A|20|-|-|ada|0812-3427-0545", country="ID").tables
    assert table.rows[0].values["phones"].value == "+6281234270545"
    (table,) = read("No|Company|Workers|Union|Company phone", "1|Kora|12|no|0812-3427-0545", country="ID").tables
    assert fields(table)[4] == "phones"


def indicators(*lines: str) -> list[dict[str, object]]:
    """What is stored of the indicators of firms on a sheet."""
    grid = Grid("KPI", [list(line.split("|")) for line in lines])
    tables = read_sheets("list.xlsx", taken_apart([grid], load_words())).tables
    return [stored_values(table, row) for table in tables for row in table.rows]


def test_indicators_under_three_rows_of_headings() -> None:
    stored = indicators(*KPI)
    assert [one["name"] for one in stored] == ["CV Rajut Jaya", "PT Tekstil Baru"] * 2
    assert [(one["label"], one["unit"]) for one in stored[1:3]] == [
        ("Ketidakhadiran", "%"),
        ("Produk cacat / reject", "%"),
    ]
    assert stored[0]["moments"] == {"baseline": 9.8, "after:1": 8.5, "after:2": 3.9}
    assert stored[3]["moments"] == {"baseline": 8.3, "after:1": 6.7, "after:2": 4.4}


@pytest.mark.parametrize(
    "below",
    [
        ("||Before|After M1|After M2|Before|After M1|After M2",),
        ("||Baseline|After training||Baseline|After training|", "||Feb-22|M1|M2|Feb-22|M1|M2"),
        ("||M0|M1|M2|M0|M1|M2",),
        ("||Before|After M1|After M2|Before|After M1|After M2", "||%|%|%|%|%|%"),
        ("||Before|After M1|After M2|Before|After M1|After M2", "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)"),
    ],
)
@pytest.mark.parametrize(
    "above", ["Absenteeism|||Defects||", "Absenteeism|Absenteeism|Absenteeism|Defects|Defects|Defects"]
)
def test_headings_of_values_of_indicators(above: str, below: tuple[str, ...]) -> None:
    stored = indicators(f"No|Company|{above}", *below, *VALUES)
    assert [(one["name"], one["indicator"]) for one in stored] == [
        ("CV Rajut Jaya", "absenteeism"), ("PT Tekstil Baru", "absenteeism"),
        ("CV Rajut Jaya", "defects"), ("PT Tekstil Baru", "defects"),
    ]  # fmt: skip
    assert stored[0]["moments"] == {"baseline": 9.8, "after:1": 8.5, "after:2": 3.9}
    assert stored[2]["moments"] == {"baseline": 5.0, "after:1": 4.0, "after:2": 3.0}


FIRMS = "Kode|Nama UKM|Jenis usaha|Karyawan L|Karyawan P|Jml karyawan|SP/SB|Telp/WA kantor"


def test_firms_below_lines_that_name_their_place() -> None:
    lines = ("Kota Tasikmalaya", "U-1|CV A|Bordir|18|47||Ada|0857-7427-3567", "|Jumlah Kota Tasikmalaya",
             "Kab. Garut", "U-2|CV B|Batik|14|39||Ada|", "Cirebon", "U-3|CV C|Rotan|5|9||Ada|")  # fmt: skip
    (table,) = read("UKM BINAAN", FIRMS, *lines, country="ID").tables
    assert [(row.values["district"].value, row.values["district"].mark) for row in table.rows] == [
        ("Kota Tasikmalaya", "converted"), ("Kab. Garut", "converted"), ("Cirebon", "unsure"),
    ]  # fmt: skip


def test_lines_above_firms_that_say_no_kind_are_looked_at() -> None:
    header = "No|Company|Sector|Workers|Union"
    lines = ("Thika", "1|Kora Ltd|Garments|12|no", "Nakuru", "2|Bomu Ltd|Food|30|no")
    (table,) = read("SCORE firms", header, *lines).tables
    assert [(row.values["district"].value, row.values["district"].mark) for row in table.rows] == [
        ("Thika", "unsure"),
        ("Nakuru", "unsure"),
    ]
    untold = (line.replace("|Garments", "").replace("|Food", "") for line in lines)  # the lines may be sectors
    (table,) = read("SCORE firms", header.replace("|Sector", ""), *untold).tables
    assert all("district" not in row.values for row in table.rows)


def test_all_workers_of_a_firm_are_women_and_men_together_where_nobody_counted_them() -> None:
    cells = ("18|47|", "n/a|n/a|", "||58", "14|39|58", "18|47|?")
    lines = (f"U-{row}|CV {row}|Batik|{cell}|Ada|" for row, cell in enumerate(cells, 1))
    (table,) = read(FIRMS, *lines).tables
    told = [row.values.get("workers_total") for row in table.rows]
    assert [one.value if one is not None else None for one in told] == [65, None, 58, None, None]


def test_telephones_of_offices() -> None:
    headings = (
        "Telp/WA kantor",
        "Office tel.",
        "Tel. oficina",
        "ĐT văn phòng",
        "ĐT công ty",
        "Tél. bureau",
        "কোম্পানির ফোন",
    )
    assert all("phones" in load_words().fields_of(heading, within=True) for heading in headings)
    assert "phones" not in load_words().fields_of("Office", within=True)


@pytest.mark.parametrize("below", ["Seb.|Ses.", "Bef.|Aft.", "Ant.|Desp.", "Trc|Sau"])
def test_short_words_for_before_and_after(below: str) -> None:
    stored = indicators("Kode|UKM|Produk cacat (%)||5R|", f"||{below}|{below}", "U-1|CV A|11,8|8,4|31|41",
                        "U-2|CV B|5,0|belum diukur|53|72")  # fmt: skip
    assert [one["moments"] for one in stored] == [
        {"baseline": 11.8, "after:1": 8.4}, {"baseline": 5.0},
        {"baseline": 31.0, "after:1": 41.0}, {"baseline": 53.0, "after:1": 72.0},
    ]  # fmt: skip


@pytest.mark.parametrize("cells", [("Manajemen", '"', "Pekerja", '"'), ("QL", "QL", "CN", "CN")])
def test_managers_and_workers_under_a_heading_that_nobody_knows(cells: tuple[str, ...]) -> None:
    people = ("Imas|P|Operator", "Dadang|L|Adm", "Tati|P|Ketua", "Wawan|L|Operator")
    lines = (f"{row}|CV A|{cell}|{one}" for row, (cell, one) in enumerate(zip(cells, people, strict=True), 1))
    (table,) = read("No|UKM|Unsur|Nama peserta|L/P|Jabatan", *lines).tables
    assert [row.values["role"].value for row in table.rows] == [*["manager"] * 2, *["worker"] * 2]


BOTH = {"after:1": 4.0, "after:2": 3.0}


@pytest.mark.parametrize(
    ("below", "told"),
    [("Baseline|Midline|Endline", BOTH), ("Awal|Tengah|Akhir", BOTH), ("Línea base|Medición 1|Medición 2", BOTH),
     ("T0|T1|T2", BOTH), ("Before|After|Target", {"after:1": 4.0}), ("Before|Blorp|After", {"after:1": 3.0})],
)  # fmt: skip
def test_each_indicator_keeps_its_values_whatever_stands_beside_before_and_after(
    below: str, told: dict[str, float]
) -> None:
    stored = indicators("No|Company|Absenteeism|||Defects||", f"||{below}|{below}", *VALUES)
    assert [one["indicator"] for one in stored] == [*["absenteeism"] * 2, *["defects"] * 2]
    assert stored[2]["moments"] == {"baseline": 5.0, **told}


def test_a_first_module_that_is_empty_where_a_later_one_is_told_is_looked_at() -> None:
    header = "No|Nama Perusahaan|Tenaga kerja|Modul 1|Modul 2"
    rows = ("1|PT Kilang Papan|96|6-7 Maret 2023|22-23 Mei 2023", "2|CV Roti Jaya|58|6-7 Maret 2023|",
            "3|UD Bika Melati|41||22-23 Mei 2023")  # fmt: skip
    (table,) = read(header, *rows).tables
    first = [row.values.get("product:SCORE-M1") for row in table.rows]
    assert [one and (one.value, one.mark) for one in first] == [(True, None), (True, None), (None, "unsure")]
    notes = read_row("list.xlsx", table, table.rows[2], load_catalogue(), None).notes
    assert [(note.cell, note.mark) for note in notes if note.field == "product:SCORE-M1"] == [("D4", "refused")]


def test_sums_of_towns_are_no_firms() -> None:
    header = "No|Kab/Kota|Nama UKM|Tenaga kerja|SP/SB"
    (table,) = read(header, "1|Kota Medan|PT A|20|ada", "2||CV B|30|ada", "||Sub jumlah Kota Medan|50|").tables
    assert len(table.rows) == 2


def test_the_business_of_a_firm_is_what_it_makes() -> None:
    header = "No|Nama UKM|Kab/Kota|Usaha|Pemilik L/P|SP/SB|Modul 1|Modul 2"
    rows = ("1|PT Bali Garmindo|Denpasar|Garmen|P|Ada|7-8 Maret 2022|23-24 Mei 2022",
            "2|CV Perak Celuk|Gianyar|Kerajinan perak|L|Belum ada|7-8 Maret 2022|")  # fmt: skip
    (table,) = read(header, *rows, country="ID").tables
    assert [row.values["business_type"].value for row in table.rows] == ["Garmen", "Kerajinan perak"]


def test_whom_to_call_at_a_firm_in_turkish() -> None:
    (table,) = read("Firma Ünvanı|Sektör|Çalışan Sayısı|İrtibat Tel.", "Işıklar A.Ş.|Tekstil|145|0505 579 82 60").tables
    assert (table.kind, fields(table)[3]) == ("enterprises", "phones")
