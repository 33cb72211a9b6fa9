"""How providers lay out firms, those whom they sent, the days of modules and indicators of SCORE."""

from datetime import date

import pytest

from trainer_app.importing.figures import stored_values
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import ListTable
from trainer_app.lists.sheets import Grid
from trainer_app.lists.side_by_side import taken_apart
from trainer_app.lists.words import load_words


def workbook(country: str, **sheets: tuple[str, ...]) -> list[ListTable]:
    grids = [Grid(name, [line.split("|") for line in lines]) for name, lines in sheets.items()]
    return list(read_sheets("list.xlsx", taken_apart(grids, load_words()), country=country).tables)


def values(table: ListTable, field: str) -> list[object]:
    return [row.values[field].value if field in row.values else None for row in table.rows]


PERU = ("N°|Empresa|Rubro|Trabajadores H|Trabajadores M|Sindicato|M1|M2",
        "1|Calzados Mar EIRL|Calzado|12|20|No|14-15/03/2022|09-10/05/2022",
        "2|Textil Sol SAC|Textil|30|44|Sí|14-15/03/2022|-")  # fmt: skip
SENT = ("Empresa|Participante|Sexo|Cargo|Nivel (G/T)|Día 1|Día 2",
        "Calzados Mar EIRL|Rosa Quispe|M|Gerente|G|x|x", "|Pedro Salas|H|Jefe de planta|G|x|x",
        "|Luis Ramos|H|Operario|T|x|-", "|Julia Mendo|M|Aparadora|T|x|x",
        "Textil Sol SAC|Ana Díaz|M|Jefa de RRHH|G|x|x", "|Juan Vega|H|Contador|G|-|x",
        "|Carlos Luna|H|Encargado de turno|T|x|x", "|María Cruz|M|Costurera|T|x|x",
        "|Inés Soto|M|Operaria|T|x|x", "|Raúl Peña|H|Cortador|T|x|x")  # fmt: skip


def test_a_sheet_for_each_module_and_letters_for_managers_and_workers() -> None:
    title = "SCORE - Módulo 1: Cooperación en el lugar de trabajo. 14 y 15 de marzo de 2022"
    firms, sent = workbook("PE", Empresas=PERU, M1=(title, *SENT))
    assert values(firms, "workers_total") == [32, 74]
    assert values(sent, "business_name") == ["Calzados Mar EIRL"] * 4 + ["Textil Sol SAC"] * 6
    roles = [*["manager"] * 2, *["worker"] * 2]
    assert values(sent, "role") == [*roles, *roles, *["worker"] * 2]
    assert set(values(sent, "start:SCORE-M1")) == {date(2022, 3, 14)}
    assert sent.course["product"].value == "SCORE-M1"
    assert "venue" not in sent.course


def test_a_letter_that_elsewhere_is_a_mark_of_attendance() -> None:
    lines = (line.replace("|G|", "|M|").replace("|T|", "|P|").replace("(G/T)", "(M/P)") for line in SENT)
    _firms, sent = workbook("PE", Empresas=PERU, M1=("SCORE Módulo 1", *lines))
    assert values(sent, "role")[:4] == [*["manager"] * 2, *["worker"] * 2]


@pytest.mark.parametrize("letters", [("x", "-"), ("sí", "no")])
def test_marks_and_answers_are_no_letters_for_managers_and_workers(letters: tuple[str, str]) -> None:
    yes, no = letters
    lines = (
        line.replace("|G|", f"|{yes}|").replace("|T|", f"|{no}|").replace("Nivel (G/T)", "Comité") for line in SENT
    )
    _firms, sent = workbook("PE", Empresas=PERU, M1=("SCORE Módulo 1", *lines))
    assert values(sent, "role") == [None] * 10


BANGLADESH = {
    "Firms": ("ক্রমিক|প্রতিষ্ঠানের নাম|খাত|জেলা|ট্রেড ইউনিয়ন|শ্রমিক পুরুষ|শ্রমিক নারী|মডিউল ১|কোম্পানির ফোন",
              "১|রূপসী গার্মেন্টস লিঃ|পোশাক|গাজীপুর|নেই|৪০|১৬০|৭-৮ ফেব্রুয়ারি ২০২২|০১৭১২৩৪৫৬৭৮",
              "২|সোনালী পাট কল|পাট|খুলনা|আছে|৯০|৩০|৭-৮ ফেব্রুয়ারি ২০২২|"),
    "Sent": ("ক্রমিক|প্রতিষ্ঠান|নাম|লিঙ্গ|পদবি|ধরন|দিন ১|দিন ২",
             "১|রূপসী গার্মেন্টস লিঃ|করিম উদ্দিন|পুরুষ|পরিচালক|ব্যবস্থাপনা|x|x", "২||সালমা বেগম|নারী|ইনচার্জ|ব্যবস্থাপনা|x|x",
             "৩||রহিমা খাতুন|নারী|অপারেটর|শ্রমিক|x|-", "৪||আবুল হোসেন|পুরুষ|হেলপার|শ্রমিক|x|x"),
    "KPI": ("প্রতিষ্ঠান|অনুপস্থিতি (%)||ত্রুটি (%)|", "|আগে|পরে|আগে|পরে", "রূপসী গার্মেন্টস লিঃ|৮.৫|৬.০|৪.২|৩.১",
            "সোনালী পাট কল|৯.১|-|৬.০|৫.৫"),
}  # fmt: skip


def test_firms_that_a_list_calls_organisations() -> None:
    firms, sent, absence, defects = workbook("BD", **BANGLADESH)
    assert values(firms, "phones") == ["+8801712345678", None]
    assert values(sent, "business_name") == ["রূপসী গার্মেন্টস লিঃ"] * 4
    assert values(sent, "role") == [*["manager"] * 2, *["worker"] * 2]
    assert values(absence, "business_name") == ["রূপসী গার্মেন্টস লিঃ", "সোনালী পাট কল"]
    assert stored_values(defects, defects.rows[0])["moments"] == {"baseline": 4.2, "after:1": 3.1}


def test_a_sheet_for_each_firm() -> None:
    form = ("Name of enterprise:|Kora Garments Ltd", "County:|Nairobi", "",
            "No|Name|Sex|Designation|Mgr/Wkr|Day 1|Day 2",
            "1|Jane Wanjiku|F|HR officer|Mgr|P|P", "2|John Mwangi|M|Cutter|Wkr|P|A", "",
            "KPI|Unit|Bef.|Aft.", "Absenteeism|%|8.5|6.0", "Accidents|no./month|3|1")  # fmt: skip
    sent, kpis = workbook("KE", Kora=form)
    assert values(sent, "business_name") == values(kpis, "business_name") == ["Kora Garments Ltd"] * 2
    assert stored_values(kpis, kpis.rows[1])["moments"] == {"baseline": 3.0, "after:1": 1.0}


def test_modules_that_are_only_numbered() -> None:
    header = "STT|Tên DN|Mô-đun|Ngày tập huấn|Số HV nam|Số HV nữ"
    lines = (header, "1|Gỗ Tân Phát|M1|15-16/3/2022|2|2", "2|Gỗ Tân Phát|M2|31/5-1/6/2022|2|1")
    (table,) = workbook("VN", DN=("CÁC LỚP SCORE NĂM 2022", *lines))
    assert values(table, "product") == ["SCORE-M1", "SCORE-M2"]
    (table,) = workbook("VN", DN=("CÁC LỚP NĂM 2022", *lines))  # of which programme?
    assert [row.values["product"].mark for row in table.rows] == ["unsure"] * 2


@pytest.mark.parametrize(
    "title",
    ["SCORE – Module 1: Coopération sur le lieu de travail, 14-15 mars 2022",
     "SCORE Modul 1: Kerja sama di tempat kerja, 14-15 Maret 2022",
     "SCORE Mô-đun 1: Hợp tác tại nơi làm việc, 14-15/3/2022",
     "SCORE Module 1 ushirikiano mahali pa kazi, 14-15/3/2022"],
)  # fmt: skip
def test_the_name_of_a_module_tells_no_place(title: str) -> None:
    (table,) = workbook("ID", M1=(title, "No|Company|Name|Sex|Day 1|Day 2", "1|Kora Ltd|Ali Hassan|M|x|x"))
    assert table.course["start"].value == date(2022, 3, 14)
    assert "venue" not in table.course


@pytest.mark.parametrize(
    ("firms", "field"), [(("PT Sinar", "CV Kopi"), "business_name"), (("Kopi", "Batik"), "business_type")]
)
def test_a_column_that_names_the_firms_of_another_sheet_tells_who_sent_people(
    firms: tuple[str, str], field: str
) -> None:
    first, second = firms
    profile = (
        "No|Nama Usaha|Jenis Usaha|Karyawan P|Karyawan L|Modul 1",
        "1|PT Sinar|Roti|4|5|7-8/3/2022",
        "2|CV Kopi|Kopi|4|5|-",
    )
    people = (
        "DAFTAR HADIR SCORE",
        "Usaha|No|Nama|L/P|Jabatan",
        f"{first}|1|Wayan|L|Pemilik",
        f"{second}|2|Made|P|Juru masak",
    )
    _firms, sent = workbook("ID", Profil=profile, Peserta=people)
    assert sent.columns[0].field == field


@pytest.mark.parametrize("day", ["Hr ", "Hari ke-", "Hr. "])
def test_days_below_a_module_with_its_name_are_of_that_module(day: str) -> None:
    firms = ("No|Nama IKM|Karyawan P|Karyawan L|M1 Kerjasama|M2 Mutu", "1|PT Sinar|4|5|7-8/3/2022|14-15/3/2022")
    head = "IKM|No|Nama|JK|Jabatan|M1 Kerjasama||M2 Mutu|"
    days = f"|||||{day}1|{day}2|{day}1|{day}2"
    _firms, sent = workbook("ID", IKM=firms, Hadir=(head, days, "PT Sinar|1|Wayan|L|Direktur|v|v|v|-"))
    assert [guess.product for guess in sent.columns[5:]] == ["SCORE-M1", "SCORE-M1", "SCORE-M2", "SCORE-M2"]


def test_whatever_has_workers_a_union_and_modules_is_a_firm() -> None:
    head = "No|Nama ZUZ|Kab|Pemilik L/P|Tenaga Kerja P|Tenaga Kerja L|Modul 1|Modul 2|Serikat Pekerja"
    (firms,) = workbook(
        "ID",
        Profil=("PROGRAM SCORE", head, "1|PT Sinar|Bitung|L|4|5|7-8/3/2022|-|ada", "2|CV Kopi|Bitung|P|4|5|-|-|tidak"),
    )
    assert (firms.kind, firms.columns[1].field, values(firms, "owner_sex")) == (
        "enterprises",
        "business_name",
        ["M", "F"],
    )


def test_a_dash_on_every_day_is_absence_where_those_who_were_not_enrolled_have_empty_cells() -> None:
    head = "Empresa|Participante|Sexo|M1 Día 1|M1 Día 2|M2 Día 1|M2 Día 2"
    people = ("Calzados Mar EIRL|Rosa Quispe|M|x|x|x|x", "|Pedro Salas|H|x|x|-|-", "|Luis Ramos|H|x|-|x|x",
              "Textil Sol SAC|Ana Díaz|M|x|x|{0}|{0}", "|Juan Vega|H|x|x|{0}|{0}")  # fmt: skip
    for elsewhere, days in (("", [date(2022, 5, 9)] * 3), ("-", [date(2022, 5, 9), None, date(2022, 5, 9)])):
        lines = [line.format(elsewhere) for line in people]
        _firms, sent = workbook("PE", Empresas=PERU, Asistencia=(head, *lines))
        assert values(sent, "start:SCORE-M2") == [*days, None, None]
