"""Of which country a list's telephone numbers and places are: told by the list, asked once, or said."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import trainer_app.cli.lists  # noqa: F401 - declares the command
from trainer_app.cli import application
from trainer_app.countries import countries_in
from trainer_app.importing import memory
from trainer_app.importing.choices import Choices
from trainer_app.importing.country import BY_COLUMN, BY_IDS, BY_LANGUAGE, BY_NUMBERS, BY_TITLE
from trainer_app.importing.findings import findings
from trainer_app.importing.opened import open_list
from trainer_app.lists.id_forms import country_of_ids
from trainer_app.lists.reading import COUNTRY, Reading

KENYA = ["0712 345 678", "0722 345 679", "0733345680", "0110 345 681"]
HEAD = ["No", "Name", "Sex", "Phone"]


def people(phones: list[str], *further: str, head: list[str] = HEAD) -> list[list[object]]:
    """A list of as many people as phones; further: a cell more in every row."""
    return [
        head,
        *([number, f"Person {'ABCDEF'[number]}", "F", phone, *further] for number, phone in enumerate(phones)),
    ]


def read(office: Any, rows: list[list[object]], home: str | None = "MM", **how: Any) -> Reading:
    return open_list(office.write(rows, **how)).read(Choices(), home)


def asked(reading: Reading) -> list[str]:
    return [code for question in reading.questions if question.key == COUNTRY for code, _shown in question.options]


def test_a_list_of_the_country_of_the_database_is_not_asked_about(office: Any) -> None:
    reading = read(office, people(["0944 379 0564", "09443790566"]))
    assert (reading.country, reading.country_by, asked(reading)) == ("MM", "", [])


@pytest.mark.parametrize(
    ("rows", "how", "by"),
    [
        ([["SIYB training, Nairobi, Kenya, 5-9 August 2019"], *people(KENYA)], {}, BY_TITLE),
        (people(KENYA), {"name": "Kenya list.xlsx"}, BY_TITLE),
        (people(KENYA), {"sheet": "Kenia"}, BY_TITLE),
        (people(["+254712345678", "254722345679", "0733345680"]), {}, BY_NUMBERS),
        (people(KENYA, "Kenya", head=[*HEAD, "Where from"]), {}, BY_COLUMN),
    ],
)
def test_a_list_that_tells_its_country_is_read_as_of_it(office: Any, rows: Any, how: Any, by: str) -> None:
    reading = read(office, rows, **how)
    assert (reading.country, reading.country_by, asked(reading)) == ("KE", by, [])
    phones = [row.values["phones"] for table in reading.tables for row in table.rows]
    assert phones[-1].value in ("+254110345681", "+254733345680")
    assert not [phone for phone in phones if phone.mark in ("unsure", "refused")]


LOCAL, SIGNED = "0712 {:06}", "+84 912{:06}"


@pytest.mark.parametrize(
    ("first", "later", "country"),
    [([LOCAL] * 40, LOCAL, "KE"), ([], LOCAL, "KE"), (["+2547 12{:06}"], SIGNED, "VN"), ([LOCAL] * 40, SIGNED, "KE")],
)
def test_a_long_list_is_of_one_country_wherever_it_tells_it(
    office: Any, first: list[str], later: str, country: str
) -> None:
    """first: forms of the numbers that its first people have; later: of those of its last ones."""
    forms = [*first, *[""] * (1_000 - len(first)), *[later] * 40]
    cells = [form.format(number) for number, form in enumerate(forms, 345_000)]
    rows = [[number, f"Person {'ABCDE'[number % 5]}{number}", "F", cell] for number, cell in enumerate(cells)]
    reading = read(office, [["Nairobi, Kenya"], HEAD, *rows])
    assert (reading.country, asked(reading)) == (country, [])
    told = [row.values["phones"].value for table in reading.tables for row in table.rows if "phones" in row.values]
    assert len(told) == len(first) + 40
    assert {str(phone)[:4] for phone in told[40:]} <= {"+254" if later == LOCAL else "+849"}


def test_numbers_dialled_with_two_zeros_name_their_country_as_those_with_a_plus_do(office: Any) -> None:
    numbers = ["0700 123 456", "0093 700 123 457", "0093701234568", "0093 79 912 3456", "0093 78 812 3457"]
    mixed = [*numbers, "09 443 790 564"]  # one of the country of the database, as of somebody beyond its border
    assert read(office, people(mixed)).country == "AF"


def test_a_language_tells_the_country_with_the_numbers(office: Any) -> None:
    head = ["STT", "Họ và tên", "Giới tính", "Số điện thoại"]
    rows = [head, [1, "Nguyễn Thị Lan", "Nữ", "0912345678"], [2, "Trần Văn Nam", "Nam", "0987654321"]]
    reading = read(office, rows)
    assert (reading.country, reading.country_by) == ("VN", BY_LANGUAGE)


def test_identity_numbers_of_one_countrys_form_tell_it_where_its_telephone_numbers_fit_several(office: Any) -> None:
    nrc = [f"12/OUKAMA(N){number}" for number in range(123456, 123461)]
    head = ["No", "Name", "Sex", "Phone", "NRC"]
    rows = [head, *([n, f"Person {'ABCDE'[n]}", "F", f"0942123456{n}", nrc[n]] for n in range(5))]
    reading = read(office, rows, home=None)
    assert (reading.country, reading.country_by, asked(reading)) == ("MM", BY_IDS, [])


@pytest.mark.parametrize(
    ("country", "numbers"),
    [
        (
            "MM",
            ["၁၂/ဥကမ(နိုင်)၁၂၃၄၅၆", "5/MaYaNa (N) 004567", "9/LAWANA(N)000123", "14/PATANA(E)100200", "1/KAMATA(N)000001"],
        ),
        ("TH", ["1-2345-67890-12-1", "3100600123450", "1101700230708", "5 1014 00012 34 1", "1-0000-00000-01-7"]),
        ("LK", ["912345678V", "853400937v", "901234567X", "791112223V", "680010020V"]),
        (None, ["123456", "234567", "345678", "456789", "567890"]),
        (None, ["912345678V"]),
    ],
)
def test_the_form_of_identity_numbers(country: str | None, numbers: list[str]) -> None:
    assert country_of_ids(numbers) == country


def test_numbers_that_may_be_of_several_countries_are_asked_about_once_and_kept_as_typed(office: Any) -> None:
    head = ["N°", "Nom complet", "Sexe (H/F)", "Téléphone"]
    rows = [head, [1, "Awa Diop", "F", "77 654 72 57"], [2, "Modou Fall", "H", "77 202 10 65"]]
    file = office.begin(office.write(rows))
    assert "SN" in asked(file.reading)
    assert "MM" in asked(file.reading)
    assert [row.values["phones"].value for row in file.reading.tables[0].rows] == ["776547257", "772021065"]
    (question,) = [one for one in file.problems() if one.kind == "question"]
    assert question.touched == 2
    assert not [one for one in findings(file.plan) if "country" in one.found]  # the sender has no cell for it
    file.answer(question, "SN")
    office.refresh(file)
    assert [row.values["phones"].value for row in file.reading.tables[0].rows] == ["+221776547257", "+221772021065"]
    assert file.problems()[0].answer == "SN"
    assert file.told_country == (None, "")
    file.choose_country("")
    office.refresh(file)
    assert asked(file.reading)


def test_places_go_to_the_country_of_the_list(office: Any) -> None:
    rows = people(["+254712345678", "+254722345679"], "Kisumu", head=[*HEAD, "Province"])
    office.take(office.begin(office.write([["Course: SYB, Date: 5-9 August 2019"], *rows])))
    with office.database.read() as tx:
        assert tx.rows("SELECT country FROM place WHERE name = 'Kisumu'") == [("KE",)]


def test_the_country_is_remembered_of_a_sender_but_not_of_a_form_that_anybody_may_use(office: Any) -> None:
    rows = people(["0712 345 678", "0722 345 679"])
    path = office.write(rows)
    reading = read(office, rows)
    said = Choices(answers={COUNTRY: "KE"})
    memory.remember("", reading.tables, said)
    assert memory.recall(open_list(path).grids).choices().country is None
    memory.remember("Wanjiru", reading.tables, said)
    assert memory.recall(open_list(path).grids, "Wanjiru").choices().country == "KE"
    memory.remember("Wanjiru", reading.tables, memory.recall(open_list(path).grids, "Wanjiru").choices())
    assert memory.recall(open_list(path).grids, "Wanjiru").choices().country == "KE"


def test_the_command_is_told_the_country_and_remembers_it(office: Any, tmp_path: Path) -> None:
    head = ["N°", "Nom complet", "Sexe (H/F)", "Téléphone"]
    rows = [["Cours: SYB, Date: 5-9/8/2019"], head, [1, "Awa Diop", "F", "77 654 72 57"]]
    path = office.write(rows)

    def run(*words: str) -> str:
        found = CliRunner().invoke(application, ["--database", str(tmp_path / "office.db"), "import", *words])
        assert found.exit_code == 0, found.output
        return found.output

    assert "Which country" in run(str(path))
    told = "Telephone numbers and places are of Senegal, as you said."
    assert told in run(str(path), "--country", "Sénégal", "--sender", "GERME", "--apply")
    assert told in run(str(path), "--sender", "GERME")
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('country = "Senegal"\n', "utf-8")
    assert told in run(str(path), "--forget", "--mapping", str(mapping))


def test_countries_are_found_in_words_but_not_in_two_letters() -> None:
    assert countries_in("Formation GERME, Thiès (Sénégal), 2019") == {"SN"}
    assert countries_in("List of trainers in La Union, no. 5 de la lista") == frozenset()
    assert countries_in("2019年中国创业培训", ["zh"]) == {"CN"}
    assert countries_in("Papua New Guinea") == {"PG"}


def test_the_country_that_people_came_back_from_is_not_that_of_their_telephones(office: Any) -> None:
    head = ["شماره", "اسم", "ولد", "جنسیت", "شماره موبایل", "عودت از"]
    rows = [
        head,
        [1, "ذکیه کاکړ", "محمد نبی", "زن", 706925193, "پاکستان"],
        [2, "ببرک کاکړ", "محمد نبی", "مرد", "0767997529", "ایران"],
    ]
    reading = open_list(office.write(rows)).read(Choices(), "AF")
    told = [row.values["phones"].value for row in reading.tables[0].rows]
    assert told == ["+93706925193", "+93767997529"]


def test_rows_of_several_countries_have_numbers_of_their_own(office: Any) -> None:
    head = ["No", "Country", "Name", "Sex", "Phone"]
    rows = [
        head, [1, "Cambodia", "Sok Dara", "M", "012345678"], [2, "Viet Nam", "Lan Nguyen", "F", 912345678],
        [3, "Lao PDR", "Noy Vongsa", "F", "02055848970"], [4, "CAMBODIA", "Chan Thy", "F", "+855 12 345 679"],
    ]  # fmt: skip
    reading = read(office, rows)
    told = [row.values["phones"].value for row in reading.tables[0].rows]
    assert told == ["+85512345678", "+84912345678", "+8562055848970", "+85512345679"]
    assert asked(reading) == []
