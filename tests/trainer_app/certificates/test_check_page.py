"""The page that checks certificates, in a real browser: what is true is told, and each forgery by its own sentence."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import base45
import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from forged_codes import with_a_bit_changed, with_a_fact_changed
from PIL import Image

from db.database import Database
from db.models import Certificate as Record
from trainer_app import keys, settings, texts
from trainer_app.certificates import check_page, codes, printing, register, trust_list
from trainer_app.certificates.drawing import draw_certificates
from trainer_app.certificates.statement import PREFIX, Statement, _deflated, _inflated, key_id, seal
from trainer_app.courses import attendance, courses, enrolments, sessions
from trainer_app.courses.enrolments import Entry
from trainer_app.programmes.catalogue import load_catalogue

CATALOGUE = load_catalogue()
ROOT = Path(__file__).parents[3]
CHOOSE = """(code => {
    const choice = document.getElementById('language');
    choice.value = code;
    choice.dispatchEvent(new Event('change'));
})"""
DAY, AFTER = date(2026, 3, 2), date(2026, 4, 1)


class Desk:
    """An office with two printed certificates, one of them void, and its page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database.create(folder / "office.db", name="Chamber", kind="office")
        with self.database.change("print") as tx:
            settings.save(tx, "country", "MM")
            settings.save(tx, "office_name", "Chamber")
            course = courses.save(tx, CATALOGUE, products="SYB", starts=DAY, ends=DAY)
            session = sessions.add(tx, course, DAY)
            enrolments.enrol(
                tx, course.id, [Entry(person={"full_name": name}) for name in ("မခင်ထွေး", "Ko Zaw", "Ma Aye")]
            )
            attendance.all_present(tx, session)
            self.made = printing.print_course(tx, course, CATALOGUE, today=AFTER)
            [void] = [row.certificate for row in register.rows(tx) if row.certificate.number == self.made[2].number]
            register.void(tx, void, "name misspelled", AFTER)
            self.key = keys.own(tx)
            self.page = folder / "check.html"
            check_page.write(tx, self.page)
        draw_certificates(self.made, folder / "certificates.pdf")

    def scan(self, page: int = 0, dpi: int = 150) -> Path:
        """A page as a black and white scan."""
        path = self.folder / f"scan-{page}.png"
        with pypdfium2.PdfDocument(self.folder / "certificates.pdf") as document:
            document[page].render(scale=dpi / 72, grayscale=True).to_pil().convert("1").save(path)
        return path

    def sealed(self, **changes: str) -> str:
        """A code that the office signed."""
        fact = Statement("SIYB-SYB-MM-2026-K7Q2M9D-0001-X", "Ma Aye", "completion", "SYB", "2026-04-01", "Chamber")
        return seal(replace(fact, **changes), self.key.public, self.key.sign)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


def test_the_libraries_are_those_that_are_written_down() -> None:
    """Bundled from pinned packages (make check-page), never edited; nothing in a part can end the page's script."""
    readme = (check_page.RESOURCES / "README.md").read_text("utf-8")
    bundled = (check_page.RESOURCES / "libraries.js").read_bytes()
    assert hashlib.sha256(bundled).hexdigest() in readme
    locked = json.loads((ROOT / "packaging" / "check_page" / "package-lock.json").read_text("utf-8"))["packages"]
    for name in ("qr", "fflate", "@noble/ed25519", "@noble/hashes"):
        assert locked[f"node_modules/{name}"]["integrity"] in readme
        assert f"\n{name}\n" in (check_page.RESOURCES / "LICENCES.txt").read_text("utf-8")
    for part in ("libraries.js", "page.js", "page.css"):
        assert not re.search("</(script|style)|<!--", (check_page.RESOURCES / part).read_text("utf-8"), re.IGNORECASE)


def test_every_language_says_all_that_the_script_asks_for() -> None:
    script = (check_page.RESOURCES / "page.js").read_text("utf-8")
    markup = (check_page.RESOURCES / "page.html").read_text("utf-8")
    asked = {*re.findall(r'(?:words|row)\("(\w*[a-z])"', script), *re.findall(r'data-text="(\w+)"', markup)}
    said = set(re.findall(r'said: "(\w+)"', script)) - {"list_taken", "list_older"}
    assert asked | said | {f"{one}_title" for one in said} <= set(check_page.TEXTS)
    for language in texts.page_languages():
        translate = texts.on_page_in(language)
        missing = [text for text in check_page.TEXTS.values() if language != "en" and translate(text) == text]
        assert set(missing) <= {"Dates"}, language


def picture(text: str, path: Path) -> Path:
    """A code as a picture of its own."""
    width, runs = codes.modules(text)
    drawn = Image.new("L", (width + 8, width + 8), 255)
    for row, column, length in runs:
        drawn.paste(0, (column + 4, row + 4, column + length + 4, row + 5))
    drawn.resize((4 * drawn.width, 4 * drawn.height)).save(path)
    return path


def uploaded(browser: Any, file: Path, field: str = "#picture") -> str:
    """What the page says of a file, by the name of the sentence."""
    browser.run("document.getElementById('result').replaceChildren()")
    browser.choose(field, file)
    return str(browser.wait("document.querySelector('#result .card')?.dataset.said"))


def typed(browser: Any, *texts: str) -> list[str]:
    """What the page says of each text of a code that is typed."""
    script = """
        (texts => texts.map(text => {
            document.getElementById('text').value = text;
            document.getElementById('typed').requestSubmit();
            return document.querySelector('#result .card').dataset.said;
        }))"""
    said: list[str] = browser.run(f"{script}({json.dumps(texts)})")
    return said


def shown(browser: Any) -> str:
    return str(browser.run("document.getElementById('result').innerText"))


def test_a_scan_of_a_certificate_is_true_with_its_facts(browser: Any, desk: Desk) -> None:
    browser.open(desk.page)
    assert uploaded(browser, desk.scan()) == "good"
    text = shown(browser)
    for fact in ("မခင်ထွေး", desk.made[0].number, "Start Your Business", "2 March 2026", "Chamber"):
        assert fact in text
    browser.run("document.querySelector('[data-answer=same]').click()")
    assert "Genuine" in shown(browser)
    assert browser.problems() == []


def test_each_forgery_is_told_by_its_own_sentence(browser: Any, desk: Desk, tmp_path: Path) -> None:
    browser.open(desk.page)
    stranger = Ed25519PrivateKey.generate()
    fact = Statement(desk.made[0].number, "Somebody", "completion", "SYB", "2026-04-01", "Chamber")
    raw = base45.b45decode(desk.made[0].code[len(PREFIX) :])
    facts = json.loads(_inflated(raw[71:]))
    changed = [
        [*facts[:place], facts[place][:-1] + chr(ord(facts[place][-1]) ^ 1), *facts[place + 1 :]] for place in (0, 1, 4)
    ]
    bodies = [_deflated(json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode()) for one in changed]
    texts = {
        **{PREFIX + base45.b45encode(raw[:71] + body).decode(): "forged" for body in bodies},
        seal(fact, desk.key.public, stranger.sign): "forged",
        seal(fact, stranger.public_key().public_bytes_raw(), stranger.sign): "unknown_key",
        desk.made[2].code: "void",
        PREFIX + base45.b45encode(bytes([3]) + raw[1:]).decode(): "newer",
        desk.made[0].code.replace(PREFIX, "TC2:"): "newer",
        desk.made[0].code[:90]: "not_a_code",
        "https://example.org/<img src=x onerror=alert(1)>": "not_a_code",
    }
    said = {text: uploaded(browser, picture(text, tmp_path / f"{at}.png")) for at, text in enumerate(texts)}
    assert said == texts
    assert typed(browser, *texts) == list(texts.values())
    sentences = {}
    for text, name in texts.items():
        typed(browser, text)
        sentences[name] = shown(browser)
    assert len(set(sentences.values())) == len(set(texts.values()))
    assert desk.made[2].number in sentences["void"]
    assert "Somebody" not in " ".join(sentences.values())  # of a code without a true signature nothing is shown
    assert browser.problems() == []


def test_the_code_of_another_certificate_is_told_once_the_reader_says_that_it_differs(browser: Any, desk: Desk) -> None:
    browser.open(desk.page)
    assert uploaded(browser, desk.scan(1), "#photo") == "good"
    browser.run("document.querySelector('[data-answer=differs]').click()")
    text = shown(browser)
    assert "The code belongs to" in text
    assert desk.made[1].number in text
    assert "Do not accept it" in text


def test_no_bit_of_number_name_date_or_code_can_be_changed_unseen(browser: Any, desk: Desk) -> None:
    browser.open(desk.page)
    for name, forged in with_a_fact_changed(desk.made[0].code).items():
        assert set(typed(browser, *forged)) == {"forged"}, name
    assert set(typed(browser, *with_a_bit_changed(desk.made[0].code))) <= {
        "forged", "unknown_key", "newer", "not_a_code",
    }  # fmt: skip


def test_codes_of_the_release_before_are_read(browser: Any, desk: Desk) -> None:
    """Version 1: no dates, and the facts as they are."""
    browser.open(desk.page)
    head = bytes([1]) + key_id(desk.key.public)
    body = json.dumps(["N-1", "မခင်ထွေး", "completion", "SYB", "2026-04-01", "Chamber"]).encode()
    code = PREFIX + base45.b45encode(head + desk.key.sign(head + body) + body).decode()
    assert typed(browser, code) == ["good"]
    assert "မခင်ထွေး" in shown(browser)


def test_the_camera_is_looked_through_until_a_code_is_seen(browser: Any, desk: Desk) -> None:
    browser.open(desk.page)
    browser.run("document.getElementById('camera').click()")
    assert browser.wait("document.querySelector('#result .card')?.dataset.said") == "newer"
    assert browser.run("document.getElementById('viewer').hidden")
    assert browser.problems() == []


def test_what_is_no_picture_and_a_picture_without_a_code_are_told(browser: Any, desk: Desk, tmp_path: Path) -> None:
    browser.open(desk.page)
    (tmp_path / "a.png").write_bytes(b"hello")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    Image.new("L", (300, 300), 255).save(tmp_path / "b.png")
    files = {"a.png": "not_a_picture", "a.pdf": "pdf", "b.png": "no_code"}
    assert {name: uploaded(browser, tmp_path / name) for name in files} == files


def test_signed_text_that_means_harm_is_text(browser: Any, desk: Desk) -> None:
    """A trainer may have typed anything as a name."""
    browser.open(desk.page)
    evil = "<img src=x onerror=\"document.title='x'\">\u202e</script>"
    assert typed(browser, desk.sealed(name=evil)) == ["good"]
    assert browser.run("document.querySelectorAll('#result img, #result script').length") == 0
    assert browser.run("document.querySelector('dd.name').textContent") == evil.replace("\u202e", "")
    assert browser.run("document.title") == "Check a certificate"
    assert browser.problems() == []


def test_it_speaks_the_reader_s_language_and_turns_round_for_arabic(browser: Any, desk: Desk) -> None:
    browser.open(desk.page, ["ar-EG", "en"])
    assert browser.run("document.documentElement.dir") == "rtl"
    assert browser.run("getComputedStyle(document.body).direction") == "rtl"
    assert uploaded(browser, desk.scan()) == "good"
    before = shown(browser)
    assert "The code is true" not in before
    for language in ("fr", "es", "en"):
        browser.run(f"{CHOOSE}('{language}')")
        assert browser.run("document.documentElement.dir") == "ltr"
        assert shown(browser) != before
    assert "The code is true" in shown(browser)


def test_a_newer_list_voids_and_confirms_and_no_other_is_taken(browser: Any, desk: Desk, tmp_path: Path) -> None:
    browser.open(desk.page)
    other = Database.create(tmp_path / "other.db", name="Chamber", kind="office")
    with other.change("list") as tx:
        trust_list.write(tx, tmp_path / "other.json")
    with desk.database.change("replace and void", rehearse=True) as tx:
        keys.replace(tx)
        [one] = tx.rows("SELECT id FROM certificate WHERE number = :n", {"n": desk.made[1].number})
        register.void(tx, tx.get(Record, one[0]), "lost", AFTER)
        trust_list.write(tx, tmp_path / "newer.json")
        fact = Statement("SIYB-SYB-MM-2026-K7Q2M9D-0009-X", "Ma Aye", "completion", "SYB", "2026-04-01", "Chamber")
        later = seal(fact, keys.own(tx).public, keys.own(tx).sign)
    text = (tmp_path / "newer.json").read_text("utf-8")
    (tmp_path / "changed.json").write_text(text.replace(desk.made[1].number, desk.made[0].number), "utf-8")
    (tmp_path / "newest.json").write_text(text.replace('"version": 1', '"version": 2'), "utf-8")
    assert typed(browser, later, desk.made[1].code) == ["unknown_key", "good"]
    for name, expected in (
        ("other", "list_wrong"), ("changed", "list_wrong"), ("newest", "list_newer"), ("newer", "list_taken"),
        ("newer", "list_older"),
    ):  # fmt: skip
        browser.run("document.getElementById('list-said').dataset.said = ''")
        browser.choose("#list", tmp_path / f"{name}.json")
        assert browser.wait("document.getElementById('list-said').dataset.said") == expected
    assert typed(browser, later, desk.made[1].code) == ["good", "void"]


def test_a_trainer_s_certificate_names_the_trainer_and_the_office(browser: Any, tmp_path: Path) -> None:
    office = Database.create(tmp_path / "office.db", name="Chamber", kind="office")
    trainer = Ed25519PrivateKey.generate()
    public = trainer.public_key().public_bytes_raw()
    add_trainer(office, public)
    fact = Statement("SIYB-SYB-MM-2026-K7Q2M9D-0001-X", "Ma Aye", "completion", "SYB", "2026-04-01", "Chamber")
    code = seal(fact, public, trainer.sign)
    with office.change("page") as tx:
        check_page.write(tx, tmp_path / "before.html")
        [key] = [one for one in keys.known(tx) if one.public == public]
        keys.vouch(tx, key.id)
        check_page.write(tx, tmp_path / "after.html")
    browser.open(tmp_path / "before.html")
    assert typed(browser, code) == ["unknown_key"]
    browser.open(tmp_path / "after.html")
    assert typed(browser, code) == ["good"]
    text = shown(browser).replace("\u2068", "").replace("\u2069", "")
    assert "Issued by trainer Daw Mya, whose key Chamber confirmed." in text


def add_trainer(office: Database, public: bytes) -> None:
    """A trainer's key, as a workbook of theirs brings it."""
    import base64

    from db.ids import derived_id
    from db.models import Replica, SigningKey

    text = base64.b64encode(public).decode()
    with office.change("a trainer's key") as tx:
        tx.add(Replica(id="r-trainer", code="K7Q2M9D", name="Daw Mya", kind="trainer"))
        tx.add(SigningKey(id=derived_id("signing_key", "r-trainer", text), replica_id="r-trainer", public_key=text))
