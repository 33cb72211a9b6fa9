"""What a file says is there as long as the merge of that file stands, whatever was taken back besides: what was typed
into it, and what its sender did of what was there when it was merged."""

from collections.abc import Iterable

from tests.soak.book import Book
from tests.soak.desk import Desk, expect
from tests.soak.model import Deed, Key
from trainer_app.exchange.brought import undone_merges


def files_merged(desk: Desk) -> set[str]:
    """The names of the files that were merged here before."""
    with desk.database.read() as tx:
        return {row[0] for row in tx.rows("SELECT json_extract(details, '$.file') FROM action WHERE kind = 'merge'")}


def standing_files(desk: Desk) -> set[str]:
    """The names of the files that were merged here as a whole and of which no merge was undone."""
    with desk.database.read() as tx:
        undone = undone_merges(tx)
        merges = tx.rows("SELECT id, json_extract(details, '$.file') FROM action WHERE kind = 'merge' "
                         "AND json_extract(details, '$.left') IS NULL")  # fmt: skip
    return {file for _action, file in merges} - {file for action, file in merges if action in undone}


def files_for(desk: Desk, other: Desk) -> set[str]:
    """The names of the files that were written here for somebody."""
    with desk.database.read() as tx:
        query = (
            "SELECT json_extract(details, '$.file') FROM action WHERE kind = 'export' "
            "AND json_extract(details, '$.partner') = :partner"
        )
        return {row[0] for row in tx.rows(query, {"partner": other.name})}


def first_hand(desk: Desk, carries: Iterable[Deed], sender: str) -> frozenset[Key]:
    """What the replica that wrote a file did itself of what that carries, but for what is put aside just now."""
    return frozenset(deed.key for deed in carries if deed.stamp.endswith(f"-{sender}")) - desk.mind.put_aside()


def check_standing(desk: Desk, books: Iterable[Book]) -> None:
    """Of none of these files whose merge stands is anything put aside. To merge the same file again is nothing.

    What was taken of a file in part, before the rest, goes with the merge that took it.
    """
    typed = {book.path.name: book.typed for book in books}
    with desk.database.read() as tx:
        undone = undone_merges(tx)
        parts = {
            row[1]
            for row in tx.rows(
                "SELECT id, json_extract(details, '$.file') FROM action WHERE kind = 'merge' "
                "AND json_extract(details, '$.left') IS NOT NULL"
            )
            if row[0] in undone
        }
        merges = tx.rows(
            "SELECT min(id), json_extract(details, '$.file') AS file FROM action WHERE kind = 'merge' "
            "AND json_extract(details, '$.left') IS NULL GROUP BY file"
        )
    aside = desk.mind.put_aside()
    for action, file in merges:
        if action not in undone and file not in parts:
            said = {deed.key for deed in typed.get(file, ())} | desk.first_hand.get(file, frozenset())
            lost: set[Key] = said & aside
            expect(not lost, f"{desk.name}: the merge of {file} stands, but this is put aside: {sorted(lost)}")


def check_only_brought_again(desk: Desk, done: Iterable[Deed]) -> None:
    """A merge does nothing of its own but to let be again what had been put aside here."""
    for deed in done:
        expect(
            deed.kind == "retract" and deed.local,
            f"{desk.name}: merging did {deed.kind} {deed.table} {deed.record} {deed.fields}",
        )
