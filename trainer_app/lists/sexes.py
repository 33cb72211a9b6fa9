"""Woman or man: the words of a sex column, decided from the column as a whole."""

import re
from collections.abc import Collection, Mapping, Sequence

from trainer_app.lists.columns import Column, Entry, marked, unsure
from trainer_app.lists.header_words import header_word
from trainer_app.lists.honorifics import sex_addressed
from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import plain, script_of
from trainer_app.lists.statuses import yes_or_no
from trainer_app.lists.words import SexWords, Words
from trainer_app.texts import N_, _

_MOST_OF = 0.75  # of the cells of a column are written in one way where a few are not
_WORD = r"[^\W\d_][^\s\d=:;,()/.–-]*"
_CODED = (rf"(?P<code>\d)\s*[=:.)–-]?\s*(?P<word>{_WORD})", rf"(?P<word>{_WORD})\s*[=:(–-]?\s*(?P<code>\d)")
ENDING = re.compile(r"(?<=[^\W\d_]{3})[/(]-?(?:[ao]s?|n?e)(?![^\W\d_])")  # "Dueño/a", "Operario(a)"
_OPTIONS = (("F", N_("Woman")), ("M", N_("Man")), ("unknown", N_("Leave it empty")))


def read_sexes(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of "sex", or "owner_sex": F or M. What the column leaves open is asked once, "unsure" until then."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(_word(entry.text), []).append(entry)
    # a column may say something else in each cell: only the words for sexes are compared with each other
    strange = _strange_letters({word: len(rows) for word, rows in found.items()}, column)
    known = column.words.sex_words - strange if len(strange) < len(found) else column.words.sex_words
    counts = {word: len(rows) for word, rows in found.items() if word in known}
    evidence = counts.keys() | _words_of_header(column)
    coded = _codes(column)
    # in an English list too, the M under "Sexo" may be mujer
    languages = column.languages | column.words.fields_of(header_word(column.header)).get("sex", frozenset())
    begun = _begun(found.keys(), column)
    forms = column.words.honorifics.values()
    owned = _of_heading(found.keys(), column) if column.field == "owner_sex" else None
    said = sum(len(rows) for rows in found.values() if sex_addressed(rows[0].text, forms))
    addressed = 2 * said > len(entries)  # "M." beside "Mme"; a few among letters may be a slip
    values: dict[int, dict[str, Value]] = {}
    for word, rows in found.items():
        sex = None if word in strange else sex_of(word, evidence, column.words.sexes, languages)
        sex = (
            column.sexes_explained.get(word)
            or coded.get(word)
            or sex
            or _sex_by_most(word, counts, column)
            or begun.get(word)
        )
        sex = (addressed and sex_addressed(rows[0].text, forms)) or sex
        if owned is not None:  # a firm of which that is not said may be one of both
            sex = owned if yes_or_no(word, column.words) else "unknown"
        answered = sex or column.ask(
            word,
            _('Does "{word}" in the column "{column}" mean a woman or a man?').format(
                word=rows[0].raw, column=column.header
            ),
            [(code, _(shown)) for code, shown in _OPTIONS],
            [entry.row for entry in rows],
        )
        for entry in rows:
            if answered is None:
                value = unsure(entry, None, _("woman or man?"))
            else:
                value = marked(entry, None if answered == "unknown" else answered)
            values[entry.row] = {column.field: value}
    return values


def _of_heading(told: Collection[str], column: Column) -> str | None:
    """The one sex that a heading names above answers of yes and no or marks, "Owner is a woman"; None for any other."""
    if any(word in column.words.sex_words or yes_or_no(word, column.words) is None for word in told):
        return None
    named = re.split(r"[\s()/:,?-]+", plain(column.header))
    meant = {way.sexes[part] for way in column.words.sexes for part in named if part in way.sexes}
    return meant.pop() if len(meant) == 1 else None


def _codes(column: Column) -> dict[str, str]:
    """F or M by the digits that a heading explains, "Sex (1 = male, 2 = female)"; nothing unless it explains both."""
    for order in _CODED:
        told = {match["code"]: match["word"] for match in re.finditer(order, plain(column.header))}
        evidence = set(told.values())
        codes = {code: sex_of(word, evidence, column.words.sexes, column.languages) for code, word in told.items()}
        if len(codes) == 2 and set(codes.values()) == {"F", "M"}:
            return {code: str(sex) for code, sex in codes.items()}
    return {}


def _begun(found: Collection[str], column: Column) -> dict[str, str]:
    """F or M by letters that nobody knows: by the full words for both sexes in the column, of which a letter begins
    those of one only; else by the words of the list's language, where the column and its heading have two letters."""
    unknown = {word for word in found if len(word) == 1 and word.isalpha() and word not in column.words.sex_words}
    full = {word: sexes.pop() for word in found if len(word) > 1 and len(sexes := _all_meanings(word, column)) == 1}
    if not unknown or set(full.values()) == {"F", "M"}:
        begun = {letter: {sex for word, sex in full.items() if word.startswith(letter)} for letter in unknown}
        return {letter: sexes.pop() for letter, sexes in begun.items() if len(sexes) == 1}
    letters = unknown | {part for part in re.split(r"[\W\d_]+", plain(column.header)) if len(part) == 1}
    spoken = [v.sexes for v in column.words.sexes if v.language in column.languages]
    if len(letters) != 2 or not spoken:
        return {}
    one, other = sorted(letters)
    ways = [
        way for way in ({one: "F", other: "M"}, {one: "M", other: "F"})
        if all(any(word.startswith(letter) and told == sex for known in spoken for word, told in known.items())
               for letter, sex in way.items())
    ]  # fmt: skip
    return ways[0] if len(ways) == 1 else {}


def _all_meanings(word: str, column: Column) -> set[str]:
    return {way.sexes[word] for way in column.words.sexes if word in way.sexes}


def _strange_letters(counts: Mapping[str, int], column: Column) -> set[str]:
    """The letters of a column that are not sure. None is where no one way of writing holds nearly all of them, L beside
    K is not the L beside P; else those of other ways, Q beside F and M. One alone is sure in a language of the list."""
    letters = {word: count for word, count in counts.items() if len(word) == 1 and word.isalpha() and word.isascii()}
    of_header = {word for word in _words_of_header(column) if len(word) == 1}
    ways = [way.sexes for way in column.words.sexes]
    if len(of_header) > 1:  # the heading says which they are
        known = set().union(*(way for way in ways if of_header <= way.keys()), of_header)
        return letters.keys() - known if of_header <= column.words.sex_words else set()
    if len(counts.keys() | _words_of_header(column)) < 2 and any(_shown_otherwise(one, column) for one in letters):
        return set(letters)
    if len(letters.keys() | of_header) < 2:
        ways = [way.sexes for way in column.words.sexes if way.language in column.languages | {"en"}]
    held = [sum(count for one, count in letters.items() if one in way) for way in ways]
    most = max(held, default=0)
    if most < _MOST_OF * sum(letters.values()):
        return set(letters)
    return set(letters).difference(*(way for way, count in zip(ways, held, strict=True) if count == most))


def _shown_otherwise(letter: str, column: Column) -> bool:
    """Whether a rarer way of writing in a language of the list gives a letter the other sex than the usual one."""
    own = [way for way in column.words.sexes if way.language in column.languages and letter in way.sexes]
    return any(way.paired for way in own) and len({way.sexes[letter] for way in own}) > 1


def _word(text: str) -> str:
    """A word of a sex column without the signs around it, "(муж.)"."""
    word = plain(text).strip(" .,;:()[]-–*")
    return (word.rstrip("0") if "०" in text else word) or plain(text)  # the sign after a shortened Hindi word


def _sex_by_most(word: str, counts: Mapping[str, int], column: Column) -> str | None:
    """F or M by the one way of writing both that most of the column is in, None where the word is not of that way.
    counts: how often each of the column's words for sexes stands in it.

    Letters are looked at by themselves where there are several: beside F, M is no mujer, though Mujer stands there too.
    """
    doubtful = {one: count for one, count in counts.items() if (len(one) == 1) is (len(word) == 1)}
    if len(doubtful) < 2:
        return None
    own = [v for v in column.words.sexes if v.language in column.languages]
    for vocabularies in (own, column.words.sexes):
        covered = [(sum(count for one, count in doubtful.items() if one in v.sexes), v.sexes) for v in vocabularies]
        most = max((count for count, _sexes in covered), default=0)
        if most < _MOST_OF * sum(doubtful.values()):
            continue
        meanings = {sexes.get(word) for count, sexes in covered if count == most}
        both = all(len({sexes[one] for one in doubtful if one in sexes}) == 2 for n, sexes in covered if n == most)
        return meanings.pop() if len(meanings) == 1 and both else None
    return None


def sex_of(word: str, evidence: set[str], vocabularies: Sequence[SexWords], languages: frozenset[str]) -> str | None:
    """F or M, None if open.

    A word with one meaning everywhere is certain. Another counts only by the vocabularies that hold every doubtful
    word of the column and of its header, and are not contradicted; the table's own languages first, and English where
    Latin letters stand among words in another script.
    """
    meanings = {v.sexes[word] for v in vocabularies if word in v.sexes}
    if len(meanings) == 1:
        return meanings.pop()
    known = {w for w in evidence if any(w in v.sexes for v in vocabularies)}
    fitting = [
        v for v in vocabularies
        if known <= _consistent(v, vocabularies, known) and word in v.sexes
        and not (v.paired and known.isdisjoint(v.sexes.keys() - {word}))
    ]  # fmt: skip
    own = [v for v in fitting if v.language in languages]
    if not own and word.isascii() and any(script_of(one) != "LATIN" for one in known):
        own = [v for v in fitting if v.language == "en"]
    meanings = {v.sexes[word] for v in own or fitting}
    return meanings.pop() if len(meanings) == 1 else None


def _consistent(vocabulary: SexWords, vocabularies: Sequence[SexWords], words: set[str]) -> set[str]:
    """The words that can stand beside this vocabulary in one column: its own, and those of other scripts that are
    certain by themselves (a list may write F, M and 女)."""
    certain = {w for w in words if len({v.sexes[w] for v in vocabularies if w in v.sexes}) == 1 and not w.isascii()}
    return set(vocabulary.sexes) | certain


def _words_of_header(column: Column) -> set[str]:
    """The letters that a header names, as in "Sexo (H/M)"."""
    return sexes_named(column.header, column.words)


def sexes_named(heading: str, words: Words) -> set[str]:
    """The words for women and men in a heading, without the endings that a word has for both: "Dueño/a (H/M)"."""
    parts = re.split(r"[\s()/,|:\[\]+]+", ENDING.sub(" ", plain(heading)))
    return {part for part in parts if part in words.sex_words}
