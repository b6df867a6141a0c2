"""The keys of merged rows: where they lead, and who follows (`HISTORY_AFTER_MERGE`)."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from history.imports.readers.entries import Kind
from history.models import MergedKey


def lead_key(kind: Kind, old: str, into: str) -> None:
    """Lead the old key, and all that led to it, to the new one. `tell_followers` comes after, in one transaction."""
    MergedKey.objects.filter(kind=kind, new_key=old).update(new_key=into)
    MergedKey.objects.create(kind=kind, old_key=old, new_key=into, merged_at=timezone.now())


def separate_key(kind: Kind, key: str) -> None:
    """Let a key be its own row's again, which is back on record. Inside the transaction in which it came back."""
    if MergedKey.objects.filter(kind=kind, old_key=key).delete()[0]:
        tell_followers(kind, key, key)


def tell_followers(kind: Kind, old: str, into: str) -> list[str]:
    """Let the apps above follow; what they say of it, in sentences."""
    paths: Sequence[str] = settings.HISTORY_AFTER_MERGE
    followers: list[Callable[[str, str, str], str]] = [import_string(path) for path in paths]
    return [told for follow in followers if (told := follow(str(kind), old, into))]
