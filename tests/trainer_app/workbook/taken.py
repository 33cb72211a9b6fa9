"""What a merge of a workbook that people edited did, in words that people know.

`take` checks of each file that the ledger adds up, that every change tells its file, sheet and cell, that the database
is sound and that the same file again brings nothing. The files of the tests of people were really edited by LibreOffice
(sittings.py); which test sees which of what people do:

| what people do | sittings |
| --- | --- |
| cells edited, cleared | edited; cleared |
| rows typed into spare rows, below them, inserted in the middle | spare; below; inserted |
| rows deleted, titles put above | deleted; title inserted |
| sorted: whole rows, without their ids, one column alone | sorted; sorted apart; one column sorted |
| sorted with the header: whole rows, without their ids | header sorted among the rows; the same, apart |
| the same: a column was filled first; of yes and no | filled and sorted apart; columns of few values sorted |
| filtered and edited, filtered and pasted | filtered; filtered and pasted |
| a row copied, below and above, over others | row copied; row copied above; row pasted over |
| rows copied on the other sheets | rows copied on every sheet |
| cells put in, taken out, merged | cells pushed aside; cells pushed up and down; cells merged |
| signs replaced everywhere, ids pasted, rows of another workbook | signs replaced; id pasted; a test of its own |
| another person typed over somebody, or typed twice | somebody else |
| texts that became dates, shares, numbers | spoilt by the spreadsheet |
| typed where nothing is read | typed aside |
| a column moved, hidden, inserted, taken out, header text changed | columns; days moved; column taken out |
| ids or headers taken out | ids removed; header removed |
| a sheet renamed, copied, deleted | sheets |
| workbook in another language, labels of another one | another language; labels of another language |
| saved as .ods and back, as .xls | edited, .ods; edited, .ods and back; edited, .xls; test_round_trip |
| values pasted as text, texts converted to numbers | pasted as text; numbers of other places; texts made numbers |
| formulas typed | formulas; formulas, .ods; formulas, .xls; errors |
| an empty template filled in, by two people | template of Ann; template of Ben |
| date system switched to 1904 | date system 1904 |
| sheets and their order protected with a password of one's own | protected; protected, .ods; protected, .xls |
| file renamed "final (2)" | renamed |
| two people edit two copies of one file | by Ann; by Ben |
| the same file twice, an old one after a new one | all (`take`); renamed; later |
| values that cannot be | wrong values; by rule: test_rules; corrected: test_refusals |
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.database import Database
from trainer_app import dump
from trainer_app.checking import check
from trainer_app.exchange.merging import FilePlan, merge


@dataclass
class Seen:
    """What a merge did, in words: new records and changed fields by names that people know."""

    new: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    changed: set[tuple[str, str, str, Any]] = field(default_factory=set)
    gone: set[tuple[str, str]] = field(default_factory=set)


def records(database: Database) -> dict[tuple[str, str], dict[str, Any]]:
    with database.read() as tx:
        lines = [json.loads(line) for line in dump.lines(tx)]
    return {(line["table"], line["id"]): line["fields"] for line in lines if not line.get("deleted")}


def name_of(there: dict[tuple[str, str], dict[str, Any]], table: str, record: str) -> str:
    """How people would call a record."""
    fields = there.get((table, record), {})
    if table == "person":
        return str(fields.get("full_name"))
    if table == "course":
        return str(fields.get("code"))
    if table in ("enrolment", "course_trainer"):
        return f"{name_of(there, 'course', fields['course_id'])} {name_of(there, 'person', fields['person_id'])}"
    if table == "attendance":
        number = there.get(("course_session", fields["session_id"]), {}).get("number")
        return f"{name_of(there, 'enrolment', fields['enrolment_id'])} {number}"
    if table == "follow_up":
        return name_of(there, "enrolment", fields["enrolment_id"])
    if "course_id" in fields:
        return name_of(there, "course", fields["course_id"])
    return str(fields.get("name"))


def compare(before: dict[tuple[str, str], dict[str, Any]], after: dict[tuple[str, str], dict[str, Any]]) -> Seen:
    seen = Seen()
    for (table, record), fields in after.items():
        old = before.get((table, record))
        if old is None:
            known = dict(fields) | {"": name_of(after, table, record)}
            seen.new.setdefault(table, []).append(known)
            continue
        for name in old.keys() | fields.keys():
            if old.get(name) != fields.get(name):
                seen.changed.add((table, name_of(before, table, record), name, fields.get(name)))
    seen.gone = {(table, name_of(before, table, record)) for table, record in before.keys() - after.keys()}
    return seen


def take(office: Database, path: Path, *, refused: int = 0) -> tuple[Seen, FilePlan]:
    """Merge a file; the ledger adds up, the database is sound, and the same file again brings nothing."""
    before = records(office)
    plan = merge(office, [path], apply=True).files[0]
    seen = compare(before, records(office))
    for ledger in plan.ledgers:
        assert ledger.read == ledger.new + ledger.changed + ledger.same + ledger.held + ledger.refused
    assert_told(office, path)
    assert sum(refusal.cells for refusal in plan.refusals) == refused, plan.refusals
    assert not [finding for finding in check(office) if finding.wrong]
    assert not merge(office, [path], apply=True).changes_anything
    return seen, plan


def assert_told(office: Database, path: Path) -> None:
    """Every change that the file brought says from which file, sheet and cell (of a new row: which row)."""
    with office.read() as tx:
        rows = tx.rows(
            "SELECT kind, origin, fields FROM change "
            "WHERE action_id = (SELECT max(id) FROM action WHERE kind = 'merge')"
        )
    for kind, origin, fields in rows:
        told = json.loads(origin)
        assert told["file"] == path.name
        assert told["sheet"]
        assert "cell" in told or (kind == "create" and told["row"]) or fields == '{"deleted":true}', (told, fields)


LAN = "Nguyễn Thị Lan"
LAN_IN_007 = f"007 {LAN}"
NAMES = ("မခင်ထွေး", "ສົມພອນ ວົງສາ", LAN)


def names(found: list[dict[str, Any]]) -> list[str]:
    return sorted(record[""] for record in found)


TYPED = {
    ("person", LAN, "birth_date", "1996-03-12"),
    ("person", LAN, "phones", "0912 345 678"),
    ("enrolment", f"007 {LAN}", "has_business", True),
    ("enrolment", f"007 {LAN}", "pre_test", 47.5),
}
