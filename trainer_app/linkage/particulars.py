"""How alike two records are but for their names: numbers, births, phones, families, places, addresses."""

from bisect import bisect
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.finding import BITS, Finding, found
from trainer_app.linkage.profile import Profile
from trainer_app.linkage.spelling import paired

_KNOWN = frozenset("FM")


def identities(one: Profile, other: Profile, common: Commonness) -> Iterator[Finding]:
    if one.number and other.number:
        if one.number == other.number:
            yield found("number.same", "number")
        elif OSA.distance(one.number, other.number, score_cutoff=1) == 1:
            turned = sorted(one.number) == sorted(other.number)
            yield found("number.near", "number turned" if turned else "number near")
        else:
            yield found("number.other", "number differs")
    if one.email and other.email:
        same = one.email == other.email
        yield found("email.same", "email") if same else found("email.other", "email differs")
    if one.trainer and other.trainer:
        yield Finding(common.of_trainer, "trainers")
    if one.sex in _KNOWN and other.sex in _KNOWN:
        yield found("sex.same", "sex") if one.sex == other.sex else found("sex.other", "sex differs")


def births(one: Profile, other: Profile) -> Finding | None:
    if one.birth_date and other.birth_date:
        return _two_dates(one.birth_date, other.birth_date)
    if one.born is None or other.born is None:
        return None
    return _two_years(one.born, other.born)


@lru_cache(maxsize=20_000)  # of which there are few, and a list compares each with all of its name
def _two_years(one: tuple[int, int], other: tuple[int, int]) -> Finding:
    """By the first and the last year in which each may be born."""
    # Of an age one of two years is the right one: that they agree says less.
    exact = one[0] == one[1] and other[0] == other[1]
    known = "year" if exact else "age"
    apart = max(one[0] - other[1], other[0] - one[1], 0)
    if apart == 0:
        return found(f"{known}.same", "birth year" if exact else "ages")
    if apart == 1:
        return found(f"{known}.beside", "birth year beside" if exact else "ages beside", 1)
    if apart >= _LIFE:
        return _SLIP
    code = "birth years" if exact else "ages differ"
    if OSA.distance(str(one[0]), str(other[0]), score_cutoff=1) <= 1:
        return found(f"{known}.near", code, apart)
    return found(f"{known}.{'close' if apart <= 3 else 'other'}", code, apart)


def _two_dates(one: date, other: date) -> Finding:
    if one == other:
        # The first of January stands for "only the year is known" in many lists.
        usual = one.month == one.day == 1
        return found("year.same", "birth year") if usual else found("birth.same", "birth")
    if one.year == other.year and one.month == other.day and one.day == other.month:
        return found("birth.exchanged", "birth exchanged")
    alike = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    if alike:  # one figure, or two neighbours, are of two parts at the most
        a, b = _figures(one), _figures(other)
        if OSA.distance(a, b, score_cutoff=1) <= 1:
            return found("birth.near", "birth turned" if sorted(a) == sorted(b) else "birth near")
    if alike == 2:
        return found("birth.part", "birth part")
    if abs(one.year - other.year) >= _LIFE:
        return _SLIP
    return found("birth.other", "birth differs")


def _figures(day: date) -> str:
    """The date in eight figures; Python's own way of writing it is slow."""
    return str(day.year * 10000 + day.month * 100 + day.day)


def household(one: Profile, other: Profile, common: Commonness) -> Iterator[Finding]:
    """What the people of one house share beside its address."""
    if one.phones and other.phones:
        same = any(phone in other.phones for phone in one.phones)
        yield found("phone.same", "phone", 0, common.of_phone) if same else found("phone.other", "phone differs")
    if one.relative and other.relative:
        ratio = fuzz.token_sort_ratio(one.relative, other.relative)
        if ratio >= 85:
            yield found("relative.same", "relative" if one.relative == other.relative else "relative similar")
        elif ratio < 70:
            yield found("relative.other", "relative differs")
    if one.place and other.place:
        same = one.place == other.place
        rarity = common.of_place(one.place)
        yield found("place.same", "place", 0, rarity) if same else found("place.other", "place differs")


def most_of_addresses(common: Commonness) -> float:
    """Bits that two addresses cannot have more of."""
    return max(_MOST_STAYED + common.of_stayed + common.of_house, 0.0)


def addresses(one: tuple[str, ...], other: tuple[str, ...], common: Commonness) -> Finding:
    """By the share of the words that agree, never more than these words can tell."""
    level, told = _agreement(one, other, common)
    outcome = f"address.{level}"
    bits = BITS[outcome] + (common.of_moved if level in _MOVED else common.of_stayed)
    if level in ("same", "most"):
        bits = min(bits + common.of_house, sum(told))
    elif level in ("half", "part"):
        bits += min(common.of_house, max(told))  # the other words follow from one: who shares a road shares its town
    exact = level == "same" and set(one) == set(other)
    return Finding(bits, "address" if exact else _ADDRESSES[level], 0, (outcome,))


def has_moved(one: tuple[str, ...], other: tuple[str, ...], common: Commonness) -> bool:
    """Whether two addresses have next to nothing in common."""
    return _agreement(one, other, common)[0] in _MOVED


def _agreement(one: tuple[str, ...], other: tuple[str, ...], common: Commonness) -> tuple[str, list[float]]:
    """The level of two addresses by the share of the words that agree, seldom words counting for more; their bits."""
    both = {*one}.intersection(other)
    left, right = [word for word in one if word not in both], [word for word in other if word not in both]
    told = common.of_address(both)
    if left and right and fuzz.ratio("".join(one), "".join(other), score_cutoff=_HARDLY) > 0:
        told += [0.9 * max(common.of_address(words)) for words, _others in paired(left, right)]
    least, most = sum(common.of_address(left)), sum(common.of_address(right))
    if least > most:
        least, most = most, least
    agreed = sum(told)
    share = agreed / (agreed + 0.7 * least + 0.3 * most)
    return _LEVELS[bisect(_SHARES, share)], told


_MOVED = frozenset({"few", "other"})
_MOST_STAYED = max(BITS[f"address.{level}"] for level in ("same", "most", "half", "part"))
_LIFE = 100  # years: births farther apart tell of a slip of the pen, not of two people
_SLIP = Finding(0.0, "birth differs")
_HARDLY = 55  # per cent of letters in which addresses must agree before slips are looked for in their words
_ADDRESSES = {
    "same": "address similar",
    "most": "address similar",
    "half": "address part",
    "part": "address part",
    "few": "address differs",
    "other": "address differs",
}
_LEVELS = ("other", "few", "part", "half", "most", "same")
_SHARES = (0.05, 0.2, 0.45, 0.6, 0.85)
"""From which share of the words on two addresses are not of one level but of the next."""
