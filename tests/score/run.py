"""`make score`: how well the import understands lists whose truth is known, file by file and kind by kind.

Each folder of SAMPLES holds one list and its truth.json. No question is answered. Exit code 0 whatever the figures say;
SCORE_JSON names a file for the figures, SCORE_SHOW=all shows every fact that does not agree.
"""

import json
import os
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import compare
from found import import_file
from pairs import judge_pairs
from truth import list_in

from trainer_app.programmes.catalogue import Catalogue, load_catalogue

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "samples"


def main(folder: Path | None) -> None:
    """Score every list below the folder and print the tables."""
    with tempfile.TemporaryDirectory() as made:
        if folder is None and BESIDE.is_dir():
            folder = BESIDE
        elif folder is None:
            import further

            folder = Path(made)
            further.write_all(folder)
            print("No samples beside this checkout: lists made for the tests are scored.")
        catalogue = load_catalogue()
        folders = [path.parent for path in sorted(folder.glob("*/truth.json"))]
        files = [score_safely(one, catalogue) for one in folders]
        pairs = judge_pairs(
            dict(list_in(Path(folder, one["folder"])) for one in files if "error" not in one), catalogue
        )
    for one in files:
        one["pairs"] = pairs.get(one["folder"]) or {"error": one["error"]}
    print_files(files)
    print_pairs(files)
    print_kinds(files)
    if os.environ.get("SCORE_SHOW"):
        print_disagreements(files, os.environ["SCORE_SHOW"])
    if target := os.environ.get("SCORE_JSON"):
        Path(target).write_text(json.dumps(files, indent=1, ensure_ascii=False, default=str), encoding="utf-8")


def score_safely(folder: Path, catalogue: Catalogue) -> dict[str, Any]:
    """The figures of one folder; an error is its figure."""
    try:
        return score(folder, catalogue)
    except Exception:  # noqa: BLE001 - one broken file must not hide the figures of the others
        return {"folder": folder.name, "error": traceback.format_exc(limit=-3)}


def score(folder: Path, catalogue: Catalogue) -> dict[str, Any]:
    """The figures of one list."""
    path, truth = list_in(folder)
    began = time.perf_counter()
    made = import_file(path, truth.get("country"), catalogue)
    seconds = time.perf_counter() - began
    judged = compare.judge(truth, made)
    by_kind: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for one in judged:
        figures = by_kind[f"{one.fact.kind}.{one.fact.field}"]
        figures[0] += one.agrees
        figures[1] += 1
        figures[2] += one.silent
        figures[3] += one.grave
    must = compare.must(truth, made)
    return {
        "folder": folder.name,
        "agree": sum(one.agrees for one in judged),
        "fields": len(judged),
        "silent": sum(one.silent for one in judged),
        "silent_grave": sum(one.grave for one in judged),
        "must": {kind: {"of": count, "missing": missing} for kind, (count, missing) in must.items()},
        "rows_lost": compare.lost(truth, made),
        "rows_invented": compare.everything_taken(truth, made),
        "questions": len(made.reading.questions),
        "seconds": round(seconds, 2),
        "kinds": dict(by_kind),
        "disagree": [
            [one.fact.kind, one.fact.entry, one.fact.field, one.fact.rows[:1], one.fact.value, one.found,
             "SILENT" if one.grave else "silent" if one.silent else ""]
            for one in judged
            if not one.agrees
        ],
    }  # fmt: skip


def print_files(files: list[dict[str, Any]]) -> None:
    """One line per list."""
    heads = ["list", "fields", "agree", "%", "silent", "grave", "asked", "refused", "skipped", "lost", "extra", "s"]
    lines = []
    for one in files:
        if "error" in one:
            lines.append([one["folder"], "ERROR: " + one["error"].strip().splitlines()[-1]])
            continue
        musts = [
            f"{one['must'][kind]['of'] - len(one['must'][kind]['missing'])}/{one['must'][kind]['of']}"
            for kind in ("must_ask", "must_refuse", "must_skip")
        ]
        share = 100 * one["agree"] / one["fields"] if one["fields"] else 100.0
        lines.append([
            one["folder"], str(one["fields"]), str(one["agree"]), f"{share:.1f}", str(one["silent"]),
            str(one["silent_grave"]), *musts, str(len(one["rows_lost"])), str(len(one["rows_invented"])),
            f"{one['seconds']:.1f}",
        ])  # fmt: skip
    _print_table(heads, lines)


def print_pairs(files: list[dict[str, Any]]) -> None:
    """One line per list whose truth names who is one person, or is not though called the same."""
    names = ("same", "offered", "as_one", "not_same", "apart", "called_same")
    lines = []
    for one in files:
        if "error" in one["pairs"]:
            lines.append([one["folder"], "ERROR: " + one["pairs"]["error"].strip().splitlines()[-1]])
        elif one["pairs"]["same"] or one["pairs"]["not_same"]:
            lines.append([one["folder"], *(str(one["pairs"][name]) for name in names)])
    print()
    _print_table(["pairs", "one person", "offered", "agree in all", "namesakes", "apart", "called same"], lines)


def print_kinds(files: list[dict[str, Any]]) -> None:
    """One line per kind of field, over all lists."""
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for one in files:
        for kind, figures in one.get("kinds", {}).items():
            kinds[kind] = [a + b for a, b in zip(kinds[kind], figures, strict=True)]
    lines = [
        [kind, str(of), str(agree), f"{100 * agree / of:.1f}", str(silent), str(grave)]
        for kind, (agree, of, silent, grave) in sorted(kinds.items())
        if of
    ]
    print()
    _print_table(["kind of field", "fields", "agree", "%", "silent", "grave"], lines)


def print_disagreements(files: list[dict[str, Any]], wanted: str) -> None:
    """What does not agree, list by list; `wanted`: all, or a part of the folder's name."""
    for one in files:
        if wanted not in ("all", "1") and wanted not in one["folder"]:
            continue
        print(f"\n{one['folder']}")
        if "error" in one:
            print(one["error"])
            continue
        for kind in ("missed", "wrong"):
            if pairs := one["pairs"].get(kind):
                print(f"  pairs {kind}: {', '.join('='.join(pair) for pair in pairs[:20])}")
        for kind in ("rows_lost", "rows_invented"):
            if one[kind]:
                print(f"  {kind}: {', '.join(one[kind][:20])}")
        for kind, figures in one["must"].items():
            if figures["missing"]:
                print(f"  {kind} missing: {', '.join(figures['missing'][:20])}")
        shown: dict[str, int] = defaultdict(int)
        for entry in one["disagree"]:
            shown[f"{entry[0]}.{entry[2]}"] += 1
            if shown[f"{entry[0]}.{entry[2]}"] <= 6:
                print("  ", *entry)
        print("  ", {kind: count for kind, count in shown.items() if count > 6})


def _print_table(heads: list[str], lines: list[list[str]]) -> None:
    full = [line for line in lines if len(line) == len(heads)]
    widths = [max(len(line[i]) for line in [heads, *full]) for i in range(len(heads))]
    for line in [heads, *lines]:
        cells = [cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in
                 enumerate(zip(line, widths, strict=False))]  # fmt: skip
        print("  ".join(cells))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1] else None)
