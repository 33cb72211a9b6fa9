"""The shipped names of months and days of the week are those of Unicode's data, which babel has but takes long to load.

After a new release of babel: `python -m tests.trainer_app.lists.test_month_names` writes them anew.
"""

import re
from collections import defaultdict

from babel import Locale

from trainer_app.lists.dates import parse_date
from trainer_app.lists.month_names import PATH, cut_short, gregorian_months, weekdays
from trainer_app.lists.scripts import plain
from trainer_app.lists.words import load_words

MONTHS_OF = (
    "en", "fr", "es", "pt", "vi", "lo", "th", "my", "km", "id", "ru", "mn", "ar", "am", "sw", "ne", "hi", "bn", "si",
    "mr", "gu", "te", "kn", "ml", "pa", "or", "as", "ta", "ur", "ms", "fil", "tr",
    "uk", "ky", "uz", "tg", "it", "de", "ka", "hy", "az",
)  # fmt: skip
"""The languages whose month names Unicode's data gives us."""
DAYS_OF = ("en", "fr", "es", "pt", "de", "ru", "uk", "id", "sw", "vi", "th", "tr", "mn", "ar", "fa", "ne", "hi", "bn")


def months() -> dict[str, int]:
    """By name the number of the month; a name of different months in two languages is left out."""
    found: dict[str, set[int]] = defaultdict(set)
    for language in MONTHS_OF:
        for context in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context.get(width, {}).items():
                    word = plain(name).strip(" .")
                    if not re.search(r"\d", word) and len(word) > 1:
                        found[word].add(number)
    return {word: numbers.pop() for word, numbers in found.items() if len(numbers) == 1}


def days() -> set[str]:
    contexts = (context for language in DAYS_OF for context in Locale(language).days.values())
    names = {plain(name) for context in contexts for name in context.get("wide", {}).values()}
    return {name for name in names if not name.isdecimal()}


def test_the_names_are_those_of_unicode() -> None:
    assert gregorian_months() == months()
    assert set(weekdays()) == days()


def test_names_cut_short_that_can_be_of_no_other_month() -> None:
    words = load_words()
    for text, month in (("12 Agust 2022", 8), ("12 noviem 2022", 11), ("12 Septemb 2022", 9)):
        said = parse_date(text, words)
        assert said is not None
        assert (said.start.day, said.start.month) == (12, month)
    assert cut_short({"augustine": 8, "augustus": 9}) == {"augusti": 8, "augustin": 8, "augustu": 9}


def write() -> None:
    """Write the file of the names."""
    by_number = [[name for name, its in months().items() if its == number] for number in range(1, 13)]
    lines = [", ".join(f'"{name}"' for name in names) for names in by_number]
    told = ", ".join(f'"{name}"' for name in sorted(days()))
    about = """\
# The names of the months of our calendar, from January on, and of the days of the week, as Unicode's data (CLDR) gives
# them, plain (trainer_app.lists.scripts). Written by tests/trainer_app/lists/test_month_names.py.
"""
    rows = "".join(f"  [{line}],\n" for line in lines)
    PATH.write_text(f"{about}months = [\n{rows}]\ndays = [{told}]\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
