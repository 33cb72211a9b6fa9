"""How much two records look like the same person, enterprise or organisation, and why, in words.

Each thing that agrees or differs adds or takes bits (Fellegi and Sunter 1969): the binary logarithm of how many times
likelier it is among records of one person than among those of two. What is common in the table (trainer_app.linkage.
commonness) says less than what is seldom. The bits that any two records begin with are far below zero: most are two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from trainer_app.linkage.commonness import Commonness
from trainer_app.linkage.finding import BITS, Finding, sentence
from trainer_app.linkage.names import MOST_OF_ANY, most_of_names, names
from trainer_app.linkage.particulars import addresses, births, household, identities, most_of_addresses
from trainer_app.linkage.profile import Profile

Band = Literal["same", "look", "different"]

SAME, LOOK = 7.0, 0.4
"""From these bits on, two records are taken to be the same (if nothing contradicts it), or worth a look."""

_SURE = 6.0
"""Bits that a name alone must be confirmed by before two records are taken to be the same."""

_NOBODY = Commonness()


@dataclass(frozen=True, slots=True)
class Likeness:
    """weight: bits for being the same; band: same only if names agree in full, something else does, nothing differs."""

    weight: float
    band: Band
    findings: tuple[Finding, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """What agrees and what differs, in words, the weightiest first."""
        return self.told({})

    def told(self, otherwise: Mapping[str, str]) -> tuple[str, ...]:
        """The same, with the words of other codes for some: what is compared as a place may be a country."""
        weightiest = sorted(self.findings, key=lambda one: -abs(one.bits))
        return tuple(sentence(one._replace(code=otherwise.get(one.code, one.code))) for one in weightiest)


def compare(one: Profile, other: Profile, common: Commonness = _NOBODY, *, quick: bool = False) -> Likeness:
    """How much the two look alike among the records that `common` counted.

    quick: two that cannot be one whatever their names have in common are different without a closer look at these.
    """
    birth = births(one, other)
    findings = [*identities(one, other, common)]
    house = [*household(one, other, common)]
    homes = bool(one.address and other.address)
    enough = most = 0.0
    if quick:
        known = sum([finding.bits for finding in (*findings, *house)]) + (birth.bits if birth is not None else 0.0)
        enough = common.prior + LOOK - known
        spare = most_of_addresses(common) if homes else 0.0
        if enough - spare > MOST_OF_ANY:
            return _DIFFERENT
        most = most_of_names(one, other, common) if enough > 0 else MOST_OF_ANY
        if enough - spare > most:
            return _DIFFERENT
    if homes:
        house.append(addresses(one.address, other.address, common))
        if quick and enough - house[-1].bits > most:
            return _DIFFERENT
    name = names(one, other, common)
    if name is not None:
        findings.append(name)
    if birth is not None:
        findings.append(birth)
    weight = sum([finding.bits for finding in findings]) + sum([finding.bits for finding in house]) - common.prior
    if quick and weight < LOOK:
        return _DIFFERENT
    if name is not None and (name.code == "name beside" or not _OTHERS.isdisjoint(name.outcomes)):
        weight -= _told_by_family(name, house, birth, common, _initials(one, other, common))
    findings += house
    return Likeness(weight, _band(weight, name, findings), tuple(findings))


def less_likely(likeness: Likeness, bits: float) -> Likeness:
    """The likeness of two where fewer of the records are there again than was thought: by so many bits less."""
    name = next((finding for finding in likeness.findings if finding.code.startswith("name")), None)
    weight, findings = likeness.weight - bits, likeness.findings
    return Likeness(weight, _band(weight, name, findings), findings)


def born_apart(one: Profile, other: Profile) -> bool:
    """Whether what is told of the births of two keeps them out of the band "same", whatever else agrees."""
    birth = births(one, other)
    return birth is not None and birth.code in _BORN_APART


def _initials(one: Profile, other: Profile, common: Commonness) -> float:
    """Bits of the initials that both have: nobody has those from the family."""
    a, b = ({word for name in who.names for word in name.split() if len(word) == 1} for who in (one, other))
    return sum(map(common.of_word, a & b))


def _told_by_family(
    name: Finding, house: list[Finding], birth: Finding | None, common: Commonness, own: float
) -> float:
    """The bits that count twice where a word of the names differs: people of one house share all of it, and a name.

    Twins share the day of birth as well, but neither is called what the other is.
    """
    shared = sum(finding.bits for finding in house if finding.bits > 0)
    if shared < _SURE:
        return 0.0
    words = max(name.bits - sum(name.outcomes.count(other) * BITS[other] for other in _OTHERS), 0.0)
    by_phone = all(finding.code not in _ROOF for finding in house)
    family = own + (common.of_family_phone if by_phone else common.of_family)
    twice = max(shared + words - max(common.of_house, common.of_phone) - min(family, words), 0.0)
    may_be_twins = birth is not None and birth.code == "birth" and not _OTHER_WORDS.isdisjoint(name.outcomes)
    return twice + (max(birth.bits - common.of_twins, 0.0) if birth is not None and may_be_twins else 0.0)


def _band(weight: float, name: Finding | None, findings: Sequence[Finding]) -> Band:
    codes = {finding.code for finding in findings}
    if weight < LOOK or _are_siblings(codes):
        return "different"
    if weight < SAME or name is None or name.code not in WHOLE_NAMES or not codes.isdisjoint(_AGAINST):
        return "look"
    if len(name.outcomes) == 1 and name.code in _INEXACT and "number" not in codes:
        return "look"  # one word alone that is not quite the same
    if name.code in _MAY_BE_TWIN and not codes.isdisjoint(_HOUSE) and codes.isdisjoint(_OWN):
        return "look"  # a slip of the finger, or the brother or sister of whom nobody would think
    if name.code == "name script" and name.bits < _ENOUGH_SOUNDS and codes.isdisjoint(_OWN):
        return "look"  # others of one house, twins even, may sound like it
    if "phone differs" in codes and codes.isdisjoint(_OWN) and "birth" not in codes:
        return "look"  # a namesake, whose father may be called like the other's too
    confirmed = sum(finding.bits for finding in findings if finding.code not in _NOT_CONFIRMING)
    return "same" if confirmed >= _SURE else "look"


def _are_siblings(codes: set[str]) -> bool:
    """Whether sex and name tell a sister from her brother: born on two days, or of one house."""
    own_name = not codes.isdisjoint(_OTHER_NAMES) and codes.isdisjoint(_OWN)
    return own_name and "sex differs" in codes and not codes.isdisjoint(_BORN_APART | _HOUSE)


_DIFFERENT = Likeness(0.0, "different", ())

WHOLE_NAMES = frozenset(
    {"name", "name written", "name order", "name blanks", "name spelling", "name letters", "name alike", "name script"}
)
"""Findings of names that agree in all their words."""
_NOT_CONFIRMING = WHOLE_NAMES | {
    "sex",
    "trainers",
    "place",
    "name script near",
    "name script part",
    "name similar",
    "name part",
    "name initial",
    "name short",
    "birth year",
    "ages",
}
_OTHER_WORDS = frozenset({"word.other", "script.other"})
_OTHERS = frozenset({"word.other", "word.missing", "script.other", "script.part"})
_ROOF = frozenset({"address", "address similar"})
_OWN = frozenset({"number", "email"})
_ENOUGH_SOUNDS = 7.5  # bits: five consonants in the same order
_INEXACT = frozenset({"name spelling", "name letters", "name alike"})
_MAY_BE_TWIN = frozenset({"name letters", "name alike"})
_HOUSE = frozenset({"phone", "relative", "relative similar", "address", "address similar"})
_OTHER_NAMES = frozenset({"name similar", "name differs"})
_BORN_APART = frozenset({"birth differs", "birth years", "ages differ"})
_AGAINST = frozenset(
    {"sex differs", "birth years", "ages differ", "birth differs", "number differs", "relative differs"}
)
