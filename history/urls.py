"""Paths of the record's public pages."""

from django.urls import path, register_converter

from history.views import event_detail, event_list


class KeyConverter:
    """A row's key in a path; what no key can be is not found, whatever it is."""

    regex = "[a-z0-9][a-z0-9._-]{0,119}"

    def to_python(self, value: str) -> str:
        """The key as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The key as it stands."""
        return value


register_converter(KeyConverter, "key")

app_name = "history"
urlpatterns = [
    path("", event_list, name="event-list"),
    path("<key:key>/", event_detail, name="event-detail"),
]
