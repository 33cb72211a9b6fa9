"""How long a list may be worked on: one that takes too long to understand or to compare ends in a sentence."""

import time
from functools import cache

from trainer_app.errors import UserError
from trainer_app.formats import fold
from trainer_app.progress import Progress
from trainer_app.texts import _

SECONDS = 15.0
"""Seconds of processor time for the plan of a list, on the computer on which they were measured: 40,000 people in
1,600 courses take 10 there, 2,000 with a course, an organiser and a trainer each 6."""

READING_SECONDS = 15.0
"""The same of understanding its cells, which may be done twice until the country of its telephone numbers is known:
39,000 people with a course each take 11. To open the file has a bound of its own (spreadsheets/bounds.py)."""

ALL_SECONDS = 20.0
"""The same of all together, to open the file, to understand its cells and to plan: 39,000 people take 15."""

LEAST_SECONDS = 6.0
"""What each of the two has in any case, however long it took before."""

_LOOP = 2_000  # texts that are folded to learn how quick this computer is
_SECONDS_OF_LOOP = 0.003
_MOST = 4.0


class Deadline(Progress):
    """Tells another one how far the work is, and ends it after a while.

    What counts is the processor time of the thread that works, at the pace of this computer: a window that is used
    meanwhile or a laptop that sleeps costs a list nothing, and an old laptop takes what the office's computer takes.
    """

    def __init__(self, progress: Progress, seconds: float, sentence: str) -> None:
        """seconds: of processor time on the computer of SECONDS; sentence: what is told when they are over."""
        self._progress, self._sentence = progress, sentence
        self._begun = time.thread_time()
        self._end = self._begun + seconds * _slowness()

    @property
    def spent(self) -> float:
        """Seconds that the work took until now, at the pace of the computer of SECONDS."""
        return (time.thread_time() - self._begun) / _slowness()

    def step(self, done: int, total: int, text: str = "") -> None:
        self.cancelled()
        self._progress.step(done, total, text)

    def cancelled(self) -> None:
        """Raise UserError after the time is over."""
        self._progress.cancelled()
        if time.thread_time() > self._end:
            raise UserError(self._sentence)


def of_plan(progress: Progress, file: str, spent: float) -> Deadline:
    """For comparing what a list says; spent: seconds that it took to open and to understand it."""
    return Deadline(
        progress,
        _left(SECONDS, spent),
        _(
            "{file} names so many different courses, organisers, trainers or people of one name that to "
            "compare them with each other takes too long. Nothing was taken from it. Split it into several "
            "files, such as one for each year or province, and take one after the other."
        ).format(file=file),
    )


def of_reading(progress: Progress, file: str, spent: float) -> Deadline:
    """For understanding what a list says; spent: seconds that it took to open it."""
    return Deadline(
        progress,
        _left(READING_SECONDS, spent),
        _(
            "{file} holds so many different things that to understand it takes too long. Nothing was taken from it. "
            "Split it into several files, such as one for each year or province, and take one after the other."
        ).format(file=file),
    )


def _left(most: float, spent: float) -> float:
    """Seconds for a part of the work after another one took so many."""
    return min(most, max(ALL_SECONDS - spent, LEAST_SECONDS))


@cache
def _slowness() -> float:
    """How many times as long this computer takes as the one that SECONDS is of: at least 1."""
    took = []
    for _time in range(2):  # the first may have to load what it needs
        begun = time.thread_time()
        for number in range(_LOOP):
            fold(f"Đào Thị Ngọc {number}")
        took.append(time.thread_time() - begun)
    return min(max(took[-1] / _SECONDS_OF_LOOP, 1.0), _MOST)
