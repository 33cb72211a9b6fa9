"""Letters that are a woman in one pair and a man in another: by their pair, by what the list explains, else asked."""

import pytest

from tests.trainer_app.lists.laid_out import fields, read
from tests.trainer_app.lists.pasted import paste, values


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("No|Nama|JK (P/W)", "P W P", "MFM"),
        ("No|Nama|JK (P/W)", "P P P", "MMM"),
        ("No|Nama|JK", "P W Pria", "MFM"),
        ("No|Nama|JK (L/P)", "P P P", "FFF"),
        ("No|Nama|JK", "L W L", "MFM"),
        ("No|Nama|JK", "P P Perempuan", "FFF"),
        ("№|ФИО|Пол", "Д Ю д", "FMF"),
        ("№|ФИО|Пол", "Д М д", "FMF"),
        ("شماره|نام و تخلص|جنس", "م ز م", "MFM"),
        ("شماره|نام و تخلص|جنس", "م ذ م", "FMF"),
        ("ተ.ቁ|ስም|ፆታ", "ሴ M ሴት", "FMF"),
        ("No|Pangalan|Kasarian", "L B L", "MFM"),
    ],
)
def test_a_letter_by_the_other_of_its_pair(header: str, cells: str, expected: str) -> None:
    reading = paste(header, *(f"{row}|Aye {'abc'[row - 1]}|{cell}" for row, cell in enumerate(cells.split(), 1)))
    assert values("sex", reading) == list(expected)
    assert reading.questions == ()


@pytest.mark.parametrize("cells", ["P P P", "P P Pria"])
def test_a_letter_without_its_pair_is_asked_about(cells: str) -> None:
    reading = paste("No|Nama|JK", *(f"{row}|Aye {'abc'[row - 1]}|{cell}" for row, cell in enumerate(cells.split(), 1)))
    assert values("sex", reading)[0] is None
    assert len(reading.questions) == 1


@pytest.mark.parametrize(
    ("legend", "sex"),
    [
        ("Ket: P = pria, W = wanita", "M"),
        ("Keterangan: L: laki-laki; P: perempuan", "F"),
        ("Keterangan: (L) Laki-laki, (P) Perempuan", "F"),
        ("Pria (P), Wanita (W)", "M"),
        ("P – pria W – wanita", "M"),
        ("P = hadir, A = alpa", None),  # of attendance
        ("P: Perempuan", None),  # which says nothing of the other
    ],
)
def test_what_a_legend_says_of_letters(legend: str, sex: str | None) -> None:
    (table,) = read("No|Nama|JK", "1|Asep Dadang|P", "2|Ade Kosim|P", "", legend).tables
    assert [row.values["sex"].value for row in table.rows] == [sex, sex]


def test_digits_that_a_legend_explains() -> None:
    (table,) = read("No|Name|Sex", "1|Asep Dadang|1", "2|Ade Kosim|2", "", "1 = male; 2 = female").tables
    assert [row.values["sex"].value for row in table.rows] == ["M", "F"]


def test_the_pair_above_numbers_of_people() -> None:
    header = ("No|Kegiatan|Tanggal|Kabupaten|Peserta||", "||||P|W|Jml")
    (table,) = read(*header, "1|Pelatihan SYB|8-12 Juli 2019|Garut|10|15|25").tables
    assert fields(table)[4:] == ["men", "women", "participants"]


@pytest.mark.parametrize(
    ("cells", "women"),
    [
        (("25 (60%P)", "20 (50%L)"), 15),
        (("25 (60%P)", "20 (50%W)"), 10),
        (("25 (P 15)", "20 (W 5)"), 10),
        (("25 (P 15)", "20 (P 5)"), 15),
        (("25 (P 15)", "20 (P 5)", "P = pria, W = wanita"), 10),
    ],
)
def test_the_letter_of_some_of_them_by_the_other_cells_of_its_column(cells: tuple[str, ...], women: int) -> None:
    rows = (f"{row}|Pelatihan SYB|{row}-{row + 4} Juli 2019|{cell}" for row, cell in enumerate(cells[:2], 1))
    (table,) = read(*cells[2:], "No|Kegiatan|Tanggal|Peserta", *rows).tables
    assert table.rows[0].values["women"].value == women


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("No|Perusahaan|Tenaga kerja|Pemilik (Bpk/Ibu)", ("Ibu", "Bpk", "Bpk.", "-")),
        ("N°|Entreprise|Effectif|Propriétaire", ("Mme", "M.", "Mr", "")),
        ("N°|Empresa|Trabajadores|Propietario", ("Sra.", "Sr.", "Sr", "")),
    ],
)
def test_the_sex_of_an_owner_who_is_only_addressed(header: str, cells: tuple[str, ...]) -> None:
    (table,) = read(header, *(f"{row}|Firm {row}|20|{cell}" for row, cell in enumerate(cells, 1))).tables
    assert fields(table)[3] == "owner_sex"
    assert [row.values["owner_sex"].value for row in table.rows[:3]] == ["F", "M", "M"]


def test_an_owner_whose_form_of_address_is_of_either_sex_is_asked_about() -> None:
    reading = read("No|Company|Workers|Owner", "1|Kora|20|Mr", "2|Bio|30|Mrs", "3|Cat|9|Dr.")
    assert [row.values["owner_sex"].value for row in reading.tables[0].rows] == ["M", "F", None]
    assert len(reading.questions) == 1


@pytest.mark.parametrize("form", ["Mr", "Mme", "Monsieur"])
def test_a_form_of_address_among_letters_is_asked_about(form: str) -> None:
    people = (f"{row}|Awa Ndiaye {row}|{sex}" for row, sex in enumerate(("H", "F", "F", form, "H", "F"), 1))
    reading = read("N°|Nom et prénom|Sexe (H/F)", *people)
    assert [row.values["sex"].value for row in reading.tables[0].rows] == ["M", "F", "F", None, "M", "F"]
    assert len(reading.questions) == 1
