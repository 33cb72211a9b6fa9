"""Stamps: hybrid logical clock readings as text whose order is the order of the changes.

A stamp is `wall-counter-replica`: milliseconds since 1970 as 12 hex digits, a counter as 6, the replica's id.
The clock never runs backwards. A stamp from a laptop whose clock is far ahead is kept as it is, but does not
drag this clock along: what replaces what is said by the changes themselves, never by the stamps alone.
"""

import re
import time
from dataclasses import dataclass

AHEAD = 24 * 60 * 60 * 1000
"""How far ahead of this machine's wall time (milliseconds) a foreign stamp may pull the clock."""

EARLIEST = 1_767_225_600_000
"""The start of 2026 in milliseconds: this program was not there before, so a clock that says less is wrong."""

PLAUSIBLE = EARLIEST + 10 * 365 * 24 * 60 * 60 * 1000
"""How far a machine whose own clock is wrong lets foreign stamps pull it."""

STAMP = re.compile(r"[0-9a-f]{12}-[0-9a-f]{6}-[0-9a-z]+")
"""What a stamp looks like."""

_COUNTERS = 1 << 24


def stamp_text(wall: int, counter: int, replica: str) -> str:
    """The stamp as text."""
    return f"{wall:012x}-{counter:06x}-{replica}"


def wall_of(stamp: str) -> int:
    """The stamp's wall time, milliseconds since 1970 (UTC)."""
    return int(stamp[:12], 16)


def replica_of(stamp: str) -> str:
    """The id of the replica that gave the stamp."""
    return stamp[20:]


@dataclass
class Clock:
    """The clock of one replica; `wall` and `counter` are its last reading."""

    replica: str
    wall: int = 0
    counter: int = 0

    def tick(self) -> str:
        """The next stamp, greater than every one given before."""
        now = time.time_ns() // 1_000_000
        if now > self.wall:
            self.wall, self.counter = now, 0
        else:
            self.counter += 1
            if self.counter >= _COUNTERS:
                self.wall, self.counter = self.wall + 1, 0
        return stamp_text(self.wall, self.counter, self.replica)

    def bound(self) -> str:
        """A stamp greater than all that this clock would follow.

        A machine that is known to be years behind follows the others, or its work would stand back every time.
        """
        now = time.time_ns() // 1_000_000
        return stamp_text(PLAUSIBLE if now < EARLIEST else now + AHEAD, 0, "")

    def witness(self, stamp: str) -> None:
        """Follow a foreign stamp that is not beyond the bound; an empty one is nothing to follow."""
        if stamp:
            self.wall, self.counter = max((self.wall, self.counter), (wall_of(stamp), int(stamp[13:19], 16)))
