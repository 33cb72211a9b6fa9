"""Of which country identity numbers are: the forms and check digits that only one has."""

import re
from collections.abc import Callable, Collection, Mapping

from stdnum.br import cpf
from stdnum.ec import ci
from stdnum.id import nik
from stdnum.iso7064 import mod_11_2
from stdnum.my import nric
from stdnum.th import pin
from stdnum.tr import tckimlik
from stdnum.za import idnr

from trainer_app.lists.scripts import plain

_FEWEST, _NEARLY_ALL = 5, 0.8  # numbers of a list, and the share of them that must keep a country's rule
_MYANMAR = re.compile(r"\d{1,2}/[^\d/()]+\([^\d/()]+\)\d{6}")
_SRI_LANKA = re.compile(r"\d{9}[vx]")
_CHINA = re.compile(r"\d{6}(19|20)\d{9}[\dx]")

_KEEPS: Mapping[str, Callable[[str], bool]] = {
    "BR": cpf.is_valid,
    "CN": lambda number: _CHINA.fullmatch(number) is not None and mod_11_2.is_valid(number.upper()),
    "EC": ci.is_valid,
    "ID": nik.is_valid,
    "LK": lambda number: _SRI_LANKA.fullmatch(number) is not None,
    "MM": lambda number: _MYANMAR.fullmatch(number) is not None,
    "MY": nric.is_valid,
    "TH": pin.is_valid,
    "TR": tckimlik.is_valid,
    "ZA": idnr.is_valid,
}  # fmt: skip
"""Country (ISO 3166) to whether a number keeps its rule. One number may keep that of another country by chance, so only
many together tell; Pakistan and others without a check digit tell nothing."""


def country_of_ids(numbers: Collection[str]) -> str | None:
    """The one country whose rule nearly all of a list's identity numbers keep; None where no one's or several's."""
    bare = {re.sub(r"[\s\-–—.]", "", plain(number)) for number in numbers}
    if len(bare) < _FEWEST:
        return None
    keeping = [code for code, keeps in _KEEPS.items() if sum(map(keeps, bare)) >= _NEARLY_ALL * len(bare)]
    return keeping[0] if len(keeping) == 1 else None
