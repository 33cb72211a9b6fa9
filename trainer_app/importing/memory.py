"""What is remembered of a sender's lists of one layout, for the next one: small files in the form of a mapping file.

They lie in the folder `lists` of the data. A list has the layout of an earlier one if all its headings are in it.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from trainer_app.errors import UserError
from trainer_app.formats import fold
from trainer_app.importing.choices import Choices
from trainer_app.importing.opened import Opened, open_list
from trainer_app.lists.reading import COUNTRY, ListTable, Question
from trainer_app.lists.scripts import clean
from trainer_app.lists.sheets import Grid
from trainer_app.paths import lists_folder
from trainer_app.saving import replacing
from trainer_app.spreadsheets.code_pages import is_code_page

_DEEPEST = 300  # rows of a sheet among which its headings are
_FEWEST = 2  # headings that make a layout


@dataclass(frozen=True)
class Remembered:
    """What somebody said of one sender's lists of one layout. language: of what goes back to them (ISO 639-1).

    encoding: the code page of text files if it was chosen, else "".
    """

    sender: str
    layout: tuple[str, ...]
    headings: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    product: str | None = None
    language: str = ""
    encoding: str = ""

    def choices(self) -> Choices:
        return Choices(self.headings, self.answers, product=self.product)


def layout_of(tables: Iterable[ListTable]) -> tuple[str, ...]:
    """The headings of all tables, but those with digits: days and dates differ from list to list."""
    found = {
        clean(guess.header) for table in tables if table.header_rows for guess in table.columns
        if len(guess.header) > 1 and not re.search(r"\d", guess.header)
    }  # fmt: skip
    return tuple(sorted(found))


def remember(
    sender: str, tables: Sequence[ListTable], choices: Choices, asked: Iterable[Question] = (), *, language: str = "",
    encoding: str = "", folder: Path | None = None,
) -> Path | None:  # fmt: skip
    """Keep what holds for the next list: columns, and answers that were about whole columns, now or before. None
    without a layout.

    Corrections and decisions are about people of this list and are not kept; its country is kept of a sender alone, as
    one form goes round in many countries, and so is its code page where the headings are the same in any.
    """
    layout = layout_of(tables)
    if len(layout) < _FEWEST:
        return None
    lasting = {one.key: one.lasting for one in asked if one.lasting}
    kept = set(lasting.values()) - {COUNTRY} | ({COUNTRY} if sender else set())
    path = (folder or lists_folder()) / _file_name(sender, layout)
    before = _read(path)
    kept |= set(before.answers) if before is not None else set()
    named = {lasting.get(key, key): code for key, code in choices.answers.items()}
    answers = {key: code for key, code in named.items() if key in kept}
    encoding = encoding if sender or not all(map(str.isascii, layout)) else ""
    encoding = encoding or (before.encoding if before is not None else "")
    told = Remembered(sender, layout, choices.headings, answers, choices.product, language, encoding)
    with replacing(path, told=False) as partial:
        partial.write_text(_toml(told), "utf-8")
    return path


def recall(grids: Sequence[Grid], sender: str = "", folder: Path | None = None) -> Remembered | None:
    """What is remembered of this layout, of this sender alone if one is named; of several the fullest, then newest."""
    found = [(path, one) for path, one in _all(folder) if not sender or fold(one.sender) == fold(sender)]
    if not found:
        return None
    texts = {clean(cell) for grid in grids for row in grid.rows[:_DEEPEST] for cell in row if isinstance(cell, str)}
    fitting = [(path, one) for path, one in found if all(_is_there(heading, texts) for heading in one.layout)]
    best = max(fitting, key=lambda pair: (len(pair[1].layout), pair[0].stat().st_mtime_ns), default=None)
    return best[1] if best else None


def open_as_before(
    path: Path, password: str | None = None, encoding: str = "", sender: str = "", folder: Path | None = None
) -> tuple[Opened, Remembered | None]:
    """A list and what is remembered of its layout (see recall), opened in this code page, or else in that in which it
    came before. Raises UserError as open_list."""
    opened = open_list(path, password, encoding)
    if opened.code_page and not encoding:
        for page in {one.encoding: None for _path, one in _all(folder) if is_code_page(one.encoding)}:
            with suppress(UserError):  # the list of others
                other = open_list(path, password, page)
                known = recall(other.grids, sender, folder)
                if known is not None and known.encoding == page:
                    return other, known
    return opened, recall(opened.grids, sender, folder)


def senders(folder: Path | None = None) -> list[str]:
    """Who sent lists before."""
    return sorted({one.sender for _path, one in _all(folder) if one.sender}, key=fold)


def _is_there(heading: str, texts: set[str]) -> bool:
    """Whether a heading, or all that stand above each other in it, are among the texts of a file."""
    return heading in texts or all(part in texts for part in heading.split(" / "))


def _all(folder: Path | None) -> list[tuple[Path, Remembered]]:
    """All that is remembered."""
    found = ((path, _read(path)) for path in sorted((folder or lists_folder()).glob("*.toml")))
    return [(path, one) for path, one in found if one is not None]


def _read(path: Path) -> Remembered | None:
    """What a file remembers; None where there is none, or one that somebody spoilt."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
        return Remembered(
            str(said.get("sender", "")), tuple(map(str, said["layout"])), dict(said.get("headings", {})),
            dict(said.get("answers", {})), said.get("product"), str(said.get("language", "")),
            str(said.get("encoding", "")),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _file_name(sender: str, layout: Sequence[str]) -> str:
    what = json.dumps([fold(sender), layout], ensure_ascii=False)
    return f"{hashlib.sha256(what.encode()).hexdigest()[:16]}.toml"


def _toml(told: Remembered) -> str:
    """JSON's strings and lists are TOML's as well, but for one control sign."""
    lines = [f"sender = {_text(told.sender)}", f"layout = [{', '.join(map(_text, told.layout))}]"]
    lines += [f"language = {_text(told.language)}"] if told.language else []
    lines += [f"encoding = {_text(told.encoding)}"] if told.encoding else []
    lines += [f"product = {_text(told.product)}"] if told.product else []
    for name, pairs in (("headings", told.headings), ("answers", told.answers)):
        lines += ["", f"[{name}]", *(f"{_text(key)} = {_text(value)}" for key, value in sorted(pairs.items()))]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
