"""Two editors on one row: the second is told, sees both versions, and overwrites nothing unless she says so."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from history.admin.versions import own_entry
from history.effects import Effect
from history.exports.entries import rows_on_record
from history.imports.comparing import digest_entry, normalise
from history.imports.readers.entries import Body
from history.keys import propose_key
from history.models import Attribution, Claim, MergedKey
from history.models.entries import LONGEST_REASON
from history.versions.keeping import keep_before
from history.versions.reading import names_in, versions_of
from history.versions.telling import Difference, tell_differences

CHANGED_MEANWHILE = "changed_meanwhile"
EFFECT_UNSEEN = "effect_unseen"
# How far back the version is looked for that an editor had before her.
MOST_COMPARED = 50


class RecordForm(forms.ModelForm[Any]):
    """A row of the record with the state in which its editor saw it, and why she changes it.

    `theirs` tells after validation what somebody else changed meanwhile, and who did. `refusals` are what was found
    against the form when all of it had been saved, and taken back. `effect` is what it would do beyond the record, if
    that must be seen first; `effect_seen` names the one that was.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    effect_seen = forms.CharField(required=False, widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Kept with this version of the row: what you changed, and on which grounds."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    theirs: "Theirs | None" = None
    refusals: Sequence[str] = ()
    effect: Effect | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is not None:
            self.initial.setdefault("seen", state_of(self.instance))
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields["key"].help_text = _("Left empty, it is made from the name. It is never changed afterwards.")

    def clean_key(self) -> str:
        """Refuse a key that leads to another row."""
        key: str = self.cleaned_data["key"]
        kind = self._meta.model._meta.model_name
        if (merged := MergedKey.objects.filter(kind=kind, old_key=key).first()) is not None:
            raise ValidationError(_("This key was merged into “%(key)s” and leads there.") % {"key": merged.new_key})
        return key

    def clean(self) -> dict[str, Any]:
        """Refuse to overwrite what this editor has not seen; sending the form once more is saying so."""
        cleaned = super().clean() or self.cleaned_data
        if self.refusals:
            raise ValidationError(list(self.refusals))
        if self.effect is not None:
            self._send_back("effect_seen", self.effect.token)
            raise ValidationError(_("Not saved yet: look at what it would do, and save again."), code=EFFECT_UNSEEN)
        if "key" in self.fields and not cleaned.get("key") and "key" not in self.errors:
            cleaned["key"] = propose_key(self._meta.model, name_typed(cleaned))
        seen = cleaned.get("seen", "")
        if self.instance.pk is None or not seen:
            return cleaned
        now = state_of(self.instance)
        if now == seen:
            return cleaned
        self.theirs = Theirs.since(self.instance, seen)
        # Whoever has been shown the other version may save over it.
        self._send_back("seen", now)
        raise ValidationError(
            _("Somebody else changed this meanwhile. Nothing was saved; see below what changed, and save again."),
            code=CHANGED_MEANWHILE,
        )

    def _send_back(self, name: str, value: str) -> None:
        """Have the page send this value of a hidden field when the form comes again."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a form's data is a QueryDict
        data[self.add_prefix(name)] = value
        self.data = data


def name_typed(cleaned: dict[str, Any]) -> str:
    """What the row is called, in the words of its form."""
    return next((str(cleaned[name]) for name in ("title", "name", "statement") if cleaned.get(name)), "")


class Theirs:
    """What another editor changed while this one had the form open. `who` is empty for a command."""

    def __init__(self, who: str, why: str, changes: tuple[Difference, ...]) -> None:
        self.who = who
        self.why = why
        self.changes = changes

    @classmethod
    def since(cls, row: Model, seen: str) -> "Theirs":
        """The changes from the version with the state `seen` to what stands on record now."""
        kind, key = own_entry(row)
        pick = part_on_page(row)
        kept = list(versions_of((kind, key))[:MOST_COMPARED])
        base = next((one for one in kept if digest(pick(one.body), one.status) == seen), None)
        now = rows_on_record(kind, [key])[key]
        old, new = (base.body if base else {}), normalise(now.body)
        last = kept[0] if kept else None
        who = last.history_user.get_username() if last is not None and last.history_user else ""
        changes = tell_differences(kind, old, new, names_in(kind, [old, new])) if base else []
        return cls(who, last.history_change_reason if last else "", tuple(changes))


def state_of(row: Model) -> str:
    """What the row says on record now, as a digest: of a claim or attribution, its own part of its event."""
    kind, key = own_entry(row)
    found = rows_on_record(kind, [key]).get(key)
    return digest(part_on_page(row)(normalise(found.body)), found.status) if found else ""


def digest(body: Body, status: str) -> str:
    """A body and a status as one short text."""
    return digest_entry(body, status)[:32]


def part_on_page(row: Model) -> Callable[[Body], Body]:
    """Picks from the body of a row's entry what the row's own page shows."""
    match row:
        case Claim():
            return lambda body: _claim_in(body, row.key)
        case Attribution():
            return lambda body: _attribution_in(_claim_in(body, row.claim.key), row.claimant.key, row.stance)
    return lambda body: body


def _claim_in(body: Body, key: str) -> Body:
    return next((claim for claim in body.get("claims", ()) if claim["key"] == key), {})


def _attribution_in(claim: Body, claimant: str, stance: str) -> Body:
    own = (row for row in claim.get("attributions", ()) if (row["claimant"], row["stance"]) == (claimant, stance))
    return next(own, {})


def keep_as_it_stands(row: Model) -> None:
    """Have a version of the row's entry to compare with later."""
    keep_before([own_entry(row)])
