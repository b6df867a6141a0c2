"""Paths of the record's public pages."""

from django.urls import path, register_converter

from history.views.discussion import discussion
from history.views.events import event_by_key, event_detail, event_list
from history.views.lists import claimant_list, place_list, source_list, topic_list
from history.views.rows import claimant_detail, place_detail, source_detail, topic_detail
from history.views.searching import search


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
    path("search/", search, name="search"),
    path("places/", place_list, name="place-list"),
    path("claimants/", claimant_list, name="claimant-list"),
    path("sources/", source_list, name="source-list"),
    path("topics/", topic_list, name="topic-list"),
    path("events/<key:key>/", event_detail, name="event-detail"),
    path("events/<key:key>/discussion/", discussion, name="discussion"),
    path("places/<key:key>/", place_detail, name="place-detail"),
    path("claimants/<key:key>/", claimant_detail, name="claimant-detail"),
    path("sources/<key:key>/", source_detail, name="source-detail"),
    path("topics/<key:key>/", topic_detail, name="topic-detail"),
    # Where events stood at first. Last, so that an event whose key is the word of a list hides none.
    path("<key:key>/", event_by_key, name="event-by-key"),
]
