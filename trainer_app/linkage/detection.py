"""All pairs of a table that may be one: found by keys that few records share, weighed by what they have in common."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from trainer_app.linkage.blocking import Blocks, strong_keys, weak_keys
from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.counting import count
from trainer_app.linkage.likeness import Likeness, compare
from trainer_app.linkage.profile import Profile
from trainer_app.progress import Progress


class Pair(NamedTuple):
    """The numbers of two records that may be one, the smaller first, with what speaks for it."""

    first: int
    second: int
    likeness: Likeness


def detect(
    profiles: Sequence[Profile], together: Mapping[int, Iterable[str]] | None = None, progress: Progress | None = None
) -> Iterator[Pair]:
    """Every pair that is the same or worth a look, in no order. `together`: further keys of a record, by its number.

    Raises Cancelled through `progress`.
    """
    progress = progress or Progress()
    together = together or {}
    common = count(profiles)
    blocks = Blocks()
    for row, profile in enumerate(profiles):
        if row % _STEP == 0:
            progress.cancelled()
        blocks.add(row, {*strong_keys(profile), *together.get(row, ())}, weak_keys(profile))
    for done, portion in enumerate(blocks.pairs(progress)):
        progress.step(done, Blocks.PORTIONS)
        yield from _weighed(portion, profiles, common, progress)


_STEP = 10_000


def _weighed(
    portion: Iterable[tuple[int, int]], profiles: Sequence[Profile], common: Commonness, progress: Progress
) -> Iterator[Pair]:
    for number, (first, second) in enumerate(portion):
        if number % _STEP == 0:
            progress.cancelled()
        likeness = compare(profiles[first], profiles[second], common, quick=True)
        if likeness.band != "different":
            yield Pair(first, second, likeness)
