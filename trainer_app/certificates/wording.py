"""The words that stand on a certificate of each kind, without he or she; an office may give its own instead."""

from dataclasses import dataclass

from trainer_app.texts import N_, _


@dataclass(frozen=True)
class Wording:
    """The title, the line above the name and the sentence under it, in the chosen language."""

    title: str
    introduction: str
    sentence: str


_INTRODUCTION = N_("This is to certify that")
_TITLES = {
    "attendance": (N_("Certificate of Attendance"), N_("has attended the training")),
    "completion": (N_("Certificate of Completion"), N_("has successfully completed the training")),
    "tot": (N_("Certificate of Training of Trainers"), N_("has completed the training of trainers")),
    "trainer": (N_("Trainer’s Certificate"), N_("is certified as a trainer")),
    "master_trainer": (N_("Master Trainer’s Certificate"), N_("is certified as a master trainer")),
    "facilitator": (N_("Facilitator’s Certificate"), N_("is certified as a facilitator")),
    "enterprise": (N_("Enterprise Certificate"), N_("has taken part, with managers and workers, in the training")),
}
KINDS = tuple(_TITLES)
"""The kinds of certificate that programmes name (programme_parts.CertificateRule)."""


def wording(kind: str) -> Wording:
    """The words for one of KINDS, in the chosen language."""
    title, sentence = _TITLES[kind]
    return Wording(_(title), _(_INTRODUCTION), _(sentence))
