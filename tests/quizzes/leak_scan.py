"""What tells the key of a page that asks: text, markup, headers, and how often the key stands where.

Each page is masked: the prompt, what is random by nature, and the options in the order shown give way to
placeholders. What is left must be the same to the byte whichever option is the key, with the same headers and
cookies. Then only order and wording are left to tell something: positions are counted, and a predictor that has
learned from the pages about one half of the records must guess no better than chance about the other half.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from html import escape
from math import log, sqrt
from random import Random

from history.dates import read_edtf
from quizzes.questions.values import Form
from tests.quizzes.waiting_pages import ENDS, ON_SCALE, OPTION, TEXT, VALUE, Case, Look, Page, key_position, mask

# A position may be the key's this many standard errors more or less often than chance has it.
MOST_ERRORS = 4.0
# How much more often than chance the predictor may be right, over how many ways of halving the records.
MOST_ABOVE_CHANCE = 0.05
# The same for a predictor that also looks at the alphabet. Equally plausible candidates become wrong options in
# the order of their keys, so the key comes late in it: 8 points. Once the drafting draws lots, 0.05 holds (1.7).
MOST_BY_ALPHABET = 0.05
HALVINGS = 6
# Features by which an option stands earlier or later in the alphabet.
ALPHABET = ("rank of value", "rank of text")


@dataclass(frozen=True)
class Seen:
    """What the predictor is given of a page: features of each option, and where the key was."""

    record: int
    options: list[list[str]]
    key: int

    def without_alphabet(self) -> "Seen":
        """The same, blind to what stands earlier or later in the alphabet."""
        options = [[feature for feature in option if not feature.startswith(ALPHABET)] for option in self.options]
        return replace(self, options=options)


def find_in_bytes(looks: list[Look]) -> list[str]:
    """What in the bytes of the pages and their headers tells the key, in words; nothing where nothing does."""
    return [
        *find_changed_options(looks),
        *find_told_answers(looks),
        *find_on_scales(looks),
        *find_differences(looks),
    ]


def find_changed_options(looks: list[Look]) -> Iterator[str]:
    """Options are written as they were stored, once each."""
    for case, page in looks:
        stored = sorted((escape(value), escape(text)) for value, text in case.shown.options)
        if sorted(page.options) != stored:
            yield f"options are not as stored: {case.shown.prompt}"
            return


def find_told_answers(looks: list[Look]) -> Iterator[str]:
    """Where nothing is chosen, no answer that counts stands anywhere in the page or its headers."""
    for case, page in looks:
        if case.shown.options:
            continue
        sent = (page.body + str(page.headers)).casefold()
        for answer in {case.shown.answer_text, *case.shown.accepted}:
            if re.search(rf"\b{re.escape(escape(answer).casefold())}\b", sent):
                yield f"the answer “{answer}” is on the page that asks: {case.shown.prompt}"
                return


def find_on_scales(looks: list[Look]) -> Iterator[str]:
    """On a scale of time stands what was stored to stand there before the answer, and the steps in their order."""
    for case, page in looks:
        if case.shown.form != Form.TIMELINE:
            continue
        texts = [escape(text) for _value, text in case.shown.options]
        told = [(kind, when, what) for kind, when, what in ON_SCALE.findall(page.body)]
        stored = [
            ("mark", escape(read_edtf(value).show()), escape(title) + " (the sources disagree)" * is_disputed)
            for title, value, is_disputed in case.shown.marks
        ]
        if told != stored:
            yield f"other marks than are stored: {case.shown.prompt}"
            return
        if [text for _value, text in page.options] != texts or ENDS.findall(page.body)[:3] != [
            texts[0],
            texts[len(texts) // 2],
            texts[-1],
        ]:
            yield f"another scale than is stored: {case.shown.prompt}"
            return


def find_differences(looks: list[Look]) -> Iterator[str]:
    """Masked, the pages of a group are one page, with one set of headers."""
    bodies: dict[object, Counter[str]] = defaultdict(Counter)
    headers: dict[object, Counter[object]] = defaultdict(Counter)
    for case, page in looks:
        bodies[case.group][mask(case, page)] += 1
        headers[case.group][page.headers] += 1
    for group, different in bodies.items():
        if len(different) > 1:
            yield f"{len(different)} different pages of {group}: {first_difference(list(different))}"
    for group, different_headers in headers.items():
        if len(different_headers) > 1:
            yield f"{len(different_headers)} different headers of {group}"


def first_difference(bodies: list[str]) -> str:
    """The first lines in which two pages differ."""
    pairs = zip(bodies[0].splitlines(), bodies[1].splitlines(), strict=False)
    return next((f"{one.strip()!r} and {other.strip()!r}" for one, other in pairs if one != other), "one is longer")


def find_cues(looks: list[Look]) -> Iterator[str]:
    """Order and wording: positions by the number of options and the way of ordering, then the predictor."""
    choices = [(case, page) for case, page in looks if case.shown.form == Form.CHOICE]
    positions: dict[tuple[int, bool], Counter[int]] = defaultdict(Counter)
    for case, page in choices:
        positions[len(page.options), case.shown.in_order][key_position(case, page)] += 1
    for (size, in_order), counted in positions.items():
        asked = counted.total()
        bound = MOST_ERRORS * sqrt((1 / size) * (1 - 1 / size) / asked)
        for position in range(size):
            if abs(counted[position] / asked - 1 / size) > bound:
                share = f"{counted[position]} of {asked}"
                yield f"position {position + 1} of {size} (in order: {in_order}) is the key's in {share}"
    seen = [Seen(case.record, features(case, page), key_position(case, page)) for case, page in choices]
    if (above := measure_prediction(seen)) > MOST_BY_ALPHABET:
        yield f"a predictor that knows the alphabet is right {above:.1%} more often than chance"
    if (above := measure_prediction([one.without_alphabet() for one in seen])) > MOST_ABOVE_CHANCE:
        yield f"a predictor is right {above:.1%} more often than chance"


def features(case: Case, page: Page) -> list[list[str]]:
    """What can be seen of each option: position, lengths, ranks, its markup, and bits of the headers."""
    options = page.options
    size = len(options)
    by_length = sorted(range(size), key=lambda n: (len(options[n][1]), n))
    by_value = sorted(range(size), key=lambda n: options[n][0])
    by_text = sorted(range(size), key=lambda n: options[n][1])
    markup = [TEXT.sub("", VALUE.sub("", chunk)) for chunk in OPTION.findall(page.body)]
    bits = [int(sha256(value.encode()).hexdigest(), 16) % size for _name, value in page.headers]
    kind = f"{size}{case.shown.family}{case.shown.in_order}"
    return [
        [
            f"position {n} {kind}",
            f"rank of length {by_length.index(n)} {kind}",
            f"rank of value {by_value.index(n)} {kind}",
            f"rank of text {by_text.index(n)} {kind}",
            f"longer than most {len(options[n][1]) > 1.3 * len(options[by_length[size // 2]][1])}",
            f"markup {re.sub('[0-9]+', '', markup[n])}",
            *(f"header {number} {bit == n}" for number, bit in enumerate(bits)),
        ]
        for n in range(size)
    ]


def measure_prediction(seen: list[Seen]) -> float:
    """How much more often than chance a naive Bayes guess is right about records it has not learned from.

    The mean over some ways of halving the records, so that no lucky half decides.
    """
    records = sorted({one.record for one in seen})
    gains: list[float] = []
    for halving in range(HALVINGS):
        learned = set(Random(halving).sample(records, len(records) // 2))
        weights = learn([one for one in seen if one.record in learned])
        for one in seen:
            if one.record not in learned:
                scores = [sum(weights.get(feature, 0.0) for feature in option) for option in one.options]
                best = [n for n, score in enumerate(scores) if score == max(scores)]
                gains.append((one.key in best) / len(best) - 1 / len(scores))
    return sum(gains) / len(gains)


def learn(seen: list[Seen]) -> dict[str, float]:
    """For each feature, how much more likely a key has it than a wrong option (logarithm)."""
    of_keys: Counter[str] = Counter()
    of_others: Counter[str] = Counter()
    keys = others = 0
    for one in seen:
        for n, option in enumerate(one.options):
            (of_keys if n == one.key else of_others).update(option)
        keys, others = keys + 1, others + len(one.options) - 1
    return {
        feature: log((of_keys[feature] + 1) / (keys + 2)) - log((of_others[feature] + 1) / (others + 2))
        for feature in of_keys | of_others
    }
