"""The names of the months of our calendar, and of the days of the week, in many languages."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).resolve().parent.parent.parent / "resources" / "months_and_days.toml"
"""What Unicode's data gives us, written down: to load that of forty languages takes as long as to read a list."""

_SHORTEST = 5  # letters of a name that is cut short


def gregorian_months() -> dict[str, int]:
    """By plain name the number of the month; a name of different months in two languages is left out."""
    return {name: number for number, names in enumerate(_names()["months"], 1) for name in names}


def cut_short(months: Mapping[str, int]) -> dict[str, int]:
    """The beginnings of the longer names, "Agust" for Agustus, by which nobody can mean another month."""
    found: dict[str, set[int]] = defaultdict(set)
    for name, number in months.items():
        for length in range(_SHORTEST, len(name)) if name.isalpha() else ():
            found[name[:length]].add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1 and name not in months}


def weekdays() -> list[str]:
    """Plain names of the days of the week."""
    return list(_names()["days"])


@cache
def _names() -> dict[str, Any]:
    return tomllib.loads(PATH.read_text("utf-8"))
