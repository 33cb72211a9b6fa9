"""One column of a list while it is read: its cells with ditto marks filled in, and the questions it raises."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeGuard, TypeVar

from trainer_app.lists.reading import Mark, Question, Value
from trainer_app.lists.scripts import Cell, Several, column_letters, has_letters, is_filled, plain, raw_text
from trainer_app.lists.words import Words
from trainer_app.spreadsheets.opening import Unfit
from trainer_app.texts import _

R = TypeVar("R")

# Where "none" is an answer.
YES_OR_NO = {"union", "active", "started", "operating", "business"}
_NONE_IS_AN_ANSWER = YES_OR_NO | {"education", "disability"}
_MAY_BE_YES_OR_NO = {"category"}  # "Returned migrant (yes/no)": where other cells answer so
# In these columns "the same as above" would give two people one name, phone or identity.
_OWN = {"full_name", "latin_name", "given_name", "family_name", "phones", "email", "national_id", "certificate_no"}


# - " -, --//--, ,, : quotation marks or strokes, two at least or between dashes.
_DITTO_SIGNS = re.compile(
    r"[\s.\-–—_]*(?:[\"“”„‟″〃〞״ʺ»«]+|['’‘`´,]{2,}|[/\\]{2}|=)[\s.\-–—_]*(?:[\"“”„‟″〃〞״ʺ»«]|['’‘`´,]{2}|[/\\=])*[\s.\-–—_]*"
)

_QUOTES = re.compile(r"[\s.\-–—_]*(?:[\"“”„‟″〃〞״ʺ»«]+|['’‘`´]{2})[\s.\-–—_]*")  # what is no mark of anything else

_LONGEST = 2_000  # letters of a cell that says something of one person, course or firm


class Entry(NamedTuple):
    """A filled cell. row from 1; raw as typed; cell is the cell itself or, for a ditto mark, the one above."""

    row: int
    cell: Cell
    raw: str
    ditto: bool = False

    @property
    def text(self) -> str:
        """What the cell, or for a ditto mark the one above, says."""
        return raw_text(self.cell)


@dataclass
class Column:
    """A column and all that helps to understand it. `hints`: the plain texts of its header and the table's titles."""

    sheet: str
    index: int
    header_row: int
    header: str
    field: str
    languages: frozenset[str]
    country: str | None
    words: Words
    answers: Mapping[str, str]
    today: date
    hints: str = ""
    questions: list[Question] = dataclass_field(default_factory=list)
    filled_down: frozenset[int] = frozenset()  # rows in which an empty cell means the same as the one above
    sex_words: frozenset[str] = frozenset()  # the words for women and men in the headers of the table
    order_shown: frozenset[bool] = frozenset()  # day first, as starts and ends beside each other show
    order_elsewhere: Callable[[], frozenset[bool]] = frozenset  # day first, as all other dates of the file show
    calendars_elsewhere: Callable[[], frozenset[str]] = frozenset  # whose signs stand anywhere in the file
    attendance_signs: frozenset[str] = frozenset()  # all that stands in the attendance columns of the table, plain
    attendance_letters: Mapping[str, str] = dataclass_field(default_factory=dict)  # see mark_letters.meanings
    countries: Mapping[int, str] = dataclass_field(default_factory=dict)  # of rows, where a column names several
    typed: Mapping[int, str] = dataclass_field(default_factory=dict)  # row -> what was typed before it was converted
    doubted: frozenset[str] = frozenset()  # words that may mean the same as above, while nobody said it
    sexes_explained: Mapping[str, str] = dataclass_field(default_factory=dict)  # see sex_legends.sexes_explained
    before: Cell = ""  # above the first row, of the table that this one goes on from
    answered: bool = False  # "none" is an answer, as its cells show

    @property
    def letters(self) -> str:
        return column_letters(self.index)

    def country_of(self, row: int) -> str | None:
        """The country (ISO 3166) that the numbers of a row are of."""
        return self.countries.get(row, self.country)

    def ask(
        self, about: str, text: str, options: Sequence[tuple[str, str]], touched: int | Sequence[int], *,
        lasting: bool = True,
    ) -> str | None:  # fmt: skip
        """The answer to a question of this column, None (and the question noted) while nobody has answered.

        touched: how many rows it touches, or which. lasting: the answer is about the column, not about these rows.
        """
        rows = () if isinstance(touched, int) else tuple(touched)
        key = f"{self.sheet}!{self.letters}{self.header_row}:{about}"
        lasts = f"{self.header}:{about}" if lasting else ""
        answer = self.answers.get(key) or self.answers.get(lasts)
        if answer in {code for code, _shown in options}:
            return answer
        number = touched if isinstance(touched, int) else len(rows)
        self.questions.append(Question(key, text, tuple(options), self.sheet, self.letters, number, rows, lasts))
        return None

    def entries(self, cells: Mapping[int, Cell]) -> tuple[list[Entry], dict[int, Value]]:
        """The cells of rows (in order) that say something, and values for those that say "unknown" or "as above"
        without a cell to copy."""
        filled: list[Entry] = []
        settled: dict[int, Value] = {}
        above = Entry(0, self.before, "") if is_filled(self.before) else None
        self.answered = self._is_answered(cells.values())
        as_typed = not self.typed and not self.doubted and not self.answered
        for row, cell in cells.items():
            if as_typed and self._says_itself(cell):  # as nearly all do
                above = Entry(row, cell, cell)
                filled.append(above)
                continue
            if not is_filled(cell):
                if row in self.filled_down and above is not None:
                    above = Entry(row, above.cell, "", True)
                    self._settle(above, filled, settled)
                else:
                    above = None
                continue
            raw = self.typed.get(row, raw_text(cell))
            if self.doubted and plain(raw) in self.doubted:
                settled[row] = Value(raw, None, "unsure", _("the same as above, or not known?"))
                above = None
                continue
            if self._is_ditto(cell):
                if above is None or self.field in _OWN:
                    settled[row] = Value(raw, None, "unsure", _("a mark for the same as above"))
                    above = None if above is None else Entry(row, above.cell, raw, True)
                else:
                    above = Entry(row, above.cell, raw, True)
                    self._settle(above, filled, settled)
                continue
            above = Entry(row, cell, raw)
            self._settle(above, filled, settled)
        return filled, settled

    @property
    def holds_marks(self) -> bool:
        """Whether a dash or a question mark is an answer in this column."""
        return self.field.startswith(("product:", "attendance:"))

    def _is_answered(self, cells: Iterable[Cell]) -> bool:
        """Whether "none" is an answer in this column: by its field, or where another cell is a plain yes."""
        if self.field not in _MAY_BE_YES_OR_NO:
            return self.field in _NONE_IS_AN_ANSWER
        return any(
            isinstance(cell, str) and has_letters(cell) and plain(cell) in self.words.sets["present"] for cell in cells
        )

    def _says_itself(self, cell: Cell) -> TypeGuard[str]:
        """Whether a cell is beyond doubt no mark and no word for nothing; others are looked at."""
        if type(cell) is not str or not (cell[:1].isalnum() and cell[-1].isalnum()) or len(cell) > _LONGEST:
            return False
        return "ʺ" not in cell and plain(cell) not in self.words.instead  # a mark for the same that counts as a letter

    def _settle(self, entry: Entry, filled: list[Entry], settled: dict[int, Value]) -> None:
        if isinstance(entry.cell, str) and len(entry.cell) > _LONGEST:
            told = _("a text of {n} letters, more than a cell of a list may have").format(n=len(entry.cell))
            settled[entry.row] = Value(entry.raw, None, "refused", told)
            return
        if isinstance(entry.cell, Unfit):
            told = _("no text, number or date: the cell holds what cannot stand in it")
            settled[entry.row] = Value(entry.raw, None, "refused", told)
            return
        if isinstance(entry.cell, Several):
            settled[entry.row] = Value(entry.raw, None, "unsure", _("not the same in two columns"))
            return
        text = plain(entry.cell) if isinstance(entry.cell, str) else ""
        if text in self.words.sets["broken"]:
            settled[entry.row] = Value(entry.raw, None, "refused", _("a formula that lost what it counted"))
            return
        if self.answered and has_letters(text) and self.words.starts_with("none", text):
            filled.append(entry)
            return
        named = self.field in {"full_name", "given_name", "family_name"} and has_letters(text)  # Na, or Nil
        own_meaning = self.holds_marks or named
        own_meaning = own_meaning or (self.field.startswith("sexmark:") and text in self.words.sets["present"])
        if own_meaning or text not in self.words.sets["unknown"]:
            filled.append(entry)
        else:
            mark: Mark = "unsure" if "?" in text else "converted"
            settled[entry.row] = Value(entry.raw, None, mark, _("written as not known"))

    def _is_ditto(self, cell: Cell) -> bool:
        if not isinstance(cell, str):
            return False
        text = plain(cell)
        if self.holds_marks:
            return text.rstrip(" .") in self._ditto_among_marks or _QUOTES.fullmatch(text) is not None
        if (
            text.rstrip(" .") not in self.words.sets["ditto"]
            and text not in self.words.sets["ditto"]
            and text.strip(" .-–—_") not in self.words.sets["ditto"]
            and not _DITTO_SIGNS.fullmatch(text)
        ):
            return False
        return not (text.isalpha() and self.field in _OWN)

    @cached_property
    def _ditto_among_marks(self) -> frozenset[str]:
        """The words for the same as above that are no mark themselves, as strokes and dashes are: "sda", "idem"."""
        sets = self.words.sets
        marks = sets["present"] | sets["absent"] | sets["half"] | sets["excused"]
        return frozenset(word for word in sets["ditto"] if len(word) > 1 and word.replace(" ", "").isalpha()) - marks


Reader = Callable[[Column, Sequence[Entry]], dict[int, dict[str, Value]]]


def once_each(entries: Iterable[Entry], read: Callable[[Entry], R]) -> dict[int, R]:
    """What is read of entries, by row; of those that say the same but once, for a column has few texts in many rows."""
    known: dict[tuple[object, ...], R] = {}
    found: dict[int, R] = {}
    for entry in entries:
        said = entry[1:]
        if said not in known:
            known[said] = read(entry)
        found[entry.row] = known[said]
    return found


def marked(entry: Entry, value: str | int | float | bool | date | None, note: str = "") -> Value:
    """A certain value: "converted" where it is not what was typed, with the reason."""
    if entry.ditto:
        note = "; ".join(filter(None, (_("same as above"), note)))
    same = not note and str(value) == entry.raw
    return Value(entry.raw, value, None if same else "converted", note, entry.text if entry.ditto else "")


def unsure(entry: Entry, value: str | int | float | bool | date | None, note: str) -> Value:
    return Value(entry.raw, value, "unsure", note, entry.text if entry.ditto else "")


def refused(entry: Entry, note: str) -> Value:
    return Value(entry.raw, None, "refused", note)
