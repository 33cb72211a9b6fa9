"""Which records are compared at all: those that share a key with few others. The cost follows the table's size."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from trainer_app.linkage.profile import Profile
from trainer_app.linkage.spelling import sound
from trainer_app.progress import Progress

_MOST_UNDER_STRONG, _MOST_UNDER_WEAK, _FEWEST_UNDER_WEAK, _RECORDS = 40, 30, 12, 300_000
"""Records that share a key with more others than this are not paired by it: what is so common says nothing alone. Of
more than some ten thousand records fewer, down to twelve: each pair takes its time."""
_LONG_WORD = 6
_PORTIONS = 256
_ROW_BITS = 24
_ROWS = 1 << _ROW_BITS
_HASHES = (1 << 64) - _ROWS


def strong_keys(profile: Profile) -> set[str]:
    """What few people have in common: numbers, a day of birth, a house."""
    found = {f"t{phone}" for phone in profile.phones}
    if profile.number:
        found.add(f"i{profile.number}")
    if profile.email:
        found.add(f"e{profile.email}")
    born = profile.birth_date
    if born:
        # Day and month in either order: they are often exchanged.
        day = f"d{born.year}-{min(born.day, born.month)}-{max(born.day, born.month)}"
        found.add(day)
        # Of many records too many share a day: with how a name begins, or sounds in another script.
        for name in profile.names:
            found |= {f"{day}{start}" for start in {word[:2] for word in name.split() if len(word) > 1}}
            found.add(f"{day} {sound(name)[:2]}")
    found |= _houses(profile.address)
    return found


def _houses(address: tuple[str, ...]) -> set[str]:
    """The number of a house and how its road begins, with how each of the last two words begins: town and postcode."""
    found = set()
    for number, road in pairwise(address[:-1]):
        if number[0].isdigit():
            found |= {f"h{number}{road[:4]} {word[:4]}" for word in address[-2:] if word != road}
    return found


def weak_keys(profile: Profile) -> set[str]:
    """What many people may have in common: words and sounds of names, with or without a year, a place, an address."""
    found = set()
    born = profile.birth_date
    if born:
        for start in {word[:2] for name in profile.names for word in name.split() if len(word) > 1}:
            found.add(f"b{born.month}-{born.day}{start}")
            found.add(f"b{born.year}-{born.month}{start}")
    years = range(profile.born[0], profile.born[1] + 2) if profile.born else ()
    for name in profile.names:
        words = sorted(name.split())
        heard = sound(name)
        found.add(f"n{''.join(words)}")
        if len(heard) > 2:
            found.add(f"s{heard}")
        whole = [word for word in words if len(word) > 1]
        if len(whole) > 1:
            found.add(f"i{''.join(whole)}")  # initials are left out at will
        for year in years:
            found.add(f"y{year}{heard}")
            found.add(f"y{year}{heard} {profile.place}")
        found |= {f"w{one} {other}" for one, other in combinations(words, 2)}
        for word in words:
            if len(word) > 1:
                found.add(f"o{word}")
                found.add(f"p{profile.place}{word}")
                alike = sound(word) or word
                found |= {f"a{alike} {part}" for part in profile.address if len(part) > 2 or part.isdigit()}
            if profile.relative:
                found.add(f"f{profile.relative} {word[:4]}")
    if profile.relative:
        found |= {f"f{profile.relative}{year}" for year in years}
        found.add(f"f{profile.relative} {profile.place}")
    for one, other in pairwise(profile.address):
        # A house number with the beginning of its road: slips and blanks are oftener later in the word.
        found.add(f"r{one}{other[:4]}" if one.isdigit() else f"r{one}{other}")
    found |= {f"r{word}" for word in profile.address if len(word) >= _LONG_WORD}
    return found


class Blocks:
    """Records by number under their keys; `pairs` gives each pair once that shares a strong one or two weak ones."""

    PORTIONS = _PORTIONS

    def __init__(self) -> None:
        self._strong = [array("Q") for _part in range(_PORTIONS)]
        self._weak = [array("Q") for _part in range(_PORTIONS)]
        self._records = 0

    def add(self, row: int, strong: Iterable[str], weak: Iterable[str] = ()) -> None:
        """Put a record under its keys, or under further ones. Two keys are taken for one about once in 10^12."""
        self._records = max(self._records, row + 1)
        for parts, its_keys in ((self._strong, strong), (self._weak, weak)):
            for mixed in map(hash, its_keys):
                parts[mixed % _PORTIONS].append(mixed & _HASHES | row)

    def pairs(self, progress: Progress) -> Iterator["array[int]"]:
        """The pairs in portions, of which there are PORTIONS, packed (see `unpacked`); the keys are used up by it."""
        weak = max(min(_RECORDS // max(self._records, 1), _MOST_UNDER_WEAK), _FEWEST_UNDER_WEAK)
        surely = _under(self._strong, _MOST_UNDER_STRONG, progress)
        maybe = _under(self._weak, weak, progress)
        for number in range(_PORTIONS):
            packed = sorted(maybe[number])
            found = {one for one, other in pairwise(packed) if one == other}
            found.update(surely[number])
            surely[number] = maybe[number] = array("Q")
            yield array("Q", sorted(found))


def _under(parts: list["array[int]"], most: int, progress: Progress) -> list["array[int]"]:
    """The pairs of each key that not too many share, in portions by their first records; the keys are used up by it."""
    found = [array("Q") for _part in range(_PORTIONS)]
    for number, part in enumerate(parts):
        progress.cancelled()
        parts[number] = array("Q")
        for rows in _blocks(part, most):
            for one, other in combinations(rows, 2):
                found[one % _PORTIONS].append(one << _ROW_BITS | other)
    return found


def unpacked(pairs: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The numbers of the two records of each pair, the smaller one first."""
    return ((pair >> _ROW_BITS, pair & (_ROWS - 1)) for pair in pairs)


def _blocks(part: "array[int]", most: int) -> Iterator[list[int]]:
    """The records of each key that several share but not too many, in order."""
    rows: list[int] = []
    for one, other in pairwise(sorted(part)):
        if one ^ other < _ROWS:
            rows = rows or [one & (_ROWS - 1)]
            rows.append(other & (_ROWS - 1))
        elif rows:
            if len(rows) <= most:
                yield rows
            rows = []
    if 1 < len(rows) <= most:
        yield rows
