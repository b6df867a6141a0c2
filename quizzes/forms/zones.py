"""The time zones that a form offers and takes."""

from functools import cache
from zoneinfo import available_timezones


@cache
def list_zones() -> tuple[str, ...]:
    """The names of all zones, in the order of the alphabet. Finding them reads some 500 files: once a process."""
    return tuple(sorted(available_timezones()))


def clean_zone(name: str) -> str:
    """A zone that exists, or none: nothing is to be refused over it."""
    return name if name in list_zones() else ""
