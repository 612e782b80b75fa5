"""One batch, from what was named on a command line to what is said at its end; the short way where nothing has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from belong_assess.errors import UsageError
from belong_assess.language.texts import Language
from belong_assess.values import value
from belong_assess.workflows.batch.arguments import named_by
from belong_assess.workflows.batch.basis import Wishes, basis_of
from belong_assess.workflows.batch.inputs import Inputs, inputs_of
from belong_assess.workflows.batch.manifest import Manifest, read_manifest
from belong_assess.workflows.batch.names import READ
from belong_assess.workflows.batch.plan import Plan, hashed, is_unchanged, plan_of
from belong_assess.workflows.batch.targets import Targets, check_replaceable

if TYPE_CHECKING:
    from belong_assess.workflows.batch.score_all import Means


@value
class Batch:
    """What came of a batch. `written` is empty where nothing had changed; `kept` counts files that were not read again."""

    manifest: Manifest
    targets: Targets
    written: tuple[Path, ...]
    kept: int = 0


def score_batch(
    words: Sequence[str],
    lists: Sequence[str],
    targets: Targets,
    wishes: Wishes,
    say: Language,
    *,
    progress: Callable[[int, int, int], None] = lambda done, total, submissions: None,
    means: Means | None = None,
    debug: bool = False,
) -> Batch:
    """Score all that was named. Raises UsageError, and CannotWrite where an output cannot take its place."""
    inputs = inputs_of(named_by(words, lists), targets.every())
    if not inputs.files:
        raise _nothing(inputs)
    basis = basis_of(wishes)
    before = read_manifest(targets.manifest)
    earlier = None if before is None or wishes.fresh or before.basis != basis else before
    now = hashed(inputs.files) if earlier is not None else {}
    if earlier is not None and is_unchanged(inputs, now, earlier, targets):
        return Batch(earlier, targets, (), len(inputs.files))
    check_replaceable(targets, before, force=wishes.force)
    plan = Plan(inputs) if earlier is None else plan_of(inputs, now, earlier, targets)
    from belong_assess.workflows.batch.score_all import Means, score_all

    manifest = score_all(plan, targets, wishes, basis, before, say, progress=progress, means=means or Means(), debug=debug)
    return Batch(manifest, targets, _written(targets, manifest), len(plan.kept))


def _written(targets: Targets, manifest: Manifest) -> tuple[Path, ...]:
    folder = (targets.returns,) if any(came.returns for came in manifest.inputs) else ()
    return (*(targets.file(form) for form in targets.formats), targets.manifest, *folder)


def _nothing(inputs: Inputs) -> UsageError:
    passed = sum(map(len, inputs.passed_over.values()))
    return UsageError("batch.nothing", looked_for=", ".join(READ), passed_over=str(passed))
