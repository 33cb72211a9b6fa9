"""JSON as the journal writes it: the same text for the same data."""

from typing import Any

import orjson


def encode(data: Any) -> str:
    """The text of JSON data, keys sorted, no space."""
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
