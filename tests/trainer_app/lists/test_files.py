"""Files of every kind and pasted text: tables found, rows accounted for, sentences for what cannot be opened."""

import unicodedata
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import msoffcrypto
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile
from xlsxwriter import Workbook

from trainer_app.errors import UserError
from trainer_app.lists.read import read_list, read_pasted
from trainer_app.lists.words import load_words
from trainer_app.paths import words_folder
from trainer_app.spreadsheets import texts
from trainer_app.spreadsheets.code_pages import is_code_page
from trainer_app.spreadsheets.texts import decode


def workbook(path: Path, rows: list[list[object]], *, hide: bool = False) -> Path:
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("List")
        book.add_worksheet("Front").write(0, 0, "cover")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if hide:
            book.worksheets()[1].activate()
            book.worksheets()[1].set_first_sheet()
            sheet.hide()
    return path


ROWS: list[list[object]] = [
    ["Participants of our course"],
    ["Course: SYB, Date: 5-9 August 2019, Venue: Hpa-An"],
    [],
    ["No", "Name", "Sex", "Phone", "Shoe size"],
    [1, "Aye Aye", "F", 9443790564, 36],
    [2, "Bo Bo", "M", "n/a", ""],
    ["Total", 2, "", "", ""],
    ["", "Prepared by", "", "", ""],
]


def test_a_workbook(tmp_path: Path) -> None:
    reading = read_list(workbook(tmp_path / "list.xlsx", ROWS), country="MM")
    (table,) = reading.tables
    assert (table.sheet, table.header_rows, table.course_rows) == ("List", (4,), (2,))
    assert [row.row_number for row in table.rows] == [5, 6]
    assert [(s.row, s.reason) for s in reading.skipped if s.sheet == "List"] == [
        (1, "a title or heading"),
        (7, "a row of totals"),
        (8, "a page number or signatures"),
    ]
    assert table.rows[0].values["phones"].value == "+959443790564"
    assert table.rows[0].extra == {"Shoe size": "36"}
    assert {name: str(value.value) for name, value in table.course.items()} == {
        "product": "SYB",
        "start": "2019-08-05",
        "end": "2019-08-09",
        "venue": "Hpa-An",
    }


def test_dates_that_the_spreadsheet_exchanged_are_unsure(tmp_path: Path) -> None:
    """Days above 12 stayed text, the others became date cells: their day and month may have changed places."""
    typed = ["24/05/1990", "13/07/1988", "30/01/1979"]
    cells = [date(1990, 7, 5), date(1991, 2, 11), date(1985, 12, 1)]
    path = tmp_path / "list.xlsx"
    with Workbook(str(path)) as book:
        sheet, day = book.add_worksheet("List"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["No", "Name", "Date of birth"])
        for number, born in enumerate([*typed, *cells], 1):
            sheet.write_row(number, 0, [number, f"Aye {'abcdef'[number - 1]}"])
            sheet.write(number, 2, born, *([] if isinstance(born, str) else [day]))
    values = [row.values["birth_date"] for row in read_list(path).tables[0].rows]
    assert [value.mark for value in values] == ["converted"] * 3 + ["unsure"] * 3
    assert [value.value for value in values[3:]] == cells


def test_a_cell_merged_over_several_people_counts_for_each(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("List")
        for number, row in enumerate([["No", "Company", "Name"], [1, "", "Aye"], [2, "", "Bo"], [3, "", "Cho"]]):
            sheet.write_row(number, 0, row)
        sheet.merge_range(1, 1, 2, 1, "CV Jati")
    rows = read_list(path).tables[0].rows
    assert [row.values["business_name"].value if "business_name" in row.values else None for row in rows] == [
        "CV Jati",
        "CV Jati",
        None,
    ]


def test_the_same_file_reads_the_same(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", ROWS)
    assert read_list(path) == read_list(path)


def test_a_hidden_sheet_with_people_is_asked_for(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", ROWS, hide=True)
    reading = read_list(path)
    assert reading.tables == ()
    (question,) = reading.questions
    assert question.rows_touched == 2
    assert len(read_list(path, answers={question.key: "yes"}).tables) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_files(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = ["序号,姓名,性别,文化程度", "1,陈一,男,高中毕业", "2,王秀英,女,大学本科"]
    path = tmp_path / "list.csv"
    path.write_bytes("\r\n".join(lines).replace(",", separator).encode(encoding))
    reading = read_list(path)
    assert [row.values["full_name"].value for row in reading.tables[0].rows] == ["陈一", "王秀英"]
    assert [row.values["sex"].value for row in reading.tables[0].rows] == ["M", "F"]


@pytest.mark.parametrize("zero_at", [5, 30])
def test_a_zero_byte_in_a_text_file_is_a_space(zero_at: int, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    text = "Name,Sex,Phone\n" + "".join(f"Su\0Su,F,09443790{number}\0\0\n" for number in range(566, 566 + zero_at))
    path.write_bytes(text.encode())
    (table,) = read_list(path).tables
    assert {row.values["full_name"].value for row in table.rows} == {"Su Su"}
    assert len(table.rows) == zero_at


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("ชื่อ-สกุล;เพศ;โทรศัพท์\nนายบุญมี แสงทอง;ชาย;0891234567\nนางสุนิสา ชัยวงศ์;หญิง;081\n", "cp874"),
        ("Nom;Prénom;Sexe\nDième;Aïssatou;F\nNdèye;Thérèse;F\n", "cp1252"),
        ("Имя;Пол\nИванов Пётр;м\nСидорова Анна;ж\n", "cp1251"),
        ("F.I.Sh.;Guvohnoma\nKarimov Jasur;№ FT-1\n", "cp1251"),
        ("Prénom;Nom;Activité\nAïssatou;Sène;Élevage\nNdèye;Dème;Forêt\n", "mac_roman"),
        ("Prénom;Nom;Activité\nAïssatou;Sène;Élevage\nNdèye;Dème;Forêt\n", "cp850"),
        ("Prénom;Nom;Activité\nAïssatou;Sène;Élevage\nNdèye;Dème;Forêt\n", "cp1252"),
        ("Nombre;Dirección\nJosé Muñoz;Jirón Áncash\nMaría Ibáñez;Avenida Perú\n", "mac_roman"),
        ("Nombre;Dirección\nJosé Muñoz;Jirón Áncash\nMaría Ibáñez;Avenida Perú\n", "cp1252"),
        ("Adı Soyadı;İlçe\nAyşe Yılmaz;Şahinbey\nOğuz Çağrı Şen;Karşıyaka\n", "cp1254"),
        ("Sıra;Adı Soyadı;Doğum yeri\n1;Bêrîvan Öztürk;Iğdır\n2;Şêrîn Kaya;Ağrı\n", "cp1254"),
        ("Lp.;Imię i nazwisko;Płeć\n1;Łukasz Żak;M\n2;Małgorzata Wiśniewska;K\n", "cp1250"),
        ("Lp.;Imię i nazwisko;Płeć\n1;Łukasz Żak;M\n2;Małgorzata Wiśniewska;K\n", "iso8859_2"),
        ("R.br.;Ime i prezime;Pol\n1;Đorđe Šarić;M\n2;Željka Čolić;Ž\n", "cp1250"),
        ("No;ФИО;Пол\n1;Абдыкадырова Жылдыз;Ж\n2;Сатыбалдиев Нурбек;М\n", "koi8_r"),
        ("No;ФИО;Пол\n1;Абдыкадырова Жылдыз;Ж\n2;Сатыбалдиев Нурбек;М\n", "cp866"),
        ("番号;氏名;性別\n1;佐藤花子;女\n2;鈴木太郎;男\n3;髙橋健一;男\n", "cp932"),
        ("番号,氏名,フリガナ,性別\n1,佐藤花子,サトウ ハナコ,女\n2,鈴木太郎,スズキ タロウ,男\n", "euc_jis_2004"),
        ("Α/Α;Ονοματεπώνυμο;Φύλο\n1;Γιώργος Παπαδόπουλος;Α\n2;Μαρία Κωνσταντίνου;Θ\n", "cp1253"),
        ("Α/Α;Επώνυμο;Άλλο\n1;Νικολάου Ελένη;Άνδρας\n2;Δημητρίου Χρήστος;Άνδρας\n", "iso8859_7"),
        ("Név;Lakcím;Nem\nSzűcs Bálint;Gödöllő, Petőfi tér 3.;férfi\nKőszegi Márta;Békéscsaba;nő\n", "cp1250"),
        ("Jméno;Město\nJan Novák;Plzeň\nEva Dvořáková;Kladno\nPetr Kučera;Brno\n", "cp1250"),
        ("Nr;Nume şi prenume;Localitate\n1;Popa Ion;Chişinău\n2;Rusu Elena;Bălţi\n", "cp1250"),
        ("No;ФИО;Пол;Возраст\n1;Абдыкадырова Жылдыз;Ж;30\n2;Сатыбалдиев Нурбек;М;31\n", "iso8859_5"),
        ("No;ПІБ;Стать\n1;Шевченко Олена;Ж\n2;Коваленко Юрій;Ч\n3;Гриценко Їжак;Ч\n", "koi8_u"),
        ("מס;שם מלא;מין\n1;שרה כהן;נ\n2;דוד לוי;ז\n", "cp1255"),
        ("序號;姓名;性別\n1;陳美玲;女\n2;林志強;男\n3;黃淑芬;女\n", "big5hkscs"),
        ("번호,이름,성별\n1,김영희,여\n2,이철수,남\n3,박민수,남\n", "cp949"),
        ("م;الاسم الكامل;الجنس\n1;فاطمة علي حسن;أنثى\n2;محمد عبد الله;ذكر\n", "iso8859_6"),
        ("Prénom;Nom\nAwa;Sène\nModou;Fall\n", "cp1252"),
        ("NOM;PRÉNOM;SEXE\nSÈNE;AÏSSATOU;F\nTRAORÉ;OUSMANE;M\n", "cp1252"),
        ("Nombre;Sexo\nJuan Peña;M\nMaria Lopez;F\n", "cp1252"),
        ("Nº;Nome\nMª José;F\nJoão Ação;M\n", "cp1252"),
    ],
)
def test_code_pages(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


def test_the_letters_of_a_long_list_are_looked_at_wherever_they_stand() -> None:
    text = "No;Name;Sex\n" + "1;Aye Aye;F\n" * 30_000 + "2;Γιώργος Παπαδόπουλος;M\n3;Μαρία Κωνσταντίνου;F\n"
    assert decode(text.encode("cp1253")) == (text, "cp1253")


def test_each_code_page_that_is_told_can_be_chosen_instead() -> None:
    assert all(map(is_code_page, texts.CODE_PAGES))


def test_pasted_cells_with_a_header() -> None:
    reading = read_pasted('No\tName\tSex\tTownship\n1\tAye Aye\tF\tHpa-An\n2\tBo Bo\tM\t"\n')
    assert [row.values["township"].value for row in reading.tables[0].rows] == ["Hpa-An", "Hpa-An"]


def test_pasted_cells_without_a_header() -> None:
    rows = ["1\tAye Aye\tF\t1985\t09443790564", "2\tBo Bo\tM\t1990\t-", "3\tCho\tF\t?\t09442325777"]
    reading = read_pasted("\n".join(rows), country="MM")
    (table,) = reading.tables
    assert [column.field for column in table.columns] == ["serial", "full_name", "sex", "birth_year", "phones"]
    assert [row.values["birth_year"].value for row in table.rows] == [1985, 1990, None]
    assert all(column.certainty < 1 for column in table.columns)


def test_nothing_pasted_is_nothing_read() -> None:
    assert read_pasted(" \n\t\n").tables == ()


@given(st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=12))
def test_any_pasted_text_is_accounted_for(cells: list[list[str]]) -> None:
    reading = read_pasted("\n".join("\t".join(row) for row in cells))
    rows = [row.row_number for table in reading.tables for row in table.rows]
    rows += [row for table in reading.tables for row in (*table.header_rows, *table.course_rows)]
    rows += [skipped.row for skipped in reading.skipped]
    assert len(rows) == len(set(rows))


def test_a_line_that_tells_excel_the_separator_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("sep=;\r\nNo;Full name;Sex\r\n1;Aye, Ma;F\r\n2;Bo, Ko;M\r\n", "utf-8")
    reading = read_list(path)
    assert [row.row_number for row in reading.tables[0].rows] == [3, 4]
    assert [row.values["full_name"].value for row in reading.tables[0].rows] == ["Aye, Ma", "Bo, Ko"]
    assert reading.skipped == ()


def test_an_office_adds_words(tmp_path: Path) -> None:
    (tmp_path / "columns").mkdir()
    (tmp_path / "columns" / "xx.toml").write_text('full_name = ["Zvana"]\nsex = ["Mhosva"]\n', "utf-8")
    load_words.cache_clear()
    reading = read_pasted("Zvana\tMhosva\nRudo\tfemale\n", office_words=tmp_path)
    assert reading.tables[0].rows[0].values["sex"].value == "F"


def test_the_words_of_this_computer_are_taken_without_being_named(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("TRAINER_APP_DATA", str(tmp_path))
    (words_folder() / "columns").mkdir()
    (words_folder() / "columns" / "xx.toml").write_text('full_name = ["Zvana"]\nsex = ["Mhosva"]\n', "utf-8")
    load_words.cache_clear()
    assert load_words(None) is load_words()  # once, however they are asked for
    try:
        assert read_pasted("Zvana\tMhosva\nRudo\tfemale\n").tables[0].rows[0].values["sex"].value == "F"
    finally:
        load_words.cache_clear()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("columns/xx.toml", 'full_name = ["Zvana"\nsex = 1', "line 2"),
        ("columns/xx.toml", 'nmae = ["Zvana"]', "no field nmae"),
        ("columns/xx.toml", "full_name = 3", "the form"),
        ("values/sex.toml", 'F = ["x"]', "sexes.toml"),
        ("values/sexes.toml", 'F = ["x"]', "vocabulary"),
    ],
)
def test_broken_words_of_an_office_are_told_with_their_file(tmp_path: Path, name: str, content: str, told: str) -> None:
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(UserError, match=told) as error:
        load_words(tmp_path)
    assert str(tmp_path / name) in str(error.value)


def encrypted(path: Path, password: str = "correct horse") -> Path:
    plain = BytesIO(path.read_bytes())
    with path.open("wb") as file:
        OOXMLFile(plain).encrypt(password, file)
    assert msoffcrypto.OfficeFile(BytesIO(path.read_bytes())).is_encrypted()
    return path


def test_a_password(tmp_path: Path) -> None:
    path = encrypted(workbook(tmp_path / "list.xlsx", ROWS))
    with pytest.raises(UserError, match="protected with a password"):
        read_list(path)
    with pytest.raises(UserError, match="does not open"):
        read_list(path, password="wrong")
    assert len(read_list(path, password="correct horse").tables[0].rows) == 2


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_password_opens_whichever_way_the_keyboard_types_an_accent(
    tmp_path: Path, form: Literal["NFC", "NFD"]
) -> None:
    path = encrypted(workbook(tmp_path / "list.xlsx", ROWS), unicodedata.normalize(form, "Thiès été"))
    assert read_list(path, password=unicodedata.normalize("NFD", "Thiès été")).tables
    with pytest.raises(UserError, match="does not open"):
        read_list(path, password="Thies ete")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    text = tmp_path / "text.xlsx"
    text.write_text("No,Name\n1,Aye\n", "utf-8")
    with pytest.raises(UserError, match=r"text\.xlsx is named like a workbook"):
        read_list(text)
    whole = workbook(tmp_path / "whole.xlsx", ROWS).read_bytes()
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UserError, match=r"cut\.xlsx is not a readable"):
        read_list(cut)
    with pytest.raises(UserError, match="There is no file"):
        read_list(tmp_path / "missing.xlsx")
    with pytest.raises(UserError, match="is a folder"):
        read_list(tmp_path)
