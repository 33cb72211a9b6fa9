"""Folders that somebody names: what lies in them, or a sentence on why that cannot be seen."""

import os
from pathlib import Path

from trainer_app.errors import UserError
from trainer_app.file_names import located
from trainer_app.texts import _

_HIDDEN = ".~"  # how the names begin of what systems hide, and of what spreadsheet programs put beside an open file


def is_folder(path: Path) -> bool:
    """Whether it is a folder; not, where that cannot be told."""
    return os.path.isdir(path)  # Path.is_dir raises where a folder above it is locked


def files_in(folder: Path) -> list[Path]:
    """The files in a folder and in those inside, by name, without what systems and programs hide there. UserError."""
    found: list[Path] = []
    try:
        for place, folders, files in os.walk(folder, onerror=_give_up):
            folders[:] = [name for name in folders if name[0] not in _HIDDEN]
            found += [Path(place, name) for name in files if name[0] not in _HIDDEN]
    except OSError as error:
        raise UserError(
            _("The folder {folder} cannot be read: it is not yours to read, or its disk is gone. Nothing was taken "
              "from it. Copy what you need to another folder, and choose that.").format(
                  folder=located(Path(error.filename or folder)))
        ) from error  # fmt: skip
    return sorted(found)


def _give_up(error: OSError) -> None:
    raise error
