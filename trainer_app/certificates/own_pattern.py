"""An office's own pattern of certificate numbers: checked, filled in, and known again when somebody reads one out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from stdnum.iso7064 import mod_37_36

from trainer_app.certificates.numbers import REPLICA_LETTERS, plain
from trainer_app.errors import UserError
from trainer_app.texts import _

USUAL = "{programme}-{product}-{country}-{year}-{replica}-{sequence}-{check}"
FIELDS = {
    "programme": "[A-Z0-9]+", "product": "[A-Z0-9]+", "country": "[A-Z]{2}", "year": "[0-9]{4}",
    "replica": f"[{REPLICA_LETTERS}]{{7}}", "sequence": "[0-9]{4,}", "check": "[0-9A-Z]",
}  # fmt: skip
"""What a pattern can have in braces, and how it is written."""

_LONGEST = 110
_FIELD = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True)
class Pattern:
    """A pattern that `checked` let pass."""

    text: str

    def number(self, facts: Mapping[str, str], sequence: int) -> str:
        """The number of a sequence; `facts` are the other fields but the check character."""
        before, check, _after = self._filled(facts, f"{sequence:04d}").partition("{check}")
        return before + (mod_37_36.calc_check_digit(_signs(before)) if check else "")

    def scope(self, facts: Mapping[str, str]) -> str:
        """What all numbers have in common that are counted on from each other."""
        return self._filled(facts, "#")

    def sequence_in(self, facts: Mapping[str, str], number: str) -> int:
        """The sequence of a number of that scope; 0 where it is none."""
        before, _sign, after = self.scope(facts).partition("#")
        found = re.fullmatch(re.escape(before) + "([0-9]{4,})" + re.escape(after).replace(r"\{check\}", "."), number)
        return int(found[1]) if found else 0

    def read(self, text: str) -> tuple[str, str] | None:
        """The number that a text means, as printed, and the code of the replica in it; None where it is no such one."""
        number = re.sub(r"\s", "", plain(text))
        written = re.escape(self.text).replace(r"\{", "{").replace(r"\}", "}")
        found = re.fullmatch(_FIELD.sub(lambda field: f"(?P<{field[1]}>{FIELDS[field[1]]})", written), number)
        if found is None or ("{check}" in self.text and not mod_37_36.is_valid(_signs(number))):
            return None
        return number, found["replica"]

    def _filled(self, facts: Mapping[str, str], sequence: str) -> str:
        known = {**facts, "sequence": sequence, "check": "{check}"}
        return _FIELD.sub(lambda field: known[field[1]], self.text)


def checked(text: str) -> str:
    """The pattern as it is kept; "" for the usual one. Raises UserError for one that could give a number twice."""
    text = "".join(part if part.startswith("{") else part.upper() for part in re.split(r"(\{\w*\})", text.strip()))
    fields = _FIELD.findall(text)
    rest = _FIELD.sub("", text)
    if unknown := [field for field in fields if field not in FIELDS]:
        raise _refused(_("There is no field {field}.").format(field=f"{{{unknown[0]}}}"))
    if not re.fullmatch(r"[A-Z0-9./-]*", rest) or len(text) > _LONGEST:
        raise _refused(_("Beside the fields it takes letters from A to Z, figures, and - / . between them."))
    if any(fields.count(field) != 1 for field in ("replica", "sequence")) or len(set(fields)) != len(fields):
        raise _refused(
            _("It needs {replica} and {sequence} once: without both, two computers could give one number.").format(
                replica="{replica}", sequence="{sequence}"
            )
        )
    if "}{" in text or ("check" in fields and not text.endswith("{check}")):
        raise _refused(_("Between two fields there is one of - / . and {check} comes last.").format(check="{check}"))
    return "" if text == USUAL else text


def _signs(text: str) -> str:
    return re.sub("[^A-Z0-9]", "", text)


def _refused(why: str) -> UserError:
    return UserError(
        _("The pattern of numbers cannot be so. {why} The usual one is {usual}.").format(why=why, usual=USUAL)
    )
