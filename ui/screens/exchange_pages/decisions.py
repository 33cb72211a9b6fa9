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
        self._found_apart = tuple(apart)
        self._said: list[Decided] = []
        self.left: Pairs = dict(self._found)
        self._apart = _Apart(self._found_apart)

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
                if len(names) < MOST_TOGETHER and self._apart.is_none_of(record, names):
                    names[record] = name
        return names

    def _say_again(self) -> None:
        self.left, self._apart = dict(self._found), _Apart(self._found_apart)
        for one in self._said:
            if not one.taken_back:
                self._go_on(one)

    def _go_on(self, decided: Decided) -> None:
        """Leave out what a decision settles: records that went into another stand in their pairs as that one."""
        if decided.gone:
            self._apart.join(decided.keep, decided.gone)
            self.left = _joined(self.left, decided, self._apart)
        else:
            self._apart.say(*decided.key.split())
            self.left.pop(decided.key, None)


class _Apart:
    """Who was said to be another than whom, by record: to take a decision back, all others are gone through again."""

    def __init__(self, pairs: Iterable[Ids]) -> None:
        self._others: dict[str, set[str]] = {}
        for one, other in pairs:
            self.say(one, other)

    def say(self, one: str, other: str) -> None:
        if one != other:  # two who were joined all the same
            self._others.setdefault(one, set()).add(other)
            self._others.setdefault(other, set()).add(one)

    def join(self, keep: str, gone: Iterable[str]) -> None:
        """Who is not one of those that are gone is not the one that stands for them."""
        for record in gone:
            for other in self._others.pop(record, ()):
                self._others[other].discard(record)
                self.say(keep, other)

    def is_none_of(self, record: str, others: Iterable[str]) -> bool:
        """Whether nobody said that a record is another than one of these."""
        return self._others.get(record, frozenset()).isdisjoint(others)


def key_of(candidate: Candidate) -> str:
    """What a pair goes by in a list."""
    return f"{candidate.first_id} {candidate.second_id}"


def _joined(left: Mapping[str, Candidate], decided: Decided, apart: _Apart) -> Pairs:
    gone, found = set(decided.gone), Pairs()
    meant = {*gone, decided.keep}
    for key, one in left.items():
        if one.first_id not in meant and one.second_id not in meant:  # most of them
            found.setdefault(key, one)
            continue
        sides = [(decided.keep, decided.name) if side[0] in gone else side for side in
                 ((one.first_id, one.first), (one.second_id, one.second))]  # fmt: skip
        (first_id, first), (second_id, second) = sorted(sides)
        if key != decided.key and first_id != second_id and (one.disputed or apart.is_none_of(first_id, (second_id,))):
            other = replace(one, first_id=first_id, second_id=second_id, first=first, second=second)
            found.setdefault(key_of(other), other)
    return found
