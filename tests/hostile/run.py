"""`make hostile`: each hostile file merged and imported in a process of its own; what was said, seconds, peak MB.

Ends with exit code 1 where a file brought anything but a plan or a sentence, changed the database, took 20 seconds of
processor time or 1 GB (the process and the one that reads for it together): then both are ended, the case is called
SHORT, and the next one is tried. Names of cases as arguments choose some.
"""

import json
import os
import resource
import select
import shutil
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[2]))

from hostile_cases import Case, cases, forged_cases, good_workbook

MOST_SECONDS, MOST_MB = 20, 1000
_GLANCE = 0.1  # seconds between two looks at a case


def main(chosen: list[str]) -> int:
    """Run the chosen cases; the exit code."""
    from db.database import Database
    from trainer_app.importing import importer  # noqa: F401  (loaded once, for all forks)
    from trainer_app.lists import read  # noqa: F401

    failed = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Database.create(folder / "office.db", name="Office", kind="office")
        for case in (*cases(), *forged_cases(good_workbook(folder))):
            if chosen and not any(word in case.name for word in chosen):
                continue
            (folder / "inbox").mkdir()
            path = case.made(folder / "inbox")
            for how in ("merge", "import"):
                told = _apart(case, how, path, folder / "office.db")
                if not told["good"]:
                    failed.append(case.name)
                mark = "" if told["good"] else "SHORT " if told["short"] else "FAILED "
                print(
                    f"{mark}{case.name:45} {how:7} {told['seconds']:5.1f} s "
                    f"{told['mb'][0]:4} + {told['mb'][1]:4} MB  {told['said'][:400]}", flush=True,
                )  # fmt: skip
            _remove(folder / "inbox")
    print(f"{len(failed)} failed {failed}")
    return bool(failed)


def _remove(folder: Path) -> None:
    for path in folder.iterdir():
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    folder.rmdir()


def _apart(case: Case, how: str, path: Path, database: Path) -> dict:
    """What a forked process tells of one file."""
    receive, send = os.pipe()
    if not (child := os.fork()):
        try:
            os.write(send, json.dumps(_measured(case, how, path, database)).encode())
        except BaseException:  # noqa: BLE001 (a panic of the parser is none of Exception)
            traceback.print_exc()
        os._exit(0)
    os.close(send)
    short = _watched(child, receive)
    with os.fdopen(receive, "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    dead = {"good": False, "short": bool(short), "seconds": 0.0, "mb": [0, 0], "said": short or "the process died"}
    return json.loads(told) if told else dead


def _watched(child: int, answer: int) -> str:
    """Wait for the answer; "", or how much the process and those that it began took beyond the bounds, when they are
    ended."""
    process = psutil.Process(child)
    while not select.select([answer], [], [], _GLANCE)[0]:
        seconds, held = 0.0, 0
        family = [process, *process.children(recursive=True)]
        for one in family:
            with suppress(psutil.Error):  # it has ended
                times = one.cpu_times()
                seconds += times.user + times.system + (times.children_user + times.children_system) * (one == process)
                held += one.memory_info().rss >> 20
        if seconds > MOST_SECONDS or held > MOST_MB:
            for one in reversed(family):
                with suppress(psutil.Error):
                    one.kill()
            return f"ended after {seconds:.1f} s of processor time, with {held} MB"
    return ""


def _measured(case: Case, how: str, path: Path, place: Path) -> dict:
    from db.database import Database
    from trainer_app import dump
    from trainer_app.spreadsheets import apart

    copy = shutil.copy(place, place.with_name("copy.db"))
    database = Database.open(Path(copy))
    with database.read() as tx:
        before = dump.digest(tx)
    begun = _worked()
    said, good = _said(database, case, how, path)
    if not said.startswith("plan"):
        with database.read() as tx:
            good = good and dump.digest(tx) == before
    apart.end_all()
    seconds = _worked() - begun
    mb = [resource.getrusage(who).ru_maxrss >> 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    good = good and seconds < MOST_SECONDS and sum(mb) < MOST_MB
    return {"good": good, "short": False, "seconds": seconds, "mb": mb, "said": said}


def _worked() -> float:
    """Seconds of processor time of this process, and of those of its own that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _said(database, case: Case, how: str, path: Path) -> tuple[str, bool]:  # type: ignore[no-untyped-def]
    """What the person is told, and whether it is a plan or a sentence."""
    from trainer_app.errors import UserError
    from trainer_app.exchange import merging
    from trainer_app.importing import importer
    from trainer_app.lists.read import read_list
    from trainer_app.programmes.catalogue import load_catalogue

    try:
        if how == "merge":
            plan = merging.merge(database, [path], apply=True, password=case.password)
            return f"plan {plan.to_json()}", True
        reading = read_list(path, password=case.password)
        with database.change("Import", rehearse=True) as tx:
            made = importer.plan(tx, reading, load_catalogue())
        return f"plan of {len(made.rows)} rows, {len(made.skipped)} skipped", True
    except UserError as error:
        return f"“{error}”", path.name.partition(".")[0] in str(error)
    except BaseException:  # noqa: BLE001 (a panic of the parser is none of Exception)
        return traceback.format_exc(), False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
