"""What the designer starts from: every shipped design, in any pair of languages, begins without a problem."""

from pathlib import Path

import pytest

from db.database import Database
from trainer_app import settings
from trainer_app.certificates.designer.checks import Trial, problems, tried
from trainer_app.certificates.designer.files import save
from trainer_app.certificates.designer.job import begin
from trainer_app.certificates.designs import shipped
from trainer_app.programmes.catalogue import load_catalogue


@pytest.mark.parametrize(("first", "second"), [("en", None), ("my", "en"), ("ar", "fr")])
def test_a_shipped_design_begins_well(tmp_path: Path, first: str, second: str | None) -> None:
    database = Database.create(tmp_path / "a.sqlite")
    with database.change("languages") as tx:
        settings.save(tx, "certificate_language", first)
        settings.save(tx, "certificate_second_language", second)
    for name in shipped():
        with database.read() as tx:
            job = begin(tx, load_catalogue(), tmp_path, name, copy=False)
        assert job.stem == ""
        assert not job.design.line
        assert problems(job.design, job.certificate) == []
        texts = " ".join(box.text for box in job.design.box)
        assert all(f"{{{line.shows}}}" in texts for line in shipped()[name].line if line.shows not in ("body", "facts"))


def test_a_design_of_the_office_is_edited_itself_and_copied_on_demand(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "a.sqlite")
    with database.read() as tx:
        job = begin(tx, load_catalogue(), tmp_path, "modern", copy=False)
        save(job.design, tmp_path, job.name, job.certificate)
        again = begin(tx, load_catalogue(), tmp_path, "modern-our-own", copy=False)
        copied = begin(tx, load_catalogue(), tmp_path, "modern-our-own", copy=True)
    assert (again.stem, again.name) == ("modern-our-own", "Modern, our own")
    assert (copied.stem, copied.name) == ("", "Modern, our own, our own")
    assert again.design.box == job.design.box
    picture, found = tried(Trial(again.design, again.certificate, tmp_path, "A4 portrait", "long"), 300)
    assert picture.startswith(b"\x89PNG")
    assert found == []
