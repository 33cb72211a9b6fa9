"""What a list says of a known person in another writing: a name in another script, a phone without its country."""

from collections.abc import Mapping
from typing import Any

from db.models import Person
from trainer_app.formats import fold
from trainer_app.linkage.profile import phone_keys
from trainer_app.linkage.spelling import script

_LATIN = "LATIN"


def as_known(person: Person, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of columns of a person in the writing that is known: what says the same changes nothing.

    A name in Latin letters never takes the place of one in the person's own script: it is the name in Latin letters.
    The other way round the Latin one becomes that.
    """
    told = dict(values)
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
