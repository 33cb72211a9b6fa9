"""Headings below one that names the owner of a firm: the name and sex there are the owner's, no participant's."""

from collections.abc import Sequence, Set

from trainer_app.lists.words import Words

_OF_OWNER = {"full_name": "owner_name", "given_name": "owner_name", "sex": "owner_sex"}


def of_owner(chain: Sequence[str], words: Words) -> str | None:
    """The field of a column whose lowest heading asks the owner above it for a name or sex; None for any other.

    chain: the headings of the column, from the highest to the lowest.
    """
    if len(chain) < 2 or "owner_name" not in words.fields_of(chain[-2]):
        return None
    named = words.fields_of(chain[-1])
    return next((field for name, field in _OF_OWNER.items() if name in named), None)


def fields_of_each(chain: Sequence[str], words: Words) -> list[Set[str]]:
    """The fields that each of the headings of a column names."""
    told: list[Set[str]] = [words.fields_of(text, within=True).keys() for text in chain]
    field = of_owner(chain, words)
    return [*told[:-1], {field}] if field else told
