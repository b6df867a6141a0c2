"""Which process runs which test, and when: with `-n`, one test at a time to whoever is free."""

from pathlib import PurePath


def piece_of_work(test: str) -> str:
    """What a test (its id) is handed out with: itself alone, or all that share something which a process makes once.

    That is a site, or the records of a file's properties, of which the file says how many were live.
    pytest-xdist's `loadgroup` says as much by a mark, which pytest 9 does not let it see.
    """
    file = PurePath(test.partition("::")[0])
    if file.parent.name == "robust":
        return "site"
    return str(file) if file.parent.name == "questions" and file.stem.endswith("properties") else test
