"""Generated people that are there again in another list's writing are found, nobody is called the same who is not."""

import pytest
import train
from kinds import KINDS
from people import people

from trainer_app.linkage.commonness import count
from trainer_app.linkage.detection import detect
from trainer_app.linkage.profile import of_person


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
    assert len(found.keys() & made.pairs) > 0.92 * len(made.pairs)
    assert len(found.keys() - made.pairs) < 0.3 * len(found)


@pytest.mark.parametrize("kind", KINDS)
def test_what_others_sets_lack_is_told_apart(kind: str) -> None:
    made = KINDS[kind](1500, 5)
    profiles = [of_person(row, row["id"]) for row in made.rows]
    found = {
        tuple(sorted((profiles[one].id, profiles[other].id))): likeness for one, other, likeness in detect(profiles)
    }
    assert {pair for pair, likeness in found.items() if likeness.band == "same"} <= made.pairs
    assert len(found.keys() & made.pairs) > 0.85 * len(made.pairs)


def test_further_keys_bring_records_together() -> None:
    rows = [{"full_name": "Zarnit Thwine", "birth_year": 1990}, {"full_name": "Zarnik Thwina", "birth_year": 1990}]
    profiles = [of_person(row, str(number)) for number, row in enumerate(rows)]
    assert not list(detect(profiles))
    assert [(pair.first, pair.second) for pair in detect(profiles, {0: ["course"], 1: ["course"]})] == [(0, 1)]


def test_who_shares_a_house_with_strangers_shares_little() -> None:
    alone = [of_person({"full_name": f"Khin {number}", "address": f"{number} Road", "birth_year": 1950 + number})
             for number in range(40)]  # fmt: skip
    crowded = [of_person({"full_name": f"{chr(97 + number) * 4}", "address": "The Hostel", "birth_year": 1950 + number})
               for number in range(20)]  # fmt: skip
    assert count(crowded).of_house < count(alone).of_house
