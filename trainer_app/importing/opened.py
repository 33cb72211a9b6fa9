"""A list file whose sheets are opened once, and read as often as somebody says otherwise what they mean."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from trainer_app.errors import UserError
from trainer_app.file_names import called
from trainer_app.folders import files_in, is_folder
from trainer_app.garbage import no_garbage_collection
from trainer_app.importing import deadline
from trainer_app.importing.choices import Choices
from trainer_app.importing.copies import original_name
from trainer_app.importing.country import KEEP, SAID, country_of
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import COUNTRY, Question, Reading
from trainer_app.lists.sheets import Grid, open_sheets
from trainer_app.lists.side_by_side import taken_apart
from trainer_app.lists.words import load_words
from trainer_app.progress import Progress
from trainer_app.spreadsheets.bounds import SECONDS
from trainer_app.spreadsheets.code_pages import is_code_page
from trainer_app.texts import _

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
_BEGINNING = 250  # rows of a sheet: its headings and more people than are looked at to tell the country
_LONG = 1_000  # rows of a sheet, which take far longer to be read once more than its beginning


@dataclass(frozen=True)
class Opened:
    """The sheets of a file as they were typed; nothing changes them. password: what opened it.

    original: the name of the list that it is a corrected copy of; what the name told holds for the copy too. spent:
    seconds that it took to open it (see deadline). saved: when it was saved last, and how long it was then.
    """

    path: Path
    grids: tuple[Grid, ...]
    encoding: str | None = None
    password: str | None = None
    original: str | None = None
    spent: float = field(default=0.0, compare=False)
    saved: tuple[int, int] | None = field(default=None, compare=False)

    def check_there(self) -> None:
        """Raise UserError if the file is not there any more as it was opened."""
        if _saved(self.path) != self.saved:
            sentence = _("{file} was read, but is not there any more as it was. Import it again.")
            raise UserError(sentence.format(file=called(self.path)))

    @property
    def code_page(self) -> str:
        """The code page of a text file that could be in another one as well; "" for all other files."""
        return self.encoding if self.encoding is not None and is_code_page(self.encoding) else ""

    @no_garbage_collection()
    def read(self, choices: Choices, country: str | None = None, progress: Progress | None = None) -> Reading:
        """What the list says, with what a person said of it. country: of telephone numbers and places (ISO 3166)
        unless somebody said it, or the list tells that it is another; if it leaves that open, it is a question.

        Raises UserError if it takes too long.
        """
        within = deadline.of_reading(progress or Progress(), called(self.path), self.spent)
        reading = self._of_country(choices, country, within)
        return replace(reading, spent=within.spent)

    def asked(self, choices: Choices, country: str | None = None) -> list[Question]:
        """All questions of the list, those that the choices answer too; some come only once others are answered."""
        found: dict[str, Question] = {}
        while True:
            keys = {COUNTRY, *found, *(one.lasting for one in found.values())}
            said = {key: code for key, code in choices.answers.items() if key in keys}
            questions = self.read(replace(choices, answers=said), country).questions
            if all(one.key in found for one in questions):
                return list(found.values())
            found = {one.key: one for one in questions} | found

    def _of_country(self, choices: Choices, country: str | None, progress: Progress) -> Reading:
        if choices.country:
            known = None if choices.country == KEEP else choices.country
            return replace(self._read(choices, known, progress), country_by=SAID)
        likely = self._likely_country(choices, country, progress)
        reading = self._read(choices, likely, progress)
        told = country_of(self.grids, reading, country)
        if told.read_as != likely and likely != country:  # the whole says otherwise than its beginning
            reading = self._read(choices, country, progress)
            told = country_of(self.grids, reading, country)
        if told.read_as != reading.country:
            reading = self._read(choices, told.read_as, progress)
        if told.candidates:
            return replace(reading, questions=(told.question(reading, country), *reading.questions))
        return replace(reading, country_by=told.by) if told.country != country else reading

    def _likely_country(self, choices: Choices, country: str | None, progress: Progress) -> str | None:
        """As of which country to read first: what the beginning of a long list tells, so that the whole is read once,
        for others that of the database."""
        if all(len(grid.rows) < _LONG for grid in self.grids):
            return country
        beginning = self._read(replace(choices, corrections={}), country, progress, _BEGINNING)
        return country_of(self.grids, beginning, country).read_as

    def _read(self, choices: Choices, country: str | None, progress: Progress, rows: int | None = None) -> Reading:
        copies = [Grid(one.name, [list(row) for row in one.rows[:rows]], one.hidden, one.merges) for one in self.grids]
        reading = read_sheets(
            self.original or called(self.path), copies, self.encoding, answers=choices.answers, country=country,
            headings=choices.headings, corrections=choices.corrections, progress=progress,
        )  # fmt: skip
        return replace(reading, is_copy=self.original is not None)


def open_list(path: Path, password: str | None = None, code_page: str = "") -> Opened:
    """Open a file of any kind that lists come in, a text file without a mark in this code page ("": the likeliest).

    Raises UserError for one that cannot be opened, or that is ours.
    """
    begun, saved = time.monotonic(), _saved(path)
    with ThreadPoolExecutor(1) as beside:
        words = beside.submit(load_words)  # while another process reads the file
        grids, encoding = open_sheets(path, password, code_page)
    parts = tuple(taken_apart(grids, words.result()))
    took = min(time.monotonic() - begun, SECONDS)  # another process read it; a laptop may have slept meanwhile
    return Opened(path, parts, encoding, password, original_name(grids), took, saved)


def _saved(path: Path) -> tuple[int, int] | None:
    """When a file was saved last, in nanoseconds, and its size in bytes; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def lists_in(path: Path) -> list[Path]:
    """A file itself, or the lists in a folder by name."""
    if not is_folder(path):
        return [path]
    return [one for one in files_in(path) if one.suffix.lower() in SUFFIXES]
