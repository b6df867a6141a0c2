"""Merged rows → where they went, for those who hold memories by old keys."""

from history.facts.fact_keys import Moves
from history.models import MergedKey


def read_moves() -> Moves:
    """Every key that leads to another one now. One query; merges are rare."""
    rows = MergedKey.objects.order_by().values_list("kind", "old_key", "new_key")
    return Moves({(kind, old): new for kind, old, new in rows})
