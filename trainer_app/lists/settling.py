"""What only a whole row of figures tells: women, men and total beside each other, modules that miss their first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from trainer_app.lists.columns import Column
from trainer_app.lists.figures import WHOLE, share_told
from trainer_app.lists.kinds import ENTERPRISES, INDICATORS, TOTALS
from trainer_app.lists.percents import with_percents
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import ColumnGuess, Mark, Value
from trainer_app.texts import _

_PARTS = {
    TOTALS: ("women", "men", "participants"),
    ENTERPRISES: ("workers_women", "workers_men", "workers_total"),
}


def settle_figures(
    kind: str, rows: Mapping[int, dict[str, Value]], guesses: Sequence[ColumnGuess], column: ColumnOf
) -> dict[int, dict[str, Value]]:
    """The rows with women, men and their total settled against each other; doubts are asked row by row. Indicators in
    per cent are of one measure."""
    if kind == INDICATORS:
        return with_percents(rows, guesses)
    by_field: dict[str | None, ColumnGuess] = {guess.field: guess for guess in reversed(guesses) if guess.field}
    women, men, total = _PARTS.get(kind, _PARTS[ENTERPRISES])
    settled = {}
    for number, values in rows.items():
        values = _named_total(values, total)
        asked = by_field.get(total) or by_field.get("workers") or by_field.get(women)
        if asked is not None:
            values = _settled(number, values, (women, men, total), by_field, column)
        settled[number] = values
    return settled


def _named_total(values: dict[str, Value], total: str) -> dict[str, Value]:
    """Workers told in one column are the total of them."""
    if total != "workers_total" or "workers" not in values or total in values:
        return values
    return {name: value for name, value in values.items() if name != "workers"} | {total: values["workers"]}


def _settled(
    number: int, values: dict[str, Value], names: tuple[str, str, str], by_field: Mapping[str | None, ColumnGuess],
    column: ColumnOf,
) -> dict[str, Value]:  # fmt: skip
    women, men, total = names
    values = _with_shares(values, names)
    told = [values[name].value if name in values else None for name in names]
    number_of = [one if isinstance(one, int) else None for one in told]
    result = dict(values)
    if None not in number_of:
        others = values["other"].value if "other" in values else None
        both = number_of[0] + number_of[1] + (others if isinstance(others, int) else 0)  # type: ignore[operator]
        if both != number_of[2]:
            lent = column(next(by_field[name] for name in (total, women, men, "workers") if name in by_field), total)
            result[total] = _asked_total(number, values[total], both, lent)
        return result
    if (number_of[0] is None) == (number_of[1] is None):
        return _with_sum(result, names) if total == "workers_total" else result
    given, missing, sex = (women, men, _("men")) if number_of[0] is not None else (men, women, _("women"))
    if number_of[2] is None:
        empty = missing in by_field and missing not in values and total in by_field and total not in values
        return result | {missing: Value("", None, "unsure", _("none, or not known?"))} if empty else result
    rest = number_of[2] - (number_of[0] if number_of[0] is not None else number_of[1])  # type: ignore[operator]
    if "other" in values:
        return result
    if missing in values and values[missing].mark in ("unsure", "refused"):
        return result
    told_in = next(by_field[name] for name in (missing, given, total, "workers") if name in by_field)
    lent = column(told_in, missing)
    if rest < 0:
        doubt = _("{total} is not {both}").format(total=told[2], both=values[given].raw)
        named = total if total in values else "workers"
        emptied = {given: Value(values[given].raw, None, "unsure", doubt), missing: Value("", None, "unsure", doubt)}
        return result | emptied | {named: replace(values[named], mark="unsure", note=doubt)}
    result[missing] = _asked_rest(number, values.get(missing), rest, sex, lent)
    return result


def _with_sum(values: dict[str, Value], names: tuple[str, str, str]) -> dict[str, Value]:
    """All workers of a firm, where nothing stands in their cell: women and men together."""
    women, men, total = names
    parts = [values[name] for name in (women, men) if name in values and isinstance(values[name].value, int)]
    if len(parts) < 2 or (total in values and values[total].mark in ("unsure", "refused")):
        return values
    mark: Mark = "unsure" if any(part.mark == "unsure" for part in parts) else "converted"
    both = sum(part.value for part in parts if isinstance(part.value, int))
    raw = values[total].raw if total in values else ""
    return values | {total: Value(raw, both, mark, _("Women and men together"))}


def _with_shares(values: dict[str, Value], names: tuple[str, str, str]) -> dict[str, Value]:
    """Women or men told as a share of the total beside them, as numbers; asked where that gives no whole number."""
    women, men, total = names
    everybody = values[total].value if total in values else None
    for name, other in ((women, men), (men, women)):
        share = share_told(values[name].raw) if name in values and values[name].value is None else None
        if share is None or not isinstance(everybody, int):
            continue
        raw, exact = values[name].raw, everybody * share
        whole = abs(exact - round(exact)) <= WHOLE
        note = _("{share} of {total}").format(share=raw, total=everybody)
        part = Value(raw, round(exact) if whole else None, "converted" if whole else "unsure", note)
        rest = Value(raw, everybody - round(exact) if whole else None, part.mark, note)
        told = other in values and values[other].value is not None
        return values | {name: part} | ({} if told else {other: rest})
    return values


def _asked_total(number: int, value: Value, both: int, column: Column) -> Value:
    """A total that is not women and men together: asked; nothing is taken for it until then."""
    answer = column.ask(
        f"total{number}",
        _("Row {row}: the total is {total}, women and men together are {both}. Which is right?").format(
            row=number, total=value.value, both=both
        ),
        [("sum", _("Women and men together")), ("unknown", _("Leave the total empty"))],
        [number],
        lasting=False,
    )
    note = _("{total} is not {both}").format(total=value.value, both=both)
    return replace(value, value=both, mark="converted", note=note) if answer == "sum" else Value(
        value.raw, None, "unsure", note
    )  # fmt: skip


def _asked_rest(number: int, value: Value | None, rest: int, sex: str, column: Column) -> Value:
    """Women or men left empty beside a total: what the total leaves; asked where it leaves none."""
    raw = value.raw if value is not None else ""
    if rest > 0:
        return Value(raw, rest, "unsure", _("empty: taken from what the total leaves"))
    answer = column.ask(
        f"rest{number}",
        _("Row {row}: the number of {sex} is empty and the total leaves none. Were there none?").format(
            row=number, sex=sex
        ),
        [("none", _("Yes, none")), ("unknown", _("Not known: leave it empty"))],
        [number],
        lasting=False,
    )
    if answer == "none":
        return Value(raw, 0, "converted", _("none, as answered"))
    return Value(raw, None, "unsure", _("none, or not known?"))
