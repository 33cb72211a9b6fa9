"""The workbooks of a story."""

from dataclasses import dataclass
from pathlib import Path

from tests.soak.model import Deed


@dataclass
class Book:
    """A workbook that went round: what it carries, and what was typed into it."""

    path: Path
    kind: str
    sender: str  # replica
    carries: tuple[Deed, ...]
    typed: tuple[Deed, ...] = ()
    refused: int = 0

    @property
    def deeds(self) -> tuple[Deed, ...]:
        return (*self.carries, *self.typed)
