"""All checks on one exported question. Standard library only."""

from benchmarks.raw_checker.agreement_checks import judge_agreement
from benchmarks.raw_checker.date_checks import judge_date
from benchmarks.raw_checker.group_checks import GROUPS, judge_group
from benchmarks.raw_checker.map_checks import judge_map
from benchmarks.raw_checker.option_checks import judge_claimant, judge_options, judge_place
from benchmarks.raw_checker.scale_checks import judge_scale
from benchmarks.raw_checker.stem_checks import judge_stem
from benchmarks.raw_checker.world import JSON, World


def find_flaws(question: JSON, world: World) -> list[str]:
    """Everything that is wrong with a live question, as "check: why"; empty when it is sound."""
    if question["form"] in GROUPS:
        return [*judge_group(question, world)]
    if question["form"] == "disagree":
        return [*judge_agreement(question, world)]
    flaws = [*judge_options(question), *judge_stem(question, world)]
    if not question["sources"]:
        flaws.append("provenance: no source")
    if question["form"] == "map":
        flaws += judge_map(question, world)
    elif question["form"] == "timeline":
        flaws += judge_scale(question, world)
    if question["family"] == "date":
        flaws += judge_date(question, world)
    elif question["family"] == "claimant":
        flaws += judge_claimant(question, world)
    elif question["predicate"] == "place":
        flaws += judge_place(question, world)
    if needs_attribution(question, world) and not question["attributed_to"]:
        flaws.append("dispute_attributed: works say this, and the stem names none")
    return flaws


def needs_attribution(question: JSON, world: World) -> bool:
    """Whether the file gives the answer as somebody's claim."""
    if question["family"] == "claimant" or question["event"] is None:
        return False
    return any(row.claimant for row in world.rows(question["event"]))
