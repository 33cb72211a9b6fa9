"""How long work tells how far it is, and learns that the person wants it to stop."""

from db import stopping
from db.stopping import Cancelled

__all__ = ["Cancelled", "Progress"]


class Progress:
    """Given to long work; this one is silent and stops at Ctrl-C only. The window's and the command line's override it.

    Call `step` a few hundred times in all, not per row of a million: it also is the place where work stops.
    """

    def step(self, done: int, total: int, text: str = "") -> None:
        """`done` of `total` units are done (total 0: nobody knows); `text` names the work. Raises Cancelled."""
        self.cancelled()

    def cancelled(self) -> None:
        """Raise Cancelled if the person asked to stop."""
        stopping.check()
