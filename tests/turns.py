"""Which process runs which test, and when: with `-n`, one test at a time to whoever is free."""

from pathlib import PurePath

# These start a site of their own, once a process: one process runs them all. Together they come first.
WITH_A_SITE = {"test_interleavings.py", "test_killed.py", "test_served.py"}


def piece_of_work(test: str) -> str:
    """What a test (its id) is handed out with: itself alone, or all that share a site.

    pytest-xdist's `loadgroup` says as much by a mark, which pytest 9 does not let it see.
    """
    file = PurePath(test.partition("::")[0])
    return "site" if file.parent.name == "robust" and file.name in WITH_A_SITE else test
