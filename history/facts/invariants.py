"""What must hold of what is stored, as values: stated in a sentence, checked, and repaired where it follows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breach:
    """A row for which an invariant does not hold: what it is ("event"), its key, and what is wrong in words."""

    kind: str
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Invariant:
    """Something that holds of every row.

    `states` says it in one sentence. `check` finds the rows for which it does not hold, in a number of queries that
    does not follow the number of rows. `repair` sets right all that follows from other rows, and says how many it
    changed; None where only somebody who knows can set it right. Call it in a transaction.
    """

    name: str
    states: str
    check: Callable[[], Iterator[Breach]]
    repair: Callable[[], int] | None = None
