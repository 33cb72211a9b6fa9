"""What each column of a table is: by its header words, and by its content where there is no header."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from trainer_app.lists.dates import parse_date
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import (
    Cell,
    clean,
    column_letters,
    has_letters,
    is_filled,
    is_number,
    plain,
    raw_text,
    script_of,
)
from trainer_app.lists.sheets import Grid
from trainer_app.lists.tables import FoundTable
from trainer_app.lists.words import Words

_LANGUAGE_OF_SCRIPT = {
    "MYANMAR": "my",
    "LAO": "lo",
    "THAI": "th",
    "KHMER": "km",
    "ETHIOPIC": "am",
    "CJK": "zh",
    "DEVANAGARI": "ne",
}
_JOINED = {"phones", "family_name", "trainer"}  # several columns of these make one value
_MOST_SEX_WORDS = 6


def guess_columns(grid: Grid, table: FoundTable, words: Words) -> tuple[tuple[ColumnGuess, ...], frozenset[str]]:
    """The columns of a table, and the languages it is written in (of its headers and of its names' script)."""
    votes: Counter[str] = Counter()
    guesses: list[ColumnGuess] = []
    for index, chain in enumerate(table.headers):
        cells = [grid.rows[row][index] for row in table.rows if index < len(grid.rows[row])]
        if table.header_rows:
            field, languages = _by_header(index, chain, cells, words)
            votes.update(languages)
            certainty = 1.0 if field else 0.0
        else:
            field = _by_content(cells, words, [g.field for g in guesses])
            certainty = 0.6 if field else 0.0
        header = " / ".join(dict.fromkeys(chain)) or column_letters(index)
        guesses.append(ColumnGuess(index, header, field, certainty))
    most = max(votes.values(), default=0)
    languages = {language for language, count in votes.items() if count == most}
    if any(guess.field == "dates" for guess in guesses):
        # the dates of the course have their own column: a start or end is that of something else, a business say
        guesses = [replace(g, field=None, certainty=0.0) if g.field in ("start", "end") else g for g in guesses]
    guesses = _names_settled(_without_doubles(grid, table, guesses))
    for guess in guesses:
        if guess.field in ("full_name", "given_name", "family_name"):
            script = _script(grid, table, guess.index)
            languages |= {_LANGUAGE_OF_SCRIPT[script]} if script in _LANGUAGE_OF_SCRIPT else set()
    return tuple(guesses), frozenset(languages)


def _by_header(index: int, chain: Sequence[str], cells: Sequence[Cell], words: Words) -> tuple[str | None, set[str]]:
    """The field of a column by its header texts, the lowest first, and the languages that name it so."""
    for text in reversed(chain):
        if plain(text) in words.products:
            return f"product:{words.products[plain(text)]}", set()
    if chain and (plain(chain[-1]) in words.sets["session"] or _is_day(chain, cells, words)):
        return f"attendance:{index}", set()
    for text in reversed(chain):
        fields = words.fields_of(text)
        if fields:
            field = min(fields, key=lambda name: (-len(fields[name]), name))
            return field, fields[field]
    return None, set()


def _is_day(chain: Sequence[str], cells: Sequence[Cell], words: Words) -> bool:
    """Whether a header is a day (13, 16 Dec) and the cells below are marks of attendance."""
    text = plain(chain[-1])
    filled = [plain(raw_text(cell)) for cell in cells if is_filled(cell)]
    known = words.sets["present"] | words.sets["absent"] | words.sets["half"]
    looks_like_day = any(c.isdigit() for c in text) and len(text) <= 12
    return looks_like_day and bool(filled) and sum(c in known for c in filled) * 2 > len(filled)


def _script(grid: Grid, table: FoundTable, index: int) -> str | None:
    texts = [str(grid.rows[row][index]) for row in table.rows if index < len(grid.rows[row])]
    return script_of(" ".join(texts[:200]))


def _without_doubles(grid: Grid, table: FoundTable, guesses: Sequence[ColumnGuess]) -> list[ColumnGuess]:
    """A second column of the same field is kept as extra; a second name in Latin letters is the Latin name."""
    first: dict[str, int] = {}
    result = list(guesses)
    for guess in guesses:
        field = guess.field
        if field is None or field in _JOINED:
            continue
        if field not in first:
            first[field] = guess.index
            continue
        scripts = {index: _script(grid, table, index) for index in (first[field], guess.index)}
        latin = [index for index, script in scripts.items() if script == "LATIN"]
        if field == "full_name" and len(latin) == 1 and "latin_name" not in first:
            first["latin_name"] = latin[0]
            result[latin[0]] = replace(result[latin[0]], field="latin_name", certainty=0.9)
        else:
            result[guess.index] = replace(guess, field=None, certainty=0.0)
    return result


def _names_settled(guesses: Sequence[ColumnGuess]) -> list[ColumnGuess]:
    """One half of a name without the other is the whole name; so is a Latin name alone."""
    fields = {guess.field for guess in guesses}
    whole = None
    if "full_name" not in fields:
        halves = fields & {"given_name", "family_name"}
        whole = halves.pop() if len(halves) == 1 else None
        if not fields & {"given_name", "family_name"} and whole is None:
            whole = "latin_name"
    return [
        replace(guess, field="full_name", certainty=0.9) if whole and guess.field == whole else guess
        for guess in guesses
    ]


def _by_content(cells: Sequence[Cell], words: Words, taken: Sequence[str | None]) -> str | None:
    """The field that all cells of a column without a header look like."""
    silent = words.sets["unknown"] | words.sets["ditto"]
    filled = [cell for cell in cells if is_filled(cell) and plain(raw_text(cell)) not in silent]
    texts = [plain(raw_text(cell)) for cell in filled]
    if not texts:
        return None
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 6]
    all_numbers = len(numbers) == len(texts)
    digits = [sum(c.isdigit() for c in text) for text in texts]
    sexes = {word for vocabulary in words.sexes for word in vocabulary.sexes}
    tests = {
        "sex": set(texts) <= sexes and len(set(texts)) <= _MOST_SEX_WORDS,
        "email": all("@" in text for text in texts),
        "serial": all_numbers and numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 1,
        "birth_year": all_numbers and all(1900 <= number <= 2030 for number in numbers),
        "age": all_numbers and all(10 <= number <= 99 for number in numbers),
        "birth_date": all((found := parse_date(text, words)) and found.start.day for text in texts),
        "phones": all(count >= 7 for count in digits) and not any(map(has_letters, texts)),
        "full_name": all(has_letters(text) for text in texts)
        and not any(digits)
        and not any(is_number(cell) for cell in filled)
        and len(set(texts)) * 3 > len(texts) * 2,
    }
    return next((field for field, fits in tests.items() if fits and field not in taken), None)


def header_key(guess: ColumnGuess, used: set[str]) -> str:
    """A name for an unknown column among a row's extras, unique in the table."""
    key = clean(guess.header)
    return key if key not in used else f"{key} ({column_letters(guess.index)})"
