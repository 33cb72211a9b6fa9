"""Indicators in per cent: a cell that its program shows as 10.8 % holds 0.108, beside others that hold 14.1."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from trainer_app.lists.reading import ColumnGuess, Value
from trainer_app.lists.scripts import plain
from trainer_app.texts import _

_SIGNS = ("%", "٪", "％")
_SHARE = re.compile(r"0?\.\d*[1-9]\d*")  # of a number cell
_DECIMALS = 6
_FAR_BELOW = 10  # times less than the least of the others

_Place = tuple[int, str]  # row and field of a value


def with_percents(rows: Mapping[int, dict[str, Value]], guesses: Sequence[ColumnGuess]) -> dict[int, dict[str, Value]]:
    """The rows of indicators with what their cells keep as a share of 1 in per cent, as the others are.

    A share is known by the other values of the indicator: it is far below them, and they are of its size once it is a
    hundred times as much. Where that is not so, or all of them are shares, it is to be looked at.
    """
    settled = {number: dict(values) for number, values in rows.items()}
    for places in _of_indicators(settled, guesses).values():
        told: dict[_Place, float] = {}
        for number, name in places:
            if isinstance(amount := settled[number][name].value, int | float):
                told[number, name] = float(amount)
        shares = {place for place in told if _SHARE.fullmatch(settled[place[0]][place[1]].raw.strip())}
        others = [amount for place, amount in told.items() if place not in shares and amount > 0]
        for number, name in shares:
            settled[number][name] = _in_percent(settled[number][name], told[number, name], others)
    return settled


def _of_indicators(rows: Mapping[int, Mapping[str, Value]], guesses: Sequence[ColumnGuess]) -> dict[str, list[_Place]]:
    """The places of the values of each indicator in per cent, whose unit stands beside or above it."""
    above = any(sign in guess.header for guess in guesses if guess.field == "baseline" for sign in _SIGNS)
    found: dict[str, list[_Place]] = defaultdict(list)
    for number, values in rows.items():
        label = values["indicator"].raw if "indicator" in values else ""
        unit = values["unit"].raw if "unit" in values else ""
        if above or any(sign in f"{label} {unit}" for sign in _SIGNS):
            named = plain(str(values["indicator"].value)) if "indicator" in values else ""
            found[named] += [(number, name) for name in values if name.partition(":")[0] in ("baseline", "after")]
    return found


def _in_percent(value: Value, share: float, others: Sequence[float]) -> Value:
    """A share of 1 among the other values of an indicator in per cent."""
    percent = round(share * 100, _DECIMALS)
    note = _("kept as a share of 1: {percent:g} %").format(percent=percent)
    if not others:
        return Value(value.raw, percent, "unsure", note)
    least, most = min(others), max(others)
    if share < least / 2 and least / 2 <= percent <= 2 * most:
        return Value(value.raw, percent, "converted", note)
    far_below = share < least / _FAR_BELOW
    return Value(value.raw, value.value, "unsure", _("per cent, or a share of 1?")) if far_below else value
