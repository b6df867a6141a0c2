"""Which process runs which test, and when: with `-n`, one test at a time to whoever is free."""

from pathlib import PurePath


def piece_of_work(test: str) -> str:
    """What a test (its id) is handed out with: itself alone, or all that share a site, which a process starts once.

    pytest-xdist's `loadgroup` says as much by a mark, which pytest 9 does not let it see.
    """
    file = PurePath(test.partition("::")[0])
    return "site" if file.parent.name == "robust" else test
