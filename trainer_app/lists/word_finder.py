"""Which of many known words a text holds, as words of their own in scripts that write spaces between words."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

_WITHOUT_SPACES = ("THAI", "LAO", "KHMER", "MYANMAR", "CJK", "HIRAGANA", "KATAKANA")
_WHOLE_AM = {unicodedata.normalize("NFKC", letter): letter for letter in "\u0e33\u0eb3"}
_AM = re.compile("|".join(_WHOLE_AM))
_START = 2  # letters of a word by which it is looked for: few of a thousand words begin as some part of a text does


class WordFinder:
    """Looks for many words at once: only for those whose first letters stand somewhere in a text."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self._by_start[word[:_START]].append(word)

    def inside(self, text: str) -> list[str]:
        """The words that a text holds, also within longer words."""
        starts = {text[place : place + _START] for place in range(len(text))} | set(text)
        return [word for start in starts & self._by_start.keys() for word in self._by_start[start] if word in text]


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of these plain words in a text as it was typed, the longest first; it finds nothing where there
    are none. Thai and Lao "am" is one letter in most texts, and two signs in plain ones."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    typed = (re.escape(word) for word in longest)
    return "|".join(_AM.sub(lambda am: f"(?:{am[0]}|{_WHOLE_AM[am[0]]})", word) for word in typed) or "(?!)"


def places(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where a word stands alone in a text: from which letter to which, the last not included."""
    start = text.find(word)
    while start >= 0 and word:
        end = start + len(word)
        if stands_alone(text, start, end):
            yield start, end
        start = text.find(word, end)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is no part of a longer word of a script that writes spaces between words."""

    def joined(one: str, other: str) -> bool:
        return bool(one) and bool(other) and is_spaced(one) and is_spaced(other)

    return not (
        joined(text[start - 1 : start] if start else "", text[start]) or joined(text[end - 1], text[end : end + 1])
    )


def is_spaced(letter: str) -> bool:
    """Whether a sign is a letter of a script that writes spaces between words."""
    if not (letter.isalpha() or unicodedata.category(letter).startswith("M")):
        return False
    return not unicodedata.name(letter, "").startswith(_WITHOUT_SPACES)
