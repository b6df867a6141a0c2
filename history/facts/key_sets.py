"""Sets of fact keys in little memory. Pure."""

from array import array
from typing import Final

BUCKETS: Final = 4096


class KeySet:
    """Keys of facts, in eight bytes each: a topic of 100,000 events has some hundred thousand.

    Kept are their hashes of 64 bits, whose seed each process draws anew. That a key which was never added is taken
    for one that was has, among a million, a chance of one in ten to the thirteenth.
    """

    def __init__(self) -> None:
        self._buckets = [array("q") for _ in range(BUCKETS)]

    def add(self, key: str) -> None:
        """Add a key; once is enough, and more than once does no harm."""
        if key not in self:
            self._buckets[hash(key) % BUCKETS].append(hash(key))

    def __contains__(self, key: str) -> bool:
        return hash(key) in self._buckets[hash(key) % BUCKETS]

    def __len__(self) -> int:
        return sum(map(len, self._buckets))
