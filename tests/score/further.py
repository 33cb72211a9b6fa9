"""Further lists of every kind in other words, layouts, languages, scripts and calendars, each with its truth."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

Rows = list[list[Any]]
Make = Callable[[Path], dict[str, Any]]


def write_all(folder: Path, lists: Iterable[Make] | None = None) -> None:
    """Write every list into a folder of its own below `folder`."""
    for number, make in enumerate(lists or LISTS, 1):
        name = f"{number:02}_{make.__name__}"
        (folder / name).mkdir()
        truth = make(folder / name)
        (folder / name / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")


def write_xlsx(path: Path, sheets: dict[str, Rows]) -> None:
    """A workbook whose cells are text, numbers and dates as given."""
    with Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def head(file: str, language: str, country: str, calendar: str = "gregorian") -> dict[str, Any]:
    """The head of a truth with every list empty."""
    lists = (
        "courses", "persons", "enrolments", "headcounts", "enterprises", "trainers", "followups", "same_person",
        "not_same", "must_ask", "must_refuse", "must_skip", "must_decide", "header_rows",
    )  # fmt: skip
    truth: dict[str, Any] = {name: [] for name in lists}
    return {"schema": 1, "file": file, "language": language, "country": country, "calendar": calendar} | truth


def person(truth: dict[str, Any], row: str, course: str | None, **told: Any) -> None:
    """Add a person of one row and, with a course, the enrolment; `enrolment` holds what is told of that."""
    enrolment = told.pop("enrolment", {})
    key = f"p{len(truth['persons']) + 1:03}"
    truth["persons"].append({"key": key, "rows": [row], **told})
    if course is not None:
        blank = {"attendance": None, "outcome": None, "certificate_no": None}
        truth["enrolments"].append({"person": key, "course": course, "row": row, **blank, **enrolment})


def course(truth: dict[str, Any], key: str, products: list[str], start: str, end: str, **told: Any) -> None:
    """Add a course."""
    truth["courses"].append({"key": key, "products": products, "start": start, "end": end, **told})


def skip(truth: dict[str, Any], why: str, *rows: str) -> None:
    """Add rows that are nobody's."""
    truth["must_skip"] += [{"row": row, "why": why} for row in rows]


def cambodia_khmer_course_sheet(folder: Path) -> dict[str, Any]:
    """Khmer: a labelled course line with the Khmer colon, digits of the script, women and men as letters."""
    people = [
        ("សុខ សុភា", "Sok Sophea", "ស", "២៩", 29, "០១២ ៣៤៥ ៦៧៨", "+85512345678", "ឫស្សីកែវ"),
        ("ចាន់ ដារ៉ា", "Chan Dara", "ប", "34", 34, "092 345 679", "+85592345679", "ដង្កោ"),
        ("គឹម សុខា", "Kim Sokha", "ស", "៤១", 41, "15345680", "+85515345680", '"'),
        ("លី វណ្ណៈ", "Ly Vannak", "ប", "២២", 22, "077345681", "+85577345681", "ដង្កោ"),
    ]
    rows: Rows = [
        ["បញ្ជីឈ្មោះសិក្ខាកាម"],
        ["វគ្គ៖ SYB   កាលបរិច្ឆេទ៖ ៥-៩ សីហា ២០១៩   ទីកន្លែង៖ សាលាខេត្តកណ្តាល"],
        [],
        ["ល.រ", "គោត្តនាម និងនាម", "អក្សរឡាតាំង", "ភេទ", "អាយុ", "លេខទូរស័ព្ទ", "ស្រុក", "ផ្សេងៗ"],
        *[[i, n, latin, s, a, ph, d, ""] for i, (n, latin, s, a, _age, ph, _e, d) in enumerate(people, 1)],
        ["", "សរុប", "", "ស្រី ២"],
    ]
    write_xlsx(folder / "បញ្ជី.xlsx", {"វគ្គទី១": rows})
    truth = head("បញ្ជី.xlsx", "km", "KH")
    course(truth, "c1", ["SYB"], "2019-08-05", "2019-08-09", place="សាលាខេត្តកណ្តាល", rows=["វគ្គទី១!2"])
    for i, (name, latin, sex, _a, age, _ph, phone, place) in enumerate(people):
        place = "ដង្កោ" if place == '"' else place
        person(truth, f"វគ្គទី១!{5 + i}", "c1", full_name=name, latin_name=latin, sex={"ស": "F", "ប": "M"}[sex],
               birth={"age": age, "on": "2019-08-05"}, phones=[phone], place=place)  # fmt: skip
    skip(truth, "title or total", "វគ្គទី១!1", "វគ្គទី១!9")
    truth["header_rows"] = ["វគ្គទី១!4"]
    return truth


def kenya_county_sheets(folder: Path) -> dict[str, Any]:
    """English, a sheet per county, ticks under the packages with dates below, ditto marks, sub-totals."""
    truth = head("Beneficiaries FINAL v2.xlsx", "en", "KE")
    sheets: dict[str, Rows] = {}
    plan = {"Nakuru": ("4-6/3/2019", "11-15/3/2019", "2019-03"), "Kisumu": ("2-4/9/2019", "9-13/9/2019", "2019-09")}
    names = [("Mrs. Achieng Otieno", "F"), ("Kamau Mwangi", "M"), ("Wanjiku Njoroge", "F"), ("Mr. Kiprop Cheruiyot", "M"),
             ("Akinyi Odhiambo", "F"), ("Mutua Musyoka", "M")]  # fmt: skip
    for number, (county, (first, second, month)) in enumerate(plan.items()):
        rows: Rows = [
            ["", "Youth Enterprise Programme"],
            [f"List of beneficiaries - {county} County"],
            [],
            ["S/No", "Name of participant", "Gender", "Date of birth", "Mobile no.", "Village", "Package attended", "", "Remarks"],
            ["", "", "", "", "", "", "GYB", "SYB", ""],
            ["", "", "", "", "", "", first, second, ""],
        ]  # fmt: skip
        days = [("04", "06", "11", "15"), ("02", "04", "09", "13")][number]
        course(truth, f"{county}-g", ["GYB"], f"{month}-{days[0]}", f"{month}-{days[1]}", place=county, rows=[])
        course(truth, f"{county}-s", ["SYB"], f"{month}-{days[2]}", f"{month}-{days[3]}", place=county, rows=[])
        for i, (name, sex) in enumerate(names):
            village = ["Njoro", "do", '"', "Bahati", "do", "do"][i]
            phone = f"07{number}{i}{345670 + i}"[:10]
            marks = [("x", "X"), ("√", ""), ("-", "✓"), ("x", "x"), ("", "X"), ("x", "-")][i]
            typed = [f"1{i}/0{i + 1}/198{i}", 1985 + i][i % 2]
            line = 7 + i + (i > 2)
            rows.append([i + 1, name, ["F", "Male", "f", "m", "Female", "M"][i], typed, phone, village, *marks,
                         "dropped out after 2 days" if i == 1 else ""])  # fmt: skip
            if i == 2:
                rows.append(["", "Sub-total Njoro", "2F 1M"])
                skip(truth, "sub-total", f"{county}!{line + 1}")
            honorific, _dot, bare = name.rpartition(". ")
            birth = {"year": 1985 + i} if i % 2 else {"date": f"198{i}-0{i + 1}-1{i}"}
            told = {"honorific": honorific + "."} if honorific else {}
            taken = [key for key, mark in zip("gs", marks, strict=True) if mark in ("x", "X", "√", "✓")]
            person(truth, f"{county}!{line}", None, full_name=bare, sex=sex, birth=birth, phones=["+254" + phone[1:]],
                   place=f"{'Njoro' if i < 3 else 'Bahati'}, {county}", **told)  # fmt: skip
            for key in taken:
                outcome = "dropped_out" if i == 1 else None
                truth["enrolments"].append({"person": truth["persons"][-1]["key"], "course": f"{county}-{key}",
                                            "row": f"{county}!{line}", "outcome": outcome})  # fmt: skip
        rows.append(["", "Prepared by: J. Omondi", "", "", "Approved by:"])
        skip(truth, "title or footer", f"{county}!1", f"{county}!2", f"{county}!{len(rows)}")
        truth["header_rows"] += [f"{county}!{row}" for row in (4, 5, 6)]
        sheets[county] = rows
    write_xlsx(folder / truth["file"], sheets)
    return truth


def bangladesh_long(folder: Path) -> dict[str, Any]:
    """Bangla: one row per person and course, digits of the script, a class code, certificates."""
    truth = head("প্রশিক্ষণার্থী তালিকা.xlsx", "bn", "BD")
    rows: Rows = [
        ["প্রশিক্ষণার্থীদের তালিকা ২০২১"],
        ["ক্রমিক", "ব্যাচ", "প্রশিক্ষণ", "শুরুর তারিখ", "শেষের তারিখ", "স্থান", "নাম", "পিতার নাম", "লিঙ্গ", "বয়স", "মোবাইল নম্বর",
         "শিক্ষাগত যোগ্যতা", "সনদ নং", "মন্তব্য"],
    ]  # fmt: skip
    course(truth, "B1", ["GYB"], "2021-02-07", "2021-02-09", place="রংপুর", code="B1", rows=[])
    course(truth, "B2", ["SYB"], "2021-03-14", "2021-03-18", place="বগুড়া", code="B2", rows=[])
    names = ["রহিমা বেগম", "আব্দুল করিম", "সালমা খাতুন", "মোহাম্মদ আলী", "ফাতেমা আক্তার", "জাহিদ হাসান"]
    for i, name in enumerate(names):
        batch = "B1" if i < 3 else "B2"
        dates = [["৭/২/২০২১", "৯/২/২০২১"], ["১৪ মার্চ ২০২১", "১৮ মার্চ ২০২১"]][i // 3]
        place = ["রংপুর", "ঐ", "ঐ", "বগুড়া", '"', '"'][i]
        phone = f"0171{i}34567{i}"
        done = i not in (1, 4)
        rows.append([i + 1, batch, ["GYB", "SYB"][i // 3], *dates, place, name, f"পিতা {'কখগঘঙচ'[i]}", ["নারী", "পুরুষ"][i % 2],
                     str(25 + i).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")), phone, "এসএসসি",
                     f"RP-{i + 1:03}/2021" if done else "", "" if done else "অনুপস্থিত"])  # fmt: skip
        enrolment = (
            {"outcome": "completed", "certificate_no": f"RP-{i + 1:03}/2021"} if done else {"outcome": "no_show"}
        )
        person(truth, f"তালিকা!{3 + i}", batch, full_name=name, father_name=f"পিতা {'কখগঘঙচ'[i]}", sex="FM"[i % 2],
               birth={"age": 25 + i, "on": "2021-02-07"}, phones=["+880" + phone[1:]], education="এসএসসি",
               enrolment=enrolment)  # fmt: skip
    rows.append(["মোট", 6])
    write_xlsx(folder / truth["file"], {"তালিকা": rows})
    skip(truth, "title or total", "তালিকা!1", "তালিকা!9")
    truth["header_rows"] = ["তালিকা!2"]
    return truth


def kyrgyz_cp1251(folder: Path) -> dict[str, Any]:
    """Russian in a code page: blocks with their own heading, letters for the sexes, dates with dots."""
    truth = head("список участников.csv", "ru", "KG") | {"encoding": "cp1251", "delimiter": ";"}
    lines: list[str] = []
    people = [("Асанова Гүлнара", "ж"), ("Иванов Пётр Сергеевич", "м"), ("Токтоматов Бакыт", "м"), ("Ким Елена", "ж")]
    blocks = (("GYB", "с 5 по 7 августа 2019 г.", "2019-08-05", "2019-08-07"),
              ("SYB", "12-16 августа 2019", "2019-08-12", "2019-08-16"))  # fmt: skip
    for number, (product, dates, start, end) in enumerate(blocks):
        top = len(lines)
        lines += [f"Тренинг: {product};;Даты: {dates};;Место проведения: г. Ош;Тренер: Сыдыков А.", "",
                  "№ п/п;ФИО;Пол;Дата рождения;Телефон;Образование;Примечание"]  # fmt: skip
        course(truth, f"c{number}", [product], start, end, place="Ош", trainers=["Сыдыков А."], rows=[f"csv!{top + 1}"])
        for i, (name, sex) in enumerate(people):
            name = name.replace("ү", "у")
            phone = f"055{number}12345{i}"
            born = f"1{i}.03.198{number}"
            lines.append(
                f"{i + 1};{name};{sex};{born};{phone};{'высшее' if i == 0 else 'то же'};{'бросил' if i == 2 else ''}"
            )
            person(truth, f"csv!{top + 4 + i}", f"c{number}", full_name=name, sex={"ж": "F", "м": "M"}[sex],
                   birth={"date": f"198{number}-03-1{i}"}, phones=["+996" + phone[1:]], education="высшее",
                   enrolment={"outcome": "dropped_out" if i == 2 else None})  # fmt: skip
        lines += ["Итого;4;2 ж", "", ""]
        skip(truth, "total", f"csv!{top + 8}")
        truth["header_rows"].append(f"csv!{top + 3}")
    (folder / truth["file"]).write_bytes("\r\n".join(lines).encode("cp1251"))
    return truth


def egypt_arabic(folder: Path) -> dict[str, Any]:
    """Arabic: labels with colons above, digits of the script, national ids of fourteen digits as numbers."""
    truth = head("كشف المتدربين.xlsx", "ar", "EG")
    rows: Rows = [
        ["كشف أسماء المتدربين"],
        ["الدورة: SYB", "", "التاريخ: ٥ - ٩ أغسطس ٢٠١٩", "", "المكان: أسيوط"],
        ["م", "الاسم الرباعي", "النوع", "السن", "رقم الهاتف", "الرقم القومي", "المؤهل", "ملاحظات"],
    ]
    rows[2][3] = "العمر"
    course(truth, "c1", ["SYB"], "2019-08-05", "2019-08-09", place="أسيوط", rows=["كشف!2"])
    people = [("منى أحمد السيد علي", "أنثى", "F"), ("محمد حسن إبراهيم", "ذكر", "M"), ("فاطمة محمود", "انثى", "F")]
    for i, (name, word, sex) in enumerate(people):
        phone, number = f"0100123456{i}", 29001011234560 + i
        rows.append([i + 1, name, word, ["٣٠", 41, "٢٧ سنة"][i], phone, float(number), "دبلوم", ["", "انسحب", ""][i]])
        person(truth, f"كشف!{4 + i}", "c1", full_name=name, sex=sex, birth={"age": [30, 41, 27][i], "on": "2019-08-05"},
               phones=["+20" + phone[1:]], national_id=str(number), education="دبلوم",
               enrolment={"outcome": "dropped_out" if i == 1 else None})  # fmt: skip
    rows.append(["", "الإجمالي", 3])
    write_xlsx(folder / truth["file"], {"كشف": rows})
    skip(truth, "title or total", "كشف!1", "كشف!7")
    truth["header_rows"] = ["كشف!3"]
    return truth


def mozambique_trainers_tracer(folder: Path) -> dict[str, Any]:
    """Portuguese: H/M for men and women, trainers with licences, a tracer by telephone."""
    truth = head("Base formadores e seguimento.xlsx", "pt", "MZ")
    trainers: Rows = [
        ["Lista nacional de formadores"],
        [],
        ["Nº", "Nome completo", "Sexo", "Instituição", "Data ToT", "Pacotes", "", "", "Data de certificação", "Válido até",
         "Nº de cursos", "Activo?", "Telefone", "Categoria"],
        ["", "", "", "", "", "GYB", "SYB", "IYB", "", "", "", "", "", ""],
    ]  # fmt: skip
    names = [
        ("Ana Paula Macuácua", "M", "F"),
        ("João Sitoe", "H", "M"),
        ("Carlos Cossa", "H", "M"),
        ("Rosa Tembe", "M", "F"),
    ]
    for i, (name, word, sex) in enumerate(names):
        phone = f"84 123 45{i}6"
        certified, until = (["12/05/2018", "12/05/2021"], ["-", ""], ["20/11/2018", "20/11/2021"], ["", ""])[i]
        trainers.append([i + 1, name, word, "INEFP", f"1{i}/03/2017", "X", "x" if i else "", "X" if i > 1 else "", certified,
                         until, 3 * i, ["Sim", "Não", "sim", ""][i], phone, ["Mestre formador", "Formador"][i % 2]])  # fmt: skip
        dates = {0: ("2018-05-12", "2021-05-12"), 2: ("2018-11-20", "2021-11-20")}.get(i, (None, None))
        truth["trainers"].append({
            "key": f"t{i}", "full_name": name, "sex": sex, "organisation": "INEFP", "tot_date": f"2017-03-1{i}",
            "products": ["GYB", *(["SYB"] if i else []), *(["IYB"] if i > 1 else [])], "certified_on": dates[0],
            "licence_until": dates[1], "courses_held": 3 * i, "active": [True, False, True, None][i],
            "phones": ["+258" + phone.replace(" ", "")], "level": ["master_trainer", "trainer"][i % 2],
            "rows": [f"Formadores!{5 + i}"],
        })  # fmt: skip
    trainers.append(["", "Total", 4])
    tracer: Rows = [
        ["Seguimento de participantes"],
        ["Nº", "Participante", "Sexo", "Curso", "Data do curso", "Data de contacto", "Resultado do contacto", "Iniciou negócio?",
         "Data de início", "Trabalhadores H", "Trabalhadores M", "Vendas/mês (MT)", "Ainda opera?", "Comentário"],
    ]  # fmt: skip
    course(truth, "s1", ["SYB"], "2018-06-04", "2018-06-08", place="Beira", rows=[])
    told = [
        ("MACHAVA, Luísa", "M", "contactada", "Sim", "2018-10-01", 1, 2, "MT 12.500,00", "Sim"),
        ("Pedro Nhantumbo", "H", "não atende", "", "", "", "", "", ""),
        ("Sérgio Muianga", "H", "contactado", "Não", "", "", "", "", ""),
        ("Olga Mondlane", "M", "mudou-se", "", "", "", "", "", ""),
    ]
    for i, (name, word, status, started, began, men, women, sales, runs) in enumerate(told):
        tracer.append([i + 1, name, word, "SYB Beira", "4-8/06/2018", f"1{i}/07/2019", status, started, began, men, women,
                       sales, runs, ""])  # fmt: skip
        person(truth, f"Seguimento!{3 + i}", "s1", full_name=name, sex={"M": "F", "H": "M"}[word])
        follow = {"asked_on": f"2019-07-1{i}", "status": ["reached", "not_found", "reached", "moved"][i]}
        if i == 0:
            follow |= {"started": True, "start_date": "2018-10-01", "workers_men": 1, "workers_women": 2,
                       "sales_month": 12500, "currency": "MZN", "operating": True}  # fmt: skip
        if i == 2:
            follow |= {"started": False}
        key = truth["persons"][-1]["key"]
        truth["followups"].append({"person": key, "course": "s1", "row": f"Seguimento!{3 + i}", **follow})
    write_xlsx(folder / truth["file"], {"Formadores": trainers, "Seguimento": tracer})
    skip(truth, "title or total", "Formadores!1", "Formadores!9", "Seguimento!1")
    truth["header_rows"] = ["Formadores!3", "Formadores!4", "Seguimento!2"]
    return truth


def colombia_score(folder: Path) -> dict[str, Any]:
    """Spanish SCORE: firms with men and women, dates of the modules, people of each firm, indicators."""
    truth = head("SCORE empresas 2020.xlsx", "es", "CO")
    firms: Rows = [
        ["Empresas participantes SCORE 2020"],
        [
            "N°",
            "Empresa",
            "Sector",
            "Municipio",
            "Trabajadores",
            "",
            "",
            "Fechas de formación",
            "",
            "Sindicato",
            "Teléfono",
        ],
        ["", "", "", "", "H", "M", "Total", "Módulo 1", "Módulo 2", "", ""],
    ]
    people: Rows = [
        ["Participantes por empresa"],
        ["N°", "Empresa", "Nombre y apellidos", "Sexo", "Cargo", "Celular", "Módulo 1", "", "Módulo 2", ""],
        ["", "", "", "", "", "", "Día 1", "Día 2", "Día 1", "Día 2"],
    ]
    kpis: Rows = [["Empresa", "Indicador", "Unidad", "Línea base", "Después M1", "Después M2"]]
    course(truth, "m1", ["SCORE-M1"], "2020-02-10", "2020-02-11", rows=[])
    course(truth, "m2", ["SCORE-M2"], "2020-04-20", "2020-04-21", rows=[])
    names = [["Marta Lucía Rojas Peña", "Luis Carlos Díaz", "Ana Gómez Ruiz", "José Pérez Mora"],
             ["Diana Castro Vega", "Raúl Ortiz León", "Paola Suárez Gil", "Iván Torres Paz"]]  # fmt: skip
    for f, name in enumerate(("Confecciones El Roble SAS", "Lácteos La Sabana Ltda.")):
        second = f == 0
        firms.append([f + 1, name, ["Confección", "Lácteos"][f], ["Ibagué", "Zipaquirá"][f], [20, "n/a"][f], [40, ""][f],
                      ["60", "80 (50%M)"][f], "10-11 feb 2020", "20-21/04/2020" if second else "-", ["No", "Sí"][f],
                      f"31{f} 555 01 2{f}"])  # fmt: skip
        kpi = {"kpi": "absenteeism", "unit": "%", "baseline": 8.5, "after_m1": 6.2, "row": f"Indicadores!{2 + f}"}
        if second:
            kpi["after_m2"] = 5.0
        kpis.append([name, "Ausentismo", "%", "8,5%", "6,2%", "5,0%" if second else "n/a"])
        truth["enterprises"].append({
            "key": f"f{f}", "name": name, "sector": ["Confección", "Lácteos"][f], "place": ["Ibagué", "Zipaquirá"][f],
            "workers_men": [20, 40][f], "workers_women": 40, "workers_total": [60, 80][f], "union": bool(f),
            "phones": [f"+5731{f}555012{f}"], "courses": ["m1", "m2"] if second else ["m1"], "kpis": [kpi],
            "rows": [f"Empresas!{4 + f}"],
        })  # fmt: skip
        for i, who in enumerate(names[f]):
            row = 4 + 4 * f + i
            post = ["Gerente", "Jefe de planta", "Operaria", "Auxiliar"][i]
            people.append([4 * f + i + 1, name if i == 0 else "", who, "MHMH"[i], post, f"3001112{f}{i}0", "X",
                           "X" if i else "", "x" if second else "", "x" if second else ""])  # fmt: skip
            first = {"unit": "day", "present": 2 if i else 1, "of": 2, "marks": [1, 1 if i else 0]}
            person(truth, f"Personas!{row}", "m1", full_name=who, sex="FMFM"[i], phones=[f"+573001112{f}{i}0"],
                   enterprise=f"f{f}", role="manager" if i < 2 else "worker", position=post,
                   enrolment={"attendance": first})  # fmt: skip
            if second:
                both = {"unit": "day", "present": 2, "of": 2, "marks": [1, 1]}
                truth["enrolments"].append({"person": truth["persons"][-1]["key"], "course": "m2",
                                            "row": f"Personas!{row}", "attendance": both})  # fmt: skip
    write_xlsx(folder / truth["file"], {"Empresas": firms, "Personas": people, "Indicadores": kpis})
    skip(truth, "title", "Empresas!1", "Personas!1")
    truth["header_rows"] = ["Empresas!2", "Empresas!3", "Personas!2", "Personas!3", "Indicadores!1"]
    return truth


def uganda_kab_classes(folder: Path) -> dict[str, Any]:
    """English KAB classes: boys and girls, institutions merged over rows, sub-totals with the word at the end."""
    truth = head("KAB enrolment 2019-2020.xlsx", "en", "UG")
    rows: Rows = [
        ["Know About Business (KAB): students enrolled, academic year 2019/2020"],
        ["No.", "District", "Institution", "Class", "Teacher", "Hours", "No. of students", "", ""],
        ["", "", "", "", "", "", "Boys", "Girls", "Total"],
    ]
    told = [("Gulu", "Gulu Technical College", "S3 East", "Okello J.", 80, 12, 20, 32),
            ("", "", "S3 West", "Apio M.", 80, 15, 15, 30),
            ("", "Layibi College", "S4", "Ocen P.", "68 hrs", "-", "-", 28),
            None,
            ("Mbale", "Mbale Secondary", "S3", "Wanyama D.", 80, 10, 18, 27)]  # fmt: skip
    school = district = ""
    for i, entry in enumerate(told):
        line = 4 + i
        if entry is None:
            rows.append(["", "Gulu sub-total", "", "", "", "", 27, 35, 90])
            skip(truth, "sub-total", f"KAB!{line}")
            continue
        number = i + 1 if i < 3 else i
        rows.append([number, *entry])
        district, school = entry[0] or district, entry[1] or school
        key = f"k{i}"
        course(truth, key, ["KAB"], "2019-09", "2020-06", place=district, organiser=school, trainers=[entry[3]],
               hours=68 if i == 2 else 80, school_year="2019-2020", rows=[])  # fmt: skip
        counts = {"women": None, "men": None, "unknown": 28} if i == 2 else {"women": entry[6], "men": entry[5]}
        truth["headcounts"].append({"course": key, "label": f"{school}, {entry[2]}", "unknown": None, "other": None,
                                    **counts, "row": f"KAB!{line}"})  # fmt: skip
    truth["must_ask"] = [{"cell": "KAB!I8", "why": "the total is not the sum"}]
    rows.append(["", "Grand total", "", "", "", "", 37, 53, 117])
    write_xlsx(folder / truth["file"], {"KAB": rows})
    skip(truth, "title or total", "KAB!1", "KAB!9")
    truth["header_rows"] = ["KAB!2", "KAB!3"]
    return truth


def ethiopia_partner_totals(folder: Path) -> dict[str, Any]:
    """English with Ethiopian dates: women and men told in one cell in several ways, what is not training left out."""
    truth = head("Partner report Q1.xlsx", "en", "ET", "ethiopian")
    rows: Rows = [
        ["Quarterly report, implementing partner: Tana Development Association"],
        ["S.N", "Activity", "Date (E.C.)", "Place", "No. of participants", "Budget (Birr)", "Remarks"],
        [1, "SYB training", "10-14/03/2012", "Gondar", "30 (50%F)", 45000, ""],
        [2, "GYB training", "ኅዳር 20-22/2012", "Bahir Dar", "M 10, F 15", "32,500", ""],
        [3, "ToT on SYB", "2012/04/01-10", "Addis Ababa", "18 (7F, 11M)", "120,000", ""],
        [4, "IYB training", "5-9/04/2012", "Dessie", 24, "", ""],
        [5, "SYB training", "15-19/04/2012", "Woldia", "approx 30", "", "list to follow"],
        ["", "Total", "", "", 127, "", ""],
        ["", "TV spot on entrepreneurship", "Tahsas 2012", "national", "200,000 viewers", "", ""],
    ]
    told = [("SYB", "2019-11-20", "2019-11-24", "Gondar", 15, 15, None), ("GYB", "2019-11-30", "2019-12-02", "Bahir Dar", 15, 10, None),
            ("SYB-TOT", "2019-12-11", "2019-12-20", "Addis Ababa", 7, 11, None), ("IYB", "2019-12-15", "2019-12-19", "Dessie", None, None, 24),
            ("SYB", "2019-12-25", "2019-12-29", "Woldia", None, None, None)]  # fmt: skip
    for i, (product, start, end, place, women, men, unknown) in enumerate(told):
        cost = [45000, 32500, 120000, None, None][i]
        course(
            truth,
            f"a{i}",
            [product],
            start,
            end,
            place=place,
            organiser="Tana Development Association",
            cost=cost,
            rows=[],
        )
        truth["headcounts"].append({"course": f"a{i}", "women": women, "men": men, "other": None, "unknown": unknown,
                                    "row": f"Q1!{3 + i}"})  # fmt: skip
    truth["must_ask"] = [{"cell": "Q1!E7", "why": "an estimate"}]
    write_xlsx(folder / truth["file"], {"Q1": rows})
    skip(truth, "title, total or exposure", "Q1!1", "Q1!8", "Q1!9")
    truth["header_rows"] = ["Q1!2"]
    return truth


def nepal_people(folder: Path) -> dict[str, Any]:
    """Nepali: Bikram Sambat years of birth and dates of a course, digits of the script."""
    truth = head("सहभागी सूची.xlsx", "ne", "NP", "bikram_sambat")
    rows: Rows = [
        ["तालिमको नाम: SYB", "", "मिति: २०७५ मंसिर ३-७", "", "स्थान: बिर्तामोड"],
        [],
        ["क्र.सं.", "सहभागीको नाम", "लिङ्ग", "जन्म मिति", "ठेगाना", "मोबाइल", "शिक्षा", "कैफियत"],
    ]
    course(truth, "c1", ["SYB"], "2018-11-19", "2018-11-23", place="बिर्तामोड", rows=["सूची!1"])
    people = [("सीता राई", "महिला", "F", "२०४५/३/१२", {"date": "1988-06-26"}), ("हरि थापा", "पुरुष", "M", "2040", {"year": 1983}),
              ("गीता लिम्बु", "म", "F", "२०५०/१/५", {"date": "1993-04-17"})]  # fmt: skip
    for i, (name, word, sex, typed, birth) in enumerate(people):
        phone = f"98410{i}1234"
        rows.append(["१२३"[i], name, word, typed, "मेचीनगर" if i == 0 else '"', phone, "कक्षा १०", ""])
        person(truth, f"सूची!{4 + i}", "c1", full_name=name, sex=sex, birth=birth, phones=["+977" + phone], place="मेचीनगर",
               education="कक्षा १०")  # fmt: skip
    rows.append(["", "जम्मा", "३"])
    write_xlsx(folder / truth["file"], {"सूची": rows})
    skip(truth, "total", "सूची!7")
    truth["header_rows"] = ["सूची!3"]
    return truth


def madagascar_days(folder: Path) -> dict[str, Any]:
    """French: unlabelled title with product, dates and place; a column per day; hours; two header languages."""
    truth = head("Fiche de presence.xlsx", "fr", "MG")
    rows: Rows = [
        ["FICHE DE PRÉSENCE"],
        ["Formation TRIE, 14 - 16 janvier 2020, à Antsirabe"],
        [],
        ["N°", "Nom et prénoms", "Genre", "Âge", "Contact", "14/01", "15/01", "16/01", "Observations"],
    ]
    course(truth, "c1", ["GYB"], "2020-01-14", "2020-01-16", place="Antsirabe", rows=["Présence!2"])
    people = [
        ("RAKOTO Jean", "M", "M", "x", "x", "x"),
        ("RASOA Marie", "F", "F", "x", "", "x"),
        ("ANDRIA Hery", "M", "M", "x", "x", "-"),
    ]
    for i, (name, word, sex, *marks) in enumerate(people):
        phone = f"03{i + 2} 12 345 6{i}"
        rows.append([i + 1, name, word, 30 + i, phone, *marks, ""])
        shares = [1 if mark == "x" else 0 for mark in marks]
        attended = {"unit": "day", "present": sum(shares), "of": 3, "marks": shares}
        person(truth, f"Présence!{5 + i}", "c1", full_name=name, sex=sex, birth={"age": 30 + i, "on": "2020-01-14"},
               phones=["+261" + phone.replace(" ", "")[1:]], enrolment={"attendance": attended})  # fmt: skip
    rows += [["", "Total : 3 dont 1 femme"], [], ["", "Le formateur", "", "", "Le coordinateur"]]
    write_xlsx(folder / truth["file"], {"Présence": rows})
    skip(truth, "title, total or footer", "Présence!1", "Présence!8", "Présence!10")
    truth["header_rows"] = ["Présence!4"]
    return truth


LISTS = (
    cambodia_khmer_course_sheet, kenya_county_sheets, bangladesh_long, kyrgyz_cp1251, egypt_arabic,
    mozambique_trainers_tracer, colombia_score, uganda_kab_classes, ethiopia_partner_totals, nepal_people,
    madagascar_days,
)  # fmt: skip
