"""A second scorer, written from `method/scoring.md` alone: slow, plain, fractions only, no import from the engine.

It knows the definition (the assessment) and the answers (the submission) and returns plain dicts:

    {"items": {id: {"state", "role", "points", "low", "high", "documented"}},
     "nodes": {id: {"state", "score", "low", "high", "coverage", "documented"}}}

Nodes are areas, aggregates, restricted areas (`aggregate/area`) and bars. The comments quote the method's text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

Outcomes = set[str]
"""What a condition can still turn out to be: "T" true, "F" false, "NC" or "NA" as its parent, "N" nothing to test."""

LEFT_OUT = ("NC", "NA")
OPEN = ("DK", "skipped")
DECIMALS = 10**12


def naive_scores(assessment: Any, submission: Any) -> dict[str, dict[str, Any]]:
    """Compute every item and every node of one submission."""
    return _Naive(assessment, submission).everything()


class _Naive:
    def __init__(self, assessment: Any, submission: Any) -> None:
        self.method = assessment.indicators
        self.assessment = assessment
        self.submission = submission
        self.known_items: dict[str, dict[str, Any]] = {}
        self.known_nodes: dict[str, dict[str, Any]] = {}
        self.minimum = next(m for m in self.method.minimums if submission.tier in m.tiers)
        self.questions = {m.item: (m, area) for area in self.method.areas for m in area.items}

    def everything(self) -> dict[str, dict[str, Any]]:
        items = {item_id: self.item(item_id) for item_id in self.questions}
        names = [area.id for area in self.method.areas]
        for aggregate in self.method.aggregates:
            names += [aggregate.id, *(name for name in self.children(aggregate).values() if "/" in name)]
        for view in self.method.views:
            names += [bar.id for bar in view.bars if self.submission.tier in view.tiers]
        return {"items": items, "nodes": {name: self.node(name) for name in names}}

    # 1. Answer states

    def item(self, item_id: str) -> dict[str, Any]:
        if item_id not in self.known_items:
            self.known_items[item_id] = self.new_item(item_id)
        return self.known_items[item_id]

    def new_item(self, item_id: str) -> dict[str, Any]:
        """Which state holds: the first line that fits."""
        measured, area = self.questions[item_id]
        zero = measured.when_not_asked == "zero"
        if not self.in_tier(item_id) or not self.in_scope(area.id):
            return self.found("not_asked", "left_out")
        condition = self.assessment.items[item_id].asked_when
        asked = {"T"} if condition is None else self.asked(condition, surely=True)
        possible = {"T"} if condition is None else self.asked(condition, surely=False)
        if asked == {"F"}:
            item = self.found("not_asked", "counted", Fraction(0)) if zero else self.found("not_asked", "left_out")
        elif asked in ({"NC"}, {"NA"}):
            item = self.found(next(iter(asked)), "left_out")
        else:
            item = self.answered_item(self.assessment.items[item_id], measured)
            item["uncertain"] = possible != {"T"}
        item["when_false"] = Fraction(0) if zero else None
        item["by_condition"] = asked == {"F"}
        if measured.weight == 0:  # "Weight 0: shown, in no score, coverage or range."
            item["role"] = "unweighted"
        return item

    def in_tier(self, item_id: str) -> bool:
        tiers = [tier.id for tier in self.assessment.questionnaire.tiers]
        return tiers.index(self.assessment.items[item_id].tier) <= tiers.index(self.submission.tier)

    def in_scope(self, area_id: str) -> bool:
        return self.submission.scope is None or area_id in self.submission.scope

    @staticmethod
    def found(state: str, role: str, points: Fraction | None = None, documented: Fraction | None = None) -> dict[str, Any]:
        low, high = (Fraction(0), Fraction(100)) if role == "open" else (points, points)
        return {
            "state": state, "role": role, "points": points, "low": low, "high": high,
            "documented": points if documented is None else documented,
            "uncertain": False, "when_false": None, "by_condition": False,
        }  # fmt: skip

    def asked(self, condition: Any, *, surely: bool) -> Outcomes:
        """The outcomes of a condition; not `surely`: also those after a parent's own open condition turned false."""
        match condition.kind:
            case "all":
                return combined([self.asked(part, surely=surely) for part in condition.of], "F", "T")
            case "any":
                return combined([self.asked(part, surely=surely) for part in condition.of], "T", "F")
            case "not":
                return {{"T": "F", "F": "T"}.get(one, one) for one in self.asked(condition.of, surely=surely)}
            case "fact":
                return self.asked_of_fact(condition)
            case _:
                return self.asked_of_parent(condition, surely)

    def asked_of_fact(self, condition: Any) -> Outcomes:
        entry = self.submission.context.get(condition.fact)
        kind = entry.response.kind if entry else "blank"
        if kind == "picked":
            return truth(any(option in condition.one_of for option in entry.response.options))
        return {"NA"} if kind == "not_applicable" else {"T", "F"}

    def asked_of_parent(self, condition: Any, surely: bool) -> Outcomes:
        """Parent NC or NA: the item takes that state. Parent not asked: false. Parent open: unknown."""
        parent = self.item(condition.item)
        if parent["state"] == "not_asked":
            return {"F"}
        if parent["state"] in LEFT_OUT:
            return {parent["state"]}
        if parent["state"] in OPEN:
            return {"T", "F"}
        outcome = truth(holds(condition, self.submission.answers[condition.item].response))
        return outcome if surely or not parent["uncertain"] else outcome | {"F"}

    def answered_item(self, item: Any, measured: Any) -> dict[str, Any]:
        rule = self.rule(measured.rule)
        entry = self.submission.answers.get(item.id)
        if item.answer.kind == "group" and (entry is None or entry.response.kind == "later"):
            return self.combination(item, rule, entry)
        return self.response(entry, rule, item.competence, bool(entry and entry.evidence), item.answer)

    def rule(self, rule_id: str) -> Any:
        return next(rule for rule in self.method.rules if rule.id == rule_id)

    def response(self, entry: Any, rule: Any, field: str | None, evidence: bool, answer: Any) -> dict[str, Any]:
        """The state, role and points of one entry; `field` is the competence field in which NC is offered."""
        if entry is None:
            confirmed = field is not None and field in self.submission.profile.confirmed
            return self.found("NC", "left_out") if confirmed else self.found("skipped", "open")
        given = entry.response
        match given.kind:
            case "dont_know":
                return self.found("DK", "open")
            case "later" | "unreadable":
                return self.found("skipped", "open")
            case "not_ours":
                return self.found("NC", "left_out") if self.nc_holds(entry, field) else self.found("skipped", "open")
            case "not_applicable":  # "the law forbids it (which)"
                said = given.reason != "forbidden" or bool(given.law)
                return self.found("NA", "left_out") if said else self.found("skipped", "open")
            case _:
                return self.pointed(state_and_points(given, rule, answer), evidence)

    def pointed(self, outcome: str | Fraction, evidence: bool) -> dict[str, Any]:
        if isinstance(outcome, str):
            return self.found(outcome, "open" if outcome in OPEN else "left_out")
        capped = min(outcome, Fraction(self.method.firmness.undocumented_at_most))
        return self.found("answered", "counted", outcome, outcome if evidence else capped)

    def nc_holds(self, entry: Any, field: str | None) -> bool:
        """Against the profile: contradiction, accepted with holder and line, or simply so."""
        profile, given = self.submission.profile, entry.response
        roles = profile.roles.get(field, ())
        holder = given.holder or profile.holders.get(field)
        if "law" in roles or "runs" in roles:
            second = given.confirmed_by is not None and given.confirmed_by != entry.by
            return bool(given.reason and holder and second)
        if "plans" in roles:
            return bool(holder and entry.comment)
        return bool(roles)

    def combination(self, item: Any, rule: Any, whole: Any) -> dict[str, Any]:
        """Answered when each sub-question is answered, NC or NA; else open, with its range."""
        parts = []
        for part_rule in rule.parts:
            answer = next(part.answer for part in item.answer.parts if part.id == part_rule.part)
            entry = self.submission.answers.get(f"{item.id}.{part_rule.part}")
            evidence = bool((entry and entry.evidence) or (whole and whole.evidence))
            part = self.response(entry, self.rule(part_rule.rule), item.competence, evidence, answer)
            parts.append((Fraction(part_rule.weight), part))
        states = [part["state"] for _, part in parts]
        if all(state in LEFT_OUT for state in states):
            return self.found("NC" if set(states) == {"NC"} else "NA", "left_out")
        waiting = [state for state in states if state in OPEN]
        item_found = self.found("skipped", "open")
        present = [(weight, part) for weight, part in parts if part["role"] != "left_out"]
        for name in ("low", "high") if waiting else ("points", "low", "high", "documented"):
            mean = arithmetic([(weight, part[name]) for weight, part in present])
            item_found[name] = 100 - mean if rule.reversed else mean
        if rule.reversed:
            item_found["low"], item_found["high"] = item_found["high"], item_found["low"]
        return item_found if waiting else {**item_found, "state": "answered", "role": "counted"}

    # 3. Areas, index, everything above

    def node(self, name: str) -> dict[str, Any]:
        if name not in self.known_nodes:
            self.known_nodes[name] = self.new_node(name)
        return self.known_nodes[name]

    def new_node(self, name: str) -> dict[str, Any]:
        owner, _, area_id = name.rpartition("/")
        for area in self.method.areas:
            if area.id == area_id:
                return self.area(area, self.aggregate_called(owner) if owner else None)
        for view in self.method.views:
            for bar in view.bars:
                if bar.id == name:
                    return self.bar(view, bar)
        return self.aggregate(self.aggregate_called(name))

    def aggregate_called(self, name: str) -> Any:
        return next(aggregate for aggregate in self.method.aggregates if aggregate.id == name)

    def area(self, area: Any, restricted_by: Any) -> dict[str, Any]:
        """Weighted mean of the counted items; with `restricted_by`, over the questions on which NC is not offered."""
        members = [m for m in area.items if restricted_by is None or self.assessment.items[m.item].competence is None]
        weighted = [(Fraction(m.weight), self.item(m.item)) for m in members if m.weight > 0]
        if not self.in_scope(area.id):
            return no_score("not_in_scope")
        fewest = self.minimum.items if restricted_by is None else restricted_by.fewest_items
        node = self.over_items(weighted, area.aggregation, fewest, area.caps)
        asked = [(w, i) for w, i in weighted if i["state"] != "not_asked" or i["role"] == "counted"]
        applicable = sum((w for w, i in asked if i["state"] not in LEFT_OUT), Fraction(0))
        total = sum((w for w, _ in asked), Fraction(0))
        node["mostly_outside"] = bool(asked) and applicable * 100 < total * Fraction(self.method.applicable_share)
        return node

    def bar(self, view: Any, bar: Any) -> dict[str, Any]:
        """Weight of a question = question weight x its parts; area weights play no part; optional areas stay out."""
        weighted = []
        for area in self.method.areas:
            for measured in area.items:
                named = bar.id in measured.parts.get(view.id, {})
                parts = int(measured.item in bar.items) if bar.items else measured.parts[view.id][bar.id] if named else 0
                if parts > 0 and measured.weight > 0 and not area.optional:
                    weighted.append((Fraction(measured.weight) * parts, self.item(measured.item)))
        return self.over_items(weighted, "arithmetic", view.fewest_items, ())

    def over_items(self, weighted: list[tuple[Fraction, Any]], aggregation: str, fewest: int, caps: Any) -> dict[str, Any]:
        counted = [(w, i) for w, i in weighted if i["role"] == "counted"]
        waiting = [(w, i) for w, i in weighted if i["role"] == "open"]
        if not counted and not waiting:
            outside = all(i["state"] == "not_asked" and not i["by_condition"] for _, i in weighted)
            return no_score("not_in_scope" if outside else "outside_competence")
        coverage = sum((w for w, _ in counted), Fraction(0)) / sum((w for w, _ in counted + waiting), Fraction(0))
        if coverage * 100 < Fraction(self.minimum.coverage) or len(counted) < fewest:
            return {**no_score("withheld"), "coverage": coverage}
        mean = MEANS[aggregation]
        score = mean([(w, i["points"]) for w, i in counted])
        documented = mean([(w, i["documented"]) for w, i in counted])
        low = min(score, *worlds(weighted, "low", mean))  # "A shown score always lies in its range."
        high = max(score, *worlds(weighted, "high", mean))
        return {"state": "scored", "coverage": coverage, **self.capped(caps, score, documented, low, high)}

    def capped(self, caps: Any, score: Fraction, documented: Fraction, low: Fraction, high: Fraction) -> dict[str, Any]:
        """After reversal and aggregation; several: the lowest. Open condition: on the low end of the range only."""
        for cap in caps:
            at_most = Fraction(cap.at_most)
            now, possible = self.outcomes(cap.when, "now"), self.outcomes(cap.when, "possible")
            if now == {"T"}:
                score = min(score, at_most)
            if self.outcomes(cap.when, "documented") == {"T"}:
                documented = min(documented, at_most)
            if "T" in now | possible:
                low = min(low, at_most)
            if now == possible == {"T"}:
                high = min(high, at_most)
        return {"score": score, "documented": documented, "low": low, "high": high}

    def children(self, aggregate: Any) -> dict[str, str]:
        """The nodes below an aggregate, by the id that it names them with."""
        if aggregate.items == "all":
            return {child.node: child.node for child in aggregate.of}
        return {
            child.node: f"{aggregate.id}/{child.node}" for child in aggregate.of if self.takes_part(aggregate, child.node)
        }

    def takes_part(self, aggregate: Any, area_id: str) -> bool:
        area = next(area for area in self.method.areas if area.id == area_id)
        common = [m for m in area.items if self.assessment.items[m.item].competence is None and self.in_tier(m.item)]
        return self.in_scope(area_id) and len(common) >= aggregate.fewest_items

    def areas_below(self, name: str) -> list[str]:
        """The areas that a node is made of, restricted ones included; an area is made of itself."""
        if any(area.id == name.rpartition("/")[2] for area in self.method.areas):
            return [name]
        return [area for child in self.children(self.aggregate_called(name)).values() for area in self.areas_below(child)]

    def within(self, name: str) -> bool:
        node = self.node(name)
        return node["state"] in ("scored", "withheld") and not node.get("mostly_outside", False)

    def aggregate(self, aggregate: Any) -> dict[str, Any]:
        children = self.children(aggregate)
        within = [
            (Fraction(child.weight), self.node(children[child.node]))
            for child in aggregate.of
            if child.node in children and child.weight > 0 and self.within(children[child.node])
        ]
        in_scope = all(self.in_scope(area) for area in self.every_area(aggregate))
        if not in_scope:  # "A partial scope has no index."
            return no_score("not_in_scope")
        if not within:
            return no_score("outside_competence")
        coverage = arithmetic([(weight, node["coverage"]) for weight, node in within])
        scored = [(weight, node) for weight, node in within if node["state"] == "scored"]
        if not self.required(aggregate, children, within, scored):
            return {**no_score("withheld"), "coverage": coverage}
        mean = MEANS[aggregate.aggregation]
        score = mean([(weight, node["score"]) for weight, node in scored])
        documented = mean([(weight, node["documented"]) for weight, node in scored])
        moving = [(weight, node) for weight, node in within if node["state"] == "scored" or node["coverage"] < 1]
        low = mean([(w, node["low"] if node["state"] == "scored" else Fraction(0)) for w, node in moving])
        high = mean([(w, node["high"] if node["state"] == "scored" else Fraction(100)) for w, node in moving])
        return {"state": "scored", "coverage": coverage, **self.capped(aggregate.caps, score, documented, low, high)}

    def every_area(self, aggregate: Any) -> list[str]:
        """The areas below an aggregate, those that have too few common questions for it included."""
        areas = [area.id for area in self.method.areas]
        below: list[str] = []
        for child in aggregate.of:
            below += [child.node] if child.node in areas else self.every_area(self.aggregate_called(child.node))
        return below

    def required(self, aggregate: Any, children: Mapping[str, str], within: Any, scored: Any) -> bool:
        """Withheld when too little weight is scored, too few areas are within competence, or too few named ones scored."""
        asks = aggregate.requires
        if not scored:
            return False
        if weight_of(scored) * 100 < weight_of(within) * Fraction(asks.scored_weight):
            return False
        if sum(self.within(area) for area in set(self.areas_below(aggregate.id))) < asks.within_competence:
            return False
        if asks.scored_of is None:
            return True
        named = [children.get(name, name) for name in asks.scored_of.nodes]
        with_score = [name for name in named if self.within(name) and self.node(name)["state"] == "scored"]
        return len(with_score) >= int(asks.scored_of.at_least)

    # 3.7 Caps

    def outcomes(self, test: Any, world: str) -> Outcomes:
        """What a cap's condition is now, can still be, or is in the documented calculation. "N": nothing to apply it to."""
        match test.kind:
            case "all":
                return combined([self.outcomes(part, world) for part in test.of], "F", "T")
            case "any":
                return combined([self.outcomes(part, world) for part in test.of], "T", "F")
            case "not":
                return {{"T": "F", "F": "T"}.get(one, one) for one in self.outcomes(test.of, world)}
            case "points":
                return self.outcomes_of_points(test, world)
            case "ticked":
                return self.outcomes_of_tick(test, world)
            case "count":
                return self.outcomes_of_count(test, world)
            case _:
                raise NotImplementedError(test.kind)

    def outcomes_of_points(self, test: Any, world: str) -> Outcomes:
        return self.outcomes_of_item(test.item, test, world)

    def outcomes_of_item(self, item_id: str, test: Any, world: str) -> Outcomes:
        item = self.item(item_id)
        passes: Callable[[Fraction], Outcomes] = lambda points: truth(compares(test, points))  # noqa: E731
        if item["role"] == "left_out":
            return {"N"}
        if item["role"] == "open":
            outcome = passes(item["low"]) | passes(item["high"]) if world == "possible" else {"T", "F"}
        else:
            outcome = passes(item["documented" if world == "documented" else "points"])
        return outcome | self.if_not_asked(item, passes) if world == "possible" else outcome

    @staticmethod
    def if_not_asked(item: dict[str, Any], passes: Callable[[Fraction], Outcomes]) -> Outcomes:
        if not item["uncertain"]:
            return set()
        return {"N"} if item["when_false"] is None else passes(item["when_false"])

    def outcomes_of_tick(self, test: Any, world: str) -> Outcomes:
        item = self.item(test.item)
        if item["role"] == "left_out":
            return {"N"}
        if item["state"] != "answered":
            return {"T", "F"}
        given = self.submission.answers[test.item].response
        if test.option in dict(given.left_out):
            return {"N"}
        outcome = truth(test.option in given.options)
        return outcome | {"N"} if world == "possible" and item["uncertain"] else outcome

    def outcomes_of_count(self, test: Any, world: str) -> Outcomes:
        """How many of the named items pass, in every way in which those that are not sure can turn out."""
        items = [self.outcomes_of_item(item_id, test.where, world) for item_id in test.among.items]
        counts = {sum(outcome == "T" for outcome in one) for one in product(*items)}
        return set().union(*(truth(count >= test.at_least) for count in counts))


# small things


def truth(holds_true: bool) -> Outcomes:
    return {"T"} if holds_true else {"F"}


def combined(parts: list[Outcomes], decides: str, otherwise: str) -> Outcomes:
    """One part that decides is enough; else a part without a say leaves the whole without one."""
    found: Outcomes = set()
    for one in product(*parts):
        others = [outcome for outcome in one if outcome not in ("T", "F")]
        found.add(decides if decides in one else others[0] if others else otherwise)
    return found


def holds(condition: Any, given: Any) -> bool:
    """Compare the stored value, not its points."""
    if condition.kind == "ticked":
        return condition.option in given.options
    if condition.at_least is not None:
        return bool(given.value >= condition.at_least)
    if condition.below is not None:
        return bool(given.value < condition.below)
    return given.value in condition.one_of


def compares(test: Any, figure: Fraction) -> bool:
    if test.at_least is not None:
        return figure >= Fraction(test.at_least)
    if test.below is not None:
        return figure < Fraction(test.below)
    if test.equals is not None:
        return figure == Fraction(test.equals)
    return any(figure == Fraction(one) for one in test.one_of)


def no_score(state: str) -> dict[str, Any]:
    return {"state": state, "score": None, "low": None, "high": None, "coverage": None, "documented": None}


def weight_of(weighted: Iterable[tuple[Fraction, Any]]) -> Fraction:
    return sum((weight for weight, _ in weighted), Fraction(0))


def worlds(weighted: list[tuple[Fraction, Any]], end: str, mean: Callable[[Any], Fraction]) -> list[Fraction]:
    """The score with every open item at one end, in every way in which uncertain items can become 0 or leave."""
    choices = []
    for weight, item in weighted:
        figures = [None if item["role"] == "left_out" else item[end]]
        if item["uncertain"]:
            figures.append(item["when_false"])
        choices.append([(weight, figure) for figure in figures])
    present = [[(w, figure) for w, figure in world if figure is not None] for world in product(*choices)]
    return [mean(world) for world in present if world]


# 2. Points of one question


def state_and_points(given: Any, rule: Any, answer: Any) -> str | Fraction:
    """The points of an answer, or the state that it means instead."""
    match rule.kind:
        case "options":
            points: str | Fraction = Fraction(next(o.points for o in rule.points if o.value == given.value))
        case "bands":
            points = Fraction([b.points for b in rule.bounds if given.number >= b.at_least][-1])
        case "ticks":
            points = ticks(given, rule, [option.id for option in answer.options])
        case "parity":
            points = parity(given, rule)
        case "linear":
            zero, full = Fraction(rule.zero_at), Fraction(rule.full_at)
            points = min(Fraction(100), max(Fraction(0), (Fraction(given.number) - zero) / (full - zero) * 100))
        case _:
            raise NotImplementedError(rule.kind)
    return 100 - points if rule.reversed and not isinstance(points, str) else points


def ticks(given: Any, rule: Any, listed: list[str]) -> str | Fraction:
    """Ticked / listed x 100. An option may itself be NC or NA and leaves the denominator."""
    left_out = dict(given.left_out)
    remaining = [option for option in listed if option not in left_out]
    if not remaining:
        return "NC" if set(left_out.values()) == {"NC"} else "NA"
    if not given.options and not given.none and not given.other:
        return "skipped"
    most = len(remaining) if rule.full_at is None else min(rule.full_at, len(remaining))
    return min(Fraction(100), Fraction(len(given.options), most) * 100)


def parity(given: Any, rule: Any) -> str | Fraction:
    """100 x min(1, first / second)."""
    if given.first is None or given.second is None:
        return "skipped"
    if given.second == 0 or given.second < rule.smallest_share:
        return "NA"
    if given.persons is not None and given.persons < rule.fewest_persons:
        return "NA"
    return min(Fraction(1), Fraction(given.first) / Fraction(given.second)) * 100


# 3. Means


def arithmetic(weighted: list[tuple[Fraction, Fraction]]) -> Fraction:
    return sum((weight * figure for weight, figure in weighted), Fraction(0)) / weight_of(weighted)


def least(weighted: list[tuple[Fraction, Fraction]]) -> Fraction:
    return min(figure for weight, figure in weighted if weight > 0)


def geometric(weighted: list[tuple[Fraction, Fraction]]) -> Fraction:
    """0 if a child is 0, the common value if all are equal, else rounded to 12 decimals from exact arithmetic."""
    figures = {figure for weight, figure in weighted if weight > 0}
    if 0 in figures:
        return Fraction(0)
    if len(figures) == 1:
        return figures.pop()
    common = 1
    for weight, _ in weighted:
        common *= weight.denominator
    powers = [(int(weight * common), figure) for weight, figure in weighted]
    under_root = Fraction(1)
    for power, figure in powers:
        under_root *= figure**power
    return rounded_root(under_root, sum(power for power, _ in powers))


def rounded_root(radicand: Fraction, degree: int) -> Fraction:
    """The root, rounded half up to 12 decimals: found by halving an interval of whole numbers."""
    below, above = 0, int(max(radicand, Fraction(1))) * DECIMALS + DECIMALS
    while above - below > 1:
        middle = (below + above) // 2
        if Fraction(middle, DECIMALS) ** degree <= radicand:
            below = middle
        else:
            above = middle
    half = Fraction(2 * below + 1, 2 * DECIMALS)
    return Fraction(above if half**degree <= radicand else below, DECIMALS)


MEANS: dict[str, Callable[[list[tuple[Fraction, Fraction]]], Fraction]] = {
    "arithmetic": arithmetic,
    "geometric": geometric,
    "minimum": least,
}
