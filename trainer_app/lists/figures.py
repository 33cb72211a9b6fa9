"""Counts of people, hours and indicators: plain numbers, women and men in one cell, shares, estimates."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from trainer_app.lists.columns import Column, Entry, marked, unsure
from trainer_app.lists.reading import Value
from trainer_app.lists.scripts import is_number, plain
from trainer_app.lists.sexes import sex_of
from trainer_app.lists.words import Words
from trainer_app.texts import N_, _

_MOST_PEOPLE = 100_000
_LONGEST = 100  # letters of a cell that tells a number of people
_NO_COUNT = N_("not a number of people")
WHOLE = 0.005  # how far from a whole number a share of people may be
_NUMBER = r"\d[\d ,.'’]*\d|\d"
_LETTER = (  # with the vowel signs of scripts that write them apart, and what joins letters
    r"(?:[^\W\d_]|[\u200c\u200d\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0971-\u0dff\u0e31-\u0e4e"
    r"\u0eb1-\u0ecd\u102b-\u103e\u17b4-\u17d3])"
)
_WORD = rf"[^\W\d_]{_LETTER}*(?:-{_LETTER}+)?\.?"
_SHARE = re.compile(  # "35 (60%F)", "25 (women 60%)", "25, of whom 60 % are women"
    rf"(?P<total>{_NUMBER})(?!\d)\s*[,;:–-]?\s*\(?\s*(?P<before>(?:{_WORD}[\s:=]*){{0,3}})"
    rf"(?P<share>\d{{1,3}}(?:[.,]\d+)?)\s*%\s*(?P<after>(?:{_WORD}\s*){{0,3}})\)?"
)
_SIGN_BEFORE = re.compile(r"(?<!\d)(?<!\d )%\s*(\d{1,3}(?:[.,]\d+)?)(?![\d%])")  # "%55", as in Turkish
_PAIR = re.compile(rf"(\d+)\s*[/+:&-]\s*(\d+)\s*\(?\s*({_WORD})\s*[/+:&-]\s*({_WORD})\s*\)?")
_PAIR_BEFORE = re.compile(rf"\(?({_WORD})\s*[/+:&-]\s*({_WORD})\s*\)?\s*[:=]?\s*(\d+)\s*[/+:&-]\s*(\d+)")
_BARE_PAIR = re.compile(r"(\d+)\s*[/+:&-]\s*(\d+)")
_ALL = (
    "(?:all|only|tous|toutes|todas|todos|sólo|solo|apenas|só|semua|semuanya|toàn bộ"
    "|đều là|ทั้งหมดเป็น|ล้วน|ທັງໝົດ|ទាំងអស់|全部?|都是|все|सबै|সবাই|همه|تمام|جميعهم|جميعهن|كلهم|كلهن|ሁሉም|wote|hepsi|tümü)"
)
_ALL_OF = re.compile(rf"(\d+)\s*[,:;–-]?\s*\(?\s*{_ALL}\s*(?:des\s+|de\s+|are\s+)?({_WORD})\s*\)?")
_ONLY_BEHIND = re.compile(  # "25 (women only)", "25 जना (महिला मात्र)"
    rf"(\d+)(?:\s+{_WORD})?\s*\(\s*({_WORD})\s+(?:only|seulement|uniquement|solamente|únicamente|apenas|somente|saja|thôi"
    r"|मात्रै?|केवल|মাত্র|শুধু|فقط|ብቻ|tu|pekee|только|ғана|гана|faqat|ໂດຍສະເພາະ|เท่านั้น|ແຕ່|ប៉ុណ្ណោះ|သာ)\s*\)"
)
OF_WHICH = re.compile(
    r"(?<![^\W\d_])(?:(?:out )?of (?:which|whom|them)|including|incl\.?|dont|parmi lesquels|y compris|entre ell[oa]s"
    r"|de (?:los|las) cuales|incluid[oa]s|d[oa]s quais|incluindo|termasuk|di ?antaranya|trong đó|из них|в том числе"
    r"|в т\.?\s?ч\.?|үүнээс|içinde|wakiwemo|wakiwamo|kati yao|از جمله|که از آن|منهم|منهن|من بينهم|بينهم)(?![^\W\d_])"
    r"|其中|ในจำนวนนี้|ໃນນັ້ນ|ក្នុងនោះ|जसमध्ये|जसमा|जिनमें|যার মধ্যে|ከነዚህ ውስጥ"
)
"""Words between a number of all and that of some of them."""
_AND_BETWEEN = re.compile(
    r"\s+(?:and|et|y|e|und|dan|va|và|และ|ແລະ|និង|နှင့်|и|та|र|এবং|ও|و|او|እና|na|ve)\s+|\s+و\s*(?=\d)|\s*[&+]\s*"
)
_OF_WHOM = (
    r"of whom|of which|incl\.?|including|dont|de los cuales|de las cuales|de ellos|dos quais|sendo|de quem|trong đó"
    r"|di antaranya|termasuk|из них|в том числе|в т\.?ч\.?|з них|в т\.ч\.|منهم|من بينهم|منها|از جمله|شامل|که از آن"
    r"|জনের মধ্যে|যার মধ্যে|मध्ये|जिसमें|kati yao|wakiwemo|shundan|jumladan|bunlardan|bunun|nan yo|kung saan"
)
_ONE_WORD = re.compile(rf"(?P<n1>\d+)\s*(?P<w1>{_WORD})|(?P<w2>{_WORD})\s*[.:=\-–]?\s*(?P<n2>\d+)")


_SUM = re.compile(r"\d{1,3}(?:\s*\+\s*\d{1,3})+(?:\s*[^\W\d]+\.?)?")
_IN_BRACKETS = re.compile(r"[(\uff08][^)\uff09]*[)\uff09]")
_DOUBT = re.compile(r"[+?~±≈]")  # behind a number, and no other behind it
_COUNTED = re.compile(rf"({_NUMBER})\s*({_WORD})(?=\s*\()")


def read_counts(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of a count; of one that tells the women and men in it ("35 (60%F)", "19/7 (F/M)") also "women", "men".

    The parts are named after the column: "women" and "men" of participants, "workers_women" ... of workers. An
    estimate ("about 40") is no figure: it is unsure and empty.
    """
    column = replace(column, sex_words=column.sex_words | _written_beside(column, entries))
    return {entry.row: _count(column, entry) for entry in entries}


def _written_beside(column: Column, entries: Sequence[Entry]) -> frozenset[str]:
    """The words for women and men in all cells of a column, of those in Latin letters and of the others each where one
    way of writing has them all: P is a man where other cells say W."""
    texts = {entry.cell for entry in entries if isinstance(entry.cell, str)}
    said = {word.rstrip(".") for text in texts for word in re.findall(_WORD, plain(text))}
    told = (said & column.words.sex_words) | column.sex_words
    scripts = [{word for word in told if word.isascii() is latin} for latin in (True, False)]
    return frozenset().union(*(one for one in scripts if any(one <= way.sexes.keys() for way in column.words.sexes)))


def _sex_told(word: str, evidence: Collection[str], column: Column) -> str | None:
    """F or M by a word beside a number, as the list explains it, or by the words that it is among; None if open."""
    among = {*evidence} | column.sex_words
    return column.sexes_explained.get(word) or sex_of(word, among, column.words.sexes, column.languages)


def _count(column: Column, entry: Entry) -> dict[str, Value]:
    field, text = column.field, _without_unit(_SIGN_BEFORE.sub(r"\1%", plain(entry.text)), column)
    if is_number(entry.cell):
        whole = float(entry.text).is_integer() and 0 <= float(entry.text) <= _MOST_PEOPLE
        return {field: _whole_number(entry, field, float(entry.text)) if whole else unsure(entry, None, _(_NO_COUNT))}
    if len(text) > _LONGEST:
        return {field: unsure(entry, None, _(_NO_COUNT))}
    if is_estimate(text, column.words):
        return {field: unsure(entry, None, _("an estimate: how many were they exactly?"))}
    parts = _parts(OF_WHICH.sub(", ", text), column) if "%" not in text else {}
    if parts:
        return _of_both(entry, field, parts)
    only = _all_of_one_sex(text, column)
    if only:
        return _of_both(entry, field, only)
    share = _SHARE.fullmatch(text)
    if share:
        return _of_share(column, entry, share)
    number = re.fullmatch(rf"(?:({_WORD})\s*[:=]?\s*)?({_NUMBER})\s*[^\d%]*", text)
    if number is not None and number.group(1) and not _is_named(number.group(1), column):
        number = None
    if number is None or (amount := _whole(number.group(2))) is None:
        return {field: unsure(entry, None, _(_NO_COUNT))}
    return {field: _whole_number(entry, field, amount, "" if text.isdigit() else _("the number in the cell"))}


def is_estimate(text: str, words: Words) -> bool:
    """Whether a plain text that begins or ends with a number says that it is not the exact one: "about 40", "40 or so",
    "40+", "40?"."""
    if any(text.startswith(word) and text[len(word) :].strip()[:1].isdigit() for word in words.sets["about"]):
        return True
    number = re.match(_NUMBER, text)
    behind = text[number.end() :].strip(" (") if number is not None else ""
    doubted = _DOUBT.match(behind) is not None and not any(map(str.isdigit, behind))
    return doubted or words.holds("about_behind", behind)


def _whole_number(entry: Entry, field: str, number: float, note: str = "") -> Value:
    """A count; no participants at all are to be looked at, for a course that was held had some."""
    if number == 0 and field == "participants":
        return unsure(entry, 0, _("none, or not known?"))
    return marked(entry, int(number), note)


def _without_unit(text: str, column: Column) -> str:
    """A number without the word for what is counted before its parts: "35 (60%F)" for "35 people (60%F)"."""
    match = _COUNTED.match(text)
    if match is None or match[2].strip(".") in column.words.sex_words:
        return text
    return match[1] + text[match.end() :]


def _is_named(word: str, column: Column) -> bool:
    """Whether a word before a number is only that for women, men or all of them."""
    known = column.words.sex_words | column.words.sets["total"]
    return word.strip(".") in known


def _parts(text: str, column: Column) -> dict[str, int]:
    """Women and men that a text tells one by one, with the total where it stands before them ("18 (F 15, M 3)")."""
    if both := _both_named(text, column):
        return both
    if (match := _BARE_PAIR.fullmatch(text)) and len(named := _named_in_heading(column)) == 2:
        return _sexes(dict(zip(named, match.groups(), strict=True)), column)
    total = re.match(r"(\d+)\s*[(:=;,-]", text) or re.match(rf"(\d+)\s+(?:{_OF_WHOM})\s", text)
    rest = text[total.end() - 1 :] if total else text
    if total and (inner := _both_named(rest.strip("( )"), column)):  # "21 (M/F 9/12)"
        return inner | {"total": int(total.group(1))}
    rest = _AND_BETWEEN.sub(", ", rest)
    words = {}
    for match in _ONE_WORD.finditer(rest):
        word, number = (match["w1"], match["n1"]) if match["n1"] else (match["w2"], match["n2"])
        words[word] = number
    totals = [word for word in words if word.strip(".") in column.words.sets["total"]]
    whole = int(words.pop(totals[0])) if len(totals) == 1 else int(total.group(1)) if total else None
    found = _sexes(words, column)
    return found | {"total": whole} if found and whole is not None else found


def _both_named(text: str, column: Column) -> dict[str, int]:
    """Women and men of two numbers with both words beside them: "19/7 (F/M)", "M/F 9/12"."""
    for pattern, places in ((_PAIR, (3, 1, 4, 2)), (_PAIR_BEFORE, (1, 3, 2, 4))):
        if match := pattern.fullmatch(text):
            words = {match.group(places[0]): match.group(places[1]), match.group(places[2]): match.group(places[3])}
            return _sexes(words, column)
    return {}


def _named_in_heading(column: Column) -> list[str]:
    """The words for the sexes in a heading such as "Participants (M/F)", in its order."""
    return [word for word in re.split(r"[\s()/,|:+]+", plain(column.header)) if word in column.words.sex_words]


def _all_of_one_sex(text: str, column: Column) -> dict[str, int]:
    """ "20 (all women)", "20 (women only)": so many of one sex and none of the other."""
    match = _ALL_OF.fullmatch(text) or _ONLY_BEHIND.fullmatch(text)
    if match is None:
        return {}
    found = _sexes({match.group(2): match.group(1)}, column)
    return found | {sex: 0 for sex in ("women", "men") if sex not in found} if found else {}


def _sexes(words: Mapping[str, str], column: Column) -> dict[str, int]:
    """{"women": n, "men": n} by the words beside the numbers; nothing if one of them is not a sex."""
    bare = {word.strip("."): int(number) for word, number in words.items()}
    known = column.words.sex_words
    if not bare or not set(bare) <= known or _count_people(set(bare), column):
        return {}
    found = {_sex_told(word, bare.keys(), column): n for word, n in bare.items()}
    return {{"F": "women", "M": "men"}[sex]: n for sex, n in found.items() if sex} if None not in found else {}


def _count_people(words: set[str], column: Column) -> bool:
    """Whether one of the words means people in the language of the list, and one sex in another: "30 kişi"."""
    doubtful = words & column.words.sets["people_or_men"]
    of_sex = {way.language for way in column.words.sexes if not doubtful.isdisjoint(way.sexes)}
    return bool(doubtful) and of_sex.isdisjoint(column.languages)


def _of_both(entry: Entry, field: str, parts: Mapping[str, int]) -> dict[str, Value]:
    names = _names(field)
    values = {names[sex]: marked(entry, parts[sex], _("told in one cell")) for sex in ("women", "men") if sex in parts}
    total = parts.get("total")
    own = field in names.values()  # the heading is of women or men, "F/M": another column tells of all of them
    both = sum(parts[sex] for sex in ("women", "men") if sex in parts)
    if total is not None and {"women", "men"} <= set(parts) and total != both:
        doubt = unsure(entry, None, _("{total} is not {both}").format(total=total, both=both))
        return dict.fromkeys(names.values(), doubt) if own else values | {field: doubt}
    if total is None and {"women", "men"} <= set(parts):
        total = both
    if total is not None and len(values) == 1 and both < total:  # "30 (18 women)"; none left is asked, not taken
        other = names["men" if "women" in parts else "women"]
        values[other] = marked(entry, total - both, _("{total} less {part}").format(total=total, part=both))
    whole = {field: marked(entry, total, _("told in one cell"))} if total is not None and not own else {}
    return values | whole


def _of_share(column: Column, entry: Entry, match: re.Match[str]) -> dict[str, Value]:
    """A total with the share of one sex; to be looked at where the share gives no whole number of people, and left open
    where it is not the rounded one of one number either."""
    total, percent = _whole(match["total"]), float(match["share"].replace(",", "."))
    beside = [word.strip(".:=") for word in (match["before"] + " " + match["after"]).split()]
    named = [word for word in beside or _named_in_heading(column) if word in column.words.sex_words]
    sex = "F" if not beside else None
    if len(named) == 1:
        sex = _sex_told(named[0], {named[0]}, column)
    if total is None or percent > 100 or sex is None:
        return {column.field: unsure(entry, None, _(_NO_COUNT))}
    exact = total * percent / 100
    part, names = round(exact), _names(column.field)
    women, men = (part, total - part) if sex == "F" else (total - part, part)
    result = {column.field: marked(entry, total, _("the number in the cell"))}
    share = f"{match['share']} %"
    if len(named) != 1:
        note = _("{share} of {total}: women? The cell does not say").format(share=share, total=total)
        return result | {names["women"]: unsure(entry, None, note), names["men"]: unsure(entry, None, note)}
    if abs(exact - part) <= WHOLE:
        note = _("{share} of {total}").format(share=share, total=total)
        return result | {names["women"]: marked(entry, women, note), names["men"]: marked(entry, men, note)}
    note = _("{share} of {total} is {exact}: {women} women and {men} men?").format(
        share=share, total=total, exact=f"{exact:.1f}", women=women, men=men
    )
    if not _only_count(total, part, match["share"]):
        return result | {names["women"]: unsure(entry, None, note), names["men"]: unsure(entry, None, note)}
    return result | {names["women"]: unsure(entry, women, note), names["men"]: unsure(entry, men, note)}


def _only_count(total: int, part: int, share: str) -> bool:
    """Whether a part, and neither one more nor one less, has a share in per cent as far as that is written: 17 of 27
    are 63 %."""
    decimals = len(share.replace(",", ".").partition(".")[2])
    percent, near = float(share.replace(",", ".")), 0.5 * 10**-decimals
    return [abs(100 * count / total - percent) <= near for count in (part - 1, part, part + 1)] == [False, True, False]


def _names(field: str) -> dict[str, str]:
    before = "workers_" if field.startswith("workers") else ""
    return {sex: f"{before}{sex}" for sex in ("women", "men")}


def share_told(raw: str) -> float | None:
    """The share of all that a cell of women or men tells instead of a number: 0.6 of "60%" or 0.6, 1 of "all"."""
    text = _SIGN_BEFORE.sub(r"\1%", plain(raw))
    if re.fullmatch(_ALL, text):
        return 1.0
    match = re.fullmatch(r"(\d{1,3}(?:[.,]\d+)?)\s*%|(0[.,]\d{1,4})", text)
    if match is None:
        return None
    share = float(match[1].replace(",", ".")) / 100 if match[1] else float(match[2].replace(",", "."))
    return share if share <= 1 else None


def _whole(text: str) -> int | None:
    """A whole number with or without a sign between its thousands."""
    if re.fullmatch(r"\d+|\d{1,3}(?:[ ,.'’]\d{3})+|\d{1,3}(?:,\d{2})*,\d{3}", text.strip()):
        return int(re.sub(r"\D", "", text))
    return None


def read_measures(column: Column, entries: Sequence[Entry]) -> dict[int, dict[str, Value]]:
    """Values of an indicator or of hours as numbers; per cents as 12.4. The decimal sign is decided by the column."""
    comma = any(re.search(r"\d,\d{1,2}(?!\d)", plain(entry.text)) for entry in entries if not is_number(entry.cell))
    values = {}
    for entry in entries:
        values[entry.row] = {column.field: _measure(entry, comma)}
    return values


def _measure(entry: Entry, comma: bool) -> Value:
    if is_number(entry.cell):
        return marked(entry, float(entry.text))
    text = plain(entry.text)
    if _SUM.fullmatch(text):  # hours of two halves, "12+12"
        return marked(entry, float(sum(map(int, re.findall(r"\d+", text)))), _("the number in the cell"))
    match = re.match(r"[^\d\-−]*([\-−]?\d[\d ,.']*)", text)
    if match is None:
        return unsure(entry, None, _("not a number"))
    number = match.group(1).replace(" ", "").replace("'", "").replace("−", "-").rstrip(".,")
    number = number.replace(".", "").replace(",", ".") if comma and "," in number else number.replace(",", "")
    try:
        value = marked(entry, float(number), _("the number in the cell"))
    except ValueError:
        return unsure(entry, None, _("not a number"))
    more = any(map(str.isdigit, _IN_BRACKETS.sub("", text[match.end() :])))  # "6-8", "36/40"
    return unsure(entry, value.value, _("the number in the cell")) if more else value
