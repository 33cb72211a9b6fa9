"""Cells that tell a part and its whole: "16/24", "36 out of 40 hours", "24 मध्ये 16"."""

import re

from trainer_app.lists.scripts import plain

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_BOTH = re.compile(rf"\D*?{_NUMBER}(\D{{1,30}}){_NUMBER}\D*")
_WORD = r"(?<![^\W\d_])(?:{})(?![^\W\d_])"
_PART_FIRST = re.compile(
    "/|จาก|ຈາກ|ក្នុង|"
    + _WORD.format(
        "of|de|sur|em|dari|daripada|из|від|з|ከ|من|از|trên|trong|mwa|kati ya|kwa|sa|kuri|ka mid ah|irraa|dintre|von"
    )
)
_WHOLE_FIRST = re.compile(
    "中|मध्ये|में से|মধ্যে|တွင်|မှာ|න්|இல்|"
    + _WORD.format("میں سے|аас|ээс|оос|өөс|saatten|günden|üzerinden|t[ea]n|d[ea]n|д[ае]н|т[ае]н")
)


def out_of(text: str) -> tuple[float, float] | None:
    """The part and the whole of a cell, in days or hours; None where it does not tell both.

    A part that is more than the whole shows that something is wrong in the cell.
    """
    match = _BOTH.fullmatch(plain(text))
    if match is None:
        return None
    first, between, second = float(match[1].replace(",", ".")), match[2], float(match[3].replace(",", "."))
    if _PART_FIRST.search(between):
        return first, second
    return (second, first) if _WHOLE_FIRST.search(between) else None
