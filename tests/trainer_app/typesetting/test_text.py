"""Text in every script: shaped, in the right order, copied back from the file, refused where no font has it."""

import io
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from bidi import get_display  # type: ignore[import-untyped]
from hard_names import SCRIPTS, hard_names, language_of
from hypothesis import example, given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from trainer_app.errors import UserError
from trainer_app.typesetting.rows import balanced
from trainer_app.typesetting.shaping import clean, set_line, shape
from trainer_app.typesetting.text import draw_line, draw_text, text_width, wrap_text

NAMES = {
    "Latin": "Éloïse d’Aubigné-Łuczak",
    "Vietnamese": "Nguyễn Thị Ngọc Ánh Đặng Ử",
    "Burmese": "ဒေါ်ခင်မြင့်မြင့်သန်း စိုင်းနွံ့ ကျွန်ုပ် သင်္ဘော",
    "Khmer": "សុខ សុភ័ក្ត្រ ស្រីម៉ុំ ច័ន្ទស្រីញ៉ាញ់",
    "Lao": "ທ້າວ ສົມພອນ ຄຳປະເສີດ ຫຼວງພະບາງ",
    "Thai": "นางสาวกัญญ์วรา ปิ่นทองน้ำผึ้ง ญู้ฐู",
    "Chinese": "王小明 欧阳娜娜 張偉",
    "Mongolian": "Өлзийбаяр Цэцэгмаа",
    "Arabic": "فاطمة أحمد عبد الرحمن",
    "Urdu": "محمد نعیم ٹھٹہ گھ",
    "Dari": "پروین محمدی",
    "Hindi": "श्री कृष्ण क्षत्रिय ऋतु प्रज्ञा द्विवेदी",
    "Nepali": "पूर्णिमा श्रेष्ठ",
    "Bangla": "শ্রী প্রিয়াঙ্কা চট্টোপাধ্যায় ক্ষৌণীশ",
    "Sinhala": "ශ්‍රී ලංකා ක්‍රිස්ටීනා",
    "Tamil": "கிருஷ்ணமூர்த்தி ஸ்ரீ",
    "Amharic": "ጸጋዬ ገብረመድህን ሙሉጌታ",
}
# PDFium gives these back in another order; poppler does not.
VOWELLED = {"Arabic with vowel signs": "مُحَمَّد الشَّريف", "Dari with a joiner": "گل‌محمدی می‌خواهم"}
_DIRECTIONS = dict.fromkeys((*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def page(text: str, size: float = 22) -> bytes:
    memory = io.BytesIO()
    canvas = Canvas(memory, pagesize=(700, 60), invariant=1)
    draw_text(canvas, 20, 20, text, size)
    canvas.save()
    return memory.getvalue()


def normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text.translate(_DIRECTIONS)).split())


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_pdfium_copies_the_name_back(name: str) -> None:
    read = pypdfium2.PdfDocument(page(name))[0].get_textpage().get_text_range()
    assert normal(read) == normal(name)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler's pdftotext")
@pytest.mark.parametrize("name", (NAMES | VOWELLED).values(), ids=NAMES | VOWELLED)
def test_pdftotext_copies_the_name_back(name: str, tmp_path: Path) -> None:
    file = tmp_path / "name.pdf"
    file.write_bytes(page(name))
    read = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    assert normal(read) == normal(name)


@pytest.mark.parametrize("name", (NAMES | VOWELLED).values(), ids=NAMES | VOWELLED)
@pytest.mark.parametrize("bold", [False, True])
def test_shaping_shows_every_character_with_a_glyph_of_its_face(name: str, bold: bool) -> None:
    runs = shape(clean(name), bold)
    shown = sorted("".join(cluster.text for run in runs for cluster in run.clusters))
    assert shown == sorted(clean(name))
    assert all(glyph.number for run in runs for cluster in run.clusters for glyph in cluster.glyphs)


@pytest.mark.parametrize("name", (NAMES | VOWELLED).values(), ids=NAMES | VOWELLED)
@pytest.mark.parametrize("typeface", ["italic", "serif", "serif italic"])
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler's pdftotext")
def test_every_kind_of_type_shows_and_copies_every_name(name: str, typeface: str, tmp_path: Path) -> None:
    runs = shape(clean(name), False, "", typeface)
    assert all(glyph.number for run in runs for cluster in run.clusters for glyph in cluster.glyphs)
    latin = {run.face.name for run in runs if any("a" <= cluster.text <= "z" for cluster in run.clusters)}
    assert latin <= {{"italic": "NotoSans-Italic-400", "serif": "NotoSerif-400"}.get(typeface, "NotoSerif-Italic-400")}
    canvas = Canvas(str(tmp_path / "name.pdf"))
    draw_line(canvas, 50, 500, set_line(clean(name), False, "", typeface), 20)
    canvas.save()
    read = subprocess.run(["pdftotext", tmp_path / "name.pdf", "-"], capture_output=True, check=True).stdout.decode()
    assert normal(read) == normal(name)


def test_letters_are_joined_and_marks_placed() -> None:
    stacked = [glyph for run in shape("သင်္ဘော", False) for cluster in run.clusters for glyph in cluster.glyphs]
    assert any(glyph.x_offset or glyph.y_offset or not glyph.advance for glyph in stacked)
    alone, joined = (shape(text, False)[0].clusters for text in ("ه", "هه"))
    assert alone[0].glyphs[0].number not in {cluster.glyphs[0].number for cluster in joined}


@given(st.text("ab1٢بج (-)[]،", min_size=1, max_size=14))
@example("محمد (Ali Khan) ولد")
@example("Course (دورة) 5")
@example("SIYB محمد 2026")
def test_runs_of_both_directions_stand_as_unicode_orders_them(text: str) -> None:
    text = clean(text)
    seen = "".join(cluster.text for run in shape(text, False) for cluster in run.clusters)
    assert seen == get_display(text)


@pytest.mark.parametrize("number", ["+95 9 4200 12345", "09 420 012 345", "+1 (415) 555-0123"])
def test_a_telephone_number_keeps_its_order_among_arabic_words(number: str) -> None:
    seen = "".join(cluster.text for run in shape(f"غرفة التجارة · {number} · حلب", False) for cluster in run.clusters)
    assert number in seen


def test_days_among_arabic_words_go_as_unicode_orders_them() -> None:
    text = "من 2 - 6 إلى 12 15"
    seen = "".join(cluster.text for run in shape(text, False) for cluster in run.clusters)
    assert seen == get_display(text)


def test_width_grows_with_size_and_alignment_and_limit_hold() -> None:
    width = text_width("ສົມພອນ Somphone", 10)
    assert text_width("ສົມພອນ Somphone", 20) == pytest.approx(2 * width)
    assert text_width("Somphone", 10, bold=True) > text_width("Somphone", 10)
    canvas = Canvas(io.BytesIO())
    assert draw_text(canvas, 0, 0, "Somphone", 10, align="right") == pytest.approx(text_width("Somphone", 10))
    assert draw_text(canvas, 0, 0, "Somphone " * 30, 10, max_width=100) == pytest.approx(100)
    assert text_width("", 10) == 0


def test_alignment_moves_the_left_end() -> None:
    lefts = []
    for align in ("left", "center", "right"):
        memory = io.BytesIO()
        canvas = Canvas(memory, pagesize=(400, 60))
        draw_text(canvas, 200, 20, "HHHH", 20, align=align)  # type: ignore[arg-type]
        canvas.save()
        lefts.append(pypdfium2.PdfDocument(memory.getvalue())[0].get_textpage().get_charbox(0)[0])
    width = text_width("HHHH", 20)
    assert lefts[0] - lefts[1] == pytest.approx(width / 2, abs=0.1)
    assert lefts[0] - lefts[2] == pytest.approx(width, abs=0.1)


def test_ink_of_tall_scripts_is_measured() -> None:
    plain, tall = set_line("က"), set_line("ကြိုင်္က")
    assert tall.ascent > plain.ascent
    assert tall.descent < plain.descent


@pytest.mark.parametrize(("text", "character"), [("Ann 𓀀", "U+13000"), ("Ann \U000f0000", "U+F0000")])
def test_character_without_glyph_is_refused_by_name(text: str, character: str) -> None:
    with pytest.raises(UserError) as refused:
        text_width(text, 10)
    assert text in str(refused.value)
    assert character in str(refused.value)


def test_decomposed_and_composed_names_are_set_alike() -> None:
    name = "Nguyễn Thị Ánh"
    assert set_line(unicodedata.normalize("NFD", name)) == set_line(name)


def test_a_page_is_the_same_each_time_and_fonts_are_small_subsets() -> None:
    first = page("ဒေါ်ခင် 王小明")
    assert page("ဒေါ်ခင် 王小明") == first
    assert len(first) < 40_000
    font = pypdfium2.PdfDocument(first)
    assert font[0].get_textpage().count_chars() > 5


def test_two_documents_at_once_keep_their_own_glyphs() -> None:
    files = [io.BytesIO(), io.BytesIO()]
    one, two = (Canvas(file, pagesize=(300, 60)) for file in files)
    draw_text(one, 10, 20, "សុខ", 12)
    draw_text(two, 10, 20, "ស្រីម៉ុំ", 12)
    draw_text(one, 100, 20, "ញ៉ាញ់", 12)
    one.save()
    two.save()
    texts = [pypdfium2.PdfDocument(file.getvalue())[0].get_textpage().get_text_range() for file in files]
    assert [normal(text) for text in texts] == ["សុខ ញ៉ាញ់", "ស្រីម៉ុំ"]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_wrapped_lines_fit_and_lose_nothing(name: str) -> None:
    lines = wrap_text(name * 3, 20, 90)
    assert "".join(lines).replace(" ", "") == clean(name * 3).replace(" ", "")
    assert len(lines) > 1
    assert all(text_width(line, 20) <= 90 for line in lines)


def test_lines_narrower_than_a_letter_have_one_each() -> None:
    assert balanced("Ma Win", 40, 1.0, bold=True) == ["M", "a", "W", "i", "n"]


def test_burmese_thai_and_lao_syllables_stay_together() -> None:
    for text, forbidden in (("မြင့်" * 9, "င့်"), ("ညวะ" * 9, "ะ")):
        assert not any(line.startswith(forbidden) for line in wrap_text(text, 20, 75)[1:])
    assert not any(line.endswith("เ") for line in wrap_text("เมือง" * 9, 20, 70))


@pytest.mark.parametrize(("language", "words"), [
    ("th", ["การ", "อบรม", "หลักสูตร", "เริ่ม", "ต้น", "ธุรกิจ", "ของ", "คุณ"]),
    ("km", ["វិញ្ញាបនបត្រ", "បញ្ជាក់", "ការ", "បណ្តុះបណ្តាល", "អាជីវកម្ម"]),
    ("lo", ["ການຝຶກ", "ອົບຮົມ", "ການເລີ່ມຕົ້ນ", "ທຸລະກິດ"]),
    ("my", ["လုပ်ငန်း", "စတင်", "ခြင်း", "သင်တန်း", "အောင်မြင်", "ကြောင်း"]),
])  # fmt: skip
def test_titles_without_blanks_are_broken_between_words(language: str, words: list[str]) -> None:
    text = "".join(words)
    starts = {len("".join(words[:number])) for number in range(len(words))}
    lines = wrap_text(text, 20, 130, language=language)
    assert len(lines) > 1
    assert {len("".join(lines[:number])) for number in range(len(lines))} <= starts
    assert all(text_width(line, 20, language=language) <= 130 for line in lines)


def hard_pages(script: str) -> bytes:
    memory = io.BytesIO()
    canvas = Canvas(memory, pagesize=(700, 60))
    for name in hard_names(script):
        draw_text(canvas, 20, 20, name, 22, language=language_of(script))
        canvas.showPage()
    canvas.save()
    return memory.getvalue()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler's pdftotext")
@pytest.mark.parametrize("script", [script for script in SCRIPTS if script != "mixed"])
def test_pdftotext_copies_every_hard_name_back(script: str, tmp_path: Path) -> None:
    file = tmp_path / "names.pdf"
    file.write_bytes(hard_pages(script))
    read = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    assert [normal(page) for page in read.split("\f")[:-1]] == [normal(name) for name in hard_names(script)]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler's pdftotext")
def test_pdftotext_turns_only_lines_of_two_directions_about(tmp_path: Path) -> None:
    """What it loses of mixed lines is their order, and none of their letters."""
    file = tmp_path / "names.pdf"
    file.write_bytes(hard_pages("mixed"))
    read = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    pairs = [
        (normal(name), normal(page)) for name, page in zip(hard_names("mixed"), read.split("\f")[:-1], strict=True)
    ]
    lost = [(name, page) for name, page in pairs if name != page]
    assert len(lost) < len(pairs) / 2
    for name, page in lost:
        assert any(unicodedata.bidirectional(sign) == "AL" for sign in name)
        assert sorted(letters(name)) == sorted(letters(page))


def letters(text: str) -> str:
    """The signs of a text but those that are seen as each other's mirror from right to left, and blanks."""
    return "".join(sign for sign in text if not unicodedata.mirrored(sign) and not sign.isspace())


@pytest.mark.parametrize("script", [one for one in SCRIPTS if one not in ("mixed", "Arabic", "Urdu", "Dari")])
def test_pdfium_copies_every_hard_name_back(script: str) -> None:
    with pypdfium2.PdfDocument(hard_pages(script)) as document:
        read = [normal(page.get_textpage().get_text_range()) for page in document]
    assert read == [normal(name) for name in hard_names(script)]
