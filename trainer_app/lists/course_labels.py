"""The labels of a course in the lines above a table, and what each is the label of: "Place: Bago"."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from trainer_app.lists.alike import AMHARIC
from trainer_app.lists.dates import find_date
from trainer_app.lists.kinds import PLACES
from trainer_app.lists.scripts import Cell, clean, has_letters, is_filled, is_number, plain, raw_text
from trainer_app.lists.words import Words

_FIELDS = (
    "product", "start", "end", "dates", "venue", "trainer", "organiser", "course_code", "hours", "school_year",
    "province", "district",
)  # fmt: skip
_BARE_LABELLED = (2, 4, 6, 8, 10)  # filled cells of a line of labels, each beside what it is the label of
LONGEST_PLACE = 80  # letters of a place or name in a title
_LONGEST_LABEL = 40
_SHORTEST_LAST = 4  # letters of a label behind another word
_LONGEST_LINE = 2_000  # letters of a cell that tells of a course
_COLONS = ":\uff1a\u17d6\u1361\u1366"  # plain, full-width, Khmer, and the two that stand for it in Ethiopic writing
COLON = re.compile(f"[{_COLONS}]")
_PARTED = re.compile(r"[,،、၊;\d]")  # what no label holds: "SYB training, 5-9 August, place:"

COMMA = re.compile(r"\s*[,،、，၊;；]\s*")
_AROUND = " ,،、，；၊;/|–-"  # signs between a text and the next label
_NAMES = ("venue", "trainer", "organiser")
_DAYS = ("dates", "start", "end")

_WITH_COLON = rf"\s*(?:[(\uff08][^)\uff09]*[)\uff09])?\s*[{_COLONS}]\s*"  # which may follow something in brackets
_WITH_DASH = r"\s+[-–—=]\s+"
_DASH = re.compile(_WITH_DASH)
_ETHIOPIC_COLON, _FEWEST_PARTED = re.compile(r"\s+[\u1361\u1366]\s+"), 2
_GAP = re.compile(r"[^\S\n]{3,}")
_BEFORE_DASH = re.compile(rf"(.{{1,{_LONGEST_LABEL}}}?)\s*[-–—=]")  # "Place -", and what it is stands in the next cell


@lru_cache(maxsize=8)
def _pattern(words: Words, sign: str) -> re.Pattern[str]:
    """What finds the labels of a course in a text, each with the sign (a pattern) behind it."""
    aliases = {
        spelling
        for alias, fields in words.aliases.items()
        if any(name in _FIELDS for name in fields)
        for spelling in (alias, *words.spellings.get(alias, ()))
    }
    labels = "|".join(re.escape(alias) for alias in sorted(aliases, key=lambda alias: (-len(alias), alias)))
    return re.compile(rf"(?<![^\W\d_])({labels}){sign}", re.IGNORECASE)


def course_texts(row: Sequence[Cell], words: Words, *, bare: bool = False) -> list[tuple[str, str, int]]:
    """The (field, text, column) that a line such as "Course: SYB, Date: …" labels; empty for any other line.

    The text may stand in the next filled cell, "Course:" | "SYB"; bare: the label needs no colon then.
    """
    pairs: list[tuple[str, str, int]] = []
    filled = [index for index, cell in enumerate(row) if is_filled(cell)]
    after_title = filled[len(filled) % 2 :]  # "SYB training" | "From" | "5/8/2019" | "To" | "9/8/2019"
    if bare and len(after_title) in _BARE_LABELLED and (labelled := _bare_labels(row, after_title, words)):
        return labelled
    waiting: str | None = None
    for index, cell in enumerate(row):
        if not is_filled(cell):
            continue
        text = clean(raw_text(cell))
        found = _labelled_apart(cell, words) or _labelled(text, words) if isinstance(cell, str) else []
        if waiting is not None and not found:
            pairs.append((waiting, _behind_colon(text), index))
        waiting = next((name for name, said in found[-1:] if not said), None)
        pairs += [(name, said, index) for name, said in found if said]
    return pairs


def _bare_labels(row: Sequence[Cell], filled: Sequence[int], words: Words) -> list[tuple[str, str, int]]:
    """The pairs of a line whose every second cell is a label without a colon and the others none."""
    texts = [_behind_colon(clean(raw_text(row[index]))) for index in filled]
    fields = [
        None
        if is_number(row[index]) or find_date(text, words) or _labelled(text, words)
        else _field_of_label(text, words)
        for index, text in zip(filled, texts, strict=True)
    ]
    labels = fields[::2]
    said = [None if _is_place(text, name, words) else field
            for name, field, text in zip(labels, fields[1::2], texts[1::2], strict=True)]  # fmt: skip
    if None in labels or len(set(labels)) < len(labels) or (len(labels) > 1 and any(said)):
        return []
    if any(name in _NAMES and find_date(said, words) for name, said in zip(labels, texts[1::2], strict=True)):
        return []  # "Bago town" | "5-9 August 2019"
    if any(find_date(text, words) for text in texts[::2]) or any(_labelled(text, words) for text in texts[1::2]):
        return []  # "Date 4-5/10/2021" | "Place: town hall"
    return [(str(name), said, index) for name, said, index in zip(labels, texts[1::2], filled[1::2], strict=True)]


def _is_place(text: str, label: str | None, words: Words) -> bool:
    """Whether what stands behind a label of a place only sounds like a label itself: "District Hall"."""
    return label == "venue" and words.composed(text) in PLACES | {"venue"} and not words.fields_of(text)


def _behind_colon(text: str) -> str:
    """What a cell says whose colon belongs to the label in the cell before: "Place" | ": Town Hall"."""
    return text.lstrip(f"{_COLONS} ") or text


def _labelled_apart(cell: str, words: Words) -> list[tuple[str, str]]:
    """The (field, text) pairs of a cell whose labels stand far apart, "Trainer - U Ba    Place - Bago"; some of these
    may be of other things, "Contact : Ma Hla"."""
    parts = [clean(part) for part in _GAP.split(cell.strip()[:_LONGEST_LINE]) if has_letters(part)]
    pairs = [_labelled_by_dashes(part, words) or _labelled(part, words) for part in parts if len(parts) > 1]
    apart = all(found or COLON.search(part) for found, part in zip(pairs, parts, strict=False))
    return [pair for found in pairs for pair in found] if apart else []


def _labelled(text: str, words: Words) -> list[tuple[str, str]]:
    """The (field, text) pairs of one cell; a text is "" where only its label stands there."""
    if len(text) > _LONGEST_LINE:
        return []
    text = _with_commas(text, words)
    alone = _BEFORE_DASH.fullmatch(text)
    if alone is not None and (field := _field_of_label(alone[1], words)) is not None:
        return [(field, "")]
    matches = list(_pattern(words, _WITH_COLON).finditer(text.translate(AMHARIC))) if COLON.search(text) else []
    before = text[: matches[0].start()] if matches else ""
    pairs = _labelled(before.strip(_AROUND), words) if COLON.search(before) else []  # "时间:5-9/8/2019,地点:市政厅"
    for match, following in zip_longest(matches, matches[1:]):
        said = within_bracket(text[match.end() : following.start() if following else len(text)].strip(_AROUND))
        field = next((name for name in _FIELDS if name in words.fields_of(match.group(1))), None)
        if len(match.group(1)) < _SHORTEST_LAST and text[: match.start()].rstrip()[-1:].isalpha():
            field = None  # "Session de: Koutiala"
        if len(matches) == 1 and match.end(1) <= _LONGEST_LABEL and not _PARTED.search(text[: match.end(1)]):
            field = _field_of_label(text[: match.end(1)], words) or field  # "Last day of the course:", not "course:"
        if field:
            pairs += _with_product_apart(field, said, words)
    if matches:
        return pairs
    if len(apart := _labelled_by_dashes(text, words)) > 1:
        return apart
    for sign, sure in ((rf"\s*[{_COLONS}]\s*", True), (r"\s+[-–—=]\s+", False)):
        parts = re.split(sign, text, maxsplit=1)
        if len(parts) < 2 or len(parts[0]) > _LONGEST_LABEL:
            continue
        label, said = parts
        if words.product_of(label) is not None or (not sure and any(map(str.isdigit, label))):
            continue  # "SYB course: 12-16 March"; the dash of "12 - 16 March"
        field = _field_of_label(label, words)
        if not sure and field == "organiser" and not words.fields_of(label):
            continue  # "Rural Development Agency – Progress report" names who held them before the dash
        if not sure and field == "venue" and "venue" not in words.fields_of(label) and words.holds("no_place", said):
            continue  # "Bago township - List of participants"
        if field and (sure or _fits(field, said, words)):
            return _with_product_apart(field, within_bracket(said.strip()), words)
    return []


def _with_commas(text: str, words: Words) -> str:
    """A line of Ethiopic whose parts stand between the sign for a colon, the first no label of the second, with commas
    instead: "First round ፡ GYB training ፡ Arada"."""
    parts = _ETHIOPIC_COLON.split(text)
    if len(parts) <= _FEWEST_PARTED:
        return text
    label = _field_of_label(parts[0], words)
    return text if label is not None and _fits(label, parts[1], words) else "፣ ".join(parts)


def _with_product_apart(field: str, said: str, words: Words) -> list[tuple[str, str]]:
    """What a label says of a place or people, and the product behind its last comma: "Place: Town Hall, Bago, SYB"."""
    *before, last = COMMA.split(said)
    if field not in _NAMES or not before or words.product_of(last) is None:
        return [(field, said)]
    rest = plain(last)
    for word in words.product_words(last):
        rest = rest.replace(word, " ")
    if not words.sets["no_place"].issuperset(rest.split()):  # "SYB Centre" is a place
        return [(field, said)]
    return [(field, said[: -len(last)].rstrip(_AROUND)), ("product", last)]


def within_bracket(said: str) -> str:
    """What is said up to the end of the bracket in which it stands with its label: "(partner: Tumaini)"."""
    for opening, closing in ("()", "（）"):
        if said.endswith(closing) and said.count(closing) > said.count(opening):
            return said[:-1].rstrip(" ,.;")
    return said


def _labelled_by_dashes(text: str, words: Words) -> list[tuple[str, str]]:
    """The (field, text) pairs of the parts of a line, "Course - SYB; Date - 5-9 August 2019; Place - Hpa-An", also
    where only the next label parts them."""
    if not (dashes := _DASH.findall(text)):  # as in most lines
        return []
    pairs = []
    found = _pattern(words, _WITH_DASH).finditer(text.translate(AMHARIC)) if len(dashes) > 1 else ()
    starts = [match.start() for match in found]
    labels = starts if starts[:1] == [0] else [0, *starts] if len(starts) > 1 else [0]
    pieces = [text[start:end] for start, end in zip_longest(labels, labels[1:])]
    for part in [one for piece in pieces for one in re.split(r"\s*[;|。]\s*|\s*(?=[၊،])|\s+(?=/\s)", piece)]:
        match = re.fullmatch(rf"[၊،/]?\s*(.{{1,{_LONGEST_LABEL}}}?)\s+[-–—=]\s+(.+)", part.strip())
        field = _field_of_label(match.group(1), words) if match and not COLON.search(match.group(1)) else None
        if match and field in _DAYS and any(map(str.isdigit, match.group(1))):
            pairs.append(("dates", part.strip()))  # "From 7 - 11 March": the dash is of the days
            continue
        if match and field and _fits(field, match.group(2), words):
            pairs.append((field, match.group(2)))
        elif pairs and not match and _goes_on(pairs[-1][0], part, words):
            gap = " " if part.startswith("/") else ""  # "Place - Town Hall၊ Bago", "Trainers - Daw Mya / U Ba"
            pairs[-1] = (pairs[-1][0], pairs[-1][1] + gap + part.rstrip())
    return pairs


def _goes_on(field: str, part: str, words: Words) -> bool:
    """Whether what stands behind a comma without a label still is of the place or people before it."""
    said = part[1:].strip()
    plainly = has_letters(said) and not any(map(str.isdigit, said)) and words.product_of(said) is None
    return part[:1] in "၊،/" and plainly and field in _NAMES


def _field_of_label(label: str, words: Words) -> str | None:
    """The field of a course that a label names, None for any other."""
    fields = set(words.fields_of(label)) or {words.composed(label) or ""}
    if fields & {"address", "township"}:
        return "venue"
    field = next((name for name in _FIELDS if name in fields), "organiser" if "organisation" in fields else None)
    return field or ("product" if "activity" in fields else None)


def _fits(field: str, said: str, words: Words) -> bool:
    """Whether what stands after a dash can be what the word before it names."""
    if field == "product":
        return words.product_of(said) is not None
    if field in _DAYS:
        return find_date(said, words) is not None
    return field != "province" and len(said) <= LONGEST_PLACE and has_letters(said)


def labels_course(row: Sequence[Cell], words: Words) -> bool:
    """Whether a row is a label of a course and what it labels, each in its cell: "Module" | "TRIE"; or several such."""
    indexes = [index for index, cell in enumerate(row) if is_filled(cell)]
    if len(indexes) > _BARE_LABELLED[0]:
        return len(indexes) in _BARE_LABELLED and bool(_bare_labels(row, indexes, words))
    filled = [clean(raw_text(row[index])) for index in indexes]
    if len(filled) != 2 or not has_letters(filled[0]) or not words.fields_of(filled[0]):
        return False
    field = _field_of_label(filled[0], words)
    return field is not None and _fits(field, filled[1], words)


def has_course_labels(row: Sequence[Cell], words: Words) -> bool:
    return bool(course_texts(row, words))
