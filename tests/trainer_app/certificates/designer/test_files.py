"""A design of one's own: made from a shipped one, checked before it is saved, and read back as it was."""

import io
import random
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from random_names import random_names

from trainer_app.certificates import codes
from trainer_app.certificates.contents import Certificate, Signatory, Translation
from trainer_app.certificates.designer.checks import check, problems
from trainer_app.certificates.designer.files import add_picture, listed, read, remove, save, written
from trainer_app.certificates.designer.taken_apart import in_boxes
from trainer_app.certificates.designs import PAPERS, Box, Design, load, shipped
from trainer_app.certificates.drawing import draw_certificates
from trainer_app.certificates.own_files import read_text
from trainer_app.errors import UserError

CODE = "TC1:" + "A7" * 130
SAMPLE = Certificate(
    number="SIYB-SYB-MM-2026-K7Q2M9D-0001-X", kind="completion", name="Ma Khin", latin_name="Khin Khin",
    title="Certificate of Completion", introduction="This is to certify that", body=("has completed",),
    product="Start Your Business", dates="2–6 March 2026", hours="40 hours", place="Lashio", organiser="Chamber",
    signatories=(Signatory("Ann", "Director"),), code=CODE,
    second=Translation("es", "Certificado de aprobación", product="Inicie su negocio"),
)  # fmt: skip


def changed(design: Design, at: int, **values: object) -> Design:
    """The design with one box otherwise."""
    boxes = list(design.box)
    boxes[at] = Box.model_validate(boxes[at].model_dump() | values)
    return design.model_copy(update={"box": tuple(boxes)})


def text(design: Design, certificate: Certificate) -> str:
    memory = io.BytesIO()
    draw_certificates([replace(certificate, design="own")], memory, designs={"own": design, "classic": design})
    with pypdfium2.PdfDocument(memory.getvalue()) as document:
        return " ".join(document[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_shipped_design_in_boxes_says_the_same_and_is_saved_and_read(name: str, tmp_path: Path) -> None:
    design = in_boxes(shipped()[name], SAMPLE)
    assert not design.line
    path = save(design, tmp_path, "Of the Ministry", SAMPLE)
    assert path.name == "of-the-ministry.toml"
    read = load(tmp_path)["of-the-ministry"]
    assert read.box == design.box
    assert read.label("en") == "Of the Ministry"
    said = text(read, SAMPLE)
    for part in ("Ma Khin", "Khin Khin", SAMPLE.title, "Certificado de aprobación", "40 hours", SAMPLE.number, "Ann"):
        assert part in said


def test_every_design_is_written_as_it_is_read(tmp_path: Path) -> None:
    for design in shipped().values():
        assert read_text(written(design), Design, tmp_path / "a.toml") == design


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"x": 1.0}, "too near to the edge"),
        ({"x": 70.0, "width": 25.0, "y": 80.0}, "over the code"),
        ({"text": " "}, "it is empty"),
        ({"width": 2.0, "height": 2.0, "text": "{name}", "x": 20.0}, "too small to read"),
    ],
)
def test_what_would_not_print_well_is_told_and_not_saved(tmp_path: Path, values: dict, said: str) -> None:
    design = changed(in_boxes(shipped()["classic"], SAMPLE), 0, **values)
    with pytest.raises(UserError, match=f"Box 1 .*{said}"):
        save(design, tmp_path, "Own", SAMPLE)
    with pytest.raises(UserError, match="Give the design a name"):
        save(design, tmp_path, " / ", SAMPLE)
    assert list(tmp_path.iterdir()) == []


def test_all_that_is_wrong_is_told_at_once_and_a_picture_that_is_gone(tmp_path: Path) -> None:
    design = changed(changed(in_boxes(shipped()["classic"], SAMPLE), 0, x=1.0), 1, text="")
    assert [one.box for one in problems(design, SAMPLE)] == [0, 1]
    with pytest.raises(UserError, match=r"nowhere\.png cannot be read"):
        save(changed(in_boxes(shipped()["classic"], SAMPLE), 0, text="", image="nowhere.png"), tmp_path, "a", SAMPLE)


def test_a_design_is_listed_saved_again_under_its_file_and_removed(tmp_path: Path) -> None:
    design = in_boxes(shipped()["classic"], SAMPLE)
    save(design, tmp_path, "Ministry", SAMPLE)
    for taken in ("ministry", "Classic"):
        with pytest.raises(UserError, match="already"):
            save(design, tmp_path, taken, SAMPLE)
    assert save(design, tmp_path, "Ministry of Labour", SAMPLE, "ministry").name == "ministry.toml"
    first, *others = listed(tmp_path, "fr")
    assert (first.name, first.label, first.own) == ("ministry", "Ministry of Labour", True)
    assert {one.name for one in others} == set(shipped())
    assert read(tmp_path, "ministry").box == design.box
    assert read(tmp_path, "modern") == shipped()["modern"]
    remove(tmp_path, "ministry")
    assert len(listed(tmp_path, "fr")) == len(shipped())
    with pytest.raises(UserError, match="cannot be deleted"):
        remove(tmp_path, "ministry")


def test_a_deleted_design_takes_its_pictures_along_but_not_another_one_s(tmp_path: Path) -> None:
    for name in ("seal", "stamp", "flag"):
        Image.new("RGB", (40, 40), "red").save(tmp_path / f"{name}.png")
    design = in_boxes(shipped()["classic"], SAMPLE)

    def with_pictures(*names: str) -> Design:
        boxes = [Box(x=10 + 10 * at, y=8, width=6, height=6, image=name) for at, name in enumerate(names)]
        return design.model_copy(update={"box": (*design.box, *boxes)})

    save(with_pictures("seal.png", "stamp.png", "logo 1"), tmp_path, "First", SAMPLE)
    save(with_pictures("stamp.png"), tmp_path, "Second", SAMPLE)
    remove(tmp_path, "first")
    assert sorted(file.name for file in tmp_path.glob("*.png")) == ["flag.png", "stamp.png"]
    (tmp_path / "broken.toml").write_text("name = ", "utf-8")
    remove(tmp_path, "second")
    assert (tmp_path / "stamp.png").exists()  # the broken one may show it


def test_a_picture_is_put_beside_the_designs_and_none_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "designs"
    folder.mkdir()
    file = tmp_path / "Seal of Office.png"
    names = []
    for colour in ("black", "black", "red"):
        Image.new("RGB", (40, 40), colour).save(file)
        names.append(add_picture(folder, file))
    assert names == ["seal-of-office.png", "seal-of-office.png", "seal-of-office-2.png"]
    file.write_text("no picture")
    with pytest.raises(UserError, match="cannot be read as a picture"):
        add_picture(folder, file)


def test_a_design_must_show_the_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No box shows the name"):
        check(shipped()["classic"].model_copy(update={"line": (), "box": ()}), SAMPLE)


@pytest.mark.parametrize("wrong", [{"text": "{surname}"}, {"image": "../a.png"}, {"x": 101.0}, {"colour": "red"}])
def test_what_a_box_cannot_be_is_refused(wrong: dict) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Box.model_validate({"x": 10, "y": 10, "width": 10, "height": 10, **wrong})


def test_pictures_of_the_design_and_of_the_office_stand_in_their_boxes(tmp_path: Path) -> None:
    Image.new("RGB", (40, 40), "black").save(tmp_path / "seal.png")
    places = {"seal.png": 10.0, "logo 1": 60.0}
    boxes = tuple(Box(x=x, y=10, width=8, height=8, image=image) for image, x in places.items())
    design = shipped()["letter"].model_copy(update={"border": "none", "box": boxes})
    save(design, tmp_path, "own", SAMPLE)
    memory = io.BytesIO()
    own = replace(SAMPLE, design="own", logos=(tmp_path / "seal.png",), signatories=())
    draw_certificates([own], memory, designs=load(tmp_path))
    with pypdfium2.PdfDocument(memory.getvalue()) as document:
        page = document[0].render(scale=1, grayscale=True).to_pil()
    for x in places.values():
        assert page.getpixel((round(page.width * (x + 4) / 100), round(page.height * 0.14))) < 20


def test_no_name_leaves_its_box() -> None:
    design = in_boxes(shipped()["modern"], SAMPLE)
    choose = random.Random(3)
    for _script, name in random_names(51, seed=5):
        memory = io.BytesIO()
        paper = choose.choice(sorted(PAPERS))
        one = replace(SAMPLE, name=name, latin_name="", number="", design="own", paper=paper, signatories=())
        draw_certificates([one], memory, designs={"own": design, "classic": design})
        with pypdfium2.PdfDocument(memory.getvalue()) as document:
            width, height = document[0].get_size()
            read = document[0].get_textpage()
            for number in range(read.count_chars()):
                left, bottom, right, top = read.get_charbox(number)
                assert left >= 20
                assert right <= width - 20
                assert bottom >= 20
                assert top <= height - 20
            assert codes.read(document[0].render(scale=2, grayscale=True).to_pil()) == [CODE]
