"""Columns of marks beside those of products, under a name that nobody knows: asked about once, never passed over."""

from collections.abc import Sequence
from dataclasses import replace

from trainer_app.lists.kinds import PEOPLE, TRAINERS
from trainer_app.lists.persons import ColumnOf
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import Cell, has_letters, is_filled, plain, raw_text
from trainer_app.lists.words import Words
from trainer_app.texts import _

_NONE = "none"
_OF_MODULES = "SCORE-"


def with_unknown_products(
    guesses: Sequence[ColumnGuess], cells_of: Sequence[Sequence[Cell]], kind: str, words: Words, column: ColumnOf
) -> list[ColumnGuess]:
    """The columns, those of marks like the ones of products beside them of the product that a person says.

    Until then, and where it is none, the marks are kept as they were typed.
    """
    result = list(guesses)
    of_products = [guess.index for guess in guesses if (guess.field or "").startswith("product:")]
    if not of_products or kind not in (PEOPLE, TRAINERS):
        return result
    known = {(guesses[index].field or "").partition(":")[2] for index in of_products}
    present, silent = words.sets["present"], words.sets["absent"] | words.sets["unknown"]
    marks = {mark for index in of_products for mark in _told(cells_of[index])} & present
    for guess in _around(guesses, of_products):
        told = _told(cells_of[guess.index])
        marked = marks & {*told}
        if not marked or not present | silent >= {*told} or not has_letters(guess.header):
            continue
        rows = sum(mark in present for mark in told)
        answer = column(guess, "").ask("product", _question().format(column=guess.header), _options(known, words), rows)
        if answer not in (None, _NONE):
            result[guess.index] = replace(guess, field=f"product:{answer}", certainty=1.0, product=answer)
            known.add(str(answer))
    return result


def _around(guesses: Sequence[ColumnGuess], of_products: Sequence[int]) -> list[ColumnGuess]:
    """The unknown columns that only such columns part from one of a product."""
    found: set[int] = set()
    for index in of_products:
        for step in (-1, 1):
            beside = index + step
            while 0 <= beside < len(guesses) and guesses[beside].field is None:
                found.add(beside)
                beside += step
    return [guesses[index] for index in sorted(found)]


def _told(cells: Sequence[Cell]) -> list[str]:
    return [plain(raw_text(cell)) for cell in cells if is_filled(cell)]


def _question() -> str:
    return _('The column "{column}" has marks like those of the courses beside it. Which course is it?')


def _options(known: set[str], words: Words) -> list[tuple[str, str]]:
    """Products that have no column yet: modules beside modules, others beside others."""
    modules = any(code.startswith(_OF_MODULES) for code in known)
    free = sorted({code for code in words.products.values() if code.startswith(_OF_MODULES) is modules} - known)
    return [(_NONE, _("None of these: the marks stay in the remark")), *((code, code) for code in free)]
