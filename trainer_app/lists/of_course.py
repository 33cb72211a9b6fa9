"""Which dates and places of a list are those of its courses, by the columns beside them."""

from dataclasses import replace

from trainer_app.lists.kinds import FOLLOW_UPS, PLACES, TAUGHT
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.words import Words


def of_the_course(guesses: list[ColumnGuess], kind: str, words: Words) -> list[ColumnGuess]:
    """Where the dates of the course have their own column, a start or end is that of something else, a business say.

    A place between the course and its dates is that of the course.
    """
    guesses = _place_of_course(guesses, kind, words)
    fields = {guess.field for guess in guesses}
    if kind == FOLLOW_UPS and "start" in fields and "business_start" not in fields:
        began = next((g.index for g in guesses if g.field in ("started", "contact_result")), len(guesses))
        guesses = [replace(g, field="business_start") if g.field == "start" and g.index > began else g for g in guesses]
    guesses = _pair_of_dates(_without_other_calendar(guesses, words))
    if not any(guess.field == "dates" for guess in guesses):
        return guesses
    return [replace(g, field=None, certainty=0.0) if g.field in ("start", "end") else g for g in guesses]


def _place_of_course(guesses: list[ColumnGuess], kind: str, words: Words) -> list[ColumnGuess]:
    """A column headed "Place" between the course and its dates tells where the course was held; so does one right
    behind the dates where people have another place, and the only place below a heading of the course, "Training" above
    "Kind", "Town"."""
    named = [guess.field for guess in guesses]
    if kind not in TAUGHT or "venue" in named:
        return guesses
    below = [guess for guess in guesses if guess.field in PLACES and _is_below_course(guess, words)]
    if len(below) == 1:
        return [replace(guess, field="venue") if guess is below[0] else guess for guess in guesses]
    lived = not PLACES.isdisjoint(named)
    between = [
        guess.index for guess, before, after in zip(guesses[1:], named, [*named[2:], None], strict=False)
        if guess.field == "address"
        and ((before == "product" and after in ("dates", "start")) or (lived and before in ("dates", "end")))
    ]  # fmt: skip
    places = [index for index in between if words.composed(guesses[index].header) == "venue"]
    return [replace(guess, field="venue") if guess.index in places else guess for guess in guesses]


def _is_below_course(guess: ColumnGuess, words: Words) -> bool:
    above, apart, _lowest = guess.header.rpartition(" / ")
    return bool(apart) and words.composed(above) == "product"


def _without_other_calendar(guesses: list[ColumnGuess], words: Words) -> list[ColumnGuess]:
    """A column of dates right after the start or end, headed by a calendar, only writes that day in it once more."""
    named = [None, *(guess.field for guess in guesses)]
    return [
        replace(guess, field=None, certainty=0.0)
        if guess.field == "dates" and before in ("start", "end") and words.speaks_of(guess.header, "calendar")
        else guess
        for before, guess in zip(named, guesses, strict=False)
    ]


def _pair_of_dates(guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """A column of dates right after the only start is the end of the same course, one right before the end its start.

    That is where its heading says no more than "date".
    """
    named = [guess.field for guess in guesses]
    if sum(name in ("start", "end") for name in named) != 1 or named.count("dates") != 1:
        return guesses
    dates = named.index("dates")
    if dates and named[dates - 1] == "start":
        other = "end"
    elif named[dates + 1 : dates + 2] == ["end"]:
        other = "start"
    else:
        return guesses
    return [replace(guess, field=other) if guess.index == dates else guess for guess in guesses]
