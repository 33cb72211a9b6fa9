"""A heading is no word of another language that only looks like it, nor one that its cells do not bear out."""

import pytest

from tests.trainer_app.lists.laid_out import fields, read
from trainer_app.lists.words import load_words


@pytest.mark.parametrize("heading", ["Tổ", "Đạt", "Đạt/K.đạt", "Ông"])
def test_accents_tell_short_words_apart(heading: str) -> None:
    assert not load_words().fields_of(heading, within=True)


@pytest.mark.parametrize(
    ("heading", "field"), [("Âge", "age"), ("Né le", "birth_date"), ("Tổ/ấp", "village"), ("Tel. 2", "phones")]
)
def test_words_with_their_own_accents_or_none_are_known(heading: str, field: str) -> None:
    assert field in load_words().fields_of(heading)


@pytest.mark.parametrize(
    ("header", "field"), [("N°|Nom et prénoms|Sexe|DN", "birth_date"), ("TT|Họ tên|Giới tính|DN", "business_name")]
)
def test_a_short_word_is_of_the_language_of_the_list(header: str, field: str) -> None:
    cells = ("12/03/1990", "14/05/1988") if field == "birth_date" else ("Minh Khôi", "Ngọc Diễm")
    (table,) = read(header, f"1|Awa Diop|F|{cells[0]}", f"2|Awa Fall|F|{cells[1]}").tables
    assert fields(table)[3] == field


@pytest.mark.parametrize("signed", ["", "Ana"])
def test_a_column_of_signatures_is_no_firm_of_another_language(signed: str) -> None:
    (table,) = read(
        "Nro|Apellidos y nombres|Sexo|DNI|Firma", f"1|Ana Paz|F|45678912|{signed}", "2|Luz Gil|F|45678913|"
    ).tables
    assert fields(table)[4] is None
    (table,) = read("Sıra|Adı Soyadı|Cinsiyet|Firma", "1|Ayşe Kaya|K|Kaya Tekstil", "2|Ali Demir|E|Demir Gıda").tables
    assert fields(table)[3] == "business_name"


def test_who_is_a_member_is_no_organisation() -> None:
    (table,) = read("Nro|Apellidos y nombres|Socio/a|Sexo", "1|Ana Paz|Sí|F", "2|Luis Gil|No|M").tables
    assert fields(table)[2] is None


def test_a_short_denial_is_no_pass() -> None:
    (table,) = read("TT|Họ tên|Kết quả", "1|Trần Minh Khôi|Đạt", "2|Lê Thị Diễm|K.đạt").tables
    assert [row.values["outcome"].value for row in table.rows] == ["completed", "failed"]
