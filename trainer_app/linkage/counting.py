"""What the records of one table share by chance, counted: names, words, places, phones, houses; and who has moved."""

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

from trainer_app.linkage.commonness import (
    USUAL_ALIKE,
    USUAL_MOVED,
    USUAL_RECORDS,
    USUAL_SHARED_HOUSE,
    USUAL_SHARED_PHONE,
    Commonness,
)
from trainer_app.linkage.particulars import has_moved
from trainer_app.linkage.profile import Profile
from trainer_app.linkage.spelling import near, one_spelling, script, sounds_alike

_USUAL_PAIRS, _PAIRS = 4000, 20_000  # of words that are compared for how often they differ in a letter only
_MOST_SHARING = 20  # of a dormitory or an office's phone no more are compared
_FEW = 20  # records of a name, of whom two born on one day are one
_LOOKED_AT = 200_000  # records in which those are looked for who have moved


def count(profiles: Sequence[Profile]) -> Commonness:
    """What these records share."""
    names: Counter[str] = Counter()
    words: Counter[str] = Counter()
    places: Counter[str] = Counter()
    addresses: Counter[str] = Counter()
    for profile in profiles:
        names.update(profile.names)
        for name in profile.names:
            words.update(name.split())
        addresses.update(profile.address)
        if profile.place:
            places[profile.place] += 1
    phones = _Sharing(profiles, lambda one: one.phones)
    houses = _Sharing(profiles, lambda one: (one.address,) if one.address else ())
    common = Commonness(
        len(profiles), names=names, words=words, places=places, addresses=addresses, alike=_alike(profiles),
        shared_phone=phones.share(USUAL_SHARED_PHONE), shared_house=houses.share(USUAL_SHARED_HOUSE),
        twins=max(phones.twins(), houses.twins()), trainers=sum(profile.trainer for profile in profiles),
    )  # fmt: skip
    common.seen_to_move(_moved(profiles, names, common))
    return common


def _alike(profiles: Sequence[Profile]) -> float:
    """How often two words of names of any two records are nearly the same, seen in some of them."""
    draw, records = random.Random(len(profiles)).random, len(profiles)
    alike = _USUAL_PAIRS * USUAL_ALIKE
    pairs = min(_PAIRS, records**2 // 2)
    for _number in range(pairs):
        one, other = profiles[int(draw() * records)].names, profiles[int(draw() * records)].names
        if one and other:
            left, right = one[0].split(), other[0].split()
            a, b = left[int(draw() * len(left))], right[int(draw() * len(right))]
            alike += a != b and (near(a, b) or sounds_alike(a, b)) and not one_spelling(a, b)
    return alike / (_USUAL_PAIRS + pairs)


class _Sharing:
    """Who shares a phone, or an address, with somebody who is certainly somebody else."""

    def __init__(self, profiles: Sequence[Profile], keys: Callable[[Profile], Iterable[Hashable]]) -> None:
        sharing: dict[Hashable, list[int]] = {}
        self._known = self._two = self._siblings = self._twins = 0
        for row, profile in enumerate(profiles):
            for key in keys(profile):
                self._known += 1
                sharing.setdefault(key, []).append(row)
        for rows in sharing.values():
            for one, other in combinations([profiles[row] for row in rows[:_MOST_SHARING]], 2):
                self._count(one, other)

    def _count(self, one: Profile, other: Profile) -> None:
        siblings = _are_brother_and_sister(one, other)
        # Of those who were born alike only these can be told apart: as many again are of one sex.
        self._two += 1 if _are_apart(one, other) else 2 * siblings
        if siblings and one.birth_date and other.birth_date:
            self._siblings += 1
            self._twins += one.birth_date == other.birth_date

    def share(self, usual: float) -> float:
        """With how many others somebody shares it."""
        return (2 * self._two + USUAL_RECORDS * usual) / (self._known + USUAL_RECORDS)

    def twins(self) -> float:
        """Of brothers and sisters who share it, how many were born on one day."""
        return self._twins / (self._siblings + USUAL_RECORDS)


def _moved(profiles: Sequence[Profile], names: Mapping[str, int], common: Commonness) -> float:
    """Of how many who are certainly there again, by a seldom name and the day of birth, the address is quite another.

    Where lists are ten years apart half of the people have moved. Never fewer than usual: who has moved is there under
    another spelling as well more often than who has not.
    """
    again: dict[tuple[str, date], list[Profile]] = {}
    every = 1 + len(profiles) // _LOOKED_AT
    for one in profiles:
        born = one.birth_date
        if born and one.address and one.names and born.toordinal() % every == 0 and (born.month, born.day) != (1, 1):
            name = one.names[0]
            if " " in name and names[name] <= _FEW:
                again.setdefault((name, born), []).append(one)
    moved, known = USUAL_MOVED * USUAL_RECORDS, float(USUAL_RECORDS)
    for alike in again.values():
        for one, other in combinations(alike[:_MOST_SHARING], 2):
            known += 1
            moved += has_moved(one.address, other.address, common)
    return max(moved / known, USUAL_MOVED)


def _are_apart(one: Profile, other: Profile) -> bool:
    """Whether they were born in other years, and their names tell as much: a family's name may be one of the words."""
    if one.born is None or other.born is None:
        return False
    years = max(one.born[0] - other.born[1], other.born[0] - one.born[1])
    a, b = _beginnings(one), _beginnings(other)
    return years > 0 and (not a & b or (years >= _YEARS_APART and _have_own_names(one, other)))


def _are_brother_and_sister(one: Profile, other: Profile) -> bool:
    """Whether sex and name tell them apart, who may be twins."""
    return {one.sex, other.sex} == {"F", "M"} and _have_own_names(one, other)


def _have_own_names(one: Profile, other: Profile) -> bool:
    """Whether each has a word that the other has not, in one script."""
    a, b = _beginnings(one), _beginnings(other)
    return bool(a - b and b - a) and script(one.names[0]) == script(other.names[0])


def _beginnings(one: Profile) -> set[str]:
    return {word[:_BEGINNING] for name in one.names for word in name.split()}


_BEGINNING, _YEARS_APART = 3, 3
"""Letters by which words of names are told apart; years of birth, which are mistaken by fewer."""
