"""How much two records look like the same person, enterprise or organisation, and why, in words.

Each thing that agrees or differs adds or takes bits (Fellegi and Sunter 1969): the binary logarithm of how many times
likelier it is among records of one person than among those of two. What is common in the table (trainer_app.linkage.
commonness) says less than what is seldom. The bits that any two records begin with are far below zero: most are two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log2
from typing import Literal, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, DamerauLevenshtein

from trainer_app.linkage import model
from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.profile import Profile
from trainer_app.linkage.spelling import near, romanised, script, sound, sounds_alike
from trainer_app.texts import N_, _, ngettext

Band = Literal["same", "look", "different"]

SAME, LOOK = 7.0, 0.0
"""From these bits on, two records are taken to be the same (if nothing contradicts it), or worth a look."""

_SURE = 6.0
"""Bits that a name alone must be confirmed by before two records are taken to be the same."""
_MOST_OF_NAME = 17.0
"""However many words agree: names run in families, and whoever shares a house shares its phone and address."""
_MOST_BESIDE = 1.0  # bits that rounding may hide where a house is judged before it is looked at
_MUCH_RARER = 4.0  # bits by which a slip is more seldom than the word that was meant
_PER_CONSONANT = 2.0  # bits of a consonant that sounds alike in two scripts

_BITS = model.shipped().bits()
_SEEN = {outcome: log2(share) for outcome, share in model.shipped().m.items()}
_NOBODY = Commonness()


class Finding(NamedTuple):
    """One thing that agrees or differs; `number` is told in its sentence; outcomes: as the model names them."""

    bits: float
    code: str
    number: int = 0
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """weight: bits for being the same; band: same only if names agree in full, something else does, nothing differs."""

    weight: float
    band: Band
    findings: tuple[Finding, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """What agrees and what differs, in words, the weightiest first."""
        return tuple(_sentence(one) for one in sorted(self.findings, key=lambda one: -abs(one.bits)))


def compare(one: Profile, other: Profile, common: Commonness = _NOBODY, *, quick: bool = False) -> Likeness:
    """How much the two look alike among the records that `common` counted.

    quick: two that cannot be one whatever house they live in are different without a look at it.
    """
    name, birth = _names(one, other, common), _births(one, other)
    findings = [*_identities(one, other)]
    house: list[Finding] = []
    if not quick or not _hopeless(name, birth, findings, common):
        house += _household(one, other, common)
    if name is not None:
        findings.append(name)
    if birth is not None:
        findings.append(birth)
    weight = sum(finding.bits for finding in findings) + sum(finding.bits for finding in house) - common.prior
    if name is not None and not _OTHERS.isdisjoint(name.outcomes):
        weight -= _told_by_family(name, house, common)
    findings += house
    return Likeness(weight, _band(weight, name, findings), tuple(findings))


def _hopeless(name: Finding | None, birth: Finding | None, findings: list[Finding], common: Commonness) -> bool:
    if name is None or _OTHERS.isdisjoint(name.outcomes):
        return False
    known = name.bits + (birth.bits if birth is not None else 0.0) + sum(finding.bits for finding in findings)
    return known + max(common.of_house, common.of_phone) + _MOST_BESIDE < common.prior


def _told_by_family(name: Finding, house: list[Finding], common: Commonness) -> float:
    """The bits that count twice where a word of the names differs: people of one house share all of it, and a name."""
    shared = sum(finding.bits for finding in house if finding.bits > 0)
    if shared < _SURE:
        return 0.0
    words = max(name.bits - name.outcomes.count("word.other") * _BITS["word.other"], 0.0)
    return max(shared + words - max(common.of_house, common.of_phone) - min(common.of_family, words), 0.0)


def _band(weight: float, name: Finding | None, findings: list[Finding]) -> Band:
    codes = {finding.code for finding in findings}
    if weight < LOOK or (codes >= _SIBLINGS and not codes.isdisjoint(_BORN_APART)):
        return "different"
    if weight < SAME or name is None or name.code not in _WHOLE or not codes.isdisjoint(_AGAINST):
        return "look"
    if len(name.outcomes) == 1 and name.code in _INEXACT and "number" not in codes:
        return "look"  # one word alone that is not quite the same
    if name.code == "name script" and name.bits < _ENOUGH_SOUNDS and codes.isdisjoint(_OWN):
        return "look"  # others of one house may sound like it
    confirmed = sum(finding.bits for finding in findings if finding.code not in _NOT_CONFIRMING)
    return "same" if confirmed >= _SURE else "look"


_KNOWN = frozenset("FM")
_WHOLE = frozenset({"name", "name order", "name blanks", "name letters", "name sounds", "name script"})
_NOT_CONFIRMING = _WHOLE | {
    "sex",
    "place",
    "name script near",
    "name similar",
    "name part",
    "name initial",
    "birth year",
    "ages",
}
_OTHERS = frozenset({"word.other", "script.other"})
_OWN = frozenset({"number", "email", "birth"})
_ENOUGH_SOUNDS = 7.5  # bits: five consonants in the same order
_INEXACT = frozenset({"name letters", "name sounds"})
_SIBLINGS = frozenset({"name similar", "sex differs"})
_BORN_APART = frozenset({"birth differs", "birth years"})
_AGAINST = frozenset({"sex differs", "birth years", "birth differs", "number differs", "relative differs"})


# -- names


def _names(one: Profile, other: Profile, common: Commonness) -> Finding | None:
    best: Finding | None = None
    for a in one.names:
        for b in other.names:
            found = _same_name(a, common) if a == b else _two_names(a, b, common)
            if best is None or found.bits > best.bits:
                best = found
    return best


def _same_name(name: str, common: Commonness, code: str = "name") -> Finding:
    words = name.split()
    bits = sum(map(common.of_word, words)) + len(words) * _BITS["word.same"]
    outcomes = (*("word.same",) * len(words), *(("order.same",) if len(words) > 1 else ()))
    return Finding(min(bits, common.of_name(name), _MOST_OF_NAME), code, 0, outcomes)


def _two_names(a: str, b: str, common: Commonness) -> Finding:
    if not (a.isascii() and b.isascii()) and script(a) != script(b):
        return _two_scripts(a, b)
    left, right = a.split(), b.split()
    if len(left) > len(right):
        left, right = right, left
    bits = 0.0
    outcomes = []
    for word in [word for word in left if word in right]:
        if word in right:
            left.remove(word)
            right.remove(word)
            bits += common.of_word(word) + _BITS["word.same"]
            outcomes.append("word.same")
    if not left and not right:
        bits = min(bits, common.of_name(a), _MOST_OF_NAME) + _BITS["order.turned"]
        return Finding(bits, "name order", 0, (*outcomes, "order.turned"))
    if a.replace(" ", "") == b.replace(" ", ""):
        # Blanks are put in at will in many scripts: Thi Dar, Thidar.
        return _same_name(max(a, b, key=len), common, "name blanks")
    return _unequal_words(left, right, bits, outcomes, common, DamerauLevenshtein.distance(a, b))


def _unequal_words(
    left: list[str], right: list[str], bits: float, outcomes: list[str], common: Commonness, letters: int
) -> Finding:
    """The words that are not in both names: each of the fewer with the likeliest of the others, what is left alone."""
    agreed, against_it, other_name = bool(outcomes), 0.0, False
    for whole, parts in _paired(left, right) if len(left) + len(right) > 2 else ():
        outcomes.append("word.near")
        other_name = other_name or (len(parts) == 1 and _both_usual(whole[0], parts[0], common))
        bits += _alike("near", min(map(common.of_word, whole)), common)
    if len(left) > len(right):
        left, right = right, left
    both_shortened = min(map(len, left), default=2) == min(map(len, right), default=2) == 1
    places = {word: at for at, word in enumerate(right)}
    for at, word in enumerate(left):
        level, match, gain = "other", right[0], _BITS["word.other"]
        for against in right:
            if both_shortened and at != places[against] and 1 in (len(word), len(against)):
                continue  # April S. is not Sophia A.
            how, worth = _word(word, against, common)
            if worth > gain:
                level, match, gain = how, against, worth
        other_name = other_name or (level == "near" and _both_usual(word, match, common))
        bits += max(gain, 0.0)
        against_it += min(gain, 0.0)
        outcomes.append(f"word.{level}")
        right.remove(match)
    outcomes += ["word.missing"] * len(right)
    bits = min(bits, _MOST_OF_NAME) + against_it + len(right) * _BITS["word.missing"]
    told = tuple(outcomes)
    if "word.other" in told:
        return Finding(bits, "name similar" if agreed or len({*told}) > 1 else "name differs", 0, told)
    if right:
        return Finding(bits, "name part", 0, told)
    if "word.initial" in told:
        return Finding(bits, "name initial", 0, told)
    if other_name:
        return Finding(bits, "name beside", letters, told)
    return Finding(bits, "name letters" if "word.near" in told else "name sounds", letters, told)


def _word(one: str, other: str, common: Commonness) -> tuple[str, float]:
    """How two words of names agree, and the bits of it."""
    if len(one) == 1 or len(other) == 1:
        return ("initial", _BITS["word.initial"]) if one[0] == other[0] else ("other", _BITS["word.other"])
    level = "near" if near(one, other) else "sound" if sounds_alike(one, other) else ""
    if not level:
        return "other", _BITS["word.other"]
    return level, _alike(level, min(common.of_word(one), common.of_word(other)), common)


def _both_usual(one: str, other: str, common: Commonness) -> bool:
    """Whether two words that differ by a letter are two names that many have, Sita and Gita, and neither is a slip."""
    alike = abs(common.of_word(one) - common.of_word(other)) < _MUCH_RARER and sound(one) != sound(other)
    return alike and common.is_usual(one) and common.is_usual(other)


def _alike(level: str, rarity: float, common: Commonness) -> float:
    """Bits of a word that is nearly the same: however seldom it is, another one like it is met as often as any two."""
    outcome = f"word.{level}"
    return min(_BITS[outcome] + rarity, _SEEN[outcome] + common.of_alike)


def _two_scripts(a: str, b: str) -> Finding:
    """Names in two scripts: by how they sound, and where that is all alike by how they would be written in Latin."""
    left, right = sound(a), sound(b)
    fewest = min(len(left), len(right))
    if left == right and fewest:
        exact = romanised(a).replace(" ", "") == romanised(b).replace(" ", "")
        per = _PER_CONSONANT + (1.0 if exact else 0.0)
        bits = min(per * len(left), _MOST_OF_NAME) + _BITS["script.same"]
        return Finding(bits, "name script", 0, ("script.same",))
    if fewest >= 4 and OSA.distance(left, right, score_cutoff=1) <= 1:
        bits = min(_PER_CONSONANT * (fewest - 1), _MOST_OF_NAME) + _BITS["script.near"]
        return Finding(bits, "name script near", 0, ("script.near",))
    return _found("script.other", "name differs")


# -- the rest


def _found(outcome: str, code: str, number: int = 0, rarity: float = 0.0) -> Finding:
    return Finding(_BITS[outcome] + rarity, code, number, (outcome,))


def _identities(one: Profile, other: Profile) -> Iterator[Finding]:
    if one.number and other.number:
        if one.number == other.number:
            yield _found("number.same", "number")
        elif OSA.distance(one.number, other.number, score_cutoff=1) == 1:
            yield _found("number.near", "number near")
        else:
            yield _found("number.other", "number differs")
    if one.email and other.email:
        same = one.email == other.email
        yield _found("email.same", "email") if same else _found("email.other", "email differs")
    if one.sex in _KNOWN and other.sex in _KNOWN:
        yield _found("sex.same", "sex") if one.sex == other.sex else _found("sex.other", "sex differs")


def _births(one: Profile, other: Profile) -> Finding | None:
    if one.birth_date and other.birth_date:
        return _two_dates(one.birth_date, other.birth_date)
    if one.born is None or other.born is None:
        return None
    apart = max(one.born[0] - other.born[1], other.born[0] - one.born[1], 0)
    if apart == 0:
        exact = one.born[0] == one.born[1] and other.born[0] == other.born[1]
        return _found("year.same", "birth year" if exact else "ages")
    if apart == 1:
        return _found("year.beside", "birth year beside", 1)
    if OSA.distance(str(one.born[0]), str(other.born[0]), score_cutoff=1) <= 1:
        return _found("year.near", "birth years", apart)
    return _found("year.close" if apart <= 3 else "year.other", "birth years", apart)


def _two_dates(one: date, other: date) -> Finding:
    if one == other:
        # The first of January stands for "only the year is known" in many lists.
        usual = one.month == one.day == 1
        return _found("year.same", "birth year") if usual else _found("birth.same", "birth")
    if one.year == other.year and one.month == other.day and one.day == other.month:
        return _found("birth.exchanged", "birth exchanged")
    # In figures: Python's own way of writing a date is slow.
    figures = (str(day.year * 10000 + day.month * 100 + day.day) for day in (one, other))
    if OSA.distance(*figures, score_cutoff=1) <= 1:
        return _found("birth.near", "birth near")
    if (one.year == other.year) + (one.month == other.month) + (one.day == other.day) == 2:
        return _found("birth.part", "birth part")
    return _found("birth.other", "birth differs")


def _household(one: Profile, other: Profile, common: Commonness) -> Iterator[Finding]:
    """What the people of one house share."""
    if one.phones and other.phones:
        same = any(phone in other.phones for phone in one.phones)
        yield _found("phone.same", "phone", 0, common.of_phone) if same else _found("phone.other", "phone differs")
    if one.relative and other.relative:
        ratio = fuzz.token_sort_ratio(one.relative, other.relative)
        if ratio >= 85:
            yield _found("relative.same", "relative")
        elif ratio < 70:
            yield _found("relative.other", "relative differs")
    if one.place and other.place:
        same = one.place == other.place
        rarity = common.of_place(one.place)
        yield _found("place.same", "place", 0, rarity) if same else _found("place.other", "place differs")
    if one.address and other.address:
        yield _addresses(one.address, other.address, common)


def _addresses(one: tuple[str, ...], other: tuple[str, ...], common: Commonness) -> Finding:
    """By the share of the words that agree, seldom words counting for more; never more than these words can tell."""
    both = set(one).intersection(other)
    left, right = [word for word in one if word not in both], [word for word in other if word not in both]
    told = list(map(common.of_address, both))
    if left and right and fuzz.ratio("".join(one), "".join(other), score_cutoff=_HARDLY) > 0:
        told += [0.9 * max(map(common.of_address, words)) for words, _others in _paired(left, right)]
    agreed = sum(told)
    least, most = sorted((sum(map(common.of_address, left)), sum(map(common.of_address, right))))
    share = agreed / (agreed + 0.7 * least + 0.3 * most)
    level = next(level for level, enough in _SHARES.items() if share >= enough)
    outcome = f"address.{level}"
    bits = _BITS[outcome]
    if level in ("same", "most"):
        bits = min(bits + common.of_house, agreed)
    elif level in ("half", "part"):
        bits += min(common.of_house, max(told))  # the other words follow from one: who shares a road shares its town
    return Finding(bits, _ADDRESSES[level], 0, (outcome,))


_HARDLY = 55  # per cent of letters in which addresses must agree before slips are looked for in their words
_ADDRESSES = {
    "same": "address",
    "most": "address similar",
    "half": "address part",
    "part": "address part",
    "few": "address differs",
    "other": "address differs",
}
_SHARES = {"same": 0.85, "most": 0.6, "half": 0.45, "part": 0.2, "few": 0.05, "other": 0.0}


def _paired(left: list[str], right: list[str]) -> list[tuple[list[str], list[str]]]:
    """Words that differ by a slip or a blank, taken out of both lists: the words of either side that are one."""
    found = []
    for one, other in ((left, right), (right, left)):
        if len(one) < 2:
            continue
        # Blanks are put in and left out at will: a word may be two neighbours on the other side.
        for word in [word for word in other if len(word) > 4]:
            for at, (begin, end) in enumerate(pairwise(one)):
                if begin[0] == word[0] and near(begin + end, word):
                    other.remove(word)
                    del one[at : at + 2]
                    found.append(([word], [begin, end]))
                    break
    for word in [word for word in left if len(word) > 3]:
        for against in right:
            if near(word, against):
                right.remove(against)
                left.remove(word)
                found.append(([word], [against]))
                break
    return found


# -- in words


def _sentence(finding: Finding) -> str:
    n = finding.number
    if finding.code in ("name letters", "name beside"):
        return ngettext("name differs by {n} letter", "name differs by {n} letters", n).format(n=n)
    if finding.code == "birth years":
        return ngettext("birth years differ by {n}", "birth years differ by {n}", n).format(n=n)
    return _(_SENTENCES[finding.code])


_SENTENCES = {
    "name": N_("same name"),
    "name order": N_("same name, words in another order"),
    "name blanks": N_("same name, blanks set otherwise"),
    "name sounds": N_("name sounds the same"),
    "name script": N_("name sounds the same in another script"),
    "name script near": N_("name sounds nearly the same in another script"),
    "name initial": N_("initials fit the name"),
    "name part": N_("one name has a word more"),
    "name similar": N_("name only partly the same"),
    "name differs": N_("different name"),
    "number": N_("same identity number"),
    "number near": N_("identity number differs by one sign"),
    "number differs": N_("different identity number"),
    "email": N_("same e-mail"),
    "email differs": N_("different e-mail"),
    "phone": N_("same phone"),
    "phone differs": N_("different phone"),
    "birth": N_("same birth date"),
    "birth exchanged": N_("same birth date with day and month exchanged"),
    "birth near": N_("birth date differs by one figure"),
    "birth year": N_("same birth year"),
    "birth part": N_("birth date differs in the day, month or year alone"),
    "birth year beside": N_("birth years differ by one"),
    "birth differs": N_("different birth date"),
    "ages": N_("ages agree"),
    "sex": N_("same sex"),
    "sex differs": N_("one is a woman, the other a man"),
    "relative": N_("same family or owner's name"),
    "relative differs": N_("different family or owner's name"),
    "place": N_("same place"),
    "place differs": N_("different place"),
    "address": N_("same address"),
    "address similar": N_("similar address"),
    "address part": N_("address only partly the same"),
    "address differs": N_("different address"),
}
