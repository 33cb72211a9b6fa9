"""What letters for women and men a legend explains: "P = pria, W = wanita" above, below or in the heading of a list.

P is perempuan, a woman, in one list and pria, a man, in another: what the list itself says goes before all.
"""

import re
from collections.abc import Iterable, Mapping

from trainer_app.lists.mark_letters import letters_explained
from trainer_app.lists.scripts import plain
from trainer_app.lists.words import Words

_SIGNS = re.compile(r"[=:(–—-]")  # what explains a letter


def sexes_explained(texts: Iterable[str], words: Words) -> Mapping[str, str]:
    """F or M by the plain letter, where one text of a sheet explains one letter for each; else nothing."""
    for text in texts:
        if not _SIGNS.search(text):  # as most texts
            continue
        told = {sign: sex for sign, said in letters_explained(text) if (sex := _sex_named(said, words))}
        if len(told) == 2 and set(told.values()) == {"F", "M"}:
            return told
    return {}


def _sex_named(said: str, words: Words) -> str | None:
    """The sex that a text begins with a whole word for, of one meaning wherever it is used."""
    for word in (plain(said).strip(" ."), *plain(said).split()[:1]):
        meanings = {way.sexes[word] for way in words.sexes if word in way.sexes}
        if len(word) > 1 and len(meanings) == 1:
            return meanings.pop()
    return None
