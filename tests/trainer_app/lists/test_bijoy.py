"""Bengali typed for the fonts of the Bijoy keyboard becomes Unicode, and nothing else does."""

import pytest

from tests.trainer_app.lists.laid_out import read
from trainer_app.lists.bijoy import convert_sheet, to_unicode
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid
from trainer_app.lists.words import load_words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cÖwk¶Yv_©x‡`i ZvwjKv", "প্রশিক্ষণার্থীদের তালিকা"), ("cÖwkÿY", "প্রশিক্ষণ"), ("Kg©KZ©v", "কর্মকর্তা"),
        ("†gŠjfxevRvi", "মৌলভীবাজার"), ("‰Zwi", "তৈরি"), ("Puv`cyi", "চাঁদপুর"), ("fuyBqv", "ভুঁইয়া"), ("gš¿Yvjq", "মন্ত্রণালয়"),
        ("¯^v¯’¨", "স্বাস্থ্য"), ("ch©šÍ", "পর্যন্ত"), ("K…wl", "কৃষি"), ("Av³vi", "আক্তার"), ("Avãyjøvn", "আব্দুল্লাহ"),
        ("KZ©„c¶", "কর্তৃপক্ষ"),
        ("cyiæl", "পুরুষ"), ("m¤ú‡K©", "সম্পর্কে"), ("D‡Ï¨v³v", "উদ্দ্যোক্তা"), ("†gvt 5 Rb", "মোঃ 5 জন"),
    ],
)  # fmt: skip
def test_what_was_typed_for_the_font_in_unicode(typed: str, meant: str) -> None:
    assert to_unicode(typed) == meant


LIST = (
    "Training: SYB; Date: 23-27 June 2019",
    "µwgK bs|bvg|Name|wj½|Dc‡Rjv|†gvevBj bs|gšÍe¨",
    "1|iZb Kygvi kxj|Ratan Kumar Shil|cyiæl|Tala|01941535114|absent 2 days",
    "2|†gvQvt †mwjbv cvifxb|Mst. Selina Parvin|gwnjv|Tala|01774165548|",
    "3|w`cvjx ivYx ivq|Dipali Roy|gwnjv|Kalaroa|01784195485|didn’t come",
)


def test_a_sheet_of_such_headings_and_names_beside_latin_ones() -> None:
    (table,) = read(*LIST).tables
    assert [guess.field for guess in table.columns] == [
        "serial", "full_name", "latin_name", "sex", "township", "phones", "remark",
    ]  # fmt: skip
    first = {name: (value.raw, value.value) for name, value in table.rows[0].values.items()}
    assert first["full_name"] == ("iZb Kygvi kxj", "রতন কুমার শীল")
    assert first["latin_name"][1] == "Ratan Kumar Shil"
    assert first["sex"] == ("cyiæl", "M")
    assert (first["township"][1], first["remark"][1]) == ("Tala", "absent 2 days")
    assert [row.values["remark"].value for row in table.rows[2:]] == ["didn’t come"]


def test_a_column_of_such_names_below_headings_in_other_letters() -> None:
    names = ("†gvt Kwig †kL", "gqbv LvZzb", "†gvQvt jwZdv †eMg", "mygvBqv Av³vi", "†gvt gvmy` ivbv")
    lines = (f"{n}|{name}|M|Tala" for n, name in enumerate(names, 1))
    (table,) = read("SYB, 23-27 June 2019", "No|Name|Sex|Upazila", *lines).tables
    assert [row.values["full_name"].value for row in table.rows] == [
        "মোঃ করিম শেখ", "ময়না খাতুন", "মোছাঃ লতিফা বেগম",
        "সুমাইয়া আক্তার",
        "মোঃ মাসুদ রানা",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ("No|Name|Sex", "1|†Kevin Roy|M", "2|†Vicky Wyly|F", "3|‡Jean-Yves D`Cruz|M", "4|Ivy O`Brien|F"),
        ("T/r|F.I.Sh.|Tug`ilgan yili", "1|O`ktam To`xtayev|1990", "2|G`ayrat Jo`rayev|1985", "3|Yo`ldosh|1991"),
        (
            "N°|Nom et prénom|Sexe|Obs.",
            "1|Zoé Noël|F|†",
            "2|Adèle Müller ‡|F|décédée †",
            "3|Gaël N`Guessan|H|½ journée",
        ),
        ("ลำดับ|Name", "1|à¸‡à¸²à¸™", "2|à¸†", "3|‡à¸ªà¸¡"),
    ],
)
def test_other_texts_with_such_signs_stay(lines: tuple[str, ...]) -> None:
    rows: list[list[Cell]] = [list(line.split("|")) for line in lines]
    grid = Grid("Sheet1", [list(row) for row in rows])
    assert not convert_sheet(grid, load_words())
    assert grid.rows == rows
