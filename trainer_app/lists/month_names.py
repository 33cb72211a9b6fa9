"""The names of the months of our calendar in many languages."""

import re
from collections import defaultdict

from babel import Locale

from trainer_app.lists.scripts import plain

# the languages whose month names Unicode's data gives us
_MONTH_LANGUAGES = (
    "en", "fr", "es", "pt", "vi", "lo", "th", "my", "km", "id", "ru", "mn", "ar", "am", "sw", "ne", "hi", "bn", "si",
    "mr", "gu", "te", "kn", "ml", "pa", "or", "as", "ta", "ur", "ms", "fil", "tr",
    "uk", "ky", "uz", "tg", "it", "de", "ka", "hy", "az",
)  # fmt: skip


def gregorian_months() -> dict[str, int]:
    """Month names of many languages; one that names different months in two of them is left out."""
    found: dict[str, set[int]] = defaultdict(set)
    for language in _MONTH_LANGUAGES:
        for context in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context.get(width, {}).items():
                    word = plain(name).strip(" .")
                    if not re.search(r"\d", word) and len(word) > 1:
                        found[word].add(number)
    return {word: numbers.pop() for word, numbers in found.items() if len(numbers) == 1}
