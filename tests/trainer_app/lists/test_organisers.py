"""Who held a course, as the titles of lists name them."""

import pytest

from tests.trainer_app.lists.laid_out import read
from trainer_app.lists.bodies import body_named
from trainer_app.lists.words import load_words

_PEOPLE = ("No|Name|Sex", "1|Aye|F", "2|Bo|M")


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("ቪዥን ማይክሮ ፋይናንስ አ.ማ — ሐዋሳ ቅርንጫፍ", "ቪዥን ማይክሮ ፋይናንስ አ.ማ — ሐዋሳ ቅርንጫፍ"),
        ("مؤسسه مالی انصاف — نمایندگی هرات", "مؤسسه مالی انصاف — نمایندگی هرات"),
        ("Banco Solidário, S.A. – Agência do Huambo", "Banco Solidário, S.A – Agência do Huambo"),
        ("Rural Training Institute (RTI), Dharwad", "Rural Training Institute (RTI), Dharwad"),
        ("INSTITUTO DE FORMAÇÃO E ESTUDOS – DELEGAÇÃO", "INSTITUTO DE FORMAÇÃO E ESTUDOS – DELEGAÇÃO"),
        ("Instituto do Emprego e Formação Profissional", "Instituto do Emprego e Formação Profissional"),
        ("Training for members of the Chamber", None),
        ("Training Centre", None),  # where, and no name
    ],
)
def test_a_body_is_named_with_its_branch_and_what_it_teaches(line: str, body: str | None) -> None:
    assert body_named(line, load_words()) == body


@pytest.mark.parametrize(
    ("title", "organiser", "venue"),
    [
        ("Төрийн банк, Ховд салбар / GYB: сургалт / 2021-09-22 - 2021-09-24", "Төрийн банк, Ховд салбар", None),
        ("BPD Unit Ende - Pelatihan IYB tgl. 22-26 Agustus 2022", "BPD Unit Ende", None),
        ("SYB – Chamber of Commerce – 5-9 August 2019", None, "Chamber of Commerce"),
        ("Tập huấn SYB từ 5-9/8/2019, do Hội LHPN tổ chức", "Hội LHPN", None),
        ("由县妇联举办的SYB培训 2019年8月5-9日", "县妇联", None),
        ("SYB eğitimi, Ticaret Odası tarafından düzenlenen, 5-9 Ağustos 2019", "Ticaret Odası", None),
        ("Curso ISUN do Porto, 5-9 agosto 2019", None, None),
        ("Сургалт зохион байгуулсан өдөр: SYB, 2021-09-22 - 2021-09-24", None, None),
    ],
)
def test_who_held_a_course_in_its_title(title: str, organiser: str | None, venue: str | None) -> None:
    (table,) = read(title, *_PEOPLE).tables
    told = [table.course[name].value if name in table.course else None for name in ("organiser", "venue")]
    assert told == [organiser, venue]


def test_a_body_with_a_province_in_its_name_is_no_place() -> None:
    (table,) = read("ສະມາພັນແມ່ຍິງລາວ ແຂວງອຸດົມໄຊ", "Course: SYB", *_PEOPLE).tables
    assert table.course["organiser"].value == "ສະມາພັນແມ່ຍິງລາວ ແຂວງອຸດົມໄຊ"
    assert table.course["province"].value == "ອຸດົມໄຊ"


def test_brackets_and_colons_around_a_label_are_no_part_of_what_it_says() -> None:
    titles = ("Project (organiser: Tumaini Association)", "Course|: SYB|Place|: Town Hall")
    (table,) = read(*titles, *_PEOPLE).tables
    assert [table.course[name].value for name in ("organiser", "venue")] == ["Tumaini Association", "Town Hall"]


def test_labels_far_apart_of_which_one_says_something_else() -> None:
    title = "Partner: Tumaini Association     Telephone list : Awa Ba    /    Place: Town Hall"
    (table,) = read("SYB, 5-9 August 2019", title, *_PEOPLE).tables
    assert [table.course[name].value for name in ("organiser", "venue")] == ["Tumaini Association", "Town Hall"]


def test_a_body_beside_the_name_of_the_country() -> None:
    letterhead = "RÉPUBLIQUE DU SÉNÉGAL||||Chambre de Métiers de Kolda"
    (table,) = read(letterhead, "Module : TRIE|||Période : 5 - 9 août 2019", *_PEOPLE).tables
    assert table.course["organiser"].value == "Chambre de Métiers de Kolda"
