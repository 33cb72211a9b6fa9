"""School years, such as 2018-2019, as titles and cells tell them."""

import re

from trainer_app.lists.scripts import has_letters, plain

_SCHOOL_YEAR = re.compile(r"(?<!\d)(20\d\d|25\d\d)\s*[-–/]\s*((?:20|25)?\d\d)(?!\d)")


def school_year(text: str) -> str | None:
    """A school year that a title tells, such as 2018-2019."""
    match = _SCHOOL_YEAR.search(plain(text))
    if match is None:
        return None
    first, second = int(match.group(1)), int(match.group(2))
    second += first - first % 100 if second < 100 else 0
    return f"{first}-{second}" if second == first + 1 else None


def school_year_said(text: str) -> str:
    """What stands behind a label for it: "Sept 2021 to June 2022" as 2021-2022, else as it is."""
    if found := school_year(text):
        return found if has_letters(text) else text
    years = sorted({int(year) for year in re.findall(r"(?<!\d)(?:20|25)\d\d(?!\d)", plain(text))})
    consecutive = len(years) == 2 and years[1] == years[0] + 1
    return f"{years[0]}-{years[1]}" if consecutive else text
