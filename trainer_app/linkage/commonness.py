"""How common names, their words, places and words of addresses are among the records: what is common says less."""

from collections.abc import Iterable, Mapping
from math import inf, log2

from trainer_app.linkage import model

_NONE: Mapping[str, int] = {}
USUAL_RECORDS = 100
"""A small table tells little about what is common: so many usual records are thought to be there as well."""
_USUAL_NAME, _USUAL_WORD, _USUAL_PLACE, _USUAL_TRAINER = 1 / 4000, 1 / 300, 1 / 20, 1 / 20
"""What share of them has one and the same name, word of a name or of an address, place; is a trainer."""
USUAL_SHARED_PHONE, USUAL_SHARED_HOUSE = 0.5, 1.0
USUAL_ALIKE = 1 / 1000  # of pairs of words, how many differ in a letter only
USUAL_MOVED = sum(model.shipped().m[f"address.{outcome}"] for outcome in ("few", "other"))
_BORN_ON_ONE_DAY = model.shipped().m["birth.same"]
_SELDOM = 14.0  # bits of a word that one in sixteen thousand has
_USUAL_AGAIN, _LOOKED_AT, _ROUNDS = 0.125, 1000, 20
"""Pairs that are one to a record; so many usual records are thought to have been looked at as well."""
_FEWEST = 700  # of a smaller table the people who are not in it count as well


class Commonness:
    """Bits of what the records of one table share by chance: the binary logarithm of one in so many."""

    def __init__(
        self, records: int = 0, *, names: Mapping[str, int] = _NONE, words: Mapping[str, int] = _NONE,
        places: Mapping[str, int] = _NONE, addresses: Mapping[str, int] = _NONE,
        alike: float = USUAL_ALIKE, shared_phone: float = USUAL_SHARED_PHONE,
        shared_house: float = USUAL_SHARED_HOUSE, twins: float = 0.0, trainers: int = 0,
    ) -> None:  # fmt: skip
        """How many records there are; how many of them have a name, a word of a name, a place, an address's word; how
        often two words of names are alike by chance; with how many others of the table somebody shares a phone, and an
        address; what share of these were born on one day; how many of all are trainers."""
        self._records = records
        self._names, self._no_name = self._bits(names, _USUAL_NAME)
        self._words, self._no_word = self._bits(words, _USUAL_WORD)
        self._places, self._no_place = self._bits(places, _USUAL_PLACE)
        self._addresses, self._no_address = self._bits(addresses, _USUAL_WORD)
        self.prior = log2(max(records, _FEWEST))
        """Bits that speak against any two records being one: about one other of all that could be is."""
        self._beyond_name = self.prior - log2(_FEWEST)
        self.of_alike = -log2(alike)
        self.of_trainer = log2((records + USUAL_RECORDS) / (trainers + USUAL_RECORDS * _USUAL_TRAINER))
        """Bits that both are trainers: two records of one trainer nearly always are."""
        self.of_phone = self.prior - log2(shared_phone)
        self.of_house = self.prior - log2(shared_house)
        self.of_family = 1 + max(-2 * log2(shared_house), 0.0)
        self.of_family_phone = 1 + max(-2 * log2(shared_phone), 0.0)
        """Bits that a shared name adds to a shared house, or phone: few where people are listed with their families."""
        self.of_twins = max(log2(_BORN_ON_ONE_DAY / twins), 0.0) if twins > 0 else inf
        """Bits that one day of birth has at the most where people of one house have different names."""
        self.seen_to_move(USUAL_MOVED)

    def seen_again(self, weights: Iterable[float], records: int) -> None:
        """Among so many of the records these are the weights of the pairs that may be one: tells how many are.

        Each counts by its chance of being one, which in turn follows from how many there are. Where it is one
        pair to eight records, or more, all stays as it is: rather a needless look than somebody missed.
        """
        told, fewer = list(weights), 0.0
        for _round in range(_ROUNDS):
            one = sum(1 / (1 + 2 ** (fewer - weight)) for weight in told)
            share = (one + _USUAL_AGAIN * _LOOKED_AT) / (records + _LOOKED_AT)
            fewer = max(log2(_USUAL_AGAIN / share), 0.0)
        self.prior += fewer

    def seen_to_move(self, share: float) -> None:
        """Of so many of those who are there again the address is quite another."""
        self.of_moved = log2(share / USUAL_MOVED)
        self.of_stayed = log2((1 - share) / (1 - USUAL_MOVED))
        """Bits more, or fewer, than the model has for quite another address, and for any that is not."""

    def of_name(self, name: str, words: float) -> float:
        """Bits for a whole name, whose words have so many together.

        Words of a name go together, so that they say less than each alone; but one of three seldom words is rarer than
        a table can show that has it once. Of a small one that is not known.
        """
        known = self._names.get(name)
        if known is not None or name.count(" ") < 2:
            return min(words, self._no_name if known is None else known)
        beyond = max(words - self._no_name, 0.0)
        return words - max(beyond / 2, beyond - self._beyond_name)

    def of_word(self, word: str) -> float:
        """Bits for a word of a name."""
        return self._words.get(word, self._no_word)

    def is_usual(self, word: str) -> bool:
        """Whether so many have the word in their names that it is hardly a slip for another one."""
        return self.of_word(word) < min(self._no_word - 1, _SELDOM)

    def of_place(self, place: str) -> float:
        """Bits for a place."""
        return self._places.get(place, self._no_place)

    def of_address(self, words: Iterable[str]) -> list[float]:
        """Bits for each of these words of an address."""
        known, seldom = self._addresses, self._no_address
        return [known.get(word, seldom) for word in words]

    def _bits(self, counts: Mapping[str, int], usual: float) -> tuple[dict[str, float], float]:
        """Those of what is counted, and of what only the two have that are compared."""
        known = self._records + USUAL_RECORDS
        most = USUAL_RECORDS * usual
        # The two that are compared may themselves be among the counted ones.
        return {key: log2(max(known, n) / (n - 2 + most)) for key, n in counts.items() if n > 2}, log2(known / most)
