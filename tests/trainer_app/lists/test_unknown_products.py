"""Marks under a name of a course that nobody knows are asked about, and kept as they were typed until then."""

import pytest

from tests.trainer_app.lists.pasted import paste, values
from trainer_app.importing.values import read_row
from trainer_app.lists.reading import Reading
from trainer_app.programmes.catalogue import load_catalogue

PEOPLE = ("No|Name|Sex|SYB|Frobnication|GYB|Wiztool", "1|Awa Diop|F|x|x||", "2|Modou Fall|M|x||x|x", "3|Ali|M||x||")
KEY, LAST = "pasted!E1:product", "pasted!G1:product"


def remarks(reading: Reading) -> list[str | None]:
    made = [read_row("list", reading.tables[0], row, load_catalogue(), None) for row in reading.tables[0].rows]
    return [row.enrolment.get("remark") for row in made]


def test_each_column_is_asked_about_once_and_its_marks_are_kept() -> None:
    reading = paste(*PEOPLE)
    assert [(one.key, one.rows_touched) for one in reading.questions] == [(KEY, 2), (LAST, 1)]
    assert remarks(reading) == ["Frobnication: x", "Wiztool: x", "Frobnication: x"]
    codes = [code for code, _shown in reading.questions[0].options]
    assert codes[0] == "none"
    assert {"IYB", "KAB"} <= {*codes}
    assert {"SYB", "GYB", "SCORE-M1"}.isdisjoint(codes)


def test_what_a_person_says_is_the_course() -> None:
    reading = paste(*PEOPLE, answers={KEY: "IYB", LAST: "none"})
    assert values("product:IYB", reading) == [True, None, True]
    assert reading.questions == ()
    assert remarks(reading) == [None, "Wiztool: x", None]


def test_what_is_asked_in_a_list_of_trainers() -> None:
    header = "No|Name of trainer|Level|ToT date|SYB|Frobnication|Certified on"
    reading = paste(
        header, "1|Awa Diop|Master|5 Aug 2015|✓|✓|6 Aug 2016", "2|Modou Fall|Trainer|6 May 2016|✓||7 May 2017"
    )
    assert reading.tables[0].kind == "trainers"
    assert [one.key for one in reading.questions] == ["pasted!F1:product"]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("No|Name|SYB|GYB|Sex|Own bicycle", "x||F|x"),  # not beside the courses
        ("No|Name|Sex|SYB|GYB|Own bicycle", "F|x||yes"),  # other marks
        ("No|Name|Sex|SYB|GYB|Colour", "F|x||red"),
        ("No|Name|Sex|Own bicycle|Own telephone|Age", "F|x||30"),  # of no course
    ],
)
def test_other_columns_are_not_asked_about(header: str, cells: str) -> None:
    reading = paste(header, f"1|Awa Diop|{cells}", f"2|Modou Fall|{cells}")
    assert not [one for one in reading.questions if one.key.endswith(":product")]
