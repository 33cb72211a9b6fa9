"""Views are saved under a name, replaced, listed and deleted."""

from pathlib import Path

import pytest

from db.database import Database
from trainer_app import saved_views
from trainer_app.errors import UserError


def test_views_are_kept_per_screen(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "a.db")
    with database.change("v") as tx:
        saved_views.save(tx, "courses", " My  view", {"columns": ["code"], "filter": {"programme": "SIYB"}})
        saved_views.save(tx, "courses", "älter", {})
        saved_views.save(tx, "persons", "My view", {"x": 1})
        assert saved_views.names(tx, "courses") == ["älter", "My view"]
        saved_views.save(tx, "courses", "MY VIEW", {"columns": []})
        assert saved_views.names(tx, "courses") == ["älter", "MY VIEW"]
        assert saved_views.get(tx, "courses", "my view") == {"columns": []}
        saved_views.delete(tx, "courses", "my view")
        saved_views.delete(tx, "courses", "my view")
        with pytest.raises(UserError, match="my view"):
            saved_views.get(tx, "courses", "my view")
        saved_views.save(tx, "courses", "My view", {"again": True})
        assert saved_views.get(tx, "courses", "My view") == {"again": True}
        assert saved_views.get(tx, "persons", "My view") == {"x": 1}
        with pytest.raises(UserError):
            saved_views.save(tx, "courses", " ", {})
