"""What a list says otherwise than the data: the old and the new value in a person's words."""

from dataclasses import replace

from db.database import Transaction
from db.journal import plain
from trainer_app.history import Labels, field_label
from trainer_app.importing.plan import Difference
from trainer_app.texts import _


class InWords:
    """Tells differences as long as the import's transaction lasts: a place that it makes is gone after its plan."""

    def __init__(self, tx: Transaction) -> None:
        self._labels = Labels(tx)

    def __call__(self, difference: Difference) -> Difference:
        table, _dot, field = difference.field.partition(".")
        text = _("{field}: {old} → {new}") if difference.taken else _("{field}: {old} stays, the list says {new}")
        old, new = (self._labels.value(table, field, plain(value)) for value in (difference.before, difference.after))
        return replace(difference, told=text.format(field=field_label(table, field), old=old, new=new))
