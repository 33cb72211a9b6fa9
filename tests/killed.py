"""The application as another process, killed after so much processor time: a busy machine only makes that slower."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path


def run_killed(
    *arguments: str, until: float, once: Callable[[], bool] = lambda: False, **environment: str
) -> tuple[float, bool]:
    """Run a command of the application for at most so many seconds of the processor's time, its own only, or once
    something is so.

    Gives the seconds that it had, and whether the signal ended it. `environment` is what it finds beside ours.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "trainer_app", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | environment,
    ) as process:
        clock = Path(f"/proc/{process.pid}/schedstat")
        had = 0.0
        while process.poll() is None:
            had = max(had, int((clock.read_text() or "0").split()[0]) / 1e9)
            if had >= until or once():
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.0005)
    return had, process.returncode == -signal.SIGKILL
