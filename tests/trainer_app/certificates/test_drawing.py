"""Certificates on paper: every page whole, nothing over the border, nothing half written."""

import errno
import io
import os
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from trainer_app.certificates.drawing import Certificate, Signatory, draw_certificates, draw_each
from trainer_app.certificates.numbers import make_number
from trainer_app.certificates.wording import KINDS, words
from trainer_app.errors import UserError

WORDS = words("en").of("completion")
PLAIN = Certificate(
    number=make_number("SIYB", "SYB", "MM", 2026, "K7Q2M9D", 1),
    kind="completion",
    name="ဒေါ်ခင်မြင့်မြင့်သန်း",
    latin_name="Daw Khin Myint Myint Than",
    title=WORDS.title,
    introduction=words("en").introduction,
    body=(WORDS.sentence,),
    product="Start Your Business",
    modules=("Marketing", "Costing"),
    dates="12–16 March 2026",
    hours="40 hours",
    place="Yangon",
    organiser="Association of Trainers",
    signatories=(Signatory("Naw Paw", "Coordinator", "Association"), Signatory("မမ", "Master Trainer")),
)
LONG = {
    "Latin": "Maria Conceição Evangelista da Assunção Gonçalves de Albuquerque e Vasconcelos",
    "one word": "W" * 80,
    "Burmese": "ဒေါ်ခင်မြင့်မြင့်သန်းကျွန်ုပ်သင်္ဘောစိုင်းနွံ့လှမြင့်ကြိုင်ဝင်းထွဋ်အောင်ကျော်စွာသန်းထွန်း",
    "Khmer": "ស្រីម៉ុំច័ន្ទស្រីញ៉ាញ់សុភ័ក្ត្រ" * 3,
    "Thai": "ปิ่นทองน้ำผึ้งกัญญ์วรา" * 4,
    "Arabic": "فاطمة بنت أحمد عبد الرحمن الشَّريف بن محمد بن عبد العزيز بن خالد المكي المدني",
    "Chinese": "欧阳娜娜" * 20,
}


def drawn(*certificates: Certificate) -> pypdfium2.PdfDocument:
    memory = io.BytesIO()
    assert draw_certificates(certificates, memory) == len(certificates)
    return pypdfium2.PdfDocument(memory.getvalue())


def text(page: pypdfium2.PdfPage) -> str:
    return unicodedata.normalize("NFC", " ".join(page.get_textpage().get_text_range().split()))


def ink_box(document: pypdfium2.PdfDocument) -> tuple[int, int, int, int]:
    """Where the dark ink of names and texts lies, in points, without the border."""
    picture = document[0].render(scale=1).to_pil().convert("L")
    inside = picture.crop((50, 34, picture.width - 50, picture.height - 34)).point(lambda grey: 255 * (grey < 120))
    box = inside.getbbox()
    assert box is not None
    return box[0] + 50, box[1] + 34, box[2] + 50, box[3] + 34


def test_page_is_landscape_a4_and_says_everything() -> None:
    document = drawn(PLAIN)
    assert document[0].get_size() == pytest.approx((841.89, 595.28), abs=0.1)
    read = text(document[0])
    for said in (
        PLAIN.name, PLAIN.latin_name, PLAIN.title, PLAIN.introduction, *PLAIN.body, PLAIN.product, "Marketing",
        "Costing", PLAIN.dates, PLAIN.hours, PLAIN.place, PLAIN.organiser, "Naw Paw", "Coordinator", "မမ",
        "Master Trainer", PLAIN.number,
    ):  # fmt: skip
        assert said in read
    assert "Copy" not in read


def test_second_printing_is_marked_as_a_copy() -> None:
    assert "Copy 2" in text(drawn(replace(PLAIN, copy=2))[0])


def test_every_page_has_its_own_name_and_number() -> None:
    names = [f"Trainee {letter}" for letter in "ABCDEFGH"]
    numbers = [make_number("SIYB", "SYB", "MM", 2026, "K7Q2M9D", i + 1) for i in range(8)]
    several = [
        replace(PLAIN, name=name, latin_name="", number=number, kind=KINDS[i % 3])
        for i, (name, number) in enumerate(zip(names, numbers, strict=True))
    ]
    document = drawn(*several)
    for i, page in enumerate(document):
        assert [n for n in names if n in text(page)] == [names[i]]
        assert [n for n in numbers if n in text(page)] == [numbers[i]]


def test_what_a_course_has_in_common_is_in_the_file_once() -> None:
    sizes = []
    for count in (1, 21):
        memory = io.BytesIO()
        draw_certificates([replace(PLAIN, number=f"N-{i}") for i in range(count)], memory)
        sizes.append(len(memory.getvalue()))
    assert (sizes[1] - sizes[0]) / 20 < 1500


@pytest.mark.parametrize("name", LONG.values(), ids=LONG)
def test_long_names_stay_between_the_borders_and_whole(name: str) -> None:
    document = drawn(replace(PLAIN, name=name, latin_name=LONG["Latin"]))
    left, _top, right, _bottom = ink_box(document)
    assert left > 95
    assert right < 842 - 95
    read = Counter(text(document[0]))
    assert not Counter(name.replace(" ", "")) - read


def test_a_tall_name_on_two_lines_stays_in_the_space_for_the_name() -> None:
    pictures = [
        drawn(replace(PLAIN, name=name, latin_name=latin))[0].render(scale=1).to_pil()
        for name, latin in ((".", ""), ("မြင့်ကြိုင်ထွဋ်စိုင်းနွံ့" * 3, "Myint"))
    ]
    box = ImageChops.difference(*pictures).getbbox()
    assert box is not None
    assert box[3] - box[1] <= 106


def test_a_page_with_too_much_on_it_is_set_smaller_not_cut() -> None:
    crowded = replace(
        PLAIN,
        body=("A sentence that goes on about what was learnt and done in the training for a good while. " * 4,) * 3,
        modules=tuple(f"Module number {i} with a long name" for i in range(20)),
        organiser="The organiser with the long name " * 4,
        signatories=(Signatory("Name " * 12, "Title " * 12, "Organisation " * 12),) * 4,
    )
    document = drawn(crowded)
    _left, top, _right, bottom = ink_box(document)
    assert top > 40
    assert bottom < 595 - 40
    assert "Module number 19" in text(document[0])


def test_a_certificate_with_little_on_it_has_no_gaps_and_no_signature_line() -> None:
    read = text(drawn(Certificate("N-1", "attendance", "Ann", "Certificate"))[0])
    assert read == "Certificate Ann No. N-1"


def test_the_first_signatory_of_an_arabic_certificate_stands_right() -> None:
    people = (Signatory("AAAA"), Signatory("BBBB"))
    order = [text(drawn(replace(PLAIN, signatories=people, language=code))[0]) for code in ("en", "ar")]
    assert order[0].index("AAAA") < order[0].index("BBBB")
    assert order[1].index("BBBB") < order[1].index("AAAA")


def test_more_than_four_signatories_are_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="at most 4"):
        replace(PLAIN, signatories=(Signatory("A"),) * 5)


def test_logos_and_signatures_are_drawn_and_a_bad_picture_is_refused(tmp_path: Path) -> None:
    picture = tmp_path / "logo.png"
    Image.new("RGB", (60, 20), "black").save(picture)
    signed = (Signatory("Ann", signature=picture),)
    box = ink_box(drawn(replace(PLAIN, logos=(picture, picture), signatories=signed)))
    assert box[1] < ink_box(drawn(replace(PLAIN, signatories=signed)))[1]
    bad = tmp_path / "no.png"
    bad.write_text("no picture")
    with pytest.raises(UserError, match=r"no\.png"):
        draw_certificates([replace(PLAIN, logos=(bad,))], io.BytesIO())


def test_name_that_no_font_holds_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "all.pdf"
    with pytest.raises(UserError, match=r"Ann 𓀀.*U\+13000"):
        draw_certificates([PLAIN, replace(PLAIN, name="Ann 𓀀")], target)
    with pytest.raises(UserError, match="Ann 𓀀"):
        draw_each([PLAIN, replace(PLAIN, name="Ann 𓀀")], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_progress_counts_pages_and_cancelling_writes_nothing(tmp_path: Path) -> None:
    told: list[int] = []
    target = tmp_path / "all.pdf"
    assert draw_certificates([PLAIN] * 3, target, progress=told.append) == 3
    assert told == [1, 2, 3]
    before = target.read_bytes()
    assert draw_certificates([PLAIN] * 9, target, cancelled=lambda: len(told) > 4, progress=told.append) == 0
    assert told == [1, 2, 3, 1, 2]
    assert target.read_bytes() == before


def test_no_certificates_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no certificates"):
        draw_certificates(iter(()), tmp_path / "all.pdf")
    with pytest.raises(UserError, match="no certificates"):
        draw_each([], tmp_path)


def test_each_has_its_own_file_with_a_name_that_every_system_takes(tmp_path: Path) -> None:
    odd = replace(PLAIN, latin_name='Ann/"Bo": the 2nd? ' + "x" * 200 + ".", number="N-2", copy=2)
    paths = draw_each([PLAIN, odd], tmp_path)
    assert paths[0].name == f"{PLAIN.number} Daw Khin Myint Myint Than.pdf"
    assert paths[1].name.startswith("N-2 Ann Bo the 2nd xxx")
    assert paths[1].name.endswith("x (2).pdf")
    assert len(paths[1].name) < 100
    assert sorted(tmp_path.iterdir()) == sorted(paths)
    assert all(len(pypdfium2.PdfDocument(path)) == 1 for path in paths)


def test_long_numbers_that_begin_alike_have_files_of_their_own(tmp_path: Path) -> None:
    people = [replace(PLAIN, number=f"{'MINISTRY.' * 6}{number:04}", name=f"P{number}") for number in range(4)]
    paths = draw_each([*people, people[0]], tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(set(paths))
    for one, path in zip(people, paths, strict=False):
        with pypdfium2.PdfDocument(path) as document:
            assert one.name in document[0].get_textpage().get_text_range()


def test_one_that_cannot_be_printed_leaves_none_of_the_others(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be printed"):
        draw_each([PLAIN, replace(PLAIN, number="N-2", name="\U000f0000")], tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "sentence"),
    [(errno.ENOSPC, "no room"), (errno.EACCES, "read-only"), (errno.EROFS, "read-only"), (errno.EIO, "read-only")],
)
def test_full_or_read_only_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    target = tmp_path / "all.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", _failing(code))
    with pytest.raises(UserError, match=sentence):
        draw_certificates([PLAIN], target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_really_full_disk_is_said_to_be_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    partial = tmp_path / f".all.{os.getpid()}.part"
    partial.symlink_to("/dev/full")
    with pytest.raises(UserError, match="no room"):
        draw_certificates([PLAIN], tmp_path / "all.pdf")
    assert list(tmp_path.iterdir()) == []


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no folder .*nowhere"):
        draw_certificates([PLAIN], tmp_path / "nowhere" / "all.pdf")


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match=r"There is no folder .*file"):
        draw_each([PLAIN], tmp_path / "file")


@pytest.mark.parametrize("kind", KINDS)
def test_wording_of_every_kind_is_for_everybody(kind: str) -> None:
    said = words("en").of(kind)
    together = f"{said.title} {said.introduction or words('en').introduction} {said.sentence}".casefold().split()
    assert not {"he", "she", "his", "her", "him"} & set(together)
    assert said.title
    assert said.sentence


def _failing(code: int) -> Callable[[int], None]:
    def fail(_file: int) -> None:
        raise OSError(code, os.strerror(code))

    return fail
