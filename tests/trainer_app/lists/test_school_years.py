"""School years in titles: a word for one and its years, in any calendar and with any dash."""

import pytest

from trainer_app.lists.school_years import school_year, school_year_named
from trainer_app.lists.words import load_words


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2021—2022学年大学生KAB课程统计表", "2021-2022"),
        ("KAB 2021～2022学年度第一学期", "2021-2022"),
        ("KAB कक्षा, शैक्षिक सत्र २०७८/०७९", "2078/079"),
        ("सामुदायिक विद्यालय KAB शैक्षिक सत्र 2078/79", "2078-2079"),
        ("سال تعلیمی ۱۴۰۱", "1401"),
        ("آمار محصلین، سال تعلیمی ۱۴۰۰-۱۴۰۱", "1400-1401"),
        ("Estudiantes por paralelo, gestión 2019", "2019"),
        ("mapa de alunos por turma, ano lectivo de 2019", "2019"),
        ("KAB STUDENTS - ACADEMIC YEAR 2021", "2021"),
        ("KAB classes of the 2021/22 school year", "2021-2022"),
        ("Informe de gestión 2019", None),
        ("School year: see below, 2019", None),
    ],
)
def test_years_beside_a_word_for_a_school_year(title: str, year: str | None) -> None:
    assert school_year_named(title, load_words()) == year


@pytest.mark.parametrize("dash", "-–—―/~")
def test_two_years_with_any_dash_are_a_school_year(dash: str) -> None:
    assert school_year(f"KAB 2021{dash}2022") == "2021-2022"
