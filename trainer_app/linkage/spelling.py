"""How a name sounds in any script: its consonants, coarsely, so that ခင်ဌေး and Khin Htay, Md. and Muhammad meet."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import extractOne

from trainer_app.formats import fold

_TITLES = frozenset(
    {
        "u", "daw", "ma", "ko", "mg", "maung", "naw", "saw", "sai", "nang", "mr", "mrs", "ms", "miss", "dr", "prof",
        "mme", "m", "mlle", "sr", "sra", "srta", "don", "dona", "monsieur", "madame", "shri", "smt", "haji", "hajji",
        "lok", "thao", "nai", "нян", "г", "السید", "السیده",
        *map(fold, ("ဦး", "ဒေါ်", "မောင်", "မ", "ကို", "លោក", "លោកស្រី", "អ្នកស្រី", "นาย", "นาง", "นางสาว", "ທ້າວ", "ນາງ",
                    "ທ່ານ", "श्री", "श्रीमती", "सुश्री")),
    }
)  # fmt: skip
_INITIAL_TOO = "m"
"""M. Dupont may be Monsieur, but M. Rahman oftener Mahmud; before two more words it is the title."""
_BEHIND = frozenset({"mr", "mrs", "ms", "miss", "dr"})  # "Carwood Thida, Ms."
_FORMS = frozenset({"co", "ltd", "company", "limited", "sarl", "sa", "inc", "plc", "pte", "cie"}) | _BEHIND
"""Honorifics, which stand before a name, and legal forms, which stand behind it: written or left out as it happens."""

_SYLLABLE = re.compile("(?<=[က-႟])(?<!္)(?=[က-ဪဿ](?!့?[်္]))")

# Where letters sound otherwise than their usual Latin transcription, or do not sound at all.
_SOUNDS = (
    (re.compile("^(นางสาว|นาง|นาย|ນາງ|ທ້າວ)(?=.{2})"), ""),
    (re.compile("[ក-ឳ]៍|[ก-ฮ][ุิ]?์|[ກ-ຮ][ຸິ]?໌"), ""),  # silent letters of Khmer, Thai and Lao
    (re.compile("သ"), "th"), (re.compile("[စဆ]"), "s"), (re.compile("[ဇဈ]"), "z"), (re.compile("[ဝွ]"), "w"),
    (re.compile("[ရြ]"), "y"), (re.compile("(?<=.)(ည့?်|ယ်)"), ""), (re.compile("[ကတပစ]်"), "t"),
    (re.compile("(?<=[ກ-ຮ])ຣ"), "r"), (re.compile("(?<=[ก-ฮ])[รล](?![ะ-ูก-ฮ])"), "n"), (re.compile("^ال(?=..)"), ""),
)  # fmt: skip
_CLASSES = (
    (re.compile("[^a-z ]"), ""), (re.compile(r"\b(al|el|ul) ?(?=[a-z]{3})"), ""),
    (re.compile("nts?\\b"), "n"), (re.compile("n[gy]"), "n"), (re.compile("tch|ch|sh|zh|ts|dz|[szjx]"), "s"),
    (re.compile("ck|c(?![eiy])"), "k"), (re.compile("c"), "s"), (re.compile("ph|bh|[pbfv]"), "p"),
    (re.compile("[kgq]"), "k"), (re.compile("[td]"), "t"), (re.compile("[rl]"), "r"), (re.compile("[aeiouwyh ]"), ""),
)  # fmt: skip
_SPELLINGS = (
    (re.compile("ee|y|ie"), "i"), (re.compile("oo|ou|[uw]"), "o"), (re.compile("e"), "a"), (re.compile("h"), ""),
    (re.compile("[qc](?!h)"), "k"), (re.compile("ph"), "f"), (re.compile("[vf]"), "p"), (re.compile("z"), "s"),
)  # fmt: skip
"""What is written one way or the other for the same sound."""
_DOUBLED = re.compile(r"(.)\1+")
ABBREVIATIONS = {"md": "muhammad", "mohd": "muhammad", "mhd": "muhammad", "muhd": "muhammad", "abd": "abdul"}


def name_key(text: str | None) -> str:
    """A name for comparing: folded, without titles before it or legal forms behind it unless nothing else is left."""
    return bare(fold(text))


def bare(folded: str) -> str:
    """A folded name without titles before it or legal forms behind it unless nothing else is left.

    Each syllable of Burmese is a word: blanks are put between them at will, and each is a name.
    """
    words = (folded if folded.isascii() else _SYLLABLE.sub(" ", folded)).split()
    first, last = 0, len(words)
    while first < last and words[first] in _TITLES and not (words[first] == _INITIAL_TOO and last - first == 2):
        first += 1
    while first < last and words[last - 1] in _FORMS:
        last -= 1
    return " ".join(words[first:last] or words)


@lru_cache(1 << 16)
def sound(text: str) -> str:
    """The consonants of a folded name or word, in seven classes (k t p s m n r), without blanks.

    Vowels, h, w and y are left out: scripts and spellings agree on them least.
    """
    return _DOUBLED.sub(r"\1", "".join(_word_sound(word) for word in text.split()))


@lru_cache(1 << 16)
def _word_sound(word: str) -> str:
    found = romanised(ABBREVIATIONS.get(word, word))
    for pattern, by in _CLASSES:
        found = pattern.sub(by, found)
    return found


@lru_cache(1 << 16)
def romanised(text: str) -> str:
    """The folded text in lower-case Latin letters, as a reader of its script would roughly pronounce it."""
    if text.isascii():
        return text
    from anyascii import anyascii

    for pattern, by in _SOUNDS:
        text = pattern.sub(by, text)
    return str(anyascii(text)).casefold()


@lru_cache(1 << 16)
def script(text: str) -> str:
    """The script of the first letter as Unicode names it (LATIN, MYANMAR ...); "" without letters."""
    if text.isascii():
        return "LATIN"
    for sign in text:
        if unicodedata.category(sign)[0] == "L":
            return unicodedata.name(sign, "").split()[0]
    return ""


def sounds_alike(one: str, other: str) -> bool:
    """Whether two words of one script sound alike: one abbreviates the other, or most letters agree too."""
    if script(one) in _BY_SYLLABLES:
        return romanised(one) == romanised(other)
    heard = sound(one)
    if len(heard) < 2 or heard != sound(other) or _initial(one) != _initial(other):
        return False
    return one in ABBREVIATIONS or other in ABBREVIATIONS or fuzz.ratio(one, other) > 65


def one_spelling(one: str, other: str) -> bool:
    """Whether two Latin words are one name spelled two ways: Sita and Seeta, Md. and Mohamed; not Rosa and Rojas."""
    return one.isascii() and other.isascii() and len(one) > 1 < len(other) and spelling(one) == spelling(other)


@lru_cache(1 << 16)
def spelling(word: str) -> str:
    """A Latin word as whoever hears it might write it: Sita and Seeta are one, and Md. and Mohamed."""
    found = ABBREVIATIONS.get(word, word)
    for pattern, by in _SPELLINGS:
        found = pattern.sub(by, found)
    return _DOUBLED.sub(r"\1", found)


def nearly_spelled(one: str, other: str) -> bool:
    """Whether two Latin words differ by a slip of whoever hears them: Luke and Lucas, Rice and Ryse."""
    return one.isascii() and other.isascii() and near(spelling(one), spelling(other))


def shortened(one: str, other: str) -> bool:
    """Whether one Latin word is what people are called by who are named the other: Dan for Daniel, Wally for Walter."""
    if one[:_STEM] != other[:_STEM]:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) < _STEM or len(long) < len(short) + 1 or not short.isascii():
        return False
    return len(long) > _STEM + 2 and _ENDS.fullmatch(short, _STEM - 1) is not None


_STEM = 3  # letters that are left of a name where it is shortened
_ENDS = re.compile(r"(.)(\1|k)?(y|i|ie|ey)?")  # of such a name: its last letter doubled, an i put on


_BY_SYLLABLES = frozenset({"MYANMAR", "CJK"})
"""Scripts in which each syllable means something: another one makes another name unless it sounds the very same."""


def _initial(word: str) -> bool:
    """Whether a word begins with a consonant that sounds: Ahmed is not Mohammed."""
    return romanised(word)[:1] not in "aeiouwyh"


def near(one: str, other: str) -> bool:
    """Whether the words differ by one letter, long ones by two, or in few letters near their ends."""
    letters = OSA.distance(one, other, score_cutoff=_MOST_LETTERS)
    if letters > _MOST_LETTERS:
        return False
    shortest, longest = len(one), len(other)
    if shortest > longest:
        shortest, longest = longest, shortest
    fewest = 2 if script(one) in _BY_SYLLABLES else 3
    allowed = 0 if shortest < fewest else 1 if shortest < 7 else 2
    if longest - shortest > allowed + 1:
        return False
    if shortest < 6 and one[:1] != other[:1] and _is_of_letters(one) and one[:2] != other[1::-1]:
        # In short words another first letter makes another name, Binh and Minh; one left out may be a slip.
        return shortest >= fewest and (one[1:] == other or other[1:] == one)
    if shortest < _SYLLABLES_OF_NAME and script(one) == "CJK":
        return False
    if letters <= allowed and (letters < 2 or one[:1] == other[:1]):
        return True
    return shortest > 4 and longest - shortest < 2 and letters == 2 and JaroWinkler.similarity(one, other) >= 0.9


_MOST_LETTERS = 2
_SYLLABLES_OF_NAME = 6  # in Chinese, where each is a sign; what is longer is a firm


def _is_of_letters(word: str) -> bool:
    """Whether it is no house number; in many scripts the marks of vowels are no letters."""
    return word.isalpha() or not word.isascii()


SHORT = 4  # letters of a word that no blank is thought to have split


def paired(left: list[str], right: list[str]) -> list[tuple[list[str], list[str]]]:
    """Words that differ by a slip or a blank, taken out of both lists: the words of either side that are one."""
    found = []
    for one, other in ((left, right), (right, left)):
        if len(one) < 2:
            continue
        # Blanks are put in and left out at will: a word may be two neighbours on the other side.
        for word in [word for word in other if len(word) > SHORT]:
            for at, (begin, end) in enumerate(pairwise(one)):
                if begin[0] == word[0] and near(begin + end, word):
                    other.remove(word)
                    del one[at : at + 2]
                    found.append(([word], [begin, end]))
                    break
    for word in [word for word in left if len(word) > 3]:
        if extractOne(word, right, scorer=OSA.distance, score_cutoff=_MOST_LETTERS) is None:
            continue  # told of all at once, which is much quicker
        for against in right:
            if near(word, against):
                right.remove(against)
                left.remove(word)
                found.append(([word], [against]))
                break
    return found
