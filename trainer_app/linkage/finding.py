"""One thing in which two records agree or differ: its bits, as the model gives them, and how it is told in words."""

from functools import lru_cache
from typing import NamedTuple

from trainer_app.linkage import model
from trainer_app.texts import N_, _, ngettext

BITS = model.shipped().bits()
"""What each outcome of a comparison adds or takes, by "field.outcome"."""


class Finding(NamedTuple):
    """One thing that agrees or differs; `number` is told in its sentence; outcomes: as the model names them."""

    bits: float
    code: str
    number: int = 0
    outcomes: tuple[str, ...] = ()


@lru_cache(1 << 12)
def found(outcome: str, code: str, number: int = 0, rarity: float = 0.0) -> Finding:
    """The finding of one outcome; rarity: the bits that the table at hand adds."""
    return Finding(BITS[outcome] + rarity, code, number, (outcome,))


def sentence(finding: Finding) -> str:
    """The finding in the person's language."""
    n = finding.number
    if finding.code in ("name letters", "name beside"):
        return ngettext("name differs by {n} letter", "name differs by {n} letters", n).format(n=n)
    if finding.code == "name part":
        return ngettext("one name has a word more", "one name has {n} words more", n).format(n=n)
    if finding.code == "birth years":
        return ngettext("birth years differ by {n}", "birth years differ by {n}", n).format(n=n)
    if finding.code in ("ages beside", "ages differ"):
        return ngettext("ages differ by {n} year or more", "ages differ by {n} years or more", n).format(n=n)
    return _(_SENTENCES[finding.code])


_SENTENCES = {
    "name": N_("same name"),
    "name written": N_("same name but for accents, signs, titles or legal forms"),
    "name order": N_("same name, words in another order"),
    "name blanks": N_("same name, blanks set otherwise"),
    "name alike": N_("name sounds alike"),
    "name spelling": N_("same name, spelled otherwise"),
    "name script": N_("name sounds alike in another script"),
    "name script near": N_("name sounds nearly alike in another script"),
    "name script part": N_("part of the name sounds alike in another script"),
    "name initial": N_("initials fit the name"),
    "name short": N_("one name is short for the other"),
    "name similar": N_("name only partly the same"),
    "name differs": N_("different name"),
    "number": N_("same identity number"),
    "number near": N_("identity number differs by one sign"),
    "number turned": N_("identity number has two signs exchanged"),
    "number differs": N_("different identity number"),
    "email": N_("same e-mail"),
    "email differs": N_("different e-mail"),
    "phone": N_("same phone"),
    "phone differs": N_("different phone"),
    "birth": N_("same birth date"),
    "birth exchanged": N_("same birth date with day and month exchanged"),
    "birth near": N_("birth date differs by one figure"),
    "birth turned": N_("birth date has two figures exchanged"),
    "birth year": N_("same birth year"),
    "birth part": N_("birth date differs in the day, month or year alone"),
    "birth year beside": N_("birth years differ by one"),
    "birth differs": N_("different birth date"),
    "ages": N_("ages agree"),
    "trainers": N_("both are trainers"),
    "sex": N_("same sex"),
    "sex differs": N_("one is a woman, the other a man"),
    "relative": N_("same father's, spouse's or owner's name"),
    "relative similar": N_("similar father's, spouse's or owner's name"),
    "relative differs": N_("different father's, spouse's or owner's name"),
    "place": N_("same place"),
    "place differs": N_("different place"),
    "country": N_("same country"),
    "country differs": N_("different country"),
    "address": N_("same address"),
    "address similar": N_("similar address"),
    "address part": N_("address only partly the same"),
    "address differs": N_("different address"),
}
