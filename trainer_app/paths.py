"""Where the application keeps its files: data, log, cache and the person's documents."""

import os
from collections.abc import Collection
from pathlib import Path

import platformdirs

_NAME = "trainer-app"

DATA_VARIABLE = "TRAINER_APP_DATA"
"""Environment variable that names another data folder, for a copy that lives on a memory stick."""


def data_folder() -> Path:
    """The folder of the database and of the office's own files; made if it is not there."""
    chosen = os.environ.get(DATA_VARIABLE)
    return _made(Path(chosen) if chosen else platformdirs.user_data_path(_NAME, appauthor=False))


def log_folder() -> Path:
    """The folder of the log; made if it is not there."""
    chosen = os.environ.get(DATA_VARIABLE)
    return _made(Path(chosen) / "log" if chosen else platformdirs.user_log_path(_NAME, appauthor=False))


def cache_folder() -> Path:
    """The folder of what can be made again at any time; made if it is not there."""
    chosen = os.environ.get(DATA_VARIABLE)
    return _made(Path(chosen) / "cache" if chosen else platformdirs.user_cache_path(_NAME, appauthor=False))


def documents_folder() -> Path:
    """The person's documents: where workbooks, certificates and summaries are offered to be saved."""
    return platformdirs.user_documents_path()


def programmes_folder() -> Path:
    """The folder of the office's own programme files, which add to the shipped ones or override them."""
    return _made(data_folder() / "programmes")


def designs_folder() -> Path:
    """The folder of the office's own designs of certificates, beside the shipped ones or instead of them."""
    return _made(data_folder() / "designs")


def wording_folder() -> Path:
    """The folder of the office's own words of certificates, instead of the shipped ones or of a language more."""
    return _made(data_folder() / "wording")


def words_folder() -> Path:
    """The folder of the office's own words of lists: columns/*.toml and values/*.toml, as in resources."""
    return _made(data_folder() / "words")


def lists_folder() -> Path:
    """The folder of what is remembered of senders' lists."""
    return _made(data_folder() / "lists")


def default_database() -> Path:
    """The database that opens when none is named. It need not exist yet."""
    return data_folder() / "training.sqlite"


def free_name(path: Path, taken: Collection[Path] = ()) -> Path:
    """The path itself, or with a number behind its name where something is there already, or will be (`taken`)."""
    target, number = path, 1
    while target in taken or target.exists():
        number += 1
        target = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return target


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
