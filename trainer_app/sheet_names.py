"""Names of the sheets of a workbook, as Excel takes them."""

import re
from collections.abc import Iterable

from trainer_app.texts import _


def sheet_names(titles: Iterable[str]) -> list[str]:
    """A name for each sheet that Excel takes: at most 31 characters, without its signs, no two alike."""
    names: list[str] = []
    for title in titles:
        stem = " ".join(re.sub(r"[\[\]:*?/\\]", " ", title).split()).strip("'")[:31].strip(" '") or _("Table")
        if stem.casefold() == "history":  # Excel keeps this name for itself
            stem = f"{stem} 1"
        name, number = stem, 1
        while name.casefold() in {other.casefold() for other in names}:
            number += 1
            name = f"{stem[: 28 - len(str(number))].strip()} ({number})"
        names.append(name)
    return names
