"""Things on record by key or in a line, with what is worked out from all of them kept beside them. Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, Self, TypeVar

Thing = TypeVar("Thing", covariant=True)
Derived = TypeVar("Derived")


class Deriving:
    """What does not change any more, with what was worked out from it: an index is made when it is first asked for."""

    def derive(self, make: Callable[[Self], Derived]) -> Derived:
        """What `make` works out from it, worked out once; it lasts as long as this does."""
        kept: dict[Callable[..., Any], Any] = self.__dict__.setdefault("_derived", {})
        if make not in kept:
            kept[make] = make(self)
        derived: Derived = kept[make]
        return derived


class Register(Deriving, Mapping[str, Thing], Generic[Thing]):
    """Things by key, in the order of the record, and indexes over all of them: names that sound alike, places near."""

    def __init__(self, things: Mapping[str, Thing]) -> None:
        self._things = things

    def __getitem__(self, key: str) -> Thing:
        return self._things[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)
