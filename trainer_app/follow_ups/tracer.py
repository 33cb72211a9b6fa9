"""What became of those trained: response rate, start-up rate and jobs of one round of follow-ups, n always printed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from db.database import Transaction
from trainer_app import settings
from trainer_app.follow_ups.follow_ups import make_due
from trainer_app.formats import date_text
from trainer_app.people.standings import training_products
from trainer_app.programmes.catalogue import Catalogue
from trainer_app.reports.document import Chart, Column, Document, Kind, Table
from trainer_app.texts import _


@dataclass(frozen=True)
class Round:
    """The figures of one round (so many months after the course). A rate is None where nobody can be asked for it.

    due: enrolments whose follow-up fell due; ineligible: of these not to be asked. without_business: reached, known to
    have had no business at entry; started: of these, a business begun after the course and operating now. jobs_new:
    workers of those businesses and their owners, of jobs_new_known that told. jobs_more: workers now less workers at
    entry in businesses that existed, of jobs_more_known where both are known.
    """

    months: int
    due: int
    ineligible: int
    reached: int
    without_business: int
    started: int
    jobs_new: int
    jobs_new_known: int
    jobs_more: int
    jobs_more_known: int

    @property
    def response_rate(self) -> float | None:
        """Reached of those due who are to be asked."""
        asked = self.due - self.ineligible
        return self.reached / asked if asked else None

    @property
    def startup_rate(self) -> float | None:
        """Started, of those reached who had no business at entry."""
        return self.started / self.without_business if self.without_business else None


def rounds(
    tx: Transaction, catalogue: Catalogue, on: date, *,
    since: date | None = None, until: date | None = None, product: str | None = None,
) -> list[Round]:  # fmt: skip
    """The rounds due by a day, of courses that ended from `since` to `until` and taught a product if asked.

    Everybody is followed up; samples and their weights are not known here. Participants of trainings of trainers are
    left out, who never came too.
    """
    make_due(tx, catalogue, on)
    trainings = training_products(tx, catalogue)
    makes_trainers = f"c.products IN ({', '.join(f':{name}' for name in trainings)})"
    found = tx.rows(
        "WITH told AS (SELECT a.follow_up_id AS id, "
        "max(CASE WHEN a.question = 'business_now' THEN a.value END) AS now, "
        "max(CASE WHEN a.question = 'started_after' THEN a.value END) AS after, "
        "max(CASE WHEN a.question = 'workers_women' THEN CAST(a.value AS REAL) END) AS women, "
        "max(CASE WHEN a.question = 'workers_men' THEN CAST(a.value AS REAL) END) AS men "
        "FROM answer a WHERE NOT a.deleted AND a.value IS NOT NULL GROUP BY a.follow_up_id), "
        "one AS (SELECT d.months, f.status, e.has_business AS had, t.now = 'yes' AS runs, "
        "t.now = 'yes' AND t.after = 'yes' AS fresh, "
        "CASE WHEN t.women IS NOT NULL OR t.men IS NOT NULL "
        "THEN COALESCE(t.women, 0) + COALESCE(t.men, 0) END AS work, "
        "CASE WHEN e.workers_women IS NOT NULL OR e.workers_men IS NOT NULL "
        "THEN COALESCE(e.workers_women, 0) + COALESCE(e.workers_men, 0) END AS entry "
        "FROM temp.due_course d JOIN course c ON c.id = d.course_id JOIN enrolment e ON e.course_id = c.id "
        "JOIN person p ON p.id = e.person_id "
        "LEFT JOIN follow_up f ON f.enrolment_id = e.id AND f.months = d.months LEFT JOIN told t ON t.id = f.id "
        "WHERE NOT c.deleted AND NOT e.deleted AND NOT COALESCE(f.deleted, 0) AND NOT p.deleted "
        f"AND COALESCE(e.outcome, '') <> 'no_show' AND COALESCE(NOT ({makes_trainers}), 1) "
        "AND (p.erased_on IS NULL OR f.id IS NOT NULL) "
        "AND (:since IS NULL OR c.ends >= :since) AND (:until IS NULL OR c.ends <= :until) "
        "AND (:product IS NULL OR ' ' || c.products || ' ' LIKE '% ' || :product || ' %')) "
        "SELECT months, count(*), sum(status IS 'ineligible'), sum(status IS 'reached'), "
        "sum(status IS 'reached' AND had IS 0 AND runs IS NOT NULL), "
        "sum(status IS 'reached' AND had IS 0 AND fresh IS 1), "
        "sum(CASE WHEN status IS 'reached' AND had IS 0 AND fresh IS 1 AND work IS NOT NULL THEN work + 1 END), "
        "sum(status IS 'reached' AND had IS 0 AND fresh IS 1 AND work IS NOT NULL), "
        "sum(CASE WHEN status IS 'reached' AND had IS 1 THEN work - entry END), "
        "sum(status IS 'reached' AND had IS 1 AND work - entry IS NOT NULL) FROM one GROUP BY months ORDER BY months",
        {"since": since and since.isoformat(), "until": until and until.isoformat(), "product": product} | trainings,
    )
    return [Round(*(int(value or 0) for value in row)) for row in found]


def document(
    tx: Transaction, catalogue: Catalogue, on: date, *,
    since: date | None = None, until: date | None = None, product: str | None = None,
) -> Document:  # fmt: skip
    """The rounds as a report with one table and one chart."""
    integer: Kind = "integer"
    table = Table(
        _("Follow-up rounds"),
        (
            Column("months", _("Months after the course"), integer),
            Column("due", _("Due"), integer, _("participants whose follow-up fell due by the day of this report")),
            Column("ineligible", _("Not to be asked"), integer),
            Column("reached", _("Reached (n)"), integer),
            Column("response", _("Response rate"), "percent", _("reached, of those due who are to be asked")),
            Column("without", _("Without a business before (n)"), integer, _("reached, and known to have had none")),
            Column("started", _("Started one"), integer, _("begun after the course, and operating when asked")),
            Column("startup", _("Start-up rate"), "percent", _("started one, of those who had none before")),
            Column("jobs_new", _("Jobs in new businesses"), integer, _("workers and the owner, as far as told")),
            Column("jobs_new_n", _("told by (n)"), integer),
            Column("jobs_more", _("Jobs added in old businesses"), integer, _("workers now less workers at entry")),
            Column("jobs_more_n", _("known of (n)"), integer),
        ),
        tuple(
            (
                one.months, one.due, one.ineligible, one.reached, one.response_rate, one.without_business, one.started,
                one.startup_rate, one.jobs_new if one.jobs_new_known else None, one.jobs_new_known,
                one.jobs_more if one.jobs_more_known else None, one.jobs_more_known,
            )
            for one in rounds(tx, catalogue, on, since=since, until=until, product=product)
        ),
        notes=(_("Observed figures of those who were asked. They say nothing about those who were not."),),
    )  # fmt: skip
    chart = Chart("bar", _("Response and start-up rate"), table, "months", ("response", "startup"))
    return Document(
        _("What became of the participants"),
        product or _("All products"),
        _("Follow-ups due by {day}").format(day=date_text(on)),
        datetime.now(UTC).astimezone(),
        settings.get(tx, "your_name") or "",
        (table, chart) if table.rows else (table,),
    )
