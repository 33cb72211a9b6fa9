"""What can be wrong with a spreadsheet file."""

from typing import Any


class Problem(Exception):
    """Nothing can be taken from the file; `kind` names the sentence (opening.py) that `details` complete."""

    def __init__(self, kind: str, **details: Any) -> None:
        super().__init__(kind)
        self.kind, self.details = kind, details


class Unfit(str):
    """What stands in a cell that cannot hold it: a number without end, a day that is none."""

    __slots__ = ()


UNCALCULATED = "#"
"""What stands for the result of a formula that nobody calculated."""
UNNAMED = "#ERROR!"
"""What stands for an error that the file does not name."""
