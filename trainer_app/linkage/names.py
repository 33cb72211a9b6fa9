"""How alike two names are: word by word within a script, by their sounds across two."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log2

from rapidfuzz.distance import OSA, Levenshtein

from trainer_app.linkage import model
from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.finding import BITS, Finding, found
from trainer_app.linkage.profile import Profile
from trainer_app.linkage.spelling import (
    SHORT,
    name_key,
    near,
    nearly_spelled,
    one_spelling,
    paired,
    romanised,
    script,
    shortened,
    sound,
    sounds_alike,
    spelling,
)

_SEEN = {outcome: log2(share) for outcome, share in model.shipped().m.items()}
_MOST_OF_NAME, _MOST_OF_SAME_NAME, MOST_OF_ANY = 17.0, 18.0, 20.0
"""However many words agree: names run in families, and whoever shares a house shares its phone and address. A little
more where the whole name is the very same, and fewer may have it."""
_MUCH_RARER = 7.0  # bits by which a slip is more seldom than the word that was meant
_SPELLED = 2.0  # bits less for a name that is spelled otherwise: whoever has it may be any of its spellings
_OF_INITIAL = 0.5  # of what a missing word takes: an initial is left out more easily
_PER_CONSONANT = 2.0  # bits of a consonant that sounds alike in two scripts


def names(one: Profile, other: Profile, common: Commonness) -> Finding | None:
    best: Finding | None = None
    for a in one.names:
        for b in other.names:
            told = _same_name(a, common, _written(one, other, a)) if a == b else _two_names(a, b, common)
            if best is None or told.bits > best.bits:
                best = told
    return best


def most_of_names(one: Profile, other: Profile, common: Commonness) -> float:
    """Bits that the names cannot have more of, told from each word alone: quicker than to compare them."""
    if not one.names or not other.names:
        return 0.0
    a, b = one.names[0], other.names[0]
    if len(one.names) + len(other.names) > 2 or a == b:
        return MOST_OF_ANY
    if not (a.isascii() and b.isascii()) and script(a) != script(b):
        return min((_PER_CONSONANT + 1.0) * min(len(sound(a)), len(sound(b))), _MOST_OF_NAME)
    if a.replace(" ", "") == b.replace(" ", ""):
        return _MOST_OF_NAME
    left, right = _by_spelling(a), _by_spelling(b)
    bits, fewer = 0.0, []
    for way, word in left.items():
        if way in right:
            bits += common.of_word(word)
        else:
            fewer.append(word)
    more = [word for way, word in right.items() if way not in left]
    if len(fewer) > len(more):
        fewer, more = more, fewer
    twice = len(left) + len(right) < a.count(" ") + b.count(" ") + 2
    if twice or _may_be_joined(fewer, more):
        return _MOST_OF_NAME
    most_of_word = max(_SEEN["word.near"] + common.of_alike, BITS["word.initial"])
    against_it = 0.0
    for word in fewer:
        gain = BITS["word.other"]
        for against in more:
            level = _level(word, against)
            if level == "initial":
                gain = max(gain, BITS["word.initial"])
            elif level != "other":
                gain = most_of_word
        if gain > 0:
            bits += gain
        else:
            against_it += gain
    return min(bits, _MOST_OF_NAME) + against_it


def _may_be_joined(left: list[str], right: list[str]) -> bool:
    """Whether two neighbours may be a word of the other name with a blank put in: see `paired`."""
    for word in left:
        for against in right:
            if word[0] == against[0] and (
                (len(against) > SHORT and word is not left[-1]) or (len(word) > SHORT and against is not right[-1])
            ):
                return True
    return False


@lru_cache(1 << 16)
def _by_spelling(name: str) -> Mapping[str, str]:
    """The words of a name, by what is the same for two only where they are one name: see `one_spelling`."""
    return {spelling(word) if len(word) > 1 and word.isascii() else f"{word}.": word for word in name.split()}


def _written(one: Profile, other: Profile, key: str) -> str:
    """The code for names that are the same in the form for comparing: as they stand, or without what is left out."""
    texts = [" ".join(who.label.split()).casefold() for who in (one, other)]
    return "name" if texts[0] == texts[1] or any(name_key(text) != key for text in texts) else "name written"


def _same_name(name: str, common: Commonness, code: str = "name") -> Finding:
    words = name.split()
    bits = sum(map(common.of_word, words)) + len(words) * BITS["word.same"]
    outcomes = (*("word.same",) * len(words), *(("order.same",) if len(words) > 1 else ()))
    most = MOST_OF_ANY if len(words) > 2 else _MOST_OF_SAME_NAME
    return Finding(min(common.of_name(name, bits), most), code, 0, outcomes)


def _two_names(a: str, b: str, common: Commonness) -> Finding:
    if not (a.isascii() and b.isascii()) and script(a) != script(b):
        return _two_scripts(a, b)
    left, right = a.split(), b.split()
    if len(left) > len(right):
        left, right = right, left
    bits, letters = 0.0, 0
    outcomes = []
    for word in [word for word in left if word in right]:
        if word in right:
            left.remove(word)
            right.remove(word)
            bits += common.of_word(word) + BITS["word.same"]
            outcomes.append("word.same")
    if not left and not right:
        bits = min(common.of_name(a, bits), _MOST_OF_NAME) + BITS["order.turned"]
        return Finding(bits, "name order", 0, (*outcomes, "order.turned"))
    if a.replace(" ", "") == b.replace(" ", ""):
        # Blanks are put in at will in many scripts: Thi Dar, Thidar.
        same = _same_name(max(a, b, key=len), common, "name blanks")
        return same._replace(bits=min(same.bits, _MOST_OF_NAME) - _SPELLED)
    for word in [*left] if not {*map(spelling, left)}.isdisjoint(map(spelling, right)) else ():
        match = next((other for other in right if one_spelling(word, other)), None)
        if match is not None:
            left.remove(word)
            right.remove(match)
            bits += min(common.of_word(word), common.of_word(match)) + BITS["word.same"] - _SPELLED
            outcomes.append("word.same")
            letters += Levenshtein.distance(word, match)
    return _unequal_words(left, right, bits, outcomes, common, letters)


def _unequal_words(
    left: list[str], right: list[str], bits: float, outcomes: list[str], common: Commonness, letters: int
) -> Finding:
    """The words that are not in both names: each of the fewer with the likeliest of the others, what is left alone.

    letters: in how many the words differ that were found to be one before.
    """
    agreed, against_it, called = bool(outcomes), 0.0, False
    beside: list[tuple[str, str]] = []
    for whole, parts in paired(left, right) if len(left) + len(right) > 2 else ():
        outcomes.append("word.near")
        beside += [(whole[0], parts[0])] if len(parts) == 1 else []
        bits += _alike("near", min(map(common.of_word, whole)), common)
        letters += Levenshtein.distance(whole[0], "".join(parts))
    if len(left) > len(right):
        left, right = right, left
    both_shortened = min(map(len, left), default=2) == min(map(len, right), default=2) == 1
    places = {word: at for at, word in enumerate(right)} if both_shortened else {}
    for at, word in enumerate(left):
        level, match, gain = "other", right[0], BITS["word.other"]
        for against in right:
            if both_shortened and at != places[against] and 1 in (len(word), len(against)):
                continue  # April S. is not Sophia A.
            how, worth = _word(word, against, common)
            if worth > gain:
                level, match, gain = how, against, worth
        if level in ("near", "sound"):
            beside.append((word, match))
            letters += Levenshtein.distance(word, match)
        called = called or (level == "initial" and min(len(word), len(match)) > 1)
        bits += max(gain, 0.0)
        against_it += min(gain, 0.0)
        outcomes.append(f"word.{level}")
        right.remove(match)
    missing = sum(len(word) > 1 for word in right)
    outcomes += ["word.missing"] * missing
    left_out = missing + _OF_INITIAL * (len(right) - missing)
    bits = min(bits, _MOST_OF_NAME) + against_it + left_out * BITS["word.missing"]
    told = tuple(outcomes)
    if "word.other" in told:
        return Finding(bits, "name similar" if agreed or len({*told}) > 1 else "name differs", 0, told)
    if right:
        return Finding(bits, "name part", len(right), told)
    if "word.initial" in told:
        return Finding(bits, "name short" if called else "name initial", 0, told)
    return Finding(bits, _slips(beside, "word.near" in told, common), letters, told)


def _slips(beside: Sequence[tuple[str, str]], near_ones: bool, common: Commonness) -> str:
    """The code for names whose words differ so: in spelling, by what may be a slip, or as two usual names do."""
    if any(_both_usual(one, other, common) for one, other in beside):
        return "name beside"
    if beside:
        return "name letters" if near_ones else "name alike"
    return "name spelling"


def _word(one: str, other: str, common: Commonness) -> tuple[str, float]:
    """How two words of names agree, and the bits of it."""
    level = _level(one, other)
    if level in ("near", "sound"):
        return level, _alike(level, min(common.of_word(one), common.of_word(other)), common)
    return level, BITS[f"word.{level}"]


def _level(one: str, other: str) -> str:
    """How two words of names agree."""
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[0] == other[0] else "other"
    return _level_of_whole(one, other)


@lru_cache(1 << 17)  # some 25 MB; half as many are forgotten before they come again among twenty thousand records
def _level_of_whole(one: str, other: str) -> str:
    """How two words agree that are no initials; the same ones are compared again and again."""
    if near(one, other):
        return "near"
    if sounds_alike(one, other) or nearly_spelled(one, other):
        return "sound"
    return "initial" if shortened(one, other) else "other"


def _both_usual(one: str, other: str, common: Commonness) -> bool:
    """Whether two words that differ little are two names that many have, Sita and Gita, and neither is a slip."""
    near_by = abs(common.of_word(one) - common.of_word(other)) < _MUCH_RARER
    return near_by and common.is_usual(one) and common.is_usual(other)


def _alike(level: str, rarity: float, common: Commonness) -> float:
    """Bits of a word that is nearly the same: however seldom it is, another one like it is met as often as any two."""
    outcome = f"word.{level}"
    return min(BITS[outcome] + rarity, _SEEN[outcome] + common.of_alike)


def _turned(name: str) -> list[str]:
    """How a name sounds with its last words put first: many scripts have no blanks that tell the words."""
    parts = name.split()
    return [sound(" ".join(parts[at:] + parts[:at])) for at in range(1, len(parts))]


def _two_scripts(a: str, b: str) -> Finding:
    """Names in two scripts: by how they sound, and where that is all alike by how they would be written in Latin."""
    left, right = sound(a), sound(b)
    fewest = min(len(left), len(right))
    words = [sorted(filter(None, map(sound, name.split()))) for name in (a, b)]
    if fewest and (left == right or words[0] == words[1] or left in _turned(b) or right in _turned(a)):
        exact = romanised(a).replace(" ", "") == romanised(b).replace(" ", "")
        per = _PER_CONSONANT + (1.0 if exact else 0.0)
        order = ("order.turned",) if left != right else ("order.same",) if min(map(len, words)) > 1 else ()
        bits = min(per * len(left), _MOST_OF_NAME) + BITS["script.same"] + sum(BITS[one] for one in order[:1])
        return Finding(bits, "name script", 0, ("script.same", *order))
    if fewest >= 4 and OSA.distance(left, right, score_cutoff=1) <= 1:
        bits = min(_PER_CONSONANT * (fewest - 1), _MOST_OF_NAME) + BITS["script.near"]
        return Finding(bits, "name script near", 0, ("script.near",))
    shared = sum(len(one) * n for one, n in (Counter(words[0]) & Counter(words[1])).items())
    if left in right or right in left:  # many scripts have no blanks between words
        shared = max(shared, fewest - 1)
    if shared > 1:
        bits = min(_PER_CONSONANT * shared, _MOST_OF_NAME) + BITS["script.part"]
        return Finding(bits, "name script part", 0, ("script.part",))
    return found("script.other", "name differs")
