"""Certificate numbers: made so that no two offline replicas give the same, and checked when somebody reads one out."""

import itertools
import re
import unicodedata
from dataclasses import dataclass

from stdnum.iso7064 import mod_37_36

from trainer_app.errors import UserError
from trainer_app.texts import _

REPLICA_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which are misread."""

_REPLICA_LENGTH = 7
_TO_DIGIT = str.maketrans("OIL", "011")
_TO_LETTER = str.maketrans("01", "OI")
_MISREAD = {"0": "0O", "O": "O0", "1": "1I", "I": "I1"}


@dataclass(frozen=True)
class CertificateNumber:
    """The parts of a number; `str()` is the number as printed. `product` equals `programme` where that is all."""

    programme: str
    product: str
    country: str
    year: int
    replica_code: str
    sequence: int

    def __str__(self) -> str:
        codes = [self.programme] if self.product == self.programme else [self.programme, self.product]
        parts = [*codes, self.country, f"{self.year:04d}", self.replica_code, f"{self.sequence:04d}"]
        return "-".join([*parts, mod_37_36.calc_check_digit("".join(parts))])


def make_number(programme: str, product: str, country: str, year: int, replica_code: str, sequence: int) -> str:
    """PROGRAMME-PRODUCT-COUNTRY-YEAR-REPLICA-SEQUENCE-CHECK; the check character is ISO 7064 MOD 37,36.

    `country` is the ISO 3166 alpha-2 code, `sequence` counts from 1 in one replica. Codes are printed in capital
    letters and digits alone (C-BED is CBED), and a product named like its programme is printed once.
    """
    if not re.fullmatch(f"[{REPLICA_LETTERS}]{{{_REPLICA_LENGTH}}}", replica_code):
        raise ValueError(f"not a replica code: {replica_code!r}")
    if sequence < 1 or not 1000 <= year <= 9999:
        raise ValueError(f"sequence {sequence} or year {year} is out of range")
    codes = [capitals(code) for code in (programme, product, country)]
    if not all(codes):
        raise ValueError(f"a code without Latin letters or digits: {programme!r}, {product!r}, {country!r}")
    return str(CertificateNumber(codes[0], codes[1], codes[2], year, replica_code, sequence))


def check_number(text: str) -> CertificateNumber:
    """The number that the text means; str() of it is the number as printed.

    Lower case, blanks, other dashes, local digits and one for the other of O and 0, I and 1 are taken as meant
    where the check character tells. Raises UserError for everything else.
    """
    typed = plain(text).replace("/", "-")
    parts = ("".join(typed.split()).split("-")) if "-" in typed else typed.split()
    if not 6 <= len(parts) <= 7 or not all(re.fullmatch("[A-Z0-9]+", part) for part in parts):
        raise _refused(text)
    *codes, country, year, replica, sequence, check = parts
    fixed = [
        country.translate(_TO_LETTER),
        year.translate(_TO_DIGIT),
        replica.translate(_TO_DIGIT),
        sequence.translate(_TO_DIGIT),
    ]
    if not re.fullmatch(r"[A-Z]{2}-\d{4}-[0-9A-HJKMNP-TV-Z]{7}-\d{4,}", "-".join(fixed)):
        raise _refused(text)
    meant = _as_checked(codes, fixed, check)
    if meant is None:
        raise _refused(text)
    number = CertificateNumber(meant[0], meant[-1], fixed[0], int(fixed[1]), fixed[2], int(fixed[3]))
    if number.sequence < 1:
        raise _refused(text)
    return number


def _as_checked(codes: list[str], fixed: list[str], check: str) -> list[str] | None:
    """The codes that agree with the check character with the fewest letters and digits taken one for the other."""
    typed = "-".join(codes) + "-" + check
    found: dict[int, list[str]] = {}
    for choice in itertools.islice(itertools.product(*(_MISREAD.get(c, c) for c in typed)), 4096):
        candidate = "".join(choice)
        *meant, last = candidate.split("-")
        if mod_37_36.is_valid("".join([*meant, *fixed, last])):
            found.setdefault(sum(a != b for a, b in zip(typed, candidate, strict=True)), []).append(candidate)
    fewest = found[min(found)] if found else []
    return fewest[0].split("-")[:-1] if len(fewest) == 1 else None


def capitals(code: str) -> str:
    """A code as numbers have it: capital Latin letters and digits alone."""
    return re.sub("[^A-Z0-9]", "", unicodedata.normalize("NFKD", code).upper())


def plain(text: str) -> str:
    """What somebody typed of a number, in capitals: one kind of dash, Latin digits, nothing that has no look."""
    return "".join(_plain(character) for character in unicodedata.normalize("NFKC", text).upper())


def _plain(character: str) -> str:
    if unicodedata.category(character) == "Pd" or character in "_\u2212":
        return "-"
    if unicodedata.category(character) == "Cf":
        return ""
    return str(unicodedata.digit(character)) if unicodedata.category(character) == "Nd" else character


def _refused(text: str) -> UserError:
    return UserError(
        _(
            "“{text}” is not a certificate number of this application: a letter or digit is wrong, or something is "
            "missing. Compare it with the paper. A number ends in a check character, as in {example}."
        ).format(text=text.strip(), example=make_number("SIYB", "SYB", "MM", 2026, "K7Q2M9D", 1))
    )
