"""The bytes of a spreadsheet file, out of its password's protection."""

import io
import stat
import unicodedata
from pathlib import Path

from trainer_app.spreadsheets.bounds import FILE
from trainer_app.spreadsheets.problem import Problem

_OLE = b"\xd0\xcf\x11\xe0"
_NOBODYS = "VelvetSweatshop"
"""What spreadsheet programs encrypt with that has to open without a password: an .xls whose sheets or their order are
protected. They try it themselves before they ask."""


def read_content(path: Path, password: str | None) -> bytes:
    """The content of a regular file; what was encrypted comes decrypted. Raises Problem."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise Problem("folder")
        if not stat.S_ISREG(about.st_mode):  # reading a pipe or a device may never end
            raise Problem("no_file")
        if about.st_size > FILE:
            raise Problem("large", size=about.st_size >> 20, most=FILE >> 20)
        content = path.read_bytes()
    except FileNotFoundError:
        raise Problem("missing") from None
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise Problem("unreadable") from None
    if not content:
        raise Problem("empty")
    return _decrypted(content, password) if content.startswith(_OLE) else content


def is_ole(path: Path) -> bool:
    """Whether a file is packed as encrypted Office files are; so is an old .xls."""
    with path.open("rb") as file:
        return file.read(len(_OLE)) == _OLE


def _decrypted(content: bytes, password: str | None) -> bytes:
    """The content of an encrypted Office file; an old .xls comes back as it is."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
        if not file.is_encrypted():
            return content
    except (FileFormatError, OSError, ValueError, KeyError):
        return content  # the parser says what is wrong with it
    # Some keyboards type an accent as a sign of its own, which is another password where it was typed as one letter.
    given = (password, unicodedata.normalize("NFC", password)) if password else ()
    for written in dict.fromkeys((*given, _NOBODYS)):
        plain = io.BytesIO()
        try:
            file.load_key(password=written)
            file.decrypt(plain)
        except InvalidKeyError:
            continue
        except (DecryptionError, FileFormatError):
            raise Problem("protected_otherwise") from None
        return plain.getvalue()
    raise Problem("password" if password else "protected")
