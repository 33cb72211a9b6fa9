"""Lists of people in other layouts: births under the sexes, lists side by side, three header rows, labels alone."""

from datetime import date
from pathlib import Path
from typing import Any

from further import Rows, course, head, person, skip, write_xlsx


def vietnam_birth_under_sex(folder: Path) -> dict[str, Any]:
    """Year of birth stands under Nam or Nữ."""
    truth = head("DS lớp KAB-SYB Nghệ An.xlsx", "vi", "VN")
    rows: Rows = [
        ["SỞ LAO ĐỘNG TỈNH NGHỆ AN"],
        ["DANH SÁCH HỌC VIÊN LỚP KHỞI SỰ KINH DOANH (SYB)"],
        ["Thời gian: từ ngày 05/8 đến ngày 09/8/2019 - Địa điểm: UBND huyện Đô Lương"],
        [],
        ["TT", "Họ và tên", "Năm sinh", "", "Địa chỉ", "Số CMND", "SĐT", "Ghi chú"],
        ["", "", "Nam", "Nữ", "", "", "", ""],
    ]
    course(truth, "c1", ["SYB"], "2019-08-05", "2019-08-09", place="UBND huyện Đô Lương", rows=["SYB!3"])
    ppl = [
        ("Nguyễn Thị Hoa", None, 1985, "Xóm 3, Đà Sơn", "186123456", "0987654321"),
        ("Trần Văn Bình", 1979, None, "Xóm 5, Đà Sơn", "186123457", "0912 345 678"),
        ("Lê Thị Thu", None, 1990, "nt", "186123458", "098.765.4322"),
        ("Phan Đình Nam", 1992, None, "Thị trấn", "187123459", "0352111222"),
    ]
    for i, (n, m, f, ad, nid, ph) in enumerate(ppl):
        rows.append([i + 1, n, m or "", f or "", ad, nid, ph, ""])
        person(
            truth,
            f"SYB!{7 + i}",
            "c1",
            full_name=n,
            sex="M" if m else "F",
            birth={"year": m or f},
            place="Xóm 5, Đà Sơn" if ad == "nt" else ad,
            national_id=nid,
            phones=["+84" + ph.replace(" ", "").replace(".", "")[1:]],
        )
    rows.append(["", "Tổng cộng: 04 học viên"])
    rows.append(["", "", "", "", "Nghệ An, ngày 09 tháng 8 năm 2019"])
    write_xlsx(folder / truth["file"], {"SYB": rows})
    skip(truth, "t", "SYB!1", "SYB!2", "SYB!11", "SYB!12")
    truth["header_rows"] = ["SYB!5", "SYB!6"]
    return truth


def ivory_utf16(folder: Path) -> dict[str, Any]:
    """French, tabs in UTF-16: each label in a line of its own, a programme's name that also is a product's."""
    truth = head("LISTE DES AUDITEURS.csv", "fr", "CI") | {"encoding": "utf-16", "delimiter": "\t"}
    lines = []

    def add(*c):
        lines.append("\t".join(c))

    add("Agence Emploi Jeunes - Programme GERME")
    add("")
    blocks = [
        ("CREE", "du 4 au 8 mars 2019", "2019-03-04", "2019-03-08", "SYB", "Bouaké"),
        ("GERME", "du 29 avril au 3 mai 2019", "2019-04-29", "2019-05-03", "IYB", "Korhogo"),
    ]
    ppl = [
        ("KOUASSI", "Aya Marie", "Féminin", "F", "15/07/1988", "07 58 12 34 5", "0758123450"),
        ("KONE", "Moussa", "Masculin", "M", "02/11/1979", "05-06-11-22-33", "0506112233"),
        ("TRAORE", "Mariam", "Féminin", "F", "30/01/1995", "0101223344", "0101223344"),
    ]
    for b, (nm, dates, s, e, prod, pl) in enumerate(blocks):
        add(f"Module : {nm}")
        add(f"Période : {dates}")
        add(f"Lieu : {pl}")
        hr = len(lines) - 2
        course(truth, f"c{b}", [prod], s, e, place=pl, rows=[f"csv!{hr}"])
        add(
            "N° d'ordre",
            "Nom",
            "Prénoms",
            "Sexe",
            "Date de naissance",
            "N° CNI",
            "Contacts",
            "Activité",
            "Niveau d'étude",
        )
        truth["header_rows"].append(f"csv!{len(lines)}")
        for i, (fn, gn, sw, sx, bd, ph, tel) in enumerate(ppl):
            if b == 1:
                fn, gn = [("OUATTARA", "Salimata"), ("COULIBALY", "Adama"), ("YAO", "Affoué")][i]
                tel = "07580000" + f"{i}1"
                ph = tel
            nid = f"C 00{b}1 2345 6{i}"
            add(
                str(i + 1),
                fn,
                gn,
                sw,
                bd,
                nid,
                ph if not (b == 0 and i == 0) else "07 58 12 34 50",
                ["Couture", "Commerce", "//"][i],
                ["CEPE", "BEPC", "-//-"][i],
            )
            person(
                truth,
                f"csv!{len(lines)}",
                f"c{b}",
                full_name=f"{fn} {gn}",
                given_name=gn,
                family_name=fn,
                sex=sx,
                birth={"date": "-".join(reversed(bd.split("/")))},
                national_id=nid,
                phones=["+225" + tel],
                education=["CEPE", "BEPC", "BEPC"][i],
            )
        add("Effectif total :", "3", "dont 2 femmes")
        skip(truth, "total", f"csv!{len(lines)}")
        add("")
    skip(truth, "t", "csv!1")
    (folder / truth["file"]).write_bytes("\r\n".join(lines).encode("utf-16"))
    return truth


def ethiopia_two_calendars(folder: Path) -> dict[str, Any]:
    """Amharic: headings in other words, an Ethiopian date in numbers beside one with the month's name."""
    truth = head("Trainees SNNPR 2012.xlsx", "am", "ET", "ethiopian")
    rows: Rows = [
        ["የሥራ ፈጠራ ሥልጠና ተሳታፊዎች"],
        ["ተ.ቁ", "የሠልጣኝ ሙሉ ስም", "ጾታ", "ዕድሜ", "ስልክ ቁጥር", "ወረዳ", "የሥልጠና ዓይነት", "የተጀመረበት ቀን", "የተጠናቀቀበት ቀን", "ቦታ", "ምርመራ"],
    ]
    course(truth, "a", ["GYB"], "2020-02-10", "2020-02-12", place="ሐዋሳ", rows=[])
    course(truth, "b", ["SYB"], "2020-03-02", "2020-03-06", place="ወላይታ ሶዶ", rows=[])
    ppl = [("አልማዝ ታደሰ በቀለ", "ሴ", "F"), ("ብርሃኑ ሙሉጌታ", "ወ", "M"), ("ትግስት አበበ ገብሬ", "ሴት", "F"), ("ካሳሁን ወልዴ", "ወንድ", "M")]
    for i, (n, sw, sx) in enumerate(ppl):
        d = [["2/06/2012", "4/06/2012"], ["የካቲት 23/2012", "የካቲት 27 ቀን 2012 ዓ.ም"]][i // 2]
        ph = f"091{i}22334{i}"
        rows.append(
            [
                i + 1,
                n,
                sw,
                25 + i,
                ph,
                ["ሐዋሳ ዙሪያ", "ሶዶ ዙሪያ"][i // 2],
                ["GYB", "SYB"][i // 2],
                *d,
                ["ሐዋሳ", "ወላይታ ሶዶ"][i // 2],
                ["", "አቋርጧል", "", ""][i],
            ]
        )
        person(
            truth,
            f"ዝርዝር!{3 + i}",
            "ab"[i // 2],
            full_name=n,
            sex=sx,
            birth={"age": 25 + i, "on": "2020-02-10"},
            phones=["+251" + ph[1:]],
            place=["ሐዋሳ ዙሪያ", "ሶዶ ዙሪያ"][i // 2],
            enrolment={"outcome": "dropped_out" if i == 1 else None},
        )
    rows.append(["", "ድምር", 4])
    write_xlsx(folder / truth["file"], {"ዝርዝር": rows})
    skip(truth, "t", "ዝርዝር!1", "ዝርዝር!7")
    truth["header_rows"] = ["ዝርዝር!2"]
    return truth


def side_by_side(folder: Path) -> dict[str, Any]:
    """Two lists beside each other on one sheet, one for the women and one for the men."""
    truth = head("GYB Lusaka women and men.xlsx", "en", "ZM")
    course(truth, "c1", ["GYB"], "2018-07-09", "2018-07-11", place="Lusaka", rows=["List!1"])
    rows: Rows = [
        ["GYB training, 9-11 July 2018, Lusaka"],
        ["WOMEN", "", "", "", "", "MEN"],
        ["No", "Name", "Sex", "Age", "Phone", "", "No", "Name", "Sex", "Age", "Phone"],
    ]
    women: Rows = [("Mutinta Phiri", 25), ("Chanda Mwale", 31), ("Bwalya Zulu", 44)]
    men = [("Joseph Banda", 29), ("Moses Tembo", 38)]
    for i in range(3):
        left = [i + 1, women[i][0], "F", women[i][1], f"097712345{i}"]
        r = [i + 1, men[i][0], "M", men[i][1], f"096612345{i}"] if i < 2 else []
        rows.append([*left, "", *r])
    for i, (n, a) in enumerate(women):
        person(
            truth,
            f"List!{4 + i}",
            "c1",
            full_name=n,
            sex="F",
            birth={"age": a, "on": "2018-07-09"},
            phones=[f"+26097712345{i}"],
        )
    for i, (n, a) in enumerate(men):
        person(
            truth,
            f"List!{4 + i}:G",
            "c1",
            full_name=n,
            sex="M",
            birth={"age": a, "on": "2018-07-09"},
            phones=[f"+26096612345{i}"],
        )
    write_xlsx(folder / truth["file"], {"List": rows})
    truth["header_rows"] = ["List!3"]
    return truth


def notes_between(folder: Path) -> dict[str, Any]:
    """Spanish long list with notes and group titles between rows, two-digit years, Excel dates and text."""
    truth = head("Lista general participantes.xlsx", "es", "GT")
    headings = [
        "No.",
        "Nombres",
        "Apellidos",
        "Sexo (M/H)",
        "F. de nac.",
        "DPI",
        "Teléfono",
        "Comunidad",
        "Curso",
        "Fecha inicio",
        "Fecha fin",
        "Resultado",
    ]
    rows: Rows = [["LISTA GENERAL DE PARTICIPANTES"], headings, ["COBÁN"]]
    course(truth, "a", ["GYB"], "2019-06-03", "2019-06-05", rows=[])
    course(truth, "b", ["SYB"], "2019-06-17", "2019-06-21", rows=[])
    ppl = [
        (
            "María José",
            "Caal Pop",
            "M",
            "F",
            date(1992, 4, 13),
            "1992-04-13",
            "2541 12345 1601",
            "a",
            "Aprobado",
            "completed",
        ),
        ("Juan", "Choc Ical", "H", "M", "25/08/1987", "1987-08-25", "2541 12346 1601", "a", "Abandonó", "dropped_out"),
        None,
        (
            "Rosa",
            "Tzul Xol",
            "M",
            "F",
            date(1979, 12, 30),
            "1979-12-30",
            "2541 12347 1602",
            "b",
            "Aprobada",
            "completed",
        ),
        ("Pedro", "Ac Coc", "H", "M", "7/11/1990", "1990-11-07", "2541 12348 1602", "b", "Reprobado", "failed"),
    ]
    r = 3
    for i, e in enumerate(ppl):
        r += 1
        if e is None:
            rows.append(["Nota: los siguientes participantes son de Carchá"])
            skip(truth, "n", f"Lista!{r}")
            continue
        g, f, w, sx, b, iso, dpi, c, res, out = e
        ph = f"5512 345{i}"
        rows.append(
            [
                len(truth["persons"]) + 1,
                g,
                f,
                w,
                b,
                dpi,
                ph,
                "Chamil" if i == 0 else "ídem",
                ["GIN", "ISUN"][c == "b"],
                ["3/6/2019", "17/06/2019"][c == "b"],
                ["5/6/2019", "21/06/2019"][c == "b"],
                res,
            ]
        )
        person(
            truth,
            f"Lista!{r}",
            c,
            full_name=f"{g} {f}",
            given_name=g,
            family_name=f,
            sex=sx,
            birth={"date": iso},
            national_id=dpi,
            phones=["+502" + ph.replace(" ", "")],
            enrolment={"outcome": out},
        )
    write_xlsx(folder / truth["file"], {"Lista": rows})
    skip(truth, "t", "Lista!1", "Lista!3")
    truth["header_rows"] = ["Lista!2"]
    return truth


def china_txt(folder: Path) -> dict[str, Any]:
    """Tab separated, GBK, birth from a column, course title line, X marks."""
    truth = head("学员名单.txt", "zh", "CN") | {"encoding": "gb18030", "delimiter": "\t"}
    lines = [
        "某某职业培训学校",
        "培训项目：SYB\t培训时间：2021年3月1日至3月10日\t培训地点：青山区",
        "序号\t学员姓名\t性别\t出生年月\t身份证号\t手机号\t户籍\t是否创业\t结业情况",
    ]
    course(truth, "c", ["SYB"], "2021-03-01", "2021-03-10", place="青山区", rows=["csv!2"])
    for i, (n, s, nid, out) in enumerate(
        [
            ("陈美丽", "女", "139902199201014529", "合格"),
            ("王建国", "男", "139902198507083412", "合格"),
            ("孙小梅", "女", "139902199911223645", "不合格"),
        ]
    ):
        lines.append(f"{i + 1}\t{n}\t{s}\t{nid[6:10]}.{nid[10:12]}\t{nid}\t1390000111{i}\t城镇\t否\t{out}")
        person(
            truth,
            f"csv!{4 + i}",
            "c",
            full_name=n,
            sex={"女": "F", "男": "M"}[s],
            birth={"year": int(nid[6:10])},
            national_id=nid,
            phones=[f"+861390000111{i}"],
            enrolment={"outcome": ["completed", "completed", "failed"][i]},
        )
    (folder / truth["file"]).write_bytes("\r\n".join(lines).encode("gb18030"))
    skip(truth, "t", "csv!1")
    truth["header_rows"] = ["csv!3"]
    return truth


def haiti_mixed(folder: Path) -> dict[str, Any]:
    """French list where sex is under two columns F and M with X, age brackets, and X under modules of IYB."""
    truth = head("Participants GERME Haiti.xlsx", "fr", "HT")
    rows: Rows = [
        ["Formation GERME - Cap-Haïtien, du 3 au 7 février 2020"],
        ["No", "Nom et Prénom", "Sexe", "", "Tranche d'âge", "Téléphone", "Commune", "Entreprise"],
        ["", "", "F", "M", "", "", "", ""],
    ]
    course(truth, "c", ["IYB"], "2020-02-03", "2020-02-07", rows=["P!1"])
    for i, (n, s, b) in enumerate(
        [("Jean-Louis Marie", "F", "26-35"), ("Pierre Wilner", "M", "36-45"), ("Joseph Rose", "F", "46-60 ans")]
    ):
        ph = f"37 12 34 5{i}"
        rows.append(
            [
                i + 1,
                n,
                "X" if s == "F" else "",
                "x" if s == "M" else "",
                b,
                ph,
                "Limonade",
                "Boutik Lakay" if i == 0 else "",
            ]
        )
        person(
            truth,
            f"P!{4 + i}",
            "c",
            full_name=n,
            sex=s,
            birth={"bracket": b[:5]},
            phones=["+509" + ph.replace(" ", "")],
            place="Limonade",
        )
    rows.append(["Total", "3", "2", "1"])
    write_xlsx(folder / truth["file"], {"P": rows})
    skip(truth, "t", "P!7")
    truth["header_rows"] = ["P!2", "P!3"]
    return truth


LAYOUTS = (
    vietnam_birth_under_sex,
    ivory_utf16,
    ethiopia_two_calendars,
    side_by_side,
    notes_between,
    china_txt,
    haiti_mixed,
)
