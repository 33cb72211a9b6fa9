"""Which records are compared at all: those that share a key with few others. The cost follows the table's size."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from trainer_app.linkage.profile import Profile
from trainer_app.linkage.spelling import sound
from trainer_app.progress import Progress

_BIGGEST_BLOCK = 40
"""Records that share a key with more others than this are not paired by it: what is so common says nothing alone."""
_LONG_WORD = 6
_ROW_BITS = 24
_ROWS = 1 << _ROW_BITS
_HASHES = (1 << 64) - _ROWS


def keys(profile: Profile) -> set[str]:
    """What a record shares with records that may be the same, whatever else is written otherwise in one of them."""
    found = {f"t{phone}" for phone in profile.phones}
    if profile.number:
        found.add(f"i{profile.number}")
    if profile.email:
        found.add(f"e{profile.email}")
    years = range(profile.born[0], profile.born[1] + 2) if profile.born else ()
    born = profile.birth_date
    if born:
        found.add(f"d{born}")
        found.add(f"d{born.year}-{born.day}-{born.month}")
    for name in profile.names:
        words = sorted(name.split())
        heard = sound(name)
        found.add(f"n{''.join(words)}")
        if len(heard) > 2:
            found.add(f"s{heard}")
        for year in years:
            found.add(f"y{year}{heard}")
        found |= {f"w{one} {other}" for at, one in enumerate(words) for other in words[at + 1 :]}
        for word in words:
            if len(word) < 2:
                continue
            found.add(f"o{word}")
            if born:
                found.add(f"b{born.month}{born.day}{word[:2]}")
                found.add(f"b{born.year}{born.month}{word[:2]}")
            if profile.place:
                found.add(f"p{profile.place}{word}")
            found |= {f"a{word} {part}" for part in profile.address if len(part) > 2}
    found |= {f"r{one}{other}" for one, other in pairwise(profile.address)}
    found |= {f"r{word}" for word in profile.address if len(word) >= _LONG_WORD}
    return found


class Blocks:
    """Records by number under their keys; `pairs` gives each pair that shares a key once, the smaller number first."""

    PORTIONS = 64

    def __init__(self) -> None:
        self._parts = [array("Q") for _part in range(self.PORTIONS)]

    def add(self, row: int, its_keys: Iterable[str]) -> None:
        """Put a record under its keys. Two keys are taken for one about once in a million million."""
        for key in its_keys:
            mixed = hash(key)
            self._parts[mixed % self.PORTIONS].append(mixed & _HASHES | row)

    def pairs(self, progress: Progress) -> Iterator[list[tuple[int, int]]]:
        """The pairs in portions, of which there are PORTIONS; the keys are used up by it."""
        found = [array("Q") for _part in range(self.PORTIONS)]
        for number, part in enumerate(self._parts):
            progress.cancelled()
            self._parts[number] = array("Q")
            for rows in _blocks(part):
                for one, other in combinations(rows, 2):
                    found[one % self.PORTIONS].append(one << _ROW_BITS | other)
        for number, packed in enumerate(found):
            found[number] = array("Q")
            yield [(pair >> _ROW_BITS, pair & (_ROWS - 1)) for pair in sorted(set(packed))]


def _blocks(part: "array[int]") -> Iterator[list[int]]:
    """The records of each key that several share but not too many, in order."""
    key, rows = -1, [0]
    for entry in sorted(part):
        if entry & _HASHES == key:
            rows.append(entry & (_ROWS - 1))
            continue
        if 1 < len(rows) <= _BIGGEST_BLOCK:
            yield rows
        key, rows = entry & _HASHES, [entry & (_ROWS - 1)]
    if 1 < len(rows) <= _BIGGEST_BLOCK:
        yield rows
