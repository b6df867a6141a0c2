"""What a teacher decides about a question, an answer, or an objection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import Challenge
from quizzes.models.decisions import LONGEST_NOTE, OVERRIDES
from quizzes.models.remarks import LONGEST_REMARK

EXCUSE, COUNT_AGAIN, WITHDRAW = "excuse", "count-again", "withdraw"


class QuestionDecisionForm(forms.Form):
    """A question counts for nobody, or counts again."""

    decision = forms.ChoiceField(choices=[(name, name) for name in (EXCUSE, COUNT_AGAIN)], widget=forms.HiddenInput)
    note = forms.CharField(label=_("Why, for the log"), max_length=LONGEST_NOTE, required=False)


class AnswerDecisionForm(forms.Form):
    """The answers to one asked question are worth something else, or what they were before."""

    asked = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[(name, name) for name in (*map(str, OVERRIDES), WITHDRAW)])
    note = forms.CharField(label=_("Why, for the log"), max_length=LONGEST_NOTE, required=False)


class ObjectionForm(forms.Form):
    """What becomes of “I was right” in a class, with a word to the pupil."""

    objection = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=Challenge.ClassOutcome.choices)
    reply = forms.CharField(label=_("A word to the pupil"), max_length=LONGEST_REMARK, required=False)
