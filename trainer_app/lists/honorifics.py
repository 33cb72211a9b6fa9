"""The forms of address of one language, as resources/values/honorifics.toml tells them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from trainer_app.lists.scripts import clean, has_letters, plain, script_of

_OF_MANY_LANGUAGES = frozenset({"LATIN", "CYRILLIC"})
"""Scripts in which a form of one language, "пан", is a surname of another."""
_LOOKED_AT = 200  # names that show the script of all
_SHORTEST = 2  # letters of a form that can be no initial


@dataclass(frozen=True)
class Honorifics:
    """Forms of address. pairs: Latin spelling -> local spellings; sexes: spelling -> F, M, "" for either.

    doubted: those that stand before a name or are its beginning, nobody can tell without its other spelling.
    initials: those that may also be an initial, "D." of Dona and of Domingas: taken off where the sex fits them.
    stuck: those that are also written without a space and begin no name; any other of their language may begin one.
    after: those that stand after a name, alike; kept: those that are part of the name, and only tell the sex.
    """

    glued: bool
    sexes: Mapping[str, str]
    pairs: Mapping[str, list[str]]
    sure: Collection[str] = ()  # of those in pairs: taken off where only one spelling of the name is there
    doubted: Collection[str] = ()
    initials: Collection[str] = ()
    stuck: Collection[str] = ()
    after: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()

    def before(self, name: str) -> Sequence[str]:
        """Those that are no part of a name and may stand before this one: of its first letter, the longest first."""
        return self._by_letter.get(name[:1].casefold(), ())

    def said_to_other(self, name: str, sex: str) -> bool:
        """Whether a name begins with a form, as a word of its own, that is only said to the other sex than this one."""
        if self.pairs:  # a Burmese one may always be of the name
            return False
        form = next((form for form in self.before(name) if name.startswith(f"{form} ")), "")
        doubtful = form in self.doubted or form in self.initials or len(form.strip(".")) < _SHORTEST
        return not doubtful and self.sexes.get(form, "") not in ("", sex) and has_letters(name.removeprefix(form))

    def in_brackets(self, text: str) -> str | None:
        """The sex, "" for either, of a form that stands in brackets behind a name; None for anything else."""
        return self._bare.get(_bare(text))

    @cached_property
    def _bare(self) -> dict[str, str]:
        told = {
            _bare(form): sex
            for form, sex in {**self.sexes, **self.after}.items()
            if form not in self.kept and form not in self.doubted
        }
        return {form: sex for form, sex in told.items() if len(form) >= _SHORTEST}

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for form in sorted(self.sexes.keys() - self.kept, key=len, reverse=True):
            found.setdefault(form[:1].casefold(), []).append(form)
        return found

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> "Honorifics":
        """Those of the table of one language in the file of forms of address."""
        sexes = {clean(word): sex.strip("N") for sex in ("F", "M", "N") for word in entry.get(sex, [])}
        after = {clean(word): sex for sex, told in entry.get("after", {}).items() for word in told}
        kept = frozenset(map(clean, entry.get("kept", [])))
        certain = {kind: entry.get(kind, []) for kind in ("sure", "doubted", "initials", "stuck")}
        return cls(entry.get("glued", False), sexes, entry.get("pairs", {}), after=after, kept=kept, **certain)


def in_script_of(names: Sequence[str], told: Collection[str], honorifics: Mapping[str, Honorifics]) -> frozenset[str]:
    """The languages whose forms of address are in the script of the names, where the list is told to be in none of
    them: names in Urdu below English headings."""
    script = script_of(" ".join(names[:_LOOKED_AT]))
    if script is None or script in _OF_MANY_LANGUAGES:
        return frozenset()
    written = frozenset(
        language
        for language, forms in honorifics.items()
        if script_of(" ".join((*forms.sexes, *forms.after))) == script
    )
    return frozenset() if written & frozenset(told) else written


def _bare(form: str) -> str:
    return plain(form).replace(".", "").strip()


def sex_addressed(text: str, languages: Iterable[Honorifics]) -> str | None:
    """F or M by a text that is a form of address and nothing else, "Ibu", "M."; None where it may be of either."""
    word = plain(text)
    bare = word.strip(" .")
    told = {
        sex for forms in languages for form, sex in forms.sexes.items()
        if plain(form) == word or (len(bare) > 1 and plain(form).strip(" .") == bare)
    }  # fmt: skip
    return told.pop() or None if len(told) == 1 and len(word) > 1 else None
