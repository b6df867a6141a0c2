"""Numbers as if by chance that are the same on every machine: sets draw by them. Pure."""

from hashlib import sha256

# What fits a database's positive integer.
HIGHEST = 2**31 - 1


def draw_number(text: str) -> int:
    """A number of up to 31 bits, made of a text."""
    return int.from_bytes(sha256(text.encode()).digest()[:4], "big") & HIGHEST
