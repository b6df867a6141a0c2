"""Rows of accounts and of the record, made up where a test does not say what they hold."""

from typing import Any

from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import User
from history.models import (
    Attribution,
    Bearing,
    Citation,
    Claim,
    Claimant,
    Direction,
    Event,
    EventPlace,
    Participant,
    Party,
    Place,
    PlaceName,
    Source,
    Stance,
    Status,
    Topic,
)
from history.models.dated import HappenedRow


class UserFactory(DjangoModelFactory[User]):
    """Somebody who can sign in with the password "pass"."""

    class Meta:
        model = User

    username = Sequence(lambda n: f"user{n}")
    password = "pass"

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        return model_class.objects.create_user(*args, **fields)


class EditorFactory(UserFactory):
    """Somebody who keeps the record."""

    username = Sequence(lambda n: f"editor{n}")
    is_staff = True
    is_superuser = True


class RowFactory(DjangoModelFactory[Any]):
    """A row of the record. Many-to-many fields take lists of rows; a date (EDTF) brings its bounds along."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **fields: Any) -> Any:
        many = {f.name: fields.pop(f.name) for f in model_class._meta.many_to_many if f.name in fields}
        row = model_class(*args, **fields)
        if isinstance(row, HappenedRow):
            row.set_happened(row.happened)
        row.save()
        for name, rows in many.items():
            getattr(row, name).set(rows)
        return row


class TopicFactory(RowFactory):
    class Meta:
        model = Topic

    key = Sequence(lambda n: f"topic-{n}")
    title = Sequence(lambda n: f"Topic {n}")


class PartyFactory(RowFactory):
    class Meta:
        model = Party

    key = Sequence(lambda n: f"party-{n}")
    name = Sequence(lambda n: f"Party {n}")


class ClaimantFactory(RowFactory):
    """A medium without a party, unless the test says otherwise; `holds` takes offices."""

    class Meta:
        model = Claimant

    key = Sequence(lambda n: f"claimant-{n}")
    name = Sequence(lambda n: f"Claimant {n}")
    kind = Claimant.Kind.MEDIA


class PlaceFactory(RowFactory):
    class Meta:
        model = Place

    key = Sequence(lambda n: f"place-{n}")
    name = Sequence(lambda n: f"Place {n}")
    kind = Place.Kind.SETTLEMENT


class PlaceNameFactory(RowFactory):
    class Meta:
        model = PlaceName

    place = SubFactory(PlaceFactory)
    name = Sequence(lambda n: f"Name {n}")


class BearingFactory(RowFactory):
    class Meta:
        model = Bearing

    place = SubFactory(PlaceFactory)
    origin = SubFactory(PlaceFactory)
    direction = Direction.NORTH


class SourceFactory(RowFactory):
    class Meta:
        model = Source

    key = Sequence(lambda n: f"source-{n}")
    title = Sequence(lambda n: f"Source {n}")


class EventFactory(RowFactory):
    """A published event; `topics` and `after` take rows."""

    class Meta:
        model = Event

    key = Sequence(lambda n: f"event-{n}")
    title = Sequence(lambda n: f"Event {n}")
    status = Status.PUBLISHED


class EventPlaceFactory(RowFactory):
    class Meta:
        model = EventPlace

    event = SubFactory(EventFactory)
    place = SubFactory(PlaceFactory)


class ParticipantFactory(RowFactory):
    class Meta:
        model = Participant

    event = SubFactory(EventFactory)
    claimant = SubFactory(ClaimantFactory)


class ClaimFactory(RowFactory):
    """A claim that nobody has asserted yet; `places`, `opposes` and `same_as` take rows."""

    class Meta:
        model = Claim

    event = SubFactory(EventFactory)
    key = Sequence(lambda n: f"claim-{n}")
    statement = Sequence(lambda n: f"Statement {n}")


class AttributionFactory(RowFactory):
    class Meta:
        model = Attribution

    claim = SubFactory(ClaimFactory)
    claimant = SubFactory(ClaimantFactory)
    stance = Stance.ASSERTS


class CitationFactory(RowFactory):
    """A citation of an event, unless the test names another row to support (`event=None, place=...`)."""

    class Meta:
        model = Citation

    source = SubFactory(SourceFactory)
    locator = Sequence(lambda n: str(n))
    event = SubFactory(EventFactory)
