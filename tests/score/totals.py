"""Totals and firms in other layouts: women and men in words, visitors who do not count, owners told by their sex."""

from datetime import date
from pathlib import Path
from typing import Any

from further import Rows, course, head, person, skip, write_xlsx


def ghana_score(folder: Path) -> dict[str, Any]:
    """English SCORE: the sex of the owner, modules by date, a cross beside ticks."""
    truth = head("SCORE Ghana - SMEs cohort 3.xlsx", "en", "GH")
    course(truth, "m1", ["SCORE-M1"], "2019-09-16", "2019-09-17", rows=[])
    course(truth, "m3", ["SCORE-M3"], "2019-12-02", "2019-12-03", rows=[])
    firm_rows = [
        ["SCORE Training Ghana, cohort 3"],
        [
            "No",
            "Name of SME",
            "Location",
            "Sub-sector",
            "Owner (F/M)",
            "Number of workers",
            "",
            "",
            "Date of module 1",
            "Date of module 3",
            "Union (Y/N)",
        ],
        ["", "", "", "", "", "Female", "Male", "Total", "", "", ""],
    ]
    people_rows = [
        ["Training participants"],
        ["SME", "Participant's name", "Sex", "Function", "M / W", "Phone", "Module 1", "", "Module 3", ""],
        ["", "", "", "", "", "", "D1", "D2", "D1", "D2"],
    ]
    kpi_rows = [
        ["SME", "KPI", "Unit", "Baseline", "After"],
    ]
    firms = [
        ("Adom Foods Ltd", "Kumasi", "Agro-processing", "F", 35, 25, 60, True, True),
        ("Volta Garments", "Ho", "Garments", "M", 90, 12, 102, False, False),
    ]
    pp = [
        ["Abena Mensah", "Kwame Boateng", "Akosua Owusu", "Yaw Darko"],
        ["Efua Asante", "Kofi Agyeman", "Esi Ansah", "Kojo Appiah"],
    ]
    for f, (n, loc, sec, ow, w, m, tot, un, both) in enumerate(firms):
        firm_rows.append(
            [
                f + 1,
                n,
                loc,
                sec,
                ow,
                w,
                m,
                tot,
                "16-17 Sept 2019",
                "2-3 Dec. 2019" if both else "not yet",
                "Y" if un else "N",
            ]
        )
        kpi_rows.append([n, "Defect rate", "%", 4.2 if f == 0 else "6.0%", 3.1 if f == 0 else "n.a."])
        k = {"kpi": "defects", "unit": "%", "baseline": 4.2 if f == 0 else 6.0, "row": f"KPIs!{2 + f}"}
        if f == 0:
            k["after"] = 3.1
        truth["enterprises"].append(
            {
                "key": f"f{f}",
                "name": n,
                "sector": sec,
                "place": loc,
                "owner_sex": ow,
                "workers_women": w,
                "workers_men": m,
                "workers_total": tot,
                "union": un,
                "courses": ["m1", "m3"] if both else ["m1"],
                "kpis": [k],
                "rows": [f"SMEs!{4 + f}"],
            }
        )
        for i, who in enumerate(pp[f]):
            r = 4 + 4 * f + i
            pos = ["CEO", "Production Manager", "Machine operator", "Packer"][i]
            ph = f"024{f}55{i}123"
            people_rows.append(
                [
                    n if i == 0 else "",
                    who,
                    "FMFM"[i],
                    pos,
                    "MMWW"[i],
                    ph,
                    "✓",
                    "✓" if i != 2 else "x",
                    "✓" if both else "",
                    "✓" if both else "",
                ]
            )
            mk = [1, 0 if i == 2 else 1]
            person(
                truth,
                f"People!{r}",
                "m1",
                full_name=who,
                sex="FMFM"[i],
                phones=["+233" + ph[1:]],
                enterprise=f"f{f}",
                role="manager" if i < 2 else "worker",
                enrolment={"attendance": {"unit": "day", "present": sum(mk), "of": 2, "marks": mk}},
            )
            if both:
                truth["enrolments"].append(
                    {
                        "person": truth["persons"][-1]["key"],
                        "course": "m3",
                        "row": f"People!{r}",
                        "attendance": {"unit": "day", "present": 2, "of": 2, "marks": [1, 1]},
                    }
                )
    firm_rows.append(["", "Total", "", "", "", 125, 37, 162])
    skip(truth, "t", "SMEs!1", "SMEs!6", "People!1")
    write_xlsx(folder / truth["file"], {"SMEs": firm_rows, "People": people_rows, "KPIs": kpi_rows})
    truth["header_rows"] = ["SMEs!2", "SMEs!3", "People!2", "People!3", "KPIs!1"]
    return truth


def pakistan_partner(folder: Path) -> dict[str, Any]:
    """English totals: men and women in words, all of one sex, amounts grouped as in South Asia."""
    truth = head("Progress report Jul-Dec 2019 (KPK).xlsx", "en", "PK")
    rows: Rows = [
        ["Half-yearly progress report"],
        ["Partner: Hunar Foundation"],
        ["Reporting period: July - December 2019"],
        [],
        ["Sr.", "Training / activity", "Dates", "Venue", "Participants", "Total cost (PKR)", "Remarks"],
        [1, "GYB", "22-24 July 2019", "Peshawar", "M=12; F=13", 150000, ""],
        [2, "SYB", "Aug 5 - 9, 2019", "Mardan", "30 (18 female)", "2,40,000", ""],
        [3, "SYB ToT", "02/09/2019 to 11/09/2019", "Islamabad", "8 men and 7 women", "", ""],
        [4, "IYB", "14.10.2019 - 18.10.2019", "Swat", "20 (all women)", "", ""],
        [5, "GYB", "Nov 2019", "Kohat", "25 (60% female)", "", "exact dates to follow"],
        ["", "Sub total", "", "", 113, "", ""],
        ["6", "Awareness walk on entrepreneurship", "10/12/2019", "Peshawar", "about 500 people", "", ""],
    ]
    told = [
        ("GYB", "2019-07-22", "2019-07-24", "Peshawar", 13, 12, None, 150000),
        ("SYB", "2019-08-05", "2019-08-09", "Mardan", 18, 12, None, 240000),
        ("SYB-TOT", "2019-09-02", "2019-09-11", "Islamabad", 7, 8, None, None),
        ("IYB", "2019-10-14", "2019-10-18", "Swat", 20, 0, None, None),
        ("GYB", "2019-11", "2019-11", "Kohat", 15, 10, None, None),
    ]
    for i, (p, s, e, pl, w, m, u, c) in enumerate(told):
        course(truth, f"a{i}", [p], s, e, place=pl, organiser="Hunar Foundation", cost=c, rows=[])
        truth["headcounts"].append(
            {"course": f"a{i}", "women": w, "men": m, "other": None, "unknown": u, "row": f"Report!{6 + i}"}
        )
    truth["must_ask"] = [{"cell": "Report!C10", "why": "month"}]
    write_xlsx(folder / truth["file"], {"Report": rows})
    skip(truth, "t", "Report!1", "Report!2", "Report!3", "Report!11", "Report!12")
    truth["header_rows"] = ["Report!5"]
    return truth


def bolivia_totals(folder: Path) -> dict[str, Any]:
    """Spanish totals in two columns, visitors who are not participants below the total."""
    truth = head("Informe trimestral socio.xlsx", "es", "BO")
    rows: Rows = [
        ["INFORME TRIMESTRAL - Fundación Emprender"],
        [],
        [
            "N°",
            "Actividad",
            "Fecha de inicio",
            "Fecha de término",
            "Municipio",
            "Hombres",
            "Mujeres",
            "Total",
            "Costo (Bs)",
            "Observaciones",
        ],
        [1, "Capacitación GIN", date(2019, 4, 8), date(2019, 4, 10), "El Alto", 10, 14, 24, 3500, ""],
        [2, "Taller ISUN", "15/04/2019", "19/04/2019", "Sucre", "12", "", "12", "", ""],
        [3, "Formación de formadores ISUN", "06/05/2019", "17/05/2019", "La Paz", 9, 9, 18, "12.500,00", ""],
        [4, "ISUN", "20/05/2019", "24/05/2019", "Potosí", 11, 13, 25, "", ""],
        ["", "TOTAL", "", "", "", 42, 36, 79, 16000, ""],
        ["", "Feria de emprendedores (público)", "", "", "Sucre", "", "", "aprox. 1.200 visitantes", "", ""],
    ]
    told = [
        ("GYB", "2019-04-08", "2019-04-10", "El Alto", 14, 10, 3500),
        ("SYB", "2019-04-15", "2019-04-19", "Sucre", None, 12, None),
        ("SYB-TOT", "2019-05-06", "2019-05-17", "La Paz", 9, 9, 12500),
        ("SYB", "2019-05-20", "2019-05-24", "Potosí", 13, 11, None),
    ]
    for i, (p, s, e, pl, w, m, c) in enumerate(told):
        course(truth, f"a{i}", [p], s, e, place=pl, cost=c, rows=[])
        truth["headcounts"].append(
            {"course": f"a{i}", "women": w, "men": m, "other": None, "unknown": None, "row": f"Informe!{4 + i}"}
        )
    truth["must_ask"] = [{"cell": "Informe!G5", "why": "empty"}, {"cell": "Informe!H7", "why": "sum"}]
    write_xlsx(folder / truth["file"], {"Informe": rows})
    skip(truth, "t", "Informe!1", "Informe!8", "Informe!9")
    truth["header_rows"] = ["Informe!3"]
    return truth


def nepal_totals_3rows(folder: Path) -> dict[str, Any]:
    """Nepali totals: local dates, digits of both scripts, listeners who do not count."""
    truth = head("Partner progress 2076-77.xlsx", "ne", "NP", "bikram_sambat")
    rows: Rows = [
        ["साझेदार संस्थाको प्रगति प्रतिवेदन"],
        ["संस्था: ग्रामीण उद्यम केन्द्र"],
        ["क्र.सं.", "क्रियाकलाप", "मिति", "स्थान", "सहभागी संख्या", "", "", "खर्च रु.", "कैफियत"],
        ["", "", "", "", "महिला", "पुरुष", "जम्मा", "", ""],
        [1, "SYB तालिम", "2076/05/08 देखि 2076/05/12 सम्म", "धनगढी", 14, 6, 20, "85,000", ""],
        [2, "GYB तालिम", "२०७६ असोज २-४", "टीकापुर", "१८", "७", "२५", "", ""],
        ["", "जम्मा", "", "", 32, 13, 45, "", ""],
        ["३", "रेडियो कार्यक्रम", "२०७६ असोज", "", "", "", "५००० श्रोता", "", ""],
    ]
    for i, (p, s, e, pl, w, m, c) in enumerate(
        [
            ("SYB", "2019-08-25", "2019-08-29", "धनगढी", 14, 6, 85000),
            ("GYB", "2019-09-19", "2019-09-21", "टीकापुर", 18, 7, None),
        ]
    ):
        course(truth, f"a{i}", [p], s, e, place=pl, cost=c, rows=[])
        truth["headcounts"].append(
            {"course": f"a{i}", "women": w, "men": m, "other": None, "unknown": None, "row": f"Q!{5 + i}"}
        )
    write_xlsx(folder / truth["file"], {"Q": rows})
    skip(truth, "t", "Q!1", "Q!7", "Q!8")
    truth["header_rows"] = ["Q!3", "Q!4"]
    return truth


def laos_totals(folder: Path) -> dict[str, Any]:
    """Lao totals: a word before a number, a total row in the script."""
    truth = head("ລາຍງານໄຕມາດ 2.xlsx", "lo", "LA")
    rows: Rows = [
        ["ບົດລາຍງານປະຈຳໄຕມາດ 2/2019"],
        ["ລ/ດ", "ກິດຈະກຳ", "ວັນທີ", "ສະຖານທີ່", "ຈຳນວນຜູ້ເຂົ້າຮ່ວມ", "", "ງົບປະມານ (ກີບ)"],
        ["", "", "", "", "ລວມ", "ຍິງ", ""],
        [1, "ຝຶກອົບຮົມ GYB", "8-10/4/2019", "ປາກເຊ", 25, 15, "12.000.000"],
        [2, "ຝຶກອົບຮົມ SYB", "22-26/4/2019", "ສະຫວັນ", "30", "ຍິງ 18", ""],
        ["", "ລວມ", "", "", 55, 33, ""],
    ]
    for i, (p, s, e, pl, w, m, c) in enumerate(
        [
            ("GYB", "2019-04-08", "2019-04-10", "ປາກເຊ", 15, 10, 12000000),
            ("SYB", "2019-04-22", "2019-04-26", "ສະຫວັນ", 18, 12, None),
        ]
    ):
        course(truth, f"a{i}", [p], s, e, place=pl, cost=c, rows=[])
        truth["headcounts"].append(
            {"course": f"a{i}", "women": w, "men": m, "other": None, "unknown": None, "row": f"Q2!{4 + i}"}
        )
    write_xlsx(folder / truth["file"], {"Q2": rows})
    skip(truth, "t", "Q2!1", "Q2!6")
    truth["header_rows"] = ["Q2!2", "Q2!3"]
    return truth


def vietnam_kab(folder: Path) -> dict[str, Any]:
    """Vietnamese classes: what counts people stands only in the second row of the header."""
    truth = head("Bao cao KAB 2020-2021.xlsx", "vi", "VN")
    rows: Rows = [
        ["BÁO CÁO SỐ LƯỢNG SINH VIÊN HỌC KAB NĂM HỌC 2020 - 2021"],
        ["STT", "Tên trường", "Lớp", "Giảng viên", "Số tiết", "Số sinh viên", "", ""],
        ["", "", "", "", "", "Tổng số", "Nam", "Nữ"],
        [1, "Trường CĐ Nghề Hà Nam", "CĐ K12", "Nguyễn Văn An", 75, 40, 22, 18],
        [2, "", "CĐ K13", "Phạm Thị Bình", 75, "38", "20", "18"],
        [3, "ĐH Tây Bắc", "QTKD 1", "Lò Văn Chung", "60 tiết", 45, 20, 26],
        ["", "Cộng", "", "", "", 123, 62, 62],
    ]
    sch = ""
    for i, r in enumerate(rows[3:6]):
        sch = r[1] or sch
        course(
            truth,
            f"k{i}",
            ["KAB"],
            "2020",
            "2021",
            organiser=sch,
            trainers=[r[3]],
            hours=60 if i == 2 else 75,
            school_year="2020-2021",
            rows=[],
        )
        truth["courses"][-1].pop("start")
        truth["courses"][-1].pop("end")
        truth["headcounts"].append(
            {
                "course": f"k{i}",
                "women": int(r[7]),
                "men": int(r[6]),
                "other": None,
                "unknown": None,
                "row": f"KAB!{4 + i}",
            }
        )
    truth["must_ask"] = [{"cell": "KAB!F6", "why": "sum"}]
    write_xlsx(folder / truth["file"], {"KAB": rows})
    skip(truth, "t", "KAB!1", "KAB!7")
    truth["header_rows"] = ["KAB!2", "KAB!3"]
    return truth


TOTALS = (ghana_score, pakistan_partner, bolivia_totals, nepal_totals_3rows, laos_totals, vietnam_kab)
