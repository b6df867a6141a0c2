"""Why a question is not asked, by the name of the rule that refuses it, in words that a teacher understands."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What weighs more stands first: of several reasons a question is told with the first.
WHY: Final[Mapping[str, Promise]] = {
    # Who says so.
    "dispute_attributed": _(
        "The sources disagree, or one side alone tells it: then Attest asks who said what, not what happened."
    ),
    # The words of the question.
    "unique_referent": _("The words of the question fit more than one event or statement on record."),
    "no_leak": _("The words of the question would give the answer away."),
    "self_contained": _("The question could not be understood by itself."),
    "provenance": _("No passage of a source is on record for the answer."),
    # Answers to choose from.
    "no_option_cue": _("One of the answers would stand out among the others."),
    # Dates.
    "precision": _("The date on record is too open or too coarse to be asked for, as “by 9 October” is."),
    "one_right_date": _("A wrong date could be right by some account."),
    "set_as_a_whole": _("The date is one of several days, and a single one of them would count as wrong."),
    "era": _("The date could not be typed as it is shown."),
    "which_date": _("It would not be clear which date is meant: when it happened, or when that was said."),
    # Places.
    "one_right_place": _("More than one of the places could be right by some account."),
    "one_bearing": _("A wrong direction would lie too near to the right one."),
    "no_nesting": _("One of the places lies within another, or is the same under another name."),
    "level_stated": _("The question does not say what kind of place is meant."),
    # Who speaks.
    "exclusive": _("Somebody else took the same stance, or may have: more than one answer could be right."),
    "closed_world": _("A wrong answer would be somebody who is not on record as having spoken in this conflict."),
    "no_identity_cue": _("A word of the statement points at whoever made it, and would give the answer away."),
    # Whether accounts agree.
    "several_accounts": _("There are not two independent accounts on record that could be compared."),
    "one_right_agreement": _("The accounts neither clearly agree nor clearly contradict each other."),
    "nothing_pending": _("A statement that could change the answer waits for an editor's review."),
    "no_dispute_cue": _("The words of the question would tell whether it is in dispute."),
    "both_answers": _("Too many such questions have the same answer, so that it could be guessed."),
    # On a map.
    "map_tolerance": _("On a map it cannot be told from another place, or where it lies is not known well enough."),
    "map_view": _("No map of its surroundings shows enough to go by."),
    "no_name_on_map": _("A name on the map would give the place away."),
    # On a scale of time.
    "even_steps": _("The date has no place on an even scale of dates."),
    "no_telling_mark": _("Another event on the scale would give the date away."),
    "disputed_as_span": _("An event on the scale is in dispute, and would not be shown so."),
    # Several things at once.
    "one_voice": _("One question would mix what different accounts say."),
    "set_apart": _("Two of the things asked about are the same, or one is a part of the other."),
    "decidable_order": _("The record does not settle which of them came first."),
    "no_order_cue": _("The words would tell which of them came first."),
    "unique_matching": _("They could be matched in more than one way."),
    "none_of_the_wrong": _("The same claimant may stand behind an answer that would count as wrong."),
    "no_ticking_cue": _("A word that stands in the right statements alone would give them away."),
    # Often because another rule has left nothing over.
    "right_and_wrong": _("There are too few wrong answers to stand among the right ones."),
    "enough_items": _("Too few things are on record that could stand side by side in one question."),
    "enough_options": _("There are too few wrong answers that are certainly wrong and could be taken for right."),
    # One question after another.
    "no_cross_leak": _("An earlier question of the test tells the answer."),
    "asked_once": _("The test asks about it already."),
    "marked_by_the_site": _("In a test nobody marks her own answer."),
}
