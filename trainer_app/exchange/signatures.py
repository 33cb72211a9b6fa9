"""Who made a workbook: what its signature says, with the keys that are known here. Nobody is refused for it."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from trainer_app.keys import KnownKey, is_signed, raw, succession
from trainer_app.texts import _
from trainer_app.workbook.incoming import Incoming
from trainer_app.workbook.rules import written_on

ALARMS = ("altered", "other_key", "dropped")


@dataclass(frozen=True)
class Seal:
    """What a signature says.

    own: written by this very database. known: signed by a database that is known here. new: nothing was heard of the
    sender before. unsigned: written by a version that did not sign yet. And what to ask about before merging (ALARMS):
    altered: changed after it was signed. other_key: signed, but not with a key of the database that it names.
    dropped: without the signature that the earlier files of that database had.
    """

    kind: str
    name: str = ""
    vouched_by: str = ""

    @property
    def alarms(self) -> bool:
        return self.kind in ALARMS

    def sentence(self) -> str:
        """For the person who is about to merge, in the chosen language."""
        text = {
            "own": _("Written here; the part behind is as it was written."),
            "known": _("Signed by {name}."),
            "new": _("Made by a sender who is not known here yet: {name}."),
            "unsigned": _("Not signed: {name} wrote it with an older version of this application."),
            "altered": _("The part behind was altered after {name} had signed it. Ask them for a fresh copy."),
            "other_key": _("It says that it comes from {name}, but it is signed with another key than their files "
                           "before. Ask them whether it is theirs before you merge it."),
            "dropped": _("It says that it comes from {name}, but it lacks the signature of their files before. Ask "
                         "them whether it is theirs before you merge it."),
        }[self.kind].format(name=self.name or "–")  # fmt: skip
        if self.vouched_by and self.vouched_by != self.name:
            text += " " + _("{office} vouches for this key.").format(office=self.vouched_by)
        return text


def seal(incoming: Incoming, known: Sequence[KnownKey], own_replica: str) -> Seal:
    """What the signature of a workbook says; `known` are the keys that came here before it."""
    head, signature = incoming.head, incoming.signature
    of_sender = [key for key in known if key.replica == head.replica]
    name = next((key.name for key in of_sender if key.name), "") or head.sender or head.code
    if signature is None:
        if head.format > 1:
            return Seal("altered", name)
        signed_before = any(key.made_on is not None and key.made_on < written_on(head.stamp) for key in of_sender)
        return Seal("dropped" if signed_before else "unsigned", name)
    if not is_signed(signature.key, signature.signature, signature.content):
        return Seal("altered", name)
    mine = next((key for key in of_sender if key.public == signature.key), None)
    if mine is not None and (mine.first or mine.vouched_by):
        return Seal("own" if head.replica == own_replica else "known", name, mine.vouched_by)
    if any(_is_followed(key, incoming) for key in of_sender if key.first or key.vouched_by):
        return Seal("own" if head.replica == own_replica else "known", name)
    someone = any(key.public == signature.key for key in known)
    return Seal("other_key" if of_sender or someone else "new", name)


def _is_followed(key: KnownKey, incoming: Incoming) -> bool:
    """Whether the workbook is signed with the key that takes this one's place, and brings its word for that."""
    signature = incoming.signature
    assert signature is not None
    statement, public = succession(key.replica, signature.key), base64.b64encode(signature.key).decode()
    for changes in incoming.carried("signing_key").values():
        said = [change.fields for change in changes]
        if any(fields.get("public_key") == public for fields in said):
            proofs = [str(fields["countersignature"]) for fields in said if fields.get("countersignature")]
            if any(is_signed(key.public, raw(proof) or b"", statement) for proof in proofs):
                return True
    return False
