"""The browsers in which somebody is signed in."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session


def end_all_sign_ins(user_id: int) -> None:
    """Delete every browser's session of this user. Sessions can only be read one by one."""
    number = str(user_id)
    theirs = [session.pk for session in Session.objects.iterator() if session.get_decoded().get(SESSION_KEY) == number]
    Session.objects.filter(pk__in=theirs).delete()
