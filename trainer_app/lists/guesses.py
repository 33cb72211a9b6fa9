"""What each column of a table is: by its header words, and by its content where there is no header."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from trainer_app.lists.by_cells import field_by_content, told_by_cells
from trainer_app.lists.by_code import codes_apart
from trainer_app.lists.by_counts import parts_told
from trainer_app.lists.by_sex import BORN, MARK
from trainer_app.lists.column_texts import ColumnTexts
from trainer_app.lists.day_columns import halves_of_days, is_day
from trainer_app.lists.doubles import (
    days_below_one_heading,
    half_beside,
    halves_told,
    merged_beside,
    names_beside,
    names_by_content,
    names_settled,
    parts_below_one_heading,
    script_below,
    start_before_end,
    without_doubles,
)
from trainer_app.lists.figures import OF_WHICH
from trainer_app.lists.foreign_words import without_foreign
from trainer_app.lists.header_words import header_word
from trainer_app.lists.kinds import (
    ENTERPRISES,
    FIELDS,
    FOLLOW_UPS,
    INDICATORS,
    PEOPLE,
    TOTALS,
    TRAINERS,
    WITH_NAMES,
)
from trainer_app.lists.module_days import with_days_of_modules
from trainer_app.lists.modules import module_before, module_by_dates, module_number, module_numbered, module_of_day
from trainer_app.lists.of_course import of_the_course
from trainer_app.lists.owners import is_value_after, of_owner
from trainer_app.lists.question_numbers import as_asked
from trainer_app.lists.reading import ColumnGuess
from trainer_app.lists.scripts import Cell, column_letters, is_filled, plain, raw_text
from trainer_app.lists.sexes import ENDING, sex_of
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
    "SINHALA": "si",
    "TAMIL": "ta",
    "BENGALI": "bn",
}
_MEANT = {
    TRAINERS: dict.fromkeys(("school", "organiser", "business_name"), "organisation")
    | {"trainer": "full_name", "operating": "active"},
    FOLLOW_UPS: {"active": "operating", "business": "business_name"},
    PEOPLE: {"courses_held": "course_code", "organisation": "occupation"},
    TOTALS: {
        "courses_held": "course_code",
        "activity": "product",
        "organisation": "organiser",
        "attendance_total": "hours",
    },
    ENTERPRISES: {
        "business": "business_type",
        "participants": "workers",
        "women": "workers_women",
        "men": "workers_men",
        "venue": "address",
    }
    | {"full_name": "owner_name", "sex": "owner_sex"},
}
"""What a heading means in a table of another kind than the one that it usually is of, where that kind has no such."""
_OF_FIRMS = {"organisation": "business_name"}  # of those who were sent, and of indicators
_FROM_TO = {"licence_until": ("certified_on", "licence_until"), "tot_date": ("tot_date", None)}
"""What the first and the last day below a heading of trainers are, "Licence: from, to"."""
_OF_INDICATORS = frozenset({"baseline", "after"})
_SPLIT = {name: name for name in ("workers", "participants", "sex", *BORN)} | {"workers_total": "workers"}
"""What headings above a column of women and one of men count."""
_OF_A_COURSE = frozenset(
    {"dates", "start", "hours", "course_code", "courses_held", "organiser", "education", "class_name", "level"}
)
"""What a word for a course may be taken for, where the cells below it name products."""
_FEWEST_DAYS, _LONGEST_SIGN = 2, 5  # known days that make another one of a like heading; letters of a sign below
_OF_TEACHERS = frozenset({"trainer", "level", "organisation"})  # of a product, they are no marks for it
_BODIES = frozenset({"organiser", "organisation"})
_LONGEST_PRODUCT = 40  # letters of a heading that names a product


@dataclass(frozen=True)
class _Heading:
    """What the header texts of one column may stand for. split: (heading above, word for a sex or the total)."""

    fields: dict[str, set[str]]
    special: str | None = None  # product:SYB, attendance:7, after:2
    product: str | None = None  # what an attendance column is of
    split: tuple[str, str] | None = None


def guess_columns(
    grid: Grid, table: FoundTable, words: Words, hints: str = ""
) -> tuple[tuple[ColumnGuess, ...], frozenset[str]]:
    """The columns of a table, and the languages it is written in (of its headers and of its names' script).

    hints: plain text of the file's and the table's titles, which may name the programme.
    """
    cells_of = [
        [grid.rows[row][index] for row in table.rows if index < len(grid.rows[row])]
        for index in range(len(table.headers))
    ]
    chains = as_asked(table.headers)
    headings = [_heading(i, chain, cells_of[i], words, table.kind, hints) for i, chain in enumerate(chains)]
    headings = _with_days_beside(_single_marks(headings, table, words), table, cells_of, words)
    votes = Counter(language for one in headings for languages in one.fields.values() for language in languages)
    most = max(votes.values(), default=0)
    languages = {language for language, count in votes.items() if count == most}
    splits = _split_fields(headings, words, frozenset(languages), table.kind)
    certain = {name for one in headings if len(one.fields) == 1 and not one.special for name in one.fields}
    guesses: list[ColumnGuess] = []
    for index, (chain, heading) in enumerate(zip(table.headers, headings, strict=True)):
        if table.header_rows:
            told = without_foreign(heading.fields, chain[-1] if chain else "", cells_of[index], languages, words)
            field = heading.special or splits.get(index) or _likeliest(told, votes, certain)
            certainty = 1.0 if field else 0.0
        else:
            field = field_by_content(cells_of[index], words, [g.field for g in guesses])
            certainty = 0.6 if field else 0.0
        header = " / ".join(dict.fromkeys(chain)) or column_letters(index)
        guesses.append(ColumnGuess(index, header, field, certainty, heading.product))
    guesses = parts_told(guesses, table.headers, words) if table.kind == TOTALS else guesses
    guesses = of_the_course(codes_apart(guesses, words), table.kind, words)
    guesses = told_by_cells(guesses, cells_of, table.kind, words)
    guesses = with_days_of_modules(guesses, cells_of, table.kind, hints, words)
    guesses = halves_told(parts_below_one_heading(names_by_content(guesses, table, words), cells_of), cells_of)
    guesses = half_beside(guesses, cells_of, table.kind, words)
    guesses = days_below_one_heading(start_before_end(guesses, cells_of, words), cells_of, words)
    guesses = without_doubles(grid, table, guesses, words)
    guesses = names_settled(names_beside(grid, table, merged_beside(grid, table, guesses, words), words), languages)
    for guess in guesses:
        if guess.field in ("full_name", "given_name", "family_name"):
            script = script_below(grid, table, guess.index)
            languages |= {_LANGUAGE_OF_SCRIPT[script]} if script in _LANGUAGE_OF_SCRIPT else set()
    return tuple(guesses), frozenset(languages)


def _single_marks(headings: Sequence[_Heading], table: FoundTable, words: Words) -> list[_Heading]:
    """The only column of a product holds its X marks, also where its dates stand below the product."""
    columns = Counter(one.product for one in headings if one.product)
    result = []
    for chain, heading in zip(table.headers, headings, strict=True):
        marks = heading.product is not None and columns[heading.product] == 1 and table.kind in (PEOPLE, TRAINERS)
        if (
            marks
            and (heading.special or "").startswith("attendance:")
            and plain(chain[-1]) not in words.sets["session"]
        ):
            heading = replace(heading, special=f"product:{heading.product}")
        result.append(heading)
    return result


def _with_days_beside(
    headings: Sequence[_Heading], table: FoundTable, cells_of: Sequence[Sequence[Cell]], words: Words
) -> list[_Heading]:
    """The days of a course, where most of the signs below one are not known, are such as the days beside them are, and
    as halves of days tell one another, "Day 1 (20 July)" above "m" and "t"."""
    halves = halves_of_days(table.headers, cells_of, words) if table.kind == PEOPLE else ()
    shapes = [re.sub(r"\d+", "0", plain(chain[-1])) if chain else "" for chain in table.headers]
    days = Counter(
        shape for shape, one in zip(shapes, headings, strict=True) if (one.special or "").startswith("attendance:")
    )
    return [
        replace(one, special=f"attendance:{index}", fields={}, split=None)
        if index in halves or ("0" in shape and days[shape] >= _FEWEST_DAYS and not one.special and not one.split
        and all(len(raw_text(cell)) <= _LONGEST_SIGN for cell in cells_of[index] if is_filled(cell)))
        else one
        for index, (shape, one) in enumerate(zip(shapes, headings, strict=True))
    ]  # fmt: skip


def _likeliest(fields: Mapping[str, set[str]], votes: Mapping[str, int], certain: set[str]) -> str | None:
    """The field that most languages, weighed by how much of the header they know, call so; none that another heading
    can only mean, where there is a choice: "measure" beside "indicator"."""
    fields = {name: told for name, told in fields.items() if name not in certain} or fields
    if not fields:
        return None
    return min(
        fields, key=lambda name: (-max((votes[one] for one in fields[name]), default=0), -len(fields[name]), name)
    )


def _heading(index: int, chain: Sequence[str], cells: Sequence[Cell], words: Words, kind: str, hints: str) -> _Heading:
    """What the header texts of a column say, the lowest first."""
    chain = _with_answers(chain, words)
    allowed = FIELDS[kind]
    if (of_firm := of_owner(chain, words)) in allowed:
        return _Heading({of_firm: set()})
    product = _product(chain, words, kind, hints)
    if product is None and kind == ENTERPRISES and chain:
        product = module_by_dates(chain[-1], cells, words)
    of_session = (
        kind != INDICATORS and chain and (plain(chain[-1]) in words.sets["session"] or module_of_day(chain[-1], words))
    )
    if of_session or (kind == PEOPLE and is_day(chain, cells, words)):
        return _Heading({}, f"attendance:{index}", product)
    if product is not None and kind in (PEOPLE, TRAINERS, ENTERPRISES):
        return _Heading({}, f"product:{product}", product)
    if kind == INDICATORS and is_value_after(chain, words):
        return _Heading({}, f"after:{index}")
    if kind == TOTALS and chain and _counts_some_too(chain[-1], words):
        return _Heading({"participants": set()})
    if kind == TRAINERS and (told := _from_or_to(chain, words)) is not None:
        return _Heading(told)
    split = _split(chain, words, kind)
    if split is not None:
        alone = split[0] == "sex"  # ولد is a boy beside a girl, and whose child somebody is where it stands alone
        told = {name: langs for name, langs in words.fields_of(chain[-1]).items() if name in allowed} if alone else {}
        return _Heading(told, split=split)
    for text in reversed(chain):
        named = _named(text, words)
        fields = {name: langs for name, langs in named.items() if name in allowed}
        if named and named.keys() <= _OF_INDICATORS and not fields and (other := words.composed(text)) in allowed:
            fields = {str(other): set()}  # "Closing": what was measured then, or the last day
        of_firms = _OF_FIRMS if kind == INDICATORS or (kind == PEOPLE and "score" in hints) else {}
        for name, meant in (_MEANT.get(kind, {}) | of_firms).items():
            if name in named:
                fields = {meant: named[name]} | {one: langs for one, langs in fields.items() if one != name}
        if fields.keys() & {"business_name", "business_type"} and kind == PEOPLE and _asks_yes_or_no(text, words):
            return _Heading({"business": set().union(*fields.values())})
        if fields.keys() & _OF_A_COURSE and "product" in allowed and _hold_products(cells, words):
            fields = {"product": set().union(*fields.values())}
        if fields:
            return _Heading(fields)
        if text is chain[-1] and (told := _of_both(chain, allowed, words)):
            return _Heading(told)
    return _Heading({})


def _of_both(chain: Sequence[str], allowed: frozenset[str], words: Words) -> dict[str, set[str]]:
    """The fields of a lowest heading that says nothing alone, read with the one above it: "Business" above "Type"."""
    if len(chain) < 2:
        return {}
    for text in (f"{chain[-2]} {chain[-1]}", f"{chain[-1]} {chain[-2]}"):
        if told := {name: langs for name, langs in words.fields_of(text).items() if name in allowed}:
            return told
        if (composed := words.composed(text)) in allowed:
            return {str(composed): set()}
    return {}


def _from_or_to(chain: Sequence[str], words: Words) -> dict[str, set[str]] | None:
    """The field of a first or last day below a heading that spans both; None where there is no such heading."""
    if len(chain) < 2:
        return None
    above = next((name for name in _FROM_TO if name in words.fields_of(chain[-2], within=True)), None)
    below = words.fields_of(chain[-1], within=True)
    if above is None or not below.keys() & {"start", "end"}:
        return None
    meant = _FROM_TO[above]["end" in below]
    return {meant: set()} if meant else {}


def _hold_products(cells: Sequence[Cell], words: Words) -> bool:
    """Whether the cells of a column name products, whatever else a word above them can mean ("دوره": course, time)."""
    return ColumnTexts("", cells, words).name_products()


def _named(text: str, words: Words) -> Mapping[str, set[str]]:
    """The fields that a heading names; one with the words for both sexes is of no one of them: "Owner M/F"."""
    named = words.fields_of(text, within=True)
    if ENDING.search(plain(text)):  # "Socio/a": one who is a member
        named = {name: languages for name, languages in named.items() if name not in _BODIES}
    parts = re.split(r"[\s()/:|,-]+", plain(text).strip(" ()"))
    rest = " ".join(part for part in parts if part not in words.sex_words)
    if len(parts) - len(rest.split()) < 2 or not rest:
        return named
    if "owner_name" in words.fields_of(rest, within=True):
        return {"owner_sex": set()}
    if "sex" in (whole := words.fields_of(rest)):
        return {"sex": whole["sex"]}  # "Genre H/F"
    return {name: languages for name, languages in named.items() if name not in ("women", "men")}


def _asks_yes_or_no(text: str, words: Words) -> bool:
    """Whether a heading ends with the answers yes and no, "Business (Y/N)", "Business Y/N"."""
    asked = re.search(r"[(\uff08]([^)\uff09]{2,20})[)\uff09]\s*\??$", plain(text))
    asked = asked or re.search(r"\s(\S{1,10}\s*/\s*\S{1,10})\s*\??$", plain(text))
    return asked is not None and _are_answers(asked.group(1), words)


def _are_answers(text: str, words: Words) -> bool:
    """Whether a text is the answers yes and no, "Yes/No", and nothing else."""
    answers = re.split(r"\s*[/|,-]\s*", plain(text))
    if len(answers) != 2 or len({len(one) == 1 for one in answers}) > 1:  # "Activo/a"
        return False
    return bool({*answers} & words.sets["present"]) and bool({*answers} & words.sets["absent"])


def _with_answers(chain: Sequence[str], words: Words) -> Sequence[str]:
    """Header texts, the lowest as part of the one above where it only tells the answers: "Business" over "Yes/No"."""
    if not chain or not _are_answers(chain[-1], words):
        return chain
    return [*chain[:-2], f"{chain[-2]} ({chain[-1]})"] if len(chain) > 1 else []


def _product(chain: Sequence[str], words: Words, kind: str, hints: str) -> str | None:
    """The product that a column is of: named in its header, or a module where the list is one of SCORE."""
    days = bool(chain) and plain(chain[-1]) in words.sets["session"]
    for text in reversed(chain):
        if plain(text) in words.products:
            return words.products[plain(text)]
        bare = re.sub(r"\s*\([^()]*\)", "", plain(text))  # "Module 1 (6-7 Feb 2023)"
        module = module_number(bare, whole=True) or module_of_day(text, words)
        above = days and text in chain[:-1]
        if module is None and (kind == ENTERPRISES or above):
            begins = module_before(text)  # "Module 1 Workplace cooperation, the basis of all"
            module = begins[0] if begins else module_number(text) if len(text) < _LONGEST_PRODUCT else None
        module = module or (module_numbered(text) if above else None)
        if module and (kind == ENTERPRISES or "score" in hints):
            return f"SCORE-M{module}"
        named = words.product_of(text)
        if named and ";" not in named and len(text) < _LONGEST_PRODUCT and not words.fields_of(text):
            return None if words.fields_of(text, within=True).keys() & _OF_TEACHERS else named
    return None


def _split(chain: Sequence[str], words: Words, kind: str) -> tuple[str, str] | None:
    """(heading, word) of a column of women, men or both under a heading, or with its name in it ("Workers F")."""
    if not chain:
        return None
    own = words.sex_words | words.sets["total"] | (words.sets["other_sex"] if kind == TOTALS else set())
    groups = {_SPLIT[name] for text in chain[:-1] for name in words.fields_of(text, within=True) if name in _SPLIT}
    lowest = header_word(OF_WHICH.sub(" ", plain(chain[-1])))
    alone = {TOTALS: "participants", ENTERPRISES: "workers", PEOPLE: "sex", TRAINERS: "sex"}.get(kind)
    if lowest in own and (groups or alone):
        return (alone or "") if kind == ENTERPRISES else next(iter(groups), alone or ""), lowest
    parts = re.split(r"[\s()/:–-]+", plain(chain[-1]).strip(" ()"))
    if sum(part in words.sex_words for part in parts) > 1:
        return None  # "Participants (M/F)": both in one cell
    for word, rest in ((parts[-1].strip("."), " ".join(parts[:-1])), (parts[0].strip("."), " ".join(parts[1:]))):
        told = {*words.fields_of(rest, within=True), words.composed(rest)}
        named = {_SPLIT[name] for name in ("workers", "workers_total", "participants") if name in told}
        named |= {"sex"} & words.fields_of(rest).keys() if kind in WITH_NAMES else set()
        if rest and word in own and named:
            return alone if kind == ENTERPRISES and alone else next(iter(named)), word
    return None


def _counts_some_too(text: str, words: Words) -> bool:
    """Whether a heading counts all and, in brackets, some of them: "Participants (of which F)", "Effectif (dont F)"."""
    match = re.fullmatch(r"([^()]+)\(([^()]+)\)", plain(text).strip())
    inside = match.group(2).split() if match else []
    return len(inside) > 1 and not words.sex_words.isdisjoint(inside)


def _split_fields(headings: Sequence[_Heading], words: Words, languages: frozenset[str], kind: str) -> dict[int, str]:
    """The fields of columns of women and men, their words decided together (H beside M, or M beside F)."""
    split = {index: one.split for index, one in enumerate(headings) if one.split is not None}
    evidence = {word for _heading, word in split.values()} - words.sets["other_sex"]
    found: dict[int, str] = {}
    for index, (group, word) in split.items():
        sex = sex_of(word, evidence - words.sets["total"], words.sexes, languages)
        told = "total" if word in words.sets["total"] else "other" if word in words.sets["other_sex"] else ""
        part = {"F": "women", "M": "men"}.get(sex or "", told)
        if group == "sex" or group in BORN:
            if sex and kind in WITH_NAMES:
                found[index] = f"{MARK if group == 'sex' else group}:{sex}"
        elif part:
            field = f"workers_{part}" if group == "workers" else part.replace("total", "participants")
            if field in FIELDS[kind]:
                found[index] = field
    one_sex = kind in (PEOPLE, TRAINERS) and len({field.rpartition(":")[2] for field in found.values()}) < 2
    return {} if one_sex else found
