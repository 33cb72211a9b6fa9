"""What a list says of a known person in another writing: a name in another script, a phone without its country."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from db.models import Person
from trainer_app.formats import fold
from trainer_app.linkage.profile import phone_keys
from trainer_app.linkage.spelling import script

_LATIN = "LATIN"
_SIGNS = re.compile("[\u0640\u064b-\u0652\u0670]")  # the stretching line and the vowel signs of Arabic
_KEYBOARDS = str.maketrans("يىك", "ییک")  # letters that Arabic and Persian keyboards write otherwise


def as_known(person: Person, values: Mapping[str, Any], corrected: Collection[str] = ()) -> dict[str, Any]:
    """The values of columns of a person in the writing that is known: what says the same changes nothing.

    A name in Latin letters never takes the place of one in the person's own script: it is the name in Latin letters.
    The other way round the Latin one becomes that. Capitals throughout or an Arabic name's vowel signs are no news.
    What somebody corrected here (names of fields) is taken as it was typed.
    """
    told = dict(values)
    for field in ("full_name", "latin_name", "father_name"):
        if field in told and field not in corrected and _says_no_more(told[field], getattr(person, field)):
            told[field] = getattr(person, field)
    phones, known = told.get("phones"), person.phones
    if phones and known and set(phone_keys(phones)) == set(phone_keys(known)) != set():
        told["phones"] = known
    name, before = told.get("full_name"), person.full_name
    if not name or not before or script(name) == script(before):
        return told
    latin = before if script(name) != _LATIN else name
    if _LATIN not in (script(name), script(before)):
        return told
    if latin is name:
        del told["full_name"]
    if fold(latin) != fold(person.latin_name):
        told.setdefault("latin_name", latin)
    return told


def _says_no_more(name: str | None, known: str | None) -> bool:
    """Whether a name is the known one without its small letters, or with signs that Arabic writes or leaves out."""
    if not name or not known or fold(name) != fold(known):
        return False
    capitals = name.isupper() and not known.isupper()
    return capitals or _letters(name) == _letters(known)


def _letters(name: str) -> str:
    return _SIGNS.sub("", name).translate(_KEYBOARDS)
