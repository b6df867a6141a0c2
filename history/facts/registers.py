"""Things on record by key, with what is worked out from all of them kept beside them. Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

Thing = TypeVar("Thing", covariant=True)
Derived = TypeVar("Derived")


class Register(Mapping[str, Thing], Generic[Thing]):
    """Things by key, in the order of the record; they must not change any more.

    An index over all of them (names that sound alike, places by distance) is made when it is first asked for, by
    `derive`, and lasts as long as they do.
    """

    def __init__(self, things: Mapping[str, Thing]) -> None:
        self._things = things
        self._derived: dict[Callable[..., Any], Any] = {}

    def __getitem__(self, key: str) -> Thing:
        return self._things[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)

    def derive(self, make: "Callable[[Register[Thing]], Derived]") -> Derived:
        """What `make` works out from the things, worked out once."""
        if make not in self._derived:
            self._derived[make] = make(self)
        derived: Derived = self._derived[make]
        return derived
