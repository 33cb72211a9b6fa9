"""A town that a part of a title names and nothing else, by a short word for one: "List of participants, г. Ош"."""

import re
from functools import lru_cache

from trainer_app.lists.scripts import plain
from trainer_app.lists.words import Words

_WORD = r"[^\W\d_][\w'’ʼ-]*"
_NAME = rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}})"
_PARTS = re.compile(r"\s*[,،、;|()]\s*|\s+[–—/-]\s+")


def town_named(line: str, words: Words) -> str | None:
    """The town with the word for one, as written, where exactly one part of a line is that."""
    found = [part for part in map(str.strip, _PARTS.split(line)) if _is_town(part, words)]
    return found[0] if len(found) == 1 else None


def _is_town(part: str, words: Words) -> bool:
    match = _patterns(words).fullmatch(part)
    name = next((text for text in match.groups() if text), "") if match is not None else ""
    small = any(word[0] != word[0].title() for word in name.split())
    return len(name) > 1 and not small and plain(name) not in words.sets["total"] and words.product_of(name) is None


@lru_cache(maxsize=4)
def _patterns(words: Words) -> re.Pattern[str]:
    before, after = (
        "|".join(re.escape(word) for word in sorted(words.sets[kind], key=len, reverse=True)) or "(?!)"
        for kind in ("town_before", "town_after")
    )
    last = _NAME.replace("<name>", "<named>")
    return re.compile(rf"(?i:{before})(?:(?<=\.)\s*|\s+){_NAME}|{last}\s+(?i:{after})\.?")
