"""Lists in which lines tell of the course: several above a table, or one between its rows."""

from pathlib import Path
from typing import Any

from further import Rows, course, head, person, skip, write_xlsx


def nigeria_sheets(folder: Path) -> dict[str, Any]:
    """English, a sheet per course: surnames beside other names, brackets of ages, a line per label."""
    truth = head("SIYB Kano cohort list.xlsx", "en", "NG")
    sheets: dict[str, Rows] = {}
    data = {
        "GYB Mar": ("GYB", "Date: 04/03/2019 - 06/03/2019", "2019-03-04", "2019-03-06"),
        "SYB Apr": ("SYB", "Date: 15th - 19th April 2019", "2019-04-15", "2019-04-19"),
    }
    for k, (nm, (p, d, s, e)) in enumerate(data.items()):
        course(truth, nm, [p], s, e, place="Kano", trainers=["Musa Ibrahim"], rows=[])
        rows: Rows = [
            ["FEDERAL MINISTRY OF LABOUR"],
            [f"Programme: {p}"],
            [d],
            ["Venue: Kano"],
            ["Facilitator: Musa Ibrahim"],
            [],
            [
                "S/N",
                "SURNAME",
                "OTHER NAMES",
                "SEX",
                "AGE RANGE",
                "GSM NO",
                "LGA",
                "EDUCATIONAL QUALIFICATION",
                "SIGNATURE",
            ],
        ]
        for i, (f, g, sx, b) in enumerate(
            [
                ("Abubakar", "Fatima", "F", "26-35"),
                ("Sani", "Ibrahim", "M", "16 - 25"),
                ("Okafor", "Ngozi", "F", "36-45"),
            ]
        ):
            ph = f"080{k}123456{i}"
            rows.append([i + 1, f, g, sx, b, ph, "Nassarawa", "SSCE", ""])
            person(
                truth,
                f"{nm}!{8 + i}",
                nm,
                full_name=f"{f} {g}",
                family_name=f,
                given_name=g,
                sex=sx,
                birth={"bracket": b.replace(" ", "")},
                phones=["+234" + ph[1:]],
                education="SSCE",
            )
        rows += [["TOTAL", "3"], [], ["", "Prepared by", "", "", "Date"]]
        sheets[nm] = rows
        skip(truth, "t", f"{nm}!1", f"{nm}!11", f"{nm}!13")
        truth["header_rows"].append(f"{nm}!7")
    write_xlsx(folder / truth["file"], sheets)
    return truth


def myanmar_sections(folder: Path) -> dict[str, Any]:
    """Burmese names below English headings; a line between the rows tells of each course."""
    truth = head("Shan participants all trainings.xlsx", "my", "MM")
    rows: Rows = [
        ["Participants of trainings in Shan State"],
        ["No", "Name (Myanmar)", "Name (English)", "Gender", "D.O.B", "NRC No.", "Ph No.", "Township"],
    ]
    r = 2
    for b, (title, p, s, e, _place) in enumerate(
        [
            ("GYB Training (Taunggyi) - 3 to 5 June 2019", "GYB", "2019-06-03", "2019-06-05", "Taunggyi"),
            ("SYB Training (Kalaw) - 17 to 21 June 2019", "SYB", "2019-06-17", "2019-06-21", "Kalaw"),
        ]
    ):
        rows.append([title])
        r += 1
        course(truth, f"c{b}", [p], s, e, rows=[f"All!{r}"])
        for i, (n, latin, w, sx, d, iso) in enumerate(
            [
                ("နန်းခမ်း", "Nan Kham", "Female", "F", "14-2-1990", "1990-02-14"),
                ("စိုင်းလုံ", "Sai Lon", "Male", "M", "30-8-1986", "1986-08-30"),
            ]
        ):
            r += 1
            ph = f"0942{b}0012{i}3"
            nid = f"13/TaKaNa(N)12345{i}"
            l2 = latin if b == 0 else ["Nan Mo", "Sai Aung"][i]
            n2 = n if b == 0 else ["နန်းမို", "စိုင်းအောင်"][i]
            rows.append([i + 1, n2, l2, w, d, nid, ph, "Taunggyi" if b == 0 else "Kalaw"])
            person(
                truth,
                f"All!{r}",
                f"c{b}",
                full_name=n2,
                latin_name=l2,
                sex=sx,
                birth={"date": iso},
                national_id=nid,
                phones=["+95" + ph[1:]],
                place="Taunggyi" if b == 0 else "Kalaw",
            )
    write_xlsx(folder / truth["file"], {"All": rows})
    skip(truth, "t", "All!1")
    truth["header_rows"] = ["All!2"]
    return truth


def words_of_headings(folder: Path) -> dict[str, Any]:
    """Cells that say what headings say, in a list without numbers; a count between the rows."""
    truth = head("Lilongwe list.xlsx", "en", "MW")
    course(truth, "c", ["SYB"], "2019-06-03", "2019-06-07", place="Lilongwe", rows=["L!1"])
    rows: Rows = [
        ["SYB training, 3-7 June 2019, Lilongwe"],
        ["Name", "Gender", "Occupation", "Institution", "Business", "Age"],
        ["Anna Banda", "Female", "Student", "College", "Business", 25],
        ["John Phiri", "Male", "Trainer", "School", "Company", 31],
        ["GYB: 5 women"],
        ["Mary Zulu", "Female", "Teacher", "University", "Enterprise", 40],
    ]
    for row in (3, 4, 6):
        name, sex, *_told, age = rows[row - 1]
        person(truth, f"L!{row}", "c", full_name=name, sex=sex[0], birth={"age": age, "on": "2019-06-03"})
    skip(truth, "a count", "L!5")
    write_xlsx(folder / truth["file"], {"L": rows})
    truth["header_rows"] = ["L!2"]
    return truth


SECTIONS = (nigeria_sheets, myanmar_sections, words_of_headings)
