"""Lines between people that tell of another course, and those that only name the place of the people below."""

import re
from collections.abc import Sequence

from trainer_app.lists.dates import find_date
from trainer_app.lists.kinds import PLACES
from trainer_app.lists.scripts import Cell, clean, is_filled, raw_text
from trainer_app.lists.words import Words

NUMBER_BEFORE = re.compile(r"^\W*(?:\d+|[ivx]+|[^\W\d_])\s*[.)|:-]\s*", re.IGNORECASE)
"""The number or letter of a line: "II. ", "(3) ", "ກ) "."""
_COLON = re.compile("[:：៖]")


def lines_of_course(lines: Sequence[int], rows: Sequence[Sequence[Cell]], words: Words) -> list[int]:
    """Those of the lines (from 0) between two people that tell of a course; none where all of them only name a place,
    "District: Nan"."""
    return [] if all(_labels_place(rows[line], words) for line in lines) else list(lines)


def _labels_place(row: Sequence[Cell], words: Words) -> bool:
    line = NUMBER_BEFORE.sub("", " | ".join(clean(raw_text(cell)) for cell in row if is_filled(cell)))
    label, said = _COLON.split(line, maxsplit=1) if _COLON.search(line) else ("", "")
    fields = words.fields_of(label).keys()
    alone = not _COLON.search(said) and words.product_of(said) is None and find_date(said, words) is None
    return bool(fields & PLACES) and "venue" not in fields and alone
