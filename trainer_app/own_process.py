"""The application started once more beside itself, as a child that works for it: see `--…` in `__main__`."""

import os
import subprocess
import sys
from pathlib import Path


def start(argument: str, *, pipe: int = -1, **environment: str) -> subprocess.Popen[bytes]:
    """The application with this argument alone, its input and output in our hands.

    `pipe` is the size of the buffer in bytes, `environment` what it finds there beside our own. It looks for no
    packages of its own accord, which would take longer than much of what it is asked: it gets the paths.
    """
    root = str(Path(__file__).resolve().parents[1])
    return subprocess.Popen(
        [sys.executable, argument]
        if getattr(sys, "frozen", False)
        else [sys.executable, "-S", "-P", "-m", "trainer_app", argument],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # its last words may hold what stands in the records or in the file
        env=os.environ | {"PYTHONPATH": os.pathsep.join([root, *sys.path])} | environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        bufsize=pipe,
    )
