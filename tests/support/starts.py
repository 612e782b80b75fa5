"""Templates that tests fill in: made once each, empty or prefilled with an example or with plain data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from belong_assess.files.submissions import FORMAT, submission_from
from belong_assess.files.template.book import render_template
from belong_assess.files.template.lines import Extent
from belong_assess.files.template.template import Template
from belong_assess.files.yaml_dialect import read_yaml
from belong_assess.model.assessment import Assessment
from belong_assess.problems import Location, Problem, has_errors
from belong_assess.responses.submission import Submission
from belong_assess.workflows.library import Library
from belong_assess.workflows.make_template import conditions_in_words, prefilled_whole
from belong_assess.workflows.methods import open_method
from belong_assess.workflows.score_file import Rejected, Scored, score_read
from belong_assess.workflows.sources import sources
from support.methods import ROOT, SMALL
from support.scored import raw_example


@dataclass(frozen=True)
class Start:
    """A template as it goes out: its bytes, what it says already, and the method that has to be named to read it."""

    content: bytes
    said: Submission
    data: Mapping[str, Any]
    assessment: Assessment
    method: str


def start(
    *,
    method: str = "",
    example: str = "",
    tier: str = "",
    areas: Sequence[str] | None = None,
    language: str = "en",
    data: Mapping[str, Any] | None = None,
) -> Start:
    """Make a template of a method; `example` and `data` say what is filled in already."""
    asked = (method, example, tier, None if areas is None else tuple(areas), language)
    return _start(*asked, json.dumps(data or {}, default=str, sort_keys=True))


@cache
def _start(method: str, example: str, tier: str, areas: tuple[str, ...] | None, language: str, held: str) -> Start:
    data = {**_example(example), **json.loads(held)}
    name = method or str(data["questionnaire"])
    folder = str(SMALL) if name == "small" else ""
    assessment = open_method(folder or name, language)
    asked = assessment.questionnaire
    envelope = {
        "format": FORMAT, "questionnaire": asked.id, "version": asked.version, "tier": tier or data.get("tier"),
        "hash": assessment.questionnaire_hash, "scope": list(areas) if areas else data.get("scope", "all"),
        "language": language,
    }  # fmt: skip
    envelope["tier"] = envelope["tier"] or list(assessment.tier_rank)[-1]
    data = {**data, **envelope}
    said, problems = submission_from(data, assessment)
    assert said is not None and not has_errors(problems), problems
    return Start(rendered(assessment, said), said, data, assessment, folder)


def _example(name: str) -> dict[str, Any]:
    """A bundled example by its name; `small` is one for tests, in the small test method."""
    if name != "small":
        return raw_example(name) if name else {}
    document = read_yaml((ROOT / "tests" / "returns" / "small.yaml").read_text(encoding="utf-8"), "small.yaml")
    assert not document.problems, document.problems
    return dict(document.data)


def rendered(assessment: Assessment, said: Submission) -> bytes:
    """Draw the template that holds a submission."""
    plain = Template(assessment, Extent(said.tier, said.scope), conditions=conditions_in_words(assessment))
    return render_template(prefilled_whole(plain, said))


@cache
def library(method: str = "") -> Library:
    """The methods of all tests: each opened once."""
    return Library(method)


def read(path: Path, method: str = "") -> Scored | Rejected:
    """Read and score a file of one submission, whatever its format, as `score` does without opening methods again."""
    first, *more = islice(sources(path, library(method), path.name), 2)
    if more:
        return Rejected(first.file, (Problem("table.several", Location(first.file), {"file": path.name}),))
    return score_read(first, library(method), "en", findings=False)


def bare(said: Submission) -> Submission:
    """A submission without what belongs to its file: its name, its language, and the hash of the questionnaire."""
    return replace(said, file="", language=None, hash=None)
