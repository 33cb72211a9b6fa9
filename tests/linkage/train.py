"""Makes resources/linkage.toml: counts how often each outcome is seen in pairs of one person and of two.

Run it after a change to the comparison or to the generated people; a test fails where the file is not what it gives.
It learns from generated people alone, so that every other set can judge it.
"""

import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from people import people

from trainer_app.linkage.counting import count
from trainer_app.linkage.likeness import Likeness, compare
from trainer_app.linkage.model import shipped
from trainer_app.linkage.profile import of_person

FILE = Path(__file__).parents[2] / "resources" / "linkage.toml"

_PEOPLE, _SEED, _AGAIN, _STRANGERS = 6000, 20261121, 0.5, 100_000
_BY_RARITY = {"word.same", "script.same", "script.near", "script.part", "phone.same", "place.same", "address.same",
              "address.most", "address.half", "address.part", "order.same"}  # fmt: skip
"""Outcomes whose chance among two persons is counted in the table at hand (trainer_app.linkage.commonness)."""
_LIKE_SAME = {"word.sound", "word.near"}
"""Those that are as much likelier than the same word as strangers show."""
_GIVEN = {"number.same": 1e-6, "number.near": 1e-4, "email.same": 1e-5, "order.turned": 0.5,
          "birth.same": 1e-4, "birth.exchanged": 4e-5}  # fmt: skip
"""Too seldom among strangers to be counted: what is given out once; the same words of a name in another
order; one day of some thirty years, and one of the first twelve days of a month whose figures are exchanged."""
_HEAD = """\
# How often each outcome of a comparison is seen: [among pairs of one person, among pairs of two]. It adds log2 of the
# first by the second. For a 1 as the second the table at hand tells: words, places, phones and houses that many share
# say less; and a word that sounds or looks alike is so many times likelier by chance than the same word.
# Made by tests/linkage/train.py from generated people; not to be edited by hand.
"""


def trained() -> str:
    """The text of the file."""
    made = people(_PEOPLE, _SEED, again=_AGAIN)
    profiles = {row["id"]: of_person(row, row["id"]) for row in made.rows}
    common = count(list(profiles.values()))
    chance = random.Random(_SEED)
    ids = sorted(profiles)
    strangers = [chance.sample(ids, 2) for _number in range(_STRANGERS)]
    one = _seen(compare(profiles[a], profiles[b], common) for a, b in sorted(made.pairs))
    two = _seen(compare(profiles[a], profiles[b], common) for a, b in strangers if (a, b) not in made.pairs)
    fields: dict[str, list[str]] = {}
    for outcome in shipped().m:
        field, _dot, level = outcome.partition(".")
        m, u = _share(one, outcome), _share(two, outcome)
        if outcome in _LIKE_SAME:
            u /= _share(two, f"{field}.same")
        u = _GIVEN.get(outcome, 1 if outcome in _BY_RARITY else u)
        fields.setdefault(field, []).append(f"{level} = [{m:.4g}, {u:.4g}]")
    return _HEAD + "".join(f"\n[{field}]\n" + "\n".join(lines) + "\n" for field, lines in fields.items())


def _seen(compared: Iterable[Likeness]) -> Counter[str]:
    return Counter(outcome for likeness in compared for finding in likeness.findings for outcome in finding.outcomes)


def _share(seen: Counter[str], outcome: str) -> float:
    """Of all outcomes of its field; one that was never seen counts as half of one."""
    field = outcome.partition(".")[0] + "."
    return (seen[outcome] + 0.5) / (sum(n for other, n in seen.items() if other.startswith(field)) + 0.5)


if __name__ == "__main__":
    FILE.write_text(trained(), "utf-8")
