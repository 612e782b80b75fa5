"""What a cohort says of submissions in words: whom to phone and why, what could not be read, how groups are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from belong_assess.analysis.calls import Call, Fact
from belong_assess.analysis.cohort import Group, NotRead
from belong_assess.analysis.spread import FEWEST, Spread
from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.results.result import Stamp
from belong_assess.values import value
from belong_assess.views.figures import points_text
from belong_assess.views.problems import problem_line
from belong_assess.views.safe import safe

FIGURES = ("minimum", "lower", "median", "upper", "maximum", "mean")


@value
class CallLine:
    """One reason to phone as it is shown."""

    region: str
    file: str
    what: str
    fix: str


def call_line(call: Call, say: Language) -> CallLine:
    """Word one reason to call about a submission."""
    facts = {name: _fact(fact, call.facts, say) for name, fact in call.facts.items() if name != "more"}
    what = _counted(f"cohort.call.{call.code}.what", facts, say)
    return CallLine(safe(call.unit), file_text(call.file, call.place, say), what, say(f"cohort.call.{call.code}.fix"))


def not_read_line(found: NotRead, say: Language) -> CallLine:
    """Word why a file could not be read, by the problem that stopped it."""
    file = file_text(found.file, found.place, say)
    if found.problem is None:
        return CallLine("", file, say("cohort.call.not_read.what"), say("cohort.call.not_read.fix"))
    line = problem_line(found.problem, say)
    return CallLine("", file, line.what, line.fix)


def file_text(file: str, place: str, say: Language) -> str:
    """Name a file, and the place in it where it holds several submissions."""
    return say("cohort.file_place", file=safe(file), place=safe(place)) if place else safe(file)


def group_title(group: Group, assessment: Assessment, say: Language) -> str:
    """Name the submissions that have statistics together: questionnaire, version and tier."""
    title = assessment.questionnaire.title
    return say(
        "cohort.group", questionnaire=title, version=group.stamp.questionnaire_version, tier=tier_title(group, assessment)
    )


def in_tier_order(groups: Sequence[Group], assessments: Callable[[Stamp], Assessment]) -> list[Group]:
    """Groups with the tiers of a questionnaire from the shortest to the longest."""

    def rank(group: Group) -> int:
        return assessments(group.stamp).tier_rank[group.tier]

    stamps = list(dict.fromkeys(group.stamp for group in groups))
    return sorted(groups, key=lambda group: (stamps.index(group.stamp), rank(group)))


def group_text(group: Group, assessment: Assessment, say: Language) -> str:
    """How the index of a group spreads, or why nothing is said of it."""
    headline = assessment.headline
    if group.count < FEWEST:
        return say.count("cohort.group.too_few", group.count, fewest=FEWEST)
    if headline is None:
        return say("cohort.group.no_index")
    spread = group.nodes.get(headline.id, Spread(0))
    if spread.n < FEWEST:
        return say.count("cohort.group.index_withheld", spread.n, title=headline.title, fewest=FEWEST)
    return say("cohort.group.index", title=headline.title, **spread_texts(spread, assessment, say))


def spread_texts(spread: Spread, assessment: Assessment, say: Language) -> dict[str, str]:
    """The figures of a spread as the report writes scores; none where there are no statistics."""
    cuts = [Fraction(band.at_least) for band in assessment.indicators.bands]
    named = zip(FIGURES, (getattr(spread, name) for name in FIGURES), strict=True)
    return {name: points_text(Fraction(figure), cuts, say) for name, figure in named if figure is not None}


def tier_title(group: Group, assessment: Assessment) -> str:
    """The title of the tier of a group."""
    return next((tier.title for tier in assessment.questionnaire.tiers if tier.id == group.tier), group.tier)


def _fact(fact: Fact, facts: Mapping[str, Fact], say: Language) -> str:
    """A share as a percentage, several names as a list with how many more there are."""
    if isinstance(fact, Fraction):
        return say.percent(fact)
    if isinstance(fact, str):
        return safe(fact)
    named, more = say.list([safe(each) for each in fact]), str(facts.get("more", "0"))
    return named if more == "0" else say.count("cohort.and_more", int(more), list=named)


def _counted(key: str, facts: Mapping[str, str], say: Language) -> str:
    """Some sentences have a plural, by their count."""
    return say.count(key, int(facts["count"]), **facts) if "count" in facts else say(key, **facts)
