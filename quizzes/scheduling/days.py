"""A learner's day: it begins at 04:00 where she is. Pure."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY_BEGINS = time(4, 0)


def find_zone(name: str, otherwise: str) -> ZoneInfo:
    """The time zone of that name; `otherwise` where there is none of that name."""
    try:
        return ZoneInfo(name or otherwise)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(otherwise)


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """The learner's day that an instant falls in."""
    here = instant.astimezone(zone)
    return here.date() if here.time() >= DAY_BEGINS else here.date() - timedelta(days=1)


def end_of_day(instant: datetime, zone: ZoneInfo) -> datetime:
    """When the learner's day that holds the instant is over."""
    return datetime.combine(day_of(instant, zone) + timedelta(days=1), DAY_BEGINS, tzinfo=zone)
