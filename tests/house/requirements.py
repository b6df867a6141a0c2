"""What a test needs from the machine: without it a person's run skips the test, and CI fails."""

import os

import pytest


def is_ci() -> bool:
    """Whether this run must show everything."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false", "no")


def require(name: str, found: bool) -> None:
    """Go on when `found`; otherwise skip this test, or fail it in CI, saying that `name` is missing."""
    if found:
        return
    if is_ci():
        pytest.fail(f"{name} is missing, and CI skips nothing.", pytrace=False)
    pytest.skip(f"{name} is missing on this machine.")
