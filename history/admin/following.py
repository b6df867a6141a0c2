"""Admin pages whose changes move the record's revision, keep its versions, and overwrite nobody's work."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from history.admin.choosing import ChoosingAdmin
from history.admin.labels import READ_WITH, label_row
from history.admin.meeting import RecordForm
from history.admin.versions import VersionedAdmin
from history.admin.workflow import GuardedAdmin
from history.effects import Effect
from history.models import Attribution, Claim, Event, Status
from history.publishing import lacks_of
from history.revise import events_changed
from history.touching import both, touched_by, touched_by_deleting
from history.versions.keeping import Edit, EntryName, entries_of, keep_after, keep_before

# Where a form keeps what its row touched, and in which entries it was written, before it was saved.
BEFORE = "touched_before"
ENTRIES = "entries_before"
LACKS = "lacks_before"
# Where a request keeps what was found against its form.
REFUSALS = "refusals_of_record_form"
EFFECT = "effect_of_record_form"


class CannotStand(Exception):  # noqa: N818 (an outcome, not a fault of the program)
    """What was saved must be taken back; `reasons` are sentences for the editor."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class RecordAdmin(ChoosingAdmin, GuardedAdmin, VersionedAdmin):
    """A page of the record: every save and delete keeps a version and says that the record moved, in one transaction.

    Revision, version and change stand or fall together, and fall as long as an effect on questions was not seen.
    """

    form = RecordForm
    # How a row is labelled where it is chosen, and what a label reads of other rows.
    choice_label = staticmethod(label_row)

    @property
    def choice_related(self) -> Sequence[str]:
        """What the labels of these rows read."""
        return READ_WITH.get(self.model, ())

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; what cannot stand once all of it is saved is taken back, and the form returns with the reasons.

        So it does with what the edit does to the questions, until the editor has seen it.
        """
        parent = super().changeform_view

        def work() -> HttpResponse:
            return parent(request, object_id, form_url, extra_context)

        def show_again(effect: Effect) -> HttpResponse:
            setattr(request, EFFECT, effect)
            return work()

        if request.method != "POST":
            return work()
        try:
            return self.once_seen(request, work, show_again)
        except CannotStand as refusal:
            setattr(request, REFUSALS, refusal.reasons)
            return work()

    def get_form(
        self, request: HttpRequest, obj: Any | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[Any]]:
        """The form, with what was found against it, or seen of its effect, when all of it was saved."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.refusals = getattr(request, REFUSALS, ())
        form.effect = getattr(request, EFFECT, None)
        return form  # type: ignore[no-any-return]  # a RecordForm

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **more: Any
    ) -> HttpResponse:
        """The page; an effect that is to be seen is no error."""
        if hasattr(request, EFFECT):
            rehearsal = getattr(request, EFFECT).rehearsal
            is_stuck = rehearsal is not None and rehearsal.is_stuck(timezone.now())
            context |= {"errors": [], "rehearsal": rehearsal, "is_rehearsal_stuck": is_stuck}
        return super().render_change_form(request, context, *args, **more)

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm[Any], change: bool) -> None:
        """The row itself. What it touched so far is asked before it is overwritten."""
        stored = type(obj)._default_manager.filter(pk=obj.pk).first() if change else None
        names = entries_of(stored) if stored is not None else set()
        keep_before(names)
        setattr(form, ENTRIES, names)
        setattr(form, BEFORE, touched_by(stored) if stored is not None else set())
        setattr(form, LACKS, lacks_in_public(stored))
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool) -> None:
        """After the row and everything inline with it."""
        super().save_related(request, form, formsets, change)
        # Read anew: what the form holds was linked before its inlines were saved.
        saved = type(form.instance)._default_manager.get(pk=form.instance.pk)
        if fresh := [text for text in lacks_in_public(saved) if text not in getattr(form, LACKS)]:
            raise CannotStand(fresh)
        names: set[EntryName] = getattr(form, ENTRIES, set())
        keep_after(names | entries_of(saved), edit_by(request, form.cleaned_data.get("why", "")))
        events_changed(both(getattr(form, BEFORE, None), touched_by(saved)))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """One row, from its own page."""
        touched, names = touched_by_deleting(type(obj), [obj.pk]), entries_of(obj)
        keep_before(names)
        super().delete_model(request, obj)
        keep_after(names, edit_by(request))
        events_changed(touched)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Several rows, from the list."""
        rows = list(queryset)
        names = {name for row in rows for name in entries_of(row)}
        touched = touched_by_deleting(self.model, [row.pk for row in rows])
        keep_before(names)
        super().delete_queryset(request, queryset)
        keep_after(names, edit_by(request))
        events_changed(touched)


def edit_by(request: HttpRequest, why: str = "") -> Edit:
    """Who changes the record, and why, as it is kept with a version."""
    return Edit(request.user, why)  # type: ignore[arg-type]  # whoever the admin lets in is a user


def lacks_in_public(row: Model | None) -> list[str]:
    """What a published event, to which the row belongs, lacks to be so; nothing for an event that is not."""
    event = row.event if isinstance(row, Claim) else row.claim.event if isinstance(row, Attribution) else row
    if not isinstance(event, Event) or event.status != Status.PUBLISHED:
        return []
    return [lack.text for lack in lacks_of([event.pk]).get(event.pk, ())]
