"""Whether what is read of the record now may still be taken back, so that nobody may keep it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_is_unsettled: ContextVar[bool] = ContextVar("is_unsettled", default=False)


def is_unsettled() -> bool:
    """Whether this thread looks at a change of the record that is not decided yet.

    Its revision is then no name for what it reads: once taken back, the next change gets the same number.
    """
    return _is_unsettled.get()


@contextmanager
def unsettled() -> Iterator[None]:
    """Until the end of the block the record is as a change would leave it."""
    token = _is_unsettled.set(True)
    try:
        yield
    finally:
        _is_unsettled.reset(token)
