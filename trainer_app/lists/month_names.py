"""The names of the months of our calendar, and of the days of the week, in many languages."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).resolve().parent.parent.parent / "resources" / "months_and_days.toml"
"""What Unicode's data gives us, written down: to load that of forty languages takes as long as to read a list."""


def gregorian_months() -> dict[str, int]:
    """By plain name the number of the month; a name of different months in two languages is left out."""
    return {name: number for number, names in enumerate(_names()["months"], 1) for name in names}


def weekdays() -> list[str]:
    """Plain names of the days of the week."""
    return list(_names()["days"])


@cache
def _names() -> dict[str, Any]:
    return tomllib.loads(PATH.read_text("utf-8"))
