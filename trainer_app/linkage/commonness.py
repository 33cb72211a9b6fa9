"""How common names, their words, places and words of addresses are among the records: what is common says less."""

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from math import log2

from trainer_app.linkage.profile import Profile
from trainer_app.linkage.spelling import near, one_spelling, sounds_alike

_NONE: Mapping[str, int] = {}
_USUAL_RECORDS = 100
"""A small table tells little about what is common: so many usual records are thought to be there as well."""
_USUAL_NAME, _USUAL_WORD, _USUAL_PLACE, _USUAL_TRAINER = 1 / 4000, 1 / 300, 1 / 20, 1 / 20
"""What share of them has one and the same name, word of a name or of an address, place; is a trainer."""
_USUAL_SHARED_PHONE, _USUAL_SHARED_HOUSE = 0.5, 1.0
_USUAL_ALIKE, _USUAL_PAIRS, _PAIRS = 1 / 1000, 4000, 20_000  # of pairs of words, how many differ in a letter only
_MOST_SHARING = 20  # of a dormitory or an office's phone no more are compared
_SELDOM = 14.0  # bits of a word that one in sixteen thousand has
_FEWEST = 700  # of a smaller table the people who are not in it count as well


class Commonness:
    """Bits of what the records of one table share by chance: the binary logarithm of one in so many."""

    def __init__(
        self, records: int = 0, *, names: Mapping[str, int] = _NONE, words: Mapping[str, int] = _NONE,
        places: Mapping[str, int] = _NONE, addresses: Mapping[str, int] = _NONE,
        alike: float = _USUAL_ALIKE, shared_phone: float = _USUAL_SHARED_PHONE,
        shared_house: float = _USUAL_SHARED_HOUSE, trainers: int = 0,
    ) -> None:  # fmt: skip
        """How many records there are; how many of them have a name, a word of a name, a place, an address's word; how
        often two words of names are alike by chance; with how many others of the table somebody shares a phone, and an
        address; how many of them are trainers."""
        self._records = records
        self._names, self._no_name = self._bits(names, _USUAL_NAME)
        self._words, self._no_word = self._bits(words, _USUAL_WORD)
        self._places, self._no_place = self._bits(places, _USUAL_PLACE)
        self._addresses, self._no_address = self._bits(addresses, _USUAL_WORD)
        self.prior = log2(max(records, _FEWEST))
        """Bits that speak against any two records being one: about one other of all that could be is."""
        self.of_alike = -log2(alike)
        self.of_trainer = log2((records + _USUAL_RECORDS) / (trainers + _USUAL_RECORDS * _USUAL_TRAINER))
        """Bits that both are trainers: two records of one trainer nearly always are."""
        self.of_phone = self.prior - log2(shared_phone)
        self.of_house = self.prior - log2(shared_house)
        self.of_family = 1 + max(-2 * log2(shared_house), 0.0)
        self.of_family_phone = 1 + max(-2 * log2(shared_phone), 0.0)
        """Bits that a shared name adds to a shared house, or phone: few where people are listed with their families."""

    def of_name(self, name: str) -> float:
        """Bits for a whole name."""
        return self._names.get(name, self._no_name)

    def of_word(self, word: str) -> float:
        """Bits for a word of a name."""
        return self._words.get(word, self._no_word)

    def is_usual(self, word: str) -> bool:
        """Whether so many have the word in their names that it is hardly a slip for another one."""
        return self.of_word(word) < min(self._no_word - 1, _SELDOM)

    def of_place(self, place: str) -> float:
        """Bits for a place."""
        return self._places.get(place, self._no_place)

    def of_address(self, word: str) -> float:
        """Bits for a word of an address."""
        return self._addresses.get(word, self._no_address)

    def _bits(self, counts: Mapping[str, int], usual: float) -> tuple[dict[str, float], float]:
        """Those of what is counted, and of what only the two have that are compared."""
        known = self._records + _USUAL_RECORDS
        most = _USUAL_RECORDS * usual
        # The two that are compared may themselves be among the counted ones.
        return {key: log2(max(known, n) / (n - 2 + most)) for key, n in counts.items() if n > 2}, log2(known / most)


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
    return Commonness(
        len(profiles), names=names, words=words, places=places, addresses=addresses, alike=_alike(profiles),
        shared_phone=_shared(profiles, lambda one: one.phones, _USUAL_SHARED_PHONE),
        shared_house=_shared(profiles, lambda one: (one.address,) if one.address else (), _USUAL_SHARED_HOUSE),
        trainers=sum(profile.trainer for profile in profiles),
    )  # fmt: skip


def _alike(profiles: Sequence[Profile]) -> float:
    """How often two words of names of any two records are nearly the same, seen in some of them."""
    chance = random.Random(len(profiles))
    alike = _USUAL_PAIRS * _USUAL_ALIKE
    pairs = min(_PAIRS, len(profiles) ** 2 // 2)
    for _number in range(pairs):
        one, other = (profiles[int(chance.random() * len(profiles))].names for _side in range(2))
        if one and other:
            a, b = (words[int(chance.random() * len(words))] for words in (one[0].split(), other[0].split()))
            alike += a != b and not one_spelling(a, b) and (near(a, b) or sounds_alike(a, b))
    return alike / (_USUAL_PAIRS + pairs)


def _shared(profiles: Sequence[Profile], keys: Callable[[Profile], Iterable[Hashable]], usual: float) -> float:
    """With how many others somebody shares this who is certainly somebody else: of another name and birth."""
    sharing: dict[Hashable, list[int]] = {}
    known = 0
    for row, profile in enumerate(profiles):
        for key in keys(profile):
            known += 1
            sharing.setdefault(key, []).append(row)
    different = 0
    for rows in sharing.values():
        for one, other in combinations([profiles[row] for row in rows[:_MOST_SHARING]], 2):
            different += 2 * _certainly_two(one, other)
    return (different + _USUAL_RECORDS * usual) / (known + _USUAL_RECORDS)


def _certainly_two(one: Profile, other: Profile) -> bool:
    if one.born is None or other.born is None or max(one.born[0] - other.born[1], other.born[0] - one.born[1]) < 1:
        return False
    words = {word[:3] for name in one.names for word in name.split()}
    return not any(word[:3] in words for name in other.names for word in name.split())
