"""The numbers of questions before the headings of a form say nothing, in any language."""

import pytest

from tests.trainer_app.lists.pasted import paste
from trainer_app.lists.question_numbers import unnumbered
from trainer_app.lists.words import load_words


@pytest.mark.parametrize(
    "header",
    [
        "序号|1、您的姓名|2、您的性别|3、您的手机号码是？|4、您从事的行业",
        "STT|1. Họ và tên|2. Giới tính|3. Số điện thoại|4. Ngành nghề kinh doanh",
        "STT|Câu 1: Họ và tên|Câu 2: Giới tính|Câu 3: Số điện thoại|Câu 4: Ngành nghề kinh doanh",
        "Sr|Q1 Full name|Q2 Sex|Q3 Phone|Q4 Type of business",
        "№|Вопрос 1. ФИО|Вопрос 2. Пол|Вопрос 3. Телефон|Вопрос 4. Вид деятельности",
        "م|١- الاسم|٢- الجنس|٣- الهاتف|٤- نوع المشروع",
        "ល.រ|១. ឈ្មោះ|២. ភេទ|៣. លេខទូរស័ព្ទ|៤. ប្រភេទអាជីវកម្ម",
    ],
)
def test_questions_with_their_numbers_are_headings(header: str) -> None:
    (table,) = paste(header, "1|Li Na|F|13951847263|shop", "2|Wu Mei|F|18762540931|café").tables
    assert [guess.field for guess in table.columns] == ["serial", "full_name", "sex", "phones", "business_type"]


def test_a_question_of_yes_or_no_is_no_day_of_a_course() -> None:
    header = "No|1. Full name|2. Sex|3. Own shop?"
    (table,) = paste(header, "1|Awa Diop|F|Yes", "2|Modou Fall|M|No", "3|Fatou Sy|F|Yes").tables
    assert table.columns[3].field != "attendance:3"


def test_days_are_told_by_the_number_before_their_word() -> None:
    header = "S. No|Adı Soyadı|Cinsiyet|1. gün|2. gün|3. gün"
    (table,) = paste(header, "1|Ayşe Kaya|K|+|+|-", "2|Ali Demir|E|+|+|+").tables
    assert [guess.field for guess in table.columns][3:] == ["attendance:3", "attendance:4", "attendance:5"]


@pytest.mark.parametrize("heading", ["1-й день", "1-kun", "15 - 24 women", "2nd phone", "8:30", "12.5 Mo", "Q1 2019"])
def test_other_numbers_say_something(heading: str) -> None:
    assert unnumbered(heading) == heading


def test_numbers_of_what_is_the_second_of_its_kind_stay_told() -> None:
    assert "given_name" in load_words().fields_of("1.º nome")
