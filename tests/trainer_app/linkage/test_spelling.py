"""Names sound alike in any script; titles and abbreviations are seen through."""

import pytest
from people import SCRIPTS, languages

from trainer_app.linkage.spelling import name_key, romanised, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("မခင်ဌေး", "Ma Khin Htay"),
        ("ဒေါ်မြမြ", "Daw Mya Mya"),
        ("အောင်ဝင်း", "Aung Win"),
        ("ហេង វណ្ណៈ", "Heng Vannak"),
        ("ສົມພອນ ວົງສາ", "Somphone Vongsa"),
        ("สมศักดิ์ ใจดี", "Somsak Jaidee"),
        ("นายวิชัย", "Mr. Wichai"),
        ("محمد عبد الله", "Mohammed Abdullah"),
        ("فاطمة الزهراء", "Fatima Alzahra"),
        ("राम बहादुर तामाङ", "Ram Bahadur Tamang"),
        ("মোহাম্মদ করিম", "Md. Karim"),
        ("நிமல் பெரேரா", "Nimal Perera"),
        ("Иванов Сергей", "Ivanov Sergey"),
        ("王小明", "Wang Xiaoming"),
        ("አበበ ከበደ", "Abebe Kebede"),
        ("Md. Rahim", "Muhammad Raheem"),
        ("Khaled Youssef", "Khalid Yusuf"),
    ],
)
def test_two_spellings_sound_alike(one: str, other: str) -> None:
    assert sound(name_key(one)) == sound(name_key(other)) != ""


@pytest.mark.parametrize(("one", "other"), [("Khin Htay", "Aung Win"), ("Somsak", "Somchai"), ("محمد", "أحمد علي")])
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert sound(name_key(one)) != sound(name_key(other))


def test_most_words_of_the_generated_people_sound_as_they_are_spelled() -> None:
    words = [(word[0], spelled) for script in SCRIPTS for word in languages()[script]["words"] for spelled in word[1:]]
    alike = sum(sound(name_key(local)) == sound(name_key(spelled)) for local, spelled in words)
    assert alike / len(words) > 0.8


def test_titles_go_and_a_name_is_never_empty() -> None:
    assert name_key("Daw Mya-Mya") == "mya mya"
    assert name_key("U") == "u"
    assert romanised("khin") == "khin"
    assert sound("") == ""
