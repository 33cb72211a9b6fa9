"""Headings that mean another thing below one that spans several: the owner's name and sex, values of an indicator."""

import re
from collections.abc import Sequence, Set

from trainer_app.lists.kinds import NAMES, asks_firms
from trainer_app.lists.modules import module_number
from trainer_app.lists.scripts import Cell, is_filled, is_number, plain, raw_text
from trainer_app.lists.words import Words

_OF_OWNER = dict.fromkeys(("full_name", "given_name", "family_name"), "owner_name") | {"sex": "owner_sex"}

_OF_WHO_SHE_IS = frozenset({"birth_date", "birth_year", "age", "national_id", "father_name", "education"})
_FEWEST_MODULES = 2  # each in a column of its own
_VALUE = re.compile(r"[-−]?[\d\s.,]+%?")


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


def told_of_firms(chains: Sequence[Sequence[str]], fields: Sequence[Sequence[Set[str]]], words: Words) -> set[str]:
    """All fields that the headings of a table name, but for the names of those who lead firms: the list asks for
    workers and a union, and no heading above a name says that it is of who took part. People in a list of firms with
    their modules are those who work there. Owners who are asked when they were born, say, are people with a business.

    chains: per column its headings from top to bottom. fields: what each of them names.
    """
    named = {name for column in fields for one in column for name in one}
    modules = sum(module_number(chain[-1], whole=True) is not None for chain in chains if chain)
    if "business_name" in named and not named & NAMES and modules >= _FEWEST_MODULES:
        named = {"workers" if name == "participants" else name for name in named}
    if "owner_name" in named and not modules and not named & {*NAMES, "union"} and named & _OF_WHO_SHE_IS:
        return named - {"owner_name", "owner_sex"} | {"full_name"}
    leading = [
        chain for chain, column in zip(chains, fields, strict=True) if any(NAMES & one for one in column)
    ]  # fmt: skip
    if any(words.speaks_of(text, "participant") for chain in leading for text in chain):
        return named
    if modules >= _FEWEST_MODULES and "business_name" not in named and asks_firms(named | {"business_name"}):
        return (named - NAMES) | {"business_name"}  # "Nama UPI": the only names are those of whatever has a union
    return named - NAMES if asks_firms(named) else named


def is_value_after(chain: Sequence[str], words: Words) -> bool:
    """Whether the headings of a column of a table of indicators, the lowest of them last, are of a value afterwards."""
    if not chain or "baseline" in words.fields_of(chain[-1], within=True):
        return False
    below = [text for text in chain if text is chain[-1] or not names_indicator(text, words)]
    told = [words.fields_of(text, within=True).keys() for text in below]
    if any(one & {"change", "baseline"} for one in told):
        return False
    return any(module_number(text) or "after" in one for text, one in zip(below, told, strict=True))


def says_more_of_values(row: Sequence[Cell], chains: Sequence[Sequence[str]], words: Words) -> bool:
    """Whether a row right below the headings of indicators of firms names no firm and only says when or in what the
    values were measured: "Feb-22" | "M1" | "M2"."""
    firms = [index for index, chain in enumerate(chains) if any(names_firm(text, words) for text in chain)]
    told = [cell for cell in row if is_filled(cell)]
    named = any(index < len(row) and is_filled(row[index]) for index in firms)
    return (
        bool(firms) and not named and not any(is_number(one) or _VALUE.fullmatch(plain(raw_text(one))) for one in told)
    )


def names_firm(heading: str, words: Words) -> bool:
    """Whether a heading beside indicators is that of the firms, which some call organisations."""
    return not {"business_name", "organisation"}.isdisjoint(words.fields_of(heading, within=True))


def names_indicator(heading: str, words: Words) -> bool:
    """Whether a heading is the name of an indicator, "Absenteeism (%)", and of no field of a firm or person."""
    return words.status_of("indicator", heading) is not None and not words.fields_of(heading)
