"""Designs: the shipped ones hold every name and title; an office's own file takes effect, or is told what is wrong."""

import random
from pathlib import Path

import pypdfium2
import pytest

from db.database import Database
from trainer_app import settings
from trainer_app.certificates import codes
from trainer_app.certificates.contents import Certificate, Signatory
from trainer_app.certificates.designs import SHIPPED, labels, load, shipped
from trainer_app.certificates.drawing import draw_certificates
from trainer_app.errors import UserError

WORDS = (
    "Nguyễn Thị", "Montgomery-Featherstonehaugh", "မခင်ထွေး", "សុខ សុភា", "สมชาย ใจดี", "ສົມພອນ", "محمد علي", "राम बहादुर",
    "மாலதி", "ማርታ ተስፋዬ", "王小明", "Батболд", "নাসরিন", "කමල්",
)  # fmt: skip
CODE = "TC1:" + "A7" * 140


def certificate(design: str, name: str, *, signatories: int = 4, **values: object) -> Certificate:
    people = tuple(
        Signatory(f"Signatory Number{number} Longname", "Regional programme coordinator", "Federation of employers")
        for number in range(signatories)
    )
    told: dict = {
        "number": "SIYB-SYB-MM-2026-K7Q2M9D-0001-X", "kind": "completion", "title": "Certificate of Completion",
        "introduction": "This is to certify that", "body": ("has successfully completed the training",),
        "product": "Start and Improve Your Business and Expand Your Business", "hours": "40 hours",
        "modules": ("Marketing", "Costing", "Record keeping", "Planning"), "dates": "2–6 March 2026",
        "place": "Community hall, Vientiane", "organiser": "Chamber of commerce", "copy": 2, "code": CODE,
    }  # fmt: skip
    return Certificate(name=name, signatories=people, design=design, **(told | values))


@pytest.mark.parametrize("design", sorted(shipped()))
def test_nothing_leaves_the_page_or_meets_the_code_whatever_the_name(design: str, tmp_path: Path) -> None:
    choose = random.Random(4711)
    names = [" ".join(choose.choices(WORDS, k=choose.randint(1, 6)))[:80] for _number in range(25)]
    draw_certificates([certificate(design, name, language=choose.choice(("en", "ar"))) for name in names],
                      tmp_path / "a.pdf")  # fmt: skip
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        assert len(document) == len(names)
        for page in document:
            width, height = page.get_size()
            assert (round(width), round(height)) == tuple(round(side) for side in shipped()[design].size)
            text = page.get_textpage()
            for number in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(number)
                assert left >= 24
                assert right <= width - 24
                assert bottom >= 24
                assert top <= height - 24
            assert codes.read(page.render(scale=1.6, grayscale=True).to_pil()) == [CODE]


def test_an_office_s_own_design_is_chosen_and_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_APP_DATA", str(tmp_path))
    folder = tmp_path / "designs"
    folder.mkdir()
    own = (SHIPPED / "letter.toml").read_text("utf-8").replace('"Plain, US Letter"', '"Of the ministry"')
    (folder / "ministry.toml").write_text(own.replace('page = "Letter"', 'page = "A4"'), "utf-8")
    database = Database.create(tmp_path / "office.db", kind="office")
    with database.change("design") as tx:
        assert ("ministry", "Of the ministry") in settings.choices(
            next(one for one in settings.SETTINGS if one.key == "certificate_design")
        )
        assert settings.get(tx, "certificate_design") == "classic"
        settings.save(tx, "certificate_design", "ministry")
        with pytest.raises(UserError, match="not in the list"):
            settings.save(tx, "certificate_design", "nobody's")
    draw_certificates([certificate("ministry", "Ma Khin")], tmp_path / "a.pdf", designs=load(folder))
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        assert [round(side) for side in document[0].get_size()] == [842, 595]


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        ('page = "A4"', 'page = "A3"', "line 5: “page”"),
        ('ink = "#1F2933"', 'ink = "black"', "“colours.ink”"),
        ('border = "frame"', 'border = "frame"\nborders = 2', "“borders”"),
        ("side = 101", "side = ", "cannot be read"),
        ("size = 36", "size = 3600", "“line.size”"),
    ],
)
def test_a_broken_design_is_told_with_its_line_and_offered_all_the_same(
    tmp_path: Path, wrong: str, line: str, said: str
) -> None:
    text = (SHIPPED / "classic.toml").read_text("utf-8")
    assert wrong in text
    (tmp_path / "own.toml").write_text(text.replace(wrong, line, 1), "utf-8")
    with pytest.raises(UserError, match=r"own\.toml") as told:
        load(tmp_path)
    assert said in str(told.value)
    assert ("own", "own") in labels(tmp_path, "en")


def test_a_design_is_called_in_the_reader_s_language(tmp_path: Path) -> None:
    assert dict(labels(tmp_path, "fr"))["classic"] == "Classique"
    assert dict(labels(tmp_path, "km"))["classic"] == "Classic"
