"""All pairs of a table that may be one: found by keys that few records share, weighed by what they have in common."""

import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from trainer_app.linkage.blocking import Blocks, strong_keys, weak_keys
from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.counting import count
from trainer_app.linkage.likeness import Likeness, less_likely
from trainer_app.linkage.profile import Profile
from trainer_app.linkage.second import Found, Second, weighed
from trainer_app.progress import Progress

MANY = 30_000
"""Records of which a second process compares some: to begin it and to hand them over takes a second of its core. Of
fewer one alone has done as much by then, and is the quicker where other work has the second core."""


class Pair(NamedTuple):
    """The numbers of two records that may be one, the smaller first, with what speaks for it."""

    first: int
    second: int
    likeness: Likeness


def detect(
    profiles: Sequence[Profile], together: Iterable[tuple[int, str]] = (), progress: Progress | None = None
) -> Iterator[Pair]:
    """Every pair that is the same or worth a look, in no order. `together`: numbers of records with further keys.

    Raises Cancelled through `progress`. Many profiles are compared by two processes.
    """
    progress = progress or Progress()
    second = Second(profiles) if len(profiles) >= MANY and (os.cpu_count() or 1) > 1 else None
    try:
        blocks = _blocks(profiles, together, progress)
        common = second.common(progress) if second else count(profiles)
        portions = enumerate(blocks.pairs(progress))
        sample = islice(portions, max(1, Blocks.PORTIONS * _SAMPLE // max(len(profiles), _SAMPLE)))
        some = list(_weighed(sample, second, profiles, common, progress))
        yield from _see_how_many(some, len(profiles), common)
        yield from map(Pair._make, _weighed(portions, second, profiles, common, progress))
    finally:
        if second:
            second.close()


def _weighed(
    portions: Iterable[tuple[int, "array[int]"]], second: Second | None, profiles: Sequence[Profile],
    common: Commonness, progress: Progress,
) -> Iterator[Found]:  # fmt: skip
    """Those of these portions (with their numbers) that may be one; the second process compares some of them."""
    for number, portion in portions:
        progress.step(number, Blocks.PORTIONS)
        if second and second.is_free:
            second.give(portion, common.prior)
        else:
            yield from weighed(portion, profiles, common, progress)
        if second:
            yield from second.found(common, progress)
    if second:
        yield from second.found(common, progress, to_the_end=True)


def _see_how_many(some: Sequence[Found], records: int, common: Commonness) -> Iterator[Pair]:
    """Learn from some of the pairs how many of the records are there again; then those of them that may be one.

    That there are fewer than was thought makes none of them one that was not before.
    """
    thought = common.prior
    common.seen_again([likeness.weight for _one, _other, likeness in some], min(records, _SAMPLE))
    for one, other, found in some:
        likeness = less_likely(found, common.prior - thought)
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
