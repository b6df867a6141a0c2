"""The user: our own from the first migration, so that it can grow."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who signs in: student, teacher or editor. No e-mail address is needed."""
