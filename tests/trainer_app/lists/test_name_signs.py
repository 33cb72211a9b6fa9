"""Signs in brackets behind names: a sex, a disability or how the course ended, and never a part of the name."""

import pytest

from tests.trainer_app.lists.pasted import column, paste, values
from trainer_app.importing.values import read_row
from trainer_app.programmes.catalogue import load_catalogue


def test_a_sex_behind_the_name_is_taken_where_no_column_has_it() -> None:
    reading = paste(
        "No|Name|Age", "1|Awa Diop (F)|30", "2|Modou Fall [M]|31", "3|Khady Sy (f) (Kadi)|29", "4|Ali Ba|40"
    )
    assert values("full_name", reading) == ["Awa Diop", "Modou Fall", "Khady Sy (Kadi)", "Ali Ba"]
    assert values("sex", reading) == ["F", "M", "F", None]
    assert next(value and value.raw for value in column("full_name", reading)) == "Awa Diop (F)"


@pytest.mark.parametrize(
    ("header", "names", "sexes"),
    [
        ("N°|Nom et prénom|Âge", ("Awa Diop (F)", "Modou Fall (H)"), ["F", "M"]),
        ("No|Nama|Umur", ("Siti Aminah (P)", "Budi Santoso (L)"), ["F", "M"]),
        ("N°|Nombre y apellidos|Edad", ("Ana Quispe (M)", "Luz Rojas (M)"), [None, None]),
    ],
)
def test_letters_are_those_of_the_language_of_the_list(
    header: str, names: tuple[str, str], sexes: list[object]
) -> None:
    reading = paste(header, f"1|{names[0]}|30", f"2|{names[1]}|31")
    assert values("sex", reading) == sexes
    assert {value.mark for value in column("sex", reading) if value} == {"converted" if sexes[0] else "unsure"}
    assert not any("(" in str(name) for name in values("full_name", reading))


def test_a_sign_that_the_column_of_sexes_contradicts_is_to_be_looked_at() -> None:
    reading = paste("No|Name|Sex", "1|Awa Diop (F)|F", "2|Modou Fall (F)|M", "3|Khady Sy (F)|", "4|Ali Ba|M")
    told = [value and (value.value, value.mark) for value in column("sex", reading)]
    assert told == [("F", None), ("M", "unsure"), ("F", "converted"), ("M", None)]
    assert values("full_name", reading)[:3] == ["Awa Diop", "Modou Fall", "Khady Sy"]


def test_one_letter_beside_a_column_of_sexes_may_be_an_initial_and_a_byname_stays() -> None:
    reading = paste("No|Name|Sex", "1|Anil Perera (M)|M", "2|Sita Rai (Maya)|F", "3|Ali Ba (b.)|M")
    assert values("full_name", reading) == ["Anil Perera (M)", "Sita Rai (Maya)", "Ali Ba (b.)"]


def test_a_disability_and_an_outcome_behind_the_name() -> None:
    reading = paste("No|Name|Sex", "1|Awa Diop (PWD)|F", "2|Modou Fall (dropped out)|M", "3|Ali Ba (absent)|M")
    assert values("full_name", reading) == ["Awa Diop", "Modou Fall", "Ali Ba"]
    rows = [read_row("list", reading.tables[0], row, load_catalogue(), "SYB") for row in reading.tables[0].rows]
    assert [row.person.get("disability") for row in rows] == ["yes", None, None]
    assert [row.enrolment.get("outcome") for row in rows] == [None, "dropped_out", "no_show"]
    assert not any(note.field != "start" for row in rows for note in row.notes)
    told = column("disability", paste("No|Name|Disability", "1|Awa Diop (PWD)|no", "2|Modou Fall (PWD)|yes"))
    assert [value and (value.value, value.mark) for value in told] == [("no", "unsure"), ("yes", None)]
