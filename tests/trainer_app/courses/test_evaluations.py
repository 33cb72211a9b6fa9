"""Evaluations: anonymous sheets, one mean per item, never a mean of means."""

from pathlib import Path

import pytest

from db.database import Database
from trainer_app.courses import evaluations
from trainer_app.errors import UserError


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database.create(tmp_path / "a.db")


def test_the_summary_counts_who_answered_each_item(database: Database) -> None:
    with database.change("scores") as tx:
        for respondent, score in ((1, 5), (2, 4), (3, None)):
            evaluations.save_cell(tx, "c", respondent, "trainers", score)
        evaluations.save_cell(tx, "c", 3, "local dish", 3, "more rice")
        evaluations.save_cell(tx, "c", 1, "contents", 2)
        found = evaluations.summary(tx, "c")
        assert evaluations.next_respondent(tx, "c") == 4
    assert [(one.item, one.n, one.mean) for one in found.items] == [
        ("contents", 1, 2), ("trainers", 2, 4.5), ("local dish", 1, 3),
    ]  # fmt: skip
    assert found.items[1].counts == {4: 1, 5: 1}
    assert (found.respondents, found.comments) == (3, ["more rice"])


def test_a_cell_typed_again_is_the_same_record(database: Database) -> None:
    with database.change("scores") as tx:
        evaluations.save_cell(tx, "c", 1, "venue", 2)
        evaluations.save_cell(tx, "c", 1, "venue", 3)
        assert [one.score for one in evaluations.find(tx, "c")] == [3]


@pytest.mark.parametrize("score", [0, 5.5, -1])
def test_a_score_outside_the_scale_is_refused(database: Database, score: float) -> None:
    with database.change("scores") as tx, pytest.raises(UserError, match="between 1 and 5"):
        evaluations.save_cell(tx, "c", 1, "venue", score)
