"""The shipped method as its two YAML trees, to be spoilt and checked."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from belong_assess.analysis.soundness import check
from belong_assess.files.method import adapter, read_folder
from belong_assess.model.assessment import Assessment
from belong_assess.model.indicators import Indicators
from belong_assess.model.questionnaire import Questionnaire
from belong_assess.problems import PathKey, Problem
from support.methods import FOLDERS

Placed = tuple[PathKey, dict[str, Any]]
"""A value of a tree with its content path."""


@dataclass(frozen=True)
class Raw:
    """The trees, and ways to find something in them by its id."""

    questionnaire: dict[str, Any]
    indicators: dict[str, Any]

    def item(self, item_id: str) -> Placed:
        """An item or a context fact."""
        return self._inside("questionnaire", "sections", "id", item_id)

    def placed(self, item_id: str) -> Placed:
        """An item in its area."""
        return self._inside("indicators", "areas", "item", item_id)

    def section(self, name: str) -> Placed:
        return self._named("questionnaire", "sections", name)

    def scale(self, name: str) -> Placed:
        return self._named("questionnaire", "scales", name)

    def rule(self, name: str) -> Placed:
        return self._named("indicators", "rules", name)

    def area(self, name: str) -> Placed:
        return self._named("indicators", "areas", name)

    def aggregate(self, name: str) -> Placed:
        return self._named("indicators", "aggregates", name)

    def view(self, name: str) -> Placed:
        return self._named("indicators", "views", name)

    def finding(self, name: str) -> Placed:
        return self._named("indicators", "findings", name)

    def _named(self, tree: str, key: str, name: str) -> Placed:
        held = getattr(self, tree)[key]
        index = next(index for index, thing in enumerate(held) if thing["id"] == name)
        return (tree, key, index), held[index]

    def _inside(self, tree: str, key: str, name: str, item_id: str) -> Placed:
        for outer, group in enumerate(getattr(self, tree)[key]):
            for index, item in enumerate(group["items"]):
                if item[name] == item_id:
                    return (tree, key, outer, "items", index), item
        raise KeyError(item_id)


def shipped(name: str = "regional") -> Raw:
    """Return a fresh copy of the shipped method, or of the small one for tests."""
    return Raw(*deepcopy(_trees(name)))


def problems_of(raw: Raw) -> tuple[Problem, ...]:
    """Return what the check says about the trees; their shape must be valid."""
    return check(assessment_of(raw))


def found(raw: Raw) -> set[tuple[str, PathKey]]:
    """Return the codes and content paths of everything that the check says."""
    return {(problem.code, problem.where.path) for problem in problems_of(raw)}


def assessment_of(raw: Raw) -> Assessment:
    """Validate the trees as loading does."""
    asked = adapter(Questionnaire).validate_json(json.dumps(raw.questionnaire, default=float), strict=True)
    measured = adapter(Indicators).validate_json(json.dumps(raw.indicators, default=float), strict=True)
    return Assessment(asked, measured, "", "")


@cache
def _trees(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    questionnaire, indicators = FOLDERS[name]
    return read_folder(questionnaire).data, read_folder(indicators).data
