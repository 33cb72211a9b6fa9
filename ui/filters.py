"""What a person writes into a list's filter, and whether a row meets it."""

import re
from typing import Any

from trainer_app import formats
from trainer_app.errors import UserError
from ui import values

_ORDERED = ("integer", "year", "decimal", "date")


def fold(text: str) -> str:
    """For comparing without case and accents; the quick way where there are none."""
    return text.casefold() if text.isascii() else formats.fold(text)


def meets(kind: values.Kind, value: Any, text: str, expression: str) -> bool:
    """Whether a cell meets a filter.

    "=" is blank, "*" is not blank; for numbers and dates also ">5", "<=5", "2..5"; all else is part of what is shown.
    """
    wanted = expression.strip()
    if not wanted:
        return True
    if wanted == "=":
        return value is None or value == ""
    if wanted == "*":
        return value is not None and value != ""
    if kind in _ORDERED:
        bounds = _bounds(kind, wanted)
        if bounds is not None:
            return value is not None and all(_holds(value, sign, bound) for sign, bound in bounds)
    return fold(wanted) in fold(text)


def _bounds(kind: values.Kind, wanted: str) -> list[tuple[str, Any]] | None:
    between = re.fullmatch(r"(.*?)\.\.(.*)", wanted)
    compared = re.fullmatch(r"(>=|<=|>|<|=)\s*(.+)", wanted)
    try:
        if between:
            ends = zip((">=", "<="), between.groups(), strict=True)
            return [(sign, values.read(kind, text)) for sign, text in ends if text.strip()]
        if compared:
            return [(compared[1], values.read(kind, compared[2]))]
    except UserError:
        return [(">", None)]  # still being typed
    return None


def _holds(value: Any, sign: str, bound: Any) -> bool:
    if bound is None:
        return False
    return {
        ">": value > bound,
        "<": value < bound,
        ">=": value >= bound,
        "<=": value <= bound,
        "=": value == bound,
    }[sign]
