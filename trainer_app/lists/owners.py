"""Headings that mean another thing below one that spans several: the owner's name and sex, values of an indicator."""

from collections.abc import Sequence, Set

from trainer_app.lists.kinds import NAMES, asks_firms
from trainer_app.lists.words import Words

_OF_OWNER = dict.fromkeys(("full_name", "given_name", "family_name"), "owner_name") | {"sex": "owner_sex"}


def of_owner(chain: Sequence[str], words: Words) -> str | None:
    """The field of a column whose lowest heading asks the owner above it for a name or sex; None for any other.

    chain: the headings of the column, from the highest to the lowest.
    """
    if len(chain) < 2 or "owner_name" not in words.fields_of(chain[-2], within=True):
        return None
    named = words.fields_of(chain[-1])
    return next((field for name, field in _OF_OWNER.items() if name in named), None)


def fields_of_each(chain: Sequence[str], words: Words) -> list[Set[str]]:
    """The fields that each of the headings of a column names."""
    told: list[Set[str]] = [_sure(words.fields_of(text, within=True).keys()) for text in chain]
    field = of_owner(chain, words)
    for place, text in enumerate(chain[:-1]):
        if any("baseline" in below for below in told[place + 1 :]) and names_indicator(text, words):
            told[place] = {"indicator"}
    return [*told[:-1], {field}] if field else told


def _sure(fields: Set[str]) -> Set[str]:
    """The fields that a heading names; "Contact" is first of all a telephone."""
    return fields - {"contact_result"} if "phones" in fields else fields


def without_leaders(chains: Sequence[Sequence[str]], fields: Sequence[Sequence[Set[str]]], words: Words) -> set[str]:
    """All fields that the headings of a table name, but for the names of those who lead firms: the list asks for
    workers and a union, and no heading above a name says that it is of who took part.

    chains: per column its headings from top to bottom. fields: what each of them names.
    """
    named = {name for column in fields for one in column for name in one}
    leading = [
        chain for chain, column in zip(chains, fields, strict=True) if any(NAMES & one for one in column)
    ]  # fmt: skip
    if not asks_firms(named) or any(words.speaks_of(text, "participant") for chain in leading for text in chain):
        return named
    return named - NAMES


def names_indicator(heading: str, words: Words) -> bool:
    """Whether a heading is the name of an indicator, "Absenteeism (%)", and of no field of a firm or person."""
    return words.status_of("indicator", heading) is not None and not words.fields_of(heading)
