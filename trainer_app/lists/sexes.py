"""Woman or man: the words of a sex column, decided from the column as a whole."""

import re
from collections.abc import Sequence

from trainer_app.lists.columns import Column, Entry, marked, unsure
from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import plain
from trainer_app.lists.words import SexWords
from trainer_app.texts import N_, _

_OPTIONS = (("F", N_("Woman")), ("M", N_("Man")), ("unknown", N_("Leave it empty")))


def read_sexes(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "sex", or "owner_sex": F or M. What the column leaves open is asked once, "unsure" until then."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(plain(str(entry.cell)), []).append(entry)
    evidence = set(found) | _words_of_header(column)
    values: dict[int, dict[str, Value]] = {}
    for word, rows in found.items():
        sex = sex_of(word, evidence, column.words.sexes, column.languages)
        answered = sex or column.ask(
            word,
            _('Does "{word}" in the column "{column}" mean a woman or a man?').format(
                word=rows[0].raw, column=column.header
            ),
            [(code, _(shown)) for code, shown in _OPTIONS],
            [entry.row for entry in rows],
        )
        for entry in rows:
            if answered is None:
                value = unsure(entry, None, _("woman or man?"))
            else:
                value = marked(entry, None if answered == "unknown" else answered)
            values[entry.row] = {column.field: value}
    return values


def sex_of(word: str, evidence: set[str], vocabularies: Sequence[SexWords], languages: frozenset[str]) -> str | None:
    """F or M, None if open.

    A word with one meaning everywhere is certain. Another counts only by the vocabularies that hold every doubtful
    word of the column and of its header, and are not contradicted; the table's own languages first.
    """
    meanings = {v.sexes[word] for v in vocabularies if word in v.sexes}
    if len(meanings) == 1:
        return meanings.pop()
    known = {w for w in evidence if any(w in v.sexes for v in vocabularies)}
    fitting = [v for v in vocabularies if known <= _consistent(v, vocabularies, known) and word in v.sexes]
    own = [v for v in fitting if v.language in languages]
    meanings = {v.sexes[word] for v in own or fitting}
    return meanings.pop() if len(meanings) == 1 else None


def _consistent(vocabulary: SexWords, vocabularies: Sequence[SexWords], words: set[str]) -> set[str]:
    """The words that can stand beside this vocabulary in one column: its own, and those of other scripts that are
    certain by themselves (a list may write F, M and 女)."""
    certain = {w for w in words if len({v.sexes[w] for v in vocabularies if w in v.sexes}) == 1 and not w.isascii()}
    return set(vocabulary.sexes) | certain


def _words_of_header(column: Column) -> set[str]:
    """The letters that a header names, as in "Sexo (H/M)"."""
    known = column.words.sex_words
    return {part for part in re.split(r"[\s()()/,|\[\]]+", plain(column.header)) if part in known}
