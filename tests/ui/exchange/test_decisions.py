"""What was said of pairs and taken back again leaves what it left before, however the pairs hang together."""

from itertools import combinations

from trainer_app.duplicates import Candidate
from trainer_app.linkage.likeness import compare
from trainer_app.linkage.profile import Profile
from ui.screens.exchange_pages.decisions import Decided, Decisions, key_of


def _pair(one: str, other: str, *, disputed: bool = False) -> Candidate:
    likeness = compare(Profile(one, one, (one,)), Profile(other, other, (other,)))
    return Candidate("person", one, other, one, other, likeness, disputed)


def _all_of(names: str) -> list[Candidate]:
    return [_pair(*pair) for pair in combinations(names, 2)]


def test_of_four_the_fourth_that_is_none_of_two_is_none_of_the_one_they_become() -> None:
    decisions = Decisions(_all_of("abcd"))
    decisions.say(Decided("a and d are two", "a d"))
    joined = Decided("b is a", "a b", "a", "a", ("b",))
    decisions.say(joined)
    assert set(decisions.left) == {"a c", "c d"}
    assert set(decisions.together(decisions.left["a c"])) == {"a", "c"}
    decisions.take_back(joined)
    assert set(decisions.left) == {"a b", "a c", "b c", "b d", "c d"}
    assert set(decisions.together(decisions.left["b d"])) == {"b", "c", "d"}


def test_two_who_were_said_to_be_two_and_are_joined_all_the_same_stay_apart_from_who_is_neither() -> None:
    disputed = _pair("a", "b", disputed=True)
    decisions = Decisions([disputed, _pair("b", "c")], [("b", "b"), ("a", "b"), ("a", "c")])
    joined = Decided("b is a", key_of(disputed), "a", "a", ("b",))
    decisions.say(joined)
    assert not decisions.left
    decisions.take_back(joined)
    assert set(decisions.left) == {"a b", "b c"}


def test_two_joined_with_one_make_one_pair_of_those_who_may_be_a_third() -> None:
    decisions = Decisions(_all_of("abcde"))
    decisions.say(Decided("b and c are a", "a b", "a", "a", ("b", "c")))
    assert set(decisions.left) == {"a d", "a e", "d e"}
