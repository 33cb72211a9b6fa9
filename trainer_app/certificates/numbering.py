"""The next certificate numbers of this replica, by the usual pattern or the office's own."""

from db.database import Transaction
from trainer_app import settings
from trainer_app.certificates.numbers import capitals, make_number
from trainer_app.certificates.own_pattern import Pattern
from trainer_app.errors import UserError
from trainer_app.texts import _


def own_pattern(tx: Transaction) -> Pattern | None:
    """The office's own pattern; None where it has the usual one."""
    text = settings.get(tx, "certificate_number")
    return Pattern(text) if text else None


class Numbers:
    """Gives numbers of one year.

    The greatest sequence ever given is kept beside the journal too (meta), so that a number whose issue was undone, and
    that may be on paper, is not given to somebody else. Raises UserError for an office without country.
    """

    def __init__(self, tx: Transaction, year: int) -> None:
        self.tx, self.year, self.own = tx, year, own_pattern(tx)
        self.country = settings.get(tx, "country")
        self.last: dict[str, int] = {}

    def next(self, programme: str, product: str) -> str:
        """The next number for a product, or for a whole programme as its own product."""
        if not self.country:
            raise UserError(
                _("The country is missing, and certificate numbers carry it. Set it in Settings and repeat.")
            )
        key = self._key(programme, product)
        if key not in self.last:
            self.last[key] = max(self._kept(key), self._greatest(programme, product))
        self.last[key] += 1
        return self._number(programme, product, self.last[key])

    def keep(self) -> None:
        """Write down how far the sequences are."""
        for key, sequence in self.last.items():
            self.tx.connection.exec_driver_sql(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, str(sequence)),
            )

    def _number(self, programme: str, product: str, sequence: int) -> str:
        if self.own:
            return self.own.number(self._facts(programme, product), sequence)
        return make_number(programme, product, self.country, self.year, self.tx.database.code, sequence)

    def _key(self, programme: str, product: str) -> str:
        told = self.own.scope(self._facts(programme, product)) if self.own else f"{programme} {product} {self.year}"
        return f"certificate {told}"

    def _facts(self, programme: str, product: str) -> dict[str, str]:
        return {
            "programme": capitals(programme), "product": capitals(product), "country": self.country,
            "year": f"{self.year:04d}", "replica": self.tx.database.code,
        }  # fmt: skip

    def _kept(self, key: str) -> int:
        rows = self.tx.rows("SELECT value FROM meta WHERE key = :key", {"key": key})
        return max((int(row[0]) for row in rows), default=0)

    def _greatest(self, programme: str, product: str) -> int:
        """The greatest sequence of these, whatever its country, void or deleted or undone; 0 for none."""
        if self.own:
            facts, own = self._facts(programme, product), self.own
            return max((own.sequence_in(facts, one) for one in self._given(own.scope(facts).split("#")[0])), default=0)
        parts = self._number(programme, product, 1).split("-")
        year, replica = parts[-4], parts[-3]
        sequences = [
            int(other[-2])
            for other in (one.split("-") for one in self._given("-".join(parts[:-5]) + "-"))
            if len(other) == len(parts) and other[-4] == year and other[-3] == replica and other[-2].isdecimal()
        ]
        return max(sequences, default=0)

    def _given(self, head: str) -> list[str]:
        rows = self.tx.rows(
            "SELECT number FROM certificate WHERE number >= :head AND number < :end", {"head": head, "end": head + "~"}
        )
        return [row[0] for row in rows]
