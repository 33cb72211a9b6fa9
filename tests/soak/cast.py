"""The databases that every story begins with: an office, four people, and blank ones."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from db.database import Database
from db.models import Course, CourseSession, Enrolment, Person
from tests.soak.book import rows_of
from tests.soak.desk import Desk
from tests.soak.model import Mind
from tests.soak.world import World
from trainer_app.exchange.merging import Scope, merge, send
from trainer_app.programmes.catalogue import Catalogue, load_catalogue
from trainer_app.workbook.read import read_workbook

CATALOGUE: Catalogue = load_catalogue()
START = 1_774_000_000_000  # spring 2026
PEOPLE = ("the office", "Ann", "Ben", "Chai", "Dao")
NAMES = ("Ma Khin", "Somsak", "ສົມພອນ", "Nguyễn Lan", "علي حسن", "Ñusta")


@dataclass
class Cast:
    """The databases that every story begins with, made once; each story works on copies."""

    folder: Path
    paths: dict[str, Path] = field(default_factory=dict)
    first: Path = Path()
    rows: dict[str, list[frozenset[str]]] = field(default_factory=dict)  # of the first workbook
    minds: dict[str, Mind] = field(default_factory=dict)

    @classmethod
    def gather(cls, folder: Path, world: World) -> "Cast":
        """An office with a course and two participants, four people who have merged its workbook, and blank ones."""
        cast = cls(folder)
        world.begin("cast")
        world.now = START
        office = Database.create(folder / "office.db", name="the office", kind="office")
        with office.change("course") as tx:
            course = tx.add(Course(code="SYB-1", programme="SIYB", products="SYB", starts=date(2026, 3, 2)))
            tx.add(CourseSession(course_id=course.id, number=1))
            tx.add(Course(code="SYB-2", programme="SIYB", products="SYB", starts=date(2026, 3, 9)))
            for name in NAMES[:2]:
                person = tx.add(Person(full_name=name, sex="F"))
                tx.add(Enrolment(course_id=course.id, person_id=person.id))
        cast.first = folder / "first.xlsx"
        send(office, cast.first, CATALOGUE, Scope("everything"), sender="the office")
        cast.rows = rows_of(read_workbook(cast.first))
        cast.paths["the office"] = office.path
        for name in PEOPLE[1:]:
            cast.paths[name] = Database.create(folder / f"{name}.db", name=name).path
            merge(Database.open(cast.paths[name]), [cast.first], apply=True)
        for number in range(4):
            blank = Database.create(folder / f"blank {number}.db", name=f"blank {number}", kind="office")
            cast.paths[f"blank {number}"] = blank.path
        for name, path in cast.paths.items():
            desk = Desk(name, Database.open(path), Mind())
            desk.read_journal()
            desk.look()
            cast.minds[name] = desk.mind
        return cast
