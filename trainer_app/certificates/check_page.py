"""The page that an office hands out or puts on its site: one HTML file that checks certificates without a network.

The office's public keys and its signed list are in it, its texts in every language, and the libraries that read QR
codes and check signatures (resources/check_page). Its Content-Security-Policy lets nothing in and nothing out.
"""

import base64
import hashlib
import json
import re
from datetime import datetime
from html import escape
from pathlib import Path

from db.database import Transaction
from trainer_app import settings, texts
from trainer_app.certificates import trust_list
from trainer_app.certificates.statement import COMMON
from trainer_app.saving import replacing
from trainer_app.texts import N_

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "check_page"
RIGHT_TO_LEFT = ("ar", "fa", "he", "ps", "ur")

TEXTS = {
    "title": N_("Check a certificate"),
    "language": N_("Language"),
    "intro": N_(
        "Photograph the square code on the certificate, or choose a picture of it. Nothing leaves this device: no "
        "network is needed."
    ),
    "photo": N_("Take a photo"),
    "choose": N_("Choose a picture"),
    "camera": N_("Look with the camera"),
    "stop": N_("Stop"),
    "by_text": N_("Type or paste the text of the code instead"),
    "paste": N_("Text of the code"),
    "check": N_("Check"),
    "working": N_("Reading the picture …"),
    "compare": N_("Does what the paper says agree with this?"),
    "answer_same": N_("Yes, all of it"),
    "answer_differs": N_("No, it differs"),
    "f_name": N_("Name"),
    "f_number": N_("Number"),
    "f_kind": N_("Certificate"),
    "f_product": N_("Training"),
    "f_dates": N_("Dates"),
    "f_issued": N_("Issued on"),
    "f_issuer": N_("Issued by"),
    "signed_office": N_("Signed by {office}."),
    "signed_trainer": N_("Issued by trainer {name}, whose key {office} confirmed."),
    "after_list": N_(
        "It was issued after the list of void numbers in this page was made. Ask {office} for a newer list to be sure "
        "that it is not void."
    ),
    "good_title": N_("The code is true"),
    "good": N_("Nothing in it was changed since it was signed. Now compare it with the paper."),
    "same_title": N_("Genuine"),
    "same": N_("{number} was given to {name}, and is not void."),
    "differs_title": N_("Not this paper"),
    "differs": N_(
        "The code belongs to {number} of {name}. The paper was changed, or carries the code of another certificate. Do "
        "not accept it."
    ),
    "void_title": N_("Void"),
    "void": N_("{office} made {number} void on {voided}. Do not accept this certificate."),
    "forged_title": N_("Forged or changed"),
    "forged": N_("The signature does not fit what the code says. Do not accept this certificate."),
    "retired_title": N_("Signed with an old key"),
    "retired": N_(
        "The code says that {number} was issued on {issued}, but its key is no longer in use since {retired}. Do not "
        "accept it before you have asked {office}."
    ),
    "unknown_key_title": N_("Signed with an unknown key"),
    "unknown_key": N_(
        "{office} has not confirmed the key that signed this code. It may be forged, or be newer than this page. Do "
        "not accept it before you have asked {office}."
    ),
    "newer_title": N_("Newer than this page"),
    "newer": N_("The code was made by a newer version of the application. Ask {office} for a new page."),
    "not_a_code_title": N_("Not a certificate’s code"),
    "not_a_code": N_("It is another kind of code, or a part of it is missing. Photograph the whole square."),
    "no_code_title": N_("No code found"),
    "no_code": N_("Take the picture again: nearer, sharp, without shadow, and with the whole square in it."),
    "pdf_title": N_("This is a PDF"),
    "pdf": N_("Open it, take a screenshot of the certificate with its code, and choose that picture here."),
    "not_a_picture_title": N_("Not a picture"),
    "not_a_picture": N_("The file cannot be opened as a picture. Choose a photo, a scan or a screenshot."),
    "too_large_title": N_("Too large a file"),
    "too_large": N_("Choose a smaller picture: a photo of the code alone is enough."),
    "no_camera_title": N_("No camera here"),
    "no_camera": N_("The browser does not let this page use the camera. Take a photo, or choose a picture."),
    "as_of": N_("Keys and void numbers as of {day}."),
    "load": N_("Load a newer list of void numbers"),
    "list_taken": N_("The list of {day} is used until this page is closed."),
    "list_older": N_("That list is of {day}, no newer than the one in use."),
    "list_wrong_title": N_("The list is not right"),
    "list_wrong": N_("That is no list signed by {office}, or it was changed. It is not used."),
    "list_newer_title": N_("A newer list"),
    "list_newer": N_("That list was made by a newer version of the application. Ask {office} for a new page."),
}  # fmt: skip
"""What the page says, by the names that its script has for them."""

_KINDS = {
    "attendance": N_("Attendance"),
    "completion": N_("Completion"),
    "tot": N_("Training of trainers"),
    "trainer": N_("Trainer"),
    "master_trainer": N_("Master trainer"),
    "facilitator": N_("Facilitator"),
    "enterprise": N_("Enterprise"),
    "organisation": N_("Organisation"),
    "promoter": N_("Promoter"),
    "key_facilitator": N_("Key facilitator"),
    "international_key_facilitator": N_("International key facilitator"),
    "expert": N_("Expert trainer"),
}
"""As register.KINDS, for readers of other languages than the office's."""

_NOSCRIPT = N_("The page needs JavaScript, which is switched off in this browser.")


def write(tx: Transaction, path: Path, now: datetime | None = None) -> trust_list.TrustList:
    """Write the page with this database's keys and its list as of now; returns the list."""
    page, found = compose(tx, now)
    with replacing(path) as partial:
        partial.write_text(page, "utf-8", newline="\n")
    return found


def compose(tx: Transaction, now: datetime | None = None) -> tuple[str, trust_list.TrustList]:
    """The page's text, and the list that is in it."""
    found = trust_list.compose(tx, now)
    codes = [code for code, _name in settings.PAGE_LANGUAGES]
    data = {
        "replica": found.replica, "keys": [one.public for one in found.keys if one.replica == found.replica],
        "list": trust_list.signed(tx, found), "common": COMMON, "language": settings.get(tx, "language") or "en",
        "language_names": dict(settings.PAGE_LANGUAGES),
        "right_to_left": [code for code in codes if code in RIGHT_TO_LEFT],
        "texts": {code: _in(code, TEXTS) for code in codes},
        "kinds": {code: _in(code, _KINDS) for code in codes},
    }  # fmt: skip
    style, libraries, script = (_resource(name) for name in ("page.css", "libraries.js", "page.js"))
    translate, title = texts.on_page_in(str(data["language"])), TEXTS["title"]
    filled = {
        "policy": escape(_policy(style, libraries, script)), "title": escape(translate(title)), "style": style,
        "noscript": escape(translate(_NOSCRIPT)), "libraries": libraries, "script": script,
        "data": json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
    }  # fmt: skip
    return re.sub(r"\{\{(\w+)\}\}", lambda match: filled[match[1]], _resource("page.html")), found


def _in(language: str, messages: dict[str, str]) -> dict[str, str]:
    translate = texts.on_page_in(language)
    return {key: translate(message) for key, message in messages.items()}


def _policy(style: str, *scripts: str) -> str:
    """Only what stands in the page runs, and it reaches nothing: told by the hashes of its parts."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'; "
        "connect-src 'none'; img-src blob:; media-src blob:"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _resource(name: str) -> str:
    """A part of the page, as a browser sees it: line ends are one character to it."""
    return (RESOURCES / name).read_text("utf-8")
