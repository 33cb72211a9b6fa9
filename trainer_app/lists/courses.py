"""What the lines above a table, and the heads of its X columns, say of the course."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from trainer_app.lists.alike import AMHARIC
from trainer_app.lists.births import read_dates
from trainer_app.lists.columns import Column, Entry, marked
from trainer_app.lists.course_labels import COLON, COMMA, LONGEST_PLACE, course_texts, has_course_labels
from trainer_app.lists.dates import find_date, parse_date, says_more_of_dates
from trainer_app.lists.marks import place_beside, product_value, trainers_value
from trainer_app.lists.reading import Value
from trainer_app.lists.running_words import as_interval, organiser_around, trainer_within, unglued
from trainer_app.lists.school_years import school_year_said
from trainer_app.lists.scripts import Cell, clean, has_letters, is_filled, plain, raw_text, script_of
from trainer_app.lists.word_finder import one_of
from trainer_app.lists.words import Words

_BEFORE_LABEL = re.compile(r"\s*[.,،၊]\s+(?=[^.,:]*:)|\s+[–-]\s+(?=[^:–-]*:)")  # "Katete. Trainers: Awa Ba"
_CLOSED = re.compile(r"([^()（）]*)[)）]")  # what ends with a bracket that was opened before it
_YEAR_BEHIND = re.compile(r"(?<=[^\W\d_])[\s,]+(?:in\s+)?(?:19|20|25)\d\d$")  # "HELD IN KATETE 2019"


def dates_course(row: Sequence[Cell], words: Words) -> bool:
    """Whether a line labels an interval of days, "Date: 3-5 June 2019"."""
    said = [find_date(text, words) for name, text, _index in course_texts(row, words) if name == "dates"]
    return any(dated is not None and dated[1].start != dated[1].end for dated in said)


def tells_course(row: Sequence[Cell], words: Words) -> bool:
    """Whether a line between the rows of a list tells which course the people below it were in."""
    if has_course_labels(row, words):
        return True
    texts = [clean(cell) for cell in row if isinstance(cell, str) and is_filled(cell)]
    told = {name for text in texts for name, _said in title_texts(text, words)}
    alone = len(texts) == 1 and not any(map(str.isdigit, texts[0]))  # and not "GYB: 5 women"
    return "product" in told and (len(told) > 1 or alone)


def title_texts(line: str, words: Words) -> list[tuple[str, str]]:
    """The (field, text) pairs of a title without labels, "SYB training, 5-9 August 2019, at the Town Hall"."""
    pairs = []
    holder, line = organiser_around(as_interval(line, words), words)
    dated = find_date(line, words)
    if dated is not None and dated[1].start == dated[1].end and dated[1].start.day is not None:
        dated = None  # one day is when the list was made rather than when a course was held
    if dated is not None and dated[1].start.day is None and _is_batch(line, dated[0], words):
        dated = None
    before, rest = "", line
    if dated is not None:
        pairs.append(("dates", dated[0]))
        before, _dates, rest = line.partition(dated[0])
    if words.product_of(line) is not None:
        pairs.append(("product", line))
    elif (
        dated is None
        and not holder
        and not any(_marker(line, words, f"{field}_before") for field in ("organiser", "trainer"))
    ):
        return []
    rest = unglued(rest, words) if dated is not None else rest
    before, rest = (_in_short(text, words) for text in (before, rest))
    place = _after_marker(rest, words, "place_before") or _after_comma(rest, dated is not None, words)
    place = place or _after_marker(before, words, "place_line")
    if pairs and place:
        pairs.append(("venue", _YEAR_BEHIND.sub("", place)))
    if pairs and (code := _course_code(line, words)):
        pairs.append(("course_code", code))
    pairs += [("organiser", holder)] if holder else []
    for field in ("organiser", "trainer"):
        if said := _after_marker(line, words, f"{field}_before"):
            pairs.append((field, said))
    if pairs and "trainer" not in dict(pairs) and (who := trainer_within(line, words)):
        pairs.append(("trainer", who))
    return pairs


def _in_short(text: str, words: Words) -> str:
    """A text with the codes of products for their names, some of which hold a word for a place: "coopération sur le
    lieu de travail"."""
    for word in words.product_words(text):
        text = re.sub(one_of([word]), words.products[word], text, flags=re.IGNORECASE) if " " in word else text
    return text


def _is_batch(line: str, said: str, words: Words) -> bool:
    """Whether what looks like a month ("3/2561") stands after a word for a batch or class, and numbers that."""
    before = plain(line.partition(said)[0]).rstrip(" .:#№°") if said[:1].isdigit() else ""
    for ordinal in ("ที่", "ທີ", "ទី", "số", "thứ", "ke", "no", "nr", "n"):
        before = before.removesuffix(ordinal).rstrip(" .-")
    return before.endswith(_of_classes(words))


@lru_cache(maxsize=8)
def _of_classes(words: Words) -> tuple[str, ...]:
    """The words for the code of a class or course."""
    return tuple(alias for alias, fields in words.aliases.items() if "course_code" in fields and alias)


def _course_code(line: str, words: Words) -> str | None:
    """A code such as LC02 after the word for a class or course."""
    match = _code_pattern(words).search(line)
    return match.group(1) if match else None


@lru_cache(maxsize=8)
def _code_pattern(words: Words) -> re.Pattern[str]:
    named = (one for alias in _of_classes(words) if len(alias) > 2 for one in (alias, *words.spellings[alias]))
    return re.compile(rf"(?<!\w)(?:{one_of(set(named))})\s*[:#]?\s*([A-Z]{{1,5}}[-/]?\d[\w/-]*)", re.IGNORECASE)


def _marker(text: str, words: Words, kind: str) -> re.Match[str] | None:
    """The first of the words of a set that stands in a text with something after it."""
    return _marker_pattern(words, kind).search(text.translate(AMHARIC))


@lru_cache(maxsize=32)
def _marker_pattern(words: Words, kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s,;()–-]))(?:{one_of(words.sets[kind])})[\s:]+(?=\S)", re.IGNORECASE)


def _after_marker(text: str, words: Words, kind: str) -> str | None:
    match = _marker(text, words, kind)
    if match is None:
        return None
    behind = _before_others(text[match.end() :].lstrip("-–— "), words)
    said = re.split(r"[;|]|\s[–-]\s|\s{2,}", behind)[0]
    said = said.removesuffix(")") if "(" not in said else _without_bracket(said, words)  # "(organised by X)"
    said = said.strip(" ,.;:")
    first = said.partition(" ")[0]
    of_a_list = plain(first) in words.sets["no_place"]
    bare = kind == "trainer_before" and not COLON.search(match[0])
    if bare and (of_a_list or words.product_of(first) is not None):
        return None  # "Trainer pool", "Formateurs GERME"
    of_a_list = of_a_list and not (words.speaks_of(first, "school") and _is_named(said))
    if kind == "place_before" and (said[:1].isdigit() or words.product_of(said) is not None or of_a_list):
        return None
    return said if said and len(said) <= LONGEST_PLACE and has_letters(said) else None


def _is_named(said: str) -> bool:
    """Whether behind the first word of a place stands a name: "Trường THPT Ba Vì", not "in schools"."""
    return any(word[0].isalpha() and word[0] == word[0].upper() for word in said.split()[1:])


def _before_others(said: str, words: Words) -> str:
    """What is said of a place, without those whom it goes on to name: "Kaolack, animée par M. Diop"."""
    following = min(
        (other.start() for one in ("organiser_before", "trainer_before") if (other := _marker(said, words, one))),
        default=len(said),
    )
    return said[:following].strip(" ,.;:")


def _without_bracket(said: str, words: Words) -> str:
    """A place or name up to a bracket, and with it where that may be part of it: "Ségou (Town Hall)", "Pune (SYB)".

    Where it stands in a bracket itself, it goes up to the end of that: "Katete), list of participants".
    """
    if closed := _CLOSED.match(said):
        return closed[1]
    before, _sign, rest = said.partition("(") if "(" in said else said.partition("（")
    inside = re.match(r"[^()（）:\d]+(?=[)）])", rest)
    silent = words.sets["no_place"]
    if inside is None or words.product_of(inside[0]) or any(plain(part) in silent for part in inside[0].split()):
        return before
    return said[: len(before) + 1 + inside.end() + 1]


def place_line(line: str, words: Words) -> str | None:
    """The place that a line of a title names and nothing else: "at the Town Hall"."""
    match = _marker(line, words, "place_line")
    return _after_marker(line, words, "place_line") if match is not None and match.start() == 0 else None


def place_between(line: Sequence[str], words: Words) -> str | None:
    """The one part of a title, between dashes, slashes or cells, that is neither course nor date and may be its place:
    "SYB – Town Hall – 5-9 August 2019"; or what stands there behind the product, "SYB Ambato – 5-9 August 2019"."""
    line = [organiser_around(_in_latin(text), words)[1] for text in line]
    for apart in (r"\s+[-–—|/]\s+|\s*[|;]\s*", r"\s+[-–—|/]\s+|\s*[|;]\s*|[,،、]\s+"):
        parts = [_BEFORE_LABEL.split(part)[0].strip(" ,.;") for text in line for part in re.split(apart, text)]
        told = [part for part in parts if find_date(part, words) or words.product_of(part)]
        others = [part for part in parts if part and part not in told and not any(map(str.isdigit, part))]
        others = [part for part in others if not COLON.search(part) and _before_others(part, words)]  # "Trainer: Awa"
        if told and len(others) == 1 and names_place(others[0], words):
            return others[0]
        beside = [place for part in told if (place := place_beside(part, words)) and names_place(place, words)]
        if len(beside) == 1 and not others and len(told) > 1:
            return beside[0]
    return None


def _in_latin(text: str) -> str:
    """A text that says the same in two scripts, "ድሬዳዋ / Dire Dawa", in Latin letters; any other as it is."""
    halves = re.split(r"\s*/\s*", text)
    scripts = [script_of(half) for half in halves]
    return halves[scripts.index("LATIN")] if len(halves) == 2 and scripts.count("LATIN") == 1 and all(scripts) else text


def names_place(said: str, words: Words) -> bool:
    """Whether a part of a title may be a place or body: letters, and nothing that a heading or list is called."""
    if len(said) > LONGEST_PLACE or COLON.search(said) or not has_letters(said):
        return False
    return not any(part in words.sets["no_place"] for part in plain(said).split()) and not words.fields_of(said)


def _after_comma(text: str, dated: bool, words: Words) -> str | None:
    """What stands after the date of a title and a comma or dash: its place."""
    match = (
        re.match(r"[\s.)]*(?:[^\W\d_]{1,4}\.?){0,2}(?:\s*[,，،፣၊、–]|\s+-|-\s)\s*([^;|()（][^;|]*)", text)
        if dated
        else None
    )
    said = _without_bracket(match.group(1), words).strip(" ,.;:") if match else ""
    said = _BEFORE_LABEL.split(said)[0]
    said = "" if COLON.search(said) else said  # "- Trainer: Awa Ba"
    said = _beside_products(_before_others(said, words), words)
    said = "" if script_of(said) == "CJK" and words.holds("body", said) else said  # who held it stands there as well
    return said if has_letters(said) and len(said) <= LONGEST_PLACE and not any(map(str.isdigit, said)) else None


def _beside_products(said: str, words: Words) -> str:
    """A place without the products before or behind it, "SYB training, Katete"."""
    parts = COMMA.split(said)
    places = [part for part in parts if words.product_of(part) is None]
    return said if len(places) == len(parts) else ", ".join(places)


def read_course(texts: Iterable[tuple[str, str]], column: Column) -> dict[str, Value]:
    """The course's values from labelled texts. `column` lends its languages, calendar hints and questions."""
    values: dict[str, Value] = {}
    for field, text in texts:
        if field in ("start", "end", "dates"):
            dated = read_course_dates(text, field, column)
            values |= {name: value for name, value in dated.items() if name not in values}
        elif field not in values:
            entry = Entry(column.header_row, text, text)
            if field == "product":
                values[field] = product_value(entry, column.words)
            elif field == "school_year":
                values[field] = marked(entry, school_year_said(text))
            else:
                values[field] = trainers_value(entry, column.words) if field == "trainer" else marked(entry, text)
    return values


def read_course_dates(text: str, field: str, column: Column) -> dict[str, Value]:
    """The "start" and "end" of one text; read as a column of one cell. "3 days, from 8 to 10 June 2020" holds more."""
    column.field = field
    if parse_date(text, column.words) is None and (dated := find_date(text, column.words)) is not None:
        whole = dated[1].start.day is not None and not says_more_of_dates(text, dated[0], column.words)
        text = dated[0] if whole else text
    return read_dates(column, [Entry(column.header_row, text, text)]).get(column.header_row, {})


def product_column_dates(code: str, header: Sequence[str], column: Column) -> dict[str, Value]:
    """The "start:SYB" and "end:SYB" where a lower header cell of an X column holds the dates."""
    for text in header:
        if any(character.isdigit() for character in text):
            dated = find_date(raw_text(text), column.words)  # "GYB 7-9 Feb 2022"
            found = read_course_dates(dated[0] if dated else raw_text(text), "dates", column)
            if any(value.value is not None for value in found.values()):
                return {f"{name}:{code}": value for name, value in found.items()}
    return {}
