"""A paper that was altered, a code of another one, one signed by somebody else: each is told, each by its sentence."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import base45
import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from forged_codes import with_a_bit_changed, with_a_fact_changed
from PIL import Image, ImageChops, ImageFilter

from db.database import Database
from trainer_app import keys, settings
from trainer_app.certificates import printing, proof, register
from trainer_app.certificates.contents import Certificate
from trainer_app.certificates.drawing import draw_certificates
from trainer_app.certificates.numbers import make_number
from trainer_app.certificates.statement import PREFIX, Statement, seal
from trainer_app.certificates.verification import Result
from trainer_app.courses import attendance, courses, enrolments, sessions
from trainer_app.courses.enrolments import Entry
from trainer_app.errors import UserError
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
DAY, AFTER = date(2026, 3, 2), date(2026, 4, 1)


@pytest.fixture
def office(tmp_path: Path) -> Database:
    made = Database.create(tmp_path / "office.db", name="Chamber", kind="office")
    with made.change("settings") as tx:
        settings.save(tx, "country", "MM")
        settings.save(tx, "office_name", "Chamber")
    return made


@pytest.fixture
def pair(office: Database) -> list[Certificate]:
    with office.change("print") as tx:
        course = courses.save(tx, CATALOGUE, products="SYB", starts=DAY, ends=DAY)
        session = sessions.add(tx, course, DAY)
        enrolments.enrol(tx, course.id, [Entry(person={"full_name": name}) for name in ("မခင်ထွေး", "Ko Zaw")])
        attendance.all_present(tx, session)
        return printing.print_course(tx, course, CATALOGUE, today=AFTER)


def on_paper(database: Database, path: Path, *certificates: Certificate) -> list[Result]:
    draw_certificates(certificates, path)
    with database.read() as tx:
        return proof.verify_pdf(tx, path)


def scanned(pdf: Path, picture: Path, dpi: int = 150) -> Path:
    """The first page as a black and white scan."""
    with pypdfium2.PdfDocument(pdf) as document:
        document[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("1").save(picture)
    return picture


def test_what_was_printed_is_good_on_paper_and_in_a_scan(
    office: Database, pair: list[Certificate], tmp_path: Path
) -> None:
    found = on_paper(office, tmp_path / "a.pdf", *pair)
    assert [(one.state, one.number) for one in found] == [("good", one.number) for one in pair]
    assert all("Its code is signed by Chamber." in one.sentence for one in found)
    with office.read() as tx:
        [photo] = proof.verify_picture(tx, scanned(tmp_path / "a.pdf", tmp_path / "a.png"))
    assert (photo.state, photo.number) == ("good", pair[0].number)


@pytest.mark.parametrize("change", ["name", "number", "dates", "code"])
def test_a_paper_that_does_not_agree_with_its_code_is_told(
    office: Database, pair: list[Certificate], tmp_path: Path, change: str
) -> None:
    other = replace(pair[1], dates="9 March 2026")
    forged = replace(pair[0], **{change: getattr(other, change)})
    states = [one.state for one in on_paper(office, tmp_path / "a.pdf", forged)]
    assert "wrong" in states
    sentence = " ".join(one.sentence for one in on_paper(office, tmp_path / "a.pdf", forged) if one.state == "wrong")
    assert "the page says otherwise" in sentence


@pytest.mark.parametrize("field", ["name", "number", "dates"])
def test_one_sign_that_differs_on_the_paper_is_told(
    office: Database, pair: list[Certificate], tmp_path: Path, field: str
) -> None:
    text = getattr(pair[1], field)
    places = range(len(text)) if field == "name" else (0, len(text) // 2, len(text) - 1)
    for place in [one for one in places if text[one] not in " -"]:
        forged = text[:place] + ("8" if text[place] != "8" else "6") + text[place + 1 :]
        found = on_paper(office, tmp_path / "a.pdf", replace(pair[1], **{field: forged}))
        assert found[0].state == "wrong", forged


def test_a_design_without_dates_and_one_from_right_to_left_are_not_accused(
    office: Database, pair: list[Certificate], tmp_path: Path
) -> None:
    assert [one.state for one in on_paper(office, tmp_path / "a.pdf", replace(pair[1], dates=""))] == ["good"]
    with office.change("key") as tx:
        key = keys.own(tx)
    one, dates = pair[1], "١٢–١٦ مارس ٢٠٢٦"
    fact = Statement(one.number, one.name, "completion", "SYB", "2026-04-01", "Chamber", dates)
    made = replace(one, dates=dates, language="ar", code=seal(fact, key.public, key.sign))
    assert [found.state for found in on_paper(office, tmp_path / "a.pdf", made)] == ["good"]
    forged = replace(made, dates=dates.replace("مارس", "أبريل"))
    assert [found.state for found in on_paper(office, tmp_path / "a.pdf", forged)] == ["wrong"]


def test_codes_that_prove_nothing_are_told_apart(office: Database, pair: list[Certificate]) -> None:
    stranger = Ed25519PrivateKey.generate()
    fact = Statement(pair[0].number, "Somebody Else", "completion", "Start Your Business", "2026-04-01", "Chamber")
    with office.change("key") as tx:
        own = keys.own(tx).public
        raw = base45.b45decode(pair[0].code[len(PREFIX) :])
        for text, state, said in (
            (seal(fact, stranger.public_key().public_bytes_raw(), stranger.sign), "unknown", "a key that is not known"),
            (seal(fact, own, stranger.sign), "wrong", "altered or forged"),
            (PREFIX + base45.b45encode(raw[:-3] + b'x"]').decode(), "wrong", "altered or forged"),
            (PREFIX + base45.b45encode(bytes([9]) + raw[1:]).decode(), "unknown", "newer version"),
            (pair[0].code[:90], "wrong", "part of it is missing"),
            (seal(fact, own, keys.own(tx).sign), "wrong", "another name"),
        ):
            result = proof.verify_code(tx, text)
            assert result.state == state
            assert said in result.sentence


def test_no_bit_of_number_name_date_or_code_can_be_changed_unseen(office: Database, pair: list[Certificate]) -> None:
    forged = with_a_fact_changed(pair[0].code)
    assert {name: len(texts) // 8 for name, texts in forged.items()} == {
        name: len(text.encode())
        for name, text in (
            ("number", pair[0].number), ("name", pair[0].name), ("issued_on", "2026-04-01"), ("dates", pair[0].dates)
        )
    }  # fmt: skip
    with office.read() as tx:
        for name, texts in forged.items():
            for text in texts:
                result = proof.verify_code(tx, text)
                assert (result.state, "altered or forged" in result.sentence) == ("wrong", True), name
        assert {proof.verify_code(tx, text).state for text in with_a_bit_changed(pair[0].code)} == {"wrong", "unknown"}


def test_a_void_one_is_void_although_its_code_is_true(
    office: Database, pair: list[Certificate], tmp_path: Path
) -> None:
    with office.change("void") as tx:
        [wrong] = [row.certificate for row in register.rows(tx) if row.certificate.number == pair[0].number]
        register.void(tx, wrong, "name misspelled", AFTER)
    [result] = on_paper(office, tmp_path / "a.pdf", pair[0])
    assert result.state == "void"
    assert "name misspelled" in result.sentence


def test_whoever_has_the_key_can_check_without_the_register(
    office: Database, pair: list[Certificate], tmp_path: Path
) -> None:
    other = Database.create(tmp_path / "other.db", name="Ministry")
    with other.read() as tx:
        assert proof.verify_code(tx, pair[0].code).state == "unknown"
    send(office, tmp_path / "template.xlsx", CATALOGUE, Scope("everything"), sender="Chamber")
    merge(other, [tmp_path / "template.xlsx"], apply=True)
    with office.change("key") as tx:
        key = keys.own(tx)
        number = make_number("SIYB", "SYB", "MM", 2026, "K7Q2M9D", 1)
        fact = Statement(number, "Ma Aye", "completion", "SYB", "2026-04-01", "Chamber")
        text = seal(fact, key.public, key.sign)
        own_pattern = seal(replace(fact, number=f"MOL/26.{office.code}.0007"), key.public, key.sign)
    with other.read() as tx:
        assert proof.verify_code(tx, pair[0].code).state == "good"
        assert proof.verify_code(tx, own_pattern).state == "good"  # its pattern is the office's alone
        found = proof.verify_code(tx, text)
        assert (found.state, found.name) == ("good", "Ma Aye")
        assert "not in the register of this database" in found.sentence


def test_a_picture_without_a_code_and_what_is_no_picture_are_told(office: Database, tmp_path: Path) -> None:
    draw_certificates([Certificate(number="none", kind="attendance", name="A", title="T")], tmp_path / "a.pdf")
    (tmp_path / "b.png").write_bytes(b"hello")
    with office.read() as tx:
        with pytest.raises(UserError, match="No code of a certificate"):
            proof.verify_picture(tx, scanned(tmp_path / "a.pdf", tmp_path / "a.png"))
        for name, said in (("b.png", "cannot be read as a picture"), ("gone.png", "not there")):
            with pytest.raises(UserError, match=said):
                proof.verify_picture(tx, tmp_path / name)


def photographed(pdf: Path, picture: Path, *, turned: float, aside: float, shadow: float, quality: int) -> Path:
    """The first page as a telephone sees it on a table: `turned` in degrees, one side smaller by the share `aside`,
    one corner darker by the share `shadow`, a little out of focus, as JPEG."""
    with pypdfium2.PdfDocument(pdf) as document:
        paper = document[0].render(scale=170 / 72, grayscale=True).to_pil()
    width, height = paper.size
    table = Image.new("L", (int(width * 1.5), int(height * 1.6)), 90)
    table.paste(paper, ((table.width - width) // 2, (table.height - height) // 2))
    seen = table.rotate(turned, Image.Resampling.BICUBIC, fillcolor=90)
    far = aside * seen.height / 2
    corners = (0, 0, 0, seen.height, seen.width, seen.height + far, seen.width, -far)  # the right side is further away
    seen = seen.transform(seen.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=90)
    lit = Image.linear_gradient("L").rotate(45).resize(seen.size)
    light = lit.point(lambda bright: int(255 * (1 - shadow) + bright * shadow))
    seen = ImageChops.multiply(seen, light).filter(ImageFilter.GaussianBlur(0.8))
    seen.convert("RGB").save(picture, quality=quality)
    return picture


@pytest.mark.parametrize(
    ("turned", "aside", "shadow", "quality"),
    [
        (3, 0, 0, 90),
        (-17, 0.1, 0.3, 75),
        (45, 0, 0.5, 75),
        (90, 0.2, 0.6, 60),
        (183, 0.25, 0.4, 50),
        (-64, 0.15, 0.7, 40),
    ],
)
def test_a_photograph_turned_from_the_side_and_in_bad_light_is_read(
    office: Database, pair: list[Certificate], tmp_path: Path, turned: float, aside: float, shadow: float, quality: int
) -> None:
    draw_certificates(pair, tmp_path / "a.pdf")
    photo = photographed(
        tmp_path / "a.pdf", tmp_path / "a.jpg", turned=turned, aside=aside, shadow=shadow, quality=quality
    )
    with office.read() as tx:
        [found] = proof.verify_picture(tx, photo)
    assert (found.state, found.number) == ("good", pair[0].number)
