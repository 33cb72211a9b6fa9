"""Words of languages that a list is not written in: they may look like one of its own, and say less than its cells."""

from collections.abc import Collection, Mapping, Sequence

from trainer_app.lists.column_texts import ColumnTexts
from trainer_app.lists.scripts import Cell, clean, has_letters
from trainer_app.lists.words import Words

_OF_LETTERS = frozenset({
    "full_name", "family_name", "given_name", "father_name", "business_name", "business_type", "organiser", "trainer",
    "organisation", "occupation", "position", "school", "venue", "owner_name", "district", "province", "township",
    "village", "education",
})  # fmt: skip
"""Fields of which no column holds numbers or days alone."""


def without_foreign(
    fields: Mapping[str, set[str]], header: str, cells: Sequence[Cell], languages: Collection[str], words: Words
) -> Mapping[str, set[str]]:
    """The fields of a heading, each with the languages that say so, without those that a single word has in other
    languages than the list's and its cells do not bear out: "DN" above days is no firm in French, nor "Firma" one in
    Spanish, where it is a signature.

    languages: those of the list; English may stand in any.
    """
    if not languages or " " in clean(header):
        return fields
    column = ColumnTexts(header, cells, words)
    kept_nowhere = words.composed(header) == ""
    if any(map(has_letters, column.told)) and not column.are_days() and not kept_nowhere:
        return fields
    return {
        name: told for name, told in fields.items()
        if name not in _OF_LETTERS or not told or not told.isdisjoint({*languages, "en"})
    }  # fmt: skip
