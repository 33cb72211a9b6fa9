"""Answers ticked in columns of their own, put together: an X under "18-24", below "Age group", is "18-24"."""

from collections.abc import Sequence
from itertools import groupby

from trainer_app.lists.column_texts import as_above
from trainer_app.lists.header_words import header_word
from trainer_app.lists.modules import module_number
from trainer_app.lists.numbers import are_of_ages, bracket_of
from trainer_app.lists.scripts import Cell, Several, clean, plain
from trainer_app.lists.sheets import Grid, cell_in
from trainer_app.lists.weekdays import is_weekday
from trainer_app.lists.words import Words

_AGES = frozenset({"age", "age_bracket", "birth_date", "birth_year"})
_ANSWERED = _AGES | {
    "education", "category", "disability", "outcome", "occupation", "business", "business_name", "business_type",
    "level", "role", "position", "contact_result", "started", "operating", "active", "union", "ethnicity",
}  # fmt: skip
"""What a heading above such columns may ask for; of any other that is known each column is something of its own."""
_LETTERS = frozenset("xхv")  # the first as Latin and as Cyrillic has it
_CROSSES = frozenset("✗✘✕✖☒❌×")
_FEWEST_TICKED = 2  # rows, and columns, below a heading that nobody knows
_MOST_OTHERS, _MOST_TWICE = 0.2, 0.25  # of the cells those that are no ticks, of the rows those with several
_BRACKETS = ("",)


def join_ticks(grid: Grid, headers: list[list[str]], rows: Sequence[int], words: Words) -> None:
    """Put the answers of rows of a table in the first of the columns in which they are ticked; the others are empty
    then. A row with ticks in several of them holds all they stand for, as Several.

    headers: see FoundTable; the first column keeps the heading above, or where none is of ages the brackets of these.
    Doing it again changes nothing.
    """
    groups = groupby(range(len(headers)), key=lambda index: _asked(headers[index], words))
    for asked, members in [(asked, list(members)) for asked, members in groups]:
        if asked is None or len(members) < 2:
            continue
        labels = [headers[index][-1] for index in members]
        known = asked == _BRACKETS or any(_ANSWERED & words.fields_of(text, within=True).keys() for text in asked)
        if asked == _BRACKETS and not are_of_ages(labels):
            continue
        if asked != _BRACKETS and not _are_answers(labels, known, words):
            continue
        cells = [[cell_in(grid, row, index) for row in rows] for index in members]
        texts = [[plain(text) for text in as_above(column, words)] for column in cells]
        answers = {plain(label) for label in labels}
        done = [text in answers or isinstance(one, Several) for text, one in zip(texts[0], cells[0], strict=True)]
        if not _are_ticked(texts, done, known, words):
            continue
        headers[members[0]] = labels if asked == _BRACKETS else [*asked]
        headers[members[1] : members[-1] + 1] = [[] for _index in members[1:]]
        ticks, away = _ticks(texts, words)
        for place, row in enumerate(rows):
            told = _told([column[place] for column in texts], cells[0][place], labels, ticks, away)
            line = grid.rows[row]
            line += [""] * (members[-1] + 1 - len(line))
            line[members[0] : members[-1] + 1] = [told, *[""] * (len(members) - 1)]


def _asked(chain: Sequence[str], words: Words) -> tuple[str, ...] | None:
    """What a column has in common with those that are ticked instead of it: the headings above its own, or that its own
    is a bracket of ages; None for a column by itself."""
    above = tuple(chain[:-1])
    known = [words.fields_of(text, within=True).keys() for text in above]
    if any(_ANSWERED & fields for fields in known):
        return above
    if chain and bracket_of(chain[-1]):
        return _BRACKETS
    return above if above and not any(known) else None


def _are_answers(labels: Sequence[str], known: bool, words: Words) -> bool:
    """Whether labels below one heading may be answers to it: no days or half-days, products, modules, sexes and sums,
    which are columns of their own."""
    if len(set(map(plain, labels))) < len(labels) or (not known and any(c.isdigit() for c in "".join(labels))):
        return False
    apart = words.sets["session"] | words.sets["total"] | words.sex_words
    return not any(
        header_word(label) in apart or plain(label) in apart or is_weekday(plain(label))
        or words.product_of(label) or module_number(label, whole=True)
        for label in labels
    )  # fmt: skip


def _ticks(columns: Sequence[Sequence[str]], words: Words) -> tuple[frozenset[str], frozenset[str]]:
    """The signs that tick an answer, and those that do not, in the texts of columns: no words, which answer something
    of their own; crosses tick where nothing else does."""
    ticks, away = (
        frozenset(sign for sign in words.sets[kind] if len(sign) == 1 and (not sign.isalpha() or sign in _LETTERS))
        for kind in ("present", "absent")
    )
    said = {text for column in columns for text in column}
    return (ticks, away) if said & ticks else (ticks | _CROSSES, away - _CROSSES)


def _are_ticked(columns: Sequence[Sequence[str]], done: Sequence[bool], known: bool, words: Words) -> bool:
    """Whether nearly all that stands in columns are ticks, hardly ever two in one row.

    done: in which rows the first of them holds an answer already. known: their heading is.
    """
    ticks, away = _ticks(columns, words)
    filled = [[text for text in column if text] for column in columns]
    others = [sum(text not in ticks | away for text in column) for column in filled]
    others[0] -= sum(done)
    if not any(filled) or sum(others) > _MOST_OTHERS * sum(map(len, filled)):
        return False
    if any(other * 2 > len(column) for other, column in zip(others, filled, strict=True) if column):
        return False  # one is a column by itself: "Business" over "Yes/No" and "Type"
    if known or any(done):
        return True
    ticked = sum(any(text in ticks and not text.isdecimal() for text in column) for column in columns)
    counted = [sum(text in ticks for text in row) for row in zip(*columns, strict=True)]
    once, several = counted.count(1), sum(count > 1 for count in counted)
    return min(ticked, once) >= _FEWEST_TICKED and several <= _MOST_TWICE * (once + several)


def _told(row: Sequence[str], first: Cell, labels: Sequence[str], ticks: frozenset[str], away: frozenset[str]) -> Cell:
    """What a row says in columns that are ticked. first: the cell in the first of them."""
    if row[0] and row[0] not in ticks | away:
        return first  # somebody corrected it
    told = [label for label, text in zip(labels, row, strict=True) if text and text not in away]
    certain = all(text in ticks | away for text in row if text)
    return clean(told[0]) if len(told) == 1 and certain else Several(" / ".join(told)) if told else ""
