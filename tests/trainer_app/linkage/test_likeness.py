"""What lists of the field hold that sets for judging lack: each kind of pair in the band where a person expects it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.likeness import Likeness, compare
from trainer_app.linkage.profile import of_person

BORN, PHONE, HOUSE = date(1991, 5, 14), "09 420012345", "12 Bogyoke Road, Tharyargone, Taungoo"
OFFICE = Commonness(20_000, words={"khin": 800, "aung": 900, "mya": 500, "win": 700, "rodriguez": 60, "quispe": 90,
                                    "sita": 300, "gita": 280})  # fmt: skip
"""A table of twenty thousand persons in which some words of names are common."""


def _compared(one: Mapping[str, Any], other: Mapping[str, Any]) -> Likeness:
    return compare(of_person(one), of_person(other), OFFICE)


SAME: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "two scripts, phone": (
        {"full_name": "မြင့်မြင့်စန်း", "phones": PHONE}, {"full_name": "Myint Myint San", "phones": PHONE}),
    "two scripts, day of birth": (
        {"full_name": "สมศักดิ์ ใจดี", "birth_date": BORN}, {"full_name": "Somsak Jaidee", "birth_date": BORN}),
    "Arabic and Latin": (
        {"full_name": "محمد عبد الله", "birth_date": BORN}, {"full_name": "Mohamed Abdallah", "birth_date": BORN}),
    "Md. is Muhammad": (
        {"full_name": "Md. Rahim Uddin", "phones": PHONE, "birth_year": 1991},
        {"full_name": "Muhammad Rahim Uddin", "phones": "+95 9 420012345", "birth_year": 1991}),
    "parts turned round": (
        {"full_name": "Tamang Ram Bahadur", "birth_date": BORN},
        {"full_name": "Ram Bahadur Tamang", "birth_date": BORN}),
    "a title, a slip": (
        {"full_name": "Daw Khin Myo Htay", "birth_date": BORN}, {"full_name": "Khin Myo Htey", "birth_date": BORN}),
    "one name and the same id": (
        {"full_name": "Thidar", "national_id": "9/MaHaNa(N)123456"},
        {"full_name": "Thida", "national_id": "9/mahana(n)123456"}),
    "blanks at will": ({"full_name": "Thi Dar Su", "phones": PHONE}, {"full_name": "Thidar Su", "phones": PHONE}),
}  # fmt: skip

LOOK: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "twins": (
        {"full_name": "Rosa Quispe Mamani", "birth_date": BORN, "phones": PHONE, "address": HOUSE, "sex": "F"},
        {"full_name": "Elena Quispe Mamani", "birth_date": BORN, "phones": PHONE, "address": HOUSE, "sex": "F"}),
    "initials": (
        {"full_name": "A. M. Perera", "phones": PHONE}, {"full_name": "Anura Mahinda Perera", "phones": PHONE}),
    "a short name in two scripts": (
        {"full_name": "မခင်ဌေး", "phones": PHONE}, {"full_name": "Khin Htay", "phones": PHONE}),
    "a namesake whose father is one of his": (
        {"full_name": "یاسین هروی", "father_name": "غلام نبی", "phones": "+93746037536"},
        {"full_name": "یاسین هروی", "father_name": "غلام نبی", "phones": "+93791721092"}),
    "one name and a phone": ({"full_name": "Thidar", "phones": PHONE}, {"full_name": "Thida", "phones": PHONE}),
    "same name and day, one a woman": (
        {"full_name": "Thet Su Mon", "birth_date": BORN, "sex": "F"},
        {"full_name": "Thet Su Mon", "birth_date": BORN, "sex": "M"}),
    "a seldom name, years one apart": (
        {"full_name": "Zarni Thwin Oo", "birth_year": 1990}, {"full_name": "Zarni Thwin Oo", "birth_year": 1991}),
    "twins whose names differ by a letter": (
        {"full_name": "Derby Carwood", "birth_date": BORN, "phones": PHONE, "address": HOUSE, "sex": "M"},
        {"full_name": "Delby Carwood", "birth_date": BORN, "phones": PHONE, "address": HOUSE, "sex": "M"}),
    "twins whose short names sound alike in another script": (
        {"full_name": "အောင်စု", "birth_date": BORN, "phones": PHONE},
        {"full_name": "Wynn Su", "birth_date": BORN, "phones": PHONE}),
    "a seldom name of three words, another birth": (
        {"full_name": "Vianey Marl Brewer", "birth_date": BORN, "sex": "F"},
        {"full_name": "Vianey Marl Brewer", "birth_date": date(1980, 1, 30), "sex": "F"}),
    "an initial left out, and another birth": (
        {"full_name": "Scott R. Otero", "birth_date": BORN, "address": HOUSE},
        {"full_name": "Scott Otero", "birth_date": date(1977, 3, 8), "address": HOUSE}),
    "what somebody is called by": (
        {"full_name": "Wally T. Weber", "address": HOUSE}, {"full_name": "Walter T. Weber", "address": HOUSE}),
    "a birth of another century": (
        {"full_name": "Zarni Thwin", "birth_year": 2967, "address": HOUSE},
        {"full_name": "Zarni Thwin", "birth_year": 1967, "address": HOUSE}),
    "another name and sex, but the same id": (
        {"full_name": "Rosa Quispe", "birth_date": BORN, "phones": PHONE, "national_id": "41520937", "sex": "F"},
        {"full_name": "Luis Quispe", "birth_date": BORN, "phones": PHONE, "national_id": "41520937", "sex": "M"}),
    "a word left out": (
        {"full_name": "María Elena Huamán Flores", "birth_date": BORN},
        {"full_name": "Elena Huaman", "birth_date": BORN}),
}  # fmt: skip

DIFFERENT: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a family's phone": (
        {"full_name": "Khin Htay", "phones": PHONE, "birth_year": 1970},
        {"full_name": "Aung Win", "phones": PHONE, "birth_year": 1991}),
    "mother and daughter in one house": (
        {"full_name": "Daw Khin Mya", "phones": PHONE, "address": HOUSE, "birth_year": 1965, "sex": "F"},
        {"full_name": "Ma Su Su", "phones": PHONE, "address": HOUSE, "birth_year": 1992, "sex": "F"}),
    "brother and sister": (
        {"full_name": "Juan Quispe Rodriguez", "phones": PHONE, "birth_date": date(1990, 1, 9), "sex": "M"},
        {"full_name": "Rosa Quispe Rodriguez", "phones": PHONE, "birth_date": date(1994, 7, 30), "sex": "F"}),
    "initials of two people of one house": (
        {"full_name": "April S. Cruz", "phones": PHONE, "address": HOUSE},
        {"full_name": "Sophia A. Cruz", "phones": PHONE, "address": HOUSE}),
    "one common name": ({"full_name": "Win", "birth_year": 1991}, {"full_name": "Win", "birth_year": 1991}),
    "a common name, far in age": (
        {"full_name": "Khin Mya", "birth_year": 1991}, {"full_name": "Khin Mya", "birth_year": 1961}),
    "only born on one day": (
        {"full_name": "Khin Htay", "birth_date": BORN}, {"full_name": "Somsak Jaidee", "birth_date": BORN}),
    "only one house": (
        {"full_name": "Khin Htay", "address": HOUSE}, {"full_name": "Somsak Jaidee", "address": HOUSE}),
    "twins, a girl and a boy": (
        {"full_name": "Rosa Quispe Mamani", "birth_date": BORN, "phones": PHONE, "address": HOUSE, "sex": "F"},
        {"full_name": "Luis Quispe Mamani", "birth_date": BORN, "phones": PHONE, "address": HOUSE, "sex": "M"}),
    "two names that many have": (
        {"full_name": "Sita Adhikari", "phones": PHONE, "address": HOUSE},
        {"full_name": "Gita Adhikari", "phones": PHONE, "address": HOUSE}),
    "two names of two scripts": (
        {"full_name": "ခင်ဌေး", "phones": PHONE}, {"full_name": "Aung Win Maung", "phones": PHONE}),
}  # fmt: skip


@pytest.mark.parametrize(
    ("band", "kind", "pair"),
    [
        (band, kind, pair)
        for band, kinds in (("same", SAME), ("look", LOOK), ("different", DIFFERENT))
        for kind, pair in kinds.items()
    ],
)
def test_each_kind_of_pair_is_in_its_band(band: str, kind: str, pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    found = _compared(*pair)
    assert (found.band, found.reasons) == (band, found.reasons)
    assert abs(found.weight - _compared(*reversed(pair)).weight) < 1e-9


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({"full_name": "မခင်ဌေး"}, {"full_name": "Khin Htay"}, "name sounds alike in another script"),
        ({"full_name": "Md. Rahim"}, {"full_name": "Muhammad Rahim"}, "same name, spelled otherwise"),
        ({"full_name": "A. Perera"}, {"full_name": "Anura Perera"}, "initials fit the name"),
        ({"full_name": "Ana Ruiz"}, {"full_name": "Ana Ruiz Gil"}, "one name has a word more"),
        ({"full_name": "Khin Htay"}, {"full_name": "Khin Htey"}, "same name, spelled otherwise"),
        ({"full_name": "Khin Htay"}, {"full_name": "Khin Htar"}, "name differs by 1 letter"),
        ({"full_name": "Karolina Novak"}, {"full_name": "Nowak Karolina"}, "name differs by 1 letter"),
        ({"full_name": "Fatima Hassan"}, {"full_name": "Hasan Fatma"}, "name differs by 2 letters"),
        ({"full_name": "Ana Marten"}, {"full_name": "Ana Matren"}, "name differs by 2 letters"),
        ({"full_name": "Lucas Farley"}, {"full_name": "Luke Farley"}, "name sounds alike"),
        ({"full_name": "M. Quispe"}, {"full_name": "Maria Quispe"}, "initials fit the name"),
        ({"full_name": "M. Jean Dupont"}, {"full_name": "Jean Dupont"},
         "same name but for accents, signs, titles or legal forms"),
        ({"full_name": "Dan Smith"}, {"full_name": "Daniel Smith"}, "one name is short for the other"),
        ({"full_name": "Ana Ruiz"}, {"full_name": "Ana Elena Ruiz Gil"}, "one name has 2 words more"),
        ({"full_name": "ခင်ဌေး"}, {"full_name": "ဒေါ် ခင် ဌေး"},
         "same name but for accents, signs, titles or legal forms"),
        ({"full_name": "ကျော်နိုင်"}, {"full_name": "ခင်နိုင်"}, "name only partly the same"),
        ({"full_name": "王小明"}, {"full_name": "王小红"}, "different name"),
        ({"full_name": "王小明"}, {"full_name": "Xiaoming Wang"}, "name sounds alike in another script"),
        ({"national_id": "AB123487"}, {"national_id": "AB123478"}, "identity number has two signs exchanged"),
        ({"national_id": "AB123487"}, {"national_id": "AB123488"}, "identity number differs by one sign"),
        ({"birth_date": date(1991, 5, 12)}, {"birth_date": date(1991, 5, 21)}, "birth date has two figures exchanged"),
        ({"age": 40, "age_on": date(2026, 9, 9)}, {"age": 38, "age_on": date(2026, 9, 9)},
         "ages differ by 1 year or more"),
        ({"age": 40, "age_on": date(2026, 9, 9)}, {"birth_year": 1990}, "ages differ by 4 years or more"),
        ({"full_name": "मीना तामाङ"}, {"full_name": "Tamang"}, "part of the name sounds alike in another script"),
        ({"birth_date": date(1991, 5, 4)}, {"birth_date": date(1991, 4, 5)},
         "same birth date with day and month exchanged"),
        ({"birth_date": BORN}, {"birth_date": date(1991, 5, 15)}, "birth date differs by one figure"),
        ({"birth_year": 1990}, {"age": 36, "age_on": date(2026, 6, 1)}, "ages agree"),
        ({"address": HOUSE}, {"address": "12, Bogyokeroad Tharyargon, Taungoo"}, "similar address"),
        ({"address": HOUSE}, {"address": "Taungoo, Tharyargone, Bogyoke Road 12"}, "same address"),
        ({"father_name": "U Ba Thaung"}, {"father_name": "U Ba Thuang"}, "similar father's, spouse's or owner's name"),
        ({"full_name": "Lê Hòa"}, {"full_name": "Le Hoa"}, "same name but for accents, signs, titles or legal forms"),
        ({"full_name": "Daw Khin Htay"}, {"full_name": "Khin Htay"},
         "same name but for accents, signs, titles or legal forms"),
        ({"full_name": "KHIN  HTAY"}, {"full_name": "Khin Htay"}, "same name"),
        ({"full_name": "မခင်ဌေး", "latin_name": "Khin Htay"}, {"full_name": "Khin Htay"}, "same name"),
        ({"address": HOUSE}, {"address": "7 Lake View"}, "different address"),
    ],
)  # fmt: skip
def test_reasons_are_told_in_words(one: dict[str, Any], other: dict[str, Any], reason: str) -> None:
    assert reason in _compared(one, other).reasons


def test_what_is_common_says_less() -> None:
    one = {"full_name": "Khin Win", "birth_date": BORN}
    seldom = {"full_name": "Khin Zarni", "birth_date": BORN}
    assert _compared(one, one).weight < _compared(seldom, seldom).weight
    shared = Commonness(20_000, shared_phone=20.0)
    phone = of_person({"full_name": "Thidar", "phones": PHONE})
    assert compare(phone, phone, shared).weight < compare(phone, phone, OFFICE).weight
