"""How readers notice that the record moved."""

from django.db import models


class Revision(models.Model):
    """A counter that grows with every change of the record, in the same transaction as the change.

    Readers keep what they computed for as long as the counter stands where it stood when they read.
    There is one row; `history.revise` moves it.
    """

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
