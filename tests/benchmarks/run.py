"""The measured figures: one line per job on standard output, and as JSON in the file named by BENCH_JSON.

With words only the jobs whose name holds all of them are measured; the longest ones only then. Exit code 0 whatever
the figures say.
"""

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

import certificates
import first_window
import linking
import lists
import merging
import writing

JOBS = (first_window.JOB, *merging.JOBS, *writing.JOBS, *lists.JOBS, *linking.JOBS, *certificates.JOBS)


def main(wanted: list[str]) -> None:
    """Measure the jobs whose name holds all these words; without words, every job."""
    figures = []
    with TemporaryDirectory(prefix="bench-") as shared:
        for job in JOBS:
            if not all(word in job.name for word in wanted) or (getattr(job, "on_demand", False) and not wanted):
                continue
            with TemporaryDirectory(dir=shared) as folder:
                figure = job.measure(Path(folder))
            print(figure.line(), flush=True)
            figures.append(figure.to_json())
    if target := os.environ.get("BENCH_JSON"):
        Path(target).write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
