"""What a region asked of itself beside the questionnaire, what it said, and what came out: apart from its result."""

from __future__ import annotations

from belong_assess.model.assessment import Assessment
from belong_assess.responses.submission import Submission
from belong_assess.results.result import Result
from belong_assess.values import value


@value
class OwnResult:
    """Own questions as the small method that they make, the answers to them, and their result. It has no index."""

    assessment: Assessment
    submission: Submission
    result: Result
