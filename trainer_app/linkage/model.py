"""The parameters of the comparison: how often each outcome is seen in two records of one person, and in any two."""

import tomllib
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path

_FILE = Path(__file__).resolve().parents[2] / "resources" / "linkage.toml"


@dataclass(frozen=True)
class Model:
    """m: how often an outcome is seen among pairs of one person; u: among pairs of two; by "field.outcome"."""

    m: dict[str, float]
    u: dict[str, float]

    def bits(self) -> dict[str, float]:
        """What each outcome adds or takes: the binary logarithm of m / u (Fellegi and Sunter 1969)."""
        return {outcome: log2(self.m[outcome] / self.u[outcome]) for outcome in self.m}


@cache
def shipped() -> Model:
    """The model of resources/linkage.toml; made by tests/linkage/train.py from generated people."""
    told = tomllib.loads(_FILE.read_text("utf-8"))
    pairs = {f"{field}.{outcome}": found for field, outcomes in told.items() for outcome, found in outcomes.items()}
    return Model({key: found[0] for key, found in pairs.items()}, {key: found[1] for key, found in pairs.items()})
