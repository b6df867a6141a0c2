"""Every state of every public page. Each module enters in `STATES` how its states are come to."""

from tests.browser.states import (
    accounts,
    agreement,
    assignments,
    classes,
    errors,
    first,
    groups,
    learner,
    pointing,
    record,
    regrades,
    remarks,
    results,
    second_factor,
    sessions,
    sets,
    timeline,
)
from tests.browser.visiting import STATES

__all__ = [
    "STATES",
    "accounts",
    "agreement",
    "assignments",
    "classes",
    "errors",
    "first",
    "groups",
    "learner",
    "pointing",
    "record",
    "regrades",
    "remarks",
    "results",
    "second_factor",
    "sessions",
    "sets",
    "timeline",
]
