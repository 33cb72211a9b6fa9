"""How a job is measured: our operation and its floor in turn, in one run, so that the machine's mood cancels out."""

import statistics
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

Timed = Callable[[], float]
"""Does the work once and returns the seconds that it took, without what was only preparation."""


@dataclass(frozen=True)
class Job:
    """One figure: how many times the floor our operation may take. `prepare` gets an empty folder."""

    name: str
    goal: float
    prepare: Callable[[Path], AbstractContextManager[tuple[Timed, Timed]]]
    pairs: int = 5


@dataclass(frozen=True)
class Figure:
    """What was measured: the median, least and greatest ratio of the pairs, and both median times in seconds."""

    name: str
    ratio: float
    least: float
    greatest: float
    goal: float
    ours: float
    floor: float

    @property
    def reached(self) -> bool:
        return self.ratio <= self.goal

    def line(self) -> str:
        return (
            f"{self.name:<44} {self.ratio:5.2f}  spread {self.least:.2f}-{self.greatest:.2f}  goal {self.goal:.2f}  "
            f"({self.ours * 1000:.0f} / {self.floor * 1000:.0f} ms)  {'ok' if self.reached else 'SHORT'}"
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"ok": self.reached}


def measure(job: Job, folder: Path) -> Figure:
    """The figure of one job. One unmeasured pair goes first, so that nothing is paid for being the first."""
    with job.prepare(folder) as (ours, floor):
        ours(), floor()
        pairs = [(ours(), floor()) for _number in range(job.pairs)]
    ratios = [one / other for one, other in pairs]
    return Figure(
        job.name, statistics.median(ratios), min(ratios), max(ratios), job.goal,
        statistics.median(one for one, _other in pairs), statistics.median(other for _one, other in pairs),
    )  # fmt: skip


def seconds(work: Callable[[], Any]) -> float:
    """How long the work took."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
