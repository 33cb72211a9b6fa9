"""When a change was made, as far as anybody knows."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from db.clock import replica_of, wall_of
from db.resolve import TYPED
from trainer_app.texts import _


def moment(stamp: str) -> datetime:
    """When a stamp was given, in local time."""
    return datetime.fromtimestamp(min(wall_of(stamp) / 1000, 253402214400), UTC).astimezone()


def is_typed(stamp: str) -> bool:
    """Whether a change was typed into a workbook: its stamp tells when that was written, nobody knows when it was."""
    return replica_of(stamp).startswith(TYPED)


def when_text(stamp: str, day: Callable[[date], str] = date.isoformat) -> str:
    """Day and minute of a change; of one that was typed into a workbook the day after which that was."""
    at = moment(stamp)
    return _("after {day}").format(day=day(at.date())) if is_typed(stamp) else f"{day(at.date())} {at:%H:%M}"
