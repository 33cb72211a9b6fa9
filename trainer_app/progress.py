"""How long work tells how far it is, and learns that the person wants it to stop."""


class Cancelled(Exception):
    """The person asked to stop. Nothing of the work may remain; it is neither a problem nor a bug."""


class Progress:
    """Given to long work; this one is silent and never cancels. The window's and the command line's override it.

    Call `step` a few hundred times in all, not per row of a million: it also is the place where work stops.
    """

    def step(self, done: int, total: int, text: str = "") -> None:
        """`done` of `total` units are done (total 0: nobody knows); `text` names the work. Raises Cancelled."""
        self.cancelled()

    def cancelled(self) -> None:
        """Raise Cancelled if the person asked to stop."""
