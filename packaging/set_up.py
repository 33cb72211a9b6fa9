"""Gets this checkout ready for `make demo`, `run`, `test` or `lint`: system libraries, then .venv from the lock.

It runs before anything is installed, so it needs Python's standard library alone, and when all is there it only looks.
Exit code 1 with a sentence to act on where a person has to do something first.
"""

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up-stamp"
LOCK = ROOT / "packaging" / "requirements.lock"
OLDEST_PYTHON = (3, 11)

# What Qt links to and its wheel does not bring: library -> Debian package.
QT = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# A window on a screen, and the printers of the machine.
WINDOW = {
    "libcups.so.2": "libcups2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# The tests edit workbooks in LibreOffice, read PDFs back and open a page in a browser: program -> Debian package.
TEST_PROGRAMS = {"soffice": "libreoffice-calc", "pdftoppm": "poppler-utils", "chromium": "chromium"}


class NotReady(Exception):
    """What a person has to do before the set-up can go on."""


def missing_packages(libraries: dict[str, str], programs: dict[str, str]) -> list[str]:
    """The Debian packages of those libraries that cannot be loaded and those programs that are not on the path."""
    missing = [package for library, package in libraries.items() if not can_load(library)]
    missing += [package for program, package in programs.items() if shutil.which(program) is None]
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps venv apart from python3
        missing.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return missing


def can_load(library: str) -> bool:
    """Whether the dynamic linker finds the library: the question that Qt will ask."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def needed(goal: str) -> tuple[dict[str, str], dict[str, str]]:
    """The libraries and the programs that the goal (demo, run, test, lint) needs on Linux."""
    has_screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return {
        "demo": (QT | WINDOW if has_screen else QT, {}),
        "run": (QT | WINDOW, {}),
        "test": (QT, TEST_PROGRAMS),
        "lint": ({}, {}),
    }[goal]


def install_system_packages(packages: list[str]) -> None:
    """Install them as root; otherwise, or where there is no apt, say in one line what is missing."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise NotReady(f"This system lacks what these Debian packages hold, install it first: {' '.join(packages)}")
    if os.geteuid() != 0:
        raise NotReady(
            "Some system packages are missing, and only an administrator can install them. Copy this line, then try "
            f"again:\n\nsudo apt-get update && sudo {' '.join(install)}\n"
        )
    print("Installing system packages:", " ".join(packages), flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=quiet, check=False)  # an old list may still do
    if subprocess.run(install, env=quiet).returncode != 0:
        raise NotReady(f"apt-get could not install the packages: see its message above. It was: {' '.join(install)}")


def python_to_use() -> str:
    """This Python, or a newer one on the path where this one is too old (Ubuntu 22.04 has both)."""
    if sys.version_info >= OLDEST_PYTHON:
        return sys.executable
    for minor in (14, 13, 12, 11):
        if found := shutil.which(f"python3.{minor}"):
            return found
    raise NotReady(
        f"This is Python {platform.python_version()}, and the application needs 3.11 or newer. Install one, for "
        "example on Ubuntu 22.04, then try again:\n\nsudo apt-get update && sudo apt-get install -y python3.11-venv\n"
    )


def stamp() -> str:
    """What .venv was made for, a line for the place and one for the lock: what it was made for last is in STAMP."""
    return f"Python {platform.python_version()} for {ROOT}\n{hashlib.sha256(LOCK.read_bytes()).hexdigest()}\n"


def make_environment() -> None:
    """Bring .venv to what the lock says, with this machine's own pip settings; nothing where the stamp agrees.

    A .venv that is a link belongs to another checkout, which alone sets it up.
    """
    if VENV.is_symlink():
        return
    before = STAMP.read_text("utf-8") if STAMP.exists() else stamp()
    if STAMP.exists() and before == stamp() and VENV_PYTHON.exists():
        return
    print("Setting up .venv: some 200 MB are fetched the first time.", flush=True)
    STAMP.unlink(missing_ok=True)
    moved = before.splitlines()[0] != stamp().splitlines()[0]  # its scripts name the old place
    run([sys.executable, "-m", "venv", *(["--clear"] if moved else []), str(VENV)])
    pip = [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "install"]
    if not sys.stdout.isatty():
        pip.append("--quiet")  # on a screen its progress is worth seeing: this may take long on a slow line
    run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)])
    run([*pip, "--no-index", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])  # the trainer-app command
    STAMP.write_text(stamp(), "utf-8")


def run(command: list[str]) -> None:
    """Run a step of the set-up; its own message stands above ours where it fails."""
    if subprocess.run(command).returncode != 0:
        raise NotReady(
            "The Python packages could not be set up: see the message above. Nothing is lost, the next try goes on "
            f"from here. The step was: {' '.join(command)}"
        )


def main(goal: str) -> int:
    """Set up for the goal; the exit code."""
    try:
        python = python_to_use()
        if python != sys.executable:
            return subprocess.run([python, __file__, goal]).returncode
        if sys.platform == "linux" and (packages := missing_packages(*needed(goal))):
            install_system_packages(packages)
        make_environment()
    except NotReady as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
