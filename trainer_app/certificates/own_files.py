"""Files that an office edits by hand (designs, words): read and checked, what is wrong told with its line."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from trainer_app.errors import UserError
from trainer_app.file_names import called, located
from trainer_app.programmes.files import line_of
from trainer_app.texts import _


class Part(BaseModel):
    """A part of such a file: nothing in it that is not known, nothing changed once it is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


P = TypeVar("P", bound=Part)


def read_folder(folder: Path, kind: type[P]) -> dict[str, P]:
    """All files of a folder by their names. Raises UserError for the first that is wrong."""
    return {path.stem: read_file(path, kind) for path in sorted(folder.glob("*.toml"))}


def read_file(path: Path, kind: type[P]) -> P:
    """The content of a TOML file. Raises UserError with the line of what is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    return read_text(text, kind, path)


def read_text(text: str, kind: type[P], path: Path) -> P:
    """The content of TOML text that stands, or is to stand, in a file. Raises UserError as read_file does."""
    try:
        return kind.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, error) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = tuple(str(part) for part in first["loc"] if isinstance(part, str))
        raise UserError(
            _(
                "The file {file}, line {line}: “{key}” cannot be so ({reason}). Correct this line, or take the file "
                "out of the folder {folder}."
            ).format(
                file=called(path),
                line=line_of(text, where),
                key=".".join(where),
                reason=first["msg"],
                folder=located(path.parent),
            )
        ) from error


def _unreadable(path: Path, error: Exception) -> UserError:
    return UserError(
        _("The file {file} cannot be read ({reason}). Correct it, or take it out of the folder {folder}.").format(
            file=called(path), reason=error, folder=located(path.parent)
        )
    )
