"""What all commands share: the database option, output for people or programs, progress, errors and exit codes."""

import gc
import importlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from db import stopping
from db.database import Database
from db.stopping import Cancelled
from trainer_app import __version__
from trainer_app.errors import UserError, explained
from trainer_app.file_names import located
from trainer_app.garbage import no_garbage_collection
from trainer_app.progress import Progress
from trainer_app.texts import _, use_language

F = TypeVar("F", bound=Callable[..., Any])

REFUSED = 1
STOPPED = 130
_NAMED = 3  # things that were finished, of which a folder of workbooks may be hundreds
_NO_LETTER = re.compile("[\ud800-\udfff]")  # bytes in the name of a file that nothing could write as letters


MODULES = {
    "databases": ("new", "demo", "settings", "backup", "restore", "check", "dump", "history", "undo"),
    "courses": ("courses", "course", "attendance", "outcomes", "totals"),
    "lists": ("import",),
    "certificates": ("certificates", "trainer-certificates", "badges", "verify"),
    "keys": ("keys", "check-page", "void-list"),
    "papers": ("papers", "pictures"),
    "people": ("person", "trainers", "duplicates", "followups"),
    "sending": ("export",),
    "exchange": ("merge", "conflicts"),
    "results": ("outreach",),
}
"""The modules that hold the commands, each with its own, in the order of the help. Only what a command needs is loaded:
what draws certificates would make the plan of a list wait."""


class Context:
    """What a command is given: the database, and how to speak."""

    def __init__(self, path: Path, as_json: bool) -> None:
        self.path = path
        self.as_json = as_json

    @cached_property
    def database(self) -> Database:
        """The database of --database, opened (and migrated) when first used."""
        from trainer_app import settings

        database = Database.open(self.path)
        with database.read() as tx:
            database.author = settings.get(tx, "your_name") or None
            use_language(settings.get(tx, "language") or "en")
        return database

    def say(self, text: str) -> None:
        """A sentence for a person; silent under --json."""
        if not self.as_json:
            _write(text)

    def give(self, data: Any) -> None:
        """The result for a program; silent without --json."""
        if self.as_json:
            text = json.dumps(data, ensure_ascii=False, indent=1, default=str)
            click.echo(_NO_LETTER.sub(lambda hit: f"\\u{ord(hit[0]):04x}", text))

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Rows in aligned columns for a person; silent under --json."""
        if self.as_json:
            return
        cells = [[_shown(cell) for cell in row] for row in rows]
        widths = [max([len(header), *(len(row[i]) for row in cells)]) for i, header in enumerate(headers)]
        for row in [list(headers), ["-" * width for width in widths], *cells]:
            _write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())

    def refuse(self, reasons: Sequence[str]) -> None:
        """End with exit code 1 after naming the reasons."""
        for reason in reasons:
            _write(reason, err=True)
        sys.exit(REFUSED)

    @cached_property
    def progress(self) -> Progress:
        """A bar where a person watches, silence elsewhere."""
        return _Bar() if sys.stderr.isatty() and not self.as_json else Progress()


_COMMANDS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)))
"""What a terminal obeys instead of showing it; names that came in a file may hold some."""


def _write(text: str, *, err: bool = False) -> None:
    click.echo(text.translate(_COMMANDS), err=err)


def _shown(cell: Any) -> str:
    if cell is None:
        return "–"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


class _Bar(Progress):
    """A line on stderr that is drawn over, from 0.6 seconds on."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def step(self, done: int, total: int, text: str = "") -> None:
        self.cancelled()
        if time.monotonic() - self._begun < 0.6:
            return
        share = f"{done * 100 // total:3d} %" if total else f"{done}"
        click.echo(f"\r\x1b[K{share} {text}", err=True, nl=False)
        if total and done >= total:
            click.echo("\r\x1b[K", err=True, nl=False)


class _Group(click.Group):
    """Turns what a person can act on, and Ctrl-C, into a sentence and an exit code; bugs keep their trace."""

    def invoke(self, context: click.Context) -> Any:
        try:
            with explained():
                result = super().invoke(context)
            stopping.check()
            return result
        except Cancelled:
            _stop()
        except UserError as error:
            if stopping.is_asked():  # a child that the same Ctrl-C ended looks like a file that cannot be read
                _stop()
            _write(str(error), err=True)
            sys.exit(REFUSED)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        module = next((module for module, names in MODULES.items() if name in names), None)
        with no_garbage_collection():
            for one in MODULES if module is None else [module]:
                importlib.import_module(f"trainer_app.cli.{one}")
        gc.freeze()  # what was loaded stays: it need not be looked through again and again
        return super().get_command(context, name)

    def list_commands(self, context: click.Context) -> list[str]:
        return [name for names in MODULES.values() for name in names]


def _stop() -> NoReturn:
    """End after Ctrl-C, and say what of the work is there."""
    done = list(dict.fromkeys(stopping.finished))
    what = [one for one in done if not any(one in other for other in done if other != one)]  # "Export a.xlsx" says it
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)  # the bar, or the terminal's ^C
    if what:
        named = "; ".join([*what[:_NAMED], *("…" for _more in what[_NAMED : _NAMED + 1])])
        sentence = _("Stopped. What was begun had been finished: {what}. Nothing else was changed.").format(what=named)
    else:
        sentence = _("Stopped. Nothing was changed.")
    _write(sentence, err=True)
    sys.exit(STOPPED)


def _default_database() -> Path:
    from trainer_app.paths import default_database

    return default_database()


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--database", type=click.Path(path_type=Path, dir_okay=False, readable=False), help="The database file to work on."
)
@click.option("--json", "as_json", is_flag=True, help="Print results as JSON, for programs.")
@click.version_option(__version__, prog_name="trainer-app", message="%(prog)s %(version)s")
@click.pass_context
def application(context: click.Context, database: Path | None, as_json: bool) -> None:
    """Training records of trainers in the field and of country offices.

    Without a command the window opens. Exit codes: 0 done, 1 refused with the reasons, 2 wrong usage, 130 stopped by
    Ctrl-C.
    """
    context.obj = Context(database or _default_database(), as_json)


def check_writable(path: Path, folder: bool = False) -> None:
    """See before any work that a file can be written at the path, or files into that folder. Raises UserError."""
    place = path if folder else path.absolute().parent
    if not place.is_dir():
        raise UserError(
            _("There is no folder {folder}. Nothing was changed. Make it first.").format(folder=located(place))
        )
    target = path if path.exists() else place
    if not os.access(place, os.W_OK | os.X_OK) or not os.access(target, os.W_OK):
        raise UserError(
            _("{file} cannot be written. Nothing was changed. Choose a folder that you may write to.").format(
                file=located(path)
            )
        )
    if not folder and path.is_dir():
        raise UserError(_("{file} is a folder. Nothing was changed. Name a file in it.").format(file=located(path)))


def command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """Declare a command; its function takes the Context first. `--json` may stand after the command too."""

    def declare(function: Callable[..., None]) -> click.Command:
        @click.pass_context
        def run(context: click.Context, /, *args: Any, json_here: bool, **kwargs: Any) -> None:
            given: Context = context.obj
            given.as_json = given.as_json or json_here
            function(given, *args, **kwargs)

        run.__doc__ = function.__doc__
        run.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
        option = click.option("--json", "json_here", is_flag=True, help="Print the result as JSON.")
        return application.command(name)(option(run))

    return declare


PASSWORD_VARIABLE = "TRAINER_APP_PASSWORD"
"""Environment variable of a workbook's password, for scripts: arguments stand in the list of processes."""


class _Whole(click.IntRange):
    """A whole number between two, called that where it is refused."""

    name = "whole number"


LISTED = _Whole(1, 1_000_000)
"""How many rows of a list can be asked for."""

ACTION = _Whole(1, 2**53)
"""Numbers of actions that the database can be asked for."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Days outside these years are slips, and later ones leave no room for counting months on from them."""


def day(text: str) -> date:
    """A day given on the command line, as 2026-03-31."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(_("{text} is not a day like 2026-03-31.").format(text=text)) from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise click.BadParameter(
            _("{text} is not a day from {first} to {last}.").format(text=text, first=FIRST_YEAR, last=LAST_YEAR)
        )
    return found
