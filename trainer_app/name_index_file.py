"""The index of names kept between two starts: a file in the folder of the cache, for large tables alone.

It is believed only where the journal has the very change at its position that was the last one when it was written, and
where a name is still folded the same way. What is wrong with it otherwise is no matter: the index is built anew.
"""

import hashlib
import json
import os
from array import array
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from db.database import Transaction
from trainer_app.errors import UserError
from trainer_app.paths import cache_folder
from trainer_app.saving import replacing

FEWEST = 20_000
"""Records of a table below which building the index takes no time that anybody notices."""

Part = tuple[str, "array[int]"]
"""A text and where its lines end."""


def write(
    tx: Transaction, table: str, seq: int, probe: Sequence[str], words: Mapping[str, int], parts: Sequence[Part]
) -> None:
    """Keep an index as it is at this position of the journal. Where there is no room for it, it is not kept."""
    texts = [text.encode("utf-8", "surrogatepass") for text, _ends in parts]
    told = {
        "seq": seq, "stamp": _stamp(tx, seq), "probe": list(probe), "words": dict(words),
        "sizes": [[len(text), len(ends)] for text, (_text, ends) in zip(texts, parts, strict=True)],
    }  # fmt: skip
    with (
        suppress(OSError, UserError),
        replacing(_path(tx, table), told=False) as partial,
        _for_me_alone(partial) as file,
    ):
        file.write(json.dumps(told).encode() + b"\n")
        for text, (_text, ends) in zip(texts, parts, strict=True):
            file.write(text)
            ends.tofile(file)


def read(tx: Transaction, table: str, probe: Sequence[str]) -> tuple[int, dict[str, int], list[Part]] | None:
    """The position in the journal, how often words occur, and the parts; None where nothing fitting is kept."""
    try:
        with open(_path(tx, table), "rb") as file:
            told = json.loads(file.readline())
            if told["probe"] != list(probe) or told["stamp"] is None or told["stamp"] != _stamp(tx, told["seq"]):
                return None
            parts = []
            for length, lines in told["sizes"]:
                text = file.read(length).decode("utf-8", "surrogatepass")
                ends = array("Q")
                ends.fromfile(file, lines)
                if ends[-1:].tolist() != [len(text)]:
                    return None
                parts.append((text, ends))
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None
    if _erased_since(tx, table, told["seq"]):
        forget(tx, table)
        return None
    return told["seq"], told["words"], parts


def forget(tx: Transaction, table: str) -> None:
    """Delete what is kept of a table: somebody in it was erased."""
    with suppress(OSError):
        _path(tx, table).unlink(missing_ok=True)


def _path(tx: Transaction, table: str) -> Path:
    what = f"{tx.database.path.resolve()} {table}"
    return cache_folder() / f"names-{hashlib.sha256(what.encode()).hexdigest()[:16]}"


def _for_me_alone(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")


def _stamp(tx: Transaction, seq: int) -> str | None:
    rows = tx.rows("SELECT stamp FROM change WHERE seq = :seq", {"seq": seq})
    return str(rows[0][0]) if rows else None


def _erased_since(tx: Transaction, table: str, seq: int) -> bool:
    found = tx.rows(
        "SELECT 1 FROM change WHERE seq > :seq AND table_name = :table AND kind = 'erase' LIMIT 1",
        {"seq": seq, "table": table},
    )
    return bool(found)
