"""The rules of counting outreach, one by one."""

from datetime import date
from typing import Any

import pytest

from db.database import Transaction
from db.models import (
    Certificate,
    Course,
    CourseTrainer,
    Enrolment,
    Funding,
    Headcount,
    Organisation,
    Person,
    Place,
    Project,
)
from tests.trainer_app.reports.outreach_asked import make, records, total
from trainer_app.errors import UserError


def course(tx: Transaction, code: str, people: list[str], **values: Any) -> Course:
    """A course in March 2024 with these people enrolled."""
    fields = {"programme": "SIYB", "products": "SYB", "starts": date(2024, 3, 4), "ends": date(2024, 3, 8)} | values
    made = tx.add(Course(id=code, **fields))
    tx.add_many([Enrolment(course_id=code, person_id=person, outcome="completed") for person in people])
    return made


def people(tx: Transaction, *sexes: str | None) -> list[str]:
    found = [Person(id=f"p{n}", full_name=f"Person {n}", sex=sex) for n, sex in enumerate(sexes)]
    tx.add_many(found)
    return [one.id for one in found]


def test_seats_and_persons_of_two_courses_and_a_joined_duplicate(tx: Transaction) -> None:
    first, second, third = people(tx, "F", "M", None)
    tx.add(Person(id="twin", sex="M", merged_into=first))
    course(tx, "one", [first, second, third])
    course(tx, "two", ["twin", second])
    table = make(tx).tables[0]
    figures = total(table)
    assert (figures["seats"], figures["persons"], figures["women"], figures["men"]) == (5, 3, 1, 1)
    assert figures["sex_unknown"] == 1
    assert figures["women_share"] == 0.5  # of the two whose sex is known
    assert records(table)[0]["programme"] == "Start and Improve Your Business (SIYB)"


def test_shares_come_from_totals_and_are_not_known_without_anybody(tx: Transaction) -> None:
    women = people(tx, "F", "F", "F", "M", "N")
    course(tx, "one", women[:1], programme="SIYB")
    course(tx, "two", women[1:4], programme="WED", products="GETAHEAD")
    course(tx, "three", women[4:], programme="KAB", products="KAB")
    table = make(tx).tables[0]
    shares = {record["programme"].rsplit("(")[1]: record["women_share"] for record in records(table)}
    assert shares == {"SIYB)": 1.0, "WED)": 2 / 3, "KAB)": None}
    assert total(table)["women_share"] == 3 / 4
    assert "–" in table.shown(table.rows[-1])


def test_a_course_with_two_products_counts_in_both_and_once_in_the_total(tx: Transaction) -> None:
    course(tx, "one", people(tx, "F", "M"), products="GYB SYB")
    table = make(tx, by=["product"]).tables[0]
    assert [record["seats"] for record in records(table)] == [2, 2]
    assert (total(table)["courses"], total(table)["seats"], total(table)["persons"]) == (1, 2, 2)
    assert any("several products" in note for note in table.notes)
    assert any("several groups" in note for note in table.notes)


def test_no_note_where_nothing_overlaps(tx: Transaction) -> None:
    course(tx, "one", people(tx, "F", "M"))
    assert make(tx, by=["product"]).tables[0].notes == ()


def test_trainers_are_never_entrepreneurs(tx: Transaction) -> None:
    first, second, third = people(tx, "F", "M", "M")
    course(tx, "training", [first, second], products="SYB-TOT")
    course(tx, "class", [third, first])
    reached, trained = make(tx).tables
    assert (total(reached)["persons"], total(trained)["persons"]) == (2, 2)
    assert trained.title.startswith("Trained as trainers")
    assert {column.key for column in reached.columns} == {column.key for column in trained.columns}


def test_totals_without_names_have_a_column_and_a_table_of_their_own(tx: Transaction) -> None:
    course(tx, "one", people(tx, "F"))
    course(tx, "two", [], products="GYB")
    tx.add(Headcount(course_id="two", women=18, men=12, youth=None))
    tx.add(Headcount(course_id="one"))
    document = make(tx, by=["product"])
    reached, heads = document.tables
    assert (total(reached)["seats"], total(reached)["unnamed"]) == (31, 30)
    assert (total(reached)["persons"], total(reached)["persons_at_most"]) == (1, 31)
    assert (total(heads)["women"], total(heads)["women_share"], total(heads)["youth"]) == (18, 0.6, None)
    assert total(heads)["other_sex"] is None  # nobody said zero
    assert any("no number" in note for note in document.notes)


def test_names_and_totals_of_one_course_are_pointed_out(tx: Transaction) -> None:
    course(tx, "one", people(tx, "F"))
    tx.add(Headcount(course_id="one", unknown=25))
    assert any("check that they are different people" in note for note in make(tx).notes)


def test_a_month_without_a_course_stands_between_the_others(tx: Transaction) -> None:
    course(tx, "one", people(tx, "F"))
    course(tx, "two", ["p0"], starts=date(2024, 6, 1), ends=date(2024, 6, 3))
    course(tx, "three", ["p0"], starts=date(2024, 1, 1), ends=date(2024, 6, 30), dates_precision="year")
    document = make(tx, by=["month"])
    months = [(record["month"], record["seats"]) for record in records(document.tables[0])]
    assert months == [(date(2024, 3, 1), 1), (date(2024, 4, 1), 0), (date(2024, 5, 1), 0), (date(2024, 6, 1), 1),
                      (None, 1)]  # fmt: skip
    assert document.charts[0].kind == "line"
    assert document.charts[0].rows == 4


def test_groups_stand_in_the_order_of_their_first_dimension(tx: Transaction) -> None:
    tx.add_many([Place(id="a", name="A", level="province"), Place(id="b", name="B", level="province")])
    everyone = people(tx, "F", "M", "F", "M")
    course(tx, "one", everyone[:1], place_id="a", products="GYB")
    course(tx, "two", everyone, place_id="b")
    course(tx, "three", everyone[:2], place_id="a")
    course(tx, "four", everyone, place_id=None, products=None)
    first, second = make(tx, by=["province", "product"]).tables
    assert [record["province"] for record in records(first)] == ["B", "A", None]
    pairs = [(record["province"], record["product"]) for record in records(second)]
    assert [(province, code and code[-4:]) for province, code in pairs] == [
        ("B", "SYB)"), ("A", "SYB)"), ("A", "GYB)"), (None, None)
    ]  # fmt: skip
    assert second.shown(second.rows[-1])[:2] == ("Other or unspecified", "Other or unspecified")


def test_narrowing_keeps_only_the_allowed_values(tx: Transaction) -> None:
    tx.add(Project(id="green", name="Green jobs"))
    everyone = people(tx, "F", "M", "F")
    course(tx, "one", everyone, products="GYB SYB")
    course(tx, "two", everyone[:1])
    tx.add(Funding(course_id="one", project_id="green", role="donor"))
    document = make(tx, by=["product"], where={"product": ["GYB"], "project": ["green"]})
    assert [record["seats"] for record in records(document.tables[0])] == [3]
    assert total(document.tables[0])["courses"] == 1
    assert "Only Project: Green jobs" in document.subtitle
    document = make(tx, by=["product"], where={"project": [None]})
    assert total(document.tables[0])["seats"] == 1


def test_a_void_certificate_is_not_counted(tx: Transaction) -> None:
    course(tx, "one", people(tx, "F", "M"))
    tx.add(Certificate(number="1", course_id="one", person_id="p0"))
    tx.add(Certificate(number="2", course_id="one", person_id="p1", voided_on=date(2024, 4, 1)))
    by_sex = records(make(tx, by=["sex"]).tables[0])
    assert {record["sex"]: record["certificates"] for record in by_sex} == {"Women": 1, "Men": 0}


def test_certificates_of_one_kind_for_one_enrolment_and_product_count_once(tx: Transaction) -> None:
    course(tx, "one", people(tx, "F", "M"))
    first, second = tx.find(Enrolment, order_by=Enrolment.person_id)
    for number, (enrolment, taught, kind, course_id, voided) in enumerate([
        (first, "SYB", "completion", "one", None), (first, "SYB", "completion", "one", None),
        (first, "SYB", "completion", None, None), (first, "SYB", "attendance", "one", None),
        (first, "GYB", "completion", "one", None), (second, "SYB", "completion", "one", date(2024, 4, 1)),
        (second, "SYB", "completion", None, None), (second, "SYB", "completion", None, None),
    ]):  # fmt: skip
        tx.add(Certificate(
            number=str(number), course_id=course_id, enrolment_id=enrolment.id, product=taught, kind=kind,
            voided_on=voided,
        ))  # fmt: skip
    by_sex = records(make(tx, by=["sex"]).tables[0])
    assert {record["sex"]: record["certificates"] for record in by_sex} == {"Women": 3, "Men": 1}
    assert total(make(tx, by=["product"]).tables[0])["certificates"] == 4


def test_a_table_by_sex_has_shares_within_each_group_in_a_fixed_order(tx: Transaction) -> None:
    everyone = people(tx, "M", "M", "M", "F", None)
    course(tx, "one", everyone)
    course(tx, "two", everyone[2:4], programme="WED", products="GETAHEAD")
    table = make(tx, by=["programme", "sex"]).tables[1]
    found = [(record["sex"], record["persons"], record["sex_share"]) for record in records(table)]
    assert found == [("Women", 1, 0.25), ("Men", 3, 0.75), (None, 1, None), ("Women", 1, 0.5), ("Men", 1, 0.5)]
    assert total(table)["sex_share"] is None
    assert "women" not in total(table)


def test_enterprises_are_no_seats_of_people(tx: Transaction) -> None:
    course(tx, "one", people(tx, "F"))
    tx.add(Enrolment(course_id="one", learner="enterprise"))
    figures = total(make(tx).tables[0])
    assert (figures["seats"], figures["groups"], figures["persons"]) == (1, 1, 1)
    by_sex = make(tx, by=["sex"]).tables[0]
    assert [record["sex"] for record in records(by_sex)] == ["Women"]
    assert "groups" not in {column.key for column in by_sex.columns}


def test_of_people_without_names_nobody_says_zero_completed(tx: Transaction) -> None:
    course(tx, "one", people(tx, "F"))
    course(tx, "two", [], products="GYB")
    tx.add(Headcount(course_id="two", women=9))
    table = make(tx, by=["product"]).tables[0]
    told = {record["product"]: (record["women"], record["completed"], record["persons"]) for record in records(table)}
    assert sorted(told.values(), key=str) == [(1, 1, 1), (None, None, 0)]


def test_the_many_groups_of_a_table_are_not_all_in_its_chart(tx: Transaction) -> None:
    everyone = people(tx, *["F"] * 40)
    for n, person in enumerate(everyone):
        course(tx, f"course{n}", [person])
        tx.add(CourseTrainer(course_id=f"course{n}", person_id=person))
    document = make(tx, by=["trainer"])
    assert len(document.tables[0].rows) == 40
    assert len(document.charts[0].drawn) == 25


def test_what_cannot_be_counted_is_told(tx: Transaction) -> None:
    course(tx, "undated", people(tx, "F"), starts=None, ends=None)
    course(tx, "planned", ["p0"], status="planned", products="MADEUP")
    notes = " ".join(make(tx).notes)
    assert "1 course has no date" in notes
    assert "1 course is still planned" in notes
    assert "no programme file for MADEUP" in notes


def test_an_empty_country_has_an_empty_summary(tx: Transaction) -> None:
    document = make(tx, by=["province", "sex"])
    assert [table.rows for table in document.tables] == [(), ()]
    assert total(document.tables[0])["seats"] == 0
    assert not document.charts


@pytest.mark.parametrize(
    "options",
    [{"by": ["colour"]}, {"by": []}, {"by": ["month", "month"]}, {"by": ["month", "sex", "product", "trainer"]},
     {"where": {"sex": ["F"]}}, {"period": (date(2024, 2, 1), date(2024, 1, 1))}],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_in_a_sentence(tx: Transaction, options: dict[str, Any]) -> None:
    with pytest.raises(UserError):
        make(tx, **options)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("15-24", True), ("16–20", True), ("16-25", None), ("25-35", False), ("60+", False), ("<15", False),
     ("< 16", None), ("24+", None), ("> 24", False), ("young", None)],
)  # fmt: skip
def test_an_age_bracket_is_youth_only_if_all_of_it_is(tx: Transaction, text: str, expected: bool | None) -> None:
    tx.add(Person(id="p0", age_bracket=text))
    course(tx, "one", ["p0"])
    figures = total(make(tx, youth=(15, 24)).tables[0])
    assert (figures["youth"], figures["age_unknown"]) == (int(expected is True), int(expected is None))


def test_an_age_bracket_grows_older_with_the_person(tx: Transaction) -> None:
    tx.add(Person(id="p0", age_bracket="15-20", age_on=date(2018, 3, 4)))
    course(tx, "one", ["p0"])  # starts on 4 March 2024
    figures = total(make(tx, youth=(15, 20)).tables[0])
    assert (figures["youth"], figures["age_unknown"]) == (0, 0)


def test_published_totals_and_shares_are_reproduced(tx: Transaction) -> None:
    """Participants of five years, employers and workers among them: totals without names and their shares."""
    years = [(265, 638, 6705), (400, 943, 7955), (444, 1122, 8007), (623, 1156, 9749), (664, 1467, 10796)]
    for year, (employers, workers, everyone) in zip(range(2000, 2005), years, strict=True):
        course(tx, f"c{year}", [], starts=date(year, 1, 1), ends=date(year, 12, 1), products="GYB")
        rest = everyone - employers - workers
        tx.add(Headcount(course_id=f"c{year}", women=employers + workers, men=rest))
    document = make(tx, by=["month"], period=(date(2000, 1, 1), date(2004, 12, 31)))
    table = document.tables[-1]
    at = table.index("women_share")
    assert [table.shown(row)[at] for row in table.rows] == ["13.5%", "16.9%", "19.6%", "18.2%", "19.7%"]
    assert [row[table.index("women")] for row in table.rows] == [903, 1343, 1566, 1779, 2131]


@pytest.mark.parametrize(
    ("born", "young"),
    [({"birth_date": date(1999, 3, 4)}, 0), ({"birth_date": date(1999, 3, 5)}, 1),
     ({"birth_date": date(2009, 3, 4)}, 1), ({"birth_date": date(2009, 3, 5)}, 0),
     ({"birth_year": 2000}, 1), ({"birth_year": 1999}, 0),
     ({"age": 24, "age_on": date(2023, 11, 1)}, 1), ({"age": 24, "age_on": date(2023, 6, 1)}, 0), ({"age": 24}, 1),
     ({"age_bracket": "16-24"}, 1), ({"age_bracket": "25-35"}, 0)],
)  # fmt: skip
def test_age_is_that_at_the_start_of_the_course(tx: Transaction, born: dict[str, Any], young: int) -> None:
    tx.add(Person(id="p0", **born))
    course(tx, "one", ["p0"])  # starts on 4 March 2024
    figures = total(make(tx).tables[0])
    assert (figures["youth"], figures["age_unknown"], figures["youth_share"]) == (young, 0, float(young))


def test_age_is_that_at_the_first_course_of_the_group(tx: Transaction) -> None:
    tx.add(Person(id="p0", birth_date=date(1999, 5, 1)))
    course(tx, "one", ["p0"])
    course(tx, "two", ["p0"], starts=date(2024, 6, 3), ends=date(2024, 6, 7))
    table = make(tx, by=["month"]).tables[0]
    assert [record["youth"] for record in records(table)] == [1, 0, 0, 0]
    assert total(table)["youth"] == 1


@pytest.mark.parametrize(
    "impossible", [{"birth_year": 2030}, {"birth_date": date(1850, 1, 1)}, {"age_bracket": "?"}, {}]
)
def test_an_age_that_cannot_be_is_not_known(tx: Transaction, impossible: dict[str, Any]) -> None:
    tx.add(Person(id="p0", **impossible))
    course(tx, "one", ["p0"])
    figures = total(make(tx).tables[0])
    assert (figures["youth"], figures["age_unknown"], figures["youth_share"]) == (0, 1, None)


def test_who_no_longer_taught_or_paid_is_not_a_group(tx: Transaction) -> None:
    teacher, other, learner = people(tx, "F", "M", "F")
    tx.add(Project(id="j", name="Project"))
    course(tx, "one", [learner])
    tx.add(CourseTrainer(course_id="one", person_id=teacher))
    tx.delete(tx.add(CourseTrainer(course_id="one", person_id=other)))
    tx.delete(tx.add(Funding(course_id="one", project_id="j", role="donor")))
    assert [record["trainer"] for record in records(make(tx, by=["trainer"]).tables[0])] == ["Person 0"]
    assert [record["project"] for record in records(make(tx, by=["project"]).tables[0])] == [None]


def test_partners_are_organiser_partners_and_hosts_but_not_donors(tx: Transaction) -> None:
    roles = {"a": "partner", "b": "host", "c": "donor", "d": None}
    tx.add_many([Organisation(id=name, name=name.upper()) for name in [*roles, "e"]])
    course(tx, "one", people(tx, "F"), organiser_id="e")
    tx.add_many([Funding(course_id="one", organisation_id=name, role=role) for name, role in roles.items()])
    table = make(tx, by=["partner"]).tables[0]
    assert [record["partner"] for record in records(table)] == ["A", "B", "D", "E"]
    assert any("organiser" in note for note in table.notes)


@pytest.mark.parametrize(("place", "province"), [("town", "North"), ("north", "North"), ("region", "Region"),
                                                 ("lost", None), ("alias", "North")])  # fmt: skip
def test_the_province_is_looked_up_above_the_place(tx: Transaction, place: str, province: str | None) -> None:
    tx.add_many(
        [
            Place(id="region", name="Region"),
            Place(id="north", name="North", level="province", parent_id="region"),
            Place(id="town", name="Town", level="township", parent_id="north"),
            Place(id="lost", name="Lost", level="township"),
            Place(id="alias", name="Tawn", level="township", merged_into="town"),
        ]
    )
    course(tx, "one", people(tx, "F"), place_id=place)
    assert [record["province"] for record in records(make(tx, by=["province"]).tables[0])] == [province]
