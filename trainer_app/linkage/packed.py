"""Profiles in little room: a million of them take 200 MB, and go to another process as they are."""

import marshal
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice
from typing import Any, overload

from trainer_app.linkage.profile import Profile

_BORN = Profile._fields.index("birth_date")
_MANY = 50_000  # profiles that would take much memory, made all at once


def at_hand(profiles: Iterable[Profile]) -> Sequence[Profile]:
    """The profiles for comparing, packed where they are many: each is made anew then whenever it is looked at."""
    if isinstance(profiles, Packed) and len(profiles) >= _MANY:
        return profiles
    them = iter(profiles)
    few = [*islice(them, _MANY)]
    return few if len(few) < _MANY else Packed(chain(few, them))


class Packed(Sequence[Profile]):
    """A sequence of profiles, each of which is made anew whenever it is looked at."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", (0,))
        for profile in profiles:
            values: list[Any] = [*profile]
            values[_BORN] = profile.birth_date and profile.birth_date.toordinal()
            self._bytes += marshal.dumps(values)
            self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, number: int) -> Profile: ...

    @overload
    def __getitem__(self, number: slice) -> list[Profile]: ...

    def __getitem__(self, number: int | slice) -> Profile | list[Profile]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        values = marshal.loads(self._bytes[self._ends[number] : self._ends[number + 1]])
        if values[_BORN]:
            values[_BORN] = date.fromordinal(values[_BORN])
        return Profile(*values)

    def __iter__(self) -> Iterator[Profile]:
        return map(self.__getitem__, range(len(self)))
