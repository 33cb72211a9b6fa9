"""Columns that only their cells tell, though not beyond doubt: taken, marked for a look, and asked about once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import GUESSED, ColumnGuess, Value
from trainer_app.texts import N_, _

_NOTHING = "none"
_PEOPLE = N_("The names of the people")
_MEANT = {
    "full_name": _PEOPLE, "given_name": _PEOPLE, "family_name": _PEOPLE,
    "latin_name": N_("The names in Latin letters"), "national_id": N_("The numbers of identity papers"),
    "birth_date": N_("When the people were born"), "age": N_("The ages of the people"),
    "dates": N_("When the courses were held"), "start": N_("When the courses began"), "end": N_("When they ended"),
    "participants": N_("How many people took part"), "trainer": N_("Who taught"),
}  # fmt: skip


def confirmed(
    guesses: Sequence[ColumnGuess], touched: int, column: ColumnOf, but: int | None = None
) -> tuple[ColumnGuess, ...]:
    """The columns, each guessed one asked about: certain where a person said yes, unknown where no. but: one of which
    another question is."""
    result = []
    for guess in guesses:
        if guess.certainty == GUESSED and guess.field in _MEANT and guess.index != but:
            answer = column(guess, guess.field).ask(
                "content",
                _('The heading "{column}" is not known. What does the column hold?').format(column=guess.header),
                [(guess.field, _(_MEANT[guess.field])), (_NOTHING, _("Something else"))],
                touched,
            )
            if answer is not None:
                said = answer == guess.field
                guess = replace(guess, field=guess.field if said else None, certainty=float(said))
        result.append(guess)
    return tuple(result)


def marked_guess(values: Mapping[str, Value]) -> dict[str, Value]:
    """What a guessed column says of a row, marked for a look."""
    note = _("told by what the column holds, not by its heading")
    return {
        name: value if value.mark in ("unsure", "refused") or value.value is None
        else replace(value, mark="unsure", note="; ".join(filter(None, (value.note, note))))
        for name, value in values.items()
    }  # fmt: skip
