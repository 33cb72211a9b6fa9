"""Places that the names of sheets and the ends of titles tell: surely, to be looked at, or not at all."""

import pytest

from tests.trainer_app.lists.laid_out import read
from tests.trainer_app.lists.pasted import TODAY
from trainer_app.lists.read import read_sheets
from trainer_app.lists.reading import ListTable
from trainer_app.lists.scripts import Cell
from trainer_app.lists.sheets import Grid

_PEOPLE = ("|||9-11/8/2021", "1|Aye|F|x", "2|Bo|M|x")
_WITH_PLACES = ("|||9-11/8/2021|", "1|Aye|F|x|Hlaing", "2|Bo|M|x|Insein")


def province(table: ListTable) -> tuple[object, object]:
    told = table.course.get("province")
    return (told.value, told.mark) if told is not None else (None, None)


@pytest.mark.parametrize(
    ("title", "sheet", "told"),
    [
        ("Belu District: those trained", "Belu", ("Belu", None)),
        ("ບັນຊີລາຍຊື່ ຂອງເມືອງທ່າແຂກ", "ທ່າແຂກ", ("ທ່າແຂກ", None)),
        ("清河县创业培训学员花名册", "清河", ("清河", None)),
        ("Those trained in Tamale", "Tamale", ("Tamale", "unsure")),
        ("የገበሬዎች ዩኒየን አባላት", "ዩኒየን", ("ዩኒየን", "unsure")),
        ("Nasabah Kabupaten Ende", "Nasabah", (None, None)),
        ("Rural Self Employment Training Institute (RSETI)", "RSETI", (None, None)),
        ("የሠለጠኑ ደንበኞች", "ደንበኞች", (None, None)),
        ("बचत समूह अनुगमन", "अनुगमन", (None, None)),
    ],
)
def test_the_name_of_a_sheet_is_a_place_where_its_title_says_so(
    title: str, sheet: str, told: tuple[object, object]
) -> None:
    (table,) = read(title, "No|Name|Sex|GYB", *_PEOPLE, name=sheet).tables
    assert province(table) == told


def test_a_column_of_places_goes_before_a_name_of_a_sheet_that_only_may_be_one() -> None:
    header = "No|Name|Sex|GYB|Township"
    (table,) = read("Those trained in Tamale", header, *_WITH_PLACES, name="Tamale").tables
    assert province(table) == (None, None)
    (table,) = read("Those trained in Tamale Region", header, *_WITH_PLACES, name="Tamale").tables
    assert province(table) == ("Tamale", None)


def test_sheets_of_one_form_that_titles_name_are_places() -> None:
    grids = []
    for sheet in ("Tamale", "Bolga"):
        lines = (f"Those trained in {sheet}", "No|Name|Sex|GYB|Township", *_WITH_PLACES)
        rows: list[list[Cell]] = [[*line.split("|")] for line in lines]
        grids.append(Grid(sheet, rows))
    tables = read_sheets("list.xlsx", grids, today=TODAY).tables
    assert [province(table) for table in tables] == [("Tamale", None), ("Bolga", None)]


@pytest.mark.parametrize(
    ("titles", "venue"),
    [
        (("የMy.COOP ሥልጠና ዝርዝር፣ ከየካቲት 3 እስከ የካቲት 6 ቀን 2013 ዓ.ም.፣ ጅማ",), ("ጅማ", None)),
        (("د راستنېدونکو لېست، خوست", "روزنه: GYB"), ("خوست", "unsure")),
        (("List of returnees, Khost", "Course: GYB"), ("Khost", "unsure")),
        (("List of returnees, Women", "Course: GYB"), None),
        (("List of returnees, Khost Women's Association", "Course: GYB"), None),
        (("GYB (6-10/6/2022, Sokaraja)",), ("Sokaraja", None)),
        (("Tập huấn SYB 5-9/8/2019 tại Trường THPT Ba Vì",), ("Trường THPT Ba Vì", None)),
        (("ຫຼັກສູດ GYB ວັນທີ ໒-໓/໘/໒໐໒໓ ທີ່ ໂຮງຮຽນ ມສ ໄຊບູລີ",), ("ໂຮງຮຽນ ມສ ໄຊບູລີ", None)),
        (("SYB 5-9 August 2019 in schools",), None),
        (("My.COOP သင်တန်း|ပုသိမ်မြို့|၂၀၁၉ ခုနှစ် သြဂုတ်လ ၁၉ - ၂၃ ရက်",), ("ပုသိမ်မြို့", "unsure")),
    ],
)
def test_the_place_at_the_end_of_a_title(titles: tuple[str, ...], venue: tuple[object, object] | None) -> None:
    (table,) = read(*titles, "No|Name|Sex", "1|Aye|F", "2|Bo|M").tables
    told = table.course.get("venue")
    assert ((told.value, told.mark) if told is not None else None) == venue


@pytest.mark.parametrize(
    ("sheets", "told"),
    [
        (("Tamale", "Bolga"), [("Tamale", "unsure"), ("Bolga", None)]),  # where the courses were
        (("Tamale District", "Wa District"), [("Tamale District", "converted"), ("Wa District", "converted")]),
        (("Awa Ba", "Sira Sow"), [("Awa Ba", "unsure"), ("Sira Sow", "unsure")]),  # they may be trainers
        (("January", "February"), [(None, None), (None, None)]),
        (("ເຊົ້າ", "ບ່າຍ"), [(None, None), (None, None)]),
    ],
)
def test_the_names_of_sheets_of_one_form_may_be_places(
    sheets: tuple[str, str], told: list[tuple[object, object]]
) -> None:
    lines = ("Course: SYB, 5-9 August 2019|Place: Town hall, Bolga", "No|Name|Sex|Phone", "1|Aye Ba|F|1234")
    grids = []
    for sheet in sheets:
        rows: list[list[Cell]] = [[*line.split("|")] for line in lines]
        grids.append(Grid(sheet, rows))
    tables = read_sheets("list.xlsx", grids, today=TODAY).tables
    assert [province(table) for table in tables] == told


def test_a_sheet_named_after_its_place_tells_nothing_of_the_others() -> None:
    rows: list[list[Cell]] = [["No", "Name", "Sex", "Age"], ["1", "Aye", "F", "30"], ["2", "Bo", "M", "31"]]
    grids = [Grid("Class 1", [[*row] for row in rows]), Grid("Bago", [["Bago township: those trained"], *rows])]
    first, second = read_sheets("list.xlsx", grids, today=TODAY).tables
    assert (province(first), province(second)[0]) == ((None, None), "Bago")
