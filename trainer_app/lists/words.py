"""The words that lists are written with: header aliases, sex words, ditto marks, totals, titles of address, months."""

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from trainer_app.errors import UserError
from trainer_app.file_names import located
from trainer_app.garbage import no_garbage_collection
from trainer_app.lists.accents import other_words
from trainer_app.lists.header_words import (
    header_variants,
    header_word,
    lettered,
    spellings_of,
    without_blanks,
    without_brackets,
)
from trainer_app.lists.headings import Concepts, borrowed_words
from trainer_app.lists.honorifics import Honorifics
from trainer_app.lists.month_names import cut_short, gregorian_months
from trainer_app.lists.product_words import product_words, without_contradicted
from trainer_app.lists.question_numbers import unnumbered
from trainer_app.lists.scripts import clean, plain
from trainer_app.lists.two_parts import (
    HALVES_APART,
    NUMBER_SIGN,
    both_halves,
    dates_of_course,
    name_and_phone,
    of_number,
    told_by_part,
    told_of_course,
)
from trainer_app.lists.word_finder import WordFinder, is_spaced, places, stands_alone
from trainer_app.paths import words_folder
from trainer_app.texts import _

RESOURCES = Path(__file__).resolve().parent.parent.parent / "resources"

_LETTER = r"[^\W\d_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"  # that a word may go on with
_REMEMBERED = 20_000  # texts: those of a list come again row after row
_MOST_LONGER = 2.5  # how many times as long as a known word inside it a heading may be
_SHORTEST_WITHIN, _LONGEST_HEADING = 4, 60  # letters of a word inside a heading, and of the heading
_OPPOSITES = {"completed": "failed", "reached": "not_found"}


@dataclass(frozen=True)
class SexWords:
    """One way of writing woman and man in one list."""

    language: str
    sexes: Mapping[str, str]  # plain word -> "F" or "M"
    paired: bool = False  # no single word shows that a list is written so


@dataclass(eq=False)
class Words:
    """All words, from the shipped resources and an office's own folder."""

    aliases: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    spellings: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # alias -> as its file has it
    sexes: list[SexWords] = field(default_factory=list)
    sets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    honorifics: dict[str, Honorifics] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    concepts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # what headings are made of
    statuses: dict[str, list[str]] = field(default_factory=dict)  # kind -> its values, each a set "kind:value"
    months: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def with_headings(self, headings: Mapping[str, str]) -> "Words":
        """These words, with headings that somebody said what they are: heading -> field, and nothing else."""
        own = replace(self, aliases={**self.aliases}, spellings={**self.spellings}, concepts=self.concepts)
        for heading, name in headings.items():
            own.aliases[header_word(heading)] = {name: {""}}
            own.spellings[header_word(heading)] = {clean(heading)}
        return own

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019 - words are loaded once and stay
    def fields_of(self, header: str, *, within: bool = False) -> dict[str, set[str]]:
        """The fields that a header word stands for, each with the languages that say so; empty if unknown.

        within: also by what its single words say, or by words inside a longer heading.
        """
        found: dict[str, set[str]] = defaultdict(set)
        if len(header) > _LONGEST_HEADING * 2:
            return found
        known = header_word(header) in self.aliases
        header = header if known else unnumbered(header)
        if not known and (both := both_halves(header, self.aliases) or name_and_phone(header, self.aliases)):
            return {"full_name": both}
        if self._in_latin(header):
            return {"latin_name": set()}
        if self._addresses(header):
            return found
        if by_part := told_by_part(header, self.aliases, self.composed):
            return by_part
        for variant in header_variants(header):
            word = header_word(variant)
            for name, languages in self.aliases.get(word, {}).items() if word not in self._other(variant) else ():
                found[name] |= languages
            if found:
                return found
        for variant in () if header.isascii() else header_variants(header):
            word = header_word(variant)
            unspaced = without_blanks(word)
            named = (unspaced != word and self.aliases.get(unspaced)) or self._unspaced.get(unspaced)
            if named:
                return {name: set(languages) for name, languages in named.items()}
        if numbered := of_number(header, self.aliases):
            return numbered
        if within and (named := self._beside_product(header)):
            return named
        texts = dict.fromkeys((header, without_brackets(header))) if within else ()
        composed = next((told for text in texts if (told := self.composed(text)) is not None), None)
        if composed is not None:
            return {composed: set()} if composed else {}
        return self._fields_within(header) if within else found

    @cached_property
    def _unspaced(self) -> dict[str, dict[str, set[str]]]:
        """The headings of scripts that write no blanks between words, without those that they have."""
        known = {alias: without_blanks(alias) for alias in self.aliases}
        return {word: self.aliases[alias] for alias, word in known.items() if word != alias}

    def _in_latin(self, header: str) -> bool:
        """Whether a heading asks for a name and says in brackets that Latin letters are meant, "Name (English)"."""
        name, bracket, inside = header.partition("(" if "(" in header else "\uff08")
        if not bracket or header_word(header) in self.aliases:
            return False
        return self.composed(inside.rstrip(") \uff09")) == "latin_name" and "full_name" in self.fields_of(name.strip())

    def _addresses(self, header: str) -> bool:
        """Whether a text begins with a form of address that is cut by a stroke, which parts no headings: "ወ/ሮ"."""
        form, _stroke, rest = clean(header).partition(" ")
        return bool(rest) and "/" in form and any(form in forms.sexes for forms in self.honorifics.values())

    def _beside_product(self, header: str) -> dict[str, set[str]]:
        """The fields of a heading that is known without the product in it: "KAB teacher", "SIYB trainer's name"."""
        text = header_word(header)
        for word in self.product_words(header):
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", text)
        rest = clean(text).strip(" .,;-–_()")
        fields = self.aliases.get(rest, {}) if rest != header_word(header) else {}
        return {name: set(languages) for name, languages in fields.items()}

    def asks_for_phone(self, header: str) -> bool:
        """Whether a heading, of names say, has a part that asks for a telephone."""
        return any("phones" in self.fields_of(part) for part in HALVES_APART.split(header_word(header)) if part)

    @cached_property
    def sex_words(self) -> frozenset[str]:
        """All words for women and men."""
        return frozenset(word for vocabulary in self.sexes for word in vocabulary.sexes)

    @cached_property
    def instead(self) -> frozenset[str]:
        """What stands in a cell instead of an answer of its own: not known, as above, a formula that is broken."""
        return frozenset(self.sets["unknown"] | self.sets["ditto"] | self.sets["broken"])

    @cached_property
    def _tuples(self) -> dict[str, tuple[str, ...]]:
        """The sets of words as str.startswith takes them."""
        return {kind: tuple(words) for kind, words in self.sets.items()}

    @cached_property
    def _composed(self) -> Concepts:
        return Concepts(self.concepts)

    def composed(self, header: str) -> str | None:
        """The field that the single words of a heading tell, "" for none that is kept, None where it is open."""
        return self._composed.field_of(header_word(unnumbered(header)), self._other(header))

    def _other(self, header: str) -> frozenset[str]:
        """The short words of a heading, without accents, that are others than those known to be written without."""
        return other_words(header, self.spellings)

    def speaks_of(self, header: str, concept: str) -> bool:
        """Whether a heading holds a word for a concept (see concepts.toml), whatever else it says."""
        return self._composed.holds(header_word(header), concept)

    def _fields_within(self, header: str) -> dict[str, set[str]]:
        """The fields of the longest known words inside a longer heading ("Full name of participant as in passport")."""
        text = header_word(header)
        if of_course := told_of_course(text, self.aliases):
            return of_course
        shortest = max(1, math.ceil(len(text) / _MOST_LONGER))
        for size in range(len(text), shortest - 1, -1) if len(text) <= _LONGEST_HEADING else ():
            inside = {text[place : place + size] for place in range(len(text) - size + 1)}
            for alias in sorted(inside & self.aliases.keys()):
                place = text.find(alias)
                if size >= (_SHORTEST_WITHIN if is_spaced(alias[0]) else 2) and stands_alone(text, place, place + size):
                    found = {name: set(languages) for name, languages in self.aliases[alias].items()}
                    coded = NUMBER_SIGN.search(text) or self.speaks_of(text, "code")  # "N° of a card", "client code"
                    return {} if "full_name" in found and coded else found
        return dates_of_course(text, self.aliases)

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def starts_with(self, kind: str, text: str) -> bool:
        """Whether a text begins with one of the words of a set, as a whole word where the script has spaces."""
        text = plain(text)
        if not text.startswith(self._tuples.get(kind, ())):  # as most cells do: quicker than word by word
            return False
        return any(text.startswith(word) and stands_alone(text, 0, len(word)) for word in self.sets[kind])

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def ends_with(self, kind: str, text: str) -> bool:
        """Whether a text ends with one of the words of a set, as a whole word ("Орхон дүн", "Lusaka total")."""
        text = plain(text).rstrip(" :.")
        if not text.endswith(self._tuples.get(kind, ())):
            return False
        return any(text.endswith(word) and stands_alone(text, len(text) - len(word), len(text)) for word in
                   self.sets[kind])  # fmt: skip

    def holds(self, kind: str, text: str) -> bool:
        """Whether a text holds one of the words of a set as a whole word, or anywhere in a script without spaces."""
        text = plain(text)
        return any(any(places(text, word)) for word in self._finder(kind).inside(text))

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def status_of(self, kind: str, text: str) -> str | None:
        """Which value of a kind (outcome, contact, level, indicator) a text tells: by the longest words in it."""
        text = plain(text)
        held = set(self._finder(kind).inside(text))
        if not held:  # as in most cells
            return None
        found = [
            self._unless_denied(text, place, value)
            for value in self.statuses[kind]
            for word in held & self.sets[f"{kind}:{value}"]
            for place in places(text, word)
        ]
        if kind == "level":  # "Instructor máster": the highest that is told
            return found[0][1] if found else None
        longest: tuple[int, str] = max(found, key=lambda pair: pair[0], default=(0, ""))
        return longest[1] or None

    def _finder(self, kind: str) -> WordFinder:
        """Looks for the words of a set, for those of all values of a kind, or for those of products."""
        if kind not in self._finders:
            sets = [f"{kind}:{value}" for value in self.statuses[kind]] if kind in self.statuses else [kind]
            known = {word for name in sets for word in self.sets[name]}
            self._finders[kind] = WordFinder(self.products if kind == "products" else known)
        return self._finders[kind]

    @cached_property
    def _finders(self) -> dict[str, WordFinder]:
        return {}

    def _unless_denied(self, text: str, place: tuple[int, int], value: str) -> tuple[int, str]:
        """How many letters of a text tell a status, and which: "not finished" tells the opposite of finished."""
        (start, end), (before, after) = place, self._denials
        denial = before.search(text, 0, start) or after.match(text, end)
        if denial is None or value not in _OPPOSITES:
            return end - start, value
        return end - start + len(denial[0]), _OPPOSITES[value]

    @cached_property
    def _denials(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What finds a word that denies at the end of a text, and at its beginning."""
        before, after = ("|".join(map(re.escape, sorted(self.sets[kind], key=len, reverse=True))) or "(?!)" for kind in
                         ("not_before", "not_after"))  # fmt: skip
        return re.compile(rf"(?<!{_LETTER})(?:{before})\s*$"), re.compile(rf"\s*(?:{after})(?!{_LETTER})")

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def product_of(self, text: str) -> str | None:
        """The product codes named in a text, joined by "; ", None if it names none."""
        words = without_contradicted(text, self.product_words(text), self.products)
        return "; ".join(dict.fromkeys(self.products[word] for word in words)) or None

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def product_words(self, text: str) -> tuple[str, ...]:
        """The words for products in a text, in its order."""
        return product_words(text, self._finder("products"))


@lru_cache(maxsize=4)
def load_words(office_folder: Path | None = None) -> Words:
    """The shipped words, with those of an office's folder (columns/*.toml, values/*.toml of the same form) added.

    Without a folder it is this computer's own (paths.words_folder). They are read once, and stay as they are until the
    application starts again. UserError for a file of the office that cannot be used.
    """
    return _loaded(office_folder or words_folder())


@lru_cache(maxsize=4)
@no_garbage_collection()
def _loaded(office_folder: Path) -> Words:
    words = Words()
    for path in _files(RESOURCES):
        _add(words, path, tomllib.loads(path.read_text("utf-8")))
    for concept, borrowed in borrowed_words(words.concepts, words.aliases).items():
        words.concepts[concept] |= borrowed
    fields = {name for named in words.aliases.values() for name in named}
    for path in _files(office_folder):
        _add_own(words, path, fields)
    months = gregorian_months() | words.months["gregorian"]
    words.months["gregorian"] = cut_short(months) | months
    return words


def _files(folder: Path) -> list[Path]:
    return [*sorted((folder / "columns").glob("*.toml")), *sorted((folder / "values").glob("*.toml"))]


def _add(words: Words, path: Path, content: Mapping[str, Any]) -> None:
    if path.parent.name == "columns":
        _add_aliases(words, path.stem, content)
    else:
        _ADDERS[path.stem](words, content)


def _add_own(words: Words, path: Path, fields: Collection[str]) -> None:
    """Add a file of an office; one that cannot be used is a sentence."""
    problem = ""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        if path.parent.name == "columns":
            unknown = sorted(content.keys() - fields)
            problem = _("it knows no field {names}").format(names=", ".join(unknown)) if unknown else ""
        elif path.stem not in _ADDERS:
            problem = _("its name should be one of {names}").format(names=", ".join(f"{name}.toml" for name in _ADDERS))
        if not problem:
            _add(words, path, content)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = str(error)
    except (AttributeError, KeyError, TypeError) as error:
        problem = _("it has not the form of the file of that name that comes with the application ({error})").format(
            error=error
        )
    if problem:
        raise UserError(
            _("The file {file} of this office's own words for lists cannot be used: {problem}. Correct it, or move it "
              "to another folder.").format(file=located(path), problem=problem)
        )  # fmt: skip


def _add_aliases(words: Words, language: str, content: Mapping[str, list[str]]) -> None:
    for name, aliases in content.items():
        for alias in aliases:
            words.aliases[header_word(alias)][name].add(language)
            words.spellings[header_word(alias)].add(clean(alias))


def _add_sexes(words: Words, content: Mapping[str, Any]) -> None:
    for entry in content["vocabulary"]:
        sexes = {word: sex for sex in ("F", "M") for told in entry[sex] for word in spellings_of(told)}
        words.sexes.append(SexWords(entry["language"], sexes, entry.get("paired", False)))


def _add_sets(words: Words, content: Mapping[str, list[str]]) -> None:
    for kind, members in content.items():
        words.sets[kind] |= {spelling for member in members for spelling in spellings_of(member)}


def _add_honorifics(words: Words, content: Mapping[str, Any]) -> None:
    words.honorifics.update({language: Honorifics.of(entry) for language, entry in content.items()})


def _add_products(words: Words, content: Mapping[str, list[str]]) -> None:
    words.products.update({plain(word): code for code, names in content.items() for word in (code, *names)})


def _add_calendars(words: Words, content: Mapping[str, list[str]]) -> None:
    for calendar, months in content.items():
        for number, spellings in enumerate(months, 1):
            words.months[calendar].update({word: number for told in spellings.split("|") for word in lettered(told)})


def _add_concepts(words: Words, content: Mapping[str, list[str]]) -> None:
    for concept, members in content.items():
        words.concepts[concept] |= {header_word(member) for member in members}
        for member in members:
            words.spellings[header_word(member)].add(clean(member))


def _add_statuses(words: Words, content: Mapping[str, Mapping[str, list[str]]]) -> None:
    for kind, values in content.items():
        words.statuses[kind] = list(values)
        for value, members in values.items():
            words.sets[f"{kind}:{value}"] |= {spelling for member in members for spelling in spellings_of(member)}


_ADDERS: dict[str, Callable[[Words, Any], None]] = {
    "concepts": _add_concepts,
    "indicators": lambda words, content: _add_statuses(words, {"indicator": content}),
    "statuses": _add_statuses,
    "sexes": _add_sexes,
    "words": _add_sets,
    "honorifics": _add_honorifics,
    "products": _add_products,
    "calendars": _add_calendars,
}
