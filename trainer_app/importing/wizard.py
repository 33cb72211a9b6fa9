"""Where a person is with the lists that they import: file by file, step by step, and what their choices lead to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from trainer_app.importing import problems as found_problems
from trainer_app.importing.choices import CellKey, Choices, RowKey
from trainer_app.importing.examples import Example
from trainer_app.importing.labels import field_label
from trainer_app.importing.likely import Decision, Likely, decided, likely_of
from trainer_app.importing.memory import Remembered, remember
from trainer_app.importing.opened import Opened
from trainer_app.importing.plan import Plan
from trainer_app.importing.problems import Problem
from trainer_app.importing.shown import ShownSheet, shown_sheets
from trainer_app.importing.taking import Taken, senders_language
from trainer_app.lists.reading import COUNTRY, ListTable, Question, Reading

FILES, COLUMNS, PROBLEMS, PLAN = range(4)
"""The steps, in their order."""

SEVERAL_OF_ONE = ("phones", "family_name", "trainer")
"""Fields that a table may have several columns of: together they make one value."""


@dataclass
class ListFile:
    """One file on its way in. `problem` is the sentence of one that cannot be taken; `ours`: it is a workbook to merge,
    `locked`: a password may open it, `unlettered`: a code page may. encoding: the code page that was chosen for a text
    file, now or before; "" for the likeliest.

    Reading and plan belong to the choices that they were made with; told_country: that of the list as long as nobody
    says it (ISO 3166 or None), and by what it is known. `began` are the choices that nobody would miss: none, or those
    that were remembered.
    """

    path: Path
    opened: Opened | None = None
    password: str = ""
    encoding: str = ""
    problem: str = ""
    ours: bool = False
    locked: bool = False
    unlettered: bool = False
    sender: str = ""
    language: str = ""
    remembered: Remembered | None = None
    choices: Choices = field(default_factory=Choices)
    began: Choices = field(default_factory=Choices)
    reading: Reading | None = None
    plan: Plan | None = None
    told_country: tuple[str | None, str] | None = None
    asked: dict[str, Question] = field(default_factory=dict)
    examples: dict[str, tuple[Example, ...]] = field(default_factory=dict)  # by the key of a question
    taken: Taken | None = None
    _read_by: Choices | None = None
    _planned_by: Choices | None = None
    _seen: list[Problem] = field(default_factory=list)
    _sheets: list[ShownSheet] = field(default_factory=list)

    # -- what is made of the choices

    @property
    def is_read(self) -> bool:
        """Whether the reading is of the file and the choices as they are."""
        read = self._read_by is not None and self._read_by.of_reading == self.choices.of_reading
        return read and not self.wants_opening

    @property
    def is_planned(self) -> bool:
        """Whether the plan is of the choices as they are."""
        return self.is_read and self._planned_by is not None and self._planned_by.of_plan == self.choices.of_plan

    @property
    def wants_opening(self) -> bool:
        """Whether it has to be opened, or anew in another code page."""
        if self.opened is None:
            return not self.problem
        return bool(self.encoding and self.opened.code_page) and self.encoding != self.opened.code_page

    def take_opened(self, opened: Opened, remembered: Remembered | None) -> None:
        """The file is open; what is remembered of its layout holds unless the person has begun already.

        Of a file that was open before, in another code page, nothing was read yet.
        """
        self.opened, self.problem, self.ours, self.locked, self.unlettered = opened, "", False, False, False
        self.reading = self.plan = self._read_by = self._planned_by = None
        self.asked, self.examples, self._seen, self._sheets = {}, {}, [], []
        if remembered is not None:
            as_before = remembered.encoding == opened.code_page
            self.recall(remembered if as_before else replace(remembered, encoding=""))

    def stay_open(self) -> bool:
        """Whether it is open all the same where it could not be opened again: in a code page that is not its."""
        if self.opened is None or not self.wants_opening:
            return False
        self.encoding = self.opened.code_page
        return True

    @property
    def is_usable(self) -> bool:
        """Whether it is open, and nothing is the matter with it."""
        return self.opened is not None and not self.problem

    @property
    def is_ready(self) -> bool:
        """Whether it can be imported as it is open."""
        return self.is_usable and self.taken is None and not self.wants_opening

    def refuse(self, problem: str, *, ours: bool = False, locked: bool = False, unlettered: bool = False) -> None:
        """The file cannot be taken."""
        self.problem, self.ours, self.locked, self.unlettered = problem, ours, locked, unlettered

    def recall(self, remembered: Remembered) -> None:
        """Take what is remembered of a sender's lists; what was said of this list before goes before it."""
        said, known = self.choices, remembered.choices()
        if self.would_lose:
            known = replace(
                said, headings={**known.headings, **said.headings}, answers={**known.answers, **said.answers},
                product=said.product or known.product,
            )  # fmt: skip
        else:
            self.began = known
        self.remembered, self.sender, self.language = remembered, remembered.sender, remembered.language
        self.choices, self.encoding = known, self.encoding or remembered.encoding

    def forget(self) -> None:
        """Read it as if no list of this layout had come before; what was said of this one otherwise stays. Once it is
        imported, nothing else is remembered either."""
        if self.remembered is None:
            return
        said, known = self.choices, self.remembered.choices()
        self.choices = replace(
            said,
            headings={key: name for key, name in said.headings.items() if known.headings.get(key) != name},
            answers={key: code for key, code in said.answers.items() if known.answers.get(key) != code},
            product=None if said.product == known.product else said.product,
        )
        self.began, self.remembered = Choices(), None

    def take_reading(self, reading: Reading, choices: Choices) -> None:
        self.reading, self._read_by = reading, choices
        if not choices.country:
            self.told_country = reading.country, reading.country_by
        answered = {key: one for key, one in self.asked.items() if key in choices.answers}
        self.asked = answered | {question.key: question for question in reading.questions}
        self._sheets = []

    def take_plan(self, plan: Plan, choices: Choices) -> None:
        self.plan, self._planned_by = plan, choices
        self.asked |= {question.key: question for question in plan.questions}

    def take_result(self, taken: Taken | None) -> None:
        """It was imported, or (None) that was taken back."""
        self.taken = taken
        self._planned_by = None  # the data is another now

    # -- shown

    def sheets(self) -> list[ShownSheet]:
        """The sheets as they were typed and understood; none before they are read."""
        if not self._sheets and self.opened is not None and self.reading is not None:
            self._sheets = shown_sheets(self.opened, self.reading)
        return self._sheets

    def arrange_problems(self) -> None:
        """Put the problems in order anew: what touches most rows first, what is settled last."""
        if self.plan is not None:
            self._seen = found_problems.problems(self.plan, self.choices, self.asked)

    def problems(self) -> list[Problem]:
        """Questions and problems, each where it was while they are worked on."""
        if self.plan is None:
            return []
        now = found_problems.problems(self.plan, self.choices, self.asked)
        now = found_problems.with_corrected(now, self._seen, self.choices)
        self._seen = found_problems.in_order(now, (one.key for one in self._seen))
        return self._seen

    @property
    def without_examples(self) -> Question | None:
        """A question for which no examples were looked for yet."""
        asked = self.reading.questions if self.reading is not None else ()
        return next((one for one in asked if one.key not in self.examples), None)

    def examples_of(self, problem: Problem) -> tuple[Example, ...]:
        """Real cells with what each answer to a question makes of them, as far as they were looked for."""
        return next((self.examples[key] for key in problem.keys if key in self.examples), ())

    @property
    def open_problems(self) -> int:
        """How many questions and problems nobody has done anything about."""
        return sum(one.open > 0 for one in self.problems())

    def likely(self) -> list[Likely]:
        """What may be known already: people and firms of rows, organisers and trainers of courses."""
        return likely_of(self.plan, self.choices) if self.plan else []

    @property
    def back_language(self) -> str:
        """The language of what goes back to the sender."""
        return self.language or (senders_language(self.reading) if self.reading else "en")

    @property
    def would_lose(self) -> bool:
        """Whether closing loses something that a person said."""
        return self.taken is None and self.choices != self.began

    # -- what a person says

    def name_column(self, table: ListTable | None, heading: str, name: str) -> None:
        """A column is this field ("": nothing). Another column of the table that was it no longer is."""
        said = dict(self.choices.headings)
        if table is not None and name and name.partition(":")[0] not in (*SEVERAL_OF_ONE, "attendance", "after"):
            from trainer_app.lists.said_headings import heading_keys

            for guess, key in zip(table.columns, heading_keys(table.columns), strict=True):
                if guess.field == name and key != heading:
                    said[key] = ""
        said[heading] = name
        self.choices = replace(self.choices, headings=said)

    def answer(self, problem: Problem, code: str) -> None:
        """Answer a question for all that it asks about; "" takes the answer back."""
        if problem.kind == "twice":
            self.decide([(place.sheet, place.row) for place in problem.places[:1]], code)
            return
        answers = {key: told for key, told in self.choices.answers.items() if key not in problem.keys}
        answers |= dict.fromkeys(problem.keys, code) if code else {}
        self.choices = replace(self.choices, answers=answers)

    def choose_country(self, code: str) -> None:
        """Of which country the telephone numbers and places are; "" is as the list tells."""
        answers = {key: told for key, told in self.choices.answers.items() if key != COUNTRY}
        self.choices = replace(self.choices, answers=answers | ({COUNTRY: code} if code else {}))

    def correct(self, cells: Iterable[CellKey], text: str) -> None:
        """What these cells should say; what was typed in them takes the correction back."""
        cells = list(cells)
        kept = {cell: told for cell, told in self.choices.corrections.items() if cell not in cells}
        kept |= {cell: text for cell in cells if text != self.typed(cell)}
        self.choices = replace(self.choices, corrections=kept, settled=self.choices.settled.difference(cells))

    def settle(self, cells: Iterable[CellKey], settled: bool = True) -> None:
        """These cells need no more looking at, or do after all."""
        now = self.choices.settled.union(cells) if settled else self.choices.settled.difference(cells)
        self.choices = replace(self.choices, settled=now)

    def decide(self, rows: Iterable[RowKey], who: str) -> None:
        """Who these rows are: a person's id, plan.NEW_PERSON or SAME_AS_ROW; "" leaves it open."""
        rows = list(rows)
        kept = {row: told for row, told in self.choices.decisions.items() if row not in rows}
        kept |= dict.fromkeys(rows, who) if who else {}
        self.choices = replace(self.choices, decisions=kept)

    def decide_likely(self, ones: Iterable[Likely], decision: Decision, at: int = 0) -> None:
        """They are the known ones at this place of their candidates, or others; "open" leaves it open."""
        self.choices = decided(self.choices, ones, decision, at)

    def choose(self, **options: object) -> None:
        """Set options of the choices: course, product, likely, all_or_nothing."""
        self.choices = replace(self.choices, **options)  # type: ignore[arg-type]

    def typed(self, cell: CellKey) -> str:
        """What stands in a cell of the file."""
        from trainer_app.lists.scripts import cell_at

        for sheet in self.sheets():
            if sheet.name == cell[0]:
                row, column = cell_at(cell[1])
                return sheet.typed(row, column) if row < sheet.height else ""
        return ""

    def row_told(self, sheet_name: str, row: int) -> dict[str, object]:
        """What was understood of a row (from 1), by its fields; nothing for a row that is nobody's."""
        for table in self.reading.tables if self.reading is not None else ():
            for one in table.rows if table.sheet == sheet_name else ():
                if one.row_number == row:
                    return {name: value.value for name, value in one.values.items() if value.value is not None}
        return {}

    def row_cells(self, sheet_name: str, row: int) -> list[tuple[str, str, str, str]]:
        """The cells of a row (from 1) that a person may correct: (cell, heading, typed, understood)."""
        for sheet in self.sheets():
            if sheet.name == sheet_name and 0 < row <= sheet.height:
                found = []
                for index in range(sheet.width):
                    shown, value = sheet.column(row - 1, index), sheet.value(row - 1, index)
                    typed = sheet.typed(row - 1, index)
                    if not typed and (shown is None or not shown.field):
                        continue
                    heading = (field_label(shown.field) or shown.heading) if shown else ""
                    told = sheet.told(row - 1, index) if value is not None else ""
                    found.append((sheet.cell(row - 1, index), heading, typed, told))
                return found
        return []


def remembering(file: ListFile) -> Callable[[], None]:
    """What keeps what was said of a list for the next one of its layout; to be done off the window's thread."""
    reading, choices, asked = file.reading, file.choices, list(file.asked.values())
    sender, language, encoding = file.sender, file.language, file.encoding

    def keep() -> None:
        if reading is not None and (sender or encoding or choices != Choices()):
            remember(sender, reading.tables, choices, asked, language=language, encoding=encoding)

    return keep


@dataclass
class Wizard:
    """The lists of one sitting, the one that is worked on, and the step that is shown."""

    files: list[ListFile] = field(default_factory=list)
    at: int = 0
    step: int = FILES

    @property
    def current(self) -> ListFile | None:
        return self.files[self.at] if 0 <= self.at < len(self.files) else None

    def add(self, paths: Iterable[Path]) -> list[ListFile]:
        """Put files at the end, each once; those that are new."""
        known = {one.path for one in self.files}
        new = [ListFile(path) for path in dict.fromkeys(paths) if path not in known]
        self.files += new
        return new

    def remove(self, file: ListFile) -> None:
        """Leave a file out."""
        position = self.files.index(file)
        self.files.remove(file)
        if position < self.at or self.at >= len(self.files):
            self.at = max(self.at - 1, 0)

    def next_file(self) -> ListFile | None:
        """The next file that can be taken and has not been, after the one that is worked on; None when all are done."""
        order = [*range(self.at + 1, len(self.files)), *range(self.at)]
        return next((self.files[one] for one in order if self.files[one].is_usable and not self.files[one].taken), None)

    def can_go(self, step: int) -> bool:
        """Whether a step can be shown: the first always, the others for a file that is open."""
        current = self.current
        return step == FILES or (current is not None and current.is_usable)

    @property
    def would_lose(self) -> bool:
        return any(file.would_lose for file in self.files)


def counts_of(files: Iterable[ListFile]) -> Mapping[str, int]:
    """How many files there are, how many were taken, how many cannot be."""
    files = list(files)
    return {
        "files": len(files), "taken": sum(one.taken is not None for one in files),
        "problems": sum(bool(one.problem) for one in files),
    }  # fmt: skip
