"""What signs for women and men a legend explains: "P = pria, W = wanita" above, below or in the heading of a list.

P is perempuan, a woman, in one list and pria, a man, in another: what the list itself says goes before all.
"""

import re
from collections.abc import Iterable, Mapping

from trainer_app.lists.scripts import clean, plain
from trainer_app.lists.words import Words

_PART = r"\s,;:=()/|–—.-"  # what parts signs and words
_SIGN = rf"(?<![^{_PART}])([^{_PART}]{{1,3}})"
_WORD = rf"(?<![^{_PART}])([^{_PART}]{{2,20}})"
_BEFORE = re.compile(rf"{_SIGN}\s*(?:[=:)–—-]\s*)+{_WORD}")  # "P = pria", "(P) pria"
_BEHIND = re.compile(rf"{_WORD}\s*[(=]\s*{_SIGN}(?![^{_PART}])")  # "pria (P)"


def sexes_explained(texts: Iterable[str], words: Words) -> Mapping[str, str]:
    """F or M by the plain sign, where one text of a sheet explains one sign for each; else nothing."""
    for text in texts:
        if not any(sign in text for sign in "=:()–—-"):  # as most texts
            continue
        for pairs in (_BEFORE.findall(clean(text)), [pair[::-1] for pair in _BEHIND.findall(clean(text))]):
            told = {plain(sign): sex for sign, said in pairs if (sex := _sex_named(plain(said), words))}
            if len(told) == 2 and set(told.values()) == {"F", "M"}:
                return told
    return {}


def _sex_named(word: str, words: Words) -> str | None:
    """The sex that a whole word names, of one meaning wherever it is used."""
    meanings = {way.sexes[word] for way in words.sexes if word in way.sexes}
    return meanings.pop() if len(word) > 1 and len(meanings) == 1 else None
