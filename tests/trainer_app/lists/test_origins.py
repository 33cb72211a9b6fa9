"""Where people came from beside where they live now: the places of a person are those of now."""

import pytest

from tests.trainer_app.lists.laid_out import fields, read


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Nome|Sexo|Distrito de origem|Distrito de acolhimento", [None, "district"]),
        ("Name|Sex|District of origin|Host district", [None, "district"]),
        ("Nom et prénom|Sexe|Province de provenance|Commune d'accueil", [None, "township"]),
        ("Nama|L/P|Kabupaten asal|Kabupaten sekarang", [None, "district"]),
        ("نام|جنس|ولایت اصلی|ولایت فعلی", [None, "province"]),
        ("အမည်|လိင်|မူရင်းမြို့နယ်|လက်ရှိမြို့နယ်", [None, "township"]),
        ("Name|Sex|Province of origin|Village", ["province", "village"]),  # it may be where that lies
        ("Name|Sex|Province of origin|Remarks", ["province", "remark"]),
    ],
)
def test_a_place_of_origin_is_not_that_of_the_person_where_another_is(header: str, told: list[str | None]) -> None:
    (table,) = read(header, "Awa|F|Macomia|Pemba", "Ali|M|Macomia|Pemba", "Sira|F|Palma|Montepuez").tables
    assert fields(table)[2:] == told
