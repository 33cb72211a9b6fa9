"""Names of files as they can stand in a sentence."""

import re
from pathlib import Path

_DISTURBING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""The last stand for bytes of a name that are no letters: nothing could write them down."""


def called(path: Path) -> str:
    """The name of a file for a sentence, a list or the log.

    What would break the line, or turn around what follows so that "cod.exe" ends in "doc", shows as a sign of its own.
    """
    return _DISTURBING.sub("\ufffd", path.name)


def located(path: Path) -> str:
    """The same with the folders that it lies in."""
    return _DISTURBING.sub("\ufffd", str(path))
