"""Columns of which one is for women and one for men, with a mark under the right one."""

import pytest

from tests.trainer_app.lists.pasted import column, paste, values


@pytest.mark.parametrize(
    ("headings", "marks"),
    [
        ("Gender - Female|Gender - Male", ("x", "x")),
        ("Gender: Female|Gender: Male", ("✓", "✓")),
        ("Sexe (F)|Sexe (H)", ("1", "1")),
        ("Sex-F|Sex-M", ("F", "M")),
        ("Sexo: Mujer|Sexo: Hombre", ("M", "H")),
    ],
)
def test_two_columns_with_the_word_for_sex_and_one_of_them_each(headings: str, marks: tuple[str, str]) -> None:
    reading = paste(f"No|Name|{headings}|Age", f"1|Awa Diop|{marks[0]}||30", f"2|Modou Fall||{marks[1]}|31")
    assert values("sex", reading) == ["F", "M"]
    assert {name for row in reading.tables[0].rows for name in row.values} == {"serial", "full_name", "sex", "age"}


def test_two_columns_of_sexes_in_a_list_of_trainers() -> None:
    header = "No|Name of trainer|Sex F|Sex M|Level|ToT date"
    reading = paste(header, "1|Awa Diop|1||Master|5 Aug 2015", "2|Modou Fall||1|Trainer|5 May 2016")
    assert reading.tables[0].kind == "trainers"
    assert values("sex", reading) == ["F", "M"]


def test_one_column_with_the_word_for_one_sex_in_its_heading_holds_both() -> None:
    reading = paste("No|Name|Sexe (F)|Age", "1|Awa Diop|F|30", "2|Modou Fall|M|31")
    assert values("sex", reading) == ["F", "M"]


@pytest.mark.parametrize("word", ["Male", "M"])
def test_the_word_for_a_man_below_women_is_open(word: str) -> None:
    reading = paste("No|Name|Gender - Female|Gender - Male", f"1|Awa Diop|{word}|", "2|Modou Fall||x", "3|Awa Sy|x|")
    told = [value and (value.value, value.mark) for value in column("sex", reading)]
    assert told == [(None, "unsure"), ("M", "converted"), ("F", "converted")]
