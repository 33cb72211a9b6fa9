"""Ten thousand histories of the exchange, in two processes: `make soak`. HISTORIES, STEPS and SEED choose others.

Before them, forty workbooks are merged in fifty orders (ORDERS); every order must give the same database, and they
must have held conflicts, joins, deletions and erasures. After them the rules of the exchange are broken on purpose
(mutations.py), and few histories must notice each.

What fails is told as the shortest story that fails. The exit code is 1 then.
"""

import os
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.soak.machine import FEW, Histories, run_histories
from tests.soak.mutations import MUTATIONS, histories_until_found
from tests.soak.orders import in_many_orders
from tests.soak.world import World, disk, told_by

BATCH = 100
PROCESSES = 2
_FOR_LIFE = ExitStack()  # what a process has entered: without somebody who holds it, it would be left at once


def begin(folder: Path) -> None:
    """Prepare a process for its batches."""
    world = World()
    here = folder / str(os.getpid())
    here.mkdir()
    _FOR_LIFE.enter_context(told_by(world))
    Histories.prepare(world, here)


def batch(number: int, histories: int, steps: int) -> tuple[Counter[str], str]:
    """Some histories, the first of this seed: what happened in them, and the story of the first that failed."""
    Histories.counts.clear()
    try:
        run_histories(number, histories, steps)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        return Counter(Histories.counts), f"Seeds from {number}: {''.join(traceback.format_exception(error))}"
    return Counter(Histories.counts), ""


def many_orders(orders: int, number: int) -> tuple[Counter[str], str]:
    """Merge the workbooks of one story in so many orders: what was in them, and what differed."""
    try:
        return in_many_orders(Histories.cast, Histories.world, Histories.folder / "forty", orders, number), ""
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        return Counter(), f"Seed {number}: {''.join(traceback.format_exception(error))}"


def mutation(number: int) -> tuple[str, int]:
    """The name of one of the mutations, and how many histories it took to notice it; 0 if none did."""
    found = MUTATIONS[number]
    return found.__name__.replace("_", " "), histories_until_found(found)


def _told(failure: str) -> list[str]:
    """The failure, if it is one, once it is told: nobody waits for the end to read it."""
    if failure:
        print(f"\n{failure}", flush=True)
    return [failure] if failure else []


def main() -> int:
    """Run all orders and batches; 1 if one failed."""
    wanted, steps = int(os.environ.get("HISTORIES", "10000")), int(os.environ.get("STEPS", "10"))
    first = int(os.environ.get("SEED", "1")) * 1_000_000
    sizes = [min(BATCH, wanted - done) for done in range(0, wanted, BATCH)]
    counts: Counter[str] = Counter()
    failures: list[str] = []
    began = time.monotonic()
    with disk() as folder, ProcessPoolExecutor(PROCESSES, initializer=begin, initargs=(folder,)) as pool:
        orders = int(os.environ.get("ORDERS", "50"))
        found, failure = pool.submit(many_orders, orders, first).result()
        print(f"{orders} orders of one story's workbooks: " + ", ".join(f"{n} {found[n]:,}" for n in sorted(found)))
        failures += _told(failure)
        batches = [pool.submit(batch, first + number * BATCH, size, steps) for number, size in enumerate(sizes)]
        for done in as_completed(batches):
            if done.cancelled():
                continue
            found, failure = done.result()
            counts += found
            if failure:
                failures += _told(failure)
                for other in batches:
                    other.cancel()
            minutes = (time.monotonic() - began) / 60
            print(f"{counts['histories']:7,} histories in {minutes:5.1f} minutes", flush=True)
        for name, number in pool.map(mutation, range(len(MUTATIONS))):
            print(f"Broken on purpose: {name}: " + (f"noticed in history {number}" if number else "NOT NOTICED"))
            failures += _told("" if number else f"{FEW} histories do not notice that {name}.")
    print("What happened in them: " + ", ".join(f"{name} {number:,}" for name, number in sorted(counts.items())))
    print(f"\n{len(failures)} failed." if failures else "\nEvery guarantee held after every step.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
