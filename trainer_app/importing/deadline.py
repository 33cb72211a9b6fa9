"""How long a list may be worked on: one clock from opening it to its plan, and what takes longer ends in a sentence."""

import time

from trainer_app.errors import UserError
from trainer_app.progress import Progress
from trainer_app.texts import _

SECONDS = 16.0
"""Seconds of processor time for all that a list needs until somebody sees its plan: to open it, to understand its cells
(which may be done twice until the country of its telephone numbers is known) and to compare what they say. 40,000
people in 1,600 courses take 14 on the computer on which they were measured, 5,000 in 226 courses take 2: nothing hangs
for 20, and a list that an old laptop cannot take is split. To write what goes back to its sender is asked for by itself
and has as long again."""


class Deadline(Progress):
    """Tells another one how far the work is, and ends it after a while.

    What counts is the processor time of the thread that works: a window that is used meanwhile or a laptop that sleeps
    costs a list nothing.
    """

    def __init__(self, progress: Progress, sentence: str, spent: float) -> None:
        """sentence: what is told when the time is over; spent: seconds that the list took before this work."""
        self._progress, self._sentence, self._before = progress, sentence, spent
        self._begun = time.thread_time()
        self._end = self._begun + SECONDS - spent
        self._not_before = 0.0  # of the clock on the wall, which takes least to look at: no thread works for longer

    @property
    def spent(self) -> float:
        """Seconds that the list took until now."""
        return self._before + time.thread_time() - self._begun

    def step(self, done: int, total: int, text: str = "") -> None:
        self.cancelled()
        self._progress.step(done, total, text)

    def cancelled(self) -> None:
        """Raise UserError after the time is over."""
        self._progress.cancelled()
        if (now := time.monotonic()) < self._not_before:
            return
        left = self._end - time.thread_time()
        if left < 0:
            raise UserError(self._sentence)
        self._not_before = now + left

    def leave(self, seconds: float) -> None:
        """Raise UserError unless there is time for work that takes so many seconds and cannot be broken off."""
        if self.spent + seconds > SECONDS:
            raise UserError(self._sentence)


def of_reading(progress: Progress, file: str, spent: float) -> Deadline:
    """For understanding what a list says; spent: seconds that it took to open it."""
    sentence = _(
        "{file} holds so many different things that to understand it takes too long. Nothing was taken from it. "
        "Split it into several files, such as one for each year or province, and take one after the other."
    )
    return Deadline(progress, sentence.format(file=file), spent)


def of_plan(progress: Progress, file: str, spent: float) -> Deadline:
    """For comparing what a list says; spent: seconds that it took to open and to understand it."""
    sentence = _(
        "{file} names so many different courses, organisers, trainers or people of one name that to "
        "compare them with each other takes too long. Nothing was taken from it. Split it into several "
        "files, such as one for each year or province, and take one after the other."
    )
    return Deadline(progress, sentence.format(file=file), spent)


def of_copy(progress: Progress, file: str, spent: float) -> Deadline:
    """For writing what goes back to its sender; spent: seconds that it takes to open the list again."""
    sentence = _(
        "{file} is so long, or so much is to be corrected in it, that to write that into a copy takes too long. "
        "Nothing was written. Settle here what touches many rows, or split the list into several files, such as one "
        "for each year or province, and send them back one after the other."
    )
    return Deadline(progress, sentence.format(file=file), spent)
