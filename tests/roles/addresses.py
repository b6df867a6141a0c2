"""Every address of the site, as the resolver has it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

DESK = "admin:"


@dataclass(frozen=True)
class Address:
    """A named address and what its path takes."""

    name: str
    takes: frozenset[str]


def all_addresses() -> list[Address]:
    """All of them; Django's admin names its redirects of old links not at all."""
    return list(walk(get_resolver(), ""))


def walk(resolver: URLResolver, within: str) -> Iterator[Address]:
    """Those below a resolver, with its names before theirs."""
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            yield from walk(found, f"{within}{found.namespace}:" if found.namespace else within)
        else:
            yield Address(f"{within}{found.name or ''}", takes_of(found))


def takes_of(found: URLPattern) -> frozenset[str]:
    """The names of what its path takes."""
    return frozenset(found.pattern.regex.groupindex)


def site_addresses() -> list[Address]:
    """Those outside the desk."""
    return [found for found in all_addresses() if not found.name.startswith(DESK)]


def desk_addresses() -> list[Address]:
    """Those of the desk that have a name."""
    return [found for found in all_addresses() if found.name.startswith(DESK) and found.name != DESK]
