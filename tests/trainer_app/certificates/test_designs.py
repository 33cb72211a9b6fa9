"""Designs: the shipped ones hold every name and title; an office's own file takes effect, or is told what is wrong."""

import random
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from db.database import Database
from trainer_app import settings
from trainer_app.certificates import codes
from trainer_app.certificates.contents import Certificate, Signatory, Translation
from trainer_app.certificates.designs import PAPERS, SHIPPED, WATERMARKS, labels, load, shipped
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


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("design", sorted(shipped()))
def test_every_design_stands_on_every_paper(design: str, paper: str, tmp_path: Path) -> None:
    draw_certificates([certificate(design, "Ma Khin", paper=paper)], tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        page, orientation = paper.split(" ")
        sides = {"A4": (595, 842), "Letter": (612, 792)}[page]
        assert (
            tuple(round(side) for side in document[0].get_size()) == sides[:: -1 if orientation == "landscape" else 1]
        )
        assert codes.read(document[0].render(scale=2, grayscale=True).to_pil()) == [CODE]


def boxes(path: Path) -> dict[str, tuple[float, float, float, float]]:
    """Where the words that begin with a capital letter of their own stand."""
    with pypdfium2.PdfDocument(path) as document:
        text = document[0].get_textpage()
        whole = text.get_text_range()
        return {word: text.get_charbox(whole.index(word)) for word in ("Certificate", "Certificado", "Name", "Xyz")}


def test_a_second_language_stands_below_or_beside_and_what_is_the_same_is_said_once(tmp_path: Path) -> None:
    second = Translation("es", "Certificado de aprobación", place="Community hall, Vientiane", organiser="Xyz")
    both = certificate("classic", "Name", second=second)
    draw_certificates([both], tmp_path / "below.pdf")
    draw_certificates([replace(both, beside=True)], tmp_path / "beside.pdf")
    below, beside = boxes(tmp_path / "below.pdf"), boxes(tmp_path / "beside.pdf")
    assert below["Certificado"][1] < below["Certificate"][1]
    assert below["Certificado"][1] > below["Name"][3]
    assert beside["Certificado"][0] > 842 / 2 > beside["Certificate"][0]
    with pypdfium2.PdfDocument(tmp_path / "beside.pdf") as document:
        assert document[0].get_textpage().get_text_range().count("Vientiane") == 1


def test_the_first_of_two_languages_stands_where_it_begins_to_read(tmp_path: Path) -> None:
    second = Translation("es", "Certificado de aprobación", organiser="Xyz")
    draw_certificates([certificate("modern", "Name", second=second, beside=True, language="ar")], tmp_path / "a.pdf")
    found = boxes(tmp_path / "a.pdf")
    assert found["Certificado"][0] < found["Certificado"][2] < found["Certificate"][0]


def test_a_back_side_has_the_modules_with_their_hours_and_whose_it_is(tmp_path: Path) -> None:
    made = certificate("modern", "Ma Khin", contents=(("Marketing", "7.5"), ("Costing", "")))
    draw_certificates([made, replace(made, name="U Ba")], tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) == 4
    assert "U Ba" in texts[3]
    assert all(said in texts[1] for said in ("Ma Khin", made.number, "Marketing", "7.5", "Costing", "40 hours"))
    assert b"DuplexFlipShortEdge" in (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize("watermark", [one for one in WATERMARKS if one != "none"])
def test_a_watermark_is_faint_and_behind_the_text(watermark: str, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGB", (90, 90), "black").save(logo)
    pages = []
    for chosen in ("none", watermark):
        draw_certificates([certificate("classic", "Ma Khin", watermark=chosen, logos=(logo,))], tmp_path / "a.pdf")
        with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
            pages.append(document[0].render(scale=1, grayscale=True).to_pil())
    plain, marked = pages
    difference = ImageChops.difference(plain, marked)
    assert difference.getbbox() is not None
    assert difference.getextrema()[1] < 90
    assert marked.getextrema() == plain.getextrema()
