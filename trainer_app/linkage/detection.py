"""All pairs of a table that may be one: found by keys that few records share, weighed by what they have in common."""

import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from trainer_app.linkage.blocking import Blocks, strong_keys, weak_keys
from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.counting import count
from trainer_app.linkage.likeness import Likeness, compare
from trainer_app.linkage.packed import Packed
from trainer_app.linkage.profile import Profile
from trainer_app.linkage.second import Second, weighed
from trainer_app.progress import Progress

MANY = 50_000
"""Records of which a second process compares some: to begin it and to hand them over takes a second."""


class Pair(NamedTuple):
    """The numbers of two records that may be one, the smaller first, with what speaks for it."""

    first: int
    second: int
    likeness: Likeness


def detect(
    profiles: Sequence[Profile], together: Iterable[tuple[int, str]] = (), progress: Progress | None = None
) -> Iterator[Pair]:
    """Every pair that is the same or worth a look, in no order. `together`: numbers of records with further keys.

    Raises Cancelled through `progress`. Many packed profiles are compared by two processes.
    """
    progress = progress or Progress()
    many = len(profiles) >= MANY and (os.cpu_count() or 1) > 1
    second = Second(profiles) if many and isinstance(profiles, Packed) else None
    profiles = profiles if many else [*profiles]  # to make one anew each time it is compared takes half as long again
    try:
        blocks = _blocks(profiles, together, progress)
        common = second.common(progress) if second else count(profiles)
        portions = blocks.pairs(progress)
        sample = list(islice(portions, max(1, Blocks.PORTIONS * _SAMPLE // max(len(profiles), _SAMPLE))))
        yield from _see_how_many(sample, profiles, common, progress)
        for done, portion in enumerate(portions, len(sample)):
            progress.step(done, Blocks.PORTIONS)
            if second and second.is_free:
                second.give(portion, common.prior)
            else:
                yield from map(Pair._make, weighed(portion, profiles, common, progress))
            if second:
                yield from map(Pair._make, second.found(common, progress))
        if second:
            yield from map(Pair._make, second.found(common, progress, to_the_end=True))
    finally:
        if second:
            second.close()


def _see_how_many(
    sample: Iterable["array[int]"], profiles: Sequence[Profile], common: Commonness, progress: Progress
) -> Iterator[Pair]:
    """Learn from these portions how many of the records are there again; then those that may be one.

    That there are fewer than was thought makes none of them one that was not before.
    """
    found = [pair for portion in sample for pair in weighed(portion, profiles, common, progress)]
    common.seen_again([likeness.weight for _one, _other, likeness in found], min(len(profiles), _SAMPLE))
    for one, other, _likeness in found:
        likeness = compare(profiles[one], profiles[other], common, quick=True)
        if likeness.band != "different":
            yield Pair(one, other, likeness)


def _blocks(profiles: Sequence[Profile], together: Iterable[tuple[int, str]], progress: Progress) -> Blocks:
    blocks = Blocks()
    for row, profile in enumerate(profiles):
        if row % _STEP == 0:
            progress.cancelled()
        blocks.add(row, strong_keys(profile), weak_keys(profile))
    for row, key in together:
        blocks.add(row, (key,))
    return blocks


_STEP = 10_000
_SAMPLE = 20_000  # records by whose pairs is told how many of all are there again
