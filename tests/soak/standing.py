"""What was typed into a file is there as long as the merge of that file stands, whatever was taken back besides."""

from collections.abc import Iterable

from tests.soak.desk import Desk, expect
from tests.soak.model import Deed, Key
from trainer_app.exchange.brought import undone_merges


def check_standing(desk: Desk, typed: dict[str, Iterable[Deed]]) -> None:
    """Of no file, by its name, whose merge stands is anything put aside. To merge the same file again is nothing."""
    with desk.database.read() as tx:
        undone = undone_merges(tx)
        merges = tx.rows(
            "SELECT min(id), json_extract(details, '$.file') AS file FROM action WHERE kind = 'merge' GROUP BY file"
        )
    aside = desk.mind.put_aside()
    for action, file in merges:
        if action not in undone:
            lost: set[Key] = {deed.key for deed in typed.get(file, ())} & aside
            expect(not lost, f"{desk.name}: the merge of {file} stands, but this is put aside: {sorted(lost)}")


def check_only_brought_again(desk: Desk, done: Iterable[Deed]) -> None:
    """A merge does nothing of its own but to let be again what had been put aside here."""
    for deed in done:
        expect(
            deed.kind == "retract" and deed.local,
            f"{desk.name}: merging did {deed.kind} {deed.table} {deed.record} {deed.fields}",
        )
