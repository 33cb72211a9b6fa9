"""The one entry: `trainer-app COMMAND …` works on the command line, without a command it opens the window."""

import gc
import sys


def main() -> None:
    """Run the command line, or the window when no command is named."""
    arguments = sys.argv[1:]
    if arguments == ["--read-spreadsheets"]:  # the child of trainer_app/spreadsheets/apart.py
        from trainer_app.spreadsheets.reader import main as read

        read()
        return
    if arguments == ["--compare-records"]:  # the child of trainer_app/linkage/second.py
        from trainer_app.linkage.second import main as compare

        compare()
        return
    database = _window_database(arguments)
    if database is not None:
        # Importing the command line would cost the window its quick start; so would looking for garbage while Qt makes
        # its thousands of names. Once the window is painted, ui/garbage.py looks for it.
        gc.disable()
        from ui.app import run

        sys.exit(run(database[0]))
    from db.stopping import listen

    listen()  # before anything else is loaded
    from trainer_app.garbage import no_garbage_collection

    with no_garbage_collection():
        from trainer_app.cli import main as command_line

    command_line()


def _window_database(arguments: list[str]) -> list[str | None] | None:
    """The database to open in the window, as a list of one; None if the arguments name a command or ask for help."""
    if not arguments:
        return [None]
    if len(arguments) == 2 and arguments[0] == "--database":
        return [arguments[1]]
    if len(arguments) == 1 and arguments[0].startswith("--database="):
        return [arguments[0].partition("=")[2]]
    return None


if __name__ == "__main__":
    main()
