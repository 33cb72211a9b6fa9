"""Generated people that are there again in another list's writing are found, nobody is called the same who is not."""

import string
from datetime import date
from itertools import pairwise

import pytest
import train
from kinds import KINDS
from people import people

from trainer_app.linkage.blocking import strong_keys
from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.counting import count
from trainer_app.linkage.detection import detect
from trainer_app.linkage.likeness import compare
from trainer_app.linkage.names import most_of_names, names
from trainer_app.linkage.profile import of_person
from trainer_app.linkage.spelling import name_key, near


def test_the_shipped_model_is_what_the_training_gives() -> None:
    assert train.FILE.read_text("utf-8") == train.trained()


def test_people_who_are_there_again_are_found() -> None:
    made = people(3000, 7, again=0.1)
    profiles = [of_person(row, row["id"]) for row in made.rows]
    found = {
        tuple(sorted((profiles[one].id, profiles[other].id))): likeness for one, other, likeness in detect(profiles)
    }
    same = {pair for pair, likeness in found.items() if likeness.band == "same"}
    assert same <= made.pairs
    assert len(same) > 0.5 * len(made.pairs)
    assert len(found.keys() & made.pairs) > 0.9 * len(made.pairs)
    assert len(found.keys() - made.pairs) < 0.13 * len(found)


@pytest.mark.parametrize("kind", KINDS)
def test_what_others_sets_lack_is_told_apart(kind: str) -> None:
    made = KINDS[kind](1500, 5)
    profiles = [of_person(row, row["id"]) for row in made.rows]
    found = {
        tuple(sorted((profiles[one].id, profiles[other].id))): likeness for one, other, likeness in detect(profiles)
    }
    assert {pair for pair, likeness in found.items() if likeness.band == "same"} <= made.pairs
    assert len(found.keys() & made.pairs) > 0.85 * len(made.pairs)


@pytest.mark.parametrize(("kind", "most"), [("a family's one phone", 0.2), ("twins", 0.5)])
def test_few_are_offered_who_share_a_house_or_a_day_of_birth_alone(kind: str, most: float) -> None:
    """Each of these sets has thrice as many brothers, sisters and twins in it as people who are there again."""
    made = KINDS[kind](1500, 5)
    profiles = [of_person(row, row["id"]) for row in made.rows]
    found = {tuple(sorted((profiles[one].id, profiles[other].id))) for one, other, _likeness in detect(profiles)}
    assert len(found & made.pairs) > 0.85 * len(made.pairs)
    assert len(found - made.pairs) < most * len(found)


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_what_is_told_quickly_is_told_by_a_closer_look_too(kind: str | None) -> None:
    made = KINDS[kind](500, 3) if kind else people(800, 3, again=0.5)
    profiles = [of_person(row, row["id"]) for row in made.rows]
    common = count(profiles)
    for one, other in pairwise(sorted(profiles, key=lambda profile: profile.names)):
        whole = compare(one, other, common)
        quick = compare(one, other, common, quick=True)
        assert quick.band == whole.band
        assert quick == whole or quick.band == "different"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Thi Dar Aung", "Thidar Aung"), ("Zar Nith Karim", "Zarnit Karim"), ("Rosa Rosa", "Rosa Rosalia"),
     ("Anh Hoa Ha", "A Nh Hoa H"), ("K. Barnett", "Kk Barnett"), ("Daniel M. Mendes", "Daniel Endes Mm"),
     ("Md. Karim", "Karim Mohammed"), ("Jeffrey Luke", "Geoffrey Lucas"), ("Ana B. Catalina", "Annabel Katalina"),
     ("Dan Wollhurst", "Daniel Woolhurst"), ("ခင်ဌေး", "ခင်ခင်ထေး")],
)  # fmt: skip
def test_no_names_agree_more_than_a_quick_look_allows(one: str, other: str) -> None:
    common = Commonness(20_000, words={"rosa": 60, "barnett": 90, "daniel": 400, "m": 1500, "mm": 20, "karim": 200})
    for names_of in ((one, other), (other, one)):
        first, second = (of_person({"full_name": name}) for name in names_of)
        told = names(first, second, common)
        assert told is not None
        assert told.bits <= most_of_names(first, second, common)


def test_day_and_month_exchanged_bring_records_together() -> None:
    rows = [
        {"full_name": "Zarnit", "birth_date": date(1990, 1, 10)},
        {"full_name": "Zarnid", "birth_date": date(1990, 10, 1)},
    ]
    one, other = (of_person(row) for row in rows)
    assert strong_keys(one) & strong_keys(other)


def test_the_table_tells_how_many_share_a_phone_and_are_twins() -> None:
    born = date(1990, 3, 4)
    rows = [{"full_name": f"{first}{at} Karwood", "sex": sex, "phones": f"09 42{at:07}", "birth_date": born}
            for at in range(300) for first, sex in (("Rosa", "F"), ("Luis", "M"))]  # fmt: skip
    twins = count([of_person(row) for row in rows])
    for row in rows[::2]:
        row["birth_date"] = date(1994, 7, 9)
    siblings = count([of_person(row) for row in rows])
    assert twins.of_twins < 1 < 10 < siblings.of_twins
    alone = count([of_person(row) for row in rows[::2]])
    assert siblings.of_phone < alone.of_phone
    assert twins.of_phone < alone.of_phone


def test_where_people_have_moved_another_address_says_little() -> None:
    names = [f"{first}a {last}o" for first in ("Bren", "Corv", "Delm", "Fris") for last in string.ascii_lowercase]
    tables = []
    for homes in (("{} Hill Street",) * 2, ("{} Hill Street", "Villa {}00, Lake View")):
        rows = [{"full_name": name, "birth_date": date(1950 + at % 50, 3, 4), "address": home.format(at)}
                for home in homes for at, name in enumerate(names)]  # fmt: skip
        tables.append(count([of_person(row) for row in rows]))
    assert tables[0].of_moved == 0 < tables[1].of_moved


def test_further_keys_bring_records_together() -> None:
    rows = [{"full_name": "Zarnit Thwine", "birth_year": 1990}, {"full_name": "Zarnik Thwina", "birth_year": 1990}]
    profiles = [of_person(row, str(number)) for number, row in enumerate(rows)]
    assert not list(detect(profiles))
    assert [(pair.first, pair.second) for pair in detect(profiles, [(0, "course"), (1, "course")])] == [(0, 1)]


def test_who_shares_a_house_with_strangers_shares_little() -> None:
    alone = [of_person({"full_name": f"Khin {number}", "address": f"{number} Road", "birth_year": 1950 + number})
             for number in range(40)]  # fmt: skip
    crowded = [of_person({"full_name": f"{chr(97 + number) * 4}", "address": "The Hostel", "birth_year": 1950 + number})
               for number in range(20)]  # fmt: skip
    assert count(crowded).of_house < count(alone).of_house


def test_a_house_brings_records_together_whatever_else_is_otherwise() -> None:
    one = of_person({"full_name": "Mya", "address": "Flat 12, 40 Shasenner Road, Wensen 8509"})
    for written in ("40 Shasener Road, Wensen", "40, Shasenner Rd., 8509"):
        other = of_person({"full_name": "Khin Htay", "address": f"{written} 8509"})
        assert strong_keys(one) & strong_keys(other)
    assert not strong_keys(one) & strong_keys(of_person({"address": "41 Shasenner Road, Wensen 8509"}))


def test_where_few_are_there_again_more_has_to_speak_for_it() -> None:
    few, half, small = Commonness(20_000), Commonness(20_000), Commonness(20)
    few.seen_again([30.0] * 200, 20_000)
    half.seen_again([30.0] * 10_000, 20_000)
    small.seen_again([30.0], 20)
    assert few.prior > Commonness(20_000).prior + 1
    assert half.prior == Commonness(20_000).prior
    assert small.prior == pytest.approx(Commonness(20).prior, abs=0.1)


def test_two_usual_names_of_one_house_that_differ_by_a_letter_are_two_people() -> None:
    home = {"phones": "09420012345", "address": "40 Shasenner Road, Wensen 8509"}
    one, other = (of_person({"full_name": name, **home}) for name in ("Marina Rai", "Karina Rai"))
    sisters = Commonness(20_000, words={"marina": 400, "karina": 300, "rai": 900})
    slip = Commonness(20_000, words={"marina": 400, "rai": 900})
    assert compare(one, other, sisters).weight < compare(one, other, slip).weight - 5


@pytest.mark.parametrize("written", ["ທ້າວ ສົມພອນ ວົງສາ", "ສົມພອນ ວົງສາ, Mr."])
def test_titles_of_any_script_are_left_out_before_and_behind_a_name(written: str) -> None:
    assert name_key(written) == name_key("ສົມພອນ ວົງສາ")


def test_the_first_two_letters_exchanged_are_a_slip_and_another_first_letter_is_a_name() -> None:
    assert near("etnin", "tenin")
    assert not near("binh", "minh")
