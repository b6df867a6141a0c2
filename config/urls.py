"""Which app answers which path."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from quizzes.views.styleguide import styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("quizzes.urls")),
    path("account/", include("accounts.urls")),
    path("record/", include("history.urls")),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
