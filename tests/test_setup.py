"""The set-up: a lock that serves every machine and names no host, and a script that says what is missing."""

import ast
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
OWN = {"trainer_app", "db", "ui", "resources", "tests", "conftest"}
SYSTEMS = [("Linux", "linux"), ("Windows", "win32"), ("Darwin", "darwin")]


def locked(lock: Path = LOCK) -> list[Requirement]:
    """Every pinned package of a lock, with its marker."""
    lines = lock.read_text("utf-8").splitlines()
    return [Requirement(line.removesuffix("\\").strip()) for line in lines if not line.startswith((" ", "#"))]


def set_up(checkout: Path = ROOT) -> ModuleType:
    """The set-up script of a checkout; no package holds it."""
    spec = importlib.util.spec_from_file_location("set_up", checkout / "packaging" / "set_up.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_lock_names_no_host_or_path_and_hashes_everything() -> None:
    for entry in re.split(r"\n(?=\S)", LOCK.read_text("utf-8").strip()):
        first, *hashes = entry.split(" \\\n")
        assert re.fullmatch(r"[a-z0-9-]+==[\w.+]+( ; [\w\s.'<>=!()]+)?", first)
        assert hashes, f"{first} has no hash"
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}", line) for line in hashes)


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system[0])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_lock_satisfies_every_declared_requirement(python: str, system: tuple[str, str]) -> None:
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.1",
        "platform_system": system[0],
        "sys_platform": system[1],
    }
    pins = {pin.name: pin for pin in locked() if pin.marker is None or pin.marker.evaluate(environment)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [Requirement(line) for line in project["dependencies"] + project["optional-dependencies"]["dev"]]
    for requirement in declared:
        if requirement.marker is None or requirement.marker.evaluate(environment):
            version = str(pins[canonicalize_name(requirement.name)].specifier).removeprefix("==")
            assert requirement.specifier.contains(version), f"run make lock: {requirement}"


def test_everything_imported_is_locked() -> None:
    """A package that somebody installed by hand works on their machine only."""
    owners = importlib.metadata.packages_distributions()
    pins = {pin.name for pin in locked()}
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    shared = [folder for folder in settings["pythonpath"] if folder != "."]
    yardsticks = {pin.name for pin in locked(ROOT / "packaging" / "bench.lock")}
    unlocked = {}
    for path in [path for folder in OWN for path in (ROOT / folder).rglob("*.py")]:
        beside = {module.stem for module in path.parent.glob("*.py")}  # of scripts, such as the benchmarks
        beside |= {
            module.stem for folder in shared for module in (ROOT / folder).glob("*.py")
        }  # which tests import, too
        beside |= yardsticks if path.name == "yardsticks.py" else set()  # it runs in an environment of its own
        for name in imported(path) - OWN - beside - set(sys.stdlib_module_names):
            if not pins & {canonicalize_name(owner) for owner in owners.get(name, [])}:
                unlocked[name] = path
    assert unlocked == {}


def imported(path: Path) -> set[str]:
    """The top-level names of all modules that a Python file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux leaves the libraries to its packages")
def test_missing_libraries_and_programs_are_found_by_looking() -> None:
    script = set_up()
    assert script.missing_packages(script.QT, script.TEST_PROGRAMS) == []
    libraries = script.QT | {"libnowhere.so.9": "libnowhere9"}
    assert script.missing_packages(libraries, {"no-such-program": "nowhere-tools"}) == ["libnowhere9", "nowhere-tools"]


@pytest.mark.skipif(shutil.which("apt-get") is None, reason="the line is for Debian and its relatives")
def test_a_user_who_is_not_root_gets_one_line_to_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    script = set_up()
    with pytest.raises(script.NotReady) as refusal:
        script.install_system_packages(["libegl1", "python3.11-venv"])
    (line,) = [line for line in str(refusal.value).splitlines() if line.startswith("sudo")]
    assert line.endswith("&& sudo apt-get install -y --no-install-recommends libegl1 python3.11-venv")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the set-up script and a lock, where nothing was set up yet."""
    (tmp_path / "packaging").mkdir()
    shutil.copy(ROOT / "packaging" / "set_up.py", tmp_path / "packaging")
    (tmp_path / "packaging" / "requirements.lock").write_text("# empty\n", "utf-8")
    return tmp_path


def test_nothing_is_done_where_the_stamp_agrees(checkout: Path) -> None:
    script = set_up(checkout)
    python = script.VENV_PYTHON
    python.parent.mkdir(parents=True)
    python.touch()  # an empty file: any step of the set-up would replace it or fail
    script.STAMP.write_text(script.stamp(), "utf-8")
    script.make_environment()
    assert python.read_bytes() == b""


def test_the_environment_of_another_checkout_is_used_and_left_alone(checkout: Path) -> None:
    script = set_up(checkout)
    other = checkout / "other"
    other.mkdir()
    (other / "set-up-stamp").write_text("Python for another place\n", "utf-8")
    script.VENV.symlink_to(other)
    script.make_environment()
    assert [path.name for path in other.iterdir()] == ["set-up-stamp"]


def test_a_failed_step_is_said_and_tried_again_next_time(checkout: Path) -> None:
    script = set_up(checkout)
    script.VENV.mkdir()
    (script.VENV / "bin").write_text("a file where venv wants its folder", "utf-8")
    (script.VENV / "Scripts").write_text("the same on Windows", "utf-8")
    for _attempt in range(2):
        with pytest.raises(script.NotReady, match="could not be set up"):
            script.make_environment()


def test_make_knows_every_target() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("Windows has no make: packaging/README.md says what to type there")
    for target in ["demo", "run", "test", "lint", "bench", "lock"]:
        planned = subprocess.run([make, "--dry-run", target], cwd=ROOT, capture_output=True, text=True)
        assert planned.returncode == 0, planned.stderr
        assert "packaging/set_up.py" in planned.stdout
