"""Who may do what at the desk: contributors write drafts, editors publish, admins see to the accounts as well.

The groups are made by a migration; a page asks here. What is published, or what something published rests on, is
changed by those alone who may publish.
"""

from typing import Any

from django.http import HttpRequest

from accounts.keyed_lists import KeyedListAdmin
from history.publishing import MAY_PUBLISH, is_public


def may_publish(request: HttpRequest) -> bool:
    """Whether she decides what the public sees."""
    return bool(request.user.has_perm(MAY_PUBLISH))


class GuardedAdmin(KeyedListAdmin):
    """A page on which contributors change only what the public does not see yet."""

    def has_change_permission(self, request: HttpRequest, obj: Any | None = None) -> bool:
        """As Django has it; on what is published, for editors."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or may_publish(request) or not is_public(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any | None = None) -> bool:
        """The same."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or may_publish(request) or not is_public(obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any | None = None) -> list[Any]:
        """A key is chosen once: other files, and learners' memories, know the row by it."""
        fields = list(super().get_readonly_fields(request, obj))
        has_key = any(field.name == "key" for field in self.opts.fields)
        return [*fields, "key"] if obj is not None and has_key else fields
