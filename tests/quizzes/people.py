"""Whose session it is not."""

from django.test import Client

from tests.factories import UserFactory
from tests.quizzes.sitting import Sitting

OTHERS = ["classmate", "another guest", "stranger"]


def somebody(name: str) -> Client:
    """A browser of somebody else: signed in, a guest with a session of her own, or somebody who never came."""
    client = Client()
    if name == "classmate":
        client.force_login(UserFactory.create())
    if name == "another guest":
        Sitting.begin(client)
    return client
