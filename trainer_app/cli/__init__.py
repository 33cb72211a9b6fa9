"""The command line: `trainer-app [--database FILE] COMMAND`.

Exit codes: 0 done, 1 refused with the reasons on stderr, 2 wrong usage, 130 stopped by Ctrl-C. To add a
command: a function in one of the modules named in frame.MODULES, decorated with `@command`, with its name there; its
help must hold an example.
"""

from typing import Any

from trainer_app.cli.frame import application


def main(arguments: list[str] | None = None, **extra: Any) -> None:
    """Run one command; `arguments` default to those of the process."""
    application.main(arguments, prog_name="trainer-app", **extra)
