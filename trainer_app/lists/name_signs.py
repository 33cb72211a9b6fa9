"""Signs in brackets behind a name that say something else of somebody: "(F)", "(PWD)", "(absent)"."""

import re
from collections.abc import Mapping
from dataclasses import replace

from trainer_app.lists.columns import Column
from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import clean, has_letters, plain
from trainer_app.lists.sexes import sex_of
from trainer_app.lists.statuses import yes_or_no
from trainer_app.lists.words import Words
from trainer_app.texts import _

_NAMES = ("full_name", "latin_name", "given_name", "family_name")
_SIGN = re.compile(r"\s*[(\[\uff08]\s*([^()\[\]\uff08\uff09]{1,30}?)\s*[)\]\uff09]")
_FEWEST = 2  # names with a letter for a sex beside a column of sexes: one alone may be an initial
_ENDED = ("no_show", "dropped_out", "failed")


def signs_read(rows: Mapping[int, dict[str, Value]], column: Column) -> dict[int, dict[str, Value]]:
    """The rows with the known signs taken off their names and told as sex, disability or outcome.

    What a column of its own says otherwise is marked to be looked at. column: that of the names.
    """
    found = {number: _signs(values, column) for number, values in rows.items()}
    letters = [sign for signs in found.values() for sign, kind in signs.items() if kind == "sex"]
    evidence = {_word(sign) for sign in letters}
    few = len(letters) < _FEWEST
    settled = {}
    for number, values in rows.items():
        signs = found[number]
        if few and "sex" in values:
            signs = {sign: kind for sign, kind in signs.items() if kind != "sex" or len(_word(sign)) > 1}
        settled[number] = _told(values, signs, evidence, column) if signs else values
    return settled


def _signs(values: Mapping[str, Value], column: Column) -> dict[str, str]:
    """The known signs in the names of a row, each with what it tells."""
    names = [str(values[name].value) for name in _NAMES if name in values and values[name].value]
    texts = [match[1] for name in names if name[-1] in ")]\uff09" for match in _SIGN.finditer(name) if match.start()]
    kinds = {text: _kind(text, column) for text in texts}
    return {text: kind for text, kind in kinds.items() if kind}


def _kind(sign: str, column: Column) -> str:
    """What a sign tells, "" for one that is not known, a byname say."""
    word, words = _word(sign), column.words
    if any(word in way.sexes for way in words.sexes if way.language in column.languages | {"en"}):
        return "sex"
    if "disability" in words.fields_of(sign):
        return "disability"
    return "outcome" if _outcome(word, words) else ""


def _outcome(word: str, words: Words) -> str | None:
    return next((one for one in _ENDED if word in words.sets[f"outcome:{one}"]), None)


def _word(sign: str) -> str:
    return plain(sign).strip(" .")


def _told(
    values: dict[str, Value], signs: Mapping[str, str], evidence: set[str], column: Column
) -> dict[str, Value]:  # fmt: skip
    """A row with what its signs tell, and its names without them."""
    result = dict(values)
    for name in _NAMES:
        if name in values and values[name].value is not None:
            result[name] = _without(values[name], signs)
    for sign, kind in signs.items():
        word = _word(sign)
        if kind == "sex":
            value = sex_of(word, evidence, column.words.sexes, column.languages | {"en"})
        else:
            value = "yes" if kind == "disability" else _outcome(word, column.words)
        result[kind] = _beside(result.get(kind), sign, value, column.words)
    return result


def _beside(known: Value | None, sign: str, value: str | None, words: Words) -> Value:
    """What a sign tells beside what a column says, which stays; both are to be looked at where they differ."""
    if known is not None and known.value is None and known.mark in ("unsure", "refused"):
        return known  # a person is asked already
    if known is None or known.value is None:
        note = _("from the sign behind the name")
        return Value(sign, value, "unsure" if value is None else "converted", note)
    same = known.value == value or (value == "yes" and yes_or_no(str(known.value), words) is not False)
    return known if same else replace(known, mark="unsure", note=_("the sign behind the name says otherwise"))


def _without(name: Value, signs: Mapping[str, str]) -> Value:
    rest = clean(_SIGN.sub(lambda match: " " if match.start() and match[1] in signs else match[0], str(name.value)))
    if rest == name.value or not has_letters(rest):
        return name
    notes = "; ".join(filter(None, (name.note, _("without the sign behind it"))))
    return replace(name, value=rest, mark=name.mark or "converted", note=notes)
