"""Which app answers which path."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("quizzes.urls")),
    path("record/", include("history.urls")),
    path("admin/", admin.site.urls),
]
