"""What people do to a workbook, one sitting at LibreOffice each: steps for person.bas, done in one start of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

FORMATS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}
"""LibreOffice's names of what it saves."""

SENT = 14  # the last row of a participant in the workbook; spare rows follow
BELOW = 60  # a row beyond the spare ones
SPARE = 15  # the first spare row of the participants
FIRST = 3  # the first row of records

NAMES = (
    ("မခင်ထွေး", "Ma Khin Htwe", "F"),
    ("ສົມພອນ ວົງສາ", "Somphone Vongsa", "M"),
    ("Nguyễn Thị Lan", "", "F"),
    ("สมศักดิ์ ใจดี", "Somsak Jaidee", "M"),
    ("سارة أحمد", "Sara Ahmed", "F"),
    ("សុខ ដារ៉ា", "Sok Dara", "X"),
)

COPIED = {
    "Courses": "R", "Sessions": "I", "Attendance": "O", "Totals without names": "L", "Enterprises": "O",
    "Follow-ups": "M", "Visits": "I", "Trainers": "J",
}  # fmt: skip
"""The last columns of sheets of which a row is copied."""

WRONG: dict[tuple[str, int, str], Any] = {
    ("Courses", 5, "Code"): "KAB 7",
    ("Courses", 5, "Product"): "SYB",
    ("Courses", 5, "Trainers"): "Ko Ko",
    ("Trainers", 5, "Full name"): "Ko Ko",
    ("Participants", SPARE, "Course"): "KAB 7",
    ("Participants", SPARE, "Full name"): "Bat-Erdene",
    ("Participants", SPARE, "Sex"): "perhaps",
    ("Participants", SPARE, "Phone"): "00420 12",
    ("Participants", SPARE + 1, "Course"): "no such",
    ("Participants", SPARE + 1, "Full name"): "Saikhan",
    ("Participants", FIRST, "Birth year"): 1850,
    ("Participants", FIRST, "Remark"): "taken at once",
    ("Attendance", FIRST, "3"): "7",
    ("Attendance", 60, "Course"): "KAB 7",
    ("Attendance", 60, "Full name"): "Bat-Erdene",
    ("Attendance", 60, "1"): "X",
    ("Visits", FIRST, "Hours"): 99,
}
"""Cells by sheet, row and header, six of which must be refused, among others that must not."""


@dataclass(frozen=True)
class Sitting:
    """Steps done to `source` ("sent", "french", "template", "refusals" or an earlier sitting), and how it is saved."""

    steps: Sequence[tuple[str, ...]]
    source: str = "sent"
    form: str = "xlsx"
    saved_as: str = ""


_STEPS: dict[str, list[tuple[str, ...]]] = {
    "untouched": [],
    "edited": [
        ("type", "Participants", "L5", "0912 345 678"),
        ("type", "Participants", "J5", "12.03.1996"),
        ("type", "Participants", "U5", " YES "),
        ("type", "Participants", "Y5", "47.5"),
        ("type", "Courses", "E3", "=B2B: no formula"),
        ("type", "Sessions", "H3", "2.5"),
        ("type", "Attendance", "H5", "P"),
        ("type", "Attendance", "F5", "a"),
        ("type", "Totals without names", "F3", "4"),
        ("type", "Follow-ups", "I3", "Reached"),
        ("type", "Visits", "G3", "1.5"),
        ("type", "Trainers", "G3", "0099"),
        ("type", "Enterprises", "K3", "7"),
    ],
    "cleared": [
        ("clear", "Participants", "L5"),
        ("clear", "Attendance", "F3:G3"),
        ("clear", "Attendance", "D4:O4"),
        ("clear", "Participants", "F6"),
        ("clear", "Courses", "L3"),
    ],
    "protected": [("type", "Participants", "L5", "0912 345 678"), ("protect", "a word of her own")],
    "spare": [
        ("type", "Courses", "D5", "KAB 7"),
        ("type", "Courses", "F5", "SYB"),
        ("type", "Courses", "G5", "Luang Prabang"),
        ("type", "Courses", "K5", "New office"),
        ("type", "Courses", "L5", "Daw Mya; Ko Ko"),
        ("type", "Participants", "D15", "KAB 7"),
        ("type", "Participants", "F15", "Bat-Erdene"),
        ("type", "Participants", "L15", "00420"),
        ("type", "Attendance", "F15", "P"),
        ("type", "Attendance", "G15", "H"),
        ("type", "Visits", "D5", "KAB 7"),
        ("type", "Visits", "F5", "2026-05-01"),
        ("type", "Trainers", "F5", "Ko Ko"),
        ("type", "Trainers", "D5", "Ko Ko"),
        ("type", "Trainers", "F5", "M"),
    ],
    "below": [
        ("unprotect", "Participants"),
        ("unprotect", "Attendance"),
        ("type", "Participants", f"D{BELOW}", "SYB-1"),
        ("type", "Participants", f"F{BELOW}", "Bat-Erdene"),
        ("type", "Attendance", f"D{BELOW}", "SYB-1"),
        ("type", "Attendance", f"E{BELOW}", "Bat-Erdene"),
        ("type", "Attendance", f"H{BELOW}", "P"),
    ],
    "inserted": [
        ("unprotect", "Participants"),
        ("insert row", "Participants", "5"),
        ("type", "Participants", "D5", "SYB-1"),
        ("type", "Participants", "F5", "Bat-Erdene"),
        ("insert row", "Participants", "3"),
        ("type", "Participants", "D3", "007"),
        ("type", "Participants", "F3", "Bat-Erdene"),
    ],
    "deleted": [("unprotect", "Participants"), ("remove rows", "Participants", "5", "3")],
    "sorted": [
        ("unprotect", "Participants"),
        ("unprotect", "Attendance"),
        ("sort", "Participants", f"A3:AD{SENT}", "5", "down"),
        ("sort", "Attendance", f"A3:O{SENT}", "4", "down"),
        ("type", "Participants", "AD3", "first of all"),
    ],
    "sorted apart": [
        ("unprotect", "Participants"),
        ("unprotect", "Attendance"),
        ("sort", "Participants", f"D3:AD{SENT}", "2", "down"),
        ("sort", "Attendance", f"D3:O{SENT}", "1", "down"),
        ("type", "Participants", "L3", "changed afterwards"),
        ("type", "Attendance", "I3", "P"),
    ],
    "filled and sorted apart": [
        ("unprotect", "Participants"),
        ("unprotect", "Attendance"),
        *(("type", "Participants", f"Z{row}", str(60 + row)) for row in range(FIRST, SENT + 1)),
        *(("type", "Attendance", f"H{row}", "A" if row < 5 else "P") for row in range(FIRST, SENT + 1)),
        ("sort", "Participants", f"D3:AD{SENT}", "2", "down"),
        ("sort", "Attendance", f"D3:O{SENT}", "1", "up"),
    ],
    "header sorted among the rows": [
        ("unprotect", "Participants"),
        ("unprotect", "Attendance"),
        ("type", "Participants", "L3", "0912 000 111"),
        ("type", "Attendance", "H3", "A"),
        ("sort", "Participants", f"A2:AD{SENT}", "5", "down"),
        ("sort", "Attendance", f"A2:O{SENT}", "4", "down"),
    ],
    "header sorted among the rows, apart": [
        ("unprotect", "Participants"),
        ("unprotect", "Attendance"),
        ("type", "Participants", "L3", "0912 000 111"),
        ("type", "Attendance", "H3", "A"),
        ("sort", "Participants", f"D2:AD{SENT}", "2", "down"),
        ("sort", "Attendance", f"D2:O{SENT}", "1", "down"),
    ],
    "columns of few values sorted": [
        ("unprotect", "Participants"),
        ("unprotect", "Attendance"),
        ("sort", "Participants", f"U3:U{SENT}", "0", "up"),
        ("sort", "Attendance", f"F3:F{SENT}", "0", "up"),
    ],
    "filtered": [
        ("unprotect", "Participants"),
        ("filter", "Participants", f"A2:AD{SENT}", "5", NAMES[2][0]),
        ("type", "Participants", "L5", "seen through the filter"),
    ],
    "filtered and pasted": [
        ("unprotect", "Participants"),
        ("filter", "Participants", f"A2:AD{SENT}", "5", NAMES[2][0]),
        ("text", "Participants", "L5", "0912 000 000"),
        ("copy", "Participants", "L5", "L6"),  # a hidden row is pasted into as well
        ("copy", "Participants", "L5", "L7"),
    ],
    "one column sorted": [
        ("unprotect", "Participants"),
        ("sort", "Participants", f"F3:F{SENT}", "0", "up"),
        ("type", "Participants", "AD3", "a remark besides"),
    ],
    "row copied": [
        ("unprotect", "Participants"),
        ("copy", "Participants", "A5:AD5", f"A{BELOW}"),
        ("type", "Participants", f"F{BELOW}", "Her Sister"),
        ("copy", "Participants", "A6:AD6", f"A{BELOW + 1}"),
    ],
    "rows copied on every sheet": [
        *(("unprotect", sheet) for sheet in COPIED),
        *(("copy", sheet, f"A3:{last}3", f"A{BELOW}") for sheet, last in COPIED.items()),
        ("type", "Attendance", f"F{BELOW}", "A"),
        ("type", "Follow-ups", f"I{BELOW}", "Reached"),
        ("type", "Courses", f"D{BELOW}", "KAB 9"),
        ("type", "Sessions", f"E{BELOW}", "4"),
        ("type", "Totals without names", f"E{BELOW}", "Neighbours"),
        ("type", "Enterprises", f"D{BELOW}", "Her Shop"),
        ("type", "Visits", f"G{BELOW}", "1.5"),
        ("type", "Trainers", f"D{BELOW}", "U Ba"),
    ],
    "days moved": [
        ("unprotect", "Attendance"),
        ("move column", "Attendance", "7", "3"),  # the third day before the course
        ("hide column", "Attendance", "H"),
        ("insert column", "Attendance", "5"),
        ("type", "Attendance", "D5", "P"),
        ("sort", "Attendance", f"A3:P{SENT}", "6", "up"),
    ],
    "row copied above": [
        ("unprotect", "Participants"),
        ("insert row", "Participants", "3"),
        ("copy", "Participants", "A6:AD6", "A3"),
        ("type", "Participants", "F3", "Her Sister"),
    ],
    "row pasted over": [
        ("unprotect", "Participants"),
        ("copy", "Participants", "D5:AD5", "D6"),  # without the hidden ids
        ("copy", "Participants", "D5:AD5", "D15"),
        ("copy", "Participants", "D5:AD5", "D16"),
        ("type", "Participants", "F16", "Her Sister"),
    ],
    "cells pushed aside": [
        ("unprotect", "Participants"),
        ("remove cells", "Participants", "G5", "left"),
        ("insert cells", "Participants", "L6", "right"),
    ],
    "cells pushed up and down": [
        ("unprotect", "Participants"),
        ("remove cells", "Participants", "D5:AD5", "up"),  # with the cells of the ids left where they are
        ("type", "Participants", "AD5", "on the row that moved up"),
        ("unprotect", "Visits"),
        ("insert cells", "Visits", "D3:I3", "down"),
        ("type", "Visits", "D3", "SYB-1"),
        ("type", "Visits", "F3", "2026-05-01"),
    ],
    "cells merged": [
        ("unprotect", "Participants"),
        ("unite", "Participants", "O3:O8"),
        ("unite", "Participants", "D3:D8"),
        ("type", "Participants", "M5", "lan@example.org"),
    ],
    "signs replaced": [("unprotect", "Participants"), ("replace", "Participants", "0", "2")],
    "id pasted": [
        ("unprotect", "Participants"),
        ("copy", "Participants", "A5", "A6"),
        ("type", "Participants", "L5", "0912 000 222"),
        ("type", "Participants", "L6", "0912 000 333"),
    ],
    "somebody else": [
        ("type", "Participants", "F5", "Bat-Erdene"),
        ("type", "Participants", "I5", "M"),
        ("type", "Participants", "L5", "0999 123"),
        ("type", "Participants", "D15", "007"),
        ("type", "Participants", "F15", NAMES[0][0]),
        ("type", "Enterprises", "D4", "-Shop & Co <b>"),
    ],
    "spoilt by the spreadsheet": [
        ("unprotect", "Participants"),
        ("format", "Participants", "L3:AD8", "General"),
        ("type", "Participants", "L5", "0912345678"),
        ("type", "Participants", "O5", "1/2/2026"),
        ("type", "Participants", "Y5", "47%"),
        ("text", "Participants", "Y6", "47 %"),
        ("type", "Participants", "AD5", "2026-05-01"),
        ("format", "Courses", "N3", "General"),
        ("type", "Courses", "N3", "2:30"),
    ],
    "typed aside": [
        ("type", "About", "A30", "Lan moved away"),
        ("unprotect", "Lists"),
        ("text", "Lists", "A20", "My own product"),
        ("unprotect", "Participants"),
        ("text", "Participants", "AC5", "ABC-1"),
        ("unprotect", "Follow-ups"),
        ("text", "Follow-ups", "G5", "12"),
        ("text", "Follow-ups", "F6", "0999 1"),
    ],
    "column taken out": [
        ("unprotect", "Participants"),
        ("remove column", "Participants", "11"),
        ("type", "Participants", "L5", "lan@example.org"),
    ],
    "columns": [
        ("unprotect", "Participants"),
        ("move column", "Participants", "11", "5"),
        ("hide column", "Participants", "H"),
        ("insert column", "Participants", "7"),
        ("type", "Participants", "H2", "My own remark"),
        ("type", "Participants", "H5", "a dog"),
        ("type", "Participants", "G2", "THE NAME"),
        ("type", "Participants", "F5", "0912"),
    ],
    "sheets": [
        ("rename sheet", "Participants", "Teilnehmer"),
        ("copy sheet", "Teilnehmer", "Kopie"),
        ("type", "Kopie", "L5", "in the copy"),
        ("copy sheet", "Attendance", "Attendance (2)"),
        ("remove sheet", "Visits"),
        ("remove sheet", "About"),
    ],
    "trainers": [("type", "Courses", "L3", "Daw Mya; Ko Ko"), ("type", "Courses", "E4", "only the title")],
    "ids removed": [
        ("unprotect", "Participants"),
        ("remove column", "Participants", "0"),
        ("remove column", "Participants", "0"),
        ("remove column", "Participants", "0"),
        ("type", "Participants", "I5", "without ids"),
    ],
    "header removed": [
        ("unprotect", "Participants"),
        ("remove rows", "Participants", "2", "1"),
        ("type", "Participants", "L2", "first row"),
    ],
    "title inserted": [
        ("unprotect", "Trainers"),
        ("insert row", "Trainers", "2"),
        ("type", "Trainers", "D2", "Our trainers"),
        ("unprotect", "Participants"),
        ("insert row", "Participants", "1"),
        ("type", "Participants", "A1", "Our participants"),
    ],
    "wrong values": [
        ("type", "Participants", "I5", "perhaps"),
        ("type", "Participants", "J6", "12.03.2539"),
        ("type", "Participants", "K5", "1996.5"),
        ("type", "Participants", "K6", "2539"),
        ("type", "Participants", "D15", "NO-SUCH"),
        ("type", "Participants", "F15", "Bat-Erdene"),
        ("type", "Participants", "D16", "SYB-1"),
        ("type", "Participants", "F16", "Good row"),
        ("type", "Participants", "J16", "someday"),
        ("type", "Attendance", "F5", "7"),
    ],
    "errors": [
        ("formula", "Participants", "L5", "=NA()"),
        ("formula", "Participants", "Y5", "=1/0"),
        ("formula", "Participants", "Y6", "=20+2.5"),
        ("formula", "Participants", "M7", "=1/0"),  # was empty, and its row is as it was otherwise
        ("formula", "Courses", "I3", "=VLOOKUP(1;A1:A2;5;0)"),
        ("formula", "Attendance", "H6", "=NA()"),
        ("formula", "Attendance", "G6", "=NA()"),
    ],
    "formulas": [
        ("unprotect", "Participants"),
        ("format", "Participants", "J5:M5", "General"),
        ("formula", "Participants", "J5", "=DATE(1996;3;12)"),
        ("format", "Participants", "J5", "YYYY-MM-DD"),
        ("formula", "Participants", "L5", "=\"09\"&\"12 345 678\""),
        ("formula", "Participants", "M5", "=LOWER(\"LAN@\"&\"EXAMPLE.ORG\")"),
        ("format", "Participants", "U5", "General"),  # in a cell for text a formula is one
        ("formula", "Participants", "U5", "=PROPER(\"yes\")"),
        ("formula", "Participants", "Y5", "=SUM(40;7.5)"),
    ],
    "pasted as text": [
        ("text", "Participants", "J5", "12.03.1996"),
        ("text", "Participants", "K5", " ๑๙๙๖ "),
        ("text", "Participants", "L5", "0912 345 678"),
        ("text", "Participants", "U5", " YES "),
        ("text", "Participants", "Y5", "47,5"),
        ("text", "Follow-ups", "H3", "2026-09-10"),
        ("text", "Courses", "N3", "30"),
    ],
    "numbers of other places": [
        ("text", "Totals without names", "F3", "1,000"),
        ("text", "Totals without names", "G3", "2.000"),
        ("text", "Enterprises", "M3", "1\u202f000"),
        ("text", "Courses", "N3", "1,000"),
        ("text", "Courses", "N4", "0,125"),
        ("text", "Participants", "Y5", "٤٧٫٥"),
        ("text", "Participants", "Y6", "\u200f47\u200e"),
        ("text", "Participants", "J5", "\u200f12.03.1996"),
        ("text", "Participants", "U5", "\u2067YES\u2069"),
    ],
    "texts made numbers": [
        *(("unprotect", sheet) for sheet in ("Participants", "Courses", "Attendance")),
        ("format", "Participants", f"N{FIRST}:N{SENT}", "General"),
        *(("type", "Participants", f"N{row}", f"{(row - FIRST) % 6 + 1}") for row in range(FIRST, SENT)),
        ("type", "Participants", f"N{SENT}", "66"),  # was 006
        ("format", "Courses", "D4", "General"),
        ("type", "Courses", "D4", "7"),
        ("format", "Attendance", f"D{FIRST}", "General"),
        ("type", "Attendance", f"D{FIRST}", "7"),
    ],
    "labels of another language": [
        ("type", "Participants", "I5", "Homme"),
        ("type", "Participants", "U5", "oui"),
        ("type", "Participants", "AA5", "Abandon"),
    ],
    "language changed": [
        ("language", "fr", "FR"),
        ("unprotect", "Participants"),
        ("unprotect", "Sessions"),
        ("type", "Participants", "F2", "Nom et prénoms"),
        ("type", "Participants", "L2", "Téléphone"),
        ("type", "Sessions", "H2", "Heures"),
        ("rename sheet", "Trainers", "Formateurs"),
        ("type", "Participants", "L5", "0912 345 678"),
        ("type", "Participants", "J5", "1996-03-12"),
        ("type", "Sessions", "H3", "3,5"),
    ],
    "date system 1904": [
        ("date system 1904",),
        ("type", "Participants", "J5", "1996-03-12"),
        ("type", "Participants", "L6", "0912 345 678"),
        ("type", "Visits", "F3", "2026-05-01"),  # one of two dates of its sheet
    ],
    "renamed": [("type", "Participants", "L5", "0912 345 678")],
    "by Ann": [
        ("type", "Participants", "L5", "0911 111 111"),
        ("type", "Participants", "AD5", "Ann was here"),
        ("type", "Participants", "D15", "SYB-1"),
        ("type", "Participants", "F15", "Bat-Erdene"),
    ],
    "by Ben": [
        ("type", "Participants", "L5", "0922 222 222"),
        ("type", "Participants", "M5", "ben@example.org"),
        ("type", "Participants", "D15", "SYB-1"),  # the row that Ann used too
        ("type", "Participants", "F15", "Saikhan"),
    ],
}  # fmt: skip


def _filled_in(code: str, names: Sequence[str]) -> list[tuple[str, ...]]:
    """A template with a course and the marks of its people, in the rows that anybody would begin with."""
    steps: list[tuple[str, ...]] = [
        ("type", "Courses", f"D{FIRST}", code),
        ("type", "Courses", f"F{FIRST}", "SYB"),
        ("type", "Courses", f"I{FIRST}", "2026-03-12"),
        ("type", "Courses", f"L{FIRST}", "Daw Mya"),
    ]
    for row, name in enumerate(names, FIRST):
        steps += [
            ("type", "Participants", f"D{row}", code),
            ("type", "Participants", f"F{row}", name),
            ("type", "Participants", f"L{row}", f"00{row}"),
            ("type", "Attendance", f"F{row}", "P"),
        ]
    return [*steps, ("recalculate",)]


_OTHERS: dict[str, Sitting] = {
    "template of Ann": Sitting(_filled_in("SYB A", ["Somchai", "Malee"]), source="template"),
    "template of Ben": Sitting(_filled_in("SYB B", ["Khamla", "Bounmy", "Noy"]), source="template", form="ods"),
    "formulas, .ods": Sitting(_STEPS["formulas"], form="ods"),
    "formulas, .xls": Sitting(_STEPS["formulas"], form="xls"),
    "edited, .ods": Sitting(_STEPS["edited"], form="ods"),
    "edited, .xls": Sitting(_STEPS["edited"], form="xls"),
    "texts made numbers, .ods": Sitting(_STEPS["texts made numbers"], form="ods"),
    "texts made numbers, .xls": Sitting(_STEPS["texts made numbers"], form="xls"),
    "numbers of other places, .ods": Sitting(_STEPS["numbers of other places"], form="ods"),
    "protected, .ods": Sitting(_STEPS["protected"], form="ods"),
    "protected, .xls": Sitting(_STEPS["protected"], form="xls"),
    "errors, .ods": Sitting(_STEPS["errors"], form="ods"),
    "errors, .xls": Sitting(_STEPS["errors"], form="xls"),
    "edited, .ods and back": Sitting((), source="edited, .ods"),
    "renamed": Sitting(_STEPS["renamed"], saved_as="for the trainer final (2).xlsx"),
    "another language": Sitting(
        (
            ("type", "Participants", "I5", "Homme"),
            ("type", "Participants", "U5", "Yes"),
            ("type", "Participants", "AA5", "Abandon"),
            ("type", "Participants", "J5", "1996-03-12"),
        ),
        source="french",
    ),
    "later": Sitting((("type", "Participants", "L6", "0922 222 222"),), source="renamed"),
    "refusals corrected": Sitting(
        (
            ("type", "Participants", "K3", "1950"),
            ("type", "Participants", "I4", "Man"),
            ("type", "Participants", "D5", "KAB 7"),
            ("type", "Attendance", "H3", "P"),
            ("type", "Attendance", "F4", "P"),
            ("type", "Visits", "G3", "9"),
        ),
        source="refusals",
        form="ods",
    ),
}

SITTINGS = {name: Sitting(steps) for name, steps in _STEPS.items()} | _OTHERS
"""Every sitting by its name; one that goes on from another comes after it."""
