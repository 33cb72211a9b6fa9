"""How a job is measured: our operation and its floor in turn, in one run, so that the machine's mood cancels out.

The peak memory of an operation is that of a fresh process, with the processes that this starts.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

_ROOT = Path(__file__).parents[2]

Timed = Callable[[], float]
"""Does the work once and returns the seconds that it took, without what was only preparation."""


@dataclass(frozen=True)
class Job:
    """One figure: how many times the floor our operation may take.

    `prepare` gets an empty folder. In the folder that holds it jobs keep what they share.
    """

    name: str
    goal: float
    prepare: Callable[[Path], AbstractContextManager[tuple[Timed, Timed]]]
    pairs: int = 5

    def measure(self, folder: Path) -> "Figure":
        """The figure. One unmeasured pair goes first, so that nothing is paid for being the first."""
        with self.prepare(folder) as (ours, floor):
            ours(), floor()
            pairs = [(ours(), floor()) for _number in range(self.pairs)]
        ratios = [one / other for one, other in pairs]
        return Figure(
            self.name, statistics.median(ratios), min(ratios), max(ratios), self.goal,
            statistics.median(one for one, _other in pairs), statistics.median(other for _one, other in pairs),
        )  # fmt: skip


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
            f"{self.name:<64} {self.ratio:5.2f}  spread {self.least:.2f}-{self.greatest:.2f}  goal {self.goal:.2f}  "
            f"({self.ours * 1000:.0f} / {self.floor * 1000:.0f} ms)  {'ok' if self.reached else 'SHORT'}"
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"ok": self.reached}


@dataclass(frozen=True)
class PeakJob:
    """How much memory (MB) one operation may take: `prepare` gives Python code and its arguments."""

    name: str
    goal: float
    prepare: Callable[[Path], AbstractContextManager[tuple[str, list[Path]]]]

    def measure(self, folder: Path) -> "Peak":
        """The figure, of one run: that of the process, or of it and its children together where that is more."""
        with self.prepare(folder) as (code, arguments):
            process = psutil.Popen(
                [sys.executable, "-c", code + _SAY_PEAK, *map(str, arguments)],
                cwd=_ROOT, text=True, stdout=subprocess.PIPE,
            )  # fmt: skip
            together = 0
            while process.poll() is None:
                together = max(together, _held(process))
                time.sleep(0.01)
            own = float(process.communicate()[0])
        if process.returncode:
            raise RuntimeError(f"{self.name}: exit code {process.returncode}")
        return Peak(self.name, max(own, together / (1 << 20)), self.goal)


def _held(process: psutil.Process) -> int:
    """The bytes of memory that a process and its children hold now."""
    held = 0
    with suppress(psutil.NoSuchProcess):
        for one in (process, *process.children(recursive=True)):
            held += one.memory_info().rss
    return held


# On Linux getrusage also counts what the process was before it became Python: a copy of this one.
_SAY_PEAK = """
import re, resource, sys
try:
    kilobytes = int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
except OSError:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
print(kilobytes / 1024)
"""


@dataclass(frozen=True)
class Peak:
    """The most memory in MB (2^20 bytes) that was held at any moment."""

    name: str
    peak: float
    goal: float

    @property
    def reached(self) -> bool:
        return self.peak <= self.goal

    def line(self) -> str:
        return f"{self.name:<64} {self.peak:5.0f} MB  goal {self.goal:.0f} MB  {'ok' if self.reached else 'SHORT'}"

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"ok": self.reached}


def seconds(work: Callable[[], Any]) -> float:
    """How long the work took."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
