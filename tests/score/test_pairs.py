"""The score of who is one person: offered, joined without a question, or missed, also across lists."""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from pairs import judge_pairs
from truth import list_in

from trainer_app.programmes.catalogue import load_catalogue

HEAD = "No;Course;Course date;Name;Sex;Phone;ID number"


def write(folder: Path, rows: list[str], **truth: Any) -> tuple[Path, dict[str, Any]]:
    folder.mkdir()
    lines = [HEAD, *(f"{number};SYB;5-9/8/2019;{row}" for number, row in enumerate(rows, 1))]
    (folder / "list.csv").write_text("\n".join(lines), "utf-8")
    entries = [{"key": f"p{number}", "rows": [f"csv!{number + 1}"]} for number in range(1, len(rows) + 1)]
    told = {"file": "list.csv", "country": "MM", "persons": entries, "same_person": [], "not_same": [], **truth}
    (folder / "truth.json").write_text(json.dumps(told), "utf-8")
    return list_in(folder)


def test_pairs_within_lists_and_across_them(tmp_path: Path) -> None:
    one = write(
        tmp_path / "one",
        ["Khin Myo Htay;F;0944 379 0564;9/MaHaNa(N)123456", "Khin Myo Htey;F;0944 379 0564;9/MaHaNa(N)123456",
         "Zaw Zaw;M;0944 379 0565;", "Zaw Zaw;M;0944 379 0777;"],
        same_person=[["p1", "p2"]], not_same=[["p3", "p4"], ["p1", "p3"]],
    )  # fmt: skip
    other = write(
        tmp_path / "other",
        ["Khin Myo Htay;F;0944 379 0564;9/MaHaNa(N)123456", "U Thein Lwin;M;;"],
        same_person=[["p1", "one/p2"], ["p2", "one/p3"]],
    )  # fmt: skip
    figures = judge_pairs(dict([one, other]), load_catalogue())
    told = ("same", "offered", "as_one", "not_same", "apart", "called_same")
    assert [figures["one"][name] for name in told] == [1, 1, 0, 2, 2, 0]
    assert [figures["other"][name] for name in told] == [2, 1, 0, 0, 0, 0]
    assert figures["other"]["missed"] == [["p2", "one/p3"]]


def test_a_list_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    good = write(tmp_path / "good", ["Zaw Zaw;M;0944 379 0565;", "Zaw Zaw;M;0944 379 0565;1"], not_same=[["p1", "p2"]])
    bad = write(tmp_path / "bad", [])
    bad[0].unlink()
    figures = judge_pairs(dict([bad, good]), load_catalogue())
    assert "error" in figures["bad"]
    assert figures["good"]["not_same"] == 1
