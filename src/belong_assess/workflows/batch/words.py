"""What is said at the end of a batch, in the words of its language; and the methods that the words come from."""

from __future__ import annotations

from functools import partial

from belong_assess.analysis.cohort import Cohort
from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.results.result import Stamp
from belong_assess.views.cohort_summary import render_cohort_summary
from belong_assess.workflows.score_sources import library_of

UNFOLDED = 100_000
"""A width at which no line is folded: that is done for each screen."""


def said_of(cohort: Cohort, say: Language, method: str) -> list[str]:
    """Return the summary of a cohort, line by line."""
    methods = partial(method_of, method=method, language=say.code)
    return render_cohort_summary(cohort, say, UNFOLDED, assessments=methods).splitlines()


def method_of(stamp: Stamp, method: str, language: str) -> Assessment:
    """Return the method of a stamp, in a language; it was open before."""
    found = library_of(method).version(stamp.questionnaire, stamp.questionnaire_version, language)
    assert found is not None, stamp
    return found
