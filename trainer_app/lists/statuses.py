"""Columns of a few words: yes or no, what became of a call, a trainer's level, how a course ended."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations_with_replacement

from trainer_app.lists.columns import Column, Entry, marked, unsure
from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import clean, has_letters, plain
from trainer_app.lists.words import Words
from trainer_app.texts import _

_KINDS = {"contact_result": "contact", "level": "level", "outcome": "outcome", "role": "role"}
_ENDED_EARLY = ("failed", "dropped_out")
_ASKED_IN_CALLS = ("started", "operating")
_MAY_HAVE_ENDED = ("active", "operating")  # "yes, until May" tells of what is no more
SAYS_MORE = re.compile(r"\s*[(,:;–—]| - |(?<=^[^\W\d_])-(?=\w{2})")
"""What parts an answer from what it goes on to say: "yes (a shop)", "Y - rice trading", "Y-tailor"."""
_LONGEST_ACRONYM, _MOST_WORDS = 8, 10  # of the name of a union
_LONGEST_REMARK = 60  # letters of a remark that may say how the course ended for somebody


def read_answers(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of a yes-or-no column: True or False; other words are unsure. Where one says that somebody was not reached
    it tells "contact_result" instead of what was asked."""
    letters = letters_of_answers({plain(entry.text) for entry in entries}, column.header, column.words)
    values = {entry.row: {column.field: _answer(column, entry, letters)} for entry in entries}
    for entry in entries if column.field in _ASKED_IN_CALLS else ():
        told = column.words.status_of("contact", entry.text)
        if values[entry.row][column.field].value is None and told not in (None, "reached"):
            values[entry.row] = {"contact_result": marked(entry, told)}
    return values


def letters_of_answers(told: Collection[str], header: str, words: Words) -> dict[str, bool]:
    """What a letter alone says where words of the same column that begin with it say one thing: O beside Oui; and O
    beside N, or where the heading has both."""
    said: dict[str, set[bool]] = {}
    for word in told:
        if len(word) > 1 and (answer := yes_or_no(word, words)) is not None:
            said.setdefault(word[0], set()).add(answer)
    letters = {letter: answers.pop() for letter, answers in said.items() if len(answers) == 1}
    return {"o": True} | letters if "n" in told or "o/n" in plain(header) else letters


def _answer(column: Column, entry: Entry, letters: Mapping[str, bool]) -> Value:
    answer = yes_or_no(entry.text, column.words)
    if answer is None:
        answer = letters.get(plain(entry.text).strip("."))
    if answer is None and column.field == "union" and "union" in column.words.fields_of(entry.text):
        answer = True
    if answer is None and column.field == "union" and _names_union(entry.text, column.words):
        return unsure(entry, True, _("yes or no?"))
    if answer is None and column.field == "operating" and column.words.holds("closed", entry.text):
        answer = False
    if answer is None and (first := answer_first(entry.text, column.words)) is not None:
        if first and column.field in _MAY_HAVE_ENDED:
            return unsure(entry, first, _("yes or no?"))
        answer = first
    return unsure(entry, None, _("yes or no?")) if answer is None else marked(entry, answer)


def _names_union(text: str, words: Words) -> bool:
    """Whether a text may say which union there is: by words for one, "Serikat Pekerja Logam", or a short name."""
    said = text.split()
    parts = (" ".join(said[first : last + 1]) for first, last in combinations_with_replacement(range(len(said)), 2))
    short = text.isupper() and len(text) <= _LONGEST_ACRONYM and not any(map(str.isdigit, text))
    return short or (len(said) <= _MOST_WORDS and any("union" in words.fields_of(part) for part in parts))


def read_certificates(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "certificate_no"; a yes, no or tick says whether there is one and is no number of it."""
    values = {}
    for entry in entries:
        answered = not any(map(str.isdigit, plain(entry.text))) and yes_or_no(entry.text, column.words) is not None
        value = Value(entry.raw, None, "converted", _("says whether there is a certificate, not its number"))
        values[entry.row] = {column.field: value if answered else marked(entry, clean(entry.text))}
    return values


def yes_or_no(text: str, words: Words) -> bool | None:
    """True or False by the words of a text, None if they are neither, or where a word for yes stands before one for an
    end, "oui mais fermé", "ya cerró"."""
    text = plain(text).rstrip(".! ")
    if text in words.sets["present"] or text in ("true", "t"):
        return True
    if text in words.sets["absent"] or text == "false" or words.starts_with("none", text):
        return False
    first = text.split()[0] if text else ""
    says_yes = first in words.sets["present"] and len(first) > 1
    return True if says_yes and not words.holds("closed", text) else None


def business_told(text: str, words: Words) -> bool | None:
    """Whether a business is there by the words for an existing and a new one, "Existing", "New business"; None for
    others."""
    text = plain(text)
    for kind, told in (("existing", True), ("new", False)):
        for word in words.sets[kind]:
            rest = text.removeprefix(word).removesuffix(word).strip(" .-")
            if len(rest) < len(text) and (not rest or words.speaks_of(rest, "business")):
                return told
    return None


def answer_first(text: str, words: Words) -> bool | None:
    """True or False by the word or letter that stands before more, "Y - rice trading"; None for any other text."""
    first, *more = SAYS_MORE.split(plain(text), maxsplit=1)
    return yes_or_no(first, words) if more and first.isalpha() else None


def read_statuses(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "contact_result", "level", "outcome" or "role" by their standard names; other words are unsure."""
    kind = _KINDS[column.field]
    values = {}
    for entry in entries:
        found = column.words.status_of(kind, entry.text)
        if found is None and kind == "outcome" and (answer := yes_or_no(entry.text, column.words)) is not None:
            found = "completed" if answer else "failed"
        if found is None and kind == "contact" and (answer := yes_or_no(entry.text, column.words)) is not None:
            found = "reached" if answer else "not_found"
        value = marked(entry, found) if found else unsure(entry, None, _("not one of the known words"))
        if found in _ENDED_EARLY and column.words.holds("finished", entry.text):  # which says not why
            value = unsure(entry, found, _("not finished: failed, or left before the end?"))
        values[entry.row] = {column.field: value}
    return values


def outcome_told(remark: str, words: Words) -> str | None:
    """How the course ended by a short remark: dropped out, no show or failed; None where it says nothing of that."""
    if not has_letters(remark) or len(remark) > _LONGEST_REMARK:
        return None
    found = words.status_of("outcome", remark)
    if found == "no_show" and any(character.isdigit() for character in plain(remark)):
        return None  # absent on some day
    return found if found in ("dropped_out", "no_show", "failed") else None
