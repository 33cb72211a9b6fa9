"""What a person said of pairs that may be the same: which are left, which go together, and what was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer_app.duplicates import Candidate

MOST_TOGETHER = 6
"""Records that are shown beside each other at once."""

Pairs = dict[str, "Candidate"]
Ids = tuple[str, str]
"""Of two records, the smaller one first."""


@dataclass
class Decided:
    """What was said of a pair. `gone` were joined with the record `keep`, called `name`; none of them: not the same.

    action: its number in the log, once it is saved. returning: it is being taken back at this moment.
    """

    label: str
    key: str
    keep: str = ""
    name: str = ""
    gone: tuple[str, ...] = ()
    action: int | None = None
    taken_back: bool = False
    returning: bool = False


class Decisions:
    """The pairs of one search, without those that were decided; a decision taken back brings its pairs again."""

    def __init__(self, found: Iterable[Candidate] = (), apart: Iterable[Ids] = ()) -> None:
        """apart: the ids of those of whom somebody said before that they are two."""
        self._found: Pairs = {key_of(one): one for one in found}
        self._found_apart = frozenset(apart)
        self._said: list[Decided] = []
        self.left: Pairs = dict(self._found)
        self._apart = self._found_apart

    def say(self, decided: Decided) -> None:
        self._said.append(decided)
        self._go_on(decided)

    def last(self) -> Decided | None:
        """The latest decision that stands."""
        return next((one for one in reversed(self._said) if not one.taken_back), None)

    def actions(self) -> list[int]:
        """The numbers in the log of all that was said and saved."""
        return [one.action for one in self._said if one.action is not None]

    def take_back(self, decided: Decided) -> None:
        """Go on as if it had not been said; the log will tell so when that is written."""
        decided.taken_back = decided.returning = True
        self._say_again()

    def follow(self, taken_back: Iterable[int]) -> str | None:
        """Do as the log tells, where these actions are taken back; a pair that came again, "" for another change.

        None where nothing changed.
        """
        gone = set(taken_back)
        changed = [one for one in self._said if one.action and not one.returning
                   and one.taken_back != (one.action in gone)]  # fmt: skip
        if not changed:
            return None
        for one in changed:
            one.taken_back = not one.taken_back
        self._say_again()
        return next((one.key for one in changed if one.taken_back and one.key in self.left), "")

    def together(self, candidate: Candidate) -> dict[str, str]:
        """The names by id of all that may be one: the two of a pair first, then who makes a pair with either.

        Nobody is among them who was said to be another than one of the rest.
        """
        names = {candidate.first_id: candidate.first, candidate.second_id: candidate.second}
        pair = set(names)
        for one in self.left.values():
            if pair.isdisjoint((one.first_id, one.second_id)):
                continue
            for record, name in ((one.first_id, one.first), (one.second_id, one.second)):
                if len(names) < MOST_TOGETHER and all(ids_of(record, other) not in self._apart for other in names):
                    names[record] = name
        return names

    def _say_again(self) -> None:
        self.left, self._apart = dict(self._found), self._found_apart
        for one in self._said:
            if not one.taken_back:
                self._go_on(one)

    def _go_on(self, decided: Decided) -> None:
        """Leave out what a decision settles: records that went into another stand in their pairs as that one."""
        if decided.gone:
            stands = dict.fromkeys(decided.gone, decided.keep)
            self._apart = frozenset(ids_of(stands.get(a, a), stands.get(b, b)) for a, b in self._apart)
            self.left = _joined(self.left, decided)
        else:
            one, other = decided.key.split()
            self._apart |= {ids_of(one, other)}
            self.left.pop(decided.key, None)
        self.left = {
            key: pair
            for key, pair in self.left.items()
            if pair.disputed or ids_of(pair.first_id, pair.second_id) not in self._apart
        }


def key_of(candidate: Candidate) -> str:
    """What a pair goes by in a list."""
    return f"{candidate.first_id} {candidate.second_id}"


def ids_of(one: str, other: str) -> Ids:
    """The ids of two records as a pair goes by them."""
    return (one, other) if one < other else (other, one)


def _joined(left: Mapping[str, Candidate], decided: Decided) -> Pairs:
    gone, found = set(decided.gone), Pairs()
    for key, one in left.items():
        sides = [(decided.keep, decided.name) if side[0] in gone else side for side in
                 ((one.first_id, one.first), (one.second_id, one.second))]  # fmt: skip
        (first_id, first), (second_id, second) = sorted(sides)
        if key != decided.key and first_id != second_id:
            other = replace(one, first_id=first_id, second_id=second_id, first=first, second=second)
            found.setdefault(key_of(other), other)
    return found
