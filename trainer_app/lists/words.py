"""The words that lists are written with: header aliases, sex words, ditto marks, totals, titles of address, months."""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale

from trainer_app.lists.scripts import clean, plain

RESOURCES = Path(__file__).resolve().parent.parent.parent / "resources"

_NAME_FIELDS = ("full_name", "latin_name", "given_name", "family_name")
# the languages whose month names Unicode's data gives us
_MONTH_LANGUAGES = (
    *("en", "fr", "es", "pt", "vi", "lo", "th", "my", "km", "id", "ru"),
    *("mn", "ar", "am", "sw", "ne", "hi", "bn", "si", "ta", "ur"),
)


@dataclass(frozen=True)
class SexWords:
    """One way of writing woman and man in one list."""

    language: str
    sexes: Mapping[str, str]  # plain word -> "F" or "M"


@dataclass(frozen=True)
class Honorifics:
    """Forms of address of one language. pairs: Latin spelling -> local spellings; sexes: spelling -> F, M."""

    glued: bool
    sexes: Mapping[str, str]
    pairs: Mapping[str, list[str]]


@dataclass
class Words:
    """All words, from the shipped resources and an office's own folder."""

    aliases: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    spellings: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # alias -> as its file has it
    sexes: list[SexWords] = field(default_factory=list)
    sets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    honorifics: dict[str, Honorifics] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    months: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def fields_of(self, header: str) -> dict[str, set[str]]:
        """The fields that a header word stands for, each with the languages that say so; empty if unknown."""
        found: dict[str, set[str]] = defaultdict(set)
        for variant in header_variants(header):
            for name, languages in self.aliases.get(variant, {}).items():
                found[name] |= languages
            if found:
                break
        return found

    def is_name_header(self, header: str) -> bool:
        return any(name in _NAME_FIELDS for name in self.fields_of(header))

    def starts_with(self, kind: str, text: str) -> bool:
        """Whether a text begins with one of the words of a set, as a whole word where the script has spaces."""
        text = plain(text)
        for word in self.sets[kind]:
            rest = text[len(word) :]
            if text.startswith(word) and not (rest[:1].isalpha() and rest[:1].isascii() and word[-1:].isascii()):
                return True
        return False

    def product_of(self, text: str) -> str | None:
        """The product codes named in a text, joined by "; ", None if it names none."""
        text = plain(text)
        found = {
            (match.start(), code)
            for word, code in self.products.items()
            for match in re.finditer(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", text)
        }
        codes = list(dict.fromkeys(code for _position, code in sorted(found)))
        return "; ".join(codes) or None


def header_variants(header: str) -> Iterator[str]:
    """The ways to look a header up: whole, without brackets, each part of "S.N. / क्र.सं.", without a last number."""
    whole = header_word(header)
    yield whole
    without = header_word(re.sub(r"[((\[][^))\]]*[))\]]", " ", header))
    yield without
    yield re.sub(r"\s*\d+$", "", without)
    for part in re.split(r"\s*[/|\n]\s*|\s+[-–]\s+", header):
        if part != header:
            yield header_word(part)


def header_word(text: str) -> str:
    """A header as it is compared: plain, without accents of Latin letters and without punctuation at the edges."""
    decomposed = unicodedata.normalize("NFD", plain(text).replace("’", "'"))
    kept: list[str] = []
    for character in decomposed:
        latin = kept and kept[-1].isalpha() and kept[-1].isascii()
        if not (unicodedata.combining(character) and latin):
            kept.append(character)
    text = unicodedata.normalize("NFC", "".join(kept)).replace("đ", "d")
    return clean(re.sub(r"\.(?=\s|$)|[:*?¿]", " ", text)).strip(" .,;-–_")


@lru_cache(maxsize=4)
def load_words(office_folder: Path | None = None) -> Words:
    """The shipped words, with those of an office's folder (columns/*.toml, values/*.toml of the same form) added."""
    words = Words()
    for folder in (RESOURCES, office_folder):
        if folder is None:
            continue
        for path in sorted((folder / "columns").glob("*.toml")):
            _add_aliases(words, path.stem, tomllib.loads(path.read_text("utf-8")))
        for path in sorted((folder / "values").glob("*.toml")):
            _ADDERS[path.stem](words, tomllib.loads(path.read_text("utf-8")))
    for month, names in _gregorian_months().items():
        words.months["gregorian"][month] = names
    return words


def _add_aliases(words: Words, language: str, content: Mapping[str, list[str]]) -> None:
    for name, aliases in content.items():
        for alias in aliases:
            words.aliases[header_word(alias)][name].add(language)
            words.spellings[header_word(alias)].add(clean(alias))


def _add_sexes(words: Words, content: Mapping[str, Any]) -> None:
    for entry in content["vocabulary"]:
        sexes = {plain(word): sex for sex in ("F", "M") for word in entry[sex]}
        words.sexes.append(SexWords(entry["language"], sexes))


def _add_sets(words: Words, content: Mapping[str, list[str]]) -> None:
    for kind, members in content.items():
        words.sets[kind] |= {plain(member) for member in members}


def _add_honorifics(words: Words, content: Mapping[str, Any]) -> None:
    for language, entry in content.items():
        sexes = {clean(word): sex for sex in ("F", "M") for word in entry.get(sex, [])}
        words.honorifics[language] = Honorifics(entry.get("glued", False), sexes, entry.get("pairs", {}))


def _add_products(words: Words, content: Mapping[str, list[str]]) -> None:
    words.products.update({plain(word): code for code, names in content.items() for word in names})


def _add_calendars(words: Words, content: Mapping[str, list[str]]) -> None:
    for calendar, months in content.items():
        for number, spellings in enumerate(months, 1):
            words.months[calendar].update({plain(word): number for word in spellings.split("|")})


_ADDERS = {
    "sexes": _add_sexes,
    "words": _add_sets,
    "honorifics": _add_honorifics,
    "products": _add_products,
    "calendars": _add_calendars,
}


def _gregorian_months() -> dict[str, int]:
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
