"""A second process that works on a large table as well: it counts what the records share, and compares pairs of them.

Python works on one core however many threads it has. The parent sends what it has of the records, and portions of
pairs, to its child's input; the child's output has what is common, and for each portion those that may be one. Both
are pickled: nobody else writes there. Should the child end early, the parent does the rest by itself.
"""

import pickle
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any

from trainer_app import own_process
from trainer_app.linkage.blocking import unpacked
from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.counting import count
from trainer_app.linkage.likeness import Likeness, compare
from trainer_app.linkage.packed import Packed, at_hand
from trainer_app.linkage.profile import Profile
from trainer_app.progress import Progress

ARGUMENT = "--compare-records"
"""With this argument alone the application is the child."""

Found = tuple[int, int, Likeness]
_GLANCE = 0.2  # seconds between two looks at whether the person wants the work to stop
_AHEAD = 2  # portions that the child has at once, so that it need not wait for its parent


class Ended(Exception):
    """The child ended before its answer."""


def weighed(
    pairs: "array[int]", profiles: Sequence[Profile], common: Commonness, progress: Progress
) -> Iterator[Found]:
    """Those of a portion of pairs that are the same or worth a look."""
    first, one = -1, None
    for number, (row, other) in enumerate(unpacked(pairs)):
        if number % _STEP == 0:
            progress.cancelled()
        if row != first or one is None:
            first, one = row, profiles[row]
        likeness = compare(one, profiles[other], common, quick=True)
        if likeness.band != "different":
            yield row, other, likeness


_STEP = 10_000


class Second:
    """The child, as its parent sees it. Its own knowledge of what is common is asked for first, and once."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._process = own_process.start(ARGUMENT)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests, self._given = self._process.stdin, deque["array[int]"]()
        self._answers: SimpleQueue[Any] = SimpleQueue()
        Thread(target=_read, args=(self._process.stdout, self._answers), name="second process", daemon=True).start()
        self._profiles = profiles
        self._tell(profiles if isinstance(profiles, Packed) else Packed(profiles))

    def common(self, progress: Progress) -> Commonness:
        """What the records share by chance."""
        try:
            found: Commonness = self._answer(progress)
        except Ended:
            found = count(self._profiles)
        return found

    @property
    def is_free(self) -> bool:
        """Whether it should be given a portion now."""
        return len(self._given) < _AHEAD

    def give(self, pairs: "array[int]", prior: float) -> None:
        """Have it compare a portion of pairs, with this prior of what is common."""
        self._given.append(pairs)
        self._tell((pairs, prior))

    def found(self, common: Commonness, progress: Progress, *, to_the_end: bool = False) -> Iterator[Found]:
        """What it has found since; to the end: in all that it was given."""
        while self._given and (to_the_end or not self._answers.empty()):
            try:
                answer: Sequence[Found] = self._answer(progress)
            except Ended:
                for pairs in self._given:
                    yield from weighed(pairs, self._profiles, common, progress)
                self._given.clear()
                return
            self._given.popleft()
            yield from answer

    def close(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        with suppress(OSError):
            self._requests.close()
        self._process.wait()

    def _tell(self, told: Any) -> None:
        with suppress(OSError):  # where it has ended there is no answer either
            pickle.dump(told, self._requests, pickle.HIGHEST_PROTOCOL)
            self._requests.flush()

    def _answer(self, progress: Progress) -> Any:
        while True:
            progress.cancelled()
            with suppress(Empty):
                answer = self._answers.get(timeout=_GLANCE)
                if answer is None:
                    self._answers.put(None)  # whoever asks again is told so again
                    raise Ended
                return answer


def _read(stream: IO[bytes], answers: "SimpleQueue[Any]") -> None:
    """Take the child's answers as they come; None says that there are no more."""
    with suppress(EOFError, OSError, pickle.UnpicklingError), stream:
        while True:
            answers.put(pickle.load(stream))
    answers.put(None)


def main() -> None:
    """Be the child: answer until there is nothing more to be done."""
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    gc.disable()
    with open(0, "rb", closefd=False) as requests, open(1, "wb", closefd=False) as output, suppress(EOFError, OSError):

        def say(answer: Any) -> None:
            pickle.dump(answer, output, pickle.HIGHEST_PROTOCOL)
            output.flush()

        profiles = at_hand(pickle.load(requests))
        common = count(profiles)
        say(common)
        while True:
            pairs, common.prior = pickle.load(requests)
            say(list(weighed(pairs, profiles, common, Progress())))
