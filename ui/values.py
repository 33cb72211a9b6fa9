"""A value as a cell or field shows it, as Excel takes it, and what was typed as a value."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from PySide6.QtCore import QLocale

from trainer_app import formats
from trainer_app.errors import UserError
from trainer_app.texts import _

Kind = Literal["text", "long_text", "integer", "year", "decimal", "date", "yes_no", "choice", "mark", "phones"]
Choices = Sequence[tuple[str, str]]  # (value, label), the label in the person's language

NUMBERS = ("integer", "year", "decimal")


def shown(kind: Kind, value: Any, choices: Choices = ()) -> str:
    """As a person reads it; "" for None."""
    if value is None:
        return ""
    if choices:
        return next((label for known, label in choices if known == value), str(value))
    if kind == "yes_no":
        return _("Yes") if value else _("No")
    if kind == "date" and isinstance(value, date):
        return _date_text(value)
    if kind in ("integer", "decimal") and isinstance(value, int | float):
        return formats.number_text(value, 0 if kind == "integer" else None)
    return str(value)


def editable(kind: Kind, value: Any, choices: Choices = ()) -> str:
    """As it stands in an editor, or goes to Excel: dates as year-month-day, numbers without separators."""
    if isinstance(value, date):
        return value.isoformat()
    if kind in NUMBERS and isinstance(value, int | float):
        locale = QLocale()
        locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        return str(value) if isinstance(value, int) else locale.toString(value, "g", 15)
    return shown(kind, value, choices)


def read(kind: Kind, text: str, choices: Choices = ()) -> Any:
    """The value that was typed, in digits of any script; None for blank. UserError says what is not understood."""
    typed = text.strip()
    if not typed:
        return None
    if kind in ("integer", "year"):
        return formats.parse_whole(typed)
    if kind == "decimal":
        return formats.parse_number(typed)
    if kind == "date":
        return formats.parse_date(typed, formats.date_order())
    if kind == "yes_no":
        return _choose(typed, yes_no()) == "yes"
    if choices:
        return _choose(typed, choices)
    if kind == "phones":
        return "; ".join(part.strip() for part in typed.replace("\n", ";").split(";") if part.strip())
    return typed


def yes_no() -> Choices:
    """The two answers, with the words for them."""
    return (("yes", _("Yes")), ("no", _("No")))


def _choose(typed: str, choices: Choices) -> str:
    """The choice whose value or label this is, or of which it is the beginning of one alone."""
    wanted = formats.fold(typed)
    for value, label in choices:
        if wanted in (formats.fold(value), formats.fold(label)) or typed in (value, label):
            return value
    beginning = [value for value, label in choices if wanted and formats.fold(label).startswith(wanted)]
    if len(beginning) == 1:
        return beginning[0]
    raise UserError(
        _("“{text}” is not one of the answers here. Write one of: {answers}.").format(
            text=typed, answers=", ".join(label for _value, label in choices)
        )
    )


@lru_cache(maxsize=4096)
def _date_text(value: date) -> str:
    return formats.date_text(value)
