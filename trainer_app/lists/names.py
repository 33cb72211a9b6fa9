"""Names: kept whole in their own script, with a form of address before them taken off only where that is certain."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from anyascii import anyascii

from trainer_app.lists.honorifics import Honorifics
from trainer_app.lists.reading import Mark, Value
from trainer_app.lists.scripts import clean, has_letters, script_of
from trainer_app.lists.words import Words
from trainer_app.texts import _

_SOME = 0.1
_FEWEST_ADDRESSED, _NEARLY_ALL = 3, 0.8  # names, and the share of them, that begin with a form of address
_LONGEST_INITIAL = 2  # an initial and its full stop: "M.Sow" may be either
_BETWEEN_NAMES = re.compile(
    r"\s*(?:[;,،፣/&\n]|\s\d+[.)]\s|\band\b|\bet\b|\by\b|\s(?:እና|dan|và|и|और|आणि|અને|మరియు|ಮತ್ತು|ਅਤੇ|ଏବଂ|আৰু|र|এবং|و|နှင့်|និង|ແລະ|และ)\s)\s*"
)
_WITHIN_SYLLABLE = re.compile(r"[\u102b-\u103e]|[\u1000-\u102a\u103f]\u1037?\u103a")  # Burmese signs and finals
_SYLLABLE = re.compile(r"[\u1000-\u102a\u103f](?!\u1037?\u103a|\u1039)")  # Burmese: that no sign makes a final
_LATIN_SYLLABLE = re.compile(r"[aeiouy]+", re.IGNORECASE)
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "da", "do", "dos", "das", "di", "du", "van", "von", "der"})
_IN_BRACKETS = re.compile(r"(.*?\S)\s*[(（\[]\s*([^()（）\[\]]+?)\s*[)）\]][\s.]*")
_LOST = re.compile(r"[?？](?=[^\W\d_])|\ufffd")  # a letter that the character set of the file does not have
_OF_FOOTNOTES = " *†‡•"  # signs before or behind a name that say something of the row


def read_name(raw: str) -> Value:
    """A name as typed, in NFC with single spaces and without the sign of a footnote."""
    whole = clean(raw)
    if not has_letters(whole):
        return Value(raw, whole, "unsure", _("a name without a letter"))
    if _LOST.search(whole):
        return Value(raw, whole, "unsure", _("a letter may be lost: a question mark stands in its place"))
    name, note = whole.strip(_OF_FOOTNOTES), "" if whole == raw else _("spaces, Unicode form")
    return Value(raw, name, None if name == raw else "converted", note)


def names_in(text: str | None, words: Words, languages: Collection[str]) -> list[str]:
    """The names in a text that may name several people, each once and without a form of address before it."""
    names: list[str] = []
    for part in _BETWEEN_NAMES.split(_without_titles(text or "", words, languages)):
        if names and is_degree(part, words):
            names[-1] += f", {part.strip()}"
        elif name := part.strip(" .-"):
            names.append(name)
    return list(dict.fromkeys(names))


def is_degree(text: str, words: Words) -> bool:
    """Whether a text is an academic degree, or several, as they stand after a name and a comma: "S.Pd"."""
    return _is_one_degree(text, words) or all(_is_one_degree(part, words) for part in text.split() or [""])


def _is_one_degree(text: str, words: Words) -> bool:
    letters = text.replace(".", "").replace(" ", "")
    plainly = len(letters) > _LONGEST_INITIAL or "." in text or text.isupper()  # "Ba" is a surname
    return plainly and letters.casefold() in words.sets["degree"]


def _without_titles(text: str, words: Words, languages: Collection[str]) -> str:
    """A text that may name several people, without the forms of address before the names, each a word of its own.

    Burmese ones stay, for they may be of the name; so does one letter before a single word, which may be an initial.
    """
    spoken = [words.honorifics[one] for one in {*languages, "en"} & words.honorifics.keys()]
    taken = {form for one in spoken if not one.pairs for form in one.sexes.keys() - one.kept}
    forms = sorted(taken, key=len, reverse=True)
    places = [0, *(match.end() for match in _BETWEEN_NAMES.finditer(text))]
    for place in reversed(places):
        form = next((form for form in forms if text[place:].casefold().startswith(f"{form.casefold()} ")), "")
        name = _BETWEEN_NAMES.split(text[place + len(form) :].strip())[0].strip(" .-")
        initial = len(form.strip(".")) == 1 and " " not in name
        if form and has_letters(name) and not initial:
            text = text[:place] + text[place + len(form) :].lstrip()
    return text


def without_honorific(
    values: Mapping[str, Value], words: Words, languages: frozenset[str], addressed: Collection[str] = ()
) -> dict[str, Value]:
    """The values of a row with "honorific" set and taken off full_name and latin_name.

    Taken off: a separate first word; one glued to the name in a script without spaces, if it is sure, fits the sex or
    all of the list have one (addressed: languages of which); a Burmese one only if both spellings of the name show it,
    or the Latin one alone does, it is sure, or all of the list have one. Never if nothing is left, if the next word is
    the same ("Ko Ko", where it may be part of the name), or if the sex column contradicts it: then both are doubtful.
    """
    result = dict(values)
    if "full_name" not in result or "honorific" in result:
        return result
    if "given_name" in result and str(result["given_name"].value) in _all_forms(words):
        note = _("a form of address or an initial?")
        return result | {"full_name": replace(result["full_name"], mark="unsure", note=note)}
    sex = result["sex"].value if "sex" in result else None
    for language in _in_order(languages, words):
        forms, all_have = words.honorifics[language], language in addressed
        taken = _taken(result, forms, sex, all_have) or _taken_off_given(result, forms, sex, all_have)
        if taken is not None:
            result = _given_without(result | taken)
            break
        if sex is not None and forms.said_to_other(str(result["full_name"].value), str(sex)):
            notes = {"sex": _("woman or man?"), "full_name": _("may begin with a form of address")}
            result |= {name: replace(result[name], mark="unsure", note=note) for name, note in notes.items()}
            break
    return _latin_without(result, words.honorifics["en"], sex)


@lru_cache(maxsize=8)
def _all_forms(words: Words) -> frozenset[str]:
    """The forms of address of all languages."""
    return frozenset(form for forms in words.honorifics.values() for form in forms.sexes)


@lru_cache(maxsize=64)
def _in_order(languages: frozenset[str], words: Words) -> list[str]:
    """The languages that have forms of address, English last: "Eng.º" before "Eng."."""
    return [*sorted(languages & words.honorifics.keys() - {"en"}), "en"]


def _latin_without(values: dict[str, Value], forms: Honorifics, sex: object) -> dict[str, Value]:
    """The values with an English form of address taken off the name in Latin letters beside another: it is the one
    that is kept."""
    latin = values.get("latin_name")
    taken = _taken({"full_name": latin}, forms, sex, False) if latin is not None and latin.value else None
    if taken is None or "honorific" not in taken:
        return values
    return values | {"latin_name": taken["full_name"], "honorific": taken["honorific"]}


def _given_without(values: dict[str, Value]) -> dict[str, Value]:
    """The values with the form of address that was taken off the whole name taken off a given name of its own too."""
    if "honorific" not in values or "given_name" not in values:
        return values
    given = values["given_name"]
    rest = str(given.value).removeprefix(str(values["honorific"].value)).strip()
    return values | {"given_name": _shortened(given, rest)} if rest and rest != given.value else values


def _taken_off_given(
    values: Mapping[str, Value], forms: Honorifics, sex: object, all_have: bool
) -> dict[str, Value] | None:
    """A form of address before the given name, where the family name in another column stands before both."""
    given, full = values.get("given_name"), values["full_name"]
    if given is None or not str(full.value).endswith(f" {given.value}"):
        return None
    taken = _taken({"full_name": given}, forms, sex, all_have)
    if taken is None or "honorific" not in taken:
        return None
    name = str(full.value).removesuffix(str(given.value)) + str(taken["full_name"].value)
    return taken | {"full_name": _shortened(full, name), "given_name": taken["full_name"]}


def _taken(values: Mapping[str, Value], forms: Honorifics, sex: object, all_have: bool) -> dict[str, Value] | None:
    full, latin = values["full_name"], values.get("latin_name")
    name = str(full.value)
    if forms.pairs:
        if latin is None:
            return _taken_sure(full, forms, sex, all_have=all_have)
        return _taken_pair(full, latin, forms, sex)
    for form in forms.before(name):
        rest = name.removeprefix(form)
        if rest == name and not forms.glued and name.startswith(form.upper() + " "):
            rest = name.removeprefix(form.upper())
        stopped = form[-1] in "./" and (len(form) > _LONGEST_INITIAL or form in forms.initials)
        joined = form in forms.stuck or (all_have and bool(forms.stuck))
        spoken = latin is not None and _begins_like(rest, latin) and not _begins_like(name, latin)
        glued = (forms.glued or stopped or joined or spoken) and rest[:1].isalpha()
        if rest == name or not (rest.startswith(" ") or glued):
            continue
        rest = rest.strip()
        if not has_letters(rest) or rest.split()[0] == form or not _fits(sex, forms.sexes[form]):
            return None
        if form in forms.initials and (sex is None or " " not in rest):
            return None
        rest = _without_more(rest, forms, sex)
        # glued and nothing to confirm it: it may be the beginning of the name
        known = stopped or spoken or all_have or sex is not None or form in forms.sure
        unconfirmed = glued and not known
        if unconfirmed or (form in forms.doubted and " " not in rest):
            return {"full_name": Value(full.raw, name, "unsure", _("may begin with a form of address"))}
        if glued and form in forms.initials:
            full = replace(full, mark="unsure", note=_("a form of address or an initial?"))
        elif glued and joined and not spoken and form not in forms.stuck:
            full = replace(full, mark="unsure", note=_("may begin with a form of address"))
        return {
            "full_name": _shortened(full, rest),
            "honorific": Value(full.raw, name[: len(name) - len(rest)].strip(), "converted", _("from the name")),
        }
    return _taken_after(full, forms, sex)


def _begins_like(name: str, latin: Value) -> bool:
    """Whether a name in another script begins with the sound that its spelling in Latin letters begins with."""
    first, other = (anyascii(text).lstrip("'").casefold()[:1] for text in (name, str(latin.value)))
    return first == other and not name.isascii()


def _without_more(name: str, forms: Honorifics, sex: object) -> str:
    """What is left of a name behind a form of address without those that follow it: "Ibu Hj. Nurmala Lubis"."""
    for form in forms.before(name):
        rest = name.removeprefix(f"{form} ").strip()
        if rest != name and " " in rest and form not in forms.doubted and _fits(sex, forms.sexes[form]):
            return _without_more(rest, forms, sex)
    return name


def _fits(sex: object, of_form: str) -> bool:
    """Whether a form of address, of women, men or ("") both, can be said to somebody of a sex."""
    return sex is None or of_form in ("", sex)


def _taken_after(full: Value, forms: Honorifics, sex: object) -> dict[str, Value] | None:
    """A form of address that stands after the name as a word of its own, "Silva Mahatmaya", or in brackets, "Silva
    (Mr.)"; in letters other than Latin ones also without a blank, to be looked at where the sex does not confirm it."""
    name = str(full.value)
    if (match := _IN_BRACKETS.fullmatch(name)) is not None:
        rest, form = match.groups()
        said_to = forms.in_brackets(form)
    else:
        name = name.rstrip(" .")
        form = next((one for one in sorted(forms.after, key=len, reverse=True) if name.endswith(one)), "")
        rest, said_to = name.removesuffix(form), forms.after.get(form)
    if said_to is None or not has_letters(rest) or not _fits(sex, said_to):
        return None
    glued = match is None and not rest.endswith(" ")
    if glued and (script_of(form) == "LATIN" or " " not in rest):
        return None
    told = _shortened(full, rest.rstrip())
    told = replace(told, mark="unsure") if glued and sex is None else told
    return {"full_name": told, "honorific": Value(full.raw, form, "converted", _("from the name"))}


def sex_addressed(values: Mapping[str, Value], words: Words, languages: Collection[str]) -> tuple[str, str] | None:
    """The form of address before or after a name, or one that is part of it (Md.), and the sex that it tells."""
    apart = str(values["honorific"].value) if "honorific" in values else ""
    first = str(values["full_name"].value).partition(" ")[0] if "full_name" in values else ""
    for language in sorted({*languages, "en"} & words.honorifics.keys()):
        forms = words.honorifics[language]
        form = apart or (first if first in forms.kept else "")
        sex = forms.sexes.get(form) or forms.after.get(form)
        if not sex and form.isupper():  # like the name after it
            sex = next((told for known, told in forms.sexes.items() if known.upper() == form), "")
        if sex:
            return form, sex
    return None


def _taken_sure(full: Value, forms: Honorifics, sex: object, *, all_have: bool) -> dict[str, Value] | None:
    """Burmese without a second spelling: U and Daw, and where all of the column have one, any other too."""
    found = _form_before(str(full.value), forms, sex, forms.sexes if all_have else forms.sure)
    if found is None and _form_before(str(full.value), forms, sex, forms.doubted) is not None:
        return {"full_name": replace(full, mark="unsure", note=_("may begin with a form of address"))}
    if found is None:
        return None
    form, rest = found
    return {"full_name": _shortened(full, rest), "honorific": Value(full.raw, form, "converted", _("from the name"))}


def _form_before(name: str, forms: Honorifics, sex: object, allowed: Collection[str]) -> tuple[str, str] | None:
    """The form of address that a name begins with, of those of its sex, and the rest of the name."""
    for form in sorted(allowed, key=len, reverse=True):
        rest = name.removeprefix(form)
        if rest == name or sex not in (None, forms.sexes[form]) or (form.isascii() and not rest.startswith(" ")):
            continue
        rest = rest.strip(" .")
        if len(rest) > 1 and has_letters(rest[0]):
            return form, rest
    return None


def all_addressed(rows: Iterable[Mapping[str, Value]], forms: Honorifics) -> bool:
    """Whether nearly all names of a list begin with a form of address that fits the sex."""
    told = [(str(row["full_name"].value), row.get("sex")) for row in rows if "full_name" in row]
    having = [name for name, sex in told if _form_before(name, forms, sex and sex.value, forms.sexes)]
    return len(told) >= _FEWEST_ADDRESSED and len(having) >= _NEARLY_ALL * len(told)


def _taken_pair(full: Value, latin: Value, forms: Honorifics, sex: object) -> dict[str, Value] | None:
    """Burmese: "Ma" before the Latin spelling, and မ before the local one unless that is written without it."""
    first, _space, rest = str(latin.value).partition(" ")
    form = next((form for form in forms.pairs if form.casefold() == first.casefold()), None)
    if form is None:
        return _taken_by_syllables(full, str(latin.value), forms, sex)
    if not rest or rest.split()[0].casefold() == first.casefold():
        return None
    if sex not in (None, forms.sexes[form]):
        return None
    honorific = Value(latin.raw, form, "converted", _("from the name"))
    alone = {"latin_name": _shortened(latin, rest), "honorific": honorific}
    name = str(full.value)
    written = next((spelling for spelling in forms.pairs[form] if _begins_with(name, spelling)), None)
    if written is None:
        return alone if script_of(name) == "MYANMAR" else None
    local = name.removeprefix(written).strip()
    return {"full_name": _shortened(full, local), **alone} if has_letters(local) else None


def _taken_by_syllables(full: Value, latin: str, forms: Honorifics, sex: object) -> dict[str, Value] | None:
    """Burmese: a form of address in the local spelling alone, which then has that much more than the Latin one."""
    name, spoken = str(full.value), len(_LATIN_SYLLABLE.findall(latin))
    for form, spellings in forms.pairs.items():
        written = next((spelling for spelling in spellings if _begins_with(name, spelling)), None)
        if written is None or sex not in (None, forms.sexes[form]):
            continue
        local = name.removeprefix(written).strip()
        if spoken and len(_SYLLABLE.findall(local)) == spoken < len(_SYLLABLE.findall(name)):
            honorific = Value(full.raw, form, "converted", _("from the name"))
            return {"full_name": _shortened(full, local), "honorific": honorific}
    return None


def _begins_with(name: str, syllables: str) -> bool:
    """Whether a Burmese name begins with whole syllables: မသီတာ with မ, but not မင်းသူ, whose င် belongs to it."""
    return name.startswith(syllables) and _WITHIN_SYLLABLE.match(name, len(syllables)) is None


def _shortened(value: Value, name: str) -> Value:
    mark: Mark = "unsure" if value.mark == "unsure" else "converted"
    note = "; ".join(part for part in (value.note, _("form of address taken off")) if part)
    return Value(value.raw, name, mark, note)


def capitals_apart(names: Collection[str], *, family_first: bool) -> bool:
    """Whether nearly all of a list's names have one half in capitals, where a family name is: "Kamel BEN YOUSSEF".

    It is the given name that Vietnamese may write so, "Nguyễn Thị HOA".
    """
    apart = [name.startswith(halves[1]) for name in names if (halves := _by_capitals(name)) is not None]
    return len(names) >= _FEWEST_ADDRESSED and apart.count(family_first) >= _NEARLY_ALL * len(names)


def family_first_in_capitals(names: Collection[str]) -> bool:
    """Whether some of a list's names have the family name before the given one and in capitals: "SECK Awa".

    Who writes it so where it comes first has it last in the other names, "Moustapha Diop".
    """
    halves = [(name, both[1]) for name in names if (both := _by_capitals(name)) is not None]
    first = sum(name.startswith(family) for name, family in halves)
    return first == len(halves) and first >= max(_FEWEST_ADDRESSED, _SOME * len(names))


def _by_capitals(name: str) -> tuple[str, str] | None:
    """The given name and the family name in capitals before or after it; None where a word may be of either."""
    parts = name.split()
    large = [part.isupper() and sum(map(str.isalpha, part)) > 1 for part in parts]
    if len(set(large)) == 1 or sum(one != other for one, other in pairwise(large)) > 1 or any(map(str.islower, parts)):
        return None
    given, family = (
        " ".join(part for part, one in zip(parts, large, strict=True) if one is half) for half in (False, True)
    )
    return given, family


def _with_particles(name: str) -> list[str]:
    """The words of a name, small ones with that behind them: "Núñez", "De Gracia"."""
    parts: list[str] = []
    for word in name.split():
        if parts and parts[-1].rpartition(" ")[2].casefold() in _PARTICLES:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


def with_halves(
    values: Mapping[str, Value], words: Words, *, spanish: bool, capitals: bool = False, family_last: bool = False
) -> dict[str, Value]:  # fmt: skip
    """The values with given_name and family_name where the whole name shows them for certain.

    "QUISPE CONDORI, Rubén" does; so does a Spanish name of three words or more, which ends with two surnames.
    capitals: so does "Kamel BEN YOUSSEF". family_last: so does "Moustapha Diop".
    """
    name = values.get("full_name")
    if name is None or not name.value or values.keys() & {"given_name", "family_name"}:
        return dict(values)
    family, comma, given = (part.strip() for part in str(name.value).partition(","))
    if comma and any(is_degree(part, words) for part in given.split(",")):
        return dict(values)
    if not comma and capitals and (halves := _by_capitals(str(name.value))) is not None:
        given, family = halves
    elif not comma:
        parts, surnames = _with_particles(str(name.value)), 2 if spanish else 1
        if not (family_last or spanish) or len(parts) <= surnames:
            return dict(values)
        given, family = " ".join(parts[:-surnames]), " ".join(parts[-surnames:])
    if not (has_letters(given) and has_letters(family)):
        return dict(values)
    note = _("from the whole name")
    told = {"given_name": given, "family_name": family}
    return {**values, **{half: Value(name.raw, text, "converted", note) for half, text in told.items()}}
